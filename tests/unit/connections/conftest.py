"""Worlds with a connection: fresh ones, and one that the tests of a module share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.world import World


@pytest.fixture
def connected(tmp_path: Path) -> Iterator[World]:
    """Both apps installed and connected, without triggers."""
    made = World(tmp_path)
    try:
        made.install()
        made.connection_ids = made.connect()  # type: ignore[attr-defined]
        yield made
    finally:
        made.close()
