"""Migrations: they make exactly the tables, wholly or not at all, once, on both stores."""

import re
import shutil
import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest

from addon.storage import Keys, Ledger, SchemaBehind, new_key, schema, tables
from tests.postgres import server


def described(connection: sqlite3.Connection) -> dict[str, Any]:
    names = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
            "AND name <> 'schema_migration'"
        )
    ]
    columns = {name: connection.execute(f"PRAGMA table_info({name})").fetchall() for name in names}
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
        "AND tbl_name <> 'schema_migration' ORDER BY name"
    ).fetchall()
    return {"columns": columns, "indexes": indexes}


def test_migrations_make_exactly_what_the_tables_say(tmp_path: Path) -> None:
    Ledger.open(data_dir=tmp_path, keys=Keys([new_key()])).close()
    migrated = sqlite3.connect(tmp_path / "liaise.sqlite3")
    wanted = sqlite3.connect(":memory:")
    for statement in schema.statements():
        wanted.execute(schema.fill(statement, "sqlite"))
    assert described(migrated) == described(wanted)
    assert len(described(wanted)["columns"]) == len(tables.ALL)


@pytest.mark.postgresql
def test_both_stores_have_the_same_columns_and_indexes(tmp_path: Path) -> None:
    import psycopg

    Ledger.open(data_dir=tmp_path, keys=Keys([new_key()])).close()
    here = described(sqlite3.connect(tmp_path / "liaise.sqlite3"))
    url = server().new_database(migrated=True)
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT table_name, column_name, is_nullable FROM information_schema.columns "
            "WHERE table_schema = 'public' AND table_name <> 'schema_migration'"
        ).fetchall()
        indexes = connection.execute(
            "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexname ~ '_key_[0-9]+$'"
        ).fetchall()
    server().drop(url)
    there = {(table, column, nullable == "NO") for table, column, nullable in rows}
    assert there == {
        (table, row[1], bool(row[3]) or bool(row[5])) for table, columns in here["columns"].items() for row in columns
    }
    assert {name for (name,) in indexes} == {name for name, _ in here["indexes"]}


def test_a_second_opening_migrates_nothing(tmp_path: Path) -> None:
    keys = Keys([new_key()])
    ledger = Ledger.open(data_dir=tmp_path, keys=keys)
    assert all(applied for _, applied in ledger.store.status())
    ledger.close()
    again = Ledger.open(data_dir=tmp_path, keys=keys, migrate=False)
    again.close()


def test_an_old_or_newer_schema_is_refused_with_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = Keys([new_key()])
    with pytest.raises(SchemaBehind, match="db migrate"):
        Ledger.open(data_dir=tmp_path, keys=keys, migrate=False)
    Ledger.open(data_dir=tmp_path, keys=keys).close()
    newer = sqlite3.connect(tmp_path / "liaise.sqlite3")
    newer.execute("INSERT INTO schema_migration (name, applied) VALUES ('9999_future', '2030-01-01')")
    newer.commit()
    with pytest.raises(SchemaBehind, match="newer version"):
        Ledger.open(data_dir=tmp_path, keys=keys)


@pytest.fixture
def with_a_bad_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "migrations"
    shutil.copytree(schema.DIRECTORY, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "0002_bad.py").write_text(
        "def up(migrator, db):\n"
        "    db.execute_sql('CREATE TABLE half (id BIGINT)')\n"
        "    db.execute_sql('ALTER TABLE no_such_table ADD COLUMN x BIGINT')\n"
    )
    monkeypatch.setattr(schema, "DIRECTORY", folder)
    return folder


def test_a_failing_migration_leaves_nothing_behind_on_sqlite(with_a_bad_migration: Path, tmp_path: Path) -> None:
    keys = Keys([new_key()])
    with pytest.raises(Exception, match="no_such_table"):
        Ledger.open(data_dir=tmp_path, keys=keys)
    found = sqlite3.connect(tmp_path / "liaise.sqlite3").execute("SELECT name FROM sqlite_master").fetchall()
    assert ("half",) not in found
    assert ("node",) in found
    (with_a_bad_migration / "0002_bad.py").unlink()
    Ledger.open(data_dir=tmp_path, keys=keys).close()


@pytest.mark.postgresql
def test_a_failing_migration_leaves_nothing_behind_on_postgresql(with_a_bad_migration: Path, tmp_path: Path) -> None:
    import psycopg

    url = server().new_database()
    keys = Keys([new_key()])
    with pytest.raises(Exception, match="no_such_table"):
        Ledger.open(url, data_dir=tmp_path, keys=keys, migrate=True)
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert ("half",) not in found
    assert ("node",) in found
    (with_a_bad_migration / "0002_bad.py").unlink()
    Ledger.open(url, data_dir=tmp_path, keys=keys, migrate=True).close()
    server().drop(url)


@pytest.mark.postgresql
def test_several_processes_that_migrate_at_once_do_it_once(tmp_path: Path) -> None:
    url = server().new_database()
    keys = Keys([new_key()])
    failures: list[BaseException] = []

    def migrate() -> None:
        try:
            Ledger.open(url, data_dir=tmp_path, keys=keys, migrate=True).close()
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=migrate) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    server().drop(url)
    assert failures == []


def test_statements_name_each_index_once() -> None:
    names = [
        found.group(1) for text in schema.statements() if (found := re.search(r"INDEX (\w+) ON", text)) is not None
    ]
    assert len(names) == len(set(names)) > 60
