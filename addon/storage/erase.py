"""Erasing: a removed connection's pairs, and everything of a tenant whose grace period is over."""

from typing import Any

from addon.storage import secrets, tables
from addon.storage.transaction import Tx

# Rows that name a connection, in the order in which they go; what names only a twin is removed with the twin.
_OF_CONNECTION: tuple[Any, ...] = (
    tables.Trigger,
    tables.RuleVersion,
    tables.RuleCase,
    tables.Acceptance,
    tables.Outbox,
    tables.IncomingPiece,
    tables.IncomingFile,
    tables.Effect,
    tables.Error,
    tables.Schedule,
    tables.Job,
    tables.Conflict,
    tables.DeferredLink,
    tables.Timeline,
    tables.HookUse,
    tables.Event,
    tables.Stream,
)
_OF_TWIN: tuple[Any, ...] = (tables.Replica, tables.Trace, tables.Baseline)


def erase_connection(tx: Tx, node_id: int, connection_id: int, *, at_most: int = 2_000) -> bool:
    """Delete what hangs on a connection, some at a time, and the row last; True when all is gone.

    Call it again until then. The audit log stays. The connection must not be flowing.
    """
    left = at_most
    found = tx.sql(
        "SELECT id FROM twin WHERE node_id = ? AND connection_id = ? ORDER BY id LIMIT ?", node_id, connection_id, left
    )
    ids = [row[0] for row in found]
    if ids:
        for table in _OF_TWIN:
            tx.delete(table, table.twin_id.in_(ids), table.node_id == node_id)
        left -= tx.delete(tables.Twin, tables.Twin.id.in_(ids), tables.Twin.node_id == node_id)
    for table in _OF_CONNECTION:
        if left <= 0:
            return False
        left -= _some(tx, table, left, node_id, connection_id)
    if left <= 0:
        return False
    side = tx.sql("SELECT side_id FROM connection WHERE id = ? AND node_id = ?", connection_id, node_id)
    if side:
        received = tables.Received
        left -= _some_where(tx, received, left, received.node_id == node_id, received.side_id == side[0][0])
        if left <= 0:
            return False
    secrets.delete_subject(tx, node_id, secrets.of_connection(connection_id))
    tx.delete(tables.Connection, tables.Connection.id == connection_id, tables.Connection.node_id == node_id)
    return True


def erase_node(tx: Tx, node_id: int, *, at_most: int = 2_000) -> bool:
    """Delete everything of a tenant, keys first, some at a time; True when nothing is left (call it until then)."""
    if node_id == 0:
        raise ValueError("node 0 is the deployment")
    tx.delete(tables.Secret, tables.Secret.node_id == node_id)
    left = at_most
    table: Any
    for table in reversed(tables.ALL):
        if table in (tables.Node, tables.Secret):
            continue
        if table is tables.Turn:
            tx.delete(tables.Turn, tables.Turn.node_id == node_id)
            continue
        left -= _some_where(tx, table, left, table.node_id == node_id)
        if left <= 0:
            return False
    tx.delete(tables.Node, tables.Node.id == node_id)
    return True


def _some(tx: Tx, table: Any, at_most: int, node_id: int, connection_id: int) -> int:
    return _some_where(tx, table, at_most, table.node_id == node_id, table.connection_id == connection_id)


def _some_where(tx: Tx, table: Any, at_most: int, *where: object) -> int:
    inner = table.select(table.id).where(*where).limit(at_most)
    return tx.delete(table, table.id.in_(inner))
