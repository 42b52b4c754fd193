"""What a locked child can be asked to do. Everything here runs behind the wall, on text nobody has checked.

A job is `{"kind": …, "source": …, …}`: `run` (with `fixture`, JSON text, or `bindings` and `helpers`), `check`,
`complete` and `hover` (with `line`, `column`), `fields`. The answer is plain JSON.
"""

import time
from collections.abc import Callable
from typing import Any

from addon.sandbox.live import run_live
from addon.sandbox.shapes import (
    answer,
    answer_too_large,
    bare,
    compile_error,
    failure,
    limit,
    problem,
    stopped,
    undecodable,
)
from addon.scripting.check import check
from addon.scripting.editor import complete, hover
from addon.scripting.errors import CompileError, LimitExceeded, Thrown
from addon.scripting.host import wire
from addon.scripting.host.fixtures import fixture_variables
from addon.scripting.host.other_helpers import store
from addon.scripting.library.clock import set_clock
from addon.scripting.limits import Limits, Meter, metered
from addon.scripting.program import Program, compile_script
from addon.scripting.reached import raised_at
from addon.scripting.touched import fields
from addon.scripting.values.characters import inward

REHEARSAL = """
import groovy.json.*
import java.text.SimpleDateFormat
import java.time.*
def f(x) { x?.size() ?: 0 }
def m = [a: 1, b: [2.5, 'x']]
def t = "v ${m.a} ${f('ab')}".replaceAll(/(\\d)/) { it[0] } + new SimpleDateFormat('yyyy-MM-dd').format(new Date(0))
def j = new JsonSlurper().parseText(JsonOutput.toJson(m))
class A { def x = 1; def go() { [1, 2, 3].collect { it + x }.sum() } }
try { null.foo } catch (NullPointerException e) { log.info e.message }
[t, j.b, new A().go(), LocalDate.of(2024, 1, 2).plusDays(1).toString(), 10 / 4, String.format('%05.2f', 1.5)]
"""


ANSWER = Limits(steps=1_000_000)
"""What it may cost to hand over the result and the variables, about a step for each value in them; apart from the run,
which may have used up its own. The parent, which has no such wall, holds all of it: a small value takes 200 bytes."""
TO_ANSWER = 0.5
"""Seconds for the same, when the run has used up its own."""


def perform(job: dict[str, Any], parent: Any) -> dict[str, Any]:
    """Carry out one job under its deadline. Never raises for what the source does."""
    deadline = parent.deadline
    deadline.start()
    try:
        try:
            if "undecodable" in job:
                return undecodable(*job["undecodable"])
            return KINDS[job["kind"]](job, parent)
        finally:
            deadline.stop()  # before anything is made of a failure: the clock rings again until then
    except LimitExceeded as error:
        return stopped(error, parent.ends)
    except RecursionError as error:
        return {
            "status": "limit",
            "error": limit("depth", "The script is nested too deep.", raised_at(error) or parent.ends),
        }


def _run(job: dict[str, Any], parent: Any) -> dict[str, Any]:
    source = source_of(job)
    set_clock(_clock(job))
    try:
        program = compile_script(source, job.get("name", "Script1"))
    except CompileError as error:
        return compile_error(error)
    parent.ends = program.end
    try:
        return run_live(program, job, parent) if "helpers" in job else _run_fixture(program, job, parent)
    except Thrown as error:  # by what the script left behind, when it was asked for its text
        status, found, reason = program.explain(error)
        return {"status": status, "error": failure(found, reason)}


def _run_fixture(program: Program, job: dict[str, Any], parent: Any) -> dict[str, Any]:
    document = job.get("fixture")
    variables: dict[str, Any] = {}
    services = None
    functions: dict[str, Callable[..., Any]] = {}
    if document is not None:
        variables, services = fixture_variables(wire.parse(document))
        functions = {"store": store}
    outcome = program.run(variables, Meter(), functions, services)
    parent.deadline.allow(TO_ANSWER)
    try:
        with metered(Meter(ANSWER)):
            return answer(outcome)
    except LimitExceeded as error:
        if outcome.failure is not None:
            return bare(outcome)
        if error.reason == "steps" and error.position is None:  # no method of the script was asked for a text
            return answer_too_large(parent.ends)
        raise


def _check(job: dict[str, Any], parent: Any) -> dict[str, Any]:
    return {"problems": [problem(one) for one in check(source_of(job))]}


def _complete(job: dict[str, Any], parent: Any) -> dict[str, Any]:
    return {"items": complete(source_of(job), job["line"], job["column"])}


def _hover(job: dict[str, Any], parent: Any) -> dict[str, Any]:
    return {"items": hover(source_of(job), job["line"], job["column"])}


def _fields(job: dict[str, Any], parent: Any) -> dict[str, Any]:
    return fields(source_of(job))


KINDS: dict[str, Callable[[dict[str, Any], Any], dict[str, Any]]] = {
    "run": _run,
    "check": _check,
    "complete": _complete,
    "hover": _hover,
    "fields": _fields,
}


def source_of(job: dict[str, Any]) -> str:
    """The script's text in UTF-16 units."""
    return inward(job["source"])


def _clock(job: dict[str, Any]) -> Callable[[], int]:
    fixed = job.get("now")
    if isinstance(fixed, int):
        return lambda: fixed
    return lambda: time.time_ns() // 1_000_000


def rehearse() -> None:
    """Compile and run a script, so that everything is loaded and filled before children are forked."""
    set_clock(lambda: 0)
    variables, services = fixture_variables({"bindings": {"issue": {"labels": []}}, "lookups": {}})
    outcome = compile_script(REHEARSAL, "Rehearsal").run(variables, Meter(), {"store": store}, services)
    if outcome.failure is not None:
        raise RuntimeError(f"its rehearsal failed in line {outcome.failure.line}: {outcome.failure.message}")
    answer(outcome)
    check(REHEARSAL)
