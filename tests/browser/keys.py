"""Keys that a person without a mouse presses."""

from playwright.sync_api import Page

from tests.browser.conftest import Opened


def press(page: Page, *keys: str) -> None:
    """Press one key after another."""
    for key in keys:
        page.keyboard.press(key)


def tab_to(opened: Opened, name: str) -> None:
    """Press Tab until the button of this name has the focus; fail when a whole round does not reach it."""
    wanted = opened.frame.get_by_role("button", name=name, exact=True).last
    for _ in range(30):
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
        press(opened.page, "Tab")
    raise AssertionError(f"Tab does not reach {name}")
