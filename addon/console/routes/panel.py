"""The panel in the issue view and in the work item form. Which entity it is comes from the signed token alone."""

import flask
from werkzeug.exceptions import HTTPException

from addon.console import pages
from addon.console.configuration import services
from addon.nodes.refusals import Refusal
from addon.sync import panel
from addon.web.answers import noted_refusal
from addon.web.guards import Token, takes

blueprint = flask.Blueprint("panel", __name__)

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
    panel.sync(services(), pages.caller(), _entity(), connection_id)
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
        if not typed:
            raise Refusal("key_missing", "Enter the key or number of the one at the partner.", field="remote_key")
        panel.connect_to(services(), pages.caller(), _entity(), connection_id, typed)
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
    """A refusal in the panel: said in it, with the word for support."""
    if isinstance(problem, HTTPException):
        return problem
    refusal = noted_refusal(problem)
    if refusal.status == 401:
        return pages.refusal_fragment(refusal)
    return pages.fragment("panel/refused.html", refusal.status, refusal=refusal)


def _entity() -> str:
    entity_id = pages.caller().entity_id
    assert entity_id is not None  # the guard refuses tokens without one
    return entity_id


def _shown(
    asking: int = 0, typed: str = "", unlinking: int = 0, refusal: Refusal | None = None
) -> flask.Response:
    found = panel.panel(services(), pages.caller(), _entity())
    busy = any(row.state == "in_progress" for row in found.rows)
    return pages.fragment(
        "panel/panel.html",
        pages.UNPROCESSABLE if refusal else 200,
        found=found,
        poll=0 if asking or unlinking else BUSY_POLL_S if busy else QUIET_POLL_S,
        asking=asking,
        unlinking=unlinking,
        typed=typed,
        refusal=refusal,
    )
