"""The schema as statements, and bringing a database up to it.

`statements` writes the tables of `addon.storage.tables` as SQL that both stores take; the first migration holds
a frozen copy of it, later ones change it, and a test compares what the migrations make with the tables.
"""

from pathlib import Path
from typing import Any

import peewee
from playhouse.migrations import Runner

from addon.storage import tables
from addon.storage.failures import SchemaBehind
from addon.storage.tables.base import Flag, Id, Json, Real, Row

DIRECTORY = Path(__file__).parent / "migrations"
ADVISORY_LOCK = 0x11A15E  # any number, the same in every version


def statements() -> list[str]:
    """CREATE statements of all tables; `{id}` stands for the store's own counting key."""
    return [text for table in tables.ALL for text in (_table(table), *_indexes(table))]


def fill(statement: str, dialect: str) -> str:
    """The statement for one store. SQLite needs AUTOINCREMENT, or a number could be given twice."""
    counting = "INTEGER PRIMARY KEY AUTOINCREMENT" if dialect == "sqlite" else "BIGSERIAL PRIMARY KEY"
    return statement.replace("{id}", counting)


def _table(table: type[Row]) -> str:
    columns = ", ".join(f"{field.column_name} {_type(field)}" for field in table._meta.sorted_fields)
    return f"CREATE TABLE {table._meta.table_name} ({columns})"


def _type(field: Any) -> str:
    if isinstance(field, Id):
        return "{id}"
    kind = "TEXT"
    if isinstance(field, Flag):
        kind = "BOOLEAN"
    elif isinstance(field, Real):
        kind = "DOUBLE PRECISION"
    elif isinstance(field, peewee.BigIntegerField):
        kind = "BIGINT"
    assert isinstance(field, Json | peewee.TextField) or kind != "TEXT", field
    if field.primary_key:
        return f"{kind} PRIMARY KEY"
    return kind if field.null else f"{kind} NOT NULL"


def _indexes(table: type[Row]) -> list[str]:
    name = table._meta.table_name
    made = []
    for number, key in enumerate(table.keys, 1):
        kind = "CREATE UNIQUE INDEX" if key.unique else "CREATE INDEX"
        where = f" WHERE {key.where}" if key.where else ""
        made.append(f"{kind} {name}_key_{number} ON {name} ({', '.join(key.columns)}){where}")
    return made


def _runner(db: peewee.Database) -> Runner:
    return Runner(db, directory=str(DIRECTORY))


def pending(db: peewee.Database) -> list[str]:
    """Names of migrations that this database has not had yet."""
    return [found.name for found in _runner(db).status() if found.path is not None and found.applied is None]


def unknown(db: peewee.Database) -> list[str]:
    """Names of migrations that this database had and this version does not know: it is newer."""
    return [found.name for found in _runner(db).status() if found.path is None]


def status(db: peewee.Database) -> list[tuple[str, bool]]:
    """Every migration and whether it was applied, in order."""
    return [(found.name, found.applied is not None) for found in _runner(db).status()]


def migrate(db: Any) -> list[str]:
    """Apply what is pending, each migration wholly or not at all; their names.

    The caller's connection must be open. On PostgreSQL an advisory lock keeps a second migration waiting;
    on SQLite the lock on the sidecar file has done so already.
    """
    newer = unknown(db)
    if newer:
        raise SchemaBehind(f"The database comes from a newer version (it has {newer[-1]}); start that version.")
    if isinstance(db, peewee.SqliteDatabase):
        return list(_runner(db).up())
    db.execute_sql("SELECT pg_advisory_lock(%s)", (ADVISORY_LOCK,))
    try:
        return list(_runner(db).up())
    finally:
        db.execute_sql("SELECT pg_advisory_unlock(%s)", (ADVISORY_LOCK,))


def check(db: peewee.Database) -> None:
    """Raise `SchemaBehind` unless the database is exactly at this version's schema."""
    missing = pending(db)
    if missing:
        raise SchemaBehind(
            f"The database needs {len(missing)} migration(s), the first is {missing[0]}: "
            "run `python -m addon db migrate` (a PaaS does so in its release step)."
        )
    newer = unknown(db)
    if newer:
        raise SchemaBehind(f"The database comes from a newer version (it has {newer[-1]}); start that version.")
