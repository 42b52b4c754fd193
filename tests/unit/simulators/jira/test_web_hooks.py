"""Web hooks of a simulated site: who gets which, signed how, tried how often."""

import jwt
import pytest
import requests
from atlassian_jwt.url_utils import hash_url

from addon.simulators.jira import JiraSite, seed
from addon.simulators.jira.adf_text import from_text
from addon.simulators.jira.caller import Caller
from addon.simulators.jira.connect.lifecycle import install
from addon.simulators.jira.operations import attachments, comments, issues, properties
from tests.unit.simulators.jira.tiny_app import Received, TinyApp

MODULES = {
    "webhooks": [
        {
            "event": "jira:issue_updated",
            "url": "/hook/updated?issue={issue.id}&project={project.key}",
            "excludeBody": True,
        },
        {"event": "jira:issue_created", "url": "/hook/created"},
        {"event": "jira:issue_deleted", "url": "/hook/deleted"},
        {"event": "comment_created", "url": "/hook/comment/{comment.id}"},
        {"event": "comment_deleted", "url": "/hook/comment_deleted"},
        {"event": "attachment_created", "url": "/hook/attachment"},
        {"event": "issue_property_set", "url": "/hook/property", "propertyKeys": ["liaise"], "excludeBody": True},
        {"event": "jira:issue_updated", "url": "/hook/filtered", "filter": "issuetype = Bug", "excludeBody": True},
    ],
    "jiraEntityProperties": [
        {
            "key": "mark",
            "entityType": "issue",
            "name": {"value": "Mark"},
            "keyConfigurations": [
                {"propertyKey": "liaise", "extractions": [{"objectName": "twin", "type": "string", "alias": "twinOf"}]}
            ],
        }
    ],
}
ADA = Caller(seed.ADMIN)


@pytest.fixture
def app(site: JiraSite, tiny: TinyApp) -> TinyApp:
    tiny.modules = MODULES
    install(site, tiny.descriptor_url)
    site.bench.deliveries.settle()
    return tiny


def got(site: JiraSite, app: TinyApp, path: str) -> list[Received]:
    assert site.bench.deliveries.settle()
    return app.at(path)


def issue_of(site: JiraSite, key: str = "SHOP-1"):  # type: ignore[no-untyped-def]
    found = site.find_issue(key)
    assert found is not None
    return found


def test_a_hook_without_body_carries_the_ids_in_its_signed_address(site: JiraSite, app: TinyApp) -> None:
    issue = issue_of(site)
    issues.edit(site, ADA, issue, {"fields": {"summary": "New"}})
    [call] = got(site, app, "/hook/updated")
    assert (call.query, call.text) == (f"issue={issue.id}&project=SHOP", "")
    token = call.headers["Authorization"].removeprefix("JWT ")
    claims = jwt.decode(token, app.secret, algorithms=["HS256"])
    assert claims["qsh"] == hash_url("POST", f"/hook/updated?{call.query}")
    assert call.headers["X-Atlassian-Webhook-Flow"] == "Primary"
    assert "X-Atlassian-Webhook-Retry" not in call.headers


def test_a_body_has_the_second_versions_shape(site: JiraSite, app: TinyApp) -> None:
    fields = {
        "project": {"key": "SHOP"},
        "issuetype": {"name": "Bug"},
        "summary": "Broken",
        "description": from_text("Some text"),
    }
    issues.create(site, ADA, {"fields": fields})
    [call] = got(site, app, "/hook/created")
    assert call.body["webhookEvent"] == "jira:issue_created"
    assert call.body["user"]["accountId"] == seed.ADMIN
    assert call.body["issue"]["fields"]["description"] == "Some text"
    assert isinstance(call.body["timestamp"], int)
    assert call.body["issue"]["self"].startswith(f"{site.base_url}/rest/api/2/issue/")


def test_an_update_tells_the_changes(site: JiraSite, tiny: TinyApp) -> None:
    tiny.modules = {"webhooks": [{"event": "jira:issue_updated", "url": "/hook/full"}]}
    install(site, tiny.descriptor_url)
    issues.edit(site, ADA, issue_of(site), {"fields": {"priority": {"name": "High"}}})
    [call] = got(site, tiny, "/hook/full")
    [item] = call.body["changelog"]["items"]
    assert (item["field"], item["fromString"], item["toString"], item["to"]) == ("priority", "Medium", "High", "2")
    assert call.body["issue_event_type_name"] == "issue_updated"


def test_a_comment_hook_has_a_thin_issue_and_no_user(site: JiraSite, app: TinyApp) -> None:
    comment = comments.add(site, ADA, issue_of(site), {"body": from_text("Hello")})
    [call] = got(site, app, f"/hook/comment/{comment.id}")
    assert "user" not in call.body
    assert (call.body["comment"]["body"], call.body["issue"]["key"]) == ("Hello", "SHOP-1")


def test_an_attachment_hook_does_not_say_which_issue(site: JiraSite, app: TinyApp) -> None:
    attachments.add(site, ADA, issue_of(site), [("a.txt", None, b"a")])
    [call] = got(site, app, "/hook/attachment")
    assert "issue" not in call.body and call.body["attachment"]["filename"] == "a.txt"


def test_a_filter_keeps_other_issues_back(site: JiraSite, app: TinyApp) -> None:
    issues.edit(site, ADA, issue_of(site, "SHOP-1"), {"fields": {"summary": "A story"}})
    issues.edit(site, ADA, issue_of(site, "SHOP-2"), {"fields": {"summary": "A bug"}})
    assert len(got(site, app, "/hook/filtered")) == 1


def test_a_property_hook_comes_for_its_key_only_and_is_no_update(site: JiraSite, app: TinyApp) -> None:
    properties.put(site, ADA, issue_of(site), "other", 1)
    properties.put(site, ADA, issue_of(site), "liaise", {"twin": "7"})
    assert len(got(site, app, "/hook/property")) == 1
    assert got(site, app, "/hook/updated") == []


def test_the_parts_of_a_deleted_issue_are_told_in_the_secondary_flow(site: JiraSite, app: TinyApp) -> None:
    issues.delete(site, ADA, "SHOP-1")
    [deleted] = got(site, app, "/hook/deleted")
    [comment] = got(site, app, "/hook/comment_deleted")
    assert deleted.headers["X-Atlassian-Webhook-Flow"] == "Primary"
    assert comment.headers["X-Atlassian-Webhook-Flow"] == "Secondary"


def test_a_trace_comes_back_to_the_app_that_sent_it(site: JiraSite, app: TinyApp) -> None:
    path = "/rest/api/3/issue/SHOP-1"
    headers = {**app.headers("PUT", path), "X-Atlassian-Webhook-Trace": "op-7"}
    requests.put(site.base_url + path, headers=headers, json={"fields": {"summary": "By the app"}}, timeout=60)
    issues.edit(site, ADA, issue_of(site), {"fields": {"summary": "By Ada"}})
    traces = [call.headers.get("X-Atlassian-Webhook-Trace") for call in got(site, app, "/hook/updated")]
    assert sorted(traces, key=str) == [None, "op-7"]


def test_a_refused_hook_comes_again_later_with_the_same_identifier(site: JiraSite, app: TinyApp) -> None:
    app.answers["/hook/updated"] = [503, 429]
    issues.edit(site, ADA, issue_of(site), {"fields": {"summary": "New"}})
    assert len(got(site, app, "/hook/updated")) == 1
    for _ in range(2):
        site.clock.advance(901)
        assert site.bench.deliveries.settle()
    calls = app.at("/hook/updated")
    assert len({call.headers["X-Atlassian-Webhook-Identifier"] for call in calls}) == 1
    assert [call.headers.get("X-Atlassian-Webhook-Retry") for call in calls] == [None, "1", "2"]


@pytest.mark.parametrize("status", [400, 401, 404, 410])
def test_other_refusals_are_final(site: JiraSite, app: TinyApp, status: int) -> None:
    app.answers["/hook/updated"] = [status]
    issues.edit(site, ADA, issue_of(site), {"fields": {"summary": "New"}})
    site.bench.deliveries.settle()
    site.clock.advance(3600)
    assert len(got(site, app, "/hook/updated")) == 1


def test_what_was_given_up_is_listed_for_72_hours(site: JiraSite, app: TinyApp) -> None:
    app.answers["/hook/created"] = [500] * 6
    fields = {"project": {"key": "SHOP"}, "issuetype": {"name": "Task"}, "summary": "Lost"}
    issues.create(site, ADA, {"fields": fields})
    for _ in range(6):
        assert site.bench.deliveries.settle()
        site.clock.advance(901)
    assert len(got(site, app, "/hook/created")) == 6
    path = "/rest/api/3/webhook/failed"
    [failed] = requests.get(site.base_url + path, headers=app.headers("GET", path), timeout=60).json()["values"]
    assert failed["url"].endswith("/hook/created") and "Lost" in failed["body"]
    site.clock.advance(73 * 3600)
    assert requests.get(site.base_url + path, headers=app.headers("GET", path), timeout=60).json()["values"] == []
    assert requests.get(site.base_url + path, auth=("ada@example.com", "ada-token"), timeout=60).status_code == 403


def test_a_declared_property_can_be_searched_for(site: JiraSite, app: TinyApp) -> None:
    path = "/rest/api/3/issue"
    body = {
        "fields": {"project": {"key": "SHOP"}, "issuetype": {"name": "Task"}, "summary": "Marked"},
        "properties": [{"key": "liaise", "value": {"twin": "42", "other": "42"}}],
    }
    made = requests.post(site.base_url + path, headers=app.headers("POST", path), json=body, timeout=60).json()
    found = {}
    queries = {
        "twin": 'issue.property[liaise].twin = "42"',
        "alias": "twinOf = 42",
        "other": 'issue.property[liaise].other = "42"',
    }
    for name, query in queries.items():
        path = "/rest/api/3/search/jql"
        jql = {"jql": query}
        answer = requests.post(site.base_url + path, headers=app.headers("POST", path), json=jql, timeout=60).json()
        found[name] = [issue["id"] for issue in answer["issues"]]
    assert found == {"twin": [made["id"]], "alias": [made["id"]], "other": []}


def test_a_hook_registered_by_rest_names_itself(site: JiraSite, app: TinyApp) -> None:
    path = "/rest/api/3/webhook"
    body = {
        "url": app.url + "/dynamic",
        "webhooks": [
            {"events": ["jira:issue_updated"], "jqlFilter": "project = SHOP"},
            {"events": ["attachment_created"], "jqlFilter": "project = SHOP"},
        ],
    }
    results = requests.post(site.base_url + path, headers=app.headers("POST", path), json=body, timeout=60).json()
    [made, refused] = results["webhookRegistrationResult"]
    assert refused["errors"]
    issues.edit(site, ADA, issue_of(site), {"fields": {"summary": "New"}})
    [call] = got(site, app, "/dynamic")
    assert call.body["matchedWebhookIds"] == [made["createdWebhookId"]]
    site.clock.advance(31 * 86400)
    issues.edit(site, ADA, issue_of(site), {"fields": {"summary": "Newer"}})
    assert len(got(site, app, "/dynamic")) == 1
