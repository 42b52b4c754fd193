"""Bodies of every shape get an answer of the product, never an error of the server."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.test import TestResponse

from addon.simulators.azuredevops import AzureDevOpsSimulator
from addon.simulators.azuredevops.seed import ADMIN_PAT
from addon.simulators.jira import JiraSite, create_app, seed
from addon.simulators.json_bodies import DEEPEST, read_json

HALF = b'"a \\ud83d b"'
DEEP = b"[" * 100_000


def basic(name: str, secret: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{secret}".encode()).decode()}


@pytest.fixture
def jira() -> Iterator[Any]:
    site = seed.demo(JiraSite())
    client = create_app(site).test_client()

    def call(method: str, path: str, body: Any) -> TestResponse:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = basic("ada@example.com", "ada-token")
        return client.open(
            f"/rest/api/3{path}", method=method, data=data, headers=headers, content_type="application/json"
        )

    yield call
    site.close()


@pytest.fixture
def azure() -> Iterator[Any]:
    simulator = AzureDevOpsSimulator()
    client = simulator.app.test_client()

    def call(method: str, path: str, body: bytes | None, kind: str = "application/json-patch+json") -> TestResponse:
        place = f"/fabrikam/_apis/wit{path}?api-version=7.1-preview"
        return client.open(place, method=method, data=body, headers=basic("", ADMIN_PAT), content_type=kind)

    yield call
    simulator.stop()


@pytest.mark.parametrize("data", [b"NaN", b"{", b"\xff", b'"\xed\xa0\xbd"', DEEP, b"[" * 300 + b"]" * 300])
def test_what_is_no_json_is_refused_as_such(data: bytes) -> None:
    with pytest.raises(ValueError):
        read_json(data, "?")


def test_json_is_read_as_it_is_but_for_half_characters() -> None:
    assert read_json(b'{"a\\ud83d": ["\\ud83d\\ude00", 1, null, "\\ude00x"]}', "?") == {
        "a?": ["\U0001f600", 1, None, "?x"]
    }
    deep = read_json(b"[" * DEEPEST + b"]" * DEEPEST, "?")
    assert deep[0][0] is not deep


def test_half_a_character_is_kept_as_another_sign_in_jira(jira: Any) -> None:
    assert jira("PUT", "/issue/SHOP-1", b'{"fields": {"summary": %s}}' % HALF).status_code == 204
    read = jira("GET", "/issue/SHOP-1?fields=summary", b"")
    assert read.get_json()["fields"]["summary"] == "a ? b"


def test_half_a_character_is_kept_as_another_sign_in_azure_devops(azure: Any) -> None:
    patch = b'[{"op": "add", "path": "/fields/System.Title", "value": %s}]' % HALF
    assert azure("PATCH", "/workitems/1", patch).status_code == 200
    assert azure("GET", "/workitems/1", None).get_json()["fields"]["System.Title"] == "a \ufffd b"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/issue", DEEP),
        ("POST", "/issue/SHOP-1/comment", {"body": {"type": "doc", "version": 1, "content": [{"type": []}]}}),
        ("PUT", "/issue/SHOP-1/assignee", {"accountId": {}}),
        ("PUT", "/issue/SHOP-1", {"fields": {"customfield_10020": {}}}),
        ("POST", "/issue/SHOP-1/changelog/list", {"changelogIds": 1}),
        ("POST", "/issue/SHOP-1/watchers", []),
    ],
)
def test_values_of_another_shape_are_refused_by_jira(jira: Any, method: str, path: str, body: Any) -> None:
    answer = jira(method, path, body)
    assert answer.status_code == 400
    assert set(answer.get_json()) == {"errorMessages", "errors"}


@pytest.mark.parametrize("body", [DEEP, b"NaN", b"", b"{"])
def test_what_is_no_body_is_refused_by_azure_devops(azure: Any, body: bytes) -> None:
    answer = azure("PATCH", "/workitems/1", body)
    assert (answer.status_code, answer.get_json()["typeKey"]) == (400, "VssPropertyValidationException")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/workitemsbatch", {"ids": [1], "fields": 1}),
        ("/workitemsdelete", {"ids": 1}),
        ("/workitemsdelete", {"ids": [None]}),
        ("/reporting/workitemrevisions", {"fields": 1}),
        ("/reporting/workitemrevisions", {"types": {"a": 1}}),
    ],
)
def test_values_of_another_shape_are_refused_by_azure_devops(azure: Any, path: str, body: Any) -> None:
    answer = azure("POST", path, json.dumps(body).encode(), "application/json")
    assert (answer.status_code, answer.get_json()["typeKey"]) == (400, "ArgumentException")


def test_each_of_many_deletions_has_its_own_code(azure: Any) -> None:
    answer = azure("POST", "/workitemsdelete", b'{"ids": ["x", 3, 999]}', "application/json")
    assert [one["code"] for one in answer.get_json()["results"]] == [400, 200, 404]


def test_a_relation_with_other_attributes_than_an_object_is_refused(azure: Any) -> None:
    value = {"rel": "Hyperlink", "url": "https://x.example", "attributes": ["comment"]}
    patch = json.dumps([{"op": "add", "path": "/relations/-", "value": value}]).encode()
    assert azure("PATCH", "/workitems/1", patch).status_code == 400


def test_a_number_in_another_script_is_no_id(azure: Any) -> None:
    assert azure("GET", "/workitems/\u00b2", None).status_code == 400


def test_the_form_keeps_half_a_character_as_another_sign_and_refuses_what_is_no_body() -> None:
    with AzureDevOpsSimulator() as simulator:
        client = simulator.app.test_client()
        place = "/fabrikam/_host/workitems"
        body = b'{"rev": 1, "fields": {"System.Title": %s}}' % HALF
        assert client.post(f"{place}/1", data=body).status_code == 200
        assert "a \ufffd b" in client.get("/fabrikam/Fabrikam Fiber/_workitems/edit/1").get_data(as_text=True)
        assert client.post(f"{place}/1/comments", data=b"[1]").status_code == 400
