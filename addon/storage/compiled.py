"""The SQL of ordinary queries, written by peewee once for each shape and remembered.

Writing a query costs peewee more than running it costs the database, and a change makes some fifty of them. A shape
is everything of a query but its values. Where we cannot tell a query's values apart from its shape, or peewee puts
them in another order than we do, it is written anew each time.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import peewee

from addon.storage.tables.base import Row

Shape = tuple[Any, ...]
LONGEST_LIST = 8  # lists of more values are too many shapes
_TEXTS: dict[Shape, str | None] = {}


class Unknown(Exception):
    """A part of a query whose shape and values we do not tell apart."""


class OneOf(peewee.NodeList):
    """On PostgreSQL: a column has one of a list of numbers, a list of one. See `along`."""

    def __init__(self, column: Any, number: int) -> None:
        self.column = column
        self.number = number
        super().__init__((column, peewee.SQL("= ANY(ARRAY[%s]::bigint[])", (number,))))


def statement(
    context: Callable[[], Any], shape: Shape | None, values: list[Any], write: Callable[[], Any]
) -> tuple[str, Sequence[Any]]:
    """Text and values of a query. `write` makes it with peewee, `context` gives peewee's writer for the store."""
    known = None if shape is None else _TEXTS.get(shape)
    if known is not None:
        return known, values
    text, made = context().sql(write()).query()
    if shape is not None and shape not in _TEXTS:
        _TEXTS[shape] = text if _same(made, values) else None
    return text, made


def conditions(where: Iterable[Any]) -> tuple[Shape | None, list[Any]]:
    """The shape of conditions and their values in the order of the text; None when the shape is not known."""
    values: list[Any] = []
    try:
        return tuple(_condition(one, values) for one in where), values
    except Unknown:
        return None, values


def ordering(order: Iterable[Any]) -> Shape | None:
    """The shape of an order by columns."""
    found: list[Any] = []
    for one in order:
        if isinstance(one, peewee.Ordering):
            found.append((one.direction, one.collation, one.nulls))
            one = one.node
        if not _is_column(one):
            return None
        found.append(id(one))
    return tuple(found)


def given(table: type[Row], values: Mapping[str, Any], *, fill: bool) -> tuple[Shape | None, list[Any]]:
    """The columns that are set and their values, in the table's order; `fill` adds the defaults of the others."""
    columns: list[Any] = []
    made: list[Any] = []
    unmet = len(values)
    for field in table._meta.sorted_fields:
        value = values.get(field.name, Unknown)
        if value is not Unknown:
            unmet -= 1
        elif not fill or field.default is None:
            continue
        else:
            value = field.default() if callable(field.default) else field.default
        if isinstance(value, peewee.Node):
            try:
                columns.append((field.name, _condition(value, made)))
            except Unknown:
                return None, made
            continue
        columns.append(field.name)
        made.append(field.db_value(value))
    return (None if unmet else tuple(columns)), made  # a name that is no column is for peewee to refuse


def _condition(one: Any, values: list[Any]) -> Shape:
    """`column operator value`, or two conditions joined."""
    if type(one) is OneOf:
        values.append(one.number)
        return OneOf, id(one.column)
    if type(one) is not peewee.Expression:
        raise Unknown
    left, right, operator = one.lhs, one.rhs, one.op
    if isinstance(left, peewee.Expression):
        return _condition(left, values), operator, _condition(right, values), one.flat
    if not _is_column(left) or isinstance(right, peewee.Node):
        raise Unknown
    if right is None and operator in (peewee.OP.IS, peewee.OP.IS_NOT):
        return id(left), operator, one.flat
    if operator in (peewee.OP.IN, peewee.OP.NOT_IN):
        if not isinstance(right, list | tuple) or not 0 < len(right) <= LONGEST_LIST:
            raise Unknown
        values.extend(map(left.db_value, right))
        return id(left), operator, len(right), one.flat
    values.append(left.db_value(right))
    return id(left), operator, one.flat


def _is_column(found: Any) -> bool:
    return isinstance(found, peewee.Field) and not isinstance(found, peewee.FieldAlias)


def _same(made: Sequence[Any], values: Sequence[Any]) -> bool:
    return [(type(one), one) for one in made] == [(type(one), one) for one in values]
