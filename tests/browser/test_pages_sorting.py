"""Lists that are turned by their heads, found again from the address, and searched: with the keyboard, in Chromium."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.console import sample as samples
from tests.web.console import sample_history

pytestmark = pytest.mark.browser


def test_the_list_is_turned_by_keyboard_and_the_order_stays_in_the_address(stage: Any) -> None:
    opened = stage().open()
    head = opened.frame.locator("#sort-name")
    expect(head).to_have_accessible_name("Connection, sort Z to A")
    head.focus()
    opened.page.keyboard.press("Enter")
    expect(opened.frame.locator("th[aria-sort=descending] #sort-name")).to_be_focused()
    expect(opened.frame.locator("tbody tr").first).to_contain_text("Vendor defects")
    assert opened.frame.evaluate("location.hash") == "#/connections?order=desc"
    opened.frame.fill("#connections-q", "e")
    expect(opened.frame.locator("tbody tr")).not_to_have_count(8)
    expect(opened.frame.locator("tbody tr").first).to_contain_text("Vendor defects")
    opened.frame.press("#sort-name", "Space")
    expect(opened.frame.locator("th[aria-sort=ascending] #sort-name")).to_be_focused()
    assert opened.frame.evaluate("location.hash") == "#/connections?q=e"


def test_a_conflict_is_found_by_its_field(stage: Any) -> None:
    made = stage()
    made.sample.conflicts = sample_history.conflict_rows(samples.NOW)
    opened = made.open()
    opened.frame.click("#tab-errors")
    opened.frame.click("#show-conflicts")
    expect(opened.frame.locator("#keep-1, #keep-2")).to_have_count(2)
    opened.frame.fill("#conflicts-q", "prio")
    expect(opened.frame.locator("#keep-1")).to_have_count(0)
    expect(opened.frame.locator("#conflicts-q")).to_be_focused()
    opened.frame.fill("#conflicts-q", "zebra")
    opened.frame.click("#clear-conflicts")
    expect(opened.frame.locator("#keep-1")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_long_names_keep_every_column_and_the_menu_in_the_frame(stage: Any, width: int) -> None:
    made = stage()
    made.sample.rows[0] = samples.row(
        1, "N" * 120, "R" * 50, partner_label=f"{'o' * 60}.atlassian.net", reason="x" * 300
    )
    opened = made.open(width=width)
    expect(opened.frame.locator("#more-1")).to_be_in_viewport()
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert opened.frame.evaluate(overflow) <= 0
    wrap = opened.frame.locator(".table-wrap")
    assert wrap.evaluate("(one) => one.scrollWidth - one.clientWidth") <= 0


def test_the_sort_stays_in_reach_in_a_narrow_frame(stage: Any) -> None:
    opened = stage().open(width=600)
    opened.frame.click("#sort-name")
    expect(opened.frame.locator("tbody tr").first).to_contain_text("Vendor defects")


@pytest.mark.parametrize("kind", ["jira", "azuredevops"])
def test_beside_the_hosts_own_menu_the_rows_menu_is_in_sight(stage: Any, kind: str) -> None:
    opened = stage(kind).open(width=740)
    assert opened.frame.locator(".table-wrap").evaluate("(one) => one.scrollWidth - one.clientWidth") <= 0
    expect(opened.frame.locator("#more-5")).to_be_in_viewport()
