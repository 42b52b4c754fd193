"""The PostgreSQL store: a pool of connections, retries where the server asks for them.

Any number of processes on any machines may use one database; leases and row locks keep them apart.
"""

import contextlib
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import peewee

from addon.storage import schema
from addon.storage.failures import Duplicate, StoreUnavailable
from addon.storage.keys import Keys
from addon.storage.postgres_connections import Connection, Connections
from addon.storage.tidings import Tidings
from addon.storage.transaction import DATABASE_CLOCK, Clock, Tx

T = TypeVar("T")
LEASE_MS = 60_000
RETRIES = 8
RETRIED_STATES = frozenset({"40001", "40P01"})  # serialization failure, deadlock
BEGIN, COMMIT, ROLLBACK = b"BEGIN", b"COMMIT", b"ROLLBACK"
CLOCK = f"; SELECT {DATABASE_CLOCK}".encode()
CLAIM_RACE = "stream_key_2"  # two claims met at one entity: the index let one through


class PostgresStore:
    """Runs functions in transactions on one PostgreSQL database."""

    dialect = "postgresql"

    def __init__(
        self, url: str, keys: Keys, clock: Clock | None, *, owner: str, pool: int = 8, lease_ms: int = LEASE_MS
    ) -> None:
        self._url = url
        self._keys = keys
        self._clock = clock
        self._owner = owner
        self._lease_ms = lease_ms
        self._here = threading.local()
        self._tidings = Tidings(url, owner)
        self.retries = 0
        self._db: Any = peewee.PostgresqlDatabase(
            url, prefer_psycopg3=True, connect_timeout=10, application_name="liaise", prepare_threshold=1
        )
        self._connections = Connections(lambda: self._db._connect(), self._db.get_sql_context, pool)

    # -- life -----------------------------------------------------------------------------------------

    def migrate(self) -> list[str]:
        """Bring the schema up to date; a second process waits."""
        return self._reach(lambda: schema.migrate(self._db))

    def check(self) -> None:
        """Raise `SchemaBehind` when the schema is not this version's."""
        self._reach(lambda: schema.check(self._db))

    def status(self) -> list[tuple[str, bool]]:
        """Migrations and whether they were applied."""
        return self._reach(lambda: schema.status(self._db))

    def start(self) -> None:
        """Nothing to start: connections are made when needed."""

    def listen(self, ring: Callable[[], None]) -> None:
        """Call `ring` when another process made something due."""
        self._tidings.listen(ring)

    def tell(self) -> None:
        """Something that is committed is due: other processes may look."""
        self._tidings.tell()

    def close(self) -> None:
        """Tell what is still to be told and close all connections."""
        self._tidings.stop()
        self._connections.close()

    # -- transactions ---------------------------------------------------------------------------------

    def write(self, work: Callable[[Tx], T]) -> T:
        """Run `work` in a transaction; again after a deadlock or a connection lost before COMMIT."""
        for attempt in range(RETRIES):
            after: list[Callable[[], None]] = []
            try:
                result = self._once(work, after, COMMIT)
            except _Again as again:
                self.retries += 1
                if attempt == RETRIES - 1:
                    raise StoreUnavailable(f"The database is busy or gone: {again.problem}") from again.problem
                time.sleep(random.uniform(0, 0.005 * 2**attempt))  # noqa: S311 (jitter, no secret)
            else:
                for done in after:
                    done()
                return result
        raise AssertionError("unreachable")

    def read(self, work: Callable[[Tx], T]) -> T:
        """Run `work` on a snapshot of what is committed."""
        for attempt in range(2):
            try:
                return self._once(work, [], ROLLBACK, BEGIN + b" ISOLATION LEVEL REPEATABLE READ READ ONLY")
            except _Again as again:
                if attempt:
                    raise StoreUnavailable(f"The database cannot be read: {again.problem}") from again.problem
        raise AssertionError("unreachable")

    def glance(self, work: Callable[[Tx], T], *, once: bool = False) -> T:
        """Run `work` on what is committed, each statement by itself: one round trip instead of three.

        With `once`, a second statement raises `AsksMore`.
        """
        for attempt in range(2):
            try:
                return self._alone(lambda: self._glance(work, once))
            except _Again as again:
                if attempt:
                    raise StoreUnavailable(f"The database cannot be read: {again.problem}") from again.problem
        raise AssertionError("unreachable")

    def _glance(self, work: Callable[[Tx], T], once: bool) -> T:
        with self._lent() as connection:
            asking = _Asking(connection, 1 if once else None)
            return work(Tx(asking, "postgresql", self._clock, self._keys, self._lease_ms, [], self._owner))

    def _alone(self, run: Callable[[], T]) -> T:
        if getattr(self._here, "busy", False):
            raise RuntimeError("a transaction inside a transaction")
        self._here.busy = True
        try:
            return run()
        finally:
            self._here.busy = False

    def _once(self, work: Callable[[Tx], T], after: list[Callable[[], None]], end: bytes, begin: bytes = BEGIN) -> T:
        return self._alone(lambda: self._run(work, after, end, begin))

    def _run(self, work: Callable[[Tx], T], after: list[Callable[[], None]], end: bytes, begin: bytes) -> T:
        ending = _Ending()
        with self._lent(ending) as connection:
            try:
                now = self._begin(connection, begin)
                tx = Tx(connection, "postgresql", self._clock, self._keys, self._lease_ms, after, self._owner, now)
                result = work(tx)
                if tx.broken is not None:
                    raise tx.broken
                ending.begun = True
                connection.command(end)
                return result
            except BaseException:
                with contextlib.suppress(Exception):  # one that cannot is not lent again
                    connection.command(ROLLBACK)
                raise

    @contextlib.contextmanager
    def _lent(self, ending: "_Ending | None" = None) -> Iterator[Connection]:
        """A connection for a while. The driver's failures become ours: `_Again` where nothing can have been kept."""
        try:
            connection = self._connections.take()
            try:
                yield connection
            finally:
                self._connections.give(connection)
        except Duplicate as problem:
            if CLAIM_RACE in str(problem):
                raise _Again(problem) from problem
            raise
        except (peewee.OperationalError, peewee.InterfaceError, peewee.InternalError) as problem:
            kept = ending is not None and ending.begun
            lost = _connection_lost(problem)
            if lost:
                self._connections.drop_idle()
            if _state(problem) in RETRIED_STATES or (lost and not kept):
                raise _Again(problem) from problem
            raise StoreUnavailable(f"The database failed: {problem}") from problem

    def _begin(self, connection: Connection, begin: bytes) -> int | None:
        """Begin and, in the same round trip, ask what time it is."""
        if self._clock is not None:
            connection.command(begin)
            return None
        return int(connection.command(begin + CLOCK).get_value(0, 0))

    def _reach(self, work: Callable[[], T]) -> T:
        try:
            with self._db.connection_context():
                return work()
        except (peewee.OperationalError, peewee.InterfaceError) as problem:
            raise StoreUnavailable(f"The database cannot be reached: {problem}") from problem


class _Ending:
    """Whether a transaction's end was already asked for: then nobody knows whether it was kept."""

    begun = False


class AsksMore(Exception):
    """A function asked a second thing, for which it needs a snapshot."""


class _Asking(Connection):
    """The database for a glance: it takes questions only, because nothing would undo a change."""

    def __init__(self, lent: Connection, most: int | None) -> None:
        super().__init__(lent.connection, lent.get_sql_context)
        self._lent = lent
        self._left = most

    def execute_sql(self, text: str, values: Sequence[Any] = ()) -> Any:
        """Run a SELECT."""
        self._allow(text)
        return super().execute_sql(text, values)

    def hot(self, text: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Run a SELECT by the shortest way."""
        self._allow(text)
        return self._lent.hot(text, values)

    def _allow(self, text: str) -> None:
        """RuntimeError for anything but a SELECT, AsksMore for that too where only one is allowed."""
        asks = text.lstrip().startswith("SELECT")
        if self._left is not None:
            if self._left == 0 or not asks:
                raise AsksMore
            self._left -= 1
        elif not asks:
            raise RuntimeError("a glance only reads: use Ledger.write")


class _Again(Exception):
    """The transaction may be run once more."""

    def __init__(self, problem: Exception) -> None:
        super().__init__(str(problem))
        self.problem = problem


def _state(problem: Exception) -> str | None:
    cause: Any = problem.args[0] if problem.args else None
    return getattr(cause, "sqlstate", None)


def _connection_lost(problem: Exception) -> bool:
    state = _state(problem)
    return state is None or state.startswith(("08", "57P"))
