"""Chromium, the console over sample data, and host pages around it."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import flask
import pytest
from playwright.sync_api import Browser, Frame, Page
from werkzeug.serving import BaseWSGIServer, make_server

from addon.console import ConsoleSettings
from tests.browser.host_pages import build_host, connect_script
from tests.web.console import sample as samples

TOKEN = "sample-token"


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


@dataclass
class Stage:
    """The console's server, the host's server, and how to open one in the other."""

    sample: samples.Sample
    app: Served
    host: Served
    browser: Browser
    session: dict[str, Any]
    pages: list[Page] = field(default_factory=list)

    def token_of_server(self, token: str) -> None:
        """From now on the server takes only this token, as after a restart with another key."""
        self.sample.token = token

    def open(self, path: str = "", *, scheme: str = "light", width: int = 1280, wait: str = "main h2, #panel",
             **query: str) -> Opened:  # fmt: skip
        """Open the host page of the sample's product with our page in it, and wait until it shows something."""
        product = "jira" if self.sample.kind == "jira" else "ado"
        path = path or ("/jira/console/connections" if product == "jira" else "/azuredevops/console")
        values = {"app": self.app.origin, "path": path, "scheme": scheme, **query}
        page = self.browser.new_page(viewport={"width": width, "height": 900}, locale="en-US", timezone_id="Etc/UTC")
        self.pages.append(page)
        errors: list[str] = []
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda problem: errors.append(str(problem)))
        page.goto(f"{self.host.origin}/{product}?{urlencode(values)}")
        page.wait_for_selector("iframe")
        handle = page.query_selector("iframe")
        assert handle is not None
        frame = handle.content_frame()
        assert frame is not None
        if wait:
            frame.wait_for_selector(wait, timeout=15_000)
        return Opened(page, frame, errors)


@pytest.fixture
def stage(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Stage]]:
    """A function that builds a stage for a product, with changes to the sample."""
    stages: list[Stage] = []

    def build(kind: str = "jira", **changes: Any) -> Stage:
        sample = samples.Sample(kind=kind, **changes)
        samples.install(monkeypatch, sample)
        # "localhost" and "127.0.0.1" are two sites, as the host and we are.
        host = Served(build_host(TOKEN), "localhost")
        session: dict[str, Any] = {"status": 200, "body": {"token": TOKEN, "expires_in": 900}, "asked": []}
        settings = ConsoleSettings(
            connect_script_url="/atlassian-connect/all.js",
            azuredevops_ancestors=(host.origin,),
            jira_ancestors=(host.origin,),
        )
        sample.token = TOKEN
        app = samples.build_app(sample, settings)
        _serve_host_side(app, session)
        made = Stage(sample, Served(app), host, browser, session)
        stages.append(made)
        return made

    yield build
    for made in stages:
        for page in made.pages:
            page.close()
        made.app.stop()
        made.host.stop()


def _serve_host_side(app: flask.Flask, session: dict[str, Any]) -> None:
    """Atlassian's script, and the session that another part of the product gives for Azure DevOps' tokens."""
    from addon.web.guards import Token, takes

    @app.get("/atlassian-connect/all.js")
    @takes(Token.OPEN)
    def all_js() -> flask.Response:
        return flask.send_file(connect_script(), mimetype="text/javascript")

    @app.post("/azuredevops/session")
    @takes(Token.OPEN)
    def start_session() -> tuple[dict[str, Any], int]:
        session["asked"].append(flask.request.get_json())
        return session["body"], session["status"]
