"""Waiting for the word to end, in a process of its own: signals belong to the main thread."""

import subprocess
import sys

import pytest

PROMISE_S = 60.0


def ended(code: str) -> str:
    lines = "import os, signal\nfrom addon.signals import told_to_end\n" + code
    return subprocess.run(
        [sys.executable, "-c", lines], capture_output=True, text=True, timeout=PROMISE_S, check=True
    ).stdout


@pytest.mark.parametrize("number", ["SIGTERM", "SIGINT"])
def test_a_signal_that_came_before_the_wait_counts(number: str) -> None:
    assert (
        ended(f"with told_to_end() as wait: os.kill(os.getpid(), signal.{number}); wait(); print('over')") == "over\n"
    )


def test_another_signal_with_a_handler_does_not_end_the_wait() -> None:
    code = (
        "signal.signal(signal.SIGUSR1, lambda *_: print('heard'))\n"
        "with told_to_end() as wait:\n"
        "    os.kill(os.getpid(), signal.SIGUSR1)\n"
        "    signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGTERM))\n"
        "    signal.setitimer(signal.ITIMER_REAL, 0.2)\n"
        "    wait()\n"
        "    print('over')\n"
    )
    assert ended(code) == "heard\nover\n"


def test_no_moment_of_the_signal_leaves_the_wait_asleep() -> None:
    """A timer goes off around the very moment at which the thread falls asleep, a few thousand times."""
    code = (
        "signal.signal(signal.SIGALRM, lambda *_: None)\n"
        "import addon.signals as s\n"
        "s.END = (signal.SIGALRM,)\n"
        "for turn in range(3000):\n"
        "    with told_to_end() as wait:\n"
        "        signal.setitimer(signal.ITIMER_REAL, 1e-6 * (5 + turn % 60))\n"
        "        wait()\n"
        "print('over')\n"
    )
    assert ended(code) == "over\n"


def test_handlers_are_as_before_afterwards() -> None:
    code = "before = signal.getsignal(signal.SIGINT)\nwith told_to_end(): pass\nprint(signal.getsignal(signal.SIGINT) is before)"
    assert ended(code) == "True\n"
