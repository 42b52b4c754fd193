"""Messages between partners: what was received, what waits to be fetched, and delivery within one store."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from addon.storage import connections, queue, rows, tables
from addon.storage.failures import NoSuchRow
from addon.storage.tables import Outbox as O
from addon.storage.tables import Received as R
from addon.storage.transaction import Tx


@rows.of(tables.Outbox)
@dataclass(frozen=True, slots=True)
class Message:
    """A message that a private partner fetches; `id` is the order."""

    id: int
    node_id: int
    connection_id: int
    message_id: str
    entity_key: str
    kind: str
    epoch: int
    seq: int
    event_id: int
    body: Any
    created_at: int
    offered_at: int | None
    acked_at: int | None


def receive(
    tx: Tx,
    node_id: int,
    connection_id: int,
    *,
    message_id: str,
    entity_key: str,
    kind: str,
    body: Any,
    epoch: int = 0,
    seq: int = 0,
    local_entity: str | None = None,
    label: str = "",
    priority: int = queue.NORMAL,
    origin: str = "partner",
) -> int | None:
    """Store a partner's message in its incoming line; the event's id, None when it was stored before.

    `entity_key` is the partner's id of the entity. Acknowledge to the partner only after this is committed.
    """
    side_id = connections.get(tx, node_id, connection_id).side_id
    known = tx.insert_unless_known(
        tables.Received,
        node_id=node_id,
        side_id=side_id,
        message_id=message_id,
        entity_key=entity_key,
        epoch=epoch,
        seq=seq,
        received_at=tx.now,
    )
    if known is None:
        return None
    return queue.append(
        tx,
        node_id,
        "in",
        entity_key,
        kind,
        body,
        connection_id=connection_id,
        dedup=message_id,
        local_entity=local_entity,
        label=label,
        priority=priority,
        origin=origin,
        message_id=message_id,
    )


def deliver_local(
    tx: Tx, node_id: int, connection_id: int, *, local_entity: str | None = None, **message: Any
) -> int | None:
    """Hand a message to a partner in this same store, in this same transaction: exactly once.

    The only write that touches two tenants, and only where both rows name each other. Takes what `receive`
    takes; `local_entity` is the partner's entity when the pair is known there. Raises `NoSuchRow` when the
    partner is not here.
    """
    peer = connections.local_peer(tx, node_id, connection_id)
    if peer is None:
        raise NoSuchRow("The partner of this connection is not in this store.")
    return receive(tx, peer.node_id, peer.id, local_entity=local_entity, **message)


def last_received(tx: Tx, node_id: int, side_id: str, entity_key: str) -> tuple[int, int]:
    """(epoch, seq) of the newest message stored for an entity; (0, 0) when there is none. Gaps are only logged."""
    found = tx.rows(
        R.select(R.epoch, R.seq)
        .where(R.node_id == node_id, R.side_id == side_id, R.entity_key == entity_key)
        .order_by(R.id.desc())
        .limit(1)
    )
    return (int(found[0][0]), int(found[0][1])) if found else (0, 0)


def offer(
    tx: Tx,
    node_id: int,
    connection_id: int,
    *,
    message_id: str,
    kind: str,
    body: Any,
    entity_key: str = "",
    epoch: int = 0,
    seq: int = 0,
    event_id: int = 0,
) -> bool:
    """Put a message where a private partner fetches it; False when it is there already."""
    return (
        tx.insert_unless_known(
            tables.Outbox,
            node_id=node_id,
            connection_id=connection_id,
            message_id=message_id,
            entity_key=entity_key,
            kind=kind,
            epoch=epoch,
            seq=seq,
            event_id=event_id,
            body=body,
            created_at=tx.now,
        )
        is not None
    )


def fetch(tx: Tx, node_id: int, connection_id: int, *, after: int = 0, limit: int = 50) -> list[Message]:
    """Messages not acknowledged yet, in order."""
    return tx.select(
        Message,
        O.node_id == node_id,
        O.connection_id == connection_id,
        O.acked_at.is_null(),
        O.id > after,
        order=[O.id],
        limit=limit,
    )


def note_offered(tx: Tx, node_id: int, connection_id: int, ids: Sequence[int]) -> None:
    """Remember that these were handed out."""
    tx.update(
        tables.Outbox, O.node_id == node_id, O.connection_id == connection_id, O.id.in_(list(ids)), offered_at=tx.now
    )


def acknowledge(tx: Tx, node_id: int, connection_id: int, message_ids: Sequence[str]) -> list[Message]:
    """The partner stored these; those that were still open, so that their events can be finished."""
    open_ones = tx.select(
        Message,
        O.node_id == node_id,
        O.connection_id == connection_id,
        O.message_id.in_(list(message_ids)),
        O.acked_at.is_null(),
        order=[O.id],
    )
    tx.update(tables.Outbox, O.node_id == node_id, O.id.in_([message.id for message in open_ones]), acked_at=tx.now)
    return open_ones


def purge(tx: Tx, before: int, *, at_most: int = 1_000) -> int:
    """Delete acknowledged and old received messages, some at a time; how many."""
    sent = tx.change(
        "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE acked_at IS NOT NULL AND acked_at < ? LIMIT ?)",
        before,
        at_most,
    )
    return sent + tx.change(
        "DELETE FROM received WHERE id IN (SELECT id FROM received WHERE received_at < ? ORDER BY received_at LIMIT ?)",
        before,
        at_most,
    )


def offered(tx: Tx, node_id: int, connection_id: int, message_ids: Sequence[str]) -> list[Message]:
    """These messages for a private partner, acknowledged or not, as far as they are still kept."""
    where = [O.node_id == node_id, O.connection_id == connection_id, O.message_id.in_(list(message_ids))]
    return tx.select(Message, *where, order=[O.id])


def put_answer(tx: Tx, node_id: int, message: Message, answer: Any) -> None:
    """Keep what the partner answered to a question in the question's place; it is fetched no more."""
    where = [O.id == message.id, O.node_id == node_id]
    tx.update(tables.Outbox, *where, body=answer, acked_at=tx.now)


def withdraw(tx: Tx, node_id: int, connection_id: int, message_ids: Sequence[str]) -> None:
    """Forget these messages, fetched or not, with what was answered to them."""
    for message in offered(tx, node_id, connection_id, message_ids):
        tx.change("DELETE FROM outbox WHERE id = ? AND node_id = ?", message.id, node_id)
