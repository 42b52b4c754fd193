"""The product's real processes (gunicorn, worker) over both simulators, as the benchmark starts them."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from addon.storage import new_key
from tests.bench.ledger_load import Load
from tests.bench.ledger_places import ROOT, folder
from tests.pipeline.world import World
from tests.process.backend import Backend


@dataclass(frozen=True)
class Running:
    """A deployment that answers, connected, with a trigger on each side."""

    world: World
    deployment: Backend
    pairs: tuple[tuple[str, str], ...] = ()

    def load(self, path: str = "", *, seconds: float, rate: float = 0.0, at_most: int = 2_500) -> Load:
        """Signed webhooks of 500 unknown issues, or GETs of `path`, from a process of its own."""
        return self._load(path, [str(900_000 + number) for number in range(500)], 0, seconds, rate, at_most)

    def tell_of(self, issues: Sequence[str], *, within_s: float) -> Load:
        """One signed webhook of each issue, all at once."""
        return self._load("", issues, len(issues), within_s, 0.0, 0)

    def _load(self, path: str, entities: Sequence[str], count: int, seconds: float, rate: float, at_most: int) -> Load:
        site = self.world.jira.site
        address = self.world.settings.base_url.split("://")[1]
        job = {
            "port": int(address.rsplit(":", 1)[1]),
            "host": address,
            "path": path,
            "seconds": seconds,
            "rate": rate,
            "at_most": at_most,
            "entities": list(entities),
            "count": count,
            "client_key": site.client_key,
            "secret": site.addons["liaise"].shared_secret,
            "project": self.world.jira.project_id,
        }
        answer = subprocess.run(
            [sys.executable, "-m", "tests.bench.hook_load"],
            input=json.dumps(job),
            check=True,
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
        found = Load(*json.loads(answer.stdout))
        if found.refused:
            raise RuntimeError(f"{found.refused} requests were refused")
        return found

    def resident_mb(self, name: str) -> float:
        """Resident memory of a process and its children, in MB; pages shared between them count in each."""
        return sum(_memory_kb(pid) for pid in self._family(name)) / 1024

    def processor_s(self, name: str = "") -> float:
        """Processor time that a process (all that run) and its children used so far: neighbors do not lengthen it."""
        running = [one for one, process in self.deployment.processes.items() if process.poll() is None]
        return sum(_processor_s(pid) for one in running if name in ("", one) for pid in self._family(one))

    def add_worker(self) -> str:
        """One more worker process; its name, once it says that it is ready."""
        made = self.deployment
        name = f"worker-{len(made.processes)}"
        made.commands[name] = made.commands["worker"]
        made.start(name)
        log, deadline = made.folder / f"{name}.log", time.monotonic() + 40
        while "worker_ready" not in log.read_text("utf-8", "replace"):
            if time.monotonic() > deadline or made.processes[name].poll() is not None:
                raise RuntimeError(log.read_text("utf-8", "replace")[-2000:])
            time.sleep(0.05)
        return name

    def end_worker(self, name: str) -> None:
        """Let a worker finish what it does and go, as a deployment does."""
        process = self.deployment.processes[name]
        process.terminate()
        process.wait(40)

    def _family(self, name: str) -> list[str]:
        parent = self.deployment.processes[name].pid
        return [str(parent), *Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii").split()]


@contextlib.contextmanager
def deployed(
    url: str = "", *, preload: Path | None = None, parts: tuple[str, ...] = (), pairs: int = 0, **more: str
) -> Iterator[Running]:
    """Install, connect and make some pairs, then start the processes (all, or `parts`), `more` in their environment."""
    with folder() as where:
        settings: dict[str, Any] = {"database_url": url, "secret_keys": (new_key(),)} if url else {}
        world = World(where / "data", **settings)
        made = None
        try:
            world.install()
            at_jira, at_ado = world.connect()
            world.trigger("jira", at_jira, "project = SUP")
            world.trigger("ado", at_ado, "[System.WorkItemType] = 'Bug'", world.ado.project_id)
            world.hook_up()
            world.settle()
            paired = tuple(_pairs(world, pairs))
            world.backend.stop()
            world.ledger.close()
            made = Backend(world, where)
            made.environment |= more
            if preload is not None:
                made.environment["LD_PRELOAD"] = str(preload)
            for name in parts or tuple(made.commands):
                made.start(name)
            made.wait()
            yield Running(world, made, paired)
        finally:
            if made is not None:
                made.stop()
            world.jira.server.stop()
            world.jira.site.close()
            world.ado.simulator.stop()


def _pairs(world: World, count: int) -> Iterator[tuple[str, str]]:
    """Issues and the work items that they became."""
    made = [world.jira.create(f"Pair {number}") for number in range(count)]
    world.settle()
    for issue_id in made:
        twin = world.twin("jira", issue_id)
        assert twin is not None, "an issue was not paired"
        yield issue_id, twin.remote_id


def _memory_kb(pid: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


def _processor_s(pid: str) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
