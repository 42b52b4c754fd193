"""The steps before a connection: names, destinations, offers; and the identity that everything works as."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from addon.connections import wizard
from addon.connections.peers import PeerAnswer, Peers
from addon.connections.wizard import Names
from addon.nodes import sync_identity
from addon.nodes.refusals import Refusal
from addon.simulators.azuredevops.seed import READER_MAIL, SYNC_PAT
from addon.simulators.faults import Fault
from addon.storage import nodes, secrets
from tests.pipeline.world import World
from tests.rings import has_bundle

pytestmark = pytest.mark.skipif(not has_bundle(), reason="the browser bundle is not built: make assets")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = World(tmp_path_factory.mktemp("world"))
    try:
        made.install()
        yield made
    finally:
        made.close()


def day(days: int) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(time.time() + days * 24 * 3600))


@pytest.mark.parametrize(
    ("names", "description", "wrong"),
    [
        (Names("Acme", "Fabrikam", "One"), "", set()),
        (Names(" Acme ", "Fabrikam", " One "), "x" * 2000, set()),
        (Names("a" * 50, "b" * 50, "c" * 100), "", set()),
        (Names("", " ", ""), "", {"local_name", "remote_name", "name"}),
        (Names("a" * 51, "b" * 51, "c" * 101), "x" * 2001, {"local_name", "remote_name", "name", "description"}),
        (Names("Acme", "ACME ", "One"), "", {"remote_name"}),
        (Names("A\nB", "C\x00", "D\tE"), "", {"local_name", "remote_name", "name"}),
        (Names("\u200b", "\u202e", "\u2060 "), "", {"local_name", "remote_name", "name"}),
        (Names("Acme", "Acme\u200b", "One"), "", {"remote_name"}),
        (Names("Acme\u00a0Support", "acme support", "One"), "", {"remote_name"}),
    ],
)
def test_names_are_checked_each_beside_its_field(world: World, names: Names, description: str, wrong: set[str]) -> None:
    assert set(wizard.check_names(world.services, world.jira.caller, names, description)) == wrong


def test_a_taken_name_is_refused_in_any_case_and_another_is_proposed(own: World) -> None:
    own.connect()
    taken = wizard.check_names(own.services, own.jira.caller, Names("A", "B", "SUPPORT TO ENGINEERING"), "")
    assert set(taken) == {"name"}
    assert (
        wizard.unused_name(own.services, own.jira.caller.node_id, "Support to engineering")
        == "Support to engineering 2"
    )
    assert wizard.check_names(own.services, own.ado.caller, Names("A", "B", "Support to engineering"), "") == {}


@pytest.fixture
def own(tmp_path: Any) -> Iterator[World]:
    made = World(tmp_path)
    try:
        made.install()
        yield made
    finally:
        made.close()


def reason(world: World, text: str) -> str:
    with pytest.raises(Refusal) as refused:
        wizard.discover(world.services, world.jira.caller, text)
    assert refused.value.field == "url"
    return refused.value.reason


def test_a_partner_of_this_deployment_is_found_by_tracker_and_by_node_url(world: World) -> None:
    node = world.ledger.read(lambda tx: nodes.get(tx, world.ado.caller.node_id))
    for text in (world.ado.simulator.organization.url, world.services.deployment.node_url(node.slug)):
        found = wizard.discover(world.services, world.jira.caller, text)
        assert (found.kind, found.node_url) == ("azuredevops", world.services.deployment.node_url(node.slug))
        assert "visual" not in found.modes


def test_a_jira_site_of_this_deployment_is_found_by_its_custom_domain(own: World) -> None:
    node = own.ledger.read(lambda tx: nodes.get(tx, own.jira.caller.node_id))
    names = {"display_name": "support.acme.example", "display_url": "https://support.acme.example"}
    own.ledger.write(lambda tx: nodes.update(tx, node.id, **names))
    found = wizard.discover(own.services, own.ado.caller, "https://Support.acme.example/browse/SUP-1")
    assert (found.node_url, found.label) == (own.services.deployment.node_url(node.slug), "support.acme.example")
    assert wizard.discover(own.services, own.ado.caller, own.jira.server.url).node_url == found.node_url


def test_the_own_address_and_unknown_ones_are_refused_with_the_reason(world: World) -> None:
    node = world.ledger.read(lambda tx: nodes.get(tx, world.jira.caller.node_id))
    assert reason(world, world.jira.server.url) == "own_instance"
    assert reason(world, world.services.deployment.node_url(node.slug)) == "own_instance"
    assert reason(world, "https://nobody.atlassian.net") == "not_a_node"
    assert reason(world, "") == "missing"


def test_a_node_that_does_not_want_to_be_found_is_as_unknown_as_any_other(own: World) -> None:
    own.ledger.write(lambda tx: nodes.set_settings(tx, own.ado.caller.node_id, allow_discovery=False))
    assert reason(own, own.ado.simulator.organization.url) == "not_a_node"


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b"{}", b'{"product": "other"}', b'{"product": "liaise"}', b"\xff",
     b'{"product":"liaise","kind":"github","version":"1","protocols":[1],"modes":["basic"]}',
     b'{"product":"liaise","kind":"jira","version":"1","protocols":1,"modes":[]}', b"[" * 100_000],
)  # fmt: skip
def test_an_address_that_answers_something_else_is_no_node(
    world: World, monkeypatch: pytest.MonkeyPatch, body: bytes
) -> None:
    monkeypatch.setattr(Peers, "ask", lambda *_, **__: PeerAnswer(200, {}, body))
    assert reason(world, "https://sync.example/n/" + "a" * 32) == "not_a_node"


@pytest.mark.parametrize(
    ("console", "label"),
    [
        ("https://dev.azure.com/fabrikam/_settings", "dev.azure.com/fabrikam"),
        ("https://dev.azure.com", "dev.azure.com"),
        ("https://[", "sync.example"),
        ("javascript:alert(1)", "sync.example"),
        ("https://acme.atlassian.net@evil.example/", "sync.example"),
        ("https://acme.atlassian.net\\@evil.example/", "sync.example"),
        ("https://\u202eten.naissalta.emca/", "sync.example"),
        ("http://127.0.0.1@evil.example/", "sync.example"),
        ("http://127.0.0.1.evil.example/", "sync.example"),
    ],
)
def test_a_node_is_called_as_its_console_says_where_that_is_an_address(
    world: World, monkeypatch: pytest.MonkeyPatch, console: str, label: str
) -> None:
    body = {"product": "liaise", "kind": "azuredevops", "version": "1", "protocols": [1], "modes": ["basic"]}
    answer = PeerAnswer(200, {}, json.dumps(body | {"console_url": console}).encode())
    monkeypatch.setattr(Peers, "ask", lambda *_, **__: answer)
    found = wizard.discover(world.services, world.jira.caller, "https://sync.example/n/" + "a" * 32)
    assert found.label == label
    assert found.console_url == (console if label in console and label != "sync.example" else None)


def test_an_address_where_nobody_listens_is_said_so(world: World) -> None:
    assert reason(world, "http://127.0.0.1:9/n/" + "a" * 32) == "partner_unreachable"


def test_a_version_that_speaks_another_protocol_is_named(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    body = b'{"product":"liaise","kind":"jira","version":"9","protocols":[7],"modes":["basic"]}'
    monkeypatch.setattr(Peers, "ask", lambda *_, **__: PeerAnswer(200, {}, body))
    assert reason(world, "https://sync.example/n/" + "a" * 32) == "other_version"


def test_the_cards_say_what_can_be_chosen_and_why_not(own: World) -> None:
    caller = own.jira.caller
    offers = {one.mode: one for one in wizard.offers(own.services, caller, None)}
    assert {mode for mode, one in offers.items() if one.offered} == {"basic", "script"}
    assert offers["visual"].why == "Not available in this version."
    own.ledger.write(lambda tx: nodes.update(tx, caller.node_id, evaluation_from=1))
    offers = {one.mode: one for one in wizard.offers(own.services, caller, None)}
    assert {mode for mode, one in offers.items() if one.offered} == {"basic"}
    assert offers["script"].link_tab == "license"


@pytest.mark.parametrize(
    ("token", "expires_on", "reason", "field"),
    [
        ("", day(30), "token_missing", "token"),
        ("has space", day(30), "token_malformed", "token"),
        ("ключ", day(30), "token_malformed", "token"),
        ("wrong-token", day(30), "credential_rejected", "token"),
        (SYNC_PAT, "", "expiry_missing", "expires_on"),
        (SYNC_PAT, "soon", "expiry_malformed", "expires_on"),
        (SYNC_PAT, day(-2), "expiry_past", "expires_on"),
        (SYNC_PAT, day(2000), "expiry_far", "expires_on"),
    ],
)
def test_a_credential_that_does_not_hold_is_refused_beside_its_field_and_not_stored(
    world: World, token: str, expires_on: str, reason: str, field: str
) -> None:
    node = world.ado.caller.node_id
    before = world.ledger.read(lambda tx: secrets.get(tx, node, sync_identity.ADO_CREDENTIAL))
    with pytest.raises(Refusal) as refused:
        sync_identity.check_and_save_pat(world.services, world.ado.caller, token=token, expires_on=expires_on)
    assert (refused.value.reason, refused.value.field) == (reason, field)
    assert world.ledger.read(lambda tx: secrets.get(tx, node, sync_identity.ADO_CREDENTIAL)) == before


def test_an_identity_counts_down_and_expires(own: World) -> None:
    node = own.ado.caller.node_id
    for days, state in ((200, "working"), (30, "expiring"), (1, "expiring"), (-1, "expired")):
        stored = own.ledger.read(lambda tx: secrets.get(tx, node, sync_identity.ADO_CREDENTIAL))
        assert stored is not None
        at = own.services.now() + days * nodes.DAY_MS - 1000
        own.ledger.write(
            lambda tx, at=at, stored=stored: secrets.put(tx, node, sync_identity.ADO_CREDENTIAL, stored, expires_at=at)
        )
        assert sync_identity.describe(own.services, node).state == state
    assert wizard.preconditions(own.services, own.ado.caller).needs_identity


def test_a_rejected_identity_is_noted_where_administrators_look_and_cleared_when_it_works_again(own: World) -> None:
    node = own.ado.caller.node_id
    own.ado.simulator.bench.faults.add(Fault("status", status=401))
    assert sync_identity.check_stored(own.services, node) is False
    assert sync_identity.describe(own.services, node).state == "rejected"
    own.ado.simulator.bench.faults.clear()
    assert sync_identity.check_stored(own.services, node) is True
    assert sync_identity.describe(own.services, node).state == "working"


def test_a_credential_of_another_organization_is_refused(own: World) -> None:
    own.ado.simulator.organization.instance_id = "99999999-0000-0000-0000-000000000000"
    with pytest.raises(Refusal) as refused:
        sync_identity.check_and_save_pat(own.services, own.ado.caller, token=SYNC_PAT, expires_on=day(30))
    assert (refused.value.reason, refused.value.field) == ("other_organization", "token")


def test_an_identity_that_may_only_read_is_told_what_it_lacks(own: World) -> None:
    organization = own.ado.simulator.organization
    reader = organization.people.find(READER_MAIL)
    assert reader is not None
    token = organization.credentials.issue("pat", reader.id, name="Reader")
    sync_identity.check_and_save_pat(own.services, own.ado.caller, token=token.secret, expires_on=day(30))
    with pytest.raises(Refusal) as refused:
        wizard.require_project(own.services, own.ado.caller, own.ado.project_id)
    assert refused.value.reason == "project_read_only"


def test_access_that_was_granted_since_counts_at_once(own: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("jira", "azuredevops"):
        monkeypatch.setattr(f"addon.platforms.{kind}.metadata.OLD_S", 0.0)
    project = own.jira.site.find_project(own.jira.project_id)
    assert project is not None
    project.app_permissions = frozenset({"BROWSE_PROJECTS"})
    with pytest.raises(Refusal) as refused:
        wizard.require_project(own.services, own.jira.caller, project.id)
    assert refused.value.reason == "project_read_only"
    project.app_permissions = None
    assert wizard.require_project(own.services, own.jira.caller, project.id).can_create


def test_a_bare_name_is_no_address(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        wizard.discover(world.services, world.jira.caller, "Fabrikam")
    assert (refused.value.reason, refused.value.field) == ("not_an_address", "url")
    assert "dev.azure.com/fabrikam" in refused.value.message


def test_jira_has_nothing_to_enter(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        sync_identity.check_and_save_pat(world.services, world.jira.caller, token="x", expires_on=day(30))
    assert refused.value.reason == "not_here"
    assert sync_identity.describe(world.services, world.jira.caller.node_id).kind == "app"


def test_a_list_of_projects_that_is_empty_says_why(own: World) -> None:
    assert wizard.projects(own.services, own.ado.caller, "").items
    assert "No project matches" in wizard.projects(own.services, own.ado.caller, "zzz").empty_reason
    own.ledger.write(lambda tx: secrets.delete(tx, own.ado.caller.node_id, sync_identity.ADO_CREDENTIAL))
    nothing = wizard.projects(own.services, own.ado.caller, "")
    assert (nothing.items, nothing.fix_tab) == ((), "settings")
    assert "sync identity" in nothing.empty_reason
