"""Lists of the console with ten rows and with very many: a page may take 1.5 times as long, whatever lies behind it.

A page of ten rows each time, with the counts above it: the connections of a tenant with 10 of them, with 10,000, with
1,000,000 pairs; the pairs of a connection with 10 and with 1,000,000.
"""

import statistics
import time
from collections.abc import Callable, Iterator

from addon.assembly import build_services
from addon.connections import connection
from addon.nodes.services import Services
from addon.settings import Settings
from addon.storage import Ledger, Tx, connections, twins
from tests.bench.ledger_places import folder, opened
from tests.bench.table import Figure, at_most, unmeasured
from tests.postgres import Server
from tests.rings import postgres_binaries

FEW, ROUNDS, AT_MOST = 10, 41, 1.5
List = Callable[[Services], object]


def measure(quick: bool = False) -> Iterator[Figure]:
    """Both stores; a quick run SQLite alone, with a tenth."""
    share = 10 if quick else 1
    yield from lists("SQLite", lambda: "", share)
    if quick:
        yield unmeasured("L", "lists on PostgreSQL", "left out of a quick run: unset QUICK")
    elif postgres_binaries() is None:
        yield unmeasured("L", "lists on PostgreSQL", "no server binary: make setup-system")
    else:
        server = Server(fsync=True)
        try:
            yield from lists("PostgreSQL", server.new_database, share)
        finally:
            server.stop()


def lists(store: str, url: Callable[[], str], share: int) -> Iterator[Figure]:
    """Every list, few beside many, asked by turns."""
    for made, pairs in ((10_000 // share, FEW), (FEW, 1_000_000 // share)):
        with folder() as here, opened(url(), here) as small, folder() as there, opened(url(), there) as large:
            stock(small, FEW, FEW)
            stock(large, made, pairs)
            for name, ask in WAYS.items():
                few, many = _medians_ms(ask, small, large)
                what = f"{store}: {name}, {made:,} connections, {pairs:,} pairs"
                yield Figure("L", f"{what}: median ms", many)
                yield at_most("L", f"{what} / {FEW} and {FEW}", many / few, AT_MOST)


def stock(ledger: Ledger, made: int, pairs: int) -> None:
    """Connections of tenant 1, and pairs of the first of them."""
    for start in range(0, made, 500):

        def some(tx: Tx, start: int = start) -> None:
            for number in range(start, min(made, start + 500)):
                connections.create(
                    tx,
                    1,
                    mode="basic",
                    name=f"c{number:05}",
                    local_name="A",
                    remote_name="B",
                    status="active",
                    partner_confirmed=True,
                    side_id=f"s{number}",
                    partner_side_id=f"p{number}",
                )

        ledger.write(some)
    ledger.write(lambda tx: twins.create(tx, 1, 1, local_id="0", local_key="A-0"))

    def copies(tx: Tx) -> None:
        """The first pair again and again, by doubling."""
        skipped = {"id", "local_id", "local_key", "remote_id", "remote_key"}
        names = [name for name in twins.T._meta.columns if name not in skipped]
        columns = ", ".join(f'"{name}"' for name in names)
        count = 1
        while count < pairs:
            more = min(count, pairs - count)
            tx.sql(
                f"INSERT INTO twin (local_id, local_key, remote_id, remote_key, {columns}) "
                f"SELECT CAST(id + {count} AS TEXT), 'A-' || (id + {count}), 'r' || (id + {count}), "
                f"'B-' || (id + {count}), {columns} FROM twin ORDER BY id LIMIT {more}"
            )
            count += more

    ledger.write(copies)
    ledger.write(lambda tx: tx.sql("ANALYZE"))


def _connections(services: Services) -> object:
    return connection.page(services, 1, limit=FEW)


def _pairs(services: Services) -> object:
    return services.ledger.read(lambda tx: twins.list_page(tx, 1, 1, limit=FEW))


WAYS: dict[str, List] = {"the list of connections": _connections, "the list of pairs": _pairs}


def _medians_ms(ask: List, *ledgers: Ledger) -> list[float]:
    """How long a list takes in each; by turns, so that what else the machine does meets all of them."""
    services = [build_services(Settings(dev_loopback=True), ledger) for ledger in ledgers]
    took: list[list[float]] = [[] for _ in ledgers]
    for number in range(ROUNDS):
        for one, times in zip(services, took, strict=True):
            begun = time.perf_counter()
            ask(one)
            if number:  # the first time warms it
                times.append((time.perf_counter() - begun) * 1000)
    return [statistics.median(times) for times in took]
