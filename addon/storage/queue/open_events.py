# ruff: noqa: S608 (SQL put together from constants; every value is bound)
"""Events of a tenant that are not finished, by direction: each direction by itself, along an index made for it.

All directions that are asked for share one statement. Their words and the limits stand in its text: so PostgreSQL keeps
one plan for it, and knows which directions are rare. With a direction that it does not know it may take one like any
other, expect to meet it soon among all events, and read a whole history where there is none.
"""

from collections.abc import Sequence

from addon.storage import rows
from addon.storage.along import spelt
from addon.storage.paging import COUNTED
from addon.storage.queue.model import Event
from addon.storage.transaction import Tx


def counts(tx: Tx, node_id: int, directions: Sequence[str], connection_id: int | None = None) -> list[int]:
    """How many there are in each direction, counted no further than 1,000."""
    by = _by(tx, connection_id)
    counted = [
        f"(SELECT count(*) FROM (SELECT 1 FROM event WHERE {_among(tx, one, connection_id)} {by} LIMIT {COUNTED}) "
        "AS counted)"
        for one in directions
    ]
    here = _here(node_id, connection_id)
    return [int(one) for one in tx.hot(f"SELECT {', '.join(counted)}", *here * len(directions))[0]]


def oldest(tx: Tx, node_id: int, directions: Sequence[str]) -> list[int | None]:
    """When the first of each direction was stored (ms); None where there is none."""
    first = [f"(SELECT created_at FROM event WHERE {_among(tx, one)} {_by(tx)} LIMIT 1)" for one in directions]
    return list(tx.hot(f"SELECT {', '.join(first)}", *[node_id] * len(directions))[0])


def first_of(
    tx: Tx,
    node_id: int,
    directions: Sequence[str],
    *,
    connection_id: int | None,
    descending: bool,
    after: int | None,
    limit: int,
) -> list[Event]:
    """Up to `limit` of each direction, oldest first or newest, those after an id."""
    beyond = "" if after is None else f" AND id {'<' if descending else '>'} ?"
    by = _by(tx, connection_id, "DESC" if descending else "ASC")
    each = [
        f"SELECT * FROM (SELECT {rows.names(Event)} FROM event WHERE {_among(tx, one, connection_id)}{beyond} "
        f"{by} LIMIT {limit}) AS of_{one}"
        for one in directions
    ]
    given = _here(node_id, connection_id) + ([] if after is None else [after])
    return rows.build_all(Event, tx.hot(" UNION ALL ".join(each), *given * len(directions)))


def _among(tx: Tx, direction: str, connection_id: int | None = None) -> str:
    """The condition, in the words of the partial indexes: with bound states they would not be used."""
    of_node, _ = spelt(tx.dialect, "node_id")
    over = "" if connection_id is None else " AND connection_id = ?"
    return f"{of_node}{over} AND direction = '{direction}' AND state IN ('pending', 'error')"


def _by(tx: Tx, connection_id: int | None = None, order: str = "ASC") -> str:
    """The order of the index along which to go."""
    _, first = spelt(tx.dialect, "node_id")
    over = "" if connection_id is None else "connection_id, "
    return "ORDER BY " + f"{first}{over}direction, id".replace(",", f" {order},") + f" {order}"


def _here(node_id: int, connection_id: int | None) -> list[int]:
    return [node_id] if connection_id is None else [node_id, connection_id]
