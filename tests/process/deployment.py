"""One deployment as real processes, and the people who use it over HTTP with the tokens of simulated hosts."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jwt
import requests

from addon.simulators.azuredevops import AzureDevOpsSimulator
from addon.simulators.azuredevops.page_tokens import issue_access_token
from addon.simulators.azuredevops.seed import ADMIN_MAIL, SYNC_PAT
from addon.simulators.jira import JiraSite
from addon.simulators.jira.connect.lifecycle import install
from addon.simulators.jira.seed import ADMIN
from addon.simulators.serving import RunningServer
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
CERTIFICATE = "c" * 64
WAIT_S = 180.0
ANSWER_S = 60.0
"""Limits that a loaded machine does not meet; what goes right is over long before."""
CODE = re.compile(r"liaise1\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


def eventually(
    what: Callable[[], Any], words: Callable[[], str] = lambda: "it never came", seconds: float = WAIT_S
) -> Any:
    """The first truth that `what` gives; fails with `words` when there is none in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            found = what()
        except requests.RequestException:
            found = None
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(words())


def environment(**settings: str) -> dict[str, str]:
    """The machine's paths and these settings, nothing else."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")}
    return kept | settings


@dataclass
class Process:
    """A process of the product with its log."""

    arguments: list[str]
    settings: dict[str, str]
    log: Path
    running: subprocess.Popen[bytes] | None = None

    def start(self) -> "Process":
        with self.log.open("ab") as out:
            self.running = subprocess.Popen(
                [sys.executable, *self.arguments],
                cwd=ROOT,
                env=environment(**self.settings),
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    @property
    def said(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def signal(self, number: int) -> None:
        assert self.running is not None
        os.killpg(self.running.pid, number)

    def ended(self, seconds: float = WAIT_S) -> int:
        """The exit code, once it ended by itself."""
        assert self.running is not None
        return self.running.wait(seconds)

    def kill(self) -> None:
        if self.running is not None and self.running.poll() is None:
            self.signal(signal.SIGKILL)
            self.running.wait(WAIT_S)


@dataclass
class Deployment:
    """A backend at an address of its own."""

    folder: Path
    settings: dict[str, str]
    port: int = field(default_factory=free_port)
    process: Process = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        own = {"BASE_URL": self.url, "PORT": str(self.port), "DATA_DIR": str(self.folder), "DEV_LOOPBACK": "1"}
        self.settings = own | {"COALESCE_MS": "50", "POLL_INTERVAL_S": "5", "MATCH_RETRY_S": "1"} | self.settings
        self.process = Process(["-m", "addon", "dev"], self.settings, self.folder / "process.log")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Deployment":
        self.process.start()
        return self.ready()

    def ready(self) -> "Deployment":
        eventually(
            lambda: requests.get(f"{self.url}/readyz", timeout=ANSWER_S).status_code == 200,
            lambda: self.process.said[-3000:],
        )
        return self

    def kill(self) -> None:
        self.process.kill()


@dataclass
class Console:
    """An administrator's console: forms in, pages out."""

    url: str
    authorize: Callable[[], dict[str, str]]

    def get(self, path: str) -> str:
        answer = requests.get(self.url + path, headers=self.authorize(), timeout=ANSWER_S)
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(self, path: str, status: int = 200, **form: str) -> str:
        answer = requests.post(self.url + path, data=form, headers=self.authorize(), timeout=ANSWER_S)
        assert answer.status_code == status, answer.text
        return answer.text

    @property
    def node_url(self) -> str:
        found = re.search(re.escape(self.url) + r"/n/[0-9a-f]{32}", self.get("/console/settings/addresses"))
        assert found
        return found[0]

    def invite(self, destination: str, project_id: str, name: str = "Support to engineering") -> str:
        """The code of a new connection."""
        page = self.post(
            "/console/initiate/project",
            destination=destination,
            mode="basic",
            local_name="Here",
            remote_name="There",
            name=name,
            project_id=project_id,
        )
        found = CODE.search(page)
        assert found, page
        return found[0]

    def accept(self, code: str, project_id: str) -> str:
        return self.post("/console/accept/project", code=code, project_id=project_id, name="From afar")

    def statuses(self) -> list[str]:
        """The status word of each connection."""
        return re.findall(r'<span class="loz[^"]*">([^<]+)</span>', self.get("/console/connections/list"))

    def connection_id(self) -> str:
        found = re.search(r"/console/connections/(\d+)", self.get("/console/connections"))
        assert found
        return found[1]


def jira_console(deployment: Deployment, site: JiraSite) -> Console:
    """The app installed at a simulated site, as its administrator uses it."""
    addon = install(site, f"{deployment.url}/atlassian-connect.json")

    def authorize() -> dict[str, str]:
        now = int(time.time())
        claims = {"iss": site.client_key, "iat": now, "exp": now + 900, "qsh": "context-qsh", "sub": ADMIN}
        return {"Authorization": f"JWT {jwt.encode(claims, addon.shared_secret, algorithm='HS256')}"}

    return Console(deployment.url, authorize)


def azure_devops_console(deployment: Deployment, simulator: AzureDevOpsSimulator) -> Console:
    """The extension installed at a simulated organization, its sync identity stored, as an administrator uses it."""
    organization = simulator.organization
    manifest = requests.get(f"{deployment.url}/vss-extension.json", timeout=ANSWER_S).json()
    extension = organization.extensions.install(manifest, certificate=CERTIFICATE)
    person = organization.people.find(ADMIN_MAIL)
    assert person is not None
    body = {
        "app_token": organization.extensions.app_token(extension, person, organization.tenant_id),
        "access_token": issue_access_token(organization, extension, person).secret,
        "organization": organization.name,
    }

    def authorize() -> dict[str, str]:
        made = requests.post(f"{deployment.url}/azuredevops/session", json=body, timeout=ANSWER_S)
        assert made.status_code == 200, made.text
        return {"Authorization": f"Bearer {made.json()['token']}"}

    console = Console(deployment.url, authorize)
    year = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 200 * 24 * 3600))
    console.post("/console/settings/identity", credential="pat", token=SYNC_PAT, expires_on=year)
    return console


def for_jira(server: RunningServer) -> dict[str, str]:
    """Settings of a deployment that serves a simulated site."""
    return {"JIRA_KEY_SERVER": f"{server.url}/install-keys", "JIRA_HOSTS": server.url.split("://")[1]}


def for_azure_devops(simulator: AzureDevOpsSimulator) -> dict[str, str]:
    """Settings of a deployment that serves a simulated organization."""
    root = simulator.organization.address
    return {
        "ADO_BASE_URL": root,
        "ADO_GRAPH_URL": f"{root}/vssps",
        "ENTRA_AUTHORITY": root,
        "ADO_CERTIFICATES": CERTIFICATE,
    }
