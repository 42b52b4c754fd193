"""Two tenants of the same product connected with each other: two Jira sites, or two Azure DevOps organizations.

Made as alike as the real services allow: issues and work items have the same numbers and keys on both sides, people
have the same accounts, and the app is the same user at both. Whoever takes one side's for the other's is found out.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from addon.app import attach, bare_app
from addon.assembly import build_services, open_ledger
from addon.connections import accepting, invitations
from addon.connections.invitations import Draft
from addon.nodes import installation, sync_identity
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.sandbox.launcher import Sandbox
from addon.simulators.azuredevops import AzureDevOpsSimulator
from addon.simulators.azuredevops.seed import SYNC_PAT
from addon.simulators.control import Bench
from addon.simulators.jira import JiraSite
from addon.simulators.jira import serve as serve_jira
from addon.simulators.jira.connect.addons import AddOn
from addon.simulators.jira.connect.lifecycle import install
from addon.simulators.jira.seed import add_project, basics
from addon.simulators.serving import RunningServer
from addon.simulators.serving import serve as serve_app
from addon.storage import errors, nodes, rules, timeline, triggers, twins
from addon.storage.errors import Error
from addon.storage.twins import Twin
from addon.sync import keeping
from tests.chaos.people import Side, azure_devops, jira
from tests.pipeline.world import AzureDevOps, Jira, World, settings_of

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
BY_KIND = {"jira": "project = SUP", "azuredevops": "[System.WorkItemType] = 'Bug'"}


@dataclass
class Half:
    """One of the two tenants, with the hands of people there."""

    name: str
    kind: str
    hand: Any
    bench: Bench
    address: str
    hands: Side
    caller: Caller = None  # type: ignore[assignment]
    connection: int = 0

    def status(self, entity: str, name: str) -> None:
        """Bring an entity into a status, as people do."""
        if self.kind == "azuredevops":
            self.hand.set(entity, **{"System.State": name})
            return
        offered = self.hand.rest("GET", f"/issue/{entity}/transitions")["transitions"]
        wanted = next(one["id"] for one in offered if one["to"]["name"] == name)
        self.hand.rest("POST", f"/issue/{entity}/transitions", {"transition": {"id": wanted}})

    def status_of(self, entity: str) -> str:
        found = self.hand.get(entity)
        return str(found["System.State"] if self.kind == "azuredevops" else found["status"]["name"])

    @property
    def in_work(self) -> str:
        """A status that a fresh entity can be brought into."""
        return "Active" if self.kind == "azuredevops" else "In Progress"


@dataclass
class Stand:
    """Two tenants that answer, the settings of a deployment that serves them, and the servers to stop in the end."""

    halves: tuple[Half, Half]
    settings: dict[str, Any]
    servers: list[RunningServer]


class SameKind(World):
    """A backend with two tenants of one product, `left` and `right`."""

    def __init__(self, kind: str, folder: Path, scripts: Sandbox | None = None) -> None:
        stand = two_sites() if kind == "jira" else two_organizations()
        self.kind, self.servers = kind, stand.servers
        self.left, self.right = self.halves = stand.halves
        self.settings = settings_of(folder, **stand.settings)
        app = bare_app(self.settings)
        self.backend = serve_app(app)
        self.settings = self.settings.model_copy(update={"base_url": self.backend.url})
        self.ledger = open_ledger(self.settings)
        self.services = build_services(self.settings, self.ledger, scripts=scripts)
        attach(app, self.settings, self.services)
        self.app = app
        self._own_scripts = scripts is None

    def close(self) -> None:
        for one in (self.backend, *self.servers):
            one.stop()
        for half in self.halves:
            half.bench.close()
        if self._own_scripts:
            self.services.scripts.close()
        self.ledger.close()

    def install(self) -> None:
        for half in self.halves:
            if self.kind == "jira":
                install_site(half, self.services, self.backend.url, None if half is self.left else self.left)
            else:
                install_organization(half, self.services)

    def connect(self, mode: str = "basic", initiator: str = "left", name: str = "From here") -> tuple[int, int]:
        here, there = self.halves if initiator == "left" else self.halves[::-1]
        draft = Draft(mode, "Here", "There", name, "", here.hand.project_id, destination_text=there.address)
        made = invitations.initiate(self.services, here.caller, draft)
        here.connection = made.connection_id
        there.connection = accepting.accept(
            self.services, there.caller, made.code, project_id=there.hand.project_id, name=f"{name} to there"
        )
        self.settle()
        return self.left.connection, self.right.connection

    def watch(self) -> None:
        """Triggers on both sides, service hooks where the product has them."""
        for half in self.halves:
            project = half.hand.project_id if self.kind == "azuredevops" else ""
            self.ledger.write(
                lambda tx, half=half, project=project: triggers.create(  # type: ignore[misc]
                    tx, half.caller.node_id, half.connection, query=BY_KIND[self.kind], project_id=project
                )
            )
        self.keep_hooks()
        self.settle()

    def keep_hooks(self) -> None:
        keeping.ensure_deployment(self.services)
        self.keep("nodes")
        if self.kind == "azuredevops":
            for half in self.halves:
                self.keep("hooks", half.caller.node_id)

    def benches(self) -> tuple[Bench, ...]:
        return tuple(half.bench for half in self.halves)

    def pair(self, half: Half, entity: str) -> Twin | None:
        """The only pair of an entity of one side."""
        found = self.ledger.read(lambda tx: twins.of_entity(tx, half.caller.node_id, entity))
        assert len(found) < 2
        return found[0] if found else None

    def other(self, half: Half) -> Half:
        return self.right if half is self.left else self.left

    def across(self, half: Half, entity: str) -> str:
        """The twin of an entity."""
        twin = self.pair(half, entity)
        assert twin is not None and twin.remote_id and twin.acknowledged, self.faults()
        back = self.pair(self.other(half), twin.remote_id)
        assert back is not None and back.remote_id == entity
        return twin.remote_id

    def faults(self) -> list[Error]:
        """Errors of both sides."""
        found: list[Error] = []
        for half in self.halves:
            found += self.ledger.read(lambda tx, half=half: errors.list_page(tx, half.caller.node_id)).items  # type: ignore[misc]
        return found

    def told(self, half: Half, entity: str) -> list[str]:
        """The timeline of an entity, oldest first."""
        found = self.ledger.read(lambda tx: timeline.of_entity(tx, half.caller.node_id, entity)).items
        return [f"{one.step}: {one.text}" for one in reversed(found)]

    def rule(self, half: Half, *, outgoing: str = "", incoming: str = "", **settings: Any) -> None:
        """Add lines to the rules of one side."""

        def save(tx: Any) -> None:
            now = rules.current(tx, half.caller.node_id, half.connection)
            assert now is not None
            rules.save(
                tx,
                half.caller.node_id,
                half.connection,
                outgoing=f"{now.outgoing}\n{outgoing}",
                incoming=f"{now.incoming}\n{incoming}",
                settings=settings,
            )

        self.ledger.write(save)


def two_sites() -> Stand:
    """Two Jira sites. Atlassian's key server knows the keys of both."""
    halves, servers = [], []
    for name in ("left", "right"):
        hand = Jira(basics(JiraSite(name)), None)  # type: ignore[arg-type]
        hand.server = serve_jira(hand.site)
        servers.append(hand.server)
        halves.append(Half(name, "jira", hand, hand.site.bench, hand.server.url, replace(jira(hand), name=name)))
    halves[1].hand.site.install_keys = halves[0].hand.site.install_keys
    settings = {
        "jira_key_server": f"{halves[0].address}/install-keys",
        "jira_hosts": tuple(half.address.split("://")[1] for half in halves),
    }
    return Stand((halves[0], halves[1]), settings, servers)


def two_organizations() -> Stand:
    """Two Azure DevOps organizations at one address."""
    simulators = {name: AzureDevOpsSimulator(name) for name in ("left", "right")}
    front = serve_app(_by_organization({name: one.app for name, one in simulators.items()}))  # type: ignore[arg-type]
    halves = []
    for name, simulator in simulators.items():
        simulator.organization.address = front.url
        hand, address = AzureDevOps(simulator), simulator.organization.url
        halves.append(Half(name, "azuredevops", hand, simulator.bench, address, replace(azure_devops(hand), name=name)))
    settings = {"ado_base_url": front.url, "ado_graph_url": f"{front.url}/vssps", "entra_authority": front.url}
    return Stand((halves[0], halves[1]), settings, [front])


def install_site(half: Half, services: Services, url: str, elsewhere: Half | None = None) -> None:
    """The app installed at a site; an app that is `elsewhere` already is the same account here."""
    site = half.hand.site
    half.hand.project_id = add_project(site, "SUP", "Support desk").id
    for key, addon in (elsewhere.hand.site.addons if elsewhere else {}).items():
        site.users[addon.account_id] = elsewhere.hand.site.users[addon.account_id]  # type: ignore[union-attr]
        site.addons[key] = AddOn(key, addon.descriptor, addon.descriptor_url, "", addon.account_id)
    install(site, f"{url}/atlassian-connect.json")
    node = services.ledger.read(lambda tx: nodes.by_instance(tx, "jira", site.client_key))
    assert node is not None
    half.caller = half.hand.caller = Caller(node.id, "jira", "ada", "Ada Byron", services.now())


def install_organization(half: Half, services: Services) -> None:
    """The extension installed at an organization, its sync identity stored."""
    organization = half.hand.simulator.organization
    project = organization.projects.find("Fabrikam Fiber")
    assert project is not None
    half.hand.project_id = project.id
    node = installation.enrol_organization(
        services, instance_id=organization.instance_id, organization=organization.name
    )
    half.caller = half.hand.caller = Caller(node.id, "azuredevops", "maria", "Maria Admin", services.now())
    later = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 200 * 24 * 3600))
    sync_identity.check_and_save_pat(services, half.caller, token=SYNC_PAT, expires_on=later)


def _by_organization(apps: dict[str, Wsgi]) -> Wsgi:
    """One address for several organizations, as the real service has one: their name is the path's first or second."""

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        named = [part for part in environ["PATH_INFO"].split("/")[1:3] if part in apps]
        asked = [one for one in apps if f"accountName={one}" in environ.get("QUERY_STRING", "")]
        return apps[(named + asked + list(apps))[0]](environ, start)

    return answer
