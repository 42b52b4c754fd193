"""A partner's file that cannot be had: the rest of its entity goes on, and a person is asked about the file alone."""

from collections.abc import Callable

import pytest

from addon.simulators.faults import Fault
from addon.storage import errors, queue, twins
from addon.storage.errors import Error
from addon.sync import problems, receiving
from tests.pipeline.world import World

CONTENT = "*/attachment/content/*"


@pytest.fixture
def stuck(connected: World, monkeypatch: pytest.MonkeyPatch) -> tuple[World, str, str]:
    """A pair, and a file in Jira that nobody can read; the rest of the entity has gone on without it."""
    monkeypatch.setattr(receiving, "AGAIN_MS", 0)
    monkeypatch.setattr(receiving, "BY_ITSELF", 3)
    monkeypatch.setattr(receiving, "WITH_THE_REST", 2)
    issue = connected.jira.create("As agreed")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    connected.jira.site.bench.faults.add(Fault("status", path=CONTENT, status=500))
    connected.jira.attach(issue, "broken.txt", b"content")
    connected.jira.set(issue, summary="With a file")
    connected.jira.comment(issue, "See the file")
    try_until(connected, lambda: bool(connected.ado.comments(twin.remote_id)))
    return connected, issue, twin.remote_id


def try_until(world: World, done: Callable[[], bool], rounds: int = 12) -> None:
    """Let time pass for what waits until something is so."""
    for _ in range(rounds):
        world.settle()
        if done():
            return
        world.ledger.write(lambda tx: tx.change("UPDATE stream SET due_at = 0 WHERE due_at IS NOT NULL"))
    raise AssertionError("it does not come to be so")


def open_errors(world: World) -> list[Error]:
    node_id = world.ado.caller.node_id
    return list(world.ledger.read(lambda tx: errors.list_page(tx, node_id)).items)


def test_the_rest_goes_on_and_the_file_becomes_an_error_of_its_own(stuck: tuple[World, str, str]) -> None:
    world, issue, item = stuck
    assert world.ado.get(item)["System.Title"] == "With a file"
    assert world.ado.files(item) == {}
    try_until(world, lambda: bool(open_errors(world)))
    (error,) = open_errors(world)
    assert (error.reason, error.direction, error.entity_id) == ("partner_file", "file_in", item)
    assert "“broken.txt” could not be fetched from the partner 3 times" in error.message
    detail = problems.error_detail(world.services, world.ado.caller.node_id, error.id)
    assert "opens on the other side" in detail.what_to_do
    world.jira.set(issue, summary="Meanwhile")
    world.settle()
    assert world.ado.get(item)["System.Title"] == "Meanwhile", "later changes do not wait for it"

    world.jira.site.bench.faults.clear()
    problems.retry(world.services, world.ado.caller, error.id)
    world.settle()
    assert world.ado.files(item) == {"broken.txt": b"content"}
    assert open_errors(world) == []
    twin = world.twin("ado", item)
    assert twin is not None
    sent = twin.sent_seq
    world.jira.set(issue, summary="Afterwards")
    world.settle()
    assert world.ado.files(item) == {"broken.txt": b"content"}
    assert len(world.jira.files(issue)) == 1
    again = world.ledger.read(lambda tx: twins.by_local(tx, world.ado.caller.node_id, twin.connection_id, item))
    assert again is not None and again.sent_seq == sent, "nothing of it is sent back"


def test_a_file_that_can_be_read_again_comes_by_itself(stuck: tuple[World, str, str]) -> None:
    world, _, item = stuck
    world.jira.site.bench.faults.clear()
    try_until(world, lambda: world.ado.files(item) == {"broken.txt": b"content"})
    assert open_errors(world) == []


def test_a_file_that_was_skipped_is_left_out_and_holds_nothing_up_later(stuck: tuple[World, str, str]) -> None:
    world, issue, item = stuck
    try_until(world, lambda: bool(open_errors(world)))
    problems.skip(world.services, world.ado.caller, open_errors(world)[0].id)
    world.jira.set(issue, summary="Later")
    world.settle()
    assert world.ado.get(item)["System.Title"] == "Later"
    assert open_errors(world) == []
    node_id, twin = world.ado.caller.node_id, world.twin("ado", item)
    assert twin is not None
    line = world.ledger.read(lambda tx: queue.line(tx, node_id, "file_in", issue, twin.connection_id))
    assert line is not None and line.due_at is None and line.blocked_by is None


def test_a_file_that_was_deleted_meanwhile_is_waited_for_no_more(stuck: tuple[World, str, str]) -> None:
    world, issue, item = stuck
    world.jira.site.bench.faults.clear()
    number = world.jira.site.issues[issue].attachments[0].id
    world.jira.rest("DELETE", f"/attachment/{number}")
    try_until(world, lambda: not _waits(world))
    assert world.ado.files(item) == {} and open_errors(world) == []


def _waits(world: World) -> bool:
    sizes = world.ledger.read(lambda tx: queue.queue_counts(tx, world.ado.caller.node_id))
    return bool(sizes["incoming_attachments"])
