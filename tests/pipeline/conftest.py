"""Worlds: installed, connected, and two deployments beside each other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from addon.sandbox.launcher import Sandbox
from addon.sandbox.runlimits import RunLimits
from tests.pipeline.scripted import Scripted
from tests.pipeline.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Both apps installed, no connection."""
    made = World(tmp_path)
    try:
        made.install()
        yield made
    finally:
        made.close()


@pytest.fixture
def connected(world: World) -> World:
    """A Basic connection; Jira sends all of SUP, Azure DevOps its bugs."""
    at_jira, at_ado = world.connect()
    world.trigger("jira", at_jira, "project = SUP")
    world.trigger("ado", at_ado, "[System.WorkItemType] = 'Bug'", world.ado.project_id)
    world.hook_up()
    world.settle()
    return world


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One launcher of scripts for a module's tests."""
    made = Sandbox(require_wall=False, limits=RunLimits(seconds=20.0))
    yield made
    made.close()


@pytest.fixture
def scripted(tmp_path: Path, sandbox: Sandbox) -> Iterator[Scripted]:
    """A Script connection whose rules the test writes."""
    world = World(tmp_path, scripts=sandbox)
    try:
        world.install()
        yield Scripted(world)
    finally:
        world.close()
