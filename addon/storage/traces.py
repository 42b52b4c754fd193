"""Traces: within a pair, our id and the partner's id of one comment, attachment, worklog or link."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from addon.storage import rows, tables
from addon.storage.tables import Trace as T
from addon.storage.transaction import Tx


@rows.of(tables.Trace)
@dataclass(frozen=True, slots=True)
class Trace:
    """One thing inside a pair; hashes say what each side last had, so that an echo is recognised."""

    id: int
    node_id: int
    twin_id: int
    kind: str
    local_id: str
    remote_id: str
    origin: str
    local_hash: str
    remote_hash: str
    data: dict[str, Any]
    removed_at: int | None
    created_at: int
    updated_at: int


def of_twin(tx: Tx, node_id: int, twin_id: int, kind: str | None = None) -> list[Trace]:
    """All traces of a pair, those removed included."""
    where = [T.node_id == node_id, T.twin_id == twin_id] + ([T.kind == kind] if kind else [])
    return tx.select(Trace, *where, order=[T.id])


def by_local(tx: Tx, node_id: int, twin_id: int, kind: str, local_id: str) -> Trace | None:
    """The trace of something of ours."""
    return tx.first(Trace, T.node_id == node_id, T.twin_id == twin_id, T.kind == kind, T.local_id == local_id)


def by_remote(tx: Tx, node_id: int, twin_id: int, kind: str, remote_id: str) -> Trace | None:
    """The trace of something of the partner's."""
    return tx.first(Trace, T.node_id == node_id, T.twin_id == twin_id, T.kind == kind, T.remote_id == remote_id)


def put(
    tx: Tx, node_id: int, twin_id: int, kind: str, *, local_id: str, remote_id: str, origin: str, **more: Any
) -> None:
    """Remember or renew a trace (`local_hash`, `remote_hash`, `data`, `removed_at`).

    What was removed here, and comes back with the partner's number, is another one here: its trace takes the old one's
    place.
    """
    same = (T.node_id == node_id, T.twin_id == twin_id, T.kind == kind, T.remote_id == remote_id)
    if (before := tx.first(Trace, *same)) is not None and before.removed_at is not None and before.local_id != local_id:
        tx.delete(tables.Trace, T.id == before.id, T.node_id == node_id)
    keep = ("created_at", "origin")
    tx.upsert(
        tables.Trace,
        ("twin_id", "kind", "local_id"),
        keep,
        node_id=node_id,
        twin_id=twin_id,
        kind=kind,
        local_id=local_id,
        remote_id=remote_id,
        origin=origin,
        created_at=tx.now,
        updated_at=tx.now,
        **more,
    )


def forget(tx: Tx, node_id: int, trace_ids: Sequence[int]) -> None:
    """These traces are over, as if they had never been."""
    for number in trace_ids:
        tx.delete(tables.Trace, T.id == number, T.node_id == node_id)


def mark_removed(tx: Tx, node_id: int, trace_id: int) -> None:
    """It was deleted on a side; the trace stays, so that it is not made again."""
    tx.update(tables.Trace, T.id == trace_id, T.node_id == node_id, removed_at=tx.now, updated_at=tx.now)
