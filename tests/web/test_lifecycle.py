"""Connect's lifecycle: who may install and remove a tenant, and what stays when a site comes again."""

import base64
import hashlib
import hmac
import json
import time
from pathlib import Path
from typing import Any

import jwt
import pytest

from addon.connections import connection
from addon.nodes import installation, rejection, sync_identity
from addon.simulators.jira.connect import tokens
from addon.simulators.jira.connect.lifecycle import install
from addon.storage import errors, nodes, secrets
from addon.storage.nodes import Node
from addon.sync.engine import run_until_idle
from tests.pipeline.world import World
from tests.web.callers import STRANGER_KEY, JiraServer
from tests.web.conftest import needs_bundle

pytestmark = needs_bundle
SECRET = "s" * 60


def site(world: World) -> Node:
    return world.ledger.read(lambda tx: nodes.get(tx, world.jira.caller.node_id))


def test_a_new_site_becomes_a_tenant_in_evaluation(own_world: World) -> None:
    found = site(own_world)
    assert (found.kind, found.status) == ("jira", "active")
    assert found.instance_id == own_world.jira.site.client_key
    assert abs(found.evaluation_from - own_world.services.now()) < 60_000
    assert JiraServer(own_world).stored_secret() == JiraServer(own_world).secret


def test_a_site_installs_an_app_of_another_key_and_scopes_from_the_descriptor_that_is_served(tmp_path: Path) -> None:
    world = World(tmp_path, jira_app_key="liaise-dev", jira_admin_scopes=True)
    try:
        addon = install(world.jira.site, f"{world.settings.base_url}/atlassian-connect.json")
        assert (addon.key, "ADMIN" in addon.descriptor["scopes"]) == ("liaise-dev", True)
        node = world.ledger.read(lambda tx: nodes.list_all(tx))[0]
        assert (node.kind, node.status) == ("jira", "active")
        assert world.services.trackers.open(node.id).search_projects().projects == ()
    finally:
        world.close()


def test_a_site_that_the_deployment_does_not_take_is_refused_and_may_still_go(own_world: World) -> None:
    """The world's settings name the simulated site alone."""
    jira, elsewhere = JiraServer(own_world), "https://other.atlassian.net"
    refused = jira.tell("installed", body=jira.body("installed", baseUrl=elsewhere, sharedSecret=SECRET))
    assert (refused.status_code, refused.get_json()["reason"]) == (401, "wrong_site")
    assert site(own_world).base_url != elsewhere
    assert jira.tell("uninstalled", body=jira.body("uninstalled", baseUrl=elsewhere)).status_code == 204
    assert site(own_world).status != "active"


def test_a_reinstall_takes_the_new_secret_and_keeps_slug_connections_and_evaluation(own_world: World) -> None:
    at_jira, _ = own_world.connect()
    own_world.ledger.write(lambda tx: nodes.update(tx, own_world.jira.caller.node_id, evaluation_from=12345))
    jira, before = JiraServer(own_world), site(own_world)
    assert jira.tell("installed", body=jira.body("installed", sharedSecret=SECRET)).status_code == 204
    after = site(own_world)
    assert (after.id, after.slug, after.evaluation_from, after.status) == (before.id, before.slug, 12345, "active")
    assert jira.stored_secret() == SECRET
    assert connection.detail(own_world.services, after.id, at_jira).row.status == "active"


def paused(world: World, node_id: int) -> bool:
    rows = world.ledger.read(lambda tx: tx.sql("SELECT paused_until FROM turn WHERE node_id = ?", node_id))
    return bool(rows[0][0] > world.services.now())


@pytest.mark.parametrize("gone", [False, True], ids=["updated", "uninstalled and installed"])
def test_a_reinstall_ends_what_the_secret_before_was_refused_for(own_world: World, gone: bool) -> None:
    services, node_id = own_world.services, own_world.jira.caller.node_id
    assert rejection.note(services, node_id, "JWT is invalid")
    (error,) = own_world.ledger.read(lambda tx: errors.list_page(tx, node_id)).items
    assert (error.reason, "under Manage apps" in error.message) == ("credential_rejected", True)
    assert paused(own_world, node_id)
    jira = JiraServer(own_world)
    if gone:
        assert jira.tell("uninstalled").status_code == 204
    assert jira.tell("installed", body=jira.body("installed", sharedSecret=SECRET)).status_code == 204
    assert own_world.ledger.read(lambda tx: errors.list_page(tx, node_id)).items == ()
    assert not paused(own_world, node_id)
    assert sync_identity.describe(services, node_id).state != "rejected"
    if not gone:
        assert not rejection.note(services, node_id, "JWT is invalid"), "a call that was on its way"
        assert own_world.ledger.read(lambda tx: errors.list_page(tx, node_id)).items == ()


def test_after_a_reinstall_the_secret_before_counts_for_a_few_minutes_only(own_world: World) -> None:
    jira = JiraServer(own_world)
    old = jira.secret
    jira.tell("installed", body=jira.body("installed", sharedSecret=SECRET))
    path = "/jira/hooks/issue_updated?issue=10001"
    assert jira.hook(path, token=jira.signed("POST", path, SECRET)).status_code == 202
    assert jira.hook(path, token=jira.signed("POST", path, old)).status_code == 202
    node = own_world.jira.caller.node_id
    kept = own_world.ledger.read(
        lambda tx: secrets.info(tx, node, installation.JIRA_SECRET, subject=installation.PREVIOUS)
    )
    assert kept is not None
    assert 0 < (kept.expires_at or 0) - own_world.services.now() <= 10 * 60_000
    own_world.ledger.write(
        lambda tx: secrets.put(
            tx, node, installation.JIRA_SECRET, old, subject=installation.PREVIOUS, expires_at=tx.now - 1
        )
    )
    late = jira.hook(path, token=jira.signed("POST", path, old))
    assert (late.status_code, late.get_json()["reason"]) == (401, "bad_signature")
    assert jira.hook(path, token=jira.signed("POST", path, SECRET)).status_code == 202


def test_an_install_may_be_repeated_with_the_same_secret(own_world: World) -> None:
    jira = JiraServer(own_world)
    for _ in range(3):
        assert jira.tell("installed").status_code == 204
    assert jira.stored_secret() == jira.secret
    assert len(own_world.ledger.read(lambda tx: nodes.list_all(tx))) == 2


def test_uninstalling_forgets_the_secret_and_stops_all_work_at_once(own_world: World) -> None:
    at_jira, at_ado = own_world.connect()
    own_world.trigger("jira", at_jira, "project = SUP")
    own_world.settle()
    own_world.jira.create("Left behind")
    assert own_world.jira.site.bench.deliveries.settle()
    jira = JiraServer(own_world)
    before = len(own_world.ado.simulator.organization.items)
    assert jira.tell("uninstalled", body=jira.body("uninstalled")).status_code == 204
    assert site(own_world).status == "uninstalled"
    assert jira.stored_secret() is None
    run_until_idle(own_world.services)
    assert len(own_world.ado.simulator.organization.items) == before
    for headers, path in (
        (jira.context(), "/console/connections"),
        ({"Authorization": f"JWT {jira.signed('POST', '/jira/enabled')}"}, "/jira/enabled"),
    ):
        method = "POST" if path.startswith("/jira") else "GET"
        refused = jira.client.open(path, method=method, headers=headers)
        assert (refused.status_code, refused.get_json()["reason"]) == (401, "unknown_tenant")
    assert at_ado


def test_uninstalling_keeps_the_mapping_and_a_new_install_finds_it(own_world: World) -> None:
    at_jira, _ = own_world.connect()
    jira, before = JiraServer(own_world), site(own_world)
    jira.tell("uninstalled", body=jira.body("uninstalled"))
    jira.tell("installed", body=jira.body("installed", sharedSecret=SECRET))
    after = site(own_world)
    assert (after.id, after.slug, after.status, after.uninstalled_at) == (before.id, before.slug, "active", None)
    assert connection.page(own_world.services, after.id).total == 1
    assert jira.stored_secret() == SECRET
    assert at_jira


def test_disabled_and_uninstalled_end_the_same_in_either_order(own_world: World) -> None:
    jira = JiraServer(own_world)
    token = jira.signed("POST", "/jira/disabled")
    assert jira.tell("disabled", token).status_code == 204
    assert site(own_world).status == "disabled"
    jira.tell("uninstalled", body=jira.body("uninstalled"))
    assert site(own_world).status == "uninstalled"
    late = jira.tell("disabled", token)
    assert (late.status_code, site(own_world).status) == (401, "uninstalled")
    jira.tell("installed")
    jira.tell("uninstalled", body=jira.body("uninstalled"))
    installation.set_enabled(own_world.services, own_world.jira.caller.node_id, True)
    assert site(own_world).status == "uninstalled"


def test_enabled_and_disabled_may_come_often_and_never(own_world: World) -> None:
    jira = JiraServer(own_world)
    for event, status in (
        ("enabled", "active"),
        ("disabled", "disabled"),
        ("disabled", "disabled"),
        ("enabled", "active"),
    ):
        assert jira.tell(event, jira.signed("POST", f"/jira/{event}")).status_code == 204
        assert site(own_world).status == status
    jira.tell("disabled", jira.signed("POST", "/jira/disabled"))
    jira.tell("installed")
    assert site(own_world).status == "active"  # an `enabled` that never came is not needed


def test_uninstalling_a_site_that_was_never_here_is_acknowledged_and_makes_nothing(own_world: World) -> None:
    jira = JiraServer(own_world)
    token = jira.lifecycle_token("/jira/uninstalled", iss="somebody-else")
    assert jira.tell("uninstalled", token, jira.body("uninstalled", clientKey="somebody-else")).status_code == 204
    assert {one.status for one in own_world.ledger.read(lambda tx: nodes.list_all(tx))} == {"active"}


def bad_installs() -> dict[str, Any]:
    """Each changes one thing about a good `installed` call: (what changes the call, the reason it is refused for)."""
    past = int(time.time()) - 3600
    return {
        "no token": (lambda j: ("", None), "malformed"),
        "signed by somebody else's key": (
            lambda j: (j.lifecycle_token("/jira/installed", key=STRANGER_KEY), None),
            "bad_signature",
        ),
        "expired": (lambda j: (j.lifecycle_token("/jira/installed", iat=past - 900, exp=past), None), "expired"),
        "without an end": (lambda j: (j.lifecycle_token("/jira/installed", exp=None), None), "missing_claim"),
        "without a hash": (lambda j: (j.lifecycle_token("/jira/installed", qsh=None), None), "missing_claim"),
        "for another address": (lambda j: (j.lifecycle_token("/jira/uninstalled"), None), "wrong_request"),
        "with a context hash": (
            lambda j: (j.lifecycle_token("/jira/installed", qsh="context-qsh"), None),
            "wrong_request",
        ),
        "for another app": (
            lambda j: (j.lifecycle_token("/jira/installed", aud=["https://other.example"]), None),
            "wrong_audience",
        ),
        "without an audience": (lambda j: (j.lifecycle_token("/jira/installed", aud=None), None), "missing_claim"),
        "about another site than its issuer": (
            lambda j: (None, j.body("installed", clientKey="victim")),
            "wrong_tenant",
        ),
        "about another app key": (lambda j: (None, j.body("installed", key="other-app")), "wrong_app"),
        "of a site elsewhere": (lambda j: (None, j.body("installed", baseUrl="https://evil.example")), "wrong_site"),
        "of a site in disguise": (
            lambda j: (None, j.body("installed", baseUrl="https://evil.example/x.atlassian.net")),
            "wrong_site",
        ),
        "without a secret": (lambda j: (None, j.body("installed", sharedSecret="")), "no_secret"),
        "with a certificate as its secret": (
            lambda j: (
                None,
                j.body("installed", sharedSecret="-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"),
            ),
            "no_secret",
        ),
        "with a half of a character in its secret": (
            lambda j: (None, j.body("installed", sharedSecret="\ud800" * 20)),
            "no_secret",
        ),
        "of another event": (lambda j: (None, j.body("uninstalled")), "wrong_event"),
        "signed with the shared secret": (lambda j: (j.signed("POST", "/jira/installed"), None), "wrong_algorithm"),
        "signed with nothing": (
            lambda j: (jwt.encode(j.claims("POST", "/jira/installed"), None, algorithm="none"), None),
            "wrong_algorithm",
        ),
        "with a context token": (lambda j: (j.context()["Authorization"][4:], None), "wrong_algorithm"),
    }


@pytest.mark.parametrize("case", list(bad_installs()))
def test_an_install_is_refused_and_changes_nothing(world: World, jira: JiraServer, case: str) -> None:
    make, reason = bad_installs()[case]
    before = jira.stored_secret()
    token, body = make(jira)
    if body is None:
        body = jira.body("installed", sharedSecret="x" * 40)
    answer = jira.tell("installed", token, body)
    assert answer.status_code in (400, 401), answer.text
    assert answer.get_json()["reason"] == reason
    assert jira.stored_secret() == before
    assert site(world).status == "active"


@pytest.mark.parametrize("kid", ["", "unknown-key", "../../etc/passwd", "a" * 500, "https://evil.example/key", None])
def test_an_install_with_a_key_id_that_is_not_atlassians_is_refused(jira: JiraServer, kid: Any) -> None:
    headers = {} if kid is None else {"kid": kid}
    claims = jira.claims("POST", "/jira/installed", aud=[jira.addon.base_url])
    token = jwt.encode(claims, STRANGER_KEY, algorithm="RS256", headers=headers)
    answer = jira.tell("installed", token)
    assert answer.status_code == 401
    assert answer.get_json()["reason"] in {"bad_key_id", "unknown_key", "malformed"}


def test_the_public_key_of_the_key_server_is_no_hmac_secret(world: World, jira: JiraServer) -> None:
    kid, _ = tokens.install_key(world.jira.site)
    pem = tokens.public_key(world.jira.site, kid)
    assert pem is not None
    part = [
        base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=").decode()
        for one in (
            {"alg": "HS256", "typ": "JWT", "kid": kid},
            jira.claims("POST", "/jira/installed", aud=[jira.addon.base_url]),
        )
    ]
    mark = hmac.new(pem, ".".join(part).encode(), hashlib.sha256).digest()
    token = ".".join([*part, base64.urlsafe_b64encode(mark).rstrip(b"=").decode()])
    answer = jira.tell("installed", token)
    assert (answer.status_code, answer.get_json()["reason"]) == (401, "wrong_algorithm")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"[" * 5000])
def test_a_lifecycle_call_with_a_garbage_body_is_refused_in_words(jira: JiraServer, body: bytes) -> None:
    answer = jira.client.post(
        "/jira/installed",
        data=body,
        headers={
            "Authorization": f"JWT {jira.lifecycle_token('/jira/installed')}",
            "Content-Type": "application/json",
        },
    )
    assert (answer.status_code, answer.get_json()["reason"]) == (400, "bad_body")


def test_a_lifecycle_token_opens_nothing_else(jira: JiraServer) -> None:
    for method, path in (
        ("GET", "/jira/console/connections"),
        ("GET", "/console/connections"),
        ("POST", "/jira/hooks/issue_updated"),
        ("POST", "/jira/enabled"),
    ):
        token = jira.lifecycle_token(path)
        where = f"{path}?jwt={token}" if path.startswith("/jira/console") else path
        answer = jira.client.open(where, method=method, headers={"Authorization": f"JWT {token}"})
        assert answer.status_code == 401, path


def test_a_token_of_uninstalled_does_not_install(jira: JiraServer) -> None:
    answer = jira.tell("installed", jira.lifecycle_token("/jira/uninstalled"), jira.body("uninstalled"))
    assert answer.status_code == 401


def test_a_key_server_that_is_down_is_our_trouble_and_asked_again_later(own_world: World) -> None:
    jira = JiraServer(own_world)
    kid = tokens.new_install_key(own_world.jira.site)
    token = jira.lifecycle_token("/jira/installed")
    own_world.jira.server.stop()
    answer = jira.tell("installed", token)
    assert (answer.status_code, answer.get_json()["reason"]) == (503, "key_server_down")
    assert int(answer.headers["Retry-After"]) > 0
    assert kid
