"""The panel in Chromium, 320 px wide, inside each host."""

import pytest
from playwright.sync_api import expect

from tests.web.console.sample import panel_states

pytestmark = pytest.mark.browser
PATHS = {"jira": "/jira/panel", "azuredevops": "/azuredevops/panel"}
KINDS = pytest.mark.parametrize("kind", ["jira", "azuredevops"])


def open_panel(stage, kind: str, **query: str):
    made = stage(kind, panel_rows=panel_states())
    return made, made.open(PATHS[kind], width=420, wait="#panel", **query)


@KINDS
def test_the_host_is_told_the_height_and_no_scrollbar_appears(stage, kind: str) -> None:
    _made, opened = open_panel(stage, kind, of="heights")
    needed = told_height(opened)
    assert needed > 200
    assert opened.frame.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    opened.frame.click("text=Show 2 more")
    assert told_height(opened, above=needed) > needed


def told_height(opened, above: int = 0) -> int:
    """The panel's height, once it is more than `above` and the host was told of it; it settles while the panel loads."""
    for _ in range(1_200):
        height = opened.frame.evaluate(
            "Math.ceil(document.querySelector('#panel-frame').getBoundingClientRect().height)"
        )
        if height > above and opened.page.evaluate("window.heights.map((h) => parseInt(h))")[-1:] == [height]:
            return int(height)
        opened.page.wait_for_timeout(50)
    raise AssertionError(f"The panel is {height} high, the host was told {opened.page.evaluate('window.heights')}")


@KINDS
def test_sync_is_one_press_and_shows_its_progress(stage, kind: str) -> None:
    made, opened = open_panel(stage, kind)
    with opened.page.expect_response("**/panel/1/sync"):
        opened.frame.click("#sync-1")
    assert ("sync", "10017", 1) in made.sample.calls
    expect(opened.frame.locator("#sync-1")).to_be_visible()


def test_the_work_item_is_named_when_the_session_is_asked(stage) -> None:
    made, _opened = open_panel(stage, "azuredevops")
    assert made.session["asked"][0]["work_item"] == "482"


def test_in_azure_devops_the_persons_own_token_comes_along_for_the_right_to_edit(stage) -> None:
    _made, opened = open_panel(stage, "azuredevops")
    with opened.page.expect_request("**/panel/1/sync") as caught:
        opened.frame.click("#sync-1")
    assert caught.value.headers["liaise-host-token"] == "access"


def test_connecting_asks_for_the_key_in_place(stage) -> None:
    made, opened = open_panel(stage, "jira")
    opened.frame.focus("#connect-1")
    opened.page.keyboard.press("Enter")
    expect(opened.frame.locator("[name=remote_key]")).to_be_focused()
    opened.frame.click("text=Cancel")
    expect(opened.frame.locator("#connect-1")).to_be_focused()
    opened.page.keyboard.press("Enter")
    expect(opened.frame.locator("[name=remote_key]")).to_be_focused()
    opened.page.keyboard.type("431")
    opened.page.keyboard.press("Enter")
    expect(opened.frame.locator("[name=remote_key]")).to_have_count(0)
    assert ("connect_to", "10017", 1, "431") in made.sample.calls


def test_unlinking_asks_in_place(stage) -> None:
    made, opened = open_panel(stage, "jira")
    opened.frame.click("#unlink-2")
    expect(opened.frame.locator(".panel__ask")).to_contain_text("Both keep their data")
    opened.frame.click(".panel__ask .btn--danger")
    expect(opened.frame.locator(".panel__ask")).to_have_count(0)
    assert ("unlink_pair", "10017", 2) in made.sample.calls


def test_the_result_appears_by_itself_while_something_is_on_its_way(stage) -> None:
    made = stage("jira", panel_rows=panel_states()[2:3], panel_busy=True)
    opened = made.open("/jira/panel", width=420, wait="#panel")
    expect(opened.frame.locator("#panel")).to_contain_text("Syncing")
    made.sample.panel_rows = panel_states()[1:2]
    made.sample.panel_busy = False
    opened.poll()
    expect(opened.frame.locator("#panel")).to_contain_text("Synced")


def test_what_was_opened_stays_open_when_the_panel_is_renewed(stage) -> None:
    made, opened = open_panel(stage, "jira")
    opened.frame.click("text=Show 2 more")
    made.sample.panel_rows = panel_states()[1:2] + panel_states()[1:]
    opened.poll()
    expect(opened.frame.locator("#sync-1")).to_have_count(0)
    expect(opened.frame.locator("#panel-5")).to_be_visible()


def test_a_work_item_that_is_not_saved_yet_says_so_and_comes_to_life_when_it_is(stage) -> None:
    made = stage("azuredevops", panel_rows=panel_states())
    opened = made.open("/azuredevops/panel", width=420, wait="#failure h2", item="0")
    expect(opened.frame.locator("#failure")).to_contain_text("Save this work item first")
    expect(opened.frame.locator("#failure button")).to_be_hidden()
    assert opened.page.evaluate("document.activeElement.tagName") == "BODY"  # its title is being typed there
    assert made.session["asked"] == []
    opened.page.evaluate("window.workItem = 483; window.formEvent('onSaved')")
    expect(opened.frame.locator("#panel")).to_be_visible()
    assert made.session["asked"][0]["work_item"] == "483"


def test_another_work_item_in_the_same_form_gets_a_session_of_its_own(stage) -> None:
    made = stage("azuredevops", panel_rows=panel_states())
    opened = made.open("/azuredevops/panel", width=420, wait="#panel")
    with opened.page.expect_response("**/azuredevops/session"):
        opened.page.evaluate("window.workItem = 999; window.formEvent('onLoaded')")
    assert made.session["asked"][-1]["work_item"] == "999"


def test_what_opens_the_other_connections_says_that_it_closes_them(stage) -> None:
    opened = stage("azuredevops", panel_rows=panel_states()).open("/azuredevops/panel", width=420, wait="#panel")
    summary = opened.frame.locator(".panel__more summary")
    expect(summary.get_by_text("Show 2 more")).to_be_visible()
    summary.click()
    expect(summary.get_by_text("Show fewer")).to_be_visible()
    expect(summary.get_by_text("Show 2 more")).to_be_hidden()
