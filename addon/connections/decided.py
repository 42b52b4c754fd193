"""Fields of a pair about which a person decided: our values leave once more, or the partner's are taken over."""

from collections.abc import Sequence
from typing import Any, Literal

from addon.storage import audit, conflicts, queue, timeline, twins
from addon.storage.conflicts import Conflict
from addon.storage.transaction import Tx
from addon.storage.twins import Twin

Choice = Literal["here", "there"]


def choose(
    tx: Tx, node_id: int, conflict_id: int, choice: Choice, by: str, *, priority: int = queue.INTERACTIVE
) -> Conflict:
    """Close an open conflict and let one side's value stand on both. Raises `NoSuchRow` when it is settled already.

    `here` sends our value again, `there` takes over what the partner sent last; both say that a person decided.
    """
    found = conflicts.resolve(tx, node_id, conflict_id, choice, by)
    twin = twins.get(tx, node_id, found.twin_id)
    if choice == "here":
        send_again(tx, twin, [found.field], origin="inbox", priority=priority)
    else:
        last = twins.replica(tx, twin.node_id, twin.id, "received")
        take_over(tx, twin, [found.field], last, origin="inbox", priority=priority)
    words = f"{by} chose the value of {found.local_by if choice == 'here' else found.remote_by} for {found.field}."
    data = {"field": found.field}
    timeline.note(tx, node_id, twin.local_id, "chosen", words, connection_id=found.connection_id, data=data)
    audit.record(
        tx, node_id, "conflict_resolved", actor_name=by, connection_id=found.connection_id, subject=twin.local_key
    )
    return found


def send_again(
    tx: Tx,
    twin: Twin,
    fields: Sequence[str],
    *,
    origin: str,
    dedup: str | None = None,
    priority: int = queue.INTERACTIVE,
    **more: Any,
) -> None:
    """Send our entity as it is then, whatever the partner has already; `more` says why, for the timeline."""
    _append(tx, twin, "out", "resync", {"decided": list(fields), **more}, origin, priority, dedup)


def take_over(
    tx: Tx, twin: Twin, fields: Sequence[str], replica: Any, *, origin: str, priority: int = queue.INTERACTIVE
) -> None:
    """Apply a replica of the partner's with these of its fields, whatever stands here."""
    body = {"replica": replica, "twin": twin.local_id, "edited": {}, "decided": list(fields)}
    numbered = {**body, "epoch": twin.received_epoch, "seq": twin.received_seq}
    _append(tx, twin, "in", "replica", numbered, origin, priority)


def _append(
    tx: Tx,
    twin: Twin,
    direction: Literal["out", "in"],
    kind: str,
    body: Any,
    origin: str,
    priority: int,
    dedup: str | None = None,
) -> None:
    queue.append(
        tx,
        twin.node_id,
        direction,
        twin.local_id if direction == "out" else twin.remote_id,
        kind,
        body,
        connection_id=twin.connection_id,
        local_entity=twin.local_id,
        label=twin.local_key,
        dedup=dedup,
        priority=priority,
        origin=origin,
    )
