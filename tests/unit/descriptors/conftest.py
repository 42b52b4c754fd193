"""Where the npm packages are, for tests of the `node` ring."""

from pathlib import Path

import pytest

from tests.rings import ROOT


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """`build/npm/node_modules`."""
    return ROOT / "build" / "npm" / "node_modules"
