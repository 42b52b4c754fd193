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
