"""A comment or file that a tracker refuses for what it is: left out and told, while everything else goes on."""

from addon.connections import entity_status
from addon.sync import panel, problems
from tests.pipeline.scripted import Scripted

IN = """
if (firstSync) {
    issue.typeName = "Task"
}
issue.summary = replica.summary
issue.comments = commentHelper.mergeComments(issue, replica)
issue.attachments = attachmentHelper.mergeAttachments(issue, replica)
"""


def test_a_comment_and_a_file_that_are_too_large_are_left_out_and_the_rest_arrives(scripted: Scripted) -> None:
    scripted.rule("jira", incoming=IN)
    item = scripted.ado.create("First", "Bug")
    scripted.settle()
    twin = scripted.world.twin("ado", item)
    assert twin is not None
    issue = twin.remote_id
    scripted.jira.site.upload_limit = 100
    scripted.ado.comment(item, "<p>" + "x" * 40_000 + "</p>")
    scripted.ado.comment(item, "<p>short</p>")
    scripted.ado.attach(item, "large.bin", b"x" * 200)
    scripted.ado.attach(item, "small.bin", b"x")
    scripted.ado.set(item, **{"System.Title": "Second"})
    scripted.settle()
    assert scripted.jira.get(issue)["summary"] == "Second"
    assert [one.endswith("short") for one in scripted.jira.comments(issue)] == [True]
    assert list(scripted.jira.files(issue)) == ["small.bin"]
    told = [one for one in scripted.told("jira", issue) if one.startswith("part_left_out")]
    assert any("32,767 characters" in one for one in told)
    assert any("“large.bin” was left out" in one and "maximum permitted size" in one for one in told)
    (error,) = scripted.errors("jira")
    file, comment = sorted(error.message.splitlines(), key=lambda line: line.startswith("A comment"))
    assert comment.startswith("A comment was left out") and file.startswith("“large.bin” was left out")
    services, caller = scripted.world.services, scripted.jira.caller
    row = panel.panel(services, caller, issue, lambda: True).rows[0]
    assert (row.state, "sync_now" in row.can, "retry" in row.can) == ("synced", True, False)
    assert any("everything else goes on" in note for note in row.notes)
    status = entity_status.look_up(services, caller.node_id, issue)
    assert status is not None and (status.pairs[0].state, status.pairs[0].error_id) == ("synced", error.id)
    assert "tried again" in problems.error_detail(services, caller.node_id, error.id).what_to_do
    problems.dismiss(services, caller, error.id)

    scripted.jira.site.upload_limit = 1_000
    scripted.ado.set(item, **{"System.Title": "Third"})
    scripted.settle()
    assert sorted(scripted.jira.files(issue)) == ["large.bin", "small.bin"]
    assert scripted.jira.get(issue)["summary"] == "Third"
