"""Where a seed plays: two tenants, and between them one deployment for both sides, or one for each.

Everything is installed and connected while no fault is in force; what people and faults do meets real processes.
"""

import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from addon.app import attach, bare_app
from addon.assembly import build_services, open_ledger
from addon.connections import accepting, invitations
from addon.connections.invitations import Draft
from addon.rules.defaults import incoming_text, outgoing_text
from addon.settings import Settings
from addon.simulators.azuredevops import AzureDevOpsSimulator
from addon.simulators.jira import JiraSite
from addon.simulators.jira import serve as serve_jira
from addon.simulators.jira.seed import basics
from addon.simulators.serving import RunningServer
from addon.simulators.serving import serve as serve_app
from addon.storage import connections, new_key, nodes, rules, schedules, triggers
from addon.sync import keeping
from addon.sync.engine import run_until_idle
from tests.chaos.people import azure_devops, jira
from tests.pipeline.same_kind import (
    BY_KIND,
    Half,
    Stand,
    install_organization,
    install_site,
    two_organizations,
    two_sites,
)
from tests.pipeline.world import AzureDevOps, Jira, settings_of
from tests.postgres import server
from tests.process.backend import Backend
from tests.rings import postgres_binaries

DEADLOCKS = 10
PAIRS = ("jira-ado", "jira-jira", "ado-ado")
APART = 500_000


@dataclass
class Part:
    """One deployment before its processes begin: the same code in this process, to install and connect."""

    settings: Settings
    app: Any
    web: Any
    services: Any

    @classmethod
    def begun(cls, folder: Path, store: str, **more: Any) -> "Part":
        """A deployment with an address and a database of its own."""
        if store == "postgresql":
            more |= {"database_url": server().new_database(migrated=True), "secret_keys": (new_key(),)}
        settings = settings_of(folder, **more)
        app = bare_app(settings)
        web = serve_app(app)
        settings = settings.model_copy(update={"base_url": web.url})
        services = build_services(settings, open_ledger(settings))
        attach(app, settings, services)
        keeping.ensure_deployment(services)
        return cls(settings, app, web, services)

    def keep(self, kind: str, node_id: int = 0) -> None:
        """Run one schedule now."""
        self.services.ledger.write(lambda tx: schedules.run_soon(tx, node_id, kind))
        while keeping.run_due(self.services):
            pass

    def end(self) -> None:
        """Make room for the processes."""
        self.web.stop()
        self.services.scripts.close()
        self.services.ledger.close()


@dataclass
class Stage:
    """Both products and the processes between them."""

    halves: tuple[Half, Half]
    servers: list[RunningServer]
    settings: tuple[Settings, ...]
    backends: tuple[Backend, ...]

    @property
    def processes(self) -> list[tuple[Backend, str]]:
        """Everything that can be killed."""
        return [(backend, name) for backend in self.backends for name in backend.commands]

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """One statement on every database that the processes use."""
        return [row for settings in self.settings for row in _ask(settings, statement)]

    def knows_pair_of(self, entity: str) -> bool:
        """Whether it is written down that this entity has a twin: whoever deletes it now deletes a known one."""
        return bool(self.ask(f"SELECT 1 FROM twin WHERE local_id = '{int(entity)}'"))

    def start(self) -> None:
        """Begin all processes, and wait until they answer."""
        for backend, name in self.processes:
            backend.start(name)
        for backend in self.backends:
            backend.wait()

    def keep(self, folder: Path) -> None:
        """Write down what a server of databases holds, which ends with this process; files are kept anyway."""
        for number, settings in enumerate(self.settings):
            if settings.is_postgresql:
                binaries = postgres_binaries()
                assert binaries is not None
                command = [
                    binaries / "pg_dump",
                    "--no-owner",
                    "-f",
                    folder / f"base{number}.sql",
                    settings.database_url,
                ]
                subprocess.run(command, check=False)

    def stop(self) -> None:
        """End the processes and both products."""
        for backend in self.backends:
            backend.stop()
        for one in self.servers:
            one.stop()
        for half in self.halves:
            half.bench.close()


def set_up(
    folder: Path, store: str, mode: str, deployments: int, pair: str = PAIRS[0], *, private: bool = False
) -> Stage:
    """Both apps installed, connected in `mode` over one or two deployments, watching; no process runs yet.

    Of two deployments the second may be private: nobody calls it, it fetches what waits for it.
    """
    stand = _STANDS[pair]()
    for half in stand.halves:
        _number_apart(half, stand.halves)
    names = ("data",) if deployments == 1 else ("at-first", "at-second")
    own = {names[-1]: {"node_reachable": False, "private_poll_s": 1}} if private else {}
    parts = tuple(Part.begun(folder / name, store, **stand.settings, **own.get(name, {})) for name in names)
    _connect(*stand.halves, parts[0], parts[-1], mode, private)
    for part in parts:
        part.end()
    settings = tuple(part.settings for part in parts)
    backends = []
    for number, one in enumerate(settings):
        logs = folder / f"logs{number}"
        logs.mkdir()
        backend = Backend(_Settled(one), logs)  # type: ignore[arg-type]
        if one.is_postgresql:  # no worker is the only one
            backend.commands["worker2"] = backend.commands["worker"]
        backends.append(backend)
    return Stage(stand.halves, stand.servers, settings, tuple(backends))


@dataclass(frozen=True)
class _Settled:
    """What `Backend` asks of a world."""

    settings: Settings


def _site_and_organization() -> Stand:
    site = Jira(basics(JiraSite()), None)  # type: ignore[arg-type]
    site.server = serve_jira(site.site)
    organization = AzureDevOps(AzureDevOpsSimulator())
    front = organization.simulator.start()
    settings = {
        "jira_key_server": f"{site.server.url}/install-keys",
        "jira_hosts": (site.server.url.split("://")[1],),
        "ado_base_url": front.url,
        "ado_graph_url": f"{front.url}/vssps",
        "entra_authority": front.url,
    }
    address = organization.simulator.organization.url
    halves = (
        Half("jira", "jira", site, site.site.bench, site.server.url, jira(site)),
        Half("ado", "azuredevops", organization, organization.simulator.bench, address, azure_devops(organization)),
    )
    return Stand(halves, settings, [site.server, front])


_STANDS: dict[str, Callable[[], Stand]] = dict(
    zip(PAIRS, (_site_and_organization, two_sites, two_organizations), strict=True)
)


def _number_apart(half: Half, halves: tuple[Half, Half]) -> None:
    """Two tenants of one product give their entities unlike numbers here: the verdict tells entities by them."""
    if half is halves[0] or half.kind != halves[0].kind:
        return
    if half.kind == "jira":
        half.hand.site._ids["issue"] = APART
    else:
        half.hand.simulator.organization._counters["work item"] = APART


def _connect(first: Half, second: Half, at_first: Part, at_second: Part, mode: str, private: bool) -> None:
    for half, part in ((first, at_first), (second, at_second)):
        if half.kind == "jira":
            install_site(half, part.services, part.web.url)
        else:
            install_organization(half, part.services)
    slug = at_second.services.ledger.read(lambda tx: nodes.get(tx, second.caller.node_id)).slug
    draft = Draft(
        mode=mode,
        local_name="Here",
        remote_name="There",
        name="Support to engineering",
        description="",
        project_id=first.hand.project_id,
        destination_text="" if private else at_second.services.deployment.node_url(slug),
        unknown=private,
    )
    first.connection = invitations.initiate(at_first.services, first.caller, draft).connection_id
    code = invitations.current_code(at_first.services, first.caller, first.connection).code
    second.connection = accepting.accept(
        at_second.services, second.caller, code, project_id=second.hand.project_id, name="Engineering from support"
    )
    _settle((first, second), at_first, at_second)
    if private:
        invitations.confirm(at_first.services, first.caller, first.connection)
        found = at_first.services.ledger.read(lambda tx: connections.get(tx, first.caller.node_id, first.connection))
        assert found.transport == "polled"
    for half, part in ((first, at_first), (second, at_second)):
        if mode == "script":
            _save_rules(part, half)
        _trigger(part, half)
    for part in {id(one): one for one in (at_first, at_second)}.values():
        part.keep("nodes")
    for half, part in ((first, at_first), (second, at_second)):
        if half.kind == "azuredevops":
            part.keep("hooks", half.caller.node_id)
    _settle((first, second), at_first, at_second)


def _save_rules(part: Part, half: Half) -> None:
    """The default rules, and links and labels besides: what people link and label is to be so on both sides."""
    it, project = ("issue", "SUP") if half.kind == "jira" else ("workItem", "Fabrikam Fiber")
    labels = "issue.labels = replica.labels\n" if half.kind == "jira" else ""  # those of Azure DevOps set them anyway
    part.services.ledger.write(
        lambda tx: rules.save(
            tx,
            half.caller.node_id,
            half.connection,
            outgoing=f"{outgoing_text(half.kind, 'There')}\nreplica.issueLinks = {it}.issueLinks\n",
            incoming=f"{incoming_text(half.kind, 'There', project, 'Task')}\n{labels}link.related(replica)\n",
            settings={},
        )
    )


def _trigger(part: Part, half: Half) -> None:
    project = half.hand.project_id if half.kind == "azuredevops" else ""
    part.services.ledger.write(
        lambda tx: triggers.create(
            tx, half.caller.node_id, half.connection, query=BY_KIND[half.kind], project_id=project
        )
    )


def _settle(halves: tuple[Half, Half], *parts: Part) -> None:
    for _ in range(20):
        for half in halves:
            assert half.bench.deliveries.settle(60)
        if not sum(run_until_idle(part.services) for part in parts):
            return
    raise AssertionError("connecting does not settle")


def _ask(settings: Settings, statement: str) -> list[tuple[Any, ...]]:
    """What a statement of ours answers; it takes many rows at once, which workers take in another order."""
    if not settings.is_postgresql:
        with closing(sqlite3.connect(settings.folder / "liaise.sqlite3", timeout=20, isolation_level=None)) as file:
            return file.execute(statement).fetchall()
    with psycopg.connect(settings.database_url, autocommit=True) as base:
        for left in reversed(range(DEADLOCKS)):
            try:
                done = base.execute(statement.encode())
            except psycopg.errors.DeadlockDetected:
                if not left:
                    raise
            else:
                return done.fetchall() if done.description else []
    raise AssertionError("unreachable")
