"""The answers given for runs that could not answer for themselves."""

import signal
from typing import Any


def stopped(reason: str, message: str) -> dict[str, Any]:
    """The answer for a run that had to be stopped from outside, where no line is known."""
    error = {"class": "LimitExceeded", "message": message, "line": None, "column": None, "reason": reason}
    return {"status": "limit", "error": error}


def cause_of_death(code: int) -> dict[str, Any]:
    """The answer for a run whose process ended without one."""
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return stopped("time", "The script used too much processor time and was stopped.")
    if code in (-signal.SIGSEGV, -signal.SIGBUS, -signal.SIGABRT):
        return stopped("memory", "The script needed more memory than it may and was stopped.")
    return stopped("process", "The script's process ended without an answer.")
