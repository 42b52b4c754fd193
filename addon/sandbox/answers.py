"""The answers given for runs that could not answer for themselves."""

import signal
from typing import Any

Place = tuple[int, int]
START: Place = (1, 1)
"""Said of a run that never told which line it had reached."""


def stopped(reason: str, message: str, at: Place = START) -> dict[str, Any]:
    """The answer for a run that had to be stopped from outside; `at`: line and column it last told of."""
    error = {"class": "LimitExceeded", "message": message, "line": at[0], "column": at[1], "reason": reason}
    return {"status": "limit", "error": error}


def cause_of_death(code: int, at: Place = START) -> dict[str, Any]:
    """The answer for a run whose process ended without one."""
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return stopped("time", "The script used too much processor time and was stopped.", at)
    if code in (-signal.SIGSEGV, -signal.SIGBUS, -signal.SIGABRT):
        return stopped("memory", "The script needed more memory than it may and was stopped.", at)
    return stopped("process", "The script's process ended without an answer.", at)
