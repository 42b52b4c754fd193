"""A field that an administrator deletes while rules and triggers use it."""

from collections.abc import Callable

import pytest
import requests

from addon.sync import problems
from tests.pipeline.scripted import Scripted

REFERENCE = "Custom.Reference"
ITEM = 'if (firstSync) { workItem.typeName = "Bug" }\nworkItem.summary = replica.summary\n'


@pytest.fixture
def field(
    scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> tuple[Scripted, Callable[[], None], Callable[[], None]]:
    """A world with the field, and how to delete it and to make it again."""
    monkeypatch.setattr("addon.platforms.azuredevops.metadata.OLD_S", -1.0)
    address = f"{scripted.ado.simulator.organization.address}/__control__/fields"

    def make() -> None:
        body = {"reference_name": REFERENCE, "name": "Reference", "type": "string", "work_item_type": "Bug"}
        requests.post(address, json=body, timeout=30).raise_for_status()

    def delete() -> None:
        requests.delete(f"{address}/{REFERENCE}", timeout=30).raise_for_status()

    make()
    scripted.world.services.trackers.open(scripted.node("ado")).renew()
    return scripted, make, delete


def test_what_writes_it_waits_and_names_it_and_a_retry_goes_on(
    field: tuple[Scripted, Callable[[], None], Callable[[], None]],
) -> None:
    scripted, make, delete = field
    scripted.rule("jira", outgoing="replica.summary = issue.summary")
    scripted.rule("ado", incoming=ITEM + "workItem.'Reference' = replica.summary")
    issue = scripted.jira.create("One", kind="Bug")
    scripted.settle()
    item = scripted.twin_of(issue)
    assert scripted.ado.get(item)[REFERENCE] == "One"
    delete()
    scripted.jira.set(issue, summary="Two")
    scripted.settle()
    (error,) = scripted.errors("ado")
    assert error.reason == "field_gone"
    assert f"“Reference” ({REFERENCE}) is no field here any more" in error.message
    detail = problems.error_detail(scripted.world.services, scripted.ado.caller.node_id, error.id)
    assert "in the rules, then retry" in detail.what_to_do
    other = scripted.jira.create("Meanwhile", kind="Bug")
    scripted.settle()
    assert scripted.ado.get(scripted.twin_of(other))["System.Title"] == "Meanwhile"
    assert any("Reference is no field here" in one for one in scripted.told("ado", scripted.twin_of(other)))
    make()
    problems.retry(scripted.world.services, scripted.ado.caller, error.id)
    scripted.settle()
    assert scripted.errors("ado") == []
    assert scripted.ado.get(item)["System.Title"] == "Two"


def test_what_reads_it_gets_nothing_and_the_timeline_says_what_that_does(
    field: tuple[Scripted, Callable[[], None], Callable[[], None]],
) -> None:
    scripted, _, delete = field
    scripted.rule("ado", outgoing="replica.summary = workItem.summary\nreplica.ref = workItem.'Reference'", incoming="")
    head = 'if (firstSync) { issue.typeName = "Task" }\nissue.summary = replica.summary\n'
    scripted.rule("jira", outgoing="replica.key = issue.key", incoming=head + "issue.Customer = replica.ref")
    item = scripted.ado.create("First", "Bug", **{REFERENCE: "R-1"})
    scripted.settle()
    twin = scripted.world.twin("ado", item)
    assert twin is not None
    assert scripted.jira.get(twin.remote_id)["customfield_10014"] == "R-1"
    delete()
    scripted.world.services.trackers.open(scripted.node("ado")).renew()
    scripted.ado.set(item, **{"System.Title": "Second"})
    scripted.settle()
    assert scripted.jira.get(twin.remote_id)["summary"] == "Second"
    told = [one for one in scripted.told("ado", item) if one.startswith("field_gone")]
    assert any(f"{REFERENCE}: no field here any more" in one and "outgoing rules" in one for one in told)
    assert scripted.errors("ado") == scripted.errors("jira") == []


def test_a_trigger_that_asks_for_it_is_an_error_alone_and_says_where_to_mend_it(
    field: tuple[Scripted, Callable[[], None], Callable[[], None]],
) -> None:
    scripted, _, delete = field
    world = scripted.world
    world.trigger("ado", scripted.connections["ado"], f"[{REFERENCE}] = 'x'", scripted.ado.project_id)
    delete()
    item = scripted.ado.create("Wanted by the other trigger", "Bug")
    scripted.settle()
    (error,) = scripted.errors("ado")
    assert (error.impact, error.reason) == ("trigger", "bad_query")
    assert REFERENCE in error.message
    detail = problems.error_detail(world.services, scripted.ado.caller.node_id, error.id)
    assert "Correct the query under Triggers" in detail.what_to_do
    twin = world.twin("ado", item)
    assert twin is not None and twin.acknowledged


def test_jiras_words_of_a_field_that_cannot_be_set_become_those_of_one_that_is_gone(
    scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("addon.platforms.jira.metadata.OLD_S", -1.0)
    item = scripted.ado.create("One", "Bug")
    scripted.settle()
    twin = scripted.world.twin("ado", item)
    assert twin is not None
    number, field = next((key, one) for key, one in scripted.jira.site.fields.items() if one.name == "Customer")
    scripted.rule("jira", incoming="issue.summary = replica.summary\nissue.'Customer' = replica.summary")
    scripted.ado.set(item, **{"System.Title": "Two"})
    scripted.settle()
    assert scripted.errors("jira") == []
    del scripted.jira.site.fields[number]
    scripted.ado.set(item, **{"System.Title": "Three"})
    scripted.settle()
    (error,) = scripted.errors("jira")
    assert error.reason == "field_gone"
    assert f"“Customer” ({number}) is no field here any more" in error.message
    scripted.jira.site.fields[number] = field
    problems.retry(scripted.world.services, scripted.jira.caller, error.id)
    scripted.settle()
    assert scripted.errors("jira") == []
    assert scripted.jira.get(twin.remote_id)["summary"] == "Three"
