"""The backend as real processes over a world's simulators and database, to be killed and started again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import requests

from addon.storage import new_key
from tests.pipeline.world import World
from tests.ports import free_port
from tests.postgres import server

ROOT = Path(__file__).parents[2]


class Backend:
    """The backend's processes over a world's simulators and database."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world = world
        self.folder = folder
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.environment = _environment(world)
        self.commands = {
            "web": [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "addon.app:create_app()"],
        }
        if world.settings.is_postgresql:
            self.commands["worker"] = [sys.executable, "-m", "addon", "worker"]

    def start(self, name: str) -> None:
        log = (self.folder / f"{name}.log").open("ab")
        self.processes[name] = subprocess.Popen(
            self.commands[name],
            cwd=ROOT,
            env=self.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        log.close()

    def kill(self, name: str) -> None:
        """SIGKILL to the whole group, as if the machine lost it."""
        process = self.processes[name]
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(60)

    def stop(self) -> None:
        for name, process in self.processes.items():
            if process.poll() is None:
                self.kill(name)

    def wait(self) -> None:
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            try:
                if requests.get(f"{self.world.settings.base_url}/readyz", timeout=60).status_code == 200:
                    return
            except requests.RequestException:
                pass
            time.sleep(0.05)
        raise AssertionError((self.folder / "web.log").read_text(errors="replace")[-3000:])


def _environment(world: World) -> dict[str, str]:
    settings = world.settings
    plain = {
        "BASE_URL": settings.base_url,
        "PORT": settings.base_url.rsplit(":", 1)[1],
        "DEV_LOOPBACK": "1",
        "DATA_DIR": str(settings.data_dir),
        "COALESCE_MS": "50",
        "POLL_INTERVAL_S": "5",
        "MATCH_RETRY_S": "1",
        "LOOKUP_GRACE_S": "1",
        "JIRA_KEY_SERVER": settings.jira_key_server,
        "JIRA_HOSTS": ",".join(settings.jira_hosts),
        "ADO_BASE_URL": settings.ado_base_url,
        "ADO_GRAPH_URL": settings.ado_graph_url,
        "ENTRA_AUTHORITY": settings.entra_authority,
        "ADO_CERTIFICATES": settings.ado_certificates[0].get_secret_value(),
    }
    if settings.is_postgresql:
        plain["DATABASE_URL"] = settings.database_url
        plain["SECRET_KEYS"] = settings.secret_keys[0].get_secret_value()
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")}
    return kept | plain


def connected(folder: Path, store: str, mode: str = "basic") -> World:
    """A world with both apps installed, connected and watching, and with no backend: its processes are yet to come."""
    more: dict[str, Any] = {}
    if store == "postgresql":
        more = {"database_url": server().new_database(migrated=True), "secret_keys": (new_key(),)}
    world = World(folder, port=free_port(), **more)
    world.install()
    at_jira, at_ado = world.connect(mode)
    world.trigger("jira", at_jira, "project = SUP")
    world.trigger("ado", at_ado, "[System.WorkItemType] = 'Bug'", world.ado.project_id)
    world.hook_up()
    world.settle()
    world.backend.stop()
    world.ledger.close()
    return world


def started(world: World, folder: Path) -> Backend:
    """The processes of a world, ready to be asked."""
    made = Backend(world, folder)
    try:
        for name in made.commands:
            made.start(name)
        made.wait()
    except BaseException:
        made.stop()
        raise
    return made


def end(world: World) -> None:
    """End both simulators of a world whose backend ran as processes."""
    world.jira.server.stop()
    world.jira.site.close()
    world.ado.simulator.stop()
