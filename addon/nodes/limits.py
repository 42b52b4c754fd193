"""What a tracker says about its limits, shared at once by everybody who works with that identity.

A tenant has one sync identity, so its pauses are kept by tenant: while calls are paused nothing of the tenant is
claimed, and nothing of any other tenant waits; while a limit is near its bulk work waits and people's edits go on.
When a pause ends, interactive work is claimed first. Limits on writes to one entity hold only that entity's line,
which the refused step does itself.
"""

import threading
from collections.abc import Callable

import structlog

from addon.metrics import VENDOR_CALLS
from addon.nodes.silences import Silences
from addon.storage import budgets, outages, queue
from addon.storage.database import Ledger
from addon.storage.failures import StorageError
from addon.storage.transaction import Tx
from addon.transport.ratelimits import RateNote
from addon.transport.tracker import CallNote

log = structlog.get_logger()
UNNAMED_S = 30.0  # a refusal that names no time
NEAR_S = 60.0  # a limit that is near and names no end
STEP_MS = 500  # an end that moves by less is not written again


class Watch:
    """Hears of every call with one tenant's credential: counts it, and keeps what the answer says of limits."""

    def __init__(
        self, kind: str, node_id: int, ledger: Ledger, now: Callable[[], int], silences: Silences | None = None
    ) -> None:
        self._kind = kind
        self._silences = silences or Silences()
        self._node_id = node_id
        self._ledger = ledger
        self._now = now
        self._known = (0, 0)
        self._lock = threading.Lock()

    def on_call(self, note: CallNote) -> None:
        """Count one call by its status class; any answer but a failure of the tracker's own ends its outage."""
        status = "none" if note.status is None else f"{note.status // 100}xx"
        VENDOR_CALLS.labels(self._kind, status).inc()
        if note.status is not None and note.status < 500 and self._silences.answered((self._node_id, 0)):
            try:
                self._ledger.write(lambda tx: outages.end(tx, self._node_id))
            except StorageError as problem:  # it ends with its time
                log.warning("outage_not_ended", node=self._node_id, reason=problem.reason)

    def on_rate(self, note: RateNote) -> None:
        """Keep the pause that an answer asks for, good or refused; one commit when it says something new."""
        until, bulk_until = pauses(note, self._now())
        with self._lock:
            calls, bulk = self._known
            if not self._node_id or (until < calls + STEP_MS and bulk_until < bulk + STEP_MS):
                return
            self._known = max(until, calls), max(bulk_until, bulk)
        reason = "rate_limited" if note.refused else "near_limit"

        def work(tx: Tx) -> None:
            budgets.pause(tx, self._node_id, budgets.BULK_SCOPE, bulk_until, reason)
            if until:
                budgets.pause(tx, self._node_id, budgets.CALLS_SCOPE, until, reason)
                queue.hold_node(tx, self._node_id, until, "rate_limited")

        try:
            self._ledger.write(work)
        except StorageError as problem:
            with self._lock:
                self._known = (0, 0)
            log.warning("limit_not_kept", node=self._node_id, reason=problem.reason)


def pauses(note: RateNote, now: int) -> tuple[int, int]:
    """Until when (ms) this tenant makes no calls at all, and no bulk calls; 0: it may."""
    if note.scope == "entity":
        return 0, 0
    calls = 0
    if note.pause is not None:
        calls = now + int(note.pause * 1000)
    elif note.refused:
        calls = now + int(UNNAMED_S * 1000)
    elif note.remaining == 0 and note.reset_at is not None:
        calls = note.reset_at
    bulk = calls
    if note.near_limit:
        bulk = max(calls, note.reset_at if note.reset_at is not None else now + int(NEAR_S * 1000))
    return (calls if calls > now else 0), (bulk if bulk > now else 0)
