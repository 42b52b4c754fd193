"""axe finds no serious violation on any screen of either host, light and dark; narrow frames need no sideways scroll."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.looking import look
from tests.web.console import sample as samples
from tests.web.console import sample_history

pytestmark = [pytest.mark.browser, pytest.mark.node]
HOSTS = pytest.mark.parametrize("kind", ["jira", "azuredevops"])


def filled(stage: Any, kind: str) -> Any:
    made = stage(kind, trigger_rows=samples.sample_triggers(kind), panel_rows=samples.panel_states())
    made.sample.own_edits = samples.sample_edits()
    made.sample.errors = samples.sample_errors()
    return made


@HOSTS
def test_every_tab(stage, kind: str) -> None:
    opened = filled(stage, kind).open()
    look(opened, "connections")
    tabs = ("entity", "triggers", "errors", "queue", "settings", "license")
    for target in (*(f"#tab-{name}" for name in tabs), "#link-help", "#link-glossary"):
        opened.frame.click(target)
        expect(opened.frame.locator(target)).to_have_attribute("aria-current", "page")
        look(opened, target)


@HOSTS
def test_every_screen_of_the_wizards(stage, kind: str) -> None:
    made = filled(stage, kind)
    opened = made.open()
    frame = opened.frame
    frame.click("#initiate")
    expect(frame.locator("[data-step=destination]")).to_be_visible()
    look(opened, "destination")
    frame.fill("[name=destination]", "dev.azure.com/nordlake-eng")
    for name in ("type", "names", "project"):
        frame.click("#dialog button[type=submit]")
        expect(frame.locator(f"[data-step={name}]")).to_be_visible()
        look(opened, name)
    frame.click("#dialog button[type=submit]")
    expect(frame.locator("#project-error")).to_be_visible()
    look(opened, "refused")
    frame.click("#project-button")
    expect(frame.locator("[role=option]").first).to_be_visible()
    look(opened, "project list")
    frame.click("[role=option] >> nth=0")
    frame.click("#dialog button[type=submit]")
    expect(frame.locator("[data-step=invitation]")).to_be_visible()
    look(opened, "invitation")
    frame.click("[data-outcome]")
    expect(frame.locator("[data-shown=copied]")).to_be_visible()
    frame.click("[data-done]")
    frame.click("#accept")
    frame.fill("[name=code]", samples.CODE)
    look(opened, "code")
    frame.click("#dialog button[type=submit]")
    expect(frame.locator("[data-step=review]")).to_be_visible()
    look(opened, "review")


@HOSTS
def test_dialogs_and_menus_of_a_connection(stage, kind: str) -> None:
    opened = filled(stage, kind).open()
    frame = opened.frame
    frame.click("#more-1")
    look(opened, "menu")
    frame.click("#menu-1 >> text=Edit")
    expect(frame.locator("#dialog")).to_be_visible()
    frame.click("#dialog summary >> text=Edits")
    look(opened, "detail")
    frame.click("#dialog [data-close] >> nth=0")
    frame.click("#more-1")
    frame.click("#bulk-sync-1")
    expect(frame.locator("#bulk-count-1")).to_be_visible()
    look(opened, "bulk sync")
    frame.click("#dialog [data-close] >> nth=0")
    frame.click("#action-5")
    expect(frame.locator("#dialog")).to_be_visible()
    look(opened, "confirm")


@HOSTS
def test_one_entity_a_row_of_the_queue_and_bulk_work(stage, kind: str) -> None:
    made = filled(stage, kind)
    made.sample.conflicts = sample_history.conflict_rows(samples.NOW)
    opened = made.open()
    frame = opened.frame
    frame.click("#tab-entity")
    frame.fill("#entity-key", "SUP-482")
    frame.click("#entity-form button")
    expect(frame.locator(".timeline")).to_be_visible()
    look(opened, "timeline")
    for view in ("sent", "traces"):
        frame.click(f"#view-{view}")
        expect(frame.locator(f"#view-{view}")).to_have_attribute("aria-current", "true")
        look(opened, view)
    frame.click("#tab-queue")
    frame.click("#queue-row-6")
    expect(frame.locator(".queue-detail")).to_be_visible()
    look(opened, "queue row")
    frame.click("#tab-errors")
    frame.click("#show-conflicts")
    expect(frame.locator("#keep-1")).to_be_visible()
    look(opened, "conflicts")
    frame.click("#tab-connections")
    frame.click("#more-1")
    frame.click("#menu-1 >> text=Bulk connect")
    expect(frame.locator("#f-file")).to_be_visible()
    look(opened, "file")
    frame.set_input_files("#f-file", {"name": "p.csv", "mimeType": "text/csv", "buffer": b"local_key,remote_key"})
    frame.click("#dialog button[type=submit]")
    opened.live()
    frame.click("#bulk summary")
    look(opened, "lines left out")


@HOSTS
def test_first_visit_and_missing_identity(stage, kind: str) -> None:
    made = stage(kind, rows=[])
    if kind == "azuredevops":
        made.sample.identity = samples.no_identity()
    look(made.open(), "first visit")


@HOSTS
def test_the_panel(stage, kind: str) -> None:
    path = "/jira/panel" if kind == "jira" else "/azuredevops/panel"
    opened = filled(stage, kind).open(path, width=420, wait="#panel")
    opened.frame.click("text=Show 2 more")
    look(opened, "panel")
    opened.frame.click("#connect-1")
    expect(opened.frame.locator("[name=remote_key]")).to_be_visible()
    look(opened, "connect")


@pytest.mark.parametrize("width", [320, 600, 900])
def test_a_narrow_frame_needs_no_sideways_scroll(stage, width: int) -> None:
    opened = filled(stage, "jira").open(width=width)
    for tab in ("connections", "entity", "triggers", "errors", "queue", "settings", "license"):
        opened.frame.click(f"#tab-{tab}")
        expect(opened.frame.locator(f"#tab-{tab}")).to_have_attribute("aria-current", "page")
        overflow = opened.frame.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, tab
        shown = opened.frame.evaluate("document.querySelector('.tab[aria-current]').getBoundingClientRect().right")
        assert shown <= width, tab
    opened.frame.click("#tab-entity")
    opened.frame.fill("#entity-key", "SUP-482")
    opened.frame.click("#entity-form button")
    expect(opened.frame.locator(".timeline")).to_be_visible()
    overflow = opened.frame.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, "timeline"


WIDE_FONT = """() => {
  const style = document.createElement("style");
  style.textContent = ':root { --font: "DejaVu Sans", Verdana, sans-serif !important } body, button { letter-spacing: .03em !important }';
  document.head.append(style);
}"""
OUTSIDE = """() => {
  const found = [], width = document.documentElement.clientWidth;
  for (const one of document.querySelectorAll("html, .table-wrap, .segments"))
    if (one.scrollWidth > one.clientWidth) found.push(one.className + " is wider than its room");
  for (const one of document.querySelectorAll("main button, main a, main input, main select"))
    if (!one.closest(".sr, thead, .menu") && one.getBoundingClientRect().right > width + 1) found.push(one.id || one.textContent);
  return found;
}"""


@HOSTS
def test_with_a_wide_font_everything_to_press_stays_in_the_frame(stage, kind: str) -> None:
    opened = filled(stage, kind).open()
    opened.frame.evaluate(WIDE_FONT)
    for tab in ("connections", "entity", "triggers", "errors", "queue", "settings", "license"):
        opened.frame.click(f"#tab-{tab}")
        expect(opened.frame.locator(f"#tab-{tab}")).to_have_attribute("aria-current", "page")
        for width in (320, 480, 600, 720, 900):
            opened.page.set_viewport_size({"width": width, "height": 900})
            opened.frame.wait_for_function("(width) => innerWidth === width", arg=width, polling=50)
            assert opened.frame.evaluate(OUTSIDE) == [], f"{tab}, {width}"


@HOSTS
def test_with_a_wide_font_the_question_about_the_partner_fits_a_narrow_frame(stage, kind: str) -> None:
    opened = stage(kind).open(width=320)
    opened.frame.evaluate(WIDE_FONT)
    opened.frame.click("#action-5")
    for name in ("Decide later", "This is not my partner", "Confirm"):
        button = opened.frame.locator("#dialog").get_by_role("button", name=name, exact=True)
        expect(button).to_be_visible()
        edges = button.evaluate("(one) => [one.getBoundingClientRect().left, one.getBoundingClientRect().right]")
        assert edges[0] >= 0 and edges[1] <= 320, name


@HOSTS
def test_a_dialog_that_is_taller_than_a_narrow_frame_keeps_its_foot_in_sight(stage, kind: str) -> None:
    opened = stage(kind, own_edits=samples.sample_edits()).open(width=480)
    opened.page.set_viewport_size({"width": 480, "height": 420})
    opened.frame.click("#more-1")
    opened.frame.click("#menu-1 >> text=Edit")
    opened.frame.click("#dialog summary >> text=Edits")
    for name in ("Restore what stood before… the edit of Dana Reyes", "Save", "Close"):
        button = opened.frame.locator("#dialog").get_by_role("button", name=name, exact=True)
        button.scroll_into_view_if_needed()
        expect(button).to_be_in_viewport(ratio=1)
