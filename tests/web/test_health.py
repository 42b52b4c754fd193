"""Health for platforms and monitoring, and what an application answers that has no database yet."""

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from addon.app import bare_app, create_app
from addon.nodes.refusals import Refusal
from addon.settings import Settings
from addon.storage import StoreUnavailable, queue
from addon.web.guards import Token
from addon.web.health import health_app
from addon.web.verifiers import verifiers
from tests.pipeline.world import World
from tests.web.callers import JiraServer
from tests.web.conftest import needs_bundle

pytestmark = needs_bundle


def test_the_process_and_its_database_answer(jira: JiraServer) -> None:
    assert jira.client.get("/healthz").get_json() == {"status": "ok"}
    ready = jira.client.get("/readyz")
    assert (ready.status_code, ready.get_json()["status"]) == (200, "ok")


def test_work_that_waits_for_too_long_makes_the_process_not_ready(
    jira: JiraServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "queue_age", lambda tx: 16 * 60 * 1000)
    late = jira.client.get("/readyz")
    assert (late.status_code, late.get_json()) == (503, {"status": "late", "queue_age_s": 960.0})
    monkeypatch.setattr(queue, "queue_age", lambda tx: 14 * 60 * 1000)
    assert jira.client.get("/readyz").status_code == 200


def test_without_a_database_the_process_lives_and_is_not_ready(
    world: World, jira: JiraServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise StoreUnavailable("password=hunter2 refused")

    monkeypatch.setattr(type(world.ledger), "read", gone)
    assert jira.client.get("/healthz").status_code == 200
    ready = jira.client.get("/readyz")
    assert (ready.status_code, ready.get_json()) == (503, {"status": "unavailable", "reason": "store_unavailable"})


def test_a_start_that_fails_is_in_the_log_and_in_every_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a library of the system is of another kind")

    monkeypatch.setattr("addon.app.open_ledger", broken)
    monkeypatch.setattr("addon.app.logs.configure", lambda *_: None)  # other tests log to where they did before
    told: list[str] = []
    monkeypatch.setattr("addon.app.log.exception", told.append)
    client = create_app(Settings(data_dir=tmp_path)).test_client()
    assert "its start failed, its log says why" in client.get("/readyz").get_json()["message"]
    assert told == ["start_failed"]


def test_until_the_store_is_open_everything_but_healthz_says_come_again() -> None:
    client = bare_app(Settings()).test_client()
    assert client.get("/healthz").status_code == 200
    for method, path in (
        ("GET", "/readyz"),
        ("GET", "/metrics"),
        ("POST", "/jira/installed"),
        ("POST", "/jira/hooks/issue_updated?issue=1"),
        ("POST", "/azuredevops/hooks/1/1"),
        ("POST", "/azuredevops/session"),
        ("GET", "/console/connections"),
        ("GET", "/n/x/.well-known/liaise"),
        ("GET", "/atlassian-connect.json"),
    ):
        answer = client.open(path, method=method)
        assert (answer.status_code, answer.get_json()["reason"]) == (503, "starting"), path
        assert int(answer.headers["Retry-After"]) > 0
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_is_asked_before_the_store_is_open_is_logged_with_its_reason() -> None:
    client = bare_app(Settings()).test_client()
    with capture_logs() as said:
        client.post("/jira/installed")
    assert [(line["status"], line["reason"]) for line in said] == [(503, "starting")]


def test_metrics_are_for_this_machine_when_no_token_is_set(jira: JiraServer) -> None:
    assert jira.client.get("/metrics").status_code == 200
    for environ, headers in (
        ({"REMOTE_ADDR": "203.0.113.7"}, {}),
        ({"REMOTE_ADDR": "127.0.0.1"}, {"X-Forwarded-For": "203.0.113.7"}),
        ({"REMOTE_ADDR": "127.0.0.1"}, {"Forwarded": "for=203.0.113.7"}),
        ({"REMOTE_ADDR": "127.0.0.1"}, {"X-Real-IP": "203.0.113.7"}),
    ):
        answer = jira.client.get("/metrics", environ_base=environ, headers=headers)
        assert (answer.status_code, answer.get_json()["reason"]) == (401, "not_operator")


@pytest.mark.parametrize(
    "header", ["", "Bearer ", "Bearer wrong", "Bearer operator-toke", "Basic operator-token", "ключ"]
)
def test_with_an_operator_token_only_its_bearer_reads_metrics(own_world: World, header: str) -> None:
    services = own_world.services
    given = "operator-token"
    checked = verifiers(services, session_keys=(b"k" * 32,), operator_token=given)[Token.OPERATOR]
    with own_world.app.test_request_context("/metrics", headers={"Authorization": f"Bearer {given}"}):
        checked(None)  # type: ignore[arg-type]
    with (
        own_world.app.test_request_context(
            "/metrics",
            headers={"Authorization": header.encode().decode("latin-1")},
            environ_base={"REMOTE_ADDR": "::1"},
        ),
        pytest.raises(Refusal) as refused,
    ):
        checked(None)  # type: ignore[arg-type]
    assert refused.value.status == 401


def test_metrics_tell_the_queues_age_of_this_moment_and_none_without_a_database(
    world: World, jira: JiraServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> str:
        return next(x for x in jira.client.get("/metrics").text.splitlines() if x.startswith("liaise_queue_age"))

    monkeypatch.setattr(queue, "queue_age", lambda tx: 7_000)
    assert told() == "liaise_queue_age_seconds 7.0"

    def gone(*_: object) -> None:
        raise StoreUnavailable("password=hunter2 refused")

    monkeypatch.setattr(type(world.ledger), "read", gone)
    assert told() == "liaise_queue_age_seconds NaN"


def test_a_workers_port_answers_monitoring_alone(own_world: World) -> None:
    client = health_app(own_world.services, "operator-token").test_client()
    assert client.get("/healthz").status_code == client.get("/readyz").status_code == 200
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"Authorization": "Bearer operator-token"}).status_code == 200
    assert client.get("/atlassian-connect.json").status_code == 404


def test_metrics_name_no_tenant(world: World, jira: JiraServer) -> None:
    jira.hook("/jira/hooks/issue_updated?issue=10001", "for-metrics")
    jira.hook("/jira/hooks/issue_updated?issue=10001", token="a.b.c")
    text = jira.client.get("/metrics").text
    assert "liaise_webhooks_total" in text
    assert 'liaise_refusals_total{reason="malformed"}' in text
    for name in (world.jira.site.client_key, world.ado.simulator.organization.name, str(world.jira.server.port)):
        assert f'"{name}' not in text
