# ruff: noqa: S608 (SQL put together from constants; every value is bound)
"""The lanes of the due index: what is due of one tenant, over one connection, with one priority.

They are found by stepping from each lane's first row to the next lane's along the index, so that a lane costs one step
however many lines wait in it.
"""

from addon.storage.budgets import BULK_SCOPE
from addon.storage.queue.model import BULK

# One row for each lane with something due: from each lane's first row to the next lane's, along the index.
STEPS = """
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
NEXT_SQLITE = """SELECT s.id, s.node_id, s.connection_id, s.priority, s.due_at
  FROM lane JOIN stream s ON s.id = COALESCE(
    (SELECT id FROM stream WHERE due_at IS NOT NULL AND node_id = lane.node_id
       AND connection_id = lane.connection_id AND priority > lane.priority
     ORDER BY priority, due_at, id LIMIT 1),
    (SELECT id FROM stream WHERE due_at IS NOT NULL AND node_id = lane.node_id AND connection_id > lane.connection_id
     ORDER BY connection_id, priority, due_at, id LIMIT 1){next_tenant})"""
_ALL_SQLITE = STEPS.format(
    first_lanes=_FIRST_OF_ALL,
    next_lane=NEXT_SQLITE.format(
        next_tenant=""",
    (SELECT id FROM stream WHERE due_at IS NOT NULL AND node_id > lane.node_id
     ORDER BY node_id, connection_id, priority, due_at, id LIMIT 1)"""
    ),
)
_ALL_POSTGRESQL = STEPS.format(
    first_lanes=_FIRST_OF_ALL,
    next_lane="""SELECT n.* FROM lane CROSS JOIN LATERAL (
    SELECT id, node_id, connection_id, priority, due_at FROM stream
    WHERE due_at IS NOT NULL
      AND (node_id, connection_id, priority) > (lane.node_id, lane.connection_id, lane.priority)
    ORDER BY node_id, connection_id, priority, due_at, id LIMIT 1) AS n""",
)

LANES = {"sqlite": _ALL_SQLITE, "postgresql": _ALL_POSTGRESQL}

# Takes the time.
FLOWING = "(lane.connection_id = 0 OR (connection.flowing AND connection.paused_until <= ?))"

# Lanes that may be claimed now; takes the time twice.
OPEN = f"""
  JOIN node ON node.id = lane.node_id AND node.status = 'active'
  JOIN turn ON turn.node_id = lane.node_id AND turn.paused_until <= ?
  LEFT JOIN connection ON connection.id = lane.connection_id
WHERE {FLOWING}
"""

# Bulk lanes of a tenant whose tracker said that a limit is near wait; takes the time.
NOT_SLOWED = f"""
  AND (lane.priority < {BULK} OR NOT EXISTS (SELECT 1 FROM budget
       WHERE budget.node_id = lane.node_id AND budget.scope = '{BULK_SCOPE}' AND budget.paused_until > ?))
"""
