"""One product is away for half an hour: it is asked less and less often, others are served, and all comes in order."""

from collections.abc import Iterator

import pytest

from addon.connections import accepting, invitations
from addon.connections.invitations import Draft
from addon.simulators.faults import Fault
from addon.storage import errors
from addon.sync.outage import FEW, LONGEST_MS
from tests.pipeline.cellar import Cellar
from tests.pipeline.world import World

OUTAGE_MS = 30 * 60_000
ATTEMPTS = FEW * 3 + 8 + OUTAGE_MS // LONGEST_MS
"""Of all lines together: each of a few until it is known that nobody is answered, then one for all of them."""
CALLS = 3
"""Of one attempt at most: itself, and whether anything else is answered."""


@pytest.fixture
def beside(cellar: Cellar) -> Iterator[tuple[Cellar, World]]:
    """A Jira that is connected with two organizations; the second is the one that will be away."""
    world = cellar.public
    address = world.ado.simulator.organization.url
    draft = Draft("basic", "Here", "Next", "Beside it", "", world.jira.project_id, destination_text=address)
    made = invitations.initiate(world.services, world.jira.caller, draft)
    accepting.accept(world.services, world.ado.caller, made.code, project_id=world.ado.project_id, name="Beside")
    world.settle()
    world.trigger("jira", made.connection_id, "project = SUP")
    yield cellar, world
    world.ado.simulator.bench.faults.clear()


def pass_time(world: World) -> int:
    """Let the next thing that waits for its time be due; how long (ms) that would have taken."""
    now = world.services.now()
    dues = [
        row[0]
        for row in world.ledger.read(
            lambda tx: tx.sql(
                "SELECT max(s.due_at, t.paused_until) FROM stream AS s JOIN turn AS t ON t.node_id = s.node_id "
                "WHERE s.due_at IS NOT NULL AND max(s.due_at, t.paused_until) > ?",
                now,
            )
        )
    ]
    wait = max(0, min(dues, default=now) - now)
    world.ledger.write(
        lambda tx: (
            tx.change("UPDATE stream SET due_at = due_at - ? WHERE due_at > ?", wait, now)
            + tx.change("UPDATE turn SET paused_until = paused_until - ? WHERE paused_until > ?", wait, now)
            + tx.change(
                "UPDATE budget SET paused_until = paused_until - ?, window_start = window_start - ?", wait, wait
            )
            + tx.change("UPDATE effect SET started_at = started_at - ? WHERE state = 'started'", wait)
        )
    )
    return wait


def test_it_is_asked_rarely_others_go_on_and_afterwards_all_comes_in_order(beside: tuple[Cellar, World]) -> None:
    cellar, world = beside
    issues = [world.jira.create(f"Issue {number}") for number in range(2)]
    cellar.settle()
    node_id = world.ado.caller.node_id
    pairs = world.ledger.read(lambda tx: tx.sql("SELECT remote_id, local_id FROM twin WHERE node_id = ?", node_id))
    items = dict(pairs)
    bench = world.ado.simulator.bench
    bench.faults.add(Fault("status", path="*/_apis/*", status=503))
    world.forget_calls()
    for issue in issues:
        world.jira.set(issue, summary="First")
    world.jira.create("Made meanwhile")
    passed, rounds = 0, 0
    while passed < OUTAGE_MS:
        world.settle()
        rounds += 1
        if rounds in (5, 20):
            for issue in issues:
                world.jira.set(issue, summary=f"After {rounds}")
            cellar.settle()
            there = {one.fields["System.Title"] for one in cellar.private.ado.simulator.organization.items.values()}
            assert f"After {rounds}" in there and "Made meanwhile" in there, "the other connection does not wait"
        passed += pass_time(world)
    assert 0 < world.vendor_calls()["ado"] <= ATTEMPTS * CALLS
    assert world.ledger.read(lambda tx: errors.open_count(tx, node_id)) == 0, "an outage is no error to resolve"

    bench.faults.clear()
    for _ in range(2 * (len(issues) + 1)):
        pass_time(world)
        world.settle()
    titles = {one.fields["System.Title"] for one in world.ado.simulator.organization.items.values()}
    assert "Made meanwhile" in titles
    for issue in issues:
        stands = world.ado.simulator.organization.items[int(items[issue])]
        seen = [one.fields["System.Title"] for one in stands.revisions]
        order = [title for title in ("First", "After 5", "After 20") if title in seen]
        assert seen[-1] == "After 20"
        assert sorted(order, key=seen.index) == order, "never an older one after a newer one"
    assert world.ledger.read(lambda tx: errors.open_count(tx, node_id)) == 0
