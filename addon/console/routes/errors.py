"""Errors: each stops one entity, and each is retried, skipped or unlinked by itself."""

import hashlib
from collections.abc import Callable

import flask

from addon.connections import bulk, bulk_errors
from addon.connections.bulk_errors import Filter
from addon.console import pages
from addon.console.configuration import services
from addon.console.routes.bulk import carried_out
from addon.console.routes.connections import connection_names
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.storage.failures import NoSuchRow
from addon.sync import problems
from addon.web.addresses import whole
from addon.web.guards import Token, takes

blueprint = flask.Blueprint("errors", __name__)

PAGE_SIZE = 50
POLL_S = 5
SOLVED = "Somebody was faster: this one was solved a moment ago"
ALL: dict[str, bulk_errors.Kind] = {"retry": "bulk_retry", "skip": "bulk_skip"}


@blueprint.get("/console/errors")
@takes(Token.CONSOLE, admin=True)
def tab() -> flask.Response:
    """The tab: list, and the detail of the one that is asked for or of the first."""
    listed = _listed(flask.request.args.get("row", default=0, type=whole))
    return pages.page("errors", "errors/page.html", **carried_out("errors"), **listed)


@blueprint.get("/console/errors/list")
@takes(Token.CONSOLE, admin=True)
def rows() -> flask.Response:
    """List and detail for a search; nothing for a live list whose rows still are those that it has (`seen`)."""
    listed = _listed(flask.request.args.get("row", default=0, type=whole))
    if flask.request.args.get("seen") == listed["mark"]:
        return pages.nothing()
    return pages.part("errors/split.html", **listed)


@blueprint.get("/console/errors/<int:error_id>")
@takes(Token.CONSOLE, admin=True)
def detail(error_id: int) -> flask.Response:
    """List and detail, with this one chosen."""
    return pages.part("errors/split.html", **_listed(error_id))


@blueprint.get("/console/errors/all/<act>")
@takes(Token.CONSOLE, admin=True)
def count_all(act: str) -> flask.Response:
    """How many the list holds that can be retried or skipped; nothing is done yet."""
    if act not in ALL:
        flask.abort(404)
    wanted = _wanted()
    counted = bulk_errors.count(services(), pages.caller().node_id, wanted)
    return pages.fragment("errors/all.html", act=act, kind=ALL[act], wanted=wanted, counted=counted)


@blueprint.post("/console/errors/all/<act>")
@takes(Token.CONSOLE, admin=True, changes=True)
def begin_all(act: str) -> flask.Response:
    """Retry or skip what was counted, in the background."""
    if act not in ALL:
        flask.abort(404)
    newest = flask.request.form.get("newest", default=0, type=whole)
    job_id = bulk_errors.begin(services(), pages.caller(), ALL[act], _wanted(), newest)
    work = bulk.state(services(), pages.caller().node_id, job_id)
    return pages.tell(pages.fragment("bulk/work.html", work=work), "bulk-changed")


@blueprint.get("/console/errors/<int:error_id>/ask")
@takes(Token.CONSOLE, admin=True)
def ask(error_id: int) -> flask.Response:
    """The question before a pair is unlinked."""
    found = problems.error_detail(services(), pages.caller().node_id, error_id)
    return pages.fragment("errors/unlink.html", detail=found)


@blueprint.post("/console/errors/<int:error_id>/retry")
@takes(Token.CONSOLE, admin=True, changes=True)
def retry(error_id: int) -> flask.Response:
    """Try again, with what waits behind it."""
    return _acted(problems.retry, error_id, "Retrying. If it fails again, it comes back here")


@blueprint.post("/console/errors/<int:error_id>/skip")
@takes(Token.CONSOLE, admin=True, changes=True)
def skip(error_id: int) -> flask.Response:
    """Drop this event; later changes go on."""
    return _acted(problems.skip, error_id, "Skipped. Later changes go on; Sync now sends all of it again")


@blueprint.post("/console/errors/<int:error_id>/dismiss")
@takes(Token.CONSOLE, admin=True, changes=True)
def dismiss(error_id: int) -> flask.Response:
    """Take a note off the list; it comes back if it happens again."""
    return _acted(problems.dismiss, error_id, "Dismissed. It comes back if it happens again")


@blueprint.post("/console/errors/<int:error_id>/unlink")
@takes(Token.CONSOLE, admin=True, changes=True)
def unlink(error_id: int) -> flask.Response:
    """End the pair; both keep their data."""
    try:
        problems.unlink(services(), pages.caller(), error_id)
    except (Refusal, NoSuchRow) as no:
        if not _solved(no):
            raise
        return pages.done(SOLVED, "errors-changed")
    return pages.done("Unlinked. Both keep their data; Connect to… in the panel pairs them again", "errors-changed")


def _acted(act: Callable[[Services, Caller, int], None], error_id: int, message: str) -> flask.Response:
    """The list after it, also where another person or the engine had solved this one before."""
    try:
        act(services(), pages.caller(), error_id)
    except (Refusal, NoSuchRow) as no:
        if not _solved(no):
            raise
        message = SOLVED
    return pages.tell(pages.part("errors/split.html", **_listed()), toast=message)


def _solved(no: Refusal | NoSuchRow) -> bool:
    return isinstance(no, NoSuchRow) or no.reason == "resolved_already"


def _wanted() -> Filter:
    """The filter of the list."""
    values = flask.request.values
    return Filter(
        values.get("q", "").strip(), values.get("impact", ""), values.get("connection", default=0, type=whole)
    )


def _listed(chosen: int = 0) -> dict[str, object]:
    wanted, after = _wanted(), flask.request.values.get("after", "")
    after = after if after.isdecimal() and len(after) < 19 else ""
    order = "oldest" if flask.request.values.get("order") == "oldest" else ""
    node_id = pages.caller().node_id
    found = problems.error_page(
        services(),
        node_id,
        search=wanted.search,
        impact=wanted.impact,
        connection_id=wanted.connection_id,
        ascending=bool(order),
        after=after,
        limit=PAGE_SIZE,
    )
    detail = None
    opened = chosen or (found.rows[0].id if found.rows else 0)
    if opened:
        try:
            detail = problems.error_detail(services(), node_id, opened)
        except (Refusal, NoSuchRow):  # solved meanwhile: the list says the rest
            detail = None
    return {
        "found": found,
        "search": wanted.search,
        "impact": wanted.impact,
        "connection": wanted.connection_id,
        "names": connection_names(wanted.connection_id or 0),
        "order": order,
        "after": after,
        "detail": detail,
        "mark": _mark(found),
        "poll": POLL_S,
        "chosen": opened,
    }


def _mark(found: problems.ErrorPage) -> str:
    """What a list shows, in short: another one is worth showing again."""
    rows = [(one.id, one.message, one.waiting) for one in found.rows]
    return hashlib.sha256(repr((rows, found.total)).encode()).hexdigest()[:16]
