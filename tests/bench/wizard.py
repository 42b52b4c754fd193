"""From the wizard's project step to its list, where the tracker has 10,000 projects, on both products.

As a function (`wizard.projects`) and through the console's route with its real tokens; what it costs at the tracker
is counted, and the time is held beside the same with a handful of projects.
"""

import contextlib
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import requests

from addon.connections import wizard
from addon.nodes import sessions
from addon.nodes.sessions import Caller
from addon.simulators.azuredevops.seed import SYNC_MAIL, seed_many_projects
from addon.simulators.jira.connect.tokens import sign_context
from addon.simulators.jira.seed import ADMIN, add_many_projects
from tests.bench.table import Figure
from tests.pipeline.world import World

PROJECTS = 10_000
ROUNDS = 7
Action = Callable[[], str]


def measure(quick: bool = False) -> Iterator[Figure]:
    """Both products; a quick run with a tenth of the projects."""
    count = PROJECTS // 10 if quick else PROJECTS
    with _world(0) as world:
        few = {name: _timed(action) for name, action, _ in _ways(world)}
    with _world(count) as world:
        for name, action, expected in _ways(world):
            world.forget_calls()
            begun = time.perf_counter()
            text = action()
            first = (time.perf_counter() - begun) * 1000
            if expected not in text:
                raise RuntimeError(f"{name}: the list does not show {expected}")
            calls = sum(one.identity.startswith("app:") for one in world.jira.site.bench.calls.all())
            calls += sum(one.identity == SYNC_MAIL for one in world.ado.simulator.bench.calls.all())
            later = _timed(action)
            yield Figure("W", f"{name}, {count:,} projects: ms to the list, {calls} vendor calls", first)
            yield Figure("W", f"{name}, the same again: median ms", later)
            yield Figure("W", f"{name}, median with {count:,} projects / a handful", later / few[name])


def _ways(world: World) -> list[tuple[str, Action, str]]:
    """Name, action that gives the list's text, what it has to show."""
    services, app = world.services, world.app
    jira, ado = world.jira.caller, world.ado.caller
    site = world.jira.site

    def listed(caller: Caller, query: str) -> str:
        return " ".join(one.name for one in wizard.projects(services, caller, query).items)

    def page(header: str, query: str) -> str:
        answer = requests.get(
            f"{world.backend.url}/console/projects",
            params={"project_search": query},
            headers={"Authorization": header},
            timeout=60,
        )
        answer.raise_for_status()
        return answer.text

    def jira_page(query: str) -> str:
        return page(f"JWT {sign_context(site, site.addons['liaise'], ADMIN, {})}", query)

    def ado_page(query: str) -> str:
        now = services.now()
        caller = Caller(ado.node_id, "azuredevops", ado.user_id, ado.display_name, now)
        return page(f"Bearer {sessions.issue(caller, key=app.config['SESSION_KEYS'][0], now_ms=now)}", query)

    return [
        ("Jira, function", lambda: listed(jira, ""), ""),
        ("Jira, route", lambda: jira_page(""), ""),
        ("Jira, route, a search", lambda: jira_page("Project 00777"), "Project 00777"),
        ("Azure DevOps, function", lambda: listed(ado, ""), ""),
        ("Azure DevOps, route", lambda: ado_page(""), ""),
        ("Azure DevOps, route, a search", lambda: ado_page("Program 00777"), "Program 00777"),
    ]


@contextlib.contextmanager
def _world(count: int) -> Iterator[World]:
    with tempfile.TemporaryDirectory(prefix="liaise-bench-") as folder:
        world = World(Path(folder))
        try:
            world.install()
            add_many_projects(world.jira.site, count)
            seed_many_projects(world.ado.simulator.organization, count)
            yield world
        finally:
            world.close()


def _timed(action: Action) -> float:
    """Median milliseconds."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        action()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)
