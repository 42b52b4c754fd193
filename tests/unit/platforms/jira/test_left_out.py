"""What Jira's document does not promise may be missing, or have its other documented form."""

import json
from typing import Any

import pytest

from addon.platforms.access import Surroundings
from addon.platforms.base import ChangeSet
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.beside import JiraBeside
from addon.platforms.jira.changes import JiraChanges
from addon.platforms.jira.directory import JiraDirectory
from addon.platforms.jira.planner import JiraPlanner
from addon.platforms.jira.reader import JiraReader
from tests.unit.platforms.jira.test_paging import NOW, opened

ADF = {"type": "doc", "version": 1, "content": []}


@pytest.mark.parametrize("zone", [None, "", "GMT+02:00", "Pacific", "America"])
def test_a_hidden_time_zone_may_be_any(zone: str | None) -> None:
    """A minute in the query means the caller's zone: too early in all of them is better than hours lost in one."""
    client, typed, metadata = opened({"accountId": "me", "timeZone": zone}, {"issues": []})
    since = NOW - 3_600_000
    JiraChanges(typed, metadata, Surroundings(now=lambda: NOW)).since(json.dumps({"since": since}), ["7"])
    asked = client.asked[-1][1]["jql"]
    assert 'updated >= "2026/11/17 20:03"' in asked, asked  # fourteen hours and three minutes before


@pytest.mark.parametrize(
    ("said", "limit"),
    [({"enabled": True}, None), ({"uploadLimit": 5}, 5), ({"enabled": False, "uploadLimit": 5}, 0)],
)
def test_how_large_a_file_may_be_where_it_is_not_told(said: dict[str, Any], limit: int | None) -> None:
    _, _, metadata = opened(said)
    assert metadata.upload_limit() == limit


def test_watchers_of_whom_only_the_number_is_told() -> None:
    _, typed, _ = opened({"isWatching": False, "watchCount": 3})
    assert JiraBeside(typed).read("10", frozenset({"watchers"})) == {"watchers": None}


def test_an_issue_with_nothing_but_its_number() -> None:
    _, typed, _ = opened()
    found = JiraReader(typed, "https://x.example").entity({"id": "1", "key": "A-1", "fields": {}})
    assert (found.id, found.comments, found.attachments, found.project.id) == ("1", None, None, "")


def test_what_hangs_on_an_issue_comes_in_any_order_and_is_read_oldest_first() -> None:
    _, typed, _ = opened()
    times = {
        "10": "2026-01-01T10:00:00.000+0000",
        "9": "2026-01-01T09:00:00.000+0000",
        "8": "2026-01-01T15:30:00.000+0530",
    }
    listed = [{"id": number, "created": at, "body": ADF} for number, at in times.items()]
    fields = {"comment": {"comments": listed}, "worklog": {"worklogs": listed}, "attachment": listed}
    found = JiraReader(typed, "https://x.example").entity({"id": "1", "key": "A-1", "fields": fields})
    for one in (found.comments, found.worklogs, found.attachments):
        assert [part.id for part in one or ()] == ["9", "8", "10"]


def test_comments_and_work_logs_as_a_bare_list() -> None:
    """So the document's own example of an issue has them."""
    _, typed, _ = opened()
    fields = {"comment": [{"id": "7", "body": ADF}], "worklog": [{"id": "8", "timeSpentSeconds": 60}]}
    found = JiraReader(typed, "https://x.example").entity({"id": "1", "key": "A-1", "fields": fields})
    assert [one.id for one in found.comments or ()] == ["7"]
    assert [one.id for one in found.worklogs or ()] == ["8"]
    assert found.fields["comment_count"] == 1


def test_people_without_an_account_and_values_of_kinds_nobody_knows() -> None:
    _, typed, _ = opened()
    fields = {
        "assignee": None,
        "reporter": {"displayName": "Former user"},
        "creator": {"accountId": "a", "accountType": "robot"},
        "customfield_1": {"something": {"new": [1, None]}},
        "comment": {"comments": [{"id": "7", "body": ADF, "author": None}]},
    }
    history = {"id": "3", "created": "2026-11-20T10:00:00.000+0000", "items": [{"field": "x"}]}
    issue = {"id": "1", "key": "A-1", "fields": fields, "changelog": {"histories": [history]}}
    found = JiraReader(typed, "https://x.example").entity(issue)
    assert found.fields["customfield_1"] == {"something": {"new": (1, None)}}
    assert found.recent[0].by is None
    assert (found.comments or ())[0].author is None


def test_choices_that_are_plain_words() -> None:
    """So the document's example of a transition's screen has them."""
    answers: tuple[Any, ...] = (
        {"issueTypes": [{"id": "1", "name": "Task"}], "total": 1},
        [
            {"id": "customfield_1", "name": "Colour", "schema": {"type": "option"}},
            {"id": "summary", "name": "Summary", "schema": {"type": "string"}},
        ],
        {"fields": [{"fieldId": "customfield_1", "name": "Colour", "allowedValues": ["red", "blue"]}], "total": 1},
        {"fields": [{"fieldId": "priority", "name": "Priority", "allowedValues": ["high"]}], "total": 1},
    )
    _, typed, metadata = opened(*answers[:3])
    planner = JiraPlanner(metadata, Surroundings(now=lambda: NOW))
    change = ChangeSet(None, "7", "Task", {"summary": "Title", "customfield_1": "green"}, marker="m")
    with pytest.raises(PlatformError) as refused:
        planner.plan(change, None)
    assert refused.value.reason is Reason.REFUSED_FIELDS
    assert "red, blue" in refused.value.message
    metadata.forget()
    _, typed, metadata = opened(answers[0], answers[3])
    assert JiraDirectory(typed, metadata).priorities("7", "Task") == ()
