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
