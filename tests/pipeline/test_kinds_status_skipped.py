"""A status that was to be reached in steps and stopped on the way, which a person then skips."""

from collections.abc import Callable

import pytest
import requests

from addon.simulators.jira.seed import IN_PROGRESS, OPEN, RESOLVED
from addon.sync import problems
from tests.pipeline.scripted import Scripted
from tests.pipeline.test_kinds_status import line, paired, status

JIRA_OUT = "replica.summary = issue.summary\nreplica.status = issue.status.name"
JIRA_IN = 'issue.typeName = "Bug"\nissue.summary = replica.summary\nissue.status = replica.status ?: issue.status'
DONE = '\nif (replica.status == "Resolved") issue.resolution = nodeHelper.getResolution("Done")'
ADO_OUT = 'replica.summary = workItem.summary\nreplica.status = workItem."Custom.Phase"'
ADO_IN = 'workItem.summary = replica.summary\nworkItem."Custom.Phase" = replica.status'
ADO_COMPUTED = 'workItem.summary = replica.summary\n["status"].each { workItem["Custom.Phase"] = replica[it] }'


def ask(scripted: Scripted, item: str, phase: str) -> None:
    scripted.ado.set(item, **{"Custom.Phase": phase})
    scripted.settle()


def phase(scripted: Scripted, item: str) -> str:
    return str(scripted.ado.get(item).get("Custom.Phase", ""))


@pytest.fixture
def stopped(scripted: Scripted) -> tuple[Scripted, str, str]:
    """An issue that was to be resolved and stands half way, at "In Progress", with an error."""
    address = scripted.ado.simulator.organization.address
    body = {"reference_name": "Custom.Phase", "name": "Phase", "type": "string", "work_item_type": "Bug", "allowed": ()}
    requests.post(f"{address}/__control__/fields", json=body, timeout=30).raise_for_status()
    issue, item = paired(scripted, line(OPEN, IN_PROGRESS, RESOLVED, fields=("resolution",)))
    scripted.rule("jira", outgoing=JIRA_OUT, incoming=JIRA_IN + DONE)
    scripted.rule("ado", outgoing=ADO_OUT, incoming=ADO_IN)
    for name in ("In Progress", "Resolved"):
        ask(scripted, item, name)
        assert status(scripted, issue) == name
    scripted.rule("jira", incoming=JIRA_IN)
    other = scripted.ado.create("From afar", "Bug")
    scripted.settle()
    ask(scripted, other, "Resolved")
    twin = scripted.world.twin("ado", other)
    assert twin is not None and status(scripted, twin.remote_id) == "In Progress"
    return scripted, twin.remote_id, other


def skip(scripted: Scripted) -> None:
    (error,) = scripted.errors("jira")
    problems.skip(scripted.world.services, scripted.jira.caller, error.id)
    scripted.settle()


def wait(scripted: Scripted) -> None:
    assert len(scripted.errors("jira")) == 1


@pytest.mark.parametrize("then", [skip, wait])
def test_where_it_stopped_is_nobodys_edit(stopped: tuple[Scripted, str, str], then: Callable[[Scripted], None]) -> None:
    scripted, issue, item = stopped
    then(scripted)
    assert phase(scripted, item) == "Resolved"
    scripted.jira.set(issue, summary="Edited here")
    scripted.settle()
    assert (scripted.ado.get(item)["System.Title"], phase(scripted, item)) == ("Edited here", "Resolved")


def test_it_is_nobodys_edit_where_rules_do_not_say_what_they_make_of_it(stopped: tuple[Scripted, str, str]) -> None:
    scripted, _, item = stopped
    scripted.rule("ado", incoming=ADO_COMPUTED)
    skip(scripted)
    assert phase(scripted, item) == "Resolved"


def test_whoever_moves_it_on_after_that_is_heard(stopped: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = stopped
    skip(scripted)
    body = {"transition": {"id": "2"}, "fields": {"resolution": {"name": "Done"}}}
    ask(scripted, item, "In Progress")
    assert status(scripted, issue) == "In Progress"
    scripted.jira.rest("POST", f"/issue/{issue}/transitions", body)
    scripted.settle()
    assert (status(scripted, issue), phase(scripted, item)) == ("Resolved", "Resolved")
    assert scripted.errors("jira") == scripted.errors("ado") == []


def test_trying_again_goes_on_from_there(stopped: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = stopped
    (error,) = scripted.errors("jira")
    scripted.rule("jira", incoming=JIRA_IN + DONE)
    problems.retry(scripted.world.services, scripted.jira.caller, error.id)
    scripted.settle()
    assert (status(scripted, issue), phase(scripted, item)) == ("Resolved", "Resolved")
    assert scripted.errors("jira") == scripted.errors("ado") == []
    assert scripted.settle() == 0
