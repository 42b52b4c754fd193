# ruff: noqa: S608 (SQL put together from constants; every value is bound)
"""Claims on SQLite: the only writer may take several statements, each for all lines at once."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from addon.storage.queue.lanes import NEXT_SQLITE, NOT_SLOWED, OPEN, STEPS
from addon.storage.queue.model import BULK, BULK_WAIT_MS, FLOOR_STEP, INTERACTIVE, MANY_TENANTS, TAKEN
from addon.storage.transaction import Tx

LOOK_AT = 16  # tenants looked at together, at least

# Tenants that have anything in the due index, one step of the index for each.
_BUSY = """
WITH RECURSIVE tenant (node_id) AS (
  SELECT min(node_id) FROM stream WHERE due_at IS NOT NULL
  UNION ALL
  SELECT (SELECT node_id FROM stream WHERE due_at IS NOT NULL AND node_id > tenant.node_id ORDER BY node_id LIMIT 1)
  FROM tenant WHERE tenant.node_id IS NOT NULL{most}
)
"""
_ORDERED = """
SELECT {tenants}.node_id, max(turn.vtime, floor.vtime) AS vtime, turn.weight, turn.max_inflight, floor.vtime,
       turn.paused_until
FROM {joined} CROSS JOIN (SELECT COALESCE((SELECT vtime FROM turn WHERE node_id = 0), 0) AS vtime) AS floor
WHERE {tenants}.node_id <> 0
"""
_OPEN = " AND turn.paused_until <= ? AND (max(turn.vtime, floor.vtime), turn.node_id) > (?, ?)"
_IN_TURN = " ORDER BY 2, 1"

# Whoever was served least first. Whether they are active is asked with their lanes, of few.
_SOME = (
    _BUSY.format(most=f" LIMIT {MANY_TENANTS + 1}")
    + _ORDERED.format(tenants="tenant", joined="tenant LEFT JOIN turn ON turn.node_id = tenant.node_id")
    + _IN_TURN
)
_ALL = _ORDERED.format(tenants="turn", joined="turn") + _OPEN + _IN_TURN + " LIMIT ?"
_TENANTS = (
    _BUSY.format(most="")
    + _ORDERED.format(tenants="turn", joined="tenant CROSS JOIN turn ON turn.node_id = tenant.node_id")
    + _OPEN
    + _IN_TURN
)
_LANES_OF = (
    STEPS.format(
        first_lanes="""SELECT s.id, s.node_id, s.connection_id, s.priority, s.due_at
  FROM json_each(?) AS tenant JOIN stream AS s ON s.id = (
    SELECT id FROM stream WHERE due_at IS NOT NULL AND node_id = tenant.value
    ORDER BY connection_id, priority, due_at, id LIMIT 1)""",
        next_lane=NEXT_SQLITE.format(next_tenant=""),
    )
    + "SELECT lane.node_id, lane.connection_id, lane.priority FROM lane"
    + OPEN
    + NOT_SLOWED
    + " AND lane.due_at <= ?"
)
_LINES = """
SELECT s.node_id, s.priority, s.due_at, s.id, s.local_entity,
       row_number() OVER (PARTITION BY s.node_id, s.connection_id, s.priority ORDER BY s.due_at, s.id) AS place
FROM json_each(?) AS lane CROSS JOIN stream AS s ON s.id IN (
  SELECT l.id FROM stream AS l
  WHERE l.node_id = lane.value ->> 0 AND l.connection_id = lane.value ->> 1 AND l.priority = lane.value ->> 2
    AND l.due_at IS NOT NULL AND l.due_at <= ? AND (l.local_entity IS NULL OR NOT EXISTS (
      SELECT 1 FROM stream AS o WHERE o.node_id = l.node_id AND o.locked_entity = l.local_entity
      AND o.locked_entity IS NOT NULL))
  ORDER BY l.due_at, l.id LIMIT ?)
"""
_TAKE = (
    "UPDATE stream SET owner = ?, lease_no = lease_no + 1, locked_entity = local_entity, due_at = NULL, "
    f"lease_until = ?, burst_at = NULL, waiting_for = '' WHERE id IN (SELECT value FROM json_each(?)) RETURNING {TAKEN}"
)
_TURN = (
    "UPDATE turn SET vtime = found.value ->> 1, served = served + (found.value ->> 2) "
    "FROM json_each(?) AS found WHERE turn.node_id = found.value ->> 0"
)


@dataclass(slots=True)
class _Tenant:
    node_id: int
    vtime: float
    weight: float
    room: int
    lanes: list[tuple[int, int]]
    lines: list[tuple[Any, ...]]


def take(tx: Tx, limit: int, node_limit: int) -> list[tuple[Any, ...]]:
    """Lease up to `limit` lines; the columns `TAKEN` of each, in the order in which they are served."""
    picked: list[tuple[int, _Tenant]] = []
    floor = 0.0
    for order in _in_turn(tx, max(2 * limit, LOOK_AT)):  # the next tenants only when these gave too little
        floor = order[0][4]
        picked += _pick(tx, order, limit - len(picked), node_limit)
        if len(picked) >= limit:
            break
    if not picked:
        return []
    ids = [stream_id for stream_id, _ in picked]
    taken = {row[0]: row for row in tx.sql(_TAKE, tx.owner, tx.now + tx.lease_ms, json.dumps(ids))}
    served: dict[int, tuple[_Tenant, int]] = {}
    for _, tenant in picked:
        served[tenant.node_id] = (tenant, served.get(tenant.node_id, (tenant, 0))[1] + 1)
    turns = [(node_id, tenant.vtime + lines / tenant.weight, lines) for node_id, (tenant, lines) in served.items()]
    tx.change(_TURN, json.dumps(turns))
    lowest = min(tenant.vtime for _, tenant in picked)
    if lowest > floor + FLOOR_STEP:
        tx.change("UPDATE turn SET vtime = ? WHERE node_id = 0", lowest)
    return [taken[stream_id] for stream_id in ids]


def _in_turn(tx: Tx, together: int) -> Iterator[list[tuple[Any, ...]]]:
    """Tenants whose turn it is, some at a time; the first of them are often all that is needed.

    Where very many have something due, the first of all tenants mostly do: then nobody else is looked for.
    """
    found = tx.sql(_SOME)
    if len(found) <= MANY_TENANTS:
        found = [row for row in found if row[5] is not None and row[5] <= tx.now]
    elif first := tx.sql(_ALL, tx.now, -1.0, 0, together):
        yield first
        found = tx.sql(_TENANTS, tx.now, first[-1][1], first[-1][0])
    for start in range(0, len(found), together):
        yield found[start : start + together]


def _pick(tx: Tx, order: list[tuple[Any, ...]], limit: int, node_limit: int) -> list[tuple[int, _Tenant]]:
    """Lines to take of these tenants, with their tenants, in the order in which they are served."""
    now = tx.now
    lanes: dict[int, list[tuple[int, int]]] = {}
    of_these = json.dumps([row[0] for row in order])
    for node_id, connection_id, priority in tx.sql(_LANES_OF, of_these, now, now, now, now):
        lanes.setdefault(node_id, []).append((connection_id, priority))
    if not lanes:
        return []
    quantum = -(-limit // len(lanes))
    tenants: dict[int, _Tenant] = {}
    for node_id, vtime, weight, max_inflight, *_ in order:
        if node_id not in lanes:
            continue
        room, most = quantum, max_inflight or node_limit
        if most:
            leased = tx.sql("SELECT count(*) FROM stream WHERE node_id = ? AND owner IS NOT NULL", node_id)[0][0]
            room = min(room, most - leased)
        if room > 0:
            tenants[node_id] = _Tenant(node_id, vtime, weight, room, lanes[node_id], [])
    wanted = [(one.node_id, *lane) for one in tenants.values() for lane in one.lanes]
    for node_id, *line in tx.sql(_LINES, json.dumps(wanted), now, quantum):
        tenants[node_id].lines.append(tuple(line))
    picked = [(stream_id, one) for one in tenants.values() for stream_id in _of_tenant(one, now)]
    return picked[:limit]


def _of_tenant(tenant: _Tenant, now: int) -> list[int]:
    """Interactive work first, then one line of each lane by turns; one line of an entity."""

    def rank(line: tuple[Any, ...]) -> tuple[Any, ...]:
        priority, due_at, stream_id, _, place = line
        return priority != INTERACTIVE, priority == BULK and due_at > now - BULK_WAIT_MS, place, due_at, stream_id

    picked: list[int] = []
    entities: set[str] = set()
    for line in sorted(tenant.lines, key=rank):
        stream_id, entity = line[2], line[3]
        if len(picked) == tenant.room:
            break
        if entity is not None:
            if entity in entities:
                continue
            entities.add(entity)
        picked.append(stream_id)
    return picked
