"""Runs a case in this process and says how the answer differs from the recorded one.

`python tests/unit/scripting/corpus/compare.py [group …]` lists every difference.
"""

import json
import sys
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[4])]

from decimal import Decimal

from addon.sandbox import jobs
from addon.sandbox.shapes import START


def ours(source: str, slug: str, fixture: str | None) -> dict[str, Any]:
    """What the evaluator answers, as JSON would carry it."""
    job: dict[str, Any] = {"kind": "run", "source": source, "name": f"Script_{slug}", "now": 1_732_233_600_000}
    if fixture is not None:
        job["fixture"] = fixture
    answer: dict[str, Any] = plain(jobs.perform(job, NoParent()))
    return answer


class NoDeadline:
    def start(self) -> None: ...

    def stop(self) -> None: ...

    def allow(self, seconds: float) -> None: ...


class NoParent:
    """A run in this process has no parent to ask and no clock to stop it."""

    deadline = NoDeadline()
    ends = START


def plain(value: Any) -> Any:
    """Decimals as the numbers that a JSON reader makes of them."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value


def differences(expected: dict[str, Any], got: dict[str, Any]) -> list[str]:
    """One line for each part that differs; empty when the answer is the recorded one."""
    found = []

    def same(name: str, one: Any, two: Any) -> None:
        if one != two:
            found.append(f"{name}: expected {shown(one)} got {shown(two)}")

    same("status", expected["status"], got["status"])
    if expected["status"] == "ok":
        for part in ("result", "typed"):
            same(part, expected.get(part), got.get(part))
    elif expected["status"] == got["status"]:
        theirs, mine = expected.get("error") or {}, got.get("error") or {}
        if expected["status"] == "error":
            same("class", theirs.get("class"), mine.get("class"))
            same("message", theirs.get("message"), mine.get("message"))
        if (theirs.get("line") or 0) > 0:
            same("line", theirs["line"], mine.get("line"))
    for part in ("stdout", "log", "calls", "bindings"):
        if expected["status"] != "compile-error":
            same(part, expected.get(part), got.get(part))
    if found and got.get("error"):
        found.append(f"our error: {shown(got['error'])}")
    return found


def shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:400]


def main(groups: list[str]) -> None:
    from cases import all_cases, fixture_path, read_answers, restored

    answers = read_answers()
    total = failed = 0
    for case in all_cases():
        if groups and case.group not in groups:
            continue
        total += 1
        fixture = fixture_path(case.fixture).read_text("utf-8") if case.fixture else None
        expected = dict(answers[case.slug])
        if "bindings" in expected:
            expected["bindings"] = restored(expected["bindings"], json.loads(fixture)["bindings"] if fixture else {})
        try:
            got = ours(case.source, case.slug, fixture)
        except Exception as error:
            got = {"status": f"crash {type(error).__name__}: {error}"}
        found = differences(expected, got)
        if found:
            failed += 1
            print(f"--- {case.group}: {case.name}\n{case.source.rstrip()}")
            print("\n".join("    " + line for line in found) + "\n")
    print(f"{total - failed} of {total} cases answer as Groovy does")


if __name__ == "__main__":
    main(sys.argv[1:])
