"""The drift check of a connection: asked for, watched, and its findings repaired to either side."""

import flask

from addon.connections import connection
from addon.console import pages
from addon.console.configuration import services
from addon.nodes.refusals import Refusal
from addon.sync import drift
from addon.sync.drift import Side
from addon.web.guards import Token, takes

blueprint = flask.Blueprint("drift", __name__)

_BASE = "/console/connections/<int:connection_id>/check"


@blueprint.get(_BASE)
@takes(Token.CONSOLE, admin=True)
def dialog(connection_id: int) -> flask.Response:
    """The dialog, with the last check where there is one."""
    found = connection.detail(services(), pages.caller().node_id, connection_id)
    last = drift.last(services(), pages.caller().node_id, connection_id)
    why_not = drift.why_not(services(), pages.caller().node_id, connection_id)
    return pages.fragment("drift/dialog.html", detail=found, found=last, connection_id=connection_id, why_not=why_not)


@blueprint.post(_BASE)
@takes(Token.CONSOLE, admin=True, changes=True)
def start(connection_id: int) -> flask.Response:
    """Compare all pairs now."""
    return _found(connection_id, drift.start(services(), pages.caller(), connection_id))


@blueprint.get(_BASE + "/<int:job_id>")
@takes(Token.CONSOLE, admin=True)
def state(connection_id: int, job_id: int) -> flask.Response:
    """How far it has come, and what it found so far."""
    return _found(connection_id, job_id)


@blueprint.post(_BASE + "/<int:job_id>/stop")
@takes(Token.CONSOLE, admin=True, changes=True)
def stop(connection_id: int, job_id: int) -> flask.Response:
    """Stop after the pairs it is at."""
    drift.stop(services(), pages.caller(), connection_id, job_id)
    return _found(connection_id, job_id)


@blueprint.post(_BASE + "/<int:job_id>/here")
@takes(Token.CONSOLE, admin=True, changes=True)
def keep(connection_id: int, job_id: int) -> flask.Response:
    """Let the values here stand on both sides, for one pair."""
    return _repaired(connection_id, job_id, "here")


@blueprint.post(_BASE + "/<int:job_id>/there")
@takes(Token.CONSOLE, admin=True, changes=True)
def take(connection_id: int, job_id: int) -> flask.Response:
    """Let the partner's values stand on both sides, for one pair."""
    return _repaired(connection_id, job_id, "there")


def _repaired(connection_id: int, job_id: int, side: Side) -> flask.Response:
    entity = flask.request.form.get("entity", "")
    if not entity:
        raise Refusal("entity_missing", "Choose what to repair.")
    drift.repair(services(), pages.caller(), connection_id, job_id, entity, side)
    return pages.tell(_found(connection_id, job_id), toast="On its way. Check again to see that it has arrived")


def _found(connection_id: int, job_id: int) -> flask.Response:
    found = drift.state(services(), pages.caller().node_id, connection_id, job_id)
    return pages.fragment("drift/found.html", found=found, connection_id=connection_id)
