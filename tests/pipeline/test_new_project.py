"""A project that comes to be watched later on, by a tenant that is polled already."""

from addon.simulators.jira.seed import add_project
from addon.storage import connections, schedules
from addon.sync import polling
from tests.pipeline.world import World

AGO_MS = 10 * 60_000


def test_it_is_polled_at_once_and_what_was_edited_since_counts_however_late_the_poll_comes(connected: World) -> None:
    node = connected.ado.caller.node_id
    connected.keep("poll", node)
    organization = connected.ado.simulator.organization
    project = organization.projects.create("Later", "agile", organization.clock.now())
    row = connected.ledger.read(lambda tx: connections.list_all(tx, node))[0]
    before = connected.services.now()
    connected.trigger("ado", row.id, "[System.WorkItemType] = 'Bug'", project.id)
    connected.keep("nodes")
    poll = connected.ledger.read(lambda tx: schedules.find(tx, node, "poll"))
    assert poll is not None
    assert before - polling.HEAD_START_MS <= poll.watermark["since"][project.id] <= connected.services.now()
    assert poll.watermark["since"][connected.ado.project_id] < before
    assert project.id in poll.watermark["mark"]  # polled already, not in an interval
    noticed = {**poll.watermark, "since": {**poll.watermark["since"], project.id: before - AGO_MS}}
    connected.ledger.write(lambda tx: schedules.amend(tx, poll, noticed))
    connected.keep("poll", node)
    kept = connected.ledger.read(lambda tx: schedules.find(tx, node, "poll"))
    assert kept is not None and kept.watermark["since"][project.id] == before - AGO_MS


def test_what_is_known_already_disturbs_no_poll(connected: World) -> None:
    node = connected.jira.caller.node_id
    connected.keep("poll", node)
    before = connected.ledger.read(lambda tx: schedules.find(tx, node, "poll"))
    connected.keep("nodes")
    assert connected.ledger.read(lambda tx: schedules.find(tx, node, "poll")) == before


def test_a_poll_that_runs_is_left_alone(connected: World) -> None:
    node = connected.jira.caller.node_id
    connected.keep("poll", node)
    idle = connected.ledger.read(lambda tx: schedules.find(tx, node, "poll"))
    assert idle is not None
    connected.ledger.write(lambda tx: schedules.run_soon(tx, node, "poll"))
    connected.ledger.write(lambda tx: schedules.claim(tx, 10))
    assert not connected.ledger.write(lambda tx: schedules.amend(tx, idle, {"mark": "old", "since": {}}))
    kept = connected.ledger.read(lambda tx: schedules.find(tx, node, "poll"))
    assert kept is not None and kept.watermark == idle.watermark


def test_a_change_in_it_that_no_hook_tells_of_is_found(connected: World) -> None:
    node = connected.jira.caller.node_id
    connected.keep("poll", node)
    connected.settle()
    connected.jira.site.bench.deliveries.disorder.set({"drop": True})
    made = add_project(connected.jira.site, "NEW", "Newly watched")
    row = connected.ledger.read(lambda tx: connections.list_all(tx, node))[0]
    connected.trigger("jira", row.id, "project = NEW", made.id)
    connected.keep("nodes")
    connected.jira.project_id = made.id
    issue = connected.jira.create("In the new project")
    while connected.twin("jira", issue) is None:
        connected.keep("poll", node)
        assert connected.settle(), "nothing was found"
