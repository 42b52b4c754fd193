"""A change whose calls were made in part: what stands there already is nobody's news."""

import json
from typing import Any

import pytest

from addon.platforms.errors import PlatformError, Reason
from addon.storage import connections, queue, timeline
from addon.sync import apply, incoming, problems
from tests.pipeline.scripted import Scripted
from tests.pipeline.test_failures import fault, hurry, open_errors
from tests.pipeline.test_kinds_conflicts import set_policy
from tests.pipeline.world import World, deaf, words


def pair(world: World) -> tuple[str, str]:
    """An issue and its work item."""
    issue = world.jira.create("Half applied")
    world.settle()
    twin = world.twin("jira", issue)
    assert twin is not None
    return issue, twin.remote_id


def calm(world: World) -> None:
    for _ in range(4):
        hurry(world)
        world.settle()


def copies(world: World, issue: str) -> tuple[int, int]:
    """How many files and comments the issue has."""
    found = world.jira.site.issues[issue]
    return len(found.attachments), len(found.comments)


@pytest.mark.parametrize("kind", [{"kind": "status", "status": 503}, {"kind": "cut"}, {"kind": "html"}])
def test_what_was_written_before_a_call_failed_does_not_come_back(connected: World, kind: dict[str, object]) -> None:
    issue, item = pair(connected)
    fault(connected, "ado", method="POST", path="*/comments", times=1, **kind)
    connected.jira.attach(issue, "once.txt", b"one file")
    connected.jira.comment(issue, "One comment")
    connected.settle()  # the file is there, and a look at the item follows before the comment is tried again
    calm(connected)
    assert copies(connected, issue) == (1, 1)
    assert list(connected.ado.files(item)) == ["once.txt"]
    assert len(connected.ado.comments(item)) == 1
    assert open_errors(connected, "ado") == open_errors(connected, "jira") == []


def test_a_comment_whose_answer_was_lost_is_found_again(connected: World) -> None:
    issue, item = pair(connected)
    fault(connected, "jira", method="POST", path="/rest/api/3/issue/*/comment", times=1, kind="cut")
    connected.ado.comment(item, "One comment")
    connected.settle()
    calm(connected)
    assert copies(connected, issue) == (0, 1)
    assert len(connected.ado.comments(item)) == 1


def test_what_was_written_before_an_error_does_not_come_back_while_it_waits_for_a_person(connected: World) -> None:
    issue, item = pair(connected)
    fault(connected, "ado", method="POST", path="*/comments", times=1, kind="status", status=403)
    connected.jira.attach(issue, "once.txt", b"one file")
    connected.jira.comment(issue, "One comment")
    connected.jira.set(issue, summary="Another title")
    connected.settle()
    (error,) = open_errors(connected, "ado")
    assert connected.ado.get(item)["System.Title"] == "Another title"
    connected.jira.set(issue, summary="A newer title")
    connected.ado.comment(item, "Said meanwhile")
    calm(connected)
    assert connected.jira.get(issue)["summary"] == "A newer title"
    assert copies(connected, issue) == (1, 2)
    problems.retry(connected.services, connected.ado.caller, error.id)
    calm(connected)
    assert connected.ado.get(item)["System.Title"] == "A newer title"
    assert copies(connected, issue) == (1, 2)
    assert len(connected.ado.comments(item)) == 2


@pytest.mark.parametrize("status", [429, 409])
def test_what_follows_a_creation_is_made_when_it_was_refused_at_first(connected: World, status: int) -> None:
    fault(connected, "ado", method="POST", path="*/_apis/wit/attachments", times=1, kind="status", status=status)
    issue = connected.jira.create("With a file")
    connected.jira.attach(issue, "once.txt", b"one file")
    connected.jira.comment(issue, "One comment")
    connected.settle()
    calm(connected)
    twin = connected.twin("jira", issue)
    assert twin is not None
    assert list(connected.ado.files(twin.remote_id)) == ["once.txt"]
    assert len(connected.ado.comments(twin.remote_id)) == 1
    titles = [item.title for item in connected.ado.simulator.organization.items.values()]
    assert titles.count("With a file") == 1


def test_what_follows_an_edit_is_made_when_it_was_refused_at_first(connected: World) -> None:
    issue, item = pair(connected)
    fault(connected, "ado", method="POST", path="*/_apis/wit/attachments", times=1, kind="status", status=429)
    connected.jira.set(issue, summary="Another title")
    connected.jira.attach(issue, "once.txt", b"one file")
    connected.settle()
    connected.ado.set(item, **{"System.Title": "A newer title"})
    calm(connected)
    assert list(connected.ado.files(item)) == ["once.txt"]
    assert connected.ado.get(item)["System.Title"] == connected.jira.get(issue)["summary"] == "A newer title"


def test_an_edit_of_another_field_while_a_call_is_tried_again_is_news(connected: World) -> None:
    """The decision was made before that edit; it is carried out later."""
    issue, item = pair(connected)
    fault(connected, "jira", method="PUT", path="/rest/api/3/issue/*", times=1, kind="status", status=503)
    connected.ado.set(item, **{"System.Description": "<div>Words</div>"})
    connected.settle()
    connected.jira.set(issue, summary="Meanwhile")
    calm(connected)
    assert connected.ado.get(item)["System.Title"] == connected.jira.get(issue)["summary"] == "Meanwhile"
    assert "Words" in words(connected.jira.get(issue)["description"])


def test_a_plan_of_which_nothing_was_begun_is_never_carried_out_later(
    connected: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue, item = pair(connected)
    real, ended = apply.all_calls, []

    def ends_once(work: Any, request: Any, planned: Any) -> Any:
        if work.node.kind == "azuredevops" and not ended:
            ended.append(planned)
            connected.ado.set(item, **{"System.Title": "From here"})  # another revision, so another call
            raise PlatformError(Reason.UNAVAILABLE, "the process ended after the plan was stored")
        return real(work, request, planned)

    monkeypatch.setattr(apply, "all_calls", ends_once)
    connected.jira.set(issue, summary="From there")
    connected.settle()
    calm(connected)
    assert ended
    assert connected.ledger.read(lambda tx: tx.sql("SELECT COUNT(*) FROM effect WHERE state = 'planned'")) == [(0,)]


def test_what_was_written_and_set_back_before_the_rest_was_decided_anew_is_written_again(connected: World) -> None:
    issue, item = pair(connected)
    set_policy(connected, "ado", summary="here")
    fault(connected, "jira", method="POST", path="/rest/api/3/issue/*/comment", kind="status", status=409)
    connected.ado.set(item, **{"System.Title": "Wanted"})
    connected.ado.comment(item, "One comment")
    connected.settle()
    assert connected.jira.get(issue)["summary"] == "Wanted"
    connected.jira.set(issue, summary="Half applied")  # before the comment, and so all, is decided anew
    connected.jira.site.bench.faults.clear()  # and not after so many tries: a slow machine tries more often meanwhile
    calm(connected)
    assert connected.jira.get(issue)["summary"] == connected.ado.get(item)["System.Title"] == "Wanted"
    assert copies(connected, issue) == (0, 1)
    assert open_errors(connected, "ado") == open_errors(connected, "jira") == []


def test_a_comment_that_half_a_change_removed_does_not_leave_again_as_it_was_remembered(connected: World) -> None:
    issue, item = pair(connected)
    numbers = [connected.jira.comment(issue, text) for text in ("Removed at once", "Removed later")]
    connected.settle()
    connected.ado.set(item, **{"System.Title": "Remembered with its comments"})
    connected.settle()
    path = f"/{connected.ado.project_id}/_apis/wit/workItems/{item}/comments"
    found = connected.ado.rest("GET", path, **{"api-version": "7.1-preview.4", "order": "asc"})["comments"]
    fault(connected, "ado", method="DELETE", path=f"*/comments/{found[1]['id']}", times=1, kind="status", status=403)
    with deaf(connected.ado.simulator.bench):  # what was heard of the item last is older than the removal
        for number in numbers:
            connected.jira.rest("DELETE", f"/issue/{issue}/comment/{number}")
        connected.settle()
    (error,) = open_errors(connected, "ado")
    assert len(connected.ado.comments(item)) == 1
    node, late = connected.ado.caller.node_id, {"notice": "changed", "revision": "1", "comment": None, "hook": True}
    twin = connected.twin("ado", item)
    assert twin is not None
    connected.ledger.write(
        lambda tx: queue.append(
            tx, node, "out", item, queue.CHANGED, {"notices": [late]}, connection_id=twin.connection_id
        )
    )
    connected.settle()
    sent = connected.ledger.read(lambda tx: tx.sql("SELECT body FROM event WHERE kind = 'replica'"))
    told = [one for (body,) in sent for one in json.loads(body)["replica"].get("comments", ())]
    assert [one for one in told if one["id"] == str(found[0]["id"]) and one["remoteId"] is None] == []
    problems.retry(connected.services, connected.ado.caller, error.id)
    calm(connected)
    assert connected.ado.comments(item) == connected.jira.comments(issue) == []


@pytest.mark.parametrize("apart", [False, True], ids=["one deployment", "two deployments"])
def test_a_file_deleted_before_it_was_fetched_is_left_out_and_the_rest_arrives(
    connected: World, monkeypatch: pytest.MonkeyPatch, apart: bool
) -> None:
    issue, item = pair(connected)
    if apart:  # nobody knows that the partner is in the same ledger: all goes over HTTP
        monkeypatch.setattr(connections, "local_peer", lambda *_: None)
    fault(connected, "jira", method="GET", path="*/attachment/content/*", times=1, kind="status", status=503)
    connected.jira.attach(issue, "gone.txt", b"one file")
    connected.jira.comment(issue, "One comment")
    connected.settle()
    assert open_errors(connected, "ado") == []
    assert connected.ado.comments(item) == []
    connected.jira.site.bench.deliveries.disorder.set({"drop": True})
    (file,) = connected.jira.site.issues[issue].attachments
    connected.jira.rest("DELETE", f"/attachment/{file.id}")
    calm(connected)
    assert len(connected.ado.comments(item)) == 1
    assert connected.ado.files(item) == {}
    assert open_errors(connected, "ado") == []
    node = connected.ado.caller.node_id
    told = connected.ledger.read(lambda tx: timeline.of_entity(tx, node, item)).items
    assert any(one.step == "file_left_out" and "gone.txt" in one.text for one in told)


def test_an_edit_of_what_rules_had_no_reason_to_set_while_a_call_is_tried_again_is_news(scripted: Scripted) -> None:
    """Rules set what differs. The title did not when they ran, so that the partner must not be told of a later one."""
    world = scripted.world
    item = scripted.ado.create("Half applied", "Bug")
    scripted.settle()
    twin = world.twin("ado", item)
    assert twin is not None
    issue = twin.remote_id
    fault(world, "jira", method="POST", path="*/attachments", times=1, kind="cut")
    scripted.ado.attach(item, "once.txt", b"one file")
    scripted.settle()
    text = {
        "type": "doc",
        "version": 1,
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Meanwhile"}]}],
    }
    scripted.jira.set(issue, description=text)
    calm(world)
    assert words(scripted.jira.get(issue)["description"]).split() == ["Meanwhile"]
    assert "Meanwhile" in scripted.ado.get(item)["Microsoft.VSTS.TCM.ReproSteps"]
    assert list(scripted.jira.files(issue)) == ["once.txt"]


@pytest.mark.parametrize("kind", [{"kind": "status", "status": 503}, {"kind": "cut"}])
def test_what_an_attempt_decided_is_told_though_another_one_ends_it(connected: World, kind: dict[str, object]) -> None:
    issue, item = pair(connected)
    fault(connected, "jira", method="POST", path="/rest/api/3/issue/*/comment", times=2, **kind)
    connected.jira.set(issue, summary="By Jira")
    connected.ado.comment(item, "Comes after the title")
    connected.ado.set(item, **{"System.Title": "By Azure"})
    connected.settle()
    calm(connected)
    assert connected.jira.get(issue)["summary"] == "By Azure"
    node = connected.jira.caller.node_id
    told = connected.ledger.read(lambda tx: timeline.of_entity(tx, node, issue, limit=100)).items
    assert [one.data["field"] for one in told if one.step == "conflict"] == ["summary"]
    arrived = [one for one in told if one.step == "result" and one.data["fields"] == ["summary"]]
    of_it = [one.step for one in reversed(told) if one.event_id == arrived[0].event_id]
    assert of_it == ["conflict", "write", "write", "result"]


def test_what_a_lost_call_wrote_waits_to_be_decided_anew_before_anybody_takes_it_for_news(
    scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer of a write was lost, somebody edits one of its fields, and the attempt that saw it ends half way."""
    both = "replica.summary = {0}.summary\nreplica.description = {0}.description"
    taken = "{0}.summary = replica.summary\n{0}.description = replica.description"
    scripted.rule("jira", outgoing=both.format("issue"), incoming=taken.format("issue"))
    scripted.rule("ado", outgoing=both.format("workItem"), incoming=taken.format("workItem"))
    issue = scripted.jira.create("Same", "One", kind="Bug")
    scripted.settle()
    item = scripted.twin_of(issue)
    real, asked = incoming.read, []

    def ends_once(work: Any, *, afresh: bool = False) -> Any:
        asked.append(afresh)
        if asked == [True, True]:  # the first goes on with what was begun, the second decides anew
            raise PlatformError(Reason.UNAVAILABLE, "the process ended before it was decided anew")
        return real(work, afresh=afresh)

    fault(scripted.world, "jira", method="PUT", path="/rest/api/3/issue/*", times=1, kind="timeout-after-write")
    scripted.ado.set(item, **{"System.Title": "By the partner", "System.Description": "<p>Two</p>"})
    scripted.settle()
    scripted.jira.set(issue, summary="By a person")
    monkeypatch.setattr(incoming, "read", ends_once)
    hurry(scripted.world)
    scripted.settle()
    assert asked == [True, True]
    scripted.ado.set(item, **{"System.Description": "<p>Three</p>"})
    calm(scripted.world)
    assert words(scripted.jira.get(issue)["description"]) == "Three"
    assert scripted.ado.get(item)["System.Title"] == scripted.jira.get(issue)["summary"] == "By a person"
    told = scripted.told("jira", issue) + scripted.told("ado", item)
    assert not any("change: description, summary" in line for line in scripted.told("jira", issue))
    assert not any("edited description" in line for line in told)
    assert scripted.errors("jira") == scripted.errors("ado") == []


@pytest.mark.parametrize("side", ["jira", "ado"])
def test_an_edit_of_a_field_that_stood_already_as_it_should_while_a_call_is_tried_again_is_news(
    connected: World, side: str
) -> None:
    """The decision took the partner's title, which was here already: no call set it, and nobody wrote over that edit."""
    issue, item = pair(connected)
    path = "/rest/api/3/issue/*/comment" if side == "jira" else "*/comments"
    fault(connected, side, method="POST", path=path, times=1, kind="cut")
    if side == "jira":
        connected.ado.comment(item, "One comment")
        connected.ado.set(item, **{"System.Title": "On both"})
        connected.jira.set(issue, summary="On both")
    else:
        connected.jira.comment(issue, "One comment")
        connected.jira.set(issue, summary="On both")
        connected.ado.set(item, **{"System.Title": "On both"})
    connected.settle()
    if side == "jira":
        connected.jira.set(issue, summary="Newer")
    else:
        connected.ado.set(item, **{"System.Title": "Newer"})
    calm(connected)
    assert connected.ado.get(item)["System.Title"] == connected.jira.get(issue)["summary"] == "Newer"
    assert copies(connected, issue) == (0, 1)
    assert open_errors(connected, "ado") == open_errors(connected, "jira") == []
