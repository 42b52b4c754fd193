"""What all tables share: how text and JSON are stored, and how a table states its keys.

There are no foreign keys in the database: rows of a tenant carry `node_id`, every query names it, and
`erase.erase_node` removes them all. Keys are stated in a form that both stores take word for word.
"""

import json
from dataclasses import dataclass
from typing import Any, ClassVar

import peewee


@dataclass(frozen=True, slots=True)
class Key:
    """An index: its columns, whether it is unique, and the condition of a partial one (SQL both stores know)."""

    columns: tuple[str, ...]
    unique: bool = False
    where: str = ""


def unique(*columns: str, where: str = "") -> Key:
    """A unique index over these columns."""
    return Key(columns, True, where)


def index(*columns: str, where: str = "") -> Key:
    """A plain index; `"name DESC"` orders a column downwards.

    Where lists are counted by a partial index, its last column is the one of its condition: SQLite looks at it in
    each row, in the index or else in the table.
    """
    return Key(columns, False, where)


def storable(value: str) -> str:
    """Text that both stores accept: no NUL (PostgreSQL refuses it) and no lone surrogates (UTF-8 has none)."""
    if value.isascii():
        return value.replace("\0", "�") if "\0" in value else value
    return value.replace("\0", "�").encode("utf-8", "replace").decode("utf-8")


class Text(peewee.TextField):
    """Text, cleaned of what a store would refuse."""

    def db_value(self, value: Any) -> Any:
        return storable(value) if isinstance(value, str) else value

    def python_value(self, value: Any) -> Any:
        return value


class Json(peewee.TextField):
    """A JSON value, kept as the text we wrote: order and spelling of a replica survive."""

    def db_value(self, value: Any) -> Any:
        return None if value is None else json.dumps(value, separators=(",", ":"))

    def python_value(self, value: Any) -> Any:
        return None if value is None else json.loads(value)


class Moment(peewee.BigIntegerField):
    """A time in ms since 1970 (UTC)."""


class Number(peewee.BigIntegerField):
    """A whole number."""


class Flag(peewee.BooleanField):
    """Yes or no."""


class Real(peewee.DoubleField):
    """A number with a fraction."""


class Id(peewee.BigAutoField):
    """A number that is never given twice (AUTOINCREMENT on SQLite)."""


class Row(peewee.Model):
    """A table. `keys` are its indexes beside the primary key."""

    keys: ClassVar[tuple[Key, ...]] = ()

    class Meta:
        legacy_table_names = False
