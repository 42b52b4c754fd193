"""Kills processes that use the ledger, again and again, and counts what that did."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from addon.storage import Keys, Ledger, new_key, nodes
from tests.process.storage.crash_worker import NODE, WORKERS

ROOT = Path(__file__).parents[3]
PROGRAM = Path(__file__).with_name("crash_worker.py")


@dataclass(frozen=True)
class Outcome:
    """What was left after all kills and a drain."""

    kills: int
    acknowledged: int
    lost: int
    done_twice: int
    inversions: int
    two_owners: int
    remote_duplicates: int
    repeats: int
    asleep: int

    @property
    def repeats_allowed(self) -> int:
        """Work that a kill may repeat: what each worker was at."""
        return self.kills * WORKERS


def crash_run(url: str, folder: Path, *, kills: int, processes: int, seed: int, lease_ms: int = 8_000) -> Outcome:
    """Start processes, kill one after the other at random moments, replace it, drain, count.

    A moment is a number of acknowledgements, not of seconds, so that a slow machine kills in the midst of work too.
    The lease is longer than a loaded machine keeps a living process from its heartbeat.
    """
    dice = random.Random(seed)
    key = new_key()
    ledger = Ledger.open(url, data_dir=folder, keys=Keys([key]), migrate=True)
    node, _ = ledger.write(lambda tx: nodes.install(tx, kind="jira", instance_id="x", base_url="https://x"))
    assert node.id == NODE
    ledger.close()
    for name in ("acks", "runs", "remote"):
        (folder / name).touch()

    def start(mode: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, PROGRAM, folder, url, key, str(lease_ms), mode],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"up\n"
        return process

    running = [start("run") for _ in range(processes)]
    for _ in range(kills):
        _wait_for_acknowledgements(folder, dice.randrange(10, 80))
        victim = running.pop(dice.randrange(len(running)))
        _kill(victim, folder)
        running.append(start("run"))
    for process in running:
        _kill(process, folder)
    last = start("drain")
    assert last.wait(300) == 0
    assert last.stdout is not None
    last.stdout.close()
    return _count(url, folder, key, kills + processes)


def _wait_for_acknowledgements(folder: Path, more: int) -> None:
    wanted = _lines(folder / "acks") + more
    until = time.monotonic() + 180
    while _lines(folder / "acks") < wanted:
        assert time.monotonic() < until, "no event was acknowledged for three minutes"
        time.sleep(0.005)


def _lines(path: Path) -> int:
    return path.read_bytes().count(b"\n")


def _kill(process: subprocess.Popen[bytes], folder: Path) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert process.stdout is not None
    process.stdout.close()
    with (folder / "runs").open("a") as runs:
        runs.write(f"K {process.pid}\n")


def _count(url: str, folder: Path, key: str, kills: int) -> Outcome:
    ledger = Ledger.open(url, data_dir=folder, keys=Keys([key]))
    rows = ledger.read(lambda tx: tx.sql("SELECT entity_id, event_id, text FROM timeline ORDER BY id"))
    ledger.close()
    acknowledged = (folder / "acks").read_text().split()
    done = Counter(name for _, _, name in rows)
    newest: dict[str, int] = defaultdict(int)
    inversions = 0
    for entity, event_id, _ in rows:
        inversions += event_id < newest[entity]
        newest[entity] = max(newest[entity], event_id)
    lines = [line.split() for line in (folder / "runs").read_text().splitlines()]
    remote = Counter((folder / "remote").read_text().split())
    begun = sum(line[0] == "B" for line in lines)
    return Outcome(
        kills=kills,
        acknowledged=len(acknowledged),
        lost=sum(name not in done for name in acknowledged),
        done_twice=sum(count > 1 for count in done.values()),
        inversions=inversions,
        two_owners=_two_owners(lines),
        remote_duplicates=sum(count > 1 for count in remote.values()),
        repeats=begun - len(rows),
        asleep=sum(line[0] == "S" for line in lines),
    )


def _two_owners(lines: list[list[str]]) -> int:
    """How often a run of an entity began while another process, alive, was at it."""
    owner: dict[str, str] = {}
    found = 0
    for kind, *rest in lines:
        if kind == "B":
            pid, entity, _ = rest
            found += entity in owner
            owner[entity] = pid
        elif kind == "E":
            pid, entity, _ = rest
            if owner.get(entity) == pid:
                del owner[entity]
        elif kind == "K":
            owner = {entity: pid for entity, pid in owner.items() if pid != rest[0]}
    return found
