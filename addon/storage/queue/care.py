# ruff: noqa: S608 (SQL put together from the constants of this module; every value is bound)
"""Keeping the queue healthy: leases of the dead, lines that sleep with work in them, old rows, pauses."""

from dataclasses import dataclass

from addon.storage.queue.append import announce
from addon.storage.queue.lanes import LANES, OPEN
from addon.storage.queue.model import Direction
from addon.storage.tables.base import storable
from addon.storage.transaction import Tx

_FREE = "UPDATE stream SET owner = NULL, lease_until = NULL, locked_entity = NULL,"


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep found. `asleep` must stay 0: a line with work that nobody would have woken."""

    asleep: int
    expired: int


def clear_leases(tx: Tx) -> int:
    """Give every lease back, at the start of a SQLite store: its lock proves that no owner lives."""
    now = tx.now
    freed = tx.change(
        f"{_FREE} due_at = CASE WHEN blocked_by IS NULL THEN ? ELSE NULL END WHERE owner IS NOT NULL",
        now,
    )
    tx.change("UPDATE schedule SET owner = NULL, lease_until = NULL, next_at = ? WHERE owner IS NOT NULL", now)
    tx.change("UPDATE job SET owner = NULL, lease_until = NULL WHERE owner IS NOT NULL")
    return freed


def sweep(tx: Tx) -> Swept:
    """Every 30 s: free expired leases, and wake lines that have work but no time (belt and braces)."""
    now = tx.now
    lock = " FOR UPDATE SKIP LOCKED" if tx.dialect == "postgresql" else ""
    expired = tx.change(
        f"{_FREE} due_at = CASE WHEN blocked_by IS NULL THEN ? ELSE NULL END WHERE id IN (SELECT id FROM stream "
        f"WHERE owner IS NOT NULL AND lease_until < ? ORDER BY id LIMIT 1000{lock})",
        now,
        now,
    )
    asleep = tx.change(
        "UPDATE stream SET due_at = ? WHERE due_at IS NULL AND owner IS NULL AND blocked_by IS NULL "
        "AND id IN (SELECT stream_id FROM event WHERE state = 'pending')",
        now,
    )
    if expired or asleep:
        announce(tx)
    return Swept(asleep, expired)


def pause_node(tx: Tx, node_id: int, until: int, reason: str) -> None:
    """Claim nothing of a tenant until then (ms; 0 ends it): its tracker or credential is out."""
    tx.change("UPDATE turn SET paused_until = ?, reason = ? WHERE node_id = ?", until, storable(reason), node_id)
    if until <= tx.now:
        announce(tx)


def hold_node(tx: Tx, node_id: int, until: int, reason: str) -> None:
    """Claim nothing of a tenant until then (ms), or for longer where it is held for longer."""
    tx.change(
        "UPDATE turn SET paused_until = ?, reason = ? WHERE node_id = ? AND paused_until < ?",
        until,
        storable(reason),
        node_id,
        until,
    )


def hasten(tx: Tx, node_id: int, connection_id: int, direction: Direction, entity_key: str, waiting_for: str) -> None:
    """What a line waits for is here: it is due now. One that waits for something else is left alone."""
    if tx.change(
        "UPDATE stream SET due_at = ? WHERE node_id = ? AND connection_id = ? AND direction = ? AND entity_key = ? "
        "AND waiting_for = ? AND owner IS NULL AND blocked_by IS NULL AND due_at > ?",
        tx.now,
        node_id,
        connection_id,
        direction,
        entity_key,
        waiting_for,
        tx.now,
    ):
        announce(tx)


def set_share(tx: Tx, node_id: int, *, weight: float = 1.0, max_inflight: int = 0) -> None:
    """How much of the round a tenant gets beside others, and how many lines it may hold at a time (0: no cap)."""
    tx.change("UPDATE turn SET weight = ?, max_inflight = ? WHERE node_id = ?", weight, max_inflight, node_id)


def queue_age(tx: Tx) -> int:
    """For how long (ms) the oldest due line has been waiting; 0 when nothing is late. Health looks at it."""
    oldest = tx.sql(
        f"{LANES[tx.dialect]} SELECT min(first.due_at) FROM lane JOIN stream AS first ON first.id = lane.id {OPEN}",
        tx.now,
        tx.now,
    )[0][0]
    return 0 if oldest is None else max(0, tx.now - int(oldest))


def next_due(tx: Tx) -> int | None:
    """When the next line becomes due (ms), so that a dispatcher need not wait a whole poll; None: no line waits."""
    found = tx.sql(
        f"{LANES[tx.dialect]} SELECT min((SELECT s.due_at FROM stream AS s WHERE s.node_id = lane.node_id "
        "AND s.connection_id = lane.connection_id AND s.priority = lane.priority AND s.due_at IS NOT NULL "
        f"AND s.due_at > ? ORDER BY s.due_at LIMIT 1)) FROM lane {OPEN}",
        tx.now,
        tx.now,
        tx.now,
    )[0][0]
    return None if found is None else int(found)


def purge_done(tx: Tx, before: int, *, at_most: int = 1_000) -> int:
    """Delete finished events older than that (ms), oldest first, some at a time; how many."""
    return tx.change(
        "DELETE FROM event WHERE id IN (SELECT id FROM event WHERE state IN ('done', 'skipped') AND done_at < ? "
        "AND created_at < ? ORDER BY id LIMIT ?)",
        before,
        before,
        at_most,
    )
