import re
from dataclasses import replace

import pytest

from addon.connections.bulk_errors import Filter
from addon.nodes.refusals import Refusal
from addon.storage.failures import NoSuchRow
from addon.sync import problems
from tests.web.console import sample as samples
from tests.web.console.conftest import fields


@pytest.fixture
def made(console):
    built = console()
    built.sample.errors = samples.sample_errors()
    return built


def test_the_first_error_is_opened_with_what_to_do(made) -> None:
    page = made.get("/console/errors").text
    assert "Cannot call toUpperCase() on null" in page
    assert "Add one, then retry." in page
    assert 'id="error-1" href="#error-1"' in page
    assert "2 later changes wait behind this one" in page


def test_an_error_leads_to_the_entitys_story_and_shows_no_word_of_the_inside(made) -> None:
    page = made.get("/console/errors/1").text
    assert re.search(r'id="error-status" hx-get="/console/entity" hx-vals=\'{"key": "SUP-482"}\'', page)
    assert "script_failed" not in page
    assert 'id="error-status"' not in made.get("/console/errors/3").text  # it is no entity's


def test_a_work_item_is_named_with_its_sign(console) -> None:
    built = console("azuredevops")
    built.sample.errors = [replace(samples.sample_errors()[0], entity_key="10317", entity_url="")]
    page = built.get("/console/errors").text
    assert page.count("#10317") == 2 and "Unlink #10317?" in built.get("/console/errors/1/ask").text


def test_the_tab_shows_how_many_are_open(made) -> None:
    page = made.get("/console/connections").text
    assert '<span class="badge badge--danger">3<span class="sr"> open</span></span>' in page


def test_a_note_that_parks_nothing_can_only_be_dismissed(made) -> None:
    page = made.get("/console/errors/3").text
    assert 'id="error-dismiss"' in page
    assert 'id="error-retry"' not in page


@pytest.mark.parametrize("act", ["retry", "skip", "dismiss"])
def test_an_act_takes_the_error_off_the_list_and_says_so(made, act: str) -> None:
    answer = made.post(f"/console/errors/1/{act}")
    assert made.sample.calls[-1] == (act, 1)
    assert 'id="error-1"' not in answer.text
    assert "liaise:toast" in answer.headers["HX-Trigger"]


def test_unlinking_asks_first_and_says_what_is_kept(made) -> None:
    page = made.get("/console/errors/1/ask").text
    assert "Unlink SUP-482?" in page
    assert "Both keep their data" in page
    assert "2 waiting changes are dropped" in page
    answer = made.post("/console/errors/1/unlink")
    assert "errors-changed" in answer.headers["HX-Trigger"]


def test_no_errors_is_a_plain_sentence(console) -> None:
    assert "No errors" in console().get("/console/errors").text


def test_a_search_without_a_match_offers_the_way_back(made) -> None:
    assert "Clear filters" in made.get("/console/errors/list?q=zebra").text


def test_a_script_error_shows_its_line_with_a_caret_and_leads_to_the_rule(made) -> None:
    page = made.get("/console/errors/1").text
    assert "Outgoing rule, version 12, line 14, column 50." in page
    excerpt = re.search(r'aria-label="Script excerpt, line 14">(.*?)</pre>', page, re.S)
    assert excerpt is not None
    line, caret = re.findall(r'class="code__text">(.*?)</span>', excerpt[1])
    assert 'class="code__no">14</span>' in excerpt[1]
    assert line[caret.index("^") :].startswith("toUpperCase")
    assert 'hx-get="/console/connections/1/rules?side=outgoing&amp;line=14&amp;column=50"' in page


def test_retrying_all_is_counted_first_for_what_the_list_shows(made) -> None:
    page = made.get("/console/errors").text
    assert 'id="errors-retry-all"' in page and 'id="errors-skip-all"' in page
    dialog = made.get("/console/errors/all/retry?q=Severity&impact=entity&connection=1").text
    assert made.sample.calls[-1] == ("count_errors", Filter("Severity", "entity", 1))
    for words in ("Retry 2 events", "Notes that hold nothing back", "Only what matches the filter", "comes back"):
        assert words in dialog, words
    assert fields(made.get("/console/errors/all/retry?q=Severity"))["newest"] == "77"


def test_retrying_all_shows_progress_and_lets_the_list_follow(made) -> None:
    begun = made.post("/console/errors/all/retry", {"q": "", "newest": "77"})
    assert made.sample.calls[-1] == ("begin_errors", "bulk_retry", Filter(), 77)
    assert "Retried 14 of 23" in begun.text and "The Errors tab shows it" in begun.text
    done = made.get("/console/bulk/42")
    assert "23 retried." in done.text and "comes back to Errors" in done.text
    assert "errors-changed" in done.headers["HX-Trigger"]


def test_skipping_all_is_a_danger_and_says_what_is_lost(made) -> None:
    dialog = made.get("/console/errors/all/skip").text
    assert "btn--danger" in dialog and "Skip 2 events" in dialog and "do not come back" in dialog
    made.post("/console/errors/all/skip", {"newest": "77"})
    assert made.sample.calls[-1][:2] == ("begin_errors", "bulk_skip")


def test_with_nothing_to_retry_there_is_no_button(console) -> None:
    page = console().get("/console/errors/all/retry").text
    assert "There is nothing to retry." in page and "bulk-begin" not in page


@pytest.mark.parametrize("after", ["x", "²", "-1", "9" * 30])
def test_an_odd_place_is_the_first_page(made, after: str) -> None:
    found = made.get("/console/errors/list", query_string={"after": after, "row": "y", "connection": "z"})
    assert found.status_code == 200 and "First page" not in found.text


def test_a_live_list_answers_nothing_until_something_changed(made) -> None:
    page = made.get("/console/errors?row=2").text
    seen = re.search(r'"row": 2, "seen": "(\w+)"', page)
    assert seen is not None
    asked = f"/console/errors/list?row=2&seen={seen[1]}"
    assert made.get(asked).status_code == 204
    made.sample.errors = [one for one in made.sample.errors if one.id != 1]
    answer = made.get(asked)
    assert answer.status_code == 200 and 'id="error-1"' not in answer.text
    assert re.search(r'id="error-2"[^>]* aria-current="true"', answer.text)


@pytest.mark.parametrize("no", [Refusal("resolved_already", "Resolved.", status=409), NoSuchRow("gone")])
@pytest.mark.parametrize("act", ["retry", "skip", "dismiss", "unlink"])
def test_who_comes_second_sees_the_list_as_it_stands_now(made, monkeypatch, act: str, no: Exception) -> None:
    def solved(*_: object) -> None:
        made.sample.errors = [one for one in made.sample.errors if one.id != 1]
        raise no

    monkeypatch.setattr(problems, act, solved)
    answer = made.post(f"/console/errors/1/{act}")
    assert answer.status_code == 200 and 'id="error-1"' not in answer.text
    assert "Somebody was faster" in answer.headers["HX-Trigger"]
    assert "errors-changed" in answer.headers["HX-Trigger"] or 'id="error-2"' in answer.text


def test_another_refusal_of_an_act_is_said_as_it_is(made, monkeypatch) -> None:
    def refuses(*_: object) -> None:
        raise Refusal("busy", "The database is busy.", status=503)

    monkeypatch.setattr(problems, "retry", refuses)
    assert made.post("/console/errors/1/retry").status_code == 503
