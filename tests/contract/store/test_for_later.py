"""What is kept until somebody comes for it: questions with their answers, jobs that wait, what bulk work starts next."""

from addon.storage import Ledger, jobs, messages, queue
from tests.contract.store.places import make_connection, make_node


def test_an_answer_takes_the_place_of_its_question_until_it_is_withdrawn(ledger: Ledger) -> None:
    for name in ("q1", "q2"):
        ledger.write(lambda tx, name=name: messages.offer(tx, 1, 9, message_id=name, kind="check", body={"n": name}))
    (question,) = ledger.read(lambda tx: messages.offered(tx, 1, 9, ["q1", "unknown"]))
    ledger.write(lambda tx: messages.put_answer(tx, 1, question, {"answers": {}}))
    assert [one.message_id for one in ledger.read(lambda tx: messages.fetch(tx, 1, 9))] == ["q2"]
    assert ledger.read(lambda tx: messages.offered(tx, 1, 9, ["q1"]))[0].body == {"answers": {}}
    assert ledger.read(lambda tx: messages.offered(tx, 2, 9, ["q1"])) == []
    ledger.write(lambda tx: messages.withdraw(tx, 2, 9, ["q1", "q2"]))
    ledger.write(lambda tx: messages.withdraw(tx, 1, 9, ["q1"]))
    assert [one.message_id for one in ledger.read(lambda tx: messages.offered(tx, 1, 9, ["q1", "q2"]))] == ["q2"]


def test_a_job_that_waits_is_woken_by_its_kind_and_connection(ledger: Ledger) -> None:
    node, connection = make_node(ledger).id, 9
    ledger.write(lambda tx: jobs.start(tx, node, "drift", connection_id=connection))
    taken = ledger.write(jobs.claim)
    assert taken is not None
    ledger.write(lambda tx: jobs.postpone(tx, taken, tx.now + 60_000, "Waits"))
    for wrong in ((node, connection, "other"), (node, 8, "drift"), (node + 1, connection, "drift")):
        ledger.write(lambda tx, wrong=wrong: jobs.wake(tx, *wrong))
        assert ledger.write(jobs.claim) is None
    ledger.write(lambda tx: jobs.wake(tx, node, connection, "drift"))
    again = ledger.write(jobs.claim)
    assert again is not None and again.id == taken.id


def test_what_bulk_work_starts_next_is_listed_in_order_without_anything_else(ledger: Ledger) -> None:
    node = make_node(ledger).id
    one, two = make_connection(ledger, node, "One").id, make_connection(ledger, node, "Two").id
    ids = {}
    for entity, connection, kind, origin in (
        ("a", one, "start", "bulk"),
        ("b", one, "start", "trigger"),
        ("c", two, "start", "bulk"),
        ("d", one, "start", "bulk"),
        ("e", one, "unlink", "bulk"),
        ("f", one, "start", "bulk"),
    ):
        ids[entity] = ledger.write(
            lambda tx, given=(entity, connection, kind, origin): queue.append(
                tx, node, "out", given[0], given[2], connection_id=given[1], local_entity=given[0], origin=given[3]
            )
        )
    first = int(ids["a"] or 0)
    assert ledger.read(lambda tx: queue.starting_next(tx, node, one, after=first, limit=9)) == ["d", "f"]
    assert ledger.read(lambda tx: queue.starting_next(tx, node, one, after=first, limit=1)) == ["d"]
    assert ledger.read(lambda tx: queue.starting_next(tx, node + 1, one, after=0, limit=9)) == []
    line = ledger.read(lambda tx: queue.line(tx, node, "out", "a", one))
    assert line is not None
    found = ledger.read(lambda tx: queue.events_of(tx, node, line.id, ["pending"]))
    assert [(event.kind, event.origin) for event in found] == [("start", "bulk")]
    assert ledger.read(lambda tx: queue.events_of(tx, node, line.id, ["error", "skipped"])) == []
    assert ledger.read(lambda tx: queue.events_of(tx, node + 1, line.id, ["pending"])) == []
