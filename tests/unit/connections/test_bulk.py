"""Bulk work counts first, does what was counted, can be stopped, and goes on after a crash without doubling."""

import pytest

from addon.connections import bulk, bulk_runs, connection, jobs
from addon.connections.bulk import Bulk
from addon.nodes.refusals import Refusal
from addon.storage import connections, queue, timeline, triggers, twins
from addon.storage import jobs as rows
from addon.storage.failures import NoSuchRow
from tests.pipeline.world import World
from tests.rings import has_bundle

pytestmark = pytest.mark.skipif(not has_bundle(), reason="the browser bundle is not built: make assets")


def work_off(world: World, job_id: int) -> Bulk:
    """Run jobs until none is left; how one of them stands then."""
    while jobs.run_next(world.services):
        pass
    return bulk.state(world.services, world.jira.caller.node_id, job_id)


def started(world: World) -> list[int]:
    """The lines that were told to start."""
    found = world.ledger.read(lambda tx: queue.list_queue(tx, world.jira.caller.node_id, "outgoing"))
    return [one.line.id for one in found.items if one.event.kind == "start"]


def trigger(world: World, query: str = "project = SUP") -> int:
    at_jira = world.connection_ids[0]  # type: ignore[attr-defined]
    return world.ledger.write(
        lambda tx: triggers.create(tx, world.jira.caller.node_id, at_jira, query=query, active=False)
    ).id


def test_bulk_sync_counts_then_sends_what_is_not_paired(connected: World) -> None:
    for number in range(5):
        connected.jira.create(f"Issue {number}")
    services, caller = connected.services, connected.jira.caller
    number = trigger(connected)
    counted = work_off(connected, bulk.count_matches(services, caller, number, "bulk_sync"))
    assert (counted.state, counted.todo, counted.counts["matches"], counted.counts["paired"]) == ("done", 5, 5, 0)
    connected.settle()
    assert not services.ledger.read(lambda tx: twins.any_crossed(tx, caller.node_id))
    begun = bulk.begin(services, caller, counted.id)
    first = bulk.state(services, caller.node_id, begun)
    assert (first.state, first.done, first.total) == ("running", 0, 5)  # of how many, before a worker has it
    done = work_off(connected, begun)
    assert (done.state, done.done, done.total) == ("done", 5, 5)
    connected.settle()
    assert len(connected.ado.simulator.organization.items) >= 5
    again = work_off(connected, bulk.count_matches(services, caller, number, "bulk_sync"))
    assert (again.todo, again.counts["paired"]) == (0, 5)


def test_bulk_unlink_ends_pairs_and_keeps_what_is_there(connected: World) -> None:
    issue = connected.jira.create("One")
    services, caller = connected.services, connected.jira.caller
    number = trigger(connected)
    work_off(connected, bulk.begin(services, caller, work_off(connected, bulk.count_matches(services, caller, number, "bulk_sync")).id))  # fmt: skip
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    counted = work_off(connected, bulk.count_matches(services, caller, number, "bulk_unlink"))
    assert counted.todo == 1
    assert work_off(connected, bulk.begin(services, caller, counted.id)).done == 1
    connected.settle()
    assert connected.twin("jira", issue) is None
    assert connected.twin("ado", twin.remote_id) is None
    assert connected.ado.get(twin.remote_id)["System.Title"] == "One"


def test_bulk_connect_says_what_each_line_would_do_and_pairs_without_creating(connected: World) -> None:
    services, caller = connected.services, connected.jira.caller
    at_jira = connected.connection_ids[0]  # type: ignore[attr-defined]
    keys = {}
    for name in ("One", "Two", "Three"):
        issue = connected.jira.create(name)
        keys[name] = (issue, connected.jira.rest("GET", f"/issue/{issue}")["key"])
    items = [connected.ado.create(name) for name in ("One", "Two")]
    before = len(connected.ado.simulator.organization.items)
    one, two, three = (keys[name][1] for name in ("One", "Two", "Three"))
    lines = [f"{one},{items[0]}", f"{two},{items[1]}", f"{three},{items[0]}", f"NO-1,{items[0]}", f"{three},"]
    content = "\n".join(["local_key,remote_key", *lines]).encode()
    counted = work_off(connected, bulk.count_lines(services, caller, at_jira, content))
    expected = {"connect": 2, "repeated": 1, "not_found": 1, "incomplete": 1, "paired_already": 0}
    assert {name: counted.counts[name] for name in expected} == expected
    assert [line for line, *_ in counted.problems] == [4, 5, 6]
    assert connected.twin("jira", keys["One"][0]) is None
    work_off(connected, bulk.begin(services, caller, counted.id))
    connected.settle()
    paired = {name: connected.twin("jira", keys[name][0]) for name in ("One", "Two")}
    assert [paired[name].remote_id for name in ("One", "Two")] == items  # type: ignore[union-attr]
    assert len(connected.ado.simulator.organization.items) == before
    csv = "".join(connection.pairs_csv(services, caller, at_jira)).encode()
    again = work_off(connected, bulk.count_lines(services, caller, at_jira, csv))
    assert (again.counts["paired_already"], again.todo) == (2, 0)
    other = f"local_key,remote_key\n{one},{items[1]}\n{three},{items[1]}\n".encode()
    elsewhere = work_off(connected, bulk.count_lines(services, caller, at_jira, other))
    assert elsewhere.counts["paired_elsewhere"] == 2


def test_a_run_that_is_stopped_leaves_the_rest_as_it_is(connected: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_runs, "PIECE", 2)
    for number in range(6):
        connected.jira.create(f"Issue {number}")
    services, caller = connected.services, connected.jira.caller
    counted = work_off(connected, bulk.count_matches(services, caller, trigger(connected), "bulk_sync"))
    begun = bulk.begin(services, caller, counted.id)
    real = bulk_runs._enqueue

    def stopping(*given: object) -> int:
        made = real(*given)  # type: ignore[arg-type]
        given[0].update(  # type: ignore[attr-defined]
            rows.tables.Job, rows.T.id == begun, cancel_requested=True
        )
        return made

    monkeypatch.setattr(bulk_runs, "_enqueue", stopping)
    stopped = work_off(connected, begun)
    assert (stopped.state, stopped.done, stopped.left_out) == ("canceled", 2, 2)
    assert started(connected) == []
    connected.settle()
    assert not services.ledger.read(lambda tx: twins.any_crossed(tx, caller.node_id))


def test_what_was_queued_and_has_not_begun_is_left_out_when_it_is_stopped_after_all(connected: World) -> None:
    issues = [connected.jira.create(f"Issue {number}") for number in range(6)]
    services, caller = connected.services, connected.jira.caller
    connected.settle()
    counted = work_off(connected, bulk.count_matches(services, caller, trigger(connected), "bulk_sync"))
    done = work_off(connected, bulk.begin(services, caller, counted.id))
    assert (done.state, done.waiting) == ("done", 6)
    assert [one.id for one in bulk.running(services, caller.node_id)] == [done.id]
    first, retried = (services.ledger.write(lambda tx: queue.claim(tx, 1))[0] for _ in range(2))
    services.ledger.write(lambda tx: queue.release(tx, retried, 0))
    assert bulk.state(services, caller.node_id, done.id).waiting == 4
    bulk.stop(services, caller, done.id)
    stopped = work_off(connected, done.id)
    assert (stopped.state, stopped.done, stopped.left_out, stopped.waiting) == ("canceled", 6, 4, 0)
    assert bulk.running(services, caller.node_id) == ()
    services.ledger.write(lambda tx: queue.release(tx, first, 0))
    connected.settle()
    crossed = {one for one in issues if connected.twin("jira", one) is not None}
    assert crossed == {first.entity_key, retried.entity_key}
    left = next(one for one in issues if one not in crossed)
    told = services.ledger.read(lambda tx: timeline.of_entity(tx, caller.node_id, left)).items
    assert [one.text for one in told if one.step == "why_not"][:1] == ["Bulk sync was stopped before this began."]
    connected.trigger("jira", connected.connection_ids[0], "project = SUP")  # type: ignore[attr-defined]
    connected.jira.set(left, summary="Later")
    connected.settle()
    assert connected.twin("jira", left) is not None
    bulk.stop(services, caller, done.id)
    assert work_off(connected, done.id).left_out == 4


def test_a_stopped_run_that_nobody_runs_leaves_out_what_it_started_too(connected: World) -> None:
    connected.jira.create("Issue")
    services, caller = connected.services, connected.jira.caller
    counted = work_off(connected, bulk.count_matches(services, caller, trigger(connected), "bulk_sync"))
    begun = bulk.begin(services, caller, counted.id)
    bulk.stop(services, caller, begun)
    assert (work_off(connected, begun).state, started(connected)) == ("canceled", [])


def test_a_run_whose_worker_died_goes_on_and_starts_nothing_twice(
    connected: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_runs, "PIECE", 2)
    for number in range(5):
        connected.jira.create(f"Issue {number}")
    services, caller = connected.services, connected.jira.caller
    counted = work_off(connected, bulk.count_matches(services, caller, trigger(connected), "bulk_sync"))
    begun = bulk.begin(services, caller, counted.id)
    died = services.ledger.write(rows.claim)
    assert died is not None
    advance, pieces = rows.advance, []

    def dying(*given: object, **more: object) -> bool:
        pieces.append(1)
        if len(pieces) == 3:
            raise KeyboardInterrupt
        return advance(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(rows, "advance", dying)
    with pytest.raises(KeyboardInterrupt):
        bulk_runs.run(services, died)
    monkeypatch.setattr(rows, "advance", advance)
    services.ledger.write(lambda tx: tx.update(rows.tables.Job, rows.T.id == begun, owner=None))
    assert work_off(connected, begun).state == "done"
    assert len(started(connected)) == len(set(started(connected))) == 5


def test_counts_are_acted_upon_once_and_only_while_they_are_fresh(connected: World) -> None:
    services, caller = connected.services, connected.jira.caller
    counted = work_off(connected, bulk.count_matches(services, caller, trigger(connected), "bulk_sync"))
    begun = bulk.begin(services, caller, counted.id)
    for job_id, reason in ((counted.id, "begun_already"), (begun, "count_again")):
        with pytest.raises(Refusal) as refused:
            bulk.begin(services, caller, job_id)
        assert refused.value.reason == reason
    work_off(connected, begun)
    old = work_off(connected, bulk.count_matches(services, caller, trigger(connected), "bulk_sync"))
    hours = 2 * 3600 * 1000
    services.ledger.write(
        lambda tx: tx.update(rows.tables.Job, rows.T.id == old.id, finished_at=services.now() - hours)
    )
    with pytest.raises(Refusal):
        bulk.begin(services, caller, old.id)


def test_a_bad_query_fails_the_count_in_the_trackers_words(connected: World) -> None:
    services, caller = connected.services, connected.jira.caller
    number = trigger(connected, "compnent = Hardware")
    failed = work_off(connected, bulk.count_matches(services, caller, number, "bulk_sync"))
    assert failed.state == "failed"
    assert "compnent" in failed.message


def test_only_an_accepted_connection_of_this_tenant_works_in_bulk(connected: World) -> None:
    services, caller = connected.services, connected.jira.caller
    number = trigger(connected)
    at_jira = connected.connection_ids[0]  # type: ignore[attr-defined]
    with pytest.raises(NoSuchRow):
        bulk.count_matches(services, connected.ado.caller, number, "bulk_sync")
    job_id = bulk.count_matches(services, caller, number, "bulk_sync")
    with pytest.raises(NoSuchRow):
        bulk.state(services, connected.ado.caller.node_id, job_id)
    with pytest.raises(NoSuchRow):
        bulk.state(services, caller.node_id, jobs.start_test(services, caller, at_jira))
    services.ledger.write(lambda tx: connections.update(tx, caller.node_id, at_jira, status="ended"))
    with pytest.raises(Refusal) as refused:
        bulk.count_matches(services, caller, number, "bulk_sync")
    assert refused.value.reason == "not_running"
