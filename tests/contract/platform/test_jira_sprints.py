"""Sprints by name in Jira: those that issues are in, and those that are only planned on a board."""

from collections.abc import Iterator

import pytest

from addon.platforms.base import ChangeSet
from addon.platforms.errors import PlatformError, Reason
from addon.simulators.faults import Fault
from addon.simulators.jira.records import Sprint
from tests.contract.platform.benches import JiraBench

FIELD = "customfield_10020"


@pytest.fixture
def bench() -> Iterator[JiraBench]:
    made = JiraBench()
    yield made
    made.close()


def put_into(bench: JiraBench, issue: str, sprint: str) -> list[int]:
    current = bench.platform.read([issue])[issue]
    for call in bench.platform.plan(ChangeSet(issue, fields={FIELD: sprint}, marker="m"), current):
        bench.platform.apply(call, issue)
    return list(bench.site.issues[issue].fields[FIELD])


def test_a_sprint_that_no_issue_is_in_is_found_by_name_on_a_board_of_the_project(bench: JiraBench) -> None:
    issue = bench.person_creates("first of the sprint")
    bench.site.sprints = {number: Sprint(f"Sprint {number}") for number in range(1, 120)}
    assert put_into(bench, issue, "sprint 107") == [107]


def test_where_an_issue_shows_the_sprint_no_board_is_asked(bench: JiraBench) -> None:
    one, two = bench.person_creates("one"), bench.person_creates("two")
    put_into(bench, one, "Sprint 2")
    bench.platform.renew()
    bench.forget_calls()
    bench.site.bench.faults.add(Fault("status", path="*/rest/agile/*", status=500))
    assert put_into(bench, two, "Sprint 2") == [2]


@pytest.mark.parametrize("status", [403, 404])
def test_a_site_whose_boards_are_not_to_be_seen_says_what_to_do(bench: JiraBench, status: int) -> None:
    issue = bench.person_creates("no board")
    bench.site.bench.faults.add(Fault("status", path="*/rest/agile/*", status=status))
    with pytest.raises(PlatformError) as caught:
        put_into(bench, issue, "Sprint 1")
    assert caught.value.reason is Reason.REFUSED_FIELDS
    assert "see its board" in caught.value.fields["sprint"]


def test_trouble_at_the_boards_is_no_unknown_sprint(bench: JiraBench) -> None:
    issue = bench.person_creates("later")
    bench.site.bench.faults.add(Fault("status", path="*/rest/agile/*", status=503))
    with pytest.raises(PlatformError) as caught:
        put_into(bench, issue, "Sprint 1")
    assert caught.value.reason is Reason.UNAVAILABLE


def test_a_closed_sprint_is_refused_before_jira_is_asked_and_says_what_to_do(bench: JiraBench) -> None:
    one, two = bench.person_creates("was in it"), bench.person_creates("comes too late")
    bench.site.issues[one].fields[FIELD] = [1]
    bench.site.sprints[1].state = "closed"
    with pytest.raises(PlatformError) as caught:
        put_into(bench, two, "Sprint 1")
    assert caught.value.reason is Reason.REFUSED_FIELDS
    assert "this sprint is closed" in caught.value.fields["sprint"]


def test_a_new_sprint_takes_the_place_of_a_closed_one_of_its_name(bench: JiraBench) -> None:
    one, two = bench.person_creates("was in it"), bench.person_creates("comes now")
    bench.site.issues[one].fields[FIELD] = [1]
    bench.site.sprints[1].state = "closed"
    bench.site.sprints[9] = Sprint("Sprint 1", "future")
    assert put_into(bench, two, "Sprint 1") == [9]


def test_the_closed_sprints_of_an_issue_stay_behind_its_current_one(bench: JiraBench) -> None:
    issue = bench.person_creates("two sprints long")
    put_into(bench, issue, "Sprint 1")
    bench.site.sprints[1].state = "closed"
    assert put_into(bench, issue, "Sprint 2") == [1, 2]
