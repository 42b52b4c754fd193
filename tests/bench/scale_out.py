"""Changes applied a second by one, two and four workers, on PostgreSQL; by as many threads on SQLite (`engine.md` 7).

The product's real processes between both simulators, which take 200 ms for a call, about what the real products do:
calls, not processor time, are what a worker waits for. A round edits a title at Jira in every pair, tells of all edits
by signed webhooks at once, and ends when every work item has its new title. A short one that is not counted precedes
it: in it new workers get to know fields, people and connections. One worker is measured before and after the others.
"""

import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tests.bench.deployments import Running, deployed
from tests.bench.ledger_places import raw_postgres, raw_sqlite
from tests.bench.table import Figure, at_least, unmeasured
from tests.pipeline.world import SPARED
from tests.postgres import Server
from tests.rings import postgres_binaries

CALL_S = 0.2
WORKERS = (1, 2, 4, 1)
THREADS = 8  # of one worker: the default of ENGINE_WORKERS
PAIRS = 160
LIMIT_S = 90.0
_rounds = itertools.count(1)


def measure(quick: bool = False) -> Iterator[Figure]:
    """Both stores; a quick run PostgreSQL with fewer pairs."""
    pairs = PAIRS // 4 if quick else PAIRS
    if postgres_binaries() is None:
        yield unmeasured("S", "workers on PostgreSQL", "no server binary: make setup-system")
    else:
        yield from postgres(pairs)
    if not quick:
        yield from sqlite(pairs // 2)


def postgres(pairs: int) -> Iterator[Figure]:
    """One web process, and one, two, four, one worker processes."""
    server = Server(fsync=True)
    try:
        raw = raw_postgres(server, 1)
        with deployed(server.new_database(migrated=True), parts=("web",), pairs=pairs) as running:
            slow_down(running, CALL_S)
            found: dict[int, list[Round]] = {}
            started: list[str] = []
            for count in WORKERS:
                while len(started) < count:
                    started.append(running.add_worker())
                while len(started) > count:
                    running.end_worker(started.pop())
                one_round(running, running.pairs[: count * THREADS])  # new workers learn what old ones know
                found.setdefault(count, []).append(one_round(running, running.pairs))
    finally:
        server.stop()
    yield Figure("S", "PostgreSQL: raw commits of one connection a second (pgbench)", raw)
    yield from rows("PostgreSQL", {f"{count} worker{'s' * (count > 1)}": found[count] for count in sorted(found)}, raw)
    one, four = (mean(each.applied for each in found[count]) for count in (1, 4))
    yield at_least("S", "PostgreSQL: changes applied by 4 workers / by 1 worker", four / one, 1.8)


def sqlite(pairs: int) -> Iterator[Figure]:
    """The one process, with as many threads as one, two, four workers have."""
    raw = raw_sqlite()
    found = {}
    for count in sorted(set(WORKERS)):
        with deployed(parts=("web",), pairs=pairs, ENGINE_WORKERS=str(count * THREADS)) as running:
            slow_down(running, CALL_S)
            found[f"{count * THREADS} threads in its one process"] = [one_round(running, running.pairs)]
    yield Figure("S", "SQLite: raw commits of one connection a second", raw)
    yield from rows("SQLite", found, raw)


@dataclass(frozen=True)
class Round:
    """What was acknowledged and applied a second, and the product's processor time for a change, in ms."""

    acknowledged: float
    applied: float
    processor_ms: float


def rows(store: str, found: dict[str, list[Round]], raw: float) -> Iterator[Figure]:
    """Both rates beside the raw commits of the same store on the same disk."""
    for who, rounds in found.items():
        applied = mean(one.applied for one in rounds)
        yield Figure("S", f"{store}, {who}: events acknowledged a second", mean(one.acknowledged for one in rounds))
        yield Figure("S", f"{store}, {who}: changes applied a second", applied)
        yield Figure("S", f"{store}, {who}: raw commits of one connection / changes applied", raw / applied)
        yield Figure("S", f"{store}, {who}: processor ms for a change", mean(one.processor_ms for one in rounds))


def one_round(running: Running, pairs: Sequence[tuple[str, str]]) -> Round:
    """Tell of one edit in each of these pairs; the rates count from the first webhook on."""
    world, title = running.world, f"Round {next(_rounds)}"
    at_jira = world.jira.site.bench.deliveries.disorder
    at_jira.set({"drop": True})  # our own deliveries tell of the edits, all at once
    for issue_id, _ in pairs:
        world.jira.set(issue_id, summary=f"{title} of {issue_id}")
    at_jira.set({})
    used = running.processor_s()
    load = running.tell_of([issue_id for issue_id, _ in pairs], within_s=LIMIT_S)
    items = world.ado.simulator.organization.items
    waiting = {item_id: f"{title} of {issue_id}" for issue_id, item_id in pairs}
    while waiting:
        for item_id in [one for one, wanted in waiting.items() if items[int(one)].title == wanted]:
            del waiting[item_id]
        if time.monotonic() - load.began_at > LIMIT_S:
            raise TimeoutError(f"{len(waiting)} of {len(pairs)} changes were not applied")
        time.sleep(0.01)
    took, count = time.monotonic() - load.began_at, len(pairs)
    return Round(load.per_second, count / took, (running.processor_s() - used) / count * 1000)


def slow_down(running: Running, call_s: float) -> None:
    """Let both simulators take so long for each call of the product; people's calls are spared."""
    world = running.world
    for app in (world.jira.server._server.app, world.ado.simulator.app):
        app.wsgi_app = Slow(app.wsgi_app, call_s)


class Slow:
    """A WSGI application that takes its time."""

    def __init__(self, inner: Callable[..., Any], call_s: float) -> None:
        self._inner = inner
        self._call_s = call_s

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        if not any(f"HTTP_{name.upper().replace('-', '_')}" in environ for name in SPARED):
            time.sleep(self._call_s)
        return self._inner(environ, start_response)


def mean(found: Iterable[float]) -> float:
    """Their average."""
    numbers = list(found)
    return sum(numbers) / len(numbers)
