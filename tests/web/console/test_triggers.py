import re
from dataclasses import replace

import pytest

from addon.connections import triggers
from addon.nodes.refusals import Refusal
from tests.web.console import sample as samples
from tests.web.console.conftest import fields


def test_a_bad_query_is_an_error_of_that_trigger_alone(console) -> None:
    page = console(trigger_rows=samples.sample_triggers("jira")).get("/console/triggers").text
    assert page.count("Other triggers go on.") == 1
    assert "Off: starts nothing and queues nothing" in page


def test_without_triggers_the_page_says_what_one_does(console) -> None:
    assert "No triggers yet" in console().get("/console/triggers").text
    # It is there, because New trigger asks it for the connection that is chosen.
    assert 'id="triggers-filter" hidden' in console().get("/console/triggers").text


def test_without_a_connection_a_trigger_cannot_be_made_and_the_page_says_why(console) -> None:
    page = console(rows=[]).get("/console/triggers").text
    assert re.search(r'id="new-trigger"[^>]*disabled', page)
    assert "there is none yet" in page


def test_a_check_shows_the_count_and_keeps_the_form(console) -> None:
    made = console()
    answer = made.post("/console/triggers/check", {"connection_id": "1", "query": "project = SUP", "notes": "Mine"})
    assert "198 issues match now" in answer.text
    assert fields(answer)["notes"] == "Mine"
    assert not [call for call in made.sample.calls if call[0] == "save_trigger"]


def test_saving_sends_what_was_typed(console) -> None:
    made = console("azuredevops", trigger_rows=samples.sample_triggers("azuredevops"))
    form = fields(made.get("/console/triggers/1"))
    made.post("/console/triggers/save", {**form, "connection_id": "1", "query": " [System.State] = 'New' "})
    draft = made.sample.calls[-1][1]
    assert (draft.id, draft.connection_id, draft.query) == (1, 1, "[System.State] = 'New'")
    assert (draft.project_id, draft.active, draft.version) == ("10000", True, 1)


def test_a_query_that_the_tracker_refuses_is_said_beside_it(console) -> None:
    made = console()
    made.sample.refuse["save_trigger"] = Refusal("bad_query", "No field is called “compnent”.", field="query")
    answer = made.post("/console/triggers/save", {"connection_id": "1", "query": "compnent = 1"})
    assert answer.status_code == 422
    assert fields(answer)["query"] == "compnent = 1"
    assert re.search(r'id="f-query-error".*compnent', answer.text)


def test_connection_and_query_are_asked_for(console) -> None:
    made = console()
    assert "Select the connection" in made.post("/console/triggers/save", {"query": "x"}).text
    assert "Enter what has to match" in made.post("/console/triggers/save", {"connection_id": "1"}).text
    assert made.sample.calls == []


def test_a_switch_takes_effect_at_once(console) -> None:
    made = console(trigger_rows=samples.sample_triggers("jira"))
    made.post("/console/triggers/1/switch", {})
    assert made.sample.calls[-1] == ("switch", 1, False)
    made.post("/console/triggers/3/switch", {"active": "1"})
    assert made.sample.calls[-1] == ("switch", 3, True)


def test_deleting_asks_first_and_says_what_stays(console) -> None:
    made = console(trigger_rows=samples.sample_triggers("jira"))
    assert "What is paired stays paired" in made.get("/console/triggers/1/ask").text
    made.post("/console/triggers/1/delete")
    assert made.sample.calls[-1] == ("delete_trigger", 1)


def test_a_trigger_that_is_gone_is_said_plainly(console) -> None:
    answer = console().get("/console/triggers/77")
    assert answer.status_code == 404
    assert "no longer exists here" in answer.text


def test_what_a_trigger_matches_now_is_counted_when_it_is_asked(console) -> None:
    made = console(trigger_rows=samples.sample_triggers("jira"))
    page = made.get("/console/triggers").text
    assert "Matches now" in page and not [call for call in made.sample.calls if call[0] == "matches"]
    assert 'id="matches-1-1"' in page  # of this version of the query: an edit forgets the count
    assert "about 214" in made.get("/console/triggers/1/matches").text
    made.sample.matches = triggers.QueryCheck(None, "No field is called compnent.")
    assert "compnent" in made.get("/console/triggers/1/matches").text


def test_a_count_is_a_guess_only_where_the_tracker_guesses(console) -> None:
    made = console("azuredevops", trigger_rows=samples.sample_triggers("azuredevops"))
    page = made.get("/console/triggers/1/matches").text
    assert "214" in page and "about" not in page
    made.sample.matches = triggers.QueryCheck(None)
    assert "20,000 or more" in made.get("/console/triggers/1/matches").text


def test_a_tracker_that_does_not_answer_is_said_in_the_row(console) -> None:
    made = console(trigger_rows=samples.sample_triggers("jira"))
    made.sample.refuse["matches"] = Refusal("unavailable", "The query could not be checked: Jira does not answer.")
    answer = made.get("/console/triggers/1/matches")
    assert answer.status_code == 200 and "Jira does not answer" in answer.text


def test_triggers_are_searched_and_the_search_is_kept(console) -> None:
    made = console(trigger_rows=samples.sample_triggers("jira"))
    page = made.get("/console/triggers/list?q=partner").text
    assert 'value="partner"' in page
    nothing = made.get("/console/triggers/list?q=zebra").text
    assert "No trigger matches" in nothing and "Clear filters" in nothing


def test_in_azure_devops_a_trigger_asks_the_incoming_project_unless_another_is_chosen(console) -> None:
    made = console("azuredevops")
    page = made.get("/console/triggers/project?connection_id=1").text
    assert "Support desk" in page and 'name="project_default" value="10000"' in page
    query = "connection_id=1&project_id=10001&project_name=Other&project_default=10000"
    assert "Support desk" not in made.get(f"/console/triggers/project?{query}").text
    made.post("/console/triggers/save", {"connection_id": "1", "query": "[System.Id] > 0"})
    assert made.sample.calls[-1][1].project_id == "10000"
    made.post("/console/triggers/save", {"connection_id": "1", "query": "[System.Id] > 0", "project_id": "10001"})
    assert made.sample.calls[-1][1].project_id == "10001"


@pytest.mark.parametrize(
    ("kind", "number", "words"),
    [
        ("jira", 214, "About 214 issues match now"),
        ("jira", 0, "0 issues match now"),
        ("azuredevops", 1, "1 work item matches now"),
        ("azuredevops", None, "20,000 work items or more match now"),
    ],
)
def test_saving_says_what_matches_now(console, kind: str, number: int | None, words: str) -> None:
    made = console(kind, matches=triggers.QueryCheck(number))
    answer = made.post("/console/triggers/save", {"connection_id": "1", "query": "x"})
    assert f"Trigger saved. {words}" in answer.headers["HX-Trigger"]


def test_a_new_trigger_begins_at_its_connection_and_at_the_query_where_that_is_known(console) -> None:
    made = console()
    assert re.search(r'<select[^>]* id="f-connection"[^>]* data-first', made.get("/console/triggers/new").text)
    chosen = made.get("/console/triggers/new?connection=1").text
    assert re.search(r'<textarea[^>]* id="f-query"[^>]* data-first', chosen)
    assert not re.search(r'id="f-connection"[^>]* data-first', chosen)


def many_connections(number: int = 60) -> list[object]:
    first = samples.rows()[0]
    return [replace(first, id=100 + one, name=f"Branch {one:02}") for one in range(number)]


def test_a_few_connections_are_listed_and_many_are_searched(console) -> None:
    few = console().get("/console/triggers/new").text
    assert '<select class="select" id="f-connection"' in few and "data-picker" not in few
    many = console(rows=many_connections()).get("/console/triggers/new")
    assert '<select class="select" id="f-connection"' not in many.text
    assert fields(many)["connection_id"] == "" and "/console/connections/choices" in many.text


def test_the_search_says_that_there_are_more_and_finds_by_a_part_of_the_name(console) -> None:
    made = console(rows=many_connections())
    first = made.get("/console/connections/choices").text
    assert first.count('role="option"') == 20 and "and there are more. Type to narrow down." in first
    found = made.get("/console/connections/choices?connection_search=ch+59").text
    assert 'data-id="159" data-called="Branch 59"' in found and "1 connection</p>" in found
    assert "No connection contains “nobody”" in made.get("/console/connections/choices?connection_search=nobody").text


def test_a_filter_by_one_of_many_connections_keeps_its_name_and_offers_all_again(console) -> None:
    made = console(rows=many_connections())
    page = made.get("/console/triggers?connection=159").text
    assert re.search(r'id="triggers-connection-value">Branch 59<', page)
    assert "All connections" in made.get("/console/connections/choices?any=1").text
    assert "All connections" not in made.get("/console/connections/choices?any=1&connection_search=Branch").text


def test_a_trigger_of_one_of_many_connections_comes_back_with_it(console) -> None:
    made = console(rows=many_connections())
    answer = made.post("/console/triggers/check", {"connection_id": "159", "query": "project = SUP"})
    assert fields(answer)["connection_id"] == "159" and ">Branch 59</span>" in answer.text
