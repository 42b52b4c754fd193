"""Where a seed plays: both products, and between them one deployment for both sides, or one for each.

Everything is installed and connected while no fault is in force; what people and faults do meets real processes.
"""

import sqlite3
import subprocess
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from addon.app import attach, bare_app
from addon.assembly import build_services, open_ledger
from addon.connections import accepting, invitations
from addon.connections.invitations import Draft
from addon.nodes import installation, sync_identity
from addon.nodes.sessions import Caller
from addon.rules.defaults import incoming_text, outgoing_text
from addon.settings import Settings
from addon.simulators.azuredevops import AzureDevOpsSimulator
from addon.simulators.azuredevops.seed import SYNC_PAT
from addon.simulators.jira import JiraSite
from addon.simulators.jira import serve as serve_jira
from addon.simulators.jira.connect.lifecycle import install
from addon.simulators.jira.seed import add_project, basics
from addon.simulators.serving import serve as serve_app
from addon.storage import new_key, nodes, rules, schedules, triggers
from addon.sync import keeping
from addon.sync.engine import run_until_idle
from tests.pipeline.world import CERTIFICATE, AzureDevOps, Jira
from tests.postgres import server
from tests.process.backend import Backend
from tests.rings import postgres_binaries


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
        settings = Settings(
            dev_loopback=True,
            data_dir=folder,
            coalesce_ms=0,
            match_retry_s=0,
            lookup_grace_s=1,
            ado_certificates=(CERTIFICATE,),
            log_level="warning",
            **more,
        )
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

    jira: Jira
    ado: AzureDevOps
    settings: tuple[Settings, ...]
    backends: tuple[Backend, ...]

    @property
    def processes(self) -> list[tuple[Backend, str]]:
        """Everything that can be killed."""
        return [(backend, name) for backend in self.backends for name in backend.commands]

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """One statement on every database that the processes use."""
        return [row for settings in self.settings for row in _ask(settings, statement)]

    def knows_pair_of(self, kind: str, entity: str) -> bool:
        """Whether it is written down that this entity has a twin: whoever deletes it now deletes a known one."""
        return bool(
            self.ask(
                "SELECT 1 FROM twin JOIN node ON node.id = twin.node_id "
                f"WHERE node.kind = '{kind}' AND twin.local_id = '{int(entity)}'"
            )
        )

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
        self.jira.server.stop()
        self.jira.site.close()
        self.ado.simulator.stop()


def set_up(folder: Path, store: str, mode: str, deployments: int) -> Stage:
    """Both apps installed, connected in `mode` over one or two deployments, watching; no process runs yet."""
    jira = Jira(basics(JiraSite()), None)  # type: ignore[arg-type]
    jira.server = serve_jira(jira.site)
    ado = AzureDevOps(AzureDevOpsSimulator())
    ado.simulator.start()
    root = ado.simulator.organization.address
    site = {"jira_key_server": f"{jira.server.url}/install-keys", "jira_hosts": (jira.server.url.split("://")[1],)}
    organization = {"ado_base_url": root, "ado_graph_url": f"{root}/vssps", "entra_authority": root}
    parts: tuple[Part, ...]
    if deployments == 1:
        parts = (Part.begun(folder / "data", store, **site, **organization),)
    else:
        parts = (
            Part.begun(folder / "at-jira", store, **site),
            Part.begun(folder / "at-ado", store, **organization),
        )
    _connect(jira, ado, parts[0], parts[-1], mode)
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
    return Stage(jira, ado, settings, tuple(backends))


@dataclass(frozen=True)
class _Settled:
    """What `Backend` asks of a world."""

    settings: Settings


def _connect(jira: Jira, ado: AzureDevOps, at_jira: Part, at_ado: Part, mode: str) -> None:
    jira.project_id = add_project(jira.site, "SUP", "Support desk").id
    install(jira.site, f"{at_jira.web.url}/atlassian-connect.json")
    node = at_jira.services.ledger.read(lambda tx: nodes.by_instance(tx, "jira", jira.site.client_key))
    jira.caller = Caller(node.id, "jira", "ada", "Ada Byron", at_jira.services.now())
    organization = ado.simulator.organization
    project = organization.projects.find("Fabrikam Fiber")
    assert project is not None
    ado.project_id = project.id
    partner = installation.enrol_organization(
        at_ado.services, instance_id=organization.instance_id, organization=organization.name
    )
    ado.caller = Caller(partner.id, "azuredevops", "maria", "Maria Admin", at_ado.services.now())
    later = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 200 * 24 * 3600))
    sync_identity.check_and_save_pat(at_ado.services, ado.caller, token=SYNC_PAT, expires_on=later)
    draft = Draft(
        mode=mode,
        local_name="Here",
        remote_name="There",
        name="Support to engineering",
        description="",
        project_id=jira.project_id,
        destination_text=at_ado.services.deployment.node_url(partner.slug),
    )
    made = invitations.initiate(at_jira.services, jira.caller, draft)
    accepted = accepting.accept(
        at_ado.services, ado.caller, made.code, project_id=ado.project_id, name="Engineering from support"
    )
    _settle(jira, ado, at_jira, at_ado)
    if mode == "script":
        _save_rules(at_jira, node.id, made.connection_id, "jira", "SUP", "Task")
        _save_rules(at_ado, partner.id, accepted, "azuredevops", "Fabrikam Fiber", "Task")
    _trigger(at_jira, node.id, made.connection_id, "project = SUP")
    _trigger(at_ado, partner.id, accepted, "[System.WorkItemType] = 'Bug'", ado.project_id)
    for part in {id(one): one for one in (at_jira, at_ado)}.values():
        part.keep("nodes")
    at_ado.keep("hooks", partner.id)
    _settle(jira, ado, at_jira, at_ado)


def _save_rules(part: Part, node_id: int, connection_id: int, kind: str, project: str, type_name: str) -> None:
    """The default rules, and links and labels besides: what people link and label is to be so on both sides."""
    it = "issue" if kind == "jira" else "workItem"
    labels = "issue.labels = replica.labels\n" if kind == "jira" else ""  # those of Azure DevOps set them anyway
    part.services.ledger.write(
        lambda tx: rules.save(
            tx,
            node_id,
            connection_id,
            outgoing=f"{outgoing_text(kind, 'There')}\nreplica.issueLinks = {it}.issueLinks\n",
            incoming=f"{incoming_text(kind, 'There', project, type_name)}\n{labels}link.related(replica)\n",
            settings={},
        )
    )


def _trigger(part: Part, node_id: int, connection_id: int, query: str, project_id: str = "") -> None:
    part.services.ledger.write(
        lambda tx: triggers.create(tx, node_id, connection_id, query=query, project_id=project_id)
    )


def _settle(jira: Jira, ado: AzureDevOps, *parts: Part) -> None:
    for _ in range(20):
        assert jira.site.bench.deliveries.settle(10)
        assert ado.simulator.bench.deliveries.settle(10)
        if not sum(run_until_idle(part.services) for part in parts):
            return
    raise AssertionError("connecting does not settle")


def _ask(settings: Settings, statement: str) -> list[tuple[Any, ...]]:
    if settings.is_postgresql:
        with psycopg.connect(settings.database_url, autocommit=True) as base:
            done = base.execute(statement.encode())
            return done.fetchall() if done.description else []
    with closing(sqlite3.connect(settings.folder / "liaise.sqlite3", timeout=20, isolation_level=None)) as file:
        return file.execute(statement).fetchall()
