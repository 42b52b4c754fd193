"""Values that may be used once: token ids against replays, nonces that we hand out and expect back."""

from dataclasses import dataclass
from typing import Any

from addon.storage import rows, tables
from addon.storage.tables import Nonce as T
from addon.storage.transaction import Tx


@rows.of(tables.Nonce)
@dataclass(frozen=True, slots=True)
class Nonce:
    """A value handed out, with what was remembered beside it."""

    id: int
    node_id: int
    purpose: str
    value: str
    data: dict[str, Any]
    expires_at: int


def use(tx: Tx, node_id: int, purpose: str, value: str, expires_at: int) -> bool:
    """True the first time, False when this value was seen before and has not expired (a replay)."""
    if tx.insert_unless_known(tables.Nonce, node_id=node_id, purpose=purpose, value=value, expires_at=expires_at):
        return True
    return bool(
        tx.update(
            tables.Nonce,
            T.node_id == node_id,
            T.purpose == purpose,
            T.value == value,
            T.expires_at < tx.now,
            expires_at=expires_at,
        )
    )


def give(tx: Tx, node_id: int, purpose: str, value: str, expires_at: int, data: dict[str, Any] | None = None) -> None:
    """Remember a nonce that we hand out. Raises `Duplicate`."""
    tx.insert(tables.Nonce, node_id=node_id, purpose=purpose, value=value, expires_at=expires_at, data=data or {})


def find(tx: Tx, node_id: int, purpose: str, value: str) -> Nonce | None:
    """A nonce that we handed out and that has not expired."""
    return tx.first(Nonce, T.node_id == node_id, T.purpose == purpose, T.value == value, T.expires_at >= tx.now)


def take(tx: Tx, node_id: int, purpose: str, value: str) -> Nonce | None:
    """Like `find`, and it cannot be used again."""
    found = find(tx, node_id, purpose, value)
    return found if found is not None and tx.delete(tables.Nonce, T.id == found.id) else None


def purge(tx: Tx, *, at_most: int = 1_000) -> int:
    """Forget expired values, some at a time."""
    return tx.change(
        "DELETE FROM nonce WHERE id IN (SELECT id FROM nonce WHERE expires_at < ? ORDER BY expires_at LIMIT ?)",
        tx.now,
        at_most,
    )
