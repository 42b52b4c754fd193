"""Webhooks acknowledged by the product itself (`engine.md` 7, rows 1 to 4): gunicorn 1x16, signed deliveries of Jira.

Each delivery has its own id and token and is stored durably before its 202. Beside it, in the same run: the same
server's `/healthz`, and raw commits on the same disk.
"""

import statistics
from collections.abc import Iterator

from tests.bench.deployments import Running, deployed
from tests.bench.ledger_load import Load
from tests.bench.ledger_places import raw_postgres, raw_sqlite, slow_disk
from tests.bench.table import Figure, at_least, at_most, unmeasured
from tests.postgres import Server
from tests.rings import postgres_binaries

NOT_YET = {"COALESCE_MS": "10000"}
"""While the server is saturated, the engine has nothing to do yet: this measures the way in alone."""


def measure(quick: bool = False) -> Iterator[Figure]:
    """Both stores; a quick run SQLite alone, on the disk as it is."""
    yield from sqlite(1.0 if quick else 3.0)
    if quick:
        yield unmeasured("2", "webhooks on a slow disk and on PostgreSQL", "left out of a quick run: unset QUICK")
        return
    yield from sqlite_slow()
    if postgres_binaries() is None:
        yield unmeasured("4", "webhooks on PostgreSQL", "no server binary: make setup-system")
        return
    yield from postgres(3.0)
    yield from postgres_slow()


TURNS = 4


def saturate(running: Running, seconds: float) -> tuple[float, Load, float]:
    """Empty answers a second, the webhooks' load, and the ratio of their processor time; both by turns."""
    running.load("/healthz", seconds=0.3)
    running.load(seconds=0.3)
    empty, durable = [], []
    used = [0.0, 0.0]
    for _ in range(TURNS):
        begun = running.processor_s("web")
        empty.append(running.load("/healthz", seconds=seconds / TURNS))
        asked = running.processor_s("web")
        durable.append(running.load(seconds=seconds / TURNS))
        used[0] += asked - begun
        used[1] += running.processor_s("web") - asked
    each = [time / sum(one.answers for one in loads) for time, loads in zip(used, (empty, durable), strict=True)]
    middle = statistics.median(one.per_second for one in empty)
    return middle, _together(durable), each[0] / each[1]


def _together(loads: list[Load]) -> Load:
    """The middle of several loads."""
    rates, halves, tails = ([getattr(one, name) for one in loads] for name in ("per_second", "p50", "p99"))
    answers = sum(one.answers for one in loads)
    return Load(*map(statistics.median, (rates, halves, tails)), 0, answers, loads[0].began_at)


def sqlite(seconds: float) -> Iterator[Figure]:
    """Rows 1 and 3."""
    with deployed(**NOT_YET) as running:
        empty, durable, costs = saturate(running, seconds)
    raw = max(raw_sqlite(seconds=seconds / 2) for _ in range(2))
    yield Figure("1", "SQLite: signed webhooks acknowledged a second, 16 connections", durable.per_second)
    yield Figure("1", "the same server's empty endpoint, answers a second", empty)
    yield at_least("1", "SQLite: webhooks / empty endpoint", durable.per_second / empty, 0.5)
    yield Figure("1", "SQLite: the server's processor time for an empty answer / for a webhook", costs)
    yield Figure("1", "SQLite: webhooks / raw commits of one connection", durable.per_second / raw)
    yield at_most("3", "SQLite: webhook p99 saturated, ms", durable.p99, 30)
    with deployed(ENGINE_WORKERS="32") as running:
        paced = running.load(rate=200, seconds=max(2.0, seconds))
    yield at_most("3", "SQLite: webhook p99 at 200/s while 32 workers look at the issues, ms", paced.p99, 50)


def sqlite_slow() -> Iterator[Figure]:
    """Row 2."""
    library = slow_disk()
    if library is None:
        yield unmeasured("2", "SQLite on a slow disk", "no C compiler")
        return
    raw = raw_sqlite(library)
    with deployed(preload=library, **NOT_YET) as running:
        running.load(seconds=0.5)
        slow = running.load(seconds=3)
    yield at_least("2", "SQLite, +4 ms per flush: webhooks / raw commits of one connection", slow.per_second / raw, 5)


def postgres(seconds: float) -> Iterator[Figure]:
    """Row 4 on the disk as it is, and the web beside a worker that works."""
    server = Server(fsync=True)
    try:
        raw = raw_postgres(server, 16)
        with deployed(server.new_database(migrated=True), parts=("web",), **NOT_YET) as running:
            empty, durable, costs = saturate(running, seconds)
        yield Figure("4", "PostgreSQL: signed webhooks acknowledged a second, 16 connections", durable.per_second)
        yield at_least("4", "PostgreSQL: webhooks / empty endpoint", durable.per_second / empty, 0.3)
        yield Figure("4", "PostgreSQL: the server's processor time for an empty answer / for a webhook", costs)
        yield Figure("4", "PostgreSQL: webhooks / pgbench with 16 clients", durable.per_second / raw)
        yield Figure("4", "PostgreSQL: webhook p99 saturated, ms", durable.p99)
        with deployed(server.new_database(migrated=True)) as running:
            paced = running.load(rate=200, seconds=seconds)
        yield Figure("4", "PostgreSQL: webhook p99 at 200/s while a worker looks at the issues, ms", paced.p99)
    finally:
        server.stop()


def postgres_slow() -> Iterator[Figure]:
    """Row 4 on a slow disk: the server's flushes are slower, ours do not exist."""
    library = slow_disk()
    if library is None:
        yield unmeasured("4", "PostgreSQL on a slow disk", "no C compiler")
        return
    server = Server(fsync=True, preload=library)
    try:
        raw = raw_postgres(server, 16)
        with deployed(server.new_database(migrated=True), parts=("web",), **NOT_YET) as running:
            running.load(seconds=0.5)
            slow = running.load(seconds=3)
    finally:
        server.stop()
    yield at_least("4", "PostgreSQL, +4 ms per flush: webhooks / pgbench 16 clients", slow.per_second / raw, 0.5)
