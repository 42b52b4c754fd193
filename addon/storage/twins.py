"""Twins: which local entity and which remote entity are a pair, and the last replica that crossed each way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from addon.storage import deferred_links, rows, tables
from addon.storage.along import along
from addon.storage.failures import NoSuchRow, VersionConflict
from addon.storage.paging import Part, part_of
from addon.storage.tables import Replica as R
from addon.storage.tables import Twin as T
from addon.storage.transaction import Tx

Way = Literal["sent", "received"]
FIXED = frozenset({"id", "node_id", "connection_id", "created_at", "updated_at", "version", "ended_at"})


@rows.of(tables.Twin)
@dataclass(frozen=True, slots=True)
class Twin:
    """A pair. `remote_id` is empty until the partner said what it made; `ended_at` is set by unlink."""

    id: int
    node_id: int
    connection_id: int
    local_id: str
    local_key: str
    local_url: str
    local_project: str
    remote_id: str
    remote_key: str
    remote_url: str
    acknowledged: bool
    state: str
    sent_hash: str
    sent_at: int | None
    sent_epoch: int
    sent_seq: int
    received_hash: str
    received_at: int | None
    received_epoch: int
    received_seq: int
    revision: str
    rule_number: int
    created_at: int
    updated_at: int
    ended_at: int | None
    version: int


def create(tx: Tx, node_id: int, connection_id: int, *, local_id: str, local_key: str, **more: Any) -> Twin:
    """Make a pair. Raises `Duplicate` when one of the two is paired over this connection already."""
    _check(more)
    twin_id = tx.insert(
        tables.Twin,
        node_id=node_id,
        connection_id=connection_id,
        local_id=local_id,
        local_key=local_key,
        created_at=tx.now,
        updated_at=tx.now,
        **more,
    )
    return get(tx, node_id, twin_id)


def get(tx: Tx, node_id: int, twin_id: int) -> Twin:
    """One twin. Raises `NoSuchRow`."""
    found = tx.first(Twin, T.id == twin_id, T.node_id == node_id)
    if found is None:
        raise NoSuchRow(f"There is no twin {twin_id}.")
    return found


def several(tx: Tx, node_id: int, twin_ids: Sequence[int]) -> list[Twin]:
    """Several pairs by our row ids."""
    found = tx.select(Twin, T.id.in_(list(twin_ids))) if twin_ids else []  # by key, not along the tenant's pairs
    return [one for one in found if one.node_id == node_id]


def by_local(tx: Tx, node_id: int, connection_id: int, local_id: str) -> Twin | None:
    """The pair of a local entity over a connection."""
    return tx.first(
        Twin, T.node_id == node_id, T.connection_id == connection_id, T.local_id == local_id, T.ended_at.is_null()
    )


def by_remote(tx: Tx, node_id: int, connection_id: int, remote_id: str) -> Twin | None:
    """The pair of a partner's entity over a connection."""
    return tx.first(
        Twin,
        T.node_id == node_id,
        T.connection_id == connection_id,
        T.remote_id == remote_id,
        T.remote_id != "",
        T.ended_at.is_null(),
    )


def was_unlinked(tx: Tx, node_id: int, connection_id: int, *, local_id: str, local_key: str, remote_id: str) -> bool:
    """Whether these two were a pair that ended; `local_key`, as it was then, finds it by an index."""
    return (
        tx.first(
            Twin,
            T.node_id == node_id,
            T.local_key == local_key,
            T.connection_id == connection_id,
            T.local_id == local_id,
            T.remote_id == remote_id,
            T.ended_at.is_null(False),
        )
        is not None
    )


def of_entity(tx: Tx, node_id: int, local_id: str) -> list[Twin]:
    """All pairs of a local entity, one for each connection."""
    # Sorted here: asked for in order, SQLite would walk all pairs of the tenant along the index by connection.
    found = tx.select(Twin, T.node_id == node_id, T.local_id == local_id, T.ended_at.is_null())
    return sorted(found, key=lambda one: one.connection_id)


def of_entities(tx: Tx, node_id: int, local_ids: Sequence[str]) -> list[Twin]:
    """All pairs of several local entities."""
    # Sorted here, as those of one.
    found = tx.select(Twin, T.node_id == node_id, T.local_id.in_(list(local_ids)), T.ended_at.is_null())
    return sorted(found, key=lambda one: (one.local_id, one.connection_id))


def of_remotes(tx: Tx, node_id: int, connection_id: int, remote_keys: Sequence[str]) -> list[Twin]:
    """The pairs over a connection with these entities of the partner, by their keys there."""
    return tx.select(
        Twin,
        T.node_id == node_id,
        T.connection_id == connection_id,
        T.remote_key.in_(list(remote_keys)),
        T.ended_at.is_null(),
    )


def look_up(tx: Tx, node_id: int, key_or_id: str) -> list[Twin]:
    """Pairs whose local or remote key or id is this; what *Entity sync status* searches by."""
    text = key_or_id.strip()
    found = tx.select(Twin, T.node_id == node_id, T.local_id == text, T.ended_at.is_null(), limit=50)
    for column in (T.local_key, T.remote_key):
        found += tx.select(Twin, T.node_id == node_id, column == text, T.ended_at.is_null(), limit=50)
    return list({twin.id: twin for twin in found}.values())


def list_page(
    tx: Tx, node_id: int, connection_id: int, *, descending: bool = False, after: str = "", limit: int = 100
) -> Part[Twin]:
    """Pairs of a connection, oldest first: how bulk work and the CSV walk over all of them; or newest first."""
    given = [(T.node_id, node_id), (T.connection_id, connection_id)]
    way = along(tx, given, [T.id], after=int(after) if after else None, descending=descending)
    items = tx.select(Twin, *way.where, T.ended_at.is_null(), order=way.order, limit=limit + 1)
    return part_of(items, limit, lambda item: str(item.id))


def exact_count(tx: Tx, node_id: int, connection_id: int) -> int:
    """How many pairs a connection has, exactly; for a job, not for a list."""
    return tx.count(
        tables.Twin,
        T.node_id == node_id,
        T.connection_id == connection_id,
        T.ended_at.is_null(),
        at_most=2**31,
    )


def any_crossed(tx: Tx, node_id: int) -> bool:
    """Whether both sides have ever known a pair of this tenant: the *Getting started* card ends."""
    # In an index's order, so that a tenant without any is not looked for among all pairs of the others.
    asked = "SELECT 1 FROM twin WHERE node_id = ? AND acknowledged ORDER BY node_id, local_key LIMIT 1"
    return bool(tx.sql(asked, node_id))


def update(tx: Tx, node_id: int, twin_id: int, *, expected_version: int | None = None, **changes: Any) -> Twin:
    """Change a pair. Raises `NoSuchRow`, `VersionConflict`, `Duplicate`."""
    _check(changes)
    where = [T.id == twin_id, T.node_id == node_id]
    if expected_version is not None:
        where.append(T.version == expected_version)
    if not tx.update(tables.Twin, *where, version=T.version + 1, updated_at=tx.now, **changes):
        get(tx, node_id, twin_id)
        raise VersionConflict("The pair was changed meanwhile.")
    return get(tx, node_id, twin_id)


def end(tx: Tx, node_id: int, twin_id: int, state: str = "unlinked") -> None:
    """Unlink: the pair ends, the data of both stays. Its replicas and baselines go, and nobody is asked any more."""
    tx.update(
        tables.Twin,
        T.id == twin_id,
        T.node_id == node_id,
        T.ended_at.is_null(),
        state=state,
        ended_at=tx.now,
        updated_at=tx.now,
        version=T.version + 1,
    )
    for table in (tables.Replica, tables.Baseline, tables.Trace):
        tx.delete(table, table.twin_id == twin_id, table.node_id == node_id)
    asked = tables.Conflict
    tx.update(
        asked,
        asked.node_id == node_id,
        asked.twin_id == twin_id,
        asked.resolved_at.is_null(),
        choice=state,
        resolved_at=tx.now,
    )


def store_replica(
    tx: Tx, node_id: int, twin_id: int, way: Way, body: Any, digest: str, *, epoch: int = 0, seq: int = 0
) -> None:
    """Keep the last replica sent or received, its hash and its version."""
    tx.upsert(
        tables.Replica,
        ("twin_id", "way"),
        node_id=node_id,
        twin_id=twin_id,
        way=way,
        body=body,
        hash=digest,
        stored_at=tx.now,
    )
    changes: dict[str, Any] = {
        f"{way}_hash": digest,
        f"{way}_at": tx.now,
        f"{way}_epoch": epoch,
        f"{way}_seq": seq,
    }
    update(tx, node_id, twin_id, **changes)


def replica(tx: Tx, node_id: int, twin_id: int, way: Way) -> Any:
    """The last replica sent or received, or None."""
    found = tx.rows(R.select(R.body).where(R.node_id == node_id, R.twin_id == twin_id, R.way == way))
    return R.body.python_value(found[0][0]) if found else None


def replicas(tx: Tx, node_id: int, twin_ids: Sequence[int], way: Way) -> dict[int, Any]:
    """The last replicas sent or received of several pairs, by pair; those that have none are left out."""
    if not twin_ids:
        return {}
    wanted = R.select(R.twin_id, R.node_id, R.body).where(R.twin_id.in_(twin_ids), R.way == way)
    found = tx.rows(wanted)  # by key, not along the tenant's rows
    return {twin_id: R.body.python_value(body) for twin_id, whose, body in found if whose == node_id}


def keep_form(tx: Tx, node_id: int, twin_id: int, form: Any) -> None:
    """Keep the local entity as it stood after it was last read or written; None forgets it."""
    if form is None:
        tx.delete(tables.Replica, R.node_id == node_id, R.twin_id == twin_id, R.way == "local")
        return
    tx.upsert(
        tables.Replica,
        ("twin_id", "way"),
        node_id=node_id,
        twin_id=twin_id,
        way="local",
        body=form,
        hash="",
        stored_at=tx.now,
    )


def kept_form(tx: Tx, node_id: int, twin_id: int) -> Any:
    """The local entity as `keep_form` kept it, or None."""
    found = tx.rows(R.select(R.body).where(R.node_id == node_id, R.twin_id == twin_id, R.way == "local"))
    return R.body.python_value(found[0][0]) if found else None


def links_waiting(tx: Tx, twin: Twin) -> list[deferred_links.DeferredLink]:
    """Links that waited for this pair; they are taken out, so resolve them in this same transaction."""
    return deferred_links.take(tx, twin.node_id, twin.connection_id, twin.remote_id)


def _check(values: dict[str, Any]) -> None:
    if wrong := [name for name in values if name in FIXED or name not in T._meta.columns]:
        raise ValueError(f"not changeable: {', '.join(sorted(wrong))}")
