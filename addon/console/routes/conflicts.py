"""Conflicts: fields that both sides edited, where the connection asks a person which value stands."""

import hashlib

import flask

from addon.connections import bulk, bulk_conflicts, open_conflicts
from addon.connections.bulk_conflicts import Filter
from addon.connections.decided import Choice
from addon.console import pages
from addon.console.configuration import services
from addon.console.routes.bulk import carried_out
from addon.console.routes.connections import connection_names
from addon.nodes.refusals import Refusal
from addon.storage.failures import NoSuchRow
from addon.sync import inbox
from addon.web.addresses import whole
from addon.web.guards import Token, takes

blueprint = flask.Blueprint("conflicts", __name__)

PAGE_SIZE = 50
POLL_S = 5
ALL: dict[str, bulk_conflicts.Kind] = {"here": "bulk_keep", "there": "bulk_take"}


@blueprint.get("/console/conflicts")
@takes(Token.CONSOLE, admin=True)
def tab() -> flask.Response:
    """The inbox, beside the errors."""
    return pages.page("errors", "conflicts/page.html", **carried_out("errors"), **_listed())


@blueprint.get("/console/conflicts/list")
@takes(Token.CONSOLE, admin=True)
def rows() -> flask.Response:
    """The list for a search; nothing for a live list whose rows still are those that it has (`seen`)."""
    listed = _listed()
    if flask.request.args.get("seen") == listed["mark"]:
        return pages.nothing()
    return pages.part("conflicts/list.html", **listed)


@blueprint.post("/console/conflicts/<int:conflict_id>/here")
@takes(Token.CONSOLE, admin=True, changes=True)
def keep(conflict_id: int) -> flask.Response:
    """Let the value here stand on both sides."""
    return _chosen(conflict_id, "here")


@blueprint.post("/console/conflicts/<int:conflict_id>/there")
@takes(Token.CONSOLE, admin=True, changes=True)
def take(conflict_id: int) -> flask.Response:
    """Let the partner's value stand on both sides."""
    return _chosen(conflict_id, "there")


@blueprint.get("/console/conflicts/all/<side>")
@takes(Token.CONSOLE, admin=True)
def count_all(side: str) -> flask.Response:
    """How many would be decided, by field: those that are selected, else all of the list; nothing is done yet."""
    if side not in ALL:
        flask.abort(404)
    wanted = _wanted()
    counted = bulk_conflicts.count(services(), pages.caller().node_id, wanted)
    return pages.fragment("conflicts/all.html", side=side, kind=ALL[side], wanted=wanted, counted=counted)


@blueprint.post("/console/conflicts/all/<side>")
@takes(Token.CONSOLE, admin=True, changes=True)
def begin_all(side: str) -> flask.Response:
    """Decide what was counted, in the background."""
    if side not in ALL:
        flask.abort(404)
    newest = flask.request.form.get("newest", default=0, type=whole)
    job_id = bulk_conflicts.begin(services(), pages.caller(), ALL[side], _wanted(), newest)
    work = bulk.state(services(), pages.caller().node_id, job_id)
    return pages.tell(pages.fragment("bulk/work.html", work=work), "bulk-changed")


def _wanted() -> Filter:
    """The filter of the list, and what is selected in it."""
    values = flask.request.values
    selected = {one for one in values.getlist("selected", type=whole) if one}
    return Filter(values.get("q", "").strip(), values.get("connection", default=0, type=whole), tuple(sorted(selected)))


def _chosen(conflict_id: int, choice: Choice) -> flask.Response:
    person = pages.caller()
    message = "Chosen. Both sides get this value; edit the field to change it"
    try:
        inbox.choose(services(), person.node_id, conflict_id, choice, person.display_name or person.user_id)
    except (Refusal, NoSuchRow) as no:
        if isinstance(no, Refusal) and no.reason != "conflict_settled":
            raise
        message = "Somebody was faster: this one was settled a moment ago"
    return pages.tell(pages.part("conflicts/list.html", **_listed()), toast=message)


def _listed() -> dict[str, object]:
    values = flask.request.values
    search, after = values.get("q", "").strip(), values.get("after", "")
    chosen = values.get("connection", default=0, type=whole)
    after = after if after.isdecimal() and len(after) < 19 else ""
    node_id = pages.caller().node_id
    found = open_conflicts.page(services(), node_id, search=search, connection_id=chosen, after=after, limit=PAGE_SIZE)
    return {
        "found": found,
        "search": search,
        "connection": chosen,
        "names": connection_names(chosen),
        "after": after,
        "mark": _mark(found),
        "poll": POLL_S,
    }


def _mark(found: open_conflicts.ConflictPage) -> str:
    """What a list shows, in short: another one is worth showing again."""
    rows = [(one.id, one.here, one.there) for one in found.rows]
    return hashlib.sha256(repr((rows, found.total)).encode()).hexdigest()[:16]
