"""Who shares a commit on SQLite, and who waits for whom."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from addon.storage import Keys, Ledger, Tx, new_key, settings_store, sqlite_store
from addon.storage.direct import Direct
from addon.storage.inbox import Arrival, Hint
from addon.storage.sqlite_store import WAKE, Job, SqliteStore


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger.open("", data_dir=tmp_path, keys=Keys([new_key()]))
    yield made
    made.close()


@pytest.fixture
def store(ledger: Ledger) -> SqliteStore:
    assert isinstance(ledger.store, SqliteStore)
    return ledger.store


def two_after_another(ledger: Ledger) -> None:
    """The second writes only when the first is already being written."""
    begun = threading.Event()

    def first(tx: Tx) -> None:
        settings_store.put(tx, 0, "first", 1)
        begun.set()

    def second() -> None:
        assert begun.wait(60)
        ledger.write(lambda tx: settings_store.put(tx, 0, "second", 2))

    other = threading.Thread(target=second)
    other.start()
    ledger.write(first)
    other.join(60)


def test_on_a_slow_disk_a_commit_waits_for_those_who_shared_the_last(
    ledger: Ledger, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_store, "LINGER_S", 60.0)
    monkeypatch.setattr(sqlite_store, "BATCH_S", 60.0)
    store._flush_s, store._jobs.company = 1_000.0, 2
    before = store.commits
    two_after_another(ledger)
    assert store.commits - before == 1


def test_whoever_came_alone_waits_for_nobody(
    ledger: Ledger, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_store, "LINGER_S", 600.0)
    monkeypatch.setattr(sqlite_store, "BATCH_S", 600.0)
    store._flush_s, store._jobs.company = 10_000.0, 1
    ledger.write(lambda tx: settings_store.put(tx, 0, "alone", 1))  # would take ten minutes
    assert ledger.read(lambda tx: settings_store.get(tx, 0, "alone")) == 1


def test_on_a_quick_disk_nobody_waits(ledger: Ledger, store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_store, "LINGER_S", 600.0)
    monkeypatch.setattr(sqlite_store, "SLOW_S", 1e9)
    store._jobs.company = 50
    ledger.write(lambda tx: settings_store.put(tx, 0, "quick", 1))
    assert ledger.read(lambda tx: settings_store.get(tx, 0, "quick")) == 1


def test_a_writer_that_waits_for_company_can_still_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_store, "LINGER_S", 600.0)
    monkeypatch.setattr(sqlite_store, "BATCH_S", 600.0)
    ledger = Ledger.open("", data_dir=tmp_path / "own", keys=Keys([new_key()]))
    store = ledger.store
    assert isinstance(store, SqliteStore)
    store._flush_s, store._jobs.company = 10_000.0, 9
    running = threading.Event()

    def work(tx: Tx) -> None:
        settings_store.put(tx, 0, "last", 1)
        running.set()

    done = threading.Thread(target=lambda: ledger.write(work))
    done.start()
    assert running.wait(60)
    ledger.close()
    done.join(60)
    assert not done.is_alive()


class Held:
    """Holds the writer, so that what comes meanwhile shares the next commit; what it then says is kept."""

    def __init__(self, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ledger, self.said = ledger, list[str]()
        self._go, self._begun = threading.Event(), threading.Event()
        self._patch = monkeypatch

    def meanwhile(self, *callers: Callable[[], object], first: Exception | None = None) -> list[object]:
        """Call all of them, each in a thread of its own, in one commit; their results or failures.

        The holding job, the first of the group, changes something too, and then fails with `first`.
        """
        found: dict[int, object] = {}

        def hold(tx: Tx) -> None:
            self._begun.set()
            assert self._go.wait(60)
            settings_store.put(tx, 0, "held", 1)
            if first is not None:
                raise first

        def call(number: int) -> None:
            try:
                found[number] = callers[number]()
            except Exception as problem:
                found[number] = problem

        store = self.ledger.store
        assert isinstance(store, SqliteStore)
        self._patch.setattr(sqlite_store, "BATCH_S", 60.0)
        callers = (*callers, lambda: self.ledger.write(hold))
        threads = [threading.Thread(target=call, args=(len(callers) - 1,))]
        threads[0].start()
        assert self._begun.wait(60)
        for number in range(len(callers) - 1):
            threads.append(threading.Thread(target=call, args=(number,)))
            threads[-1].start()
            while store._jobs.qsize() <= number:
                threads[0].join(0.001)
        original = Direct.execute_sql
        self._patch.setattr(
            Direct, "execute_sql", lambda db, text, *v: self.said.append(text) or original(db, text, *v)
        )
        self._go.set()
        for thread in threads:
            thread.join(60)
        self._patch.undo()
        assert found.pop(len(callers) - 1) is first
        return [found[number] for number in range(len(callers) - 1)]


@pytest.fixture
def held(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> Held:
    return Held(ledger, monkeypatch)


def setting(ledger: Ledger, name: str, problem: Exception | None = None) -> Callable[[], object]:
    def work(tx: Tx) -> str:
        settings_store.put(tx, 0, name, 1)
        if problem is not None:
            raise problem
        return name

    return lambda: ledger.write(work)


def delivery(ledger: Ledger, number: int, entity: str = "1") -> Callable[[], object]:
    return lambda: ledger.arrive(Arrival(1, f"jira:{number}", "jira", [Hint(entity)]))


def stored(ledger: Ledger, *names: str) -> list[bool]:
    return [ledger.read(lambda tx, name=name: settings_store.get(tx, 0, name)) == 1 for name in names]


def test_the_first_to_fail_takes_nobody_with_it(ledger: Ledger, held: Held) -> None:
    assert held.meanwhile(setting(ledger, "a"), setting(ledger, "b"), first=LookupError("first")) == ["a", "b"]
    assert stored(ledger, "held", "a", "b") == [False, True, True]


def test_a_later_one_to_fail_takes_nobody_with_it(ledger: Ledger, held: Held) -> None:
    problem = LookupError("second")
    found = held.meanwhile(setting(ledger, "a"), setting(ledger, "b", problem), setting(ledger, "c"))
    assert found == ["a", problem, "c"]
    assert stored(ledger, "held", "a", "b", "c") == [True, True, False, True]


def test_deliveries_of_one_moment_share_their_statements_and_one_commit(ledger: Ledger, held: Held) -> None:
    found = held.meanwhile(*(delivery(ledger, number // 2, str(number)) for number in range(16)))
    assert sum(map(bool, found)) == 8  # each came twice
    said = [text.split()[0] for text in held.said]
    together = ["INSERT", "SELECT", "INSERT", "INSERT"]  # deliveries, their numbers, lines, events
    assert said == ["INSERT", "COMMIT", "BEGIN", *together, "COMMIT"]


def test_a_delivery_waits_for_those_on_their_way_and_all_share_a_commit(
    ledger: Ledger, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_store, "GATHER_S", 600.0)
    monkeypatch.setattr(sqlite_store, "BATCH_S", 600.0)
    all_on_their_way = threading.Barrier(3)

    def deliver(number: int) -> None:
        with ledger.courtesy.request():
            all_on_their_way.wait(60)
            ledger.arrive(Arrival(1, f"jira:{number}", "jira", [Hint(str(number))]))

    before = store.commits
    threads = [threading.Thread(target=deliver, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert store.commits - before == 1
    assert ledger.read(lambda tx: tx.sql("SELECT count(*) FROM inbox")) == [(3,)]


def test_work_without_deliveries_waits_for_no_request(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_store, "GATHER_S", 600.0)
    with ledger.courtesy.request():
        ledger.write(lambda tx: settings_store.put(tx, 0, "quick", 1))  # would take ten minutes
    assert stored(ledger, "quick") == [True]


def test_deliveries_go_before_what_others_write(ledger: Ledger, held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_store, "TURN_S", 0.0)
    found = held.meanwhile(setting(ledger, "a"), setting(ledger, "b"), delivery(ledger, 1), delivery(ledger, 2))
    assert found == ["a", "b", True, True]
    told = [word for text in held.said for word in ("INTO inbox", 'INTO "setting"', "COMMIT") if word in text]
    assert told == ['INTO "setting"', "COMMIT", "INTO inbox", "COMMIT", 'INTO "setting"', 'INTO "setting"', "COMMIT"]


def test_others_have_their_turn_however_many_deliveries_come(ledger: Ledger, store: SqliteStore) -> None:
    over = threading.Event()

    def again(_: Tx) -> None:
        if not over.is_set():
            store._deliveries.put(Job(again))  # one more always waits

    store._deliveries.put(Job(again))
    store._jobs.put(WAKE)
    ledger.write(lambda tx: settings_store.put(tx, 0, "turn", 1))
    over.set()
    assert stored(ledger, "turn") == [True]


def test_a_delivery_that_cannot_be_stored_takes_no_other_with_it(ledger: Ledger, held: Held) -> None:
    def delivery(key: str) -> Callable[[], object]:
        return lambda: ledger.arrive(Arrival(1, key, "jira", [Hint("10", body={"x": object() if key == "b" else 1})]))

    found = held.meanwhile(delivery("a"), setting(ledger, "s"), delivery("b"), delivery("c"))
    assert isinstance(found.pop(2), TypeError)
    assert found == [True, "s", True]
    rows = ledger.read(lambda tx: tx.sql("SELECT delivery_key FROM inbox ORDER BY delivery_key"))
    assert rows == [("a",), ("c",)]
    assert stored(ledger, "s") == [True]
