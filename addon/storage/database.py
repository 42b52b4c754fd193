"""The ledger: opens the store that DATABASE_URL names and runs functions in transactions on it."""

import os
import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote

from addon.storage import inbox, queue, signers
from addon.storage import secrets as secret_store
from addon.storage.courtesy import Courtesy
from addon.storage.keys import Keys
from addon.storage.postgres_store import LEASE_MS, AsksMore, PostgresStore
from addon.storage.remembered import Remembered
from addon.storage.sqlite_failures import opening
from addon.storage.sqlite_store import GATHER_S, SqliteStore
from addon.storage.together import Together
from addon.storage.transaction import SETTLE_MS, Clock, Dialect, Tx
from addon.storage.wakeups import Wakeups

T = TypeVar("T")
FILE_NAME = "liaise.sqlite3"


class Ledger:
    """All durable state. `write` and `read` run a function of a transaction; the nouns' functions do the rest."""

    def __init__(self, store: SqliteStore | PostgresStore, keys: Keys, owner: str, settle_ms: int) -> None:
        self._store = store
        self._settle_ms = settle_ms
        self.keys = keys
        self.owner = owner
        self.wakeups = Wakeups()
        self.courtesy = Courtesy()
        if isinstance(store, SqliteStore):
            store.gather = self.courtesy.gather
            self._remembered = Remembered(store.watch, self._signer_now)
        self._asks_more: set[object] = set()  # code of functions that ask more than one thing
        self._signers: Together[signers.Asked, signers.Signer | None] = Together(self.glance, signers.find_all)
        self._arrivals: Together[inbox.Arrival, bool] = Together(
            lambda work: self.write(work),
            inbox.store_all,
            came=self.courtesy.came,
            gather=lambda: self.courtesy.gather(GATHER_S, half=True),  # a commit is some round trips
        )

    @classmethod
    def open(
        cls,
        url: str = "",
        *,
        data_dir: Path,
        keys: Keys,
        clock: Clock | None = None,
        pool: int = 8,
        migrate: bool | None = None,
        read_only: bool = False,
        check: bool = True,
        wait_s: float = 0.0,
        lease_ms: int = LEASE_MS,
        settle_ms: int = SETTLE_MS,
    ) -> "Ledger":
        """Open a store and make it ready.

        `url`: `sqlite:///relative`, `sqlite:////absolute`, `postgres(ql)://…`; empty: a file in `data_dir`.
        `clock`: now in ms; None is the system's on SQLite and the database's on PostgreSQL.
        `migrate`: None migrates SQLite and only checks PostgreSQL (its release step migrates).
        `check` False: do not look at schema and keys, for commands that ask how things stand.
        `settle_ms`: how long an ingress line waits after the last event of a burst (at most five times that).
        `wait_s`: how long to wait for another process to leave a SQLite store.
        Raises `StoreLocked`, `StoreUnavailable`, `SchemaBehind`, `KeyMissing`, each in words for the operator.
        """
        owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        store: SqliteStore | PostgresStore
        if is_postgresql(url):
            store = PostgresStore(normal_url(url), keys, clock, owner=owner, pool=pool, lease_ms=lease_ms)
        else:
            path = sqlite_path(url, data_dir)
            with opening():
                store = SqliteStore(
                    path, keys, clock, owner=owner, read_only=read_only, wait_s=wait_s, lease_ms=lease_ms
                )
        try:
            with opening():
                if migrate if migrate is not None else (isinstance(store, SqliteStore) and not read_only):
                    store.migrate()
                elif check:
                    store.check()
            store.start()
            if not check:
                return cls(store, keys, owner, settle_ms)
            ledger = cls(store, keys, owner, settle_ms)
            ledger.read(secret_store.check_keys)
            if isinstance(store, SqliteStore) and not read_only:
                ledger.write(queue.clear_leases)
        except BaseException:
            store.close()
            raise
        return ledger

    @property
    def dialect(self) -> Dialect:
        """Which SQL the store speaks."""
        return "sqlite" if isinstance(self._store, SqliteStore) else "postgresql"

    @property
    def store(self) -> SqliteStore | PostgresStore:
        """The store itself, for its counters and for commands."""
        return self._store

    def write(self, work: Callable[[Tx], T]) -> T:
        """Run `work(tx)` as one transaction and return its result once it is durable.

        An exception in `work` undoes only its own changes and is raised here. `work` may run more than once
        (a deadlock on PostgreSQL) and must do nothing but query: no I/O, no waiting. Inside it, do not call
        `write` or `read` again. Raises `StoreUnavailable`.
        """

        def noted(tx: Tx) -> T:
            self._note(tx)
            return work(tx)

        self.courtesy.give_way()
        with self.courtesy.turns.aside():
            return self._store.write(noted)

    def _note(self, tx: Tx) -> None:
        tx.ring = self.wakeups.ring
        if isinstance(self._store, PostgresStore):
            tx.tell = self._store.tell
        tx.settle_ms = self._settle_ms

    def read(self, work: Callable[[Tx], T]) -> T:
        """Run `work(tx)` on a consistent snapshot; it cannot write. Raises `StoreUnavailable`.

        What asks one thing only needs no snapshot: on PostgreSQL that is one round trip instead of three. It is tried
        first, and a `work` that then asks a second thing is begun anew; the next time that is known.
        """
        self.courtesy.give_way()
        if isinstance(self._store, PostgresStore) and (code := _code_of(work)) not in self._asks_more:
            try:
                return self._store.glance(work, once=True)
            except AsksMore:
                self._asks_more.add(code)
        return self._store.read(work)

    def glance(self, work: Callable[[Tx], T]) -> T:
        """Run `work(tx)` without a snapshot over its statements: cheapest, for functions of one statement.

        It cannot write. Raises `StoreUnavailable`.
        """
        return self._store.glance(work)

    def arrive(self, arrival: inbox.Arrival) -> bool:
        """Store a delivery from outside and wake its lines; False when it was stored before.

        Deliveries that come at the same moment share a transaction and its statements. Raises `StoreUnavailable`.
        """
        with self.courtesy.turns.aside():
            if isinstance(self._store, SqliteStore):
                stored: bool = self._store.write_together(self._store_all, arrival, handed_over=self.courtesy.came)
                return stored
            return self._arrivals.write(arrival)

    def signer(self, kind: str, instance_id: str, purpose: str) -> signers.Signer | None:
        """`signers.find` as it stands now: on PostgreSQL all who ask at the same moment share one question.

        Whoever joins, joins a question that has not been asked yet, so nobody gets an answer from before. On SQLite an
        answer is kept until this process, the only one that writes, changes what it is made of.
        """
        asked = (kind, instance_id, purpose)
        if not isinstance(self._store, SqliteStore):
            with self.courtesy.turns.aside():
                return self._signers.write(asked)
        return self._signer_now(asked) if self._store.read_only else self._remembered(asked)

    def _signer_now(self, asked: signers.Asked) -> signers.Signer | None:
        return self.glance(lambda tx: signers.find(tx, *asked))

    def _store_all(self, tx: Tx, arrivals: list[inbox.Arrival]) -> list[bool]:
        self._note(tx)
        return inbox.store_all(tx, arrivals)

    def listen(self) -> None:
        """Let other processes' changes ring `wakeups` too (PostgreSQL); call it in processes that dispatch."""
        if isinstance(self._store, PostgresStore):
            self._store.listen(self.wakeups.ring)

    def close(self) -> None:
        """Finish what was accepted and let go of the store."""
        self._store.close()


def _code_of(work: Callable[[Tx], T]) -> object:
    """What functions made at the same place in the text share."""
    return getattr(work, "__code__", type(work))


def is_postgresql(url: str) -> bool:
    """Whether this DATABASE_URL names PostgreSQL; ValueError when it names neither store."""
    if url.startswith(("postgres://", "postgresql://")):
        return True
    if url and not url.startswith("sqlite:///"):
        raise ValueError("DATABASE_URL: sqlite:///path, postgresql://… or postgres://…")
    return False


def normal_url(url: str) -> str:
    """`postgres://` as platforms hand it out, in the spelling the driver knows."""
    return "postgresql://" + url.split("://", 1)[1]


def sqlite_path(url: str, data_dir: Path) -> Path:
    """Where the SQLite file of this URL lies; empty: in the data directory."""
    return Path(unquote(url.removeprefix("sqlite:///"))) if url else data_dir / FILE_NAME
