"""A transaction that a deadlock ends is run again: what it says and does is said and done once.

Every transaction of these worlds is run, undone and run again, as PostgreSQL would ask for.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from addon.storage import queue
from addon.storage.transaction import Tx
from addon.sync import afterwards, work
from tests.pipeline.scripted import Scripted
from tests.pipeline.world import World


def each_twice(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    real = world.ledger.store.write

    def write(job: Callable[[Tx], Any]) -> Any:
        def twice(tx: Tx) -> Any:
            tx.db.execute_sql("SAVEPOINT first_run")
            job(tx)
            tx.db.execute_sql("ROLLBACK TO first_run")
            tx._after.clear()
            return job(tx)

        return real(twice)

    monkeypatch.setattr(world.ledger.store, "write", write)


def said_twice(lines: list[str]) -> list[str]:
    return [line for line, times in Counter(lines).items() if times > 1]


def test_a_timeline_says_once_what_transactions_say_that_are_run_again(
    scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    each_twice(scripted.world, monkeypatch)
    scripted.rule("jira", outgoing="replica.summary = issue.summary")
    scripted.rule(
        "ado",
        incoming="""
if (firstSync) {
    workItem.projectKey = "Fabrikam Fiber"
    workItem.typeName = "Task"
    syncHelper.syncBackAfterProcessing()
}
workItem.summary = replica.summary
if (replica.summary == "Over") syncHelper.unlinkAfterProcessing()
""",
    )
    issue = scripted.jira.create("Begun")
    scripted.settle()
    item = scripted.twin_of(issue)
    lines = scripted.told("ado", item)
    assert [line for line in lines if line.startswith("paired")] == ["paired: Paired with SUP-1."]
    assert [line for line in lines if line.startswith("wish")] != []
    assert said_twice([line for line in lines if not line.startswith("rules")]) == []
    assert said_twice([line for line in scripted.told("jira", issue) if line.startswith(("sent", "trigger"))]) == []
    scripted.jira.set(issue, summary="Over")
    scripted.settle()
    assert [line.partition(":")[0] for line in scripted.told("ado", item)].count("unlinked") == 1
    assert [line.partition(":")[0] for line in scripted.told("jira", issue)].count("unlinked") == 1
    assert scripted.errors("ado") == scripted.errors("jira") == []


def test_the_lock_of_waiting_links_is_taken_before_that_of_any_line(
    scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[tuple[int, str]] = []
    real_hold, real_meet = queue.hold, afterwards.deferred_links.meet

    def hold(tx: Tx, claim: Any) -> None:
        taken.append((id(tx), "line"))
        real_hold(tx, claim)

    def meet(tx: Tx, *rest: Any) -> None:
        taken.append((id(tx), "links"))
        real_meet(tx, *rest)

    for place in (queue, queue.finish.__globals__):
        monkeypatch.setitem(place if isinstance(place, dict) else vars(place), "hold", hold)
    monkeypatch.setattr(afterwards.deferred_links, "meet", meet)
    scripted.rule("jira", outgoing="replica.summary = issue.summary\nreplica.parentId = issue.parentId")
    scripted.rule(
        "ado",
        incoming="""
if (firstSync) {
    workItem.projectKey = "Fabrikam Fiber"
    workItem.typeName = "Task"
}
workItem.summary = replica.summary
link.parent(replica)
""",
    )
    conclude = work.Work.conclude

    def alone(self: work.Work, write: Callable[[Tx], Any]) -> Any:
        del taken[:]
        result = conclude(self, write)
        if self.claim.direction == "in" and taken:
            orders.append([what for _, what in taken])
        return result

    orders: list[list[str]] = []
    monkeypatch.setattr(work.Work, "conclude", alone)
    scripted.jira.create("Begun")
    scripted.settle()
    assert orders
    assert all(order[0] == "links" and order.count("links") == 1 for order in orders), orders
