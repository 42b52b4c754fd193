# ruff: noqa: S608 (SQL put together from constants; every value is bound)
"""Messages to partners go on while a tenant's tracker is left alone: handing them over asks no tracker anything.

Looked for only when nothing else is due, so that no claim costs more because of it.
"""

import json
from typing import Any

from addon.storage.queue.lanes import FLOWING
from addon.storage.queue.model import TAKEN
from addon.storage.transaction import Tx

_PAUSED = "SELECT node_id FROM turn WHERE paused_until > ? AND node_id <> 0 LIMIT 1"
_DUE = f"""
SELECT lane.id FROM turn JOIN node ON node.id = turn.node_id AND node.status = 'active'
  JOIN stream AS lane ON lane.node_id = turn.node_id
  LEFT JOIN connection ON connection.id = lane.connection_id
WHERE turn.paused_until > ? AND turn.node_id <> 0
  AND lane.direction = 'send' AND lane.due_at IS NOT NULL AND lane.due_at <= ? AND {FLOWING}
ORDER BY lane.due_at, lane.id LIMIT ?
"""
_LEASE = (
    "UPDATE stream SET owner = ?, lease_no = lease_no + 1, locked_entity = local_entity, due_at = ?, "
    "lease_until = ?, burst_at = NULL, waiting_for = '' WHERE id IN ({ids}) RETURNING "
) + TAKEN
_OF_SQLITE = _LEASE.format(ids="SELECT value FROM json_each(?)")
_OF_POSTGRESQL = _LEASE.format(
    ids="SELECT id FROM stream WHERE id IN (SELECT CAST(value AS bigint) FROM json_array_elements_text(CAST(? AS json))"
    " AS found (value)) AND owner IS NULL AND due_at <= ? FOR UPDATE SKIP LOCKED"
)


def waits(tx: Tx) -> bool:
    """Whether any message to a partner is due of a tenant whose tracker is left alone; asks without a lock."""
    return bool(tx.sql(_PAUSED, tx.now)) and bool(tx.sql(_DUE, tx.now, tx.now, tx.now, 1))


def take_sends(tx: Tx, limit: int) -> list[tuple[Any, ...]]:
    """Lease up to `limit` such lines, the oldest first; the columns `TAKEN` of each."""
    now = tx.now
    until = now + tx.lease_ms
    ids = [row[0] for row in tx.sql(_DUE, now, now, now, limit)]
    if not ids:
        return []
    if tx.dialect == "sqlite":
        found = tx.sql(_OF_SQLITE, tx.owner, None, until, json.dumps(ids))
    else:
        found = tx.sql(_OF_POSTGRESQL, tx.owner, until, until, json.dumps(ids), now)
    place = {stream_id: number for number, stream_id in enumerate(ids)}
    return sorted(found, key=lambda row: place[row[0]])
