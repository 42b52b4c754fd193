"""Connections to PostgreSQL, kept open and lent to whoever runs a transaction now.

Few connections are better than many: opening one costs the server more than a transaction, each has to prepare every
statement for itself, and more of them than the server has processors only make it change between them.
"""

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NoReturn

from addon.storage.direct import FAILURES, Direct
from addon.storage.failures import StoreUnavailable

ENOUGH = 8  # so many are opened at once
PATIENCE_S = 0.01  # so long everybody waits for one to come back before there is one more, and then one more
WAIT_S = 10.0


class Connection(Direct):
    """One connection, and the driver's shortest ways to run what is run most.

    psycopg's cursors cost more than all the rest of a short transaction here, and its own way to roll back forgets
    which statements were prepared, although the server does not.
    """

    def __init__(self, connection: Any, get_sql_context: Callable[[], Any]) -> None:
        super().__init__(connection, get_sql_context)
        self._pgconn = connection.pgconn
        self._prepared: dict[str, bytes] = {}

    def command(self, text: bytes) -> Any:
        """Run statements without values in one round trip; the result of the last one."""
        with FAILURES:
            return self._done(lambda: self._pgconn.exec_(text))

    def rows(self, text: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """As `Direct.rows`, without asking the driver to describe the columns."""
        cursor = self.execute_sql(text, values)
        return cursor.fetchall() if cursor.pgresult.nfields else []

    def hot(self, text: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Run one statement with `?` for values, which are numbers, texts or None; its rows, if it returns any.

        The server infers the types of values, so that one plan serves numbers of any size.
        """
        with FAILURES:
            name = self._prepared.get(text) or self._prepare(text)
            given = [None if value is None else str(value).encode() for value in values]
            done = self._done(lambda: self._pgconn.exec_prepared(name, given))
            if not done.nfields:
                return []
            self._rows.set_pgresult(done)
            found: list[tuple[Any, ...]] = self._rows.load_rows(0, done.ntuples, tuple)
            return found

    def _prepare(self, text: str) -> bytes:
        from psycopg.adapt import Transformer  # only where PostgreSQL is used

        self._rows: Any = Transformer(self.connection)
        name = b"hot%d" % len(self._prepared)
        self._done(lambda: self._pgconn.prepare(name, _numbered(text)))
        self._prepared[text] = name
        return name

    def _done(self, run: Callable[[], Any]) -> Any:
        try:
            done = run()
        except MemoryError:  # libpq has no result at all for a connection known to be lost
            done = None
        if done is None or done.status not in (1, 2):  # a command that is done, rows
            self._fail(done)
        return done

    def _fail(self, done: Any) -> NoReturn:
        import psycopg

        problem = None if done is None else psycopg.errors.error_from_result(done)
        if problem is None or problem.sqlstate is None:
            raise psycopg.OperationalError(self._pgconn.get_error_message())
        raise problem

    @property
    def idle(self) -> bool:
        """Whether it is open and no transaction is."""
        return bool(self._pgconn.transaction_status == 0)


@lru_cache(maxsize=128)
def _numbered(text: str) -> bytes:
    """The statement with PostgreSQL's own marks."""
    first, *others = " ".join(text.split()).split("?")
    return (first + "".join(f"${number}{part}" for number, part in enumerate(others, 1))).encode()


class Connections:
    """At most `most` of them; the one given back last is lent first, because its statements are prepared."""

    def __init__(self, connect: Callable[[], Any], get_sql_context: Callable[[], Any], most: int) -> None:
        self._connect = connect
        self._get_sql_context = get_sql_context
        self._most = most
        self._idle: deque[Connection] = deque()
        self._opened = 0
        self._waiting = 0
        self._grown_at = 0.0
        self._closed = False
        self._back = threading.Condition()

    def take(self) -> Connection:
        """A connection of one's own until `give` or `drop`; raises `StoreUnavailable` when none comes free."""
        with contextlib.suppress(IndexError):
            return self._idle.pop()
        with self._back:
            self._waiting += 1  # before looking again: whoever gives one back from now on says so
            try:
                if (found := self._wait()) is not None:
                    return found
            finally:
                self._waiting -= 1
        try:
            with FAILURES:
                return Connection(self._connect(), self._get_sql_context)
        except BaseException:
            self._forget()
            raise

    def _wait(self) -> Connection | None:
        """One that came back; None when another may be opened, which is counted already."""
        begun = time.monotonic()
        while True:
            with contextlib.suppress(IndexError):
                return self._idle.pop()
            now = time.monotonic()
            more_at = max(begun, self._grown_at) + PATIENCE_S if self._opened >= ENOUGH else now
            if self._opened < self._most and now >= more_at:
                self._opened += 1
                self._grown_at = now
                return None
            if now >= begun + WAIT_S:
                raise StoreUnavailable("All connections to the database are in use.")
            self._back.wait(max(0.001, (more_at if self._opened < self._most else begun + WAIT_S) - now))

    def give(self, connection: Connection) -> None:
        """Give a connection back; one that is still in a transaction, or that comes late, is closed instead."""
        if self._is_closed() or not connection.idle:
            self.drop(connection)
            return
        self._idle.append(connection)
        if self._is_closed():  # meanwhile
            self.close()
        if self._waiting:
            with self._back:
                self._back.notify()

    def drop(self, connection: Connection) -> None:
        """Close a connection instead of giving it back."""
        with contextlib.suppress(Exception):
            connection.connection.close()
        self._forget()

    def drop_idle(self) -> None:
        """Close all that nobody uses: after one was lost, the others mostly are too."""
        with contextlib.suppress(IndexError):  # whoever gives one back late closes along
            while True:
                self.drop(self._idle.pop())

    def close(self) -> None:
        """Close what is not lent now, and what is lent when it is given back."""
        self._closed = True
        self.drop_idle()

    def _is_closed(self) -> bool:
        return self._closed

    def _forget(self) -> None:
        with self._back:
            self._opened -= 1
            self._back.notify()
