"""The product's own engine around a handler of the benchmark: its dispatch, its threads, its waking."""

import threading
from collections.abc import Callable

from addon import logs
from addon.assembly import build_services
from addon.nodes.services import Services
from addon.settings import Settings
from addon.storage import Ledger, queue
from addon.storage.queue import Claim
from addon.sync import engine, pipeline


class Engine:
    """Claims, runs a handler, finishes; until `stop`. One at a time in a process: it takes the pipeline's place."""

    def __init__(self, ledger: Ledger, workers: int, handle: Callable[[Claim], None]) -> None:
        logs.configure("error", "json")
        self._ledger, self._handle = ledger, handle
        services = build_services(Settings(dev_loopback=True), ledger)
        self._engine = engine.Engine(services, workers)
        self._guard = threading.Lock()
        self.done = 0

    def start(self) -> "Engine":
        self._before = pipeline.run
        pipeline.run = self._run
        self._engine.start()
        return self

    def stop(self) -> None:
        self._engine.stop()
        pipeline.run = self._before

    def _run(self, services: Services, claim: Claim) -> None:
        self._handle(claim)
        self._ledger.write(lambda tx: queue.finish(tx, claim))
        with self._guard:
            self.done += len(claim.events)
