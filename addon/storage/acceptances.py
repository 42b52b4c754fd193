"""Acceptances on their way: the acceptor repeats one request until it has a definite answer."""

from dataclasses import dataclass
from typing import Any

from addon.storage import rows, tables
from addon.storage.failures import NoSuchRow
from addon.storage.tables import Acceptance as T
from addon.storage.transaction import Tx

CHANGEABLE = frozenset(
    [
        "connection_id",
        "state",
        "nonce",
        "request",
        "answer",
        "attempts",
        "next_at",
        "problem",
        "public_key",
        "payload_hash",
    ]
)


@rows.of(tables.Acceptance)
@dataclass(frozen=True, slots=True)
class Acceptance:
    """One acceptance. Its token is the secret `invitation_token` with
    `secrets.of_connection(connection_id)` as subject."""

    id: int
    node_id: int
    connection_id: int
    initiator_side: str
    initiator_node_url: str
    state: str
    public_key: str
    payload_hash: str
    nonce: str
    request: dict[str, Any]
    answer: dict[str, Any]
    attempts: int
    next_at: int | None
    problem: str
    created_at: int
    updated_at: int


def begin(
    tx: Tx, node_id: int, *, connection_id: int, initiator_side: str, initiator_node_url: str, **more: Any
) -> Acceptance:
    """Remember that we are accepting, before anything is sent. Raises `Duplicate` when we are already."""
    _check(more)
    tx.insert(
        tables.Acceptance,
        node_id=node_id,
        connection_id=connection_id,
        initiator_side=initiator_side,
        initiator_node_url=initiator_node_url,
        created_at=tx.now,
        updated_at=tx.now,
        **more,
    )
    found = by_initiator(tx, node_id, initiator_side)
    assert found is not None
    return found


def get(tx: Tx, node_id: int, acceptance_id: int) -> Acceptance:
    """One acceptance. Raises `NoSuchRow`."""
    found = tx.first(Acceptance, T.id == acceptance_id, T.node_id == node_id)
    if found is None:
        raise NoSuchRow(f"There is no acceptance {acceptance_id}.")
    return found


def by_initiator(tx: Tx, node_id: int, initiator_side: str) -> Acceptance | None:
    """Our acceptance of that invitation, if there is one."""
    return tx.first(Acceptance, T.node_id == node_id, T.initiator_side == initiator_side)


def by_nonce(tx: Tx, node_id: int, nonce: str) -> Acceptance | None:
    """The acceptance whose callback carries this nonce."""
    return tx.first(Acceptance, T.node_id == node_id, T.nonce == nonce, T.nonce != "")


def by_connection(tx: Tx, node_id: int, connection_id: int) -> Acceptance | None:
    """The acceptance that made this connection."""
    return tx.first(Acceptance, T.node_id == node_id, T.connection_id == connection_id)


def update(tx: Tx, node_id: int, acceptance_id: int, **changes: Any) -> Acceptance:
    """Change an acceptance. Raises `NoSuchRow`."""
    _check(changes)
    tx.update(tables.Acceptance, T.id == acceptance_id, T.node_id == node_id, updated_at=tx.now, **changes)
    return get(tx, node_id, acceptance_id)


def delete(tx: Tx, node_id: int, acceptance_id: int) -> bool:
    """Forget an acceptance, so that the invitation can be accepted anew."""
    return bool(tx.delete(tables.Acceptance, T.id == acceptance_id, T.node_id == node_id))


def due(tx: Tx, *, limit: int = 50) -> list[Acceptance]:
    """Acceptances of all tenants whose request is to be repeated now."""
    return tx.select(Acceptance, T.next_at.is_null(False), T.next_at <= tx.now, order=[T.next_at], limit=limit)


def _check(values: dict[str, Any]) -> None:
    if wrong := set(values) - CHANGEABLE:
        raise ValueError(f"not changeable: {', '.join(sorted(wrong))}")
