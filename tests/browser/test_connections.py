"""The list of connections in Chromium: it keeps itself current, and everything on it works without a mouse."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from addon.nodes.refusals import Refusal

pytestmark = pytest.mark.browser


def test_the_partners_acceptance_appears_without_a_reload(stage) -> None:
    made = stage()
    opened = made.open()
    row = opened.frame.locator("tr[data-connection='4']")
    expect(row).to_contain_text("Pending")
    assert int(opened.frame.get_attribute("#connections", "data-poll") or 0) in range(1, 5)
    opened.live()
    made.sample.rows[3] = replace(made.sample.rows[3], status="active", health="healthy", reason="", action="")
    expect(row).to_contain_text("Active")


def test_a_live_update_moves_neither_focus_nor_an_open_menu(stage) -> None:
    made = stage()
    opened = made.open()
    opened.frame.focus("#more-1")
    made.sample.rows[3] = replace(made.sample.rows[3], status="active", health="healthy", reason="", action="")
    opened.poll()
    expect(opened.frame.locator("tr[data-connection='4']")).to_contain_text("Active")
    expect(opened.frame.locator("#more-1")).to_be_focused()
    opened.frame.click("#more-1")
    made.sample.rows[0] = replace(made.sample.rows[0], name="Renamed meanwhile")
    opened.poll()
    expect(opened.frame.locator("#connections .htmx-request, #connections.htmx-request")).to_have_count(0)
    expect(opened.frame.locator("#menu-1")).to_be_visible()
    opened.page.keyboard.press("Escape")
    opened.poll()
    expect(opened.frame.locator("#open-1")).to_have_text("Renamed meanwhile")


def test_the_row_menu_works_by_keyboard(stage) -> None:
    opened = stage().open()
    opened.frame.focus("#more-1")
    opened.page.keyboard.press("Enter")
    items = opened.frame.locator("#menu-1 [role=menuitem]")
    expect(items.nth(0)).to_be_focused()
    opened.page.keyboard.press("ArrowDown")
    expect(items.nth(1)).to_be_focused()
    opened.page.keyboard.press("End")
    expect(items.last).to_be_focused()
    opened.page.keyboard.press("ArrowDown")
    expect(items.nth(0)).to_be_focused()
    opened.page.keyboard.press("Escape")
    expect(opened.frame.locator("#menu-1")).to_be_hidden()
    expect(opened.frame.locator("#more-1")).to_be_focused()
    expect(opened.frame.locator("#more-1")).to_have_attribute("aria-expanded", "false")


def test_a_dialog_opened_from_the_menu_gives_focus_back_to_its_button(stage) -> None:
    opened = stage().open()
    opened.frame.click("#more-1")
    opened.frame.click("#menu-1 >> text=Remove…")
    expect(opened.frame.locator("#dialog")).to_be_visible()
    expect(opened.frame.locator("#dialog >> text=Cancel")).to_be_focused()
    opened.page.keyboard.press("Escape")
    expect(opened.frame.locator("#dialog")).to_be_hidden()
    expect(opened.frame.locator("#more-1")).to_be_focused()


def test_tab_stays_inside_the_dialog(stage) -> None:
    opened = stage().open()
    opened.frame.click("#initiate")
    expect(opened.frame.locator("[name=destination]")).to_be_focused()
    for key in ("Tab",) * 8 + ("Shift+Tab",) * 8:
        opened.page.keyboard.press(key)
        assert opened.frame.evaluate("document.querySelector('#dialog').contains(document.activeElement)")


def test_deactivating_says_so_and_renews_the_row(stage) -> None:
    made = stage()
    opened = made.open()
    opened.frame.click("#more-1")
    opened.frame.click("#menu-1 >> text=Deactivate")
    expect(opened.frame.locator(".toast")).to_contain_text("Deactivated")
    expect(opened.frame.locator("tr[data-connection='1']")).to_contain_text("Paused here.")
    assert ("deactivate", 1) in made.sample.calls
    opened.frame.focus(".toast >> text=Undo")
    opened.page.keyboard.press("Enter")
    expect(opened.frame.locator("tr[data-connection='1']")).to_contain_text("Healthy")
    assert ("activate", 1) in made.sample.calls


def test_removing_closes_the_dialog_and_takes_the_row_away(stage) -> None:
    opened = stage().open()
    opened.frame.click("#more-7")
    opened.frame.click("#menu-7 >> text=Remove…")
    opened.frame.click("#dialog button[type=submit]")
    expect(opened.frame.locator("#dialog")).to_be_hidden()
    expect(opened.frame.locator("tr[data-connection='7']")).to_have_count(0)
    expect(opened.frame.locator(".toast")).to_contain_text("Both sides keep their data")


def test_a_refused_act_is_said_inside_the_dialog(stage) -> None:
    made = stage()
    made.sample.refuse["remove"] = Refusal("store_unavailable", "Liaise cannot store anything right now.", status=503)
    opened = made.open()
    opened.frame.click("#more-7")
    opened.frame.click("#menu-7 >> text=Remove…")
    opened.frame.click("#dialog button[type=submit]")
    expect(opened.frame.locator("#dialog [data-banner]")).to_contain_text("cannot store anything")
    expect(opened.frame.locator("#dialog button[type=submit]")).to_have_text("Remove")


def test_the_pairs_are_downloaded_with_the_token_in_a_header(stage) -> None:
    opened = stage().open()
    with opened.page.expect_download() as caught:
        opened.frame.click("#action-7")
    assert caught.value.suggested_filename == "liaise-pairs-7.csv"
    assert caught.value.path().read_text().startswith("local_key,")


def test_searching_narrows_the_list_while_typing_and_keeps_the_field(stage) -> None:
    opened = stage().open()
    opened.frame.click("#connections-q")
    opened.page.keyboard.type("vendor")
    expect(opened.frame.locator("tbody tr")).to_have_count(1)
    expect(opened.frame.locator("#connections-q")).to_be_focused()
    assert opened.frame.input_value("#connections-q") == "vendor"
    opened.frame.fill("#connections-q", "zebra")
    opened.frame.click("text=Clear filters")
    expect(opened.frame.locator("tbody tr")).to_have_count(8)


def test_a_test_shows_its_checks_as_they_come(stage) -> None:
    opened = stage().open()
    opened.frame.click("#more-1")
    opened.frame.click("#menu-1 >> text=Test connection")
    expect(opened.frame.locator("#job")).to_contain_text("Check 2 of 3")
    opened.live()
    expect(opened.frame.locator("#job")).to_contain_text("1 check failed.")


def test_getting_started_can_be_put_away(stage) -> None:
    opened = stage(rows=[], step_of_newcomer=1).open()
    opened.frame.click("[data-hide]")
    expect(opened.frame.locator(".started")).to_be_hidden()
    opened.frame.click("#tab-license")
    expect(opened.frame.locator("#tab-license")).to_have_attribute("aria-current", "page")
    opened.frame.click("#tab-connections")
    expect(opened.frame.locator("#initiate")).to_be_visible()
    expect(opened.frame.locator(".started")).to_be_hidden()


def test_of_two_warnings_one_shows_and_the_other_once_it_was_put_away(stage) -> None:
    opened = stage("azuredevops", days_left=3).open()
    banners = opened.frame.locator(".banners > .banner")
    expect(banners).to_have_count(2)
    expect(opened.frame.locator(".banner:visible")).to_have_count(1)
    expect(banners.first).to_contain_text("The evaluation ends in 3 days")
    banners.first.locator("[data-hide]").click()
    expect(opened.frame.locator(".banner:visible")).to_have_count(1)
    expect(opened.frame.locator(".banner:visible")).to_contain_text("credential ends in 6 days")


def test_times_are_in_the_readers_words_with_the_exact_time_in_the_title(stage) -> None:
    opened = stage().open()
    moment = opened.frame.locator("tr[data-connection='1'] time").first
    expect(moment).to_have_text(re.compile(r"^\d+ minutes ago$"))
    assert "UTC" in (moment.get_attribute("title") or "")
    expect(opened.frame.locator("tr[data-connection='4'] .reason")).to_contain_text("(in 5 days)")
