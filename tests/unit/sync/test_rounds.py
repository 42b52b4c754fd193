"""Schedules run beside each other: a slow one delays nobody else, and no tenant takes all threads."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from addon.assembly import build_services
from addon.nodes.services import Services
from addon.settings import Settings
from addon.storage import Keys, Ledger, Tx, new_key, nodes, schedules
from addon.storage.schedules import Schedule
from addon.sync import keeping
from addon.sync.rounds import Rounds

LONG_S = 30


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    ledger = Ledger.open("", data_dir=tmp_path, keys=Keys([new_key()]), settle_ms=0)
    for name in ("one", "two"):
        ledger.write(
            lambda tx, name=name: nodes.install(tx, kind="jira", instance_id=name, base_url=f"https://{name}.example")
        )
    yield build_services(Settings(dev_loopback=True), ledger)
    ledger.close()


class Watched:
    """Stands in for what schedules do: notes which began, and holds those of a tenant until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, held: int) -> None:
        self.held = held
        self.go = threading.Event()
        self.begun: list[tuple[int, str]] = []
        self.news = threading.Condition()
        monkeypatch.setattr(keeping, "run", self.run)

    def run(self, services: Services, schedule: Schedule) -> None:
        with self.news:
            self.begun.append((schedule.node_id, schedule.kind))
            self.news.notify_all()
        if schedule.node_id == self.held:
            assert self.go.wait(LONG_S)
        services.ledger.write(lambda tx: schedules.finish(tx, schedule))

    def wait_for(self, *wanted: tuple[int, str]) -> bool:
        with self.news:
            return self.news.wait_for(lambda: set(wanted) <= set(self.begun), LONG_S)


def plan(services: Services, node_id: int, *kinds: str) -> None:
    def work(tx: Tx) -> None:
        for kind in kinds:
            schedules.ensure(tx, node_id, kind, 3_600_000)

    services.ledger.write(work)


def test_a_slow_schedule_delays_no_other(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(monkeypatch, held=1)
    plan(services, 1, "poll")
    rounds = Rounds(services)
    assert rounds.begin_due() == 1
    assert watched.wait_for((1, "poll"))
    plan(services, 2, "poll", "hooks")
    plan(services, 0, "expiry")
    assert rounds.begin_due() == 3
    assert watched.wait_for((2, "poll"), (2, "hooks"), (0, "expiry"))
    watched.go.set()
    rounds.stop(LONG_S)


def test_a_tenant_holds_no_more_than_its_share(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(monkeypatch, held=1)
    plan(services, 1, "a", "b", "c", "d")
    rounds = Rounds(services, threads=4, each=2)
    assert rounds.begin_due() == 2
    assert rounds.begin_due() == 0
    plan(services, 2, "a")
    assert rounds.begin_due() == 1
    assert watched.wait_for((2, "a"))
    watched.go.set()
    while len(watched.begun) < 5:
        rounds.begin_due()
        rounds.wait(1)
    assert sorted(watched.begun) == [(1, "a"), (1, "b"), (1, "c"), (1, "d"), (2, "a")]
    rounds.stop(LONG_S)


def test_a_schedule_runs_once_however_often_is_asked(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(monkeypatch, held=1)
    plan(services, 1, "poll")
    rounds = Rounds(services)
    assert [rounds.begin_due(), rounds.begin_due(), rounds.begin_due()] == [1, 0, 0]
    watched.go.set()
    rounds.stop(LONG_S)
    assert watched.begun == [(1, "poll")]


def test_what_fails_leaves_its_thread_free(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(services: Services, schedule: Schedule) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(keeping, "run", fail)
    plan(services, 1, "a", "b", "c")
    rounds = Rounds(services, threads=1)
    begun = 0
    while begun < 3:
        begun += rounds.begin_due()
        rounds.wait(0.05)
    rounds.stop(LONG_S)
