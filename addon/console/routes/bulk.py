"""Bulk sync, Bulk unlink and Bulk connect: counts first, then a run with progress that can be stopped."""

from collections.abc import Mapping

import flask

from addon.connections import bulk, bulk_conflicts, bulk_errors, connection, triggers
from addon.console import pages
from addon.console.configuration import services
from addon.nodes.refusals import Refusal
from addon.web.guards import Token, takes

blueprint = flask.Blueprint("bulk", __name__)

CHANGED = "bulk-changed"
MOST_TRIGGERS = 100
FOLLOWED: Mapping[str, str] = {
    **dict.fromkeys(bulk_errors.KINDS, "errors-changed"),
    **dict.fromkeys(bulk_conflicts.KINDS, "conflicts-changed"),
}
"""Kinds of the Errors tab, each with what its list hears when one has ended."""


@blueprint.post("/console/triggers/<int:trigger_id>/bulk-sync")
@takes(Token.CONSOLE, admin=True, changes=True)
def count_sync(trigger_id: int) -> flask.Response:
    """Count what a bulk sync would send; nothing is written."""
    return _dialog(bulk.count_matches(services(), pages.caller(), trigger_id, "bulk_sync"))


@blueprint.post("/console/triggers/<int:trigger_id>/bulk-unlink")
@takes(Token.CONSOLE, admin=True, changes=True)
def count_unlink(trigger_id: int) -> flask.Response:
    """Count what a bulk unlink would end; nothing is written."""
    return _dialog(bulk.count_matches(services(), pages.caller(), trigger_id, "bulk_unlink"))


@blueprint.get("/console/connections/<int:connection_id>/bulk-sync")
@takes(Token.CONSOLE, admin=True)
def choose_trigger(connection_id: int) -> flask.Response:
    """The triggers of a connection, to choose the one whose matches are sent."""
    node_id = pages.caller().node_id
    found = triggers.page(services(), node_id, connection_id=connection_id, limit=MOST_TRIGGERS)
    return pages.fragment(
        "bulk/triggers.html", detail=connection.detail(services(), node_id, connection_id), found=found
    )


@blueprint.get("/console/connections/<int:connection_id>/bulk-connect")
@takes(Token.CONSOLE, admin=True)
def ask_file(connection_id: int) -> flask.Response:
    """The dialog that takes a CSV file of pairs."""
    return _file(connection_id)


@blueprint.post("/console/connections/<int:connection_id>/bulk-connect")
@takes(Token.CONSOLE, admin=True, changes=True)
def count_connect(connection_id: int) -> flask.Response:
    """Count what the lines of a file would connect; nothing is written."""
    sent = flask.request.files.get("file")
    try:
        counted = bulk.count_lines(services(), pages.caller(), connection_id, sent.read() if sent else b"")
    except Refusal as refusal:
        if refusal.field != "file":
            raise
        return _file(connection_id, refusal)
    return _dialog(counted)


@blueprint.get("/console/bulk/<int:job_id>")
@takes(Token.CONSOLE, admin=True)
def state(job_id: int) -> flask.Response:
    """How far it has come."""
    return _work(job_id)


@blueprint.get("/console/bulk/<int:job_id>/dialog")
@takes(Token.CONSOLE, admin=True)
def dialog(job_id: int) -> flask.Response:
    """The dialog of a run that was begun before."""
    return _dialog(job_id)


@blueprint.post("/console/bulk/<int:job_id>/begin")
@takes(Token.CONSOLE, admin=True, changes=True)
def begin(job_id: int) -> flask.Response:
    """Carry out what was counted."""
    return pages.tell(_work(bulk.begin(services(), pages.caller(), job_id)), CHANGED)


@blueprint.post("/console/bulk/<int:job_id>/stop")
@takes(Token.CONSOLE, admin=True, changes=True)
def stop(job_id: int) -> flask.Response:
    """Stop after the piece it is at."""
    bulk.stop(services(), pages.caller(), job_id)
    answer = _work(job_id)
    return answer if "HX-Trigger" in answer.headers else pages.tell(answer, CHANGED)


@blueprint.get("/console/bulk/running")
@takes(Token.CONSOLE, admin=True)
def running() -> flask.Response:
    """What is being carried out, for the top of the tab that shows it."""
    return pages.fragment("bulk/running.html", **carried_out(flask.request.args.get("of", "")))


def carried_out(of: str) -> dict[str, object]:
    """What runs now of the kinds that a tab shows: `errors` with conflicts, or those of triggers and connections."""
    about_errors = of == "errors"
    found = bulk.running(services(), pages.caller().node_id)
    shown = tuple(one for one in found if (one.kind in FOLLOWED) == about_errors)
    return {"running": shown, "of": "errors" if about_errors else "triggers"}


def _dialog(job_id: int) -> flask.Response:
    return pages.fragment("bulk/dialog.html", work=bulk.state(services(), pages.caller().node_id, job_id))


def _work(job_id: int) -> flask.Response:
    work = bulk.state(services(), pages.caller().node_id, job_id)
    answer = pages.fragment("bulk/work.html", work=work)
    if work.kind in FOLLOWED and work.state != "running":
        return pages.tell(answer, FOLLOWED[work.kind])
    return answer


def _file(connection_id: int, refusal: Refusal | None = None) -> flask.Response:
    found = connection.detail(services(), pages.caller().node_id, connection_id)
    status = pages.UNPROCESSABLE if refusal else 200
    return pages.fragment("bulk/file.html", status, detail=found, refusal=refusal)
