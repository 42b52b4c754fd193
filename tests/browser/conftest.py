"""Chromium, the console over sample data, and host pages around it.

Starting costs most of what a browser test costs, so what can be shared is: a worker has one Chromium, one server with
the console, one with the host pages, and one page for each host page that tests have opened. A test that opens it
again loads it anew (in a page whose frame alone was loaded anew, presses went astray); the sample is new in each test.

Nothing here depends on how fast the machine is. The console's own clock stands still: it asks for news, takes a toast
away or gives up waiting for its host only when a test says so (`poll`, `live`, `let_time_pass`), and what becomes true
late is no failure. `BROWSER_SLOW=6,400,1500` plays a machine six times slower whose answers come up to 400 ms late and
out of order, and whose scripts and hosts up to 1.5 s late (see `tests/browsing.py`); run the ring so after changing how
the pages start or ask.
"""

import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import flask
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Frame, Page, Route
from playwright.sync_api import Error as BrowserError
from werkzeug.serving import BaseWSGIServer, make_server

from addon.console import ConsoleSettings
from tests.browser.host_pages import build_host, connect_script
from tests.browsing import ANSWERS_MS, SCRIPTS_MS, WAIT_MS, late_ms, new_context
from tests.web.console import sample as samples

TOKEN = "sample-token"
ANSWERS = re.compile(r"/(console|panel|azuredevops/session)")

# In our frame: no polls but those a test asks for, and no timer of two seconds or more passes before a test lets it.
STILL = """if (location.hostname === "127.0.0.1") {
  Object.defineProperty(document, "hidden", {configurable: true, get: () => !window.live});
  const timers = new Map(), [set, clear] = [window.setTimeout, window.clearTimeout];
  window.setTimeout = (run, after, ...values) => {
    if (!(after >= 2000)) return set(run, after, ...values);
    const number = 1e9 + timers.size;
    timers.set(number, () => run(...values));
    return number;
  };
  window.clearTimeout = (number) => timers.has(number) ? timers.set(number, () => undefined) : clear(number);
  window.letTimePass = () => timers.forEach((run, number) => { timers.set(number, () => undefined); run(); });
}"""
# Asks for nothing any more, and does not ask about text that a test left unsaved.
LEFT = """
Object.defineProperty(document, "hidden", {configurable: true, get: () => true});
addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), true);
try { localStorage.clear(); } catch { /* not ours */ }
"""


class Served:
    """A Flask app on a port of its own, in a thread."""

    def __init__(self, app: flask.Flask, host: str = "127.0.0.1") -> None:
        self.server: BaseWSGIServer = make_server(host, 0, app, threaded=True)
        self.origin = f"http://{host}:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """End it and free the port."""
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@dataclass
class Held:
    """A request whose answer waits until the test lets it go."""

    page: Page
    route: Route | None = None

    def keep(self, route: Route) -> None:
        """Take the first request that comes."""
        if self.route is None:
            self.route = route
        else:
            route.fallback()

    def asked(self) -> Route:
        """Wait until it was asked for."""
        for _ in range(WAIT_MS // 20):
            if self.route is not None:
                return self.route
            self.page.wait_for_timeout(20)  # routes are heard only while Playwright waits
        raise AssertionError("It was never asked for")

    def let_go(self) -> None:
        """Let it be answered, and wait until the answer is there."""
        route = self.asked()
        with self.page.expect_event("requestfinished", lambda request: request == route.request):
            route.continue_()


@dataclass
class Opened:
    """A host page with the console in its frame."""

    page: Page
    frame: Frame
    errors: list[str] = field(default_factory=list)

    def until(self, said_by_host: str) -> None:
        """Wait until an expression is true in the host page; asked by the clock, because a host that rests draws nothing."""
        self.page.wait_for_function(said_by_host, polling=50, timeout=WAIT_MS)

    def poll(self) -> None:
        """Let the live parts ask once, as when a person comes back to the page."""
        self.frame.evaluate("live = true; document.dispatchEvent(new Event('visibilitychange')); live = false")

    def live(self) -> None:
        """Let the live parts ask at their own pace from now on, and once at once."""
        self.frame.evaluate("live = true; document.dispatchEvent(new Event('visibilitychange'))")

    def hold(self, pattern: str) -> "Held":
        """Keep the answer to the next request of this pattern back until it is let go."""
        held = Held(self.page)
        self.page.route(pattern, held.keep)  # with `times`, what is held goes on by itself once another is done
        return held

    def let_time_pass(self) -> None:
        """Let all that waits for seconds to pass happen now."""
        self.frame.evaluate("letTimePass()")

    def heard(self, message: ConsoleMessage) -> None:
        """Keep what the browser complained about."""
        if message.type == "error":
            self.errors.append(message.text)

    def broke(self, problem: BrowserError) -> None:
        """Keep what no script caught."""
        self.errors.append(str(problem))


@dataclass
class Deployment:
    """What a worker has once: both servers, the browser's context, and the host pages that are open."""

    context: BrowserContext
    sample: samples.Sample = field(default_factory=samples.Sample)
    session: dict[str, Any] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # "localhost" and "127.0.0.1" are two sites, as the host and we are.
        self.host = Served(build_host(TOKEN, SCRIPTS_MS), "localhost")
        settings = ConsoleSettings(
            connect_script_url="/atlassian-connect/all.js",
            azuredevops_ancestors=(self.host.origin,),
            jira_ancestors=(self.host.origin,),
        )
        app = samples.build_app(self.sample, settings)
        _serve_host_side(app, self.session)
        self.answered = _answer_late(app)
        self.context.add_init_script(STILL)
        self.app = Served(app)

    def renew(self, kind: str, changes: dict[str, Any]) -> None:
        """A new sample in place of the last one; the app keeps the object."""
        vars(self.sample).update(vars(samples.Sample(kind=kind, token=TOKEN, **changes)))
        self.session.clear()
        self.session.update(status=200, body={"token": TOKEN, "expires_in": 900}, asked=[])

    def stop(self) -> None:
        """End both servers."""
        self.app.stop()
        self.host.stop()


@dataclass
class Stage:
    """The deployment with the sample of one test, and how to open the console in its host."""

    deployment: Deployment
    opened: list[Opened] = field(default_factory=list)

    @property
    def sample(self) -> samples.Sample:
        """What the layers below answer."""
        return self.deployment.sample

    @property
    def session(self) -> dict[str, Any]:
        """What is answered when Azure DevOps' tokens are traded for ours, and what was `asked`."""
        return self.deployment.session

    @property
    def app(self) -> Served:
        """The console's server."""
        return self.deployment.app

    def token_of_server(self, token: str) -> None:
        """From now on the server takes only this token, as after a restart with another key."""
        self.sample.token = token

    def open(self, path: str = "", *, scheme: str = "light", width: int = 1280, wait: str = "main h2, #panel",
             **query: str) -> Opened:  # fmt: skip
        """Open the host page of the sample's product with our page in it, and wait until it shows something.

        A test that looks at what the browser or the host has said gives `of=` its own name, for a page of its own.
        """
        product = "jira" if self.sample.kind == "jira" else "ado"
        path = path or ("/jira/console/connections" if product == "jira" else "/azuredevops/console")
        values = {"app": self.app.origin, "path": path, "scheme": scheme, **query}
        url = f"{self.deployment.host.origin}/{product}?{urlencode(values)}"
        page = self.deployment.pages.get(url)
        if page is None:
            page = self.deployment.pages[url] = self.deployment.context.new_page()
            if "platform" in query:
                said = f"Object.defineProperty(navigator, 'platform', {{get: () => '{query['platform']}'}})"
                page.add_init_script(said)
        page.set_viewport_size({"width": width, "height": 900})
        page.bring_to_front()  # the ones behind it draw once a second
        opened = Opened(page, page.main_frame)
        page.on("console", opened.heard)
        page.on("pageerror", opened.broke)
        self.opened.append(opened)
        page.goto(url)
        opened.frame = _framed(page)
        if wait:
            opened.frame.wait_for_selector(wait, timeout=WAIT_MS)
        return opened

    def open_alone(self, path: str) -> Page:
        """Open an address of ours without its host."""
        page = self.deployment.pages.pop("alone", None) or self.deployment.context.new_page()
        self.deployment.pages["alone"] = page
        page.bring_to_front()
        page.goto(self.app.origin + path)
        return page

    def leave(self) -> None:
        """Take off what the test put on; what stays open asks for nothing until it is opened again."""
        for opened in self.opened:
            opened.page.remove_listener("console", opened.heard)
            opened.page.remove_listener("pageerror", opened.broke)
            opened.page.unroute_all(behavior="ignoreErrors")
            opened.frame.evaluate(LEFT)
        self.deployment.context.clear_permissions()
        self.deployment.answered.wait(WAIT_MS / 1000)  # else the sample of the next test would be asked


def _framed(page: Page) -> Frame:
    page.wait_for_selector("iframe")
    handle = page.query_selector("iframe")
    assert handle is not None
    frame = handle.content_frame()
    assert frame is not None
    return frame


def _answer_late(app: flask.Flask) -> threading.Event:
    """Answer as late as `BROWSER_SLOW` says; what comes back is set while nothing is being answered."""
    answer, answered, lock, underway = app.wsgi_app, threading.Event(), threading.Lock(), [0]
    answered.set()

    def count(step: int) -> None:
        with lock:
            underway[0] += step
            answered.clear() if underway[0] else answered.set()

    def late(environ: Any, start_response: Any) -> Any:
        count(+1)
        try:
            if ANSWERS_MS and ANSWERS.match(environ["PATH_INFO"]):
                time.sleep(late_ms(ANSWERS_MS) / 1000)
            return answer(environ, start_response)
        finally:
            count(-1)

    app.wsgi_app = late  # type: ignore[method-assign]
    return answered


@pytest.fixture(scope="session")
def deployment(browser: Browser) -> Iterator[Deployment]:
    """Both servers and one context of the worker's Chromium."""
    context = new_context(browser, locale="en-US", timezone_id="Etc/UTC", reduced_motion="reduce")
    made = Deployment(context)
    yield made
    context.close()
    made.stop()


@pytest.fixture
def stage(deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Stage]]:
    """A function that sets the stage for a product, with changes to the sample."""
    stages: list[Stage] = []

    def build(kind: str = "jira", **changes: Any) -> Stage:
        deployment.renew(kind, changes)
        samples.install(monkeypatch, deployment.sample)
        stages.append(Stage(deployment))
        return stages[-1]

    yield build
    for made in stages:
        made.leave()


def _serve_host_side(app: flask.Flask, session: dict[str, Any]) -> None:
    """Atlassian's script, and the session that another part of the product gives for Azure DevOps' tokens."""
    from addon.web.guards import Token, takes

    @app.get("/atlassian-connect/all.js")
    @takes(Token.OPEN)
    def all_js() -> flask.Response:
        return flask.send_file(connect_script(), mimetype="text/javascript", max_age=3600)

    @app.post("/azuredevops/session")
    @takes(Token.OPEN)
    def start_session() -> tuple[dict[str, Any], int]:
        session["asked"].append(flask.request.get_json())
        return session["body"], session["status"]
