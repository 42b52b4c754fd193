"""Runs the pipeline: claims due lines, works on them in threads, and does what comes round by the clock.

One engine in a process. On SQLite it lives in the one web process; on PostgreSQL in any number of workers. A claim
that dies with its process comes up again: at the next start on SQLite, when its lease ends on PostgreSQL.
"""

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

import structlog

from addon import logs
from addon.connections import jobs
from addon.metrics import SLEEPERS, STEP_SECONDS, STEPS
from addon.nodes.services import Services
from addon.storage import queue
from addon.storage.failures import StorageError
from addon.storage.queue import Claim
from addon.storage.transaction import Tx
from addon.sync import bulk_counts, drift, failures, outage, pipeline, preview_jobs, private_checks, repairs, rule_cases
from addon.sync.rounds import Rounds
from addon.sync.work import about

log = structlog.get_logger()
POLL_S = 1.0
HEARTBEAT_S = 20.0
SWEEP_S = 30.0
STOP_S = 25.0
RUNNERS: Mapping[str, jobs.Runner] = {
    preview_jobs.KIND: preview_jobs.run,
    drift.KIND: drift.run,
    repairs.KIND: repairs.run,
    private_checks.KIND: private_checks.answer,
    bulk_counts.KIND: bulk_counts.run,
    rule_cases.KEEP: rule_cases.run,
    rule_cases.RUN: rule_cases.run,
}
QUICK_JOBS = (preview_jobs.KIND, rule_cases.KEEP, rule_cases.RUN, "test")
AHEAD_S = 0.01
"""Lines are claimed ahead for so long: a claim is a commit, and a worker that is done should not wait for one. Lines
that take longer than this are claimed only when a worker is free, so that what is urgent waits for nobody's turn."""


def work_on(services: Services, claim: Claim) -> None:
    """Run a claimed line and give it back, whatever happens."""
    with STEP_SECONDS.labels(claim.direction).time(), logs.timed():
        try:
            with outage.Watched(services, claim):
                outcome = pipeline.run(services, claim)
        except Exception as problem:
            failures.handle(services, claim, problem)
        else:
            STEPS.labels(claim.direction, "done").inc()
            log.info("done", **about(claim), kind=claim.head.kind, reason=outcome)


def claim_past_pauses(services: Services, limit: int) -> list[Claim]:
    """Messages to partners that are due while their tenant's tracker is left alone; no commit where there are none."""
    if not services.ledger.read(queue.sends_wait):
        return []
    return services.ledger.write(lambda tx: queue.claim_past_pauses(tx, limit))


class Pace:
    """How fast lines are done, and so how many to have ready beyond those that are worked on."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._each_s = 1.0  # how long a line takes; slow until something else is known

    def note(self, seconds: float) -> None:
        """A line was worked on for so long; quick ones are believed slowly, a slow one at once."""
        self._each_s = max(seconds, 0.8 * self._each_s + 0.2 * seconds)

    @property
    def ahead(self) -> int:
        """How many lines the workers begin within `AHEAD_S`; none when they take longer."""
        return min(8 * self._workers, int(self._workers * AHEAD_S / max(self._each_s, 0.0001)))

    def room(self, claimed: int) -> int:
        """How many lines to claim beside those; 0 as long as half of what is to be ready is there."""
        ahead = self.ahead
        room = self._workers + ahead - claimed
        return room if room >= max(1, ahead // 2) else 0


class Engine:
    """The threads that keep everything moving; `start` and `stop` once each."""

    def __init__(self, services: Services, workers: int) -> None:
        self._services = services
        self._workers = workers
        self._pool = ThreadPoolExecutor(
            workers, thread_name_prefix="line", initializer=services.ledger.courtesy.work_in_background
        )
        self._stopping = threading.Event()
        self._busy: dict[int, Claim] = {}  # claimed lines, worked on or ready to be
        self._pace = Pace(workers)
        self._rounds = Rounds(services)
        self._unbegun: list[Claim] = []
        self._hungry = False  # the dispatcher waits for room
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=self._guarded, args=(loop,), name=name, daemon=True)
            for name, loop in (
                ("dispatch", self._dispatch),
                ("keep", self._keep),
                ("jobs", self._jobs),
                ("quick", self._quick_jobs),
            )
        ]

    def start(self) -> None:
        """Begin to claim."""
        self._services.ledger.listen()
        for thread in self._threads:
            thread.start()

    def stop(self, within_s: float = STOP_S) -> None:
        """Claim nothing more, finish what runs, let the rest be claimed by whoever comes next."""
        self._stopping.set()
        self._services.ledger.wakeups.ring()
        deadline = time.monotonic() + within_s
        for thread in self._threads:
            thread.join(max(0.1, deadline - time.monotonic()))
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._give_back()
        self._rounds.stop(max(0.1, deadline - time.monotonic()))
        while self._busy and time.monotonic() < deadline:
            time.sleep(0.05)

    def _guarded(self, loop) -> None:  # type: ignore[no-untyped-def]
        """Run a loop again when it fails: the store may be away for a while."""
        while not self._stopping.is_set():
            try:
                loop()
            except StorageError as problem:
                log.warning("engine_waits_for_store", reason=problem.reason)
                self._stopping.wait(2)
            except Exception:
                log.exception("engine_loop_failed")
                self._stopping.wait(2)

    def _dispatch(self) -> None:
        ledger = self._services.ledger
        beat = swept = looked = time.monotonic()
        while not self._stopping.is_set():
            room = self._room()
            claims = ledger.write(lambda tx, room=room: queue.claim(tx, room)) if room else []  # type: ignore[misc]
            if room and not claims and time.monotonic() - looked >= POLL_S:
                claims = claim_past_pauses(self._services, room)
                looked = time.monotonic()
            for claim in claims:
                with self._lock:
                    self._busy[claim.stream_id] = claim
                self._pool.submit(self._work, claim).add_done_callback(
                    lambda done, claim=claim: self._done(done, claim)  # type: ignore[misc]
                )
            now = time.monotonic()
            if now - beat > HEARTBEAT_S:
                beat = now
                with self._lock:
                    running = list(self._busy.values())
                if running:
                    ledger.write(lambda tx, running=running: queue.heartbeat(tx, running))  # type: ignore[misc]
            if now - swept > SWEEP_S:
                swept = now
                found = ledger.write(queue.sweep)
                if found.asleep:
                    SLEEPERS.inc(found.asleep)
                    log.error("lines_were_asleep", count=found.asleep)
            if not claims:
                ledger.wakeups.wait(self._pause() if room else POLL_S)

    def _room(self) -> int:
        """How many lines to claim now: none while what is ready keeps the workers busy, then several at once."""
        with self._lock:
            room = self._pace.room(len(self._busy))
            self._hungry = room == 0
            return room

    def _give_back(self) -> None:
        """Lines that nobody began are due at once, for whoever comes next."""
        with self._lock:
            claims, self._unbegun = self._unbegun, []

        def work(tx: Tx) -> None:
            for claim in claims:
                queue.release(tx, claim, tx.now, count=False)

        if claims:
            try:
                self._services.ledger.write(work)
            except StorageError as problem:  # then they come up again as those of a dead process do
                log.warning("lines_not_given_back", count=len(claims), reason=problem.reason)

    def _work(self, claim: Claim) -> None:
        started = time.monotonic()
        try:
            work_on(self._services, claim)
        finally:
            with self._lock:
                self._pace.note(time.monotonic() - started)

    def _pause(self) -> float:
        """Until the next line is due, one second at most."""
        ledger = self._services.ledger
        due = ledger.read(queue.next_due)
        if due is None:
            return POLL_S
        return min(POLL_S, max(0.01, (due - self._services.now()) / 1000))

    def _done(self, done: Future[None], claim: Claim) -> None:
        with self._lock:
            self._busy.pop(claim.stream_id, None)
            if done.cancelled():
                self._unbegun.append(claim)
            if wanted := self._hungry and self._pace.room(len(self._busy)) > 0:
                self._hungry = False
        if wanted:
            self._services.ledger.wakeups.ring()
        problem = done.exception() if not done.cancelled() else None
        if problem is not None:
            log.error("line_failed_twice", stream=claim.stream_id, problem=repr(problem))

    def _keep(self) -> None:
        while not self._stopping.is_set():
            if not self._rounds.begin_due():
                self._rounds.wait(0.5)

    def _jobs(self) -> None:
        while not self._stopping.is_set():
            if not jobs.run_next(self._services, RUNNERS):
                self._stopping.wait(0.3)

    def _quick_jobs(self) -> None:
        """What a person waits for on a page does not queue behind bulk work."""
        while not self._stopping.is_set():
            if not jobs.run_next(self._services, RUNNERS, kinds=QUICK_JOBS):
                self._stopping.wait(0.5)


def run_until_idle(services: Services, *, most: int = 10_000, before_each: Callable[[], object] = lambda: None) -> int:
    """Work on everything that is due, in this thread, until nothing is; how many lines. For tests and commands."""
    count = 0
    while count < most:
        before_each()
        claims = services.ledger.write(lambda tx: queue.claim(tx, 1)) or claim_past_pauses(services, 1)
        if not claims:
            return count
        for claim in claims:
            work_on(services, claim)
            count += 1
    raise RuntimeError(f"still not idle after {most} lines")
