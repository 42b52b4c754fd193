"""A store of each earlier version, with rows in every table, comes to this version with nothing lost."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from addon.storage import Fenced, Keys, Ledger, nodes, queue, schema
from addon.storage.postgres_store import PostgresStore
from addon.storage.sqlite_store import SqliteStore
from tests.postgres import server

EARLIER = sorted(file.stem for file in schema.DIRECTORY.glob("0*.py"))[:-1]
DROPPED = {"attachment_grant"}  # tables that a later version has no use for
OF_THE_STORE = {"schema_migration", "sqlite_sequence"}
SEARCHED = "0006_connections_by_search"  # which fills a column
MANY = 1_203  # connections: more than a migration changes at once


@contextlib.contextmanager
def of_version(kind: str, version: str, folder: Path, keys: Keys) -> Iterator[tuple[Any, Any]]:
    """A store as that version left it, and its database."""
    url = "" if kind == "sqlite" else server().new_database()
    store: Any = (
        PostgresStore(url, keys, None, owner="o") if url else SqliteStore(folder / "x.sqlite", keys, None, owner="o")
    )
    db = store._db if url else store._write_db
    with db.connection_context():
        schema._runner(db).up(version)
    try:
        yield store, db
    finally:
        store.close()
        if url:
            server().drop(url)


def fill(db: Any) -> None:
    """Some rows in every table, with another value in every place."""
    mark = "?" if hasattr(db, "journal_mode") else "%s"
    with db.connection_context(), db.atomic():
        for table in db.get_tables():
            if table in OF_THE_STORE:
                continue
            columns = db.get_columns(table)
            names = ", ".join(column.name for column in columns)
            marks = ", ".join(mark for _ in columns)
            for number in range(1, (MANY if table == "connection" else 2) + 1):
                values = [value(column, number) for column in columns]
                db.execute_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)


def value(column: Any, number: int) -> Any:
    """What stands in a column of a row."""
    kind = column.data_type.lower()
    if kind == "boolean":
        return bool(number % 2)
    if kind == "text":
        return "active" if column.name == "status" else f"{column.name} {number}"
    return number


def held(db: Any) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables."""
    with db.connection_context():
        found = {}
        for table in sorted(set(db.get_tables()) - OF_THE_STORE):
            names = [column.name for column in db.get_columns(table)]
            rows = db.execute_sql(f"SELECT {', '.join(names)} FROM {table} ORDER BY 1").fetchall()
            found[table] = [dict(zip(names, row, strict=True)) for row in rows]
    return found


@pytest.mark.parametrize("version", EARLIER)
def test_from_each_earlier_version_every_row_stays_and_is_found(
    store: str, version: str, tmp_path: Path, keys: Keys, caplog: pytest.LogCaptureFixture
) -> None:
    with of_version(store, version, tmp_path, keys) as (old, db):
        fill(db)
        before = held(db)
        with caplog.at_level(logging.INFO):
            old.migrate()
        after = held(db)
        assert set(before) - set(after) <= DROPPED
        for table in set(before) & set(after):
            kept = [{name: row[name] for name in before[table][0]} for row in after[table]]
            assert kept == before[table], table
        assert len(after["connection"]) == MANY
        for row in after["connection"] if version < SEARCHED else ():
            number = row["id"]
            parts = ("name", "local_name", "remote_name", "partner_name", "partner_url")
            assert row["search_key"] == "\n".join(f"{part} {number}" for part in parts)
        assert (f"{MANY} of {MANY}" in caplog.text) == (version < SEARCHED)
        old.check()
        assert old.migrate() == []


def test_the_migration_writes_what_the_code_writes() -> None:
    from addon.storage import connections

    module = schema.DIRECTORY / "0006_connections_by_search.py"
    made: dict[str, Any] = {}
    exec(compile(module.read_text(), str(module), "exec"), made)
    for parts in (["A ", "straße", "", "É", "https://x"], ["é" * 3_000, "b", "c", "d", "e"], [""] * 5):
        assert made["_key"](parts) == connections.search_key(parts)


@pytest.mark.postgresql
def test_the_schema_is_brought_up_while_workers_go_on(tmp_path: Path, keys: Keys) -> None:
    failed: list[Exception] = []
    over = threading.Event()
    done = [0, 0, 0]

    def work(ledger: Ledger, node_id: int, number: int) -> None:
        try:
            while not over.is_set():
                ledger.write(lambda tx: queue.append(tx, node_id, "out", f"{number}-{done[number]}", "x"))
                for claim in ledger.write(lambda tx: queue.claim(tx, 4)):
                    with contextlib.suppress(Fenced):
                        ledger.write(lambda tx, claim=claim: queue.finish(tx, claim))  # type: ignore[misc]
                done[number] += 1
        except Exception as problem:
            failed.append(problem)

    with of_version("postgresql", "0004_incoming_files", tmp_path, keys) as (old, _):
        ledgers = [Ledger.open(old._url, data_dir=tmp_path, keys=keys, check=False) for _ in done]
        node, _ = ledgers[0].write(lambda tx: nodes.install(tx, kind="jira", instance_id="x", base_url="https://x"))
        threads = [threading.Thread(target=work, args=(one, node.id, at)) for at, one in enumerate(ledgers)]
        for thread in threads:
            thread.start()
        wait_until(lambda: min(done) > 20 or failed != [])
        old.migrate()
        before = list(done)
        wait_until(lambda: min(now - then for now, then in zip(done, before, strict=True)) > 20 or failed != [])
        over.set()
        for thread in threads:
            thread.join()
        for one in ledgers:
            one.close()
        assert failed == []
        old.check()


def wait_until(so: Callable[[], bool]) -> None:
    """Until it is so, for a minute at most."""
    ends = time.monotonic() + 60
    while not so():
        assert time.monotonic() < ends
        time.sleep(0.01)
