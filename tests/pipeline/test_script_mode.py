"""Script mode: each side's own Groovy rules decide what leaves and what happens with what arrives."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import requests

from addon.sandbox.launcher import Sandbox, SandboxUnavailable
from addon.storage import twins
from addon.sync import problems
from tests.pipeline.scripted import Scripted
from tests.pipeline.world import World, words


def test_the_generated_rules_carry_texts_comments_and_edits_both_ways(scripted: Scripted) -> None:
    issue = scripted.jira.create("Printer", "It smokes", "Bug")
    scripted.jira.comment(issue, "Please hurry")
    scripted.settle()
    item = scripted.twin_of(issue)
    assert scripted.ado.get(item)["System.Title"] == "Printer"
    assert scripted.ado.get(item)["System.WorkItemType"] == "Bug"
    assert ["Please hurry" in one for one in scripted.ado.comments(item)] == [True]
    scripted.ado.set(item, **{"System.Title": "Printer on fire"})
    scripted.ado.comment(item, "On our way")
    scripted.settle()
    assert scripted.jira.get(issue)["summary"] == "Printer on fire"
    assert len(scripted.jira.comments(issue)) == 2
    assert len(scripted.ado.comments(item)) == 1 + 1
    assert scripted.errors("jira") + scripted.errors("ado") == []
    assert any(one.startswith("rules: Ran version 1 of the outgoing rules") for one in scripted.told("jira", issue))
    assert any(one.startswith("rules: Ran version 1 of the incoming rules") for one in scripted.told("ado", item))


JIRA_OUT = """
if (issue.labels.any { it.label == "private" }) return
replica.key = issue.key
replica.summary = issue.summary
replica.status = issue.status
replica.labels = issue.labels
replica.severity = issue.customFields."Severity"?.value?.value
replica.comments = issue.comments
"""
ADO_IN = """
def statusMap = ["To Do": "New", "In Progress": "Active", "Done": "Resolved"]
if (firstSync) {
    workItem.projectKey = "Fabrikam Fiber"
    workItem.typeName = "Bug"
    workItem."Microsoft.VSTS.Common.Severity" = "3 - Medium"
}
workItem.summary = replica.summary
workItem.labels = replica.labels.findAll { it.label != "local" }
def status = statusMap[replica.status?.name]
if (status) workItem.setStatus(status)
if (replica.severity == "Critical") workItem."Microsoft.VSTS.Common.Severity" = "1 - Critical"
workItem.comments = commentHelper.mergeComments(workItem, replica) { it.body = "[" + it.author.displayName + "] " + it.body }
"""
ADO_OUT = """
replica.key = workItem.key
replica.summary = workItem.summary
replica.status = workItem.status
replica.severity = workItem."Microsoft.VSTS.Common.Severity"
replica.comments = workItem.comments
"""
JIRA_IN = """
if (firstSync) {
    issue.projectKey = "SUP"
    issue.typeName = nodeHelper.getIssueType("Bug", issue.projectKey)?.name
}
issue.summary = replica.summary
if (replica.severity?.startsWith("1")) issue.customFields."Severity".value = "Critical"
if (replica.status?.name == "Resolved") workflowHelper.transition(issue, "Done")
issue.comments = commentHelper.mergeComments(issue, replica)
"""


@pytest.fixture
def mapped(scripted: Scripted) -> Scripted:
    scripted.rule("jira", outgoing=JIRA_OUT, incoming=JIRA_IN)
    scripted.rule("ado", outgoing=ADO_OUT, incoming=ADO_IN)
    return scripted


def test_status_labels_and_a_custom_field_are_mapped_by_each_sides_rules(mapped: Scripted) -> None:
    issue = mapped.jira.create("Mapped")
    mapped.jira.set(issue, labels=["red", "local"], customfield_10010={"value": "Critical"})
    mapped.settle()
    item = mapped.twin_of(issue)
    found = mapped.ado.get(item)
    assert (found["System.State"], found["System.Tags"]) == ("New", "red")
    assert found["Microsoft.VSTS.Common.Severity"] == "1 - Critical"
    mapped.ado.set(item, **{"System.State": "Resolved"})
    mapped.settle()
    assert mapped.jira.get(issue)["status"]["name"] == "Done"
    assert sorted(mapped.jira.get(issue)["labels"]) == ["local", "red"]
    assert mapped.errors("jira") + mapped.errors("ado") == []


def test_a_comment_closure_decides_the_text_and_the_edit_follows_once(mapped: Scripted) -> None:
    issue = mapped.jira.create("Comments")
    mapped.settle()
    item = mapped.twin_of(issue)
    comment = mapped.jira.comment(issue, "first words")
    mapped.settle()
    assert [words_of(one) for one in mapped.ado.comments(item)] == ["[Ada Admin] first words"]
    body = mapped.jira.rest("GET", f"/issue/{issue}/comment/{comment}")["body"]
    body["content"][0]["content"][0]["text"] = "other words"
    mapped.jira.rest("PUT", f"/issue/{issue}/comment/{comment}", {"body": body})
    mapped.settle()
    assert [words_of(one) for one in mapped.ado.comments(item)] == ["[Ada Admin] other words"]
    mapped.jira.set(issue, summary="Something else")
    mapped.world.forget_calls()
    mapped.settle()
    written = [one for one in mapped.ado.simulator.bench.calls.all() if one.method in ("PATCH", "POST")]
    assert not [one for one in written if "/comments" in one.path]
    mapped.jira.rest("DELETE", f"/issue/{issue}/comment/{comment}")
    mapped.settle()
    assert mapped.ado.comments(item) == []


def made(scripted: Scripted) -> list[str]:
    """Work items that are not the simulator's own."""
    items = scripted.ado.simulator.organization.items.values()
    return [str(one.id) for one in items if str(one.id) not in scripted.seeded]


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_an_early_return_sends_nothing_and_does_not_unlink(mapped: Scripted) -> None:
    hidden = mapped.jira.create("Hidden")
    mapped.jira.set(hidden, labels=["private"])
    mapped.settle()
    assert mapped.world.twin("jira", hidden) is None
    assert any("The rules let nothing leave" in one for one in mapped.told("jira", hidden))
    issue = mapped.jira.create("Open")
    mapped.settle()
    item = mapped.twin_of(issue)
    mapped.jira.set(issue, labels=["private"], summary="Now secret")
    mapped.settle()
    assert mapped.ado.get(item)["System.Title"] == "Open"
    assert mapped.world.twin("jira", issue) is not None


def test_rules_look_up_people_types_pairs_and_addresses(scripted: Scripted) -> None:
    scripted.rule(
        "ado",
        incoming="""
workItem.projectKey = "Fabrikam Fiber"
workItem.typeName = nodeHelper.getIssueType("bug", "Fabrikam Fiber").name
workItem.summary = replica.summary
def told = [
    nodeHelper.getUserByEmail("nobody@example.com") == null,
    nodeHelper.getUserByEmail("maria@fabrikam.example")?.displayName,
    nodeHelper.getStatus("Active")?.name,
    nodeHelper.getAreaPath("Fabrikam Fiber"),
    nodeHelper.getProject("Nowhere") == null,
    syncHelper.getLocalIssueKeyFromRemoteId(replica.id)?.urn,
    syncHelper.getRemoteTrackerUrl() != null,
    firstSync,
]
log.info told.toString()
""",
    )
    issue = scripted.jira.create("Looking")
    scripted.settle()
    item = scripted.twin_of(issue)
    said = [one for one in scripted.told("ado", item) if one.startswith("log: ")]
    assert said[0].startswith("log: [true, "), said
    assert ", Active, Fabrikam Fiber, true, null, true, true]" in said[0]
    scripted.jira.set(issue, summary="Again")
    scripted.settle()
    said = [one for one in scripted.told("ado", item) if one.startswith("log: ")]
    assert f", true, {item}, true, false]" in said[-1]


def test_store_writes_at_once_and_later_edits_are_written_and_nothing_else(scripted: Scripted) -> None:
    scripted.rule(
        "ado",
        incoming="""
if (firstSync) {
    workItem.projectKey = "Fabrikam Fiber"
    workItem.typeName = "Task"
    workItem.summary = replica.summary
    store(workItem)
    log.info "key is ${workItem.key}"
    workItem.description = "made as " + workItem.key
}
""",
    )
    issue = scripted.jira.create("Stored", "not this")
    scripted.settle()
    item = scripted.twin_of(issue)
    assert scripted.errors("ado") == []
    assert f"log: key is {item}" in scripted.told("ado", item)
    assert words_of(scripted.ado.get(item)["System.Description"]) == f"made as {item}"
    assert made(scripted) == [item]
    twin = scripted.world.twin("ado", item)
    assert twin is not None and twin.remote_id == issue


def test_a_rule_that_fails_after_store_makes_the_entity_once_however_often_it_is_retried(scripted: Scripted) -> None:
    text = """
if (firstSync) {
    workItem.projectKey = "Fabrikam Fiber"
    workItem.typeName = "Task"
    workItem.summary = replica.summary
    store(workItem)
    %s
    workItem.description = "first sync of " + workItem.key
}
"""
    scripted.rule("ado", incoming=text % "throw new Exception('after store')")
    issue = scripted.jira.create("Half way")
    scripted.settle()
    (error,) = scripted.errors("ado")
    assert "after store" in error.message
    problems.retry(scripted.world.services, scripted.ado.caller, error.id)
    scripted.settle()
    (error,) = scripted.errors("ado")
    scripted.rule("ado", incoming=text % "")
    problems.retry(scripted.world.services, scripted.ado.caller, error.id)
    scripted.settle()
    assert scripted.errors("ado") == []
    item = scripted.twin_of(issue)
    assert words_of(scripted.ado.get(item)["System.Description"]) == f"first sync of {item}"
    assert made(scripted) == [item]


def test_a_write_of_a_rule_is_made_once_though_the_rule_runs_again(scripted: Scripted) -> None:
    text = """
httpClient.put("/rest/api/3/issue/${issue.id}/properties/from-a-rule", [seen: true])
replica.summary = issue.summary
%s
"""
    scripted.rule("jira", outgoing=text % "throw new IllegalStateException('not yet')")
    issue = scripted.jira.create("Versioned")
    scripted.settle()
    (error,) = scripted.errors("jira")
    assert "not yet" in error.message
    scripted.rule("jira", outgoing=text % "")
    problems.retry(scripted.world.services, scripted.jira.caller, error.id)
    scripted.settle()
    assert scripted.errors("jira") == []
    calls = [one for one in scripted.jira.site.bench.calls.all() if one.path.endswith("/properties/from-a-rule")]
    assert len(calls) == 1
    assert any("its answer is used again" in one for one in scripted.told("jira", issue))
    assert scripted.twin_of(issue)


def test_an_error_of_a_rule_parks_its_entity_alone_and_names_the_line(scripted: Scripted) -> None:
    scripted.rule(
        "ado",
        incoming="""workItem.projectKey = "Fabrikam Fiber"
workItem.typeName = "Task"
workItem.summary = replica.summary
if (replica.summary == "Bad") {
    debug.error("I refuse " + replica.summary)
}
""",
    )
    bad, good = scripted.jira.create("Bad"), scripted.jira.create("Good")
    scripted.settle()
    assert scripted.twin_of(good)
    (error,) = scripted.errors("ado")
    detail = problems.error_detail(scripted.world.services, scripted.ado.caller.node_id, error.id)
    assert error.reason == "script_error"
    assert "I refuse Bad" in error.message
    assert (detail.script_line, detail.rule_version, detail.script_side) == (5, 2, "incoming")
    assert "debug.error" in detail.snippet
    assert "Fix the incoming rules" in detail.what_to_do
    scripted.rule(
        "ado",
        incoming='workItem.projectKey = "Fabrikam Fiber"\nworkItem.typeName = "Task"\nworkItem.summary = replica.summary',
    )
    problems.retry(scripted.world.services, scripted.ado.caller, error.id)
    scripted.settle()
    assert scripted.errors("ado") == []
    assert scripted.ado.get(scripted.twin_of(bad))["System.Title"] == "Bad"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("while (true) { }", "script_limit_steps"),
        ("def x = ", "script_invalid"),
        ("issue.created = new Date()", "script_error"),
        ("issue.status = [name: 'Nowhere']\nissue.summary = replica.summary", "refused_fields"),
        ("issue.projectKey = 'NOWHERE'\nissue.summary = replica.summary", "project_missing"),
    ],
)
def test_every_wrong_rule_parks_with_a_reason(scripted: Scripted, text: str, reason: str) -> None:
    scripted.rule("jira", incoming=f"issue.typeName = 'Task'\nissue.summary = 'x'\n{text}")
    item = scripted.ado.create("Wrong", "Bug")
    scripted.settle()
    (error,) = scripted.errors("jira")
    assert error.reason == reason, error.message
    assert len(scripted.jira.site.issues) == 0
    twin = scripted.world.twin("ado", item)
    assert twin is not None and not twin.acknowledged


def test_rules_unlink_send_back_and_start_others(scripted: Scripted) -> None:
    scripted.rule(
        "ado",
        incoming="""
workItem.projectKey = "Fabrikam Fiber"
workItem.typeName = "Task"
workItem.summary = replica.summary
if (replica.summary == "Done with it") syncHelper.unlinkAfterProcessing()
if (firstSync) syncHelper.syncBackAfterProcessing()
""",
        outgoing="replica.key = workItem.key\nreplica.number = workItem.key",
    )
    scripted.rule("jira", incoming='issue.customFields."Customer".value = replica.number')
    issue = scripted.jira.create("Asked back")
    scripted.settle()
    item = scripted.twin_of(issue)
    assert scripted.jira.get(issue)["customfield_10014"] == item
    scripted.jira.set(issue, summary="Done with it")
    scripted.settle()
    assert scripted.ado.get(item)["System.Title"] == "Done with it"
    assert scripted.world.twin("ado", item) is None
    assert scripted.world.twin("jira", issue) is None


def test_rules_connect_with_an_entity_that_exists(scripted: Scripted) -> None:
    item = scripted.ado.create("Known already", "Task")
    scripted.settle()
    scripted.rule("ado", incoming=f'if (firstSync) workItem.key = "{item}"\nworkItem.summary = replica.summary')
    issue = scripted.jira.create("The same")
    scripted.settle()
    assert scripted.twin_of(issue) == item
    assert scripted.ado.get(item)["System.Title"] == "The same"
    assert made(scripted) == [item]


def test_internal_comments_stay_unless_they_are_shared(scripted: Scripted) -> None:
    issue = scripted.jira.create("Secrets")
    scripted.settle()
    item = scripted.twin_of(issue)
    body = {
        "type": "doc",
        "version": 1,
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": "psst"}]}],
    }
    visibility = {"type": "role", "value": "Administrators"}
    scripted.jira.rest("POST", f"/issue/{issue}/comment", {"body": body, "visibility": visibility})
    scripted.jira.set(issue, summary="Something open")
    scripted.settle()
    assert scripted.ado.get(item)["System.Title"] == "Something open"
    assert scripted.ado.comments(item) == []


def test_a_comment_that_a_rule_adds_is_not_sent_back(scripted: Scripted) -> None:
    scripted.rule(
        "ado",
        incoming="""
if (firstSync) {
    workItem.projectKey = "Fabrikam Fiber"
    workItem.typeName = "Task"
    commentHelper.addComment("Came from Jira", workItem)
}
workItem.summary = replica.summary
""",
    )
    issue = scripted.jira.create("Noted")
    scripted.settle()
    item = scripted.twin_of(issue)
    assert [words_of(one) for one in scripted.ado.comments(item)] == ["Came from Jira"]
    scripted.ado.set(item, **{"System.Title": "Changed there"})
    scripted.settle()
    assert scripted.jira.get(issue)["summary"] == "Changed there"
    assert scripted.jira.comments(issue) == []
    assert words(scripted.jira.get(issue)["description"]) == ""


def test_only_allowed_hosts_and_no_credentials_are_reachable(scripted: Scripted) -> None:
    scripted.rule(
        "jira",
        outgoing="""
replica.summary = issue.summary
def said = []
try { httpClient.get("https://elsewhere.example/x") } catch (Exception e) { said << e.message }
try { nodeHelper.addHTTPHeader("Authorization", "mine") } catch (Exception e) { said << e.message }
try { serviceDeskHelper.anything() } catch (Exception e) { said << e.message }
try { httpClient.get("/rest/api/3/issue/NOPE-1") } catch (Exception e) { said << e.message }
httpClient.http("GET", "/rest/api/3/myself") { req, res -> said << res.code; said << res.headers.keySet().any { it.toLowerCase() == "authorization" } }
log.info said.join(" | ")
""",
    )
    issue = scripted.jira.create("Reaching out")
    scripted.settle()
    said = next(one for one in scripted.told("jira", issue) if one.startswith("log: "))
    assert "elsewhere.example: the connection's list of allowed hosts lacks it" in said
    assert "'Authorization' cannot be set" in said
    assert "serviceDeskHelper.anything() is not supported here. Use httpClient" in said
    assert "the answer was 404" in said
    assert said.endswith("200 | false")


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ('httpClient.get("/rest/api/3/myself").accountId', {"path": "*/myself", "kind": "status", "status": 503}),
        ('nodeHelper.getUserByEmail("ada@acme.example")?.key', {"path": "*/user/search", "kind": "html"}),
        ('nodeHelper.getUserByEmail("ada@acme.example")?.key', {"path": "*/user/search", "kind": "cut"}),
    ],
)
def test_a_tracker_in_trouble_is_waited_out_and_no_error_of_the_rule(
    scripted: Scripted, asked: str, fault: dict[str, Any]
) -> None:
    scripted.rule("jira", outgoing=f"replica.summary = issue.summary\nreplica.me = {asked}")
    fault = {"method": "GET", "times": 1, **fault}
    requests.post(f"{scripted.jira.server.url}/__control__/faults", json=fault, timeout=30).raise_for_status()
    issue = scripted.jira.create("Patience")
    scripted.settle()
    scripted.world.ledger.write(lambda tx: tx.change("UPDATE stream SET due_at = 0 WHERE due_at IS NOT NULL"))
    scripted.settle()
    assert scripted.errors("jira") == []
    assert scripted.twin_of(issue)
    found = scripted.world.ledger.read(lambda tx: twins.of_entity(tx, scripted.node("jira"), issue))
    assert len(found) == 1


def test_a_parent_is_set_as_soon_as_it_is_paired(scripted: Scripted) -> None:
    scripted.rule(
        "jira", outgoing="replica.summary = issue.summary\nreplica.parentId = issue.customFields.'Customer'?.value"
    )
    scripted.rule(
        "ado",
        incoming="""
if (firstSync) {
    workItem.projectKey = "Fabrikam Fiber"
    workItem.typeName = replica.summary == "Child" ? "Task" : "User Story"
}
workItem.summary = replica.summary
if (replica.parentId) link.parent(replica)
""",
    )
    parent = scripted.jira.create("Parent")
    child = scripted.jira.create("Child")
    scripted.jira.set(child, customfield_10014=parent)
    scripted.jira.set(parent, labels=["later"])
    scripted.settle()
    above, below = scripted.twin_of(parent), scripted.twin_of(child)
    assert scripted.errors("ado") == []
    assert str(scripted.ado.get(below).get("System.Parent")) == above


def test_people_are_found_by_mail_or_by_the_connections_table_and_nobody_is_left_out(scripted: Scripted) -> None:
    scripted.rule(
        "jira",
        outgoing="replica.summary = issue.summary\nreplica.assignee = [displayName: issue.summary, email: 'maria.admin@fabrikam.example']",
    )
    scripted.rule(
        "ado",
        incoming="""
if (firstSync) {
    workItem.projectKey = "Fabrikam Fiber"
    workItem.typeName = "Task"
}
workItem.summary = replica.summary
workItem.assignee = replica.assignee
""",
    )
    known = scripted.jira.create("Known")
    scripted.settle()
    assert scripted.ado.get(scripted.twin_of(known))["System.AssignedTo"]["displayName"] == "Maria Admin"
    scripted.rule("jira", outgoing="replica.summary = issue.summary\nreplica.assignee = [displayName: issue.summary]")
    nobody = scripted.jira.create("Nobody")
    scripted.settle()
    item = scripted.twin_of(nobody)
    assert "System.AssignedTo" not in scripted.ado.get(item)
    assert any("is nobody here" in one for one in scripted.told("ado", item))
    scripted.rule("ado", people={"tabled": "maria.admin@fabrikam.example"})
    tabled = scripted.jira.create("Tabled")
    scripted.settle()
    assert scripted.ado.get(scripted.twin_of(tabled))["System.AssignedTo"]["displayName"] == "Maria Admin"


def test_an_outgoing_rule_that_fails_does_not_hold_up_what_arrives(scripted: Scripted) -> None:
    issue = scripted.jira.create("Before")
    scripted.settle()
    item = scripted.twin_of(issue)
    scripted.rule("ado", outgoing="throw new Exception('no way out')")
    scripted.jira.set(issue, summary="After")
    scripted.settle()
    assert scripted.ado.get(item)["System.Title"] == "After"
    assert ["no way out" in one.message for one in scripted.errors("ado")] == [True]
    assert scripted.errors("jira") == []


def properties_put(scripted: Scripted) -> list[str]:
    """The issue properties that rules wrote, in order."""
    calls = scripted.jira.site.bench.calls.all()
    return [one.path.rpartition("/")[2] for one in calls if "/properties/" in one.path and one.method == "PUT"]


def test_another_request_is_made_anew_and_the_timeline_names_the_earlier_one(scripted: Scripted) -> None:
    text = 'httpClient.put("/rest/api/3/issue/${issue.id}/properties/%s", [a: 1])\n%s\nreplica.summary = issue.summary'
    scripted.rule("jira", outgoing=text % ("first", "debug.error('stop')"))
    issue = scripted.jira.create("Changed mind")
    scripted.settle()
    (error,) = scripted.errors("jira")
    scripted.rule("jira", outgoing=text % ("second", ""))
    problems.retry(scripted.world.services, scripted.jira.caller, error.id)
    scripted.settle()
    assert properties_put(scripted) == ["first", "second"]
    assert any("Made then: 1. httpClient.put" in one for one in scripted.told("jira", issue))


def test_a_write_whose_answer_was_lost_is_told_and_made_again_on_retry(scripted: Scripted) -> None:
    text = 'httpClient.put("/rest/api/3/issue/${issue.id}/properties/p", [a: 1])\nreplica.summary = issue.summary'
    scripted.rule("jira", outgoing=text)
    fault = {"method": "PUT", "path": "*/properties/p", "kind": "cut", "times": 1}
    requests.post(f"{scripted.jira.server.url}/__control__/faults", json=fault, timeout=30).raise_for_status()
    issue = scripted.jira.create("Lost")
    scripted.settle()
    (error,) = scripted.errors("jira")
    assert "not known whether this was carried out" in error.message
    problems.retry(scripted.world.services, scripted.jira.caller, error.id)
    scripted.settle()
    assert scripted.errors("jira") == []
    assert scripted.twin_of(issue)


def test_a_helper_with_arguments_of_a_wrong_kind_is_the_scripts_error(scripted: Scripted) -> None:
    scripted.rule(
        "jira", outgoing="nodeHelper.createVersion([projectKey: 'SUP'], [1: 2])\nreplica.summary = issue.summary"
    )
    scripted.jira.create("Wrong kind")
    scripted.settle()
    (error,) = scripted.errors("jira")
    assert (error.reason, error.detail["line"]) == ("script_error", 1)
    scripted.rule("jira", outgoing="nodeHelper.createVersion(issue, 'v1')\nreplica.summary = issue.summary")
    problems.retry(scripted.world.services, scripted.jira.caller, error.id)
    scripted.settle()
    (error,) = scripted.errors("jira")
    assert "needs the scope PROJECT_ADMIN" in error.message


class Closed(Sandbox):
    """A machine on which scripts are refused until somebody opens it."""

    refused = True

    def __init__(self, opened: Sandbox) -> None:
        super().__init__(require_wall=True)
        self._opened = opened

    def execute(self, job: Mapping[str, Any], services: Any = None) -> dict[str, Any]:
        if self.refused:
            raise SandboxUnavailable("Scripts are refused here.")
        return self._opened.execute(job, services)


def test_without_a_wall_the_lines_wait_and_the_errors_say_why(tmp_path: Path, sandbox: Sandbox) -> None:
    scripts = Closed(sandbox)
    world = World(tmp_path, scripts=scripts)
    try:
        world.install()
        scripted = Scripted(world)
        issue = scripted.jira.create("Waits for the wall")
        scripted.settle()
        (error,) = scripted.errors("jira")
        assert (error.reason, error.impact, error.stream_id) == ("scripts_unavailable", "connection", 0)
        scripts.refused = False
        world.ledger.write(lambda tx: tx.change("UPDATE stream SET due_at = 0 WHERE due_at IS NOT NULL"))
        scripted.settle()
        assert scripted.twin_of(issue)
    finally:
        world.close()


def test_two_sides_that_always_send_back_stop_after_a_few_rounds(scripted: Scripted) -> None:
    for side, it in (("jira", "issue"), ("ado", "workItem")):
        again = f"{it}.summary = replica.summary + '.'\nsyncHelper.syncBackAfterProcessing()"
        first = 'if (firstSync) { workItem.projectKey = "Fabrikam Fiber"; workItem.typeName = "Task" }\n'
        scripted.rule(side, incoming=(first if side == "ado" else "") + again)
    issue = scripted.jira.create("Ping")
    assert scripted.settle() < 80
    assert scripted.errors("jira") + scripted.errors("ado") == []
    assert any(
        "five connections" in one
        for one in [*scripted.told("jira", issue), *scripted.told("ado", scripted.twin_of(issue))]
    )
