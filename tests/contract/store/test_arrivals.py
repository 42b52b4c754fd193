"""Deliveries that come at the same moment: stored together, as if each had come alone, on every store."""

import json
import threading
from typing import Any

import pytest

from addon.storage import Ledger, StoreUnavailable, Tx, hooks, inbox, queue
from addon.storage.direct import Direct
from addon.storage.inbox import Arrival, Hint
from addon.storage.postgres_connections import Connection
from addon.storage.together import MOST, Together
from tests.contract.store.conftest import Clock, Opener
from tests.contract.store.places import make_node
from tests.postgres import server

ODD = "a\0b\ud800é\U0001f600"


def mixed(one: int, two: int) -> list[Arrival]:
    """Several tenants, lines with several events, repeated deliveries, odd text."""
    return [
        Arrival(one, "jira:1", "jira", [Hint("10", body={"n": 1}), Hint("11", body={"notice": "linked"})]),
        Arrival(two, "jira:1", "jira", [Hint("10", label="P-10")]),
        Arrival(one, "jira:2", "jira", [Hint("10", "deleted", {"n": 2})]),
        Arrival(one, "jira:1", "jira", [Hint("12")]),
        Arrival(one, f"jira:{ODD}", "jira", [Hint(f"k{ODD}", body={"text": ODD}, label=ODD)]),
        Arrival(one, "jira:3", "jira", [Hint("10", body={"n": 3}, label="P-10")]),
        Arrival(one, "jira:4", "jira", []),
    ]


def state(ledger: Ledger) -> list[list[tuple[Any, ...]]]:
    """Everything that was stored, without row numbers."""

    def work(tx: Tx) -> list[list[tuple[Any, ...]]]:
        return [
            tx.sql(
                "SELECT node_id, delivery_key, source, headers, body, received_at FROM inbox ORDER BY node_id, "
                "delivery_key"
            ),
            tx.sql(
                "SELECT node_id, connection_id, direction, entity_key, entity_label, local_entity, priority, due_at, "
                "burst_at, lease_no, attempts, waiting_for, epoch, seq, created_at, updated_at FROM stream "
                "ORDER BY node_id, entity_key"
            ),
            [
                (*row, {name: value for name, value in json.loads(body).items() if name != "inbox"})
                for *row, body in tx.sql(
                    "SELECT event.node_id, event.connection_id, event.direction, stream.entity_key, event.kind, "
                    "event.dedup, event.state, event.attempts, event.outcome, event.origin, event.message_id, "
                    "event.created_at, event.done_at, event.body FROM event JOIN stream ON "
                    "stream.id = event.stream_id ORDER BY event.node_id, stream.entity_key, event.id"
                )
            ],
        ]

    return ledger.read(work)


def test_together_or_one_by_one_the_same_is_stored(opener: Opener, clock: Clock, store: str, tmp_path: Any) -> None:
    alone = opener()
    url = "" if store == "sqlite" else server().new_database(migrated=True)
    together = (
        opener(data_dir=tmp_path / "other")
        if store == "sqlite"
        else Ledger.open(url, data_dir=tmp_path, keys=alone.keys, clock=clock)
    )
    try:
        for ledger in (alone, together):
            assert (make_node(ledger).id, make_node(ledger, "two").id) == (1, 2)
        given = mixed(1, 2)
        for moment in range(3):  # lines that are new, that wait to settle, and deliveries known from before
            more = [Arrival(1, f"jira:m{moment}", "jira", [Hint("10", body={"m": moment})])]
            one_by_one = [
                alone.write(
                    lambda tx, one=one: inbox.store_delivery(tx, one.node_id, one.delivery_key, one.source, one.hints)
                )
                for one in given + more
            ]
            assert together.write(lambda tx, more=more: inbox.store_all(tx, given + more)) == one_by_one
            assert state(together) == state(alone)
            clock.advance(700)
    finally:
        if url:
            together.close()
            server().drop(url)


def test_sixteen_deliveries_are_as_many_statements_as_two(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    node = make_node(ledger)

    def statements(count: int) -> int:
        said: list[str] = []
        original = Direct.execute_sql
        with monkeypatch.context() as watched:
            watched.setattr(
                Direct, "execute_sql", lambda db, text, *more: said.append(text) or original(db, text, *more)
            )
            shortest, hot = Connection.command, Connection.hot
            watched.setattr(Connection, "command", lambda db, text: said.append(str(text)) or shortest(db, text))
            watched.setattr(Connection, "hot", lambda db, text, values: said.append(text) or hot(db, text, values))
            arrivals = [Arrival(node.id, f"jira:{count}-{one}", "jira", [Hint(str(one))]) for one in range(count)]
            ledger.write(lambda tx: inbox.store_all(tx, arrivals))
        return len(said)

    each = ["begin", "delivery", "line", "event", "commit"] + ["numbers"] * (ledger.dialect == "sqlite")
    assert statements(16) == statements(2) == len(each)


def test_each_event_names_its_own_delivery(ledger: Ledger, clock: Clock) -> None:
    node = make_node(ledger)
    arrivals = [Arrival(node.id, f"jira:{number}", "jira", [Hint("10")]) for number in range(5)]
    assert ledger.write(lambda tx: inbox.store_all(tx, arrivals)) == [True] * 5
    assert ledger.read(lambda tx: inbox.last_received(tx, node.id, "jira")) is not None
    assert ledger.read(lambda tx: inbox.last_received(tx, node.id, "jir")) is None
    assert ledger.read(lambda tx: inbox.last_received(tx, node.id + 1, "jira")) is None
    clock.advance(10_000)
    (taken,) = ledger.write(lambda tx: queue.claim(tx, 1))
    for number, event in enumerate(taken.events):
        found = ledger.read(lambda tx, number=number: inbox.find(tx, node.id, f"jira:{number}"))
        assert found is not None
        assert event.body == {"inbox": found.id}


def test_a_hook_that_brings_many_is_noted_alive(ledger: Ledger) -> None:
    node = make_node(ledger)
    hook = ledger.write(lambda tx: hooks.want(tx, node.id, "p", "workitem.updated"))
    arrivals = [Arrival(node.id, f"ado:{number}", "ado", [Hint("10")], hook.id) for number in range(3)]
    ledger.write(lambda tx: inbox.store_all(tx, arrivals))
    noted = ledger.read(lambda tx: hooks.get(tx, node.id, hook.id))
    assert noted is not None
    assert noted.last_delivery_at is not None


def test_many_callers_share_transactions_and_each_gets_its_own_answer(ledger: Ledger, clock: Clock) -> None:
    node = make_node(ledger)
    transactions: list[int] = []
    real = inbox.store_all

    def counted(tx: Tx, arrivals: Any) -> list[bool]:
        transactions.append(len(arrivals))
        return real(tx, arrivals)

    line = Together(ledger.write, counted)
    answers: dict[tuple[int, int], bool] = {}
    gate = threading.Barrier(16)

    def caller(number: int) -> None:
        gate.wait()
        for turn in range(6):
            key = f"jira:{number // 2}-{turn}"  # every delivery comes twice
            answers[number, turn] = line.write(Arrival(node.id, key, "jira", [Hint(str(number))]))

    threads = [threading.Thread(target=caller, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sum(answers.values()) == 48
    assert sum(transactions) == 96
    assert len(transactions) < 96
    assert ledger.read(lambda tx: tx.sql("SELECT count(*) FROM inbox"))[0][0] == 48
    assert ledger.read(lambda tx: tx.sql("SELECT count(*) FROM event"))[0][0] == 48


class TestTheLine:
    """`Together` by itself."""

    def fill(self, line: Together[int, int], numbers: range, first: threading.Event) -> dict[int, object]:
        """Call for each number from a thread of its own, while the first call holds the line."""
        found: dict[int, object] = {}

        def caller(number: int) -> None:
            try:
                found[number] = line.write(number)
            except Exception as problem:
                found[number] = problem

        threads = [threading.Thread(target=caller, args=(number,)) for number in numbers]
        for thread in threads:
            thread.start()
        waited = threading.Event()
        while len(line._line) < len(numbers) - 1:
            waited.wait(0.001)
        first.set()
        for thread in threads:
            thread.join(60)
        return found

    def test_what_waits_goes_together_in_order_and_no_more_than_fits(self) -> None:
        first, groups = threading.Event(), list[list[int]]()

        def work(_: Any, items: Any) -> list[int]:
            assert first.wait(60)
            groups.append(list(items))
            return [item * 2 for item in items]

        line = Together[int, int](lambda run: run(None), work)  # type: ignore[arg-type]
        found = self.fill(line, range(MOST + 11), first)
        assert found == {number: number * 2 for number in range(MOST + 11)}
        assert [len(group) for group in groups] == [1, MOST, 10]

    def test_whoever_is_at_fault_fails_alone(self) -> None:
        first = threading.Event()

        def work(_: Any, items: Any) -> list[int]:
            assert first.wait(60)
            if 3 in items:
                raise LookupError("three")
            return list(items)

        line = Together[int, int](lambda run: run(None), work)  # type: ignore[arg-type]
        found = self.fill(line, range(8), first)
        assert isinstance(found.pop(3), LookupError)
        assert found == {number: number for number in range(8) if number != 3}

    def test_without_a_store_nobody_is_told_that_it_was_stored(self) -> None:
        first, calls = threading.Event(), list[int]()

        def gone(_: Any) -> list[int]:
            assert first.wait(60)
            calls.append(1)
            raise StoreUnavailable("gone")

        found = self.fill(Together[int, int](gone, lambda tx, items: []), range(8), first)
        assert {type(one) for one in found.values()} == {StoreUnavailable}
        assert len(calls) == 2  # the first, then all others at once

    def test_the_line_goes_on_after_a_failure(self) -> None:
        line = Together[int, int](lambda run: run(None), lambda tx, items: [1 // item for item in items])  # type: ignore[arg-type]
        with pytest.raises(ZeroDivisionError):
            line.write(0)
        assert line.write(1) == 1

    def test_who_is_on_the_way_is_waited_for_and_shares_the_first_transaction(self) -> None:
        all_came, groups = threading.Semaphore(0), list[list[int]]()

        def work(_: Any, items: Any) -> list[int]:
            groups.append(sorted(items))
            return list(items)

        def gather() -> None:
            for _ in range(5):
                assert all_came.acquire(timeout=60)

        line = Together[int, int](lambda run: run(None), work, came=all_came.release, gather=gather)  # type: ignore[arg-type]
        threads = [threading.Thread(target=line.write, args=(number,)) for number in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert groups == [list(range(5))]
