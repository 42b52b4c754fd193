"""The rule editor in both hosts: colors, problems, completion, versions, ways out, and what axe says of it."""

from typing import Any

import pytest
from playwright.sync_api import Frame, expect

from tests.browser.looking import look
from tests.web.console.sample_rules import RulesSample, sample_cases

pytestmark = [pytest.mark.browser, pytest.mark.node]
HOSTS = pytest.mark.parametrize("kind", ["jira", "azuredevops"])
TEXT = "#rules-panel-outgoing .cm-content"


@pytest.fixture
def opened(stage: Any) -> Any:
    """A function that opens the rules of the first connection."""

    def build(kind: str = "jira", width: int = 1280, **changes: Any) -> Any:
        made = stage(kind, **changes)
        page = made.open(width=width)
        page.frame.click("#more-1")
        page.frame.click("#rules-1")
        expect(page.frame.locator(TEXT)).to_be_visible()
        page.sample = made.sample
        return page

    return build


def write(page: Any, words: str) -> None:
    """Type at the end of the outgoing rule, as a person does."""
    page.frame.click(TEXT)
    page.page.keyboard.press("Control+End")
    page.page.keyboard.type(words)


def saved_by_another(page: Any) -> None:
    page.sample.rules.save(_draft("replica.summary = issue.summary\n// theirs\n", "cut everything"), author="Sam Ito")


def _draft(text: str, message: str) -> Any:
    from addon.connections.rules import Draft

    return Draft(text, "", 3, message)


def test_the_editors_code_is_loaded_only_where_it_is_needed(stage: Any) -> None:
    page = stage("jira").open()
    assert "editor-" not in page.frame.evaluate(LOADED)
    page.frame.click("#more-1")
    page.frame.click("#rules-1")
    expect(page.frame.locator(TEXT)).to_be_visible()
    assert "editor-" in page.frame.evaluate(LOADED)


def test_what_is_pressed_before_the_editors_code_is_there_happens_once_it_is(stage: Any) -> None:
    page = stage("jira").open()
    code = page.hold("**/editor-*.js")
    page.frame.click("#more-1")
    page.frame.click("#rules-1")
    code.asked()
    page.frame.click("#rules-tab-incoming")
    page.frame.click("#rules-tab-settings")
    expect(page.frame.locator("#rules-tab-settings")).to_have_attribute("aria-selected", "false")
    code.let_go()
    expect(page.frame.locator("#rules-tab-settings")).to_have_attribute("aria-selected", "true")
    expect(page.frame.locator("#rules-settings")).to_be_visible()


LOADED = "performance.getEntriesByType('resource').map((one) => one.name).join(' ')"


def test_problems_are_marked_while_typing_and_a_fix_mends_them(opened: Any) -> None:
    page = opened()
    write(page, "replica.priority = issue.prioritty")
    frame: Frame = page.frame
    problem = frame.locator("[data-problems] .problem")
    expect(problem).to_contain_text("Did you mean priority?")
    expect(frame.locator(".cm-lintRange-warning")).to_have_text("prioritty")
    problem.get_by_role("button", name="Fix").click()
    expect(frame.locator("[data-problems]")).to_be_hidden()
    expect(frame.locator(TEXT)).to_contain_text("replica.priority = issue.priority")


def test_save_is_off_with_the_reason_until_something_changed_and_the_error_is_gone(opened: Any) -> None:
    page = opened()
    frame: Frame = page.frame
    save, why = frame.locator("#rules-save"), frame.locator("#why-save")
    expect(save).to_have_attribute("aria-disabled", "true")
    expect(why).to_have_text("Save is off: nothing changed")
    write(page, "x = (")
    page.page.keyboard.press("Delete")  # the bracket that the editor closed
    expect(why).to_have_text("Save is off: 1 error in line 16")
    expect(frame.locator("[data-side-tab=outgoing] [data-errors]")).to_have_text("1 error")
    frame.get_by_role("tab", name="Incoming").click()
    expect(frame.locator("#rules-panel-incoming .cm-content")).to_be_visible()
    expect(frame.locator("[data-problems]")).to_be_hidden()
    frame.get_by_role("tab", name="Outgoing").click()
    frame.get_by_role("button", name="Go to line").click()
    page.page.keyboard.type(")")
    expect(save).to_have_attribute("aria-disabled", "false")


def test_the_keys_save_with_a_message_and_the_history_shows_it(opened: Any) -> None:
    page = opened()
    write(page, "// more")
    page.page.keyboard.press("Control+s")
    frame: Frame = page.frame
    expect(frame.locator("#dialog")).to_be_visible()
    expect(frame.locator("[name=message]")).to_be_focused()
    page.page.keyboard.type("say more")
    page.page.keyboard.press("Enter")
    expect(frame.locator("[data-version='4']")).to_contain_text("Dana Reyes: say more")
    expect(frame.locator("[data-state]")).to_have_text("Version 4 runs, saved just now by you")
    expect(frame.locator("#why-save")).to_have_text("Save is off: nothing changed")
    expect(frame.locator(TEXT)).to_be_focused()
    assert page.sample.rules.versions[-1].outgoing.endswith("// more")
    assert page.sample.rules.versions[-1].incoming == page.sample.rules.versions[-2].incoming


def test_unsaved_text_is_not_left_by_accident(opened: Any) -> None:
    page = opened()
    write(page, "// typed")
    frame: Frame = page.frame
    frame.click("#tab-triggers")
    expect(frame.locator("#dialog")).to_contain_text("Leave without saving?")
    frame.get_by_role("button", name="Keep editing").click()
    expect(frame.locator(TEXT)).to_contain_text("// typed")
    frame.click("#tab-triggers")
    frame.get_by_role("button", name="Leave", exact=True).click()
    expect(frame.locator("#tab-triggers")).to_have_attribute("aria-current", "page")


def test_without_changes_nothing_is_asked(opened: Any) -> None:
    page = opened()
    page.frame.click("#rules-back")
    expect(page.frame.locator("#initiate")).to_be_visible()


def test_who_was_overtaken_looks_at_both_and_keeps_theirs(opened: Any) -> None:
    page = opened()
    write(page, "// mine")
    saved_by_another(page)
    frame: Frame = page.frame
    frame.click("#rules-save")
    frame.fill("[name=message]", "my way")
    frame.get_by_role("button", name="Save", exact=True).click()
    expect(frame.locator("#dialog h2")).to_have_text("Sam Ito saved version 4 in the meantime")
    frame.click("#look-at-both")
    expect(frame.locator(".cm-merge-a")).to_contain_text("// theirs")
    expect(frame.locator(".cm-merge-b")).to_contain_text("// mine")
    frame.get_by_role("button", name="Back to editing").click()
    frame.click("#rules-save")
    frame.fill("[name=message]", "my way")
    frame.get_by_role("button", name="Save", exact=True).click()
    frame.click("#keep-mine")
    expect(frame.locator("[data-version='5']")).to_contain_text("my way")
    expect(frame.locator(TEXT)).to_contain_text("// mine")


def test_theirs_can_be_taken_and_undo_brings_back_what_was_typed(opened: Any) -> None:
    page = opened()
    write(page, "// mine")
    saved_by_another(page)
    frame: Frame = page.frame
    frame.click("#rules-save")
    frame.get_by_role("button", name="Save", exact=True).click()
    frame.click("#take-theirs")
    expect(frame.locator(TEXT)).to_contain_text("// theirs")
    expect(frame.locator("#why-save")).to_have_text("Save is off: nothing changed")
    frame.click(TEXT)
    page.page.keyboard.press("Control+z")
    expect(frame.locator(TEXT)).to_contain_text("// mine")


def test_an_old_version_is_compared_and_restored(opened: Any) -> None:
    page = opened()
    frame: Frame = page.frame
    frame.click("[data-compare-open='2']")
    expect(frame.locator("[data-compare-words]")).to_have_text("1 place differs.")
    expect(frame.locator(".cm-merge-a")).to_contain_text("// old")
    frame.get_by_label("Later text").select_option("1")
    expect(frame.locator(".cm-merge-b")).not_to_contain_text("replica.customer")
    frame.get_by_role("tab", name="Incoming").click()
    expect(frame.locator("[data-compare-words]")).to_have_text("No difference in this direction.")
    frame.get_by_role("tab", name="Outgoing").click()
    frame.click("#restore-2")
    frame.get_by_role("button", name="Restore", exact=True).click()
    expect(frame.locator("[data-version='4']")).to_contain_text("Restored from version 2")
    expect(frame.locator(TEXT)).to_contain_text("// old")


def test_the_sites_own_fields_are_offered_and_written_as_the_language_wants_them(opened: Any) -> None:
    page = opened()
    write(page, "replica.a = issue.")
    expect(page.frame.locator(".cm-tooltip-autocomplete")).to_contain_text("Customer tier")
    page.page.keyboard.type("Cust")
    expect(page.frame.locator(".cm-tooltip-autocomplete li")).to_have_count(1)
    page.frame.click(".cm-tooltip-autocomplete li")  # Enter counts only some time after the list has opened
    expect(page.frame.locator(TEXT)).to_contain_text('replica.a = issue."Customer tier"')


def test_the_keyboard_enters_and_leaves_the_editor(opened: Any) -> None:
    page = opened()
    write(page, "x")
    page.page.keyboard.press("Tab")  # indents
    expect(page.frame.locator(TEXT)).to_be_focused()
    page.page.keyboard.press("Escape")
    page.page.keyboard.press("Tab")
    expect(page.frame.locator(TEXT)).not_to_be_focused()
    expect(page.frame.locator("#rules-keys")).to_contain_text("Esc then Tab leaves the editor")
    tab = page.frame.get_by_role("tab", name="Outgoing")
    tab.focus()
    page.page.keyboard.press("ArrowRight")
    expect(page.frame.get_by_role("tab", name="Incoming")).to_be_focused()


def test_basic_rules_can_be_read_and_nothing_else(opened: Any) -> None:
    page = opened(rules=RulesSample("basic", "Basic connections run fixed rules."))
    write(page, "never")
    expect(page.frame.locator(TEXT)).not_to_contain_text("never")
    expect(page.frame.get_by_text("Basic connections run fixed rules.")).to_be_visible()
    expect(page.frame.locator("#rules-save")).to_have_count(0)


def test_a_preview_leads_from_the_failing_rule_to_its_line(opened: Any) -> None:
    page = opened()
    frame: Frame = page.frame
    frame.click("#rules-preview")
    expect(frame.get_by_label("Key, ID or words of the title")).to_be_focused()
    page.page.keyboard.type("login")
    expect(frame.locator("#entity-results [role=option]")).to_have_count(1)
    page.page.keyboard.press("Enter")
    expect(frame.locator("#preview-value")).to_contain_text("SUP-482")
    frame.get_by_role("button", name="Run", exact=True).click()
    page.live()
    expect(frame.locator("#preview-result")).to_contain_text("4 fields written")
    frame.locator("#preview-result").get_by_role("button", name="Go to line").click()
    incoming = frame.locator("#rules-panel-incoming .cm-content")
    expect(incoming).to_be_focused()
    expect(frame.locator("#rules-panel-incoming .cm-activeLine")).to_contain_text("issue.comments")
    # The line is marked in the text and beside its number, moves with the text, and is free again once edited.
    failed = frame.locator("#rules-panel-incoming .cm-failedLine")
    number = frame.locator("#rules-panel-incoming .cm-lineNumbers .cm-failedGutter")
    expect(failed).to_contain_text("issue.comments")
    before = int(number.inner_text())
    page.page.keyboard.press("Control+Home")
    page.page.keyboard.type("// first\n")
    expect(number).to_have_text(str(before + 1))
    expect(failed).to_contain_text("issue.comments")
    failed.click()
    page.page.keyboard.type(" ")
    expect(failed).to_have_count(0)
    expect(number).to_have_count(0)


@HOSTS
def test_axe_finds_nothing_serious_in_any_state(opened: Any, kind: str) -> None:
    page = opened(kind)
    frame: Frame = page.frame
    write(page, "replica.a = issue.prioritty\nx = (")
    page.page.keyboard.press("Delete")
    expect(frame.locator("[data-problems] .problem")).to_have_count(2)
    look(page, "problems")
    page.page.keyboard.type(")\nissue.")
    expect(frame.locator(".cm-tooltip-autocomplete")).to_be_visible()
    expect(frame.locator("#rules-save")).to_have_attribute("aria-disabled", "false")  # checked: nothing changes now
    look(page, "completion")
    page.page.keyboard.press("Escape")
    frame.click("[data-compare-open='2']")
    expect(frame.locator(".cm-mergeView")).to_be_visible()
    look(page, "compare")
    frame.click("[data-compare-close]")
    saved_by_another(page)
    frame.click("#rules-save")
    expect(frame.locator("#dialog [name=message]")).to_be_visible()
    look(page, "save")
    frame.get_by_role("button", name="Save", exact=True).click()
    expect(frame.locator("#keep-mine")).to_be_visible()
    look(page, "overtaken")


@HOSTS
def test_axe_finds_nothing_serious_in_a_preview(opened: Any, kind: str) -> None:
    page = opened(kind)
    frame: Frame = page.frame
    frame.click("#preview-entity")
    expect(frame.locator("#entity-results [role=option]")).to_have_count(2)
    look(page, "choose")
    frame.click("#entity-results [role=option] >> nth=0")
    frame.click("#preview-run")
    page.live()
    expect(frame.locator("#preview-result .diff")).to_be_visible()
    frame.evaluate("document.querySelectorAll('#preview-result details').forEach((one) => { one.open = true; })")
    look(page, "preview")


@pytest.mark.parametrize("width", [320, 760, 1040, 1600])
def test_the_list_to_choose_from_lies_within_the_frame(opened: Any, width: int) -> None:
    page = opened(width=width)
    page.frame.click("#preview-entity")
    expect(page.frame.locator("#entity-results [role=option]")).to_have_count(2)
    left, right, whole = page.frame.evaluate(
        """() => { const {left, right} = document.querySelector(".rules__list").getBoundingClientRect();
                   return [left, right, innerWidth]; }"""
    )
    assert 0 <= left < right <= whole


@pytest.mark.parametrize("width", [320, 900])
def test_a_narrow_frame_needs_no_sideways_scroll(opened: Any, width: int) -> None:
    page = opened(width=width)
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.frame.evaluate(overflow) <= 0
    page.frame.click("[data-compare-open='2']")
    expect(page.frame.locator(".cm-mergeView")).to_be_visible()
    assert page.frame.evaluate(overflow) <= 0


def settings_of(page: Any) -> Frame:
    """Go to the settings by keyboard."""
    frame: Frame = page.frame
    frame.get_by_role("tab", name="Outgoing").focus()
    page.page.keyboard.press("End")
    expect(frame.get_by_role("tab", name="Settings")).to_be_focused()
    expect(frame.locator("#settings-save")).to_be_visible()
    return frame


def test_settings_are_saved_by_keyboard_while_typed_rules_stay_unsaved(opened: Any) -> None:
    page = opened()
    write(page, "// typed")
    frame = settings_of(page)
    expect(frame.locator("#rules-save")).to_be_hidden()
    frame.focus("#add-people")
    page.page.keyboard.press("Enter")
    page.page.keyboard.type("Ann Berg")
    page.page.keyboard.press("Tab")
    page.page.keyboard.type("maya.chen@acme.example")
    page.page.keyboard.press("Enter")
    expect(frame.locator("[data-version='4']")).to_contain_text("People: Ann Berg")
    expect(frame.locator("[data-state]")).to_have_text("Unsaved changes, based on version 4")
    frame.get_by_role("tab", name="Outgoing").click()
    expect(frame.locator(TEXT)).to_contain_text("// typed")
    frame.click("#rules-save")
    frame.fill("[name=message]", "texts")
    frame.get_by_role("button", name="Save", exact=True).click()
    expect(frame.locator("[data-version='5']")).to_contain_text("texts")
    assert page.sample.rules.versions[-1].settings["people"]["Ann Berg"] == "maya.chen@acme.example"


def test_a_wrong_row_gets_the_focus_and_entered_settings_are_not_left_by_accident(opened: Any) -> None:
    page = opened()
    frame = settings_of(page)
    frame.click("#add-hosts")
    page.page.keyboard.type("https://x.example")
    frame.click("#settings-save")
    expect(frame.locator("#hosts-2-error")).to_contain_text("Row 2")
    expect(frame.locator("[name=host] >> nth=1")).to_be_focused()
    frame.click("#tab-triggers")
    expect(frame.locator("#dialog")).to_contain_text("Leave without saving?")
    frame.get_by_role("button", name="Keep editing").click()
    frame.click("[data-rows=hosts] [data-row]:nth-child(2) [data-row-remove]")
    frame.click("#tab-triggers")
    expect(frame.locator("#tab-triggers")).to_have_attribute("aria-current", "page")


@HOSTS
def test_axe_finds_nothing_serious_in_the_settings(opened: Any, kind: str) -> None:
    page = opened(kind)
    frame = settings_of(page)
    frame.check("#share-internal")
    frame.click("#settings-save")
    expect(frame.locator("#share-error")).to_be_visible()
    look(page, "settings")
    frame.click("[data-compare-open='2']")
    expect(frame.locator("[data-compare-settings] table")).to_be_visible()
    look(page, "compare")


def test_settings_fit_a_narrow_frame_and_fixed_ones_are_read_only(opened: Any) -> None:
    page = opened(width=320, rules=RulesSample("basic", "Basic connections run fixed rules."))
    frame: Frame = page.frame
    frame.get_by_role("tab", name="Settings").click()
    expect(frame.locator("#conflict-default")).to_be_disabled()
    assert frame.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_saved_tests_run_before_a_save_which_then_goes_on_by_itself(opened: Any) -> None:
    page = opened(rules=RulesSample(cases=sample_cases()))
    frame: Frame = page.frame
    write(page, "// more")
    frame.click("#rules-save")
    frame.fill("#f-message", "more")
    page.page.keyboard.press("Enter")
    expect(frame.locator("#dialog")).to_contain_text("Running 2 tests")
    page.poll()
    expect(frame.locator("#dialog")).to_be_hidden()
    expect(frame.locator("#rules-history")).to_contain_text("Version 4")
    assert page.sample.rules.versions[-1].outgoing.endswith("// more")


def test_a_failing_test_keeps_the_text_unsaved_and_is_shown_beside_the_editor(opened: Any) -> None:
    page = opened(rules=RulesSample(cases=sample_cases(), failing=True))
    frame: Frame = page.frame
    write(page, "// more")
    frame.click("#rules-save")
    frame.click("#dialog button[type=submit]")
    page.live()
    expect(frame.locator("#dialog")).to_contain_text("expected “P2”, found “3”")
    look(page, "a failing test")
    page.page.keyboard.press("Enter")
    expect(frame.locator("#dialog")).to_be_hidden()
    expect(frame.locator("#rules-cases")).to_contain_text("1 of 2 fails")
    expect(frame.locator(TEXT)).to_contain_text("// more")
    assert len(page.sample.rules.versions) == 3


def test_a_short_rule_fills_the_field_and_one_frame_shows_the_focus(opened: Any) -> None:
    page = opened()
    write(page, "replica.key = issue.key")
    frame: Frame = page.frame
    expect(frame.locator(TEXT)).to_be_focused()
    heights = """() => [".cm-scroller", ".cm-content", ".cm-gutters"].map(
      (name) => Math.round(document.querySelector(`#rules-panel-outgoing ${name}`).getBoundingClientRect().height))"""
    scroller, content, gutters = frame.evaluate(heights)
    assert content >= 220 and gutters >= 220 and scroller <= content + 1
    assert frame.locator(TEXT).evaluate("(one) => getComputedStyle(one).boxShadow") == "none"
