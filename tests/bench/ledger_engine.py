"""The smallest engine that works a ledger off: a dispatcher and some threads. The product's own is richer."""

import queue as handover
import threading
from collections.abc import Callable

from addon.storage import Ledger, queue
from addon.storage.queue import Claim


class Engine:
    """Claims, runs a handler, finishes; until `stop`."""

    def __init__(self, ledger: Ledger, workers: int, handle: Callable[[Claim], None], ahead: int = 0) -> None:
        self._ledger, self._handle = ledger, handle
        self._todo: handover.SimpleQueue[Claim | None] = handover.SimpleQueue()
        self._free = workers + ahead
        self._workers = workers
        self._changed = threading.Condition()
        self._stopping = False
        self.done = 0
        self._threads = [threading.Thread(target=self._dispatch, daemon=True)]
        self._threads += [threading.Thread(target=self._work, daemon=True) for _ in range(workers)]

    def start(self) -> "Engine":
        self._ledger.listen()
        for thread in self._threads:
            thread.start()
        return self

    def stop(self) -> None:
        self._stopping = True
        self._ledger.wakeups.ring()
        with self._changed:
            self._changed.notify_all()
        self._threads[0].join()
        for _ in range(self._workers):
            self._todo.put(None)
        for thread in self._threads[1:]:
            thread.join()

    def _dispatch(self) -> None:
        while not self._stopping:
            with self._changed:
                while self._free < 1 and not self._stopping:
                    self._changed.wait(1)
                room = self._free
            found = self._ledger.write(lambda tx, room=room: queue.claim(tx, room))
            with self._changed:
                self._free -= len(found)
            for claim in found:
                self._todo.put(claim)
            if not found:
                self._ledger.wakeups.wait(0.2)

    def _work(self) -> None:
        self._ledger.courtesy.work_in_background()
        while (claim := self._todo.get()) is not None:
            self._handle(claim)
            self._ledger.write(lambda tx, claim=claim: queue.finish(tx, claim))
            self.done += len(claim.events)
            with self._changed:
                self._free += 1
                self._changed.notify()
