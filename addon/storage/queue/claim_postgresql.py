# ruff: noqa: S608 (SQL put together from constants; every value is bound)
"""Claims on PostgreSQL: one statement, beside which other processes claim other lines."""

from typing import Any

from addon.storage.queue.lanes import FLOWING, NOT_SLOWED
from addon.storage.queue.model import BULK_WAIT_MS, FLOOR_STEP, MANY_TENANTS, TAKEN
from addon.storage.transaction import Tx

EVERYBODY = 1_000_000

# The server's index scan reads on to the end of each page, so a step costs about as much as the page: one for each
# tenant that has something due. Where those are many, the first of all tenants in their turn are looked at before the
# steps go on, which is mostly enough; where it is not, the rest comes after them, in its order. Lanes are stepped
# through only until there are enough tenants: the append and the nested loop take them in the order in which they are
# sorted, the limit stops them, and what is not reached is not run. Limits are asked for in words that hide them: else
# the server thinks that a plan of its own for each number is cheaper, and plans anew.
_CLAIM = (
    """
WITH RECURSIVE busy (node_id) AS (
  (SELECT node_id FROM stream WHERE due_at IS NOT NULL ORDER BY node_id LIMIT 1)
  UNION ALL
  SELECT (SELECT node_id FROM stream WHERE due_at IS NOT NULL AND node_id > busy.node_id ORDER BY node_id LIMIT 1)
  FROM busy WHERE busy.node_id IS NOT NULL
),
floor AS (SELECT COALESCE((SELECT vtime FROM turn WHERE node_id = 0), 0) AS vtime),
near AS (
  SELECT turn.node_id, turn.weight, GREATEST(turn.vtime, floor.vtime) AS vtime, turn.max_inflight
  FROM turn CROSS JOIN floor
  WHERE turn.paused_until <= ? AND turn.node_id <> 0
    AND (SELECT count(*) FROM (SELECT 1 FROM busy LIMIT """
    + str(MANY_TENANTS + 1)
    + """) AS several) > """
    + str(MANY_TENANTS)
    + """
  ORDER BY 3, 1 LIMIT (SELECT ?::bigint)
),
far AS (
  SELECT turn.node_id, turn.weight, GREATEST(turn.vtime, floor.vtime) AS vtime, turn.max_inflight
  FROM busy JOIN turn ON turn.node_id = busy.node_id AND turn.paused_until <= ? CROSS JOIN floor
  WHERE turn.node_id NOT IN (SELECT node_id FROM near)
  ORDER BY 3, 1
),
in_turn AS (
  SELECT one.node_id, one.weight, one.vtime,
         CASE WHEN one.max_inflight > 0 THEN one.max_inflight ELSE ? END AS most
  FROM (SELECT * FROM near UNION ALL SELECT * FROM far) AS one
),
open_tenant AS (
  SELECT in_turn.*, lanes.connections, lanes.priorities FROM in_turn CROSS JOIN LATERAL (
    WITH RECURSIVE lane (connection_id, priority, due_at) AS (
      (SELECT connection_id, priority, due_at FROM stream WHERE node_id = in_turn.node_id AND due_at IS NOT NULL
       ORDER BY connection_id, priority, due_at, id LIMIT 1)
      UNION ALL
      SELECT n.* FROM lane CROSS JOIN LATERAL (
        SELECT connection_id, priority, due_at FROM stream WHERE node_id = in_turn.node_id AND due_at IS NOT NULL
          AND (connection_id, priority) > (lane.connection_id, lane.priority)
        ORDER BY connection_id, priority, due_at, id LIMIT 1) AS n
    )
    SELECT array_agg(lane.connection_id) AS connections, array_agg(lane.priority) AS priorities
    FROM (SELECT in_turn.node_id, lane.* FROM lane) AS lane LEFT JOIN connection ON connection.id = lane.connection_id
    WHERE """
    + FLOWING
    + NOT_SLOWED
    + """ AND lane.due_at <= ?
      AND EXISTS (SELECT 1 FROM node WHERE node.id = in_turn.node_id AND node.status = 'active')
  ) AS lanes
  WHERE lanes.connections IS NOT NULL LIMIT (SELECT ?::bigint)
),
tenant AS (
  SELECT t.node_id, t.vtime, t.weight, t.connections, t.priorities,
         LEAST(GREATEST(1, ceil(?::numeric / count(*) OVER ()))::bigint,
               CASE WHEN t.most > 0 THEN t.most - (
                      SELECT count(*) FROM stream WHERE stream.node_id = t.node_id AND stream.owner IS NOT NULL)
                    ELSE ? END) AS room
  FROM open_tenant AS t
),
candidate AS (
  SELECT tenant.node_id, tenant.vtime, tenant.weight, tenant.room, lane.connection_id, lane.priority, line.*
  FROM tenant CROSS JOIN LATERAL unnest(tenant.connections, tenant.priorities) AS lane (connection_id, priority)
  CROSS JOIN LATERAL (
    SELECT s.id, s.due_at, s.local_entity FROM stream AS s
    WHERE s.node_id = tenant.node_id AND s.connection_id = lane.connection_id
      AND s.priority = lane.priority AND s.due_at IS NOT NULL AND s.due_at <= ?
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
pick AS (SELECT id, node_id, vtime, weight FROM ranked WHERE rank <= room ORDER BY rank, vtime, node_id LIMIT ?),
taken AS (
  UPDATE stream SET owner = ?, lease_no = lease_no + 1, locked_entity = local_entity, due_at = ?, lease_until = ?,
         burst_at = NULL, waiting_for = ''
  WHERE id IN (SELECT id FROM pick) RETURNING """
    + TAKEN
    + """
),
served AS (
  SELECT node_id, count(*) AS lines, min(vtime) AS vtime, min(weight) AS weight FROM pick GROUP BY node_id
),
free_turn AS (
  SELECT node_id FROM turn WHERE node_id = ANY (ARRAY(SELECT node_id FROM served UNION SELECT 0 FROM served))
  ORDER BY node_id FOR UPDATE SKIP LOCKED
),
turned AS (
  UPDATE turn SET vtime = served.vtime + served.lines / served.weight, served = turn.served + served.lines
  FROM served JOIN free_turn USING (node_id) WHERE turn.node_id = served.node_id
),
raised AS (
  UPDATE turn SET vtime = lowest.vtime
  FROM (SELECT min(vtime) AS vtime FROM served) AS lowest, free_turn
  WHERE turn.node_id = 0 AND free_turn.node_id = 0 AND lowest.vtime > turn.vtime + ?
)
SELECT * FROM taken
"""
)


def take(tx: Tx, limit: int, node_limit: int) -> list[tuple[Any, ...]]:
    """Ask the tenants whose turn it is; where all they have is busy, ask everybody."""
    return _take(tx, limit, node_limit, limit) or _take(tx, limit, node_limit, EVERYBODY)


def _take(tx: Tx, limit: int, node_limit: int, tenants: int) -> list[tuple[Any, ...]]:
    now = tx.now
    until = now + tx.lease_ms
    return tx.hot(
        _CLAIM,
        now,
        2 * limit + MANY_TENANTS,
        now,
        node_limit,
        *(now, now, now),
        tenants,
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
