"""What a run may cost, and the meter that counts it.

Memory is charged *before* it is taken. The counter only grows, so when it reaches the limit the meter
measures what is really alive and continues from there: a script that makes much garbage is not punished.
"""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from addon.scripting.errors import LimitExceeded

KIB = 1024
MIB = 1024 * KIB

REFERENCE = 8
"""Bytes charged per element of a list; a map entry is charged `ENTRY`."""
ENTRY = 200
OBJECT = 56
INSTANCE = 200
RECOUNT = 2_000
"""Steps that counting what is alive costs, beside what it finds."""
LONG_TEXT = 64 * KIB
"""Making a text longer than this costs a step for each KiB: copying megabytes in a loop takes real time."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The published limits of one run."""

    steps: int = 2_000_000
    memory: int = 64 * MIB
    string: int = 8 * MIB
    depth: int = 200
    log: int = 1 * MIB
    log_lines: int = 10_000
    regex_seconds: float = 2.0
    helper_calls: int = 2_000
    http_calls: int = 100
    nesting: int = 200


class Meter:
    """Counts one run. `fuel` is decremented by the evaluator itself, so it is a plain attribute."""

    __slots__ = (
        "_alive",
        "allocated",
        "ceiling",
        "depth",
        "fuel",
        "helpers",
        "limits",
        "logged",
        "regex_left",
        "written",
    )

    def __init__(self, limits: Limits | None = None, alive: Callable[[], int] | None = None) -> None:
        self.limits = limits or Limits()
        self.fuel = self.limits.steps
        self.allocated = 0
        self.ceiling = self.limits.memory
        self.depth = self.limits.depth
        self.logged = 0
        self.written = 0
        self.helpers = 0
        self.regex_left = self.limits.regex_seconds
        self._alive = alive or live_bytes

    def step(self, count: int = 1) -> None:
        """Spend evaluation steps."""
        self.fuel -= count
        if self.fuel < 0:
            self.out_of_fuel()

    def out_of_fuel(self) -> None:
        raise LimitExceeded("steps", f"The script took more than {self.limits.steps:,} evaluation steps.")

    def enter(self) -> None:
        """Count one more active call; `leave` is its pair."""
        self.depth -= 1
        if self.depth < 0:
            self.too_deep()

    def leave(self) -> None:
        self.depth += 1

    def too_deep(self) -> None:
        raise LimitExceeded("depth", f"Calls are nested deeper than {self.limits.depth}.")

    def allocate(self, size: int) -> None:
        """Charge `size` bytes of values that are about to be made."""
        self.allocated += size
        if self.allocated > self.limits.memory:
            self._reconsider(size)

    def text(self, length: int) -> None:
        """Charge a string of `length` characters that is about to be made."""
        if length > self.limits.string:
            raise LimitExceeded("string", f"A string would be longer than {self.limits.string // MIB} MiB.")
        if length > LONG_TEXT:
            self.step(length >> 10)
        self.allocated += length + OBJECT
        if self.allocated > self.limits.memory:
            self._reconsider(length)

    def elements(self, count: int) -> None:
        """Charge room and work for `count` elements of a collection that is about to be made."""
        self.allocate(count * REFERENCE + OBJECT)
        self.fuel -= count >> 3
        if self.fuel < 0:
            self.out_of_fuel()

    def entries(self, count: int) -> None:
        """Charge room and work for `count` map entries that are about to be made."""
        self.allocate(count * ENTRY)
        self.fuel -= count >> 3
        if self.fuel < 0:
            self.out_of_fuel()

    def walk(self, count: int) -> None:
        """Charge going through `count` elements without calling the script for each."""
        self.fuel -= count >> 1
        if self.fuel < 0:
            self.out_of_fuel()

    def _reconsider(self, size: int) -> None:
        """At the limit, count what is alive instead of what was ever made; counting costs steps, too."""
        if size <= self.limits.memory:
            used = max(0, self._alive() - _baseline) + size
            self.step(RECOUNT + (used >> 9))
            if used <= self.limits.memory * 3 // 4:
                self.allocated = used
                return
        raise LimitExceeded("memory", f"The script's values take more than {self.limits.memory // MIB} MiB.")

    def log(self, characters: int) -> None:
        """Charge one log line."""
        self.logged += 1
        self.written += characters
        if self.logged > self.limits.log_lines or self.written > self.limits.log:
            raise LimitExceeded(
                "log", f"The script wrote more than {self.limits.log // MIB} MiB or {self.limits.log_lines:,} lines."
            )

    def helper(self) -> None:
        """Charge one call of a host helper."""
        self.helpers += 1
        if self.helpers > self.limits.helper_calls:
            raise LimitExceeded("helpers", f"The script called helpers more than {self.limits.helper_calls:,} times.")

    def regex_timeout(self) -> float:
        """Seconds the next regular expression may take."""
        if self.regex_left <= 0:
            self.regex_exhausted()
        return self.regex_left

    def regex_took(self, began: float) -> None:
        """Count the time of a regular expression that was begun at `began`."""
        self.regex_left -= seconds() - began

    def regex_exhausted(self) -> None:
        raise LimitExceeded(
            "regex", f"Regular expressions took more than {self.limits.regex_seconds:g} seconds; simplify the pattern."
        )


def live_bytes() -> int:
    """Bytes held by all objects that Python's collector can reach; what is long is counted once.

    The collector does not look at a dict or tuple that holds texts and numbers only: those are gone through here.
    """
    seen: set[int] = set()
    total = 0
    for tracked in gc.get_objects():
        total += sys.getsizeof(tracked)
        untracked = gc.get_referents(tracked)
        while untracked:
            one = untracked.pop()
            if gc.is_tracked(one) or (type(one) is int and -6 < one < 257):
                continue
            size = sys.getsizeof(one)
            if size > 400:
                if id(one) in seen:
                    continue
                seen.add(id(one))
            total += size
            if type(one) is dict or type(one) is tuple:
                untracked += gc.get_referents(one)
    return total


_baseline = 0


def set_baseline() -> None:
    """Note what is alive before any script runs; called once the library is loaded, and by tests."""
    global _baseline
    _baseline = live_bytes()


_notice: Callable[[], None] | None = None


def set_notice(notice: Callable[[], None] | None) -> None:
    """Have `notice` called before what may take long in code that nothing can interrupt."""
    global _notice
    _notice = notice


def before_long_work() -> None:
    """Give word that the next step may be stopped from outside only."""
    if _notice is not None:
        _notice()


def _no_clock() -> float:
    return 0.0


seconds: Callable[[], float] = _no_clock
"""Processor time, where somebody lent a clock."""


def set_stopwatch(clock: Callable[[], float]) -> None:
    """Have regular expressions measured by a clock, all of a run together; without one each is by itself."""
    global seconds
    seconds = clock


_current: ContextVar[Meter] = ContextVar("meter")
_run: ContextVar[Any] = ContextVar("run", default=None)


def current_run() -> Any:
    """The run in progress, for code that makes objects without being handed it."""
    return _run.get()


def meter() -> Meter:
    """The meter of the run in progress, for code that is not handed the run (equality, hashing, text)."""
    try:
        return _current.get()
    except LookupError:
        fresh = Meter()
        _current.set(fresh)
        return fresh


@contextmanager
def metered(by: Meter, run: Any = None) -> Iterator[None]:
    """Make `by` the meter (and `run` the run) of everything inside."""
    token, second = _current.set(by), _run.set(run)
    try:
        yield
    finally:
        _current.reset(token)
        _run.reset(second)
