"""No hostile script gets out, and none harms the one that runs after it.

For scripts that only the clock ends it is set short, so that the set is quick; the others have the time to reach the
limit that stops them, on a slow machine too. `python -m tests.fuzz --hostile` runs all with the real limits.
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
    "significant digits by the million",
}
"""Scripts that may come to an end of their own: there, an answer is no escape."""
ENDLESS = {
    "endless while",
    "endless for",
    "endless do while with work",
    "a catch-all loop",
    "a finally loop",
    "endless times",
    "endless upto",
    "endless range",
    "range sum",
    "text in a map of texts",
    "list doubling",
    "list addAll of itself",
    "list collate",
    "list of lists by inject",
    "list sort with a lying comparator",
    "arrays of arrays",
    "map growing",
    "set growing",
    "many objects of a class",
    "many closures",
    "billion laughs in GStrings",
    "number factorial",
    "decimal parsed from long text",
    "integer parsed from long text",
    "hash collisions in a map",
    "regex backtracking in find",
    "regex pattern of megabytes",
    "helper that is handed a closure to loop in",
    "huge number of variables",
    "huge text of shared lists",
    "hash of shared lists",
    "equality of shared lists",
    "JSON of shared lists",
    "exceptions thrown a million times",
    "exception with a cause chain",
    "an iterator that never ends",
    "an iterable that never ends in a for",
    "streams without end",
    "memoize keeps everything",
    "trampoline without end",
    "composition without end",
    "curry without end",
    "spread of a large list into a call",
    "a date loop",
    "a calendar rolled for ever",
    "readLines of large text",
    "eachWithIndex over large text",
    "unique of a large list of lists",
    "groupBy with colliding keys",
    "decimals of a hundred thousand digits",
    "a flatMap that asks for itself",
}
"""Scripts that nothing but the clock ends for seconds. A name that is missing here costs time, nothing else."""
INNOCENT = {
    "kind": "run",
    "source": "[1, 2, 3].collect { it * 2 }.sum() + 'x'.size()",
    "name": "Innocent",
    "seconds": 20.0,
}


@pytest.fixture(scope="module")
def sandbox() -> Any:
    made = Sandbox(require_wall=True, limits=RunLimits(seconds=5.0, grace=20.0))
    yield made
    made.close()


def job(name: str) -> dict[str, Any]:
    source = HOSTILE[name]
    made: dict[str, Any] = {"kind": "run", "source": source, "name": "Hostile"}
    if name in ENDLESS:
        made["seconds"] = 0.25
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
    assert set(HOSTILE) > ENDLESS
