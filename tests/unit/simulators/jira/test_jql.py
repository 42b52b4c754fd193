"""JQL on a simulated site: what queries find, and how bad ones are refused."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.simulators.clock import SettableClock
from addon.simulators.control import Bench
from addon.simulators.jira import JiraSite, seed
from addon.simulators.jira.adf_text import from_text
from addon.simulators.jira.caller import Caller
from addon.simulators.jira.errors import JiraError
from addon.simulators.jira.jql import search
from addon.simulators.jira.jql.parser import JqlProblem, parse
from addon.simulators.jira.operations import comments, issues, transitions, worklogs
from addon.simulators.jira.records import IssueLink, Version

ADA = Caller(seed.ADMIN)
NOW = 1_795_000_000.0  # 2026-11-18T11:06:40Z


@pytest.fixture(scope="module")
def site() -> Iterator[JiraSite]:
    site = seed.basics(JiraSite(bench=Bench(SettableClock(lambda: NOW))))
    for key in ("SHOP", "OPS"):
        seed.add_project(site, key, f"{key.title()} project").versions.append(Version(f"7{key}", "2.0"))
    rows = (
        (
            "SHOP",
            "Bug",
            "Total is wrong",
            {"labels": ["red", "big"], "priority": {"name": "High"}, "fixVersions": [{"name": "2.0"}]},
        ),
        ("SHOP", "Task", "Renew certificate", {"assignee": {"accountId": seed.MEMBER}, "duedate": "2026-11-20"}),
        (
            "OPS",
            "Story",
            "Wrong backup",
            {"customfield_10012": 5, "customfield_10010": {"value": "Major"}, "customfield_10020": 1},
        ),
        ("OPS", "Task", "Clean up", {"description": from_text("Old logs and certificates")}),
    )
    for key, kind, summary, more in rows:
        fields = {"project": {"key": key}, "issuetype": {"name": kind}, "summary": summary, **more}
        issues.create(site, ADA, {"fields": fields})
        site.clock.advance(3600)
    comments.add(site, ADA, site.issues["10000"], {"body": from_text("Nobody saw the elephant")})
    worklogs.add(site, ADA, site.issues["10000"], {"timeSpent": "1h"}, 3)
    for number, (kind, other) in enumerate((("10000", "10002"), ("10003", "10003"))):
        site.links[str(number)] = IssueLink(str(number), kind, "10000", other)
    transitions.apply(site, ADA, site.issues["10001"], {"id": "41"}, {})
    yield site
    site.close()


def keys(site: JiraSite, jql: str, caller: Caller = ADA) -> list[str]:
    return [issue.key for issue in search.find(site, caller, jql, [], bounded=False)]


@pytest.mark.parametrize(
    ("jql", "found"),
    [
        ("project = SHOP ORDER BY key", ["SHOP-1", "SHOP-2"]),
        ("project in (SHOP, 'Ops project') AND issuetype = task ORDER BY created", ["SHOP-2", "OPS-2"]),
        ("project != SHOP ORDER BY created DESC", ["OPS-2", "OPS-1"]),
        ("key = ops-1", ["OPS-1"]),
        ("id in (10000, 10003) ORDER BY id", ["SHOP-1", "OPS-2"]),
        ("issue > SHOP-2 ORDER BY id", ["OPS-1", "OPS-2"]),
        ("status = 'to do' ORDER BY id", ["OPS-1", "OPS-2"]),
        ("statusCategory = Done", ["SHOP-2"]),
        ("statusCategory != Done AND project = SHOP", ["SHOP-1"]),
        ("priority = High OR priority = 2", ["SHOP-1"]),
        ("resolution = Unresolved ORDER BY id", ["SHOP-1", "OPS-1", "OPS-2"]),
        ("resolution IS NOT EMPTY", ["SHOP-2"]),
        ("assignee = 5b10a2844c20165700ede21g", ["SHOP-2"]),
        ("assignee IS EMPTY ORDER BY id", ["SHOP-1", "OPS-1", "OPS-2"]),
        ("assignee != currentUser()", ["SHOP-2"]),
        ("reporter = currentUser() AND NOT project = OPS ORDER BY id", ["SHOP-1", "SHOP-2"]),
        ("labels = red", ["SHOP-1"]),
        ("labels in (green, big)", ["SHOP-1"]),
        ("labels IS EMPTY AND project = SHOP", ["SHOP-2"]),
        ("labels NOT IN (red)", []),
        ("summary ~ wrong ORDER BY id", ["SHOP-1", "OPS-1"]),
        ("summary ~ 'wrong total'", ["SHOP-1"]),
        ('summary ~ "\\"is wrong\\""', ["SHOP-1"]),
        ("summary ~ certif*", ["SHOP-2"]),
        ("text ~ certif* ORDER BY id", ["SHOP-2", "OPS-2"]),
        ("text ~ elephant", ["SHOP-1"]),
        ("comment ~ elephant", ["SHOP-1"]),
        ("description ~ logs", ["OPS-2"]),
        ("description IS NOT EMPTY", ["OPS-2"]),
        ("duedate = 2026-11-20", ["SHOP-2"]),
        ("duedate < '2026/11/21' AND duedate IS NOT EMPTY", ["SHOP-2"]),
        ('created >= "2026-11-18 12:30" ORDER BY id', ["OPS-1", "OPS-2"]),
        ("created >= -130m ORDER BY id", ["OPS-1", "OPS-2"]),
        ("created < -3h", ["SHOP-1"]),
        ("created >= startOfDay() AND created <= endOfDay() AND key = OPS-1", ["OPS-1"]),
        ("updated > -1m ORDER BY id", ["SHOP-1", "SHOP-2"]),
        ("'Story point estimate' >= 5", ["OPS-1"]),
        ("cf[10012] = 5 AND Severity = Major", ["OPS-1"]),
        ("Severity IS EMPTY AND project = OPS", ["OPS-2"]),
        ("project = SHOP AND (labels = red OR assignee IS NOT EMPTY) ORDER BY priority DESC", ["SHOP-1", "SHOP-2"]),
        ("attachments IS EMPTY AND key = SHOP-1", ["SHOP-1"]),
        ("issue.property[liaise].twin = 7", []),
        ("status WAS 'To Do' ORDER BY id", ["SHOP-2", "OPS-1", "OPS-2"]),
        ("status WAS Done", ["SHOP-2"]),
        ("status WAS NOT Done AND project = SHOP", ["SHOP-1"]),
        ("status WAS IN (Done, 'In Progress')", ["SHOP-2"]),
        ("status WAS NOT IN (Done) AND project = SHOP", ["SHOP-1"]),
        ("status WAS 'To Do' AFTER now() ORDER BY id", ["OPS-1", "OPS-2"]),
        ("status WAS 'To Do' BEFORE '2026-11-18 12:30' ORDER BY id", ["SHOP-2"]),
        ("status WAS 'To Do' DURING ('2026-11-18 14:30', now()) AND project = SHOP", ["SHOP-2"]),
        ("status WAS Done BY currentUser()", ["SHOP-2"]),
        ("status WAS Done BY 5b10a2844c20165700ede21g", []),
        ("status WAS Done ON 2026-11-17", []),
        ("status CHANGED", ["SHOP-2"]),
        ("status CHANGED FROM 'To Do' TO Done AFTER startOfDay() BY currentUser()", ["SHOP-2"]),
        ("status CHANGED FROM Done", []),
        ("status CHANGED ON 2026-11-18", ["SHOP-2"]),
        ("status CHANGED BEFORE 2026-11-18", []),
        ("(status CHANGED TO (Done, 'In Progress')) AND project = SHOP", ["SHOP-2"]),
        ("NOT status CHANGED AND project = SHOP", ["SHOP-1"]),
        ("resolution CHANGED FROM EMPTY TO Done", ["SHOP-2"]),
        ("assignee WAS EMPTY AND project = SHOP", ["SHOP-1"]),
        ("assignee WAS 5b10a2844c20165700ede21g", ["SHOP-2"]),
        ("issue in linkedIssues(SHOP-1) ORDER BY id", ["OPS-1", "OPS-2"]),
        ("issue in linkedIssues(SHOP-1, blocks)", ["OPS-1"]),
        ("key not in linkedIssues(SHOP-1) AND project = OPS", []),
        ("issueLinkType = 'is blocked by'", ["OPS-1"]),
        ("issueLinkType IS EMPTY", ["SHOP-2"]),
        ("assignee in membersOf('jira-users')", ["SHOP-2"]),
        ("issuetype in subTaskIssueTypes()", []),
        ("issuetype in standardIssueTypes() AND project = SHOP ORDER BY id", ["SHOP-1", "SHOP-2"]),
        ("project in projectsLeadByUser() AND issuetype = Bug", ["SHOP-1"]),
        ("fixVersion in unreleasedVersions(SHOP)", ["SHOP-1"]),
        ("fixVersion in releasedVersions()", []),
        ("Sprint in openSprints()", ["OPS-1"]),
        ("Sprint in (openSprints(), futureSprints())", ["OPS-1"]),
        ("Sprint in closedSprints()", []),
        ("worklogAuthor = currentUser()", ["SHOP-1"]),
    ],
)
def test_a_query_finds(site: JiraSite, jql: str, found: list[str]) -> None:
    assert keys(site, jql) == found


@pytest.mark.parametrize(
    ("jql", "words"),
    [
        ("nonsense = 1", "Field 'nonsense' does not exist"),
        ("project = NOPE", "The value 'NOPE' does not exist for the field 'project'."),
        ("status = Nope", "does not exist for the field 'status'"),
        ("issuetype = Nope", "does not exist for the field 'issuetype'"),
        ("key = NOPE-1", "An issue with key 'NOPE-1' does not exist for field 'key'."),
        (
            "project =",
            "Error in the JQL Query: Expecting either a value, list or function before the end of the query.",
        ),
        ("project = SHOP AND", "Expecting a field name before the end of the query."),
        ("project SHOP", "Error in the JQL Query"),
        ("(project = SHOP", "Error in the JQL Query"),
        ("project = SHOP project = OPS", "Expecting either 'OR' or 'AND'"),
        ("summary = wrong", "operator '=' is not supported by the 'summary' field"),
        ("project ~ SHOP", "operator '~' is not supported by the 'project' field"),
        ("created > soon", "Date value 'soon' for field 'created' is invalid"),
        ("summary WAS wrong", "History searches do not support the 'summary' field."),
        ("status WAS Open FROM Open", "The predicate 'from' is not supported by 'was'."),
        ("status CHANGED DURING (-1d)", "two dates"),
        ("status WAS", "Expecting either a value, list or function before the end of the query."),
        ("project = SHOP OR status", "Expecting operator before the end of the query. The valid operators are '='"),
        ("summary ~ and", "You must surround 'and' in quotation marks to use it as a value."),
        ("issue in linkedIssues(NOPE-1)", "Issue 'NOPE-1' could not be found in function 'linkedIssues'."),
        ("issue in linkedIssues()", "Function 'linkedIssues' expected at least '1' arguments but received '0'."),
        ("assignee in membersOf(nobody)", "the group does not exist"),
        (
            "project in openSprints()",
            "A value provided by the function 'openSprints' is invalid for the field 'project'",
        ),
        ("project = SHOP ORDER BY nonsense", "Field 'nonsense' does not exist"),
        ("assignee = nobody()", "Unable to find JQL function"),
    ],
)
def test_a_query_that_makes_no_sense_is_refused_with_the_reason(site: JiraSite, jql: str, words: str) -> None:
    with pytest.raises(JiraError) as refused:
        keys(site, jql)
    assert refused.value.status == 400
    assert words in refused.value.messages[0]


@pytest.mark.parametrize("jql", ["", "   ", "ORDER BY created"])
def test_a_query_without_restriction_is_refused_by_the_search(site: JiraSite, jql: str) -> None:
    with pytest.raises(JiraError, match="Unbounded"):
        search.find(site, ADA, jql, [])


def test_nobody_finds_what_they_may_not_see(site: JiraSite) -> None:
    assert keys(site, "project = SHOP", Caller(seed.OUTSIDER)) == []


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except JqlProblem as problem:
        assert str(problem)
