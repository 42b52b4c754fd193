"""While a tenant's tracker is left alone its messages to partners go on, in order, and nothing else does."""

from typing import Any

import pytest

from addon.storage import Ledger, connections, nodes, queue
from addon.storage.queue import Claim
from tests.contract.store.conftest import Clock
from tests.contract.store.places import make_connection, make_node

PAUSE_MS = 600_000


def send(ledger: Ledger, node_id: int, key: str, number: int = 0, direction: Any = "send", connection: int = 0) -> None:
    ledger.write(
        lambda tx: queue.append(tx, node_id, direction, key, "message", {"number": number}, connection_id=connection)
    )


def pause(ledger: Ledger, node_id: int) -> None:
    ledger.write(lambda tx: queue.hold_node(tx, node_id, tx.now + PAUSE_MS, "rate_limited"))


def claim(ledger: Ledger, limit: int = 10) -> list[Claim]:
    return ledger.write(lambda tx: queue.claim_past_pauses(tx, limit))


def test_messages_of_a_paused_tenant_are_claimed_and_what_needs_its_tracker_is_not(ledger: Ledger) -> None:
    paused, other = make_node(ledger, "one"), make_node(ledger, "two")
    connection = make_connection(ledger, paused.id)
    send(ledger, paused.id, "1", connection=connection.id)
    for direction in ("ingress", "out", "in", "file_out", "file_in"):
        send(ledger, paused.id, direction, direction=direction)
    send(ledger, other.id, "2")
    assert not ledger.read(queue.sends_wait)
    assert claim(ledger) == [], "of tenants that nobody paused `claim` takes them"
    pause(ledger, paused.id)
    assert [one.entity_key for one in ledger.write(lambda tx: queue.claim(tx, 10))] == ["2"]
    assert ledger.read(queue.sends_wait)
    (taken,) = claim(ledger)
    assert (taken.direction, taken.entity_key, taken.head.kind) == ("send", "1", "message")
    assert claim(ledger) == []
    assert not ledger.read(queue.sends_wait)


def test_they_go_one_after_the_other_and_each_is_leased_once(ledger: Ledger) -> None:
    node = make_node(ledger)
    pause(ledger, node.id)
    for number in range(3):
        send(ledger, node.id, "1", number)
    seen = []
    while found := claim(ledger):
        assert claim(ledger) == []
        seen.append(found[0].head.body["number"])
        ledger.write(lambda tx, one=found[0]: queue.finish(tx, one))
    assert seen == [0, 1, 2]


def test_a_limit_takes_the_oldest(ledger: Ledger, clock: Clock) -> None:
    node = make_node(ledger)
    for key in ("b", "a", "c"):
        send(ledger, node.id, key)
        clock.advance(10)
    pause(ledger, node.id)
    assert [one.entity_key for one in claim(ledger, 2)] == ["b", "a"]
    assert [one.entity_key for one in claim(ledger, 2)] == ["c"]


@pytest.mark.parametrize("closed", ["inactive", "paused", "uninstalled", "not due"])
def test_what_else_keeps_a_message_back_keeps_it_back_here_too(ledger: Ledger, closed: str) -> None:
    node = make_node(ledger)
    connection = make_connection(ledger, node.id)
    send(ledger, node.id, "1", connection=connection.id)
    if closed == "inactive":
        ledger.write(lambda tx: connections.update(tx, node.id, connection.id, own_switch=False))
    elif closed == "paused":
        ledger.write(lambda tx: connections.pause(tx, node.id, connection.id, tx.now + PAUSE_MS, "partner_down"))
    elif closed == "not due":
        (taken,) = ledger.write(lambda tx: queue.claim(tx, 1))
        ledger.write(lambda tx: queue.release(tx, taken, tx.now + PAUSE_MS))
    pause(ledger, node.id)
    if closed == "uninstalled":
        ledger.write(lambda tx: nodes.uninstall(tx, node.id))
    assert not ledger.read(queue.sends_wait)
    assert claim(ledger) == []


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_backlog_that_waits_for_the_tracker_is_not_read_for_them(ledger: Ledger) -> None:
    node = make_node(ledger)
    pause(ledger, node.id)
    for number in range(5):
        send(ledger, node.id, str(number), direction="ingress")
    steps = 0

    def counted() -> int:
        nonlocal steps
        steps = 0

        def step() -> int:
            nonlocal steps
            steps += 1
            return 0

        def read(tx: Any) -> bool:
            tx.db.connection.set_progress_handler(step, 1)
            try:
                return queue.sends_wait(tx)
            finally:
                tx.db.connection.set_progress_handler(None, 1)

        assert not ledger.read(read)
        return steps

    few = counted()
    ledger.write(
        lambda tx: [queue.append(tx, node.id, "ingress", f"b{number}", "x") for number in range(1_000)] and None
    )
    assert counted() < 1.3 * few
