"""Which token opens which kind of address: frames by their very request, calls of a page by the context token."""

import base64
import json
from typing import Any

import flask
import jwt
import pytest

from addon.nodes import installation, sessions
from addon.nodes.sessions import ADMIN_FRESH_S, Caller
from addon.platforms.jira.auth import Installation
from addon.simulators.jira.seed import ADMIN, MEMBER
from addon.storage import nodes
from addon.web.guards import Token, declaration_of
from tests.pipeline.world import World
from tests.web.callers import AzureDevOpsPage, JiraServer
from tests.web.conftest import needs_bundle

pytestmark = needs_bundle
FRAME = "/jira/console/connections?cp=&lic=active"
PANEL = "/jira/panel?issue=10001"


def reason(answer: Any) -> str:
    return str(answer.get_json()["reason"])


def test_the_bare_address_says_where_the_console_is(jira: JiraServer) -> None:
    answer = jira.client.get("/")
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    assert "Settings → Apps → Liaise" in answer.text
    assert "Organization settings → Extensions → Liaise" in answer.text


@pytest.mark.parametrize("path", [FRAME, PANEL])
def test_a_frame_opens_with_the_token_of_this_very_request(jira: JiraServer, path: str) -> None:
    answer = jira.client.get(f"{path}&jwt={jira.signed('GET', path)}")
    assert answer.status_code == 200
    assert "jwt" not in answer.text.lower() or jira.signed("GET", path) not in answer.text


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"qsh": "context-qsh"}, 401),
        ({"qsh": "0" * 64}, 401),
        ({"qsh": None}, 401),
        ({"exp": 1, "iat": 0}, 401),
        ({"iss": "nobody"}, 401),
        ({"secret": "not the secret of this site, by far"}, 401),
    ],
)
def test_a_frame_with_another_token_shows_no_page(jira: JiraServer, change: dict[str, Any], status: int) -> None:
    answer = jira.client.get(f"{FRAME}&jwt={jira.signed('GET', FRAME, **change)}")
    assert answer.status_code == status
    assert "data-start" not in answer.text


def test_a_frames_token_does_not_open_another_frame(jira: JiraServer) -> None:
    token = jira.signed("GET", FRAME)
    for other in (FRAME.replace("connections", "errors"), FRAME.replace("active", "none"), PANEL):
        assert jira.client.get(f"{other}&jwt={token}").status_code == 401


def test_a_frame_opened_without_jira_says_where_to_find_it(jira: JiraServer) -> None:
    answer = jira.client.get("/jira/console/connections")
    assert answer.status_code == 401
    assert "Jira" in answer.text
    assert answer.mimetype == "text/html"


def test_the_console_opens_with_a_context_token_of_an_administrator(jira: JiraServer) -> None:
    assert jira.client.get("/console/connections", headers=jira.context()).status_code == 200


def test_who_is_no_administrator_of_jira_is_turned_away_and_told_who_they_are(world: World, jira: JiraServer) -> None:
    name = world.jira.site.users[MEMBER].name
    for account, said in ((MEMBER, True), (None, False)):
        answer = jira.client.get("/console/connections", headers=jira.context(account))
        assert answer.status_code == 403
        assert "Only administrators can use Liaise here" in answer.text
        assert (f"You are signed in as {name}." in answer.text) is said


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"qsh": "0" * 64}, "wrong_kind"),
        ({"qsh": None}, "missing_claim"),
        ({"exp": 1, "iat": 0}, "expired"),
        ({"exp": 10**11}, "lives_too_long"),
        ({"iss": "nobody"}, "unknown_tenant"),
    ],
)
def test_the_console_refuses_other_tokens(jira: JiraServer, change: dict[str, Any], word: str) -> None:
    answer = jira.client.get("/console/connections", headers=jira.context(**change))
    assert (answer.status_code, reason(answer)) == (401, word)


def test_a_frames_token_with_the_right_hash_opens_no_console(jira: JiraServer) -> None:
    for path in ("/console/connections", "/panel", "/console/settings"):
        headers = {"Authorization": f"JWT {jira.signed('GET', path, sub=ADMIN)}"}
        answer = jira.client.get(path, headers=headers)
        assert (answer.status_code, reason(answer)) == (401, "wrong_kind")


def test_a_context_token_of_one_site_reads_nothing_of_another(world: World, jira: JiraServer) -> None:
    at_jira, _ = world.connect()
    other = installation.install_jira(
        world.services, Installation("other", "https://other.atlassian.net", "o" * 40, "", "installed", "", None)
    )
    forged = jwt.encode(jira.claims("GET", "/", qsh="context-qsh", sub=ADMIN), "o" * 40, algorithm="HS256")
    answer = jira.client.get(f"/console/connections/{at_jira}", headers={"Authorization": f"JWT {forged}"})
    assert (answer.status_code, reason(answer)) == (401, "bad_signature")
    world.ledger.write(lambda tx: nodes.uninstall(tx, other.id))


@pytest.mark.parametrize("part", ["header", "claims"])
def test_a_token_of_ten_thousand_brackets_is_refused_and_no_failure(jira: JiraServer, part: str) -> None:
    def coded(text: str) -> str:
        return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()

    deep = coded("[" * 5000)
    flat = {name: coded(json.dumps({"alg": name, "typ": "JWT", "kid": "a"})) for name in ("HS256", "RS256", "EdDSA")}
    slug = "0" * 32
    for algorithm, method, path, scheme in (
        ("HS256", "GET", "/console/connections", "JWT "),
        ("HS256", "POST", "/jira/hooks/issue_updated", "JWT "),
        ("RS256", "POST", "/jira/installed", "JWT "),
        ("HS256", "GET", "/console/connections", "Bearer "),
        ("EdDSA", "POST", f"/n/{slug}/messages", "Liaise "),
    ):
        token = f"{deep}.{deep}.x" if part == "header" else f"{flat[algorithm]}.{deep}.x"
        answer = jira.client.open(path, method=method, json={}, headers={"Authorization": scheme + token})
        assert 400 <= answer.status_code < 500, (path, answer.text)


def test_the_panels_issue_comes_from_the_signed_claim_alone(jira: JiraServer) -> None:
    answer = jira.client.get("/panel?issue=10001&entity=10001", headers=jira.context())
    assert answer.status_code == 403
    assert "without an issue" in answer.text
    assert jira.client.get("/panel", headers=jira.context(issue="10001")).status_code == 200


def test_the_panels_work_item_comes_from_the_bearer_alone(page: AzureDevOpsPage) -> None:
    answer = page.client.get("/panel?work_item=3&entity=3", headers=page.bearer())
    assert answer.status_code == 403
    assert page.client.get("/panel", headers=page.bearer(entity_id="3")).status_code == 200


@pytest.mark.parametrize(
    "change", [{"key": b"x" * 32}, {"now_ms": 1_000}, {"now_ms": 4_102_444_800_000, "key": b"y" * 32}]
)
def test_a_bearer_that_is_not_ours_or_over_is_refused(
    world: World, page: AzureDevOpsPage, change: dict[str, Any]
) -> None:
    values = {"key": world.app.config["SESSION_KEYS"][0], "now_ms": world.services.now()} | change
    token = sessions.issue(world.ado.caller, **values)
    answer = page.client.get("/console/connections", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, reason(answer)) in {(401, "bad_session"), (401, "session_expired")}


def test_a_bearer_ends_with_its_organization(own_world: World) -> None:
    page = AzureDevOpsPage(own_world)
    headers = page.bearer()
    own_world.ledger.write(lambda tx: nodes.uninstall(tx, own_world.ado.caller.node_id))
    answer = page.client.get("/console/connections", headers=headers)
    assert (answer.status_code, reason(answer)) == (401, "uninstalled")


def test_a_change_needs_an_administrator_confirmed_within_five_minutes(world: World, page: AzureDevOpsPage) -> None:
    now = world.services.now()
    old = page.bearer(admin_checked_at=now - (ADMIN_FRESH_S + 5) * 1000)
    fresh = page.bearer(admin_checked_at=now - (ADMIN_FRESH_S - 30) * 1000)
    assert page.client.get("/console/settings", headers=old).status_code == 200
    refused = page.client.post("/console/settings/polling", data={"seconds": "60"}, headers=old)
    assert (refused.status_code, reason(refused)) == (401, "admin_stale")
    assert page.client.post("/console/settings/polling", data={"seconds": "60"}, headers=fresh).status_code < 300


def test_every_change_of_the_console_is_refused_to_an_administrator_of_yesterday(
    world: World, page: AzureDevOpsPage
) -> None:
    headers = page.bearer(admin_checked_at=world.services.now() - 14 * 60 * 1000)
    tried = 0
    for rule in world.app.url_map.iter_rules():
        declared = declaration_of(world.app.view_functions[rule.endpoint])
        if declared is None or declared.token is not Token.CONSOLE or not declared.changes:
            continue
        with world.app.test_request_context():
            url = flask.url_for(rule.endpoint, **dict.fromkeys(rule.arguments, 1))
        answer = page.client.post(url, headers=headers)
        if declared.entity:
            assert answer.status_code in (401, 403), url
        else:
            assert (answer.status_code, reason(answer)) == (401, "admin_stale"), url
        tried += 1
    assert tried > 15


def test_jira_is_asked_for_the_administrator_again_after_five_minutes(own_world: World) -> None:
    jira = JiraServer(own_world)
    services = own_world.app.extensions["liaise"]
    later = services.now() + (ADMIN_FRESH_S + 10) * 1000
    own_world.forget_calls()
    for _ in range(3):
        assert jira.client.get("/console/license", headers=jira.context()).status_code == 200
    asked = [one for one in own_world.jira.site.bench.calls.all() if "permissions/check" in one.path]
    assert len(asked) == 1
    object.__setattr__(services, "now", lambda: later)
    assert jira.client.get("/console/license", headers=jira.context(exp=later // 1000 + 60)).status_code == 200
    asked = [one for one in own_world.jira.site.bench.calls.all() if "permissions/check" in one.path]
    assert len(asked) == 2


def test_a_callers_rights_at_one_site_are_none_at_another(world: World, jira: JiraServer) -> None:
    assert jira.client.get("/console/license", headers=jira.context()).status_code == 200
    member = Caller(world.ado.caller.node_id, "azuredevops", ADMIN, "Ada", None)
    token = sessions.issue(member, key=world.app.config["SESSION_KEYS"][0], now_ms=world.services.now())
    assert jira.client.get("/console/license", headers={"Authorization": f"Bearer {token}"}).status_code == 403
