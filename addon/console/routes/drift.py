"""The drift check of a connection: asked for, watched, and its findings repaired to either side."""

import flask

from addon.connections import connection
from addon.console import pages
from addon.console.configuration import services
from addon.nodes.refusals import Refusal
from addon.sync import drift, repairs
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
    all_of_it = repairs.last(services(), pages.caller().node_id, connection_id, last.id) if last is not None else None
    return pages.fragment(
        "drift/dialog.html",
        detail=found,
        found=last,
        connection_id=connection_id,
        why_not=why_not,
        all_of_it=all_of_it,
    )


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


@blueprint.get(_BASE + "/<int:job_id>/all/here")
@takes(Token.CONSOLE, admin=True)
def ask_keep_all(connection_id: int, job_id: int) -> flask.Response:
    """The question before ours stand for all pairs."""
    return _found(connection_id, job_id, "here")


@blueprint.get(_BASE + "/<int:job_id>/all/there")
@takes(Token.CONSOLE, admin=True)
def ask_take_all(connection_id: int, job_id: int) -> flask.Response:
    """The question before theirs stand for all pairs."""
    return _found(connection_id, job_id, "there")


@blueprint.post(_BASE + "/<int:job_id>/all/here")
@takes(Token.CONSOLE, admin=True, changes=True)
def keep_all(connection_id: int, job_id: int) -> flask.Response:
    """Let the values here stand on both sides, for every pair that is still open."""
    repairs.begin(services(), pages.caller(), connection_id, job_id, "here")
    return _found(connection_id, job_id)


@blueprint.post(_BASE + "/<int:job_id>/all/there")
@takes(Token.CONSOLE, admin=True, changes=True)
def take_all(connection_id: int, job_id: int) -> flask.Response:
    """Let the partner's values stand on both sides, for every pair that is still open."""
    repairs.begin(services(), pages.caller(), connection_id, job_id, "there")
    return _found(connection_id, job_id)


@blueprint.post(_BASE + "/<int:job_id>/all/stop")
@takes(Token.CONSOLE, admin=True, changes=True)
def stop_all(connection_id: int, job_id: int) -> flask.Response:
    """Stop after the pair it is at."""
    repairs.stop(services(), pages.caller(), connection_id, job_id)
    return _found(connection_id, job_id)


def _repaired(connection_id: int, job_id: int, side: Side) -> flask.Response:
    entity = flask.request.form.get("entity", "")
    if not entity:
        raise Refusal("entity_missing", "Choose what to repair.")
    drift.repair(services(), pages.caller(), connection_id, job_id, entity, side)
    answer = _found(connection_id, job_id, after=entity)
    return pages.tell(answer, toast="On its way. Check again to see that it has arrived")


def _found(connection_id: int, job_id: int, asking: Side | None = None, *, after: str = "") -> flask.Response:
    """What was found; `after`: the keyboard goes on at the next open pair behind this one."""
    node_id = pages.caller().node_id
    found = drift.state(services(), node_id, connection_id, job_id)
    all_of_it = repairs.last(services(), node_id, connection_id, job_id)
    order = sorted({one.local_id for one in found.differences})  # as they are listed
    behind = order[order.index(after) + 1 :] + order if after in order else []
    return pages.fragment(
        "drift/found.html",
        found=found,
        connection_id=connection_id,
        all_of_it=all_of_it,
        asking=asking,
        next=next((one for one in behind if one in found.open), ""),
    )
