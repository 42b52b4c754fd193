"""Whatever stands in a query, a form or a body, every route answers in words: no value is a failure of ours."""

import re
from collections.abc import Iterator
from pathlib import Path

import flask
import pytest

from addon.web.guards import Token, declaration_of
from tests.pipeline.world import World
from tests.web.callers import AzureDevOpsPage, JiraServer
from tests.web.conftest import needs_bundle

pytestmark = needs_bundle

CONSOLE = Path(__file__).parents[2] / "addon" / "console"
NAMES = frozenset(
    name
    for folder, mask in ((CONSOLE / "routes", "*.py"), (CONSOLE / "templates", "**/*.html"))
    for file in folder.glob(mask)
    for name in re.findall(r'(?:\bget\(|\bname=|^ {4})"([a-z_]+)"', file.read_text(), re.MULTILINE)
)
"""Every name that a form or a query of the console has."""

VALUES = {
    "beyond all rows": "9" * 19,
    "five thousand digits": "9" * 5000,
    "no number for everybody": "\u00b2\u0663",
    "no text for PostgreSQL": "a\x00b",
    "no number": "1e999",
    "negative": "-" + "9" * 18,
    "brackets": "[" * 3000,
    "no address": "http://[::1",
    "no day": "99999-99-99",
}
BODIES = {
    "NUL bytes": b"\x00" * 100,
    "no UTF-8": b"\xff\xfe\xed\xa0\x80",
    "lone surrogates": b'{"\\ud800": "\\udfff", "text": "\\ud800", "id": "\\udc00", "nonce": "\\ud800"}',
    "lone surrogates at a place": b'{"text": "entity.\\ud800", "line": 1, "column": 8}',
    "no place": b'{"text": "entity.", "line": {}, "column": true}',
    "depth": b"[" * 100_000,
    "digits": b'{"text": "x", "offset": ' + b"9" * 5000 + b"}",
}
TYPES = ("application/json", "multipart/form-data; boundary=x", "text/plain; charset=nonsense", "")


@pytest.fixture(scope="module")
def connection_id(world: World) -> int:
    return world.connect("script")[0]


def routes(world: World, connection_id: int) -> Iterator[tuple[str, str, Token]]:
    """Every route with every method it takes; what would end the tenant or the connection is left out."""
    for rule in world.app.url_map.iter_rules():
        declared = declaration_of(world.app.view_functions[rule.endpoint])
        if declared is None or rule.rule.endswith(("/forget", "/remove")):
            continue
        with world.app.test_request_context():
            url = flask.url_for(rule.endpoint, **dict.fromkeys(rule.arguments, str(connection_id)))
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT"}):
            yield method, url, declared.token


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES.keys())
def test_no_value_of_a_query_or_a_form_is_a_failure(world: World, connection_id: int, value: str) -> None:
    jira, page = JiraServer(world), AzureDevOpsPage(world)
    values = dict.fromkeys(NAMES, value)
    tried = 0
    for method, url, _ in routes(world, connection_id):
        if method == "GET":
            answers = [jira.client.get(url, headers=jira.context(), query_string=values)]
        else:
            of_one = values | {"connection_id": str(connection_id)}
            answers = [
                jira.client.open(url, method=method, headers=jira.context(), data=values),
                jira.client.open(url, method=method, headers=jira.context(), data=of_one),
                jira.client.open(url, method=method, headers=page.bearer(), data=values),
            ]
        for answer in answers:
            assert answer.status_code < 500, (method, url, answer.text[:300])
            tried += 1
    assert tried > 150
    assert {"connection", "connection_id", "after", "expected", "query", "destination"} <= NAMES


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_no_body_is_a_failure(world: World, connection_id: int, body: bytes) -> None:
    jira = JiraServer(world)
    tried = 0
    for method, url, token in routes(world, connection_id):
        if method == "GET":
            continue
        headers = jira.context() if token is Token.CONSOLE else {}
        for content_type in TYPES:
            answer = jira.client.open(url, method=method, headers=headers, data=body, content_type=content_type)
            assert answer.status_code < 500, (method, url, content_type)
            tried += 1
    assert tried > 200
