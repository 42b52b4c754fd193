"""Links and parents that wait until their other end is paired."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from addon.storage import rows, tables
from addon.storage.tables import DeferredLink as T
from addon.storage.transaction import Tx


@rows.of(tables.DeferredLink)
@dataclass(frozen=True, slots=True)
class DeferredLink:
    """`local_id` is to have a link of `kind` to whatever becomes the twin of the partner's `remote_id`."""

    id: int
    node_id: int
    connection_id: int
    local_id: str
    kind: str
    remote_id: str
    data: dict[str, Any]
    created_at: int


def defer(
    tx: Tx, node_id: int, connection_id: int, *, local_id: str, kind: str, remote_id: str, data: Any = None
) -> bool:
    """Remember a link for later; False when it waits already."""
    known = tx.insert_unless_known(
        tables.DeferredLink,
        node_id=node_id,
        connection_id=connection_id,
        local_id=local_id,
        kind=kind,
        remote_id=remote_id,
        data=data or {},
        created_at=tx.now,
    )
    return known is not None


def meet(tx: Tx, node_id: int, connection_id: int, remote_ids: Sequence[str]) -> None:
    """Let only one transaction at a time decide about waiting for these: one that waits and one that pairs would
    otherwise both miss what the other is about to store. Nothing to do where there is one writer.
    """
    for remote_id in sorted(set(remote_ids)):
        tx.one_at_a_time(f"{node_id}:{connection_id}:{remote_id}")


def waiting(tx: Tx, node_id: int, connection_id: int, local_id: str) -> list[DeferredLink]:
    """What an entity waits for."""
    return tx.select(
        DeferredLink, T.node_id == node_id, T.connection_id == connection_id, T.local_id == local_id, order=[T.id]
    )


def take(tx: Tx, node_id: int, connection_id: int, remote_id: str) -> list[DeferredLink]:
    """Take out what waited for a partner's entity that is paired now."""
    found = tx.select(
        DeferredLink, T.node_id == node_id, T.connection_id == connection_id, T.remote_id == remote_id, order=[T.id]
    )
    tx.delete(tables.DeferredLink, T.node_id == node_id, T.id.in_([link.id for link in found]))
    return found


def drop(tx: Tx, node_id: int, connection_id: int, local_id: str) -> int:
    """Forget what an entity waited for."""
    return tx.delete(
        tables.DeferredLink, T.node_id == node_id, T.connection_id == connection_id, T.local_id == local_id
    )
