"""Where the benchmark runs: stores in fresh folders, a slow disk, a server, raw rates of the same machine."""

import contextlib
import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from addon.storage import Keys, Ledger, Tx, new_key, nodes
from tests.bench.ledger_load import Load
from tests.postgres import Server
from tests.rings import postgres_binaries

ROOT = Path(__file__).parents[2]
KEY = new_key()


def slow_disk() -> Path | None:
    """A library that makes flushes 4 ms slower, or None where there is no C compiler."""
    library = ROOT / "build/bench/slow_disk.so"
    library.parent.mkdir(parents=True, exist_ok=True)
    source = Path(__file__).with_name("ledger_slow_disk.c")
    try:
        subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", library, source, "-ldl"], check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return library


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A fresh folder on the machine's disk."""
    with tempfile.TemporaryDirectory(prefix="liaise-bench-") as found:
        yield Path(found)


@contextlib.contextmanager
def opened(url: str, where: Path, *, tenants: int = 1, pool: int = 24) -> Iterator[Ledger]:
    """A ledger with some tenants, ids from 1."""
    ledger = Ledger.open(url, data_dir=where, keys=Keys([KEY]), pool=pool, migrate=True, settle_ms=0)

    def install(tx: Tx) -> None:
        for number in range(tenants):
            nodes.install(tx, kind="jira", instance_id=f"t{number}", base_url="https://x.example")

    ledger.write(install)
    try:
        yield ledger
    finally:
        ledger.close()


def raw_sqlite(preload: Path | None = None, *, seconds: float = 1.0) -> float:
    """Commits of 1 KiB a second: one connection, WAL, synchronous=FULL."""
    with folder() as where:
        answer = subprocess.run(
            [sys.executable, "-m", "tests.bench.ledger_places", str(where / "raw.sqlite"), str(seconds)],
            check=True,
            capture_output=True,
            cwd=ROOT,
            env=_environment(preload),
        )
    return float(answer.stdout)


def _raw_sqlite(path: str, seconds: float) -> float:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)")
    body = "x" * 1024
    count, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < seconds:
        database.execute("BEGIN IMMEDIATE")
        database.execute("INSERT INTO t (body) VALUES (?)", (body,))
        database.execute("COMMIT")
        count += 1
    return count / (time.perf_counter() - begun)


def raw_postgres(server: Server, clients: int, seconds: int = 1) -> float:
    """pgbench: transactions a second, each inserting 1 KiB."""
    found = postgres_binaries()
    assert found is not None
    url = server.new_database()
    script = server.folder / f"insert-{clients}.sql"
    script.write_text("INSERT INTO t (body) VALUES (repeat('x', 1024));\n")
    subprocess.run(
        [found / "psql", "-q", url, "-c", "CREATE TABLE t (id bigserial PRIMARY KEY, body text)"], check=True
    )
    answer = subprocess.run(
        [
            *(found / "pgbench", "-n", "-M", "prepared", "-j", str(min(clients, 2)), "-c", str(clients)),
            *("-T", str(seconds), "-f", script, url),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    server.drop(url)
    return float(answer.stdout.split("tps = ")[1].split()[0])


@contextlib.contextmanager
def serving(url: str, where: Path, *, preload: Path | None = None, workers: int = 0) -> Iterator[int]:
    """The benchmark's server under gunicorn, 1 process with 16 threads; its port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "-k", "gthread", "-w", "1", "--threads", "16"),
            *("-b", f"127.0.0.1:{port}", "--keep-alive", "30", "--log-level", "warning", "tests.bench.ledger_app:app"),
        ],
        cwd=ROOT,
        env={
            **_environment(preload),
            "LEDGER_URL": url,
            "LEDGER_FOLDER": str(where),
            "LEDGER_KEY": KEY,
            "LEDGER_WORKERS": str(workers),
        },
    )
    try:
        deadline = time.monotonic() + 30
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            if time.monotonic() > deadline or process.poll() is not None:
                raise RuntimeError("the benchmark's server did not start")
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def load(port: int, path: str, *, seconds: float = 3.0, rate: float = 0.0) -> Load:
    """`run_load` in a process of its own, so that it does not share our interpreter."""
    answer = subprocess.run(
        [sys.executable, "-m", "tests.bench.ledger_load", str(port), path, str(seconds), str(rate)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    return Load(*json.loads(answer.stdout))


def _environment(preload: Path | None) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **({"LD_PRELOAD": str(preload)} if preload else {})}


if __name__ == "__main__":
    print(_raw_sqlite(sys.argv[1], float(sys.argv[2])))
