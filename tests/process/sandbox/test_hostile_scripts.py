"""No hostile script gets out, and none harms the one that runs after it.

The clock is set short, so that the set is quick; `python -m tests.fuzz --hostile` runs it with the real limits.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from addon.sandbox.launcher import Sandbox
from addon.sandbox.runlimits import RunLimits

pytestmark = pytest.mark.process

TESTS = Path(__file__).parents[2]
SOURCE = (TESTS / "fixtures" / "scripts" / "hostile.groovy").read_text("utf-8")
PARTS = re.split(r"^//// (.+)$", SOURCE, flags=re.MULTILINE)
HOSTILE = dict(zip(PARTS[1::2], (part.strip("\n") for part in PARTS[2::2]), strict=True))
HARMLESS = {
    "a list that holds itself is printed",
    "a map that holds itself is compared",
    "an exception with code in its message",
    "hash collisions in a map",
    "regex backtracking nested",
    "regex backtracking alternation",
    "regex backtracking in replaceAll",
    "regex backtracking in split",
    "regex with huge repetition",
    "regex with thousands of groups",
    "regex recursion",
    "regex look-behind of any length",
    "huge result by shared lists",
    "a date far away",
    "a switch with a regex on large text",
    "list sort with a lying comparator",
    "Base64 of large text",
    "unique of a large list of lists",
    "tokenize of large text",
    "many text to characters",
    "toCharArray of large text",
    "digests of large text in a loop",
    "JSON pretty printing of nesting",
    "decimal exponents compared",
    "decimal exponents added",
    "sum of lists",
    "http flood",
    "an iterator that never ends",
    "dates until the end of time",
}
"""Scripts that may come to an end of their own: there, an answer is no escape."""
INNOCENT = {"kind": "run", "source": "[1, 2, 3].collect { it * 2 }.sum() + 'x'.size()", "name": "Innocent"}


@pytest.fixture(scope="module")
def sandbox() -> Any:
    made = Sandbox(require_wall=True, limits=RunLimits(seconds=1.0, grace=20.0))
    yield made
    made.close()


def job(name: str) -> dict[str, Any]:
    source = HOSTILE[name]
    made: dict[str, Any] = {"kind": "run", "source": source, "name": "Hostile"}
    fixture = re.search(r"// fixture: (\S+)", source)
    if fixture:
        folder = TESTS / "unit" / "scripting" / "corpus" / "fixtures"
        made["fixture"] = (folder / f"{fixture.group(1)}.json").read_text("utf-8")
    return made


def test_every_hostile_script_ends_with_an_error_that_names_the_line(sandbox: Sandbox) -> None:
    def complaint(name: str) -> str | None:
        answer = sandbox.execute(job(name))
        error = answer.get("error") or {}
        if answer["status"] == "ok":
            return None if name in HARMLESS else f"{name}: came through with {str(answer.get('result'))[:80]}"
        if error.get("reason") == "internal":
            return f"{name}: {error}"
        large = error.get("reason") in ("message", "memory", "output", "steps")
        return None if error.get("line") or large else f"{name}: no line in {error}"

    with ThreadPoolExecutor(2) as pool:
        complaints = [found for found in pool.map(complaint, HOSTILE) if found]
    assert not complaints, "\n".join(complaints)
    assert sandbox.execute(INNOCENT)["result"] == 13


def test_nothing_was_left_behind(sandbox: Sandbox) -> None:
    sandbox.execute({"kind": "run", "source": "new File('/tmp/liaise-hostile').write('x')", "name": "Hostile"})
    assert not Path("/tmp/liaise-hostile").exists()


def test_an_innocent_script_answers_after_a_hostile_one_as_before(sandbox: Sandbox) -> None:
    before = sandbox.execute(INNOCENT)
    for name in ("class loader of a class", "endless while", "text doubling", "recursion deep in data"):
        sandbox.execute(job(name))
        assert sandbox.execute(INNOCENT) == before


def test_the_hostile_set_is_large() -> None:
    assert len(HOSTILE) >= 60
