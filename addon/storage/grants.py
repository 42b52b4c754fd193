"""Grants: which attachment of ours a partner may fetch, for which message, until when."""

from dataclasses import dataclass
from typing import Any

from addon.storage import rows, tables
from addon.storage.tables import Grant as T
from addon.storage.transaction import Tx


@rows.of(tables.Grant)
@dataclass(frozen=True, slots=True)
class Grant:
    """One file offered with one message; `received` counts bytes where a private partner sends ranges."""

    id: int
    node_id: int
    connection_id: int
    message_id: str
    attachment_id: str
    entity_id: str
    token_hash: str
    filename: str
    filesize: int
    mimetype: str
    sha256: str
    received: int
    state: str
    expires_at: int
    created_at: int


def give(
    tx: Tx,
    node_id: int,
    connection_id: int,
    *,
    message_id: str,
    attachment_id: str,
    token_hash: str,
    expires_at: int,
    **more: Any,
) -> None:
    """Offer a file with a message; again for the same message renews token and time."""
    tx.upsert(
        tables.Grant,
        ("connection_id", "message_id", "attachment_id"),
        ("created_at",),
        node_id=node_id,
        connection_id=connection_id,
        message_id=message_id,
        attachment_id=attachment_id,
        token_hash=token_hash,
        expires_at=expires_at,
        state="open",
        created_at=tx.now,
        **more,
    )


def find(tx: Tx, node_id: int, connection_id: int, token_hash: str) -> Grant | None:
    """The open grant that this token belongs to."""
    return tx.first(
        Grant,
        T.node_id == node_id,
        T.connection_id == connection_id,
        T.token_hash == token_hash,
        T.state == "open",
        T.expires_at >= tx.now,
    )


def note_received(tx: Tx, node_id: int, grant_id: int, *, expected: int, received: int) -> bool:
    """Bytes up to `received` have arrived; False when somebody else went on from `expected`."""
    return bool(
        tx.update(tables.Grant, T.id == grant_id, T.node_id == node_id, T.received == expected, received=received)
    )


def close(tx: Tx, node_id: int, grant_id: int, *, state: str = "done", sha256: str = "") -> None:
    """The file has crossed ("done") or is no longer offered ("withdrawn")."""
    more = {"sha256": sha256} if sha256 else {}
    tx.update(tables.Grant, T.id == grant_id, T.node_id == node_id, state=state, **more)


def purge(tx: Tx, *, at_most: int = 1_000) -> int:
    """Forget expired grants, some at a time."""
    return tx.change(
        "DELETE FROM attachment_grant WHERE id IN (SELECT id FROM attachment_grant WHERE expires_at < ? "
        "ORDER BY expires_at LIMIT ?)",
        tx.now,
        at_most,
    )
