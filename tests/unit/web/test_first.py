"""Whose requests the engine steps aside for, and who takes turns."""

import io
from typing import Any

import pytest

from addon.app import bare_app
from addon.settings import Settings
from addon.storage.courtesy import Courtesy
from addon.web.first import DELIVERIES, DeliveriesFirst
from tests.web.conftest import needs_bundle


def holds_back(path: str) -> bool:
    """Whether background work has to wait while this is answered."""
    courtesy, seen = Courtesy(), []

    def answer(environ: object, start_response: object) -> list[bytes]:
        seen.append((courtesy._asking, has_turn(courtesy)))
        return [b"done"]

    answered = DeliveriesFirst(answer, courtesy)(request(path), None)
    assert list(answered) == [b"done"]
    assert has_turn(courtesy) == seen[0][1], "its answer is written in the same turn"
    getattr(answered, "close", lambda: None)()
    assert (courtesy._asking, has_turn(courtesy)) == (0, False)
    return seen == [(1, True)]


def request(path: str, body: bytes = b"") -> dict[str, Any]:
    return {"PATH_INFO": path, "wsgi.input": io.BytesIO(body)}


def has_turn(courtesy: Courtesy) -> bool:
    return courtesy.turns._turn is not None


@pytest.mark.parametrize("path", ["/jira/hooks/issue_updated", "/azuredevops/hooks/1/2"])
def test_deliveries_go_first(path: str) -> None:
    assert holds_back(path)


@pytest.mark.parametrize("path", ["/healthz", "/console/connections", "/jira/installed", ""])
def test_what_may_wait_for_a_tracker_holds_nobody_back(path: str) -> None:
    assert not holds_back(path)


def test_a_failure_ends_the_turn() -> None:
    courtesy = Courtesy()

    def fail(environ: object, start_response: object) -> list[bytes]:
        raise LookupError

    with pytest.raises(LookupError):
        DeliveriesFirst(fail, courtesy)(request("/jira/hooks/issue_updated"), None)
    assert not has_turn(courtesy)


def test_it_is_somebody_elses_turn_while_a_body_is_on_its_way() -> None:
    courtesy, seen = Courtesy(), []

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            seen.append(has_turn(courtesy))
            return super().read(size)

    def answer(environ: dict[str, Any], start_response: object) -> list[bytes]:
        found = environ["wsgi.input"].read(4)
        assert has_turn(courtesy)
        return [found, environ["wsgi.input"].readline(), *environ["wsgi.input"]]

    asked = request("/azuredevops/hooks/1/2") | {"wsgi.input": Slow(b"{...}\n1\n2")}
    assert list(DeliveriesFirst(answer, courtesy)(asked, None)) == [b"{...", b"}\n", b"1\n", b"2"]
    assert seen == [False]


@needs_bundle
def test_deliveries_arrive_at_these_addresses() -> None:
    routes = {rule.rule.split("<")[0] for rule in bare_app(Settings()).url_map.iter_rules() if "hooks" in rule.rule}
    assert routes == set(DELIVERIES)
