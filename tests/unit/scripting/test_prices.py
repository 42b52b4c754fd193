"""What takes long costs steps or seconds of its own: the clock of a run is the last resort, not the first."""

import time
from collections.abc import Iterator

import pytest

from addon.scripting import limits
from addon.scripting.limits import Limits, Meter
from addon.scripting.program import Outcome, compile_script


def run(source: str, most: Limits) -> Outcome:
    return compile_script(source).run({}, Meter(most))


@pytest.fixture
def stopwatch() -> Iterator[None]:
    limits.set_stopwatch(time.process_time)
    yield
    limits.set_stopwatch(lambda: 0.0)


TEXTS = "def s = 'a' * 1_000_000, t = 'a' * 999_999 + 'a'"
DEAR = [
    (TEXTS, "s == t"),
    (TEXTS, "s <=> t"),
    (TEXTS, "[s] == [t]"),
]
"""What is made once, and what takes long each time: more than a tenth of a millisecond."""


@pytest.mark.parametrize(("made", "dear"), DEAR)
def test_a_loop_over_what_takes_long_meets_the_limit_of_steps_soon(made: str, dear: str) -> None:
    outcome = run(f"{made}\nrounds = 0\nwhile (true) {{\n  rounds++\n  {dear}\n}}", Limits(steps=20_000))
    assert ended(outcome)[0] == "steps"
    assert outcome.variables["rounds"] < 1000


def ended(outcome: Outcome) -> tuple[str | None, int | None]:
    """The limit that a run met, and where."""
    failure = outcome.failure
    assert outcome.status == "limit"
    assert failure is not None
    return outcome.reason, failure.line


@pytest.mark.parametrize("made", ["'\\\\'", '"\\"\\n"', "['\\n']"])
def test_a_text_written_with_escapes_is_charged_before_it_is_made(made: str) -> None:
    outcome = run(f"def s = {made}\nwhile (true) {{ s = s.inspect() }}", Limits(memory=64 << 20, string=1 << 20))
    assert ended(outcome) == ("string", 2)


@pytest.mark.usefixtures("stopwatch")
def test_all_regular_expressions_of_a_run_share_their_seconds() -> None:
    source = "def s = 'ab' * 200\nwhile (true) {\n  s ==~ /(a|b|ab)*c{1,3}/\n}"
    outcome = run(source, Limits(steps=100_000_000, regex_seconds=0.3))
    assert ended(outcome) == ("regex", 3)
