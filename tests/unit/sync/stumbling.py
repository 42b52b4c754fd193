"""An engine whose steps fail as a test says, at a tracker that is there or away, with time of the test's own."""

from collections.abc import Callable
from typing import Any

import pytest

from addon.assembly import build_services
from addon.nodes.limits import Watch
from addon.nodes.services import Services
from addon.platforms.errors import PlatformError, Reason
from addon.settings import Settings
from addon.storage import Ledger, Tx, effects, errors, nodes, queue
from addon.storage.effects import Intent
from addon.storage.queue import Claim
from addon.sync import outage, pipeline
from addon.sync.engine import run_until_idle
from addon.transport.tracker import CallNote

MINUTE_MS = 60_000
NODE = 1


class Clock:
    """Time that a test moves."""

    def __init__(self) -> None:
        self.now = 1_700_000_000_000

    def __call__(self) -> int:
        return self.now


class Tracker:
    """A tracker that says who we are, or does not."""

    def __init__(self) -> None:
        self.away = False
        self.asked = 0

    def identity(self) -> None:
        self.asked += 1
        if self.away:
            raise PlatformError(Reason.UNAVAILABLE, "down", 503, at_tracker=True)

    def renew(self) -> bool:
        return False


class Bench:
    """An engine whose steps fail as a test says, with time of its own."""

    def __init__(self, ledger: Ledger, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clock, self.ledger, self.tracker = clock, ledger, Tracker()
        self.services: Services = build_services(Settings(dev_loopback=True), ledger)
        self.trouble: dict[str, Exception] = {}
        self.tries: dict[str, int] = {}
        self.done: list[str] = []
        self.asks_nobody: set[str] = set()
        self.watch = Watch("jira", NODE, ledger, clock, self.services.trackers.silences)
        monkeypatch.setattr(pipeline, "run", self._step)
        monkeypatch.setattr(self.services.trackers, "open", lambda node_id: self.tracker)
        ledger.write(lambda tx: nodes.install(tx, kind="jira", instance_id="one", base_url="https://x.example"))

    def _step(self, services: Services, claim: Claim) -> None:
        self.tries[claim.entity_key] = self.tries.get(claim.entity_key, 0) + 1
        if problem := self.trouble.get(claim.entity_key):
            raise problem
        if claim.direction != "send" and claim.entity_key not in self.asks_nobody:
            self.watch.on_call(CallNote("jira", "https://x.example", "GET", "/issue", 200, 0.1))
        self.done.append(claim.entity_key)
        key = f"{claim.entity_key}:{self.tries[claim.entity_key]}"
        services.ledger.write(lambda tx: self._written(tx, claim, key))

    def _written(self, tx: Tx, claim: Claim, key: str) -> None:
        if claim.direction == "send":
            outage.partner_answered(tx, self.services, NODE, claim.connection_id)
        made = effects.plan(tx, NODE, 0, claim.head.id, [Intent(key, "update", entity_id=claim.entity_key)])[0]
        effects.mark_started(tx, NODE, made.id)
        effects.mark_done(tx, NODE, made.id, {}, entity_id=claim.entity_key)
        queue.finish(tx, claim)

    def change(self, *entities: str) -> None:
        for entity in entities:
            self.ledger.write(lambda tx, entity=entity: queue.append(tx, NODE, "ingress", entity, queue.CHANGED, {}))  # type: ignore[misc]

    def pass_by(self, minutes: int, first: Callable[[], Any] = lambda: None, step: int = 2) -> None:
        """Work every few minutes, each time after `first`."""
        for _ in range(0, minutes, step):
            first()
            run_until_idle(self.services)
            self.clock.now += step * MINUTE_MS

    def parked(self) -> list[tuple[str, str]]:
        found = self.ledger.read(lambda tx: errors.list_page(tx, NODE)).items
        return sorted((one.entity_id, one.reason) for one in found)


def down(reason: Reason = Reason.UNAVAILABLE) -> PlatformError:
    status = 500 if reason is Reason.UNAVAILABLE else None
    return PlatformError(reason, "An unexpected error occurred", status, retry_after=5, at_tracker=True)
