"""Processes are killed at random moments while issues cross: nothing is lost, nothing is made twice.

The simulators live in this process and survive; the backend (and on PostgreSQL its worker) are real processes that are
ended with SIGKILL. A change counts as lost when it has not crossed in the end, as doubled when it is there twice.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.world import World
from tests.process.backend import Backend, connected, end, started

pytestmark = pytest.mark.process
KILLS = int(os.environ.get("KILLS", "8"))
"""Each kill costs a start of the whole product; `KILLS=25` is what to run before a release."""
SEED = int(os.environ.get("SEED", str(random.randrange(10**6))))
DRAIN_S = 300


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backend]:
    world = connected(tmp_path / "data", request.param)
    made = started(world, tmp_path)
    yield made
    made.stop()
    end(world)


@pytest.mark.timeout(900)
def test_kills_at_random_moments_lose_nothing_and_double_nothing(backend: Backend) -> None:
    world, dice = backend.world, random.Random(SEED)
    print(f"SEED={SEED} KILLS={KILLS}")
    titles: list[tuple[str, str, str]] = []
    edited: dict[str, str] = {}
    for number in range(KILLS):
        for _ in range(dice.randint(1, 2)):
            title = f"change {number}.{dice.randrange(10**9)}"
            if dice.random() < 0.5:
                titles.append(("jira", world.jira.create(title), title))
            else:
                titles.append(("ado", world.ado.create(title, "Bug"), title))
        if titles and dice.random() < 0.6:
            side, entity, title = dice.choice(titles)
            newer = f"{title} edited {number}"
            if side == "jira":
                world.jira.set(entity, summary=newer)
            else:
                world.ado.set(entity, **{"System.Title": newer})
            edited[entity + side] = newer
        time.sleep(dice.uniform(0.0, 0.5))
        name = dice.choice(list(backend.commands))
        backend.kill(name)
        backend.start(name)
        backend.wait()
    expected = Counter(edited.get(entity + side, title) for side, entity, title in titles)
    deadline = time.monotonic() + DRAIN_S
    while time.monotonic() < deadline and not (_at_jira(world, expected) and _at_ado(world, expected)):
        time.sleep(0.5)
    log = "".join(path.read_text(errors="replace")[-4000:] for path in backend.folder.glob("*.log"))
    assert _jira_titles(world) == expected, log
    assert _ado_titles(world) == expected, log


def _at_jira(world: World, expected: Counter[str]) -> bool:
    return _jira_titles(world) == expected


def _at_ado(world: World, expected: Counter[str]) -> bool:
    return _ado_titles(world) == expected


def _jira_titles(world: World) -> Counter[str]:
    found = [str(issue.fields["summary"]) for issue in list(world.jira.site.issues.values())]
    return Counter(title for title in found if title.startswith("change "))


def _ado_titles(world: World) -> Counter[str]:
    items = list(world.ado.simulator.organization.items.values())
    found = [str(item.revisions[-1].fields.get("System.Title")) for item in items]
    return Counter(title for title in found if title.startswith("change "))
