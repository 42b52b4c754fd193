"""Entities that a bulk start comes to next are read together: a hundred in one call, instead of each by itself.

What was read ahead is used once, within a minute, and only while no hint about the entity has come since: an edit made
in between is told of, or found by polling once the entity is paired, and read then.
"""

import threading

from addon.platforms.errors import PlatformError, Reason
from addon.replica.entity import Entity
from addon.storage import queue
from addon.storage.transaction import Tx
from addon.sync.work import Work

AT_ONCE = 100
KEPT_MS = 60_000
TURN_S = 5.0
"""A reading that takes longer is not waited for: each goes by itself then."""
_OF_ALL = frozenset({Reason.RATE_LIMITED, Reason.CREDENTIAL_REJECTED})


class _Kept:
    """What was read ahead at one tracker, with the moment (ms) before it was asked for; one reads at a time."""

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.entities: dict[str, tuple[int, Entity]] = {}
        self.not_before = 0


def read(work: Work, entity_id: str) -> Entity | None:
    """An entity of a bulk start as it was read with those around it; None where it is to be read by itself."""
    head = work.claim.head
    if head.origin != "bulk" or head.kind != "start":
        return None
    kept = work.services.trackers.kept_beside(work.node.id, work.tracker, _Kept)
    if not kept.turn.acquire(timeout=TURN_S):
        return None
    try:
        found = _known(work, kept, entity_id) or _together(work, kept, entity_id)
    finally:
        kept.turn.release()
    return work.tracker.with_comments(found) if found is not None and not found.deleted else None


def _known(work: Work, kept: _Kept, entity_id: str) -> Entity | None:
    at, entity = kept.entities.pop(entity_id, (0, None))
    if entity is None:
        return None

    def read(tx: Tx) -> bool:
        hint = queue.line(tx, work.node.id, "ingress", entity_id)
        return at > tx.now - KEPT_MS and (hint is None or hint.updated_at < at)

    return entity if work.services.ledger.read(read) else None


def _together(work: Work, kept: _Kept, entity_id: str) -> Entity | None:
    """Read it now, with those that wait behind it; None where none does."""

    def read(tx: Tx) -> tuple[int, list[str]]:
        kept.entities = {key: one for key, one in kept.entities.items() if one[0] > tx.now - KEPT_MS}
        return tx.now, queue.starting_next(
            tx, work.node.id, work.agreed.id, after=work.claim.head.id, limit=AT_ONCE - 1
        )

    now, others = work.services.ledger.read(read)
    wanted = [one for one in others if one not in kept.entities and one != entity_id]
    if not wanted or now < kept.not_before:
        return None
    try:
        found = work.tracker.read([entity_id, *wanted], with_comments=False)
    except PlatformError as problem:
        if problem.reason in _OF_ALL:
            raise
        kept.not_before = now + KEPT_MS  # one of them may be the cause: it fails by itself then
        return None
    kept.entities |= {one: (now, found[one]) for one in wanted if one in found}
    return found.get(entity_id)
