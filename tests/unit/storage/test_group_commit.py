"""Who shares a commit on SQLite, and who waits for whom."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from addon.storage import Keys, Ledger, Tx, new_key, settings_store, sqlite_store
from addon.storage.sqlite_store import SqliteStore


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger.open("", data_dir=tmp_path, keys=Keys([new_key()]))
    yield made
    made.close()


@pytest.fixture
def store(ledger: Ledger) -> SqliteStore:
    assert isinstance(ledger.store, SqliteStore)
    return ledger.store


def two_after_another(ledger: Ledger) -> None:
    """The second writes only when the first is already being written."""
    begun = threading.Event()

    def first(tx: Tx) -> None:
        settings_store.put(tx, 0, "first", 1)
        begun.set()

    def second() -> None:
        assert begun.wait(60)
        ledger.write(lambda tx: settings_store.put(tx, 0, "second", 2))

    other = threading.Thread(target=second)
    other.start()
    ledger.write(first)
    other.join(60)


def test_on_a_slow_disk_a_commit_waits_for_those_who_shared_the_last(
    ledger: Ledger, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_store, "LINGER_S", 60.0)
    monkeypatch.setattr(sqlite_store, "BATCH_S", 60.0)
    store._flush_s, store._company = 1_000.0, 2
    before = store.commits
    two_after_another(ledger)
    assert store.commits - before == 1


def test_whoever_came_alone_waits_for_nobody(
    ledger: Ledger, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_store, "LINGER_S", 600.0)
    monkeypatch.setattr(sqlite_store, "BATCH_S", 600.0)
    store._flush_s, store._company = 10_000.0, 1
    ledger.write(lambda tx: settings_store.put(tx, 0, "alone", 1))  # would take ten minutes
    assert ledger.read(lambda tx: settings_store.get(tx, 0, "alone")) == 1


def test_on_a_quick_disk_nobody_waits(ledger: Ledger, store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_store, "LINGER_S", 600.0)
    monkeypatch.setattr(sqlite_store, "SLOW_S", 1e9)
    store._company = 50
    ledger.write(lambda tx: settings_store.put(tx, 0, "quick", 1))
    assert ledger.read(lambda tx: settings_store.get(tx, 0, "quick")) == 1


def test_a_writer_that_waits_for_company_can_still_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_store, "LINGER_S", 600.0)
    monkeypatch.setattr(sqlite_store, "BATCH_S", 600.0)
    ledger = Ledger.open("", data_dir=tmp_path / "own", keys=Keys([new_key()]))
    store = ledger.store
    assert isinstance(store, SqliteStore)
    store._flush_s, store._company = 10_000.0, 9
    running = threading.Event()

    def work(tx: Tx) -> None:
        settings_store.put(tx, 0, "last", 1)
        running.set()

    done = threading.Thread(target=lambda: ledger.write(work))
    done.start()
    assert running.wait(60)
    ledger.close()
    done.join(60)
    assert not done.is_alive()
