"""The engine's dispatch: as few commits as it can, nobody idle beside work, nothing held back when it stops."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from addon.assembly import build_services
from addon.nodes.services import Services
from addon.settings import Settings
from addon.storage import Keys, Ledger, Tx, new_key, nodes, queue
from addon.storage.queue import Claim
from addon.storage.sqlite_store import SqliteStore
from addon.sync import engine, pipeline
from addon.sync.engine import AHEAD_S, Engine, Pace

EVENTS = 300
WORKERS = 4


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    ledger = Ledger.open("", data_dir=tmp_path, keys=Keys([new_key()]), settle_ms=0)
    ledger.write(lambda tx: nodes.install(tx, kind="jira", instance_id="one", base_url="https://x.example"))
    yield build_services(Settings(dev_loopback=True), ledger)
    ledger.close()


def fill(services: Services, lines: int) -> None:
    def work(tx: Tx) -> None:
        for number in range(lines):
            queue.append(tx, 1, "out", f"e{number}", "x")

    services.ledger.write(work)


def run(
    monkeypatch: pytest.MonkeyPatch, services: Services, handle: Callable[[Claim], None], workers: int = WORKERS
) -> Engine:
    """An engine whose lines are handled by the test."""

    def step(_: Services, claim: Claim) -> None:
        handle(claim)
        services.ledger.write(lambda tx: queue.finish(tx, claim))

    monkeypatch.setattr(pipeline, "run", step)
    made = Engine(services, workers)
    made.start()
    return made


def test_quick_events_cost_one_commit_each_and_one_more_for_many_of_them(
    monkeypatch: pytest.MonkeyPatch, services: Services
) -> None:
    monkeypatch.setattr(Pace, "note", lambda *_: None)
    monkeypatch.setattr(Pace, "ahead", 8 * WORKERS)
    fill(services, EVENTS)
    store = services.ledger.store
    assert isinstance(store, SqliteStore)
    done, finished = threading.Semaphore(0), 0
    claimed: list[int] = []
    original = queue.claim

    def noted(tx: Tx, limit: int, **more: int) -> list[Claim]:
        found = original(tx, limit, **more)
        claimed.append(len(found))
        return found

    monkeypatch.setattr(engine.queue, "claim", noted)
    before = store.commits
    running = run(monkeypatch, services, lambda claim: done.release())
    while finished < EVENTS and done.acquire(timeout=60):
        finished += 1
    running.stop()
    assert finished == EVENTS == sum(claimed)
    with_lines = [count for count in claimed if count]
    assert len(with_lines) <= EVENTS / (4 * WORKERS) + 2  # claimed by the dozen, not one by one
    assert store.commits - before <= EVENTS * 1.15  # finishing shares commits too, where workers finish together


def test_nothing_is_claimed_ahead_of_slow_events() -> None:
    pace = Pace(WORKERS)
    assert [pace.room(claimed) for claimed in range(WORKERS + 1)] == [4, 3, 2, 1, 0]
    for _ in range(60):
        pace.note(0.0001)
    assert pace.ahead == 8 * WORKERS
    pace.note(AHEAD_S * WORKERS * 10)
    assert pace.ahead == 0


def test_room_is_given_in_lumps_and_never_while_a_worker_is_free() -> None:
    pace = Pace(WORKERS)
    for _ in range(60):
        pace.note(AHEAD_S / 5)
    ahead = pace.ahead
    assert 0 < ahead <= 5 * WORKERS
    for claimed in range(3 * ahead):
        room = pace.room(claimed)
        assert room == 0 or (room >= max(1, ahead // 2) and claimed + room == WORKERS + ahead)
        assert room > 0 or claimed >= WORKERS


def test_messages_to_partners_go_on_while_the_tracker_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, services: Services
) -> None:
    def fill_and_pause(tx: Tx) -> None:
        for direction in ("out", "send"):
            queue.append(tx, 1, direction, "e", "x")
        queue.hold_node(tx, 1, tx.now + 3_600_000, "rate_limited")

    services.ledger.write(fill_and_pause)
    done: list[str] = []
    sent = threading.Event()

    def note(claim: Claim) -> None:
        done.append(claim.direction)
        sent.set()

    running = run(monkeypatch, services, note)
    assert sent.wait(60)
    running.stop()
    assert done == ["send"]


def test_every_worker_is_busy_while_there_are_lines(monkeypatch: pytest.MonkeyPatch, services: Services) -> None:
    fill(services, 3 * WORKERS)
    together = threading.Barrier(WORKERS)  # broken unless all are at work at once, three times in a row
    running = run(monkeypatch, services, lambda claim: together.wait(60) and None)
    idle = threading.Event()

    def look() -> bool:
        return services.ledger.read(lambda tx: queue.queue_counts(tx, 1))["outgoing"] == 0

    while not look() and not together.broken:
        idle.wait(0.01)
    running.stop()
    assert not together.broken


def test_lines_that_nobody_began_are_due_again_when_the_engine_stops(
    monkeypatch: pytest.MonkeyPatch, services: Services
) -> None:
    monkeypatch.setattr(Pace, "note", lambda *_: None)
    monkeypatch.setattr(Pace, "ahead", 6)
    fill(services, 7)
    begun, go_on = threading.Semaphore(0), threading.Event()

    def handle(_: Claim) -> None:
        begun.release()
        assert go_on.wait(60)

    running = run(monkeypatch, services, handle, workers=1)
    assert begun.acquire(timeout=60)
    stopping = threading.Thread(target=running.stop)
    stopping.start()
    waited = threading.Event()
    free: list[Claim] = []
    while len(free) < 6 and stopping.is_alive():
        free += services.ledger.write(lambda tx: queue.claim(tx, 10))
        waited.wait(0.01)
    go_on.set()
    stopping.join(60)
    assert len({claim.entity_key for claim in free}) == 6
    assert {claim.attempts for claim in free} == {0}
