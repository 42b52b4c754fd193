"""What bulk work started leaves the queue when it is stopped; what has begun, and what others put there, stays."""

from addon.storage import Ledger, effects, queue
from addon.storage.effects import Intent
from addon.storage.queue import started
from tests.contract.store.places import make_connection, make_node


def start(ledger: Ledger, node: int, connection: int, key: str, job: int) -> int:
    found = ledger.write(
        lambda tx: queue.append(
            tx,
            node,
            "out",
            key,
            "start",
            connection_id=connection,
            local_entity=key,
            dedup=started.name_of(job),
            priority=queue.BULK,
            origin="bulk",
        )
    )
    assert found is not None
    return found


def leave_out(ledger: Ledger, node: int, connection: int, job: int, at_most: int = 500) -> int:
    return len(ledger.write(lambda tx: started.leave_out(tx, node, connection, job, "stopped", at_most=at_most)))


def test_what_nobody_has_begun_leaves_and_the_rest_of_its_lines_goes_on(ledger: Ledger) -> None:
    node = make_node(ledger).id
    connection = make_connection(ledger, node).id
    for number in range(5):
        start(ledger, node, connection, str(number), 7)
    changed = ledger.write(
        lambda tx: queue.append(tx, node, "out", "4", queue.CHANGED, connection_id=connection, local_entity="4")
    )
    mine = ledger.read(lambda tx: started.not_begun(tx, node, connection, 7))
    assert (mine, ledger.read(lambda tx: started.at_work(tx, node, connection))) == (5, {7})
    assert [leave_out(ledger, node, connection, 7, 3), leave_out(ledger, node, connection, 7, 3)] == [3, 2]
    assert leave_out(ledger, node, connection, 7) == 0
    (taken,) = ledger.write(lambda tx: queue.claim(tx, 10))
    assert [one.id for one in taken.events] == [changed]
    assert ledger.read(lambda tx: started.at_work(tx, node, connection)) == set()
    line = ledger.read(lambda tx: queue.line(tx, node, "out", "0", connection))
    assert line is not None and line.due_at is None
    (event,) = ledger.read(lambda tx: queue.events_of(tx, node, line.id, ["skipped"]))
    assert event.outcome == "stopped"


def test_what_was_begun_stays_whether_it_runs_waits_or_asks_for_a_person(ledger: Ledger) -> None:
    node = make_node(ledger).id
    connection = make_connection(ledger, node).id
    for number in range(4):
        start(ledger, node, connection, str(number), 7)
    runs, waits, failed = ledger.write(lambda tx: queue.claim(tx, 3))
    ledger.write(lambda tx: queue.release(tx, waits, 0))
    ledger.write(lambda tx: queue.fail(tx, failed, "x", "x"))
    assert leave_out(ledger, node, connection, 7) == 1
    ledger.write(lambda tx: queue.finish(tx, runs))
    assert [one.entity_key for one in ledger.write(lambda tx: queue.claim(tx, 10))] == [waits.entity_key]


def test_what_made_a_call_already_has_begun_although_no_attempt_counts(ledger: Ledger) -> None:
    node = make_node(ledger).id
    connection = make_connection(ledger, node).id
    event = start(ledger, node, connection, "1", 7)
    wish = Intent(key="k", kind="script", method="POST", target="/x", call={}, request_hash="h")
    ledger.write(lambda tx: effects.plan(tx, node, connection, event, [wish]))
    assert leave_out(ledger, node, connection, 7) == 0


def test_another_job_another_connection_and_another_tenant_keep_theirs(ledger: Ledger) -> None:
    node, other = make_node(ledger).id, make_node(ledger, "two").id
    connection, second = make_connection(ledger, node).id, make_connection(ledger, node, "A to C").id
    theirs = make_connection(ledger, other).id
    start(ledger, node, connection, "1", 7)
    start(ledger, node, connection, "2", 8)
    start(ledger, node, second, "3", 7)
    start(ledger, other, theirs, "4", 7)
    assert leave_out(ledger, other, connection, 7) == 0
    assert leave_out(ledger, node, connection, 7) == 1
    assert {one.entity_key for one in ledger.write(lambda tx: queue.claim(tx, 10))} == {"2", "3", "4"}
