"""kill -9 at random moments: what was acknowledged is done, once, in order, by one owner at a time."""

from pathlib import Path

import pytest

from tests.postgres import server
from tests.process.storage.crash_run import Outcome, crash_run

pytestmark = [pytest.mark.process, pytest.mark.timeout(900)]


def check(outcome: Outcome) -> None:
    assert outcome.acknowledged > 50
    assert (outcome.lost, outcome.done_twice) == (0, 0)
    assert (outcome.inversions, outcome.two_owners, outcome.asleep) == (0, 0, 0)
    assert outcome.remote_duplicates == 0
    assert outcome.repeats <= outcome.repeats_allowed


def test_killing_the_one_process_of_sqlite_loses_and_repeats_nothing(tmp_path: Path) -> None:
    check(crash_run("", tmp_path, kills=5, processes=1, seed=7))


@pytest.mark.postgresql
def test_killing_processes_on_postgresql_loses_and_repeats_nothing(tmp_path: Path) -> None:
    url = server().new_database(migrated=True)
    outcome = crash_run(url, tmp_path, kills=4, processes=2, seed=7)
    server().drop(url)
    check(outcome)
