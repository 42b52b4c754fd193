"""Whole scripts as different authors write them; each answer was given by Groovy 4 itself."""

from typing import Any

import pytest

from tests.unit.scripting.test_recorded_language import answer, recorded

AUTHORS = recorded("authors.jsonl")


@pytest.mark.parametrize("case", AUTHORS, ids=[case["name"] for case in AUTHORS])
def test_a_script_of_some_author_answers_as_in_groovy(case: dict[str, Any]) -> None:
    assert answer(case["source"], case["name"]) == case["answer"]
