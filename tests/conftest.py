"""Rings, a clean environment, and the words at the end of a run."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from werkzeug.routing import Rule

from addon.settings import Settings
from tests.rings import RINGS, chromium, put_node_on_path, required

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The same examples in every run, and no clock: a red run is then a fact about the change, not about the machine.
# `HYPOTHESIS_PROFILE=explore` looks for new examples.
hypothesis.settings.register_profile(
    "repeatable", deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile(
    "explore", deadline=None, print_blob=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


def _write_each_address_builder_once() -> None:
    """Let equal routes share the code that werkzeug writes for each of them.

    Two in three of the seconds that a fresh app or simulator takes go there, and there is one for most tests.
    """
    write, written = Rule._compile_builder, {}

    def shared(rule: Rule, append_unknown: bool = True) -> Any:
        if rule.defaults:
            return write(rule, append_unknown)
        key = (rule.rule, tuple(rule._trace), append_unknown)
        if key not in written:
            written[key] = write(rule, append_unknown)
        return written[key]

    Rule._compile_builder = shared  # type: ignore[method-assign]


_write_each_address_builder_once()

LONGEST_FIRST = ("process", "browser", "pipeline", "contract", "web")
"""Rings by what one test takes; the others follow, so that no process is left with a long test when all else is done."""

_SKIPPED: pytest.StashKey[set[str]] = pytest.StashKey()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_SKIPPED] = set()
    put_node_on_path()
    unknown = required() - set(RINGS)
    if unknown:
        raise pytest.UsageError(f"REQUIRE names unknown rings: {', '.join(sorted(unknown))}")
    absent = [ring for name, ring in RINGS.items() if name in required() and not ring.available()]
    if absent:
        words = "; ".join(f"{ring.name}: {ring.remedy}" for ring in absent)
        raise pytest.UsageError(f"required, but not here: {words}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=_place)
    for item in items:
        for name, ring in RINGS.items():
            if item.get_closest_marker(name) and not ring.available():
                config.stash[_SKIPPED].add(name)
                item.add_marker(pytest.mark.skip(reason=f"{name} is not here: {ring.remedy}"))


def _place(item: pytest.Item) -> int:
    folder = item.path.relative_to(Path(__file__).parent).parts[0]
    return LONGEST_FIRST.index(folder) if folder in LONGEST_FIRST else len(LONGEST_FIRST)


def pytest_collection_finish() -> None:
    """What collecting made stays: it is not looked through again by each collection and each count of live memory.

    The script engine's zygote does the same with what its start made.
    """
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    names = {
        name
        for name in RINGS
        for report in terminalreporter.stats.get("skipped", [])
        if f"{name} is not here" in str(report.longrepr)
    }
    for name in sorted(names | config.stash[_SKIPPED]):
        terminalreporter.write_line(f"not checked: {name} ({RINGS[name].remedy})")
    if "FAILED_TESTS" in os.environ:
        Path(os.environ["FAILED_TESTS"]).write_text("".join(_failures(terminalreporter)), encoding="utf-8")


def _failures(terminalreporter: pytest.TerminalReporter) -> Iterator[str]:
    """A line for each test that failed, with the last line of its traceback: for whoever sees only the end of a log."""
    for outcome in ("failed", "error"):
        for report in terminalreporter.stats.get(outcome, []):
            said = report.longreprtext.strip().splitlines()
            errors = [line for line in said if line.startswith("E ")] or said[-1:]
            yield f"{report.nodeid} ({report.when}): {' / '.join(line[1:].strip() for line in errors[:3])[:300]}\n"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No setting of the machine leaks into a test."""
    for name in Settings.model_fields:
        if name.upper() in os.environ:
            monkeypatch.delenv(name.upper())
    yield


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One Chromium for the worker; a second Playwright in one thread would be refused."""
    from playwright.sync_api import sync_playwright

    from tests.browsing import SAME_PROCESS

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu", SAME_PROCESS]
        )
        yield launched
        launched.close()
