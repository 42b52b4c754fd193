"""What a locked child can be asked to do. Everything here runs behind the wall, on text nobody has checked.

A job is `{"kind": …, "source": …, …}`: `run` (with `fixture`, JSON text, or `bindings` and `helpers`), `check`,
`complete` and `hover` (with `line`, `column`), `fields`. The answer is plain JSON.
"""

import time
from collections.abc import Callable
from typing import Any

from addon.scripting.check import check
from addon.scripting.editor import complete, fields, hover
from addon.scripting.encode import plain, typed
from addon.scripting.errors import CompileError, LimitExceeded, Problem
from addon.scripting.host import wire
from addon.scripting.host.fixtures import fixture_variables, shown_variables
from addon.scripting.host.other_helpers import store
from addon.scripting.library.clock import set_clock
from addon.scripting.limits import Meter, metered
from addon.scripting.program import Failure, Outcome, Program, compile_script
from addon.scripting.values.characters import inward, outward

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


def perform(job: dict[str, Any], parent: Any) -> dict[str, Any]:
    """Carry out one job under its deadline. Never raises for what the source does."""
    deadline = parent.deadline
    deadline.start()
    try:
        if "undecodable" in job:
            return undecodable(*job["undecodable"])
        return KINDS[job["kind"]](job, parent)
    except LimitExceeded as error:
        return {"status": "limit", "error": limit(error.reason, error.message)}
    except RecursionError:
        return {"status": "limit", "error": limit("depth", "The script is nested too deep.")}
    finally:
        deadline.stop()


def _run(job: dict[str, Any], parent: Any) -> dict[str, Any]:
    source = source_of(job)
    set_clock(_clock(job))
    try:
        program = compile_script(source, job.get("name", "Script1"))
    except CompileError as error:
        return compile_error(error)
    if "helpers" in job:
        from addon.sandbox.live import run_live

        return run_live(program, job, parent)
    return _run_fixture(program, job)


def _run_fixture(program: Program, job: dict[str, Any]) -> dict[str, Any]:
    document = job.get("fixture")
    variables: dict[str, Any] = {}
    services = None
    functions: dict[str, Callable[..., Any]] = {}
    if document is not None:
        variables, services = fixture_variables(wire.parse(document))
        functions = {"store": store}
    gauge = Meter()
    outcome = program.run(variables, gauge, functions, services)
    with metered(gauge):
        return answer(outcome)


def answer(outcome: Outcome) -> dict[str, Any]:
    """An outcome in the shape of `script run`'s contract."""
    made: dict[str, Any] = {"status": outcome.status}
    if outcome.status == "ok":
        made["result"] = plain(outcome.value)
        made["typed"] = typed(outcome.value)
    elif outcome.failure is not None:
        made["error"] = failure(outcome.failure, outcome.reason)
    if outcome.output:
        made["stdout"] = outward(outcome.output)
    if outcome.logs:
        made["log"] = [[level, None if line is None else outward(line)] for level, line in outcome.logs]
    if outcome.calls:
        made["calls"] = [[name, [plain(argument) for argument in arguments]] for name, arguments in outcome.calls]
    shown = {outward(name): plain(value) for name, value in shown_variables(outcome.variables).items()}
    if shown:
        made["bindings"] = shown
    return made


def failure(found: Failure, reason: str | None) -> dict[str, Any]:
    """What ended a run, for people and for tools."""
    made: dict[str, Any] = {
        "class": found.class_name,
        "message": None if found.message is None else outward(found.message),
        "line": found.line,
        "column": found.column,
    }
    if found.snippet:
        made["snippet"] = outward(found.snippet)
    if found.frames:
        made["frames"] = [[outward(frame.name), frame.line] for frame in found.frames]
    if reason:
        made["reason"] = reason
    return made


def limit(reason: str, message: str) -> dict[str, Any]:
    """A limit that was met where no place in the script is known."""
    return {"class": "Limit", "message": message, "line": None, "column": None, "reason": reason}


def compile_error(error: CompileError) -> dict[str, Any]:
    """The answer for a source that is no script."""
    first = error.problems[0]
    return {
        "status": "compile-error",
        "error": {
            "class": "CompileError",
            "message": outward(first.message),
            "line": first.line,
            "column": first.column,
            "replacement": first.replacement,
        },
        "problems": [problem(one) for one in error.problems],
    }


def undecodable(line: int, column: int) -> dict[str, Any]:
    """The answer for a source that is not UTF-8."""
    found = Problem(line, column, "error", "This is not text: the file has to be UTF-8.")
    return compile_error(CompileError([found]))


def problem(found: Problem) -> dict[str, Any]:
    return {
        "line": found.line,
        "column": found.column,
        "severity": found.severity,
        "message": outward(found.message),
        "replacement": found.replacement,
    }


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


def out_of_memory() -> dict[str, Any]:
    return {"status": "limit", "error": limit("memory", "The script needs more memory than it may use.")}


def internal_error() -> dict[str, Any]:
    """A fault of ours outside the evaluator; what it was stays here, because it may hold data."""
    message = "Something in the script engine itself failed. This is not the script's fault."
    place = {"line": None, "column": None, "reason": "internal"}
    return {"status": "error", "error": {"class": "InternalError", "message": message, **place}}


def answer_too_large() -> dict[str, Any]:
    return {"status": "limit", "error": limit("message", "What the script made is larger than a run may hand over.")}


def rehearse() -> None:
    """Compile and run a script, so that everything is loaded and filled before children are forked."""
    set_clock(lambda: 0)
    variables, services = fixture_variables({"bindings": {"issue": {"labels": []}}, "lookups": {}})
    outcome = compile_script(REHEARSAL, "Rehearsal").run(variables, Meter(), {"store": store}, services)
    assert outcome.status == "ok", outcome
    answer(outcome)
    check(REHEARSAL)
