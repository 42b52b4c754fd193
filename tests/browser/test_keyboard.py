"""Lists and bulk work without a mouse: what a row opens is where the next Tab goes, and what closes it leads back."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from addon.nodes.refusals import Refusal
from tests.browser.keys import press, tab_to
from tests.web.console import sample as samples

pytestmark = pytest.mark.browser


def test_an_error_is_opened_and_retried_and_a_row_of_the_queue_opened_and_closed(stage) -> None:
    made = stage()
    made.sample.errors = samples.sample_errors()
    opened = made.open()
    frame, keyboard = opened.frame, opened.page.keyboard
    frame.click("#tab-errors")
    frame.focus("#error-2")
    keyboard.press("Enter")
    expect(frame.locator("#error-title")).to_be_focused()
    expect(frame.locator("#error-title")).to_contain_text("Severity")
    keyboard.press("Tab")
    expect(frame.locator("#error-retry")).to_be_focused()
    keyboard.press("Enter")
    expect(frame.locator("#error-2")).to_have_count(0)
    assert ("retry", 2) in made.sample.calls
    frame.click("#tab-queue")
    frame.focus("#queue-row-2")
    keyboard.press("Enter")
    expect(frame.locator("#queue-title")).to_be_focused()
    expect(frame.locator("#queue-title")).to_be_in_viewport()
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(frame.locator(".queue-detail")).to_have_count(0)
    expect(frame.locator("#queue-row-2")).to_be_focused()


def test_whoever_works_by_keyboard_skips_the_tabs(stage) -> None:
    opened = stage().open()
    skip = opened.frame.locator("#skip")
    assert skip.evaluate("(one) => one.offsetWidth") < 4
    opened.frame.focus("#skip")
    assert skip.evaluate("(one) => one.offsetWidth") > 80
    opened.page.keyboard.press("Enter")
    expect(opened.frame.locator("main h2").first).to_be_focused()
    opened.page.keyboard.press("Tab")
    expect(opened.frame.locator("#accept")).to_be_focused()


def test_bulk_sync_is_begun_from_the_menu_of_a_connection(stage) -> None:
    made = stage(trigger_rows=samples.sample_triggers("jira"))
    opened = made.open()
    frame, keyboard = opened.frame, opened.page.keyboard
    frame.focus("#more-1")
    keyboard.press("Enter")
    for _ in range(12):
        if frame.evaluate("document.activeElement.id") == "bulk-sync-1":
            break
        keyboard.press("ArrowDown")
    keyboard.press("Enter")
    expect(frame.locator("#bulk-count-1")).to_be_focused()
    keyboard.press("Enter")
    expect(frame.locator("#bulk")).to_be_visible()
    opened.poll()
    expect(frame.locator("#bulk-begin")).to_be_visible()
    tab_to(opened, "Send 27 issues")
    keyboard.press("Enter")
    expect(frame.locator("#bulk")).to_contain_text("Queued 14 of 23")
    keyboard.press("Escape")
    expect(frame.locator("#dialog")).to_be_hidden()
    expect(frame.locator("#more-1")).to_be_focused()


def test_a_field_that_is_wrong_and_has_the_focus_shows_both(stage) -> None:
    opened = stage().open()
    opened.frame.click("#initiate")
    opened.frame.fill("[name=destination]", "dev.azure.com/nordlake-eng")
    for step in ("type", "names"):
        opened.frame.click("#dialog button[type=submit]")
        expect(opened.frame.locator(f"[data-step={step}]")).to_be_visible()
    opened.frame.fill("[name=remote_name]", "Acme support")
    opened.page.keyboard.press("Enter")
    wrong = opened.frame.locator("[name=remote_name]")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_be_focused()
    shadow = "(one) => getComputedStyle(one).boxShadow"
    with_focus = wrong.evaluate(shadow)
    opened.frame.focus("[name=name]")
    assert len(with_focus) > len(wrong.evaluate(shadow)) > len("none")


def test_the_connection_of_a_new_trigger_fills_in_its_project_which_can_be_changed(stage) -> None:
    made = stage("azuredevops")
    opened = made.open()
    frame = opened.frame
    frame.click("#tab-triggers")
    frame.click("#new-trigger")
    expect(frame.locator("#f-connection")).to_be_focused()
    frame.select_option("#f-connection", "1")
    expect(frame.locator("#project-value")).to_contain_text("Support desk")
    expect(frame.locator("#f-connection")).to_be_focused()
    frame.focus("#project-button")
    opened.page.keyboard.press("ArrowDown")
    expect(frame.locator("[role=option]")).to_have_count(3)
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("Enter")
    expect(frame.locator("#project-value")).to_contain_text("Support escalations")
    frame.select_option("#f-connection", "2")
    frame.fill("#f-query", "[System.Id] > 0")
    frame.click("#dialog button[type=submit]")
    expect(frame.locator("#dialog")).to_be_hidden()
    draft = next(call[1] for call in made.sample.calls if call[0] == "save_trigger")
    assert (draft.connection_id, draft.project_id) == (2, "10001")


def test_one_of_many_connections_is_found_by_typing_and_begins_a_trigger(stage) -> None:
    rows = [replace(samples.rows()[0], id=100 + one, name=f"Branch {one:02}") for one in range(60)]
    opened = stage(rows=rows, trigger_rows=samples.sample_triggers("jira")).open("/jira/console/triggers")
    frame, keyboard = opened.frame, opened.page.keyboard
    frame.focus("#triggers-connection-button")
    press(opened.page, "ArrowDown", "5", "9", "Enter")  # Enter waits for the list of what was typed
    expect(frame.locator("#triggers-connection-value")).to_have_text("Branch 59")
    expect(frame.locator("#triggers-connection-button")).to_be_focused()
    frame.focus("#new-trigger")
    keyboard.press("Enter")
    expect(frame.locator("#f-query")).to_be_focused()
    expect(frame.locator("#f-connection-value")).to_have_text("Branch 59")
    frame.focus("#f-connection-button")
    press(opened.page, "ArrowDown", "5", "8", "Enter")
    expect(frame.locator("#f-connection-value")).to_have_text("Branch 58")
    expect(frame.locator("#f-connection input[name=connection_id]")).to_have_value("158")


def test_whoever_keeps_editing_goes_on_where_they_were(stage) -> None:
    opened = stage("azuredevops").open()
    frame = opened.frame
    frame.click("#initiate")
    frame.fill("[name=destination]", "dev.azure.com/nordlake-eng")
    for step in ("type", "names"):
        opened.frame.click("#dialog button[type=submit]")
        expect(opened.frame.locator(f"[data-step={step}]")).to_be_visible()
    frame.fill("[name=description]", "Half a sen")
    press(opened.page, "Escape")
    expect(frame.get_by_role("button", name="Keep editing")).to_be_focused()
    press(opened.page, "Enter")
    expect(frame.locator("[name=description]")).to_be_focused()
    press(opened.page, "End")
    opened.page.keyboard.type("tence")
    expect(frame.locator("[name=description]")).to_have_value("Half a sentence")
    frame.click("#dialog [aria-label=Close]")
    frame.click("[data-answer=back]")
    expect(frame.locator("[name=local_name]")).to_be_focused()


def test_whoever_is_asked_about_an_uncopied_code_goes_back_to_copying_it(stage) -> None:
    opened = stage().open()
    frame = opened.frame
    frame.focus("#action-8")
    press(opened.page, "Enter")
    expect(frame.locator("[data-outcome]")).to_be_focused()
    press(opened.page, "Escape")
    expect(frame.locator("#question-title")).to_be_visible()
    press(opened.page, "Escape")
    expect(frame.locator("[data-outcome]")).to_be_focused()


def test_a_refused_form_of_a_page_leads_the_keyboard_to_its_fault(stage) -> None:
    made = stage("azuredevops", identity=samples.no_identity())
    fault = Refusal("expiry_missing", "Enter the date on which the token expires.", field="expires_on")
    made.sample.refuse["check_and_save_pat"] = fault
    opened = made.open()
    frame = opened.frame
    for form in ("#identity-card", "#sync-identity"):
        frame.fill(f"{form} [name=token]", "typed")
        press(opened.page, "Enter")
        expect(frame.locator(f"{form} [name=expires_on]")).to_be_focused()
        frame.click("#tab-settings")


@pytest.mark.parametrize("kind", ["jira", "azuredevops"])
def test_the_ring_of_the_focus_is_whole_where_something_around_it_clips_or_is_chosen(stage, kind: str) -> None:
    opened = stage(kind).open()
    frame, page = opened.frame, opened.page

    def drawn(place: str, then: str = "Tab") -> list[str]:
        frame.focus(place)
        press(page, then)
        style = "(one) => [getComputedStyle(one).outlineStyle, getComputedStyle(one).outlineOffset]"
        return list(frame.locator(":focus").evaluate(style))

    inside = ["solid", "-2px"]
    assert drawn("#link-glossary") == inside, "a tab"
    frame.click("#tab-settings")
    assert drawn("#node-url") == inside, "a button to copy"
    around = "() => getComputedStyle(document.querySelector('.codefield')).boxShadow"
    assert frame.evaluate(around) == "none"
    press(page, "Shift+Tab")
    assert frame.evaluate(around) != "none"
    if kind == "azuredevops":
        assert drawn("#sync-identity summary") == inside, "a segment"
    frame.click("#tab-connections")
    frame.focus("#more-1")
    assert drawn("#more-1", "Enter") == inside, "an item of a menu"
    press(page, "Escape")
    frame.click("#initiate")
    frame.fill("[name=destination]", "x.atlassian.net")
    press(page, "Enter")
    expect(frame.locator("#mode-script")).to_be_focused()
    assert drawn("#mode-basic", "ArrowUp") == ["solid", "2px"], "a type"
