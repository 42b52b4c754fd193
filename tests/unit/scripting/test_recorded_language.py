"""Small scripts over the whole language; each answer was given by Groovy 4 itself."""

import json
from pathlib import Path
from typing import Any

import pytest

from addon.scripting.encode import typed
from addon.scripting.errors import CompileError
from addon.scripting.library.clock import set_clock
from addon.scripting.limits import Meter, metered
from addon.scripting.program import compile_script
from addon.scripting.values.characters import outward

RECORDED = Path(__file__).parent / "recorded"


def recorded(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (RECORDED / name).read_text(encoding="utf-8").splitlines()]


CASES = recorded("language.jsonl")
LIBRARY = recorded("library.jsonl")
"""Every method of the library on several receivers, one short script each: many, so a test takes a hundred."""


CLASSES = recorded("classes.jsonl")
"""Classes, overloads, coercions and their errors; the name of a case is that of its script."""
TUTORIALS = recorded("tutorials.jsonl")
"""Whole scripts as documentation of the language shows them, traits and closures above all, and broken ones."""
PROGRAMS = recorded("programs.jsonl")
"""What programmers of classes and closures rely on: shadowed fields, super, overloads, casts, what exceptions take."""

CORNERS = recorded("corners.jsonl")
"""Numbers of unlike types, casts and coercions of anything to anything, classes that are Iterable, broken scripts."""

IDIOMS = recorded("idioms.jsonl")
"""Enums, super, casts of null and maps, closures, whole small programs, lines of errors, scripts that are broken."""


def answer(source: str, name: str) -> dict[str, Any]:
    """What our evaluator says, in the shape of the recorded answers."""
    try:
        program = compile_script(source, f"Script_{name}")
    except CompileError as error:
        return {"status": "compile-error", "error": {"line": error.problems[0].line}}
    set_clock(lambda: 1_700_000_000_000)
    gauge = Meter()
    outcome = program.run({}, gauge)
    said: dict[str, Any] = {"status": outcome.status}
    if outcome.failure is not None:
        failure = outcome.failure
        message = None if failure.message is None else outward(failure.message)
        said["error"] = {"class": failure.class_name, "message": message, "line": failure.line}
    else:
        with metered(gauge):
            said["typed"] = typed(outcome.value)
    if outcome.stdout:
        said["stdout"] = outward(outcome.stdout)
    return json.loads(json.dumps(said))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_script_answers_as_groovy_did(case: dict[str, Any]) -> None:
    assert answer(case["source"], case["name"]) == case["answer"]


@pytest.mark.parametrize("start", range(0, len(CLASSES), 100))
def test_classes_and_coercions_answer_as_in_groovy(start: int) -> None:
    wrong = {}
    for case in CLASSES[start : start + 100]:
        got = answer(case["source"], case["name"])
        if got != case["answer"]:
            wrong[case["source"]] = got
    assert not wrong


@pytest.mark.parametrize("start", range(0, len(TUTORIALS), 100))
def test_scripts_in_the_manner_of_tutorials_answer_as_in_groovy(start: int) -> None:
    wrong = {}
    for case in TUTORIALS[start : start + 100]:
        got = answer(case["source"], case["name"])
        if got != case["answer"]:
            wrong[case["source"]] = got
    assert not wrong


@pytest.mark.parametrize("start", range(0, len(PROGRAMS), 100))
def test_programs_with_classes_and_closures_answer_as_in_groovy(start: int) -> None:
    wrong = {}
    for case in PROGRAMS[start : start + 100]:
        got = answer(case["source"], case["name"])
        if got != case["answer"]:
            wrong[case["source"]] = got
    assert not wrong


@pytest.mark.parametrize("start", range(0, len(IDIOMS), 100))
def test_what_rules_and_classes_commonly_do_answers_as_in_groovy(start: int) -> None:
    wrong = {}
    for case in IDIOMS[start : start + 100]:
        got = answer(case["source"], case["name"])
        if got != case["answer"]:
            wrong[case["source"]] = got
    assert not wrong


@pytest.mark.parametrize("start", range(0, len(CORNERS), 100))
def test_the_corners_of_the_language_answer_as_in_groovy(start: int) -> None:
    wrong = {}
    for case in CORNERS[start : start + 100]:
        got = answer(case["source"], case["name"])
        if got != case["answer"]:
            wrong[case["source"]] = got
    assert not wrong


@pytest.mark.parametrize("start", range(0, len(LIBRARY), 100))
def test_the_library_answers_as_groovy_did(start: int) -> None:
    wrong = {}
    for number, case in enumerate(LIBRARY[start : start + 100], start):
        got = answer(case["source"] + "\n", f"library{number}")
        if got != case["answer"]:
            wrong[case["source"]] = got
    assert not wrong
