# ruff: noqa: S608 (SQL put together from the constants of this module; every value is bound)
"""What bulk work started and nobody has begun yet: how much it is, and leaving it out once a person stopped the work.

An event has begun when its line is leased, or was: an attempt was made, or a call of its rules is known.
"""

import json

from addon.storage.paging import COUNTED
from addon.storage.transaction import Tx

_OPEN = (
    "e.node_id = ? AND e.direction = 'out' AND e.state IN ('pending', 'error') AND e.connection_id = ? "
    "AND e.kind = 'start' AND e.origin = 'bulk'"
)
_NOT_BEGUN = (
    "SELECT e.id, e.stream_id, s.entity_key FROM event AS e JOIN stream AS s ON s.id = e.stream_id "
    f"WHERE {_OPEN} AND e.dedup = ? AND e.state = 'pending' AND e.attempts = 0 AND s.owner IS NULL AND NOT EXISTS "
    "(SELECT 1 FROM effect WHERE effect.node_id = e.node_id AND effect.event_id = e.id) ORDER BY e.id LIMIT ?"
)
_IDS = {
    "sqlite": "(SELECT value FROM json_each(?))",
    "postgresql": "(SELECT CAST(value AS bigint) FROM jsonb_array_elements_text(CAST(? AS jsonb)))",
}
_REST = "EXISTS (SELECT 1 FROM event WHERE event.stream_id = stream.id AND event.state = 'pending')"


def name_of(job_id: int) -> str:
    """What marks the events that a job started; each entity is started once by it."""
    return f"bulk:{job_id}"


def not_begun(tx: Tx, node_id: int, connection_id: int, job_id: int) -> int:
    """How many that a job started nobody has begun yet, counted no further than 1,000."""
    values = node_id, connection_id, name_of(job_id), COUNTED
    return int(tx.sql(f"SELECT count(*) FROM ({_NOT_BEGUN}) AS counted", *values)[0][0])


def at_work(tx: Tx, node_id: int, connection_id: int) -> set[int]:
    """Jobs whose starts stand first and last among those of a connection that wait: what people may want to stop."""
    found: set[str] = set()
    for order in ("ASC", "DESC"):
        sql = f"SELECT e.dedup FROM event AS e WHERE {_OPEN} AND e.state = 'pending' ORDER BY e.id {order} LIMIT 1"
        found.update(str(row[0]).partition(":")[2] for row in tx.sql(sql, node_id, connection_id) if row[0])
    return {int(one) for one in found if one.isdigit()}


def leave_out(tx: Tx, node_id: int, connection_id: int, job_id: int, why: str, *, at_most: int = 500) -> list[str]:
    """Leave out what a job started and nobody has begun, some at a time; call again until there is none.

    The entities that were to be started.
    """
    lock = " FOR UPDATE OF s SKIP LOCKED" if tx.dialect == "postgresql" else ""  # what is being claimed has begun
    found = tx.sql(f"{_NOT_BEGUN}{lock}", node_id, connection_id, name_of(job_id), at_most)
    if not found:
        return []
    events, lines = (json.dumps([row[place] for row in found]) for place in (0, 1))
    ids = _IDS[tx.dialect]
    tx.change(f"UPDATE event SET state = 'skipped', outcome = ?, done_at = ? WHERE id IN {ids}", why, tx.now, events)
    tx.change(
        f"UPDATE stream SET due_at = CASE WHEN {_REST} THEN due_at END, updated_at = ? WHERE id IN {ids}", tx.now, lines
    )
    return [str(row[2]) for row in found]
