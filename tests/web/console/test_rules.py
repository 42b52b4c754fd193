import json
import re
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from addon.connections import rule_entities
from addon.console.routes.previews import marked
from addon.nodes.refusals import Refusal
from addon.platforms.errors import PlatformError, Reason
from addon.sync import preview
from tests.web.console.conftest import fields
from tests.web.console.sample_rules import INCOMING, OUTGOING, RulesSample, sample_preview

BASE = "/console/connections/1/rules"


def texts_of(page: str) -> dict[str, str]:
    found = re.findall(r'<textarea hidden data-text="(\w+)">\n(.*?)</textarea>', page, re.S)
    return {side: text.replace("&#34;", '"').replace("&gt;", ">").replace("&#39;", "'") for side, text in found}


def ask(made: Any, what: str, body: object) -> TestResponse:
    return made.client.post(f"{BASE}/{what}", json=body, headers={"Authorization": "JWT sample"})


def test_the_menu_of_a_script_connection_edits_rules_and_of_a_basic_one_shows_them(console) -> None:
    page = console().get("/console/connections").text
    assert re.search(r'id="rules-1"[^>]*>.*?Edit rules</button>', page)
    assert re.search(r'id="rules-6"[^>]*>.*?Sync rules</button>', page)
    assert 'id="rules-7"' not in page  # ended by the partner: nothing to edit any more


def test_the_page_holds_both_texts_as_they_are(console) -> None:
    page = console().get(BASE).text
    assert texts_of(page)["outgoing"] == OUTGOING
    assert "mergeComments" in texts_of(page)["incoming"]
    assert 'data-module="/assets/editor-A.js"' in page


def test_a_text_that_begins_with_an_empty_line_keeps_it(console) -> None:
    kept = RulesSample()
    kept.save(type("Draft", (), {"outgoing": "\n\nx = 1", "incoming": "", "message": ""})())
    assert texts_of(console(rules=kept).get(BASE).text)["outgoing"] == "\n\nx = 1"


def test_a_rule_cannot_break_out_of_the_page(console) -> None:
    kept = RulesSample()
    kept.save(type("Draft", (), {"outgoing": "</textarea><b>out</b>", "incoming": "", "message": "<b>out</b>"})())
    page = console(rules=kept).get(BASE).text
    assert "<b>out</b>" not in page


def test_the_address_says_which_rule_and_line_are_meant(console) -> None:
    page = console().get(f"{BASE}?side=incoming&line=2").text
    assert 'data-side="incoming"' in page
    assert 'data-line="2"' in page
    assert re.search(r'data-side-tab="incoming"[^>]*aria-selected="true"', page)


def test_basic_rules_are_shown_with_the_reason_why_they_are_fixed(console) -> None:
    page = console(rules=RulesSample("basic", "Basic connections run fixed rules.")).get(BASE).text
    assert "Basic connections run fixed rules." in page
    assert "data-locked" in page
    assert 'id="rules-save"' not in page
    assert "Restore…" not in page


def test_history_says_who_when_and_why_and_offers_to_restore_only_what_does_not_run(console) -> None:
    page = console().get(f"{BASE}/history").text
    assert "Dana Reyes: internal comments never leave" in page
    assert page.count("<time") == 3
    assert re.findall(r'data-restore="(\d)"', page) == ["2", "1"]


def test_an_unchanged_history_is_not_sent_again(console) -> None:
    made = console()
    assert made.get(f"{BASE}/history?seen=3").status_code == 204
    assert made.get(f"{BASE}/history?seen=2").status_code == 200


def test_older_versions_come_in_pages(console) -> None:
    kept = RulesSample()
    for number in range(30):
        kept.save(type("Draft", (), {"outgoing": f"x = {number}", "incoming": "", "message": f"n{number}"})())
    made = console(rules=kept)
    first = made.get(f"{BASE}/history").text
    before = re.search(r"history\?before=(\d+)", first)
    assert before is not None
    older = made.get(f"{BASE}/history?before={before[1]}").text
    shown = [int(number) for number in re.findall(r'data-version="(\d+)"', first + older)]
    assert shown == list(range(33, 0, -1))
    assert 'id="rules-history"' not in older


def test_saving_takes_both_texts_and_the_message(console) -> None:
    made = console()
    form = fields(made.get(f"{BASE}/ask/save?expected=3"))
    answer = made.post(BASE, {**form, "outgoing": "a = 1\r\n", "incoming": "b = 2", "message": "why"})
    draft = made.sample.calls[-1][2]
    assert (draft.outgoing, draft.incoming, draft.expected, draft.message) == ("a = 1\r\n", "b = 2", 3, "why")
    heard = json.loads(answer.headers["HX-Trigger"])
    assert heard["rules-saved"] == {"number": 4, "typed": True}
    assert heard["liaise:toast"] == {"message": "Saved as version 4"}


def test_two_texts_of_the_largest_size_can_be_saved(console) -> None:
    made = console()
    large = "// ä\n" * 40_000
    answer = made.post(BASE, {"outgoing": large, "incoming": large, "expected": "3"})
    assert answer.status_code == 200
    assert made.sample.rules.versions[-1].incoming == large


def test_a_text_with_an_error_is_refused_with_its_line_and_the_message_stays(console) -> None:
    made = console()
    answer = made.post(BASE, {"outgoing": "a = 1\nb = (2", "incoming": "", "expected": "3", "message": "why"})
    assert answer.status_code == 422
    assert "Outgoing, line 2: A closing parenthesis is missing." in answer.text
    assert 'data-goto="outgoing:2:7"' in answer.text
    assert fields(answer)["message"] == "why"
    assert len(made.sample.rules.versions) == 3


def test_who_was_overtaken_sees_who_saved_what_and_can_keep_theirs(console) -> None:
    made = console()
    made.sample.rules.save(
        type("Draft", (), {"outgoing": "x = 1\n", "incoming": "", "message": "cut"})(), author="Sam Ito"
    )
    answer = made.post(BASE, {"outgoing": "x = 1\ny = 2\n", "incoming": "", "expected": "3", "message": "mine"})
    assert answer.status_code == 409
    assert "Sam Ito saved version 4 in the meantime" in answer.text
    assert "Yours has 1 line that theirs has not, and lacks 0 of theirs" in answer.text
    assert fields(answer) == {"expected": "4", "message": "mine"}
    again = made.post(BASE, {**fields(answer), "outgoing": "x = 1\ny = 2\n", "incoming": ""})
    assert again.status_code == 200
    assert made.sample.rules.versions[-1].version.message == "mine"


def test_restoring_asks_first_and_says_what_it_changes(console) -> None:
    made = console()
    asked = made.get(f"{BASE}/ask/restore?number=2&dirty=1")
    assert "Restore version 2?" in asked.text
    assert "1 line more, 0 fewer than now" in asked.text
    assert "is lost" in asked.text
    answer = made.post(f"{BASE}/restore", fields(asked))
    assert made.sample.calls[-1] == ("restore_rules", 1, 2, 3)
    assert json.loads(answer.headers["HX-Trigger"])["rules-saved"] == {"number": 4, "typed": False}


def test_a_refused_restore_says_why_in_the_dialog(console) -> None:
    made = console()
    made.sample.refuse["restore_rules"] = Refusal(
        "saved_meanwhile", "Sam Ito saved version 4 in the meantime.", status=409
    )
    answer = made.post(f"{BASE}/restore", {"number": "2", "expected": "3"})
    assert answer.status_code == 422
    assert "Sam Ito saved version 4" in answer.text


def test_what_the_editor_asks_is_answered_as_json(console) -> None:
    made = console()
    checked = ask(made, "check", {"text": "issue.prioritty"})
    assert checked.json["problems"][0] | {"message": ""} == {
        "line": 1,
        "column": 7,
        "severity": "warning",
        "message": "",
        "length": 9,
        "fix": "priority",
    }
    completed = ask(made, "complete", {"text": "issue.pr", "line": 1, "column": 9})
    assert [one["label"] for one in completed.json["items"]] == ["priority", "project"]
    assert completed.json["items"][0]["column"] == 7
    assert ask(made, "hover", {"text": "x", "line": 1, "column": 1}).json["doc"]
    assert made.get(f"{BASE}/text").json["number"] == 3
    compared = made.get(f"{BASE}/compare?before=1&after=3").json
    assert compared["texts"]["outgoing"][1] == OUTGOING


@pytest.mark.parametrize(
    "body", [None, [], {"text": 1}, {"text": "x", "line": 0}, {"text": "x", "line": "1"}, {"text": "x" * 300_000}]
)
def test_a_question_without_a_text_is_refused_as_json(console, body: object) -> None:
    answer = ask(console(), "check", body)
    assert answer.status_code == 400
    assert set(answer.json) >= {"reason", "message"}


def test_a_question_that_does_not_exist_is_not_found(console) -> None:
    assert console().get(f"{BASE}/ask/dance").status_code == 404


def test_entities_to_try_are_searched_and_what_the_tracker_says_is_shown(console, monkeypatch) -> None:
    made = console()
    found = made.get(f"{BASE}/entities?entity_search=login").text
    assert "SUP-482" in found
    assert "SUP-391" not in found
    assert "Nothing matches “zebra”" in made.get(f"{BASE}/entities?entity_search=zebra").text

    def refused(*_: object) -> None:
        raise PlatformError(Reason.RATE_LIMITED, "TF400733: The request has been canceled.", retry_after=30.0)

    monkeypatch.setattr(rule_entities, "find", refused)
    page = made.get(f"{BASE}/entities?entity_search=x").text
    assert "The tracker asked to wait. Try again in 30 seconds." in page and "TF400733" not in page


def test_a_preview_takes_what_stands_in_the_editor_where_it_differs(console) -> None:
    made = console()
    form = {"entity_id": "10482", "outgoing": "replica.a = 1\r\n", "incoming": INCOMING}
    started = made.post(f"{BASE}/preview", form)
    assert made.sample.calls[-1] == (
        "preview",
        1,
        "10482",
        {"outgoing": "replica.a = 1\n", "incoming": None, "partner": True},
    )
    assert "Nothing is written" in started.text
    assert 'hx-get="/console/connections/1/rules/preview/7"' in started.text
    assert "data-poll" in started.text


def test_a_preview_shows_fields_comments_files_calls_and_the_failing_line(console) -> None:
    made = console()
    made.post(f"{BASE}/preview", {"entity_id": "10482"})
    page = made.get(f"{BASE}/preview/7").text
    assert "data-poll" not in page
    assert "<b>4</b> fields written" in page
    assert "Android<ins> 15 and iOS 19</ins>." in page
    assert "(unchanged, not written)" in page
    assert "(kept: an edit made there stands)" in page
    assert "Seen on iOS as well." in page
    assert "screen.png" in page
    assert "Status</span> through In Review" in page
    assert "By the rule" in page
    assert "The incoming rule failed in line 2" in page
    assert 'data-goto="incoming:2:14"' in page
    assert page.count("data-goto") == 1


@pytest.mark.parametrize(
    ("now", "why", "said", "unsaid"),
    [
        (True, "", " would send now</h4>", "set back"),
        (
            False,
            "It is private.",
            "What it would send now is not known: It is private. What was edited",
            "would send now</h4>",
        ),
    ],
)
def test_what_arrives_says_whether_it_is_what_the_partner_would_send_now(
    console, now: bool, why: str, said: str, unsaid: str
) -> None:
    asked = preview.FieldChange("summary", "Here", "There", False, "asked")
    here = preview.IncomingPreview(effect="nothing", target="SUP-482", fields=(asked,))
    made = console(rules=RulesSample(preview=sample_preview(incoming=here, incoming_now=now, incoming_why=why)))
    made.post(f"{BASE}/preview", {"entity_id": "10482"})
    page = made.get(f"{BASE}/preview/7").text
    assert said in page and "(kept until a person chooses)" in page
    assert unsaid not in page


def test_a_line_of_the_partners_rule_is_not_offered_to_jump_to(console) -> None:
    problem = preview.ScriptProblem("incoming", "LimitExceeded", "It took too long.", 9, 1, kind="limit")
    there = preview.IncomingPreview(effect="failed", problem=problem)
    kept = RulesSample(preview=sample_preview(partner=there, incoming=None, incoming_note="Nothing arrived yet."))
    made = console(rules=kept)
    made.post(f"{BASE}/preview", {"entity_id": "10482"})
    page = made.get(f"{BASE}/preview/7").text
    assert "was stopped in line 9" in page
    assert "has sent nothing for SUP-" in page and "nothing to run on" in page
    assert "data-goto" not in page


def test_what_would_not_leave_says_why(console) -> None:
    why = "Line 3 returned before anything was put in."
    kept = RulesSample(preview=sample_preview(outgoing=preview.OutgoingPreview(False, why)))
    made = console(rules=kept)
    made.post(f"{BASE}/preview", {"entity_id": "10482"})
    page = made.get(f"{BASE}/preview/7").text
    assert "would not be sent" in page
    assert why in page


def test_a_preview_that_could_not_be_made_says_why(console) -> None:
    made = console(rules=RulesSample(preview_problem="There is no SUP-9 here."))
    made.post(f"{BASE}/preview", {"entity_key": "SUP-9"})
    page = made.get(f"{BASE}/preview/7").text
    assert "There is no SUP-9 here." in page
    assert "data-poll" not in page


def test_without_an_entity_the_preview_asks_for_one(console) -> None:
    made = console("azuredevops")
    assert "Choose a work item first." in made.post(f"{BASE}/preview", {}).text
    assert made.sample.calls == []


def test_fixed_rules_are_previewed_as_they_are(console) -> None:
    made = console(rules=RulesSample("basic", "Basic connections run fixed rules."))
    made.post(f"{BASE}/preview", {"entity_id": "10482", "outgoing": "replica.a = 1", "incoming": ""})
    assert made.sample.calls[-1][3] == {"outgoing": None, "incoming": None, "partner": True}


@given(before=st.text(max_size=40), after=st.text(max_size=40))
def test_marking_words_loses_nothing_and_escapes_everything(before: str, after: str) -> None:
    left, right = marked(before, after)
    assert unescape(re.sub(r"</?(?:del|ins)>", "", str(left))) == before
    assert unescape(re.sub(r"</?(?:del|ins)>", "", str(right))) == after


def settings_form(made: Any) -> dict[str, Any]:
    return {
        "expected": "3",
        "conflict_default": "union",
        "conflict_field": ["summary"],
        "conflict_policy": ["there"],
        "person_there": ["", "Priya Raman"],
        "person_here": ["", "maya.chen@acme.example"],
        "person_fallback": "",
        "host": ["api.acme.example"],
    }


def test_settings_show_what_is_saved_by_the_names_that_people_know(console) -> None:
    page = console().get(f"{BASE}/settings").text
    assert 'name="conflict_field" value="Customer tier"' in page
    assert 'name="person_there" value="priya.raman@nordlake.example"' in page
    assert 'id="person-fallback" name="person_fallback" value="desk@acme.example"' in page
    assert 'name="host" value="api.acme.example"' in page
    assert "Nordlake wins" in page


def test_saved_settings_become_a_version_and_the_texts_stay(console) -> None:
    made = console()
    answer = made.post(f"{BASE}/settings", settings_form(made))
    heard = json.loads(answer.headers["HX-Trigger"])
    assert heard["rules-saved"] == {"number": 4, "typed": False, "settings": True}
    last, before = made.sample.rules.versions[-1], made.sample.rules.versions[-2]
    assert (last.outgoing, last.incoming) == (before.outgoing, before.incoming)
    assert last.settings == {
        "conflicts": {"*": "union", "summary": "there"},
        "people": {"Priya Raman": "maya.chen@acme.example"},
        "http_hosts": ["api.acme.example"],
    }


def test_a_saved_entry_that_is_nobody_here_is_named(console) -> None:
    made = console()
    assert "nobody here" not in made.post(f"{BASE}/settings", settings_form(made)).text
    form = {**settings_form(made), "person_here": ["", "nobody@acme.example"], "expected": "4"}
    answer = made.post(f"{BASE}/settings", form)
    assert answer.status_code == 200
    assert "Saved, but nobody here is found as nobody@acme.example." in answer.text
    assert "See the warning under People" in answer.headers["HX-Trigger"]


def test_a_row_that_is_wrong_says_so_beside_it_and_keeps_what_was_typed(console) -> None:
    made = console()
    answer = made.post(f"{BASE}/settings", {**settings_form(made), "host": ["ok.example", "https://x.example/"]})
    assert answer.status_code == 422
    assert 'aria-describedby="hosts-2-error"' in answer.text
    assert re.search(r'id="hosts-2-error".*?Row 2: enter the host alone', answer.text, re.S)
    assert 'value="Priya Raman"' in answer.text
    assert len(made.sample.rules.versions) == 3


def test_internal_comments_are_shared_only_after_the_words(console) -> None:
    made = console()
    form = {**settings_form(made), "share_internal": "1", "share_words": ""}
    answer = made.post(f"{BASE}/settings", form)
    assert "Type “share internal comments” to confirm." in answer.text
    made.post(f"{BASE}/settings", {**form, "share_words": "share internal comments"})
    assert made.sample.rules.versions[-1].settings["share_internal_comments"] is True


def test_overtaken_settings_are_kept_on_the_page(console) -> None:
    made = console()
    answer = made.post(f"{BASE}/settings", {**settings_form(made), "expected": "2"})
    assert answer.status_code == 409
    assert "what you entered stays here" in answer.text
    assert 'value="Priya Raman"' in answer.text


def test_basic_settings_are_for_reading_and_hold_nothing_that_only_scripts_use(console) -> None:
    page = console(rules=RulesSample("basic", "Basic connections run fixed rules.")).get(f"{BASE}/settings").text
    assert "Save settings" not in page
    assert "httpClient" not in page
    assert re.search(r'id="conflict-default"[^>]* disabled', page)


def test_comparing_and_restoring_say_which_settings_differ(console) -> None:
    made = console()
    found = made.get(f"{BASE}/compare?before=2&after=3").get_json()["settings"]
    assert {"name": "Conflicts: summary", "before": "", "after": "Ask a person"} in found
    asked = made.get(f"{BASE}/ask/restore?number=2").text
    assert "its settings" in asked
    assert "no longer Ask a person" in asked


def test_a_partner_who_forbids_previews_is_named_with_the_reason(console) -> None:
    kept = RulesSample(
        preview=sample_preview(partner=None, partner_note="The partner's administrator does not allow previews.")
    )
    made = console(rules=kept)
    made.get(f"{BASE}/preview/7")
    page = unescape(made.get(f"{BASE}/preview/7").text)
    assert "At Nordlake" in page
    assert "The partner's administrator does not allow previews." in page
