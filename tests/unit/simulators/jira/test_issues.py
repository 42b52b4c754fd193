"""What a simulated site does when issues are created, edited, moved along and deleted."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from addon.simulators.jira import JiraSite, create_app, seed
from addon.simulators.jira.adf_text import from_text


@pytest.fixture
def still_site() -> Iterator[JiraSite]:
    site = seed.demo(JiraSite())
    yield site
    site.close()


class Api:
    """Version 3 (or 2) as a seeded person, in this process."""

    def __init__(self, site: JiraSite, token: str = "ada-token", version: int = 3) -> None:
        self.client: FlaskClient = create_app(site).test_client()
        self.auth = (site.users[site.tokens[token]].email, token)
        self.base = f"/rest/api/{version}"

    def __call__(self, method: str, path: str, json: Any = None, **more: Any) -> Any:
        answer = self.client.open(self.base + path, method=method, json=json, auth=self.auth, **more)
        return answer.status_code, answer.get_json(silent=True)


@pytest.fixture
def ada(still_site: JiraSite) -> Api:
    return Api(still_site)


def fields(**more: Any) -> dict[str, Any]:
    return {"fields": {"project": {"key": "SHOP"}, "issuetype": {"name": "Task"}, "summary": "A", **more}}


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"summary": ""}, "summary", "You must specify a summary of the issue."),
        ({"summary": "x" * 256}, "summary", "255"),
        ({"summary": "a\nb"}, "summary", "newline"),
        ({"summary": 7}, "summary", "must be a string"),
        ({"description": "text"}, "description", "must be an Atlassian Document"),
        ({"description": {"type": "doc", "version": 1, "content": [{"type": "nope"}]}}, "description", "INVALID_INPUT"),
        ({"description": from_text("x" * 32_768)}, "description", "32,767"),
        ({"labels": ["a b"]}, "labels", "contains spaces"),
        ({"priority": {"name": "Urgent"}}, "priority", "selected is invalid"),
        ({"assignee": {"accountId": "nobody"}}, "assignee", "does not exist"),
        ({"assignee": {"accountId": seed.OUTSIDER}}, "assignee", "cannot be assigned"),
        ({"duedate": "soon"}, "duedate", "Error parsing date string"),
        ({"components": [{"name": "Nope"}]}, "components", "is not valid"),
        ({"customfield_10010": {"value": "Nope"}}, "customfield_10010", "is not valid"),
        ({"customfield_10012": "five"}, "customfield_10012", "must be a number"),
        ({"customfield_99999": 1}, "customfield_99999", "not on the appropriate screen, or unknown"),
        ({"resolution": {"name": "Done"}}, "resolution", "not on the appropriate screen"),
        ({"issuetype": {"name": "Nope"}}, "issuetype", "valid issue type"),
        ({"project": {"key": "NOPE"}}, "project", "valid project"),
        ({"issuetype": {"name": "Sub-task"}}, "parent", "sub-task"),
        ({"parent": {"key": "SHOP-1"}}, "parent", "hierarchy"),
    ],
)
def test_a_value_that_a_field_does_not_take_is_told_beside_it(
    ada: Api, wrong: dict[str, Any], field: str, words: str
) -> None:
    status, answer = ada("POST", "/issue", fields(**wrong))
    assert (status, list(answer["errors"])) == (400, [field])
    assert words in answer["errors"][field]


def test_a_required_field_is_asked_for(still_site: JiraSite, ada: Api) -> None:
    still_site.schemes["default"].required.add("customfield_10014")
    status, answer = ada("POST", "/issue", fields())
    assert (status, answer["errors"]) == (400, {"customfield_10014": "Customer is required."})
    _, page = ada("GET", "/issue/createmeta/SHOP/issuetypes/10003?maxResults=100")
    assert {item["fieldId"] for item in page["fields"] if item["required"]} == {
        "project",
        "issuetype",
        "summary",
        "customfield_10014",
    }


def test_media_must_be_attachments_of_the_site(still_site: JiraSite, ada: Api) -> None:
    def document(identity: str) -> dict[str, Any]:
        media = {"type": "media", "attrs": {"type": "file", "id": identity, "collection": ""}}
        return {"type": "doc", "version": 1, "content": [{"type": "mediaSingle", "content": [media]}]}

    status, answer = ada("PUT", "/issue/SHOP-1", {"fields": {"description": document("unknown")}})
    assert (status, answer["errors"]["description"]) == (400, "ATTACHMENT_VALIDATION_ERROR")
    from addon.simulators.jira.caller import Caller
    from addon.simulators.jira.operations import attachments

    issue = still_site.find_issue("SHOP-1")
    assert issue is not None
    [attachment] = attachments.add(still_site, Caller(seed.ADMIN), issue, [("a.png", None, b"a")])
    status, _ = ada("PUT", "/issue/SHOP-1", {"fields": {"description": document(attachment.media_id)}})
    assert status == 204
    location = ada.client.get(f"/rest/api/3/attachment/content/{attachment.id}", auth=ada.auth).headers["Location"]
    assert f"/file/{attachment.media_id}/binary?token=" in location


def test_one_edit_is_one_entry_of_the_history_and_touches_the_issue(ada: Api) -> None:
    _, before = ada("GET", "/issue/SHOP-1?fields=updated")
    edit = {
        "fields": {"summary": "New", "priority": {"name": "Low"}},
        "update": {"labels": [{"add": "x"}, {"add": "y"}], "comment": [{"add": {"body": from_text("why")}}]},
    }
    assert ada("PUT", "/issue/SHOP-1", edit)[0] == 204
    _, after = ada("GET", "/issue/SHOP-1?expand=changelog")
    [entry] = after["changelog"]["histories"]
    changes = {item["field"]: (item["fromString"], item["toString"]) for item in entry["items"]}
    assert changes == {
        "summary": ("Pay with gift cards", "New"),
        "priority": ("Medium", "Low"),
        "labels": ("", "x y"),
    }
    assert after["fields"]["updated"] > before["fields"]["updated"]
    assert len(after["fields"]["comment"]["comments"]) == 2


def test_an_edit_that_changes_nothing_leaves_no_trace(ada: Api) -> None:
    _, before = ada("GET", "/issue/SHOP-1?expand=changelog")
    assert ada("PUT", "/issue/SHOP-1", {"fields": {"summary": "Pay with gift cards"}})[0] == 204
    assert ada("GET", "/issue/SHOP-1?expand=changelog")[1] == before


def test_a_field_may_not_be_in_fields_and_update(ada: Api) -> None:
    edit = {"fields": {"labels": []}, "update": {"labels": [{"add": "x"}]}}
    status, answer = ada("PUT", "/issue/SHOP-1", edit)
    assert status == 400 and "cannot appear in both" in answer["errors"]["labels"]


def test_a_status_in_an_edit_is_ignored(ada: Api) -> None:
    assert ada("PUT", "/issue/SHOP-1", {"fields": {"status": {"name": "Done"}, "summary": "B"}})[0] == 204
    shown = ada("GET", "/issue/SHOP-1?fields=status,summary")[1]["fields"]
    assert (shown["status"]["name"], shown["summary"]) == ("To Do", "B")


def test_a_payload_without_fields_is_told_what_is_missing(ada: Api) -> None:
    refused = {"errorMessages": [], "errors": {"project": "Specify a valid project ID or key"}}
    assert ada("POST", "/issue", {}) == (400, refused)
    status, answer = ada("POST", "/issue/SHOP-1/worklog", {})
    assert (status, answer["errors"]) == (400, {"timeLogged": "You must indicate the time spent working."})


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PATCH", "/issue/SHOP-1", "GET,PUT,DELETE"),
        ("DELETE", "/search/jql", "GET,POST"),
        ("POST", "/myself", "GET"),
    ],
)
def test_a_method_that_an_address_does_not_know_is_told_which_it_knows(
    still_site: JiraSite, method: str, path: str, allowed: str
) -> None:
    answer = create_app(still_site).test_client().open(f"/rest/api/3{path}", method=method)
    assert (answer.status_code, answer.headers["Allow"]) == (405, allowed)


def test_an_address_that_nobody_knows_is_not_there(ada: Api) -> None:
    assert [ada(method, "/nothing")[0] for method in ("GET", "POST", "PATCH")] == [404, 404, 404]


def test_a_parent_is_set_and_cleared(ada: Api) -> None:
    _, epic = ada("POST", "/issue", fields(issuetype={"name": "Epic"}))
    ada("PUT", "/issue/SHOP-1", {"fields": {"parent": {"key": epic["key"]}}})
    assert ada("GET", "/issue/SHOP-1?fields=parent")[1]["fields"]["parent"]["key"] == epic["key"]
    ada("PUT", "/issue/SHOP-1", {"update": {"parent": [{"set": {"none": True}}]}})
    assert "parent" not in ada("GET", "/issue/SHOP-1?fields=parent")[1]["fields"]


def test_a_bug_goes_one_step_at_a_time_and_is_resolved_with_a_reason(ada: Api) -> None:
    def names() -> list[str]:
        return [item["name"] for item in ada("GET", "/issue/SHOP-2/transitions")[1]["transitions"]]

    assert names() == ["Start Progress"]
    assert ada("POST", "/issue/SHOP-2/transitions", {"transition": {"id": "5"}})[0] == 400
    assert ada("POST", "/issue/SHOP-2/transitions", {"transition": {"id": "4"}})[0] == 204
    assert names() == ["Stop Progress", "Resolve Issue"]
    status, answer = ada("POST", "/issue/SHOP-2/transitions", {"transition": {"id": "5"}})
    assert (status, answer["errors"]) == (400, {"resolution": "Resolution is required."})
    status, answer = ada(
        "POST", "/issue/SHOP-2/transitions", {"transition": {"id": "5"}, "fields": {"summary": "not on the screen"}}
    )
    assert "summary" in answer["errors"]
    good = {"transition": {"id": "5"}, "fields": {"resolution": {"name": "Duplicate"}}}
    assert ada("POST", "/issue/SHOP-2/transitions", good)[0] == 204
    assert ada("POST", "/issue/SHOP-2/transitions", {"transition": {"id": "3"}})[0] == 204
    shown = ada("GET", "/issue/SHOP-2")[1]["fields"]
    assert (shown["status"]["name"], shown["resolution"], shown["resolutiondate"]) == ("Reopened", None, None)


def test_a_moved_issue_answers_to_its_old_key_under_the_new_one(still_site: JiraSite, ada: Api) -> None:
    moved = ada.client.post("/__control__/move", json={"issue": "SHOP-1", "project": "OPS"}).get_json()
    assert moved == {"key": "OPS-1"}
    shown = ada("GET", "/issue/shop-1?expand=changelog")[1]
    assert shown["key"] == "OPS-1" and ada("GET", "/issue/10000")[1]["key"] == "OPS-1"
    assert [item["field"] for item in shown["changelog"]["histories"][0]["items"]] == ["project", "Key"]


def test_search_lags_behind_but_match_and_reconcile_do_not(still_site: JiraSite, ada: Api) -> None:
    still_site.index_lag_s = 30
    _, made = ada("POST", "/issue", fields(summary="Fresh"))
    query = {"jql": "summary ~ fresh"}
    assert ada("POST", "/search/jql", query)[1]["issues"] == []
    matched = ada("POST", "/jql/match", {"jqls": ["summary ~ fresh"], "issueIds": [int(made["id"])]})[1]
    assert matched["matches"][0]["matchedIssues"] == [int(made["id"])]
    reconciled = ada("POST", "/search/jql", {**query, "reconcileIssues": [int(made["id"])]})[1]
    assert [issue["id"] for issue in reconciled["issues"]] == [made["id"]]
    _, second = ada("POST", "/issue", fields(summary="Fresh too"))
    ada.client.post("/__control__/clock", json={"advance_s": 31})
    assert {issue["id"] for issue in ada("POST", "/search/jql", query)[1]["issues"]} == {made["id"], second["id"]}


def test_an_unknown_word_in_a_search_is_refused(ada: Api) -> None:
    assert ada("POST", "/search/jql", {"jql": "project = SHOP", "startAt": 0})[0] == 400


def test_a_member_edits_but_does_not_delete_and_a_stranger_sees_nothing(still_site: JiraSite) -> None:
    max_, olga = Api(still_site, "max-token"), Api(still_site, "olga-token")
    assert max_("PUT", "/issue/SHOP-1", {"fields": {"summary": "By Max"}})[0] == 204
    assert max_("DELETE", "/issue/SHOP-1")[0] == 403
    assert olga("GET", "/issue/SHOP-1")[0] == 404
    assert olga("GET", "/project/SHOP")[0] == 404
    assert olga("GET", "/project/search")[1]["values"] == []
    assert max_("PUT", "/issue/SHOP-1?notifyUsers=false", {"fields": {"summary": "Quietly"}})[0] == 403
    assert (
        max_("GET", "/mypermissions?permissions=ADMINISTER")[1]["permissions"]["ADMINISTER"]["havePermission"] is False
    )


def test_wrong_credentials_are_no_anonymous_call(still_site: JiraSite) -> None:
    client = create_app(still_site).test_client()
    assert client.get("/rest/api/3/myself", auth=("ada@example.com", "wrong")).status_code == 401
    assert client.get("/rest/api/3/myself").status_code == 401
    assert client.get("/rest/api/3/project/search").get_json()["values"] == []


def test_a_restricted_comment_is_seen_by_its_role_only(still_site: JiraSite, ada: Api) -> None:
    restricted = {"body": from_text("secret"), "visibility": {"type": "role", "value": "Administrators"}}
    assert ada("POST", "/issue/SHOP-1/comment", restricted)[0] == 201
    assert ada("GET", "/issue/SHOP-1/comment")[1]["total"] == 2
    max_ = Api(still_site, "max-token")
    assert max_("GET", "/issue/SHOP-1/comment")[1]["total"] == 1
    status, answer = max_("POST", "/issue/SHOP-1/comment", restricted)
    assert status == 400 and "not a member" in answer["errors"]["commentLevel"]


def test_an_upload_needs_its_header_and_keeps_to_the_limit(still_site: JiraSite, ada: Api) -> None:
    import io

    def upload(size: int, **headers: str) -> int:
        data = {"file": (io.BytesIO(b"x" * size), "x.bin")}
        answer = ada.client.post("/rest/api/3/issue/SHOP-1/attachments", data=data, auth=ada.auth, headers=headers)
        return answer.status_code

    still_site.upload_limit = 100
    assert upload(10) == 403
    assert upload(101, **{"X-Atlassian-Token": "no-check"}) == 413
    assert upload(100, **{"X-Atlassian-Token": "no-check"}) == 200


def test_the_media_service_takes_its_token_and_no_other_credentials(still_site: JiraSite, ada: Api) -> None:
    test_an_upload_needs_its_header_and_keeps_to_the_limit(still_site, ada)
    identity = next(iter(still_site.attachments))
    moved = ada.client.get(f"/rest/api/3/attachment/content/{identity}", auth=ada.auth)
    place = moved.headers["Location"].split("/", 3)[3]
    assert ada.client.get("/" + place, auth=ada.auth).status_code == 400
    assert ada.client.get("/" + place).get_data() == b"x" * 100
    assert ada.client.get("/" + place.split("?")[0]).status_code == 401
    part = ada.client.get("/" + place, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.headers["Content-Range"]) == (206, "bytes 10-19/100")


def test_version_2_speaks_wiki_text(still_site: JiraSite, ada: Api) -> None:
    two = Api(still_site, version=2)
    rich = {
        "type": "doc",
        "version": 1,
        "content": [
            {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Plan"}]},
            {
                "type": "bulletList",
                "content": [
                    {
                        "type": "listItem",
                        "content": [{"type": "paragraph", "content": [{"type": "text", "text": "one"}]}],
                    }
                ],
            },
            {
                "type": "paragraph",
                "content": [{"type": "text", "text": "bold", "marks": [{"type": "strong"}]}],
            },
        ],
    }
    ada("PUT", "/issue/SHOP-1", {"fields": {"description": rich}})
    shown = two("GET", "/issue/SHOP-1")[1]
    assert shown["fields"]["description"] == "h2. Plan\n\n* one\n\n*bold*"
    assert "/rest/api/2/issue/" in shown["self"] and "/rest/api/3/" not in str(shown)
    two("PUT", "/issue/SHOP-1", {"fields": {"description": "just text"}})
    assert ada("GET", "/issue/SHOP-1")[1]["fields"]["description"] == from_text("just text")


def test_ten_thousand_projects_are_searched_by_the_server(still_site: JiraSite, ada: Api) -> None:
    seed.add_many_projects(still_site, 10_000)
    _, page = ada("GET", "/project/search?action=create&query=project%200999&maxResults=500")
    assert (page["total"], page["maxResults"], page["isLast"]) == (10, 100, True)
    _, first = ada("GET", "/project/search?action=create&orderBy=name")
    assert (first["total"], len(first["values"]), first["isLast"]) == (10_003, 50, False)
    assert "startAt=50" in first["nextPage"]


def test_deleting_an_issue_with_sub_tasks_needs_to_be_said(ada: Api) -> None:
    sub = fields(issuetype={"name": "Sub-task"}, parent={"key": "SHOP-1"})
    assert ada("POST", "/issue", sub)[0] == 201
    assert ada("DELETE", "/issue/SHOP-1")[0] == 400
    assert ada("DELETE", "/issue/SHOP-1?deleteSubtasks=true")[0] == 204
