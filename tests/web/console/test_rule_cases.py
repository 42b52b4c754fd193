"""Saved tests beside the rule editor: kept, run, and run before each save, as the browser gets them."""

from typing import Any

import pytest

from tests.web.console import sample_rules
from tests.web.console.conftest import fields

RULES = "/console/connections/1/rules"
TEXTS = {"outgoing": "replica.summary = issue.summary\n", "incoming": "issue.summary = replica.summary\n"}


@pytest.fixture
def made(console: Any) -> Any:
    built = console()
    built.sample.rules.cases = sample_rules.sample_cases()
    return built


def asked(made: Any, name: str) -> list[Any]:
    return [call for call in made.sample.calls if call[0] == name]


def test_the_page_lists_the_tests_and_says_what_they_are_for(made: Any, console: Any) -> None:
    page = made.get(RULES).text
    assert "Must pass to save" in page and "Bug with attachments" in page and 'id="cases-run"' in page
    none = console().get(RULES).text
    assert "Test cases" in none and "Must pass to save" not in none and 'id="cases-run"' not in none


def test_fixed_rules_have_no_tests(console: Any) -> None:
    built = console()
    built.sample.rules.locked = "Basic connections run fixed rules."
    assert "Test cases" not in built.get(RULES).text


def test_a_run_shows_which_pass_and_what_came_out_otherwise(made: Any) -> None:
    made.sample.rules.failing = True
    running = made.post(f"{RULES}/cases/run", TEXTS).text
    assert "Running the tests" in running and 'data-poll="1"' in running
    assert asked(made, "run_cases") == [("run_cases", TEXTS)]
    done = made.get(f"{RULES}/cases?job=8").text
    for words in ("Passed: ", "Failed: ", "priority (leaves)", "expected “P2”, found “3”", "1 of 2 fails"):
        assert words in done, words
    made.post(f"{RULES}/cases/2/accept", {"job": "8"})
    assert asked(made, "accept_case") == [("accept_case", 2, 8)]
    question = made.get(f"{RULES}/cases/2/ask?job=8").text
    assert "Delete the test “" in question and f"{RULES}/cases/2/delete" in question
    assert made.get(f"{RULES}/cases/99/ask").status_code == 404
    left = made.post(f"{RULES}/cases/2/delete", {"job": "8"})
    assert "Internal label" not in left.text and "Test deleted" in left.headers["HX-Trigger"]
    assert "liaise:close-dialog" in left.headers["HX-Trigger"]


def test_a_test_is_kept_from_what_the_preview_shows(made: Any) -> None:
    refused = made.post(f"{RULES}/cases", {**TEXTS, "entity_id": "10001", "case_name": ""})
    assert refused.status_code == 422 and "Name the test" in refused.text
    making = made.post(f"{RULES}/cases", {**TEXTS, "entity_id": "10001", "case_name": "Login"}).text
    assert asked(made, "keep_case")[-1] == ("keep_case", "Login", "10001")
    assert "Reading it and running the rules" in making


def test_rules_are_saved_only_after_all_tests_have_passed_with_them(made: Any) -> None:
    form = {**TEXTS, "expected": "3", "message": "shorter"}
    running = made.post(RULES, form)
    assert "Running 2 tests" in running.text and not asked(made, "save_rules")
    passed = made.get(f"{RULES}/cases/8/saving?expected=3&message=shorter")
    assert "All tests pass." in passed.text and 'hx-trigger="load, submit"' in passed.text
    given = fields(passed)
    assert (given["tested"], given["expected"], given["message"]) == ("8", "3", "shorter")
    saved = made.post(RULES, {**form, "tested": given["tested"]})
    assert len(asked(made, "save_rules")) == 1 and "Saved as version 4" in saved.headers["HX-Trigger"]


def test_a_failing_test_keeps_the_rules_from_being_saved(made: Any) -> None:
    made.sample.rules.failing = True
    made.post(RULES, {**TEXTS, "expected": "3"})
    failed = made.get(f"{RULES}/cases/8/saving?expected=3").text
    assert "Not saved" in failed and "1 of 2 tests fails" in failed and "Version 3 goes on running." in failed
    assert 'hx-swap-oob="true"' in failed  # the list beside the editor shows the same
    again = made.post(RULES, {**TEXTS, "expected": "3", "tested": "8"})
    assert "Running 2 tests" in again.text and not asked(made, "save_rules")


def test_texts_that_are_refused_anyway_run_no_test(made: Any) -> None:
    made.post(RULES, {**TEXTS, "expected": "2"})  # somebody saved since
    made.post(RULES, {"outgoing": "replica.a = (", "incoming": "", "expected": "3"})
    assert not asked(made, "run_cases")


def test_a_version_is_restored_only_once_its_tests_pass(made: Any) -> None:
    running = made.post(f"{RULES}/restore", {"number": "2", "expected": "3"})
    assert "Restore version 2" in running.text and not asked(made, "restore_rules")
    passed = made.get(f"{RULES}/cases/8/saving?expected=3&restoring=2")
    assert f'hx-post="{RULES}/restore"' in passed.text
    made.post(f"{RULES}/restore", fields(passed))
    assert asked(made, "restore_rules") == [("restore_rules", 1, 2, 3)]
