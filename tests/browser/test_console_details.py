"""What is cut off, squeezed or linked: shown whole, kept in reach, and led to, in Chromium."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.looking import look
from tests.web.console import sample as samples
from tests.web.console import sample_history

pytestmark = pytest.mark.browser


def box(place: Locator) -> dict[str, float]:
    found = place.bounding_box()
    assert found is not None
    return dict(found)


@pytest.mark.parametrize("kind", ["jira", "azuredevops"])
@pytest.mark.parametrize("width", [720, 800, 1000])
def test_a_rows_action_stands_beside_its_menu_in_a_middling_frame(stage: Any, kind: str, width: int) -> None:
    opened = stage(kind=kind).open(width=width)
    actions = opened.frame.locator("[id^=action-]")
    assert actions.count() > 2
    for number in [one.get_attribute("id").removeprefix("action-") for one in actions.all()]:
        action, menu = box(opened.frame.locator(f"#action-{number}")), box(opened.frame.locator(f"#more-{number}"))
        assert action["x"] + action["width"] <= menu["x"] + 1, number
        assert action["y"] < menu["y"] + menu["height"] and menu["y"] < action["y"] + action["height"], number
    wrap = opened.frame.locator(".table-wrap")
    assert wrap.evaluate("(one) => one.scrollWidth - one.clientWidth") <= 0


def test_words_that_are_cut_off_show_whole_on_focus_and_under_the_pointer(stage: Any) -> None:
    made = stage()
    made.sample.errors = samples.sample_errors()
    opened = made.open(width=1280)
    opened.frame.click("#tab-errors")
    row = opened.frame.locator("#error-1 .clip").first
    row.evaluate("(one) => { one.textContent = 'word '.repeat(200); }")
    opened.frame.focus("#error-1")
    expect(row).to_have_attribute("title", ("word " * 200).strip())
    row.evaluate("(one) => { one.textContent = 'short'; }")
    row.hover()
    expect(row).not_to_have_attribute("title", ("word " * 200).strip())


def test_each_part_that_a_change_went_on_without_stands_on_a_line_of_its_own(stage: Any) -> None:
    made = stage()
    parts = "The comment is too long.\nThe link type “Blocks” is not there.\nThe work log is refused."
    made.sample.errors = [replace(one, message=parts) for one in samples.sample_errors()]
    opened = made.open(width=1280)
    opened.frame.click("#tab-errors")
    title = opened.frame.locator("#error-title")
    assert title.evaluate("(one) => one.innerText.split('\\n')") == parts.split("\n")
    assert box(opened.frame.locator("#error-1 .clip").first)["height"] < 2 * 16  # the list stays even


def test_a_long_title_takes_two_lines_of_the_queue_at_most(stage: Any) -> None:
    opened = stage().open(width=800)
    opened.frame.click("#tab-queue")
    title = opened.frame.locator(".table__name .clamp").first
    expect(title).to_have_attribute("title", sample_history.LONG_TITLE)
    assert box(title)["height"] <= 2 * 16 + 1


def test_the_version_in_a_timeline_opens_beside_the_one_that_runs(stage: Any) -> None:
    opened = stage().open()
    opened.frame.click("#tab-entity")
    opened.frame.fill("#entity-key", "SUP-482")
    opened.page.keyboard.press("Enter")
    opened.frame.click("#entry-rule-1")
    compare = opened.frame.locator("[data-compare]")
    expect(compare).to_be_visible()
    expect(compare.locator("[data-before]")).to_be_focused()
    expect(compare.locator("[data-before]")).to_have_value("2")


def test_the_keyboard_goes_on_at_the_next_conflict_and_then_at_the_pages_head(stage: Any) -> None:
    made = stage()
    made.sample.conflicts = sample_history.conflict_rows(samples.NOW)
    opened = made.open()
    opened.frame.click("#tab-errors")
    opened.frame.click("#show-conflicts")
    opened.frame.press("#keep-1", "Enter")
    expect(opened.frame.locator("#keep-1")).to_have_count(0)
    expect(opened.frame.locator("#conflicts section h3")).to_be_focused()
    opened.page.keyboard.press("Tab")
    opened.frame.press("#take-2", "Enter")
    expect(opened.frame.locator("#conflicts .empty")).to_be_visible()
    expect(opened.frame.locator("main h2")).to_be_focused()


def test_a_link_to_another_page_leads_the_keyboard_to_its_head(stage: Any) -> None:
    opened = stage().open()
    opened.frame.focus("#more-1")
    opened.page.keyboard.press("Enter")
    opened.frame.press("#rules-1", "Enter")
    expect(opened.frame.locator("main h2", has_text="Sync rules")).to_be_focused()


@pytest.mark.parametrize("kind", ["jira", "azuredevops"])
def test_tabs_out_of_sight_are_told_at_the_edge_and_brought_in_by_a_press(stage: Any, kind: str) -> None:
    opened = stage(kind).open(width=420)
    license_tab, start, end = (
        opened.frame.locator(one) for one in ("#tab-license", ".tabs__more--start", ".tabs__more--end")
    )
    expect(end).to_be_visible()
    expect(start).to_have_count(0)
    expect(license_tab).not_to_be_in_viewport()
    for _ in range(3):
        if end.is_visible():
            edge = box(end)
            opened.page.mouse.click(edge["x"] + edge["width"] / 2, edge["y"] + edge["height"] / 2)
            opened.page.wait_for_timeout(50)  # it hears of its own scrolling with the next drawing
    expect(license_tab).to_be_in_viewport(ratio=0.95)
    expect(end).to_be_hidden()
    expect(start).to_be_visible()
    opened.page.set_viewport_size({"width": 1280, "height": 900})
    expect(start).to_be_hidden()


def test_the_warning_of_a_credential_leads_to_the_form_that_replaces_it(stage: Any) -> None:
    opened = stage("azuredevops").open()
    opened.frame.click("text=Replace credential")
    expect(opened.frame.locator("#sync-identity summary")).to_be_focused()
    expect(opened.frame.locator("[name=token]")).to_be_in_viewport()


def test_several_conflicts_are_selected_by_keyboard_and_decided_with_progress(stage: Any) -> None:
    made = stage()
    made.sample.conflicts = sample_history.conflict_rows(samples.NOW)
    opened = made.open()
    opened.frame.click("#tab-errors")
    opened.frame.click("#show-conflicts")
    boxes = opened.frame.locator("#conflicts [name=selected]")
    expect(boxes).to_have_count(2)
    boxes.nth(1).focus()
    opened.page.keyboard.press("Space")
    opened.frame.press("#conflicts-there", "Enter")
    expect(opened.frame.locator("dialog")).to_contain_text("Only those that are selected.")
    expect(opened.frame.locator("#bulk-begin")).to_be_focused()
    look(opened, "several conflicts")
    opened.page.keyboard.press("Enter")
    expect(opened.frame.locator("dialog progress")).to_be_visible()
    assert [call[1] for call in made.sample.calls if call[0] == "begin_conflicts"] == ["bulk_take"]
