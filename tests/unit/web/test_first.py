"""Whose requests the engine steps aside for."""

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
        seen.append(courtesy._asking)
        return [b"done"]

    assert list(DeliveriesFirst(answer, courtesy)({"PATH_INFO": path}, None)) == [b"done"]
    assert courtesy._asking == 0
    return seen == [1]


@pytest.mark.parametrize("path", ["/jira/hooks/issue_updated", "/azuredevops/hooks/1/2"])
def test_deliveries_go_first(path: str) -> None:
    assert holds_back(path)


@pytest.mark.parametrize("path", ["/healthz", "/console/connections", "/jira/installed", ""])
def test_what_may_wait_for_a_tracker_holds_nobody_back(path: str) -> None:
    assert not holds_back(path)


@needs_bundle
def test_deliveries_arrive_at_these_addresses() -> None:
    routes = {rule.rule.split("<")[0] for rule in bare_app(Settings()).url_map.iter_rules() if "hooks" in rule.rule}
    assert routes == set(DELIVERIES)
