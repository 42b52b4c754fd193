"""Errors: what needs a person. Retrying and skipping are in `queue`, because they move a line."""

from dataclasses import dataclass
from typing import Any

import peewee

from addon.storage import rows, tables
from addon.storage.along import along, begun
from addon.storage.failures import NoSuchRow
from addon.storage.paging import Page, page_of
from addon.storage.tables import Error as T
from addon.storage.transaction import Tx

IMPACTS = ("entity", "connection", "trigger", "node")


@rows.of(tables.Error)
@dataclass(frozen=True, slots=True)
class Error:
    """One error. With `stream_id` it parks that line until it is resolved."""

    id: int
    node_id: int
    connection_id: int
    stream_id: int
    event_id: int
    trigger_id: int
    impact: str
    direction: str
    entity_id: str
    entity_key: str
    reason: str
    message: str
    detail: dict[str, Any]
    replica: Any
    attempts: int
    created_at: int
    resolved_at: int | None
    resolved_by: str
    resolution: str


def report(
    tx: Tx,
    node_id: int,
    *,
    impact: str,
    reason: str,
    message: str,
    connection_id: int = 0,
    trigger_id: int = 0,
    entity_id: str = "",
    entity_key: str = "",
    detail: Any = None,
) -> int:
    """Show an error that parks no line: a bad query, a rejected credential. The same one again is not repeated."""
    if impact not in IMPACTS:
        raise ValueError(f"no impact: {impact}")
    open_one = tx.first(
        Error,
        T.node_id == node_id,
        T.resolved_at.is_null(),
        T.stream_id == 0,
        T.impact == impact,
        T.connection_id == connection_id,
        T.trigger_id == trigger_id,
        T.entity_id == entity_id,
        T.reason == reason,
    )
    if open_one is not None:
        tx.update(tables.Error, T.id == open_one.id, message=message, attempts=T.attempts + 1)
        return open_one.id
    return tx.insert(
        tables.Error,
        node_id=node_id,
        impact=impact,
        reason=reason,
        message=message,
        connection_id=connection_id,
        trigger_id=trigger_id,
        entity_id=entity_id,
        entity_key=entity_key,
        detail=detail or {},
        attempts=1,
        created_at=tx.now,
    )


def get(tx: Tx, node_id: int, error_id: int) -> Error:
    """One error with everything that is known. Raises `NoSuchRow`."""
    found = tx.first(Error, T.id == error_id, T.node_id == node_id)
    if found is None:
        raise NoSuchRow(f"There is no error {error_id}.")
    return found


def list_page(
    tx: Tx,
    node_id: int,
    *,
    connection_id: int | None = None,
    impact: str | None = None,
    entity: str = "",
    search: str = "",
    parked: bool = False,
    ascending: bool = False,
    after: str = "",
    limit: int = 50,
) -> Page[Error]:
    """Open errors, newest first or oldest. `entity` is a key or id exactly, `search` a part of message or key.

    `parked` leaves out those that hold no line.
    """
    way = along(
        tx, begun(T, node_id, connection_id), [T.id], after=int(after) if after else None, descending=not ascending
    )
    where = _open(impact, search)
    if parked:
        where.append(T.stream_id > 0)
    if entity:
        where.append((T.entity_id == entity) | (T.entity_key == entity))
    items = tx.select(Error, *way.where, *where, order=way.order, limit=limit + 1)
    # A search that found few has looked at every row already.
    whole = search.strip() and not after and len(items) <= limit
    total = len(items) if whole else tx.count(tables.Error, *way.whole, *where, order=way.order)
    return page_of(items, limit, total, lambda item: str(item.id))


@dataclass(frozen=True, slots=True)
class OpenCount:
    """How many open errors of a connection (0: of none) park a line, how many are in all, and the newest's id."""

    connection_id: int
    parked: int
    total: int
    newest: int


def counts(
    tx: Tx, node_id: int, *, connection_id: int | None = None, impact: str | None = None, search: str = ""
) -> list[OpenCount]:
    """Open errors by connection, counted to the end, most first: what is asked before all of them are retried."""
    parked = peewee.fn.SUM(peewee.Case(None, ((T.stream_id > 0, 1),), 0))
    found = tx.rows(
        T.select(T.connection_id, parked, peewee.fn.COUNT(T.id), peewee.fn.MAX(T.id))
        .where(*(column == value for column, value in begun(T, node_id, connection_id)), *_open(impact, search))
        .group_by(T.connection_id)
    )
    made = [OpenCount(int(row[0]), int(row[1] or 0), int(row[2]), int(row[3])) for row in found]
    return sorted(made, key=lambda one: (-one.total, one.connection_id))


def _open(impact: str | None, search: str) -> list[Any]:
    where: list[Any] = [T.resolved_at.is_null()]
    if impact:
        where.append(T.impact == impact)
    if search.strip():
        where.append(T.message.contains(search.strip()) | T.entity_key.contains(search.strip()))
    return where


def for_entity(tx: Tx, node_id: int, entity_id: str, *, open_only: bool = True) -> list[Error]:
    """Errors of one entity, newest first."""
    where = [T.node_id == node_id, T.entity_id == entity_id] + ([T.resolved_at.is_null()] if open_only else [])
    return tx.select(Error, *where, order=[T.id.desc()], limit=50)


def open_count(tx: Tx, node_id: int, connection_id: int | None = None) -> int:
    """How many errors are open, counted no further than 1,000."""
    way = along(tx, begun(T, node_id, connection_id), [T.id])
    return tx.count(tables.Error, *way.whole, T.resolved_at.is_null(), order=way.order)


def resolve_matching(
    tx: Tx,
    node_id: int,
    how: str,
    *,
    impact: str,
    reason: str | None = None,
    connection_id: int | None = None,
    trigger_id: int | None = None,
    entity_id: str | None = None,
    by: str = "",
) -> int:
    """Resolve errors that park no line, such as a credential's when it works again; how many."""
    where = [T.node_id == node_id, T.resolved_at.is_null(), T.stream_id == 0, T.impact == impact]
    if reason is not None:
        where.append(T.reason == reason)
    if connection_id is not None:
        where.append(T.connection_id == connection_id)
    if trigger_id is not None:
        where.append(T.trigger_id == trigger_id)
    if entity_id is not None:
        where.append(T.entity_id == entity_id)
    return tx.update(tables.Error, *where, resolved_at=tx.now, resolved_by=by, resolution=how)


def purge(tx: Tx, before: int, *, at_most: int = 1_000) -> int:
    """Delete errors resolved before then (ms), some at a time; how many."""
    return tx.change(
        "DELETE FROM error WHERE id IN (SELECT id FROM error WHERE resolved_at IS NOT NULL AND resolved_at < ? "
        "ORDER BY resolved_at LIMIT ?)",
        before,
        at_most,
    )
