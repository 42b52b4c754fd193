"""One seed: real processes, two simulators that fail on purpose, people who edit, and kill -9 in between."""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import requests

from addon.simulators.azuredevops.seed import ADMIN_MAIL
from tests.chaos.people import People, azure_devops, jira
from tests.chaos.stage import Stage, set_up
from tests.chaos.verdict import differences

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
LONGEST_TROUBLE_S = 120.0
TELL_S = 15.0
"""How often the drain says how far it is."""


@dataclass
class Report:
    """What a seed came to; `wrong` is empty when nothing was."""

    seed: int
    edits: int
    kills: int = 0
    outages: int = 0
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
            f"seed {self.seed}: {self.edits} edits, {self.kills} kills, {self.outages} outages, {self.faults} faults, {self.calls} vendor "
            f"calls ({self.writes} writes), drained in {self.drained_s:.0f} s: {state}"
        )


def run(
    seed: int, edits: int, store: str, folder: Path, *, mode: str, deployments: int, kills: int, drain_s: float
) -> Report:
    """Let people edit under faults and kills, then take the faults away and wait for both sides to be equal."""
    dice = random.Random(seed)
    stage = set_up(folder, store, mode, deployments)
    report = Report(seed, edits)
    people = People(
        (jira(stage.jira), azure_devops(stage.ado)),
        dice,
        lambda side, entity: stage.knows_pair_of("jira" if side == "jira" else "azuredevops", entity),
        links_travel=mode == "script",
    )
    try:
        stage.start()
        _trouble(stage)
        plan = Plan.of(dice, edits, kills, len(stage.backends))
        for number in range(edits):
            people.act()
            time.sleep(dice.uniform(0, 2 * PACE_S))
            plan.carry_out(number, stage, report)
        plan.end(stage)
        _until_enough(stage, people, edits // 4)
        report.faults = _peace(stage)
        report.actions = people.actions
        begun = time.monotonic()
        report.wrong = _drain(stage, people, drain_s)
        report.drained_s = time.monotonic() - begun
        report.calls, report.writes = _calls(stage)
        report.wrong += _echo(stage) + _errors(stage)
        bound = 6 * edits + 20 * report.faults + 200
        if report.writes > bound:
            report.wrong.append(f"{report.writes} writes for {edits} edits: an echo storm")
    finally:
        stage.stop()
    if report.wrong:
        logs = [line for path in folder.rglob("*.log") for line in path.read_text(errors="replace").splitlines()]
        report.wrong += [line[:3000] for line in logs if '"level": "error"' in line][:5]
    return report


@dataclass
class Plan:
    """Which process is killed after which edit, and which of two deployments is away for a while."""

    dice: random.Random
    kills: set[int]
    away: dict[int, tuple[int, int]]
    """After which edit which deployment goes away, and after which edit it comes back."""
    down: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, dice: random.Random, edits: int, kills: int, deployments: int) -> "Plan":
        """Two deployments are each away once, for a tenth of all edits."""
        away: dict[int, tuple[int, int]] = {}
        if deployments > 1:
            long = max(1, edits // 10)
            for number in range(deployments):
                begin = dice.randrange(number * edits // 2, number * edits // 2 + max(1, edits // 2 - long))
                away[begin] = (number, begin + long)
        return cls(dice, set(dice.sample(range(edits), min(kills, edits))), away)

    def carry_out(self, number: int, stage: Stage, report: Report) -> None:
        """What is due after this edit."""
        for which, until in list(self.down.items()):
            if number >= until:
                del self.down[which]
                for name in stage.backends[which].commands:
                    stage.backends[which].start(name)
        if number in self.away:
            which, until = self.away[number]
            self.down[which] = until
            stage.backends[which].stop()
            report.outages += 1
        if number in self.kills:
            standing = [one for one in stage.processes if stage.backends.index(one[0]) not in self.down]
            backend, name = self.dice.choice(standing)
            backend.kill(name)
            backend.start(name)
            report.kills += 1

    def end(self, stage: Stage) -> None:
        """Whoever is still away comes back."""
        for which in self.down:
            for name in stage.backends[which].commands:
                stage.backends[which].start(name)
        self.down.clear()


def _trouble(stage: Stage) -> None:
    for root in _roots(stage):
        for fault in FAULTS:
            body = {"method": "*", "path": _api(stage, root), "rate": RATE, **fault}
            requests.post(f"{root}/__control__/faults", json=body, timeout=5).raise_for_status()
        requests.post(f"{root}/__control__/webhooks", json=DISORDER, timeout=5).raise_for_status()


def _until_enough(stage: Stage, people: People, faults: int) -> None:
    """On a busy machine most calls are made when the last edit has long been; they are to fail as well."""
    end = time.monotonic() + LONGEST_TROUBLE_S
    while _met(stage) < faults and time.monotonic() < end and differences(people):
        time.sleep(0.5)


def _met(stage: Stage) -> int:
    """How many calls met a fault."""
    found = [requests.get(f"{root}/__control__/faults", timeout=5).json() for root in _roots(stage)]
    return sum(one["hits"] for faults in found for one in faults)


def _peace(stage: Stage) -> int:
    """Take all faults away; how many calls they met."""
    met = _met(stage)
    for root in _roots(stage):
        requests.delete(f"{root}/__control__/faults", timeout=5).raise_for_status()
        requests.post(f"{root}/__control__/webhooks", json={}, timeout=5).raise_for_status()
    return met


def _roots(stage: Stage) -> tuple[str, str]:
    return stage.jira.server.url, stage.ado.simulator.organization.address


def _api(stage: Stage, root: str) -> str:
    return "/rest/api/*" if root == stage.jira.server.url else "*/_apis/*"


def _drain(stage: Stage, people: People, within_s: float) -> list[str]:
    """Wait until both sides are equal and nobody writes any more; what is still wrong when time is over."""
    for backend in stage.backends:
        backend.wait()
    _hurry(stage)
    begun = told = time.monotonic()
    found = differences(people)
    while found and time.monotonic() < begun + within_s:
        time.sleep(0.5)
        found = differences(people)
        if time.monotonic() > told + TELL_S:
            told = time.monotonic()
            _hurry(stage)
            print(f"  {told - begun:.0f} s: {len(found)} differences, such as {'; '.join(found[:2])}", flush=True)
            print(f"    waiting: {'; '.join(_waiting(stage)[:5]) or 'nothing'}", flush=True)
    return found


def _echo(stage: Stage) -> list[str]:
    """Equal sides have to stay silent."""
    before = _calls(stage)[1]
    time.sleep(QUIET_S)
    again = _calls(stage)[1] - before
    return [f"{again} writes after both sides were equal"] if again else []


def _calls(stage: Stage) -> tuple[int, int]:
    """All API calls of Liaise, and those of them that wrote an entity."""
    jira_calls = [one for one in stage.jira.site.bench.calls.all() if one.identity.startswith("app:")]
    people = {ADMIN_MAIL}
    ado_calls = [one for one in stage.ado.simulator.bench.calls.all() if one.identity not in people]
    writes = [
        one
        for one in (*jira_calls, *ado_calls)
        if one.method in ("POST", "PUT", "PATCH", "DELETE")
        and any(part in one.path.lower() for part in ("/issue/", "/rest/api/3/issue", "/wit/workitems"))
        and not any(part in one.path.lower() for part in ("/search", "/wiql", "batch", "bulkfetch", "/match"))
    ]
    return len(jira_calls) + len(ado_calls), len(writes)


def _errors(stage: Stage) -> list[str]:
    """Errors nobody could explain: bugs, and parked lines whose entity was not deleted."""
    rows = stage.ask("SELECT reason, message FROM error WHERE resolved_at IS NULL")
    return [f"open error {reason}: {message}" for reason, message in rows if reason not in EXPLAINED]


def _waiting(stage: Stage) -> list[str]:
    """Lines that are not empty, and what they wait for."""
    rows = stage.ask(
        "SELECT stream.node_id, stream.direction, stream.entity_key, stream.attempts, waiting_for, error.reason "
        "FROM stream LEFT JOIN error ON error.id = stream.blocked_by "
        "WHERE due_at IS NOT NULL OR owner IS NOT NULL OR blocked_by IS NOT NULL",
    )
    return [
        f"node {node} {direction} {entity}: " + (f"parked, {parked}" if parked else f"attempt {tries}, {why}")
        for node, direction, entity, tries, why, parked in rows
    ]


def _hurry(stage: Stage) -> None:
    """Let all that waits for its next attempt be due now; only the waiting is left out, and nobody's lease is."""
    for statement in (
        "UPDATE stream SET due_at = 0 WHERE due_at IS NOT NULL AND owner IS NULL",
        "UPDATE turn SET paused_until = 0",
        "UPDATE connection SET paused_until = 0",
    ):
        stage.ask(statement)


EXPLAINED = frozenset({"not_found", "entity_gone", "remote_deleted"})
"""What a person did can be the reason of an error: they deleted an entity while a change was on its way."""
