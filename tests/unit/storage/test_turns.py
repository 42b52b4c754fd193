"""Deliveries take turns, in the order in which they came, and nobody who stalls keeps the others."""

import threading
import time

import pytest

from addon.storage import turns
from addon.storage.turns import Turns


class Thread:
    """A thread that asks for a turn and says when it has it."""

    def __init__(self, made: Turns) -> None:
        self._made = made
        self._end = threading.Event()
        self.goes_on = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def _work(self) -> None:
        self._made.take()
        self.goes_on.set()
        self._end.wait(60)
        self._made.give()

    def end(self) -> None:
        self._end.set()
        self._thread.join(60)
        assert not self._thread.is_alive()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Turns:
    monkeypatch.setattr(turns, "PATIENCE_S", 600.0)  # longer than any test: who waits is seen to
    return Turns()


def wait_in_line(made: Turns, count: int) -> list[Thread]:
    """Threads that came one after the other."""
    come = []
    for place in range(count):
        come.append(Thread(made))
        while len(made._waiting) <= place:
            time.sleep(0.001)
    return come


def test_those_who_wait_go_on_one_by_one_in_their_order(made: Turns) -> None:
    made.take()
    waiting = wait_in_line(made, 3)
    made.give()
    for place, one in enumerate(waiting):
        assert one.goes_on.wait(60)
        assert not any(later.goes_on.is_set() for later in waiting[place + 1 :])
        one.end()


def test_somebody_else_goes_on_while_one_waits_for_the_disk(made: Turns) -> None:
    made.take()
    (other,) = wait_in_line(made, 1)
    with made.aside():
        assert other.goes_on.wait(60)
        other.end()
    assert made.give(), "the turn came back"


def test_who_has_no_turn_waits_for_none_afterwards(made: Turns) -> None:
    one = Thread(made)
    assert one.goes_on.wait(60)
    with made.aside():  # would take ten minutes
        pass
    assert not made.give()
    one.end()


def test_who_keeps_a_turn_for_too_long_loses_it_and_ends_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_S", 0.01)
    made = Turns()
    made.take()
    patient = Thread(made)
    assert patient.goes_on.wait(60)
    monkeypatch.setattr(turns, "PATIENCE_S", 600.0)
    (third,) = wait_in_line(made, 1)
    assert made.give(), "it does not know that its turn is over"
    assert not third.goes_on.wait(0.05)
    patient.end()
    assert third.goes_on.wait(60)
    third.end()


def test_many_who_come_and_go_at_once_are_one_at_a_time(made: Turns) -> None:
    inside, most, lock = 0, 0, threading.Lock()

    def work() -> None:
        nonlocal inside, most
        for _ in range(200):
            made.take()
            with lock:
                inside += 1
                most = max(most, inside)
            with lock:
                inside -= 1
            with made.aside():
                pass
            made.give()

    threads = [threading.Thread(target=work, daemon=True) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
        assert not one.is_alive()
    assert most == 1
    assert made._turn is None


def test_impatience_of_many_fails_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_S", 0.0002)  # a turn may be handed to whom it is taken from at once
    made, problems = Turns(), []

    def work() -> None:
        try:
            for _ in range(300):
                made.take()
                time.sleep(0.0003)
                made.give()
        except Exception as problem:
            problems.append(problem)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
        assert not one.is_alive()
    assert problems == []
    assert (made._turn, list(made._waiting)) == (None, [])


def test_a_turn_that_was_handed_over_and_taken_away_in_the_same_moment_fails_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turns, "PATIENCE_S", 0.05)
    made = Turns()
    made.take()
    one = Thread(made)
    while not made._waiting:
        time.sleep(0.001)
    with made._lock:
        time.sleep(0.2)  # it has lost its patience and asks what became of its turn
        made._waiting.popleft()
        made._turn = threading.Lock()
    assert one.goes_on.wait(60)
    one.end()
