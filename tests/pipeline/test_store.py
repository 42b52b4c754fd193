"""`store` in the middle of a run decides and writes like the end of it: people, pictures, conflicts, and once."""

from addon.sync import problems
from tests.pipeline.scripted import Scripted
from tests.pipeline.test_failures import fault
from tests.pipeline.test_references import figure, shown
from tests.pipeline.world import adf

PIXELS = b"\x89PNG bytes"
STORED = """
if (firstSync) {
    workItem.projectKey = "Fabrikam Fiber"
    workItem.typeName = "Task"
}
workItem.summary = replica.summary
workItem.description = replica.description
workItem.attachments = attachmentHelper.mergeAttachments(workItem, replica)
workItem.comments = commentHelper.mergeComments(workItem, replica)
store(workItem)
"""


def test_a_stored_text_shows_the_partners_picture(scripted: Scripted) -> None:
    scripted.rule("ado", incoming=STORED)
    issue = scripted.jira.create("Pictured")
    scripted.jira.attach(issue, "a.png", PIXELS)
    content = [*adf("Look:")["content"], figure(scripted.world, issue, "a.png")]
    scripted.jira.set(issue, description={"type": "doc", "version": 1, "content": content})
    scripted.settle()
    item = scripted.twin_of(issue)
    assert shown(scripted.world, scripted.ado.get(item)["System.Description"]) == PIXELS
    assert list(scripted.ado.files(item)) == ["a.png"]


def test_a_store_keeps_a_newer_edit_of_this_side_and_tells_the_partner(scripted: Scripted) -> None:
    scripted.rule("ado", incoming=STORED + 'workItem.labels = [[label: "stored"]]\n')
    issue = scripted.jira.create("As agreed", "Text")
    scripted.settle()
    item = scripted.twin_of(issue)
    scripted.jira.set(issue, summary="Older", labels=["x"])
    scripted.jira.comment(issue, "Hello")
    scripted.ado.set(item, **{"System.Title": "Newer"})
    scripted.settle()
    assert scripted.ado.get(item)["System.Title"] == scripted.jira.get(issue)["summary"] == "Newer"
    assert scripted.ado.get(item)["System.Tags"] == "stored"
    assert len(scripted.ado.comments(item)) == 1
    assert any("Both sides edited summary; the edit by" in one for one in scripted.told("ado", item))
    assert scripted.errors("ado") == scripted.errors("jira") == []


def test_a_field_stored_and_set_again_holds_the_last_value_and_is_agreed_on(scripted: Scripted) -> None:
    scripted.rule(
        "ado", incoming=STORED + 'workItem.summary = replica.summary + " / " + workItem.key\nstore(workItem)\n'
    )
    issue = scripted.jira.create("Twice", "Text")
    scripted.settle()
    item = scripted.twin_of(issue)
    assert scripted.ado.get(item)["System.Title"] == f"Twice / {item}"
    scripted.jira.set(issue, summary="Thrice")
    scripted.settle()
    assert scripted.ado.get(item)["System.Title"] == f"Thrice / {item}"
    assert scripted.errors("ado") == []


def test_people_of_the_partner_are_mapped_when_stored(scripted: Scripted) -> None:
    scripted.rule("jira", outgoing="replica.summary = issue.summary\nreplica.assignee = [displayName: 'Grace']")
    text = STORED.replace("store(", "workItem.assignee = replica.assignee\nstore(")
    scripted.rule("ado", incoming=text, people={"Grace": "maria.admin@fabrikam.example"})
    issue = scripted.jira.create("Mine")
    scripted.settle()
    assert scripted.ado.get(scripted.twin_of(issue))["System.AssignedTo"]["displayName"] == "Maria Admin"


def test_a_store_by_mended_rules_is_made_though_the_first_calls_of_the_old_one_were(scripted: Scripted) -> None:
    scripted.rule("ado", outgoing="replica.summary = workItem.summary")
    rule = """
if (firstSync) {
    issue.projectKey = "SUP"
    issue.typeName = "Task"
    issue.summary = replica.summary
} else {
    issue.summary = "%s"
    issue.setStatus("In Progress")
    store(issue)
}
"""
    scripted.rule("jira", incoming=rule % "Old words", outgoing="replica.summary = issue.summary")
    item = scripted.ado.create("Begun", kind="Bug")
    scripted.settle()
    twin = scripted.world.twin("ado", item)
    assert twin is not None
    fault(scripted.world, "jira", method="POST", path="*/transitions", times=1, kind="status", status=400)
    scripted.ado.set(item, **{"System.Title": "News"})
    scripted.settle()
    assert scripted.jira.get(twin.remote_id)["summary"] == "Old words"
    assert scripted.ado.get(item)["System.Title"] == "News"  # what a failed store wrote is no news of this side
    (error,) = scripted.errors("jira")
    scripted.rule("jira", incoming=rule % "New words")
    problems.retry(scripted.world.services, scripted.jira.caller, error.id)
    scripted.settle()
    assert scripted.jira.get(twin.remote_id)["summary"] == "New words"
    assert scripted.jira.get(twin.remote_id)["status"]["name"] == "In Progress"
    assert scripted.errors("jira") == []
