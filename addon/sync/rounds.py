"""Runs schedules beside each other, so that one that takes long delays nobody else's.

A tenant whose tracker answers slowly holds at most `EACH` of the threads; the deployment's own schedules, four in all,
are not held back by their number. Only what a thread is free for is claimed.
"""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import structlog

from addon.nodes.services import Services
from addon.storage import schedules
from addon.storage.failures import StorageError
from addon.storage.schedules import Schedule
from addon.storage.transaction import Tx
from addon.sync import keeping

log = structlog.get_logger()
THREADS = 8
EACH = 2


class Rounds:
    """The threads of the schedules; `begin_due` again and again, `stop` once."""

    def __init__(self, services: Services, threads: int = THREADS, each: int = EACH) -> None:
        self._services = services
        self._threads = threads
        self._each = each
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="round")
        self._running: Counter[int] = Counter()  # by tenant
        self._changed = threading.Condition()

    def begin_due(self) -> int:
        """Claim what is due, as far as threads are free, and begin with it; how many."""
        with self._changed:
            busy = Counter(self._running)
        if busy.total() >= self._threads:
            return 0
        taken = self._services.ledger.write(lambda tx: self._claim(tx, busy))
        with self._changed:
            self._running.update(one.node_id for one in taken)
        for one in taken:
            self._pool.submit(self._run, one)
        return len(taken)

    def wait(self, seconds: float) -> None:
        """Until one has ended, or so long."""
        with self._changed:
            self._changed.wait(seconds)

    def stop(self, within_s: float) -> None:
        """Begin nothing more, and give what runs so long to end."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        with self._changed:
            self._changed.wait_for(lambda: not self._running.total(), within_s)

    def _claim(self, tx: Tx, busy: Counter[int]) -> list[Schedule]:
        """One by one, since each that is taken may fill its tenant's share. May run again, so it counts in a copy."""
        held, taken = Counter(busy), list[Schedule]()
        while held.total() < self._threads:
            full = [node_id for node_id, count in held.items() if node_id and count >= self._each]
            found = schedules.claim(tx, 1, without=full)
            if not found:
                break
            held.update(one.node_id for one in found)
            taken += found
        return taken

    def _run(self, schedule: Schedule) -> None:
        try:
            keeping.run(self._services, schedule)
        except StorageError as problem:  # it comes up again when its lease ends, or at the next start
            log.warning("schedule_waits_for_store", kind=schedule.kind, node=schedule.node_id, reason=problem.reason)
        except Exception:
            log.exception("schedule_not_given_back", kind=schedule.kind, node=schedule.node_id)
        finally:
            with self._changed:
                self._running[schedule.node_id] -= 1
                self._changed.notify_all()
