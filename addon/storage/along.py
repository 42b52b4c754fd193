"""Walking along an index: a list reads the rows that it shows, wherever they lie and whoever else has rows.

PostgreSQL expects the rows of a tenant, or of a connection, to lie evenly among all others. Asked for some of them by
id, it may go along the primary key or through the whole table, to meet them soon; where they all lie at the other end
it reads everybody's rows first. Asked for a range of an index's first columns, in that index's order, it has no cheaper
way than this index. SQLite never guesses so, and is asked plainly.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import peewee

from addon.storage.tables.base import storable
from addon.storage.transaction import Dialect, Tx


@dataclass(frozen=True, slots=True)
class Way:
    """Where to look and in which order; `whole` is where to look when it begins at the start."""

    where: list[Any]
    order: list[Any]
    whole: list[Any]


def along(
    tx: Tx, given: Sequence[tuple[Any, Any]], by: Sequence[Any], *, after: Any = None, descending: bool = False
) -> Way:
    """The way along an index whose first columns are `given`, with their values, and whose next are `by`.

    `after`: begin behind this value of the first of `by`.
    """
    order = [column.desc() if descending else column for column in by]
    beyond = () if after is None else ((by[0], after),)
    if tx.dialect == "sqlite":
        whole = [column == value for column, value in given]
        place = [column < value if descending else column > value for column, value in beyond]
        return Way([*whole, *place], order, whole)
    whole = [_compared(">=", given), _compared("<=", given)]
    place = [_compared("<" if descending else ">", [*given, *beyond])] if beyond else []
    first = [column.desc() if descending else column for column, _ in given]
    return Way([*whole, *place], [*first, *order], whole)


def spelt(dialect: Dialect, given: dict[str, str]) -> tuple[str, str, int]:
    """The same for plain SQL: a condition, what to order by first, and how often each value is asked for."""
    if dialect == "sqlite":
        return " AND ".join(f"{column} = {value}" for column, value in given.items()), "", 1
    columns, values = ", ".join(given), ", ".join(given.values())
    return f"({columns}) >= ({values}) AND ({columns}) <= ({values})", f"{columns}, ", 2


def behind(dialect: Dialect, given: dict[str, str], column: str, *, descending: bool) -> tuple[str, bool]:
    """In plain SQL, behind a value of the column that follows; True: the values of the first ones are asked before."""
    how = "<" if descending else ">"
    if dialect == "sqlite":
        return f"{column} {how} ?", False
    columns, values = (", ".join(all_of) for all_of in ((*given, column), (*given.values(), "?")))
    return f"({columns}) {how} ({values})", True


def _compared(how: str, pairs: Sequence[tuple[Any, Any]]) -> Any:
    """Rows compared column by column, the first ones first."""
    if len(pairs) == 1:
        column, value = pairs[0]
        return {">=": column >= value, "<=": column <= value, "<": column < value, ">": column > value}[how]
    columns = peewee.NodeList([column for column, _ in pairs], glue=", ", parens=True)
    values = [peewee.Value(storable(value) if isinstance(value, str) else value) for _, value in pairs]
    return peewee.NodeList((columns, peewee.SQL(how), peewee.NodeList(values, glue=", ", parens=True)))
