"""What `Ledger.write` and `Ledger.read` promise, on every store."""

import contextlib
import threading

import pytest

from addon.storage import Duplicate, Fenced, Ledger, Tx, settings_store
from addon.storage.direct import Direct
from addon.storage.postgres_connections import Connection
from tests.contract.store.conftest import Opener


class TestTransactions:
    def test_what_was_written_is_read_back_after_opening_again(self, opener: Opener) -> None:
        first = opener()
        first.write(lambda tx: settings_store.put(tx, 0, "color", {"name": "blau", "list": [1, None, "é\U0001f600"]}))
        first.close()
        assert opener().read(lambda tx: settings_store.get(tx, 0, "color")) == {
            "name": "blau",
            "list": [1, None, "é\U0001f600"],
        }

    def test_an_exception_undoes_only_its_own_changes_and_reaches_its_caller(self, ledger: Ledger) -> None:
        def broken(tx: Tx) -> None:
            settings_store.put(tx, 0, "half", 1)
            raise LookupError("on purpose")

        ledger.write(lambda tx: settings_store.put(tx, 0, "whole", 1))
        with pytest.raises(LookupError, match="on purpose"):
            ledger.write(broken)
        assert ledger.read(lambda tx: settings_store.get(tx, 0, "half")) is None
        assert ledger.read(lambda tx: settings_store.get(tx, 0, "whole")) == 1

    def test_failures_of_some_callers_do_not_touch_their_neighbours_in_a_group(self, ledger: Ledger) -> None:
        failures: list[Exception] = []
        gate = threading.Barrier(8)

        def caller(number: int) -> None:
            def work(tx: Tx) -> None:
                settings_store.put(tx, 0, f"n{number}", number)
                if number % 2:
                    raise Fenced(str(number))

            gate.wait()
            for _ in range(10):
                try:
                    ledger.write(work)
                except Fenced as failure:
                    failures.append(failure)

        threads = [threading.Thread(target=caller, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        stored = ledger.read(lambda tx: [settings_store.get(tx, 0, f"n{number}") for number in range(8)])
        assert stored == [0, None, 2, None, 4, None, 6, None]
        assert len(failures) == 40

    def test_a_duplicate_spoils_its_transaction_even_when_it_is_caught(self, ledger: Ledger) -> None:
        from addon.storage import nonces

        def swallows(tx: Tx) -> None:
            nonces.give(tx, 1, "jti", "x", tx.now + 1000)
            settings_store.put(tx, 0, "before", 1)
            with contextlib.suppress(Duplicate):
                nonces.give(tx, 1, "jti", "x", tx.now + 1000)

        with pytest.raises(Duplicate):
            ledger.write(swallows)
        assert ledger.read(lambda tx: settings_store.get(tx, 0, "before")) is None

    def test_a_reader_cannot_write(self, ledger: Ledger) -> None:
        with pytest.raises(Exception, match=r"(?i)read.?only"):
            ledger.read(lambda tx: settings_store.put(tx, 0, "sneaky", 1))
        assert ledger.read(lambda tx: settings_store.get(tx, 0, "sneaky")) is None

    def test_a_transaction_inside_a_transaction_is_refused(self, ledger: Ledger) -> None:
        with pytest.raises(RuntimeError, match="inside a transaction"):
            ledger.write(lambda tx: ledger.read(lambda inner: None))
        with pytest.raises(RuntimeError, match="inside a transaction"):
            ledger.read(lambda tx: ledger.write(lambda inner: None))

    def test_after_commit_runs_only_when_the_transaction_was_kept(self, ledger: Ledger) -> None:
        rung: list[str] = []

        def kept(tx: Tx) -> None:
            tx.after_commit(lambda: rung.append("kept"))

        def undone(tx: Tx) -> None:
            tx.after_commit(lambda: rung.append("undone"))
            raise LookupError

        ledger.write(kept)
        with pytest.raises(LookupError):
            ledger.write(undone)
        assert rung == ["kept"]

    def test_text_that_a_store_would_refuse_is_cleaned(self, ledger: Ledger) -> None:
        from addon.storage import audit

        ledger.write(lambda tx: audit.record(tx, 1, "odd", actor_name="a\0b\ud800", detail={"x": "\0\ud800"}))
        entry = ledger.read(lambda tx: audit.list_page(tx, 1)).items[0]
        assert entry.actor_name == "a\ufffdb?"
        assert entry.detail == {"x": "\0\ud800"}

    def test_many_threads_lose_nothing(self, ledger: Ledger) -> None:
        def work(tx: Tx) -> None:
            tx.sql("UPDATE setting SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE name = 'n' RETURNING id")

        ledger.write(lambda tx: settings_store.put(tx, 0, "n", 0))
        threads = [threading.Thread(target=lambda: [ledger.write(work) for _ in range(25)]) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert ledger.read(lambda tx: settings_store.get(tx, 0, "n")) == 200

    def test_the_database_clock_is_used_on_postgresql_when_none_is_given(self, opener: Opener) -> None:
        import time

        ledger = opener(clock=None)
        assert abs(ledger.read(lambda tx: tx.now) - time.time() * 1000) < 60_000


class TestReads:
    """A read is a snapshot, and costs no more round trips than it needs."""

    @pytest.fixture
    def said(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        found: list[str] = []
        original = Direct.execute_sql
        monkeypatch.setattr(Direct, "execute_sql", lambda db, text, *v: found.append(text) or original(db, text, *v))
        shortest = Connection.command
        monkeypatch.setattr(Connection, "command", lambda db, text: found.append(str(text)) or shortest(db, text))
        return found

    def test_what_asks_one_thing_is_one_round_trip_where_those_cost(self, ledger: Ledger, said: list[str]) -> None:
        def one(tx: Tx) -> object:
            return settings_store.get(tx, 0, "a")

        for _ in range(2):
            said.clear()
            assert ledger.read(one) is None
            assert len(said) == (1 if ledger.dialect == "postgresql" else 3)

    def test_what_asks_twice_sees_one_state_however_often_it_is_run(self, ledger: Ledger, said: list[str]) -> None:
        def both(tx: Tx) -> tuple[object, object]:
            first = settings_store.get(tx, 0, "a")
            if meanwhile:
                meanwhile.pop()()
            return first, settings_store.get(tx, 0, "a")

        def change(value: int) -> None:
            other = threading.Thread(target=ledger.write, args=(lambda tx: settings_store.put(tx, 0, "a", value),))
            other.start()
            other.join(60)

        ledger.write(lambda tx: settings_store.put(tx, 0, "a", 0))
        for number in range(1, 4):
            meanwhile = [lambda number=number: change(number)]  # type: ignore[misc]
            first, second = ledger.read(both)
            assert first == second
        said.clear()
        meanwhile = []
        assert ledger.read(both) == (3, 3)
        assert len(said) == 4  # known by now: begin, two questions, end

    def test_a_read_that_would_change_something_is_refused(self, ledger: Ledger) -> None:
        for _ in range(2):
            with pytest.raises(Exception, match=r"(?i)read"):
                ledger.read(lambda tx: settings_store.put(tx, 0, "a", 1))
