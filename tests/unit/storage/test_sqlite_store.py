"""The SQLite store: durable settings, one process, one writer, shared commits, plain refusals."""

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import peewee
import pytest

from addon.storage import (
    KeyMissing,
    Keys,
    Ledger,
    StoreLocked,
    StoreUnavailable,
    Tx,
    new_key,
    secrets,
    settings_store,
)
from addon.storage.database import is_postgresql, normal_url, sqlite_path
from addon.storage.sqlite_store import SqliteStore


@pytest.fixture
def keys() -> Keys:
    return Keys([new_key()])


def test_the_writer_is_set_for_durability(tmp_path: Path, keys: Keys) -> None:
    ledger = Ledger.open(data_dir=tmp_path, keys=keys)
    values = ledger.write(
        lambda tx: {
            name: tx.sql(f"PRAGMA {name}")[0][0]
            for name in (
                *("journal_mode", "synchronous", "busy_timeout", "foreign_keys", "journal_size_limit"),
                "wal_autocheckpoint",
            )
        }
    )
    reader = ledger.read(
        lambda tx: {name: tx.sql(f"PRAGMA {name}")[0][0] for name in ("query_only", "wal_autocheckpoint", "mmap_size")}
    )
    ledger.close()
    assert values == {
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": 10_000,
        "foreign_keys": 1,
        "journal_size_limit": 64 * 1024 * 1024,
        "wal_autocheckpoint": 4_000,
    }
    assert reader == {"query_only": 1, "wal_autocheckpoint": 0, "mmap_size": 0}


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_each_commit_reaches_the_disk(tmp_path: Path) -> None:
    program = tmp_path / "write.py"
    program.write_text(
        "import sys\nfrom pathlib import Path\nfrom addon.storage import Keys, Ledger, new_key, settings_store\n"
        "ledger = Ledger.open(data_dir=Path(sys.argv[1]), keys=Keys([new_key()]))\n"
        "for n in range(50):\n    ledger.write(lambda tx: settings_store.put(tx, 0, 'n', n))\n"
        "ledger.close()\n"
    )
    trace = tmp_path / "trace"
    subprocess.run(
        ["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", trace, sys.executable, program, tmp_path / "d"],
        check=True,
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert trace.read_text().count("sync(") >= 50


def test_callers_that_wait_together_share_a_commit(tmp_path: Path, keys: Keys) -> None:
    ledger = Ledger.open(data_dir=tmp_path, keys=keys)
    store = ledger.store
    assert isinstance(store, SqliteStore)
    inside, go_on = threading.Event(), threading.Event()

    def slow(tx: Tx) -> None:
        inside.set()
        go_on.wait(120)

    threads = [threading.Thread(target=lambda: ledger.write(slow))]
    threads[0].start()
    inside.wait(60)
    before = store.commits
    for number in range(20):
        threads.append(
            threading.Thread(
                target=lambda number=number: ledger.write(lambda tx: settings_store.put(tx, 0, f"n{number}", 1))
            )
        )
        threads[-1].start()
    while store._jobs.qsize() < 20:
        threading.Event().wait(0.001)
    go_on.set()
    for thread in threads:
        thread.join()
    commits = store.commits - before
    assert ledger.read(lambda tx: tx.sql("SELECT count(*) FROM setting")) == [(20,)]
    ledger.close()
    assert 1 <= commits <= 3


def test_a_full_queue_is_said_at_once_and_nothing_of_it_is_stored(tmp_path: Path, keys: Keys) -> None:
    store = SqliteStore(tmp_path / "x.sqlite", keys, None, owner="x", queue_size=1, reply_s=0.5)
    store.migrate()
    store.start()
    inside, go_on = threading.Event(), threading.Event()

    def slow(tx: Tx) -> None:
        inside.set()
        go_on.wait(120)

    blocker = threading.Thread(target=lambda: store.write(slow))
    blocker.start()
    inside.wait(60)
    refused: list[Exception] = []

    def late(name: str) -> None:
        try:
            store.write(lambda tx: settings_store.put(tx, 0, name, 1))
        except StoreUnavailable as failure:
            refused.append(failure)

    waiting = [threading.Thread(target=late, args=(f"n{number}",)) for number in range(3)]
    for thread in waiting:
        thread.start()
    for thread in waiting:
        thread.join()
    go_on.set()
    blocker.join()
    assert len(refused) == 3
    store._reply_s = 60.0
    assert store.read(lambda tx: tx.sql("SELECT count(*) FROM setting")) == [(0,)]
    store.write(lambda tx: settings_store.put(tx, 0, "after", 1))
    store.close()


def test_a_second_process_is_refused_in_plain_words(tmp_path: Path, keys: Keys) -> None:
    ledger = Ledger.open(data_dir=tmp_path, keys=keys)
    with pytest.raises(StoreLocked, match=rf"process {os.getpid()}.*SQLite serves one process"):
        Ledger.open(data_dir=tmp_path, keys=keys)
    ledger.close()
    Ledger.open(data_dir=tmp_path, keys=keys).close()


def test_a_second_process_may_wait_for_the_first_to_leave(tmp_path: Path, keys: Keys) -> None:
    ledger = Ledger.open(data_dir=tmp_path, keys=keys)
    opened: list[Ledger] = []
    waiter = threading.Thread(target=lambda: opened.append(Ledger.open(data_dir=tmp_path, keys=keys, wait_s=20)))
    waiter.start()
    ledger.write(lambda tx: settings_store.put(tx, 0, "n", 1))
    ledger.close()
    waiter.join()
    assert opened[0].read(lambda tx: settings_store.get(tx, 0, "n")) == 1
    opened[0].close()


def test_a_killed_process_leaves_no_lock(tmp_path: Path, keys: Keys) -> None:
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom addon.storage import Keys, Ledger\n"
        "Ledger.open(data_dir=Path(sys.argv[1]), keys=Keys([sys.argv[2]]))\nprint('up', flush=True)\ntime.sleep(60)\n"
    )
    text = new_key()
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path), text],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"up\n"
    with pytest.raises(StoreLocked):
        Ledger.open(data_dir=tmp_path, keys=keys)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    Ledger.open(data_dir=tmp_path, keys=keys).close()


def test_a_read_only_opening_works_beside_the_server_and_writes_nothing(tmp_path: Path, keys: Keys) -> None:
    ledger = Ledger.open(data_dir=tmp_path, keys=keys)
    ledger.write(lambda tx: settings_store.put(tx, 0, "n", 5))
    beside = Ledger.open(data_dir=tmp_path, keys=keys, read_only=True)
    assert beside.read(lambda tx: settings_store.get(tx, 0, "n")) == 5
    with pytest.raises(StoreLocked, match="reading only"):
        beside.write(lambda tx: settings_store.put(tx, 0, "n", 6))
    beside.close()
    ledger.close()


def test_the_database_file_is_for_us_alone(tmp_path: Path, keys: Keys) -> None:
    Ledger.open(data_dir=tmp_path, keys=keys).close()
    assert stat.S_IMODE((tmp_path / "liaise.sqlite3").stat().st_mode) == 0o600


def test_a_start_without_the_key_of_a_stored_secret_is_refused_by_its_id(tmp_path: Path) -> None:
    first = Keys([new_key()])
    ledger = Ledger.open(data_dir=tmp_path, keys=first)
    ledger.write(lambda tx: secrets.put(tx, 1, "pat", "x"))
    ledger.close()
    with pytest.raises(KeyMissing, match=first.ids[0]):
        Ledger.open(data_dir=tmp_path, keys=Keys([new_key()]))


def test_after_closing_writes_are_refused(tmp_path: Path, keys: Keys) -> None:
    ledger = Ledger.open(data_dir=tmp_path, keys=keys)
    ledger.close()
    with pytest.raises(StoreUnavailable):
        ledger.write(lambda tx: None)


def test_a_disk_that_refuses_is_unavailable_and_not_a_lie(tmp_path: Path, keys: Keys) -> None:
    ledger = Ledger.open(data_dir=tmp_path, keys=keys)
    ledger.write(lambda tx: settings_store.put(tx, 0, "kept", 1))
    pages = ledger.write(lambda tx: tx.sql("PRAGMA page_count")[0][0])
    ledger.write(lambda tx: tx.sql(f"PRAGMA max_page_count = {pages + 2}"))
    with pytest.raises(StoreUnavailable, match="full"):
        ledger.write(lambda tx: settings_store.put(tx, 0, "big", "x" * 200_000))
    ledger.write(lambda tx: tx.sql("PRAGMA max_page_count = 1000000"))
    ledger.write(lambda tx: settings_store.put(tx, 0, "after", 1))
    stored = ledger.read(lambda tx: [settings_store.get(tx, 0, name) for name in ("kept", "big", "after")])
    ledger.close()
    assert stored == [1, None, 1]
    assert sqlite3.connect(tmp_path / "liaise.sqlite3").execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_database_that_somebody_else_holds_is_unavailable_until_it_is_free(tmp_path: Path, keys: Keys) -> None:
    ledger = Ledger.open(data_dir=tmp_path, keys=keys)
    ledger.write(lambda tx: tx.sql("PRAGMA busy_timeout = 50"))
    other = sqlite3.connect(tmp_path / "liaise.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="locked"):
        ledger.write(lambda tx: settings_store.put(tx, 0, "held", 1))
    assert ledger.read(lambda tx: settings_store.get(tx, 0, "held")) is None
    other.execute("ROLLBACK")
    ledger.write(lambda tx: settings_store.put(tx, 0, "held", 2))
    assert ledger.read(lambda tx: settings_store.get(tx, 0, "held")) == 2
    ledger.close()


def test_a_wrong_statement_is_a_mistake_and_no_missing_database(tmp_path: Path, keys: Keys) -> None:
    ledger = Ledger.open(data_dir=tmp_path, keys=keys)
    with pytest.raises(peewee.OperationalError, match="no_such_table"):
        ledger.write(lambda tx: tx.sql("SELECT 1 FROM no_such_table"))
    ledger.close()


def test_a_number_is_never_given_twice(tmp_path: Path, keys: Keys) -> None:
    from addon.storage import audit

    ledger = Ledger.open(data_dir=tmp_path, keys=keys)
    for _ in range(3):
        ledger.write(lambda tx: audit.record(tx, 1, "a"))
    ledger.write(lambda tx: tx.change("DELETE FROM audit"))
    ledger.write(lambda tx: audit.record(tx, 1, "a"))
    assert ledger.read(lambda tx: audit.list_page(tx, 1)).items[0].id == 4
    ledger.close()


def test_addresses_of_databases_are_understood(tmp_path: Path) -> None:
    assert is_postgresql("postgres://u:p@h/d")
    assert normal_url("postgres://u:p@h/d") == "postgresql://u:p@h/d"
    assert not is_postgresql("")
    assert sqlite_path("", tmp_path) == tmp_path / "liaise.sqlite3"
    assert sqlite_path("sqlite:////abs/a%20b.db", tmp_path) == Path("/abs/a b.db")
    assert sqlite_path("sqlite:///data/x.db", tmp_path) == Path("data/x.db")
    for bad in ("mysql://x", "sqlite:x", "x.db"):
        with pytest.raises(ValueError, match="DATABASE_URL"):
            is_postgresql(bad)
