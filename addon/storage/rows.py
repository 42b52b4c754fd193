"""Frozen dataclasses out of table rows: which table a dataclass reads, and how each column is turned."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

import peewee

from addon.storage.tables.base import Flag, Json, Row

T = TypeVar("T")
_TABLES: dict[type, type[Row]] = {}


def of(table: type[Row]) -> Callable[[type[T]], type[T]]:
    """Say that a dataclass reads this table; its field names are column names."""

    def bind(make: type[T]) -> type[T]:
        for field in fields(make):  # type: ignore[arg-type]
            if field.init and field.name not in table._meta.columns:
                raise TypeError(f"{make.__name__}.{field.name} is no column of {table._meta.table_name}")
        _TABLES[make] = table
        return make

    return bind


@dataclass(frozen=True, slots=True)
class Shape:
    """What to select for a dataclass and how to turn each value.

    `columns` is text made once: putting twenty columns together for each query cost more than the query.
    """

    table: type[Row]
    names: tuple[str, ...]
    columns: Any
    turn: tuple[tuple[int, Callable[[Any], Any]], ...]

    def build(self, make: type[T], row: Sequence[Any]) -> T:
        """One dataclass from one row in the order of `names`."""
        if not self.turn:
            return make(*row)
        values = list(row)
        for position, convert in self.turn:
            values[position] = convert(values[position])
        return make(*values)


_SHAPES: dict[type, Shape] = {}


def shape(make: type[Any]) -> Shape:
    """The shape of a dataclass registered with `of`."""
    known = _SHAPES.get(make)
    if known is not None:
        return known
    table = _TABLES[make]
    names = tuple(field.name for field in fields(make) if field.init)
    found = [table._meta.columns[name] for name in names]
    turn = tuple((at, convert) for at, column in enumerate(found) if (convert := _converter(column)))
    columns = peewee.SQL(", ".join(f'"t1"."{column.column_name}"' for column in found))  # peewee's name for the table
    return _SHAPES.setdefault(make, Shape(table, names, columns, turn))


def build_all(make: type[T], rows: Iterable[Sequence[Any]]) -> list[T]:
    """Dataclasses from rows selected in the order of the dataclass' fields."""
    found = shape(make)
    return [found.build(make, row) for row in rows]


def names(make: type[Any]) -> str:
    """The columns of a dataclass as SQL text, for hand-written queries."""
    return ", ".join(f'"{name}"' for name in shape(make).names)


def _converter(column: Any) -> Callable[[Any], Any] | None:
    if isinstance(column, Json):
        convert: Callable[[Any], Any] = column.python_value
        return convert
    if isinstance(column, Flag):
        return bool
    return None
