"""The console's routes behind the real guards, over sample data."""

from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from addon.console import ConsoleSettings
from tests.web.console import sample as samples


class Fields(HTMLParser):
    """The fields of a fragment, as a browser would send them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._area = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name = found.get("name") or ""
        if tag == "input" and name and not (found.get("type") == "checkbox" and "checked" not in found):
            self.values[name] = found.get("value") or ""
        if tag == "textarea":
            self._area = name
            self.values[name] = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""


@dataclass
class Console:
    """A client with the token of the sample's person."""

    sample: samples.Sample
    client: FlaskClient

    def get(self, path: str, **more: Any) -> TestResponse:
        """Ask for a fragment."""
        return self.client.get(path, headers={"Authorization": "JWT sample"}, **more)

    def post(self, path: str, data: dict[str, str] | None = None, **more: Any) -> TestResponse:
        """Send a form."""
        return self.client.post(path, data=data or {}, headers={"Authorization": "JWT sample"}, **more)


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Console]:
    """A function that builds the console of a product, with changes to the sample."""

    def build(kind: str = "jira", **changes: Any) -> Console:
        buy_urls = changes.pop("buy_urls", {})
        sample = samples.Sample(kind=kind, **changes)
        samples.install(monkeypatch, sample)
        settings = ConsoleSettings(static_folder=samples.static_stand_in(tmp_path / "static"), buy_urls=buy_urls)
        return Console(sample, samples.build_app(sample, settings).test_client())

    return build


def fields(answer: TestResponse) -> dict[str, str]:
    """The fields of a fragment."""
    return Fields(answer.text).values
