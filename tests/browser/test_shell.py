"""The console starts inside each host, follows its theme and its tokens, and says what is wrong when it cannot."""

import pytest
from playwright.sync_api import expect

from tests.web.console import sample as samples

pytestmark = pytest.mark.browser
KINDS = pytest.mark.parametrize("kind", ["jira", "azuredevops"])
NOISE = ("Feature flag service", "ERR_NAME_NOT_RESOLVED", "favicon", "404 (NOT FOUND)", "ERR_INTERNET_DISCONNECTED")


def own_errors(opened) -> list[str]:
    """What the browser complained about, without the host script's remarks and what the sandbox cannot reach."""
    return [text for text in opened.errors if not any(word in text for word in NOISE)]


@KINDS
def test_the_console_opens_with_its_tab_and_without_complaints(stage, kind: str) -> None:
    opened = stage(kind).open(of="complaints")
    expect(opened.frame.locator("#tab-connections")).to_have_attribute("aria-current", "page")
    expect(opened.frame.locator("h1")).to_have_text("Liaise")
    assert own_errors(opened) == []


@pytest.mark.parametrize("tab", ["connections", "errors"])
def test_an_empty_list_that_keeps_itself_current_names_no_filter_that_is_not_there(stage, tab: str) -> None:
    opened = stage(rows=[]).open(of=f"empty {tab}")
    if tab == "errors":
        opened.frame.click("#tab-errors")
    expect(opened.frame.locator(f"#tab-{tab}")).to_have_attribute("aria-current", "page")
    with opened.page.expect_response(lambda answer: f"/console/{tab}/list" in answer.url):
        opened.poll()
    expect(opened.frame.locator(f"#{tab} .htmx-request, #{tab}.htmx-request")).to_have_count(0)
    assert own_errors(opened) == []


def test_a_jira_menu_entry_opens_its_own_tab(stage) -> None:
    opened = stage().open("/jira/console/license")
    expect(opened.frame.locator("#tab-license")).to_have_attribute("aria-current", "page")


@KINDS
def test_every_tab_opens_without_complaints(stage, kind: str) -> None:
    opened = stage(kind).open(of="complaints of tabs")
    for tab in ("triggers", "errors", "settings", "license", "connections"):
        opened.frame.click(f"#tab-{tab}")
        expect(opened.frame.locator(f"#tab-{tab}")).to_have_attribute("aria-current", "page")
        expect(opened.frame.locator(f"#tab-{tab}")).to_be_focused()
    assert own_errors(opened) == []


@KINDS
def test_the_theme_follows_the_host_while_the_page_is_open(stage, kind: str) -> None:
    opened = stage(kind).open(scheme="light")
    root = opened.frame.locator("html")
    expect(root).to_have_attribute("data-scheme", "light")
    light = opened.frame.evaluate("getComputedStyle(document.body).backgroundColor")
    opened.page.evaluate("window.setScheme('dark')")
    expect(root).to_have_attribute("data-scheme", "dark")
    expect(opened.frame.locator("body")).not_to_have_css("background-color", light)


@KINDS
def test_a_dark_host_gets_a_dark_page(stage, kind: str) -> None:
    opened = stage(kind).open(scheme="dark")
    expect(opened.frame.locator("html")).to_have_attribute("data-scheme", "dark")
    red, green, blue = opened.frame.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).slice(0, 3).map(Number)"
    )
    assert max(red, green, blue) < 60


@KINDS
def test_no_cookie_is_set_and_no_token_is_in_an_address(stage, kind: str) -> None:
    made = stage(kind)
    opened = made.open()
    addresses: list[str] = []
    opened.page.on("request", lambda request: addresses.append(request.url))
    opened.frame.click("#tab-settings")
    expect(opened.frame.locator("#tab-settings")).to_have_attribute("aria-current", "page")
    assert opened.page.context.cookies() == []
    assert addresses
    assert not [url for url in addresses if "sample-token" in url]


def test_a_refused_token_is_renewed_once_and_the_request_repeated(stage) -> None:
    made = stage("azuredevops")
    opened = made.open()
    asked = len(made.session["asked"])
    made.token_of_server("renewed")
    made.session["body"] = {"token": "renewed", "expires_in": 900}
    opened.frame.click("#tab-license")
    expect(opened.frame.locator("#tab-license")).to_have_attribute("aria-current", "page")
    assert len(made.session["asked"]) == asked + 1


def test_a_token_that_stays_refused_says_so_and_loses_nothing(stage) -> None:
    made = stage()
    opened = made.open()
    opened.frame.click("#initiate")
    opened.frame.fill("[name=destination]", "dev.azure.com/nordlake-eng")
    opened.page.evaluate("window.failToken = true")
    made.token_of_server("another")
    opened.frame.click("#dialog button[type=submit]")
    expect(opened.frame.locator("#dialog [data-banner]")).to_contain_text("Your session ended")
    assert opened.frame.input_value("[name=destination]") == "dev.azure.com/nordlake-eng"


def test_the_session_is_asked_with_both_tokens_and_the_organization(stage) -> None:
    made = stage("azuredevops")
    made.open()
    assert made.session["asked"][0] == {
        "app_token": "app",
        "access_token": "access",
        "organization": "acme-engineering",
    }


def test_without_the_certificate_the_page_names_the_setting(stage) -> None:
    made = stage("azuredevops")
    made.session["status"] = 503
    made.session["body"] = {"reason": "certificate_missing", "message": "Set ADO_CERTIFICATES on the server."}
    opened = made.open(wait="#failure h2")
    expect(opened.frame.locator("#failure")).to_contain_text("Liaise is not set up for Azure DevOps yet")
    expect(opened.frame.locator("#failure")).to_contain_text("ADO_CERTIFICATES")


@KINDS
def test_opened_outside_its_host_the_page_says_where_to_find_it(stage, kind: str) -> None:
    page = stage(kind).open_alone("/jira/console/connections?jwt=t" if kind == "jira" else "/azuredevops/console")
    expect(page.locator("#outside")).to_be_visible()
    expect(page.locator("#outside")).to_contain_text("Liaise lives inside")


@KINDS
def test_who_is_no_administrator_reads_why(stage, kind: str) -> None:
    opened = stage(kind, admin=False).open(wait="text=Only administrators")
    expect(opened.frame.locator("main")).to_contain_text("You are signed in as Dana Reyes")


def test_a_server_that_does_not_answer_is_a_banner_with_what_to_do(stage) -> None:
    made = stage()
    opened = made.open()
    opened.page.route("**/console/license", lambda route: route.abort())
    opened.frame.click("#tab-license")
    expect(opened.frame.locator("#app [data-banner]")).to_contain_text("Liaise cannot be reached")
    opened.page.unroute("**/console/license")
    opened.frame.click("#tab-license")
    expect(opened.frame.locator("#tab-license")).to_have_attribute("aria-current", "page")


def test_what_went_wrong_is_in_sight_however_far_down_the_button_stands(stage) -> None:
    opened = stage().open()
    opened.frame.click("#more-1")
    opened.frame.click("#rules-1")
    opened.frame.click("#rules-tab-settings")
    opened.page.route("**/rules/settings", lambda route: route.abort())
    opened.page.set_viewport_size({"width": 1280, "height": 420})
    opened.frame.click("#settings-save")
    assert opened.frame.evaluate("scrollY") > 300
    expect(opened.frame.locator("#app [data-banner]")).to_be_in_viewport(ratio=1)


def test_an_answer_that_is_not_ours_is_never_shown(stage) -> None:
    opened = stage().open()
    opened.page.route("**/console/license", lambda route: route.fulfill(status=502, body="<h1>nginx</h1>"))
    opened.frame.click("#tab-license")
    expect(opened.frame.locator("#app [data-banner]")).to_contain_text("status_502")
    assert "nginx" not in opened.frame.inner_text("body")


@pytest.mark.parametrize("page", ["/jira/console/connections", "/jira/panel"])
def test_a_first_answer_that_does_not_come_is_said_and_asked_for_again(stage, page: str) -> None:
    made = stage(panel_rows=samples.panel_states())
    context, ask = made.deployment.context, "**/panel" if page.endswith("panel") else "**/console/connections"
    context.route(ask, lambda route: route.abort())
    try:
        frame = made.open(page, wait="[data-again] button").frame
        expect(frame.locator("[data-banner]")).to_contain_text("Liaise cannot be reached")
        expect(frame.locator(".skeleton").first).to_be_hidden()
    finally:
        context.unroute(ask)
    frame.click("[data-again] button")
    expect(frame.locator("#panel, main h2").first).to_be_visible()
    expect(frame.locator("[data-banner]")).to_be_empty()


@pytest.mark.parametrize("page", ["console/connections", "panel"])
def test_a_page_whose_script_does_not_arrive_says_so_after_a_while(stage, page: str) -> None:
    opened = stage().open(f"/jira/{page}", of="script")
    opened.page.route("**/jira-*.js", lambda route: route.abort())
    opened.frame.evaluate("location.reload()")
    late = opened.frame.locator(".shell__late")
    late.wait_for(state="attached")
    expect(late).to_be_hidden()
    opened.frame.evaluate("document.getAnimations().forEach((one) => one.animationName === 'appear' && one.finish())")
    expect(late).to_be_visible()
    expect(late).to_contain_text("Reload the page")


def test_the_counts_on_the_tabs_follow_what_is_done_in_a_list(stage) -> None:
    made = stage()
    made.sample.errors = samples.sample_errors()
    opened = made.open()
    frame = opened.frame
    frame.click("#tab-errors")
    expect(frame.locator("#tab-errors")).to_contain_text("3 open")
    frame.click("#error-retry")
    expect(frame.locator("#tab-errors")).to_contain_text("2 open")
    for left in ("1 open", "Errors"):
        frame.click("#error-retry, #error-dismiss")
        expect(frame.locator("#tab-errors")).to_contain_text(left)
    expect(frame.locator("#tab-errors")).to_have_text("Errors")
    expect(frame.locator("#tab-errors")).to_have_attribute("aria-current", "page")
