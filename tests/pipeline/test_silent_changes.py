"""Watchers and entity properties of a Jira issue: no hook and no poll tells of them, the next change carries them."""

from addon.simulators.jira.seed import MEMBER
from addon.sync import panel
from tests.pipeline.scripted import Scripted

OUT = """
replica.summary = issue.summary
replica.description = "seen by " + issue.watchers*.displayName + ", risk " + issue.entityProperties["other.app"]?.risk
"""
IN = """
if (firstSync) { workItem.projectKey = "Fabrikam Fiber"; workItem.typeName = "Task" }
workItem.summary = replica.summary
workItem.description = replica.description
"""


def test_they_go_with_the_next_change_and_with_sync_now(scripted: Scripted) -> None:
    scripted.rule("jira", outgoing=OUT)
    scripted.rule("ado", incoming=IN)
    issue = scripted.jira.create("Watched")
    scripted.settle()
    item = scripted.twin_of(issue)
    here = scripted.jira.site.issues[issue]
    scripted.jira.rest("POST", f"/issue/{issue}/watchers", MEMBER)
    scripted.jira.rest("PUT", f"/issue/{issue}/properties/other.app", {"risk": "high"})
    assert MEMBER in here.watchers and here.properties["other.app"] == {"risk": "high"}
    scripted.settle()
    assert "risk null" in scripted.ado.get(item)["System.Description"]
    scripted.jira.comment(issue, "Anything")
    scripted.settle()
    assert "Max Member" in scripted.ado.get(item)["System.Description"]
    assert "risk high" in scripted.ado.get(item)["System.Description"]
    scripted.jira.rest("PUT", f"/issue/{issue}/properties/other.app", {"risk": "low"})
    panel.sync(scripted.world.services, scripted.jira.caller, issue, scripted.connections["jira"], lambda: True)
    scripted.settle()
    assert "risk low" in scripted.ado.get(item)["System.Description"]
