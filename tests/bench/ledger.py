"""The ledger's ratios (`engine.md` 7, rows 1 to 11): same machine, same run, so that they travel.

`python -m tests.bench.ledger` prints them; `measure()` gives them to `make bench`.
"""

import argparse
import statistics
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench import ledger_queue as measured
from tests.bench.ledger_places import folder, load, opened, raw_postgres, raw_sqlite, serving, slow_disk
from tests.postgres import Server
from tests.process.storage.crash_run import crash_run
from tests.rings import postgres_binaries


@dataclass(frozen=True)
class Figure:
    """One line of the table. `met` None: a plain count, or not measured here."""

    row: str
    what: str
    value: float | str
    goal: str = ""
    met: bool | None = None

    def line(self) -> str:
        value = f"{self.value:,.2f}" if isinstance(self.value, float) else str(self.value)
        verdict = {True: "met", False: "NOT MET", None: ""}[self.met]
        return f"{self.row:>4}  {self.what:<72} {value:>12}  {self.goal:<12} {verdict}"


def at_least(row: str, what: str, value: float, goal: float) -> Figure:
    return Figure(row, what, value, f">= {goal:g}", value >= goal)


def at_most(row: str, what: str, value: float, goal: float) -> Figure:
    return Figure(row, what, value, f"<= {goal:g}", value <= goal)


def none_of(row: str, what: str, value: int) -> Figure:
    return Figure(row, what, value, "= 0", value == 0)


def ingest_sqlite() -> Iterator[Figure]:
    """Rows 1 to 3."""
    with folder() as where:
        with opened("", where):
            pass
        with serving("", where) as port:
            load(port, "/empty", seconds=1)
            empty = load(port, "/empty")
            durable = load(port, "/ingest")
    yield Figure("1", "SQLite: webhooks stored durably a second, 16 connections", durable.per_second)
    yield Figure("1", "the same server's empty endpoint, answers a second", empty.per_second)
    yield at_least("1", "SQLite: durable ingest / empty endpoint", durable.per_second / empty.per_second, 0.5)
    yield at_most("3", "SQLite: ingest p99 saturated, ms", durable.p99, 30)
    with folder() as where:
        with opened("", where):
            pass
        with serving("", where, workers=32) as port:
            paced = load(port, "/ingest", rate=200, seconds=4)
    yield at_most("3", "SQLite: ingest p99 at 200/s while 32 workers drain, ms", paced.p99, 50)
    library = slow_disk()
    if library is None:
        yield Figure("2", "SQLite on a slow disk", "not measured: no C compiler")
        return
    raw = raw_sqlite(library)
    with folder() as where:
        with opened("", where):
            pass
        with serving("", where, preload=library) as port:
            load(port, "/ingest", seconds=1)
            slow = load(port, "/ingest")
    yield at_least("2", "SQLite, +4 ms per flush: ingest / raw commits of one connection", slow.per_second / raw, 5)


def ingest_postgres(server: Server) -> Iterator[Figure]:
    """Row 4."""
    url = server.new_database()
    with folder() as where:
        with opened(url, where):
            pass
        with serving(url, where) as port:
            load(port, "/empty", seconds=1)
            empty = load(port, "/empty")
            durable = load(port, "/ingest")
    server.drop(url)
    yield Figure("4", "PostgreSQL: webhooks stored durably a second, 16 connections", durable.per_second)
    yield at_least("4", "PostgreSQL: durable ingest / empty endpoint", durable.per_second / empty.per_second, 0.3)
    library = slow_disk()
    if library is None:
        yield Figure("4", "PostgreSQL on a slow disk", "not measured: no C compiler")
        return
    slow_server = Server(fsync=True, preload=library)
    try:
        raw = raw_postgres(slow_server, 16)
        url = slow_server.new_database()
        with folder() as where:
            with opened(url, where):
                pass
            with serving(url, where) as port:
                load(port, "/ingest", seconds=1)
                slow = load(port, "/ingest")
    finally:
        slow_server.stop()
    yield at_least("4", "PostgreSQL, +4 ms per flush: ingest / pgbench 16 clients", slow.per_second / raw, 0.5)


def drains(store: str, url: Callable[[], str], raw: float) -> Iterator[Figure]:
    """Rows 5 and 6."""
    raw_name = "raw commits" if store == "SQLite" else "pgbench 1 client"
    yield Figure("5", f"{store}: {raw_name} a second", raw)
    goals = ((4, 0.55), (16, 0.85)) if store == "SQLite" else ((4, 0.35),)
    for workers, goal in goals:
        with folder() as where, opened(url(), where) as ledger:
            rate = measured.drain(ledger, workers, 4_000)
        yield Figure("5", f"{store}: empty events done a second, {workers} threads", rate)
        yield at_least("5", f"{store}: drain with {workers} threads / {raw_name}", rate / raw, goal)
    with folder() as where, opened(url(), where, pool=72) as ledger:
        rate = measured.drain(ledger, 64, 2_000, handler_s=0.1)
    yield at_least(
        "6", f"{store}: 64 workers x 100 ms, share of the ideal", rate / 640, 0.85 if store == "SQLite" else 0.8
    )


def behaviour(store: str, url: Callable[[], str]) -> Iterator[Figure]:
    """Rows 7 to 9 and 11."""
    with folder() as where, opened(url(), where) as ledger:
        _, p95 = measured.promptness(ledger, ledger)
    yield at_most("7", f"{store}: stored to handler p95 in one process, idle, ms", p95, 10)
    if store == "PostgreSQL":
        shared = url()
        with folder() as where, opened(shared, where) as one, opened(shared, where) as other:
            _, p95 = measured.promptness(one, other)
        yield at_most("7", f"{store}: stored to handler p95 through NOTIFY, idle, ms", p95, 25)
    with folder() as where, opened(url(), where, tenants=11) as ledger:
        alone, behind = measured.quiet_behind_backlog(ledger, backlog=5_000)
    yield at_most("8", f"{store}: quiet tenants behind 5,000 events / alone", behind / alone, 4)
    with folder() as where, opened(url(), where, tenants=5) as ledger:
        found = measured.shares(ledger, 5)
    yield at_most(
        "8", f"{store}: largest deviation from 1/k with 5 backlogged tenants", max(abs(s - 1) for s in found), 0.2
    )
    with folder() as where, opened(url(), where) as ledger:
        ratio = measured.hot_line(ledger, events=10_000)
    yield at_least("9", f"{store}: other lines beside one with 10,000 events / without", ratio, 0.5)
    with folder() as where, opened(url(), where, tenants=1_000) as ledger:
        measured.stock(ledger, tenants=1_000, due=100_000, finished=500_000)
        p50, p95 = measured.claim_times(ledger)
    yield Figure("11", f"{store}: claim of 64 lines, 1,000 tenants, 100,000 due, p50 ms", p50)
    yield at_most("11", f"{store}: the same, p95 ms", p95, 10)


def kills(store: str, url: str, count: int) -> Iterator[Figure]:
    """Row 10."""
    with folder() as where:
        outcome = crash_run(url, where, kills=count, processes=1 if store == "SQLite" else 3, seed=count)
    yield Figure("10", f"{store}: processes killed with -9 ({outcome.acknowledged} events acknowledged)", outcome.kills)
    yield none_of("10", f"{store}: acknowledged and lost", outcome.lost)
    yield none_of("10", f"{store}: inversions", outcome.inversions)
    yield none_of("10", f"{store}: two runners on an entity", outcome.two_owners)
    yield none_of("10", f"{store}: duplicate remote entities", outcome.remote_duplicates)
    yield none_of("10", f"{store}: lines asleep with work in them", outcome.asleep)
    allowed = outcome.repeats_allowed
    yield at_most("10", f"{store}: runs repeated (at most workers x kills)", outcome.repeats, allowed)


def measure(report: Callable[[Figure], None] = lambda figure: None, *, kill_count: int = 25) -> list[Figure]:
    """All figures; each is reported as soon as it is known. About five minutes."""
    figures: list[Figure] = []

    def take(found: Iterator[Figure]) -> None:
        for figure in found:
            figures.append(figure)
            report(figure)

    take(ingest_sqlite())
    raw = statistics.median(raw_sqlite() for _ in range(3))
    take(drains("SQLite", lambda: "", raw))
    take(behaviour("SQLite", lambda: ""))
    take(kills("SQLite", "", kill_count))
    if postgres_binaries() is None:
        take(iter([Figure("", "PostgreSQL", "not measured: make setup-system")]))
        return figures
    server = Server(fsync=True)
    try:
        take(ingest_postgres(server))
        take(drains("PostgreSQL", server.new_database, raw_postgres(server, 1)))
        take(behaviour("PostgreSQL", server.new_database))
        take(kills("PostgreSQL", server.new_database(), kill_count))
    finally:
        server.stop()
    return figures


def as_json(figures: list[Figure]) -> list[dict[str, object]]:
    """For build/bench.json."""
    return [asdict(figure) for figure in figures]


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--kills", type=int, default=25)
    options.add_argument("--json", type=Path)
    given = options.parse_args()
    found = measure(lambda figure: print(figure.line(), flush=True), kill_count=given.kills)
    if given.json:
        import json

        given.json.write_text(json.dumps(as_json(found), indent=1))
