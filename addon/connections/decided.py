"""Fields of a pair about which a person decided: our values leave once more, or the partner's are taken over."""

from collections.abc import Sequence
from typing import Any, Literal

from addon.storage import queue
from addon.storage.transaction import Tx
from addon.storage.twins import Twin


def send_again(
    tx: Tx, twin: Twin, fields: Sequence[str], *, origin: str, dedup: str | None = None, **more: Any
) -> None:
    """Send our entity as it is then, whatever the partner has already; `more` says why, for the timeline."""
    _append(tx, twin, "out", "resync", {"decided": list(fields), **more}, origin, dedup)


def take_over(tx: Tx, twin: Twin, fields: Sequence[str], replica: Any, *, origin: str) -> None:
    """Apply a replica of the partner's with these of its fields, whatever stands here."""
    body = {"replica": replica, "twin": twin.local_id, "edited": {}, "decided": list(fields)}
    _append(tx, twin, "in", "replica", {**body, "epoch": twin.received_epoch, "seq": twin.received_seq}, origin)


def _append(
    tx: Tx, twin: Twin, direction: Literal["out", "in"], kind: str, body: Any, origin: str, dedup: str | None = None
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
        priority=queue.INTERACTIVE,
        origin=origin,
    )
