"""Processes that use the ledger are killed again and again (`engine.md` 7, row 10): all is counted, nothing is timed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from tests.bench.ledger_places import folder
from tests.bench.table import Figure, at_most, none_of, unmeasured
from tests.postgres import Server
from tests.process.storage.crash_run import crash_run
from tests.rings import postgres_binaries

FULL, QUICK = 25, 2


def measure(quick: bool = False) -> Iterator[Figure]:
    """Both stores at once; a quick run takes fewer kills, and SQLite alone."""
    count = QUICK if quick else FULL
    if quick or postgres_binaries() is None:
        yield from kills("SQLite", "", count)
        why = "left out of a quick run: unset QUICK" if quick else "no server binary: make setup-system"
        yield unmeasured("10", "kills on PostgreSQL", why)
        return
    server = Server(fsync=True)
    try:
        with ThreadPoolExecutor(2) as both:
            stores = ("SQLite", ""), ("PostgreSQL", server.new_database())
            for figures in both.map(lambda given: list(kills(*given, count)), stores):
                yield from figures
    finally:
        server.stop()


def kills(store: str, url: str, count: int) -> Iterator[Figure]:
    """What came of it on one store."""
    # Longer than the crash tests' second: a lease that ends while its worker waits for a processor is no kill.
    processes = 1 if store == "SQLite" else 3
    with folder() as where:
        outcome = crash_run(url, where, kills=count, processes=processes, seed=count, lease_ms=5_000)
    yield Figure("10", f"{store}: processes killed with -9 ({outcome.acknowledged} events acknowledged)", outcome.kills)
    yield none_of("10", f"{store}: acknowledged and lost", outcome.lost)
    yield none_of("10", f"{store}: inversions", outcome.inversions)
    yield none_of("10", f"{store}: two runners on an entity", outcome.two_owners)
    yield none_of("10", f"{store}: duplicate remote entities", outcome.remote_duplicates)
    yield none_of("10", f"{store}: lines asleep with work in them", outcome.asleep)
    allowed = outcome.repeats_allowed
    yield at_most("10", f"{store}: runs repeated (at most workers x kills)", outcome.repeats, allowed)
