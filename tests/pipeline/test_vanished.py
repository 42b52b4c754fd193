"""An issue that was deleted while nobody was told: the pair is asked for by its id."""

from dataclasses import replace

import pytest

from addon.platforms.jira import platform
from addon.storage import errors, hooks, queue, schedules
from addon.sync import vanished
from tests.pipeline.world import World, deaf


def paired(world: World, title: str) -> str:
    issue = world.jira.create(title, kind="Bug")
    world.settle()
    return issue


def look(world: World) -> list[str]:
    """The calls of one look, and all that follows from it."""
    world.forget_calls()
    world.keep(vanished.KIND, world.jira.caller.node_id)
    made = [f"{one.method} {one.path}" for one in world.jira.site.bench.calls.all() if one.identity.startswith("app:")]
    world.settle()
    return made


def state_of(world: World, issue: str) -> str:
    twin = world.twin("jira", issue)
    assert twin is not None
    return twin.state


def test_a_deletion_that_no_hook_told_of_is_found_and_the_partner_learns_it(connected: World) -> None:
    gone, there = paired(connected, "To be deleted"), paired(connected, "To stay")
    with deaf(connected.jira.site.bench):
        connected.jira.rest("DELETE", f"/issue/{gone}")
    project = f"GET /rest/api/3/project/{connected.jira.project_id}"
    assert look(connected) == ["POST /rest/api/3/issue/bulkfetch", project]
    assert (state_of(connected, gone), state_of(connected, there)) == ("local_deleted", "linked")
    here = connected.twin("jira", gone)
    assert here is not None
    partner = connected.twin("ado", here.remote_id)
    assert partner is not None and partner.state == "remote_deleted"


def test_each_look_goes_on_where_the_last_one_ended(connected: World, monkeypatch: pytest.MonkeyPatch) -> None:
    issues = [paired(connected, f"Number {number}") for number in range(3)]
    monkeypatch.setattr(platform.JiraPlatform, "capabilities", replace(platform.CAPABILITIES, read_batch=2))
    monkeypatch.setattr(vanished, "MOST_CALLS", 1)
    with deaf(connected.jira.site.bench):
        connected.jira.rest("DELETE", f"/issue/{issues[2]}")
    look(connected)
    assert state_of(connected, issues[2]) == "linked"
    look(connected)
    assert state_of(connected, issues[2]) == "local_deleted"
    node = connected.jira.caller.node_id
    kept = connected.ledger.read(lambda tx: schedules.find(tx, node, vanished.KIND))
    assert kept is not None and kept.watermark == {"connection": 0, "after": ""}


def test_issues_hidden_with_their_whole_project_are_not_taken_for_deleted(connected: World) -> None:
    issue = paired(connected, "Hidden")
    site = connected.jira.site
    project, there = site.projects.pop(connected.jira.project_id), dict(site.issues)
    site.issues.clear()
    look(connected)
    assert state_of(connected, issue) == "linked"
    site.projects[project.id] = project
    site.issues.update(there)
    look(connected)
    assert state_of(connected, issue) == "linked"


def test_the_project_of_a_pair_that_nobody_noted_is_watched_from_then_on(connected: World) -> None:
    issue = paired(connected, "Made long ago")
    node = connected.jira.caller.node_id
    twin = connected.twin("jira", issue)
    assert twin is not None
    connected.ledger.write(lambda tx: tx.change("DELETE FROM hook_use WHERE node_id = ?", node))
    look(connected)
    assert connected.ledger.read(lambda tx: hooks.projects_needed(tx, node)) == [twin.local_project]


@pytest.mark.parametrize("there", ["jira", "ado"])
@pytest.mark.parametrize("heard_of", ["a change over there", "Sync now"])
def test_a_project_that_goes_right_after_it_was_looked_at_deletes_no_pair(
    connected: World, there: str, heard_of: str
) -> None:
    issue = paired(connected, "Pair")
    twin = connected.twin("jira", issue)
    assert twin is not None
    item, entity = twin.remote_id, issue if there == "jira" else twin.remote_id
    side = connected.jira if there == "jira" else connected.ado
    bench = connected.jira.site.bench if there == "jira" else connected.ado.simulator.bench
    assert connected.services.trackers.open(side.caller.node_id).project(side.project_id) is not None
    with deaf(bench):
        if there == "jira":
            connected.jira.site.issues.clear()
            connected.jira.site.projects.pop(connected.jira.project_id)
        else:
            connected.ado.rest("DELETE", f"/_apis/projects/{connected.ado.project_id}")
    if heard_of == "Sync now":
        own = connected.twin(there, entity)
        assert own is not None
        connected.ledger.write(
            lambda tx: queue.append(
                tx,
                side.caller.node_id,
                "out",
                entity,
                "resync",
                {},
                connection_id=own.connection_id,
                local_entity=entity,
            )
        )
    elif there == "jira":
        connected.ado.set(item, **{"System.Title": "Edited"})
    else:
        connected.jira.set(issue, summary="Edited")
    connected.settle()
    pair = connected.twin(there, entity)
    assert pair is not None and pair.state == "linked"
    found = connected.ledger.read(lambda tx: errors.list_page(tx, side.caller.node_id)).items
    assert {one.reason for one in found} == {"project_gone"}
