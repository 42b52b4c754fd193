"""Every example of docs/scripting.md does what it says."""

import re
from pathlib import Path
from typing import Any

import pytest

from addon.sandbox.runlimits import RunLimits
from addon.scripting.errors import CompileError
from addon.scripting.host import wire
from addon.scripting.host.fixtures import fixture_variables
from addon.scripting.host.other_helpers import store
from addon.scripting.library.clock import set_clock
from addon.scripting.limits import MIB, Limits, Meter, metered
from addon.scripting.program import Outcome, compile_script
from addon.scripting.semantics.texts import text
from addon.scripting.values.characters import inward, outward

HERE = Path(__file__).parent
PAGE = (HERE.parents[3] / "docs" / "scripting.md").read_text("utf-8")
EXAMPLES = re.findall(r"```groovy\n(.*?)```", PAGE, re.DOTALL)
FIXTURES = {"// ado\n": "ado_in_first", "// out\n": "jira_out"}
EXPECTED = re.compile(r"^// (gives|fails): (.*?)\Z", re.DOTALL | re.MULTILINE)


def run(source: str) -> Outcome:
    fixture = next((name for mark, name in FIXTURES.items() if source.startswith(mark)), "jira_in_first")
    document = (HERE / "fixtures" / f"{fixture}.json").read_text("utf-8")
    variables, services = fixture_variables(wire.parse(document))
    set_clock(lambda: 0)
    return compile_script(inward(source), "Example").run(variables, Meter(), {"store": store}, services)


@pytest.mark.parametrize("source", EXAMPLES, ids=lambda source: source.strip().splitlines()[0][:50])
def test_an_example_does_what_it_says(source: str) -> None:
    if "// refused" in source:
        assert refused(source)
        return
    found = EXPECTED.search(source)
    assert found, "an example has to say what it gives or how it fails"
    expected = "\n".join(line.removeprefix("// ") for line in found.group(2).strip().splitlines())
    outcome = run(source)
    if found.group(1) == "fails":
        assert outcome.failure is not None and outcome.failure.message == expected
        return
    assert outcome.status == "ok", outcome.failure
    with metered(Meter()):
        assert outward(text(outcome.value)) == expected


def refused(source: str) -> bool:
    try:
        return run(source).status == "error"
    except CompileError:
        return True


def limit(row: str) -> str:
    found = re.search(rf"^\| {re.escape(row)} \| (.*?) \|$", PAGE, re.MULTILINE)
    assert found, row
    return found.group(1)


def test_the_page_tells_the_limits_that_hold() -> None:
    limits, outside = Limits(), RunLimits()
    told: dict[str, Any] = {
        "time, waiting for helpers not counted": f"{outside.seconds:g} s",
        "time with waiting": f"{outside.with_helpers:g} s",
        "evaluation steps": f"{limits.steps:,}",
        "values in memory": f"{limits.memory // MIB} MiB",
        "one string": f"{limits.string // MIB} MiB",
        "calls within calls": f"{limits.depth}",
        "regular expressions, together": f"{limits.regex_seconds:g} s",
        "helper calls": f"{limits.helper_calls:,}",
        "HTTP calls": f"{limits.http_calls}",
        "log and print lines": f"{limits.log_lines:,} lines, {limits.log // MIB} MiB",
    }
    assert {row: limit(row) for row in told} == told


def test_the_counts_inside_and_outside_a_run_agree() -> None:
    limits, outside = Limits(), RunLimits()
    assert (limits.helper_calls, limits.http_calls) == (outside.helper_calls, outside.http_calls)
