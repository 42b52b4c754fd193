"""Every store passes the same tests: SQLite in a file, PostgreSQL on a server that the run starts itself."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from addon.storage import Keys, Ledger, new_key
from tests.postgres import server


class Clock:
    """Time that a test moves."""

    def __init__(self) -> None:
        self.now = 1_700_000_000_000

    def __call__(self) -> int:
        return self.now

    def advance(self, ms: int) -> None:
        self.now += ms


Opener = Callable[..., Ledger]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys() -> Keys:
    return Keys([new_key()])


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def store(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def opener(store: str, tmp_path: Path, clock: Clock, keys: Keys) -> Iterator[Opener]:
    """Opens the store of this test, as often as asked; each opening is like a process of its own."""
    url = "" if store == "sqlite" else server().new_database(migrated=True)
    opened: list[Ledger] = []

    def open_ledger(**more: object) -> Ledger:
        more = {"clock": clock, "keys": keys, "data_dir": tmp_path, **more}
        ledger = Ledger.open(url, **more)  # type: ignore[arg-type]
        opened.append(ledger)
        return ledger

    yield open_ledger
    for ledger in opened:
        ledger.close()
    if url:
        server().drop(url)


@pytest.fixture
def ledger(opener: Opener) -> Ledger:
    return opener()
