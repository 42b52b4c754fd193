"""Entity sync status, Sync queue and bulk work in Chromium, without a mouse where people work without one."""

import pytest
from playwright.sync_api import expect

from addon.sync import drift, repairs
from addon.sync.drift import Difference, Drift
from tests.web.console import sample as samples
from tests.web.console import sample_history

pytestmark = pytest.mark.browser

INCOMING = "**/console/queue/list?*which=incoming*"


def test_an_entity_is_looked_up_by_keyboard_and_its_filters_keep_focus(stage) -> None:
    opened = stage().open()
    opened.frame.click("#tab-entity")
    opened.frame.focus("#entity-key")
    opened.page.keyboard.type("SUP-482")
    opened.page.keyboard.press("Enter")
    expect(opened.frame.locator(".timeline .event")).to_have_count(5)
    opened.frame.focus("#entity-not-sent")
    opened.page.keyboard.press("Space")
    expect(opened.frame.locator("#entity-not-sent")).to_be_focused()
    expect(opened.frame.locator("#entity-not-sent")).not_to_be_checked()


def test_the_entitys_page_renews_itself_while_something_is_on_its_way(stage) -> None:
    made = stage()
    opened = made.open()
    opened.frame.click("#tab-entity")
    opened.frame.fill("#entity-key", "SUP-482")
    opened.frame.click("#entity-form button")
    expect(opened.frame.locator(".timeline")).to_be_visible()
    asked = len(made.sample.calls)
    with opened.page.expect_response(lambda answer: "/console/entity/found" in answer.url):
        opened.poll()
    assert len(made.sample.calls) > asked


def test_a_row_of_the_queue_opens_and_leads_to_its_entity(stage) -> None:
    opened = stage().open()
    opened.frame.click("#tab-queue")
    opened.frame.focus("#queue-row-6")
    opened.page.keyboard.press("Enter")
    expect(opened.frame.locator(".queue-detail h3")).to_have_text("SUP-499")
    opened.frame.click("#queue-status")
    expect(opened.frame.locator("#tab-entity")).to_have_attribute("aria-current", "page")
    expect(opened.frame.locator(".timeline")).to_be_visible()


def test_an_error_is_opened_from_the_queue(stage) -> None:
    made = stage()
    made.sample.errors = samples.sample_errors()
    opened = made.open()
    opened.frame.click("#tab-queue")
    opened.frame.click("#queue-error-2")
    expect(opened.frame.locator("#error-1")).to_have_attribute("aria-current", "true")


def test_the_view_of_a_connections_queue_keeps_to_that_connection(stage) -> None:
    made = stage()
    opened = made.open()
    opened.frame.click("#more-2")
    opened.frame.click("#menu-2 >> text=Sync queue")
    expect(opened.frame.locator("#queue-connection")).to_have_value("2")


def test_bulk_sync_is_counted_begun_and_finished_in_one_dialog(stage) -> None:
    made = stage(trigger_rows=samples.sample_triggers("jira"))
    opened = made.open()
    opened.frame.click("#tab-triggers")
    opened.frame.click("#trigger-more-1")
    opened.frame.click("#trigger-menu-1 >> text=Bulk sync")
    expect(opened.frame.locator("#bulk")).to_contain_text("Counting")
    opened.poll()
    opened.frame.click("#bulk-begin")
    expect(opened.frame.locator("#bulk")).to_contain_text("Queued 14 of 23")
    opened.poll()
    expect(opened.frame.locator("#bulk")).to_contain_text("23 queued")
    opened.frame.click("#bulk [data-close]")
    expect(opened.frame.locator("#dialog")).to_be_hidden()


def test_a_conflict_is_decided_by_keyboard(stage) -> None:
    made = stage()
    made.sample.conflicts = sample_history.conflict_rows(samples.NOW)
    opened = made.open()
    opened.frame.click("#tab-errors")
    opened.frame.click("#show-conflicts")
    expect(opened.frame.locator("#show-conflicts")).to_have_text("Conflicts 2")
    expect(opened.frame.locator("#badge-errors")).to_have_text("2 open")
    opened.frame.focus("#take-1")
    opened.page.keyboard.press("Enter")
    expect(opened.frame.locator("#take-1")).to_have_count(0)
    expect(opened.frame.locator("#show-conflicts")).to_have_text("Conflicts 1")
    expect(opened.frame.locator(".toast")).to_contain_text("Both sides get this value")
    assert ("choose", 1, "there", "Dana Reyes") in made.sample.calls


def test_a_conflict_that_was_decided_elsewhere_leaves_the_list_but_not_under_selected_rows(stage) -> None:
    made = stage()
    made.sample.conflicts = sample_history.conflict_rows(samples.NOW)
    opened = made.open()
    opened.frame.click("#tab-errors")
    opened.frame.click("#show-conflicts")
    opened.frame.locator("#conflicts [name=selected]").first.check()
    made.sample.conflicts = made.sample.conflicts[1:]
    opened.poll()
    expect(opened.frame.locator("#conflicts [name=selected]")).to_have_count(2)
    expect(opened.frame.locator("#conflicts [name=selected]").first).to_be_checked()
    opened.frame.locator("#conflicts [name=selected]").first.uncheck()
    opened.poll()
    expect(opened.frame.locator("#take-1")).to_have_count(0)
    expect(opened.frame.locator("#take-2")).to_be_visible()
    expect(opened.frame.locator("#badge-errors")).to_have_text("1 open")


def test_bulk_work_goes_on_without_its_dialog_and_is_shown_again(stage) -> None:
    made = stage(trigger_rows=samples.sample_triggers("jira"))
    made.sample.bulk_running = [sample_history.work(12, polls=1)]
    opened = made.open()
    opened.frame.click("#tab-triggers")
    opened.frame.click("#bulk-show-12")
    expect(opened.frame.locator("#dialog")).to_contain_text("It goes on when you close this")


def test_a_file_of_pairs_is_sent_with_the_token_in_a_header(stage) -> None:
    made = stage()
    opened = made.open()
    opened.frame.click("#more-1")
    opened.frame.click("#menu-1 >> text=Bulk connect")
    opened.frame.click("#dialog button[type=submit]")
    expect(opened.frame.locator("#f-file-error")).to_contain_text("Choose a CSV file")
    content = b"local_key,remote_key\nA-1,2\n"
    opened.frame.set_input_files("#f-file", {"name": "pairs.csv", "mimeType": "text/csv", "buffer": content})
    opened.frame.click("#dialog button[type=submit]")
    expect(opened.frame.locator("#bulk")).to_be_visible()
    opened.poll()
    expect(opened.frame.locator("#bulk-begin")).to_have_text("Connect 23 issues")
    assert ("count_lines", 1, content) in made.sample.calls


def test_a_reload_comes_to_the_same_list_with_its_search(stage) -> None:
    opened = stage("azuredevops").open()
    opened.frame.click("#tab-queue")
    opened.frame.click("#queue-incoming")
    opened.frame.fill("#queue-entity", "4711")
    expect(opened.frame.locator("#queue-clear")).to_be_visible()
    opened.frame.evaluate("location.reload()")
    expect(opened.frame.locator("#queue-entity")).to_have_value("4711")
    expect(opened.frame.locator("#queue-incoming")).to_have_attribute("aria-current", "true")


@pytest.mark.parametrize("sent", [False, True], ids=["typed", "asked already"])
def test_what_is_typed_while_a_list_is_on_its_way_is_searched_in_it(stage, sent: bool) -> None:
    opened = stage("azuredevops").open()
    opened.frame.click("#tab-queue")
    held = opened.hold(INCOMING)
    opened.frame.click("#queue-incoming")
    held.asked()
    search = opened.hold("**/console/queue/list?*entity=4711*") if sent else None
    opened.frame.fill("#queue-entity", "4711")
    if search:
        search.asked()  # of the list that is still shown
    held.let_go()
    expect(opened.frame.locator("#queue-incoming")).to_have_attribute("aria-current", "true")
    if search:
        search.let_go()
    expect(opened.frame.locator("#queue-clear")).to_be_visible()
    expect(opened.frame.locator("#queue-incoming")).to_have_attribute("aria-current", "true")
    expect(opened.frame.locator("#queue-entity")).to_have_value("4711")
    expect(opened.frame.locator("#queue-entity")).to_be_focused()


def test_back_goes_to_the_list_before(stage) -> None:
    made = stage()
    made.sample.errors = samples.sample_errors()
    opened = made.open()
    opened.frame.click("#tab-errors")
    opened.frame.click("#error-2")
    expect(opened.frame.locator("#error-2")).to_have_attribute("aria-current", "true")
    opened.frame.click("#tab-queue")
    expect(opened.frame.locator("#tab-queue")).to_have_attribute("aria-current", "page")
    opened.page.evaluate("history.back()")
    expect(opened.frame.locator("#error-2")).to_have_attribute("aria-current", "true")


def test_a_place_that_is_gone_gives_way_to_the_usual_one(stage) -> None:
    opened = stage().open()
    expect(opened.frame.locator("#tab-connections")).to_have_attribute("aria-current", "page")
    with opened.page.expect_response(lambda answer: "/console/connections/99/rules" in answer.url):
        opened.frame.evaluate("history.replaceState(null, '', '#/connections/99/rules'), location.reload()")
    expect(opened.frame.locator("#tab-connections")).to_have_attribute("aria-current", "page")


def test_what_a_trigger_matches_is_counted_in_its_row_and_stays_there(stage) -> None:
    made = stage(trigger_rows=samples.sample_triggers("jira"))
    opened = made.open()
    opened.frame.click("#tab-triggers")
    opened.frame.focus("#count-1")
    opened.page.keyboard.press("Enter")
    expect(opened.frame.locator("#matches-1-1")).to_contain_text("about 214")
    opened.frame.fill("#triggers-q", "partner")
    expect(opened.frame.locator("#triggers tbody tr")).to_have_count(1)
    expect(opened.frame.locator("#triggers-q")).to_be_focused()
    expect(opened.frame.locator("#matches-1-1")).to_contain_text("about 214")


def test_all_errors_are_retried_from_one_dialog_after_their_count(stage) -> None:
    made = stage()
    made.sample.errors = samples.sample_errors()
    opened = made.open()
    opened.frame.click("#tab-errors")
    opened.frame.focus("#errors-retry-all")
    opened.page.keyboard.press("Enter")
    expect(opened.frame.locator("#bulk-begin")).to_be_focused()
    opened.page.keyboard.press("Enter")
    expect(opened.frame.locator("#bulk")).to_contain_text("Retried 14 of 23")
    opened.poll()
    expect(opened.frame.locator("#bulk")).to_contain_text("23 retried.")
    opened.page.keyboard.press("Escape")
    expect(opened.frame.locator("#dialog")).to_be_hidden()
    expect(opened.frame.locator("#errors-retry-all")).to_be_focused()


def test_all_differences_are_taken_from_one_side_by_keyboard(stage, monkeypatch) -> None:
    found = (Difference("10001", "SUP-1", "17", "summary", "A", "B"), Difference("10002", "SUP-2", "18", "type", "A"))
    check, progress, begun = Drift(7, 1, "done", 2, 2, 2, found, "", False), [], []
    monkeypatch.setattr(drift, "why_not", lambda *_: "")
    for name in ("last", "state"):
        monkeypatch.setattr(drift, name, lambda *_: check)
    monkeypatch.setattr(repairs, "last", lambda *_: progress[0] if progress else None)

    def begin(_s, _c, _n, _j, side: str) -> int:
        begun.append(side)
        progress.append(repairs.Repair(8, "running", side, 1, 2, (), "", False))
        return 8

    monkeypatch.setattr(repairs, "begin", begin)
    opened = stage().open()
    frame, keys = opened.frame, opened.page.keyboard
    frame.click("#more-1")
    frame.click("#check-1")
    frame.press("#drift-all-there", "Enter")
    expect(frame.locator("#drift-back")).to_be_focused()
    keys.press("Enter")
    expect(frame.locator("#drift-start")).to_be_focused()
    frame.press("#drift-all-there", "Enter")
    expect(frame.locator("#drift-back")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(frame.locator("#drift")).to_contain_text("Theirs for 1 of 2 pairs")
    assert begun == ["there"]
    progress[0] = repairs.Repair(8, "done", "there", 2, 2, (), "", False)
    opened.live()
    expect(frame.locator("#drift")).to_contain_text("Theirs for 2 of 2 pairs, on their way")


def test_an_error_that_comes_back_after_a_retry_is_seen_without_a_reload(stage) -> None:
    made = stage()
    made.sample.errors = samples.sample_errors()
    opened = made.open()
    opened.frame.click("#tab-errors")
    opened.frame.click("#error-1")
    opened.frame.click("#error-retry")
    expect(opened.frame.locator("#error-1")).to_have_count(0)
    opened.frame.focus("#error-2")
    opened.poll()
    made.sample.errors = samples.sample_errors()
    opened.poll()
    expect(opened.frame.locator("#error-1")).to_be_visible()
    expect(opened.frame.locator("#error-2")).to_be_focused()
    expect(opened.frame.locator("#error-2")).to_have_attribute("aria-current", "true")
    expect(opened.frame.locator("#tab-errors .badge")).to_contain_text("3")
