# ruff: noqa: S608 (SQL put together from the constants of this module; every value is bound)
"""Taking lines to work on: which ones, in what order, so that no tenant starves another. All claim SQL is here.

Lanes (tenant, connection, priority) that have something due are found by stepping through the due index, so
idle tenants and connections cost nothing. Tenants are served by virtual time: who was served least comes first,
and a sleeper that wakes starts at the time of the active ones instead of its own. Within a tenant interactive
work goes first, then connections by turns; bulk waits, but not for ever.

A line is not claimable while another line of the same local entity is leased; the unique index over
`locked_entity` makes that true even when two processes claim at the same moment (one of them tries again).
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from addon.storage import rows
from addon.storage.budgets import BULK_SCOPE
from addon.storage.queue.model import BULK, BULK_WAIT_MS, CHANGED, INTERACTIVE, TOGETHER, Claim, Event
from addon.storage.transaction import Tx

FLOOR_STEP = 16.0
LOOK_AT = 16  # tenants looked at together, at least (SQLite)
EVERYBODY = 1_000_000
_TAKEN = (
    "id, node_id, connection_id, direction, entity_key, entity_label, local_entity, priority, lease_no, attempts, "
    "epoch, seq"
)

# One row for each lane with something due: from each lane's first row to the next lane's, along the index.
_LANES = """
WITH RECURSIVE lane (id, node_id, connection_id, priority, due_at) AS (
  {first_lanes}
  UNION ALL
  {next_lane}
)
"""
_FIRST_OF_ALL = """SELECT id, node_id, connection_id, priority, due_at FROM stream WHERE id = (
    SELECT id FROM stream WHERE due_at IS NOT NULL
    ORDER BY node_id, connection_id, priority, due_at, id LIMIT 1)"""

# A look-up for each column, because SQLite uses only the first of a row comparison and would walk through whole
# tenants.
_NEXT_SQLITE = """SELECT s.id, s.node_id, s.connection_id, s.priority, s.due_at
  FROM lane JOIN stream s ON s.id = COALESCE(
    (SELECT id FROM stream WHERE due_at IS NOT NULL AND node_id = lane.node_id
       AND connection_id = lane.connection_id AND priority > lane.priority
     ORDER BY priority, due_at, id LIMIT 1),
    (SELECT id FROM stream WHERE due_at IS NOT NULL AND node_id = lane.node_id AND connection_id > lane.connection_id
     ORDER BY connection_id, priority, due_at, id LIMIT 1){next_tenant})"""
_LANES_SQLITE = _LANES.format(
    first_lanes=_FIRST_OF_ALL,
    next_lane=_NEXT_SQLITE.format(
        next_tenant=""",
    (SELECT id FROM stream WHERE due_at IS NOT NULL AND node_id > lane.node_id
     ORDER BY node_id, connection_id, priority, due_at, id LIMIT 1)"""
    ),
)
_LANES_POSTGRESQL = _LANES.format(
    first_lanes=_FIRST_OF_ALL,
    next_lane="""SELECT n.* FROM lane CROSS JOIN LATERAL (
    SELECT id, node_id, connection_id, priority, due_at FROM stream
    WHERE due_at IS NOT NULL
      AND (node_id, connection_id, priority) > (lane.node_id, lane.connection_id, lane.priority)
    ORDER BY node_id, connection_id, priority, due_at, id LIMIT 1) AS n""",
)

LANES = {"sqlite": _LANES_SQLITE, "postgresql": _LANES_POSTGRESQL}

# Lanes that may be claimed now; takes the time twice.
OPEN = """
  JOIN node ON node.id = lane.node_id AND node.status = 'active'
  JOIN turn ON turn.node_id = lane.node_id AND turn.paused_until <= ?
  LEFT JOIN connection ON connection.id = lane.connection_id
WHERE (lane.connection_id = 0 OR (connection.flowing AND connection.paused_until <= ?))
"""

# Bulk lanes of a tenant whose tracker said that a limit is near wait; takes the time.
_NOT_SLOWED = f"""
  AND (lane.priority < {BULK} OR NOT EXISTS (SELECT 1 FROM budget
       WHERE budget.node_id = lane.node_id AND budget.scope = '{BULK_SCOPE}' AND budget.paused_until > ?))
"""


def claim(tx: Tx, limit: int, *, node_limit: int = 0) -> list[Claim]:
    """Lease up to `limit` due lines with their next events; call again until it returns none.

    `node_limit` caps how many lines of one tenant may be leased at a time (0: no cap), so that a slow
    tracker cannot hold every worker. Cheap when tenants are many: only those whose turn it is are looked at.
    """
    if limit < 1:
        return []
    taken = _claim_sqlite(tx, limit, node_limit) if tx.dialect == "sqlite" else _claim_postgresql(tx, limit, node_limit)
    if not taken:
        return []
    events = _events(tx, [row[0] for row in taken])
    empty = [row[0] for row in taken if row[0] not in events]
    for stream_id in empty:  # woken for an event that was a duplicate
        tx.change(
            "UPDATE stream SET owner = NULL, lease_until = NULL, locked_entity = NULL, due_at = NULL WHERE id = ?",
            stream_id,
        )
    make: Callable[..., Claim] = Claim
    if len(empty) == len(taken):
        return claim(tx, limit, node_limit=node_limit)  # "none" has to mean that nothing is due
    return [make(*row, tuple(events[row[0]])) for row in taken if row[0] in events]


# -- SQLite: the only writer may take several statements, each for all lines at once ----------------------

# Tenants that have anything in the due index, one step of the index for each, whoever was served least first.
_TENANTS_SQLITE = """
WITH RECURSIVE tenant (node_id) AS (
  SELECT min(node_id) FROM stream WHERE due_at IS NOT NULL
  UNION ALL
  SELECT (SELECT node_id FROM stream WHERE due_at IS NOT NULL AND node_id > tenant.node_id ORDER BY node_id LIMIT 1)
  FROM tenant WHERE tenant.node_id IS NOT NULL
),
floor (vtime) AS (SELECT COALESCE((SELECT vtime FROM turn WHERE node_id = 0), 0))
SELECT turn.node_id, max(turn.vtime, floor.vtime) AS vtime, turn.weight, turn.max_inflight, floor.vtime
FROM tenant JOIN turn ON turn.node_id = tenant.node_id AND turn.paused_until <= ?
  JOIN node ON node.id = tenant.node_id AND node.status = 'active'
  CROSS JOIN floor
ORDER BY 2, 1
"""
_LANES_OF_SQLITE = (
    _LANES.format(
        first_lanes="""SELECT s.id, s.node_id, s.connection_id, s.priority, s.due_at
  FROM json_each(?) AS tenant JOIN stream AS s ON s.id = (
    SELECT id FROM stream WHERE due_at IS NOT NULL AND node_id = tenant.value
    ORDER BY connection_id, priority, due_at, id LIMIT 1)""",
        next_lane=_NEXT_SQLITE.format(next_tenant=""),
    )
    + "SELECT lane.node_id, lane.connection_id, lane.priority FROM lane"
    + OPEN
    + _NOT_SLOWED
    + " AND lane.due_at <= ?"
)
_LINES_SQLITE = """
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
_TAKE_SQLITE = (
    "UPDATE stream SET owner = ?, lease_no = lease_no + 1, locked_entity = local_entity, due_at = NULL, "
    f"burst_at = NULL, waiting_for = '' WHERE id IN (SELECT value FROM json_each(?)) RETURNING {_TAKEN}"
)
_TURN_SQLITE = (
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


def _claim_sqlite(tx: Tx, limit: int, node_limit: int) -> list[tuple[Any, ...]]:
    now = tx.now
    order = tx.sql(_TENANTS_SQLITE, now)
    together = max(2 * limit, LOOK_AT)
    picked: list[tuple[int, _Tenant]] = []
    for start in range(0, len(order), together):  # the next tenants only when these gave too little
        picked += _pick_sqlite(tx, order[start : start + together], limit - len(picked), node_limit)
        if len(picked) >= limit:
            break
    if not picked:
        return []
    ids = [stream_id for stream_id, _ in picked]
    taken = {row[0]: row for row in tx.sql(_TAKE_SQLITE, tx.owner, json.dumps(ids))}
    served: dict[int, tuple[_Tenant, int]] = {}
    for _, tenant in picked:
        served[tenant.node_id] = (tenant, served.get(tenant.node_id, (tenant, 0))[1] + 1)
    turns = [(node_id, tenant.vtime + lines / tenant.weight, lines) for node_id, (tenant, lines) in served.items()]
    tx.change(_TURN_SQLITE, json.dumps(turns))
    lowest, floor = min(tenant.vtime for _, tenant in picked), order[0][4]
    if lowest > floor + FLOOR_STEP:
        tx.change("UPDATE turn SET vtime = ? WHERE node_id = 0", lowest)
    return [taken[stream_id] for stream_id in ids]


def _pick_sqlite(tx: Tx, order: list[tuple[Any, ...]], limit: int, node_limit: int) -> list[tuple[int, _Tenant]]:
    """Lines to take of these tenants, with their tenants, in the order in which they are served."""
    now = tx.now
    lanes: dict[int, list[tuple[int, int]]] = {}
    of_these = json.dumps([row[0] for row in order])
    for node_id, connection_id, priority in tx.sql(_LANES_OF_SQLITE, of_these, now, now, now, now):
        lanes.setdefault(node_id, []).append((connection_id, priority))
    if not lanes:
        return []
    quantum = -(-limit // len(lanes))
    tenants: dict[int, _Tenant] = {}
    for node_id, vtime, weight, max_inflight, _ in order:
        if node_id not in lanes:
            continue
        room, most = quantum, max_inflight or node_limit
        if most:
            leased = tx.sql("SELECT count(*) FROM stream WHERE node_id = ? AND owner IS NOT NULL", node_id)[0][0]
            room = min(room, most - leased)
        if room > 0:
            tenants[node_id] = _Tenant(node_id, vtime, weight, room, lanes[node_id], [])
    wanted = [(one.node_id, *lane) for one in tenants.values() for lane in one.lanes]
    for node_id, *line in tx.sql(_LINES_SQLITE, json.dumps(wanted), now, quantum):
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


# -- PostgreSQL: one statement ---------------------------------------------------------------------------

_CLAIM_POSTGRESQL = (
    _LANES_POSTGRESQL
    + """,
floor AS (SELECT COALESCE((SELECT vtime FROM turn WHERE node_id = 0), 0) AS vtime),
open_lane AS (
  SELECT lane.node_id, lane.connection_id, lane.priority, turn.weight,
         GREATEST(turn.vtime, floor.vtime) AS vtime,
         CASE WHEN turn.max_inflight > 0 THEN turn.max_inflight ELSE ? END AS most
  FROM floor CROSS JOIN lane"""
    + OPEN
    + _NOT_SLOWED
    + """ AND lane.due_at <= ?),
tenant AS (
  SELECT t.node_id, t.vtime, t.weight,
         LEAST(GREATEST(1, ceil(?::numeric / count(*) OVER ()))::bigint,
               CASE WHEN t.most > 0 THEN t.most - (
                      SELECT count(*) FROM stream WHERE stream.node_id = t.node_id AND stream.owner IS NOT NULL)
                    ELSE ? END) AS room
  FROM (SELECT node_id, min(vtime) AS vtime, min(weight) AS weight, min(most) AS most
        FROM open_lane GROUP BY node_id) AS t
  ORDER BY t.vtime, t.node_id LIMIT ?
),
candidate AS (
  SELECT tenant.node_id, tenant.vtime, tenant.room, open_lane.priority, line.id, line.due_at, line.local_entity,
         open_lane.connection_id
  FROM tenant JOIN open_lane USING (node_id)
  CROSS JOIN LATERAL (
    SELECT s.id, s.due_at, s.local_entity FROM stream AS s
    WHERE s.node_id = open_lane.node_id AND s.connection_id = open_lane.connection_id
      AND s.priority = open_lane.priority AND s.due_at IS NOT NULL AND s.due_at <= ?
      AND (s.local_entity IS NULL OR NOT EXISTS (
            SELECT 1 FROM stream AS o WHERE o.node_id = s.node_id AND o.locked_entity = s.local_entity
            AND o.locked_entity IS NOT NULL AND o.id <> s.id))
    ORDER BY s.due_at, s.id LIMIT GREATEST(tenant.room, 0) FOR UPDATE OF s SKIP LOCKED
  ) AS line
),
placed AS (
  SELECT *, row_number() OVER (PARTITION BY node_id, connection_id, priority ORDER BY due_at, id) AS place,
         row_number() OVER (PARTITION BY node_id, COALESCE(local_entity, id::text || ' line')
                            ORDER BY priority, due_at, id) AS of_entity
  FROM candidate
),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY node_id ORDER BY priority <> 0, priority = 2 AND due_at > ?, place, due_at,
                               id) AS rank
  FROM placed WHERE of_entity = 1
),
pick AS (SELECT id, node_id FROM ranked WHERE rank <= room ORDER BY rank, vtime, node_id LIMIT ?),
taken AS (
  UPDATE stream SET owner = ?, lease_no = lease_no + 1, locked_entity = local_entity, due_at = ?, lease_until = ?,
         burst_at = NULL, waiting_for = ''
  WHERE id IN (SELECT id FROM pick) RETURNING """
    + _TAKEN
    + """
),
served AS (SELECT node_id, count(*) AS lines FROM pick GROUP BY node_id),
free_turn AS (
  SELECT node_id FROM turn
  WHERE (node_id = 0 OR node_id IN (SELECT node_id FROM served)) AND EXISTS (SELECT 1 FROM served)
  ORDER BY node_id FOR UPDATE SKIP LOCKED
),
turned AS (
  UPDATE turn SET vtime = tenant.vtime + served.lines / tenant.weight, served = turn.served + served.lines
  FROM served JOIN tenant USING (node_id) JOIN free_turn USING (node_id) WHERE turn.node_id = served.node_id
),
raised AS (
  UPDATE turn SET vtime = lowest.vtime
  FROM (SELECT min(tenant.vtime) AS vtime FROM served JOIN tenant USING (node_id)) AS lowest, free_turn
  WHERE turn.node_id = 0 AND free_turn.node_id = 0 AND lowest.vtime > turn.vtime + ?
)
SELECT * FROM taken
"""
)


def _claim_postgresql(tx: Tx, limit: int, node_limit: int) -> list[tuple[Any, ...]]:
    """Ask the tenants whose turn it is; where all they have is busy, ask everybody."""
    return _take_postgresql(tx, limit, node_limit, limit) or _take_postgresql(tx, limit, node_limit, EVERYBODY)


def _take_postgresql(tx: Tx, limit: int, node_limit: int, tenants: int) -> list[tuple[Any, ...]]:
    assert tx.lease_ms is not None
    now = tx.now
    until = now + tx.lease_ms
    return tx.sql(
        _CLAIM_POSTGRESQL,
        node_limit,
        *(now, now, now, now),
        limit,
        limit,
        tenants,
        now,
        now - BULK_WAIT_MS,
        limit,
        tx.owner,
        until,
        until,
        FLOOR_STEP,
    )


# -- events of the lines taken ---------------------------------------------------------------------------


def _events(tx: Tx, stream_ids: list[int]) -> dict[int, list[Event]]:
    """The next event of each line; where it is a change, those that follow it too, up to the first other event."""
    lines = {event.stream_id: [event] for event in _heads(tx, stream_ids, 1)}
    changed = [stream_id for stream_id, (head,) in lines.items() if head.kind == CHANGED]
    going_on = set(changed)
    for event in _heads(tx, changed, TOGETHER) if changed else ():
        if event.kind != CHANGED:
            going_on.discard(event.stream_id)
        if event.stream_id in going_on and event.id != lines[event.stream_id][0].id:
            lines[event.stream_id].append(event)
    return lines


def _heads(tx: Tx, stream_ids: list[int], each: int) -> list[Event]:
    columns = rows.names(Event)
    pending = f"SELECT {columns} FROM event WHERE stream_id = %s AND state = 'pending' ORDER BY id LIMIT ?"
    if tx.dialect == "sqlite":
        found = tx.sql(
            "WITH line (place, of) AS (SELECT key, value FROM json_each(?)) "
            f"SELECT {columns} FROM line CROSS JOIN event ON event.id IN (SELECT e.id FROM event AS e "
            "WHERE e.stream_id = line.of AND e.state = 'pending' ORDER BY e.id LIMIT ?) ORDER BY line.place, event.id",
            json.dumps(stream_ids),
            each,
        )
    else:
        found = tx.sql(
            "SELECT e.* FROM unnest(?::bigint[]) AS line(id) "
            f"CROSS JOIN LATERAL ({pending.replace('%s', 'line.id')}) AS e",
            stream_ids,
            each,
        )
    return rows.build_all(Event, found)
