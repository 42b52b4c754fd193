"""Host pages in Chromium, with extension pages that use the unmodified SDK from another origin."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from addon.simulators.azuredevops import AzureDevOpsSimulator
from tests.browsing import new_context

pytestmark = [pytest.mark.browser, pytest.mark.node]

ROOT = Path(__file__).parents[4]
SDK = ROOT / "build/npm/node_modules/azure-devops-extension-sdk/esm"
HUB = """<!doctype html><body><pre id="told"></pre><button id="copy">Copy</button><p id="copied"></p>
<script type="module">
import * as SDK from '/SDK.js';
await SDK.init({ loaded: false, applyTheme: true });
await SDK.ready();
const told = { user: SDK.getUser(), host: SDK.getHost(), contribution: SDK.getContributionId() };
told.app = await SDK.getAppToken();
told.access = await SDK.getAccessToken();
told.location = await (await SDK.getService('ms.vss-features.location-service')).getServiceLocation();
(await SDK.getService('ms.vss-tfs-web.tfs-global-messages-service')).addToast({ message: 'Hello', duration: 60000 });
(await SDK.getService('ms.vss-features.host-navigation-service')).setHash('tab=errors');
told.background = getComputedStyle(document.documentElement).getPropertyValue('--background-color');
document.getElementById('told').textContent = JSON.stringify(told);
document.getElementById('copy').onclick = async () => {
  try { await navigator.clipboard.writeText('x'); copied.textContent = 'copied'; }
  catch (error) { copied.textContent = error.name; }
};
SDK.notifyLoadSucceeded();
</script>"""
PANEL = """<!doctype html><body><ol id="log"></ol>
<script type="module">
import * as SDK from '/SDK.js';
const say = (words) => { const line = document.createElement('li'); line.textContent = words; log.append(line); };
await SDK.init({ loaded: false, applyTheme: true });
SDK.register(SDK.getContributionId(), () => ({
  onLoaded: (told) => say(`loaded ${told.id}`), onSaved: (told) => say(`saved ${told.id}`),
  onFieldChanged: (told) => say(`changed ${Object.keys(told.changedFields)}`),
  onRefreshed: (told) => say(`refreshed ${told.id}`), onUnloaded: () => {}, onReset: () => {},
}));
await SDK.ready();
const form = await SDK.getService('ms.vss-work-web.work-item-form');
say(`id ${await form.getId()} rev ${await form.getRevision()} ${await form.getFieldValue('System.Title')}`);
SDK.notifyLoadSucceeded();
</script>"""
FAILING = """<!doctype html><script type="module">
import * as SDK from '/SDK.js';
await SDK.init({ loaded: false });
SDK.notifyLoadFailed(new Error('out of order'));
</script>"""


class ExtensionPages:
    """Serves the pages above and the SDK, on an origin of its own."""

    def __init__(self) -> None:
        pages = {"/hub": HUB, "/panel": PANEL, "/failing": FAILING}

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.split("?")[0]
                known = pages.get(path)
                body = known.encode() if known else (SDK / path.strip("/")).read_bytes()
                self.send_response(200)
                self.send_header("Content-Type", "text/html" if known else "text/javascript")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                return None

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://localhost:{self.server.server_port}/"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def simulator() -> Iterator[AzureDevOpsSimulator]:
    pages = ExtensionPages()
    manifest = json.loads((ROOT / "vss-extension.json").read_text())
    for contribution in manifest["contributions"]:
        contribution["properties"]["uri"] = contribution["properties"]["uri"].rsplit("/", 1)[-1]
        if contribution["id"] == "adnode":
            contribution["properties"]["uri"] = "hub"
    with AzureDevOpsSimulator(npm_folder=ROOT / "build/npm/node_modules") as made:
        made.organization.extensions.install(manifest, base_uri=pages.url)
        yield made
    pages.close()


@pytest.fixture
def page(browser, simulator) -> Iterator[Page]:
    context = new_context(browser, viewport={"width": 1300, "height": 850})
    made = context.new_page()
    problems: list[str] = []
    made.on("pageerror", lambda error: problems.append(str(error)))
    yield made
    context.close()
    assert problems == []


def test_the_hub_gets_tokens_services_and_the_theme_of_the_real_handshake(page, simulator):
    page.goto(f"{simulator.url}/_settings/liaise.liaise.adnode")
    page.wait_for_selector(".extension[data-loaded=yes]")
    told = json.loads(page.frame_locator("iframe").locator("#told").inner_text())
    organization = simulator.organization
    assert told["user"]["name"] == "maria.admin@fabrikam.example"
    assert told["host"]["id"] == organization.instance_id and told["host"]["type"] == 4
    assert told["contribution"] == "liaise.liaise.adnode"
    assert told["app"].count(".") == 2
    assert organization.credentials.find(told["access"]).person_id == told["user"]["id"]
    assert told["location"] == f"{organization.url}/"
    assert told["background"].strip() == "rgba(255, 255, 255, 1)"
    page.get_by_text("Hello", exact=True).wait_for()
    assert page.url.endswith("#tab=errors")


def test_the_theme_switch_reaches_the_frame_without_a_reload(page, simulator):
    page.goto(f"{simulator.url}/_settings/liaise.liaise.adnode")
    page.wait_for_selector(".extension[data-loaded=yes]")
    page.frame_locator("iframe").locator("#copied").evaluate("mark => { mark.textContent = 'still here'; }")
    page.get_by_label("Theme").select_option("dark")
    page.wait_for_selector("html[data-scheme=dark]")
    root = page.frame_locator("iframe").locator("html")
    page.frame_locator("iframe").locator("#copied", has_text="still here").wait_for()
    script = "root => getComputedStyle(root).getPropertyValue('--background-color').trim()"
    while root.evaluate(script) != "rgba(32, 31, 30, 1)":
        page.wait_for_timeout(50)
    page.reload()
    page.wait_for_selector("html[data-scheme=dark]")


def test_without_the_clipboard_permission_a_frame_cannot_copy(page, simulator):
    page.goto(f"{simulator.url}/_settings/liaise.liaise.adnode")
    with page.expect_navigation():
        page.get_by_label("Clipboard in app frames").select_option("no")
    page.wait_for_selector(".extension[data-loaded=yes]")
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Copy").click()
    frame.locator("#copied", has_text="NotAllowedError").wait_for()
    assert page.locator("iframe").get_attribute("allow") is None


def test_a_hub_that_fails_says_so_in_the_host(page, simulator):
    extension = simulator.organization.extensions.find("liaise.liaise")
    extension.contribution("adnode").properties["uri"] = "failing"
    page.goto(f"{simulator.url}/_settings/liaise.liaise.adnode")
    page.get_by_role("alert").filter(has_text="out of order").wait_for()


def test_the_form_saves_and_tells_the_panel(page, simulator):
    page.goto(f"{simulator.url}/Fabrikam%20Fiber/_workitems/edit/3")
    page.wait_for_selector(".extension[data-loaded=yes]")
    log = page.frame_locator("iframe").locator("#log")
    log.get_by_text("id 3 rev 2 The order page shows yesterday's state").wait_for()
    log.get_by_text("loaded 3").wait_for()
    page.get_by_label("Title").fill("A better title")
    page.get_by_role("textbox", name="Repro Steps").fill("Look")
    page.get_by_label("State").select_option("Active")
    page.get_by_label("Tags").fill("one; two")
    page.get_by_role("button", name="Save").click()
    log.get_by_text("saved 3").wait_for()
    fields = simulator.organization.items[3].fields
    assert (fields["System.Title"], fields["System.State"], fields["System.Tags"]) == (
        "A better title",
        "Active",
        "one; two",
    )
    assert "Look" in fields["Microsoft.VSTS.TCM.ReproSteps"]
    page.get_by_role("textbox", name="Add a comment").fill("From the form")
    page.get_by_role("button", name="Add comment").click()
    page.locator("#comments").get_by_text("From the form").wait_for()


def test_a_change_from_elsewhere_appears_without_a_reload(page, simulator):
    from addon.simulators.azuredevops.patch import read_patch

    page.goto(f"{simulator.url}/Fabrikam%20Fiber/_workitems/edit/1")
    page.wait_for_selector(".extension[data-loaded=yes]")
    organization = simulator.organization
    document = [{"op": "add", "path": "/fields/System.Title", "value": "Changed by sync"}]
    sync = organization.people.find("Liaise Sync")
    with organization.lock:
        simulator.writer.change(organization.items[1], read_patch(document, organization.fields), sync)
    page.frame_locator("iframe").locator("#log").get_by_text("refreshed 1").wait_for()
    assert page.get_by_label("Title").input_value() == "Changed by sync"


def test_nothing_can_be_typed_into_a_work_item_before_its_script_has_filled_it(page, simulator):
    held: list[Route] = []
    page.route("**/work_item.js", lambda route: held.append(route), times=1)
    page.goto(f"{simulator.url}/Fabrikam%20Fiber/_workitems/create/Bug", wait_until="commit")
    title = page.get_by_label("Title")
    title.wait_for()
    assert title.is_disabled()
    assert not page.get_by_role("textbox", name="Repro Steps").is_editable()
    held[0].continue_()
    title.fill("Made in the browser")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/_workitems/edit/4")
    page.get_by_role("textbox", name="Add a comment").fill("Typed late")


def test_nothing_can_be_restored_before_the_script_that_does_it_is_there(page, simulator):
    page.request.post(f"{simulator.url}/_host/workitems/1/delete", data={})
    held: list[Route] = []
    page.route("**/recycle_bin.js", lambda route: held.append(route), times=1)
    page.goto(f"{simulator.url}/Fabrikam%20Fiber/_workitems/recyclebin/", wait_until="commit")
    restore = page.get_by_role("button", name="Restore")
    restore.wait_for()
    assert restore.is_disabled()
    held[0].continue_()
    restore.click()
    page.get_by_text("Nothing is deleted.").wait_for()


def test_what_is_typed_while_the_last_is_being_saved_is_another_change(page, simulator):
    page.goto(f"{simulator.url}/Fabrikam%20Fiber/_workitems/edit/1")
    held: list[Route] = []
    asked = re.compile(r"/_host/workitems/1$")
    page.route(asked, lambda r: r.fallback() if held or r.request.method == "GET" else held.append(r))
    title, save = page.get_by_label("Title"), page.get_by_role("button", name="Save")
    comment = page.get_by_role("textbox", name="Add a comment")
    title.fill("First")
    save.click()
    title.fill("Second")
    save.click()
    comment.fill("One")
    page.get_by_role("button", name="Add comment").click()
    comment.fill("Another")
    held[0].continue_()
    expect(save).to_be_disabled()
    page.locator("#comments").get_by_text("One").wait_for()
    assert title.input_value() == simulator.organization.items[1].fields["System.Title"] == "Second"
    assert comment.inner_text() == "Another"


def test_an_answer_from_before_a_save_does_not_take_it_back(page, simulator):
    page.goto(f"{simulator.url}/Fabrikam%20Fiber/_workitems/edit/1")
    with page.expect_request("**/_host/workitems/1") as asked:
        held: list[tuple[Route, APIResponse]] = []
        page.route("**/_host/workitems/1", lambda route: held.append((route, route.fetch())), times=1)
    title, save = page.get_by_label("Title"), page.get_by_role("button", name="Save")
    title.fill("Typed")
    save.click()
    expect(save).to_be_disabled()
    with page.expect_event("requestfinished", lambda request: request == asked.value):
        held[0][0].fulfill(response=held[0][1])
    with page.expect_request("**/_host/workitems/1"):
        assert title.input_value() == "Typed"


def test_a_new_work_item_is_made_with_attachment_and_comes_back_from_the_recycle_bin(page, simulator, tmp_path):
    page.goto(f"{simulator.url}/Fabrikam%20Fiber/_workitems/")
    page.get_by_role("link", name="New Bug").click()
    page.get_by_label("Title").fill("Made in the browser")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/_workitems/edit/4")
    note = tmp_path / "note.txt"
    note.write_text("hello")
    page.get_by_label("Add attachment").set_input_files(str(note))
    page.get_by_role("link", name="note.txt").wait_for()
    page.get_by_role("button", name="Delete", exact=True).click()
    page.wait_for_url("**/_workitems/recentlyupdated/")
    page.get_by_role("link", name="Recycle Bin").click()
    page.get_by_role("button", name="Restore").click()
    page.get_by_text("Nothing is deleted.").wait_for()
    assert simulator.organization.items[4].deleted is False
