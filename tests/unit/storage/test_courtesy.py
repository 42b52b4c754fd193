"""Background work steps aside while a request is answered, and never for long."""

import threading

import pytest

from addon.storage import courtesy
from addon.storage.courtesy import Courtesy


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Courtesy:
    monkeypatch.setattr(courtesy, "MOST_S", 600.0)  # longer than any test: who steps aside is seen to
    return Courtesy()


def in_background(made: Courtesy) -> threading.Thread:
    def work() -> None:
        made.work_in_background()
        made.give_way()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_background_work_waits_until_the_last_request_is_answered(made: Courtesy) -> None:
    with made.request():
        with made.request():
            waiting = in_background(made)
        waiting.join(0.05)
        assert waiting.is_alive()
    waiting.join(60)
    assert not waiting.is_alive()


def test_nobody_waits_where_no_request_is_answered(made: Courtesy) -> None:
    with made.request():
        pass
    done = in_background(made)
    done.join(60)
    assert not done.is_alive()


def test_a_request_waits_for_no_other(made: Courtesy) -> None:
    with made.request():
        made.give_way()  # would take ten minutes


def test_a_request_that_fails_holds_nothing_back(made: Courtesy) -> None:
    with pytest.raises(LookupError), made.request():
        raise LookupError
    done = in_background(made)
    done.join(60)
    assert not done.is_alive()


def test_background_work_goes_on_however_many_requests_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courtesy, "MOST_S", 0.001)
    made = Courtesy()
    with made.request():
        done = in_background(made)
        done.join(60)
        assert not done.is_alive()


def gathering(made: Courtesy) -> threading.Thread:
    thread = threading.Thread(target=lambda: made.gather(600.0), daemon=True)
    thread.start()
    return thread


def test_the_store_waits_for_what_requests_are_about_to_store(made: Courtesy) -> None:
    with made.request():
        store = gathering(made)
        store.join(0.05)
        assert store.is_alive()
        made.came()
        store.join(60)
        assert not store.is_alive()  # though the request is not answered yet


def test_the_store_waits_for_no_request_that_stored_nothing(made: Courtesy) -> None:
    with made.request():
        store = gathering(made)
    store.join(60)
    assert not store.is_alive()


def test_the_store_waits_for_every_request_and_each_counts_once(made: Courtesy) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def another() -> None:
        with made.request():
            inside.set()
            assert go_on.wait(60)

    other = threading.Thread(target=another, daemon=True)
    with made.request():
        other.start()
        assert inside.wait(60)
        made.came()
        made.came()
    store = gathering(made)
    store.join(0.05)
    assert store.is_alive()
    go_on.set()
    store.join(60)
    assert not store.is_alive()


def test_a_slow_store_waits_for_half_of_the_requests(made: Courtesy) -> None:
    inside, come, came, over = threading.Barrier(3), threading.Semaphore(0), threading.Semaphore(0), threading.Event()

    def another() -> None:
        with made.request():
            inside.wait(60)
            assert come.acquire(timeout=60)
            made.came()
            came.release()
            assert over.wait(60)

    others = [threading.Thread(target=another, daemon=True) for _ in range(2)]
    with made.request():
        for other in others:
            other.start()
        inside.wait(60)
        store = threading.Thread(target=lambda: made.gather(600.0, half=True), daemon=True)
        store.start()
        come.release()
        assert came.acquire(timeout=60)
        store.join(0.05)
        assert store.is_alive()  # one of three
        come.release()
        assert came.acquire(timeout=60)
        store.join(60)
        assert not store.is_alive()  # two of three
        over.set()
    made.gather(600.0, half=True)  # nobody is on the way


def test_the_store_waits_for_nobody_where_there_is_no_request(made: Courtesy) -> None:
    made.came()  # a tracker that was polled: nobody waits for an answer
    made.gather(600.0)  # would take ten minutes


def test_the_store_waits_no_longer_than_it_was_told(made: Courtesy) -> None:
    with made.request():
        made.gather(0.001)
