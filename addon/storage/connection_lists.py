# ruff: noqa: S608 (the only text put in is our own; every value is bound)
"""Lists of connections: by page, searched, filtered and counted, at the same cost however many a tenant has."""

from typing import Any

import peewee

from addon.storage import tables
from addon.storage.along import along, spelt
from addon.storage.connections import AWAITING, FLOWING, PARTNER_GONE, REMOVED, Connection, name_key
from addon.storage.paging import COUNTED, Page, page_of
from addon.storage.tables import Connection as T
from addon.storage.tables.base import storable
from addon.storage.transaction import Tx


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


def active(tx: Tx, node_id: int) -> int:
    """How many connections are active, counted no further than 1,000.

    Those whose partner is gone, or where somebody has to confirm who accepted, are not; of more than 1,000 it makes no
    difference.
    """
    counted = _as_the_status_says(tx, node_id)
    if not counted or counted >= COUNTED:
        return counted
    where = [T.node_id == node_id, T.status == "active", (T.health_reason == PARTNER_GONE) | _unconfirmed(tx)]
    return counted - tx.count(tables.Connection, *where)


def _as_the_status_says(tx: Tx, node_id: int) -> int:
    """In a statement whose plan the server keeps."""
    where, order = spelt(tx.dialect, "node_id")
    by = f"ORDER BY {order}status, name_key, id LIMIT {COUNTED}"
    sql = f"SELECT count(*) FROM (SELECT 1 FROM connection WHERE {where} AND status = 'active' {by}) AS counted"
    return int(tx.hot(sql, node_id)[0][0])


def _unconfirmed(tx: Tx) -> Any:
    """Of those that were accepted: whether an administrator of either side still has to confirm who did."""
    told = _place(tx, T.settings, f'"{AWAITING}":true') > 0
    return (T.initiator & ~T.partner_confirmed) | ((T.status == "active") & told)


def _place(tx: Tx, column: Any, part: str) -> Any:
    return (peewee.fn.INSTR if tx.dialect == "sqlite" else peewee.fn.STRPOS)(column, part)
