"""Every route states which token it takes and who may call it; nothing of one tenant answers another."""

from collections.abc import Iterator
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient

from addon.app import bare_app
from addon.nodes import sessions
from addon.nodes.sessions import Caller
from addon.settings import Settings
from addon.storage import errors, jobs, triggers
from addon.web.guards import Token, declaration_of
from tests.pipeline.world import World
from tests.rings import has_bundle

pytestmark = pytest.mark.skipif(not has_bundle(), reason="the browser bundle is not built: make assets")

OPEN = {
    "front.explain",
    "health.healthz",
    "health.readyz",
    "lifecycle.descriptor",
    "lifecycle.extension_manifest",
    "peer_api.explain",
    "console.shell.azuredevops_console",
    "console.shell.azuredevops_panel",
    "console.shell.consented",
    "console.shell.asset",
    "console.shell.icon",
}
"""Routes that need no token: each of them tells nothing about a tenant."""


@pytest.fixture(scope="module")
def app() -> flask.Flask:
    return bare_app(Settings())


def test_every_route_declares_its_token(app: flask.Flask) -> None:
    undeclared = [name for name, view in app.view_functions.items() if declaration_of(view) is None]
    assert undeclared == []


def test_the_routes_without_a_token_are_exactly_these(app: flask.Flask) -> None:
    found = {
        name
        for name, view in app.view_functions.items()
        if (declared := declaration_of(view)) and declared.token is Token.OPEN
    }
    assert found == OPEN


def test_every_console_route_but_the_panel_is_for_administrators(app: flask.Flask) -> None:
    lax = [
        name
        for name, view in app.view_functions.items()
        if (declared := declaration_of(view))
        and declared.token is Token.CONSOLE
        and not declared.admin
        and not declared.entity
    ]
    assert lax == []


def test_every_post_of_the_console_asks_for_a_fresh_administrator_or_an_entity(app: flask.Flask) -> None:
    lax = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or set())
        and (declared := declaration_of(app.view_functions[rule.endpoint]))
        and declared.token is Token.CONSOLE
        and not declared.changes
        and not declared.entity
    ]
    assert [
        rule
        for rule in lax
        if not rule.endswith(("/check", "/test", "/recheck", "/complete", "/hover", "/rules/preview"))
    ] == []


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    try:
        made.install()
        yield made
    finally:
        made.close()


def bearer(world: World, caller: Caller) -> dict[str, str]:
    token = sessions.issue(caller, key=world.app.config["SESSION_KEYS"][0], now_ms=world.services.now())
    return {"Authorization": f"Bearer {token}"}


def test_no_route_answers_with_another_tenants_things(world: World) -> None:
    at_jira, _ = world.connect()
    node = world.jira.caller.node_id
    ids = {
        "connection_id": at_jira,
        "trigger_id": world.ledger.write(lambda tx: triggers.create(tx, node, at_jira, query="project = SUP")).id,
        "error_id": world.ledger.write(
            lambda tx: errors.report(tx, node, impact="node", reason="secret_reason", message="secret message")
        ),
        "job_id": world.ledger.write(lambda tx: jobs.start(tx, node, "test", connection_id=at_jira)).id,
        "name": "x",
        "tab": "connections",
    }
    client: FlaskClient = world.app.test_client()
    headers = bearer(world, world.ado.caller)
    tried = 0
    for rule in world.app.url_map.iter_rules():
        declared = declaration_of(world.app.view_functions[rule.endpoint])
        if declared is None or declared.token is not Token.CONSOLE or not rule.arguments & set(ids):
            continue
        unknown = rule.arguments - set(ids)
        values = {name: ids.get(name, "1") for name in rule.arguments | unknown}
        with world.app.test_request_context():
            url = flask.url_for(rule.endpoint, **values)
        for method in (rule.methods or set()) & {"GET", "POST", "DELETE", "PUT"}:
            answer = client.open(url, method=method, headers=headers, data={"connection_id": str(at_jira)})
            text = answer.get_data(as_text=True)
            assert "secret" not in text, (method, url)
            assert "Support to engineering" not in text, (method, url)
            assert answer.status_code < 500, (method, url, text[:300])
            tried += 1
    assert tried > 10


@pytest.mark.parametrize("header", ["", "Bearer x", "JWT x.y.z", "Basic eDp5", "Liaise x.y.z", "JWT ", "Bearer "])
def test_garbage_instead_of_a_token_is_refused_everywhere_and_never_a_500(world: World, header: str) -> None:
    client = world.app.test_client()
    for rule in world.app.url_map.iter_rules():
        declared = declaration_of(world.app.view_functions[rule.endpoint])
        assert declared is not None
        if declared.token in (Token.OPEN, Token.OPERATOR):
            continue
        with world.app.test_request_context():
            url = flask.url_for(rule.endpoint, **dict.fromkeys(rule.arguments, "1"))
        for method in (rule.methods or set()) & {"GET", "POST"}:
            answer = client.open(url, method=method, headers={"Authorization": header} if header else {})
            assert 400 <= answer.status_code < 500, (method, url, answer.status_code)
