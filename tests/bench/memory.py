"""Memory of an idle deployment: the web process (with its engine) on SQLite; web and worker on PostgreSQL."""

import time
from collections.abc import Iterator

from tests.bench.deployments import deployed
from tests.bench.table import Figure, unmeasured
from tests.postgres import Server
from tests.rings import postgres_binaries

CALM_S = 3.0


def measure(quick: bool = False) -> Iterator[Figure]:
    """Both stores, a moment after the start; a quick run SQLite alone."""
    with deployed() as running:
        time.sleep(CALM_S)
        yield Figure("M", "SQLite: idle web with its engine, MB resident", running.resident_mb("web"))
    if quick:
        yield unmeasured("M", "memory on PostgreSQL", "left out of a quick run: unset QUICK")
        return
    if postgres_binaries() is None:
        yield unmeasured("M", "memory on PostgreSQL", "no server binary: make setup-system")
        return
    server = Server(fsync=True)
    try:
        with deployed(server.new_database(migrated=True)) as running:
            time.sleep(CALM_S)
            web, worker = running.resident_mb("web"), running.resident_mb("worker")
    finally:
        server.stop()
    yield Figure("M", "PostgreSQL: idle web, MB resident", web)
    yield Figure("M", "PostgreSQL: idle worker, MB resident", worker)
    yield Figure("M", "PostgreSQL: idle web and worker together, MB resident", web + worker)
