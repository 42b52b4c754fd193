"""What a changed `workLogs` means: logged once, edited, deleted, and never echoed."""

from typing import Any

from addon.replica.entity import Entity
from addon.replica.values import Comment, ProjectRef, RichText, Worklog
from addon.rules.ruleset import IncomingFacts, Traces, WorklogEdit
from addon.rules.site import Site
from addon.rules.variables import entity_variable
from addon.rules.worklogs import worklog_edits

THEIRS = {"id": "r-1", "remoteId": None, "timeSpent": 3600, "startDate": {"$date": 5}, "author": {"displayName": "Eve"}}
HERE = {"id": "7", "remoteId": None, "timeSpent": 60, "startDate": None, "comment": None}


def edits(left: Any, *, arrived: list[Any] | None = None, logged: dict[str, Any] | None = None) -> list[WorklogEdit]:
    notes: list[str] = []
    facts = IncomingFacts(False, "1", (), "Acme", {}, logged=logged or {})
    replica = {} if arrived is None else {"workLogs": arrived}
    return list(worklog_edits(left, [HERE], replica, facts, "jira", notes))


def test_a_new_one_is_logged_with_its_author_and_the_same_again_is_not() -> None:
    (one,) = edits([HERE, THEIRS], arrived=[THEIRS])
    assert (one.remote_id, one.seconds, one.started, one.author, one.local_id) == ("r-1", 3600, 5, "Eve", None)
    assert edits([HERE, THEIRS], arrived=[THEIRS], logged={"r-1": ("8", one.received)}) == []


def test_a_changed_one_is_edited_and_one_that_is_gone_is_deleted() -> None:
    (one,) = edits([{**THEIRS, "timeSpent": 7200}], arrived=[{**THEIRS, "timeSpent": 7200}], logged={"r-1": ("8", "x")})
    assert (one.local_id, one.seconds, one.removed) == ("8", 7200, False)
    (gone,) = edits([], arrived=[], logged={"r-1": ("8", "x"), "rule:1": ("9", "y")})
    assert (gone.remote_id, gone.local_id, gone.removed) == ("r-1", "8", True)
    assert edits([], logged={"r-1": ("8", "x")}) == []


def test_ours_coming_back_is_left_alone_and_one_of_here_is_edited_by_a_rule_only() -> None:
    assert edits([{**THEIRS, "remoteId": "7"}], arrived=[{**THEIRS, "remoteId": "7"}]) == []
    assert edits([HERE]) == edits([]) == []
    (one,) = edits([{**HERE, "timeSpent": 120}])
    assert (one.local_id, one.seconds, one.author) == ("7", 120, "")


def test_a_rules_own_work_log_is_logged_once() -> None:
    (one,) = edits([{"timeSpent": "1800", "comment": "by a rule"}])
    assert one.remote_id.startswith("rule:")
    assert edits([{"timeSpent": "1800", "comment": "by a rule"}], logged={one.remote_id: ("9", "")}) == []
    assert edits([{"timeSpent": "an hour"}, {"timeSpent": 0}, "none"]) == []


def test_a_rules_own_work_log_is_known_again_whenever_it_says_it_began() -> None:
    def said(*starts: int) -> list[Any]:
        return [{"timeSpent": 900, "comment": "Review", "startDate": {"$date": at}} for at in starts]

    first, second = edits(said(1, 2))
    assert first.remote_id != second.remote_id
    logged = {first.remote_id: ("8", ""), second.remote_id: ("9", "")}
    assert edits(said(3), logged=logged) == edits(said(3, 4), logged=logged) == []
    (third,) = edits(said(3, 4, 5), logged=logged)
    assert third.started == 5
    before = "rule:" + first.received[:24]  # as it was known to earlier versions
    assert edits(said(1), logged={before: ("8", "")}) == []


def test_comments_files_and_work_logs_of_the_same_number_keep_their_own_partners() -> None:
    entity = Entity(
        "1",
        "A-1",
        ProjectRef("1", "A", "A"),
        {},
        "1",
        0,
        comments=(Comment("10", RichText("text", "c")),),
        attachments=(),
        worklogs=(Worklog("10", 60),),
    )
    shown = entity_variable(entity, Site("jira"), Traces({}, {}, {"10": "r-10"}))
    assert (shown["comments"][0]["remoteId"], shown["workLogs"][0]["remoteId"]) == (None, "r-10")


def test_the_partners_work_log_of_a_number_that_is_also_ours_overwrites_nothing() -> None:
    theirs = {**THEIRS, "id": "7"}
    (one,) = edits([theirs], arrived=[{**theirs, "startDate": 5}])
    assert (one.remote_id, one.local_id, one.author) == ("7", None, "Eve")
    back = {**theirs, "remoteId": "9"}
    assert edits([back], arrived=[back]) == []
    assert edits([HERE], arrived=[theirs]) == []
    (own,) = edits([{**HERE, "timeSpent": 120}], arrived=[theirs])
    assert (own.local_id, own.seconds) == ("7", 120)
