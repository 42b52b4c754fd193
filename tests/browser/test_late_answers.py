"""Answers that come late, out of order or never: what was asked for last stands, and nothing typed or pressed is lost."""

import pytest
from playwright.sync_api import Frame, expect

from addon.nodes.refusals import Refusal
from tests.browser.conftest import Opened
from tests.web.console import sample as samples

pytestmark = pytest.mark.browser
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
DESTINATION = "**/console/initiate/destination"


def current(frame: Frame, tab: str) -> None:
    expect(frame.locator(f"#tab-{tab}")).to_have_attribute("aria-current", "page")


def test_the_tab_pressed_last_is_shown_though_the_one_before_is_answered_after_it(stage) -> None:
    opened = stage().open()
    held = opened.hold("**/console/license")
    opened.frame.click("#tab-license")
    held.asked()
    opened.frame.click("#tab-settings")
    current(opened.frame, "settings")
    held.let_go()
    opened.frame.evaluate(SETTLED)
    current(opened.frame, "settings")


def test_a_row_pressed_while_a_poll_is_on_its_way_opens(stage) -> None:
    opened = stage().open()
    opened.frame.click("#tab-queue")
    expect(opened.frame.locator("#queue-row-6")).to_be_visible()
    poll = opened.hold("**/console/queue/list?**")
    opened.poll()
    poll.asked()
    row = opened.hold("**/console/queue/list?**")
    opened.frame.click("#queue-row-6")
    row.asked()
    poll.let_go()
    row.let_go()
    expect(opened.frame.locator(".queue-detail h3")).to_have_text("SUP-499")


def test_a_result_is_told_though_its_button_was_replaced_meanwhile(stage) -> None:
    opened = stage().open()
    act = opened.hold("**/console/connections/1/deactivate")
    opened.frame.click("#more-1")
    opened.frame.click("#menu-1 >> text=Deactivate")
    act.asked()
    opened.frame.fill("#connections-q", "support")
    expect(opened.frame.locator("tbody tr")).to_have_count(1)
    act.let_go()
    expect(opened.frame.locator(".toast")).to_contain_text("Deactivated")
    expect(opened.frame.locator("tr[data-connection='1']")).to_contain_text("Paused here.")
    expect(opened.frame.locator("#connections-q")).to_have_value("support")


def test_a_choice_made_while_a_search_is_on_its_way_counts_too(stage) -> None:
    opened = stage().open()
    search = opened.hold("**/console/connections/list?q=support**")
    opened.frame.fill("#connections-q", "support")
    search.asked()
    with opened.page.expect_response(lambda answer: "q=support" in answer.url and "status=active" in answer.url):
        opened.frame.select_option("#connections-status", "active")
    expect(opened.frame.locator("#connections-status")).to_have_value("active")
    expect(opened.frame.locator("#connections-q")).to_have_value("support")


def test_a_page_asked_for_before_a_dialog_opened_leaves_the_dialog_open(stage) -> None:
    opened = stage().open()
    tab = opened.hold("**/console/license")
    opened.frame.click("#tab-license")
    tab.asked()
    opened.frame.click("#initiate")
    opened.frame.fill("[name=destination]", "x.atlassian.net")
    tab.let_go()
    current(opened.frame, "license")
    expect(opened.frame.locator("#dialog")).to_be_visible()
    expect(opened.frame.locator("[name=destination]")).to_have_value("x.atlassian.net")


def test_a_dialog_closed_while_its_next_screen_is_asked_for_stays_closed(stage) -> None:
    opened = stage().open()
    opened.frame.click("#initiate")
    opened.frame.fill("[name=destination]", "x.atlassian.net")
    held = opened.hold(DESTINATION)
    opened.frame.click("#dialog button[type=submit]")
    held.asked()
    opened.page.keyboard.press("Escape")
    opened.frame.click("[data-answer=close]")
    expect(opened.frame.locator("#dialog")).to_be_hidden()
    held.let_go()
    opened.frame.evaluate(SETTLED)
    expect(opened.frame.locator("#dialog")).to_be_hidden()


def test_what_is_typed_while_a_form_is_checked_stays_when_it_is_refused(stage) -> None:
    made = stage()
    made.sample.refuse["discover"] = Refusal("own_instance", "This is your own site.", field="url")
    opened = made.open()
    opened.frame.click("#initiate")
    opened.frame.fill("[name=destination]", "acme.atlassian.net")
    held = opened.hold(DESTINATION)
    opened.frame.click("#dialog button[type=submit]")
    held.asked()
    opened.frame.fill("[name=destination]", "nordlake.atlassian.net")
    held.let_go()
    expect(opened.frame.locator("#f-destination-error")).to_have_text("This is your own site.")
    expect(opened.frame.locator("[name=destination]")).to_have_value("nordlake.atlassian.net")


def project_list(stage) -> tuple[Opened, Frame]:
    """The wizard at its last question, with the field for the project under the focus."""
    opened = stage().open()
    opened.frame.click("#initiate")
    opened.frame.fill("[name=destination]", "x.atlassian.net")
    for name in ("type", "names", "project"):
        opened.frame.click("#dialog button[type=submit]")
        expect(opened.frame.locator(f"[data-step={name}]")).to_be_visible()
    return opened, opened.frame


def test_enter_takes_a_project_of_the_list_that_was_searched_not_of_the_one_before(stage) -> None:
    opened, frame = project_list(stage)
    frame.click("#project-button")
    expect(frame.locator("[role=option]")).to_have_count(3)
    held = opened.hold("**/console/projects?*supx*")
    opened.page.keyboard.type("supx")
    opened.page.keyboard.press("Enter")
    held.let_go()
    expect(frame.locator("#project-value")).to_contain_text("Support escalations")


def test_a_list_of_projects_that_does_not_come_says_so_and_is_asked_for_again(stage) -> None:
    opened, frame = project_list(stage)
    held = opened.hold("**/console/projects*")
    frame.click("#project-button")
    held.asked().abort()
    expect(frame.locator("#project-results")).to_have_text("The list did not come. Close it and open it again.")
    opened.page.keyboard.press("Escape")
    frame.click("#project-button")
    expect(frame.locator("[role=option]")).to_have_count(3)


@pytest.mark.parametrize("failure", ["abort", "502"])
def test_a_form_that_is_not_answered_is_released_with_its_text(stage, failure: str) -> None:
    opened = stage().open()
    opened.frame.click("#initiate")
    opened.frame.fill("[name=destination]", "x.atlassian.net")
    held = opened.hold(DESTINATION)
    opened.frame.click("#dialog button[type=submit]")
    route = held.asked()
    button = opened.frame.locator("#dialog button[type=submit]")
    expect(button).to_contain_text("Asking x…")
    if failure == "abort":
        route.abort()
    else:
        route.fulfill(status=502, content_type="text/html", body="<h1>nginx</h1>")
    expect(opened.frame.locator("#dialog [data-banner] .banner")).to_be_visible()
    expect(button).to_have_text("Next")
    expect(opened.frame.locator("[name=destination]")).to_have_value("x.atlassian.net")
    button.click()
    expect(opened.frame.locator("[data-step=type]")).to_be_visible()


def test_a_switch_that_could_not_be_saved_goes_back(stage) -> None:
    opened = stage(trigger_rows=samples.sample_triggers("jira")).open()
    opened.frame.click("#tab-settings")
    switch = opened.frame.locator("#discovery")
    before = switch.is_checked()
    opened.page.route("**/console/settings/discovery", lambda route: route.abort(), times=1)
    switch.click(force=True)
    expect(opened.frame.locator("#app [data-banner]")).to_contain_text("Liaise cannot be reached")
    expect(switch).to_be_checked(checked=before)


def test_a_button_without_words_of_its_own_says_that_it_works_and_takes_no_second_press(stage) -> None:
    made = stage("jira", panel_rows=samples.panel_states())
    opened = made.open("/jira/panel", width=420, wait="#panel")
    held = opened.hold("**/panel/1/connect")
    button = opened.frame.locator("#connect-1")
    button.click()
    held.asked()
    expect(button.locator(".spinner")).to_be_visible()
    expect(button).to_have_attribute("aria-disabled", "true")
    held.let_go()
    expect(opened.frame.locator("[name=remote_key]")).to_be_focused()


def test_a_press_is_not_made_twice_while_the_host_is_asked_for_its_token(stage) -> None:
    made = stage("jira", panel_rows=samples.panel_states())
    opened = made.open("/jira/panel", width=420, wait="#panel")
    opened.frame.evaluate("(now => { Date.now = () => now + 60_000; })(Date.now())")  # its last token is too old
    with opened.page.expect_response("**/panel/1/sync"):
        opened.frame.evaluate("const b = document.querySelector('#sync-1'); b.click(); b.click(); b.click()")
    expect(opened.frame.locator("#sync-1 .spinner")).to_have_count(0)
    opened.frame.evaluate(SETTLED)
    assert made.sample.calls.count(("sync", "10017", 1)) == 1


def test_a_poll_shows_no_button_as_busy(stage) -> None:
    made = stage("jira", panel_rows=samples.panel_states(), panel_busy=True)
    opened = made.open("/jira/panel", width=420, wait="#panel")
    held = opened.hold("**/panel")
    opened.poll()
    held.asked()
    expect(opened.frame.locator(".spinner")).to_have_count(0)
    expect(opened.frame.locator("#sync-1")).to_have_text("Sync")
