"""Walking along an index: a list reads the rows that it shows, wherever they lie and whoever else has rows.

PostgreSQL expects the rows of a tenant, or of a connection, to lie evenly among all others. Asked for some of them by
id, it may go along the primary key or through the whole table, to meet them soon; where they all lie at the other end
it reads everybody's rows first. So it is asked for any of a list of tenants, a list of one, in the order of tenants and
then of ids: only the index has that order, and it is entered at the very place. (A comparison of whole rows has it too,
but does not end where the tenant's or the connection's rows end.) SQLite never guesses so, and is asked plainly.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from addon.storage.compiled import OneOf
from addon.storage.transaction import Dialect, Tx


@dataclass(frozen=True, slots=True)
class Way:
    """Where to look and in which order; `whole` is where to look when it begins at the start."""

    where: list[Any]
    order: list[Any]
    whole: list[Any]


def begun(table: Any, node_id: int, connection_id: int | None) -> list[tuple[Any, Any]]:
    """What the index of a tenant's rows, or of a connection's, begins with."""
    return [(table.node_id, node_id)] + ([] if connection_id is None else [(table.connection_id, connection_id)])


def along(
    tx: Tx, given: Sequence[tuple[Any, Any]], by: Sequence[Any], *, after: Any = None, descending: bool = False
) -> Way:
    """The way along an index whose first columns are `given`, a number's first, and whose next are `by`.

    `after`: begin behind this value of the first of `by`.
    """
    (first, value), *others = given
    plain = tx.dialect == "sqlite"
    whole = [first == value if plain else OneOf(first, value), *(column == value for column, value in others)]
    order = [*([] if plain else [first]), *by]
    place = [] if after is None else [by[0] < after if descending else by[0] > after]
    return Way([*whole, *place], [column.desc() for column in order] if descending else order, whole)


def spelt(dialect: Dialect, column: str, value: str = "?") -> tuple[str, str]:
    """The same for plain SQL: the condition of the first column, and what to order by before all else."""
    if dialect == "sqlite":
        return f"{column} = {value}", ""
    return f"{column} = ANY(ARRAY[{value}]::bigint[])", f"{column}, "
