"""How much work a claim is, counted instead of timed: many tenants and long queues must not make it slow or blind."""

from collections.abc import Iterator

import pytest

from addon.storage import Ledger, Tx, budgets, connections, nodes, queue
from addon.storage.queue import Claim
from tests.contract.store.conftest import Clock
from tests.contract.store.places import make_connection, make_node

SQLITE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def make_tenants(ledger: Ledger, count: int, lines: int = 2) -> list[int]:
    """Tenants with due lines in two lanes each."""

    def work(tx: Tx) -> list[int]:
        ids = []
        for number in range(count):
            node, _ = nodes.install(tx, kind="jira", instance_id=f"t{number}", base_url="https://x.example")
            for line in range(lines):
                queue.append(tx, node.id, "out", str(line), "x", priority=queue.NORMAL if line % 2 else queue.BULK)
            ids.append(node.id)
        return ids

    return ledger.write(work)


def claim(ledger: Ledger, limit: int) -> list[Claim]:
    return ledger.write(lambda tx: queue.claim(tx, limit))


class Counted:
    """Statements of one claim, and steps of SQLite's machine."""

    def __init__(self) -> None:
        self.statements: list[str] = []
        self.steps = 0


def counted_claim(ledger: Ledger, limit: int) -> tuple[list[Claim], Counted]:
    seen = Counted()

    def work(tx: Tx) -> list[Claim]:
        original = tx.db.execute_sql
        shortest = getattr(tx.db, "hot", None)

        def noted_too(text: str, values: object) -> object:
            assert shortest is not None
            seen.statements.append(text)
            return shortest(text, values)

        def noted(text: str, *more: object) -> object:
            seen.statements.append(text)
            return original(text, *more)

        def step() -> int:
            seen.steps += 1
            return 0

        tx.db.execute_sql, tx.db.hot = noted, noted_too
        if ledger.dialect == "sqlite":
            tx.db.connection.set_progress_handler(step, 1)
        try:
            return queue.claim(tx, limit)
        finally:
            del tx.db.execute_sql, tx.db.hot
            if ledger.dialect == "sqlite":
                tx.db.connection.set_progress_handler(None, 1)

    return ledger.write(work), seen


def test_a_claim_of_many_lines_is_as_many_statements_as_one_of_a_single_line(ledger: Ledger) -> None:
    make_tenants(ledger, 40)
    one, few = counted_claim(ledger, 1)
    many, more = counted_claim(ledger, 32)
    assert (len(one), len(many)) == (1, 32)
    assert len(more.statements) == len(few.statements) <= 6


@SQLITE
def test_an_idle_round_costs_one_step_of_the_index_for_each_tenant_that_waits(ledger: Ledger) -> None:
    make_tenants(ledger, 20)
    _, few = counted_claim(ledger, 4)
    for number in range(20, 220):
        node = make_node(ledger, f"t{number}")
        ledger.write(lambda tx, node=node: queue.append(tx, node.id, "out", "1", "x"))
    found, many = counted_claim(ledger, 4)
    assert len(found) == 4
    assert (many.steps - few.steps) / 200 < 60  # the round over all lanes and tables took more than 300 for each


@SQLITE
def test_a_long_backlog_of_one_tenant_costs_nothing(ledger: Ledger) -> None:
    (node,) = make_tenants(ledger, 1, lines=20)
    _, short = counted_claim(ledger, 4)
    ledger.write(lambda tx: [queue.append(tx, node, "out", f"b{number}", "x") for number in range(2_000)] and None)
    found, long = counted_claim(ledger, 4)
    assert len(found) == 4
    assert long.steps < 1.3 * short.steps


@SQLITE
def test_every_look_up_of_a_claim_is_by_an_index(ledger: Ledger) -> None:
    make_tenants(ledger, 3)
    _, seen = counted_claim(ledger, 2)

    def plans(tx: Tx) -> Iterator[str]:
        for text in seen.statements:
            values = ["[]" if "json_each" in text else 0] * text.count("?")
            yield from (str(row[3]) for row in tx.sql(f"EXPLAIN QUERY PLAN {text}", *values))

    scans = [
        step
        for step in ledger.read(lambda tx: list(plans(tx)))
        if step.startswith("SCAN")
        and ("stream" in step or "event" in step)
        and "USING INDEX" not in step
        and "USING COVERING INDEX" not in step
    ]
    assert scans == []


@pytest.mark.parametrize("busy", [1, 40])
def test_tenants_whose_work_is_busy_or_not_due_yet_hide_nobody(ledger: Ledger, clock: Clock, busy: int) -> None:
    waiting = [make_node(ledger, f"busy{number}") for number in range(busy)]
    behind = make_node(ledger, "behind")
    for node in waiting:
        ledger.write(lambda tx, node=node: queue.append(tx, node.id, "out", "1", "x", delay_ms=60_000))
        ledger.write(lambda tx, node=node: queue.append(tx, node.id, "in", "2", "x", local_entity="7"))
    assert len(claim(ledger, 100)) == busy
    for node in waiting:  # due, but its entity is being worked on
        ledger.write(lambda tx, node=node: queue.append(tx, node.id, "in", "3", "x", local_entity="7"))
    ledger.write(lambda tx: tx.change("UPDATE turn SET vtime = 1000 WHERE node_id = ?", behind.id) and None)
    ledger.write(lambda tx: queue.append(tx, behind.id, "out", "1", "x"))
    assert [taken.node_id for taken in claim(ledger, 1)] == [behind.id]
    assert claim(ledger, 1) == []


@pytest.mark.parametrize("asleep", [0, 90])
def test_very_many_tenants_are_served_in_their_turn_whoever_sleeps_among_them(ledger: Ledger, asleep: int) -> None:
    def work(tx: Tx) -> dict[int, float]:
        turns = {}
        for number in range(80 + asleep):
            node, _ = nodes.install(tx, kind="jira", instance_id=f"t{number}", base_url="https://x.example")
            if number >= asleep:
                queue.append(tx, node.id, "out", "1", "x")
                queue.append(tx, node.id, "out", "2", "x")
                turns[node.id] = 1 + number * 37 % 80 / 4
            tx.change("UPDATE turn SET vtime = ? WHERE node_id = ?", turns.get(node.id, 0.0), node.id)
        return turns

    turns = ledger.write(work)
    for _ in range(12):
        following = min(turns, key=lambda node_id: (turns[node_id], node_id))
        assert [taken.node_id for taken in claim(ledger, 1)] == [following]
        turns[following] += 1
    assert sum(len(claim(ledger, 64)) for _ in range(4)) == 2 * len(turns) - 12
    assert claim(ledger, 64) == []


def test_tenants_in_turn_whose_work_is_held_hide_nobody(ledger: Ledger) -> None:
    held = [make_node(ledger, f"held{number}") for number in range(24)]
    behind = [make_node(ledger, f"behind{number}") for number in range(3)]
    for number, node in enumerate(held):
        connection = make_connection(ledger, node.id).id if number % 3 == 0 else 0
        ledger.write(
            lambda tx, node=node, connection=connection: queue.append(
                tx, node.id, "out", "1", "x", connection_id=connection, priority=queue.BULK
            )
        )
        if connection:
            ledger.write(lambda tx, node=node, one=connection: connections.pause(tx, node.id, one, tx.now + 1_000, "x"))
        elif number % 3 == 1:
            ledger.write(lambda tx, node=node: nodes.uninstall(tx, node.id))
        else:
            ledger.write(
                lambda tx, node=node: budgets.pause(tx, node.id, budgets.BULK_SCOPE, tx.now + 5_000, "near_limit")
            )
    for node in behind:
        ledger.write(lambda tx, node=node: queue.append(tx, node.id, "out", "1", "x"))
        ledger.write(lambda tx, node=node: queue.append(tx, node.id, "out", "2", "x"))
    first = claim(ledger, 2)
    assert sorted(taken.node_id for taken in first) == [behind[0].id, behind[1].id]
    assert [taken.node_id for taken in claim(ledger, 1)] == [behind[2].id]  # served least
    assert sorted(taken.node_id for taken in claim(ledger, 64)) == [node.id for node in behind]
    assert claim(ledger, 64) == []


def test_a_lane_whose_connection_waits_does_not_hide_the_next(ledger: Ledger) -> None:
    node = make_node(ledger)
    held, free = make_connection(ledger, node.id, "held"), make_connection(ledger, node.id, "free")
    for one in (held, free):
        ledger.write(lambda tx, one=one: queue.append(tx, node.id, "out", "1", "x", connection_id=one.id))
    ledger.write(lambda tx: connections.pause(tx, node.id, held.id, tx.now + 1_000, "partner_down"))
    assert [taken.connection_id for taken in claim(ledger, 1)] == [free.id]


def test_bulk_of_a_slowed_tenant_waits_alone(ledger: Ledger, clock: Clock) -> None:
    slowed, other = make_node(ledger, "slowed"), make_node(ledger, "other")
    for node in (slowed, other):
        for priority in (queue.INTERACTIVE, queue.NORMAL, queue.BULK):
            ledger.write(
                lambda tx, node=node, priority=priority: queue.append(
                    tx, node.id, "out", f"p{priority}", "x", priority=priority
                )
            )
    ledger.write(lambda tx: budgets.pause(tx, slowed.id, budgets.BULK_SCOPE, tx.now + 5_000, "near_limit"))
    found = sorted((taken.node_id, taken.priority) for taken in claim(ledger, 10))
    assert found == [(slowed.id, 0), (slowed.id, 1), (other.id, 0), (other.id, 1), (other.id, 2)]
    assert claim(ledger, 10) == []
    clock.advance(5_000)
    assert [(taken.node_id, taken.priority) for taken in claim(ledger, 10)] == [(slowed.id, 2)]
