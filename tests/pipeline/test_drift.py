"""A drift check compares what stands on both sides now, under the rules, and repairs to the side a person chooses."""

from pathlib import Path
from typing import Any

import pytest

from addon.connections import jobs
from addon.nodes.refusals import Refusal
from addon.sandbox.launcher import Sandbox
from addon.sandbox.runlimits import RunLimits
from addon.storage import budgets, connections
from addon.sync import drift, panel, repairs
from addon.sync.drift import Drift
from addon.sync.engine import RUNNERS
from tests.pipeline.scripted import Scripted
from tests.pipeline.world import DEAF, World, adf


def deafen(world: World) -> None:
    """Nobody is told of any edit any more."""
    world.jira.site.bench.deliveries.disorder.set(DEAF)
    world.ado.simulator.bench.deliveries.disorder.set(DEAF)


def at_jira(world: World) -> int:
    node = world.jira.caller.node_id
    return world.ledger.read(lambda tx: connections.list_all(tx, node))[0].id


def checked(world: World) -> Drift:
    job_id = drift.start(world.services, world.jira.caller, at_jira(world))
    while jobs.run_next(world.services, RUNNERS):
        pass
    return drift.state(world.services, world.jira.caller.node_id, at_jira(world), job_id)


def pair(world: World, summary: str, description: str = "") -> tuple[str, str]:
    issue = world.jira.create(summary, description)
    world.settle()
    twin = world.twin("jira", issue)
    assert twin is not None and twin.remote_id
    return issue, twin.remote_id


def test_pairs_that_say_the_same_have_no_difference_however_they_are_stored(connected: World) -> None:
    issue, item = pair(connected, "Same", "Two\nparagraphs")
    connected.jira.comment(issue, "A comment")
    connected.jira.attach(issue, "a.txt", b"content")
    connected.settle()
    connected.ado.comment(item, "<b>An answer</b>")
    connected.settle()
    found = checked(connected)
    assert (found.state, found.differing, found.differences) == ("done", 0, ())
    assert found.done == found.total == 1


def test_what_differs_is_listed_from_both_sides_and_nothing_is_written(connected: World) -> None:
    first, second = pair(connected, "First"), pair(connected, "Second")
    pair(connected, "Third")
    deafen(connected)
    connected.jira.set(first[0], summary="First, edited here")
    connected.ado.set(second[1], **{"System.Title": "Second, edited there"})
    connected.jira.comment(second[0], "Never told of")
    connected.forget_calls()
    found = checked(connected)
    assert found.differing == 2
    listed = {(one.local_id, one.field): (one.here, one.there) for one in found.differences}
    assert listed == {
        (first[0], "summary"): ("First, edited here", "First"),
        (second[0], "summary"): ("Second", "Second, edited there"),
        (second[0], "comments"): ("Never told of", ""),
    }
    calls = [one.method for one in connected.ado.simulator.bench.calls.all()]
    assert not {"PATCH", "PUT", "DELETE"} & set(calls)
    assert connected.settle() == 0


@pytest.mark.parametrize("keep", ["here", "there"])
def test_a_repair_lets_the_chosen_side_stand_on_both(connected: World, keep: Any) -> None:
    issue, item = pair(connected, "As agreed")
    deafen(connected)
    connected.jira.set(issue, summary="What Jira says")
    connected.ado.set(item, **{"System.Title": "What Azure DevOps says"})
    found = checked(connected)
    drift.repair(connected.services, connected.jira.caller, at_jira(connected), found.id, issue, keep)
    connected.settle()
    wanted = "What Jira says" if keep == "here" else "What Azure DevOps says"
    assert connected.jira.get(issue)["summary"] == wanted
    assert connected.ado.get(item)["System.Title"] == wanted
    assert checked(connected).differing == 0


def run_jobs(world: World) -> None:
    while jobs.run_next(world.services, RUNNERS):
        pass


@pytest.mark.parametrize("keep", ["here", "there"])
def test_all_pairs_are_repaired_to_one_side_but_those_decided_before_and_those_that_are_gone(
    connected: World, keep: Any
) -> None:
    made = [pair(connected, f"Pair {number}") for number in range(4)]
    deafen(connected)
    for number, (issue, item) in enumerate(made):
        connected.jira.set(issue, summary=f"Jira {number}")
        connected.ado.set(item, **{"System.Title": f"Azure {number}"})
    found = checked(connected)
    services, caller, connection_id = connected.services, connected.jira.caller, at_jira(connected)
    other = "there" if keep == "here" else "here"
    drift.repair(services, caller, connection_id, found.id, made[0][0], other)  # type: ignore[arg-type]
    panel.unlink(services, caller, made[1][0], connection_id)
    marked = drift.state(services, caller.node_id, connection_id, found.id)
    assert (dict(marked.repaired), len(marked.open)) == ({made[0][0]: other}, 3)

    repairs.begin(services, caller, connection_id, found.id, keep)
    with pytest.raises(Refusal, match="repaired already"):
        repairs.begin(services, caller, connection_id, found.id, keep)
    with pytest.raises(Refusal, match="repaired already"):
        drift.start(services, caller, connection_id)
    run_jobs(connected)
    done = repairs.last(services, caller.node_id, connection_id, found.id)
    assert done is not None
    assert (done.state, done.done, done.total, done.side) == ("done", 2, 3, keep)
    assert [why for _, why in done.problems] == ["This pair was unlinked meanwhile."]
    connected.settle()
    stands = ["Jira", "Azure"] if keep == "here" else ["Azure", "Jira"]
    for number, which in ((0, stands[1]), (2, stands[0]), (3, stands[0])):
        assert connected.jira.get(made[number][0])["summary"] == f"{which} {number}"
        assert connected.ado.get(made[number][1])["System.Title"] == f"{which} {number}"
    assert checked(connected).differing == 0


def test_a_repair_of_all_waits_for_the_partner_goes_on_and_can_be_stopped(connected: World) -> None:
    made = [pair(connected, f"Pair {number}") for number in range(3)]
    deafen(connected)
    for issue, _ in made:
        connected.jira.set(issue, summary="Edited")
    found = checked(connected)
    services, caller, connection_id = connected.services, connected.jira.caller, at_jira(connected)
    until = services.now() + 600_000
    node = connected.ado.caller.node_id
    connected.ledger.write(lambda tx: budgets.pause(tx, node, budgets.BULK_SCOPE, until, "near_limit"))
    repairs.begin(services, caller, connection_id, found.id, "there")
    run_jobs(connected)
    waits = repairs.last(services, caller.node_id, connection_id, found.id)
    assert waits is not None
    assert (waits.state, waits.done) == ("running", 0) and "slow down" in waits.message
    repairs.stop(services, caller, connection_id, found.id)
    stopped = repairs.last(services, caller.node_id, connection_id, found.id)
    assert stopped is not None and (stopped.state, stopped.done) == ("canceled", 0)
    connected.ledger.write(lambda tx: budgets.resume(tx, node, budgets.BULK_SCOPE))
    repairs.begin(services, caller, connection_id, found.id, "there")
    run_jobs(connected)
    done = repairs.last(services, caller.node_id, connection_id, found.id)
    assert done is not None and (done.state, done.done) == ("done", 3)


def test_an_entity_that_is_gone_is_named_and_holds_up_no_other(connected: World) -> None:
    gone, left = pair(connected, "Gone"), pair(connected, "Left")
    deafen(connected)
    connected.ado.rest("DELETE", f"/{connected.ado.project_id}/_apis/wit/workitems/{gone[1]}")
    connected.jira.set(left[0], summary="Left and edited")
    found = checked(connected)
    assert {(one.local_id, one.field, bool(one.problem)) for one in found.differences} == {
        (gone[0], "", True),
        (left[0], "summary", False),
    }
    with pytest.raises(Refusal, match="no difference"):
        drift.repair(connected.services, connected.jira.caller, at_jira(connected), found.id, gone[0], "here")


def test_a_check_reads_many_entities_in_one_call(connected: World) -> None:
    for number in range(6):
        connected.jira.create(f"Issue {number}")
    connected.settle()
    connected.forget_calls()
    assert checked(connected).done == 6
    calls = connected.vendor_calls()
    reads = [one for one in connected.jira.site.bench.calls.all() if "bulkfetch" in one.path]
    assert len(reads) == 1
    assert calls["ado"] <= 1 + 6 + 2, calls  # one read, comments of each, metadata


def test_a_check_waits_for_the_partners_limits_goes_on_and_can_be_stopped(connected: World) -> None:
    pair(connected, "One")
    node = connected.ado.caller.node_id
    until = connected.services.now() + 600_000
    connected.ledger.write(lambda tx: budgets.pause(tx, node, budgets.BULK_SCOPE, until, "near_limit"))
    waiting = checked(connected)
    assert (waiting.state, waiting.done, waiting.total) == ("running", 0, 1)
    with pytest.raises(Refusal, match="checked already"):
        drift.start(connected.services, connected.jira.caller, at_jira(connected))
    connected.ledger.write(lambda tx: budgets.resume(tx, node, budgets.BULK_SCOPE))
    connected.ledger.write(lambda tx: tx.change("UPDATE job SET lease_until = 0 WHERE state = 'queued'"))
    while jobs.run_next(connected.services, RUNNERS):
        pass
    again = drift.state(connected.services, connected.jira.caller.node_id, at_jira(connected), waiting.id)
    assert (again.state, again.done) == ("done", 1)
    other = drift.start(connected.services, connected.jira.caller, at_jira(connected))
    drift.stop(connected.services, connected.jira.caller, at_jira(connected), other)
    assert not jobs.run_next(connected.services, RUNNERS)


def test_a_check_follows_the_scripts_of_both_sides(tmp_path: Path) -> None:
    sandbox = Sandbox(require_wall=False, limits=RunLimits(seconds=60.0))
    world = World(tmp_path, scripts=sandbox)
    try:
        world.install()
        scripted = Scripted(world)
        scripted.rule("jira", outgoing='replica.summary = "From Jira: " + issue.summary', incoming="")
        scripted.rule("ado", outgoing="", incoming="workItem.summary = replica.summary")
        issue = world.jira.create("Told")
        world.settle()
        item = scripted.twin_of(issue)
        assert checked(world).differences == ()
        deafen(world)
        world.ado.set(item, **{"System.Title": "Edited there"})
        world.jira.set(issue, description=adf("Not carried by any rule"))
        found = checked(world)
        assert [(one.field, one.here, one.there) for one in found.differences] == [
            ("summary", "From Jira: Told", "Edited there")
        ]
    finally:
        world.close()
        sandbox.close()
