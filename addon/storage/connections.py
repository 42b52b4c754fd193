# ruff: noqa: S608 (the only text put in is our own; every value is bound)
"""Connections: this node's side of what it agreed on with a partner."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import peewee

from addon.storage import rows, tables
from addon.storage.along import along, spelt
from addon.storage.failures import NoSuchRow, VersionConflict
from addon.storage.paging import COUNTED, Page, page_of
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


def by_partner_side(tx: Tx, node_id: int, partner_side_id: str) -> Connection | None:
    """The newest connection with the partner's side id: an acceptance that comes again finds its row."""
    return tx.first(Connection, T.node_id == node_id, T.partner_side_id == partner_side_id, order=[T.id.desc()])


def by_code(tx: Tx, node_id: int, token_hash: str) -> Connection | None:
    """The connection that an invitation code's token belongs to."""
    return tx.first(Connection, T.node_id == node_id, T.code_token_hash == token_hash, T.code_token_hash != "")


def by_name(tx: Tx, node_id: int, name: str) -> Connection | None:
    """The connection of that name, ignoring case: asked before Confirm."""
    return tx.first(Connection, T.node_id == node_id, T.name_key == name_key(name))


def list_page(
    tx: Tx,
    node_id: int,
    *,
    search: str = "",
    status: str | None = None,
    confirmed: bool | None = None,
    descending: bool = False,
    after: str = "",
    limit: int = 50,
    at_least: int = 0,
) -> Page[Connection]:
    """Connections by name, or from its end. `search` is part of a name, short name or partner, ignoring case.

    `confirmed` False: accepted ones where an administrator still has to confirm who did; True: none of those.
    `at_least` is how many there are, as far as it is known: enough of them need not be counted again.
    A partner that uninstalled Liaise counts as one that ended the connection, for as long as it does not come back.
    """
    way = along(tx, [(T.node_id, node_id)], [T.name_key, T.id], after=after or None, descending=descending)
    where: list[Any] = []
    gone = T.health_reason == PARTNER_GONE
    if status == "ended":
        where.append((T.status == status) | (T.status.in_(FLOWING) & gone))
    elif status in FLOWING:
        where += [T.status == status, ~gone]
    else:
        where.append(T.status == status if status else T.status != REMOVED)
    if confirmed is False:
        where += [T.status.in_(FLOWING), ~gone, _unconfirmed(tx)]
    if word := storable(name_key(search)):
        where.append(_place(tx, T.search_key, word) > 0)
    counted = list(where)  # what an index tells
    if confirmed:
        where.append(~_unconfirmed(tx))
    if word:  # which they are is read from the index alone
        found = tx.rows(T.select(T.id).where(*way.where, *where).order_by(*way.order).limit(limit + 1))
        items = tx.select(Connection, T.id.in_([row[0] for row in found]), order=way.order) if found else []
    else:
        items = tx.select(Connection, *way.where, *where, order=way.order, limit=limit + 1)
    # A search that found few has looked at every row already.
    whole = word and not after and len(items) <= limit
    total = min(at_least, COUNTED)
    if total < COUNTED:
        total = len(items) if whole else tx.count(tables.Connection, *way.whole, *counted, order=way.order)
        if confirmed and not whole and total < COUNTED:
            total -= tx.count(tables.Connection, *way.whole, *counted, _unconfirmed(tx))
    return page_of(items, limit, total, lambda item: name_key(item.name))


def awaits_partner(one: Connection) -> bool:
    """Whether the partner's administrator still has to confirm that it was us who accepted."""
    return one.status == "active" and bool(one.settings.get(AWAITING))


def _unconfirmed(tx: Tx) -> Any:
    """Of those that were accepted: whether an administrator of either side still has to confirm who did."""
    told = _place(tx, T.settings, f'"{AWAITING}":true') > 0
    return (T.initiator & ~T.partner_confirmed) | ((T.status == "active") & told)


def _place(tx: Tx, column: Any, part: str) -> Any:
    return (peewee.fn.INSTR if tx.dialect == "sqlite" else peewee.fn.STRPOS)(column, part)


def counts(tx: Tx, node_id: int) -> dict[str, int]:
    """How many connections are in each status, counted no further than 1,000."""
    return _counts(tx, node_id, STATUSES)


def active(tx: Tx, node_id: int) -> int:
    """How many connections are active, counted no further than 1,000.

    Those whose partner is gone, or where somebody has to confirm who accepted, are not; of more than 1,000 it makes no
    difference.
    """
    counted = _counts(tx, node_id, ("active",))["active"]
    if not counted or counted >= COUNTED:
        return counted
    where = [T.node_id == node_id, T.status == "active", (T.health_reason == PARTNER_GONE) | _unconfirmed(tx)]
    return counted - tx.count(tables.Connection, *where)


def _counts(tx: Tx, node_id: int, statuses: Sequence[str]) -> dict[str, int]:
    """In one statement, whose plan the server keeps."""
    where, order = spelt(tx.dialect, "node_id")
    by = f"ORDER BY {order}status, name_key, id LIMIT {COUNTED}"
    counted = [
        f"(SELECT count(*) FROM (SELECT 1 FROM connection WHERE {where} AND status = '{status}' {by}) AS counted)"
        for status in statuses
    ]
    found = tx.hot(f"SELECT {', '.join(counted)}", *[node_id] * len(statuses))[0]
    return dict(zip(statuses, map(int, found), strict=True))


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
