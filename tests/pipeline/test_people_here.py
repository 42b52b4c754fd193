"""Entries of the table of people are looked up in the tracker when they are saved."""

from addon.connections import people_here
from addon.simulators.faults import Fault
from tests.pipeline.world import World


def test_only_new_entries_that_name_nobody_are_told(connected: World) -> None:
    node_id = connected.jira.caller.node_id
    somebody = next(iter(connected.jira.site.users))
    now = {"people": {"a": somebody, "b": somebody, "c": "ghost@example.com", "*": "no such account"}}
    assert people_here.unknown(connected.services, node_id, {}, now) == ("ghost@example.com", "no such account")
    assert people_here.unknown(connected.services, node_id, now, now) == ()


def test_while_the_tracker_cannot_be_asked_nobody_is_called_unknown(connected: World) -> None:
    connected.jira.site.bench.faults.add(Fault("status", path="*/rest/api/3/user*", status=503))
    now = {"people": {"c": "ghost@example.com"}}
    assert people_here.unknown(connected.services, connected.jira.caller.node_id, {}, now) == ()
