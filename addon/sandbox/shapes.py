"""Answers of a locked child in the shape of the command line's contract."""

from typing import Any

from addon.scripting.encode import plain, typed
from addon.scripting.errors import CompileError, LimitExceeded, Position, Problem
from addon.scripting.host.fixtures import shown_variables
from addon.scripting.program import Failure, Outcome
from addon.scripting.values.characters import outward

LONGEST_MESSAGE = 100_000
START = Position(1, 1)
"""Where a run is said to have ended that went through no line, such as one that could not be compiled."""


def answer(outcome: Outcome) -> dict[str, Any]:
    """An outcome in the shape of `script run`'s contract."""
    made: dict[str, Any] = {"status": outcome.status}
    if outcome.status == "ok":
        made["result"] = plain(outcome.value)
        made["typed"] = typed(outcome.value)
    elif outcome.failure is not None:
        made["error"] = failure(outcome.failure, outcome.reason)
    if outcome.stdout:
        made["stdout"] = outward(outcome.stdout)
    if outcome.system_out:
        made["system_out"] = outward(outcome.system_out)
    if outcome.logs:
        made["log"] = [[level, None if line is None else outward(line)] for level, line in outcome.logs]
    if outcome.calls:
        made["calls"] = [[name, [plain(argument) for argument in arguments]] for name, arguments in outcome.calls]
    shown = {outward(name): plain(value) for name, value in shown_variables(outcome.variables).items()}
    if shown:
        made["bindings"] = shown
    return made


def bare(outcome: Outcome) -> dict[str, Any]:
    """An outcome without its variables: what ended the run, and nothing else."""
    assert outcome.failure is not None
    return {"status": outcome.status, "error": failure(outcome.failure, outcome.reason)}


def shortest(answer: dict[str, Any]) -> dict[str, Any]:
    """A failed answer that surely can be handed over: what ended the run and where, of a long message the beginning."""
    error = answer["error"]
    kept = {key: error[key] for key in ("class", "message", "line", "column", "reason") if key in error}
    if len(kept["message"] or "") > LONGEST_MESSAGE:
        kept["message"] = kept["message"][:LONGEST_MESSAGE] + "…"
    return {"status": answer["status"], "error": kept}


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


def stopped(error: LimitExceeded, at: Position) -> dict[str, Any]:
    """The answer for a run that met a limit outside the script's own evaluation, such as while it was compiled; `at`:
    the place for one that has none."""
    return {"status": "limit", "error": limit(error.reason, error.message, error.position or at)}


def limit(reason: str, message: str, at: Position) -> dict[str, Any]:
    """A limit that was met outside the evaluator's own counting."""
    return {"class": "Limit", "message": message, "line": at.line, "column": at.column, "reason": reason}


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


def out_of_memory(at: Position) -> dict[str, Any]:
    return {"status": "limit", "error": limit("memory", "The script needs more memory than it may use.", at)}


def internal_error() -> dict[str, Any]:
    """A fault of ours outside the evaluator; what it was stays here, because it may hold data."""
    message = "Something in the script engine itself failed. This is not the script's fault."
    place = {"line": None, "column": None, "reason": "internal"}
    return {"status": "error", "error": {"class": "InternalError", "message": message, **place}}


def answer_too_large(at: Position) -> dict[str, Any]:
    message = "What the script made is larger than a run may hand over."
    return {"status": "limit", "error": limit("message", message, at)}
