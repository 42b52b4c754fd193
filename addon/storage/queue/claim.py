# ruff: noqa: S608 (SQL put together from the constants of this module; every value is bound)
"""Taking lines to work on: which ones, in what order, so that no tenant starves another. All claim SQL is here.

Lanes (tenant, connection, priority) that have something due are found by stepping through the due index, so
idle tenants and connections cost nothing. Tenants are served by virtual time: who was served least comes first,
and a sleeper that wakes starts at the time of the active ones instead of its own. Within a tenant interactive
work goes first, then connections by turns; bulk waits, but not for ever.

A line is not claimable while another line of the same local entity is leased; the unique index over
`locked_entity` makes that true even when two processes claim at the same moment (one of them tries again).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from addon.storage import rows
from addon.storage.queue.model import BULK, BULK_WAIT_MS, CHANGED, INTERACTIVE, TOGETHER, Claim, Event
from addon.storage.transaction import Tx

FLOOR_STEP = 16.0
_TAKEN = (
    "id, node_id, connection_id, direction, entity_key, entity_label, local_entity, priority, lease_no, attempts, "
    "epoch, seq"
)

# One row for each lane with something due: from each lane's first row to the next lane's, along the index.
_LANES = """
WITH RECURSIVE lane (id, node_id, connection_id, priority) AS (
  SELECT id, node_id, connection_id, priority FROM stream WHERE id = (
    SELECT id FROM stream WHERE due_at IS NOT NULL
    ORDER BY node_id, connection_id, priority, due_at, id LIMIT 1)
  UNION ALL
  {next_lane}
)
"""

# Three look-ups, because SQLite uses only the first column of a row comparison and would walk through whole tenants.
_LANES_SQLITE = _LANES.format(
    next_lane="""SELECT s.id, s.node_id, s.connection_id, s.priority FROM lane JOIN stream s ON s.id = COALESCE(
    (SELECT id FROM stream WHERE due_at IS NOT NULL AND node_id = lane.node_id
       AND connection_id = lane.connection_id AND priority > lane.priority
     ORDER BY priority, due_at, id LIMIT 1),
    (SELECT id FROM stream WHERE due_at IS NOT NULL AND node_id = lane.node_id AND connection_id > lane.connection_id
     ORDER BY connection_id, priority, due_at, id LIMIT 1),
    (SELECT id FROM stream WHERE due_at IS NOT NULL AND node_id > lane.node_id
     ORDER BY node_id, connection_id, priority, due_at, id LIMIT 1))"""
)
_LANES_POSTGRESQL = _LANES.format(
    next_lane="""SELECT n.* FROM lane CROSS JOIN LATERAL (
    SELECT id, node_id, connection_id, priority FROM stream
    WHERE due_at IS NOT NULL
      AND (node_id, connection_id, priority) > (lane.node_id, lane.connection_id, lane.priority)
    ORDER BY node_id, connection_id, priority, due_at, id LIMIT 1) AS n"""
)

LANES = {"sqlite": _LANES_SQLITE, "postgresql": _LANES_POSTGRESQL}

# Lanes that may be claimed now; takes the time twice.
OPEN = """
  JOIN node ON node.id = lane.node_id AND node.status = 'active'
  JOIN turn ON turn.node_id = lane.node_id AND turn.paused_until <= ?
  LEFT JOIN connection ON connection.id = lane.connection_id
WHERE lane.connection_id = 0 OR (connection.flowing AND connection.paused_until <= ?)
"""


def claim(tx: Tx, limit: int, *, node_limit: int = 0) -> list[Claim]:
    """Lease up to `limit` due lines with their next events; call again until it returns none.

    `node_limit` caps how many lines of one tenant may be leased at a time (0: no cap), so that a slow
    tracker cannot hold every worker.
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


# -- SQLite: the only writer may take several statements ------------------------------------------------


@dataclass(slots=True)
class _Tenant:
    vtime: float
    weight: float
    max_inflight: int
    lanes: list[tuple[int, int]]
    taken: int = 0


def _claim_sqlite(tx: Tx, limit: int, node_limit: int) -> list[tuple[Any, ...]]:
    now = tx.now
    found = tx.sql(
        _LANES_SQLITE
        + "SELECT lane.node_id, lane.connection_id, lane.priority, turn.vtime, turn.weight, turn.max_inflight FROM lane"
        + OPEN,
        now,
        now,
    )
    if not found:
        return []
    floor = _floor(tx)
    tenants: dict[int, _Tenant] = {}
    for node_id, connection_id, priority, vtime, weight, most in found:
        tenant = tenants.get(node_id)
        if tenant is None:
            tenant = tenants[node_id] = _Tenant(max(vtime, floor), weight, most or node_limit, [])
        tenant.lanes.append((connection_id, priority))
    order = sorted(tenants.items(), key=lambda item: (item[1].vtime, item[0]))
    taken: list[tuple[Any, ...]] = []
    quantum = max(1, -(-limit // len(order)))
    lowest: float | None = None
    for node_id, tenant in order:
        room = min(quantum, limit - len(taken))
        if tenant.max_inflight:
            leased = tx.sql("SELECT count(*) FROM stream WHERE node_id = ? AND owner IS NOT NULL", node_id)[0][0]
            room = min(room, tenant.max_inflight - leased)
        if room < 1:
            continue
        for stream_id in _pick_sqlite(tx, node_id, tenant, room):
            taken += tx.sql(
                "UPDATE stream SET owner = ?, lease_no = lease_no + 1, locked_entity = local_entity, due_at = NULL, "
                f"burst_at = NULL, waiting_for = '' WHERE id = ? RETURNING {_TAKEN}",
                tx.owner,
                stream_id,
            )
            tenant.taken += 1
        if tenant.taken:
            lowest = tenant.vtime if lowest is None else lowest
            tx.change(
                "UPDATE turn SET vtime = ?, served = served + ? WHERE node_id = ?",
                tenant.vtime + tenant.taken / tenant.weight,
                tenant.taken,
                node_id,
            )
        if len(taken) >= limit:
            break
    if lowest is not None and lowest > floor + FLOOR_STEP:
        tx.change("UPDATE turn SET vtime = ? WHERE node_id = 0", lowest)
    return taken


def _floor(tx: Tx) -> float:
    found = tx.sql("SELECT vtime FROM turn WHERE node_id = 0")
    return float(found[0][0]) if found else 0.0


def _pick_sqlite(tx: Tx, node_id: int, tenant: _Tenant, room: int) -> list[int]:
    now = tx.now
    candidates: list[tuple[bool, bool, int, int, int, str | None]] = []
    for connection_id, priority in tenant.lanes:
        lane = tx.sql(
            "SELECT id, due_at, local_entity FROM stream AS s WHERE node_id = ? AND connection_id = ? AND priority = ? "
            "AND due_at IS NOT NULL AND due_at <= ? AND (local_entity IS NULL OR NOT EXISTS (SELECT 1 FROM stream AS o "
            "WHERE o.node_id = s.node_id AND o.locked_entity = s.local_entity AND o.locked_entity IS NOT NULL)) "
            "ORDER BY due_at, id LIMIT ?",
            node_id,
            connection_id,
            priority,
            now,
            room,
        )
        for place, (stream_id, due_at, entity) in enumerate(lane):
            young = priority == BULK and due_at > now - BULK_WAIT_MS
            candidates.append((priority != INTERACTIVE, young, place, due_at, stream_id, entity))
    picked: list[int] = []
    entities: set[str] = set()
    for *_, stream_id, entity in sorted(candidates, key=lambda found: found[:5]):
        if len(picked) == room:
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
    + """),
leased AS (SELECT node_id, count(*) AS leased FROM stream WHERE owner IS NOT NULL GROUP BY node_id),
tenant AS (
  SELECT t.node_id, t.vtime, t.weight,
         LEAST(GREATEST(1, ceil(?::numeric / count(*) OVER ()))::bigint,
               CASE WHEN t.most > 0 THEN t.most - COALESCE(leased.leased, 0) ELSE ? END) AS room
  FROM (SELECT node_id, min(vtime) AS vtime, min(weight) AS weight, min(most) AS most
        FROM open_lane GROUP BY node_id) AS t
  LEFT JOIN leased USING (node_id)
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
  SELECT node_id FROM turn WHERE node_id = 0 OR node_id IN (SELECT node_id FROM served)
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
    assert tx.lease_ms is not None
    now = tx.now
    until = now + tx.lease_ms
    return tx.sql(
        _CLAIM_POSTGRESQL,
        node_limit,
        now,
        now,
        limit,
        limit,
        limit,
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
        found = [row for stream_id in stream_ids for row in tx.sql(pending.replace("%s", "?"), stream_id, each)]
    else:
        found = tx.sql(
            "SELECT e.* FROM unnest(?::bigint[]) AS line(id) "
            f"CROSS JOIN LATERAL ({pending.replace('%s', 'line.id')}) AS e",
            stream_ids,
            each,
        )
    return rows.build_all(Event, found)
