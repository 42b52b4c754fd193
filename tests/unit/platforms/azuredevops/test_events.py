"""Service hook deliveries as hints."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.platforms.azuredevops.events import parse_hook

CONTAINERS = {
    "collection": {"id": "C-1", "baseUrl": "https://dev.azure.com/fabrikam/"},
    "account": {"id": "A-1"},
    "project": {"id": "P-1"},
}


def delivery(event: str, resource: dict[str, Any], **given: Any) -> dict[str, Any]:
    return {
        "subscriptionId": "S-1",
        "notificationId": 3,
        "id": "event-1",
        "eventType": event,
        "publisherId": "tfs",
        "resource": resource,
        "resourceContainers": CONTAINERS,
        "createdDate": "2026-11-21T10:00:00.1234567Z",
    } | given


def test_the_item_of_an_update_is_not_the_number_of_the_update() -> None:
    resource = {
        "id": 636400889362530000,
        "workItemId": 42,
        "rev": 7,
        "revisedBy": {"id": "u-1", "displayName": "Ann"},
        "fields": {"System.Title": {"oldValue": "a", "newValue": "b"}},
    }
    found = parse_hook(delivery("workitem.updated", resource))
    assert found is not None and found.notice is not None
    notice = found.notice
    assert (found.subscription_id, found.collection_id) == ("s-1", "c-1")
    assert (notice.kind, notice.entity_id, notice.revision, notice.actor) == ("changed", "42", "7", "u-1")
    assert (notice.project_id, notice.delivery, notice.at) == ("p-1", "s-1:3", 1_795_255_200_123)


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ("workitem.created", "created"),
        ("workitem.commented", "commented"),
        ("workitem.deleted", "deleted"),
        ("workitem.restored", "restored"),
    ],
)
def test_other_events_carry_the_item_itself(event: str, kind: str) -> None:
    found = parse_hook(delivery(event, {"id": 42, "rev": 1, "fields": {"System.ChangedBy": "Ann <ann@x.example>"}}))
    assert found is not None and found.notice is not None
    assert (found.notice.kind, found.notice.entity_id, found.notice.actor) == (kind, "42", "ann@x.example")


@pytest.mark.parametrize("field", ["System.History", "System.CommentCount"])
def test_an_update_that_brought_a_comment_says_so(field: str) -> None:
    """`commented` and `updated` both come for one comment; the one that arrives alone must be enough."""
    found = parse_hook(delivery("workitem.updated", {"id": 9, "workItemId": 42, "rev": 7, "fields": {field: {}}}))
    assert found is not None and found.notice is not None and found.notice.kind == "commented"


def test_a_link_names_the_other_end() -> None:
    url = "https://dev.azure.com/fabrikam/_apis/wit/workItems/77"
    resource = {"id": 9, "workItemId": 42, "rev": 7, "relations": {"added": [{"rel": "x", "url": url}]}}
    found = parse_hook(delivery("workitem.updated", resource))
    assert found is not None and found.notice is not None
    assert (found.notice.kind, found.notice.other_ids) == ("linked", ("77",))


def test_events_we_did_not_ask_for_have_no_notice() -> None:
    found = parse_hook(delivery("git.push", {"id": 42}))
    assert found is not None and found.notice is None


@pytest.mark.parametrize("body", [None, [], "x", {}, {"eventType": 7}])
def test_what_is_no_delivery_is_none(body: Any) -> None:
    assert parse_hook(body) is None


def test_deliveries_without_a_number_are_not_taken_for_one_another() -> None:
    body = delivery("workitem.created", {"id": 5})
    without = {name: value for name, value in body.items() if name not in ("id", "notificationId")}
    found = parse_hook(without)
    assert found is not None and found.notice is not None
    assert found.notice.delivery == ""
    by_event = parse_hook({**without, "id": "27646e0e"})
    assert by_event is not None and by_event.notice is not None
    assert by_event.notice.delivery.endswith(":27646e0e")


@pytest.mark.parametrize(
    "odd",
    [{"fields": 5}, {"relations": {"added": 5}}, {"fields": ["System.Title"]}, {"rev": {"a": 1}}, {"revisedBy": [1]}],
)
def test_parts_of_another_kind_leave_the_hint(odd: dict[str, Any]) -> None:
    found = parse_hook(delivery("workitem.updated", {"workItemId": 5, "rev": 2, **odd}))
    assert found is not None and found.notice is not None
    assert (found.notice.entity_id, found.notice.revision) in (("5", "2"), ("5", None))


@pytest.mark.parametrize("number", ["٣", "9" * 30, True, 1.5, None, -1])
def test_what_is_no_number_of_a_work_item_is_no_hint(number: Any) -> None:
    found = parse_hook(delivery("workitem.created", {"id": number}))
    assert found is not None and found.notice is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["id", "workItemId", "fields", "relations", "added", "revisedBy", "rev", "url"]), inner
            )
        ),
        max_leaves=15,
    )
)
def test_garbage_never_raises(resource: Any) -> None:
    for event in ("workitem.updated", "workitem.created"):
        found = parse_hook(delivery(event, resource))
        assert found is not None
        assert found.notice is None or found.notice.entity_id.isdigit()
