"""Entity sync status, Sync queue and bulk work, as the browser gets them."""

import io
import re
from dataclasses import replace

import pytest

from addon.connections.bulk_conflicts import Filter
from addon.connections.entity_status import Unpaired
from addon.nodes.refusals import Refusal
from addon.sync import inbox
from tests.web.console import sample as samples
from tests.web.console import sample_history
from tests.web.console.conftest import fields


def test_nothing_is_looked_up_before_a_key_was_entered(console) -> None:
    made = console()
    page = made.get("/console/entity")
    assert "Look one up" in page.text
    assert [call for call in made.sample.calls if call[0] == "look_up"] == []


def test_an_entity_shows_its_twins_its_timeline_and_why_something_was_not_sent(console) -> None:
    page = console().get("/console/entity/found?key=SUP-482").text
    for words in ("Login fails after password reset", "In sync", "Waiting", "Not paired over", "Why not", "line 3"):
        assert words in page, words
    assert 'href="https://dev.azure.com/n/_workitems/edit/10317"' in page
    assert 'data-poll="3"' in page


def test_an_entity_without_a_pair_says_so_and_what_is_paused_offers_no_second_start(console, monkeypatch) -> None:
    found = sample_history.status(0)
    one = Unpaired(7, "Vendor defects", True, "The connection is deactivated.", paused=True)
    monkeypatch.setattr(sample_history, "status", lambda _: replace(found, pairs=(), unpaired=(one,), chosen=0))
    for kind in ("jira", "azuredevops"):
        page = console(kind).get("/console/entity/found?key=SUP-482").text
        assert "Not paired with any issue or work item." in page
        assert "Paused" in page and "The connection is deactivated." in page
        assert "start-7" not in page and "Syncing" not in page
        assert "data-poll" not in page  # only a person ends this


def test_filters_of_the_timeline_reach_the_question(console) -> None:
    made = console()
    made.get("/console/entity/found?key=SUP-482&connection=2&events=failed&all=1&after=77")
    wanted = made.sample.calls[-1][2]
    assert (wanted.connection_id, wanted.events, wanted.not_sent, wanted.after) == (2, "failed", False, "77")
    made.get("/console/entity/found?key=SUP-482&events=%27;--")
    assert made.sample.calls[-1][2].events == ""


def test_replicas_are_shown_as_text(console) -> None:
    page = console().get("/console/entity/found?key=SUP-482&view=sent").text
    assert "&#34;summary&#34;: &#34;Login fails after password reset&#34;" in page
    assert "High" in console().get("/console/entity/found?key=SUP-482&view=received").text
    assert "a-9" in console().get("/console/entity/found?key=SUP-482&view=traces").text


def test_what_is_not_found_and_what_is_not_clear_say_so(console) -> None:
    assert "Nothing is called “nothing”" in console().get("/console/entity/found?key=nothing").text
    several = console().get("/console/entity/found?key=10317").text
    assert "Several match" in several and "SUP-19" in several


def test_an_administrator_starts_to_sync_an_entity_from_its_page(console) -> None:
    made = console()
    answer = made.post("/console/entity/3/sync", {"key": "10001", "entity": "10001"})
    assert ("sync", "10001", 3) in made.sample.calls
    assert "It is on its way" in answer.headers["HX-Trigger"]


def test_the_queue_shows_each_change_with_its_reason(console) -> None:
    page = console().get("/console/queue").text
    for word in ("Running", "Stopped", "Behind", "Waiting", "Paused", "Retrying", "Open error", "Oldest"):
        assert word in page, word
    assert "/console/errors?row=1" in page


def test_a_change_in_the_queue_has_its_title_whole_for_whoever_points_at_it(console) -> None:
    page = console().get("/console/queue").text
    assert f'title="{sample_history.LONG_TITLE}"><bdi>{sample_history.LONG_TITLE}</bdi>' in page


def test_a_file_in_the_queue_says_how_much_of_it_is_here(console) -> None:
    made = console()
    made.sample.files = sample_history.file_rows(samples.NOW)
    page = made.get("/console/queue/list?which=incoming_attachments").text
    assert 'value="1048576" max="4194304" aria-label="1.0 MB of 4.0 MB here"' in page
    assert "<bdi>drawing.png</bdi>" in page and "2.0 KB here" in page
    assert page.count("<progress") == 1


def test_the_rule_version_of_an_event_leads_to_that_version(console) -> None:
    page = console().get("/console/entity/found?key=SUP-482").text
    assert "/console/connections/1/rules?side=outgoing&amp;version=2" in page
    assert page.count(">Version 2</a>.") == 1


def test_a_conflicts_long_value_can_be_scrolled_by_keyboard_and_an_empty_one_says_so(console) -> None:
    made = console(kind="azuredevops")
    long, empty = sample_history.conflict_rows(samples.NOW)
    made.sample.conflicts = [replace(long, entity_key="482", here="word " * 200), replace(empty, there="")]
    page = made.get("/console/conflicts").text
    assert page.count('class="conflict__value" dir="auto" tabindex="0" role="group"') == 1
    assert "#482" in page and '<i class="muted">empty</i>' in page


def test_a_filter_of_the_queue_that_finds_nothing_offers_to_clear_it(console) -> None:
    made = console()
    page = made.get("/console/queue/list?which=outgoing&entity=SUP-1&connection=2").text
    assert "Clear filters" in page
    assert made.sample.calls[-1][2]["entity"] == "SUP-1"
    assert made.sample.calls[-1][2]["connection_id"] == 2
    assert "are up to date" in made.get("/console/queue/list?which=incoming_attachments").text


@pytest.mark.parametrize("odd", ["which=x&after=-1", "after=99999999999999999999999", "row=abc", "connection=abc"])
def test_odd_addresses_of_the_queue_are_the_first_page(console, odd: str) -> None:
    made = console()
    assert made.get(f"/console/queue/list?{odd}").status_code == 200
    assert made.sample.calls[-1][2]["after"] == ""


def test_a_rows_detail_and_one_that_is_done_meanwhile(console) -> None:
    page = console().get("/console/queue/list?row=6").text
    assert "Row detail" in page and "3.2 KB" in page
    assert "This change is done" in console().get("/console/queue/list?row=600").text


def test_bulk_sync_shows_counts_before_its_button(console) -> None:
    made = console(trigger_rows=samples.sample_triggers("jira"))
    counting = made.post("/console/triggers/1/bulk-sync").text
    assert ("count_matches", 1, "bulk_sync") in made.sample.calls
    assert "Counting" in counting and "bulk-begin" not in counting
    counted = made.get("/console/bulk/11").text
    assert "Send 27 issues" in counted and "198" in counted
    running = made.post("/console/bulk/11/begin")
    assert "Queued 14 of 23" in running.text
    assert "bulk-changed" in running.headers["HX-Trigger"]
    made.post("/console/bulk/12/stop")
    assert ("stop", 12) in made.sample.calls


def test_bulk_unlink_is_a_danger_and_says_that_data_stays(console) -> None:
    made = console("azuredevops")
    made.post("/console/triggers/1/bulk-unlink")
    page = made.get("/console/bulk/21").text
    assert "btn--danger" in page and "Unlink 171 work items" in page
    assert "Both sides keep their data" in page
    # Only before it has begun can the pairs be had, for Bulk connect to pair them again.
    assert re.search(r'data-download="/console/connections/\d+/pairs.csv"', page)
    assert "data-download" not in made.get("/console/bulk/11").text


def test_bulk_connect_takes_a_file_and_shows_the_lines_left_out(console) -> None:
    made = console()
    assert "Choose a CSV file" in made.post("/console/connections/1/bulk-connect").text
    file = {"file": (io.BytesIO(b"local_key,remote_key\nA-1,2\n"), "pairs.csv")}
    sent = made.post("/console/connections/1/bulk-connect", file, content_type="multipart/form-data")
    assert sent.status_code == 200
    assert ("count_lines", 1, b"local_key,remote_key\nA-1,2\n") in made.sample.calls
    page = made.get("/console/bulk/31").text
    assert "2 lines are left out" in page and "SUP-12 is paired with #10317." in page


def test_bulk_work_that_runs_is_said_above_the_triggers(console) -> None:
    made = console(trigger_rows=samples.sample_triggers("jira"))
    made.sample.bulk_running = [sample_history.work(12, polls=1)]
    assert "Bulk sync on Support to engineering: 14 of 23" in made.get("/console/triggers").text


def test_a_new_trigger_is_for_the_only_connection(console) -> None:
    made = console()
    made.sample.rows = made.sample.rows[:1]
    assert '<option value="1" selected>' in made.get("/console/triggers/new").text
    assert " selected" not in console().get("/console/triggers/new").text.partition("</select>")[0]


def test_a_broken_hook_is_repaired_from_its_row(console) -> None:
    made = console("azuredevops")
    made.sample.rows = [samples.row(1, "One", "Nordlake", health="degraded", reason="No permission.", action="repair")]
    assert "Repair webhook" in made.get("/console/connections").text
    made.post("/console/connections/1/repair")
    assert ("repair_hooks", 1) in made.sample.calls


def test_an_error_is_opened_by_its_number(console) -> None:
    made = console()
    made.sample.errors = samples.sample_errors()
    page = made.get("/console/errors?row=2").text
    assert re.findall(r'id="(error-\d+)"[^>]* aria-current="true"', page) == ["error-2"]
    assert "is required for type Bug" in page.partition("split__detail")[2]


def test_errors_lead_to_the_conflicts_only_while_there_are_some(console) -> None:
    made = console()
    segments = '<nav class="toolbar" aria-label="What needs a person"'
    assert f"{segments} hidden>" in made.get("/console/errors").text
    made.sample.conflicts = sample_history.conflict_rows(samples.NOW)
    page = made.get("/console/errors").text
    assert f"{segments}>" in page and 'id="show-conflicts"' in page
    # A list that is asked for again brings the count of both.
    assert (
        '<span id="open-conflicts" hx-swap-oob="true"> <span class="badge">2</span>'
        in made.get("/console/errors/list").text
    )


def test_a_conflict_shows_both_values_and_the_choice_is_the_persons(console) -> None:
    made = console()
    made.sample.conflicts = sample_history.conflict_rows(samples.NOW)
    page = made.get("/console/conflicts").text
    for words in ("Login fails after reset", "(all browsers)", "Agreed before: Login fails", ">empty</i>"):
        assert words in page, words
    answer = made.post("/console/conflicts/1/there")
    assert made.sample.calls[-1] == ("choose", 1, "there", "Dana Reyes")
    assert 'id="keep-1"' not in answer.text and 'id="keep-2"' in answer.text
    made.post("/console/conflicts/2/here")
    assert made.sample.calls[-1][:3] == ("choose", 2, "here")
    assert "No conflicts" in made.get("/console/conflicts").text


def test_conflicts_are_searched_and_a_choice_keeps_the_search(console) -> None:
    made = console()
    made.sample.conflicts = sample_history.conflict_rows(samples.NOW)
    found = made.get("/console/conflicts/list?q=prio&connection=1").text
    assert 'id="keep-2"' in found and 'id="keep-1"' not in found and 'value="prio"' in found
    assert ("conflicts", "prio", 1) in made.sample.calls
    assert "Clear filters" in made.get("/console/conflicts/list?q=zebra").text
    assert "Clear filters" in made.post("/console/conflicts/2/here", data={"q": "prio"}).text


def test_several_conflicts_are_counted_first_and_then_decided_as_the_list_shows_them(console) -> None:
    made = console()
    made.sample.conflicts = sample_history.conflict_rows(samples.NOW)
    page = made.get("/console/conflicts").text
    assert page.count('name="selected"') == 2 and 'id="conflicts-here"' in page and 'id="conflicts-there"' in page
    dialog = made.get("/console/conflicts/all/here?q=prio&connection=1").text
    assert made.sample.calls[-1] == ("count_conflicts", Filter("prio", 1))
    for words in ("Keep ours for 2 conflicts", "All that match the filter", "overwritten", "history keeps it"):
        assert words in dialog, words
    some = made.get("/console/conflicts/all/there?selected=2&selected=x").text
    assert "Only those that are selected." in some and "Take theirs for 1 conflict<" in some
    sent = fields(made.get("/console/conflicts/all/there?selected=2"))
    begun = made.post("/console/conflicts/all/there", sent)
    assert made.sample.calls[-1] == ("begin_conflicts", "bulk_take", Filter(selected=(2,)), 77)
    assert "Decided 14 of 23" in begun.text and "The Errors tab shows it" in begun.text
    done = made.get("/console/bulk/72")
    assert "23 decided." in done.text and "edit the field" in done.text
    assert "conflicts-changed" in done.headers["HX-Trigger"]
    assert made.get("/console/conflicts/all/elsewhere").status_code == 404


def test_a_conflict_alone_is_decided_on_its_card(console) -> None:
    made = console()
    made.sample.conflicts = sample_history.conflict_rows(samples.NOW)[:1]
    page = made.get("/console/conflicts").text
    assert 'id="keep-1"' in page and "selected" not in page and "conflicts-here" not in page


def test_the_newest_of_the_queue_can_come_first(console) -> None:
    made = console()
    assert 'aria-sort="descending"' in made.get("/console/queue/list?order=desc").text
    assert [call[2]["descending"] for call in made.sample.calls if call[0] == "queue"] == [True]


def test_a_conflict_says_what_its_values_do_not_show(console) -> None:
    made = console()
    row = sample_history.conflict_rows(samples.NOW)[0]
    made.sample.conflicts = [replace(row, note="The words are the same on both sides.")]
    assert ">The words are the same on both sides.</p>" in made.get("/console/conflicts").text


def test_who_chooses_second_sees_the_conflicts_as_they_stand_now(console, monkeypatch: pytest.MonkeyPatch) -> None:
    made = console()
    made.sample.conflicts = sample_history.conflict_rows(samples.NOW)

    def settled(*_: object) -> None:
        made.sample.conflicts = made.sample.conflicts[1:]
        raise Refusal("conflict_settled", "This conflict is settled already.", status=409)

    monkeypatch.setattr(inbox, "choose", settled)
    answer = made.post("/console/conflicts/1/here")
    assert answer.status_code == 200 and 'id="keep-1"' not in answer.text and 'id="keep-2"' in answer.text
    assert "Somebody was faster" in answer.headers["HX-Trigger"]
