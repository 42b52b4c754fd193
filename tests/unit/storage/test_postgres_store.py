"""The PostgreSQL store: lost connections, deadlocks, a server that is gone, a full pool."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from addon.storage import Keys, Ledger, StoreUnavailable, Tx, new_key, nodes, queue, settings_store
from addon.storage.postgres_store import PostgresStore
from addon.storage.tidings import Tidings
from tests.postgres import server

pytestmark = pytest.mark.postgresql


@pytest.fixture
def url() -> Iterator[str]:
    made = server().new_database(migrated=True)
    yield made
    server().drop(made)


@pytest.fixture
def ledger(url: str, tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger.open(url, data_dir=tmp_path, keys=Keys([new_key()]), pool=3)
    yield opened
    opened.close()


def cut_connections(url: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_work_goes_on_after_all_connections_were_cut(ledger: Ledger, url: str) -> None:
    ledger.write(lambda tx: settings_store.put(tx, 0, "n", 1))
    cut_connections(url)
    ledger.write(lambda tx: settings_store.put(tx, 0, "n", 2))
    cut_connections(url)
    assert ledger.read(lambda tx: settings_store.get(tx, 0, "n")) == 2


def test_a_transaction_cut_in_the_middle_runs_again_and_counts_once(ledger: Ledger, url: str) -> None:
    runs = []

    def work(tx: Tx) -> None:
        tx.change(
            "INSERT INTO audit (node_id, at, actor_id, actor_name, action, subject, connection_id, detail) "
            "VALUES (1, 1, '', '', 'a', '', 0, '{}')"
        )
        runs.append(1)
        if len(runs) == 1:
            cut_connections(url)
        tx.sql("SELECT 1")

    ledger.write(work)
    assert len(runs) == 2
    assert ledger.read(lambda tx: tx.sql("SELECT count(*) FROM audit")) == [(1,)]


def test_of_two_that_lock_each_other_both_finish(ledger: Ledger) -> None:
    for name in ("a", "b"):
        ledger.write(lambda tx, name=name: settings_store.put(tx, 0, name, 0))
    met = threading.Barrier(2)
    first_try = {"ab": True, "ba": True}

    def work(order: str, tx: Tx) -> None:
        add = "UPDATE setting SET value = ((value::int) + 1)::text WHERE name = ?"
        tx.change(add, order[0])
        if first_try[order]:
            first_try[order] = False
            met.wait(60)
        tx.change(add, order[1])

    threads = [
        threading.Thread(target=lambda order=order: ledger.write(lambda tx: work(order, tx))) for order in ("ab", "ba")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ledger.read(lambda tx: [settings_store.get(tx, 0, name) for name in "ab"]) == [2, 2]
    assert isinstance(ledger.store, PostgresStore)
    assert ledger.store.retries >= 1


def test_a_server_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="cannot be reached"):
        Ledger.open(f"postgresql://liaise@/x?host={tmp_path}", data_dir=tmp_path, keys=Keys([new_key()]))


def test_a_database_that_was_not_migrated_is_refused_with_the_command(tmp_path: Path) -> None:
    from addon.storage import SchemaBehind

    empty = server().new_database()
    with pytest.raises(SchemaBehind, match="db migrate"):
        Ledger.open(empty, data_dir=tmp_path, keys=Keys([new_key()]))
    server().drop(empty)


def test_the_server_keeps_the_plan_of_a_claim_whatever_the_limit(ledger: Ledger) -> None:
    def plans(tx: Tx) -> list[tuple[int, int]]:
        for limit in (1, 64, 2, 7, 16, 1, 3, 30, 1, 5):
            queue.claim(tx, limit)
        return tx.sql(
            "SELECT custom_plans, generic_plans FROM pg_prepared_statements WHERE strpos(statement, ?) > 0", "free_turn"
        )

    ((anew, kept),) = ledger.write(plans)
    assert anew == 5  # after so many the server compares, and goes on with the plan for all
    assert kept > 5


def test_a_process_hears_the_others_and_not_itself(url: str) -> None:
    heard = threading.Semaphore(0)
    here, there = Tidings(url, "here"), Tidings(url, "there")
    try:
        here.listen(heard.release)
        assert heard.acquire(timeout=60)  # it listens now
        echoes = threading.Semaphore(0)
        there.listen(echoes.release)
        assert echoes.acquire(timeout=60)
        here.tell()
        assert echoes.acquire(timeout=60)  # said and delivered, to itself as well
        there.tell()
        assert heard.acquire(timeout=60)
        assert not heard.acquire(blocking=False)
    finally:
        here.stop()
        there.stop()


def test_nothing_is_said_inside_a_transaction(ledger: Ledger, url: str) -> None:
    """A transaction that notifies would hold up every other commit of the server."""
    import psycopg

    node = ledger.write(lambda tx: nodes.install(tx, kind="jira", instance_id="a", base_url="https://a.example"))[0]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("LISTEN liaise_due")

        def work(tx: Tx) -> None:
            tx.tell = lambda: None
            queue.append(tx, node.id, "out", "1", "x")

        ledger.write(work)
        connection.execute("SELECT pg_notify('liaise_due', 'after')")
        told = next(connection.notifies(timeout=60))
    assert told.payload == "after"


def test_a_claim_that_finds_nothing_writes_nothing(ledger: Ledger) -> None:
    node = ledger.write(lambda tx: nodes.install(tx, kind="jira", instance_id="a", base_url="https://a.example"))[0]
    for direction in ("out", "in"):
        ledger.write(lambda tx, to=direction: queue.append(tx, node.id, to, "1", "x", local_entity="1"))  # type: ignore[misc]

    def claim(tx: Tx) -> tuple[int, object]:
        found = queue.claim(tx, 8)
        return len(found), tx.sql("SELECT pg_current_xact_id_if_assigned()::text")[0][0]

    assert ledger.write(claim)[0] == 1
    assert ledger.write(claim) == (0, None)  # the other line waits for the entity: no flush, no lock


def wait_for_a_lock(url: str) -> None:
    """Until some transaction waits for another one's row."""
    import psycopg

    asked = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    with psycopg.connect(url, autocommit=True) as connection:
        while connection.execute(asked).fetchone() == (0,):
            pass


@pytest.mark.parametrize("many", [False, True])
def test_an_event_stored_while_its_line_is_being_finished_does_not_sleep(ledger: Ledger, url: str, many: bool) -> None:
    node = ledger.write(lambda tx: nodes.install(tx, kind="jira", instance_id="a", base_url="https://a.example"))[0]

    def add(tx: Tx) -> None:
        queue.append(tx, node.id, "out", "1", queue.CHANGED)

    for _ in range(2 if many else 1):
        ledger.write(add)
    (claim,) = ledger.write(lambda tx: queue.claim(tx, 1))
    assert len(claim.events) == (2 if many else 1)
    added, go = threading.Event(), threading.Event()

    def slowly(tx: Tx) -> None:
        add(tx)
        added.set()
        assert go.wait(60)

    adding = threading.Thread(target=ledger.write, args=(slowly,))
    finishing = threading.Thread(target=ledger.write, args=(lambda tx: queue.finish(tx, claim),))
    adding.start()
    assert added.wait(60)
    finishing.start()
    wait_for_a_lock(url)
    go.set()
    adding.join(60)
    finishing.join(60)
    (following,) = ledger.write(lambda tx: queue.claim(tx, 1))
    assert following.stream_id == claim.stream_id
    assert following.head.id > claim.events[-1].id
    ledger.write(lambda tx: queue.finish(tx, following))
    assert ledger.write(lambda tx: queue.claim(tx, 1)) == []


def test_statements_stay_prepared_after_reads_and_after_transactions_that_failed(ledger: Ledger) -> None:
    def prepared(tx: Tx) -> int:
        settings_store.get(tx, 0, "n")
        asked = "SELECT count(*) FROM pg_prepared_statements WHERE strpos(statement, ?) > 0"
        return int(tx.sql(asked, "setting")[0][0])

    for _ in range(3):
        ledger.read(prepared)
        with pytest.raises(ZeroDivisionError):
            ledger.write(lambda tx: prepared(tx) / 0 and None)
    assert ledger.read(prepared) == 1


def test_connections_are_reused_and_few_until_patience_ends(url: str, tmp_path: Path) -> None:
    opened = Ledger.open(url, data_dir=tmp_path, keys=Keys([new_key()]), pool=24)
    threads = [
        threading.Thread(target=lambda: [opened.write(lambda tx: tx.sql("SELECT 1")) for _ in range(5)])
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = opened.read(lambda tx: tx.sql("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"))
    opened.close()
    assert found[0][0] <= 8
