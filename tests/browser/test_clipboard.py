"""Copying: done when the browser allows it, else the text is selected and the keys are named; never claimed wrongly."""

import pytest
from playwright.sync_api import Frame, expect

from tests.web.console.sample import CODE

pytestmark = pytest.mark.browser

BLOCK_COMMAND = "document.execCommand = () => false"


def open_code(opened) -> Frame:
    opened.frame.click("#more-8")
    opened.frame.click("#menu-8 >> text=New invitation code")
    expect(opened.frame.locator("[data-code]")).to_have_text(CODE)
    return opened.frame


def selected(frame: Frame) -> str:
    return frame.evaluate("window.getSelection().toString()")


def test_where_the_clipboard_is_allowed_the_code_is_in_it(stage) -> None:
    made = stage("azuredevops")
    opened = made.open(clipboard="1")
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    frame = open_code(opened)
    frame.click("[data-outcome]")
    expect(frame.locator("[data-shown=copied]")).to_be_visible()
    assert opened.page.evaluate("navigator.clipboard.readText()") == CODE
    expect(frame.locator("[data-done]")).to_have_class("btn btn--primary")


def test_in_a_frame_without_permission_the_old_command_copies(stage) -> None:
    opened = stage("azuredevops").open()
    frame = open_code(opened)
    frame.evaluate("document.addEventListener('copy', () => { window.copied = window.getSelection().toString(); })")
    frame.click("[data-outcome]")
    expect(frame.locator("[data-shown=copied]")).to_be_visible()
    assert frame.evaluate("window.copied") == CODE


def test_where_nothing_may_copy_the_code_is_selected_and_the_keys_are_named(stage) -> None:
    opened = stage("azuredevops").open()
    frame = open_code(opened)
    frame.evaluate(BLOCK_COMMAND)
    frame.click("[data-outcome]")
    expect(frame.locator("[data-shown=blocked]")).to_contain_text("Press Ctrl+C.")
    expect(frame.locator("[data-shown=copied]")).to_be_hidden()
    assert selected(frame).strip() == CODE


def test_on_a_mac_the_keys_are_its_own(stage) -> None:
    opened = stage("azuredevops").open(platform="MacIntel")
    frame = open_code(opened)
    frame.evaluate(BLOCK_COMMAND)
    frame.click("[data-outcome]")
    expect(frame.locator("[data-shown=blocked]")).to_contain_text("Press ⌘C.")


def test_a_command_that_lies_is_not_believed(stage) -> None:
    opened = stage("azuredevops").open()
    frame = open_code(opened)
    frame.evaluate("document.execCommand = () => true")
    frame.click("[data-outcome]")
    expect(frame.locator("[data-shown=blocked]")).to_be_visible()


def test_closing_before_copying_warns_and_offers_both_ways(stage) -> None:
    opened = stage("azuredevops").open()
    frame = open_code(opened)
    opened.page.keyboard.press("Escape")
    expect(frame.locator("#question-title")).to_have_text("Close without copying the code?")
    frame.click("[data-answer=back] >> nth=0")
    expect(frame.locator("[data-code]")).to_be_visible()
    frame.click("[data-done]")
    frame.click("[data-answer=copy]")
    expect(frame.locator("#dialog")).to_be_hidden()


def test_copy_and_close_stays_open_when_nothing_was_copied(stage) -> None:
    opened = stage("azuredevops").open()
    frame = open_code(opened)
    frame.evaluate(BLOCK_COMMAND)
    frame.click("[data-done]")
    frame.click("[data-answer=copy]")
    expect(frame.locator("[data-shown=blocked]")).to_be_visible()
    assert selected(frame).strip() == CODE


def test_after_copying_the_dialog_closes_without_a_question(stage) -> None:
    opened = stage().open()
    frame = open_code(opened)
    frame.click("[data-outcome]")
    expect(frame.locator("[data-shown=copied]")).to_be_visible()
    opened.page.keyboard.press("Escape")
    expect(frame.locator("#dialog")).to_be_hidden()


def test_an_address_is_copied_beside_itself(stage) -> None:
    opened = stage().open("/jira/console/settings")
    button = opened.frame.locator("[data-copy='#node-url']")
    button.click()
    expect(button).to_contain_text("Copied")
    opened.let_time_pass()
    expect(button).to_have_text("Copy")


def test_going_to_the_remote_side_opens_a_window_through_the_host(stage) -> None:
    opened = stage("azuredevops").open()
    frame = open_code(opened)
    frame.click("text=Go to remote")
    opened.until("window.opened.length === 1")
    assert (
        opened.page.evaluate("window.opened[0]") == "https://dev.azure.com/nordlake-eng/_settings/liaise.liaise.adnode"
    )
