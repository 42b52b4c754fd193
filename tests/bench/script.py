"""The script engine's ratios: compile, warm run beside a JVM, the locked run's overhead, an idle zygote's memory.

`python -m tests.bench.script` prints them; `measure()` gives them to `make bench`.
"""

import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from addon.sandbox import jobs
from addon.sandbox.launcher import Sandbox
from addon.sandbox.shapes import START
from addon.scripting.host import wire
from addon.scripting.host.fixtures import fixture_variables
from addon.scripting.host.other_helpers import store
from addon.scripting.limits import Meter
from addon.scripting.program import compile_script
from tests.bench.table import Figure, at_most

TESTS = Path(__file__).parents[1]
CORPUS = TESTS / "unit" / "scripting" / "corpus"
RULES = TESTS / "fixtures" / "scripts" / "bench"
FIXTURE = (CORPUS / "fixtures" / "jira_in_first.json").read_text("utf-8")
FIRST_SYNC = (RULES / "first_sync.groovy").read_text("utf-8")
FORTY_LINES = (RULES / "forty_lines.groovy").read_text("utf-8")
ROUNDS = 200


def median_ms(action: Callable[[], Any], rounds: int = ROUNDS, pause: float = 0.0) -> float:
    """Median milliseconds of an action, warm; with a pause in seconds between two."""
    times = []
    for number in range(rounds + 20):
        began = time.perf_counter_ns()
        action()
        if number >= 20:
            times.append(time.perf_counter_ns() - began)
        if pause:
            time.sleep(pause)
    return statistics.median(times) / 1e6


def warm_run_ms(source: str) -> float:
    """Median milliseconds of a compiled rule on fresh variables, their making not counted."""
    program = compile_script(source, "Script_bench")
    fixture = wire.parse(FIXTURE)
    times = []
    for number in range(ROUNDS + 20):
        variables, services = fixture_variables(fixture)
        began = time.perf_counter_ns()
        outcome = program.run(variables, Meter(), {"store": store}, services)
        taken = time.perf_counter_ns() - began
        assert outcome.status == "ok", outcome.failure
        if number >= 20:
            times.append(taken)
    return statistics.median(times) / 1e6


def jvm() -> dict[str, dict[str, float]] | None:
    """Compile and run milliseconds under real Groovy; None without Java or its jars."""
    if shutil.which("java") is None or shutil.which("npm") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        (base / "scripts").mkdir()
        (base / "fixtures").symlink_to(CORPUS / "fixtures")
        for name, source in (("first_sync", FIRST_SYNC), ("forty_lines", FORTY_LINES)):
            (base / "scripts" / f"{name}.groovy").write_text(source, "utf-8")
        environment = {**os.environ, "ORACLE_OPTIONS": "-Dbench=1500", "JVM_TIER": " "}
        command = [str(CORPUS / "oracle" / "run.sh"), str(base), str(base / "out")]
        ended = subprocess.run(command, env=environment, capture_output=True, check=False)
        if ended.returncode:
            return None
        found = {}
        for name in ("first_sync", "forty_lines"):
            answer = json.loads((base / "out" / f"{name}.json").read_text("utf-8"))
            found[name] = {"compile": answer["compileMs"], "run": answer["runMs"]}
        return found


class _Deadline:
    def start(self) -> None: ...

    def stop(self) -> None: ...

    def allow(self, seconds: float) -> None: ...


class _NoParent:
    deadline = _Deadline()
    ends = START


def measure() -> Iterator[Figure]:
    """Every row."""
    compiled = median_ms(lambda: compile_script(FORTY_LINES, "Script_bench"))
    yield at_most("S1", "parse and compile a 40-line rule, ms", compiled, 5)
    first, forty = warm_run_ms(FIRST_SYNC), warm_run_ms(FORTY_LINES)
    java = jvm()
    if java is None:
        yield Figure("S2", "first-sync rule, warm, ms (no Java to compare with)", first)
        yield Figure("S2", "40-line rule, warm, ms (no Java to compare with)", forty)
    else:
        yield Figure("S1", "the JVM parses and compiles it, warm, ms", java["forty_lines"]["compile"])
        yield at_most("S2", "first-sync rule, warm: ms here / ms in the JVM", first / java["first_sync"]["run"], 1)
        yield Figure("S2", "first-sync rule, warm, ms here", first)
        yield Figure("S2", "40-line rule, warm: ms here / ms in the JVM", forty / java["forty_lines"]["run"])
    job = {"kind": "run", "source": FIRST_SYNC, "name": "Script_bench", "fixture": FIXTURE}
    inside = median_ms(lambda: jobs.perform(dict(job), _NoParent()), 100)
    sandbox = Sandbox(require_wall=False)
    try:
        apart = median_ms(lambda: sandbox.execute(job), 60, pause=0.05)
        yield at_most("S3", "a locked run beyond the same in this process, runs 50 ms apart, ms", apart - inside, 15)
        crowded = median_ms(lambda: sandbox.execute(job), 60)
        yield Figure("S3", "the same without a pause, the next child being made meanwhile, ms", crowded - inside)
        zygote = sandbox._zygote
        if zygote is not None:
            status = Path(f"/proc/{zygote.process.pid}/status").read_text("ascii")
            resident = int(status.split("VmRSS:")[1].split()[0]) / 1024
            yield at_most("S4", "resident memory of an idle zygote, MB", resident, 40)
    finally:
        sandbox.close()


if __name__ == "__main__":
    for figure in measure():
        print(figure.line())
