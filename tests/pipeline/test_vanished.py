"""An issue that was deleted while nobody was told: the pair is asked for by its id."""

from dataclasses import replace

import pytest

from addon.platforms.jira import platform
from addon.storage import hooks, schedules
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
    assert look(connected) == ["POST /rest/api/3/issue/bulkfetch"]
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


def test_issues_hidden_with_their_whole_project_are_not_taken_for_deleted(
    connected: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("addon.platforms.jira.metadata.OLD_S", -1.0)
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
