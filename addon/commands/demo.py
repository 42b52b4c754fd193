"""`make demo`: backend, worker and both simulators on loopback, with both apps installed, until Ctrl-C.

Every part is a process of its own, as in a real deployment. State lives in `build/demo`, that of the simulators too,
and is removed at start unless KEEP=1. PORT_BACKEND, PORT_JIRA and PORT_ADO change the ports.
"""

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import click
import requests

from addon.commands.interruption import interruptible

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "demo"
START_S = 180.0
SIMULATORS = ("jira", "azuredevops")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the parts of a demo listen."""

    backend: str
    jira: str
    azuredevops: str

    @classmethod
    def from_environment(cls) -> "Addresses":
        """The ports of the contract, or those of the environment."""
        ports = {name: os.environ.get(f"PORT_{name}", usual) for name, usual in _PORTS.items()}
        return cls(*(f"http://127.0.0.1:{ports[name]}" for name in _PORTS))


_PORTS = {"BACKEND": "8080", "JIRA": "8081", "ADO": "8082"}


@dataclass(frozen=True, slots=True)
class Application:
    """The demo's own Entra application, so that consent can be tried."""

    client_id: str
    secret: str = field(repr=False)
    tenant: str
    """The application's own."""


def known_to_both(file: Path) -> tuple[str, Application]:
    """The extension's certificate and the deployment's application, which the simulators know too: made once."""
    if not file.exists():
        made = [secrets.token_urlsafe(48), str(uuid.uuid4()), secrets.token_urlsafe(24), str(uuid.uuid4())]
        file.write_text(json.dumps(made), "utf-8")
    certificate, *application = json.loads(file.read_text("utf-8"))
    return certificate, Application(*application)


@dataclass
class Demo:
    """The running parts; `stop` ends them by their process ids."""

    addresses: Addresses
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def start(self, *, goes_on: bool = False) -> None:
        """Start everything and install both apps; raises `click.ClickException` naming what did not come up."""
        certificate, application = known_to_both(FOLDER / "application.json")
        npm = str(ROOT / "build" / "npm" / "node_modules")
        self._simulator("jira", self.addresses.jira, npm)
        self._simulator("azuredevops", self.addresses.azuredevops, npm)
        environment = self._environment(certificate, application)
        port = self.addresses.backend.rsplit(":", 1)[1]
        gunicorn = [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "gunicorn.conf.py"), "addon.app:create_app()"]
        self._run("backend", gunicorn, environment | {"PORT": port})
        self._run("worker", [sys.executable, "-m", "addon", "worker"], environment)
        self._wait("jira", f"{self.addresses.jira}/__control__/clock")
        self._wait("azuredevops", f"{self.addresses.azuredevops}/__control__/clock")
        self._wait("backend", f"{self.addresses.backend}/readyz")
        if (dead := self.died()) is not None:  # what answered at its port was something else
            self._fail(dead)
        for kind in SIMULATORS:  # from here on the files are older than what they stand for
            (FOLDER / f"{kind}.state").unlink(missing_ok=True)
        self._install(certificate)
        if not goes_on:
            self._know(application)

    def stop(self) -> None:
        """End every part, the backend first, so that it can finish what it is at."""
        for name in ("backend", "worker", "jira", "azuredevops"):
            process = self.processes.get(name)
            if process is not None and process.poll() is None:
                process.terminate()
        for process in self.processes.values():
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)

    def died(self) -> str | None:
        """The name of a part that ended by itself."""
        return next((name for name, process in self.processes.items() if process.poll() is not None), None)

    def _environment(self, certificate: str, application: Application) -> dict[str, str]:
        settings = {
            "BASE_URL": self.addresses.backend,
            "DATA_DIR": str(FOLDER / "data"),
            "DEV_LOOPBACK": "1",
            "JIRA_KEY_SERVER": f"{self.addresses.jira}/install-keys",
            "JIRA_SCRIPT_URL": f"{self.addresses.jira}/atlassian-connect/all.js",
            "JIRA_HOSTS": self.addresses.jira.split("://")[1],
            "ADO_BASE_URL": self.addresses.azuredevops,
            "ADO_GRAPH_URL": f"{self.addresses.azuredevops}/vssps",
            "ADO_FRAME_ANCESTORS": self.addresses.azuredevops,
            "ADO_CERTIFICATES": certificate,
            "ENTRA_AUTHORITY": self.addresses.azuredevops,
            "ENTRA_APP_ID": application.client_id,
            "ENTRA_APP_SECRET": application.secret,
            "LOG_FORMAT": "text",
        }
        kept = {name: value for name, value in os.environ.items() if name not in _OWN_SETTINGS}
        return kept | settings

    def _simulator(self, kind: str, address: str, npm: str) -> None:
        port = address.rsplit(":", 1)[1]
        state = str(FOLDER / f"{kind}.state")
        command = [
            sys.executable,
            "-m",
            "addon",
            "simulate",
            kind,
            "--port",
            port,
            "--npm-folder",
            npm,
            "--state",
            state,
        ]
        self._run(kind, command, dict(os.environ))

    def _run(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        log = (FOLDER / f"{name}.log").open("wb")
        self.processes[name] = subprocess.Popen(  # noqa: S603 - our own commands
            command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        )
        log.close()

    def _wait(self, name: str, url: str) -> None:
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            if self.processes[name].poll() is not None:
                break
            try:
                if requests.get(url, timeout=20).status_code == 200:
                    return
            except requests.RequestException:
                pass
            time.sleep(0.1)
        self._fail(name)

    def _fail(self, name: str) -> NoReturn:
        tail = (FOLDER / f"{name}.log").read_text(errors="replace")[-1500:]
        raise click.ClickException(f"{name} did not come up; the end of {FOLDER / name}.log says:\n{tail}")

    def _install(self, certificate: str) -> None:
        descriptor = f"{self.addresses.backend}/atlassian-connect.json"
        self._ask(f"{self.addresses.jira}/__control__/install", {"descriptorUrl": descriptor})
        manifest = f"{self.addresses.backend}/vss-extension.json"
        self._ask(
            f"{self.addresses.azuredevops}/__control__/install", {"manifest_url": manifest, "certificate": certificate}
        )

    def _know(self, application: Application) -> None:
        """Make the deployment's own application known to Entra, in a tenant of its own; nobody has consented yet."""
        self._ask(
            f"{self.addresses.azuredevops}/__control__/applications",
            {
                "client_id": application.client_id,
                "name": "Liaise",
                "secrets": [application.secret],
                "tenants": [application.tenant],
                "join": False,
            },
        )

    def _ask(self, url: str, body: Mapping[str, object]) -> None:
        answer = requests.post(url, json=body, timeout=60)
        if answer.status_code >= 400:
            raise click.ClickException(f"{url} answered {answer.status_code}: {answer.text[:500]}")


_OWN_SETTINGS = frozenset({"DATABASE_URL", "SECRET_KEYS", "PORT", "WEB_PROCS", "LICENSING", "EVALUATION_DAYS"})


@click.command()
@click.option("--headless-tour", is_flag=True, help="Walk the main path in Chromium and end.")
def command(headless_tour: bool) -> None:
    """Start everything on loopback and say what to open; Ctrl-C ends it."""
    goes_on = goes_on_or_clear(FOLDER, click.echo, keep=bool(os.environ.get("KEEP")))
    (FOLDER / "data").mkdir(parents=True, exist_ok=True)
    demo = Demo(Addresses.from_environment())
    try:
        with interruptible():
            demo.start(goes_on=goes_on)
            if headless_tour:
                sys.exit(_tour(demo))
            _say(demo.addresses, click.echo)
            while (dead := demo.died()) is None:
                time.sleep(0.5)
        raise click.ClickException(f"{dead} ended by itself; see {FOLDER / dead}.log")
    except KeyboardInterrupt:
        click.echo("\nStopping.")
    finally:
        demo.stop()


def goes_on_or_clear(folder: Path, echo: Callable[[str], object], *, keep: bool) -> bool:
    """Whether the last demo goes on: if it is to and all of it is there; otherwise room is made for a new one.

    A demo that was killed left a database and no simulators: its pairs would name issues that are gone.
    """
    if keep and all((folder / f"{kind}.state").exists() for kind in SIMULATORS):
        echo("The last demo goes on.")
        return True
    if keep and folder.exists():
        echo("The last demo did not end with Ctrl-C, so its simulators kept nothing. This one begins anew.")
    shutil.rmtree(folder, ignore_errors=True)
    return False


def _tour(demo: Demo) -> int:
    """Walk the main path; the tour needs the development packages and a browser."""
    environment = os.environ | {
        "TOUR_BACKEND": demo.addresses.backend,
        "TOUR_JIRA": demo.addresses.jira,
        "TOUR_ADO": demo.addresses.azuredevops,
    }
    return subprocess.call([sys.executable, "-m", "tests.tour"], cwd=ROOT, env=environment)


def _say(addresses: Addresses, echo: Callable[[str], object]) -> None:
    echo("")
    echo("Liaise is running. Open these two pages, each as an administrator:")
    echo("")
    echo(f"  Jira          {addresses.jira}/plugins/servlet/ac/liaise/connections")
    echo(f"  Azure DevOps  {addresses.azuredevops}/fabrikam/_settings/liaise.liaise.adnode")
    echo("")
    echo("In Azure DevOps, Liaise first asks for a sync identity: make a personal access token on")
    echo(f"  {addresses.azuredevops}/fabrikam/_usersSettings/tokens")
    echo("Then initiate a connection in Jira and accept its code in Azure DevOps.")
    echo("Logs are in build/demo. Ctrl-C ends everything.")
