"""Rows 1 to 4 for the storage alone: a bare endpoint that stores a webhook, without tokens and routes of the product.

`BENCH=ledger-ingest`: says how much of the product's own rows (`webhooks`) is the ledger's.
"""

from collections.abc import Iterator

from tests.bench.ledger_places import folder, load, opened, raw_postgres, raw_sqlite, serving, slow_disk
from tests.bench.table import Figure, at_least, at_most, unmeasured
from tests.postgres import Server
from tests.rings import postgres_binaries


def measure() -> Iterator[Figure]:
    """Both stores."""
    yield from ingest_sqlite()
    if postgres_binaries() is None:
        yield unmeasured("4", "PostgreSQL", "no server binary: make setup-system")
        return
    server = Server(fsync=True)
    try:
        yield from ingest_postgres(server)
    finally:
        server.stop()


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
        yield unmeasured("2", "SQLite on a slow disk", "no C compiler")
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
        yield unmeasured("4", "PostgreSQL on a slow disk", "no C compiler")
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
