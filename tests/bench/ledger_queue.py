"""How fast, fair and prompt the queue is; each function gives plain numbers."""

import threading
import time
from collections.abc import Callable
from typing import Protocol

from addon.storage import Ledger, Tx, queue
from addon.storage.postgres_store import PostgresStore
from addon.storage.queue import Claim
from tests.bench.product_engine import Engine


class Runs(Protocol):
    """An engine: the product's, or the smallest one."""

    done: int

    def start(self) -> object: ...

    def stop(self) -> None: ...


Make = Callable[[Ledger, int, Callable[[Claim], None]], Runs]


def fill(ledger: Ledger, node_id: int, lines: int, each: int = 1, prefix: str = "e") -> None:
    """Put events into lines of a tenant."""
    for start in range(0, lines, 500):

        def some(tx: Tx, start: int = start) -> None:
            for number in range(start, min(lines, start + 500)):
                for _ in range(each):
                    queue.append(tx, node_id, "out", f"{prefix}{number}", "x", {"payload": "x" * 700})

        ledger.write(some)


def wait_until_done(engine: Runs, count: int, limit_s: float = 120.0) -> None:
    """Until the engine has done so many events."""
    deadline = time.monotonic() + limit_s
    while engine.done < count:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{engine.done} of {count} done")
        time.sleep(0.002)


def drain(
    ledger: Ledger, workers: int, lines: int, *, each: int = 1, handler_s: float = 0.0, make: Make = Engine
) -> float:
    """Events done a second."""
    fill(ledger, 1, lines, each, prefix=f"d{time.time_ns()}-")
    engine = make(ledger, workers, lambda claim: time.sleep(handler_s) if handler_s else None)
    begun = time.perf_counter()
    engine.start()
    wait_until_done(engine, lines * each)
    took = time.perf_counter() - begun
    engine.stop()
    return lines * each / took


def promptness(storing: Ledger, working: Ledger, times: int = 100) -> tuple[float, float]:
    """From durable to handler, idle, in ms: p50 and p95."""
    seen: dict[str, float] = {}
    arrived = threading.Event()

    def handle(claim: Claim) -> None:
        seen[claim.entity_key] = time.perf_counter()
        arrived.set()

    engine = Engine(working, 2, handle).start()
    time.sleep(0.3)
    waits = []
    for number in range(times):
        arrived.clear()
        name = f"p{number}"
        stored = time.perf_counter()
        storing.write(lambda tx, name=name: queue.append(tx, 1, "out", name, "x"))
        arrived.wait(5)
        waits.append((seen[name] - stored) * 1000)
        time.sleep(0.004)
    engine.stop()
    waits.sort()
    return waits[len(waits) // 2], waits[int(len(waits) * 0.95)]


def quiet_behind_backlog(
    ledger: Ledger, *, backlog: int, workers: int = 4, handler_s: float = 0.002
) -> tuple[float, float]:
    """Seconds until 100 events of ten quiet tenants are done: alone, and behind a backlog of tenant 1."""

    def quiet_run(name: str, before: int) -> float:
        remaining = threading.Semaphore(0)

        def handle(claim: Claim) -> None:
            time.sleep(handler_s)
            if claim.node_id != 1:
                remaining.release()

        if before:
            fill(ledger, 1, before, prefix=name)
        engine = Engine(ledger, workers, handle).start()
        if before:
            time.sleep(0.3)
        begun = time.perf_counter()

        def quiet(tx: Tx) -> None:
            for node_id in range(2, 12):
                for number in range(10):
                    queue.append(tx, node_id, "out", f"{name}{number}", "x")

        ledger.write(quiet)
        for _ in range(100):
            remaining.acquire()
        took = time.perf_counter() - begun
        engine.stop()
        return took

    alone = min(quiet_run(f"a{number}-", 0) for number in range(2))
    return alone, quiet_run("b-", backlog)


def shares(ledger: Ledger, tenants: int, each: int = 400, workers: int = 4) -> list[float]:
    """Share of each of some backlogged tenants while all have work, relative to an equal share."""
    counts = dict.fromkeys(range(1, tenants + 1), 0)
    for node_id in counts:
        fill(ledger, node_id, each, prefix=f"s{time.time_ns()}-")
    guard = threading.Lock()

    def handle(claim: Claim) -> None:
        time.sleep(0.002)
        with guard:
            counts[claim.node_id] += 1

    engine = Engine(ledger, workers, handle).start()
    wait_until_done(engine, tenants * each // 2)
    with guard:
        found = list(counts.values())
    engine.stop()
    return [count * tenants / sum(found) for count in found]


def hot_line(ledger: Ledger, *, events: int, others: int = 400, workers: int = 4) -> float:
    """Rate of other lines beside one line with a huge backlog, relative to their rate without it."""

    def rate(name: str) -> float:
        done = threading.Semaphore(0)

        def handle(claim: Claim) -> None:
            time.sleep(0.002)
            if claim.entity_key.startswith(name):
                done.release()

        fill(ledger, 1, others, prefix=name)
        engine = Engine(ledger, workers, handle)
        begun = time.perf_counter()
        engine.start()
        for _ in range(others):
            done.acquire()
        took = time.perf_counter() - begun
        engine.stop()
        return others / took

    without = rate("w")
    fill(ledger, 1, 1, events, prefix="hot")
    return rate("h") / without


def claim_times(ledger: Ledger, *, times: int = 120) -> tuple[float, float]:
    """Milliseconds for claiming 64 lines: p50 and p95; what was claimed is released again.

    Often enough that p95 is not what the first few are, for which PostgreSQL makes a plan each time.
    """
    waits = []
    for _ in range(times):
        begun = time.perf_counter()
        found = ledger.write(lambda tx: queue.claim(tx, 64))
        waits.append((time.perf_counter() - begun) * 1000)
        assert len(found) == 64, len(found)

        def back(tx: Tx, found: list[Claim] = found) -> None:
            for claim in found:
                queue.release(tx, claim, tx.now)

        ledger.write(back)
    waits.sort()
    return waits[len(waits) // 2], waits[int(len(waits) * 0.95)]


def stock(ledger: Ledger, *, tenants: int, due: int, finished: int) -> None:
    """Many tenants, many due lines, many finished events; written in bulk, as years would leave them."""
    now = ledger.read(lambda tx: tx.now)
    series = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
        if ledger.dialect == "sqlite"
        else "WITH n(i) AS (SELECT generate_series(1, ?::bigint)) "
    )
    text = "CAST(i AS TEXT)"
    for statement in (
        series + "INSERT INTO stream (node_id, connection_id, direction, entity_key, entity_label, local_entity, "
        "priority, due_at, lease_no, attempts, waiting_for, epoch, seq, created_at, updated_at) "
        f"SELECT 1 + MOD(i, {tenants}), 0, 'out', {text}, '', {text}, 1, {now} - MOD(i, 1000), 0, 0, '', 0, 0, {now}, {now} FROM n",
        series
        + "INSERT INTO event (stream_id, node_id, connection_id, direction, kind, body, state, attempts, outcome, "
        "origin, message_id, created_at) "
        f"SELECT i, 1 + MOD(i, {tenants}), 0, 'out', 'x', '{{}}', 'pending', 0, '', '', '', {now} FROM n",
    ):
        ledger.write(lambda tx, statement=statement: tx.sql(statement, due))
    ledger.write(
        lambda tx: tx.sql(
            series + "INSERT INTO event (stream_id, node_id, connection_id, direction, kind, body, state, attempts, "
            "outcome, origin, message_id, created_at, done_at) "
            f"SELECT 1 + MOD(i, {due}), 1 + MOD(i, {tenants}), 0, 'out', 'x', '{{}}', 'done', 1, '', '', '', {now}, {now} FROM n",
            finished,
        )
    )
    tidy(ledger)


def tidy(ledger: Ledger) -> None:
    """What PostgreSQL does to a store by itself in time, and a bulk load has not: rows vacuumed, pages written."""
    if not isinstance(ledger.store, PostgresStore):
        return
    import psycopg

    with psycopg.connect(ledger.store._url, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CHECKPOINT")
