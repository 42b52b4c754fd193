"""What the rule editor asks of real trackers: names of fields, entities to try rules on, and the preview as a job."""

from collections.abc import Iterator
from typing import Any

import pytest

from addon.connections import jobs, rule_checks, rule_entities, rule_names, rules
from addon.nodes.refusals import Refusal
from addon.simulators.faults import Fault
from addon.storage import connections, twins
from addon.storage import jobs as stored_jobs
from addon.storage.failures import NoSuchRow
from addon.sync import preview_jobs
from addon.sync.engine import QUICK_JOBS, RUNNERS
from tests.pipeline.world import World
from tests.rings import has_bundle

pytestmark = pytest.mark.skipif(not has_bundle(), reason="the browser bundle is not built: make assets")
SIDES = pytest.mark.parametrize("side", ["jira", "ado"])


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = World(tmp_path_factory.mktemp("world"))
    try:
        made.install()
        made.ids = made.connect("script")
        made.entities = {
            "jira": made.jira.create("Login fails after reset", "Since today."),
            "ado": made.ado.create("Export takes minutes"),
        }
        yield made
    finally:
        made.services.scripts.close()
        made.close()


def at(world: Any, side: str) -> tuple[Any, int]:
    """The administrator of a side and its connection."""
    return (world.jira.caller, world.ids[0]) if side == "jira" else (world.ado.caller, world.ids[1])


def finish(world: World, job_id: int, who: Any, connection_id: int) -> preview_jobs.PreviewJob:
    while jobs.run_next(world.services, RUNNERS, kinds=QUICK_JOBS):
        pass
    return preview_jobs.state(world.services, who.node_id, connection_id, job_id)


@SIDES
def test_the_trackers_own_fields_are_known_by_the_names_that_rules_use(world: World, side: str) -> None:
    who, _ = at(world, side)
    project = world.jira.project_id if side == "jira" else world.ado.project_id
    found = rule_names.site_fields(world.services, who.node_id, project)
    assert found
    if side == "ado":
        severity = rule_names.find(found, "Microsoft.VSTS.Common.Severity")
        assert severity is not None
        assert severity.written == '"Microsoft.VSTS.Common.Severity"'
    else:
        assert all(one.label.startswith("customfield_") for one in found)


def test_a_tracker_that_does_not_answer_leaves_the_names_unknown(world: World) -> None:
    who, connection_id = at(world, "ado")
    platform: Any = world.services.trackers.open(who.node_id)
    platform.metadata.forget()
    world.ado.simulator.bench.faults.add(Fault("status", status=404))
    try:
        assert rule_names.site_fields(world.services, who.node_id, world.ado.project_id) is None
        assert rule_checks.problems(world.services, who, connection_id, "workItem.nothing = 1") == ()
    finally:
        world.ado.simulator.bench.faults.clear()


@SIDES
def test_an_entity_is_found_by_key_by_id_and_by_words(world: World, side: str) -> None:
    who, connection_id = at(world, side)
    entity = world.entities[side]
    words = "Login fails" if side == "jira" else "takes minutes"
    by_id = rule_entities.find(world.services, who, connection_id, entity)
    assert [one.id for one in by_id] == [entity]
    assert rule_entities.find(world.services, who, connection_id, by_id[0].key) == by_id
    assert entity in [one.id for one in rule_entities.find(world.services, who, connection_id, words)]
    assert rule_entities.find(world.services, who, connection_id, "nowhere'\"\\ at all") == ()
    assert rule_entities.find(world.services, who, connection_id, "")


@SIDES
def test_without_words_what_was_paired_last_comes_first(world: World, side: str) -> None:
    who, connection_id = at(world, side)
    world.jira.create("Printer")
    first = rule_entities.find(world.services, who, connection_id, "")
    assert len(first) >= 2
    latest = first[-1].id
    world.ledger.write(
        lambda tx: twins.create(
            tx, who.node_id, connection_id, local_id=latest, local_key=first[-1].key, remote_id="r1"
        )
    )
    again = rule_entities.find(world.services, who, connection_id, "")
    assert [one.id for one in again] == [latest, *(one.id for one in first[:-1])]


@SIDES
def test_a_preview_runs_as_a_job_and_shows_the_draft(world: World, side: str) -> None:
    who, connection_id = at(world, side)
    draft = 'replica.summary = "draft " + entity.summary\n'
    job_id = preview_jobs.start(world.services, who, connection_id, world.entities[side], outgoing=draft, partner=True)
    assert preview_jobs.state(world.services, who.node_id, connection_id, job_id).state == "running"
    shown = finish(world, job_id, who, connection_id)
    assert shown.state == "done", shown.problem
    assert shown.found is not None
    assert shown.found.outgoing.replica is not None
    assert shown.found.outgoing.replica["summary"].startswith("draft ")
    assert rules.current(world.services, who.node_id, connection_id).version.number == 1


def test_a_failing_draft_shows_its_line(world: World) -> None:
    who, connection_id = at(world, "jira")
    draft = "replica.summary = issue.summary\nreplica.a = issue.nothing.trim()\n"
    job_id = preview_jobs.start(world.services, who, connection_id, world.entities["jira"], outgoing=draft)
    shown = finish(world, job_id, who, connection_id)
    assert shown.found is not None
    assert shown.found.outgoing.problem is not None
    assert (shown.found.outgoing.problem.side, shown.found.outgoing.problem.line) == ("outgoing", 2)


def test_an_entity_that_is_not_there_is_said_plainly(world: World) -> None:
    who, connection_id = at(world, "jira")
    shown = finish(world, preview_jobs.start(world.services, who, connection_id, "SUP-99999"), who, connection_id)
    assert (shown.state, shown.reason, shown.found) == ("failed", "entity_missing", None)
    assert "SUP-99999" in shown.problem


def test_a_preview_is_seen_by_its_own_tenant_and_connection_only(world: World) -> None:
    who, connection_id = at(world, "jira")
    other, elsewhere = at(world, "ado")
    job_id = preview_jobs.start(world.services, who, connection_id, world.entities["jira"])
    with pytest.raises(NoSuchRow):
        preview_jobs.state(world.services, other.node_id, elsewhere, job_id)
    with pytest.raises(NoSuchRow):
        preview_jobs.state(world.services, who.node_id, connection_id + 100, job_id)
    with pytest.raises(NoSuchRow):
        preview_jobs.start(world.services, other, connection_id, world.entities["jira"])
    finish(world, job_id, who, connection_id)


@pytest.mark.parametrize("entity", ["", "   ", "x" * 301])
def test_what_is_no_entity_starts_nothing(world: World, entity: str) -> None:
    who, connection_id = at(world, "jira")
    with pytest.raises(Refusal):
        preview_jobs.start(world.services, who, connection_id, entity)


def test_a_preview_does_not_wait_behind_bulk_work(world: World) -> None:
    who, connection_id = at(world, "jira")
    world.ledger.write(lambda tx: stored_jobs.start(tx, who.node_id, "something-long", connection_id=connection_id))
    job_id = preview_jobs.start(world.services, who, connection_id, world.entities["jira"])
    assert finish(world, job_id, who, connection_id).state == "done"
    left = world.ledger.read(lambda tx: stored_jobs.list_for(tx, who.node_id, kind="something-long"))
    assert [one.state for one in left] == ["queued"]
    assert world.ledger.read(lambda tx: connections.get(tx, who.node_id, connection_id)).rule_number == 1


def test_a_preview_that_nobody_looks_at_any_more_is_forgotten(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    who, connection_id = at(world, "jira")
    old = preview_jobs.start(world.services, who, connection_id, world.entities["jira"])
    assert finish(world, old, who, connection_id).state == "done"
    fresh = preview_jobs.start(world.services, who, connection_id, world.entities["jira"])
    assert finish(world, fresh, who, connection_id).state == "done"
    assert preview_jobs.state(world.services, who.node_id, connection_id, old).state == "done"
    monkeypatch.setattr(preview_jobs, "KEPT_MS", -60_000)
    newest = preview_jobs.start(world.services, who, connection_id, world.entities["jira"])
    for gone in (old, fresh):
        with pytest.raises(NoSuchRow):
            preview_jobs.state(world.services, who.node_id, connection_id, gone)
    assert finish(world, newest, who, connection_id).state == "done"
