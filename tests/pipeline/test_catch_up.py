"""What no web hook told of is found by polling, soon, and whatever happens to a poll."""

import json
from typing import Any

import pytest

from addon.nodes.sessions import Caller
from addon.platforms.base import ChangeNotice, ChangePage
from addon.simulators.faults import Fault
from addon.simulators.jira.seed import add_project
from addon.storage import budgets, connections, errors, hooks, queue, schedules, timeline
from addon.storage.schedules import Schedule
from addon.sync import intake, keeping, panel, polling
from tests.pipeline.world import DEAF, World


def poll_of(world: World, caller: Caller) -> Schedule:
    """A tenant's poll as it stands."""
    found = world.ledger.read(lambda tx: schedules.find(tx, caller.node_id, "poll"))
    assert found is not None
    return found


def deafen(world: World) -> None:
    """Watching has begun, and no hook arrives any more."""
    for caller in (world.jira.caller, world.ado.caller):
        world.keep("poll", caller.node_id)
    world.settle()
    world.jira.site.bench.deliveries.disorder.set(DEAF)
    world.ado.simulator.bench.deliveries.disorder.set(DEAF)


def wait_of(schedule: Schedule) -> int:
    """How long (ms) until the next run, as stored with the last."""
    assert schedule.next_at is not None and schedule.last_at is not None
    return schedule.next_at - schedule.last_at


def test_what_was_created_edited_and_deleted_without_a_hook_is_found(connected: World) -> None:
    deafen(connected)
    issue, item = connected.jira.create("Not told of"), connected.ado.create("Neither", "Bug")
    for caller in (connected.jira.caller, connected.ado.caller):
        connected.keep("poll", caller.node_id)
    connected.settle()
    twins = connected.twin("jira", issue), connected.twin("ado", item)
    assert twins[0] is not None and twins[1] is not None
    connected.jira.set(issue, summary="Not told of this either")
    connected.ado.set(item, **{"System.Title": "Nor of this"})
    for caller in (connected.jira.caller, connected.ado.caller):
        connected.keep("poll", caller.node_id)
    connected.settle()
    assert connected.ado.get(twins[0].remote_id)["System.Title"] == "Not told of this either"
    assert connected.jira.get(twins[1].remote_id)["summary"] == "Nor of this"


def test_what_was_created_between_the_connection_and_its_first_poll_is_found(world: World) -> None:
    at_jira, at_ado = world.connect()
    world.trigger("jira", at_jira, "project = SUP")
    world.trigger("ado", at_ado, "[System.WorkItemType] = 'Bug'", world.ado.project_id)
    world.jira.site.bench.deliveries.disorder.set(DEAF)
    issue, item = world.jira.create("Early"), world.ado.create("Early too", "Bug")
    keeping.ensure_deployment(world.services)
    world.keep("nodes")
    for caller in (world.jira.caller, world.ado.caller):
        world.keep("poll", caller.node_id)
        world.keep("poll", caller.node_id)
    world.settle()
    assert world.twin("jira", issue) is not None
    assert world.twin("ado", item) is not None


def test_a_deactivated_connection_goes_on_being_watched(connected: World) -> None:
    deafen(connected)
    node = connected.jira.caller.node_id
    rows = connected.ledger.read(lambda tx: connections.list_all(tx, node))
    connected.ledger.write(lambda tx: connections.switch(tx, node, rows[0].id, False, "Ada"))
    issue = connected.jira.create("Later")
    connected.keep("poll", node)
    connected.settle()
    assert connected.twin("jira", issue) is None
    connected.ledger.write(lambda tx: connections.switch(tx, node, rows[0].id, True, "Ada"))
    connected.settle()
    assert connected.twin("jira", issue) is not None


@pytest.mark.parametrize("kind", ["html", "cut", "status"])
def test_a_poll_that_fails_is_tried_again_in_seconds_and_loses_nothing(connected: World, kind: str) -> None:
    deafen(connected)
    issue = connected.jira.create("Found in the end")
    node = connected.jira.caller.node_id
    before = poll_of(connected, connected.jira.caller)
    connected.jira.site.bench.faults.add(Fault(kind, path="*/search/jql", times=2, status=503))
    waits = []
    for _ in range(2):
        connected.keep("poll", node)
        failed = poll_of(connected, connected.jira.caller)
        assert failed.watermark == before.watermark
        waits.append(wait_of(failed))
    assert all(2_000 <= wait <= 5_000 for wait in waits)
    connected.keep("poll", node)
    assert poll_of(connected, connected.jira.caller).attempts == 0
    connected.settle()
    assert connected.twin("jira", issue) is not None


def test_a_tracker_that_stays_away_is_asked_less_and_less_often(connected: World) -> None:
    deafen(connected)
    connected.jira.site.bench.faults.add(Fault("html", path="*/search/jql"))
    waits = []
    for _ in range(7):
        connected.keep("poll", connected.jira.caller.node_id)
        waits.append(wait_of(poll_of(connected, connected.jira.caller)))
    assert waits == [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]


class Steps:
    """A tracker with two steps of changes; the second fails once."""

    def __init__(self) -> None:
        self.asked: list[str | None] = []
        self.fails = True

    def changes_since(self, watermark: str | None, projects: list[str], queries: list[str]) -> ChangePage:
        self.asked.append(watermark)
        if watermark != "half":
            return ChangePage((), "half", True)
        if self.fails:
            self.fails = False
            raise RuntimeError("the process is killed")
        return ChangePage((), "whole")


def test_a_poll_that_fails_half_way_goes_on_there(connected: World, monkeypatch: pytest.MonkeyPatch) -> None:
    deafen(connected)
    steps = Steps()
    monkeypatch.setattr(connected.services.trackers, "open", lambda node_id: steps)
    node = connected.jira.caller.node_id
    connected.keep("poll", node)
    assert poll_of(connected, connected.jira.caller).watermark["mark"] == "half"
    connected.keep("poll", node)
    assert poll_of(connected, connected.jira.caller).watermark["mark"] == "whole"
    assert steps.asked[1:] == ["half", "half"]


def test_a_page_that_jira_has_forgotten_begins_the_list_anew(connected: World) -> None:
    deafen(connected)
    issue = connected.jira.create("Behind a page")
    platform = connected.services.trackers.open(connected.jira.caller.node_id)
    since = connected.services.now() - 60_000
    forgotten = f'{{"since": {since}, "newest": {since}, "page": "forgotten"}}'
    page = platform.changes_since(forgotten, [connected.jira.project_id])
    assert issue in {one.entity_id for one in page.notices}


@pytest.mark.parametrize("side", ["jira", "ado"])
def test_a_project_that_is_gone_keeps_no_change_of_another_from_being_found(connected: World, side: str) -> None:
    here: Any = connected.jira if side == "jira" else connected.ado
    gone = "987654" if side == "jira" else "00000000-0000-4000-8000-000000000000"
    platform = connected.services.trackers.open(here.caller.node_id)
    both = [gone, here.project_id]
    mark = platform.changes_since(platform.changes_since(None, both).watermark, both).watermark
    made = here.create("Here all the same")
    assert made in {one.entity_id for one in platform.changes_since(mark, both).notices}


def pause(world: World, scope: str, until: int) -> None:
    node = world.jira.caller.node_id
    world.ledger.write(lambda tx: budgets.pause(tx, node, scope, until, "near_limit"))


def test_a_poll_leaves_a_tracker_alone_that_asked_for_it(connected: World) -> None:
    deafen(connected)
    connected.forget_calls()
    pause(connected, budgets.CALLS_SCOPE, connected.services.now() + 600_000)
    for _ in range(2):
        connected.keep("poll", connected.jira.caller.node_id)
    stands = poll_of(connected, connected.jira.caller)
    assert connected.vendor_calls()["jira"] == 0
    assert stands.attempts == 0 and 500_000 < wait_of(stands) <= 600_000


def test_near_a_limit_a_poll_waits_but_not_for_ever(connected: World) -> None:
    deafen(connected)
    connected.forget_calls()
    pause(connected, budgets.BULK_SCOPE, connected.services.now() + 3_600_000)
    connected.keep("poll", connected.jira.caller.node_id)
    assert connected.vendor_calls()["jira"] == 0
    assert wait_of(poll_of(connected, connected.jira.caller)) == keeping.LONGEST_NEAR_LIMIT_MS
    connected.keep("poll", connected.jira.caller.node_id)
    assert connected.vendor_calls()["jira"] == 1


def test_a_subscription_that_somebody_removed_is_made_again(connected: World) -> None:
    node = connected.ado.caller.node_id
    platform: Any = connected.services.trackers.open(node)
    rows = connected.ledger.read(lambda tx: hooks.list_for(tx, node, status="active"))
    platform.hooks.delete([rows[0].subscription_id])
    connected.ledger.write(lambda tx: [hooks.update(tx, node, one.id, checked_at=1) for one in rows])
    connected.keep("hooks", node)  # finds it
    connected.keep("hooks", node)  # mends it
    again = connected.ledger.read(lambda tx: hooks.list_for(tx, node, status="active"))
    assert len(again) == len(rows)
    mended = {one.id: one.subscription_id for one in again}[rows[0].id]
    assert mended and mended != rows[0].subscription_id
    item = connected.ado.create("Told of again", "Bug")
    connected.settle()
    assert connected.twin("ado", item) is not None


def test_the_same_change_told_by_two_polls_is_worked_on_once(connected: World) -> None:
    deafen(connected)
    connected.jira.create("Once")
    node = connected.jira.caller.node_id
    connected.keep("poll", node)
    connected.settle()
    connected.keep("poll", node)
    connected.settle()
    connected.forget_calls()
    connected.keep("poll", node)
    due = connected.ledger.read(lambda tx: queue.list_queue(tx, node, "incoming"))
    connected.settle()
    assert connected.vendor_calls() == {"jira": 1, "ado": 0}
    assert not [one for one in due.items if one.event.kind == queue.CHANGED]


@pytest.fixture
def labelled(world: World) -> World:
    """A connection whose only trigger asks for a label, wherever the issue is."""
    at_jira, _ = world.connect()
    world.trigger("jira", at_jira, "labels = partner ORDER BY created")
    world.hook_up()
    deafen(world)
    return world


def elsewhere(world: World, summary: str, project: str, **fields: Any) -> str:
    """An issue of a project that no connection names."""
    found = next((one for one in world.jira.site.projects.values() if one.key == project), None)
    made = found or add_project(world.jira.site, project, project.title())
    kinds = {one.name: one.id for one in world.jira.site.types.values()}
    given = {"project": {"id": made.id}, "issuetype": {"id": kinds["Task"]}, "summary": summary, **fields}
    return str(world.jira.rest("POST", "/issue", {"fields": given})["id"])


def test_what_only_a_query_reaches_is_found_in_the_same_one_call(labelled: World) -> None:
    node = labelled.jira.caller.node_id
    wanted = elsewhere(labelled, "Wanted", "FAR", labels=["partner"])
    other = elsewhere(labelled, "Unwanted", "FAR")
    labelled.forget_calls()
    labelled.keep("poll", node)
    assert [one.path for one in labelled.jira.site.bench.calls.all() if "search" in one.path] == [
        "/rest/api/3/search/jql"
    ]
    labelled.settle()
    twin = labelled.twin("jira", wanted)
    assert twin is not None and twin.acknowledged
    assert labelled.twin("jira", other) is None

    labelled.jira.set(wanted, labels=[], summary="No longer labelled")
    labelled.keep("nodes")
    labelled.keep("poll", node)
    labelled.settle()
    assert labelled.ado.get(twin.remote_id)["System.Title"] == "No longer labelled", "paired once, it goes on"


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("project = SUP", False),
        ('Project = "sup" and labels = x order by created', False),
        ("project = SUP OR labels = partner", True),
        ("project = FAR", True),
        ("project in (SUP, FAR)", True),
        ("project != SUP", True),
        ("labels = partner", True),
    ],
)
def test_a_query_that_plainly_stays_within_a_watched_project_is_not_asked(query: str, asked: bool) -> None:
    assert polling._within(query, {"sup", "10000"}) is not asked


def open_errors(world: World) -> list[tuple[str, str]]:
    found = world.ledger.read(lambda tx: errors.list_page(tx, world.jira.caller.node_id)).items
    return [(one.reason, one.message) for one in found]


def test_a_query_that_jira_no_longer_accepts_is_told_and_hides_no_other_change(labelled: World) -> None:
    node = labelled.jira.caller.node_id
    connection = labelled.ledger.read(lambda tx: connections.list_all(tx, node))[0]
    labelled.trigger("jira", connection.id, "Deleted = x")
    wanted = elsewhere(labelled, "Wanted", "FAR", labels=["partner"])
    labelled.keep("poll", node)
    labelled.settle()
    assert labelled.twin("jira", wanted) is not None
    assert [reason for reason, _ in open_errors(labelled)] == ["bad_query"]
    labelled.forget_calls()
    labelled.keep("poll", node)
    assert len([one for one in labelled.jira.site.bench.calls.all() if "search" in one.path]) == 1, (
        "it is not asked again"
    )


def test_a_project_that_is_gone_costs_calls_once_an_hour_and_is_told_until_it_is_back(connected: World) -> None:
    deafen(connected)
    node, projects = connected.jira.caller.node_id, connected.jira.site.projects
    gone = projects.pop(connected.jira.project_id)
    connected.keep("poll", node)
    ((reason, words),) = open_errors(connected)
    assert reason == "project_gone" and "edits there are not looked for" in words
    connected.forget_calls()
    connected.keep("poll", node)
    assert connected.vendor_calls()["jira"] == 0
    projects[connected.jira.project_id] = gone
    issue = connected.jira.create("Here again")
    stands = poll_of(connected, connected.jira.caller)
    mark = json.loads(stands.watermark["mark"])
    mark["apart"][gone.id]["again"] = 0  # an hour has passed
    connected.ledger.write(lambda tx: schedules.amend(tx, stands, {**stands.watermark, "mark": json.dumps(mark)}))
    connected.keep("poll", node)
    connected.settle()
    assert open_errors(connected) == []
    assert connected.twin("jira", issue) is not None


def test_a_poll_that_names_an_old_change_again_starts_nothing_that_was_unlinked_since(connected: World) -> None:
    sides = (connected.jira.caller, connected.ado.caller)
    for caller in sides:
        connected.keep("poll", caller.node_id)
    issue, item = connected.jira.create("Ended"), connected.ado.create("Ended too", "Bug")
    connected.settle()
    for side, caller, entity in (("jira", sides[0], issue), ("ado", sides[1], item)):
        twin = connected.twin(side, entity)
        assert twin is not None
        panel.unlink(connected.services, caller, entity, twin.connection_id)
    connected.settle()
    for caller in sides:
        connected.keep("poll", caller.node_id)
    connected.settle()
    assert connected.twin("jira", issue) is None
    assert connected.twin("ado", item) is None
    told = connected.ledger.read(lambda tx: timeline.of_entity(tx, sides[0].node_id, issue).items)
    assert any("It was unlinked, and nothing has changed since." in one.text for one in told)
    connected.jira.set(issue, summary="Begun anew")
    connected.settle()
    assert connected.twin("jira", issue) is not None


def test_a_creation_that_is_told_late_starts_nothing_that_was_unlinked_since(connected: World) -> None:
    caller = connected.jira.caller
    issue = connected.jira.create("Ended before all was told")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    panel.unlink(connected.services, caller, issue, twin.connection_id)
    connected.settle()
    late = ChangeNotice("created", issue, delivery="tried again")  # Jira's hook of a creation says no time
    assert intake.store(connected.services, caller.node_id, late, source="webhook")
    connected.settle()
    assert connected.twin("jira", issue) is None
