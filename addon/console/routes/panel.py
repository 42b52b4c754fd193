"""The panel in the issue view and in the work item form. Which entity it is comes from the signed token alone."""

from dataclasses import replace
from functools import cache

import flask
from werkzeug.exceptions import HTTPException

from addon.console import pages
from addon.console.configuration import console, services
from addon.nodes.refusals import Refusal
from addon.sync import panel
from addon.web.answers import noted_refusal
from addon.web.guards import Token, takes

blueprint = flask.Blueprint("panel", __name__)

HOST_TOKEN = "Liaise-Host-Token"  # noqa: S105 - the Azure DevOps access token of whoever looks at the panel; never kept
BUSY_POLL_S = 3
QUIET_POLL_S = 30


@blueprint.get("/panel")
@takes(Token.CONSOLE, entity=True)
def show() -> flask.Response:
    """The state on each connection."""
    return _shown()


@blueprint.post("/panel/<int:connection_id>/sync")
@takes(Token.CONSOLE, entity=True)
def sync(connection_id: int) -> flask.Response:
    """Send this entity now, as new or again."""
    panel.sync(services(), pages.caller(), _entity(), connection_id, _may_edit)
    return _shown()


@blueprint.post("/panel/<int:connection_id>/retry")
@takes(Token.CONSOLE, entity=True)
def retry(connection_id: int) -> flask.Response:
    """Try again what is parked for this entity."""
    panel.retry(services(), pages.caller(), _entity(), connection_id, _may_edit)
    return _shown()


@blueprint.get("/panel/<int:connection_id>/connect")
@takes(Token.CONSOLE, entity=True)
def ask_connect(connection_id: int) -> flask.Response:
    """The field for the key of an entity that exists already at the partner."""
    return _shown(asking=connection_id)


@blueprint.post("/panel/<int:connection_id>/connect")
@takes(Token.CONSOLE, entity=True)
def connect(connection_id: int) -> flask.Response:
    """Pair this entity with one that exists already."""
    typed = flask.request.form.get("remote_key", "").strip()
    try:
        panel.connect_to(services(), pages.caller(), _entity(), connection_id, typed, _may_edit)
    except Refusal as refusal:
        return _shown(asking=connection_id, typed=typed, refusal=refusal)
    return _shown()


@blueprint.get("/panel/<int:connection_id>/unlink")
@takes(Token.CONSOLE, entity=True)
def ask_unlink(connection_id: int) -> flask.Response:
    """The question before the pair ends."""
    return _shown(unlinking=connection_id)


@blueprint.post("/panel/<int:connection_id>/unlink")
@takes(Token.CONSOLE, entity=True, admin=True, changes=True)
def unlink(connection_id: int) -> flask.Response:
    """End the pair; both keep their data."""
    panel.unlink(services(), pages.caller(), _entity(), connection_id)
    return _shown()


@blueprint.errorhandler(Exception)
def refused(problem: Exception) -> flask.Response | HTTPException:
    """A refusal in the panel: said above it where a button of it was pressed, else in its place."""
    if isinstance(problem, HTTPException):
        return problem
    refusal = noted_refusal(problem)
    if refusal.status == 401:
        return pages.refusal_fragment(refusal)
    if flask.request.method == "POST":
        response = pages.fragment("banner.html", refusal.status, refusal=refusal)
        response.headers["HX-Retarget"] = "[data-banner]"
        response.headers["HX-Reswap"] = "innerHTML"
        return response
    return pages.fragment("panel/refused.html", refusal.status, refusal=refusal)


def _may_edit() -> bool:
    """Whether the tracker lets this person edit the entity; Azure DevOps is asked with their own token."""
    person = pages.caller()
    if person.kind == "jira":
        return panel.may_edit_in_jira(services(), person, _entity())
    shown = flask.request.headers.get(HOST_TOKEN, "")
    return console().edit_rights.may_edit(services(), person, _entity(), shown)


def _entity() -> str:
    entity_id = pages.caller().entity_id
    assert entity_id is not None  # the guard refuses tokens without one
    return entity_id


def _found() -> panel.Panel:
    """What the panel shows; Jira is asked who administers it only where there is something to unlink."""
    person, may_edit = pages.caller(), cache(_may_edit)
    found = panel.panel(services(), person, _entity(), may_edit)
    unasked = person.kind == "jira" and not person.is_admin and any(row.twin_key for row in found.rows)
    if not unasked or not console().administrators.is_one(services(), person):
        return found
    return panel.panel(services(), replace(person, admin_checked_at=services().now()), _entity(), may_edit)


def _shown(asking: int = 0, typed: str = "", unlinking: int = 0, refusal: Refusal | None = None) -> flask.Response:
    found = _found()
    return pages.fragment(
        "panel/panel.html",
        pages.UNPROCESSABLE if refusal else 200,
        found=found,
        poll=0 if asking or unlinking else BUSY_POLL_S if found.busy else QUIET_POLL_S,
        asking=asking,
        unlinking=unlinking,
        typed=typed,
        refusal=refusal,
    )
