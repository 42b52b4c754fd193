"""What is said about a run that ended without an answer."""

import signal

import pytest

from addon.sandbox.answers import cause_of_death


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (-signal.SIGXCPU, "time"),
        (-signal.SIGKILL, "time"),
        (-signal.SIGSEGV, "memory"),
        (-signal.SIGABRT, "memory"),
        (0, "process"),
        (3, "process"),
    ],
)
def test_the_way_a_process_ended_gives_the_reason(code: int, reason: str) -> None:
    answer = cause_of_death(code)
    assert answer["status"] == "limit"
    assert answer["error"]["reason"] == reason
    assert answer["error"]["line"] == 1, "a run that told of no line did not get beyond the first"
