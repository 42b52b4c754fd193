"""Webhook deliveries: stored with the work they ask for, in one transaction, before anything is acknowledged."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from addon.storage import hooks, queue, rows, tables
from addon.storage.queue.append import GIVEN
from addon.storage.tables import Inbox as T
from addon.storage.tables.base import storable
from addon.storage.transaction import Tx


@dataclass(frozen=True, slots=True)
class Hint:
    """What a delivery says happened to one entity; `kind` is "changed" unless the order matters."""

    entity_id: str
    kind: str = queue.CHANGED
    body: Any = field(default_factory=dict)
    label: str = ""


@rows.of(tables.Inbox)
@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery as it came in."""

    id: int
    node_id: int
    delivery_key: str
    source: str
    headers: dict[str, Any]
    body: str
    received_at: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """A delivery on its way in, without headers and body; `hook_id` is the service hook that brought it."""

    node_id: int
    delivery_key: str
    source: str
    hints: Sequence[Hint]
    hook_id: int | None = None


_STORE_ALL = {
    dialect: f"""
INSERT INTO inbox (node_id, delivery_key, source, headers, body, received_at)
SELECT CAST(value ->> 0 AS bigint), value ->> 1, value ->> 2, '{{}}', '', CAST(? AS bigint)
FROM {given} WHERE true ORDER BY given.key
ON CONFLICT (node_id, delivery_key) DO NOTHING
"""  # noqa: S608 (constants; every value is bound)
    for dialect, given in GIVEN.items()
}
_NEWEST = """
SELECT json_group_array(json_array(id, node_id, delivery_key))
FROM (SELECT id, node_id, delivery_key FROM inbox ORDER BY id DESC LIMIT ?)
"""


def store_delivery(
    tx: Tx,
    node_id: int,
    delivery_key: str,
    source: str,
    hints: Sequence[Hint],
    *,
    headers: dict[str, Any] | None = None,
    body: str = "",
    origin: str = "webhook",
) -> bool:
    """Store a delivery and wake the ingress line of each entity; False when it was stored before."""
    # Plain SQL: this is the hottest write of all.
    rows = tx.hot(
        "INSERT INTO inbox (node_id, delivery_key, source, headers, body, received_at) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (node_id, delivery_key) DO NOTHING RETURNING id",
        node_id,
        storable(delivery_key),
        source,
        json.dumps(headers or {}, separators=(",", ":")),
        storable(body),
        tx.now,
    )
    if not rows:
        return False
    stored = int(rows[0][0])
    for hint in hints:
        queue.append(
            tx,
            node_id,
            "ingress",
            hint.entity_id,
            hint.kind,
            {"inbox": stored, **hint.body},
            label=hint.label,
            origin=origin,
        )
    return True


def store_all(tx: Tx, arrivals: Sequence[Arrival]) -> list[bool]:
    """Deliveries of all tenants that came at the same moment: as `store_delivery` for each, in four round trips."""
    for node_id, hook_id in sorted({(one.node_id, one.hook_id) for one in arrivals if one.hook_id is not None}):
        hooks.note_delivery(tx, node_id, hook_id)
    if len(arrivals) == 1:
        one = arrivals[0]
        return [store_delivery(tx, one.node_id, one.delivery_key, one.source, one.hints)]
    first: dict[tuple[int, str], int] = {}
    for place, one in enumerate(arrivals):
        first.setdefault((one.node_id, storable(one.delivery_key)), place)
    given = [(*key, arrivals[place].source) for key, place in sorted(first.items())]  # sorted: all lock alike
    stored = {(node_id, key): inbox_id for inbox_id, node_id, key in _insert(tx, given)}
    new = [(place, stored[key]) for key, place in first.items() if key in stored]
    queue.arrive(
        tx,
        [
            queue.Arrived(
                arrivals[place].node_id,
                hint.entity_id,
                hint.kind,
                {"inbox": inbox_id, **hint.body},
                hint.label,
                "webhook",
            )
            for place, inbox_id in sorted(new)
            for hint in arrivals[place].hints
        ],
    )
    places = {place for place, _ in new}
    return [place in places for place in range(len(arrivals))]


def _insert(tx: Tx, given: Sequence[tuple[int, str, str]]) -> Sequence[Sequence[Any]]:
    """Add deliveries (tenant, key, source); id, tenant and key of those that were not there.

    On SQLite each row that a statement gives back lets another thread run first, so all come in one; the only
    writer's newest rows are those that it has just added.
    """
    text, values = _STORE_ALL[tx.dialect], (tx.now, json.dumps(given))
    if tx.dialect == "postgresql":
        return tx.hot(f"{text} RETURNING id, node_id, delivery_key", *values)
    added = tx.change(text, *values)
    found: list[list[Any]] = json.loads(tx.sql(_NEWEST, added)[0][0]) if added else []
    return found


def find(tx: Tx, node_id: int, delivery_key: str) -> Delivery | None:
    """A stored delivery."""
    return tx.first(Delivery, T.node_id == node_id, T.delivery_key == delivery_key)


def last_received(tx: Tx, node_id: int, source: str) -> int | None:
    """When the newest delivery of this source that is still kept came (ms), None where there is none."""
    found = tx.sql("SELECT max(received_at) FROM inbox WHERE node_id = ? AND source = ?", node_id, source)
    return None if found[0][0] is None else int(found[0][0])


def purge(tx: Tx, before: int, *, at_most: int = 1_000) -> int:
    """Delete deliveries received before then (ms), oldest first, some at a time; how many."""
    return tx.change(
        "DELETE FROM inbox WHERE id IN (SELECT id FROM inbox WHERE id < (SELECT COALESCE(min(id), 0) + ? FROM inbox) "
        "AND received_at < ?)",
        at_most,
        before,
    )
