"""Web hooks of Jira as hints."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.platforms.base import ChangeNotice
from addon.platforms.jira.events import parse_webhook

HEADERS = {
    "X-Atlassian-Webhook-Identifier": "delivery-1",
    "X-Atlassian-Webhook-Trace": "liaise:effect-7",
}


def parse(event: str, query: dict[str, str], body: Any = None) -> ChangeNotice | None:
    return parse_webhook(event, query, HEADERS, body)


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ("issue_created", "created"),
        ("jira:issue_updated", "changed"),
        ("issue_deleted", "deleted"),
        ("comment_created", "commented"),
        ("comment_deleted", "commented"),
    ],
)
def test_ids_come_from_the_address(event: str, kind: str) -> None:
    notice = parse(event, {"issue": "10001", "project": "10", "comment": "77"})
    assert notice is not None
    assert (notice.kind, notice.entity_id, notice.project_id, notice.comment_id) == (kind, "10001", "10", "77")
    assert (notice.delivery, notice.trace) == ("delivery-1", "effect-7")


def test_a_variable_that_jira_left_standing_is_no_id() -> None:
    notice = parse("issue_updated", {"issue": "10001", "comment": "{comment.id}"})
    assert notice is not None and notice.comment_id is None
    assert parse("issue_updated", {"issue": "{issue.id}"}) is None


@pytest.mark.parametrize("event", ["sprint_started", "", "issue_moved", "worklog_created"])
def test_events_that_mean_nothing_to_us_are_ignored(event: str) -> None:
    assert parse(event, {"issue": "1"}) is None


def test_a_body_names_the_actor_and_the_time() -> None:
    body = {"timestamp": 17, "user": {"accountId": "a"}, "issue": {"id": "5", "fields": {"project": {"id": "9"}}}}
    notice = parse("issue_updated", {}, body)
    assert notice is not None
    assert (notice.entity_id, notice.project_id, notice.actor, notice.at) == ("5", "9", "a", 17)


def test_the_author_of_a_comment_is_its_actor() -> None:
    body = {"comment": {"id": "3", "author": {"accountId": "w"}, "updateAuthor": {"accountId": "e"}}}
    notice = parse("comment_updated", {"issue": "5"}, body)
    assert notice is not None and (notice.actor, notice.comment_id) == ("e", "3")


def test_a_foreign_trace_is_not_ours() -> None:
    notice = parse_webhook("issue_updated", {"issue": "1"}, {"x-atlassian-webhook-trace": "somebody else"})
    assert notice is not None and notice.trace is None


@given(
    st.sampled_from(["issue_updated", "comment_created"]),
    st.dictionaries(st.sampled_from(["issue", "project", "comment"]), st.text(max_size=20)),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["issue", "id", "user", "accountId", "comment", "timestamp"]), inner)
        ),
        max_leaves=15,
    ),
)
def test_garbage_never_raises(event: str, query: dict[str, str], body: Any) -> None:
    notice = parse(event, query, body)
    assert notice is None or notice.entity_id.isdigit()


@pytest.mark.parametrize("event", ["issuelink_created", "issuelink_deleted"])
def test_a_link_wakes_both_of_its_ends(event: str) -> None:
    body = {"issueLink": {"id": 4, "sourceIssueId": 10001, "destinationIssueId": 10002}}
    notice = parse(event, {}, body)
    assert notice is not None
    assert (notice.kind, notice.entity_id, notice.other_ids) == ("linked", "10001", ("10002",))
    assert (notice.delivery, notice.trace) == ("delivery-1", "effect-7")


@pytest.mark.parametrize("body", [None, {}, {"issueLink": 5}, {"issueLink": {"sourceIssueId": "x"}}])
def test_a_link_whose_ends_are_not_named_is_left_to_the_poll(body: Any) -> None:
    assert parse("issuelink_created", {}, body) is None


def test_a_link_with_one_end_that_can_be_read_wakes_that_one() -> None:
    notice = parse("issuelink_deleted", {}, {"issueLink": {"sourceIssueId": None, "destinationIssueId": 7}})
    assert notice is not None and (notice.entity_id, notice.other_ids) == ("7", ())
