"""Connections: the list that keeps itself current, and everything that is done to one connection."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import flask

from addon.connections import connection, edits, getting_started, invitations, jobs, wizard
from addon.console import known, pages
from addon.console.configuration import services
from addon.console.words import MOST_IN_A_LIST
from addon.nodes import sync_identity
from addon.nodes.entitlement import WARN_DAYS
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.platforms.base import Project
from addon.web.addresses import whole
from addon.web.guards import Token, takes

blueprint = flask.Blueprint("connections", __name__)

PENDING_POLL_S = 3
QUIET_POLL_S = 15
PAGE_SIZE = 50
CREDENTIAL_BANNER_DAYS = 14
FOUND_AT_ONCE = 20
CHANGED = "connections-changed"


@blueprint.get("/console/connections")
@takes(Token.CONSOLE, admin=True)
def tab() -> flask.Response:
    """The tab; until Azure DevOps has a sync identity it opens with the form for one."""
    return whole_tab()


def whole_tab(stored: sync_identity.SyncIdentity | None = None) -> flask.Response:
    """The tab, above it a word about the sync identity that was just stored."""
    identity = known.identity()
    listed = _listed()
    return pages.page(
        "connections",
        "connections/page.html",
        identity=identity,
        stored=stored,
        notices=[] if stored or listed["needs_identity"] else _by_weight(_notices(identity)),
        **listed,
    )


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that ends soon, said above the list with the tab where it is renewed."""

    title: str
    body: str
    tab: str
    action: str
    kind: str = "warning"
    hides_as: str = ""  # a name under which the person may put it away; empty: it stays
    days_left: int = 0


def _by_weight(notices: Iterable[Notice]) -> list[Notice]:
    """The gravest first: only one is shown at a time, the next once that one was put away."""
    return sorted(notices, key=lambda one: (one.kind != "danger", one.days_left))


def _notices(identity: sync_identity.SyncIdentity) -> Iterator[Notice]:
    """What ends soon: the credential, and the license or evaluation with a warning 7, 3 and 1 days before.

    Whoever puts one of the three away sees the next when its day comes.
    """
    left = identity.days_left
    if identity.state == "expiring" and left is not None and left <= CREDENTIAL_BANNER_DAYS:
        yield Notice(
            f"The sync identity's credential ends in {_days(left)}",
            f"On <t:{identity.expires_at}:date>. After that nothing is sent or applied until it is replaced.",
            "settings",
            "Replace credential",
            "danger" if left <= min(WARN_DAYS) else "warning",
            days_left=left,
        )
    licence = known.licence()
    ending = {"evaluation": "evaluation", "paid": "license"}.get(licence.state)
    if licence.warning and ending and licence.days_left:
        yield Notice(
            f"The {ending} ends in {_days(licence.days_left)}",
            f"On <t:{licence.until}:date>. Script connections wait after that, Basic ones go on.",
            "license",
            "See License",
            "danger" if licence.warning == min(WARN_DAYS) else "warning",
            f"license-{licence.until}-{licence.warning}",
            licence.days_left,
        )


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


@blueprint.get("/console/connections/list")
@takes(Token.CONSOLE, admin=True)
def live_list() -> flask.Response:
    """The rows; nothing when the browser shows the same already."""
    listed = _listed()
    if flask.request.args.get("seen") == listed["digest"]:
        return pages.nothing()
    return pages.part("connections/list.html", **listed)


@blueprint.get("/console/connections/<int:connection_id>")
@takes(Token.CONSOLE, admin=True)
def detail(connection_id: int) -> flask.Response:
    """One connection: what it is, and the form to edit it; with `restore`, filled with what stood before that edit."""
    found = connection.detail(services(), pages.caller().node_id, connection_id)
    form = {
        "name": found.row.name,
        "description": found.description,
        "version": str(found.version),
        **project_fields(found.project),
    }
    number = flask.request.args.get("restore", default=0, type=whole)
    restored = edits.earlier(services(), pages.caller().node_id, connection_id, number) if number else None
    if restored:
        form |= restored.earlier
    return _detail(found, form, restored=restored)


@blueprint.post("/console/connections/<int:connection_id>")
@takes(Token.CONSOLE, admin=True, changes=True)
def edit(connection_id: int) -> flask.Response:
    """Store name, description and incoming project."""
    form = flask.request.form
    try:
        connection.edit(
            services(),
            pages.caller(),
            connection_id,
            name=form.get("name", "").strip(),
            description=form.get("description", "").strip(),
            project_id=form.get("project_id", ""),
            version=form.get("version", type=whole),
        )
    except Refusal as refusal:
        return _detail(connection.detail(services(), pages.caller().node_id, connection_id), form, refusal=refusal)
    return pages.done("Saved", CHANGED)


def _detail(
    found: connection.ConnectionDetail,
    form: Mapping[str, str],
    *,
    restored: edits.Edit | None = None,
    refusal: Refusal | None = None,
) -> flask.Response:
    return pages.fragment(
        "connections/detail.html",
        pages.UNPROCESSABLE if refusal else 200,
        detail=found,
        form=form,
        history=edits.history(services(), pages.caller().node_id, found.row.id),
        restored=restored,
        refusal=refusal,
    )


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is done to one connection at a click, and what is said when it is done."""

    do: Callable[[Services, Caller, int], Any]
    said: str
    undo: str = ""  # the act that takes it back


# Looked up when they are called.
ACTS = {
    "activate": Act(
        lambda *who: connection.activate(*who), "Activated. Queued changes are sent in order", "deactivate"
    ),
    "deactivate": Act(
        lambda *who: connection.deactivate(*who), "Deactivated. Changes here go on being queued", "activate"
    ),
    "remove": Act(lambda *who: connection.remove(*who), "Removed. Both sides keep their data"),
    "repair": Act(lambda *who: connection.repair_hooks(*who), "The service hooks are being made again"),
    "revoke": Act(lambda *who: invitations.revoke(*who), "Invitation revoked"),
    "confirm": Act(lambda *who: invitations.confirm(*who), "Confirmed. The connection is active on both sides"),
    "refuse": Act(lambda *who: invitations.refuse_acceptor(*who), "Refused. Nothing was sent to them"),
}


def _route_of(act: Act) -> Callable[[int], flask.Response]:
    """The view that does it; lists that show the connection are asked again."""

    @takes(Token.CONSOLE, admin=True, changes=True)
    def view(connection_id: int) -> flask.Response:
        act.do(services(), pages.caller(), connection_id)
        undo = f"/console/connections/{connection_id}/{act.undo}" if act.undo else ""
        return pages.done(act.said, CHANGED, undo=undo)

    return view


for _name, _act in ACTS.items():
    blueprint.add_url_rule(
        f"/console/connections/<int:connection_id>/{_name}", _name, _route_of(_act), methods=["POST"]
    )


@blueprint.get("/console/connections/<int:connection_id>/ask/<question>")
@takes(Token.CONSOLE, admin=True)
def ask(connection_id: int, question: str) -> flask.Response:
    """The dialog before something that cannot be taken back."""
    if question not in {"remove", "revoke", "confirm"}:
        flask.abort(404)
    found = connection.detail(services(), pages.caller().node_id, connection_id)
    return pages.fragment(f"connections/{question}.html", detail=found)


@blueprint.get("/console/connections/<int:connection_id>/pairs.csv")
@takes(Token.CONSOLE, admin=True)
def pairs_csv(connection_id: int) -> flask.Response:
    """The pairs, as Bulk connect reads them back."""
    lines = connection.pairs_csv(services(), pages.caller(), connection_id)
    response = flask.Response(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="liaise-pairs-{connection_id}.csv"'
    return response


@blueprint.get("/console/connections/<int:connection_id>/code")
@takes(Token.CONSOLE, admin=True)
def code(connection_id: int) -> flask.Response:
    """The invitation code that is valid now; the browser copies it at once where it may."""
    return _invitation(connection_id, invitations.current_code, copy_at_once=True)


@blueprint.post("/console/connections/<int:connection_id>/new-code")
@takes(Token.CONSOLE, admin=True, changes=True)
def new_code(connection_id: int) -> flask.Response:
    """A code that replaces the old one and restarts its seven days."""
    return pages.tell(_invitation(connection_id, invitations.new_code, copy_at_once=False), CHANGED)


@blueprint.post("/console/connections/<int:connection_id>/test")
@takes(Token.CONSOLE, admin=True)
def test(connection_id: int) -> flask.Response:
    """Start a real check both ways and show how it goes."""
    found = connection.detail(services(), pages.caller().node_id, connection_id)
    job_id = jobs.start_test(services(), pages.caller(), connection_id)
    state = jobs.job(services(), pages.caller().node_id, job_id)
    return pages.fragment("connections/test.html", detail=found, job=state)


@blueprint.get("/console/jobs/<int:job_id>")
@takes(Token.CONSOLE, admin=True)
def job(job_id: int) -> flask.Response:
    """How far a job has come."""
    return pages.fragment("connections/job.html", job=jobs.job(services(), pages.caller().node_id, job_id))


@blueprint.get("/console/projects")
@takes(Token.CONSOLE, admin=True)
def projects() -> flask.Response:
    """Projects that match what is typed, as the sync identity sees them."""
    args = flask.request.args
    start = args.get("start", default=0, type=whole)
    try:
        found = wizard.projects(services(), pages.caller(), args.get("project_search", "").strip(), start=start)
    except Refusal as refusal:
        return pages.fragment("projects.html", found=None, refusal=refusal, start=0)
    return pages.fragment("projects.html", found=found, refusal=None, start=start)


@blueprint.get("/console/connections/choices")
@takes(Token.CONSOLE, admin=True)
def choices() -> flask.Response:
    """Connections that match what is typed, for a field or, with `any`, for a filter that none narrows."""
    args = flask.request.args
    search = args.get("connection_search", "").strip()
    found = connection.choices(services(), pages.caller().node_id, limit=FOUND_AT_ONCE + 1, search=search)
    return pages.fragment(
        "choices.html",
        names=dict(list(found.items())[:FOUND_AT_ONCE]),
        more=len(found) > FOUND_AT_ONCE,
        search=search,
        any=bool(args.get("any")) and not search,
    )


def connection_names(chosen: int = 0) -> dict[int, str]:
    """The connections of a short list, one more than it takes where there are more; `chosen` in any case."""
    return connection.choices(services(), pages.caller().node_id, chosen, limit=MOST_IN_A_LIST + 1)


def project_fields(project: Project | None) -> dict[str, str]:
    """A chosen project as the hidden fields of a form carry it."""
    if project is None:
        return {"project_id": "", "project_key": "", "project_name": ""}
    return {"project_id": project.id, "project_key": project.key, "project_name": project.name}


def _listed() -> dict[str, Any]:
    args = flask.request.args
    search, status, after = args.get("q", "").strip(), args.get("status", ""), args.get("after", "")
    order = "desc" if args.get("order") == "desc" else ""
    node_id = pages.caller().node_id
    found = connection.page(
        services(),
        node_id,
        search=search,
        status=status,
        descending=bool(order),
        after=after,
        limit=PAGE_SIZE,
        script_allowed=known.licence().script_allowed,
    )
    needs_identity = wizard.preconditions(services(), pages.caller(), known.identity()).needs_identity
    return {
        "needs_identity": needs_identity,
        "found": found,
        "search": search,
        "status": status,
        "order": order,
        "after": after,
        "digest": _digest(found, search, status, order, after, str(needs_identity)),
        "poll": PENDING_POLL_S if found.waiting else QUIET_POLL_S,
        "started": getting_started.step(services(), node_id),
    }


def _digest(found: connection.ConnectionPage, *filters: str) -> str:
    """The same for the same rows in every process, so that an unchanged list is not sent again."""
    rows = [{**asdict(row), "can": sorted(row.can)} for row in found.rows]
    text = json.dumps([rows, dict(found.counts), found.total, filters], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _invitation(
    connection_id: int, give: Callable[..., invitations.Invitation], *, copy_at_once: bool
) -> flask.Response:
    invitation = give(services(), pages.caller(), connection_id)
    found = connection.detail(services(), pages.caller().node_id, connection_id)
    return pages.fragment(
        "initiate/invitation.html",
        title="Invitation code",
        wizard=False,
        invitation=invitation,
        partner=found.row.remote_name,
        name=found.row.name,
        copy_at_once=copy_at_once,
    )
