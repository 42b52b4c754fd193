"""A demo begins anew unless the last one is to go on and ended so that it can."""

from pathlib import Path

import pytest

from addon.commands.demo import goes_on_or_clear, known_to_both

STATES = ("jira.state", "azuredevops.state")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a demo leaves that ended in order."""
    left = tmp_path / "demo"
    (left / "data").mkdir(parents=True)
    for name in STATES:
        (left / name).write_text("a site", "utf-8")
    return left


def test_what_the_last_demo_left_is_removed(folder: Path) -> None:
    said: list[str] = []
    assert not goes_on_or_clear(folder, said.append, keep=False)
    assert not folder.exists()
    assert said == []


def test_a_demo_that_is_kept_goes_on_with_all_its_parts(folder: Path) -> None:
    said: list[str] = []
    assert goes_on_or_clear(folder, said.append, keep=True)
    assert sorted(one.name for one in folder.iterdir()) == ["azuredevops.state", "data", "jira.state"]
    assert said == ["The last demo goes on."]


@pytest.mark.parametrize("missing", STATES)
def test_a_demo_that_was_killed_begins_anew_and_says_why(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    said: list[str] = []
    assert not goes_on_or_clear(folder, said.append, keep=True)
    assert not folder.exists()
    assert "did not end with Ctrl-C" in said[0]


def test_where_no_demo_was_nothing_is_said(tmp_path: Path) -> None:
    said: list[str] = []
    assert not goes_on_or_clear(tmp_path / "demo", said.append, keep=True)
    assert said == []


def test_certificate_and_application_stay_those_that_the_simulators_know(tmp_path: Path) -> None:
    first = known_to_both(tmp_path / "application.json")
    assert known_to_both(tmp_path / "application.json") == first
    assert known_to_both(tmp_path / "another.json") != first
