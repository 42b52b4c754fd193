"""Bad input where nobody can edit a rule: the way out names what can be changed, and the rest goes on."""

from typing import Any

import pytest

from addon.storage import errors
from addon.storage.errors import Error
from addon.sync import problems
from tests.pipeline.world import World, deaf


def errors_of(world: World, side: str) -> list[Error]:
    caller = world.jira.caller if side == "jira" else world.ado.caller
    return list(world.ledger.read(lambda tx: errors.list_page(tx, caller.node_id)).items)


def retry(world: World, side: str, error: Error) -> str:
    """Retry; what the error said to do."""
    caller = world.jira.caller if side == "jira" else world.ado.caller
    words = problems.error_detail(world.services, caller.node_id, error.id).what_to_do
    problems.retry(world.services, caller, error.id)
    world.settle()
    return words


def test_a_field_that_the_project_requires_is_named_and_no_rule_is_asked_for(connected: World) -> None:
    site = connected.jira.site
    for scheme in site.schemes.values():
        scheme.required.add("customfield_10014")
    connected.ado.create("Needs a customer", "Bug")
    connected.settle()
    (error,) = errors_of(connected, "jira")
    assert "Customer" in error.message
    for scheme in site.schemes.values():
        scheme.required.clear()
    words = retry(connected, "jira", error)
    assert "what this project asks for" in words and "Fix the rules" not in words
    assert [one.fields["summary"] for one in site.issues.values()] == ["Needs a customer"]
    assert errors_of(connected, "jira") == []


@pytest.mark.parametrize("there", ["jira", "ado"])
def test_a_project_that_was_deleted_is_named_and_no_entity_counts_as_deleted(connected: World, there: Any) -> None:
    jira, ado = connected.jira, connected.ado
    issue = jira.create("Pair")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    item = twin.remote_id
    caller = jira.caller if there == "jira" else ado.caller
    if there == "jira":
        with deaf(jira.site.bench):
            jira.site.issues.clear()
            name = jira.site.projects.pop(jira.project_id).name
    else:
        with deaf(ado.simulator.bench):
            ado.rest("DELETE", f"/_apis/projects/{ado.project_id}")
        name = "Fabrikam Fiber"
    connected.services.trackers.open(caller.node_id).metadata.forget()  # type: ignore[attr-defined]
    if there == "jira":
        ado.set(item, **{"System.Title": "Edited"})
        ado.create("New", "Bug")
    else:
        jira.set(issue, summary="Edited")
        jira.create("New")
    connected.settle()
    found = errors_of(connected, there)
    assert {one.reason for one in found} == {"project_gone"} and len(found) == 2
    assert any(f"The project “{name}” is gone" in one.message for one in found), found
    for one in found:
        assert "see the project again" in problems.error_detail(connected.services, caller.node_id, one.id).what_to_do
    pair = connected.twin(there, issue if there == "jira" else item)
    assert pair is not None and pair.state == "linked"
