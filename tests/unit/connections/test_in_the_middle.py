"""What changes while a person is between two screens, and who hangs: nothing is half done, and the reason is said."""

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests

from addon.connections import accepting, connection, invitations, wizard
from addon.connections.invitations import Draft
from addon.nodes import sync_identity
from addon.nodes.refusals import Refusal
from addon.nodes.trackers import ADO_CREDENTIAL, NoSyncIdentity, Trackers
from addon.platforms.access import OwnApplication, Surroundings
from addon.simulators.azuredevops.entra import add_to_organization, register
from addon.simulators.azuredevops.organization import Application
from addon.storage import nodes, secrets
from tests.pipeline.world import World
from tests.rings import has_bundle

pytestmark = pytest.mark.skipif(not has_bundle(), reason="the browser bundle is not built: make assets")
CLIENT = "4d4b3c1a-0c52-4d3c-9d0e-5f6f4c1a2b3c"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    try:
        made.install()
        yield made
    finally:
        made.close()


class Silent:
    """A partner that takes connections; then it says nothing, or never comes to an end."""

    def __init__(self, drip: bytes) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listening.getsockname()[1]}"
        self.ended = threading.Event()
        self._drip = drip
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while not self.ended.is_set():
            try:
                taken, _ = self.listening.accept()
            except OSError:
                return
            with taken:
                try:
                    if self._drip:
                        taken.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
                    while not self.ended.wait(0.02):
                        if self._drip:
                            taken.sendall(self._drip)
                        elif not taken.recv(65_536):
                            break
                except OSError:
                    continue

    def close(self) -> None:
        self.ended.set()
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        self._thread.join(10)


@pytest.mark.parametrize("drip", [b"", b" "])
def test_a_partner_that_hangs_is_given_up_in_words(world: World, monkeypatch: pytest.MonkeyPatch, drip: bytes) -> None:
    assert wizard.DISCOVERY_S <= 5  # what people are promised
    monkeypatch.setattr(wizard, "DISCOVERY_S", 0.3)
    partner = Silent(drip)
    try:
        with pytest.raises(Refusal) as refused:
            wizard.discover(world.services, world.jira.caller, f"{partner.url}/n/{'a' * 32}")
    finally:
        partner.close()
    assert (refused.value.reason, refused.value.field) == ("partner_timeout", "url")
    assert "did not answer in time" in refused.value.message


def draft(world: World, **changes: Any) -> Draft:
    made = Draft(
        mode="script",
        local_name="Here",
        remote_name="There",
        name="One",
        description="",
        project_id=world.ado.project_id,
        destination_text=world.jira.server.url,
    )
    return replace(made, **changes)


def delete_project(world: World) -> None:
    """The project goes away while the wizard is open; what was remembered of it has grown old."""
    projects = world.ado.simulator.organization.projects
    project = projects.find(world.ado.project_id)
    assert project is not None
    projects.delete(project)
    world.services.trackers.open(world.ado.caller.node_id).metadata.forget()  # type: ignore[attr-defined]


def test_a_project_deleted_between_the_screens_makes_no_connection(world: World) -> None:
    assert wizard.require_project(world.services, world.ado.caller, world.ado.project_id).can_create
    delete_project(world)
    with pytest.raises(Refusal) as refused:
        invitations.initiate(world.services, world.ado.caller, draft(world))
    assert (refused.value.reason, refused.value.field) == ("project_gone", "project")
    assert connection.page(world.services, world.ado.caller.node_id).total == 0


def test_a_project_deleted_while_accepting_uses_no_code(world: World) -> None:
    made = invitations.initiate(
        world.services,
        world.jira.caller,
        draft(world, project_id=world.jira.project_id, destination_text=world.ado.simulator.organization.url),
    )
    gone = world.ado.project_id
    delete_project(world)
    with pytest.raises(Refusal) as refused:
        accepting.accept(world.services, world.ado.caller, made.code, project_id=gone, name="One")
    assert refused.value.reason == "project_gone"
    other = wizard.projects(world.services, world.ado.caller, "").items[0]
    accepting.accept(world.services, world.ado.caller, made.code, project_id=other.id, name="One")
    assert world.statuses() == {"active"}


def test_an_evaluation_that_ends_in_the_middle_of_the_wizard_leaves_basic(world: World) -> None:
    found = wizard.discover(world.services, world.ado.caller, world.jira.server.url)
    assert {offer.mode for offer in wizard.offers(world.services, world.ado.caller, found) if offer.offered} == {
        "basic",
        "script",
    }
    world.ledger.write(lambda tx: nodes.update(tx, world.ado.caller.node_id, evaluation_from=1))
    with pytest.raises(Refusal) as refused:
        invitations.initiate(world.services, world.ado.caller, draft(world))
    assert (refused.value.reason, refused.value.field) == ("mode_not_offered", "mode")
    assert connection.page(world.services, world.ado.caller.node_id).total == 0
    assert invitations.initiate(world.services, world.ado.caller, draft(world, mode="basic")).code


def test_two_administrators_who_accept_at_the_same_moment_make_one_connection(world: World) -> None:
    made = invitations.initiate(
        world.services,
        world.jira.caller,
        draft(world, project_id=world.jira.project_id, destination_text=world.ado.simulator.organization.url),
    )
    together, said = threading.Barrier(2), []

    def accept(name: str) -> None:
        together.wait(30)
        try:
            accepting.accept(world.services, world.ado.caller, made.code, project_id=world.ado.project_id, name=name)
            said.append("accepted")
        except Refusal as no:
            said.append(no.reason)

    people = [threading.Thread(target=accept, args=(name,)) for name in ("First", "Second")]
    for one in people:
        one.start()
    for one in people:
        one.join(60)
    assert said.count("accepted") == 1 and len(said) == 2
    assert set(said) - {"accepted"} <= {"already_accepting", "used", "already_used", "already_accepted"}
    assert connection.page(world.services, world.ado.caller.node_id).total == 1
    assert world.statuses() == {"active"}


def test_the_deployments_own_application_becomes_the_sync_identity_by_consent(world: World) -> None:
    organization = world.ado.simulator.organization
    own = OwnApplication(CLIENT, "s3cret", login_url=world.services.deployment.azuredevops.login_url)
    application = Application(CLIENT, "Liaise", secrets=["s3cret"], tenants=["another-tenant"])
    register(organization, world.ado.simulator.directory, application)
    deployment = world.services.deployment
    offered = replace(deployment, azuredevops=replace(deployment.azuredevops, own_application=own))
    trackers = Trackers(
        world.ledger,
        Surroundings(now=world.services.now, dev_loopback=True),
        app_key="liaise",
        ado_base_url=deployment.azuredevops.base_url,
        ado_graph_url=deployment.azuredevops.graph_url,
        own_application=own,
    )
    services = replace(world.services, deployment=offered, trackers=trackers)
    caller = world.ado.caller
    assert sync_identity.consent(world.services, caller).why == "This deployment has no Entra application of its own."

    link = sync_identity.consent(services, caller).url
    assert link.startswith(f"{own.login_url}/{organization.tenant_id}/adminconsent?client_id={CLIENT}&redirect_uri=")
    for step in (
        lambda: None,  # nobody has consented
        lambda: requests.post(link, data={"answer": "cancel"}, allow_redirects=False, timeout=30),
        lambda: requests.post(link, data={"answer": "accept"}, allow_redirects=False, timeout=30),  # but is no user
    ):
        step()
        with pytest.raises(Refusal) as refused:
            sync_identity.check_and_save_consent(services, caller)
        assert refused.value.field == "consent"
    add_to_organization(organization, application)
    stored = sync_identity.check_and_save_consent(services, caller)
    assert (stored.state, stored.kind, stored.display_name) == ("working", "consent", "Liaise")
    kept = world.ledger.read(lambda tx: secrets.get(tx, caller.node_id, ADO_CREDENTIAL))
    assert services.trackers.open(caller.node_id).identity().display_name == "Liaise"
    assert json.loads(kept or "") == {"type": "consent", "tenant_id": organization.tenant_id}
    # The secret is the deployment's: without the setting the stored consent opens nothing.
    with pytest.raises(NoSyncIdentity):
        world.services.trackers.open(caller.node_id)
    assert sync_identity.describe(services, caller.node_id).state == "working"
    assert sync_identity.describe(world.services, caller.node_id).state == "rejected"


def test_an_entra_service_principal_becomes_the_sync_identity_once_it_is_proven(world: World) -> None:
    organization = world.ado.simulator.organization
    application = Application(CLIENT, "Liaise by Entra", secrets=["s3cret"])
    register(organization, world.ado.simulator.directory, application)

    def save(**values: str) -> sync_identity.SyncIdentity:
        given = {"tenant": organization.tenant_id, "client_id": CLIENT, "secret": "s3cret", **values}
        return sync_identity.check_and_save_entra(world.services, world.ado.caller, **given)

    with pytest.raises(Refusal) as refused:
        save()  # not a user of the organization yet
    assert refused.value.field == "secret"
    add_to_organization(organization, application)
    for values, field in (
        ({"tenant": " "}, "tenant"),
        ({"client_id": ""}, "client_id"),
        ({"secret": ""}, "secret"),
        ({"secret": "wrong"}, "secret"),
        ({"expires_on": "2020-01-01"}, "expires_on"),
    ):
        with pytest.raises(Refusal) as refused:
            save(**values)
        assert refused.value.field == field, values
    node = world.ado.caller.node_id
    assert sync_identity.describe(world.services, node).kind == "pat"
    stored = save()
    assert (stored.state, stored.kind, stored.display_name) == ("working", "entra", "Liaise by Entra")
    assert stored.expires_at is None
    assert stored.stored == {"tenant": organization.tenant_id, "client_id": CLIENT}
    assert wizard.projects(world.services, world.ado.caller, "").items
    assert sync_identity.check_stored(world.services, node)
