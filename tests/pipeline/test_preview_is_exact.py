"""An effect preview shows the very calls that a run then makes: with what does not fit left out, links, pictures."""

import json
from dataclasses import replace
from typing import Any

import pytest

from addon.platforms.azuredevops.platform import AzureDevOpsPlatform
from addon.storage import connections, effects, nodes
from addon.sync.preview import IncomingPreview, preview
from tests.pipeline.scripted import Scripted
from tests.pipeline.test_references import figure
from tests.pipeline.world import adf

OUT = """
replica.summary = issue.summary
replica.description = issue.description
replica.status = issue.status
replica.comments = issue.comments
replica.attachments = issue.attachments
replica.issueLinks = issue.issueLinks
"""
IN = """
if (firstSync) {
    workItem.projectKey = "Fabrikam Fiber"
    workItem.typeName = "Bug"
}
def states = ["To Do": "New", "In Progress": "Active", "Done": "Closed"]
workItem.summary = replica.summary
workItem.description = replica.description
workItem.setStatus(states[replica.status.name])
workItem.comments = commentHelper.mergeComments(workItem, replica)
workItem.attachments = attachmentHelper.mergeAttachments(workItem, replica)
link.related(replica)
"""


def partners(scripted: Scripted, issue: str) -> IncomingPreview:
    """What would happen at Azure DevOps if the issue were sent as it is now."""
    node_id, connection_id = scripted.node("jira"), scripted.connections["jira"]
    node, row = scripted.world.ledger.read(
        lambda tx: (nodes.get(tx, node_id), connections.get(tx, node_id, connection_id))
    )
    found = preview(scripted.world.services, node, row, issue, partner=True)
    assert found.partner is not None, found.partner_note
    return found.partner


def made_since(scripted: Scripted, before: set[int], item: str) -> list[tuple[str, str, Any]]:
    """The calls that runs made at this work item, without those seen before."""
    rows = scripted.world.ledger.read(lambda tx: tx.select(effects.Effect, effects.T.node_id == scripted.node("ado")))
    return [
        (one.method, one.target, one.call["body"])
        for one in rows
        if one.id not in before and one.kind not in ("decision", "script_wishes") and one.entity_id == item
    ]


def known(scripted: Scripted) -> set[int]:
    rows = scripted.world.ledger.read(lambda tx: tx.select(effects.Effect, effects.T.node_id == scripted.node("ado")))
    return {one.id for one in rows}


def as_shown(found: IncomingPreview) -> list[tuple[str, str, Any]]:
    return [(one.method, one.target, json.loads(one.body) if one.body else None) for one in found.calls]


def without_marks(calls: list[tuple[str, str, Any]]) -> list[tuple[str, str, Any]]:
    """The calls without the mark of the message, which a preview has none of."""
    made = []
    for method, target, body in calls:
        told = [one for one in body if "Synced by Liaise" not in json.dumps(one)] if isinstance(body, list) else body
        made.append((method, target, told))
    return made


@pytest.fixture
def two_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        AzureDevOpsPlatform, "capabilities", replace(AzureDevOpsPlatform.capabilities, attachment_limit=2)
    )


def test_a_preview_and_the_run_after_it_make_the_same_calls(scripted: Scripted, two_files: None) -> None:
    scripted.rule("jira", outgoing=OUT, share_internal_comments=True)
    scripted.rule("ado", incoming=IN)
    other = scripted.jira.create("Other")
    scripted.settle()
    issue = scripted.jira.create("First", "It smokes")
    scripted.jira.attach(issue, "a.png", b"picture")
    scripted.jira.set(
        issue,
        description={
            "type": "doc",
            "version": 1,
            "content": [*adf("Look:")["content"], figure(scripted.world, issue, "a.png")],
        },
    )
    scripted.jira.rest(
        "POST",
        "/issueLink",
        {"type": {"name": "Relates"}, "inwardIssue": {"id": issue}, "outwardIssue": {"id": other}},
    )
    foreseen = partners(scripted, issue)
    assert (foreseen.effect, foreseen.problem) == ("create", None)
    before = known(scripted)
    scripted.settle()
    assert without_marks(as_shown(foreseen)) == without_marks(made_since(scripted, before, scripted.twin_of(issue)))
    assert [one.filename for one in foreseen.files] == ["a.png"]

    hidden = {"key": "sd.public.comment", "value": {"internal": True}}
    scripted.jira.rest("POST", f"/issue/{issue}/comment", {"body": adf("psst"), "properties": [hidden]})
    scripted.jira.comment(issue, "For everybody")
    scripted.jira.attach(issue, "b.txt", b"b")
    scripted.jira.attach(issue, "c.txt", b"c")
    step = next(
        one
        for one in scripted.jira.rest("GET", f"/issue/{issue}/transitions")["transitions"]
        if one["to"]["name"] == "Done"
    )
    scripted.jira.rest("POST", f"/issue/{issue}/transitions", {"transition": {"id": step["id"]}})
    foreseen = partners(scripted, issue)
    before = known(scripted)
    scripted.settle()
    assert as_shown(foreseen) == made_since(scripted, before, scripted.twin_of(issue))
    assert [one.filename for one in foreseen.files] == ["b.txt"]
    assert any("1 internal left out" in one for one in foreseen.warnings)
    assert any("Only 2 files fit here" in one for one in foreseen.warnings)
    assert [one.text for one in foreseen.comments] == ["For everybody"]
    assert scripted.errors("ado") == scripted.errors("jira") == []


def test_a_preview_at_jira_goes_the_way_that_was_seen_before_and_touches_nothing(scripted: Scripted) -> None:
    first, second = scripted.jira.create("First", kind="Bug"), scripted.jira.create("Second", kind="Bug")
    scripted.settle()
    scripted.rule("jira", incoming="issue.setStatus(replica.status.name)")
    node_id, connection_id = scripted.node("jira"), scripted.connections["jira"]
    node, row = scripted.world.ledger.read(
        lambda tx: (nodes.get(tx, node_id), connections.get(tx, node_id, connection_id))
    )

    def foreseen(issue: str) -> IncomingPreview:
        replica = {"id": scripted.twin_of(issue), "status": {"name": "Resolved"}}
        found = preview(scripted.world.services, node, row, issue, replica=replica).incoming
        assert found is not None
        return found

    unknown = foreseen(first).problem
    assert unknown is not None
    assert "no transition leads from “Open” to “Resolved”. Reachable from here: " in unknown.message
    transitions = scripted.jira.rest("GET", f"/issue/{second}/transitions")["transitions"]
    start = next(one["id"] for one in transitions if one["to"]["name"] == "In Progress")
    scripted.jira.rest("POST", f"/issue/{second}/transitions", {"transition": {"id": start}})
    assert foreseen(second).transitions == ("In Progress → Resolved",)
    assert foreseen(first).transitions == ("Open → In Progress → Resolved",)
    assert scripted.jira.get(first)["status"]["name"] == "Open"
