"""The product's engine with handlers of the benchmark (`engine.md` 7, rows 5 to 9): drain, promptness, fairness."""

from collections.abc import Callable, Iterator

from tests.bench import ledger_queue as measured
from tests.bench.ledger_places import folder, opened, raw_postgres, raw_sqlite
from tests.bench.table import Figure, at_least, at_most, unmeasured
from tests.postgres import Server
from tests.rings import postgres_binaries

URL = Callable[[], str]


def measure(quick: bool = False) -> Iterator[Figure]:
    """Both stores; a quick run SQLite alone, with less to do."""
    yield from drains("SQLite", lambda: "", raw_sqlite, 500 if quick else 2_000)
    yield from behaviour("SQLite", lambda: "", quick)
    if quick:
        yield unmeasured("", "the engine on PostgreSQL", "left out of a quick run: unset QUICK")
        return
    if postgres_binaries() is None:
        yield unmeasured("", "the engine on PostgreSQL", "no server binary: make setup-system")
        return
    server = Server(fsync=True)
    try:
        yield from drains("PostgreSQL", server.new_database, lambda: raw_postgres(server, 1), 1_000)
        yield from behaviour("PostgreSQL", server.new_database, quick)
    finally:
        server.stop()


def drains(store: str, url: URL, raw: Callable[[], float], count: int) -> Iterator[Figure]:
    """Rows 5 and 6; raw rates right before and after each."""
    raw_name = "raw commits" if store == "SQLite" else "pgbench 1 client"
    goals = ((4, 0.55), (16, 0.85)) if store == "SQLite" else ((4, 0.35),)
    for workers, goal in goals:
        before = raw()
        with folder() as where, opened(url(), where) as ledger:
            rate = measured.drain(ledger, workers, count)
        base = (before + raw()) / 2
        yield Figure("5", f"{store}: empty events done a second, {workers} workers", rate)
        yield at_least("5", f"{store}: drain with {workers} workers / {raw_name}", rate / base, goal)
    with folder() as where, opened(url(), where, pool=72) as ledger:
        rate = measured.drain(ledger, 64, 640 if count < 1_000 else 1_600, handler_s=0.1)
    yield at_least(
        "6", f"{store}: 64 workers x 100 ms, share of the ideal", rate / 640, 0.85 if store == "SQLite" else 0.8
    )


def behaviour(store: str, url: URL, quick: bool) -> Iterator[Figure]:
    """Rows 7 to 9."""
    backlog = 1_000 if quick else 5_000
    with folder() as where, opened(url(), where) as ledger:
        _, p95 = measured.promptness(ledger, ledger)
    yield at_most("7", f"{store}: stored to handler p95 in one process, idle, ms", p95, 10)
    if store == "PostgreSQL":
        shared = url()
        with folder() as where, opened(shared, where) as one, opened(shared, where) as other:
            _, p95 = measured.promptness(one, other)
        yield at_most("7", f"{store}: stored to handler p95 through NOTIFY, idle, ms", p95, 25)
    with folder() as where, opened(url(), where, tenants=11) as ledger:
        alone, behind = measured.quiet_behind_backlog(ledger, backlog=backlog)
    yield at_most("8", f"{store}: quiet tenants behind {backlog:,} events / alone", behind / alone, 4)
    with folder() as where, opened(url(), where, tenants=5) as ledger:
        found = measured.shares(ledger, 5)
    yield at_most(
        "8", f"{store}: largest deviation from 1/k with 5 backlogged tenants", max(abs(s - 1) for s in found), 0.2
    )
    with folder() as where, opened(url(), where) as ledger:
        ratio = measured.hot_line(ledger, events=2 * backlog)
    yield at_least("9", f"{store}: other lines beside one with {2 * backlog:,} events / without", ratio, 0.5)
