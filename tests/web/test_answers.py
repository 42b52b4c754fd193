"""What every answer carries, and what none does: headers, cookies, traces, tokens."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import flask
import pytest
from werkzeug.test import TestResponse

from addon.app import bare_app
from addon.connections import connection
from addon.nodes import installation
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.auth import Installation
from addon.settings import Settings
from addon.storage import KeyMissing, NoSuchRow, StoreUnavailable, VersionConflict, nodes
from addon.web.answers import as_refusal
from addon.web.guards import declaration_of
from tests.pipeline.world import World
from tests.web.callers import AzureDevOpsPage, JiraServer
from tests.web.conftest import needs_bundle

pytestmark = needs_bundle


def addresses(world: World) -> Iterator[tuple[str, str]]:
    """Every route with every method it takes, with made-up numbers."""
    for rule in world.app.url_map.iter_rules():
        with world.app.test_request_context():
            url = flask.url_for(rule.endpoint, **dict.fromkeys(rule.arguments, "1"))
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield method, url


def answers(world: World, jira: JiraServer, page: AzureDevOpsPage) -> Iterator[tuple[str, TestResponse]]:
    """The answer of each route to nobody, to an administrator of each product, and of what is no route."""
    for method, url in addresses(world):
        if url.endswith("/identity/forget"):
            continue
        for headers in ({}, jira.context(), page.bearer()):
            yield f"{method} {url}", jira.client.open(url, method=method, headers=headers)
    for method, url in (("GET", "/nothing"), ("PUT", "/healthz"), ("POST", "/healthz"), ("GET", "/console/nothing")):
        yield f"{method} {url}", jira.client.open(url, method=method)


@pytest.fixture(scope="module")
def every(world: World) -> list[tuple[str, TestResponse]]:
    return list(answers(world, JiraServer(world), AzureDevOpsPage(world)))


Every = list[tuple[str, TestResponse]]


def test_no_answer_may_be_sniffed_referred_or_kept(every: Every) -> None:
    assert len(every) > 100
    for name, answer in every:
        assert answer.headers["X-Content-Type-Options"] == "nosniff", name
        assert answer.headers["Referrer-Policy"] == "no-referrer", name
        kept = answer.headers["Cache-Control"]
        assert kept == "no-store" or name.startswith(("GET /assets/", "GET /icons/")), (name, kept)


def test_no_answer_sets_a_cookie(every: Every) -> None:
    assert [name for name, answer in every if "Set-Cookie" in answer.headers] == []


def test_no_answer_is_a_failure_or_tells_of_our_insides(every: Every) -> None:
    for name, answer in every:
        assert answer.status_code < 500 or answer.status_code in (502, 503), (name, answer.text[:200])
        for word in ("Traceback", 'File "', "/addon/", '.py"', "peewee", "werkzeug"):
            assert word not in answer.text, (name, word)


def test_every_page_says_who_may_frame_it_and_runs_no_foreign_script(every: Every) -> None:
    pages = [(name, answer) for name, answer in every if answer.mimetype == "text/html" and answer.status_code < 500]
    assert len(pages) > 20
    for name, answer in pages:
        policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["Content-Security-Policy"].split(";"))
        assert policy["frame-ancestors"], name
        assert "*" not in policy["frame-ancestors"].split(), name
        assert "unsafe" not in policy.get("script-src", ""), name
        assert policy["default-src"] == "'none'", name


def test_on_this_machine_nothing_asks_for_https(every: Every) -> None:
    assert [name for name, answer in every if "Strict-Transport-Security" in answer.headers] == []


def test_on_the_web_every_answer_asks_for_https() -> None:
    client = bare_app(Settings(base_url="https://liaise.example", data_dir=Path("/nonexistent"))).test_client()
    for path in ("/healthz", "/readyz", "/nothing", "/console/connections", "/azuredevops/console"):
        assert "max-age=" in client.get(path).headers["Strict-Transport-Security"], path


def ancestors(answer: TestResponse) -> list[str]:
    policy = answer.headers["Content-Security-Policy"]
    return next(part.split()[1:] for part in policy.split(";") if part.strip().startswith("frame-ancestors"))


def test_a_jira_page_is_framed_by_its_own_site_alone(world: World, jira: JiraServer) -> None:
    path = "/jira/console/connections?x=1"
    own = jira.client.get(f"{path}&jwt={jira.signed('GET', path)}")
    assert ancestors(own) == [world.jira.server.url]
    other = installation.install_jira(
        world.services,
        Installation(
            "other", "https://other.atlassian.net", "o" * 40, "https://issues.other.example", "installed", "", None
        ),
    )
    theirs = jira.client.get(f"{path}&jwt={jira.signed('GET', path, 'o' * 40, iss='other')}")
    assert ancestors(theirs) == ["https://other.atlassian.net", "https://issues.other.example"]
    world.ledger.write(lambda tx: nodes.uninstall(tx, other.id))


def test_a_stored_address_that_is_none_says_nothing_in_a_policy(world: World, jira: JiraServer) -> None:
    shown = "https://a.example; script-src * 'unsafe-inline'"
    other = installation.install_jira(
        world.services, Installation("odd", "https://odd.atlassian.net", "o" * 40, shown, "installed", "", None)
    )
    path = "/jira/panel?x=1"
    page = jira.client.get(f"{path}&jwt={jira.signed('GET', path, 'o' * 40, iss='odd')}")
    assert ancestors(page) == ["https://odd.atlassian.net"]
    assert page.headers["Content-Security-Policy"].count("script-src") == 1
    world.ledger.write(lambda tx: nodes.uninstall(tx, other.id))


def test_an_azure_devops_page_is_framed_by_azure_devops_alone(jira: JiraServer) -> None:
    for path in ("/azuredevops/console", "/azuredevops/panel"):
        assert ancestors(jira.client.get(path)) == ["https://dev.azure.com", "https://*.visualstudio.com"]


def test_a_page_without_data_needs_no_token_and_names_no_tenant(world: World, jira: JiraServer) -> None:
    text = jira.client.get("/azuredevops/console").text
    assert world.ado.simulator.organization.name not in text
    assert str(world.jira.server.port) not in text


@pytest.mark.parametrize(
    ("problem", "status", "reason"),
    [
        (StoreUnavailable("x"), 503, "store_unavailable"),
        (VersionConflict("x"), 409, "changed_meanwhile"),
        (NoSuchRow("x"), 404, "not_found"),
        (KeyMissing("x"), 503, "key_missing"),
        (PlatformError(Reason.TIMED_OUT, "x"), 503, "timed_out"),
        (PlatformError(Reason.RATE_LIMITED, "x"), 503, "rate_limited"),
        (PlatformError(Reason.CREDENTIAL_REJECTED, "x"), 502, "credential_rejected"),
    ],
)
def test_a_failure_below_is_a_refusal_in_words(problem: Exception, status: int, reason: str) -> None:
    refusal = as_refusal(problem)
    assert refusal is not None
    assert (refusal.status, refusal.reason) == (status, reason)
    assert refusal.message


def test_a_bug_is_no_refusal() -> None:
    assert as_refusal(ZeroDivisionError("x")) is None


def test_a_bug_says_nothing_to_the_caller_and_everything_to_the_log(
    world: World, page: AzureDevOpsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("secret words of the insides")

    monkeypatch.setattr(connection, "page", broken)
    answer = page.client.get("/console/connections", headers=page.bearer())
    assert answer.status_code == 500
    assert "secret words" not in answer.text
    assert "ZeroDivisionError" not in answer.text


def test_every_refusal_of_a_machines_route_is_json_with_a_reason_and_words(world: World, jira: JiraServer) -> None:
    for method, url in addresses(world):
        if url.startswith(
            ("/azuredevops/console", "/azuredevops/panel", "/jira/console", "/jira/panel", "/assets", "/icons")
        ):
            continue
        answer = jira.client.open(url, method=method)
        if answer.status_code >= 400:
            assert answer.is_json, url
            assert answer.get_json()["reason"], url
            assert len(answer.get_json()["message"]) > 8, url


def test_a_body_beyond_all_use_is_refused_before_it_is_read(jira: JiraServer) -> None:
    answer = jira.client.post("/jira/installed", data=b"x" * (9 * 1024 * 1024), headers={"Authorization": "JWT a.b.c"})
    assert (answer.status_code, answer.get_json()["reason"]) == (413, "request_entity_too_large")


def test_the_guard_stops_a_route_that_declares_nothing(own_world: World) -> None:
    view = own_world.app.view_functions["lifecycle.descriptor"]
    assert declaration_of(view) is not None
    own_world.app.view_functions["lifecycle.descriptor"] = lambda: "everything"
    answer = own_world.app.test_client().get("/atlassian-connect.json")
    assert (answer.status_code, answer.get_json()["reason"]) == (500, "route_undeclared")
    assert "everything" not in answer.text


@pytest.mark.parametrize("path", ["//console/connections", "/console//connections"])
def test_no_address_is_answered_by_a_redirect_to_the_host_that_the_request_names(jira: JiraServer, path: str) -> None:
    answer = jira.client.get(path, headers={"Host": "evil.example"})
    assert (answer.status_code, answer.headers.get("Location")) == (404, None)


@pytest.mark.parametrize("part", ["check", "complete", "hover"])
@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"text":' * 50_000, b'{"text":' + b"9" * 10_000 + b"}", b"\xff"])
def test_the_editor_is_answered_that_its_text_is_missing_whatever_it_sends(
    jira: JiraServer, part: str, body: bytes
) -> None:
    path = f"/console/connections/1/rules/{part}"
    answer = jira.client.post(path, data=body, headers=jira.context(), content_type="application/json")
    assert (answer.status_code, answer.get_json()["reason"]) == (400, "bad_body")
