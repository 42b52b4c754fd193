"""A check names what no helper has, names nearly right, and results that nobody uses; and nothing that works."""

import pytest

from addon.scripting.check import check


def said(source: str) -> list[tuple[int, int, str, str | None]]:
    return [(one.line, one.column, f"{one.severity}: {one.message}", one.replacement) for one in check(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            'def x = 1\nissue.assignee = nodeHelper.getUserByMail("a@b.c")',
            (2, 29, "error: nodeHelper has no method getUserByMail.", "getUserByEmail(email, project?)"),
        ),
        (
            'workflowHelper.transition("Done")',
            (1, 16, "error: workflowHelper.transition does not take 1 argument.", "transition(issue, String name)"),
        ),
        (
            "serviceDeskHelper.addParticipant(1)",
            (
                1,
                19,
                "error: serviceDeskHelper.addParticipant() is not supported here.",
                "httpClient with /rest/servicedeskapi",
            ),
        ),
        (
            "nodehelper.getProject('X')",
            (1, 1, "warning: There is no variable nodehelper. Did you mean nodeHelper?", "nodeHelper"),
        ),
        (
            "issue.summary = repllica.summary",
            (1, 17, "warning: There is no variable repllica. Did you mean replica?", "replica"),
        ),
        (
            "SubTaskSync.send(replica, issue)",
            (1, 1, "warning: SubTaskSync is not available here.", "issue.parentId, or link.parent(replica)"),
        ),
        (
            "if (firstSync) {\n    commentHelper.mergeComments(issue, replica)\n}",
            (
                2,
                19,
                "warning: What commentHelper.mergeComments gives is not used, so nothing happens.",
                "issue.comments = commentHelper.mergeComments(…)",
            ),
        ),
        (
            "if (replica.status = 'Done') {\n    issue.summary = 'x'\n}",
            (1, 5, "warning: This condition sets a value; it compares nothing.", "=="),
        ),
        (
            "def c = new JiraClient(httpClient)",
            (1, 13, "error: class JiraClient is not available here. Use httpClient.", "Use httpClient."),
        ),
    ],
)
def test_a_finding_names_the_place_the_thing_and_what_to_use(
    source: str, expected: tuple[int, int, str, str | None]
) -> None:
    assert said(source) == [expected]


def test_a_type_of_the_other_products_hub_is_refused_with_what_to_write() -> None:
    source = "import com.exalate.basic.domain.hubobject.v1.BasicHubIssue\ndef send(BasicHubIssue issue) { issue }"
    assert "Leave the type out" in said(source)[0][2]


def test_inside_a_try_that_catches_a_missing_method_is_a_warning() -> None:
    assert said("try { nodeHelper.getFoo() } catch (e) { log.info 'none' }")[0][2].startswith("warning: ")
    assert said("try { nodeHelper.getFoo() } finally { log.info 'none' }")[0][2].startswith("error: ")


@pytest.mark.parametrize(
    "source",
    [
        "def nodehelper = nodeHelper\nnodehelper.getUser('x')",
        "Status = [Open: 'New']\nissue.setStatus(Status[replica.status.name])",
        "class Status { static send() { 1 } }\nStatus.send()",
        "def nodeHelper = [getFoo: { 1 }]\nnodeHelper.getFoo()",
        "commentHelper.addComment('x', issue)",
        "def merged() { commentHelper.mergeComments(issue, replica) }\nissue.comments = merged()",
        "[1].each { commentHelper.mergeComments(issue, replica) }",
        "issue.comments = commentHelper.mergeComments(issue, replica, { it.internal = true })",
        "nodeHelper.getUserByEmail(*['a', 'b'])",
        "httpClient.get('/x', true)\nhttpClient.get('/x', [jql: 'a'])",
        "httpClient.http('GET', '/x', null, null, null) { req, res -> res.code }",
        "if (entityType == 'sprint' && sprint.originBoardId) replica.name = sprint.name",
        "replica.reporter.with { issues = displayName }",
        "debugHelper.error('x')",
        'replica.link = "https://${jira_cloud_prefix}.example/${issue.key}"',
        "defaultUser = nodeHelper.getUser('x')\nissue.assignee = defaultUser",
        "log.error 'it failed', new Exception('x')",
        "nodeHelper.with { getUser('x') }",
    ],
)
def test_what_works_is_no_finding(source: str) -> None:
    assert said(source) == []


def test_what_a_check_says_stops_no_run() -> None:
    from addon.scripting.program import compile_script

    assert compile_script("nodeHelper.getFoo()").warnings == []
