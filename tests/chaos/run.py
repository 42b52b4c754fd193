"""One seed: real processes, two simulators that fail on purpose, people who edit, and kill -9 in between."""

import random
import sqlite3
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import requests

from addon.simulators.azuredevops.seed import ADMIN_MAIL
from tests.chaos.people import People, azure_devops, jira
from tests.chaos.verdict import differences
from tests.pipeline.world import World
from tests.process.backend import Backend, connected, end, started

RATE = 0.05
"""The share of vendor calls that each kind of fault meets."""
FAULTS = (
    {"kind": "status", "status": 429},
    {"kind": "status", "status": 503},
    {"kind": "timeout-after-write", "hold_s": 0.5},
    {"kind": "cut"},
    {"kind": "html"},
)
DISORDER = {"drop": 0.05, "double": 0.05, "reorder": 0.05}
QUIET_S = 3.0
PACE_S = 0.08
"""Between two edits on average: slow enough that most of them cross while calls fail."""
TELL_S = 15.0
"""How often the drain says how far it is."""


@dataclass
class Report:
    """What a seed came to; `wrong` is empty when nothing was."""

    seed: int
    edits: int
    kills: int = 0
    actions: Counter[str] = field(default_factory=Counter)
    faults: int = 0
    calls: int = 0
    writes: int = 0
    drained_s: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def line(self) -> str:
        """One line for people."""
        state = "equal" if not self.wrong else f"{len(self.wrong)} violations"
        return (
            f"seed {self.seed}: {self.edits} edits, {self.kills} kills, {self.faults} faults, {self.calls} vendor "
            f"calls ({self.writes} writes), drained in {self.drained_s:.0f} s: {state}"
        )


def run(seed: int, edits: int, store: str, folder: Path, *, mode: str = "basic", kills: int, drain_s: float) -> Report:
    """Let people edit under faults and kills, then take the faults away and wait for both sides to be equal."""
    dice = random.Random(seed)
    world = connected(folder / "data", store, mode)
    backend = started(world, folder)
    report = Report(seed, edits)
    people = People((jira(world), azure_devops(world)), dice)
    try:
        _trouble(world)
        moments = set(dice.sample(range(edits), min(kills, edits)))
        for number in range(edits):
            people.act()
            time.sleep(dice.uniform(0, 2 * PACE_S))
            if number in moments:
                name = dice.choice(list(backend.commands))
                backend.kill(name)
                backend.start(name)
                report.kills += 1
        report.faults = _peace(world)
        report.actions = people.actions
        begun = time.monotonic()
        report.wrong = _drain(backend, people, drain_s)
        report.drained_s = time.monotonic() - begun
        report.calls, report.writes = _calls(world)
        report.wrong += _echo(world) + _errors(world)
        bound = 6 * edits + 20 * report.faults + 200
        if report.writes > bound:
            report.wrong.append(f"{report.writes} writes for {edits} edits: an echo storm")
    finally:
        backend.stop()
        end(world)
    if report.wrong:
        logs = [line for path in folder.glob("*.log") for line in path.read_text(errors="replace").splitlines()]
        report.wrong += [line[:3000] for line in logs if '"level": "error"' in line][:5]
    return report


def _trouble(world: World) -> None:
    for root in _roots(world):
        for fault in FAULTS:
            body = {"method": "*", "path": _api(world, root), "rate": RATE, **fault}
            requests.post(f"{root}/__control__/faults", json=body, timeout=5).raise_for_status()
        requests.post(f"{root}/__control__/webhooks", json=DISORDER, timeout=5).raise_for_status()


def _peace(world: World) -> int:
    """Take all faults away; how many calls they met."""
    met = 0
    for root in _roots(world):
        found = requests.get(f"{root}/__control__/faults", timeout=5).json()
        met += sum(one["hits"] for one in found)
        requests.delete(f"{root}/__control__/faults", timeout=5).raise_for_status()
        requests.post(f"{root}/__control__/webhooks", json={}, timeout=5).raise_for_status()
    return met


def _roots(world: World) -> tuple[str, str]:
    return world.jira.server.url, world.ado.simulator.organization.address


def _api(world: World, root: str) -> str:
    return "/rest/api/*" if root == world.jira.server.url else "*/_apis/*"


def _drain(backend: Backend, people: People, within_s: float) -> list[str]:
    """Wait until both sides are equal and nobody writes any more; what is still wrong when time is over."""
    backend.wait()
    _hurry(backend.world)
    begun = told = time.monotonic()
    found = differences(people)
    while found and time.monotonic() < begun + within_s:
        time.sleep(0.5)
        found = differences(people)
        if time.monotonic() > told + TELL_S:
            told = time.monotonic()
            _hurry(backend.world)
            print(f"  {told - begun:.0f} s: {len(found)} differences, such as {'; '.join(found[:2])}", flush=True)
            print(f"    waiting: {'; '.join(_waiting(backend.world)[:5]) or 'nothing'}", flush=True)
    return found


def _echo(world: World) -> list[str]:
    """Equal sides have to stay silent."""
    before = _calls(world)[1]
    time.sleep(QUIET_S)
    again = _calls(world)[1] - before
    return [f"{again} writes after both sides were equal"] if again else []


def _calls(world: World) -> tuple[int, int]:
    """All API calls of Liaise, and those of them that wrote an entity."""
    jira_calls = [one for one in world.jira.site.bench.calls.all() if one.identity.startswith("app:")]
    people = {ADMIN_MAIL}
    ado_calls = [one for one in world.ado.simulator.bench.calls.all() if one.identity not in people]
    writes = [
        one
        for one in (*jira_calls, *ado_calls)
        if one.method in ("POST", "PUT", "PATCH", "DELETE")
        and any(part in one.path.lower() for part in ("/issue/", "/rest/api/3/issue", "/wit/workitems"))
        and not any(part in one.path.lower() for part in ("/search", "/wiql", "batch", "bulkfetch", "/match"))
    ]
    return len(jira_calls) + len(ado_calls), len(writes)


def _errors(world: World) -> list[str]:
    """Errors nobody could explain: bugs, and parked lines whose entity was not deleted."""
    rows = _ask(world, "SELECT reason, message FROM error WHERE resolved_at IS NULL")
    return [f"open error {reason}: {message}" for reason, message in rows if reason not in EXPLAINED]


def _waiting(world: World) -> list[str]:
    """Lines that are not empty, and what they wait for."""
    rows = _ask(
        world,
        "SELECT node_id, direction, entity_key, attempts, waiting_for FROM stream "
        "WHERE due_at IS NOT NULL OR lease_until IS NOT NULL",
    )
    return [f"node {node} {direction} {entity}: attempt {tries}, {why}" for node, direction, entity, tries, why in rows]


def _hurry(world: World) -> None:
    """Let all that waits for its next attempt be due now; only the waiting is left out."""
    for statement in (
        "UPDATE stream SET due_at = 0 WHERE due_at IS NOT NULL",
        "UPDATE turn SET paused_until = 0",
        "UPDATE connection SET paused_until = 0",
    ):
        _ask(world, statement)


def _ask(world: World, statement: str) -> list[tuple[Any, ...]]:
    """One statement on the database that the processes use."""
    settings = world.settings
    if settings.is_postgresql:
        with psycopg.connect(settings.database_url, autocommit=True) as base:
            done = base.execute(statement.encode())
            return done.fetchall() if done.description else []
    with closing(sqlite3.connect(settings.folder / "liaise.sqlite3", timeout=20, isolation_level=None)) as file:
        return file.execute(statement).fetchall()


EXPLAINED = frozenset({"not_found", "entity_gone", "remote_deleted"})
"""What a person did can be the reason of an error: they deleted an entity while a change was on its way."""
