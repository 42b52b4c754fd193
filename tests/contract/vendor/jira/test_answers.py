"""Every kind of answer of the simulated site validates against Atlassian's OpenAPI document."""

import io
from typing import Any

import pytest

from addon.simulators.jira import JiraSite, create_app
from addon.simulators.jira.adf_text import from_text
from addon.simulators.jira.rest import TABLES
from tests.contract.vendor.jira.judged import JudgedClient
from tests.contract.vendor.jira.vendor_document import VendorDocument

pytestmark = pytest.mark.vendor

# What the product has and its document does not: removed search, and the Connect resources (never in it).
NOT_DOCUMENTED = {"/search"}


@pytest.fixture
def jira(site: JiraSite, document: VendorDocument) -> JudgedClient:
    return JudgedClient(site, document)


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [(e.method, e.path, e.scope) for table in TABLES for e in table.endpoints if not e.path.startswith("/rest/")],
)
def test_each_endpoint_is_in_the_document_with_its_connect_scope(
    document: VendorDocument, method: str, path: str, scope: str | None
) -> None:
    sample = "/rest/api/3" + path.replace("<", "{").replace(">", "}")
    operation = document.operation(method, sample)
    assert operation is not None
    if path not in NOT_DOCUMENTED:
        assert operation.get("x-atlassian-connect-scope") == (scope or "INACCESSIBLE")


def new_issue(jira: JudgedClient, **fields: Any) -> dict[str, Any]:
    content = {"project": {"key": "SHOP"}, "issuetype": {"name": "Bug"}, "summary": "Broken", **fields}
    return jira.call("POST", "/issue", 201, json={"fields": content})


def test_the_site_and_the_caller(jira: JudgedClient) -> None:
    jira.call("GET", "/serverInfo", 200)
    assert jira.call("GET", "/myself", 200)["displayName"] == "Ada Admin"
    jira.call("GET", "/configuration", 200)
    jira.call("GET", "/mypermissions?permissions=ADMINISTER,BROWSE_PROJECTS", 200)
    jira.call(
        "POST",
        "/permissions/check",
        200,
        json={
            "globalPermissions": ["ADMINISTER"],
            "projectPermissions": [{"permissions": ["EDIT_ISSUES"], "projects": [10000], "issues": [10000]}],
        },
    )
    jira.call("POST", "/permissions/project", 200, json={"permissions": ["CREATE_ISSUES"]})


def test_projects_and_what_belongs_to_them(jira: JudgedClient) -> None:
    found = jira.call("GET", "/project/search?action=create&query=shop&expand=description,lead,issueTypes", 200)
    assert [project["key"] for project in found["values"]] == ["SHOP"]
    jira.call("GET", "/project/SHOP", 200)
    jira.call("GET", "/project/SHOP/statuses", 200)
    jira.call("GET", "/project/SHOP/role", 200)
    jira.call("GET", "/project/SHOP/roledetails", 200)
    (role, *_) = jira.call("GET", "/project/SHOP/roledetails", 200)
    assert jira.call("GET", f"/project/SHOP/role/{role['id']}", 200)["name"] == role["name"]
    jira.call("GET", "/project/SHOP/role/4711", 404)
    part = jira.call("POST", "/component", 201, json={"project": "SHOP", "name": "Search"})
    assert jira.call("GET", f"/component/{part['id']}", 200)["name"] == "Search"
    jira.call("PUT", f"/component/{part['id']}", 200, json={"name": "Find"})
    jira.call("GET", "/component/4711", 404)
    jira.call("GET", "/project/SHOP/components", 200)
    version = jira.call("POST", "/version", 201, json={"project": "SHOP", "name": "2.0", "releaseDate": "2026-12-01"})
    jira.call("PUT", f"/version/{version['id']}", 200, json={"released": True})
    jira.call("GET", f"/version/{version['id']}", 200)
    jira.call("GET", "/project/SHOP/versions", 200)
    jira.call("GET", "/project/SHOP/version", 200)
    jira.call("PUT", "/project/SHOP/properties/liaise", 201, json={"a": 1})
    jira.call("GET", "/project/SHOP/properties", 200)
    jira.call("GET", "/project/SHOP/properties/liaise", 200)


def test_the_lists_of_the_site(jira: JudgedClient) -> None:
    for path in ("priority", "resolution", "status", "issuetype", "field", "label", "issueLinkType", "role"):
        jira.call("GET", f"/{path}", 200)
    for path in ("priority/search", "resolution/search", "field/search", "statuscategory", "priority/1", "status/3"):
        jira.call("GET", f"/{path}", 200)
    jira.call("GET", "/issuetype/project?projectId=10000", 200)
    jira.call("GET", "/issuetype/10001", 200)
    assert jira.call("GET", "/statuscategory/2", 200) == jira.call("GET", "/statuscategory/new", 200)
    jira.call("GET", "/statuscategory/4711", 404)
    jira.call("GET", "/issueLinkType/10000", 200)
    jira.call("GET", "/resolution/10000", 200)


def test_people(jira: JudgedClient, site: JiraSite) -> None:
    someone = next(iter(site.users))
    jira.call("GET", f"/user?accountId={someone}", 200)
    jira.call("GET", f"/user/bulk?accountId={someone}", 200)
    jira.call("GET", "/user/search?query=ma", 200)
    found = jira.call("GET", "/user/assignable/search?project=SHOP&query=", 200)
    assert "Olga Outside" not in [user["displayName"] for user in found]
    assert all("emailAddress" not in user for user in found if user["displayName"] != "Ada Admin")


def test_metadata_for_creating_and_editing(jira: JudgedClient) -> None:
    types = jira.call("GET", "/issue/createmeta/SHOP/issuetypes", 200)["issueTypes"]
    for kind in types:
        jira.call("GET", f"/issue/createmeta/SHOP/issuetypes/{kind['id']}?maxResults=200", 200)
    jira.call("GET", "/issue/createmeta?projectKeys=SHOP&expand=projects.issuetypes.fields", 200)
    jira.call("GET", "/issue/SHOP-1/editmeta", 200)


def test_the_life_of_an_issue(jira: JudgedClient) -> None:
    issue = new_issue(
        jira,
        description=from_text("What happened"),
        labels=["a"],
        components=[{"name": "Checkout"}],
        fixVersions=[{"name": "1.0"}],
        duedate="2026-12-24",
        timetracking={"originalEstimate": "1d"},
        customfield_10010={"value": "Major"},
        customfield_10015=[{"value": "Web"}],
        customfield_10018="2026-12-01T10:00:00.000+0000",
        customfield_10020=1,
    )
    key = issue["key"]
    changed = jira.call(
        "PUT",
        f"/issue/{key}?returnIssue=true&expand=names",
        200,
        json={"fields": {"summary": "Still broken"}, "update": {"labels": [{"add": "b"}], "components": [{"set": []}]}},
    )
    assert changed["fields"]["labels"] == ["a", "b"]
    jira.call("PUT", f"/issue/{key}", 204, json={"fields": {"assignee": {"accountId": "5b10a2844c20165700ede21g"}}})
    jira.call("GET", f"/issue/{key}/transitions?expand=transitions.fields", 200)
    jira.call("POST", f"/issue/{key}/transitions", 204, json={"transition": {"id": "4"}})
    jira.call(
        "POST",
        f"/issue/{key}/transitions",
        204,
        json={"transition": {"id": "5"}, "fields": {"resolution": {"name": "Done"}}},
    )
    read = jira.call("GET", f"/issue/{key}?expand=renderedFields,changelog,names,schema,transitions,editmeta", 200)
    assert read["fields"]["status"]["name"] == "Resolved"
    assert read["fields"]["resolution"]["name"] == "Done"
    history = jira.call("GET", f"/issue/{key}/changelog?maxResults=2", 200)
    assert (history["total"], len(history["values"]), history["isLast"]) == (4, 2, False)
    jira.call("POST", f"/issue/{key}/changelog/list", 200, json={"changelogIds": [int(history["values"][0]["id"])]})
    jira.call("PUT", f"/issue/{key}/assignee", 204, json={"accountId": None})
    jira.call("DELETE", f"/issue/{key}", 204)
    jira.call("GET", f"/issue/{key}", 404)


def test_many_issues_at_once(jira: JudgedClient) -> None:
    good = {"fields": {"project": {"key": "SHOP"}, "issuetype": {"name": "Task"}, "summary": "One"}}
    bad = {"fields": {"project": {"key": "SHOP"}, "issuetype": {"name": "Task"}}}
    made = jira.call("POST", "/issue/bulk", 201, json={"issueUpdates": [good, bad, good]})
    assert [len(made["issues"]), made["errors"][0]["failedElementNumber"]] == [2, 1]
    jira.call("POST", "/issue/bulk", 400, json={"issueUpdates": [bad]})
    keys = [issue["key"] for issue in made["issues"]]
    fetched = jira.call(
        "POST", "/issue/bulkfetch", 200, json={"issueIdsOrKeys": [*keys, "NOPE-1"], "fields": ["summary"]}
    )
    assert (len(fetched["issues"]), fetched["issueErrors"][0]["id"]) == (2, "NOPE-1")


def test_searching(jira: JudgedClient) -> None:
    jql = "project = SHOP ORDER BY created"
    assert jira.call("POST", "/search/jql", 200, json={"jql": jql})["issues"][0].keys() == {"id"}
    page = jira.call(
        "POST", "/search/jql", 200, json={"jql": jql, "fields": ["*all"], "maxResults": 2, "expand": "names"}
    )
    rest = jira.call(
        "POST", "/search/jql", 200, json={"jql": jql, "fields": ["summary"], "nextPageToken": page["nextPageToken"]}
    )
    assert (page["isLast"], rest["isLast"]) == (False, True)
    jira.call("GET", "/search/jql?jql=project%3DSHOP&fields=key", 200)
    jira.call("POST", "/search/approximate-count", 200, json={"jql": "project = SHOP"})
    jira.call("POST", "/search/jql", 400, json={"jql": ""})
    matched = jira.call("POST", "/jql/match", 200, json={"jqls": ["project = SHOP", "foo = 1"], "issueIds": [10000]})
    assert matched["matches"][0]["matchedIssues"] == [10000] and matched["matches"][1]["errors"]
    jira.call(
        "POST",
        "/jql/parse",
        200,
        json={
            "queries": [
                "project = SHOP AND (status IN (Open, Closed) OR NOT assignee = currentUser()) ORDER BY key DESC",
                "assignee IS EMPTY AND created > -2d",
                "status WAS NOT IN (Open, Closed) DURING (-2d, now()) BY currentUser()",
                "status CHANGED FROM Open TO Closed AFTER startOfDay(-1d) OR assignee WAS EMPTY",
                "issue in linkedIssues(SHOP-1, blocks)",
                "project =",
            ]
        },
    )
    jira.call("GET", "/issue/picker?query=shop", 200)


def test_comments(jira: JudgedClient) -> None:
    comment = jira.call(
        "POST",
        "/issue/SHOP-1/comment",
        201,
        json={"body": from_text("Hello"), "properties": [{"key": "sd.public.comment", "value": {"internal": True}}]},
    )
    path = f"/issue/SHOP-1/comment/{comment['id']}"
    jira.call("GET", "/issue/SHOP-1/comment?expand=renderedBody", 200)
    jira.call("GET", path + "?expand=properties,renderedBody", 200)
    restricted = {"type": "role", "value": "Administrators"}
    changed = jira.call("PUT", path, 200, json={"body": from_text("Bye"), "visibility": restricted})
    assert changed["visibility"]["value"] == "Administrators" and changed["jsdPublic"] is False
    jira.call("POST", "/comment/list", 200, json={"ids": [int(comment["id"])]})
    properties = f"/comment/{comment['id']}/properties"
    jira.call("PUT", f"{properties}/liaise", 201, json="x")
    jira.call("GET", properties, 200)
    jira.call("GET", f"{properties}/liaise", 200)
    jira.call("DELETE", f"{properties}/liaise", 204)
    jira.call("DELETE", path, 204)
    jira.call("GET", path, 404)


def test_attachments(jira: JudgedClient) -> None:
    jira.call("GET", "/attachment/meta", 200)
    [attachment] = jira.call(
        "POST",
        "/issue/SHOP-1/attachments",
        200,
        data={"file": (io.BytesIO(b"0123456789"), "ten.txt")},
        headers={"X-Atlassian-Token": "no-check"},
    )
    jira.call("GET", f"/attachment/{attachment['id']}", 200)
    content = f"/attachment/content/{attachment['id']}"
    jira.call("GET", content, 303)
    jira.call("GET", content + "?redirect=false", 200)
    jira.call("GET", content + "?redirect=false", 206, headers={"Range": "bytes=2-4"})
    jira.call("DELETE", f"/attachment/{attachment['id']}", 204)
    jira.call("GET", f"/attachment/{attachment['id']}", 404)


def test_work_logs(jira: JudgedClient) -> None:
    log = jira.call(
        "POST",
        "/issue/SHOP-1/worklog",
        201,
        json={"timeSpent": "1h 30m", "comment": from_text("Done"), "started": "2026-11-20T10:00:00.000+0000"},
    )
    assert log["timeSpentSeconds"] == 5400
    path = f"/issue/SHOP-1/worklog/{log['id']}"
    jira.call("PUT", path, 200, json={"timeSpentSeconds": 3600})
    jira.call("GET", path, 200)
    jira.call("GET", "/issue/SHOP-1/worklog", 200)
    jira.call("DELETE", path, 204)


def test_links(jira: JudgedClient) -> None:
    ends = {"inwardIssue": {"key": "SHOP-1"}, "outwardIssue": {"key": "SHOP-2"}}
    jira.call("POST", "/issueLink", 201, json={"type": {"name": "Blocks"}, **ends})
    [link] = jira.call("GET", "/issue/SHOP-1?fields=issuelinks", 200)["fields"]["issuelinks"]
    assert link["outwardIssue"]["key"] == "SHOP-2"
    jira.call("GET", f"/issueLink/{link['id']}", 200)
    jira.call("DELETE", f"/issueLink/{link['id']}", 204)
    remote = {"globalId": "system=1", "object": {"url": "https://dev.azure.com/x", "title": "Twin"}}
    made = jira.call("POST", "/issue/SHOP-1/remotelink", 201, json=remote)
    jira.call("POST", "/issue/SHOP-1/remotelink", 200, json=remote)
    jira.call("GET", "/issue/SHOP-1/remotelink?globalId=system=1", 200)
    jira.call("GET", f"/issue/SHOP-1/remotelink/{made['id']}", 200)
    jira.call("DELETE", "/issue/SHOP-1/remotelink?globalId=system=1", 204)


def test_issue_properties(jira: JudgedClient) -> None:
    jira.call("PUT", "/issue/SHOP-1/properties/liaise", 201, json={"twin": 7})
    jira.call("PUT", "/issue/SHOP-1/properties/liaise", 200, json={"twin": 8})
    jira.call("GET", "/issue/SHOP-1/properties", 200)
    assert jira.call("GET", "/issue/SHOP-1/properties/liaise", 200)["value"] == {"twin": 8}
    assert jira.call("GET", "/issue/SHOP-1?properties=liaise&fields=summary", 200)["properties"]["liaise"]
    jira.call("DELETE", "/issue/SHOP-1/properties/liaise", 204)


def test_watchers_and_notifications(jira: JudgedClient) -> None:
    jira.call("POST", "/issue/SHOP-1/watchers", 204, json="5b10a2844c20165700ede21g")
    jira.call("GET", "/issue/SHOP-1/watchers", 200)
    jira.call("DELETE", "/issue/SHOP-1/watchers?accountId=5b10a2844c20165700ede21g", 204)
    jira.call("POST", "/issue/SHOP-1/notify", 204, json={"subject": "x"})


def test_refusals_have_the_documents_shape(jira: JudgedClient) -> None:
    jira.call("GET", "/issue/SHOP-999", 404)
    jira.call("GET", "/project/NOPE", 404)
    refused = jira.call(
        "POST", "/issue", 400, json={"fields": {"project": {"key": "SHOP"}, "issuetype": {"name": "Bug"}}}
    )
    assert refused == {"errorMessages": [], "errors": {"summary": "You must specify a summary of the issue."}}


def test_the_removed_search_answers_gone_although_the_document_lists_it(site: JiraSite) -> None:
    client = create_app(site).test_client()
    gone = client.get("/rest/api/3/search?jql=project=SHOP")
    assert gone.status_code == 410 and "/rest/api/3/search/jql" in gone.get_json()["errorMessages"][0]
