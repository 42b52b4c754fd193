"""Many conflicts decided at once: what was counted, and nothing else, piece by piece."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from addon.connections import bulk, bulk_conflicts, jobs
from addon.connections.bulk_conflicts import Filter
from addon.connections.bulk_runs import Stopped
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.storage import audit, conflicts, connections, nodes, queue, twins
from addon.storage import jobs as job_rows
from addon.storage.database import Ledger
from addon.storage.keys import Keys, new_key

NODE = 1
ADMIN = Caller(NODE, "jira", "u-1", "Ada Byron", 0)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    ledger = Ledger.open("", data_dir=tmp_path, keys=Keys([new_key()]), settle_ms=0)
    ledger.write(lambda tx: nodes.install(tx, kind="jira", instance_id="one", base_url="https://x.example"))
    yield cast(Services, SimpleNamespace(ledger=ledger, now=lambda: 1_790_000_000_000))
    ledger.close()


def connect(services: Services, name: str) -> int:
    made = services.ledger.write(
        lambda tx: connections.create(
            tx, NODE, side_id=name, mode="script", name=name, local_name="A", remote_name="B", status="active",
            partner_side_id=f"p {name}", partner_confirmed=True,
        )
    )  # fmt: skip
    return made.id


def ask(services: Services, connection_id: int, entity: str, *fields: str) -> list[int]:
    """A pair of which a person is asked about these fields; the conflicts' ids."""

    def work(tx: Any) -> list[int]:
        twin = twins.create(tx, NODE, connection_id, local_id=entity, local_key=f"SUP-{entity}", remote_id=f"R{entity}")
        twins.store_replica(tx, NODE, twin.id, "received", {"summary": "Theirs"}, "h")
        by = {"local_by": "A", "remote_by": "B"}
        return [conflicts.ask(tx, NODE, connection_id, twin.id, field, **by) for field in fields]

    return cast(list[int], services.ledger.write(work))


def still_open(services: Services) -> list[int]:
    return [one.id for one in services.ledger.read(lambda tx: conflicts.list_page(tx, NODE)).items]


def begun(services: Services, kind: Any, wanted: Filter) -> int:
    return bulk_conflicts.begin(services, ADMIN, kind, wanted, bulk_conflicts.count(services, NODE, wanted).newest)


def test_they_are_counted_by_field_for_the_filter_or_the_selected_ones(services: Services) -> None:
    one, two = connect(services, "One"), connect(services, "Two")
    first = ask(services, one, "1", "summary", "priority")
    ask(services, two, "2", "summary")
    counted = bulk_conflicts.count(services, NODE, Filter())
    assert (counted.total, counted.by_field, counted.more_fields) == (3, (("summary", 2), ("priority", 1)), 0)
    assert bulk_conflicts.count(services, NODE, Filter(search="prio")).by_field == (("priority", 1),)
    assert bulk_conflicts.count(services, NODE, Filter(search="SUP-2")).total == 1
    assert bulk_conflicts.count(services, NODE, Filter(connection_id=one)).total == 2
    assert bulk_conflicts.count(services, NODE, Filter(selected=(first[0],))).by_field == (("summary", 1),)
    assert bulk_conflicts.count(services, 77, Filter(selected=(first[0],))).total == 0


@pytest.mark.parametrize(
    ("kind", "direction", "change"), [("bulk_keep", "out", "resync"), ("bulk_take", "in", "replica")]
)
def test_what_was_counted_is_decided_and_what_was_asked_since_is_left(
    services: Services, monkeypatch: pytest.MonkeyPatch, kind: Any, direction: str, change: str
) -> None:
    monkeypatch.setattr(bulk_conflicts, "PIECE", 2)
    connection_id = connect(services, "One")
    for entity in "12345":
        ask(services, connection_id, entity, "summary")
    newest = bulk_conflicts.count(services, NODE, Filter()).newest
    later = ask(services, connection_id, "6", "summary")
    job_id = bulk_conflicts.begin(services, ADMIN, kind, Filter(), newest)
    assert jobs.run_next(services)
    done = bulk.state(services, NODE, job_id)
    assert (done.state, done.done, done.connection_name) == ("done", 5, "")
    assert still_open(services) == later
    claims = services.ledger.write(lambda tx: queue.claim(tx, 100))
    assert [(one.direction, one.head.kind, one.head.body["decided"]) for one in claims] == [
        (direction, change, ["summary"])
    ] * 5
    told = services.ledger.read(lambda tx: audit.list_page(tx, NODE)).items
    assert [one.action for one in told].count("conflict_resolved") == 5
    assert "conflicts_decided" in [one.action for one in told]


def test_only_the_selected_ones_are_decided(services: Services) -> None:
    first, second, third = ask(services, connect(services, "One"), "1", "summary", "priority", "labels")
    begun(services, "bulk_keep", Filter(selected=(first, third)))
    assert jobs.run_next(services)
    assert still_open(services) == [second]


def test_one_that_a_person_decided_meanwhile_stays_as_that_person_wanted(services: Services) -> None:
    first, second = ask(services, connect(services, "One"), "1", "summary", "priority")
    job_id = begun(services, "bulk_take", Filter())
    services.ledger.write(lambda tx: conflicts.resolve(tx, NODE, first, "here", "Bob"))
    assert jobs.run_next(services)
    assert bulk.state(services, NODE, job_id).done == 1
    assert still_open(services) == [] and second


def test_it_stops_between_two_pieces_and_says_how_many_were_decided(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_conflicts, "PIECE", 2)
    connection_id = connect(services, "One")
    for entity in "12345":
        ask(services, connection_id, entity, "summary")
    job_id = begun(services, "bulk_keep", Filter())
    row = services.ledger.write(lambda tx: job_rows.claim(tx))
    assert row is not None
    bulk.stop(services, ADMIN, job_id)
    with pytest.raises(Stopped):
        bulk_conflicts.run(services, row)
    assert bulk.state(services, NODE, job_id).done == 2
    assert len(still_open(services)) == 3


def test_one_at_a_time_and_nothing_to_do_are_refused(services: Services) -> None:
    with pytest.raises(Refusal, match="nothing_open"):
        bulk_conflicts.begin(services, ADMIN, "bulk_keep", Filter(), 5)
    ask(services, connect(services, "One"), "1", "summary")
    begun(services, "bulk_keep", Filter())
    with pytest.raises(Refusal, match="running_already"):
        begun(services, "bulk_take", Filter())
