"""One transaction, as the query functions see it.

Query functions take a `Tx` first and the node second. They neither begin nor commit: `Ledger.write` and
`Ledger.read` do. `Tx` speaks peewee expressions for ordinary queries and plain SQL (`?` for values) for hot ones.
"""

import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Literal, TypeVar

import peewee

from addon.storage.compiled import conditions, given, ordering, statement
from addon.storage.failures import Duplicate
from addon.storage.keys import Keys
from addon.storage.rows import build_all, shape
from addon.storage.tables.base import Row

T = TypeVar("T")
Dialect = Literal["sqlite", "postgresql"]
Clock = Callable[[], int]
SPELT = 1_000  # limits up to this stand in the text of a query
SETTLE_MS = 2_000  # an ingress line waits so long after the last event, so that a burst is one


def system_clock() -> int:
    """Now, in ms since 1970."""
    return time.time_ns() // 1_000_000


DATABASE_CLOCK = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"  # PostgreSQL


class Tx:
    """A transaction on one store. `now` is the same for everything in it (ms)."""

    __slots__ = (
        "_after",
        "_clock",
        "_now",
        "broken",
        "db",
        "dialect",
        "keys",
        "lease_ms",
        "owner",
        "ring",
        "settle_ms",
        "tell",
    )

    def __init__(
        self,
        db: Any,
        dialect: Dialect,
        clock: Clock | None,
        keys: Keys,
        lease_ms: int,
        after: list[Callable[[], None]],
        owner: str = "",
        now: int | None = None,
    ) -> None:
        self.db = db
        self.dialect: Dialect = dialect
        self.keys = keys
        self.lease_ms = lease_ms
        self.owner = owner
        self.settle_ms = SETTLE_MS
        self.ring: Callable[[], None] = _nobody  # wakes this process's dispatcher
        self.tell: Callable[[], None] = _nobody  # wakes those of other processes
        self.broken: Duplicate | None = None  # a refused row spoils the whole transaction, on both stores
        self._clock = clock
        self._now = now
        self._after = after

    @property
    def now(self) -> int:
        """The time of this transaction: the database's clock on PostgreSQL, the given clock on SQLite."""
        if self._now is None:
            if self._clock is not None:
                self._now = self._clock()
            else:
                self._now = int(self.sql(f"SELECT {DATABASE_CLOCK}")[0][0])
        return self._now

    def after_commit(self, done: Callable[[], None]) -> None:
        """Call this once the transaction is durable; never when it is rolled back."""
        self._after.append(done)

    # -- plain SQL ---------------------------------------------------------------------------------

    def sql(self, text: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run one statement with `?` for values; its rows, if it returns any."""
        rows: list[tuple[Any, ...]] = self._ran(
            self.db.rows, _marked(text) if self.dialect == "postgresql" else text, values
        )
        return rows

    def hot(self, text: str, *values: Any) -> list[tuple[Any, ...]]:
        """As `sql`, by the store's shortest way, for what runs most; values are numbers, texts or None."""
        rows: list[tuple[Any, ...]] = self._ran(
            self.db.hot if self.dialect == "postgresql" else self.db.rows, text, values
        )
        return rows

    def one_at_a_time(self, what: str) -> None:
        """Wait until no other transaction that named the same is open. Nothing to do where there is one writer."""
        if self.dialect == "postgresql":
            self.sql("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext(?))) AS held", what)

    def change(self, text: str, *values: Any) -> int:
        """Run one statement with `?` for values; how many rows it touched."""
        return int(self._execute(_marked(text) if self.dialect == "postgresql" else text, values).rowcount)

    # -- peewee expressions ------------------------------------------------------------------------

    def rows(self, query: Any) -> list[tuple[Any, ...]]:
        """Run a peewee query; its raw rows."""
        cursor = self._run(query)
        return cursor.fetchall() if cursor.description else []

    def select(
        self,
        make: type[T],
        *where: Any,
        order: Sequence[Any] = (),
        limit: int | None = None,
        offset: int | None = None,
    ) -> list[T]:
        """All rows that match, as dataclasses."""
        found = shape(make)

        def write() -> Any:
            query = found.table.select(found.columns)
            if where:
                query = query.where(*where)
            if order:
                query = query.order_by(*order)
            if limit is not None:
                query = query.limit(_spelt(limit))
            if offset:
                query = query.offset(offset)
            return query

        matching, values = conditions(where)
        ordered = ordering(order)
        spelt = limit is None or limit <= SPELT
        values += [one for one in (None if spelt else limit, offset or None) if one is not None]
        shown = (limit if spelt else "given"), not offset
        known = None if matching is None or ordered is None else (make, matching, ordered, shown)
        return build_all(make, self._asked("select", known, values, write).fetchall())

    def first(self, make: type[T], *where: Any, order: Sequence[Any] = ()) -> T | None:
        """The first row that matches, or None."""
        found = self.select(make, *where, order=order, limit=1)
        return found[0] if found else None

    def count(self, table: type[Row], *where: Any, order: Sequence[Any] = (), at_most: int = 1_000) -> int:
        """How many rows match, counted no further than `at_most`: a list never pays for a million rows.

        `order` is the one of the index along which to count.
        """

        def write() -> Any:
            inner = table.select(peewee.SQL("1")).limit(_spelt(at_most))
            if where:
                inner = inner.where(*where)
            if order:
                inner = inner.order_by(*order)
            return peewee.Select((inner,), (peewee.fn.COUNT(peewee.SQL("*")),))

        matching, values = conditions(where)
        ordered = ordering(order)
        known = None if matching is None or ordered is None else (table, matching, ordered, min(at_most, SPELT + 1))
        given_too = [] if at_most <= SPELT else [at_most]
        return int(self._asked("count", known, values + given_too, write).fetchall()[0][0])

    def insert(self, table: type[Row], **values: Any) -> int:
        """Add a row; its id. Raises `Duplicate` when a unique key forbids it, which ends the transaction."""
        return int(self._added("insert", table, values, lambda query: query).fetchall()[0][0])

    def insert_unless_known(self, table: type[Row], **values: Any) -> int | None:
        """Add a row; None when a unique key has it already."""
        rows = self._added("ignore", table, values, lambda query: query.on_conflict_ignore()).fetchall()
        return int(rows[0][0]) if rows else None

    def upsert(self, table: type[Row], conflict: Sequence[str], keep: Sequence[str] = (), **values: Any) -> int:
        """Add a row or, where the unique key over `conflict` has one, overwrite all other values but `keep`."""

        def merging(query: Any) -> Any:
            changed = [getattr(table, name) for name in values if name not in conflict and name not in keep]
            target = [getattr(table, name) for name in conflict]
            return query.on_conflict(conflict_target=target, preserve=changed)

        how = ("upsert", tuple(conflict), tuple(keep), tuple(values))  # a default that is filled in overwrites nothing
        return int(self._added(how, table, values, merging).fetchall()[0][0])

    def update(self, table: type[Row], *where: Any, **values: Any) -> int:
        """Change the rows that match; how many there were. Raises `Duplicate`, which ends the transaction."""
        columns, new = given(table, values, fill=False)
        matching, asked = conditions(where)
        known = None if columns is None or matching is None else (table, columns, matching)
        return int(self._asked("update", known, new + asked, lambda: table.update(values).where(*where)).rowcount)

    def delete(self, table: type[Row], *where: Any) -> int:
        """Remove the rows that match; how many there were."""
        matching, values = conditions(where)
        known = None if matching is None else (table, matching)
        return int(self._asked("delete", known, values, lambda: table.delete().where(*where)).rowcount)

    def _added(self, how: Any, table: type[Row], values: dict[str, Any], end: Callable[[Any], Any]) -> Any:
        columns, made = given(table, values, fill=True)
        key = table._meta.primary_key
        known = None if columns is None else (table, columns)
        return self._asked(how, known, made, lambda: end(table.insert(values)).returning(key))

    def _asked(self, how: Any, known: Any, values: list[Any], write: Callable[[], Any]) -> Any:
        """Run a query whose text is remembered by its shape."""
        whole = None if known is None else (how, self.dialect, known)
        text, made = statement(self.db.get_sql_context, whole, values, write)
        return self._execute(text, made)

    def _run(self, query: Any) -> Any:
        text, values = self.db.get_sql_context().sql(query).query()
        return self._execute(text, values)

    def _execute(self, text: str, values: Sequence[Any]) -> Any:
        return self._ran(self.db.execute_sql, text, values)

    def _ran(self, run: Callable[[str, Sequence[Any]], Any], text: str, values: Sequence[Any]) -> Any:
        if self.broken is not None:
            raise self.broken
        try:
            return run(text, values)
        except peewee.IntegrityError as problem:
            self.broken = Duplicate(str(problem))
            raise self.broken from problem


def _spelt(limit: int) -> Any:
    """A limit as part of the text: PostgreSQL keeps no plan for one that it does not know."""
    return peewee.SQL(str(limit)) if limit <= SPELT else limit


@lru_cache(maxsize=512)
def _marked(text: str) -> str:
    """The statement with the driver's marks, and short: psycopg parses texts over 4 KiB anew each time."""
    return " ".join(text.replace("?", "%s").split())


def _nobody() -> None:
    """Nobody waits."""
