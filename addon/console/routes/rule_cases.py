"""Saved test cases beside the rule editor: kept from a real entity, run with what is typed, run before each save."""

from typing import Any

import flask

from addon.connections import rules
from addon.console import pages
from addon.console.configuration import services
from addon.console.routes.rules import posted, testing
from addon.nodes.refusals import Refusal, not_found
from addon.sync import rule_cases
from addon.web.addresses import whole
from addon.web.guards import Token, takes

blueprint = flask.Blueprint("rule_cases", __name__)

_BASE = "/console/connections/<int:connection_id>/rules/cases"


@blueprint.get(_BASE)
@takes(Token.CONSOLE, admin=True)
def listed(connection_id: int) -> flask.Response:
    """The cases, with the results of a run or how far it is."""
    return _section(connection_id, flask.request.args.get("job", default=0, type=whole))


@blueprint.post(_BASE)
@takes(Token.CONSOLE, admin=True, changes=True)
def keep(connection_id: int) -> flask.Response:
    """Make a case of the entity that was chosen for the preview, expecting what is typed now."""
    form = posted()
    entity = (form.get("entity_id") or form.get("entity_key") or "").strip()
    name = form.get("case_name", "")
    try:
        job_id = rule_cases.keep(services(), pages.caller(), connection_id, name, entity, _texts(connection_id, form))
    except Refusal as refusal:
        return _section(connection_id, 0, refusal, name)
    return _section(connection_id, job_id)


@blueprint.post(_BASE + "/run")
@takes(Token.CONSOLE, admin=True, changes=True)
def run(connection_id: int) -> flask.Response:
    """Run all cases with what is typed now; nothing is written."""
    texts = _texts(connection_id, posted())
    return _section(connection_id, rule_cases.start(services(), pages.caller(), connection_id, texts))


@blueprint.get(_BASE + "/<int:case_id>/ask")
@takes(Token.CONSOLE, admin=True)
def ask(connection_id: int, case_id: int) -> flask.Response:
    """The question before a case is deleted."""
    found = rule_cases.listed(services(), pages.caller().node_id, connection_id, 0)
    case = next((one for one in found.cases if one.id == case_id), None)
    if case is None:
        raise not_found("test")
    job_id = flask.request.args.get("job", default=0, type=whole)
    return pages.fragment("rules/delete_case.html", connection_id=connection_id, case=case, job_id=job_id)


@blueprint.post(_BASE + "/<int:case_id>/delete")
@takes(Token.CONSOLE, admin=True, changes=True)
def delete(connection_id: int, case_id: int) -> flask.Response:
    """Forget a case."""
    rule_cases.delete(services(), pages.caller(), connection_id, case_id)
    answer = _section(connection_id, flask.request.form.get("job", default=0, type=whole))
    return pages.tell(answer, "liaise:close-dialog", toast="Test deleted. Save another from the preview")


@blueprint.post(_BASE + "/<int:case_id>/accept")
@takes(Token.CONSOLE, admin=True, changes=True)
def accept(connection_id: int, case_id: int) -> flask.Response:
    """From now on expect what was found."""
    job_id = flask.request.form.get("job", default=0, type=whole)
    rule_cases.accept(services(), pages.caller(), connection_id, case_id, job_id)
    answer = _section(connection_id, 0)
    return pages.tell(answer, toast="Changed. Run the tests again to see them pass")


@blueprint.get(_BASE + "/<int:job_id>/saving")
@takes(Token.CONSOLE, admin=True)
def saving(connection_id: int, job_id: int) -> flask.Response:
    """The run before a save, in its dialog; once all have passed the save goes on by itself."""
    args = flask.request.args
    expected, restoring = (args.get(name, default=0, type=whole) for name in ("expected", "restoring"))
    return testing(connection_id, job_id, expected, args.get("message", ""), restoring)


def _section(connection_id: int, job_id: int, refusal: Refusal | None = None, name: str = "") -> flask.Response:
    found = rule_cases.listed(services(), pages.caller().node_id, connection_id, job_id)
    status = pages.UNPROCESSABLE if refusal else 200
    return pages.fragment(
        "rules/cases.html", status, connection_id=connection_id, found=found, refusal=refusal, case_name=name
    )


def _texts(connection_id: int, form: Any) -> dict[str, str | None]:
    """What is typed; of a side that was not sent, what runs."""
    now = rules.current(services(), pages.caller().node_id, connection_id)
    saved = {"outgoing": now.outgoing, "incoming": now.incoming}
    return {side: rules.plain(form[side], side) if side in form else saved[side] for side in rules.SIDES}
