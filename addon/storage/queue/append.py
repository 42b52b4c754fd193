# ruff: noqa: S608 (SQL put together from the constants of this module; every value is bound)
"""Putting work into lines."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from addon.storage.queue import newer
from addon.storage.queue.model import NORMAL, SETTLE_CAP, Direction
from addon.storage.tables.base import storable
from addon.storage.transaction import Tx

SOON_MS = 100

_LINE = """
INSERT INTO stream (node_id, connection_id, direction, entity_key, entity_label, local_entity, priority, due_at,
                    burst_at, lease_no, attempts, waiting_for, epoch, seq, created_at, updated_at)
"""
_EVENT = """
INSERT INTO event (stream_id, node_id, connection_id, direction, kind, dedup, body, state, attempts, outcome, origin,
                   message_id, created_at)
"""
_WAKE_KNOWN = """
ON CONFLICT (node_id, connection_id, direction, entity_key) DO UPDATE SET
  due_at = CASE
    WHEN stream.blocked_by IS NOT NULL OR stream.owner IS NOT NULL THEN stream.due_at
    WHEN stream.due_at IS NULL THEN excluded.due_at
    WHEN stream.waiting_for <> '' OR stream.attempts > 0 AND excluded.priority > 0 THEN stream.due_at
    WHEN excluded.due_at <= excluded.updated_at OR stream.burst_at IS NULL THEN
      CASE WHEN excluded.due_at < stream.due_at THEN excluded.due_at ELSE stream.due_at END
    WHEN excluded.due_at > stream.burst_at + ? THEN stream.burst_at + ?
    ELSE excluded.due_at END,
  burst_at = CASE
    WHEN stream.due_at IS NULL AND stream.owner IS NULL AND stream.blocked_by IS NULL THEN excluded.burst_at
    ELSE stream.burst_at END,
  priority = CASE
    WHEN stream.due_at IS NULL AND stream.owner IS NULL AND stream.blocked_by IS NULL THEN excluded.priority
    WHEN excluded.priority < stream.priority THEN excluded.priority
    ELSE stream.priority END,
  local_entity = COALESCE(excluded.local_entity, stream.local_entity),
  entity_label = CASE WHEN excluded.entity_label <> '' THEN excluded.entity_label ELSE stream.entity_label END,
  updated_at = excluded.updated_at
"""
_WAKE = f"{_LINE} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, '', ?, 0, ?, ?) {_WAKE_KNOWN} RETURNING id, blocked_by"

_ADD = f"""{_EVENT} VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', 0, '', ?, ?, ?)
ON CONFLICT (stream_id, dedup) WHERE dedup IS NOT NULL DO NOTHING RETURNING id
"""

# Many at once: what is given comes as one JSON list, so that the statement is the same for any number.
GIVEN = {
    "sqlite": "json_each(?) AS given",
    "postgresql": "jsonb_array_elements(CAST(? AS jsonb)) WITH ORDINALITY AS given (value, key)",
}
_WAKE_ALL = f"""{_LINE}
SELECT CAST(value ->> 0 AS bigint), 0, 'ingress', value ->> 1, value ->> 2, value ->> 1, CAST(? AS bigint),
       CAST(? AS bigint), CAST(? AS bigint), 0, 0, '', CAST(? AS bigint), 0, CAST(? AS bigint), CAST(? AS bigint)
FROM %s WHERE true ORDER BY given.key {_WAKE_KNOWN}
"""
_ADD_ALL = f"""{_EVENT}
SELECT line.id, line.node_id, 0, 'ingress', value ->> 2, NULL, value ->> 3, 'pending', 0, '', value ->> 4, '',
       CAST(? AS bigint)
FROM %s JOIN stream AS line ON line.node_id = CAST(value ->> 0 AS bigint) AND line.connection_id = 0
  AND line.direction = 'ingress' AND line.entity_key = value ->> 1
ORDER BY given.key
"""

# The same in one round trip; the event gets its number after the line is locked, so numbers keep the order.
_WAKE_AND_ADD = f"""
WITH line AS ({_WAKE}), added AS (
  {_EVENT}
  SELECT line.id, ?, ?, ?, ?, ?, ?, 'pending', 0, '', ?, ?, ?::bigint FROM line
  ON CONFLICT (stream_id, dedup) WHERE dedup IS NOT NULL DO NOTHING RETURNING id
)
SELECT added.id, line.id, line.blocked_by FROM added CROSS JOIN line
"""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A hint about an entity that came from outside; `body` is JSON."""

    node_id: int
    entity_key: str
    kind: str
    body: Any
    label: str = ""
    origin: str = ""


def append(
    tx: Tx,
    node_id: int,
    direction: Direction,
    entity_key: str,
    kind: str,
    body: Any = None,
    *,
    connection_id: int = 0,
    dedup: str | None = None,
    local_entity: str | None = None,
    label: str = "",
    priority: int = NORMAL,
    delay_ms: int | None = None,
    origin: str = "",
    message_id: str = "",
) -> int | None:
    """Add an event at the end of its line and wake the line; the event's id, None when `dedup` is known there.

    `entity_key` names the line: the local entity's stable id, for incoming lines the partner's id of it.
    `local_entity` is what nobody else may touch while this line is worked on (None: nothing local).
    `delay_ms` None lets a burst settle on ingress lines and is 0 elsewhere. A line that is blocked, leased or
    waits after a failure keeps its time; interactive work does not wait for a failure's backoff. A line that is
    blocked by what may be cured so (`queue.newer`) runs again.
    """
    now = tx.now
    settle = tx.settle_ms if direction == "ingress" else 0
    delay = settle if delay_ms is None else delay_ms
    longest = SETTLE_CAP * max(settle, delay)
    burst = now if delay else None
    if direction == "ingress" and local_entity is None:
        local_entity = entity_key
    line = (
        node_id,
        connection_id,
        direction,
        storable(entity_key),
        storable(label),
        None if local_entity is None else storable(local_entity),
        priority,
        now + delay,
        burst,
        now,
        now,
        now,
        longest,
        longest,
    )
    event = (
        node_id,
        connection_id,
        direction,
        kind,
        None if dedup is None else storable(dedup),
        json.dumps({} if body is None else body, separators=(",", ":")),
        origin,
        message_id,
        now,
    )
    if tx.dialect == "postgresql":
        added = tx.hot(_WAKE_AND_ADD, *line, *event)
        stream_id, blocked_by = added[0][1:] if added else (0, None)
    else:
        stream_id, blocked_by = tx.sql(_WAKE, *line)[0]
        added = tx.sql(_ADD, stream_id, *event)
    if not added:
        return None
    cured = blocked_by is not None and newer.came(tx, stream_id, blocked_by, direction, kind, body)
    if cured or delay <= SOON_MS:
        announce(tx)
    return int(added[0][0])


def arrive(tx: Tx, items: Sequence[Arrived]) -> None:
    """Add events to ingress lines and wake them, as `append` does for each, in three round trips for any number."""
    if not items:
        return
    now, settle = tx.now, tx.settle_ms
    labels: dict[tuple[int, str], str] = {}
    for item in items:
        key = item.node_id, storable(item.entity_key)
        labels[key] = item.label or labels.get(key, "")
    longest = SETTLE_CAP * settle
    lines = [(*key, storable(label)) for key, label in sorted(labels.items())]  # sorted: two processes lock alike
    given = GIVEN[tx.dialect]
    burst = now if settle else None
    tx.hot(
        _WAKE_ALL.replace("%s", given), *(NORMAL, now + settle, burst, now, now, now), json.dumps(lines), *[longest] * 2
    )
    events = [
        (
            item.node_id,
            storable(item.entity_key),
            item.kind,
            json.dumps(item.body, separators=(",", ":")),
            item.origin,
        )
        for item in items
    ]
    tx.hot(_ADD_ALL.replace("%s", given), now, json.dumps(events))
    if settle <= SOON_MS:
        announce(tx)


def announce(tx: Tx) -> None:
    """Wake dispatchers, in other processes too, once this transaction is durable."""
    tx.after_commit(tx.ring)
    tx.after_commit(tx.tell)
