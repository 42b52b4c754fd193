"""One seed: real processes, two simulators that fail on purpose, people who edit, and kill -9 in between."""

import json
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from addon.simulators.azuredevops.seed import ADMIN_MAIL
from addon.simulators.faults import Fault
from tests.chaos import ledger
from tests.chaos.people import People
from tests.chaos.stage import PAIRS, Stage, set_up
from tests.chaos.traffic import Traffic, of, storms
from tests.chaos.verdict import differences, overruled, pairs

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
LOOK_S = 1.0
STILL_S = 40.0
"""Where nothing moved for so long, nothing will: polls and sweeps came round meanwhile."""
ENOUGH_EDITS = 500
"""From here on each kind of trouble has to have happened."""


@dataclass
class Report:
    """What a seed came to; `wrong` is empty when nothing was."""

    seed: int
    edits: int
    kills: int = 0
    outages: int = 0
    actions: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)
    """How often each kind of trouble happened at each product."""
    calls: int = 0
    writes: int = 0
    messages: int = 0
    drained_s: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def line(self) -> str:
        """One line for people."""
        state = "equal" if not self.wrong else f"{len(self.wrong)} violations"
        share = self.messages / max(1, self.edits), self.writes / max(1, self.edits), self.calls / max(1, self.edits)
        return (
            f"seed {self.seed}: {self.edits} edits, {self.kills} kills, {self.outages} outages, "
            f"{self.met.total()} faults; for each edit {share[0]:.2f} messages, {share[1]:.2f} writes, {share[2]:.2f} "
            f"vendor calls; drained in {self.drained_s:.0f} s: {state}"
        )


def run(
    seed: int,
    edits: int,
    store: str,
    folder: Path,
    *,
    mode: str,
    deployments: int,
    kills: int,
    drain_s: float,
    pair: str = PAIRS[0],
    private: bool = False,
) -> Report:
    """Let people edit under faults and kills, then take the faults away and wait for both sides to be equal."""
    dice = random.Random(seed)
    stage = set_up(folder, store, mode, deployments, pair, private=private)
    report = Report(seed, edits)
    people = People(
        (stage.halves[0].hands, stage.halves[1].hands),
        dice,
        lambda _, entity: stage.knows_pair_of(entity),
        scripted=mode == "script",
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
        report.met = _peace(stage)
        report.actions = people.actions
        begun = time.monotonic()
        report.wrong = _drain(stage, people, drain_s)
        report.drained_s = time.monotonic() - begun
        if not report.wrong:
            report.wrong = _quiet(stage) or _alive(stage, people, drain_s)
        report.wrong += _judged(stage, people, report) + _untroubled(report)
        if report.wrong:
            stage.keep(folder)
            _kept(folder, stage, people)
    finally:
        stage.stop()
    report.wrong += _logged(folder)
    return report


def _kept(folder: Path, stage: Stage, people: People) -> None:
    """What people did and which calls the products met: it cannot be asked for later."""
    (folder / "people.txt").write_text("\n".join(people.diary))
    for half in stage.halves:
        lines = [json.dumps(asdict(call)) for call in half.bench.calls.all()]
        (folder / f"calls-{half.name}.jsonl").write_text("\n".join(lines))


def _untroubled(report: Report) -> list[str]:
    """A seed that no fault met says nothing; a short one may miss some by chance."""
    if report.edits < ENOUGH_EDITS:
        return []
    found = [f"no {kind} happened" for kind, count in report.met.items() if not count]
    return found + ([] if report.kills else ["nobody was killed"])


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
    for half in stage.halves:
        path = "/rest/api/*" if half.kind == "jira" else "*/_apis/*"
        for fault in FAULTS:
            half.bench.faults.add(Fault.from_json({"method": "*", "path": path, "rate": RATE, **fault}))
        half.bench.deliveries.disorder.set(dict(DISORDER))


def _until_enough(stage: Stage, people: People, faults: int) -> None:
    """On a busy machine most calls are made when the last edit has long been; they are to fail as well."""
    end = time.monotonic() + LONGEST_TROUBLE_S
    while _met(stage).total() < faults and time.monotonic() < end and differences(people):
        time.sleep(0.5)


def _met(stage: Stage) -> Counter[str]:
    """How often each kind of trouble happened at each side."""
    met: Counter[str] = Counter()
    for half in stage.halves:
        for one in half.bench.faults.all():
            status = f" {one['status']}" if one["kind"] == "status" else ""
            met[f"{one['kind']}{status} at {half.name}"] += int(one["hits"])
        dropped = sum(one.state == "dropped" for one in half.bench.deliveries.log())
        met[f"dropped webhook of {half.name}"] += dropped
    return met


def _peace(stage: Stage) -> Counter[str]:
    """Take all trouble away; how often it happened."""
    met = _met(stage)
    for half in stage.halves:
        half.bench.faults.clear()
        half.bench.deliveries.disorder.set({})
    return met


def _drain(stage: Stage, people: People, within_s: float) -> list[str]:
    """Wait until both sides are equal and no line has anything to do; what is still wrong when time is over.

    Where nothing moves any more, nothing is waited for: polls come every few seconds and would have found it.
    """
    for backend in stage.backends:
        backend.wait()
    _hurry(stage)
    begun = told = moved = time.monotonic()
    before: list[str] = []
    while time.monotonic() < begun + within_s:
        found, work = differences(people), ledger.busy(stage.ask)
        if not found and not work:
            return []
        now = time.monotonic()
        if work or found != before:
            moved, before = now, found
        elif now > moved + STILL_S:
            break
        if now > told + TELL_S:
            told = now
            _hurry(stage)
            print(f"  {told - begun:.0f} s: {len(found)} differences, such as {'; '.join(found[:2])}", flush=True)
            print(f"    {len(work)} wait: {'; '.join(work[:4])}; parked: {len(ledger.parked(stage.ask))}", flush=True)
        time.sleep(LOOK_S)
    return differences(people) + ledger.busy(stage.ask) + ledger.parked(stage.ask)


def _quiet(stage: Stage) -> list[str]:
    """Equal sides have to stay silent."""
    before = _writes(stage)
    time.sleep(QUIET_S)
    again = _writes(stage) - before
    return [f"{again} writes after both sides were equal"] if again else []


def _alive(stage: Stage, people: People, within_s: float) -> list[str]:
    """After all this an edit on each side crosses as ever."""
    shared = sorted(pairs(people).items())
    if not shared:
        return ["no pair is left"]
    for number, side in enumerate(people.sides):
        tag, ends = people.dice.choice(shared)
        people.comment_on(side, tag, ends[number])
    return _drain(stage, people, within_s)


def _judged(stage: Stage, people: People, report: Report) -> list[str]:
    """What else has to be true once both sides are equal."""
    report.calls, report.writes = sum(one.calls for one in _traffic(stage)), _writes(stage)
    said = ledger.messages(stage.ask)
    report.messages = sum(said.values())
    return [
        *overruled(people, ledger.noted(stage.ask)),
        *ledger.left_over(stage.ask, people),
        *ledger.unexplained(stage.ask, people),
        *ledger.leaked(stage.ask, people),
        *storms(people, report.writes, said),
    ]


def _traffic(stage: Stage) -> tuple[Traffic, ...]:
    return tuple(of(half.bench.calls.all(), _OURS[half.kind]) for half in stage.halves)


_OURS: dict[str, Callable[[str], bool]] = {
    "jira": lambda who: who.startswith("app:"),
    "azuredevops": lambda who: who != ADMIN_MAIL,
}


def _writes(stage: Stage) -> int:
    return sum(one.writes for one in _traffic(stage))


def _logged(folder: Path) -> list[str]:
    """What the processes logged as an error of their own."""
    lines = [line for path in folder.rglob("*.log") for line in path.read_text(errors="replace").splitlines()]
    return [f"logged: {line[:3000]}" for line in lines if '"level": "error"' in line or '"level": "critical"' in line]


def _hurry(stage: Stage) -> None:
    """Let all that waits for its next attempt be due now; only the waiting is left out, and nobody's lease is."""
    for statement in (
        "UPDATE stream SET due_at = 0 WHERE due_at IS NOT NULL AND owner IS NULL",
        "UPDATE turn SET paused_until = 0",
        "UPDATE connection SET paused_until = 0",
        "UPDATE budget SET paused_until = 0",
        "UPDATE schedule SET next_at = 0 WHERE kind IN ('poll', 'vanished', 'outbox') AND next_at IS NOT NULL AND owner IS NULL",
    ):
        stage.ask(statement)
