"""Lists of the console with few and with very many rows: they may take 1.5 times as long, whatever lies behind them.

As functions, a page of ten rows with the counts above it, beside a tenant that has ten rows. As pages that people wait
for, beside a tenant whose rows fill one page, so that the same number of rows is drawn. The connections of a tenant
with 10,000 of them; the lists of one with 1,000,000 pairs, 10,000 waiting changes, errors, conflicts, and steps of one
entity's timeline.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

import flask

from addon.app import attach, bare_app
from addon.assembly import build_services
from addon.connections import connection, entity_status, open_conflicts, waiting
from addon.nodes import sessions
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.settings import Settings
from addon.storage import Ledger, connections, twins
from addon.sync import problems
from tests.bench.ledger_places import folder, opened
from tests.bench.lists_stock import KEY, MANY_CONNECTIONS, MANY_PAIRS, stock
from tests.bench.table import Figure, at_most, unmeasured
from tests.postgres import Server
from tests.rings import postgres_binaries

FEW, DRAWN, AT_MOST = 10, 51, 1.5
ROUNDS = 121  # of a function: a ms each, so that what else the machine does for a moment does not decide
PAGE_ROUNDS = 31
A, B = MANY_CONNECTIONS, MANY_PAIRS
PAGES = {
    "connections": (A, "/console/connections"),
    "connections, active": (A, "/console/connections/list?status=active"),
    "connections, a search": (A, "/console/connections/list?q=c"),
    "connections, a search for one": (A, "/console/connections/list?q=needle"),
    "connections beside the pairs": (B, "/console/connections"),
    "entity, its pairs and timeline": (B, f"/console/entity?key={KEY}"),
    "errors": (B, "/console/errors"),
    "errors, a search": (B, "/console/errors/list?q=failed"),
    "queue": (B, "/console/queue"),
    "queue of an entity": (B, f"/console/queue/list?which=outgoing&entity={KEY}"),
    "inbox": (B, "/console/conflicts"),
}


@dataclass(frozen=True)
class Place:
    """A store with its functions and its pages."""

    services: Services
    app: flask.Flask
    first: int  # the connection that has the pairs

    def page(self, tenant: int, path: str) -> str:
        """A page as an administrator's browser asks for it."""
        now = self.services.now()
        caller = Caller(tenant, "jira", "u1", "Ada", now)
        bearer = sessions.issue(caller, key=self.app.config["SESSION_KEYS"][0], now_ms=now)
        answer = self.app.test_client().get(path, headers={"Authorization": f"Bearer {bearer}"})
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        return answer.text


FUNCTIONS: dict[str, Callable[[Place], object]] = {
    "connections": lambda at: connection.page(at.services, A, limit=FEW),
    "connections, active": lambda at: connection.page(at.services, A, status="active", limit=FEW),
    "connections beside the pairs": lambda at: connection.page(at.services, B, limit=FEW),
    "pairs": lambda at: at.services.ledger.read(lambda tx: twins.list_page(tx, B, at.first, limit=FEW)),
    "entity, its pairs and timeline": lambda at: entity_status.look_up(
        at.services, B, KEY, entity_status.Wanted(steps=FEW)
    ),
    "errors": lambda at: problems.error_page(at.services, B, limit=FEW),
    "errors of a connection": lambda at: problems.error_page(at.services, B, connection_id=at.first, limit=FEW),
    "queue": lambda at: waiting.page(at.services, B, "outgoing", limit=FEW),
    "queue of a connection": lambda at: waiting.page(at.services, B, "outgoing", connection_id=at.first, limit=FEW),
    "queue of an entity": lambda at: waiting.page(at.services, B, "outgoing", entity=KEY, limit=FEW),
    "inbox": lambda at: open_conflicts.page(at.services, B, limit=FEW),
}


def measure(quick: bool = False) -> Iterator[Figure]:
    """Both stores; a quick run SQLite alone, with a tenth."""
    share = 10 if quick else 1
    with ExitStack() as ends:
        urls: dict[str, Callable[[], str]] = {"SQLite": lambda: ""}
        why = "left out of a quick run: unset QUICK" if quick else "no server binary: make setup-system"
        if not quick and postgres_binaries() is not None:
            server = Server(fsync=True)
            ends.callback(server.stop)
            urls["PostgreSQL"] = server.new_database
        sizes = (FEW, FEW, FEW), (DRAWN, DRAWN, DRAWN), (10_000 // share, 1_000_000 // share, 10_000 // share)
        ledgers = {
            store: [ends.enter_context(opened(url(), ends.enter_context(folder()), tenants=2)) for _ in sizes]
            for store, url in urls.items()
        }
        with ThreadPoolExecutor(len(ledgers)) as both:  # what is stocked is not timed
            list(both.map(lambda made: _stock_all(made, sizes), ledgers.values()))
        for store, made in ledgers.items():
            yield from lists(store, [_place(one) for one in made])
        if "PostgreSQL" not in urls:
            yield unmeasured("L", "lists on PostgreSQL", why)


def lists(store: str, places: list[Place]) -> Iterator[Figure]:
    """Every list, few beside many, asked by turns."""
    ten, full, many = places
    for name, ask in FUNCTIONS.items():
        few, much = _medians_ms([partial(ask, one) for one in (ten, many)], ROUNDS)
        yield Figure("L", f"{store}: {name}, very many: median ms", much)
        yield at_most("L", f"{store}: {name}, very many / {FEW} rows", much / few, AT_MOST)
    for name, (tenant, path) in PAGES.items():
        few, drawn, much = _medians_ms([partial(one.page, tenant, path) for one in (ten, full, many)], PAGE_ROUNDS)
        yield Figure("L", f"{store}: page of {name}, very many: median ms ({FEW} rows: {few:.1f})", much)
        yield at_most("L", f"{store}: page of {name}, very many / as many rows drawn", much / drawn, AT_MOST)


def _stock_all(ledgers: list[Ledger], sizes: tuple[tuple[int, int, int], ...]) -> None:
    for ledger, (made, pairs, rows) in zip(ledgers, sizes, strict=True):
        stock(ledger, made=made, pairs=pairs, rows=rows)


def _place(ledger: Ledger) -> Place:
    settings = Settings(dev_loopback=True)
    services, app = build_services(settings, ledger), bare_app(settings)
    attach(app, settings, services)
    found = ledger.read(lambda tx: connections.list_all(tx, B, limit=1))
    return Place(services, app, found[0].id)


def _medians_ms(asks: list[Callable[[], object]], rounds: int) -> list[float]:
    """How long each takes; by turns, so that what else the machine does meets all of them."""
    took: list[list[float]] = [[] for _ in asks]
    for number in range(rounds):
        for ask, times in zip(asks, took, strict=True):
            begun = time.perf_counter()
            ask()
            if number:  # the first time warms it
                times.append((time.perf_counter() - begun) * 1000)
    return [statistics.median(times) for times in took]
