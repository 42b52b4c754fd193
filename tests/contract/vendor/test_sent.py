"""The judge of what we send finds what is wrong, and only that."""

import json
from typing import Any

import pytest

from tests.contract.vendor.sent import Sent, problems

pytestmark = pytest.mark.vendor
JSON, PATCH = "application/json", "application/json-patch+json"
ITEM = "/fabrikam/_apis/wit/workitems/1"
V71 = {"api-version": "7.1"}


def sent(product: str, method: str, path: str, query: dict[str, str], body: Any = None, kind: str = JSON) -> Sent:
    data = json.dumps(body).encode() if body is not None else None
    return Sent(product, method, path, tuple(query.items()), kind if data else "", "", data)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (sent("jira", "GET", "/rest/api/3/nowhere", {}), "not in the document"),
        (sent("jira", "POST", "/rest/api/3/search", {}, {"jql": "x"}), "deprecated"),
        (sent("jira", "GET", "/rest/api/3/statuses", {"id": "1"}), "not for Connect apps"),
        (sent("jira", "GET", "/rest/api/3/issue/A-1", {"field": "summary"}), "no parameter field"),
        (sent("jira", "GET", "/rest/api/3/project/search", {"startAt": "x"}), "startAt=x is no number"),
        (sent("jira", "GET", "/rest/api/3/project/search", {"action": "look"}), "action=look is none of"),
        (sent("jira", "POST", "/rest/api/3/search/jql", {}, {"jql": "x", "startAt": 0}), "startAt"),
        (sent("jira", "POST", "/rest/api/3/issue/bulkfetch", {}, {"issueIdsOrKeys": "1"}), "issueIdsOrKeys"),
        (sent("jira", "POST", "/rest/api/3/issue", {}), "needs a body"),
        (sent("jira", "GET", "/rest/api/3/myself", {}, {"a": 1}), "403 to a GET with a body"),
        (sent("azuredevops", "GET", "/fabrikam/_apis/nowhere", V71), "not in the documents"),
        (sent("azuredevops", "GET", ITEM, {"api-version": "5.0"}), "its version is 7.1, not 5.0"),
        (sent("azuredevops", "GET", ITEM, {}), "its version is 7.1, not none"),
        (sent("azuredevops", "GET", ITEM, {**V71, "$expand": "some"}), "$expand=some is none of"),
        (sent("azuredevops", "GET", ITEM, {**V71, "expand": "all"}), "no parameter expand"),
        (sent("azuredevops", "PATCH", ITEM, {**V71, "validateOnly": "yes"}, [], PATCH), "neither true nor false"),
        (sent("azuredevops", "PATCH", ITEM, V71, []), "its body is application/json"),
        (sent("azuredevops", "PATCH", ITEM, V71, [{"op": "put", "path": "/rev"}], PATCH), "'put' is not one of"),
        (sent("azuredevops", "POST", "/fabrikam/_apis/wit/workitemsbatch", V71, {"ids": ["1"]}), "$.ids[0]"),
        (sent("azuredevops", "POST", "/fabrikam/_apis/wit/workitemsbatch", V71, {"id": [1]}), "'id' was unexpected"),
        (sent("azuredevops", "POST", "/fabrikam/_apis/wit/workitemsbatch", V71), "needs a body"),
    ],
)  # fmt: skip
def test_each_kind_of_mistake_is_named(call: Sent, words: str) -> None:
    found = problems([call])
    assert any(words in one for one in found), found


def test_what_the_documents_allow_passes() -> None:
    operations = [
        {"op": "test", "path": "/rev", "value": 3},
        {"op": "add", "path": "/relations/-", "value": {"rel": "x"}},
    ]
    good = [
        sent("jira", "POST", "/rest/api/3/issue/bulkfetch", {}, {"issueIdsOrKeys": ["1"], "fields": ["*all"]}),
        sent("jira", "GET", "/rest/api/3/project/search", {"startAt": "0", "action": "view"}),
        sent("azuredevops", "PATCH", ITEM, {**V71, "$expand": "all"}, operations, PATCH),
        sent("azuredevops", "GET", "/fabrikam/P/_apis/wit/workItems/1/comments", {"api-version": "7.1-preview.4"}),
    ]
    assert problems(good) == []
