"""A drift check with a partner whose node nobody can call: asked by messages that it fetches, answered by messages."""

from typing import Any

import pytest

from addon.connections import files, previewing
from addon.simulators.faults import Fault
from addon.storage import jobs as job_rows
from addon.sync import drift, private_checks
from tests.pipeline.cellar import Cellar
from tests.pipeline.world import World


def test_what_differs_is_found_from_both_sides_and_nothing_is_written(cellar: Cellar, monkeypatch: Any) -> None:
    monkeypatch.setattr(drift, "PAIRS_AT_ONCE", 2)
    monkeypatch.setattr(private_checks, "AT_ONCE", 1)
    (first, _), (second, item), _ = cellar.pair("First"), cellar.pair("Second"), cellar.pair("Third")
    cellar.deaf()
    cellar.public.jira.set(first, summary="First, edited here")
    cellar.private.ado.set(item, **{"System.Title": "Second, edited there"})
    before = len(cellar.private.ado.simulator.bench.calls.all())
    found = cellar.checked()
    assert (found.state, found.done, found.total, found.differing) == ("done", 3, 3, 2)
    assert {(one.local_id, one.field, one.here, one.there) for one in found.differences} == {
        (first, "summary", "First, edited here", "First"),
        (second, "summary", "Second", "Second, edited there"),
    }
    written = [one.method for one in cellar.private.ado.simulator.bench.calls.all()[before:]]
    assert not {"PATCH", "PUT", "DELETE"} & set(written)
    assert cellar.waiting() == []
    assert not _kept(cellar.public), "what was answered is not kept"


@pytest.mark.parametrize("keep", ["here", "there"])
def test_a_repair_lets_the_chosen_side_stand_on_both(cellar: Cellar, keep: Any) -> None:
    issue, item = cellar.pair("As agreed")
    cellar.deaf()
    cellar.public.jira.set(issue, summary="What Jira says")
    cellar.private.ado.set(item, **{"System.Title": "What Azure DevOps says"})
    found = cellar.checked()
    caller = cellar.public.jira.caller
    drift.repair(cellar.public.services, caller, cellar.connection_id, found.id, issue, keep)
    cellar.settle()
    wanted = "What Jira says" if keep == "here" else "What Azure DevOps says"
    assert cellar.public.jira.get(issue)["summary"] == wanted
    assert cellar.private.ado.get(item)["System.Title"] == wanted
    assert cellar.checked().differing == 0


def test_while_it_waits_the_check_says_for_what_and_a_stopped_one_asks_no_more(cellar: Cellar) -> None:
    cellar.pair("One")
    job_id = cellar.start()
    cellar.ask()
    waiting = cellar.found(job_id)
    assert waiting.state == "running"
    assert "private" in waiting.message and "0 of 1 compared" in waiting.message
    assert cellar.waiting() == ["check"]
    drift.stop(cellar.public.services, cellar.public.jira.caller, cellar.connection_id, job_id)
    assert cellar.found(job_id).state == "canceled"
    assert cellar.waiting() == []


def test_a_partner_that_keeps_silent_is_given_up_in_words_and_its_late_answer_is_absorbed(
    cellar: Cellar, monkeypatch: Any
) -> None:
    cellar.pair("One")
    job_id = cellar.start()
    cellar.ask()
    cellar.fetch()
    with monkeypatch.context() as later:
        later.setattr(private_checks, "PATIENCE_MS", -1)
        _wake(cellar.public)
        cellar.ask()
    found = cellar.found(job_id)
    assert found.state == "failed"
    assert "has not answered" in found.message
    cellar.answer()
    assert not _kept(cellar.public)
    assert cellar.checked().state == "done", "the next check is not disturbed by it"


def test_the_private_sides_administrator_may_forbid_it_and_the_check_says_so(cellar: Cellar) -> None:
    cellar.pair("One")
    previewing.set_allowed(cellar.private.services, cellar.private.ado.caller, yes=False)
    found = cellar.checked()
    previewing.set_allowed(cellar.private.services, cellar.private.ado.caller, yes=True)
    assert (found.state, found.message) == ("failed", "The partner's administrator does not allow previews.")


def test_a_question_that_is_fetched_twice_is_worked_out_once(cellar: Cellar) -> None:
    cellar.pair("One")
    job_id = cellar.start()
    cellar.ask()
    node_id = cellar.private.ado.caller.node_id
    cellar.fetch()
    cellar.public.ledger.write(lambda tx: tx.change("UPDATE outbox SET acked_at = NULL WHERE kind = 'check'"))
    cellar.fetch()
    open_ones = cellar.private.ledger.read(lambda tx: job_rows.unfinished(tx, node_id, [private_checks.KIND]))
    assert len(open_ones) == 1
    cellar.answer()
    cellar.ask()
    assert cellar.found(job_id).state == "done"


def test_an_outage_of_the_private_sides_tracker_is_waited_out(cellar: Cellar) -> None:
    cellar.pair("One")
    job_id = cellar.start()
    cellar.ask()
    cellar.fetch()
    faults = cellar.private.ado.simulator.bench.faults
    faults.add(Fault("status", status=503))
    cellar.answer()
    cellar.ask()
    assert cellar.found(job_id).state == "running"
    faults.clear()
    _wake(cellar.private)
    cellar.answer()
    cellar.ask()
    assert (cellar.found(job_id).state, cellar.found(job_id).differing) == ("done", 0)


def _wake(world: World) -> None:
    """Let postponed jobs run now."""
    world.ledger.write(lambda tx: tx.change("UPDATE job SET lease_until = 0 WHERE state = 'queued'"))


def _kept(world: World) -> list[Any]:
    """What the outbox still holds of questions and answers."""
    return list(world.ledger.read(lambda tx: tx.sql("SELECT id FROM outbox WHERE kind = 'check'")))


def test_a_file_crosses_between_deployments_and_one_that_is_altered_is_never_kept(
    cellar: Cellar, monkeypatch: Any
) -> None:
    issue, item = cellar.pair("With files")
    cellar.public.jira.attach(issue, "whole.bin", b"x" * 200_000)
    cellar.settle()
    assert cellar.private.ado.files(item) == {"whole.bin": b"x" * 200_000}
    real = files.sealed
    monkeypatch.setattr(files, "sealed", lambda pieces, *more: (one.replace(b"y", b"z") for one in real(pieces, *more)))
    cellar.public.jira.attach(issue, "altered.txt", b"yes")
    cellar.settle()
    assert list(cellar.private.ado.files(item)) == ["whole.bin"]
    monkeypatch.setattr(files, "sealed", real)
    cellar.private.ledger.write(lambda tx: tx.change("UPDATE stream SET due_at = 0 WHERE due_at IS NOT NULL"))
    cellar.settle()
    assert cellar.private.ado.files(item)["altered.txt"] == b"yes"
