"""Test cases of rules: an entity as it was read once, and what the rules of its connection are to make of it."""

from dataclasses import dataclass
from typing import Any

from addon.storage import rows, tables
from addon.storage.failures import NoSuchRow
from addon.storage.tables import RuleCase as T
from addon.storage.transaction import Tx


@rows.of(tables.RuleCase)
@dataclass(frozen=True, slots=True)
class RuleCase:
    """One case; `given` and `expected` are JSON that whoever runs it understands."""

    id: int
    node_id: int
    connection_id: int
    name: str
    entity_id: str
    entity_key: str
    given: dict[str, Any]
    expected: dict[str, Any]
    created_by: str
    created_at: int


@rows.of(tables.RuleCase)
@dataclass(frozen=True, slots=True)
class Title:
    """What a list of cases shows: without the entities, which are large."""

    id: int
    name: str
    entity_key: str
    created_by: str
    created_at: int


def create(
    tx: Tx,
    node_id: int,
    connection_id: int,
    *,
    name: str,
    entity_id: str,
    entity_key: str,
    given: dict[str, Any],
    expected: dict[str, Any],
    created_by: str = "",
) -> int:
    """Keep a case; its id."""
    return tx.insert(
        tables.RuleCase,
        node_id=node_id,
        connection_id=connection_id,
        name=name,
        entity_id=entity_id,
        entity_key=entity_key,
        given=given,
        expected=expected,
        created_by=created_by,
        created_at=tx.now,
    )


def list_for(tx: Tx, node_id: int, connection_id: int, *, limit: int = 100) -> list[RuleCase]:
    """The cases of a connection, oldest first."""
    return tx.select(RuleCase, T.node_id == node_id, T.connection_id == connection_id, order=[T.id], limit=limit)


def titles(tx: Tx, node_id: int, connection_id: int, *, limit: int = 100) -> list[Title]:
    """The cases of a connection as a list shows them, oldest first."""
    return tx.select(Title, T.node_id == node_id, T.connection_id == connection_id, order=[T.id], limit=limit)


def get(tx: Tx, node_id: int, connection_id: int, case_id: int) -> RuleCase:
    """One case, whole. Raises `NoSuchRow`."""
    found = tx.first(RuleCase, T.id == case_id, T.node_id == node_id, T.connection_id == connection_id)
    if found is None:
        raise NoSuchRow(f"There is no case {case_id}.")
    return found


def count(tx: Tx, node_id: int, connection_id: int) -> int:
    """How many cases a connection has."""
    return tx.count(tables.RuleCase, T.node_id == node_id, T.connection_id == connection_id)


def expect(tx: Tx, node_id: int, connection_id: int, case_id: int, expected: dict[str, Any]) -> None:
    """Let a case expect something else. Raises `NoSuchRow`."""
    where = (T.id == case_id, T.node_id == node_id, T.connection_id == connection_id)
    if not tx.update(tables.RuleCase, *where, expected=expected):
        raise NoSuchRow(f"There is no case {case_id}.")


def delete(tx: Tx, node_id: int, connection_id: int, case_id: int) -> bool:
    """Forget a case."""
    return bool(tx.delete(tables.RuleCase, T.id == case_id, T.node_id == node_id, T.connection_id == connection_id))
