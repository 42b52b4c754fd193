"""`INPUTS=100000 python -m tests.fuzz`: nothing but script errors may come of any input.

`SEED` repeats a run, `AT` judges one input of it. `--hostile` runs the hostile set with the shipped limits. `--bombs`
calls what the library offers with far too much, in the locked child, and hands it sources that are deep, wide or odd:
all of it, or `INPUTS` of it.
"""

import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.bombs import bombs, complaints
from tests.fuzz.inputs import one, sources
from tests.fuzz.judge import judge
from tests.fuzz.odd_sources import odd_sources

FOUND = Path("build") / "fuzz"


def fuzz(inputs: int, seed: str, at: int | None) -> int:
    """Judge so many inputs; the number of violations."""
    print(f"seed {seed}, {inputs} inputs", flush=True)
    material = sources()
    counts: Counter[str] = Counter()
    wrong = 0
    for number in range(inputs) if at is None else (at,):
        source = one(random.Random(f"{seed}:{number}"), material)
        try:
            verdict = judge(source)
            words = verdict.wrong
            counts[verdict.status] += 1
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
        if words:
            wrong += 1
            FOUND.mkdir(parents=True, exist_ok=True)
            kept = FOUND / f"{seed}-{number}.groovy"
            kept.write_text(source, encoding="utf-8", errors="surrogatepass")
            print(f"SEED={seed} AT={number}: {words[:300]} ({kept})", flush=True)
    print(f"{dict(counts)}, {wrong} violations")
    return wrong


def hostile_scripts(tests: Path) -> Iterator[tuple[str, str]]:
    """The set of every test run, and the larger one that only this program runs: names and sources."""
    for path in (tests / "fixtures" / "scripts" / "hostile.groovy", *sorted((tests / "fuzz" / "hostile").glob("*"))):
        parts = re.split(r"^//// (.+)$", path.read_text("utf-8"), flags=re.MULTILINE)
        yield from zip(parts[1::2], parts[2::2], strict=True)


def hostile() -> int:
    """Run the hostile sets as the product would; the number of scripts that misbehaved."""
    from addon.sandbox.launcher import Sandbox

    tests = Path(__file__).parents[1]
    sandbox = Sandbox(require_wall=True)
    wrong = 0
    for name, source in hostile_scripts(tests):
        job = {"kind": "run", "source": source.strip("\n"), "name": "Hostile"}
        fixture = re.search(r"// fixture: (\S+)", source)
        if fixture:
            folder = tests / "unit" / "scripting" / "corpus" / "fixtures"
            job["fixture"] = (folder / f"{fixture.group(1)}.json").read_text("utf-8")
        began = time.monotonic()
        answer = sandbox.execute(job)
        seconds = time.monotonic() - began
        error = answer.get("error") or {}
        bad = seconds > 10 or error.get("reason") in ("internal", "process")
        wrong += bad
        mark = "!" if bad else " "
        print(
            f"{mark} {seconds:5.2f} s {answer['status']:13} {error.get('reason') or '':8} line {error.get('line')}: {name}",
            flush=True,
        )
    sandbox.close()
    print(f"{wrong} misbehaved")
    return wrong


def throw_bombs(inputs: int, seed: str) -> int:
    """Throw all bombs, or so many of them; the number that did harm."""
    known = [*bombs(), *odd_sources()]
    random.Random(seed).shuffle(known)
    wrong = 0
    print(f"seed {seed}, {len(known[: inputs or None])} bombs", flush=True)
    for said in complaints(known[: inputs or None]):
        wrong += 1
        print(said, flush=True)
    print(f"{wrong} did harm")
    return wrong


if __name__ == "__main__":
    if "--hostile" in sys.argv:
        sys.exit(1 if hostile() else 0)
    chosen = os.environ.get("AT")
    seed_given = os.environ.get("SEED") or str(time.time_ns() % 1_000_000)
    if "--bombs" in sys.argv:
        sys.exit(1 if throw_bombs(int(os.environ.get("INPUTS") or 0), seed_given) else 0)
    found = fuzz(int(os.environ.get("INPUTS") or 2000), seed_given, int(chosen) if chosen else None)
    sys.exit(1 if found else 0)
