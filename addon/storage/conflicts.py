"""Conflicts that wait for a person's choice."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import peewee

from addon.storage import rows, tables
from addon.storage.along import along, begun
from addon.storage.failures import NoSuchRow
from addon.storage.paging import Page, page_of
from addon.storage.tables import Conflict as T
from addon.storage.tables import Twin
from addon.storage.transaction import Tx


@rows.of(tables.Conflict)
@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both sides changed."""

    id: int
    node_id: int
    connection_id: int
    twin_id: int
    field: str
    local_form: Any
    remote_form: Any
    baseline_form: Any
    local_by: str
    remote_by: str
    event_id: int
    created_at: int
    resolved_at: int | None
    resolved_by: str
    choice: str


def ask(tx: Tx, node_id: int, connection_id: int, twin_id: int, field: str, **forms: Any) -> int:
    """Put a conflict into the inbox, or renew the one that is open for this field; its id."""
    found = tx.first(Conflict, T.node_id == node_id, T.twin_id == twin_id, T.field == field, T.resolved_at.is_null())
    if found is not None:
        tx.update(tables.Conflict, T.id == found.id, T.node_id == node_id, **forms)
        return found.id
    return tx.insert(
        tables.Conflict,
        node_id=node_id,
        connection_id=connection_id,
        twin_id=twin_id,
        field=field,
        created_at=tx.now,
        **forms,
    )


def list_page(
    tx: Tx,
    node_id: int,
    *,
    connection_id: int | None = None,
    search: str = "",
    only: Sequence[int] | None = None,
    after: str = "",
    limit: int = 50,
) -> Page[Conflict]:
    """Open conflicts, oldest first. `search` is a key of either side, or a part of a field's name; `only`: of these."""
    way = along(tx, begun(T, node_id, connection_id), [T.id], after=int(after) if after else None)
    where = _open(node_id, search, only)
    total = tx.count(tables.Conflict, *way.whole, *where, order=way.order)
    items = tx.select(Conflict, *way.where, *where, order=way.order, limit=limit + 1)
    return page_of(items, limit, total, lambda item: str(item.id))


@dataclass(frozen=True, slots=True)
class OpenCount:
    """How many open conflicts are about a field, and the newest's id."""

    field: str
    total: int
    newest: int


def counts(
    tx: Tx,
    node_id: int,
    *,
    connection_id: int | None = None,
    search: str = "",
    only: Sequence[int] | None = None,
) -> list[OpenCount]:
    """Open conflicts by field, counted to the end, most first: what is asked before all of them are decided."""
    begin = [column == value for column, value in begun(T, node_id, connection_id)]
    found = tx.rows(
        T.select(T.field, peewee.fn.COUNT(T.id), peewee.fn.MAX(T.id))
        .where(*begin, *_open(node_id, search, only))
        .group_by(T.field)
    )
    made = [OpenCount(str(row[0]), int(row[1]), int(row[2])) for row in found]
    return sorted(made, key=lambda one: (-one.total, one.field))


def _open(node_id: int, search: str, only: Sequence[int] | None) -> list[Any]:
    where: list[Any] = [T.resolved_at.is_null()]
    if only is not None:
        where.append(T.id.in_(list(only)))
    if word := search.strip():
        keys = [word, word.upper()]
        # Each column by itself, along its index; together they would be looked for among all pairs of the tenant.
        here, there = (
            Twin.select(Twin.id).where((Twin.node_id == node_id) & key.in_(keys))
            for key in (Twin.local_key, Twin.remote_key)
        )
        where.append(T.field.contains(word) | T.twin_id.in_(here) | T.twin_id.in_(there))
    return where


def of_twin(tx: Tx, node_id: int, twin_id: int) -> list[Conflict]:
    """Open conflicts of a pair."""
    return tx.select(Conflict, T.node_id == node_id, T.twin_id == twin_id, T.resolved_at.is_null(), order=[T.id])


def fields_of(tx: Tx, node_id: int, twin_ids: Sequence[int]) -> dict[int, list[str]]:
    """The fields of several pairs that wait for a choice, oldest first; pairs without one are left out."""
    found: dict[int, list[str]] = {}
    for one in tx.select(
        Conflict, T.node_id == node_id, T.twin_id.in_(twin_ids), T.resolved_at.is_null(), order=[T.id]
    ):
        found.setdefault(one.twin_id, []).append(one.field)
    return found


def resolve(tx: Tx, node_id: int, conflict_id: int, choice: str, by: str) -> Conflict:
    """Note the choice. Raises `NoSuchRow` when it is gone or was resolved."""
    where = [T.id == conflict_id, T.node_id == node_id]
    if not tx.update(
        tables.Conflict, *where, T.resolved_at.is_null(), choice=choice, resolved_by=by, resolved_at=tx.now
    ):
        raise NoSuchRow(f"There is no open conflict {conflict_id}.")
    found = tx.first(Conflict, *where)
    assert found is not None
    return found
