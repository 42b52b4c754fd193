"""Another incoming project: what is watched for it follows, and what still needs the old one keeps it."""

from addon.connections import connection
from addon.storage import connections, hooks
from tests.pipeline.world import World


def another_project(world: World, name: str) -> str:
    organization = world.ado.simulator.organization
    return organization.projects.create(name, "agile", organization.clock.now()).id


def select(world: World, project_id: str) -> int:
    """Edit the connection at Azure DevOps; its id."""
    _, number = world.connection_ids  # type: ignore[attr-defined]
    row = world.ledger.read(lambda tx: connections.get(tx, world.ado.caller.node_id, number))
    connection.edit(world.services, world.ado.caller, number, name=row.name, description="", project_id=project_id)
    return number


def watched(world: World) -> set[str]:
    """The projects in which service hooks stand at Azure DevOps."""
    world.keep("hooks", world.ado.caller.node_id)
    found = world.ledger.read(lambda tx: hooks.list_for(tx, world.ado.caller.node_id, status="active"))
    return {one.project_id for one in found}


def test_the_hooks_of_the_project_before_are_taken_back(connected: World) -> None:
    connected.hook_up()
    before = connected.ado.project_id
    assert watched(connected) == {before}
    after = another_project(connected, "Later")
    number = select(connected, after)
    node = connected.ado.caller.node_id
    assert connected.ledger.read(lambda tx: hooks.projects_of(tx, node, number)) == [after]
    assert watched(connected) == {after}
    select(connected, before)
    assert watched(connected) == {before}


def test_a_project_with_pairs_goes_on_being_watched(connected: World) -> None:
    connected.hook_up()
    issue = connected.jira.create("Across first")
    connected.trigger("jira", connected.connection_ids[0], "project = SUP")  # type: ignore[attr-defined]
    connected.jira.set(issue, summary="Across now")
    connected.settle()
    before, after = connected.ado.project_id, another_project(connected, "Later")
    assert connected.twin("jira", issue) is not None
    select(connected, after)
    assert watched(connected) == {before, after}
