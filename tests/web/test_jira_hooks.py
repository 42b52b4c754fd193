"""Jira's web hooks: stored once, acknowledged only when stored, from nobody but the site itself."""

import pytest

from addon.nodes import installation
from addon.platforms.jira.auth import Installation
from addon.storage import StoreUnavailable, nodes
from tests.pipeline.world import World
from tests.web.callers import JiraServer, inbox_rows
from tests.web.conftest import needs_bundle

pytestmark = needs_bundle
PATH = "/jira/hooks/issue_updated?issue=10001&project=10000"


def rows(world: World) -> int:
    return inbox_rows(world, world.jira.caller.node_id)


def test_a_hook_without_a_body_is_stored(world: World, jira: JiraServer) -> None:
    before = rows(world)
    answer = jira.hook(PATH, "delivery-1")
    assert (answer.status_code, answer.get_json()) == (202, {"stored": True})
    assert rows(world) == before + 1


def test_the_same_delivery_again_is_acknowledged_and_stored_once(world: World, jira: JiraServer) -> None:
    before = rows(world)
    token = jira.signed("POST", PATH)
    answers = [jira.hook(PATH, "delivery-2", token) for _ in range(3)]
    assert [one.status_code for one in answers] == [202, 202, 202]
    assert [one.get_json()["stored"] for one in answers] == [True, False, False]
    assert rows(world) == before + 1


def test_two_deliveries_of_one_issue_are_two(world: World, jira: JiraServer) -> None:
    before = rows(world)
    jira.hook(PATH, "delivery-3")
    jira.hook(PATH, "delivery-4")
    assert rows(world) == before + 2


@pytest.mark.parametrize(
    "path",
    [
        "/jira/hooks/sprint_started?issue=10001",
        "/jira/hooks/issue_updated",
        "/jira/hooks/issue_updated?issue={issue.id}",
        "/jira/hooks/issue_updated?issue=1%20OR%201",
        "/jira/hooks/" + "x" * 300 + "?issue=1",
    ],
)
def test_what_means_nothing_to_us_is_acknowledged_and_not_stored(world: World, jira: JiraServer, path: str) -> None:
    before = rows(world)
    answer = jira.hook(path)
    assert (answer.status_code, answer.get_json()) == (202, {"stored": False})
    assert rows(world) == before


def test_a_hook_with_a_body_is_read_by_its_address_alone(world: World, jira: JiraServer) -> None:
    before = rows(world)
    answer = jira.hook(PATH, "delivery-5", data=b"\xff{" * 100, content_type="application/json")
    assert answer.status_code == 202
    assert rows(world) == before + 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"qsh": "context-qsh"}, "wrong_kind"),
        ({"qsh": "0" * 64}, "wrong_request"),
        ({"qsh": None}, "missing_claim"),
        ({"exp": 1, "iat": 0}, "expired"),
        ({"exp": None}, "missing_claim"),
        ({"iss": "nobody"}, "unknown_tenant"),
        ({"iss": None}, "unknown_tenant"),
        ({"secret": "another secret of sufficient length"}, "bad_signature"),
    ],
)
def test_a_hook_with_another_token_is_refused_and_not_stored(
    world: World, jira: JiraServer, change: dict[str, object], reason: str
) -> None:
    before = rows(world)
    answer = jira.hook(PATH, "delivery-6", jira.signed("POST", PATH, **change))  # type: ignore[arg-type]
    assert (answer.status_code, answer.get_json()["reason"]) == (401, reason)
    assert rows(world) == before


def test_a_token_made_for_one_issue_does_not_tell_of_another(world: World, jira: JiraServer) -> None:
    before = rows(world)
    for other in (PATH.replace("10001", "10002"), PATH + "&comment=5", PATH.replace("updated", "deleted")):
        answer = jira.hook(other, token=jira.signed("POST", PATH))
        assert (answer.status_code, answer.get_json()["reason"]) == (401, "wrong_request")
    assert jira.client.get(PATH, headers={"Authorization": f"JWT {jira.signed('GET', PATH)}"}).status_code == 405
    assert rows(world) == before


def test_a_token_of_one_site_stores_nothing_at_another(world: World, jira: JiraServer) -> None:
    other = installation.install_jira(
        world.services,
        Installation("other-key", "https://other.atlassian.net", "o" * 40, "", "installed", "", None),
    )
    mine, theirs = rows(world), inbox_rows(world, other.id)
    answer = jira.hook(PATH, "delivery-7", jira.signed("POST", PATH, "o" * 40, iss="other-key"))
    assert answer.status_code == 202
    assert (rows(world), inbox_rows(world, other.id)) == (mine, theirs + 1)
    forged = jira.hook(PATH, "delivery-8", jira.signed("POST", PATH, "o" * 40))
    assert (forged.status_code, forged.get_json()["reason"]) == (401, "bad_signature")
    world.ledger.write(lambda tx: nodes.uninstall(tx, other.id))


def test_the_same_delivery_id_at_two_sites_is_two_deliveries(world: World, jira: JiraServer) -> None:
    other = installation.install_jira(
        world.services,
        Installation("third-key", "https://third.atlassian.net", "t" * 40, "", "installed", "", None),
    )
    assert jira.hook(PATH, "delivery-9").get_json()["stored"]
    assert jira.hook(PATH, "delivery-9", jira.signed("POST", PATH, "t" * 40, iss="third-key")).get_json()["stored"]
    world.ledger.write(lambda tx: nodes.uninstall(tx, other.id))


def test_when_nothing_can_be_stored_nothing_is_acknowledged(
    world: World, jira: JiraServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise StoreUnavailable("the disk is full at /secret/place")

    token = jira.signed("POST", PATH)
    monkeypatch.setattr(type(world.ledger), "arrive", gone)
    answer = jira.hook(PATH, "delivery-10", token)
    assert (answer.status_code, answer.get_json()["reason"]) == (503, "store_unavailable")
    assert int(answer.headers["Retry-After"]) > 0
    assert "/secret/place" not in answer.text
    monkeypatch.undo()
    assert jira.hook(PATH, "delivery-10", token).get_json()["stored"]


@pytest.mark.parametrize("path", ["/jira/hooks/%C3%A9t%C3%A9?issue=1", "/jira/hooks/a%3Fb?issue=1"])
def test_the_hash_is_of_the_path_as_it_was_sent(jira: JiraServer, path: str) -> None:
    answer = jira.hook(path)
    assert (answer.status_code, answer.get_json()) == (202, {"stored": False})
