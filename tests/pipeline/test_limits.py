"""Limits that the trackers' answers tell of, with the simulators' own headers: shared, and nobody else's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from addon.platforms.errors import PlatformError
from addon.simulators.faults import Fault
from addon.storage import budgets, queue
from addon.storage.queue import BULK, INTERACTIVE, NORMAL
from tests.pipeline.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    try:
        made.install()
        yield made
    finally:
        made.close()


def ask_jira(world: World) -> None:
    world.services.trackers.open(world.jira.caller.node_id).read([next(iter(world.jira.site.issues), "1")])


def ask_ado(world: World) -> None:
    world.services.trackers.open(world.ado.caller.node_id).read(["1"])


def spend_most(world: World) -> None:
    """Good answers from now on, but little is left this hour."""
    ask_jira(world)
    limits = world.jira.site.limits
    app_key, hour = max(limits.used)
    limits.points_per_hour = 1_000
    limits.used[app_key, hour] = limits.used[app_key, hour + 1] = 900


def fill(world: World) -> None:
    """A line of each priority at both."""
    for caller in (world.jira.caller, world.ado.caller):
        for priority in (BULK, NORMAL, INTERACTIVE):
            world.ledger.write(
                lambda tx, node=caller.node_id, priority=priority: queue.append(  # type: ignore[misc]
                    tx, node, "out", f"p{priority}", "x", priority=priority
                )
            )


def claimed(world: World, limit: int = 20) -> dict[str, list[int]]:
    """Priorities of what is claimed, by side, in order."""
    found: dict[str, list[int]] = {"jira": [], "ado": []}
    for claim in world.ledger.write(lambda tx: queue.claim(tx, limit)):
        found["jira" if claim.node_id == world.jira.caller.node_id else "ado"].append(claim.priority)
    return found


def test_near_its_limit_a_sites_bulk_waits_and_people_go_on(world: World) -> None:
    spend_most(world)
    ask_jira(world)
    fill(world)
    assert claimed(world) == {"jira": [INTERACTIVE, NORMAL], "ado": [INTERACTIVE, NORMAL, BULK]}
    until, reason = world.ledger.read(
        lambda tx: budgets.paused_until(tx, world.jira.caller.node_id, budgets.BULK_SCOPE)
    )
    assert until > world.services.now()
    assert reason == "near_limit"


def test_a_refused_site_pauses_alone_and_people_come_first_afterwards(world: World) -> None:
    world.jira.site.limits.points_per_hour = 1
    with pytest.raises(PlatformError, match=r"."):
        for _ in range(3):
            ask_jira(world)
    fill(world)
    assert claimed(world) == {"jira": [], "ado": [INTERACTIVE, NORMAL, BULK]}
    node = world.jira.caller.node_id
    world.ledger.write(lambda tx: queue.pause_node(tx, node, 0, ""))
    world.ledger.write(lambda tx: budgets.resume(tx, node, budgets.BULK_SCOPE))
    assert claimed(world, 1) == {"jira": [INTERACTIVE], "ado": []}
    assert claimed(world, 1) == {"jira": [NORMAL], "ado": []}
    assert claimed(world, 1) == {"jira": [BULK], "ado": []}


def test_a_good_answer_that_asks_to_wait_is_obeyed_by_all_workers(world: World) -> None:
    ask_ado(world)  # metadata is known from now on
    throttle = world.ado.simulator.organization.throttle
    throttle._spent.clear()
    throttle.limit = 0.125  # near with the first call, not over
    before = world.services.now()
    ask_ado(world)
    node = world.ado.caller.node_id
    until, _ = world.ledger.read(lambda tx: budgets.paused_until(tx, node, budgets.CALLS_SCOPE))
    held = world.ledger.read(lambda tx: tx.sql("SELECT paused_until FROM turn WHERE node_id = ?", node))[0][0]
    found = world.ledger.read(lambda tx: budgets.find(tx, node, budgets.CALLS_SCOPE))
    assert found is not None
    assert found.paused_until == held >= before + 1_000
    assert until in (0, held)  # over by now where this machine is slow


def test_the_same_news_again_is_not_written_again(world: World) -> None:
    spend_most(world)
    ask_jira(world)
    store = world.ledger.store
    node = world.jira.caller.node_id
    assert world.ledger.read(lambda tx: budgets.paused_until(tx, node, budgets.BULK_SCOPE))[0]
    before = store.commits  # type: ignore[union-attr]
    for _ in range(5):
        ask_jira(world)
    assert store.commits == before  # type: ignore[union-attr]


def held_until(world: World) -> int:
    node = world.jira.caller.node_id
    return int(world.ledger.read(lambda tx: tx.sql("SELECT paused_until FROM turn WHERE node_id = ?", node))[0][0])


@pytest.mark.parametrize("reason", ["jira-per-issue-on-write", "jira-burst-based"])
def test_a_limit_on_one_issue_holds_that_line_alone(connected: World, reason: str) -> None:
    item = connected.ado.create("Limited", "Bug")
    connected.settle()
    twin = connected.twin("ado", item)
    assert twin is not None
    headers = {"Retry-After": "300", "RateLimit-Reason": reason}
    fault = Fault("status", "PUT", f"*/issue/{twin.remote_id}", status=429, times=1, headers=headers)
    connected.jira.site.bench.faults.add(fault)
    connected.ado.set(item, **{"System.Title": "Limited again"})
    connected.settle()
    alone = reason == "jira-per-issue-on-write"
    assert (held_until(connected) <= connected.services.now()) is alone
    other = connected.ado.create("Not limited", "Bug")
    connected.settle()
    crossed = connected.twin("ado", other)
    assert (crossed is not None and bool(crossed.remote_id)) is alone
    waiting = connected.ledger.read(lambda tx: queue.list_queue(tx, connected.jira.caller.node_id, "incoming")).items
    assert "rate_limited" in {one.line.waiting_for for one in waiting}
    assert all(one.line.attempts == 0 for one in waiting)
