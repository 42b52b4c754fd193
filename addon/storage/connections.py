# ruff: noqa: S608 (the only text put in is our own; every value is bound)
"""Connections: this node's side of what it agreed on with a partner."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from addon.storage import rows, tables
from addon.storage.failures import NoSuchRow, VersionConflict
from addon.storage.queue import announce
from addon.storage.tables import Connection as T
from addon.storage.tables.base import storable
from addon.storage.transaction import Tx

STATUSES = ("pending", "active", "deactivated", "canceled", "ended")
FLOWING = ("active", "deactivated")
PARTNER_GONE = "partner_node_gone"
"""Why a connection is blocked whose partner uninstalled Liaise, told by it or found out by a send."""
REMOVED = "removed"  # an administrator removed it: on no list, while its rows are being erased
AWAITING = "awaiting_confirmation"  # in the acceptor's settings, until the initiator's administrator confirms
FIXED = frozenset(
    {"id", "node_id", "side_id", "created_at", "version", "flowing", "name_key", "search_key", "updated_at"}
)
SEARCHED = ("name", "local_name", "remote_name", "partner_name", "partner_url")
SEARCHED_BYTES = 1_200  # PostgreSQL's indexes take no more than 2,700 for a row


@rows.of(tables.Connection)
@dataclass(frozen=True, slots=True)
class Connection:
    """One side. Column meanings are in `tables/tenancy.py`; `flowing` says whether its lines may be claimed."""

    id: int
    node_id: int
    side_id: str
    partner_side_id: str
    initiator: bool
    mode: str
    status: str
    status_reason: str
    name: str
    local_name: str
    remote_name: str
    description: str
    project_id: str
    project_key: str
    project_name: str
    own_switch: bool
    own_switch_by: str
    own_switch_at: int | None
    partner_switch: bool
    partner_switch_by: str
    partner_switch_at: int | None
    partner_node_url: str
    partner_kind: str
    partner_url: str
    partner_name: str
    partner_admin: str
    partner_confirmed: bool
    partner_claim: dict[str, Any]
    bound_to: str
    transport: str
    local_peer_id: int
    public_key: str
    partner_key: str
    partner_thumbprint: str
    code_token_hash: str
    code_payload_hash: str
    code_expires_at: int | None
    codes_replaced: list[str]
    health: str
    health_reason: str
    health_text: str
    held: str
    flowing: bool
    paused_until: int
    paused_reason: str
    rule_number: int
    settings: dict[str, Any]
    last_sent_at: int | None
    last_received_at: int | None
    created_by: str
    created_at: int
    updated_at: int
    version: int


def create(
    tx: Tx, node_id: int, *, side_id: str, mode: str, name: str, local_name: str, remote_name: str, **more: Any
) -> Connection:
    """Add a connection. Raises `Duplicate` when the instance has one of that name, ignoring case."""
    _check(more)
    connection_id = tx.insert(
        tables.Connection,
        node_id=node_id,
        side_id=side_id,
        mode=mode,
        name=name,
        name_key=name_key(name),
        local_name=local_name,
        remote_name=remote_name,
        created_at=tx.now,
        updated_at=tx.now,
        search_key=search_key(
            [name, local_name, remote_name, more.get("partner_name", ""), more.get("partner_url", "")]
        ),
        **more,
    )
    _settle(tx, node_id, connection_id)
    return get(tx, node_id, connection_id)


def name_key(name: str) -> str:
    """How names are compared: trimmed, ignoring case."""
    return name.strip().casefold()


def search_key(parts: Sequence[str]) -> str:
    """What a search looks in: the texts of SEARCHED one below the other, each as names are compared."""
    folded = "\n".join(map(name_key, map(storable, parts)))
    return folded.encode()[:SEARCHED_BYTES].decode(errors="ignore")


def get(tx: Tx, node_id: int, connection_id: int) -> Connection:
    """One connection of this tenant. Raises `NoSuchRow`."""
    found = find(tx, node_id, connection_id)
    if found is None:
        raise NoSuchRow(f"There is no connection {connection_id}.")
    return found


def find(tx: Tx, node_id: int, connection_id: int) -> Connection | None:
    """One connection of this tenant, or None."""
    return tx.first(Connection, T.id == connection_id, T.node_id == node_id)


def by_side(tx: Tx, node_id: int, side_id: str) -> Connection | None:
    """The connection with our side id."""
    return tx.first(Connection, T.side_id == side_id, T.node_id == node_id)


def by_name(tx: Tx, node_id: int, name: str) -> Connection | None:
    """The connection of that name, ignoring case: asked before Confirm."""
    return tx.first(Connection, T.node_id == node_id, T.name_key == name_key(name))


def list_all(
    tx: Tx, node_id: int, *, status: str | None = None, after: int = 0, limit: int = 1_000
) -> list[Connection]:
    """Connections by id, for schedules and exports."""
    where = [T.node_id == node_id, T.id > after] + ([T.status == status] if status else [])
    return tx.select(Connection, *where, order=[T.id], limit=limit)


def by_ids(tx: Tx, node_id: int, connection_ids: list[int]) -> list[Connection]:
    """Several connections of this tenant by id."""
    found = tx.select(Connection, T.id.in_(connection_ids), order=[T.id])  # by key, not along the tenant's list
    return [one for one in found if one.node_id == node_id]


def update(
    tx: Tx, node_id: int, connection_id: int, *, expected_version: int | None = None, **changes: Any
) -> Connection:
    """Change columns; whether it flows is worked out anew. Raises `NoSuchRow`, `VersionConflict`, `Duplicate`."""
    _check(changes)
    if "name" in changes:
        changes["name_key"] = name_key(changes["name"])
    where = [T.id == connection_id, T.node_id == node_id]
    if expected_version is not None:
        where.append(T.version == expected_version)
    if not tx.update(tables.Connection, *where, version=T.version + 1, updated_at=tx.now, **changes):
        get(tx, node_id, connection_id)
        raise VersionConflict("The connection was changed by somebody else; reload and try again.")
    _settle(tx, node_id, connection_id)
    made = get(tx, node_id, connection_id)
    if not changes.keys().isdisjoint(SEARCHED):
        wanted = search_key([getattr(made, name) for name in SEARCHED])
        tx.update(tables.Connection, T.id == connection_id, T.node_id == node_id, search_key=wanted)
    return made


def change_status(
    tx: Tx,
    node_id: int,
    connection_id: int,
    status: str,
    *,
    reason: str = "",
    expected: tuple[str, ...] = (),
    expected_version: int | None = None,
    **changes: Any,
) -> Connection:
    """Move to another status, from one of `expected` only. Raises `VersionConflict`: two admins at once."""
    if status not in (*STATUSES, REMOVED):
        raise ValueError(f"no status: {status}")
    current = get(tx, node_id, connection_id)
    if expected and current.status not in expected:
        raise VersionConflict(f"The connection is {current.status} now; reload and try again.")
    return update(
        tx,
        node_id,
        connection_id,
        expected_version=current.version if expected_version is None else expected_version,
        status=status,
        status_reason=reason,
        **changes,
    )


def switch(tx: Tx, node_id: int, connection_id: int, on: bool, by: str, *, side: str = "own") -> Connection:
    """Turn this side's switch (or note the partner's). Active with both on, else deactivated; work queues on."""
    connection = get(tx, node_id, connection_id)
    values: dict[str, Any] = {f"{side}_switch": on, f"{side}_switch_by": by, f"{side}_switch_at": tx.now}
    both = on and (connection.partner_switch if side == "own" else connection.own_switch)
    if connection.status in ("active", "deactivated"):
        values["status"] = "active" if both else "deactivated"
    return update(tx, node_id, connection_id, expected_version=connection.version, **values)


def set_health(tx: Tx, node_id: int, connection_id: int, health: str, reason: str = "", text: str = "") -> None:
    """The badge beside the status: healthy, degraded or blocked, with a reason word and words for people."""
    tx.update(
        tables.Connection,
        T.id == connection_id,
        T.node_id == node_id,
        (T.health != health) | (T.health_reason != reason) | (T.health_text != text),
        health=health,
        health_reason=reason,
        health_text=text,
    )


def pause(tx: Tx, node_id: int, connection_id: int, until: int, reason: str) -> None:
    """The breaker: claim nothing of this connection until then (ms; 0 closes it again)."""
    tx.update(tables.Connection, T.id == connection_id, T.node_id == node_id, paused_until=until, paused_reason=reason)
    if until <= tx.now:
        announce(tx)


def note_traffic(tx: Tx, node_id: int, connection_id: int, *, sent: bool = False, received: bool = False) -> None:
    """Remember when something last crossed; written once a minute at most, so that it is no bottleneck."""
    stale = tx.now - 60_000
    for column, wanted in (("last_sent_at", sent), ("last_received_at", received)):
        if wanted:
            tx.change(
                f"UPDATE connection SET {column} = ? WHERE id = ? AND node_id = ? AND COALESCE({column}, 0) < ?",
                tx.now,
                connection_id,
                node_id,
                stale,
            )


def expired_codes(tx: Tx, *, limit: int = 100) -> list[Connection]:
    """Pending connections of all tenants whose invitation code has expired."""
    return tx.select(
        Connection, T.status == "pending", T.code_expires_at < tx.now, order=[T.code_expires_at], limit=limit
    )


def delete(tx: Tx, node_id: int, connection_id: int) -> bool:
    """Remove the row itself; `erase.erase_connection` removes what hangs on it first."""
    return bool(tx.delete(tables.Connection, T.id == connection_id, T.node_id == node_id))


def local_peer(tx: Tx, node_id: int, connection_id: int) -> Connection | None:
    """The partner's row in this same store, only where both rows name each other's side ids and keys.

    With `messages.deliver_local` the only place that looks across tenants.
    """
    ours = get(tx, node_id, connection_id)
    if not ours.partner_side_id or not ours.partner_key:
        return None
    theirs = tx.first(Connection, T.side_id == ours.partner_side_id)
    if (
        theirs is None
        or theirs.partner_side_id != ours.side_id
        or theirs.public_key != ours.partner_key
        or theirs.partner_key != ours.public_key
    ):
        return None
    return theirs


def _settle(tx: Tx, node_id: int, connection_id: int) -> None:
    """Work out whether lines of this connection may be claimed, and wake dispatchers when they may."""
    now_flowing = tx.change(
        "UPDATE connection SET flowing = TRUE WHERE id = ? AND node_id = ? AND NOT flowing AND status = 'active' "
        "AND own_switch AND partner_switch AND partner_confirmed AND held = ''",
        connection_id,
        node_id,
    )
    tx.change(
        "UPDATE connection SET flowing = FALSE WHERE id = ? AND node_id = ? AND flowing AND NOT (status = 'active' "
        "AND own_switch AND partner_switch AND partner_confirmed AND held = '')",
        connection_id,
        node_id,
    )
    if now_flowing:
        announce(tx)


def _check(values: dict[str, Any]) -> None:
    if wrong := [name for name in values if name in FIXED or name not in T._meta.columns]:
        raise ValueError(f"not changeable: {', '.join(sorted(wrong))}")
