# ruff: noqa: S608 (SQL put together from constants; every value is bound)
"""Events of a tenant that are not finished, by direction: each direction by itself, along an index made for it.

All directions that are asked for share one statement. Their words and the limits stand in its text: so PostgreSQL keeps
one plan for it, and knows which directions are rare. With a direction that it does not know it may take one like any
other, expect to meet it soon among all events, and read a whole history where there is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from addon.storage import rows
from addon.storage.along import behind, spelt
from addon.storage.paging import COUNTED
from addon.storage.queue.model import Event
from addon.storage.transaction import Tx


def counts(tx: Tx, node_id: int, directions: Sequence[str], connection_id: int | None = None) -> list[int]:
    """How many there are in each direction, counted no further than 1,000."""
    ways = [_among(tx, one, node_id, connection_id) for one in directions]
    counted = [
        f"(SELECT count(*) FROM (SELECT 1 FROM event WHERE {way.where}{way.by()} LIMIT {COUNTED}) AS counted)"
        for way in ways
    ]
    given = [value for way in ways for value in way.values]
    return [int(one) for one in tx.hot(f"SELECT {', '.join(counted)}", *given)[0]]


def oldest(tx: Tx, node_id: int, directions: Sequence[str]) -> list[int | None]:
    """When the first of each direction was stored (ms); None where there is none."""
    ways = [_among(tx, one, node_id) for one in directions]
    first = [f"(SELECT created_at FROM event WHERE {way.where}{way.by('ASC')} LIMIT 1)" for way in ways]
    return list(tx.hot(f"SELECT {', '.join(first)}", *[value for way in ways for value in way.values])[0])


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
    order = "DESC" if descending else "ASC"
    ways = {one: _among(tx, one, node_id, connection_id, after=after, descending=descending) for one in directions}
    each = [
        f"SELECT * FROM (SELECT {rows.names(Event)} FROM event WHERE {way.where}{way.by(order)} LIMIT {limit}) "
        f"AS of_{one}"
        for one, way in ways.items()
    ]
    given = [value for way in ways.values() for value in way.values]
    return rows.build_all(Event, tx.hot(" UNION ALL ".join(each), *given))


@dataclass(frozen=True, slots=True)
class _Way:
    where: str
    values: list[int]
    first: str

    def by(self, order: str = "") -> str:
        """What to order by; without an order of ids only where the index has to be named."""
        if not order and not self.first:
            return ""
        return f" ORDER BY {self.first.replace(',', f' {order},')}id {order}"


def _among(
    tx: Tx,
    direction: str,
    node_id: int,
    connection_id: int | None = None,
    *,
    after: int | None = None,
    descending: bool = False,
) -> _Way:
    """The way, in the words of the partial indexes: with bound states they would not be used."""
    over = {} if connection_id is None else {"connection_id": "?"}
    given = {"node_id": "?", **over, "direction": f"'{direction}'"}
    where, first, times = spelt(tx.dialect, given)
    here = [node_id] if connection_id is None else [node_id, connection_id]
    values = here * times
    if after is not None:
        place, again = behind(tx.dialect, given, "id", descending=descending)
        where, values = f"{where} AND {place}", [*values, *(here if again else []), after]
    return _Way(f"{where} AND state IN ('pending', 'error')", values, first)
