from types import SimpleNamespace
from typing import Any, cast

import pytest

from addon.console.administrators import Administrators
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.platforms.errors import PlatformError, Reason

MINUTE = 60_000


class Jira:
    """Says whether somebody administers it, and counts how often it is asked."""

    def __init__(self, answer: bool) -> None:
        self.answer, self.asked, self.away, self.at = answer, 0, False, 1_790_000_000_000

    def is_administrator(self, _: str) -> bool:
        self.asked += 1
        if self.away:
            raise PlatformError(Reason.UNAVAILABLE, "away")
        return self.answer

    @property
    def services(self) -> Services:
        trackers: Any = SimpleNamespace(people=lambda _: self)
        return cast(Services, SimpleNamespace(now=lambda: self.at, trackers=trackers))


@pytest.mark.parametrize("answer", [True, False])
def test_a_yes_and_a_no_are_remembered_for_five_minutes(answer: bool) -> None:
    jira, known, ada = Jira(answer), Administrators(), Caller(1, "jira", "ada")
    assert [known.is_one(jira.services, ada) for _ in range(3)] == [answer] * 3
    assert jira.asked == 1
    jira.at += 6 * MINUTE
    assert known.is_one(jira.services, ada) == answer
    assert jira.asked == 2


def test_people_and_sites_are_kept_apart() -> None:
    jira, known = Jira(True), Administrators()
    for caller in (Caller(1, "jira", "ada"), Caller(2, "jira", "ada"), Caller(1, "jira", "max")):
        known.is_one(jira.services, caller)
    assert jira.asked == 3


def test_without_an_answer_it_is_a_no_for_now() -> None:
    jira, known, ada = Jira(True), Administrators(), Caller(1, "jira", "ada")
    jira.away = True
    assert not known.is_one(jira.services, ada)
    jira.away = False
    assert known.is_one(jira.services, ada)


def test_nobody_in_particular_administers_nothing() -> None:
    jira = Jira(True)
    assert not Administrators().is_one(jira.services, Caller(1, "jira", ""))
    assert jira.asked == 0
