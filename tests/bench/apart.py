"""A part of the benchmark in a process of its own: `python -m tests.bench.apart NAME [quick]`.

Engines run in the process that measures them. A part is to find there nothing of those before it: no large heap that
is searched again and again, no threads that wait, and on the disk nothing that is still to be written.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from addon import logs
from tests.bench.sections import SECTIONS, Section
from tests.bench.table import Figure, unmeasured

ROOT = Path(__file__).parents[2]
MARK = "figure: "
END_S = 60.0


def start(section: Section, quick: bool) -> subprocess.Popen[str]:
    """Begin with a part; `end` it."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.bench.apart", section.name, *(["quick"] if quick else [])],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        preexec_fn=_end_with_parent,
    )


def figures(section: Section, process: subprocess.Popen[str]) -> Iterator[Figure]:
    """The lines of a part as they come; one that says so where its process ended early."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(MARK):
            yield Figure(**json.loads(line.removeprefix(MARK)))
        else:
            print(line, end="", file=sys.stderr)
    if status := process.wait(END_S):
        yield unmeasured("", section.title, f"its process ended with {status}")


def end(process: subprocess.Popen[str]) -> None:
    """Leave nothing of a part behind, however it came to its end."""
    if process.poll() is None:
        process.terminate()
        process.wait(END_S)
    if process.stdout is not None:
        process.stdout.close()


def main(name: str, quick: bool) -> None:
    """One part, its figures as marked lines of JSON."""
    logs.configure("error", "json")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers and processes are ended with us
    os.sync()
    for figure in next(one for one in SECTIONS if one.name == name).figures(quick):
        print(f"{MARK}{json.dumps(asdict(figure))}", flush=True)


def _end_with_parent() -> None:
    """A benchmark that is killed leaves no part behind (Linux: PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


if __name__ == "__main__":
    main(sys.argv[1], "quick" in sys.argv[2:])
