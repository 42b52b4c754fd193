"""The ledger's ratios (`engine.md` 7, rows 5 and 11): same machine, same run, so that they travel."""

from collections.abc import Callable, Iterator

from tests.bench import ledger_queue as measured
from tests.bench.ledger_engine import Engine
from tests.bench.ledger_places import folder, opened, raw_postgres, raw_sqlite
from tests.bench.table import Figure, at_least, at_most, unmeasured
from tests.postgres import Server
from tests.rings import postgres_binaries

__all__ = ["Figure", "at_most", "measure"]  # the first two for parts that take them from here
URL = Callable[[], str]


def measure(quick: bool = False) -> Iterator[Figure]:
    """Both stores; a quick run takes less history, and SQLite alone."""
    yield from drains("SQLite", lambda: "", raw_sqlite, 1_000 if quick else 4_000)
    yield from claims("SQLite", lambda: "", 5_000 if quick else 100_000)
    if quick or postgres_binaries() is None:
        why = "left out of a quick run: unset QUICK" if quick else "no server binary: make setup-system"
        yield unmeasured("", "the ledger on PostgreSQL", why)
        return
    server = Server(fsync=True)
    try:
        yield from drains("PostgreSQL", server.new_database, lambda: raw_postgres(server, 1), 3_000)
        yield from claims("PostgreSQL", server.new_database, 100_000)
    finally:
        server.stop()


def drains(store: str, url: URL, raw: Callable[[], float], count: int) -> Iterator[Figure]:
    """Row 5 with the smallest engine, which is the ledger's own part of it; raw rates right before and after each."""
    raw_name = "raw commits" if store == "SQLite" else "pgbench 1 client"
    goals = ((4, 0.55), (16, 0.85)) if store == "SQLite" else ((4, 0.35),)
    for workers, goal in goals:
        before = raw()
        with folder() as where, opened(url(), where) as ledger:
            rate = measured.drain(ledger, workers, count, make=lambda *given: Engine(*given, ahead=32))
        base = (before + raw()) / 2
        yield Figure("5", f"{store}: {raw_name} a second", base)
        yield Figure("5", f"{store}: empty events done a second, smallest engine, {workers} threads", rate)
        yield at_least("5", f"{store}: drain, smallest engine with {workers} threads / {raw_name}", rate / base, goal)


def claims(store: str, url: URL, due: int) -> Iterator[Figure]:
    """Row 11."""
    with folder() as where, opened(url(), where, tenants=1_000) as ledger:
        measured.stock(ledger, tenants=1_000, due=due, finished=5 * due)
        p50, p95 = measured.claim_times(ledger)
    yield Figure("11", f"{store}: claim of 64 lines, 1,000 tenants, {due:,} due, p50 ms", p50)
    yield at_most("11", f"{store}: claim of 64 lines, 1,000 tenants, {due:,} due, p95 ms", p95, 10)
