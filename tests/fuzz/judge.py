"""Carries one input out and says what is wrong with the evaluator's answer."""

import time
from dataclasses import dataclass
from pathlib import Path

from addon.scripting.check import check
from addon.scripting.editor import complete, hover
from addon.scripting.encode import plain, typed
from addon.scripting.errors import CompileError, LimitExceeded, Thrown
from addon.scripting.host import wire
from addon.scripting.host.fixtures import fixture_variables, shown_variables
from addon.scripting.host.other_helpers import store
from addon.scripting.library.clock import set_clock
from addon.scripting.limits import MIB, Limits, Meter, metered
from addon.scripting.program import compile_script
from addon.scripting.touched import fields
from addon.scripting.values.characters import inward

FIXTURE = Path(__file__).parents[1] / "unit" / "scripting" / "corpus" / "fixtures" / "jira_in_update.json"
LIMITS = Limits(steps=20_000, memory=16 * MIB, string=MIB, depth=100, regex_seconds=0.5, log_lines=200)
SLOW = 8.0
STATUSES = frozenset(("ok", "error", "limit"))


@dataclass(frozen=True)
class Verdict:
    """What became of an input; `wrong` is empty where all is as it should be."""

    status: str
    wrong: str = ""


def judge(source: str) -> Verdict:
    """Compile, check, complete and run one input; only script errors may come of it."""
    began = time.process_time()  # not the clock: others may be at work on this machine
    set_clock(lambda: 1_732_233_600_000)
    text = inward(source)
    verdict = _run(text)
    if not verdict.wrong:
        verdict = Verdict(verdict.status, _tools(text))
    seconds = time.process_time() - began
    if not verdict.wrong and seconds > SLOW:
        return Verdict(verdict.status, f"took {seconds:.1f} s")
    return verdict


def _run(text: str) -> Verdict:
    try:
        program = compile_script(text, "Script_fuzz")
    except CompileError as error:
        first = error.problems[0]
        return Verdict("compile-error", "" if first.line >= 1 and first.message else f"no place or words: {first}")
    except LimitExceeded:
        return Verdict("limit")
    variables, services = fixture_variables(wire.parse(FIXTURE.read_text("utf-8")))
    outcome = program.run(variables, Meter(LIMITS), {"store": store}, services)
    if outcome.status not in STATUSES:
        return Verdict(outcome.status, f"status {outcome.status}")
    failure = outcome.failure
    if failure is not None and failure.class_name == "InternalError":
        return Verdict("error", f"internal at {failure.line}:{failure.column}: {failure.value!r}")
    try:
        with metered(Meter(LIMITS)):
            plain(outcome.value), typed(outcome.value)
            for value in shown_variables(outcome.variables).values():
                plain(value)
    except LimitExceeded:
        return Verdict("limit")
    except Thrown:  # by a lazy text that was left behind, as in a run
        return Verdict("error")
    return Verdict(outcome.status)


def _tools(text: str) -> str:
    middle = text.count("\n") // 2 + 1
    try:
        check(text)
        complete(text, middle, 5)
        hover(text, middle, 5)
        fields(text)
    except LimitExceeded:
        return ""
    return ""
