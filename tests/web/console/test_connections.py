import re
from dataclasses import replace
from typing import Any

import pytest

from addon.nodes.refusals import Refusal
from addon.platforms.base import Probe
from tests.web.console import sample as samples
from tests.web.console.conftest import fields


def test_each_state_shows_its_word_and_its_reason(console) -> None:
    page = console().get("/console/connections")
    statuses = ("Active", "Pending", "To be confirmed", "Deactivated", "Canceled", "Ended by partner")
    for word in (*statuses, "Healthy", "Degraded", "Blocked"):
        assert word in re.sub(r"<option.*?</option>", "", page.text)
    assert "Only they can lift it." in page.text
    assert 'data-format="deadline"' in page.text


def test_what_is_to_be_confirmed_has_a_filter_of_its_own(console) -> None:
    made = console()
    page = made.get("/console/connections/list?status=unconfirmed").text
    assert '<option value="unconfirmed" selected>To be confirmed</option>' in page
    assert re.findall(r'data-connection="(\d)"', page) == ["5"]
    assert "5" not in re.findall(r'data-connection="(\d)"', made.get("/console/connections/list?status=pending").text)


def test_each_row_offers_its_one_action(console) -> None:
    page = console().get("/console/connections").text
    for action in ("Copy code", "Review and confirm", "Download CSV", "New code", "See License"):
        assert len(re.findall(rf'id="action-\d"[^>]*>(?:<svg.*?</svg>)?{action}', page)) == 1


def test_the_row_menu_has_what_the_connection_can(console) -> None:
    page = console().get("/console/connections").text
    menus = dict(re.findall(r'id="menu-(\d)"(.*?)</div>\s*</div>', page, re.S))
    assert "Test connection" in menus["1"]
    assert "Remove…" in menus["1"]
    assert "Revoke invitation…" in menus["4"]
    assert "Test connection" not in menus["4"]


def test_the_list_asks_again_in_three_seconds_while_something_is_pending(console) -> None:
    made = console()
    assert 'data-poll="3"' in made.get("/console/connections").text
    made.sample.rows = [row for row in made.sample.rows if row.status not in ("pending", "unconfirmed")]
    assert 'data-poll="15"' in made.get("/console/connections").text


def test_an_unchanged_list_is_not_sent_again(console) -> None:
    made = console()
    text = made.get("/console/connections/list").text
    seen = re.search(r'"seen": "(\w+)"', text).group(1)
    again = made.get(f"/console/connections/list?seen={seen}")
    assert (again.status_code, again.data) == (204, b"")
    made.sample.rows = made.sample.rows[1:]
    assert made.get(f"/console/connections/list?seen={seen}").status_code == 200


def test_the_head_of_the_list_says_its_order_and_asks_for_the_other(console) -> None:
    made = console()
    usual = made.get("/console/connections/list").text
    assert 'aria-sort="ascending"' in usual and '"order": "desc"' in usual
    turned = made.get("/console/connections/list?order=desc").text
    assert 'aria-sort="descending"' in turned and 'name="order" value="desc"' in turned
    assert turned.index("Vendor defects") < turned.index("Field service")
    assert 'aria-sort="ascending"' in made.get("/console/connections/list?order=sideways").text


def test_a_search_without_a_match_says_so_and_offers_the_way_back(console) -> None:
    page = console().get("/console/connections/list?q=zebra").text
    assert "Nothing contains “<bdi>zebra</bdi>”" in page
    assert "Clear filters" in page


def test_what_is_typed_into_the_search_is_escaped(console) -> None:
    page = console().get("/console/connections/list?q=%3Cimg+src%3Dx%3E").text
    assert "<img" not in page


@pytest.mark.parametrize("step", [0, 1, 2, 3, 4])
def test_getting_started_says_what_is_done_and_what_is_next(console, step: int) -> None:
    page = console(step_of_newcomer=step).get("/console/connections").text
    assert ("Getting started" in page) == bool(step)
    if step:
        assert f"Step {step} of 4" in page
        assert page.count("start__step--done") == step - 1


def test_without_connections_the_page_says_what_would_be_here(console) -> None:
    assert "No connections yet" in console(rows=[]).get("/console/connections").text


def test_until_there_is_a_sync_identity_its_form_comes_first(console) -> None:
    page = console("azuredevops", identity=samples.no_identity()).get("/console/connections").text
    assert "First, a sync identity" in page
    assert "Work Items: Read &amp; write" in page
    assert "https://dev.azure.com/acme-engineering/_usersSettings/tokens" in page


@pytest.mark.parametrize(("days_left", "first"), [(7, "credential ends in 6 days"), (3, "The evaluation ends in 3")])
def test_of_what_ends_soon_the_nearest_is_said_first_above_the_list(console, days_left: int, first: str) -> None:
    page = console("azuredevops", days_left=days_left).get("/console/connections").text
    assert page.count("banner--warning") == 2
    assert page.index("banner__title") < page.index(first) < page.index("banner__title", page.index(first))


def test_the_last_days_of_the_evaluation_are_said_above_the_list(console) -> None:
    page = console(days_left=1).get("/console/connections").text
    assert "The evaluation ends in 1 day" in page and "banner--danger" in page
    assert "banner--warning" not in console(days_left=12).get("/console/connections").text


def test_a_warning_that_was_put_away_comes_back_7_3_and_1_days_before_the_end(console) -> None:
    made = console()
    names = []
    for left in range(9, 0, -1):
        made.sample.days_left = left
        found = re.search(r'data-hideable="license-\d+-(\d)"', made.get("/console/connections").text)
        names.append(found[1] if found else "")
    assert names == ["", "", "7", "7", "7", "7", "3", "3", "1"]


def test_the_last_days_of_a_paid_license_are_said_above_the_list(console) -> None:
    assert "The license ends in 3 days" in console(licence_state="paid", days_left=3).get("/console/connections").text
    assert "The license ends" not in console(licence_state="paid", days_left=30).get("/console/connections").text


def test_editing_a_script_connection_says_that_its_rules_name_the_project_too(console) -> None:
    made = console()
    modes = {one.mode: one.id for one in made.sample.rows if "edit" in one.can}
    assert "name their project themselves" in made.get(f"/console/connections/{modes['script']}").text
    assert "name their project themselves" not in made.get(f"/console/connections/{modes['basic']}").text


def test_edit_sends_trimmed_text_and_the_version_it_saw(console) -> None:
    made = console()
    form = fields(made.get("/console/connections/1"))
    answer = made.post("/console/connections/1", {**form, "name": "  New name "})
    assert answer.status_code == 200
    assert "liaise:close-dialog" in answer.headers["HX-Trigger"]
    _, number, values = made.sample.calls[-1]
    assert number == 1
    assert (values["name"], values["project_id"], values["version"]) == ("New name", "10000", 3)


def test_a_refused_edit_keeps_what_was_typed_with_the_reason_beside_the_field(console) -> None:
    made = console()
    made.sample.refuse["edit"] = Refusal("name_taken", "A connection with this name exists already.", field="name")
    form = fields(made.get("/console/connections/1"))
    answer = made.post("/console/connections/1", {**form, "name": "Pilot", "description": "Mine"})
    assert answer.status_code == 422
    assert fields(answer)["name"] == "Pilot"
    assert fields(answer)["description"] == "Mine"
    assert re.search(r'id="f-name-error".*exists already', answer.text)
    assert 'aria-invalid="true" aria-describedby="f-name-error"' in answer.text


@pytest.mark.parametrize(
    ("path", "call"),
    [
        ("/console/connections/6/activate", "activate"),
        ("/console/connections/1/deactivate", "deactivate"),
        ("/console/connections/1/remove", "remove"),
        ("/console/connections/4/revoke", "revoke"),
        ("/console/connections/5/confirm", "confirm"),
        ("/console/connections/5/refuse", "refuse_acceptor"),
    ],
)
def test_each_act_closes_its_dialog_says_what_happened_and_renews_the_list(console, path: str, call: str) -> None:
    made = console()
    answer = made.post(path)
    assert made.sample.calls[-1][0] == call
    for event in ("liaise:close-dialog", "connections-changed", "liaise:toast"):
        assert event in answer.headers["HX-Trigger"]


def test_an_act_that_is_refused_is_a_banner_in_the_open_dialog(console) -> None:
    made = console()
    made.sample.refuse["remove"] = Refusal("store_unavailable", "Liaise cannot store anything right now.", status=503)
    answer = made.client.post(
        "/console/connections/1/remove", headers={"Authorization": "JWT sample", "HX-Target": "dialog"}
    )
    assert answer.status_code == 503
    assert answer.headers["HX-Retarget"] == "#dialog [data-banner]"
    assert "cannot store anything" in answer.text


def test_the_acceptor_is_shown_with_fingerprints_before_confirming(console) -> None:
    page = console().get("/console/connections/5/ask/confirm").text
    for words in (
        "castell-sec.atlassian.net",
        "Rosa Lindqvist",
        "Not proven",
        "https://liaise.example/n/4f2c91",
        "<span>7C1E</span>",
        "Nothing leaves",
    ):
        assert words in page


def test_removing_says_how_many_pairs_end_and_offers_them_as_a_file(console) -> None:
    page = console().get("/console/connections/1/ask/remove").text
    assert "1,284 pairs stop syncing" in page
    assert 'data-download="/console/connections/1/pairs.csv"' in page


def test_pairs_are_a_file_of_their_own(console) -> None:
    answer = console().get("/console/connections/1/pairs.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert 'filename="liaise-pairs-1.csv"' in answer.headers["Content-Disposition"]
    assert answer.text.startswith("local_key,")


def test_a_test_shows_its_progress_and_then_each_check_with_its_remedy(console) -> None:
    made = console()
    running = made.post("/console/connections/1/test").text
    assert 'data-poll="1"' in running
    assert "Check 2 of 3" in running
    made.get("/console/jobs/1")
    finished = made.get("/console/jobs/1").text
    assert "data-poll" not in finished
    assert "1 check failed." in finished
    assert "How to grant" in finished


def test_a_new_code_replaces_the_old_one_in_the_same_dialog(console) -> None:
    made = console()
    answer = made.post("/console/connections/8/new-code")
    assert samples.CODE in answer.text
    assert "connections-changed" in answer.headers["HX-Trigger"]
    assert "data-copy-at-once" not in answer.text
    assert "data-copy-at-once" in made.get("/console/connections/4/code").text


def test_an_edit_is_listed_with_who_made_it_and_what_it_changed(console) -> None:
    made = console(own_edits=samples.sample_edits())
    page = made.get("/console/connections/1").text
    assert "Dana Reyes" in page
    assert "<del><bdi>Support handover</bdi></del> → <ins><bdi>Support to engineering</bdi></ins>" in page
    assert "Edits</summary>" not in console().get("/console/connections/1").text


def test_what_stood_before_an_edit_is_filled_in_and_saved_only_on_save(console) -> None:
    made = console(own_edits=samples.sample_edits())
    page = made.get("/console/connections/1?restore=7")
    assert "Save to restore it." in page.text
    form = fields(page)
    assert (form["name"], form["project_id"], form["project_name"]) == (
        "Support handover",
        "10001",
        "Support escalations",
    )
    assert [call for call in made.sample.calls if call[0] == "edit"] == []
    made.post("/console/connections/1", form)
    assert made.sample.calls[-1][2]["name"] == "Support handover"
    assert made.get("/console/connections/1?restore=8").status_code == 404


def test_bulk_sync_is_in_the_menu_of_a_connection_and_lists_its_triggers(console) -> None:
    made = console(trigger_rows=samples.sample_triggers("jira"))
    menus = dict(re.findall(r'id="menu-(\d)"(.*?)</div>\s*</div>', made.get("/console/connections").text, re.S))
    assert "Bulk sync…" in menus["1"] and "Bulk sync…" not in menus["4"]
    page = made.get("/console/connections/1/bulk-sync").text
    assert "project = SUP AND labels = partner" in page
    assert 'hx-post="/console/triggers/1/bulk-sync"' in page
    assert "nothing is sent before you confirm the counts" in page
    made.sample.trigger_rows = []
    nothing = made.get("/console/connections/1/bulk-sync").text
    assert "none feeds this connection yet" in nothing and 'hx-get="/console/triggers/new?connection=1"' in nothing


@pytest.mark.parametrize(("state", "words"), [("expired", "has expired"), ("rejected", "is rejected")])
def test_a_credential_that_stopped_working_is_not_called_the_first(console, state: str, words: str) -> None:
    made = console("azuredevops")
    made.sample.identity = replace(samples.working_identity(), state=state)
    page = made.get("/console/connections").text
    assert f"The sync identity's credential {words}" in page.replace("&#39;", "'")
    assert "First, a sync identity" not in page and "Changes keep queueing" in page
    assert "First, a new credential" in made.get("/console/initiate").text


@pytest.mark.parametrize("pairs", [0, 3])
def test_pairs_are_offered_for_download_only_where_there_are_any(console, pairs: int) -> None:
    row = replace(samples.rows()[6], pairs=pairs)
    assert ("Download CSV" in console(rows=[row]).get("/console/connections").text) is bool(pairs)


@pytest.mark.parametrize(
    ("states", "said"),
    [
        (("passed", "passed"), "Everything works."),
        (("passed", "not_checked"), "Everything that could be checked works."),
        (("warning", "not_checked"), "Everything works, with 1 warning."),
        (("failed", "warning"), "1 check failed."),
    ],
)
def test_a_finished_test_says_no_more_than_was_checked(console, states: tuple[Any, Any], said: str) -> None:
    made = console(probes=tuple(Probe("Reads projects", state) for state in states), job_polls=2)
    assert f">{said}<" in made.get("/console/jobs/1").text
