# ruff: noqa: S608 (the only text put in are names of our tables)
"""Copying a whole store into another, table by table, with nobody working on either."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from addon.storage import queue, secrets, tables
from addon.storage.database import Ledger
from addon.storage.failures import StorageError
from addon.storage.tables.base import Flag, Id
from addon.storage.transaction import Tx

BATCH = 500


class CopyRefused(StorageError):
    """The target is not empty, or what arrived is not what left."""

    reason = "copy_refused"


@dataclass(frozen=True, slots=True)
class Copied:
    """One table: how many rows, and the last id."""

    table: str
    rows: int
    last_id: int


def copy_store(source: Ledger, target: Ledger, report: Callable[[Copied], None] = lambda copied: None) -> list[Copied]:
    """Copy every row; leases are given back in the copy. Both ledgers must be at this version's schema.

    Raises `CopyRefused` when the target holds anything or a count or last id differs afterwards, and
    `KeyMissing` when the target's keys cannot read the secrets.
    """
    for table in tables.ALL:
        if table is not tables.Turn and target.read(lambda tx, table=table: _state(tx, table))[0]:  # type: ignore[misc]
            raise CopyRefused(f"The target has rows in {table._meta.table_name} already; copy into an empty database.")
    target.write(lambda tx: tx.change("DELETE FROM turn"))
    done = []
    for table in tables.ALL:
        _copy_table(source, target, table)
        left = source.read(lambda tx, table=table: _state(tx, table))  # type: ignore[misc]
        arrived = target.read(lambda tx, table=table: _state(tx, table))  # type: ignore[misc]
        if left != arrived:
            raise CopyRefused(f"{table._meta.table_name}: {left} left, {arrived} arrived (rows, last id).")
        done.append(Copied(table._meta.table_name, *arrived))
        report(done[-1])
    target.write(_count_on)
    target.write(queue.clear_leases)
    target.read(secrets.check_keys)
    return done


def _copy_table(source: Ledger, target: Ledger, table: Any) -> None:
    fields = table._meta.sorted_fields
    key = table._meta.primary_key
    flags = [place for place, field in enumerate(fields) if isinstance(field, Flag)]
    place_of_key = fields.index(key)
    names = ", ".join(f'"{field.column_name}"' for field in fields)
    marks = ", ".join("?" for _ in fields)
    insert = f'INSERT INTO "{table._meta.table_name}" ({names}) VALUES ({marks})'
    after = -1
    while True:
        query = table.select(*fields).where(key > after).order_by(key).limit(BATCH)
        rows = [list(row) for row in source.read(lambda tx, query=query: tx.rows(query))]  # type: ignore[misc]
        if not rows:
            return
        after = rows[-1][place_of_key]
        for row in rows:
            for place in flags:
                row[place] = bool(row[place])

        def store(tx: Tx, rows: list[list[Any]] = rows) -> None:
            for row in rows:
                tx.change(insert, *row)

        target.write(store)


def _state(tx: Tx, table: Any) -> tuple[int, int]:
    key = table._meta.primary_key.column_name
    found = tx.sql(f'SELECT count(*), COALESCE(max({key}), 0) FROM "{table._meta.table_name}"')
    return int(found[0][0]), int(found[0][1])


def _count_on(tx: Tx) -> None:
    """PostgreSQL's sequences know nothing of rows that came with their ids."""
    if tx.dialect != "postgresql":
        return
    for table in tables.ALL:
        if isinstance(table._meta.primary_key, Id):
            name = table._meta.table_name
            tx.sql(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), COALESCE(max(id), 0) + 1, false) FROM {name}"
            )
