"""Webhook deliveries: stored with the work they ask for, in one transaction, before anything is acknowledged."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from addon.storage import queue, rows, tables
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
    rows = tx.sql(
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


def find(tx: Tx, node_id: int, delivery_key: str) -> Delivery | None:
    """A stored delivery."""
    return tx.first(Delivery, T.node_id == node_id, T.delivery_key == delivery_key)


def purge(tx: Tx, before: int, *, at_most: int = 1_000) -> int:
    """Delete deliveries received before then (ms), oldest first, some at a time; how many."""
    return tx.change(
        "DELETE FROM inbox WHERE id IN (SELECT id FROM inbox WHERE id < (SELECT COALESCE(min(id), 0) + ? FROM inbox) "
        "AND received_at < ?)",
        at_most,
        before,
    )
