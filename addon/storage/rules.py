# ruff: noqa: S608 (the only text put in is our own; every value is bound)
"""Versions of a connection's rules and settings; saving makes a new one, nothing is overwritten."""

from dataclasses import dataclass
from typing import Any

from addon.storage import rows, tables
from addon.storage.failures import NoSuchRow, VersionConflict
from addon.storage.tables import Connection as C
from addon.storage.tables import RuleVersion as T
from addon.storage.transaction import Tx


@rows.of(tables.RuleVersion)
@dataclass(frozen=True, slots=True)
class RuleVersion:
    """One saved state; `number` counts from 1 in each connection."""

    id: int
    node_id: int
    connection_id: int
    number: int
    outgoing: str
    incoming: str
    settings: dict[str, Any]
    author: str
    message: str
    restored_from: int
    created_at: int


def save(
    tx: Tx,
    node_id: int,
    connection_id: int,
    *,
    outgoing: str,
    incoming: str,
    settings: dict[str, Any] | None = None,
    author: str = "",
    message: str = "",
    expected_number: int | None = None,
    restored_from: int = 0,
) -> RuleVersion:
    """Save a new version and make it the current one. Raises `VersionConflict` when somebody saved before."""
    found = tx.sql(
        "SELECT rule_number FROM connection WHERE id = ? AND node_id = ?"
        + (" FOR UPDATE" if tx.dialect == "postgresql" else ""),
        connection_id,
        node_id,
    )
    if not found:
        raise NoSuchRow(f"There is no connection {connection_id}.")
    number = int(found[0][0])
    if expected_number is not None and expected_number != number:
        raise VersionConflict(f"Version {number} was saved meanwhile; compare with it before saving.")
    tx.insert(
        tables.RuleVersion,
        node_id=node_id,
        connection_id=connection_id,
        number=number + 1,
        outgoing=outgoing,
        incoming=incoming,
        settings=settings or {},
        author=author,
        message=message,
        restored_from=restored_from,
        created_at=tx.now,
    )
    tx.update(tables.Connection, C.id == connection_id, C.node_id == node_id, rule_number=number + 1, updated_at=tx.now)
    return get(tx, node_id, connection_id, number + 1)


def current(tx: Tx, node_id: int, connection_id: int) -> RuleVersion | None:
    """The version that runs; None before the first was saved."""
    return tx.first(RuleVersion, T.node_id == node_id, T.connection_id == connection_id, order=[T.number.desc()])


def get(tx: Tx, node_id: int, connection_id: int, number: int) -> RuleVersion:
    """One version. Raises `NoSuchRow`."""
    found = tx.first(RuleVersion, T.node_id == node_id, T.connection_id == connection_id, T.number == number)
    if found is None:
        raise NoSuchRow(f"There is no version {number}.")
    return found


def history(
    tx: Tx, node_id: int, connection_id: int, *, before: int | None = None, limit: int = 50
) -> list[RuleVersion]:
    """Versions, newest first."""
    where = [T.node_id == node_id, T.connection_id == connection_id]
    if before is not None:
        where.append(T.number < before)
    return tx.select(RuleVersion, *where, order=[T.number.desc()], limit=limit)


def restore(tx: Tx, node_id: int, connection_id: int, number: int, *, author: str) -> RuleVersion:
    """Save an old version again as the newest."""
    old = get(tx, node_id, connection_id, number)
    return save(
        tx,
        node_id,
        connection_id,
        outgoing=old.outgoing,
        incoming=old.incoming,
        settings=old.settings,
        author=author,
        message=f"Restored version {number}",
        restored_from=number,
    )
