"""The whole product in one process: the backend behind a real port, and both simulators, connected or not.

No engine thread runs: a test calls `settle`, which works on everything until nothing is due and no hook is on its
way. Time does not matter to it: bursts do not wait, and schedules run when they are asked to.
"""

import base64
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from addon.app import attach, bare_app
from addon.assembly import build_services, open_ledger
from addon.connections import accepting, invitations
from addon.connections.invitations import Draft
from addon.nodes import installation, sync_identity
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.sandbox.launcher import Sandbox
from addon.sandbox.runlimits import RunLimits
from addon.settings import Settings
from addon.simulators.azuredevops import AzureDevOpsSimulator
from addon.simulators.azuredevops.seed import ADMIN_MAIL, ADMIN_PAT, SYNC_PAT
from addon.simulators.control import Bench
from addon.simulators.jira import JiraSite
from addon.simulators.jira import serve as serve_jira
from addon.simulators.jira.connect.lifecycle import install
from addon.simulators.jira.seed import add_project, basics
from addon.simulators.serving import RunningServer
from addon.simulators.serving import serve as serve_app
from addon.storage import connections, nodes, schedules, triggers
from addon.storage.twins import Twin
from addon.sync import keeping
from addon.sync.engine import run_until_idle

DEAF = {"drop": True}
SPARED = {"X-No-Faults": "1"}
"""People in tests meet no faults: they would look and try again."""
JIRA_PERSON = ("ada@example.com", "ada-token")
CERTIFICATE = "c" * 64


@contextmanager
def deaf(simulator: Bench) -> Iterator[None]:
    """No web hook of this simulator arrives."""
    simulator.deliveries.disorder.set(DEAF)
    yield
    simulator.deliveries.disorder.set({})


@dataclass
class Jira:
    """A Jira site as a person there uses it."""

    site: JiraSite
    server: RunningServer
    caller: Caller = field(init=False)
    project_id: str = ""

    def rest(self, method: str, path: str, body: Any = None, api: str = "api/3") -> Any:
        url = f"{self.server.url}/rest/{api}{path}"
        answer = requests.request(method, url, json=body, headers=SPARED, auth=JIRA_PERSON, timeout=30)
        while answer.status_code == 429:
            time.sleep(float(answer.headers["Retry-After"]))
            answer = requests.request(method, url, json=body, headers=SPARED, auth=JIRA_PERSON, timeout=30)
        assert answer.status_code < 400, answer.text
        return answer.json() if answer.content else None

    def create(self, summary: str, description: str = "", kind: str = "Task") -> str:
        types = {one.name: one.id for one in self.site.types.values()}
        fields: dict[str, Any] = {
            "project": {"id": self.project_id},
            "issuetype": {"id": types[kind]},
            "summary": summary,
        }
        if description:
            fields["description"] = adf(description)
        return str(self.rest("POST", "/issue", {"fields": fields})["id"])

    def set(self, issue_id: str, **fields: Any) -> None:
        self.rest("PUT", f"/issue/{issue_id}", {"fields": fields})

    def comment(self, issue_id: str, text: str) -> str:
        return str(self.rest("POST", f"/issue/{issue_id}/comment", {"body": adf(text)})["id"])

    def get(self, issue_id: str) -> dict[str, Any]:
        return dict(self.rest("GET", f"/issue/{issue_id}")["fields"])

    def comments(self, issue_id: str) -> list[str]:
        return [words(one["body"]) for one in self.rest("GET", f"/issue/{issue_id}/comment")["comments"]]

    def attach(self, issue_id: str, name: str, content: bytes) -> None:
        url = f"{self.server.url}/rest/api/3/issue/{issue_id}/attachments"
        headers = {"X-Atlassian-Token": "no-check", **SPARED}
        answer = requests.post(url, files={"file": (name, content)}, headers=headers, auth=JIRA_PERSON, timeout=30)
        assert answer.status_code < 300, answer.text

    def files(self, issue_id: str) -> dict[str, bytes]:
        found = self.site.issues[issue_id].attachments
        return {one.filename: bytes(one.content) for one in found}


@dataclass
class AzureDevOps:
    """An organization as a person there uses it."""

    simulator: AzureDevOpsSimulator
    caller: Caller = field(init=False)
    project_id: str = ""

    def rest(self, method: str, path: str, body: Any = None, **params: str) -> Any:
        token = base64.b64encode(f"{ADMIN_MAIL}:{ADMIN_PAT}".encode()).decode()
        kind = "application/json-patch+json" if isinstance(body, list) else "application/json"
        headers = {"Authorization": f"Basic {token}", "Content-Type": kind, **SPARED}
        url = f"{self.simulator.organization.url}{path}"
        answer = requests.request(
            method, url, json=body, headers=headers, params={"api-version": "7.1", **params}, timeout=30
        )
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    def create(self, title: str, kind: str = "Task", **fields: Any) -> str:
        body = [{"op": "add", "path": "/fields/System.Title", "value": title}]
        body += [{"op": "add", "path": f"/fields/{name}", "value": value} for name, value in fields.items()]
        return str(self.rest("POST", f"/{self.project_id}/_apis/wit/workitems/${kind}", body)["id"])

    def set(self, item_id: str, **fields: Any) -> None:
        body = [{"op": "add", "path": f"/fields/{name}", "value": value} for name, value in fields.items()]
        self.rest("PATCH", f"/_apis/wit/workitems/{item_id}", body)

    def comment(self, item_id: str, text: str) -> None:
        path = f"/{self.project_id}/_apis/wit/workItems/{item_id}/comments"
        self.rest("POST", path, {"text": text}, **{"api-version": "7.1-preview.4"})

    def attach(self, item_id: str, name: str, content: bytes) -> None:
        token = base64.b64encode(f"{ADMIN_MAIL}:{ADMIN_PAT}".encode()).decode()
        headers = {"Authorization": f"Basic {token}", "Content-Type": "application/octet-stream", **SPARED}
        url = f"{self.simulator.organization.url}/{self.project_id}/_apis/wit/attachments"
        params = {"fileName": name, "api-version": "7.1"}
        made = requests.post(url, data=content, headers=headers, params=params, timeout=30).json()
        value = {"rel": "AttachedFile", "url": made["url"], "attributes": {"name": name}}
        self.rest("PATCH", f"/_apis/wit/workitems/{item_id}", [{"op": "add", "path": "/relations/-", "value": value}])

    def files(self, item_id: str) -> dict[str, bytes]:
        token = base64.b64encode(f"{ADMIN_MAIL}:{ADMIN_PAT}".encode()).decode()
        found = self.rest("GET", f"/_apis/wit/workitems/{item_id}", **{"$expand": "relations"}).get("relations") or []
        return {
            one["attributes"]["name"]: requests.get(
                one["url"],
                headers={"Authorization": f"Basic {token}", **SPARED},
                params={"api-version": "7.1"},
                timeout=30,
            ).content
            for one in found
            if one["rel"] == "AttachedFile"
        }

    def get(self, item_id: str) -> dict[str, Any]:
        return dict(self.rest("GET", f"/_apis/wit/workitems/{item_id}")["fields"])

    def comments(self, item_id: str) -> list[str]:
        path = f"/{self.project_id}/_apis/wit/workItems/{item_id}/comments"
        found = self.rest("GET", path, **{"api-version": "7.1-preview.4", "order": "asc"})
        return [one["text"] for one in found["comments"]]


def settings_of(folder: Path, **more: Any) -> Settings:
    """A deployment that waits for nothing: no bursts, no second looks."""
    return Settings(
        dev_loopback=True,
        data_dir=folder,
        coalesce_ms=0,
        match_retry_s=0,
        lookup_grace_s=1,
        ado_certificates=(CERTIFICATE,),
        log_level="warning",
        **more,
    )


class World:
    """Backend and both products."""

    def __init__(self, folder: Path, *, scripts: Sandbox | None = None, port: int = 0, **settings: Any) -> None:
        """`scripts` is whose sandbox to share; without, the world starts and ends its own. `port`: the backend's."""
        self.jira = Jira(basics(JiraSite()), None)  # type: ignore[arg-type]
        self.jira.server = serve_jira(self.jira.site)
        self.ado = AzureDevOps(AzureDevOpsSimulator())
        self.ado.simulator.start()
        root = self.ado.simulator.organization.address
        self.settings = settings_of(
            folder,
            jira_key_server=f"{self.jira.server.url}/install-keys",
            jira_hosts=(self.jira.server.url.split("://")[1],),
            ado_base_url=root,
            ado_graph_url=f"{root}/vssps",
            entra_authority=root,
            **settings,
        )
        app = bare_app(self.settings)
        self.backend = serve_app(app, port=port)
        self.settings = self.settings.model_copy(update={"base_url": self.backend.url})
        self.ledger = open_ledger(self.settings)
        self._own_scripts = scripts is None
        if scripts is None:  # with more time than customers have: this machine may be busy
            scripts = Sandbox(self.settings.script_wall_required, RunLimits(seconds=60.0))
        self.services: Services = build_services(self.settings, self.ledger, scripts=scripts)
        attach(app, self.settings, self.services)
        self.app = app

    def close(self) -> None:
        self.backend.stop()
        self.jira.server.stop()
        self.jira.site.close()
        self.ado.simulator.stop()
        if self._own_scripts:
            self.services.scripts.close()
        self.ledger.close()

    def install(self) -> None:
        """Both apps installed, the organization's sync identity stored."""
        self.jira.project_id = add_project(self.jira.site, "SUP", "Support desk").id
        install(self.jira.site, f"{self.backend.url}/atlassian-connect.json")
        site = self.services.ledger.read(lambda tx: nodes.by_instance(tx, "jira", self.jira.site.client_key))
        assert site is not None
        now = self.services.now()
        self.jira.caller = Caller(site.id, "jira", "ada", "Ada Byron", now)
        organization = self.ado.simulator.organization
        project = organization.projects.find("Fabrikam Fiber")
        assert project is not None
        self.ado.project_id = project.id
        node = installation.enrol_organization(
            self.services, instance_id=organization.instance_id, organization=organization.name
        )
        self.ado.caller = Caller(node.id, "azuredevops", "maria", "Maria Admin", now)
        year = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 200 * 24 * 3600))
        sync_identity.check_and_save_pat(self.services, self.ado.caller, token=SYNC_PAT, expires_on=year)

    def connect(self, mode: str = "basic", initiator: str = "jira") -> tuple[int, int]:
        """A connection, bound by the other's tracker address; ids at Jira and at Azure DevOps."""
        here, there = (self.jira, self.ado) if initiator == "jira" else (self.ado, self.jira)
        address = self.ado.simulator.organization.url if initiator == "jira" else self.jira.server.url
        draft = Draft(
            mode=mode,
            local_name="Here",
            remote_name="There",
            name="Support to engineering",
            description="",
            project_id=here.project_id,
            destination_text=address,
        )
        made = invitations.initiate(self.services, here.caller, draft)
        accepted = accepting.accept(
            self.services, there.caller, made.code, project_id=there.project_id, name="Engineering from support"
        )
        self.settle()
        mine, theirs = made.connection_id, accepted
        return (mine, theirs) if initiator == "jira" else (theirs, mine)

    def trigger(self, side: str, connection_id: int, query: str, project_id: str = "") -> None:
        """A trigger, without asking the tracker first."""
        caller = self.jira.caller if side == "jira" else self.ado.caller
        self.ledger.write(
            lambda tx: triggers.create(tx, caller.node_id, connection_id, query=query, project_id=project_id)
        )

    def hook_up(self) -> None:
        """Let the schedules make the service hooks that are needed."""
        keeping.ensure_deployment(self.services)
        self.keep("nodes")
        self.keep("hooks", self.ado.caller.node_id)

    def keep(self, kind: str, node_id: int = 0) -> None:
        """Run one schedule now."""
        self.ledger.write(lambda tx: schedules.run_soon(tx, node_id, kind))
        while keeping.run_due(self.services):
            pass

    def benches(self) -> tuple[Bench, ...]:
        """What sends hooks here."""
        return self.jira.site.bench, self.ado.simulator.bench

    def settle(self) -> int:
        """Work until nothing is due and no hook is on its way; how many lines were worked on.

        Each line is begun when every hook of what was written before has arrived, as the window for bursts has it:
        two hooks of one write are one event, however slow the machine is.
        """
        total = 0
        for _ in range(50):
            self._let_hooks_arrive()
            done = run_until_idle(self.services, before_each=self._let_hooks_arrive)
            total += done
            if not done:
                return total
        raise AssertionError("it does not settle")

    def _let_hooks_arrive(self) -> None:
        for bench in self.benches():
            assert bench.deliveries.settle()

    def twin(self, side: str, entity_id: str) -> Twin | None:
        """The only pair of an entity."""
        from addon.storage import twins

        caller = self.jira.caller if side == "jira" else self.ado.caller
        found = self.ledger.read(lambda tx: twins.of_entity(tx, caller.node_id, entity_id))
        return found[0] if found else None

    def vendor_calls(self) -> dict[str, int]:
        """How many calls each product got since `forget_calls`, without those of people."""
        return {
            "jira": sum(1 for one in self.jira.site.bench.calls.all() if one.identity.startswith("app:")),
            "ado": sum(1 for one in self.ado.simulator.bench.calls.all() if one.identity != ADMIN_MAIL),
        }

    def forget_calls(self) -> None:
        self.jira.site.bench.calls.clear()
        self.ado.simulator.bench.calls.clear()

    def statuses(self) -> set[str]:
        """The statuses of all connections."""
        found = []
        for caller in (self.jira.caller, self.ado.caller):
            found += self.ledger.read(lambda tx, caller=caller: connections.list_all(tx, caller.node_id))  # type: ignore[misc]
        return {one.status for one in found}


def adf(text: str) -> dict[str, Any]:
    """Plain paragraphs as ADF."""
    blocks = [{"type": "paragraph", "content": [{"type": "text", "text": line}]} for line in text.split("\n")]
    return {"type": "doc", "version": 1, "content": blocks}


def words(document: dict[str, Any] | None) -> str:
    """The text of an ADF document."""
    if not document:
        return ""
    if document.get("type") == "text":
        return str(document["text"])
    return " ".join(filter(None, (words(one) for one in document.get("content", []))))
