"""An app page in a real browser inside the host page, over Atlassian's own scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, Response
from playwright.sync_api import Browser, Page

from addon.simulators.jira import JiraSite, seed, serve
from addon.simulators.jira.connect.lifecycle import install
from addon.simulators.serving import RunningServer
from addon.simulators.serving import serve as serve_app
from tests.browsing import new_context

pytestmark = [pytest.mark.browser, pytest.mark.node]

NPM = Path(__file__).parents[4] / "build/npm/node_modules"

APP_PAGE = """<!DOCTYPE html><html><head><script src="{site}/atlassian-connect/all.js"></script></head>
<body><div class="ac-content"><ul id="seen"></ul><button id="copy">Copy</button></div><script>
const seen = (text) => document.getElementById("seen").append(Object.assign(document.createElement("li"), {{textContent: text}}));
const part = (token) => JSON.parse(atob(token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/")));
AP.context.getToken((token) => seen("callback " + part(token).qsh));
AP.context.getToken().then((token) => seen("promise " + (part(token).context.jira.issue || {{key: "none"}}).key));
AP.user.getCurrentUser((user) => seen("user " + user.atlassianAccountId));
AP.request("/rest/api/3/myself").then((answer) => seen("me " + JSON.parse(answer.body).displayName));
AP.theming.initializeTheming();
new MutationObserver(() => seen("mode " + document.documentElement.dataset.colorMode))
  .observe(document.documentElement, {{attributes: true, attributeFilter: ["data-color-mode"]}});
document.getElementById("copy").onclick = () =>
  navigator.clipboard.writeText("x").then(() => seen("copied"), () => seen("not copied"));
if (location.pathname.endsWith("/page")) AP.sizeToParent(true);
</script></body></html>"""


@pytest.fixture
def app_server(site: JiraSite) -> Iterator[RunningServer]:
    app = Flask("app-page")

    @app.get("/atlassian-connect.json")
    def descriptor() -> dict[str, object]:
        page = {"key": "page", "location": "admin_plugins_menu/s", "name": {"value": "App page"}, "url": "/page"}
        panel = {
            "key": "panel",
            "name": {"value": "App panel"},
            "icon": {"url": "/icon.svg", "width": 24, "height": 24},
            "content": {"type": "label", "label": {"value": "State"}},
            "target": {"type": "web_panel", "url": "/panel?issue={issue.id}"},
        }
        return {
            "key": "paged",
            "baseUrl": server.url,
            "authentication": {"type": "jwt"},
            "apiMigrations": {"signed-install": True},
            "lifecycle": {"installed": "/installed"},
            "scopes": ["READ"],
            "modules": {
                "webSections": [{"key": "s", "location": "admin_plugins_menu", "name": {"value": "App"}}],
                "adminPages": [page],
                "jiraIssueContexts": [panel],
            },
        }

    @app.post("/installed")
    def installed() -> Response:
        return Response(status=204)

    @app.get("/page")
    @app.get("/panel")
    def page() -> str:
        return APP_PAGE.format(site=site.base_url)

    with serve_app(app) as server:
        yield server


@pytest.fixture
def site() -> Iterator[JiraSite]:
    site = seed.demo(JiraSite())
    with serve(site, npm_folder=NPM):
        yield site
    site.close()


@pytest.fixture
def page(site: JiraSite, app_server: RunningServer, browser: Browser) -> Iterator[Page]:
    install(site, app_server.url + "/atlassian-connect.json", seed.ADMIN)
    context = new_context(browser, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_an_admin_page_talks_to_its_host(site: JiraSite, page: Page) -> None:
    page.goto(site.base_url + "/projects")
    page.get_by_label("Settings").click()
    page.get_by_role("link", name="Apps").click()
    page.get_by_role("link", name="App page").click()
    frame = page.frame_locator("[data-connect-frame] iframe")
    for text in ("callback context-qsh", "promise none", f"user {seed.ADMIN}", "me Ada Admin", "mode light"):
        frame.get_by_text(text).wait_for()
    page.locator("iframe.fills-window").wait_for()
    box = page.locator("[data-connect-frame] iframe").bounding_box()
    assert box is not None and abs(box["y"] + box["height"] - 900) <= 2


def test_a_panel_knows_its_issue_and_follows_the_theme(site: JiraSite, page: Page) -> None:
    page.goto(site.base_url + "/browse/SHOP-1")
    frame = page.frame_locator("[data-panel=panel] iframe")
    frame.get_by_text("promise SHOP-1").wait_for()
    with page.expect_navigation():
        page.get_by_label("Theme").select_option("dark")
    frame.get_by_text("mode dark").wait_for()


def test_a_frame_has_the_clipboard_only_when_the_site_gives_it(site: JiraSite, page: Page) -> None:
    said = []
    for choice in ("yes", "no"):
        page.goto(site.base_url + "/plugins/servlet/ac/paged/page")
        with page.expect_navigation():
            page.get_by_label("Clipboard in app frames").select_option(choice)
        frame = page.frame_locator("[data-connect-frame] iframe")
        frame.get_by_text("me Ada Admin").wait_for()
        frame.get_by_role("button", name="Copy").click()
        said.append(frame.get_by_text("copied").inner_text())
    assert said == ["copied", "not copied"]


def test_an_issue_is_created_and_moved_along_by_hand(site: JiraSite, page: Page) -> None:
    page.goto(site.base_url + "/projects")
    page.get_by_role("button", name="Create").click()
    dialog = page.get_by_role("dialog", name="Create issue")
    dialog.get_by_label("Project").select_option("OPS")
    dialog.get_by_label("Issue type").select_option(label="Task")
    dialog.get_by_label("Summary").fill("Typed by hand")
    dialog.get_by_role("button", name="Create").evaluate("button => { button.click(); button.click(); }")
    page.wait_for_url("**/browse/OPS-1")
    page.get_by_label("Change status").click()
    page.get_by_role("button", name="Done").click()
    page.get_by_text("✓ Done").wait_for()
    page.get_by_label("Add a comment").fill("Finished")
    page.get_by_role("button", name="Comment", exact=True).click()
    page.locator(".comment", has_text="Finished").wait_for()
    issue = site.find_issue("OPS-1")
    assert issue is not None
    assert (site.statuses[issue.fields["status"]].name, len(issue.comments)) == ("Done", 1)
    assert site.find_issue("OPS-2") is None
