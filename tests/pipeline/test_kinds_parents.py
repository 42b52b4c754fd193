"""A parent that is set, changed and taken away follows in both directions; one that only one side knows stays there."""

import pytest

from tests.pipeline.scripted import Scripted

JIRA_OUT = "replica.summary = issue.summary\nreplica.parentId = issue.parentId"
ADO_OUT = "replica.summary = workItem.summary\nreplica.parentId = workItem.parentId"
JIRA_IN = """
if (firstSync) { issue.projectKey = "SUP"; issue.typeName = "Task" }
issue.summary = replica.summary
link.parent(replica)
"""
ADO_IN = """
if (firstSync) { workItem.projectKey = "Fabrikam Fiber"; workItem.typeName = "Task" }
workItem.summary = replica.summary
link.parent(replica)
"""
PARENT = "System.LinkTypes.Hierarchy-Reverse"


@pytest.fixture
def family(scripted: Scripted) -> Scripted:
    scripted.rule("jira", outgoing=JIRA_OUT, incoming=JIRA_IN)
    scripted.rule("ado", outgoing=ADO_OUT, incoming=ADO_IN)
    return scripted


def below(scripted: Scripted, issue: str, parent: str | None) -> None:
    scripted.jira.set(issue, parent={"id": parent} if parent else None)


def orphaned(scripted: Scripted, item: str) -> None:
    relations = scripted.ado.rest("GET", f"/_apis/wit/workitems/{item}", **{"$expand": "relations"})["relations"]
    index = next(at for at, one in enumerate(relations) if one["rel"] == PARENT)
    body = [{"op": "remove", "path": f"/relations/{index}"}]
    scripted.ado.rest("PATCH", f"/_apis/wit/workitems/{item}", body)


def adopted(scripted: Scripted, item: str, parent: str) -> None:
    url = f"{scripted.ado.simulator.organization.url}/_apis/wit/workItems/{parent}"
    body = [{"op": "add", "path": "/relations/-", "value": {"rel": PARENT, "url": url}}]
    scripted.ado.rest("PATCH", f"/_apis/wit/workitems/{item}", body)


def parents(scripted: Scripted, issue: str) -> tuple[str | None, str | None]:
    """The parents of an issue and of its work item, both as the issue's."""
    above = scripted.ado.get(scripted.twin_of(issue)).get("System.Parent")
    twin = scripted.world.twin("ado", str(above)) if above else None
    here = scripted.jira.get(issue).get("parent")
    return here["id"] if here else None, (twin.remote_id if twin else f"#{above}") if above else None


def test_a_parent_that_is_taken_away_on_one_side_goes_on_the_other(family: Scripted) -> None:
    first, second = (family.jira.create(name, kind="Epic") for name in ("First", "Second"))
    child = family.jira.create("Child")
    below(family, child, first)
    family.settle()
    assert parents(family, child) == (first, first)
    below(family, child, second)
    family.settle()
    assert parents(family, child) == (second, second)
    below(family, child, None)
    family.settle()
    assert parents(family, child) == (None, None)
    below(family, child, first)
    family.settle()
    orphaned(family, family.twin_of(child))
    family.settle()
    assert parents(family, child) == (None, None)
    adopted(family, family.twin_of(child), family.twin_of(second))
    family.settle()
    assert parents(family, child) == (second, second)
    assert family.settle() == 0
    assert family.errors("jira") == family.errors("ado") == []


def test_a_parent_that_only_one_side_knows_stays_whatever_the_other_says(family: Scripted) -> None:
    child = family.jira.create("Child")
    family.settle()
    item, own = family.twin_of(child), family.ado.create("Nobody else knows it", "Epic")
    adopted(family, item, own)
    family.settle()
    family.jira.set(child, summary="Edited")
    family.settle()
    assert family.ado.get(item)["System.Title"] == "Edited"
    assert parents(family, child) == (None, f"#{own}")
    assert family.errors("jira") == family.errors("ado") == []
