"""The backend behind its real guards and verifiers, over both simulators."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.world import World
from tests.rings import has_bundle
from tests.web.callers import AzureDevOpsPage, JiraServer

needs_bundle = pytest.mark.skipif(not has_bundle(), reason="the browser bundle is not built: make assets")


def _world(folder: Path) -> Iterator[World]:
    made = World(folder)
    try:
        made.install()
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Both apps installed; shared by a module whose tests only ask."""
    yield from _world(tmp_path_factory.mktemp("world"))


@pytest.fixture
def own_world(tmp_path: Path) -> Iterator[World]:
    """Both apps installed, for a test that changes the tenants."""
    yield from _world(tmp_path)


@pytest.fixture
def jira(world: World) -> JiraServer:
    return JiraServer(world)


@pytest.fixture
def page(world: World) -> AzureDevOpsPage:
    return AzureDevOpsPage(world)
