"""Triggers: queries that decide which unpaired entities start to sync."""

from dataclasses import dataclass
from typing import Any

from addon.storage import rows, tables
from addon.storage.failures import NoSuchRow, VersionConflict
from addon.storage.paging import Page, page_of
from addon.storage.tables import Trigger as T
from addon.storage.transaction import Tx

CHANGEABLE = frozenset(["connection_id", "entity_type", "project_id", "project_name", "query", "notes", "active"])


@rows.of(tables.Trigger)
@dataclass(frozen=True, slots=True)
class Trigger:
    """A query of one connection. `problem` is what the tracker last said against it."""

    id: int
    node_id: int
    connection_id: int
    entity_type: str
    project_id: str
    project_name: str
    query: str
    notes: str
    active: bool
    problem: str
    problem_at: int | None
    created_by: str
    created_at: int
    updated_at: int
    version: int


def create(tx: Tx, node_id: int, connection_id: int, *, query: str, created_by: str = "", **more: Any) -> Trigger:
    """Add a trigger."""
    _check(more)
    trigger_id = tx.insert(
        tables.Trigger,
        node_id=node_id,
        connection_id=connection_id,
        query=query,
        created_by=created_by,
        created_at=tx.now,
        updated_at=tx.now,
        **more,
    )
    return get(tx, node_id, trigger_id)


def get(tx: Tx, node_id: int, trigger_id: int) -> Trigger:
    """One trigger. Raises `NoSuchRow`."""
    found = tx.first(Trigger, T.id == trigger_id, T.node_id == node_id)
    if found is None:
        raise NoSuchRow(f"There is no trigger {trigger_id}.")
    return found


def list_for(tx: Tx, node_id: int, connection_id: int | None = None, *, active: bool | None = None) -> list[Trigger]:
    """Triggers of a connection, or of the whole tenant."""
    where = [T.node_id == node_id]
    if connection_id is not None:
        where.append(T.connection_id == connection_id)
    if active is not None:
        where.append(T.active == active)
    return tx.select(Trigger, *where, order=[T.connection_id, T.id])


def list_page(
    tx: Tx, node_id: int, *, connection_id: int | None = None, search: str = "", after: str = "", limit: int = 50
) -> Page[Trigger]:
    """Triggers by connection, as they were made. `search` is a part of query, notes or project's name."""
    where = [T.node_id == node_id]
    if connection_id is not None:
        where.append(T.connection_id == connection_id)
    if word := search.strip():
        where.append(T.query.contains(word) | T.notes.contains(word) | T.project_name.contains(word))
    total = tx.count(tables.Trigger, *where)
    parts = after.split("-")
    if len(parts) == 2 and all(part.isdigit() and len(part) < 19 for part in parts):
        connection, last = int(parts[0]), int(parts[1])
        where.append((T.connection_id > connection) | ((T.connection_id == connection) & (T.id > last)))
    items = tx.select(Trigger, *where, order=[T.connection_id, T.id], limit=limit + 1)
    return page_of(items, limit, total, lambda one: f"{one.connection_id}-{one.id}")


def update(tx: Tx, node_id: int, trigger_id: int, *, expected_version: int | None = None, **changes: Any) -> Trigger:
    """Change a trigger; a problem noted before is forgotten. Raises `NoSuchRow`, `VersionConflict`."""
    _check(changes)
    where = [T.id == trigger_id, T.node_id == node_id]
    if expected_version is not None:
        where.append(T.version == expected_version)
    changed = tx.update(
        tables.Trigger, *where, version=T.version + 1, updated_at=tx.now, problem="", problem_at=None, **changes
    )
    if not changed:
        get(tx, node_id, trigger_id)
        raise VersionConflict("The trigger was changed by somebody else; reload and try again.")
    return get(tx, node_id, trigger_id)


def note_problem(tx: Tx, node_id: int, trigger_id: int, problem: str) -> None:
    """Remember what is wrong with a query ("" when it works again)."""
    tx.update(
        tables.Trigger,
        T.id == trigger_id,
        T.node_id == node_id,
        T.problem != problem,
        problem=problem,
        problem_at=tx.now if problem else None,
    )


def delete(tx: Tx, node_id: int, trigger_id: int) -> bool:
    """Remove a trigger; pairs it started go on."""
    return bool(tx.delete(tables.Trigger, T.id == trigger_id, T.node_id == node_id))


def _check(values: dict[str, Any]) -> None:
    if wrong := set(values) - CHANGEABLE:
        raise ValueError(f"not changeable: {', '.join(sorted(wrong))}")
