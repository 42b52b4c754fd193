"""A bulk start reads what it sends a hundred at a time, and never sends what has been edited since."""

from typing import Any

import pytest

from addon.connections import bulk, jobs
from addon.simulators.faults import Fault
from addon.storage import queue, triggers
from addon.sync import ahead
from addon.sync.engine import RUNNERS, work_on
from tests.pipeline.world import World

MANY = 6


@pytest.fixture(params=["jira", "ado"])
def waiting(world: World, request: Any) -> tuple[World, str, list[str]]:
    """Entities that nobody told of, and their bulk sync, of which nothing was begun."""
    side = request.param
    numbers = dict(zip(("jira", "ado"), world.connect(), strict=True))
    here: Any = world.jira if side == "jira" else world.ado
    for one in (world.jira.site.bench, world.ado.simulator.bench):
        one.deliveries.disorder.set({"drop": True})
    made = [here.create(f"Of many {number}") for number in range(MANY)]
    query = "project = SUP" if side == "jira" else "[System.Title] CONTAINS 'Of many'"
    world.trigger(side, numbers[side], query, here.project_id if side == "ado" else "")
    node_id = here.caller.node_id
    trigger = world.ledger.read(lambda tx: triggers.list_for(tx, node_id, numbers[side]))[0]
    job_id = bulk.count_matches(world.services, here.caller, trigger.id, "bulk_sync")
    assert jobs.run_next(world.services, RUNNERS)
    bulk.begin(world.services, here.caller, job_id)
    assert jobs.run_next(world.services, RUNNERS)
    world.forget_calls()
    return world, side, made


def reads(world: World, side: str) -> int:
    """How often entities were read there by their ids."""
    bench = world.jira.site.bench if side == "jira" else world.ado.simulator.bench
    name = "bulkfetch" if side == "jira" else "workitemsbatch"
    return sum(1 for one in bench.calls.all() if one.path.endswith(name))


def begin_one(world: World) -> None:
    (claim,) = world.ledger.write(lambda tx: queue.claim(tx, 1))
    work_on(world.services, claim)


def title_of(world: World, side: str, entity: str) -> str:
    """What stands at the other side."""
    twin = world.twin(side, entity)
    assert twin is not None and twin.remote_id
    there = (
        world.ado.get(twin.remote_id)["System.Title"] if side == "jira" else world.jira.get(twin.remote_id)["summary"]
    )
    return str(there)


def edit(world: World, side: str, entity: str, title: str) -> None:
    if side == "jira":
        world.jira.set(entity, summary=title)
    else:
        world.ado.set(entity, **{"System.Title": title})


def test_all_are_read_in_one_call(waiting: tuple[World, str, list[str]]) -> None:
    world, side, made = waiting
    world.settle()
    assert [title_of(world, side, one) for one in made] == [f"Of many {number}" for number in range(MANY)]
    assert reads(world, side) == 1


def test_what_waits_is_called_by_its_key(waiting: tuple[World, str, list[str]]) -> None:
    world, side, made = waiting
    (claim,) = world.ledger.write(lambda tx: queue.claim(tx, 1))
    key = world.jira.rest("GET", f"/issue/{made[0]}")["key"] if side == "jira" else made[0]
    assert (claim.entity_label or claim.entity_key) == key


def test_what_was_edited_since_it_was_read_is_sent_as_it_stands_told_of_or_polled(
    waiting: tuple[World, str, list[str]],
) -> None:
    world, side, made = waiting
    here: Any = world.jira if side == "jira" else world.ado
    world.hook_up()
    world.keep("poll", here.caller.node_id)
    begin_one(world)
    edit(world, side, made[-2], "Edited in silence")
    for one in (world.jira.site.bench, world.ado.simulator.bench):
        one.deliveries.disorder.set({})
    edit(world, side, made[-1], "Edited and told of")
    world.settle()
    assert title_of(world, side, made[-1]) == "Edited and told of"
    world.keep("poll", here.caller.node_id)
    world.settle()
    assert title_of(world, side, made[-2]) == "Edited in silence"


def test_what_was_read_long_ago_is_read_again_and_a_failure_of_all_harms_none(
    waiting: tuple[World, str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    world, side, made = waiting
    monkeypatch.setattr(ahead, "KEPT_MS", -1)
    bench = world.jira.site.bench if side == "jira" else world.ado.simulator.bench
    path = "*bulkfetch" if side == "jira" else "*workitemsbatch"
    bench.faults.add(Fault("status", "POST", path, status=200, times=1, body="[]"))
    world.settle()
    assert len([title_of(world, side, one) for one in made]) == MANY
    assert reads(world, side) >= MANY
