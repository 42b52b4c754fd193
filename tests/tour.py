"""Walks the main path in a browser, as two administrators would, and takes a numbered picture of each step.

Started by `make demo ARGS=--headless-tour` with both simulators and the backend running. A step counts only when its
result was seen in a page. Exit codes: 0 all seen, 1 the first step that was not, 3 no Chromium.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, FrameLocator, Locator, Page, expect, sync_playwright

from tests.browsing import SAME_PROCESS, WAIT_MS, new_context
from tests.rings import chromium

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "build" / "tour"
FLAGS = [
    SAME_PROCESS,
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Tour:
    """Two browser windows, one in each product."""

    def __init__(self, browser: Browser) -> None:
        self.jira_url = os.environ["TOUR_JIRA"]
        self.ado_url = os.environ["TOUR_ADO"]
        self.steps = 0
        context = new_context(browser, viewport={"width": 1400, "height": 900}, locale="en-US", timezone_id="UTC")
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.jira = context.new_page()
        self.ado = context.new_page()
        self.code = ""
        self.issue_key = ""
        self.item_id = ""

    def console(self, page: Page) -> FrameLocator:
        """Our page inside its host."""
        return page.frame_locator("iframe").first

    @contextmanager
    def step(self, name: str, page: Page) -> Iterator[None]:
        """One step: when its block ends, it was seen; then take a picture."""
        self.steps += 1
        try:
            yield
        except (AssertionError, Error) as problem:
            page.screenshot(path=PICTURES / f"{self.steps:02d}-{name}-not-seen.png")
            raise NotSeen(self.steps, name, str(problem)) from problem
        page.screenshot(path=PICTURES / f"{self.steps:02d}-{name}.png")
        print(f"{self.steps:02d} {name}", flush=True)

    def walk(self) -> None:
        """The whole path."""
        for part in (
            self.enter_the_sync_identity,
            self.initiate_in_jira,
            self.accept_in_azure_devops,
            self.automate,
            self.create_an_issue,
            self.see_the_twin,
            self.change_it_back,
            self.a_bug_the_other_way,
            self.deactivate_and_activate,
        ):
            part()

    def turn_to(self, page: Page) -> None:
        """Look at this window: Chromium draws the one behind once a second, and each press waits for a drawing."""
        page.bring_to_front()

    def open_console(self, page: Page) -> FrameLocator:
        """Go to the console by the product's own address."""
        self.turn_to(page)
        if page is self.jira:
            page.goto(f"{self.jira_url}/plugins/servlet/ac/liaise/connections")
        else:
            page.goto(f"{self.ado_url}/fabrikam/_settings/liaise.liaise.adnode")
        console = self.console(page)
        expect(console.get_by_role("heading", name="Connections", exact=True)).to_be_visible()
        return console

    def enter_the_sync_identity(self) -> None:
        console = self.open_console(self.ado)
        with self.step("azure-devops-asks-for-a-sync-identity", self.ado):
            expect(console.get_by_role("textbox", name="Personal access token")).to_be_visible()
        console.get_by_role("textbox", name="Personal access token").fill("demo-sync-pat-" + "s" * 40)
        console.get_by_label("Expires on").fill(_next_year())
        console.get_by_role("button", name="Check and save").click()
        with self.step("sync-identity-checked-and-stored", self.ado):
            expect(console.get_by_text("Liaise Sync").first).to_be_visible()

    def initiate_in_jira(self) -> None:
        console = self.open_console(self.jira)
        with self.step("jira-without-connections", self.jira):
            expect(console.get_by_text("No connections yet")).to_be_visible()
        console.get_by_role("button", name="Initiate connection").click()
        destination = console.get_by_role("textbox", name="Destination instance URL")
        destination.fill(f"{self.ado_url}/fabrikam")
        with self.step("initiate-destination", self.jira):
            expect(destination).to_have_value(f"{self.ado_url}/fabrikam")
        self._next(console)
        with self.step("initiate-type", self.jira):
            expect(console.get_by_role("radio", name="Script")).to_be_visible()
            expect(console.get_by_text("Not available in this version")).to_be_visible()
        console.get_by_role("radio", name="Script").click()
        self._next(console)
        with self.step("initiate-names", self.jira):
            expect(console.get_by_role("textbox", name="Connection name")).not_to_have_value("")
        console.get_by_role("textbox", name="Local instance short name").fill("Acme support")
        console.get_by_role("textbox", name="Remote instance short name").fill("Fabrikam")
        console.get_by_role("textbox", name="Connection name").fill("Support to engineering")
        self._next(console)
        self._choose_project(console, "shop", "Web shop")
        with self.step("initiate-project", self.jira):
            expect(console.get_by_text("Web shop").first).to_be_visible()
        console.get_by_role("button", name="Create invitation").click()
        code = console.locator("#invitation-code")
        with self.step("initiate-invitation", self.jira):
            expect(code).to_contain_text("liaise1.")
        self.code = code.inner_text()
        console.get_by_role("button", name="Copy invitation code").click()
        with self.step("invitation-copied", self.jira):
            # The same words are said to screen readers as well.
            expect(console.locator("span", has_text="Copied to the clipboard").last).to_be_visible()
        console.get_by_role("button", name="Done").click()
        with self.step("jira-pending", self.jira):
            expect(self._status(console, "Pending")).to_be_visible()

    def accept_in_azure_devops(self) -> None:
        console = self.open_console(self.ado)
        console.get_by_role("button", name="Accept invitation").click()
        console.get_by_role("textbox", name="Invitation code").fill(self.code)
        with self.step("accept-code", self.ado):
            expect(console.get_by_role("textbox", name="Invitation code")).to_have_value(self.code)
        self._next(console)
        with self.step("accept-review", self.ado):
            expect(console.get_by_text("Support to engineering").first).to_be_visible()
        self._next(console)
        self._choose_project(console, "fiber", "Fabrikam Fiber")
        with self.step("accept-project", self.ado):
            expect(console.get_by_text("Fabrikam Fiber").first).to_be_visible()
        console.get_by_role("button", name="Confirm").click()
        with self.step("accept-done", self.ado):
            expect(console.get_by_role("dialog").get_by_role("button", name="Done")).to_be_visible()
        console.get_by_role("dialog").get_by_role("button", name="Done").click()
        with self.step("azure-devops-active", self.ado):
            expect(self._status(console, "Active")).to_be_visible()
        with self.step("jira-active-without-a-reload", self.jira):
            expect(self._status(self.console(self.jira), "Active")).to_be_visible()

    def automate(self) -> None:
        console = self.open_console(self.jira)
        console.get_by_role("link", name="Triggers").first.click()
        console.get_by_role("button", name="New trigger").first.click()
        console.get_by_role("combobox", name="Connection").last.select_option(index=1)
        console.get_by_role("textbox", name="JQL").fill("project = SHOP")
        console.get_by_role("button", name="Save").click()
        with self.step("jira-trigger", self.jira):
            expect(console.get_by_role("table").get_by_text("project = SHOP", exact=True)).to_be_visible()
        console = self.open_console(self.ado)
        console.get_by_role("link", name="Triggers").first.click()
        console.get_by_role("button", name="New trigger").first.click()
        console.get_by_role("combobox", name="Connection").last.select_option(index=1)
        console.get_by_role("textbox", name="WIQL condition").fill("[System.WorkItemType] = 'Bug'")
        self._choose_project(console, "fiber", "Fabrikam Fiber")
        console.get_by_role("button", name="Save").click()
        with self.step("azure-devops-trigger", self.ado):
            expect(
                console.get_by_role("table").get_by_text("[System.WorkItemType] = 'Bug'", exact=True)
            ).to_be_visible()

    def create_an_issue(self) -> None:
        page = self.jira
        self.turn_to(page)
        page.goto(f"{self.jira_url}/projects")
        page.get_by_role("button", name="Create").first.click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Project").select_option(label="Web shop (SHOP)")
        dialog.get_by_label("Issue type").select_option(label="Task")
        dialog.get_by_label("Summary").fill("The pump stops")
        dialog.get_by_label("Description").fill("It stops after ten minutes.")
        with self.step("jira-create", page):
            expect(dialog.get_by_label("Summary")).to_have_value("The pump stops")
        dialog.get_by_role("button", name="Create").click()
        page.wait_for_url("**/browse/*")
        self.issue_key = page.url.rsplit("/", 1)[1]
        with self.step("jira-issue", page):
            expect(page.get_by_label("Summary")).to_have_value("The pump stops")

    def see_the_twin(self) -> None:
        panel = self.console(self.jira)
        link = panel.locator(".panel__twin a").first
        with self.step("jira-panel-shows-the-twin", self.jira):
            expect(link).to_be_visible(timeout=2 * WAIT_MS)
            expect(panel.get_by_text("Synced", exact=True)).to_be_visible()
        self.item_id = link.inner_text().strip().lstrip("#")
        self.open_item(self.item_id)
        with self.step("azure-devops-twin", self.ado):
            expect(self.ado.get_by_label("Title")).to_have_value("The pump stops")
            expect(self.ado.get_by_text("It stops after ten minutes.")).to_be_visible()
        there = self.console(self.ado)
        with self.step("azure-devops-panel-shows-the-twin", self.ado):
            expect(there.get_by_text(self.issue_key).first).to_be_visible()

    def change_it_back(self) -> None:
        title = self.ado.get_by_label("Title")
        title.fill("The pump stops at night")
        self.ado.get_by_role("button", name="Save").click()
        expect(self.ado.get_by_role("button", name="Save")).to_be_disabled()
        self.turn_to(self.jira)
        self._until(self.jira, lambda: self.jira.get_by_label("Summary").input_value() == "The pump stops at night")
        with self.step("jira-shows-the-change", self.jira):
            expect(self.jira.get_by_label("Summary")).to_have_value("The pump stops at night")

    def a_bug_the_other_way(self) -> None:
        page = self.ado
        self.turn_to(page)
        page.goto(f"{self.ado_url}/fabrikam/Fabrikam%20Fiber/_workitems/create/Bug")
        page.get_by_label("Title").fill("Alarm rings twice")
        page.locator("#description").fill("Press start and wait.")
        page.get_by_role("button", name="Save").click()
        page.wait_for_url("**/_workitems/edit/*")
        panel = self.console(page)
        link = panel.locator(".panel__twin a").first
        with self.step("azure-devops-bug-has-a-twin", page):
            expect(link).to_be_visible(timeout=2 * WAIT_MS)
        key = link.inner_text().strip()
        self.turn_to(self.jira)
        self.jira.goto(f"{self.jira_url}/browse/{key}")
        with self.step("jira-twin-of-the-bug", self.jira):
            expect(self.jira.get_by_label("Summary")).to_have_value("Alarm rings twice")
            expect(self.jira.get_by_text("Press start and wait.").first).to_be_visible()

    def deactivate_and_activate(self) -> None:
        console = self.open_console(self.jira)
        self._row_menu(console, "Deactivate")
        with self.step("jira-deactivated", self.jira):
            expect(self._status(console, "Deactivated")).to_be_visible()
        other = self.open_console(self.ado)
        with self.step("azure-devops-sees-it", self.ado):
            expect(self._status(other, "Deactivated")).to_be_visible()
        self.turn_to(self.jira)
        self.jira.goto(f"{self.jira_url}/browse/{self.issue_key}")
        self.jira.get_by_label("Summary").fill("The pump stops at dawn")
        with self.jira.expect_navigation():  # else it is left before it was saved
            self.jira.get_by_role("button", name="Save", exact=True).click()
        console = self.open_console(self.jira)
        self._row_menu(console, "Activate")
        with self.step("jira-active-again", self.jira):
            expect(self._status(console, "Active")).to_be_visible()
        self.open_item(self.item_id)
        self._until(self.ado, lambda: self.ado.get_by_label("Title").input_value() == "The pump stops at dawn")
        with self.step("what-was-queued-has-arrived", self.ado):
            expect(self.ado.get_by_label("Title")).to_have_value("The pump stops at dawn")

    def open_item(self, item_id: str) -> None:
        """Open a work item's form."""
        self.turn_to(self.ado)
        self.ado.goto(f"{self.ado_url}/fabrikam/Fabrikam%20Fiber/_workitems/edit/{item_id}")

    def _status(self, console: FrameLocator, word: str) -> Locator:
        """The status of the only connection in the list."""
        return console.get_by_role("table").get_by_text(word, exact=True).first

    def _row_menu(self, console: FrameLocator, item: str) -> None:
        console.get_by_role("button", name="More actions for Support to engineering").click()
        console.get_by_role("menuitem", name=item).click()

    def _until(self, page: Page, seen: Callable[[], bool]) -> None:
        """Reload the product's own page until a change has arrived: Jira and Azure DevOps do not push either."""
        for _ in range(WAIT_MS // 500):
            page.reload()
            page.wait_for_timeout(500)
            if seen():
                return

    def _next(self, console: FrameLocator) -> None:
        console.get_by_role("dialog").get_by_role("button", name="Next").click()

    def _choose_project(self, console: FrameLocator, typed: str, name: str) -> None:
        console.locator("#project-button").click()
        console.get_by_role("combobox", name="Search projects").fill(typed)
        console.get_by_role("option", name=name).first.click()


class NotSeen(Exception):
    """A step whose result did not appear in the page."""

    def __init__(self, number: int, name: str, problem: str) -> None:
        super().__init__(f"step {number} ({name}) was not seen: {problem[:600]}")


def _next_year() -> str:
    import datetime

    return (datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=300)).isoformat()


def main(run: Callable[[Tour], None] = Tour.walk) -> int:
    """Walk the tour."""
    browser_path = chromium()
    if browser_path is None:
        print("tour: there is no Chromium here; install it with: make setup-system", file=sys.stderr)
        return 3
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        tour = Tour(browser)
        try:
            run(tour)
        except NotSeen as problem:
            print(f"tour: {problem}", file=sys.stderr)
            return 1
        except (AssertionError, Error) as problem:
            for name, page in (("jira", tour.jira), ("azure-devops", tour.ado)):
                page.screenshot(path=PICTURES / f"{tour.steps + 1:02d}-{name}-not-seen.png")
            print(f"tour: after step {tour.steps}: {problem}", file=sys.stderr)
            return 1
        finally:
            browser.close()
    print(f"tour: {tour.steps} steps passed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
