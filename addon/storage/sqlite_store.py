"""The SQLite store: one process, one writer thread with group commit, readers that cannot write.

Why one writer: SQLite's busy handler sleeps in steps and starves someone, and up to 3.51.2 two connections that
write or checkpoint at the same moment can corrupt the WAL. So a lock on a sidecar file keeps other processes
out, one thread writes and checkpoints, and everybody's changes share one COMMIT (and its fsync).
"""

import contextlib
import os
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import peewee

from addon.storage import schema
from addon.storage.direct import Direct
from addon.storage.failures import StorageError, StoreLocked, StoreUnavailable
from addon.storage.file_lock import FileLock
from addon.storage.keys import Keys
from addon.storage.readers import COMMON, Readers
from addon.storage.remembered import Watch
from addon.storage.sqlite_failures import told
from addon.storage.transaction import Clock, Tx, system_clock

T = TypeVar("T")
MiB = 1024 * 1024
BATCH = 256  # callers that share a commit, at most
BATCH_S = 0.02  # how long a commit may be held back by those before it
TURN_S = 0.005  # and how long by them while deliveries wait
SLOW_S = 0.001  # a disk whose flushes take so long is worth waiting for company
LINGER_S = 0.005  # but never longer than this
GATHER_S = 0.005  # so long deliveries that are stored together wait for those on their way, at most
CHECKPOINT = (
    4_000  # pages: four times SQLite's own, so that a fourth as many commits wait for one, for less work in all
)
LEASE_MS = 60_000  # no other process lives, but a step that could not give its line back has forgotten it
WRITER = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "journal_size_limit": 64 * MiB,
    "wal_autocheckpoint": CHECKPOINT,
    **COMMON,
}


Shared = Callable[[Tx, list[Any]], list[Any]]
"""Stores several callers' items and gives a result for each, in order."""


class Job:
    """One caller's function on its way through the writer thread; or an item of a function that many share."""

    __slots__ = ("_done", "_taken", "after", "failure", "item", "result", "shared", "work")

    def __init__(self, work: Callable[[Tx], Any], shared: Shared | None = None, item: Any = None) -> None:
        self.work = work
        self.shared = shared
        self.item = item
        self.result: Any = None
        self.failure: BaseException | None = None
        self.after: list[Callable[[], None]] = []
        self._taken = threading.Lock()
        self._done = threading.Lock()
        self._done.acquire()

    def take(self) -> bool:
        """Claim the job, by the writer to run it or by the caller to give up; only one succeeds."""
        return self._taken.acquire(blocking=False)

    def finish(self) -> None:
        """Let the caller go on."""
        self._done.release()

    def wait(self, timeout_s: float) -> bool:
        """Wait for `finish`."""
        return self._done.acquire(timeout=timeout_s)


WAKE = Job(lambda _: None)
"""Says to the writer that a delivery waits; it is never run itself."""
WAKE.take()


class Line(queue.SimpleQueue[Job | None]):
    """Who waits for the writer; `company` is how many of them shared the last commit."""

    company = 1


class SqliteStore:
    """Runs functions in transactions on one SQLite file."""

    dialect = "sqlite"

    def __init__(
        self,
        path: Path,
        keys: Keys,
        clock: Clock | None,
        *,
        owner: str,
        read_only: bool = False,
        wait_s: float = 0.0,
        lease_ms: int = LEASE_MS,
        queue_size: int = 2_000,
        reply_s: float = 30.0,
    ) -> None:
        self.path = path
        self._keys = keys
        self._clock = clock or system_clock
        self._owner = owner
        self._lease_ms = lease_ms
        self._reply_s = reply_s
        self._jobs = Line()
        self._deliveries = Line()  # whoever stands here has left word in the other line
        self._queue_size = queue_size
        self._here = threading.local()
        self._broken: str = ""
        self._lock = FileLock(path.with_name(path.name + ".lock"))
        self.read_only = read_only
        self._writer: threading.Thread | None = None
        self._flush_s = 0.0  # how long a commit takes here
        self.watch = Watch()
        self.gather: Callable[[float, bool], None] = _nobody_comes
        self.commits = 0
        self.committed_jobs = 0
        if not read_only:
            self._lock.acquire(wait_s)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        elif not path.exists():
            raise StoreUnavailable(f"There is no database at {path}.")
        self._write_db: Any = peewee.SqliteDatabase(str(path), pragmas=WRITER, timeout=10, cached_statements=512)
        self._readers = Readers(path)

    # -- life -----------------------------------------------------------------------------------------

    def migrate(self) -> list[str]:
        """Bring the schema up to date; before `start`."""
        with self._write_db.connection_context():
            return schema.migrate(self._write_db)

    def check(self) -> None:
        """Raise `SchemaBehind` when the schema is not this version's."""
        with self._readers.database() as db:
            schema.check(db)

    def status(self) -> list[tuple[str, bool]]:
        """Migrations and whether they were applied."""
        with self._readers.database() as db:
            return schema.status(db)

    def start(self) -> None:
        """Start the writer thread."""
        if not self.read_only and self._writer is None:
            self._writer = threading.Thread(target=self._serve, name="ledger-writer", daemon=True)
            self._writer.start()

    def close(self) -> None:
        """Commit what was accepted, end the writer, give the lock back."""
        if self._writer is not None:
            self._jobs.put(None)
            self._writer.join()
            self._writer = None
            self._broken = "The ledger is closed."
        self._readers.close()
        self._lock.release()

    # -- transactions ---------------------------------------------------------------------------------

    def write(self, work: Callable[[Tx], T]) -> T:
        """Run `work` in the writer thread; its result once it is on disk."""
        result: T = self._written(Job(work))
        return result

    def write_together(self, shared: Shared, item: Any, handed_over: Callable[[], None]) -> Any:
        """As `write`, but for all who wait with the same function at once: as few statements as for one of them.

        These go before what others write. `handed_over` is called as soon as the writer can take the item.
        """

        def hand_over(job: Job) -> None:
            self._deliveries.put(job)
            self._jobs.put(WAKE)
            handed_over()

        return self._written(Job(lambda tx: shared(tx, [item])[0], shared, item), hand_over)

    def _written(self, job: Job, hand_over: Callable[[Job], None] | None = None) -> Any:
        if self.read_only:
            raise StoreLocked("The database was opened for reading only.")
        if getattr(self._here, "busy", False) or threading.current_thread() is self._writer:
            raise RuntimeError("a transaction inside a transaction")
        if self._broken or self._writer is None:
            raise StoreUnavailable(self._broken or "The ledger has not been started.")
        self._wait_for_room()
        (hand_over or self._jobs.put)(job)
        deadline = time.monotonic() + self._reply_s
        while not job.wait(1.0):
            if not self._writer.is_alive():
                raise StoreUnavailable(self._broken or "The database's writer ended.")
            if time.monotonic() > deadline and job.take():
                raise StoreUnavailable("The database's writer cannot keep up.")
        if job.failure is not None:
            raise job.failure
        return job.result

    def _wait_for_room(self) -> None:
        """Not too many wait for the writer; raises `StoreUnavailable` when a second changes nothing."""
        deadline = time.monotonic() + 1.0
        while self._jobs.qsize() >= self._queue_size:
            if time.monotonic() > deadline:
                raise StoreUnavailable("The database's writer cannot keep up.")
            time.sleep(0.01)

    def read(self, work: Callable[[Tx], T]) -> T:
        """Run `work` on a snapshot of what is committed."""
        return self._reading(work, snapshot=True)

    def glance(self, work: Callable[[Tx], T]) -> T:
        """Run `work` on what is committed, each statement by itself."""
        return self._reading(work, snapshot=False)

    def _reading(self, work: Callable[[Tx], T], *, snapshot: bool) -> T:
        if getattr(self._here, "busy", False) or threading.current_thread() is self._writer:
            raise RuntimeError("a transaction inside a transaction")
        self._here.busy = True
        try:
            db = self._readers.take()
            try:
                if not snapshot:
                    return work(self._tx(db, []))
                db.execute_sql("BEGIN")
                try:
                    return work(self._tx(db, []))
                finally:
                    db.execute_sql("ROLLBACK")
            finally:
                self._readers.give(db)
        except (peewee.OperationalError, peewee.InterfaceError) as problem:
            raise StoreUnavailable(f"The database cannot be read: {problem}") from problem
        finally:
            self._here.busy = False

    def _tx(self, db: Direct, after: list[Callable[[], None]]) -> Tx:
        return Tx(db, "sqlite", self._clock, self._keys, self._lease_ms, after, self._owner)

    # -- the writer thread ------------------------------------------------------------------------------

    def _serve(self) -> None:
        try:
            with self._write_db.connection_context():
                db = Direct(self._write_db.connection(), self._write_db.get_sql_context)
                self.watch.on(db.connection)
                going = True
                while going:
                    self._commit_deliveries(db)
                    job = self._next_job()
                    if job is not WAKE:
                        going = job is not None and self._commit_group(db, job, self._jobs)
        except BaseException as problem:
            self._broken = f"The database's writer ended: {problem}"
            raise
        finally:
            self._refuse_waiting()

    def _next_job(self) -> Job | None:
        """The next in line; only where no delivery waits it is worth waiting for."""
        if self._deliveries.empty():
            return self._jobs.get()
        try:
            return self._jobs.get_nowait()
        except queue.Empty:
            return WAKE

    def _commit_deliveries(self, db: Direct) -> None:
        """Commit the deliveries that wait and those on their way, by themselves: somebody waits for each answer.

        A commit for each would cost more of the interpreter, which all threads share, than all else together. On a
        slow disk half of them are enough: the others are worked on while it writes.
        """
        if not self._deliveries.empty():
            self.gather(GATHER_S, self._flush_s > SLOW_S)
            first = self._deliveries.get()
            assert first is not None
            self._commit_group(db, first, self._deliveries)

    def _commit_group(self, db: Direct, first: Job, line: Line) -> bool:
        """Run the first job and whoever else waits in its line, then commit once. False: asked to stop.

        On a slow disk those who shared the last commit are given a moment to come again: else one of them begins the
        next at once, alone, and all others wait for two flushes. Deliveries were gathered already.
        """
        group: list[Job] = []
        shared: dict[Shared, list[Job]] = {}
        going = True
        begun = time.monotonic()
        until = begun + BATCH_S
        worth_it = line is self._jobs and self._flush_s > SLOW_S
        linger = begun + (min(self._flush_s / 2, LINGER_S) if worth_it else 0.0)
        try:
            db.execute_sql("BEGIN IMMEDIATE")
            job: Job | None = first
            while job is not None:
                if job.take():
                    group.append(job)
                    if job.shared is None:
                        self._run(db, job, alone=len(group) == 1)
                    else:
                        shared.setdefault(job.shared, []).append(job)
                now = time.monotonic()
                if len(group) >= BATCH or now > until:
                    break
                if line is self._jobs and now > begun + TURN_S and not self._deliveries.empty():
                    break
                try:
                    more = linger - now if len(group) < line.company else 0.0
                    job = line.get(timeout=more) if more > 0 else line.get_nowait()
                except queue.Empty:
                    break
                going = job is not None
            for work, jobs in shared.items():
                self._run_together(db, work, jobs, alone=len(jobs) == len(group))
            ready = time.monotonic()
            db.execute_sql("COMMIT")
            self._flush_s = 0.8 * self._flush_s + 0.2 * (time.monotonic() - ready)
            line.company = len(group)
            self.commits += 1
            self.committed_jobs += len(group)
        except peewee.PeeweeException as problem:
            if first not in group and first.take():
                group.append(first)
            self._undo(db, problem, group)
        self.watch.ended()
        for job in group:
            if job.failure is None:
                for done in job.after:
                    done()
            job.finish()
        return going

    def _run(self, db: Direct, job: Job, *, alone: bool) -> None:
        """Run a job's work. The first of a group needs no savepoint: when it fails, all there is is its own."""
        if not alone:
            db.execute_sql("SAVEPOINT caller")
        tx = self._tx(db, job.after)
        try:
            job.result = job.work(tx)
            if tx.broken is not None:
                raise tx.broken
        except BaseException as problem:
            job.failure = told(problem)
            if not db.connection.in_transaction:  # disk full and the like end the whole transaction
                raise peewee.OperationalError(str(problem)) from problem
            if alone:
                db.execute_sql("ROLLBACK")
                db.execute_sql("BEGIN IMMEDIATE")
                return
            db.execute_sql("ROLLBACK TO caller")
        if not alone:
            db.execute_sql("RELEASE caller")

    def _run_together(self, db: Direct, shared: Shared, jobs: list[Job], *, alone: bool) -> None:
        """Run a function for all its jobs at once; one by one when that fails, so that only who is at fault suffers."""
        together = Job(lambda tx: shared(tx, [job.item for job in jobs]))
        if len(jobs) > 1:
            self._run(db, together, alone=alone)
        if len(jobs) == 1 or together.failure is not None:
            for job in jobs:
                self._run(db, job, alone=alone and len(jobs) == 1)
            return
        jobs[0].after += together.after
        for job, result in zip(jobs, together.result, strict=True):
            job.result = result

    def _undo(self, db: Direct, problem: Exception, group: list[Job]) -> None:
        if db.connection.in_transaction:
            db.execute_sql("ROLLBACK")
        for job in group:
            if not isinstance(job.failure, StorageError):
                job.failure = StoreUnavailable(f"The database could not commit: {problem}")
                job.failure.__cause__ = problem

    def _refuse_waiting(self) -> None:
        for line in (self._deliveries, self._jobs):
            with contextlib.suppress(queue.Empty):
                while True:
                    job = line.get_nowait()
                    if job is not None and job.take():
                        job.failure = StoreUnavailable(self._broken or "The ledger is closed.")
                        job.finish()


def _nobody_comes(_: float, __: bool) -> None:
    """Whom to gather is said by whoever knows of requests."""
