"""Links, work logs, internal comments, picklists and the limit of files, by rules of a test's own."""

import pytest

from addon.storage import queue, twins
from addon.storage.transaction import Tx
from tests.pipeline.scripted import Scripted

OUT = "replica.summary = issue.summary\nreplica.comments = issue.comments\nreplica.issueLinks = issue.issueLinks\nreplica.attachments = issue.attachments\nreplica.priority = issue.priority\n"
IN = """
if (firstSync) {
    workItem.projectKey = "Fabrikam Fiber"
    workItem.typeName = "Task"
}
workItem.summary = replica.summary
workItem.comments = commentHelper.mergeComments(workItem, replica)
workItem.attachments = attachmentHelper.mergeAttachments(workItem, replica)
"""


def relations(scripted: Scripted, item: str) -> list[tuple[str, str]]:
    found = scripted.ado.rest("GET", f"/_apis/wit/workitems/{item}", **{"$expand": "relations"}).get("relations") or []
    return [(one["rel"], one["url"].rpartition("/")[2]) for one in found if one["rel"].startswith("System.LinkTypes")]


def link(scripted: Scripted, one: str, other: str) -> None:
    keys = [scripted.world.jira.site.issues[issue].key for issue in (one, other)]
    body = {"type": {"name": "Relates"}, "inwardIssue": {"key": keys[0]}, "outwardIssue": {"key": keys[1]}}
    scripted.jira.rest("POST", "/issueLink", body)


def test_a_link_crosses_once_both_ends_are_paired(scripted: Scripted) -> None:
    scripted.rule("jira", outgoing='if (issue.summary.startsWith("Later")) return\n' + OUT)
    scripted.rule("ado", incoming=IN + "link.related(replica)\n")
    one, other = scripted.jira.create("First"), scripted.jira.create("Later second")
    scripted.settle()
    link(scripted, one, other)
    scripted.settle()
    item = scripted.twin_of(one)
    assert relations(scripted, item) == []
    scripted.jira.set(other, summary="Second")
    scripted.settle()
    assert relations(scripted, item) == [("System.LinkTypes.Related", scripted.twin_of(other))]
    scripted.jira.set(one, summary="First again")
    scripted.settle()
    assert relations(scripted, item) == [("System.LinkTypes.Related", scripted.twin_of(other))]
    assert scripted.errors("ado") == scripted.errors("jira") == []


def test_a_pair_whose_other_side_was_deleted_stays_so_when_its_rules_run_again(scripted: Scripted) -> None:
    scripted.rule("jira", outgoing=OUT)
    scripted.rule("ado", incoming=IN)
    issue = scripted.jira.create("First")
    scripted.settle()
    world, item = scripted.world, scripted.twin_of(issue)
    node = world.ado.caller.node_id
    scripted.jira.rest("DELETE", f"/issue/{issue}")
    scripted.settle()
    twin = world.twin("ado", item)
    assert twin is not None and twin.state == "remote_deleted"

    def again(tx: Tx) -> None:
        body = {"replica": twins.replica(tx, node, twin.id, "received"), "twin": item, "again": True}
        body |= {"epoch": twin.received_epoch, "seq": twin.received_seq}
        queue.append(tx, node, "in", issue, "replica", body, connection_id=twin.connection_id, local_entity=item)

    world.ledger.write(again)
    scripted.settle()
    assert any("Nothing was to be changed" in line for line in scripted.told("ado", item))
    after = world.twin("ado", item)
    assert after is not None and after.state == "remote_deleted"


@pytest.mark.parametrize("heard", [True, False], ids=["heard of", "not heard of yet"])
def test_a_link_with_what_was_deleted_here_is_left_out_and_the_rest_arrives(scripted: Scripted, heard: bool) -> None:
    scripted.rule("jira", outgoing=OUT)
    scripted.rule("ado", incoming=IN + "link.related(replica)\n")
    one, other = scripted.jira.create("First"), scripted.jira.create("Second")
    scripted.settle()
    item, gone = scripted.twin_of(one), scripted.twin_of(other)
    scripted.world.ado.simulator.bench.deliveries.disorder.set({"drop": not heard})
    scripted.ado.rest("DELETE", f"/_apis/wit/workitems/{gone}")
    scripted.settle()
    link(scripted, one, other)
    scripted.jira.comment(one, "Linked")
    scripted.settle()
    assert any("Linked" in text for text in scripted.ado.comments(item))
    assert relations(scripted, item) == []
    assert any(line.startswith("link_left_out: ") for line in scripted.told("ado", item))
    assert [error for error in scripted.errors("ado") if error.entity_id == item] == []


def test_a_value_outside_a_picklist_names_field_value_and_choices(scripted: Scripted) -> None:
    scripted.rule("ado", outgoing="replica.summary = workItem.summary")
    scripted.rule(
        "jira",
        incoming="""
if (firstSync) {
    issue.projectKey = "SUP"
    issue.typeName = "Task"
}
issue.summary = replica.summary
issue.priority = [name: "Unheard of"]
""",
    )
    scripted.ado.create("Odd priority", "Bug")
    scripted.settle()
    (found,) = scripted.errors("jira")
    assert "priority" in found.message
    assert "Unheard of" in found.message
    assert "High" in found.message


def test_files_above_the_limit_are_left_out_and_it_is_said(scripted: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from addon.platforms.azuredevops.platform import AzureDevOpsPlatform

    few = replace(AzureDevOpsPlatform.capabilities, attachment_limit=2)
    monkeypatch.setattr(AzureDevOpsPlatform, "capabilities", few)
    scripted.rule("jira", outgoing=OUT)
    scripted.rule("ado", incoming=IN)
    issue = scripted.jira.create("Many files")
    for number in range(3):
        scripted.jira.attach(issue, f"{number}.txt", b"x")
    scripted.settle()
    item = scripted.twin_of(issue)
    assert sorted(scripted.ado.files(item)) == ["0.txt", "1.txt"]
    assert any("Only 2 files fit here; 1 were left out: 2.txt" in one for one in scripted.told("ado", item))
    assert scripted.errors("ado") == []


def test_an_internal_comment_is_left_out_where_everybody_would_see_it(scripted: Scripted) -> None:
    scripted.rule("jira", outgoing=OUT, share_internal_comments=True)
    scripted.rule("ado", incoming=IN)
    issue = scripted.jira.create("Internal")
    scripted.jira.comment(issue, "For everybody")
    body = {
        "type": "doc",
        "version": 1,
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Only us"}]}],
    }
    scripted.jira.rest(
        "POST", f"/issue/{issue}/comment", {"body": body, "visibility": {"type": "role", "value": "Administrators"}}
    )
    hidden = {"key": "sd.public.comment", "value": {"internal": True}}
    scripted.jira.rest("POST", f"/issue/{issue}/comment", {"body": body, "properties": [hidden]})
    scripted.settle()
    item = scripted.twin_of(issue)
    there = scripted.ado.comments(item)
    assert len([one for one in there if "For everybody" in one]) == 1
    assert not any("Only us" in one for one in there)
    assert any("1 internal left out" in one for one in scripted.told("ado", item))
    assert scripted.errors("ado") == scripted.errors("jira") == []


def test_a_link_whose_other_end_is_paired_while_the_rules_run_is_made(
    scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    from addon.sync import linked, ruling

    scripted.rule("jira", outgoing=OUT)
    scripted.rule("ado", incoming=IN + 'if (replica.summary == "First") link.related(replica)\n')
    one, other = scripted.jira.create("First"), scripted.jira.create("Second")
    scripted.settle()
    for module in (ruling, linked):  # asked for the first time, the other end has no pair yet
        known, asked = module.twin_of_remote, iter([None])
        monkeypatch.setattr(module, "twin_of_remote", lambda *a, known=known, asked=asked: next(asked, known(*a)))
    link(scripted, one, other)
    scripted.jira.comment(one, "Linked")
    scripted.settle()
    assert relations(scripted, scripted.twin_of(one)) == [("System.LinkTypes.Related", scripted.twin_of(other))]


def test_rules_that_run_again_for_a_link_bring_nothing_else_of_the_past_back(scripted: Scripted) -> None:
    scripted.rule("jira", outgoing='if (issue.summary.startsWith("Later")) return\n' + OUT)
    scripted.rule("ado", incoming=IN + "link.related(replica)\n")
    one, other = scripted.jira.create("First"), scripted.jira.create("Later second")
    scripted.settle()
    link(scripted, one, other)
    scripted.jira.comment(one, "Linked")
    scripted.settle()
    item = scripted.twin_of(one)
    scripted.ado.set(item, **{"System.Title": "Changed there"})
    scripted.settle()
    scripted.jira.set(other, summary="Second")
    scripted.settle()
    assert relations(scripted, item) == [("System.LinkTypes.Related", scripted.twin_of(other))]
    assert scripted.ado.get(item)["System.Title"] == scripted.jira.get(one)["summary"] == "Changed there"
    assert scripted.errors("ado") == scripted.errors("jira") == []
