"""How often the database commits for one change, from the hook to the acknowledged result, its echo included.

Counted and not timed: a commit is the dearest thing that a change costs here. One deployment serves both sides.
"""

from collections.abc import Callable

import pytest

from addon.storage.sqlite_store import SqliteStore
from tests.pipeline.test_kinds_rich_text import paired
from tests.pipeline.world import World

Edit = Callable[[World, str, str], object]


@pytest.mark.parametrize(
    ("edit", "most"),
    [
        (lambda world, issue, item: world.jira.set(issue, summary="Renamed"), 19),
        (lambda world, issue, item: world.ado.set(item, **{"System.Title": "Renamed"}), 19),
        (lambda world, issue, item: world.jira.comment(issue, "One comment"), 21),
        (lambda world, issue, item: world.ado.comment(item, "One comment"), 21),
    ],
    ids=["a Jira field", "an Azure DevOps field", "a Jira comment", "an Azure DevOps comment"],
)
def test_a_change_costs_no_more_commits_than_its_steps(connected: World, edit: Edit, most: int) -> None:
    issue, item = paired(connected)
    connected.settle()
    store = connected.ledger.store
    assert isinstance(store, SqliteStore)
    connected.settle()
    before = store.commits
    connected.settle()
    resting = store.commits - before  # what the world's own look for work commits
    before = store.commits
    edit(connected, issue, item)
    connected.settle()
    assert 0 < store.commits - before - resting <= most


def test_changes_made_together_share_their_commits(connected: World) -> None:
    issue, _ = paired(connected)
    connected.settle()
    store = connected.ledger.store
    assert isinstance(store, SqliteStore)
    before = store.commits
    for number in range(10):
        connected.jira.set(issue, summary=f"Renamed {number}")
    connected.settle()
    assert connected.jira.get(issue)["summary"] == "Renamed 9"
    assert (
        store.commits - before <= 10 + 21
    )  # one for each hook, which is acknowledged at once, and those of one change
