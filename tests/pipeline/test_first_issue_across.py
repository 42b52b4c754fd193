"""The main path: connect, create, see the twin, change it back; what Liaise wrote does not come back."""

import pytest

from addon.connections import connection
from tests.pipeline.world import World, words


@pytest.mark.parametrize("initiator", ["jira", "ado"])
@pytest.mark.parametrize("mode", ["basic", "script"])
def test_a_connection_becomes_active_on_both_sides(world: World, initiator: str, mode: str) -> None:
    world.connect(mode, initiator)
    assert world.statuses() == {"active"}


def test_an_issue_that_a_trigger_wants_crosses_with_its_texts(connected: World) -> None:
    issue = connected.jira.create("Pump stops", "After ten minutes.", kind="Bug")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    assert twin.acknowledged
    item = connected.ado.get(twin.remote_id)
    assert item["System.Title"] == "Pump stops"
    assert item["System.WorkItemType"] == "Bug"
    assert "After ten minutes." in item["Microsoft.VSTS.TCM.ReproSteps"]
    there = connected.twin("ado", twin.remote_id)
    assert there is not None
    assert there.remote_id == issue


def test_both_sides_of_one_deployment_tell_when_something_last_crossed(connected: World) -> None:
    connected.jira.create("Pump stops")
    connected.settle()
    for caller in (connected.jira.caller, connected.ado.caller):
        listed = connection.page(connected.services, caller.node_id)
        assert [row.last_change is not None for row in listed.rows] == [True]


def test_an_edit_crosses_in_both_directions_and_does_not_echo(connected: World) -> None:
    issue = connected.jira.create("Pump stops")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    connected.ado.set(twin.remote_id, **{"System.Title": "Pump stops at night"})
    connected.settle()
    assert connected.jira.get(issue)["summary"] == "Pump stops at night"
    connected.jira.set(issue, summary="Pump stops at dawn")
    connected.settle()
    assert connected.ado.get(twin.remote_id)["System.Title"] == "Pump stops at dawn"
    assert connected.settle() == 0


def test_a_work_item_crosses_the_other_way(connected: World) -> None:
    item = connected.ado.create("Alarm", "Bug", **{"Microsoft.VSTS.TCM.ReproSteps": "<div>Press <b>start</b></div>"})
    connected.settle()
    twin = connected.twin("ado", item)
    assert twin is not None
    issue = connected.jira.get(twin.remote_id)
    assert issue["summary"] == "Alarm"
    assert issue["issuetype"]["name"] == "Bug"
    assert words(issue["description"]).split() == ["Press", "start"]


def test_comments_cross_with_their_author_and_once(connected: World) -> None:
    issue = connected.jira.create("Pump stops")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    connected.jira.comment(issue, "Have you tried turning it off?")
    connected.settle()
    there = connected.ado.comments(twin.remote_id)
    assert len(there) == 1
    assert "Have you tried turning it off?" in there[0]
    connected.ado.comment(twin.remote_id, "<div>Yes.</div>")
    connected.settle()
    here = connected.jira.comments(issue)
    assert len(here) == 2
    assert "Yes." in here[1]
    assert connected.settle() == 0


def test_an_entity_that_no_trigger_wants_stays_at_home(connected: World) -> None:
    item = connected.ado.create("Only ours", "Task")
    connected.settle()
    assert connected.twin("ado", item) is None


def test_a_file_crosses_in_pieces_and_once(connected: World) -> None:
    issue = connected.jira.create("With a picture")
    content = b"\x89PNG" + bytes(range(256)) * 1200
    connected.jira.attach(issue, "pump.png", content)
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    assert connected.ado.files(twin.remote_id) == {"pump.png": content}
    connected.ado.attach(twin.remote_id, "answer.txt", b"done")
    connected.settle()
    assert connected.jira.files(issue) == {"pump.png": content, "answer.txt": b"done"}
    connected.jira.set(issue, summary="Still one of each")
    connected.settle()
    assert len(connected.ado.files(twin.remote_id)) == 2
    assert connected.settle() == 0
