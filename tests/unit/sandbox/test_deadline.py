"""The clock inside a run."""

import pytest

from addon.sandbox import deadline
from addon.sandbox.deadline import Deadline
from addon.scripting.errors import Position
from addon.scripting.limits import Limits, Meter
from addon.scripting.program import compile_script


@pytest.fixture(autouse=True)
def rung_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second ring, meant for a first one that got lost, would meet the test itself where the machine is slow."""
    monkeypatch.setattr(deadline, "AGAIN", 10.0)


WORK = "def n = 0\nwhile (true)\n  n = n + 1"


def test_the_line_that_was_reached_is_told_while_the_script_runs_and_when_it_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Code in C can run on for seconds: whoever ends it from outside only knows the line that was told before."""
    monkeypatch.setattr(deadline, "TICK", 0.02)
    told: list[Position] = []
    clock = Deadline(0.5, told.append)
    program = compile_script(WORK, "Endless")
    clock.start()
    try:
        outcome = program.run({}, Meter(Limits(steps=10**9)))
    finally:
        clock.stop()
    assert len(told) > 2
    assert {place.line for place in told} <= {2, 3}
    assert outcome.reason == "time"
    assert outcome.failure is not None and outcome.failure.line in (2, 3)


def test_the_clock_stands_still_while_the_parent_works_and_rings_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "TICK", 0.02)
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    clock = Deadline(2.0)
    clock.start()
    now[0] += 1.5
    with clock.paused():
        now[0] += 60
    now[0] += 0.4
    try:
        program = compile_script("def n = 0; 1000.times { n += it }; n", "Short")
        assert program.run({}, Meter()).status == "ok"
        endless = compile_script(WORK, "Endless")
        now[0] += 0.2
        outcome = endless.run({}, Meter(Limits(steps=10**9)))
    finally:
        clock.stop()
    assert outcome.reason == "time"
