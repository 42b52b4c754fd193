"""Service hooks of Azure DevOps: what is stored, what is refused, and what ends a subscription."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addon.platforms.azuredevops.events import parse_hook
from addon.storage import StoreUnavailable, hooks, nodes, secrets
from addon.storage.hooks import Hook
from tests.pipeline.world import World
from tests.web.callers import AzureDevOpsPage, inbox_rows
from tests.web.conftest import _world, needs_bundle

pytestmark = needs_bundle
EVENTS = ("created", "updated", "commented", "deleted", "restored")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """With the subscriptions of one connection."""
    for made in _world(tmp_path_factory.mktemp("world")):
        made.connect()
        made.hook_up()
        yield made


@pytest.fixture
def hook(page: AzureDevOpsPage) -> Hook:
    return page.subscription()


def rows(world: World) -> int:
    return inbox_rows(world, world.ado.caller.node_id)


def keys(world: World) -> list[str]:
    node = world.ado.caller.node_id
    found = world.ledger.read(lambda tx: tx.sql("SELECT delivery_key FROM inbox WHERE node_id = ? ORDER BY id", node))
    return [str(one[0]) for one in found]


def test_a_connection_has_one_subscription_for_each_event(world: World, page: AzureDevOpsPage) -> None:
    node = world.ado.caller.node_id
    found = world.ledger.read(lambda tx: hooks.list_for(tx, node))
    assert sorted(one.event for one in found) == sorted(f"workitem.{event}" for event in EVENTS)
    assert len({page.password(one) for one in found}) == len(found)


def test_a_delivery_is_stored_once_however_often_it_comes(world: World, page: AzureDevOpsPage, hook: Hook) -> None:
    before = rows(world)
    answers = [page.deliver(hook, page.delivery(hook, notificationId=101)) for _ in range(3)]
    assert [(one.status_code, one.get_json()["stored"]) for one in answers] == [(202, True), (202, False), (202, False)]
    assert rows(world) == before + 1


def test_an_update_wakes_the_work_item_and_not_the_number_of_the_update(
    world: World, page: AzureDevOpsPage, hook: Hook
) -> None:
    page.deliver(hook, page.delivery(hook, notificationId=102, resource={"id": 4711, "workItemId": 3, "rev": 2}))
    node = world.ado.caller.node_id
    waiting = world.ledger.read(
        lambda tx: tx.sql("SELECT entity_key FROM stream WHERE node_id = ? AND direction = 'ingress'", node)
    )
    found = {str(one[0]) for one in waiting}
    assert "3" in found
    assert "4711" not in found


def test_a_comment_that_comes_as_update_and_as_comment_is_told_as_a_comment_both_times(
    page: AzureDevOpsPage, hook: Hook
) -> None:
    updated = parse_hook(page.delivery(hook, resource={"workItemId": 3, "rev": 2, "fields": {"System.History": {}}}))
    commented = parse_hook(page.delivery(hook, eventType="workitem.commented", resource={"id": 3, "rev": 2}))
    plain = parse_hook(page.delivery(hook))
    assert updated is not None
    assert commented is not None
    assert plain is not None
    assert [one.notice.kind for one in (updated, commented, plain) if one.notice] == [
        "commented",
        "commented",
        "changed",
    ]
    assert {one.notice.entity_id for one in (updated, commented, plain) if one.notice} == {"3"}


def test_a_byte_order_mark_is_no_garbage(world: World, page: AzureDevOpsPage, hook: Hook) -> None:
    body = json.dumps(page.delivery(hook, notificationId=103)).encode("utf-8-sig")
    before = rows(world)
    assert page.deliver(hook, data=body, content_type="application/json").status_code == 202
    assert rows(world) == before + 1


def test_an_event_that_nobody_asked_for_is_acknowledged_and_not_stored(
    world: World, page: AzureDevOpsPage, hook: Hook
) -> None:
    before = rows(world)
    answer = page.deliver(hook, page.delivery(hook, eventType="build.complete"))
    assert (answer.status_code, answer.get_json()) == (202, {"stored": False})
    assert rows(world) == before


@pytest.mark.parametrize(
    "header",
    [None, "", "Basic", "Basic !!!", "Basic eDp5", "Bearer x", "Basic " + "A" * 5000, "Basic aG9vazo="],
)
def test_without_the_subscriptions_password_nothing_is_stored(
    world: World, page: AzureDevOpsPage, hook: Hook, header: str | None
) -> None:
    before = rows(world)
    answer = page.client.post(
        f"/azuredevops/hooks/{world.ado.caller.node_id}/{hook.id}",
        json=page.delivery(hook, notificationId=104),
        headers={} if header is None else {"Authorization": header},
    )
    assert answer.status_code == 401
    assert answer.get_json()["reason"] in {"no_credentials", "malformed", "wrong_password"}
    assert rows(world) == before


def test_the_password_of_another_subscription_does_not_count(page: AzureDevOpsPage, hook: Hook) -> None:
    other = page.subscription("workitem.created")
    answer = page.deliver(hook, page.delivery(hook), page.password(other))
    assert (answer.status_code, answer.get_json()["reason"]) == (401, "wrong_password")


def test_while_a_password_changes_both_count(world: World, page: AzureDevOpsPage, hook: Hook) -> None:
    node, old = world.ado.caller.node_id, page.password(hook)

    def rotate(tx: Any) -> None:
        secrets.put(tx, node, "hook_password", old, subject=f"{secrets.of_hook(hook.id)}:previous")
        secrets.put(tx, node, "hook_password", "new password", subject=secrets.of_hook(hook.id))

    world.ledger.write(rotate)
    try:
        for number, word in ((105, old), (106, "new password")):
            assert page.deliver(hook, page.delivery(hook, notificationId=number), word).status_code == 202
        world.ledger.write(
            lambda tx: secrets.delete(tx, node, "hook_password", subject=f"{secrets.of_hook(hook.id)}:previous")
        )
        assert page.deliver(hook, page.delivery(hook, notificationId=107), old).status_code == 401
    finally:
        world.ledger.write(lambda tx: secrets.put(tx, node, "hook_password", old, subject=secrets.of_hook(hook.id)))


@pytest.mark.parametrize(
    "change",
    [
        {"subscriptionId": "00000000-0000-0000-0000-000000000000"},
        {"subscriptionId": ""},
        {"subscriptionId": None},
        {"resourceContainers": {"collection": {"id": "00000000-0000-0000-0000-000000000000"}}},
    ],
)
def test_a_delivery_of_another_subscription_or_organization_is_refused(
    world: World, page: AzureDevOpsPage, hook: Hook, change: dict[str, Any]
) -> None:
    before = rows(world)
    answer = page.deliver(hook, page.delivery(hook, **change))
    assert (answer.status_code, answer.get_json()["reason"]) == (401, "wrong_subscription")
    assert rows(world) == before


def test_a_subscription_that_is_gone_is_ended_by_410(world: World, page: AzureDevOpsPage, hook: Hook) -> None:
    for node, number in ((None, 999_999), (999_999, None), (world.jira.caller.node_id, None)):
        more = {"node": node or world.ado.caller.node_id, "number": number or hook.id}
        answer = page.deliver(hook, page.delivery(hook), **more)
        assert (answer.status_code, answer.get_json()["reason"]) == (410, "hook_gone")


def test_a_subscription_that_is_being_removed_is_ended_by_410(world: World, page: AzureDevOpsPage, hook: Hook) -> None:
    node = world.ado.caller.node_id
    world.ledger.write(lambda tx: hooks.update(tx, node, hook.id, status="removing"))
    try:
        assert page.deliver(hook).status_code == 410
    finally:
        world.ledger.write(lambda tx: hooks.update(tx, node, hook.id, status="active"))


@pytest.mark.parametrize(
    "path", ["99999999999999999999999/1", "1/99999999999999999999999", "0/0", "18446744073709551616/1"]
)
def test_an_address_with_a_number_beyond_all_rows_is_gone_and_no_failure(page: AzureDevOpsPage, path: str) -> None:
    answer = page.client.post(f"/azuredevops/hooks/{path}", json={})
    assert answer.status_code in (404, 410), answer.text


@pytest.mark.parametrize(
    "body", [b"", b"{", b"null", b"[]", b"1", b'"x"', b"\xff\xfe\x00", b"[" * 100_000, b'{"eventType": 1}', b"{}"]
)
def test_a_garbage_delivery_is_refused_in_words(world: World, page: AzureDevOpsPage, hook: Hook, body: bytes) -> None:
    before = rows(world)
    answer = page.deliver(hook, data=body, content_type="application/json")
    assert (answer.status_code, answer.get_json()["reason"]) == (400, "bad_body")
    assert rows(world) == before


def test_a_delivery_of_two_megabytes_is_taken_and_more_is_refused(
    world: World, page: AzureDevOpsPage, hook: Hook
) -> None:
    limit = 2 * 1024 * 1024
    body = json.dumps(page.delivery(hook, notificationId=108, padding="")).encode()
    whole = json.dumps(page.delivery(hook, notificationId=108, padding="x" * (limit - len(body)))).encode()
    assert len(whole) == limit
    assert page.deliver(hook, data=whole, content_type="application/json").status_code == 202
    refused = page.deliver(hook, data=whole + b" ", content_type="application/json")
    assert (refused.status_code, refused.get_json()["reason"]) == (413, "too_large")


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
PLACES = st.sampled_from(["resource", "resourceContainers", "createdDate", "notificationId", "eventType", "id"])
INSIDE = st.sampled_from(
    ["id", "workItemId", "rev", "fields", "relations", "revisedBy", "revision", "commentVersionRef"]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=PLACES, inside=INSIDE, value=ANY_JSON)
def test_whatever_stands_in_a_delivery_the_answer_is_an_answer(
    page: AzureDevOpsPage, hook: Hook, place: str, inside: str, value: Any
) -> None:
    body = page.delivery(hook)
    if place == "resource":
        body["resource"] = {**body["resource"], inside: value}
    else:
        body[place] = value
    answer = page.deliver(hook, body)
    assert answer.status_code in (202, 400, 401), (answer.text, body)


def test_when_nothing_can_be_stored_azure_devops_is_asked_to_come_again(
    world: World, page: AzureDevOpsPage, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    word, body = page.password(hook), page.delivery(hook, notificationId=109)

    def gone(*_: object) -> None:
        raise StoreUnavailable("down")

    monkeypatch.setattr(type(world.ledger), "arrive", gone)
    answer = page.deliver(hook, body, word)
    assert (answer.status_code, answer.get_json()["reason"]) == (503, "store_unavailable")
    assert answer.headers["Retry-After"]
    monkeypatch.undo()
    assert page.deliver(hook, body, word).get_json()["stored"]
    assert f"azuredevops:{hook.subscription_id}:109" in keys(world)


def test_after_the_organization_is_gone_its_subscriptions_end(own_world: World) -> None:
    own_world.connect()
    own_world.hook_up()
    page = AzureDevOpsPage(own_world)
    found = page.subscription()
    own_world.ledger.write(lambda tx: nodes.uninstall(tx, own_world.ado.caller.node_id))
    assert page.deliver(found).status_code == 410
