"""Entity sync status of what an error stopped before it had a twin: the cause and the way to it, on both sides."""

from addon.connections import entity_status
from addon.sync import problems
from tests.pipeline.scripted import Scripted

THROWS = "replica.summary = issue.summary\nreplica.key = issue.key\n[].get(7)"


def test_what_an_error_keeps_from_starting_names_the_error_instead_of_triggers(scripted: Scripted) -> None:
    scripted.rule("jira", outgoing=THROWS)
    issue = scripted.jira.create("Stuck")
    scripted.settle()
    (error,) = scripted.errors("jira")
    services, caller = scripted.world.services, scripted.jira.caller
    found = entity_status.look_up(services, caller.node_id, issue)
    assert found is not None and found.pairs == ()
    (over,) = found.unpaired
    assert (over.why, over.error_id, over.moving) == (error.message, error.id, False)
    problems.skip(services, caller, error.id)
    found = entity_status.look_up(services, caller.node_id, issue)
    assert found is not None and found.unpaired[0].error_id == 0


def test_what_could_not_be_created_is_found_by_the_partners_key_that_errors_names(scripted: Scripted) -> None:
    scripted.rule("ado", incoming="workItem.summary = replica.summary\n[].get(7)")
    issue = scripted.jira.create("Never there")
    scripted.settle()
    (error,) = scripted.errors("ado")
    assert error.entity_key == scripted.jira.site.issues[issue].key
    services, node_id = scripted.world.services, scripted.ado.caller.node_id
    found = entity_status.look_up(services, node_id, error.entity_key)
    assert found is not None and (found.key, found.title, found.pairs) == (error.entity_key, "Never there", ())
    (over,) = found.unpaired
    assert (over.why, over.error_id) == (error.message, error.id)
    assert found.entries and found.entries[0].state == "Failed"
    assert entity_status.look_up(services, node_id, "SUP-4999") is None
