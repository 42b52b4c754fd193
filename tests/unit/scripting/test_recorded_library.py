"""Dates, formats, patterns, texts, collections and streams: each answer was given by Groovy 4 itself."""

import json
from pathlib import Path

import pytest

from tests.unit.scripting.test_recorded_language import answer

FILES = sorted((Path(__file__).parent / "recorded" / "library").glob("*.jsonl"))

AREAS = [
    "arguments",
    "collections",
    "dates",
    "durations",
    "formats",
    "javatime",
    "json",
    "other",
    "regex",
    "texts",
    "utilities",
]


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_classes_of_the_library_answer_as_groovy_did(path: Path) -> None:
    wrong = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line:
            case = json.loads(line)
            got = answer(case["source"] + "\n", "library")
            if got != case["answer"]:
                wrong[case["source"]] = (got, case["answer"])
    assert not wrong


def test_every_area_of_the_library_is_recorded() -> None:
    assert [path.stem for path in FILES] == AREAS
