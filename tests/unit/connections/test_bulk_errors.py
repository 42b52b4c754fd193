"""All errors at once: counted, retried or skipped up to what was counted, stopped, and never taken twice."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from addon.connections import bulk, bulk_errors, jobs
from addon.connections.bulk_errors import Filter
from addon.connections.bulk_runs import Stopped
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.storage import Keys, Ledger, connections, errors, new_key, nodes, queue
from addon.storage import jobs as job_rows
from addon.storage.transaction import Tx

NODE = 1
ADMIN = Caller(NODE, "jira", "u-1", "Dana Reyes", 0)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    ledger = Ledger.open("", data_dir=tmp_path, keys=Keys([new_key()]), settle_ms=0)
    ledger.write(lambda tx: nodes.install(tx, kind="jira", instance_id="one", base_url="https://x.example"))
    yield cast(Services, SimpleNamespace(ledger=ledger, now=lambda: 1_790_000_000_000))
    ledger.close()


def connect(services: Services, name: str) -> int:
    def work(tx: Tx) -> int:
        made = connections.create(
            tx, NODE, side_id=name, mode="script", name=name, local_name="A", remote_name="B", status="active",
            partner_side_id=f"p {name}", partner_confirmed=True,
        )  # fmt: skip
        return made.id

    return services.ledger.write(work)


def park(services: Services, connection_id: int, *entities: str, message: str = "It failed.") -> None:
    """Entities whose first event failed, each with one change waiting behind it."""
    for entity in entities:

        def work(tx: Tx, entity: str = entity) -> None:
            for kind in ("changed", "resync"):
                queue.append(tx, NODE, "out", entity, kind, {}, connection_id=connection_id, local_entity=entity)
            claim = next(one for one in queue.claim(tx, 1) if one.entity_key == entity)
            queue.fail(tx, claim, "refused", message, entity_id=entity, entity_key=entity)

        services.ledger.write(work)


def note(services: Services) -> None:
    services.ledger.write(lambda tx: errors.report(tx, NODE, impact="trigger", reason="bad_query", message="No field."))


def claimed(services: Services) -> list[str]:
    """Lines that run again."""
    return sorted(one.entity_key for one in services.ledger.write(lambda tx: queue.claim(tx, 1_000)))


def test_everything_is_counted_by_connection_and_notes_apart(services: Services) -> None:
    one, two = connect(services, "One"), connect(services, "Two")
    park(services, one, "A")
    park(services, two, "B", "C")
    note(services)
    counted = bulk_errors.count(services, NODE, Filter())
    assert (counted.parked, counted.notes, counted.by_connection) == (3, 1, (("Two", 2), ("One", 1)))
    assert bulk_errors.count(services, NODE, Filter(connection_id=one)).parked == 1
    assert bulk_errors.count(services, NODE, Filter(search="nothing like it")).parked == 0
    assert bulk_errors.count(services, 77, Filter()).parked == 0


def test_all_that_was_counted_is_retried_and_what_failed_since_is_left(services: Services) -> None:
    one = connect(services, "One")
    park(services, one, *(f"E{number}" for number in range(bulk_errors.PIECE + 5)))
    note(services)
    newest = bulk_errors.count(services, NODE, Filter()).newest
    park(services, one, "Later")
    job_id = bulk_errors.begin(services, ADMIN, "bulk_retry", Filter(), newest)
    assert jobs.run_next(services)
    done = bulk.state(services, NODE, job_id)
    assert (done.state, done.done, done.connection_name) == ("done", bulk_errors.PIECE + 5, "")
    left = services.ledger.read(lambda tx: errors.list_page(tx, NODE)).items
    assert sorted(row.entity_key for row in left) == ["", "Later"]
    assert len(claimed(services)) == bulk_errors.PIECE + 5


def test_a_filter_keeps_the_others_parked(services: Services) -> None:
    one = connect(services, "One")
    park(services, one, "A", message="The field Severity is required.")
    park(services, one, "B")
    wanted = Filter(search="Severity")
    newest = bulk_errors.count(services, NODE, wanted).newest
    bulk_errors.begin(services, ADMIN, "bulk_retry", wanted, newest)
    jobs.run_next(services)
    assert claimed(services) == ["A"]


def test_skipping_leaves_the_failed_event_out_and_goes_on_behind_it(services: Services) -> None:
    park(services, connect(services, "One"), "A")
    bulk_errors.begin(services, ADMIN, "bulk_skip", Filter(), bulk_errors.count(services, NODE, Filter()).newest)
    jobs.run_next(services)
    (claim,) = services.ledger.write(lambda tx: queue.claim(tx, 10))
    assert claim.head.kind == "resync"


def test_it_stops_between_two_pieces_and_says_how_many_were_done(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_errors, "PIECE", 2)
    park(services, connect(services, "One"), "A", "B", "C", "D", "E")
    newest = bulk_errors.count(services, NODE, Filter()).newest
    job_id = bulk_errors.begin(services, ADMIN, "bulk_retry", Filter(), newest)
    row = services.ledger.write(lambda tx: job_rows.claim(tx))
    assert row is not None
    bulk.stop(services, ADMIN, job_id)
    with pytest.raises(Stopped):
        bulk_errors.run(services, row)
    assert bulk.state(services, NODE, job_id).done == 2
    assert bulk_errors.count(services, NODE, Filter()).parked == 3


def test_one_at_a_time_and_nothing_to_do_are_refused(services: Services) -> None:
    with pytest.raises(Refusal, match="nothing_open"):
        bulk_errors.begin(services, ADMIN, "bulk_retry", Filter(), 5)
    park(services, connect(services, "One"), "A")
    bulk_errors.begin(services, ADMIN, "bulk_retry", Filter(), 5)
    with pytest.raises(Refusal, match="running_already"):
        bulk_errors.begin(services, ADMIN, "bulk_skip", Filter(), 5)


@pytest.mark.postgresql
def test_two_presses_at_the_same_moment_begin_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from tests.postgres import server

    url = server().new_database(migrated=True)
    ledger = Ledger.open(url, data_dir=tmp_path, keys=Keys([new_key()]), settle_ms=0)
    ledger.write(lambda tx: nodes.install(tx, kind="jira", instance_id="one", base_url="https://x.example"))
    services = cast(Services, SimpleNamespace(ledger=ledger, now=lambda: 1_790_000_000_000))
    park(services, connect(services, "Acme"), "1")
    start, others = job_rows.start, []

    def press() -> str:
        try:
            return str(bulk_errors.begin(services, ADMIN, "bulk_retry", Filter(), 99))
        except Refusal as no:
            return no.reason

    def slowly(*of: object, **more: object) -> object:
        if not others:  # the first is about to begin: the second comes now, and is given time to get by
            others.append(pool.submit(press))
            wait(others, 0.3)
        return start(*of, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(job_rows, "start", slowly)
    with ThreadPoolExecutor(2) as pool:
        assert press().isdigit()
        assert others[0].result(30) == "running_already"
    ledger.close()
    server().drop(url)


def test_bulk_work_is_listed_however_much_is_being_counted(services: Services) -> None:
    def work(tx: Tx) -> int:
        made = job_rows.start(tx, NODE, "bulk_sync", parameters={"phase": "run", "subject": "all"})
        for _ in range(45):
            job_rows.start(tx, NODE, "bulk_sync", parameters={"phase": "count"})
        return made.id

    number = services.ledger.write(work)
    assert [one.id for one in bulk.running(services, NODE)] == [number]
