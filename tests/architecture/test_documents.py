"""What the documents name is there: links and their headings, files, commands, targets of make, packages, settings."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from addon.cli import COMMANDS, OnDemand

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "tests/README.md", *(ROOT / "docs").rglob("*.md")])
MADE_LATER = ("build/", "data/")
WHERE = ("", "addon", "addon/platforms", "addon/storage", "tests", "docs")
PATH = re.compile(r"[a-z_]+(?:/[a-z_0-9]+)+(?:\.(?:py|md|ts))?/?")


def spans(page: Path) -> Iterator[str]:
    """What a page sets as code: within lines, and line by line in blocks that are fenced or stand in."""
    text = page.read_text("utf-8")
    for block in re.findall(r"^```(?:sh)?\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        yield from block.splitlines()
    yield from re.findall(r"`([^`]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def shown(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_links_lead_to_files_and_headings_that_exist(page: Path) -> None:
    prose = re.sub(r"`[^`]*`", "", page.read_text("utf-8"))
    for link in re.findall(r"\]\(([^)\s]+)\)", prose):
        if "://" in link:
            continue
        file, _, heading = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), link
        assert not heading or heading in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_paths_in_code_are_files_or_folders(page: Path) -> None:
    if page.name == "scripting.md":  # words of rules
        return
    for named in spans(page):
        if not PATH.fullmatch(named) or named.startswith(MADE_LATER):
            continue
        plain = named.rstrip("/")
        assert any((ROOT / one / name).exists() for one in WHERE for name in (plain, f"{plain}.py")), named


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_make_targets_and_commands_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for code in spans(page):
        for target in re.findall(r"\bmake ([a-z][a-z-]*)", code) if "make" in code.split()[:3] else ():
            assert target in targets, code
        for words in re.findall(r"python -m addon((?: [a-z]+\b)+)", code.replace("\n", " ")):
            name, *below = words.split()
            assert name in COMMANDS, code
            command = OnDemand().get_command(click.Context(OnDemand()), name)
            if below and isinstance(command, click.Group):
                assert below[0] in command.commands, code


def test_the_architecture_names_every_package() -> None:
    page = (ROOT / "docs/architecture.md").read_text("utf-8")
    for package in (one.parent.name for one in (ROOT / "addon").glob("*/__init__.py")):
        assert f"`{package}`" in page, package


def test_the_page_about_platforms_names_modules_that_both_have() -> None:
    table = (ROOT / "docs/adding-a-platform.md").read_text("utf-8").split("## The folder")[1].split("\n\n")[2]
    modules = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert len(modules) > 10
    for platform in ("jira", "azuredevops"):
        for module in modules:
            place = ROOT / "addon/platforms" / platform / module
            assert place.is_dir() or place.with_suffix(".py").is_file(), f"{platform}/{module}"
