"""One seed of `make chaos` on each store."""

import os
import random
from pathlib import Path

import pytest

from tests.chaos.run import run

pytestmark = [pytest.mark.process, pytest.mark.timeout(400)]
SEED = int(os.environ.get("SEED", str(random.randrange(10**6))))


@pytest.mark.parametrize("store", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_both_sides_are_equal_after_edits_faults_and_kills(store: str, tmp_path: Path) -> None:
    print(f"SEED={SEED}")
    report = run(SEED, 200, store, tmp_path, kills=3, drain_s=240)
    assert report.wrong == [], report.line()
