"""Every recorded case answers as Groovy 4 did: value, Java type, error class, message, line, output, calls."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"corpus_{name}", HERE / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


cases = _load("cases")
compare = _load("compare")
ANSWERS = cases.read_answers()
CASES = cases.all_cases()
DIFFERENT = {
    line.strip()
    for line in (HERE / "known_differences.txt").read_text("utf-8").splitlines()
    if line.strip() and line[0] != "#"
}


@pytest.mark.parametrize("group", sorted({case.group for case in CASES}))
def test_a_group_of_scripts_answers_as_groovy_does(group: str) -> None:
    wrong = []
    for case in CASES:
        if case.group != group:
            continue
        found = _differences(case)
        if found and case.slug not in DIFFERENT:
            wrong.append(f"{case.name}\n  " + "\n  ".join(found))
    assert not wrong, "\n".join(wrong)


def _differences(case: object) -> list[str]:
    fixture = cases.fixture_path(case.fixture).read_text("utf-8") if case.fixture else None
    expected = dict(ANSWERS[case.slug])
    if "bindings" in expected:
        before = json.loads(fixture)["bindings"] if fixture else {}
        expected["bindings"] = cases.restored(expected["bindings"], before)
    return compare.differences(expected, compare.ours(case.source, case.slug, fixture))


def test_there_is_a_recorded_answer_for_every_case() -> None:
    assert {case.slug for case in CASES} == set(ANSWERS)
    assert len(CASES) >= 480


def test_known_differences_are_few_and_name_cases_that_exist() -> None:
    assert {case.slug for case in CASES} >= DIFFERENT
    assert len(DIFFERENT) <= 30
