"""A work item out of the recycle bin learns what was edited meanwhile; a copy that somebody made of one is new."""

from typing import Any

import pytest

from tests.pipeline.scripted import Scripted
from tests.pipeline.test_kinds_links import relations
from tests.pipeline.world import World


def paired(world: World) -> tuple[str, str]:
    issue = world.jira.create("First", kind="Bug")
    world.settle()
    twin = world.twin("jira", issue)
    assert twin is not None
    return issue, twin.remote_id


def taken_back(world: World, item: str) -> None:
    world.ado.rest("PATCH", f"/_apis/wit/recyclebin/{item}", {"IsDeleted": False})
    world.settle()


@pytest.mark.parametrize("edited_there", [False, True], ids=["untouched there", "edited there too"])
def test_what_was_edited_while_it_was_in_the_bin_arrives_once_it_is_back(connected: World, edited_there: bool) -> None:
    issue, item = paired(connected)
    connected.ado.rest("DELETE", f"/_apis/wit/workitems/{item}")
    connected.settle()
    connected.jira.set(issue, summary="Meanwhile")
    connected.jira.comment(issue, "Where is it?")
    connected.settle()
    if edited_there:
        connected.ado.simulator.bench.deliveries.disorder.set({"drop": True})
        connected.ado.rest("PATCH", f"/_apis/wit/recyclebin/{item}", {"IsDeleted": False})
        connected.ado.comment(item, "Here")
        connected.ado.simulator.bench.deliveries.disorder.set({})
        connected.ado.comment(item, "Back")
        connected.settle()
    else:
        taken_back(connected, item)
    assert connected.ado.get(item)["System.Title"] == connected.jira.get(issue)["summary"] == "Meanwhile"
    assert [one for one in connected.ado.comments(item) if "Where is it?" in one]
    assert len(connected.jira.comments(issue)) == len(connected.ado.comments(item)) == (3 if edited_there else 1)
    for side, entity in (("jira", issue), ("ado", item)):
        twin = connected.twin(side, entity)
        assert twin is not None and twin.state == "linked"
    assert connected.settle() == 0


def copied(world: World, item: str, **fields: Any) -> str:
    """As *Create copy of work item* with its links does it."""
    found = world.ado.rest("GET", f"/_apis/wit/workitems/{item}", **{"$expand": "relations"})["relations"]
    links = [{"rel": one["rel"], "url": one["url"], "attributes": _told(one)} for one in found]
    body = [{"op": "add", "path": f"/fields/{name}", "value": value} for name, value in fields.items()]
    body += [{"op": "add", "path": "/relations/-", "value": link} for link in links if link["rel"] == "Hyperlink"]
    made = world.ado.rest("POST", f"/{world.ado.project_id}/_apis/wit/workitems/$Bug", body)
    world.settle()
    return str(made["id"])


def _told(link: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in link["attributes"].items() if name == "comment"}


def test_a_copy_with_the_link_of_its_original_is_wanted_like_any_other(connected: World) -> None:
    issue, item = paired(connected)
    copy = copied(connected, item, **{"System.Title": "Copy"})
    twin = connected.twin("ado", copy)
    assert twin is not None and twin.remote_id not in ("", issue)
    assert connected.jira.get(twin.remote_id)["summary"] == "Copy"
    connected.jira.set(issue, summary="The original")
    connected.jira.set(twin.remote_id, summary="The copy")
    connected.settle()
    assert connected.ado.get(item)["System.Title"] == "The original"
    assert connected.ado.get(copy)["System.Title"] == "The copy"
    assert len(connected.jira.site.issues) == 2


def test_links_of_several_types_that_are_one_here_are_made_once_and_at_once(scripted: Scripted) -> None:
    scripted.rule("jira", outgoing="replica.summary = issue.summary\nreplica.issueLinks = issue.issueLinks")
    scripted.rule(
        "ado",
        incoming="if (firstSync) workItem.typeName = 'Bug'\nworkItem.summary = replica.summary\nlink.related(replica)",
    )
    issues = [scripted.jira.create(f"Issue {number}", kind="Bug") for number in range(3)]
    keys = [scripted.jira.site.issues[one].key for one in issues]
    for one, other in ((0, 1), (1, 2), (2, 0), (1, 0)):
        for name in ("Relates", "Blocks"):
            body = {"type": {"name": name}, "inwardIssue": {"key": keys[one]}, "outwardIssue": {"key": keys[other]}}
            scripted.jira.rest("POST", "/issueLink", body)
    scripted.settle()
    items = [scripted.twin_of(one) for one in issues]
    for item in items:
        others = sorted(("System.LinkTypes.Related", one) for one in items if one != item)
        assert sorted(relations(scripted, item)) == others
    assert scripted.errors("jira") == scripted.errors("ado") == []
    assert scripted.settle() == 0
