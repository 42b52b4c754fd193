"""Ending a pair: both sides keep their data, what waits for it is left out, the partner is told."""

from addon.storage import audit, queue, timeline, twins
from addon.storage.transaction import Tx
from addon.storage.twins import Twin


def unlink_pair(
    tx: Tx, twin: Twin, *, user_id: str, by: str, priority: int = queue.INTERACTIVE, origin: str = "panel"
) -> None:
    """End a pair in this transaction; the message to the partner leaves after it."""
    twins.end(tx, twin.node_id, twin.id)
    queue.discard(tx, twin.node_id, twin.connection_id, [twin.local_id, twin.remote_id or "-"], "unlinked", by)
    queue.append(
        tx,
        twin.node_id,
        "out",
        twin.local_id,
        "unlink",
        {"twin": twin.remote_id},
        connection_id=twin.connection_id,
        local_entity=twin.local_id,
        label=twin.local_key,
        priority=priority,
        origin=origin,
    )
    timeline.note(
        tx,
        twin.node_id,
        twin.local_id,
        "unlinked",
        f"Unlinked by {by}. Both sides keep their data.",
        connection_id=twin.connection_id,
    )
    audit.record(
        tx,
        twin.node_id,
        "unlinked",
        actor_id=user_id,
        actor_name=by,
        connection_id=twin.connection_id,
        subject=twin.local_key,
    )
