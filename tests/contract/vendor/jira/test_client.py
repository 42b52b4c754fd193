"""PyPI's `jira` client, which nobody here wrote, works with the simulated site."""

import io
from collections.abc import Iterator

import pytest
from jira import JIRA, JIRAError

from addon.simulators.jira import JiraSite, serve


@pytest.fixture
def client(site: JiraSite) -> Iterator[JIRA]:
    with serve(site) as server:
        yield JIRA(server=server.url, basic_auth=("ada@example.com", "ada-token"), max_retries=0)


def test_it_recognizes_a_cloud_site_and_lists_projects(client: JIRA) -> None:
    assert client.server_info()["deploymentType"] == "Cloud"
    assert {project.key for project in client.projects()} == {"SHOP", "OPS", "MOB"}


def test_it_creates_edits_and_moves_an_issue_along(client: JIRA) -> None:
    issue = client.create_issue(
        project="SHOP", summary="From outside", issuetype={"name": "Bug"}, description="Line one\n\nLine two"
    )
    assert (issue.fields.description, issue.fields.status.name) == ("Line one\n\nLine two", "Open")
    issue.update(summary="Changed", fields={"labels": ["b", "a"]})
    assert [item["name"] for item in client.transitions(issue)] == ["Start Progress"]
    client.transition_issue(issue, "Start Progress")
    client.transition_issue(issue, "Resolve Issue", resolution={"name": "Won't Do"})
    read = client.issue(issue.key, expand="changelog")
    assert (read.fields.summary, read.fields.labels, read.fields.resolution.name) == ("Changed", ["a", "b"], "Won't Do")
    items = {item.field for history in read.fields.__dict__ and read.changelog.histories for item in history.items}
    assert items == {"summary", "labels", "status", "resolution"}


def test_it_comments_attaches_and_logs_work(client: JIRA) -> None:
    comment = client.add_comment("SHOP-1", "Hello")
    comment.update(body="Hello again")
    assert [item.body for item in client.comments("SHOP-1")][-1] == "Hello again"
    attachment = client.add_attachment("SHOP-1", io.BytesIO(b"x" * 5000), filename="x.bin")
    assert attachment.get() == b"x" * 5000
    client.add_worklog("SHOP-1", timeSpent="2h")
    assert client.worklogs("SHOP-1")[0].timeSpentSeconds == 7200
    client.create_issue_link("Blocks", "SHOP-1", "SHOP-2")
    assert client.issue("SHOP-1").fields.issuelinks[0].outwardIssue.key == "SHOP-2"


def test_it_searches_with_pages(client: JIRA) -> None:
    for number in range(5):
        client.create_issue(project="OPS", summary=f"Job {number}", issuetype={"name": "Task"})
    found = client.search_issues("project = OPS ORDER BY created ASC", maxResults=2)
    assert [issue.fields.summary for issue in found] == ["Job 0", "Job 1"]
    every = client.search_issues("project = OPS AND summary ~ job", maxResults=False)
    assert len(every) == 5
    assert client.approximate_issue_count("project = OPS") == 5


def test_it_is_told_what_is_wrong(client: JIRA) -> None:
    with pytest.raises(JIRAError) as refused:
        client.create_issue(project="SHOP", summary="x", issuetype={"name": "Nonsense"})
    assert (refused.value.status_code, "valid issue type" in refused.value.text) == (400, True)
    with pytest.raises(JIRAError) as missing:
        client.issue("SHOP-4711")
    assert missing.value.status_code == 404


def test_it_reads_what_a_site_is_made_of(client: JIRA) -> None:
    assert [one.name for one in client.priorities()] == ["Highest", "High", "Medium", "Low", "Lowest"]
    for listed, single in (
        (client.priorities, client.priority),
        (client.resolutions, client.resolution),
        (client.statuses, client.status),
        (client.issue_types, client.issue_type),
        (client.issue_link_types, client.issue_link_type),
        (client.statuscategories, client.statuscategory),
    ):
        one = listed()[0]
        assert single(one.id).name == one.name
    assert client.issue_type_by_name("Bug").name == "Bug"
    assert "Bug" in [one.name for one in client.issue_types_for_project("SHOP")]
    assert {"summary", "labels"} <= {one["id"] for one in client.fields()}
    assert "summary" in client.editmeta("SHOP-1")["fields"]
    assert len(client.boards()) == 6


def test_it_reads_projects_and_what_they_hold(client: JIRA) -> None:
    project = client.project("SHOP")
    assert (project.key, project.lead.displayName) == ("SHOP", "Ada Admin")
    for role, found in client.project_roles("SHOP").items():
        assert client.project_role("SHOP", found["id"]).name == role
    made = client.create_component("Basket", "SHOP")
    read = client.component(made.id)
    read.update(name="Baskets")
    assert "Baskets" in [one.name for one in client.project_components("SHOP")]
    version = client.create_version("9.9", "SHOP")
    client.version(version.id).update(description="the last")
    assert client.get_project_version_by_name("SHOP", "9.9").description == "the last"
    with pytest.raises(JIRAError) as missing:
        client.component("4711")
    assert missing.value.status_code == 404


def test_it_works_on_what_hangs_on_an_issue(client: JIRA) -> None:
    me = client.myself()["accountId"]
    client.assign_issue("SHOP-1", me)
    assert client.issue("SHOP-1").fields.assignee.accountId == me
    client.assign_issue("SHOP-1", None)
    assert client.issue("SHOP-1").fields.assignee is None
    client.add_watcher("SHOP-1", me)
    assert client.watchers("SHOP-1").watchCount == 1
    client.add_issue_property("SHOP-1", "key", {"a": 1})
    assert [one.key for one in client.issue_properties("SHOP-1")] == ["key"]
    client.issue_property("SHOP-1", "key").delete()
    assert client.issue_properties("SHOP-1") == []
    client.create_issue_link("Relates", "SHOP-1", "SHOP-2")
    link = client.issue("SHOP-1").fields.issuelinks[0]
    assert client.issue_link(link.id).type.name == "Relates"
    client.delete_issue_link(link.id)
    assert client.issue("SHOP-1").fields.issuelinks == []
    remote = client.add_remote_link("SHOP-1", {"url": "https://x.example", "title": "X"})
    assert client.remote_link("SHOP-1", remote.id).object.title == "X"
    work = client.add_worklog("SHOP-1", timeSpent="1h", comment="did it")
    client.worklog("SHOP-1", work.id).update(timeSpent="2h")
    assert client.worklog("SHOP-1", work.id).timeSpentSeconds == 7200
    hidden = client.add_comment("SHOP-1", "x", visibility={"type": "role", "value": "Administrators"})
    assert client.comment("SHOP-1", hidden.id).visibility.value == "Administrators"
    issue = client.issue("SHOP-1")
    issue.update(update={"labels": [{"add": "z"}]})
    issue.add_field_value("labels", "a")
    assert client.issue("SHOP-1").fields.labels == ["a", "z"]


def test_it_creates_several_at_once_and_below_another(client: JIRA) -> None:
    wanted = [{"project": "SHOP", "summary": words, "issuetype": {"name": "Bug"}} for words in ("a", "")]
    good, bad = client.create_issues(wanted)
    assert (good["issue"].fields.summary, bad["error"]) == (
        "a",
        {"summary": "You must specify a summary of the issue."},
    )
    below = client.create_issue(
        project="SHOP", summary="part", issuetype={"name": "Sub-task"}, parent={"key": "SHOP-1"}
    )
    assert below.fields.parent.key == "SHOP-1"
    below.delete()
    with pytest.raises(JIRAError):
        client.issue(below.key)


def test_it_finds_people_and_what_they_may(client: JIRA) -> None:
    me = client.current_user()
    assert client.user(me).displayName == "Ada Admin"
    assert [one.accountId for one in client.search_users(query="ada")] == [me]
    assert client.search_assignable_users_for_issues(query="ada", project="SHOP")[0].accountId == me
    granted = client.my_permissions(projectKey="SHOP", permissions="EDIT_ISSUES")
    assert granted["permissions"]["EDIT_ISSUES"]["havePermission"]
