# ruff: noqa: S608 (SQL put together from constants; every value is bound)
"""Trackers and partners that answer nobody: they are left alone for a while, by all workers and machines.

And whether a tracker's trouble is met by one entity alone: who else of a tenant waits for it, who else is served.
An outage is kept beside the limits: its scope is paused until somebody asks again, its window began with it.
"""

from dataclasses import dataclass

from addon.storage import budgets, connections, queue, tables
from addon.storage.queue.due_again import due_again
from addon.storage.tables import Budget as T
from addon.storage.transaction import Tx

SILENT = ("unavailable", "timed_out")
FORGOTTEN_MS = 10 * 60_000
"""An outage that nobody has looked at for so long says nothing about the next one."""

_SILENT = "('unavailable', 'timed_out')"  # the same, in the words of a query
_ENTITY = "COALESCE(local_entity, entity_key) <> ?"
_WAITING = f"""
SELECT 1 FROM stream WHERE node_id = ? AND due_at IS NOT NULL AND attempts >= ? AND direction <> 'send'
  AND waiting_for IN {_SILENT} AND {_ENTITY} LIMIT 1
"""
_AT_IT = f"""
SELECT 1 FROM stream WHERE node_id = ? AND owner IS NOT NULL AND attempts >= ? AND direction <> 'send' AND {_ENTITY}
LIMIT 1
"""
_SERVED = """
SELECT 1 FROM effect WHERE done_at IS NOT NULL AND done_at >= ? AND done_at < ? AND node_id = ? AND state = 'done'
  AND entity_id NOT IN ('', ?) AND kind NOT IN ('decision', 'script_call', 'script_wishes') LIMIT 1
"""


def others_wait(tx: Tx, node_id: int, entity: str, *, attempts: int) -> bool:
    """Whether another entity's line has met the tracker's silence so often in a row, or is at its next attempt."""
    return any(tx.sql(statement, node_id, attempts, entity) for statement in (_WAITING, _AT_IT))


def others_served(tx: Tx, node_id: int, entity: str, *, since: int, until: int) -> bool:
    """Whether the tracker carried out a write to another entity between those moments (ms)."""
    return bool(tx.sql(_SERVED, since, until, node_id, entity))


@dataclass(frozen=True, slots=True)
class Outage:
    """A tracker, or the partner of a connection, that answers nobody: since when, and until when it is left alone."""

    since: int
    until: int
    reason: str


def find(tx: Tx, node_id: int, connection_id: int = 0) -> Outage | None:
    """What is known of a tenant's tracker (connection 0) or of a connection's partner; None: it answers."""
    kept = budgets.find(tx, node_id, _scope(connection_id))
    if kept is None or kept.paused_until + FORGOTTEN_MS < tx.now:
        return None
    return Outage(kept.window_start, kept.paused_until, kept.reason)


def is_lifted(tx: Tx, node_id: int, connection_id: int, known: Outage) -> bool:
    """Whether somebody ended the waiting by other means: the partner has called, work was hastened."""
    held = (
        tx.sql("SELECT paused_until FROM connection WHERE id = ? AND node_id = ?", connection_id, node_id)
        if connection_id
        else tx.sql("SELECT paused_until FROM turn WHERE node_id = ?", node_id)
    )
    return bool(held) and int(held[0][0]) < known.until


def hold(tx: Tx, node_id: int, connection_id: int, until: int, reason: str) -> None:
    """Nobody asks until then (ms): nothing of the tenant is claimed, or nothing of the connection."""
    if find(tx, node_id, connection_id) is None:
        _delete(tx, node_id, connection_id)
    budgets.pause(tx, node_id, _scope(connection_id), until, reason)
    tx.update(tables.Budget, T.node_id == node_id, T.scope == _scope(connection_id), paused_until=until, reason=reason)
    _keep_back(tx, node_id, connection_id, until, reason)


def send_ahead(tx: Tx, node_id: int, connection_id: int, until: int) -> bool:
    """The time to ask again has come, and the caller is the one who does; the others wait until then (ms) for it."""
    reasons = tx.sql(
        "UPDATE budget SET paused_until = ?, updated_at = ? WHERE node_id = ? AND scope = ? AND paused_until <= ? "
        "RETURNING reason",
        until,
        tx.now,
        node_id,
        _scope(connection_id),
        tx.now,
    )
    if reasons:
        _keep_back(tx, node_id, connection_id, until, str(reasons[0][0]))
    return bool(reasons)


def ask_now(tx: Tx, node_id: int, connection_id: int) -> None:
    """The one who was to ask had nothing to ask: whoever comes next does."""
    known = find(tx, node_id, connection_id)
    if known is None:
        return
    tx.update(tables.Budget, T.node_id == node_id, T.scope == _scope(connection_id), paused_until=tx.now)
    if connection_id:
        connections.pause(tx, node_id, connection_id, tx.now, known.reason)
        return
    tx.change(
        f"UPDATE turn SET paused_until = ? WHERE node_id = ? AND reason IN {_SILENT} AND paused_until > ?",
        *(tx.now, node_id, tx.now),
    )
    queue.announce(tx)


def end(tx: Tx, node_id: int, connection_id: int = 0) -> bool:
    """It answers: what was kept back goes on, and those who had asked in vain at once; False: nothing was."""
    known = find(tx, node_id, connection_id)
    if known is None or not _delete(tx, node_id, connection_id):
        return False
    _let_go(tx, node_id, connection_id)
    for reason in {known.reason, *(SILENT if not connection_id else ())}:
        due_again(tx, node_id, reason, connection_id=connection_id or None)
    return True


def _keep_back(tx: Tx, node_id: int, connection_id: int, until: int, reason: str) -> None:
    if connection_id:
        connections.pause(tx, node_id, connection_id, until, reason)
        return
    tx.change(  # a limit that lasts longer stays
        f"UPDATE turn SET paused_until = ?, reason = ? WHERE node_id = ? AND (paused_until < ? OR reason IN {_SILENT})",
        until,
        reason,
        node_id,
        until,
    )


def _let_go(tx: Tx, node_id: int, connection_id: int) -> None:
    """End what keeps it back, unless that is something else: a limit is still to be waited for."""
    if connection_id:
        connections.pause(tx, node_id, connection_id, 0, "")
        return
    until, reason = budgets.paused_until(tx, node_id, budgets.CALLS_SCOPE)
    tx.change(
        f"UPDATE turn SET paused_until = ?, reason = ? WHERE node_id = ? AND reason IN {_SILENT}",
        until,
        reason,
        node_id,
    )
    queue.announce(tx)


def _delete(tx: Tx, node_id: int, connection_id: int) -> int:
    return tx.delete(tables.Budget, T.node_id == node_id, T.scope == _scope(connection_id))


def _scope(connection_id: int) -> str:
    return f"silence:{connection_id}" if connection_id else "silence"
