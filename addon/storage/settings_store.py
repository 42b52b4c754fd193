"""Values by name, of a tenant or (node 0) of the deployment."""

from dataclasses import dataclass
from typing import Any

from addon.storage import rows, tables
from addon.storage.tables import Setting as T
from addon.storage.transaction import Tx


@rows.of(tables.Setting)
@dataclass(frozen=True, slots=True)
class Setting:
    """One stored value."""

    id: int
    node_id: int
    name: str
    value: Any
    updated_at: int


def get(tx: Tx, node_id: int, name: str, default: Any = None) -> Any:
    """A value, or the default."""
    found = tx.first(Setting, T.node_id == node_id, T.name == name)
    return default if found is None else found.value


def put(tx: Tx, node_id: int, name: str, value: Any) -> None:
    """Set a value."""
    tx.upsert(tables.Setting, ("node_id", "name"), node_id=node_id, name=name, value=value, updated_at=tx.now)


def delete(tx: Tx, node_id: int, name: str) -> bool:
    """Forget a value."""
    return bool(tx.delete(tables.Setting, T.node_id == node_id, T.name == name))
