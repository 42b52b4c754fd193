"""The session of an Azure DevOps page: each way to be refused, each with its word."""

import json
import time
from dataclasses import replace
from typing import Any

import jwt
import pytest
from structlog.testing import capture_logs

from addon.nodes import sessions
from addon.simulators.azuredevops.people import ANONYMOUS_ID
from addon.simulators.azuredevops.seed import ADMIN_MAIL, MEMBER_MAIL, OUTSIDER_MAIL, READER_MAIL
from addon.simulators.faults import Fault
from addon.storage import audit, nodes
from tests.pipeline.world import CERTIFICATE, World
from tests.web.callers import AzureDevOpsPage
from tests.web.conftest import needs_bundle

pytestmark = needs_bundle


def caller_of(world: World, token: str) -> sessions.Caller:
    return sessions.read(token, key=world.app.config["SESSION_KEYS"][0], now_ms=world.services.now())


def test_an_administrator_gets_a_bearer_for_their_organization(world: World, page: AzureDevOpsPage) -> None:
    answer = page.session(ADMIN_MAIL)
    assert answer.status_code == 200, answer.text
    body = answer.get_json()
    assert body["is_admin"] is True
    assert 0 < body["expires_in"] <= 15 * 60
    who = caller_of(world, body["token"])
    assert (who.node_id, who.user_id) == (world.ado.caller.node_id, page.person(ADMIN_MAIL).id)
    assert (
        page.client.get("/console/connections", headers={"Authorization": f"Bearer {body['token']}"}).status_code == 200
    )


def test_a_member_gets_a_bearer_that_opens_no_console(world: World, page: AzureDevOpsPage) -> None:
    answer = page.session(MEMBER_MAIL)
    assert (answer.status_code, answer.get_json()["is_admin"]) == (200, False)
    opened = page.client.get("/console/connections", headers={"Authorization": f"Bearer {answer.get_json()['token']}"})
    assert opened.status_code == 403
    assert "Only administrators can use Liaise here" in opened.text


def test_an_audience_that_is_not_checked_is_told_once_and_not_with_each_page(page: AzureDevOpsPage) -> None:
    mine = {"aud": "an-audience-of-this-test"}
    with capture_logs() as said:
        for _ in range(3):
            assert (
                page.session(ADMIN_MAIL, app_token=page.app_token(page.person(ADMIN_MAIL), **mine)).status_code == 200
            )
    told = [line["audience"] for line in said if line["event"] == "app_token_audience_learned"]
    assert told == [mine["aud"]]


def test_without_a_certificate_the_missing_setting_is_named(own_world: World) -> None:
    page = AzureDevOpsPage(own_world)
    services = own_world.services
    app = replace(services.deployment.azuredevops, certificates=())
    own_world.app.extensions["liaise"] = replace(services, deployment=replace(services.deployment, azuredevops=app))
    answer = page.session(ADMIN_MAIL)
    assert (answer.status_code, answer.get_json()["reason"]) == (503, "certificate_missing")
    assert "ADO_CERTIFICATES" in answer.get_json()["message"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"key": "x" * 64}, "bad_signature"),
        ({"exp": int(time.time()) - 3600, "nbf": int(time.time()) - 7200}, "expired"),
        ({"nbf": int(time.time()) + 3600}, "from_the_future"),
        ({"exp": int(time.time()) + 10**7}, "lives_too_long"),
        ({"exp": None}, "missing_claim"),
        ({"nameid": None}, "missing_claim"),
        ({"nameid": ""}, "no_user"),
        ({"iss": "evil.example"}, "wrong_issuer"),
        ({"iss": None}, "missing_claim"),
    ],
)
def test_another_app_token_is_refused(page: AzureDevOpsPage, change: dict[str, Any], reason: str) -> None:
    answer = page.session(ADMIN_MAIL, app_token=page.app_token(page.person(ADMIN_MAIL), **change))
    assert (answer.status_code, answer.get_json()["reason"]) == (401, reason)


def test_an_app_token_of_another_algorithm_is_refused(page: AzureDevOpsPage) -> None:
    claims = jwt.decode(page.app_token(page.person(ADMIN_MAIL)), options={"verify_signature": False})
    for algorithm, key in (("none", None), ("HS512", CERTIFICATE)):
        answer = page.session(ADMIN_MAIL, app_token=jwt.encode(claims, key, algorithm=algorithm))
        assert (answer.status_code, answer.get_json()["reason"]) == (401, "wrong_algorithm")


def test_a_bearer_of_ours_is_no_app_token(page: AzureDevOpsPage) -> None:
    answer = page.session(ADMIN_MAIL, app_token=page.bearer()["Authorization"][7:])
    assert answer.status_code == 401


def test_the_token_of_another_person_is_refused(page: AzureDevOpsPage) -> None:
    answer = page.session(MEMBER_MAIL, app_token=page.app_token(page.person(ADMIN_MAIL)))
    assert (answer.status_code, answer.get_json()["reason"]) == (401, "ids_differ")
    answer = page.session(ADMIN_MAIL, access_token=page.access_token(page.person(MEMBER_MAIL)))
    assert (answer.status_code, answer.get_json()["reason"]) == (401, "ids_differ")


def test_a_service_principal_is_no_person(world: World, page: AzureDevOpsPage) -> None:
    people = world.ado.simulator.organization.people
    robot = people.add("Robot", "robot@fabrikam.example", "admin", kind="service-principal")
    answer = page.session("robot@fabrikam.example")
    assert (answer.status_code, answer.get_json()["reason"]) == (401, "ids_differ")
    assert robot


def test_an_access_token_that_is_nobodys_is_refused(page: AzureDevOpsPage) -> None:
    for wrong in ("wrong-token", "x" * 3000, "eyJh.eyJi.c"):
        answer = page.session(ADMIN_MAIL, access_token=wrong)
        assert (answer.status_code, answer.get_json()["reason"]) == (401, "access_token_rejected")
        assert "sync identity" not in answer.get_json()["message"]


@pytest.mark.parametrize("wrong", ["a\r\nX-Evil: 1", "a\nb", "ключ", "é", " ", "\x00", "\ud800"])
def test_an_access_token_with_odd_characters_is_refused_and_no_failure(page: AzureDevOpsPage, wrong: str) -> None:
    answer = page.session(ADMIN_MAIL, access_token=wrong)
    assert (answer.status_code, answer.get_json()["reason"]) == (401, "bad_access_token")
    assert wrong.strip() not in answer.get_json()["message"] or not wrong.strip()


def test_a_public_visitor_is_refused_although_the_service_answers(world: World, page: AzureDevOpsPage) -> None:
    visitor = {"id": ANONYMOUS_ID, "descriptor": f"System:PublicAccess;{ANONYMOUS_ID}"}
    found = {"authenticatedUser": visitor, "instanceId": world.ado.simulator.organization.instance_id}
    nobody = json.dumps(found)
    world.ado.simulator.bench.faults.add(
        Fault("status", path="*connectionData*", status=200, body=nobody, headers={"Content-Type": "application/json"})
    )
    try:
        answer = page.session(ADMIN_MAIL, app_token=page.app_token(page.person(ADMIN_MAIL), nameid=ANONYMOUS_ID))
    finally:
        world.ado.simulator.bench.faults.clear()
    assert (answer.status_code, answer.get_json()["reason"]) == (401, "access_token_rejected")


@pytest.mark.parametrize("page_answer", ["html", "status"])
def test_a_service_that_answers_something_else_is_said_so(
    world: World, page: AzureDevOpsPage, page_answer: str
) -> None:
    world.ado.simulator.bench.faults.add(Fault(page_answer, path="*connectionData*", status=500))
    try:
        answer = page.session(ADMIN_MAIL)
    finally:
        world.ado.simulator.bench.faults.clear()
    assert answer.status_code in (401, 502, 503)
    assert answer.get_json()["message"]
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "name",
    ["evil.com/x", "evil.com", "../admin", "fabrikam/../other", "fabrikam@evil.com", "a b", "fabrikam?x=1",
     "fabrikam#", "%2e%2e", "fabrikam\\x", "-fabrikam", "fabrikam:80", "x" * 51, "fabrikäm", "fabrikam\n"],
)  # fmt: skip
def test_what_is_no_organizations_name_is_never_asked(world: World, page: AzureDevOpsPage, name: str) -> None:
    world.forget_calls()
    answer = page.session(ADMIN_MAIL, organization=name)
    assert (answer.status_code, answer.get_json()["reason"]) == (401, "bad_organization")
    assert world.vendor_calls()["ado"] == 0


def test_an_organization_where_the_token_is_unknown_makes_no_tenant(world: World, page: AzureDevOpsPage) -> None:
    before = len(world.ledger.read(lambda tx: nodes.list_all(tx)))
    answer = page.session(ADMIN_MAIL, organization="somebody-else")
    assert answer.status_code >= 400
    assert len(world.ledger.read(lambda tx: nodes.list_all(tx))) == before


def test_a_member_of_an_organization_without_a_tenant_is_told_who_can_help(tmp_path: Any) -> None:
    made = World(tmp_path)
    try:
        page = AzureDevOpsPage(made)
        refused = page.session(MEMBER_MAIL)
        assert (refused.status_code, refused.get_json()["reason"]) == (403, "not_set_up")
        assert made.ledger.read(lambda tx: nodes.list_all(tx)) == []
        assert page.session(ADMIN_MAIL).status_code == 200
        found = made.ledger.read(lambda tx: nodes.list_all(tx))
        assert [one.instance_id for one in found] == [made.ado.simulator.organization.instance_id]
        assert [one.action for one in made.ledger.read(lambda tx: audit.list_page(tx, found[0].id).items)] == [
            "installed"
        ]
        assert page.session(MEMBER_MAIL).get_json()["is_admin"] is False
    finally:
        made.close()


def test_administrators_are_known_by_their_group_where_the_permission_may_not_be_asked(
    world: World, page: AzureDevOpsPage
) -> None:
    organization = world.ado.simulator.organization
    organization.extensions_may_ask_permissions = False
    try:
        assert page.session(ADMIN_MAIL).get_json()["is_admin"] is True
        assert page.session(MEMBER_MAIL).get_json()["is_admin"] is False
    finally:
        organization.extensions_may_ask_permissions = True


@pytest.mark.parametrize(
    "body",
    [{}, {"app_token": 1}, [], "x", None, {"app_token": "", "access_token": "", "organization": ""},
     {"app_token": ["a"], "access_token": {}, "organization": True}],
)  # fmt: skip
def test_a_body_without_the_three_values_is_refused(page: AzureDevOpsPage, body: Any) -> None:
    answer = page.client.post("/azuredevops/session", json=body)
    assert (answer.status_code, answer.get_json()["reason"]) == (400, "bad_body")


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 5000, b"{" * 50_000])
def test_garbage_is_refused_in_words(page: AzureDevOpsPage, body: bytes) -> None:
    answer = page.client.post("/azuredevops/session", data=body, content_type="application/json")
    assert (answer.status_code, answer.get_json()["reason"]) == (400, "bad_body")


def test_the_panels_work_item_stands_in_the_bearer_only_when_its_owner_sees_it(
    world: World, page: AzureDevOpsPage
) -> None:
    item = world.ado.create("Visible")
    seen = page.session(MEMBER_MAIL, work_item=item)
    assert caller_of(world, seen.get_json()["token"]).entity_id == item
    hidden = page.session(OUTSIDER_MAIL, work_item=item)
    assert (hidden.status_code, hidden.get_json()["reason"]) == (403, "not_visible")
    assert caller_of(world, page.session(READER_MAIL, work_item=item).get_json()["token"]).entity_id == item


@pytest.mark.parametrize("item", ["999999", "0", "-1", "1/../2", "٣", "1 OR 1", "abc", "9" * 40])
def test_a_work_item_that_is_none_is_not_visible(page: AzureDevOpsPage, item: str) -> None:
    answer = page.session(ADMIN_MAIL, work_item=item)
    assert (answer.status_code, answer.get_json()["reason"]) == (403, "not_visible")


def test_no_answer_of_a_session_carries_the_hosts_tokens(page: AzureDevOpsPage) -> None:
    person = page.person(ADMIN_MAIL)
    app_token, access_token = page.app_token(person), page.access_token(person)
    for more in ({}, {"organization": "evil.com"}, {"work_item": "999999"}):
        answer = page.session(ADMIN_MAIL, app_token=app_token, access_token=access_token, **more)
        assert app_token not in answer.text
        assert access_token not in answer.text
