"""Idioms of published rules, many in one rule, and what then stands in the issue or work item."""

from tests.pipeline.scripted import Scripted
from tests.pipeline.test_kinds_links import link, relations

TO_JIRA = """
if (firstSync) {
    issue.projectKey = "SUP"
    issue.typeName = "Task"
    issue.type = nodeHelper.getIssueType("Bug", issue.projectKey)
}
issue.summary = "[${replica.key}] " + replica.customKeys."team" + " " + issueKey?.urn
issue.customFields."Customer" = replica.customFields."Customer Ref"
issue.customFields."10010".value = nodeHelper.getOption(issue, 10010L, "Major")
issue.customFields."Teams".value = nodeHelper.getOptions(issue, "Teams", replica.teams)
issue.customFields."Target start".value = replica.customFields."Start"?.value
issue.priority = nodeHelper.getPriority([id: "2", name: "Low"])
issue.workLogs = workLogHelper.addWorkLog("2024/05/22", "1h 30m", "Consultancy", issue.workLogs)
issue.comments = commentHelper.mergeComments(issue, replica) {
    it.executor = nodeHelper.getUserByFullName("Ada Admin")
}
issue.issueLinks = replica.issueLinks
def found = httpClient.get("/rest/api/3/search/jql", [jql: "project = SUP", fields: "summary", maxResults: 1])
issue.labels = ["n${found.issues.size()}"].collect { nodeHelper.getLabel(it.toString()) }
log.error "found {}", found.issues.size()
"""
OUT_ADO = """
replica.key = workItem.key
replica.summary = workItem.summary
replica.comments = workItem.comments
replica.team = "blue"
replica.teams = ["Web", "None"]
replica.customFields."Customer Ref" = [id: "customfield_10011", name: "Ref", value: "Acme"]
replica.customFields."Start" = [value: new Date(1900000000000L)]
"""


def test_many_idioms_towards_jira(scripted: Scripted) -> None:
    scripted.rule("ado", outgoing=OUT_ADO)
    scripted.rule("jira", incoming=TO_JIRA)
    item = scripted.ado.create("Whole", "Bug")
    scripted.ado.comment(item, "A word")
    scripted.settle()
    assert [one.message for one in scripted.errors("jira") + scripted.errors("ado")] == []
    twin = scripted.world.twin("ado", item)
    assert twin is not None and twin.remote_id
    found = scripted.jira.get(twin.remote_id)
    assert found["issuetype"]["name"] == "Bug"
    assert found["summary"] == f"[{item}] blue null"
    assert (found["customfield_10014"], found["customfield_10011"]) == ("Acme", None)
    assert found["customfield_10010"]["value"] == "Major"
    assert [one["value"] for one in found["customfield_10015"]] == ["Web"]
    assert found["customfield_10013"] == "2030-03-17"
    assert found["priority"]["name"] == "Low"
    assert scripted.jira.comments(twin.remote_id) == ["Maria Admin: A word"]
    logged = scripted.jira.rest("GET", f"/issue/{twin.remote_id}/worklog")["worklogs"]
    assert [(one["timeSpentSeconds"], one["started"][:10]) for one in logged] == [(5400, "2024-05-22")]
    assert found["labels"] == ["n0"]
    assert "log: found 0" in scripted.told("jira", twin.remote_id)


TO_ADO = """
if (firstSync) {
    workItem.projectKey = "Fabrikam Fiber"
    workItem.typeName = "Task"
}
workItem.summary = "${replica.key} is ${replica."Severity"?.value} from ${replica.customFields."Target start".value.format("dd.MM.yyyy")}"
workItem."Microsoft.VSTS.Scheduling.StartDate" = replica.customFields."Target start".value
workItem.priority = replica.priority
workItem.reporter = nodeHelper.getUserByEmail("maria.admin@fabrikam.example")
workItem.comments = commentHelper.mergeComments(workItem, replica, { it.internal = false })
replica.issueLinks.each { it.linkTypeName = ["Relates": "System.LinkTypes.Dependency"][it.linkTypeName] ?: it.linkTypeName }
workItem.issueLinks = replica.issueLinks
"""
OUT_JIRA = """
replica.key = issueKey.URN
replica.priority = issue.priority
replica.comments = issue.comments
replica.issueLinks = issue.issueLinks
replica.customFields."Severity" = issue.customFields."Severity"
replica.customFields."Target start" = issue.customFields."10013"
"""


def test_many_idioms_towards_azure_devops(scripted: Scripted) -> None:
    scripted.rule("jira", outgoing=OUT_JIRA)
    scripted.rule("ado", incoming=TO_ADO)
    issue, other = scripted.jira.create("Whole", "Body"), scripted.jira.create("Other")
    for one in (issue, other):
        scripted.jira.set(one, customfield_10010={"value": "Critical"}, customfield_10013="2030-02-03")
    scripted.settle()
    item = scripted.twin_of(issue)
    found = scripted.ado.get(item)
    key = scripted.jira.site.issues[issue].key
    assert found["System.Title"] == f"{key} is Critical from 03.02.2030"
    assert found["Microsoft.VSTS.Scheduling.StartDate"].startswith("2030-02-03")
    told = "\n".join(scripted.told("ado", item))
    assert "“Medium” is none" in told
    assert "reporter cannot be written" in told
    link(scripted, issue, other)
    scripted.jira.comment(issue, "Linked")
    scripted.settle()
    expected = [("System.LinkTypes.Dependency-Forward", scripted.twin_of(other))]
    assert relations(scripted, item) == expected
    scripted.jira.comment(issue, "Once more")
    scripted.settle()
    assert relations(scripted, item) == expected
    assert [one.message for one in scripted.errors("jira") + scripted.errors("ado")] == []


def test_a_line_that_meets_null_says_which_name_is_not_there(scripted: Scripted) -> None:
    first = 'if (firstSync) { issue.projectKey = "SUP"; issue.typeName = "Task" }\nissue.summary = replica.summary\n'
    lines = {
        "issue.summary = replica.sumary.trim()": "The other side sends no “sumary”; did you mean summary?",
        "issue.asignee.displayName": "There is no field “asignee” here; did you mean assignee?",
        'issue.customFields."Custmer".value = 1': "There is no field “Custmer” here; did you mean Customer?",
        "nodeHelper.getUserByMail('x')": "Possible solutions: getUserByEmail(email, project?)",
    }
    scripted.rule("ado", outgoing="replica.summary = workItem.summary")
    known: set[int] = set()
    for line, words in lines.items():
        scripted.rule("jira", incoming=first + line)
        scripted.ado.create("Fails", "Bug")
        scripted.settle()
        new = [one for one in scripted.errors("jira") if one.id not in known]
        known |= {one.id for one in new}
        assert [words in one.message and "line 3" in one.message for one in new] == [True], line


def test_a_rule_that_writes_comments_of_its_own_goes_on_whatever_it_wrote_before(scripted: Scripted) -> None:
    scripted.rule("ado", outgoing="replica.summary = workItem.summary\nreplica.comments = workItem.comments")
    scripted.rule(
        "jira",
        incoming="""
if (firstSync) { issue.projectKey = "SUP"; issue.typeName = "Task" }
issue.summary = replica.summary
replica.addedComments.each { comment ->
    issue.comments = commentHelper.addComment("${comment.author.displayName} said: ${nodeHelper.stripHtml(comment.body)}", issue.comments)
}
issue.comments = commentHelper.addComment("Synced", issue.comments)
""",
    )
    item = scripted.ado.create("Talk", "Bug")
    scripted.ado.comment(item, "one")
    scripted.settle()
    scripted.ado.comment(item, "two")
    scripted.settle()
    twin = scripted.world.twin("ado", item)
    assert twin is not None and twin.remote_id
    written = [one.strip() for one in scripted.jira.comments(twin.remote_id)]
    assert sorted(written) == ["Maria Admin said: one", "Maria Admin said: two", "Synced", "Synced"]
    assert scripted.ado.comments(item) and len(scripted.ado.comments(item)) == 2


def test_a_transition_is_taken_by_its_own_name_and_not_again(scripted: Scripted) -> None:
    scripted.rule("ado", outgoing="replica.summary = workItem.summary\nreplica.comments = workItem.comments")
    scripted.rule(
        "jira",
        incoming="""
if (firstSync) { issue.projectKey = "SUP"; issue.typeName = "Bug" }
issue.summary = replica.summary
workflowHelper.transition(issue, "start progress")
if (!firstSync) log.info "sprint ${nodeHelper.getLocalIssueKeyFromRemoteId(replica.id, "sprint")} issue ${syncHelper.getLocalIssueKeyFromRemoteId(replica.id as Long, "issue")?.id}"
""",
    )
    item = scripted.ado.create("Moved", "Bug")
    scripted.settle()
    twin = scripted.world.twin("ado", item)
    assert twin is not None and twin.remote_id
    assert scripted.jira.get(twin.remote_id)["status"]["name"] == "In Progress"
    scripted.ado.comment(item, "again")
    scripted.settle()
    assert scripted.jira.get(twin.remote_id)["status"]["name"] == "In Progress"
    assert f"log: sprint null issue {twin.remote_id}" in scripted.told("jira", twin.remote_id)
    assert scripted.errors("jira") == []


def test_a_transition_that_is_not_offered_is_told_with_what_is(scripted: Scripted) -> None:
    scripted.rule("ado", outgoing="replica.summary = workItem.summary")
    first = 'if (firstSync) { issue.projectKey = "SUP"; issue.typeName = "Bug" }\n'
    scripted.rule("jira", incoming=first + 'issue.summary = replica.summary\nworkflowHelper.transition(issue, "Fly")')
    scripted.ado.create("Stays", "Bug")
    scripted.settle()
    (told,) = scripted.errors("jira")
    assert "no transition leads from “Open” to “Fly”. Reachable from here: In Progress" in told.message
