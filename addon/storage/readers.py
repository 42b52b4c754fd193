"""Connections of a SQLite store that only read, kept open and lent to whoever reads now."""

import contextlib
import sqlite3
import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import peewee

from addon.storage.direct import FAILURES, Direct
from addon.storage.failures import StoreUnavailable

COMMON = {"busy_timeout": 10_000, "foreign_keys": 1, "cache_size": -16_000, "temp_store": "MEMORY"}
READER = {"query_only": 1, "wal_autocheckpoint": 0, **COMMON}
MOST = 64
WAIT_S = 10.0


class Readers:
    """At most `MOST` connections; the one given back last is lent first, because its pages are warm."""

    def __init__(self, path: Path) -> None:
        self._db: Any = peewee.SqliteDatabase(
            str(path), pragmas=READER, timeout=10, check_same_thread=False, cached_statements=512
        )
        self._idle: deque[Direct] = deque()
        self._opened = 0
        self._closed = False
        self._back = threading.Condition()

    def take(self) -> Direct:
        """A connection of one's own until `give`; raises `StoreUnavailable` when none comes free."""
        with contextlib.suppress(IndexError):
            return self._idle.pop()
        with self._back:
            while self._opened >= MOST:
                with contextlib.suppress(IndexError):
                    return self._idle.pop()
                if not self._back.wait(WAIT_S):
                    raise StoreUnavailable("All connections to the database are in use.")
            self._opened += 1
        try:
            return self._open()
        except BaseException:
            self._forget()
            raise

    def give(self, db: Direct) -> None:
        """Give a connection back; one that is still in a transaction, or that comes late, is closed instead."""
        if self._is_closed() or db.connection.in_transaction:
            db.connection.close()
            self._forget()
            return
        self._idle.append(db)
        if self._is_closed():  # meanwhile
            self._close_idle()
        if self._opened >= MOST:
            with self._back:
                self._back.notify()

    @contextlib.contextmanager
    def database(self) -> Iterator[Any]:
        """The same file for what needs peewee's own database: migrations and their state."""
        with self._db.connection_context():
            yield self._db

    def close(self) -> None:
        """Close what is not lent now, and what is lent when it is given back."""
        self._closed = True
        self._close_idle()

    def _is_closed(self) -> bool:
        return self._closed

    def _close_idle(self) -> None:
        with contextlib.suppress(IndexError):  # whoever gives one back late closes along
            while True:
                self._idle.pop().connection.close()

    def _open(self) -> Direct:
        with FAILURES:
            connection: sqlite3.Connection = self._db._connect()
        return Direct(connection, self._db.get_sql_context)

    def _forget(self) -> None:
        with self._back:
            self._opened -= 1
            self._back.notify()
