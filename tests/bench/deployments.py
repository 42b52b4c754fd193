"""The product's real processes (gunicorn, worker) over both simulators, as the benchmark starts them."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
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

    def load(self, path: str = "", *, seconds: float, rate: float = 0.0, at_most: int = 2_500) -> Load:
        """Signed webhooks of 500 issues, or GETs of `path`, from a process of its own."""
        site = self.world.jira.site
        address = self.world.settings.base_url.split("://")[1]
        job = {
            "port": int(address.rsplit(":", 1)[1]),
            "host": address,
            "path": path,
            "seconds": seconds,
            "rate": rate,
            "at_most": at_most,
            "entities": 500,
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

    def processor_s(self, name: str) -> float:
        """Processor time that a process and its children have used so far: it does not suffer from neighbours."""
        return sum(_processor_s(pid) for pid in self._family(name))

    def _family(self, name: str) -> list[str]:
        parent = self.deployment.processes[name].pid
        return [str(parent), *Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii").split()]


@contextlib.contextmanager
def deployed(
    url: str = "", *, preload: Path | None = None, parts: tuple[str, ...] = (), **more: str
) -> Iterator[Running]:
    """Install and connect, then start the processes (all, or `parts`) with `more` in their environment."""
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
            world.backend.stop()
            world.ledger.close()
            made = Backend(world, where)
            made.environment |= {"LOG_LEVEL": "warning", **more}
            if preload is not None:
                made.environment["LD_PRELOAD"] = str(preload)
            for name in parts or tuple(made.commands):
                made.start(name)
            made.wait()
            yield Running(world, made)
        finally:
            if made is not None:
                made.stop()
            world.jira.server.stop()
            world.jira.site.close()
            world.ado.simulator.stop()


def _memory_kb(pid: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


def _processor_s(pid: str) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
