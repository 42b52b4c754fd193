"""Where the npm packages are, for tests that need Node."""

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
NPM = ROOT / "build" / "npm" / "node_modules"


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """`build/npm/node_modules`; without Node or the packages the test is reported as not checked."""
    if shutil.which("node") is None or not (NPM / "@forge" / "manifest").is_dir():
        message = "not checked: node (make assets)"
        if "node" in os.environ.get("REQUIRE", "").split(","):
            pytest.fail(message)
        pytest.skip(message)
    return NPM
