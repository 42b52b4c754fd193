"""A comment that becomes internal, restricted or public after it crossed, towards both products and both kinds of projects."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from addon.sandbox.launcher import Sandbox
from tests.pipeline.same_kind import SameKind
from tests.pipeline.scripted import Scripted
from tests.pipeline.world import Jira, World, adf, words

ROLE = {"type": "role", "value": "Administrators"}


def say(jira: Jira, issue: str, text: str, *, internal: bool = False) -> str:
    body = {"body": adf(text), "properties": [seen(internal)]}
    return str(jira.rest("POST", f"/issue/{issue}/comment", body)["id"])


def edit(jira: Jira, issue: str, comment: str, text: str, *, internal: bool = False, **more: Any) -> None:
    jira.rest("PUT", f"/issue/{issue}/comment/{comment}", {"body": adf(text), "properties": [seen(internal)], **more})


def seen(internal: bool) -> dict[str, Any]:
    return {"key": "sd.public.comment", "value": {"internal": internal}}


def test_a_comment_goes_and_comes_back_as_often_as_it_is_hidden_and_shown(connected: World) -> None:
    issue = connected.jira.create("Basic")
    comment = say(connected.jira, issue, "Open")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    for round_, text in enumerate(("Once", "Twice")):
        assert len(connected.ado.comments(twin.remote_id)) == 1
        hidden = {"internal": True} if round_ else {"visibility": ROLE}
        edit(connected.jira, issue, comment, "Hidden", **hidden)
        connected.settle()
        assert connected.ado.comments(twin.remote_id) == []
        edit(connected.jira, issue, comment, text, visibility=None)
        connected.settle()
        (there,) = connected.ado.comments(twin.remote_id)
        assert text in there
        assert connected.settle() == 0
    connected.ado.comment(twin.remote_id, "The pair goes on")
    connected.settle()
    assert any("The pair goes on" in one for one in connected.jira.comments(issue))
    assert len(connected.ado.comments(twin.remote_id)) == 2


def test_logged_work_without_a_comment_comes_back_once_it_is_shown_again(scripted: Scripted) -> None:
    rule = 'workItem.labels.findAll { it.label != "hide" }.collect { [id: it.label, timeSpent: 60, startDate: 0] }'
    scripted.rule("ado", outgoing=f"replica.summary = workItem.summary\nreplica.workLogs = {rule}")
    incoming = 'issue.typeName = "Task"\nissue.summary = replica.summary\nissue.workLogs = replica.workLogs'
    scripted.rule("jira", incoming=incoming)
    item = scripted.ado.create("Work", "Bug", **{"System.Tags": "a"})
    scripted.settle()
    twin = scripted.world.twin("ado", item)
    assert twin is not None
    for tags, logged in (("hide", 0), ("a", 1), ("hide", 0), ("a", 1)):
        scripted.ado.rest(
            "PATCH", f"/_apis/wit/workitems/{item}", [{"op": "replace", "path": "/fields/System.Tags", "value": tags}]
        )
        scripted.settle()
        assert scripted.jira.rest("GET", f"/issue/{twin.remote_id}/worklog")["total"] == logged
    assert scripted.errors("jira") == scripted.errors("ado") == []


def test_what_becomes_internal_is_taken_off_where_it_cannot_be_kept_so_although_it_is_shared(
    scripted: Scripted,
) -> None:
    scripted.rule("jira", share_internal_comments=True)
    issue = scripted.jira.create("Shared")
    comment = say(scripted.jira, issue, "Open")
    scripted.settle()
    item = scripted.twin_of(issue)
    edit(scripted.jira, issue, comment, "Only for us", internal=True)
    scripted.settle()
    assert scripted.ado.comments(item) == []
    assert any("1 made internal over there, taken off here" in one for one in scripted.told("ado", item))
    edit(scripted.jira, issue, comment, "For all")
    scripted.settle()
    assert ["For all" in one for one in scripted.ado.comments(item)] == [True]
    assert scripted.errors("ado") == scripted.errors("jira") == []


@pytest.fixture
def sites(tmp_path: Path, sandbox: Sandbox) -> Iterator[SameKind]:
    """Two Jira sites, no connection."""
    made = SameKind("jira", tmp_path, sandbox)
    try:
        made.install()
        yield made
    finally:
        made.close()


def shared(sites: SameKind, *desks: str) -> None:
    """A Script connection whose sides share internal comments; these of them are service desks."""
    for half in sites.halves:
        half.hand.site.projects[half.hand.project_id].kind = "service_desk" if half.name in desks else "software"
    sites.connect("script")
    sites.watch()
    for half in sites.halves:
        sites.rule(half, share_internal_comments=True)


def listed(jira: Jira, issue: str) -> list[tuple[str, bool]]:
    """The comments of an issue with whether customers are kept from them."""
    found = jira.rest("GET", f"/issue/{issue}/comment")["comments"]
    return [(words(one["body"]).rpartition(": ")[2], one["jsdPublic"] is False) for one in found]


def test_a_desk_keeps_a_shared_comment_as_internal_or_public_as_it_is_made_later(sites: SameKind) -> None:
    shared(sites, "left", "right")
    left, right = sites.halves
    issue = left.hand.create("Ticket")
    comment = say(left.hand, issue, "Secret", internal=True)
    sites.settle()
    there = sites.across(left, issue)
    assert listed(right.hand, there) == [("Secret", True)]
    for text, internal in (("Secret", False), ("Secret", True), ("Hidden again", True), ("Open", False), ("No", True)):
        edit(left.hand, issue, comment, text, internal=internal)
        sites.settle()
        assert listed(right.hand, there) == [(text, internal)]
        assert sites.settle() == 0
    assert sites.faults() == []


def test_a_jira_project_without_customers_never_gets_a_shared_comment_that_everybody_would_see(
    sites: SameKind,
) -> None:
    shared(sites, "left")
    left, right = sites.halves
    issue = left.hand.create("Ticket")
    say(left.hand, issue, "Secret", internal=True)
    comment = say(left.hand, issue, "Open")
    sites.settle()
    there = sites.across(left, issue)
    assert listed(right.hand, there) == [("Open", False)]
    assert any("1 internal left out: comments cannot be kept internal here" in one for one in sites.told(right, there))
    edit(left.hand, issue, comment, "Now secret, too", internal=True)
    sites.settle()
    assert listed(right.hand, there) == []
    assert sites.faults() == []
