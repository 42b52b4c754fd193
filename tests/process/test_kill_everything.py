"""Processes are killed at random moments while issues cross: nothing is lost, nothing is made twice.

The simulators live in this process and survive; the backend (and on PostgreSQL its worker) are real processes that are
ended with SIGKILL. A change counts as lost when it has not crossed in the end, as doubled when it is there twice.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.pipeline.world import World
from tests.postgres import server

pytestmark = pytest.mark.process
ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("KILLS", "25"))
SEED = int(os.environ.get("SEED", str(random.randrange(10**6))))
DRAIN_S = 90


class Deployment:
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
        process.wait(10)

    def stop(self) -> None:
        for name, process in self.processes.items():
            if process.poll() is None:
                self.kill(name)

    def wait(self) -> None:
        deadline = time.monotonic() + 40
        while time.monotonic() < deadline:
            try:
                if requests.get(f"{self.world.settings.base_url}/readyz", timeout=2).status_code == 200:
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


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def deployment(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Deployment]:
    more = {}
    if request.param == "postgresql":
        from addon.storage import new_key

        more = {"database_url": server().new_database(migrated=True), "secret_keys": (new_key(),)}
    world = World(tmp_path / "data", **more)
    made = None
    try:
        world.install()
        at_jira, at_ado = world.connect()
        world.trigger("jira", at_jira, "project = SUP")
        world.trigger("ado", at_ado, "[System.WorkItemType] = 'Bug'", world.ado.project_id)
        world.hook_up()
        world.settle()
        world.backend.stop()
        world.ledger.close()
        made = Deployment(world, tmp_path)
        for name in made.commands:
            made.start(name)
        made.wait()
        yield made
    finally:
        if made is not None:
            made.stop()
        world.jira.server.stop()
        world.jira.site.close()
        world.ado.simulator.stop()


@pytest.mark.timeout(400)
def test_kills_at_random_moments_lose_nothing_and_double_nothing(deployment: Deployment) -> None:
    world, dice = deployment.world, random.Random(SEED)
    print(f"SEED={SEED} KILLS={KILLS}")
    titles: list[tuple[str, str, str]] = []
    edited: dict[str, str] = {}
    for number in range(KILLS):
        for _ in range(dice.randint(1, 2)):
            title = f"change {number}.{dice.randrange(10**9)}"
            if dice.random() < 0.5:
                titles.append(("jira", world.jira.create(title), title))
            else:
                titles.append(("ado", world.ado.create(title, "Bug"), title))
        if titles and dice.random() < 0.6:
            side, entity, title = dice.choice(titles)
            newer = f"{title} edited {number}"
            if side == "jira":
                world.jira.set(entity, summary=newer)
            else:
                world.ado.set(entity, **{"System.Title": newer})
            edited[entity + side] = newer
        time.sleep(dice.uniform(0.0, 0.5))
        name = dice.choice(list(deployment.commands))
        deployment.kill(name)
        deployment.start(name)
        deployment.wait()
    expected = Counter(edited.get(entity + side, title) for side, entity, title in titles)
    deadline = time.monotonic() + DRAIN_S
    while time.monotonic() < deadline and not (_at_jira(world, expected) and _at_ado(world, expected)):
        time.sleep(0.5)
    log = "".join(path.read_text(errors="replace")[-4000:] for path in deployment.folder.glob("*.log"))
    assert _jira_titles(world) == expected, log
    assert _ado_titles(world) == expected, log


def _at_jira(world: World, expected: Counter[str]) -> bool:
    return _jira_titles(world) == expected


def _at_ado(world: World, expected: Counter[str]) -> bool:
    return _ado_titles(world) == expected


def _jira_titles(world: World) -> Counter[str]:
    found = [str(issue.fields["summary"]) for issue in list(world.jira.site.issues.values())]
    return Counter(title for title in found if title.startswith("change "))


def _ado_titles(world: World) -> Counter[str]:
    items = list(world.ado.simulator.organization.items.values())
    found = [str(item.revisions[-1].fields.get("System.Title")) for item in items]
    return Counter(title for title in found if title.startswith("change "))
