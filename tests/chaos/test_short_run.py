"""A short seed on each store in every test run; `make chaos` does ten long ones."""

import os
import subprocess
import sys

import pytest

from tests.rings import ROOT

EDITS = 200
SEEDS = {"sqlite": 202, "postgresql": 203}
"""Both in Script mode; one deployment, and two on PostgreSQL. The same ones always, so that a red run speaks of the
change."""


@pytest.mark.process
@pytest.mark.timeout(900)
@pytest.mark.parametrize("store", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_both_sides_are_equal_after_random_edits_faults_and_kills(store: str) -> None:
    asked = {"SEED": str(SEEDS[store]), "SEEDS": "1", "EDITS": str(EDITS), "STORE": store}
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("MODE", "DEPLOYMENTS", "KILLS", "PAIR", "PRIVATE")
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.chaos"], env=kept | asked, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"seed {SEEDS[store]}: {EDITS} edits" in done.stdout
    assert "equal" in done.stdout
