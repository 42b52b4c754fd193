"""Lists of Jira are read to their end, also where a page is empty or shorter than asked for."""

import json
from collections.abc import Sequence
from typing import Any, cast

from addon.platforms.access import Surroundings
from addon.platforms.base import TriggerQuery
from addon.platforms.jira.changes import JiraChanges
from addon.platforms.jira.client import JiraClient
from addon.platforms.jira.directory import JiraDirectory
from addon.platforms.jira.metadata import JiraMetadata
from addon.platforms.jira.names import JiraNames
from addon.platforms.jira.queries import JiraQueries
from addon.platforms.jira.reader import JiraReader
from addon.replica.values import Named

NOW = 1_795_000_000_000


class Client:
    """Answers in order, and what was asked for."""

    base_url = "https://x.example"

    def __init__(self, answers: Sequence[Any]) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, Any]] = []

    def get(self, path: str, params: Any = None) -> Any:
        self.asked.append((path, params))
        return self.answers.pop(0)

    ask = get


def opened(*answers: Any) -> tuple[Client, JiraClient, JiraMetadata]:
    client = Client(answers)
    typed = cast(JiraClient, client)
    return client, typed, JiraMetadata(typed, Surroundings(now=lambda: NOW))


def issue(number: int, minute: int) -> dict[str, Any]:
    updated = f"2026-11-20T10:{minute:02}:00.000+0000"
    return {"id": str(number), "fields": {"updated": updated, "project": {"id": "7"}}}


def test_an_empty_page_of_changes_does_not_hide_those_behind_it() -> None:
    pages = (
        {"issues": [issue(1, 1)], "nextPageToken": "a"},
        {"issues": [], "nextPageToken": "b"},
        {"issues": [issue(2, 2)]},
    )
    _, client, metadata = opened({"accountId": "me", "timeZone": "UTC"}, *pages)
    changes = JiraChanges(client, metadata, Surroundings(now=lambda: NOW))
    found = changes.since(json.dumps({"since": NOW - 3_600_000}), ["7"])
    assert [one.entity_id for one in found.notices] == ["1", "2"]
    assert not found.more


def test_a_token_that_comes_again_ends_the_list_of_changes() -> None:
    pages = ({"issues": [issue(1, 1)], "nextPageToken": "a"}, {"issues": [], "nextPageToken": "a"})
    _, client, metadata = opened({"accountId": "me", "timeZone": "UTC"}, *pages)
    changes = JiraChanges(client, metadata, Surroundings(now=lambda: NOW))
    assert not changes.since(json.dumps({"since": NOW - 3_600_000}), ["7"]).more


def test_an_empty_page_of_matches_is_not_the_last() -> None:
    _, client, metadata = opened({"issues": [], "nextPageToken": "b"}, {"issues": [{"id": "5"}], "nextPageToken": "b"})
    queries = JiraQueries(client, metadata, Surroundings(now=lambda: NOW))
    first = queries.enumerate(TriggerQuery("project = A"), None, 10)
    assert (first.ids, first.cursor) == ((), "b")
    last = queries.enumerate(TriggerQuery("project = A"), first.cursor, 10)
    assert (last.ids, last.cursor) == (("5",), None)


def test_work_logs_are_read_page_by_page() -> None:
    client, typed, _ = opened(
        {"total": 3, "worklogs": [{"id": "1"}, {"id": "2"}]}, {"total": 3, "worklogs": [{"id": "3"}]}
    )
    found = JiraReader(typed, "https://x.example").raw_worklogs("10", properties=True)
    assert [one["id"] for one in found] == ["1", "2", "3"]
    assert [params["startAt"] for _, params in client.asked] == [0, 2]


def test_resolutions_are_read_page_by_page() -> None:
    page = [{"id": str(number), "name": f"R{number}"} for number in range(50)]
    _, typed, metadata = opened({"total": 51, "values": page}, {"total": 51, "values": [{"id": "50", "name": "Last"}]})
    found = JiraDirectory(typed, metadata).resolutions()
    assert len(found) == 51 and found[-1] == Named("50", "Last")


def test_what_a_rule_calls_a_field_is_one_part_of_an_address() -> None:
    client, typed, metadata = opened({"values": [{"id": "1"}]})
    names = JiraNames(typed, metadata, JiraDirectory(typed, metadata))
    how = names.making("option", Named("7", "A"), {"field": "../myself?x=", "value": "v"})
    assert client.asked[0][0] == "/rest/api/3/field/..%2Fmyself%3Fx%3D/context"
    assert how is not None and how.target == "/rest/api/3/field/..%2Fmyself%3Fx%3D/context/1/option"


def numbered(first: int, count: int) -> list[dict[str, Any]]:
    return [{"id": str(number)} for number in range(first, first + count)]


def test_a_total_that_counts_the_page_alone_does_not_end_a_list() -> None:
    """The document calls it "the number of items returned"."""
    client, typed, _ = opened(
        {"total": 50, "maxResults": 50, "startAt": 0, "comments": numbered(0, 50)},
        {"total": 2, "maxResults": 50, "startAt": 50, "comments": numbered(50, 2)},
    )
    found = JiraReader(typed, "https://x.example").raw_comments("10", properties=False)
    assert len(found) == 52
    assert [params["startAt"] for _, params in client.asked] == [0, 50]


def test_a_list_without_a_total_goes_on_while_pages_are_full() -> None:
    full = {"maxResults": 20, "worklogs": numbered(0, 20)}
    client, typed, _ = opened(full, {"maxResults": 20, "worklogs": []})
    assert len(JiraReader(typed, "https://x.example").raw_worklogs("10", properties=False)) == 20
    assert len(client.asked) == 2


def test_what_is_said_to_be_the_last_page_is_no_reason_for_another_call() -> None:
    client, _, metadata = opened({"isLast": True, "total": 900, "maxResults": 2, "values": numbered(0, 2)})
    assert len(metadata.paged("/x", "values")) == 2
    assert len(client.asked) == 1


def test_a_list_that_begins_again_has_an_end() -> None:
    page = {"maxResults": 2, "values": numbered(0, 2)}
    client, _, metadata = opened(page, page)
    assert len(metadata.paged("/x", "values")) == 2
    assert len(client.asked) == 2


def test_projects_go_on_though_nobody_says_whether_this_was_the_last_page() -> None:
    listed = [{"id": str(n), "key": f"P{n}", "name": f"P{n}"} for n in range(2)]
    answers = ({"values": listed, "maxResults": 2, "startAt": 0}, {"accountId": "me"}, {"projectPermissions": []})
    _, _, metadata = opened(*answers)
    assert metadata.search_projects("", 0, 2).more
    _, _, metadata = opened({"values": listed[:1], "maxResults": 2}, *answers[1:])
    assert not metadata.search_projects("", 0, 2).more
