# ruff: noqa: S608 (the only text put in is question marks; every value is bound)
"""What lists say beside each of their rows, asked once for all rows of a page: a list never asks row by row.

Where rows are asked for by their ids, `+node_id` keeps a store from walking through all rows of the tenant instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from addon.storage.along import spelt
from addon.storage.queue import open_events
from addon.storage.transaction import Tx

COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class BrokenHook:
    """A service hook that does not work, for one of the connections that need it."""

    connection_id: int
    status: str
    problem: str


@dataclass(frozen=True, slots=True)
class Mode:
    """What a license asks of a connection."""

    id: int
    mode: str
    status: str


def modes(tx: Tx, node_id: int) -> list[Mode]:
    """Mode and status of a tenant's connections, no more than 1,000 of them; without those being removed."""
    found = tx.sql(
        f"SELECT id, mode, status FROM connection WHERE node_id = ? AND status <> 'removed' LIMIT {COUNTED}", node_id
    )
    return [Mode(int(row[0]), str(row[1]), str(row[2])) for row in found]


def pairs(tx: Tx, node_id: int, connection_ids: Sequence[int]) -> dict[int, int]:
    """How many pairs each of these connections has, counted no further than 1,000."""
    return _counted(tx, "twin", "t.ended_at IS NULL", "t.id", node_id, connection_ids)


def pairs_of_node(tx: Tx, node_id: int) -> int:
    """How many pairs a tenant has, counted no further than 1,000."""
    where, order = spelt(tx.dialect, "node_id")
    by = f"ORDER BY {order}connection_id, id"
    rows = f"SELECT 1 FROM twin WHERE {where} AND ended_at IS NULL {by} LIMIT {COUNTED}"
    found = tx.hot(f"SELECT count(*) FROM ({rows}) AS counted", node_id)
    return int(found[0][0])


def waiting(tx: Tx, node_id: int, connection_ids: Sequence[int]) -> dict[int, int]:
    """How many changes wait over each of these connections, counted no further than 1,000."""
    return _counted(tx, "event", "t.state IN ('pending', 'error')", "t.direction, t.id", node_id, connection_ids)


def broken_hooks(tx: Tx, node_id: int, connection_ids: Sequence[int]) -> dict[int, BrokenHook]:
    """For each of these connections one of its service hooks that does not work, if there is one."""
    if not connection_ids:
        return {}
    found = tx.sql(
        "SELECT u.connection_id, h.status, h.problem FROM hook_subscription AS h "
        "JOIN hook_use AS u ON u.node_id = h.node_id AND u.project_id = h.project_id "
        f"WHERE h.node_id = ? AND h.status = 'failed' AND u.connection_id IN ({_marks(connection_ids)}) ORDER BY h.id",
        node_id,
        *connection_ids,
    )
    return {int(row[0]): BrokenHook(int(row[0]), str(row[1]), str(row[2])) for row in reversed(found)}


def names(tx: Tx, node_id: int, connection_ids: Sequence[int]) -> dict[int, str]:
    """The names of these connections of a tenant."""
    if not connection_ids:
        return {}
    found = tx.sql(
        f"SELECT id, name FROM connection WHERE +node_id = ? AND id IN ({_marks(connection_ids)})",
        node_id,
        *connection_ids,
    )
    return {int(row[0]): str(row[1]) for row in found}


def incoming(tx: Tx, node_id: int, event_ids: Sequence[int]) -> frozenset[int]:
    """Those of these events that came from a partner, as long as they are kept."""
    if not event_ids:
        return frozenset()
    found = tx.sql(
        f"SELECT id FROM event WHERE +node_id = ? AND direction = 'in' AND id IN ({_marks(event_ids)})",
        node_id,
        *event_ids,
    )
    return frozenset(int(row[0]) for row in found)


def oldest_waiting(tx: Tx, node_id: int, directions: Sequence[str]) -> int | None:
    """When the change was queued that has waited longest on lines of these directions (ms); None: nothing waits."""
    found = open_events.oldest(tx, node_id, directions)
    return min((int(one) for one in found if one is not None), default=None)


def behind(tx: Tx, node_id: int, stream_ids: Sequence[int]) -> dict[int, int]:
    """How many changes wait on each of these lines, counted no further than 1,000."""
    if not stream_ids:
        return {}
    found = tx.sql(
        "SELECT s.id, (SELECT count(*) FROM (SELECT 1 FROM event AS e WHERE e.stream_id = s.id "
        f"AND e.state = 'pending' LIMIT {COUNTED}) AS counted) "
        f"FROM stream AS s WHERE +s.node_id = ? AND s.id IN ({_marks(stream_ids)})",
        node_id,
        *stream_ids,
    )
    return {int(row[0]): int(row[1]) for row in found}


def heads(tx: Tx, node_id: int, stream_ids: Sequence[int]) -> frozenset[int]:
    """The event of each of these lines that is next."""
    if not stream_ids:
        return frozenset()
    found = tx.sql(
        "SELECT (SELECT e.id FROM event AS e WHERE e.stream_id = s.id AND e.state = 'pending' ORDER BY e.id LIMIT 1) "
        f"FROM stream AS s WHERE +s.node_id = ? AND s.id IN ({_marks(stream_ids)})",
        node_id,
        *stream_ids,
    )
    return frozenset(int(row[0]) for row in found if row[0] is not None)


def paused(tx: Tx, node_id: int) -> tuple[int, str]:
    """Until when this tenant's tracker is left alone (ms) and why; (0, "") when it is not."""
    found = tx.sql("SELECT paused_until, reason FROM turn WHERE node_id = ? AND paused_until > ?", node_id, tx.now)
    return (int(found[0][0]), str(found[0][1])) if found else (0, "")


def _counted(tx: Tx, table: str, where: str, order: str, node_id: int, connection_ids: Sequence[int]) -> dict[int, int]:
    """Rows of each connection, no further than COUNTED; `order` is what follows tenant and connection in the index."""
    if not connection_ids:
        return {}
    of_each, first = spelt(tx.dialect, "t.node_id", "c.node_id")
    by = f"ORDER BY {first}t.connection_id, {order}"
    rows = f"SELECT 1 FROM {table} AS t WHERE {of_each} AND t.connection_id = c.id AND {where} {by} LIMIT {COUNTED}"
    found = tx.sql(
        f"SELECT c.id, (SELECT count(*) FROM ({rows}) AS counted) FROM connection AS c "
        f"WHERE +c.node_id = ? AND c.id IN ({_marks(connection_ids)})",
        node_id,
        *connection_ids,
    )
    return {int(row[0]): int(row[1]) for row in found}


def _marks(values: Sequence[int]) -> str:
    return ", ".join("?" for _ in values)
