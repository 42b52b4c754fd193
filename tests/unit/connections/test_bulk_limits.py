"""Bulk work waits for a tracker's limits, keeps its place and goes on; a person can still stop it."""

from collections.abc import Sequence
from typing import Any

import pytest

from addon.connections import bulk, bulk_runs, jobs
from addon.connections.bulk import Bulk
from addon.platforms.errors import PlatformError, Reason
from addon.simulators.faults import Fault
from addon.storage import budgets, triggers
from tests.pipeline.world import World
from tests.rings import has_bundle

pytestmark = pytest.mark.skipif(not has_bundle(), reason="the browser bundle is not built: make assets")

LIMITED = {"Retry-After": "600", "RateLimit-Reason": "jira-burst-based"}


def state(world: World, job_id: int) -> Bulk:
    return bulk.state(world.services, world.jira.caller.node_id, job_id)


def work_off(world: World) -> None:
    while jobs.run_next(world.services):
        pass


def time_is_over(world: World) -> None:
    """All that was put off may go on."""
    node = world.jira.caller.node_id
    world.ledger.write(lambda tx: tx.change("UPDATE job SET lease_until = 0 WHERE state = 'queued'"))
    for scope in (budgets.CALLS_SCOPE, budgets.BULK_SCOPE):
        world.ledger.write(lambda tx, scope=scope: budgets.resume(tx, node, scope))  # type: ignore[misc]


def count(world: World) -> int:
    at_jira = world.connection_ids[0]  # type: ignore[attr-defined]
    node = world.jira.caller.node_id
    trigger = world.ledger.write(lambda tx: triggers.create(tx, node, at_jira, query="project = SUP", active=False))
    return bulk.count_matches(world.services, world.jira.caller, trigger.id, "bulk_sync")


def test_a_bulk_that_meets_a_limit_waits_and_goes_on(connected: World) -> None:
    for number in range(3):
        connected.jira.create(f"Issue {number}")
    connected.jira.site.bench.faults.add(Fault("status", path="*/search/jql", status=429, times=1, headers=LIMITED))
    job_id = count(connected)
    work_off(connected)
    waiting = state(connected, job_id)
    assert (waiting.state, waiting.message) == ("running", "The tracker asked to slow down.")
    time_is_over(connected)
    work_off(connected)
    assert (state(connected, job_id).state, state(connected, job_id).todo) == ("done", 3)


def test_near_a_limit_a_bulk_makes_no_call(connected: World) -> None:
    connected.forget_calls()
    until = connected.services.now() + 600_000
    node = connected.jira.caller.node_id
    connected.ledger.write(lambda tx: budgets.pause(tx, node, budgets.BULK_SCOPE, until, "near_limit"))
    job_id = count(connected)
    work_off(connected)
    assert connected.vendor_calls()["jira"] == 0
    time_is_over(connected)
    work_off(connected)
    assert state(connected, job_id).state == "done"


def test_a_waiting_bulk_can_be_stopped_at_once(connected: World) -> None:
    connected.jira.site.bench.faults.add(Fault("status", path="*/search/jql", status=429, headers=LIMITED))
    job_id = count(connected)
    work_off(connected)
    bulk.stop(connected.services, connected.jira.caller, job_id)
    assert state(connected, job_id).state == "canceled"
    time_is_over(connected)
    assert not jobs.run_next(connected.services)


def test_a_tracker_in_trouble_does_not_end_a_bulk(connected: World) -> None:
    connected.jira.create("One")
    connected.jira.site.bench.faults.add(Fault("html", path="*/search/jql", times=2))
    job_id = count(connected)
    for _ in range(3):
        time_is_over(connected)
        work_off(connected)
    assert (state(connected, job_id).state, state(connected, job_id).todo) == ("done", 1)


def test_a_checked_file_goes_on_at_the_line_where_the_limit_was_met(
    connected: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_runs, "READ_AT_ONCE", 2)
    keys = [connected.jira.rest("GET", f"/issue/{connected.jira.create(str(n))}")["key"] for n in range(5)]
    asked: list[Sequence[str]] = []
    platform: Any = connected.services.trackers.open(connected.jira.caller.node_id)
    read = platform.read

    def limited(ids: Sequence[str], **more: Any) -> Any:
        asked.append(ids)
        if len(asked) == 2:
            raise PlatformError(Reason.RATE_LIMITED, "Slow down", 429, retry_after=600)
        return read(ids, **more)

    monkeypatch.setattr(platform, "read", limited)
    content = "\n".join(["local_key,remote_key", *(f"{key},{n}00" for n, key in enumerate(keys, 1))]).encode()
    at_jira = connected.connection_ids[0]  # type: ignore[attr-defined]
    job_id = bulk.count_lines(connected.services, connected.jira.caller, at_jira, content)
    work_off(connected)
    assert state(connected, job_id).state == "running"
    time_is_over(connected)
    work_off(connected)
    assert [list(one) for one in asked] == [keys[:2], keys[2:4], keys[2:4], keys[4:]]
    done = state(connected, job_id)
    assert (done.state, done.todo, done.counts["connect"]) == ("done", 5, 5)
