"""Chromium, the console over sample data, and host pages around it.

Starting costs most of what a browser test costs, so what can be shared is: a worker has one Chromium, one server with
the console, one with the host pages, and one page for each host page that tests have opened. A test that opens it
again loads it anew (in a page whose frame alone was loaded anew, presses went astray); the sample is new in each test.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import flask
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Frame, Page
from playwright.sync_api import Error as BrowserError
from werkzeug.serving import BaseWSGIServer, make_server

from addon.console import ConsoleSettings
from tests.browser.host_pages import build_host, connect_script
from tests.web.console import sample as samples

TOKEN = "sample-token"
OPEN_MS = 15_000
# Asks for nothing any more, and does not ask about text that a test left unsaved.
LEFT = """
Object.defineProperty(document, "hidden", {configurable: true, get: () => true});
addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), true);
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
class Opened:
    """A host page with the console in its frame."""

    page: Page
    frame: Frame
    errors: list[str] = field(default_factory=list)

    def until(self, said_by_host: str) -> None:
        """Wait until an expression is true in the host page; asked by the clock, because a host that rests draws nothing."""
        self.page.wait_for_function(said_by_host, polling=50, timeout=OPEN_MS)

    def poll(self) -> None:
        """Let the live parts ask at once, as when a person comes back to the page, and not in a few seconds."""
        self.frame.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

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
        self.host = Served(build_host(TOKEN), "localhost")
        settings = ConsoleSettings(
            connect_script_url="/atlassian-connect/all.js",
            azuredevops_ancestors=(self.host.origin,),
            jira_ancestors=(self.host.origin,),
        )
        app = samples.build_app(self.sample, settings)
        _serve_host_side(app, self.session)
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
            opened.frame.wait_for_selector(wait, timeout=OPEN_MS)
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


def _framed(page: Page) -> Frame:
    page.wait_for_selector("iframe")
    handle = page.query_selector("iframe")
    assert handle is not None
    frame = handle.content_frame()
    assert frame is not None
    return frame


@pytest.fixture(scope="session")
def deployment(browser: Browser) -> Iterator[Deployment]:
    """Both servers and one context of the worker's Chromium."""
    context = browser.new_context(locale="en-US", timezone_id="Etc/UTC", reduced_motion="reduce")
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
