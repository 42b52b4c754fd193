"""The audit log: who did what. Rows are only added; the tenant's erasure removes them."""

from dataclasses import dataclass
from typing import Any

from addon.storage import rows, tables
from addon.storage.along import along, begun
from addon.storage.paging import Page, page_of
from addon.storage.tables import Audit as T
from addon.storage.transaction import Tx


@rows.of(tables.Audit)
@dataclass(frozen=True, slots=True)
class Entry:
    """One action. `action` is a word with a dot (`connection.removed`), `subject` what it was done to."""

    id: int
    node_id: int
    at: int
    actor_id: str
    actor_name: str
    action: str
    subject: str
    connection_id: int
    detail: dict[str, Any]


def record(
    tx: Tx,
    node_id: int,
    action: str,
    *,
    actor_id: str = "",
    actor_name: str = "",
    subject: str = "",
    connection_id: int = 0,
    detail: dict[str, Any] | None = None,
) -> None:
    """Write an action down, in the transaction that does it."""
    tx.insert(
        tables.Audit,
        node_id=node_id,
        at=tx.now,
        actor_id=actor_id,
        actor_name=actor_name,
        action=action,
        subject=subject,
        connection_id=connection_id,
        detail=detail or {},
    )


def list_page(
    tx: Tx, node_id: int, *, connection_id: int | None = None, after: str = "", limit: int = 50
) -> Page[Entry]:
    """Entries, newest first."""
    way = along(tx, begun(T, node_id, connection_id), [T.id], after=int(after) if after else None, descending=True)
    total = tx.count(tables.Audit, *way.whole, order=way.order)
    items = tx.select(Entry, *way.where, order=way.order, limit=limit + 1)
    return page_of(items, limit, total, lambda item: str(item.id))
