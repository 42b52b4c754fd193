"""How many calls the products get: to create a pair, for one change, for its echo; counted at the simulators.

Both sides together, metadata asked before (a first pair warms it), with what they cost by the rules the vendors
publish. The budget: creation 4, a field towards Azure DevOps 2 and towards Jira 3, an echo 1; a comment one more than a
field.
"""

import itertools
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from addon.platforms.base import ChangeNotice
from addon.sync import intake
from tests.bench.table import Figure, at_most
from tests.pipeline.spending import spent
from tests.pipeline.world import World

CREATE, TO_ADO, TO_JIRA, ECHO, UNWANTED = 4, 2, 3, 1, 1
_numbers = itertools.count()


def measure() -> Iterator[Figure]:
    """Every row."""
    with tempfile.TemporaryDirectory(prefix="liaise-bench-") as folder:
        world = World(Path(folder))
        try:
            yield from _counted(world)
        finally:
            world.close()


def _counted(world: World) -> Iterator[Figure]:
    world.install()
    at_jira, at_ado = world.connect()
    world.trigger("jira", at_jira, "project = SUP")
    world.trigger("ado", at_ado, "[System.WorkItemType] = 'Bug'", world.ado.project_id)
    world.hook_up()
    world.settle()
    for warm in (lambda: world.jira.create("warm"), lambda: world.ado.create("warm", "Bug")):
        warm()
        world.settle()

    issue = ""

    def create_issue() -> None:
        nonlocal issue
        issue = world.jira.create("A pair begins at Jira", "With some text.")

    bug = ""

    def create_bug() -> None:
        nonlocal bug
        bug = world.ado.create("A pair begins at Azure DevOps", "Bug")

    yield from _row(world, "a pair created, Jira to Azure DevOps", create_issue, CREATE)
    yield from _row(world, "a pair created, Azure DevOps to Jira", create_bug, CREATE)
    yield from _row(world, "one field, Jira to Azure DevOps", lambda: world.jira.set(issue, summary="New"), TO_ADO)
    yield from _echo(world, "ado", issue)
    yield from _row(
        world, "one field, Azure DevOps to Jira", lambda: world.ado.set(bug, **{"System.Title": "New"}), TO_JIRA
    )
    yield from _echo(world, "jira", bug)
    yield from _row(world, "one comment, Jira to Azure DevOps", lambda: world.jira.comment(issue, "Word."), TO_ADO + 1)
    yield from _row(world, "one comment, Azure DevOps to Jira", lambda: world.ado.comment(bug, "Word."), TO_JIRA + 1)

    def three() -> None:
        for number in range(3):
            world.jira.set(issue, summary=f"Burst {number}")

    def unwanted() -> None:
        world.ado.create("Nobody asked for this", "Task")

    _hear(world, "ado", issue)
    yield from _row(world, "three edits in one burst, Jira to Azure DevOps", three, TO_ADO)
    yield from _row(world, "a work item that no trigger wants, asked again later", unwanted, UNWANTED)


def _row(world: World, what: str, action: Callable[[], object], goal: int) -> Iterator[Figure]:
    """Do it with the other side's hooks held back, so that its echo is not counted; then let the echo come."""
    world.settle()
    world.forget_calls()
    quiet = world.ado.simulator.bench if "Jira to" in what else world.jira.site.bench
    quiet.deliveries.disorder.set({"drop": True})
    try:
        action()
        world.settle()
    finally:
        quiet.deliveries.disorder.set({})
    yield from _counted_calls(world, what, goal)


def _hear(world: World, side: str, entity: str) -> None:
    """The hook that our last write caused at the other side arrives after all."""
    twin = world.twin("jira" if side == "ado" else "ado", entity)
    assert twin is not None
    node = world.ado.caller.node_id if side == "ado" else world.jira.caller.node_id
    project = world.ado.project_id if side == "ado" else world.jira.project_id
    source = "azuredevops" if side == "ado" else "jira"
    notice = ChangeNotice("changed", twin.remote_id, project, delivery=f"bench-echo-{next(_numbers)}")
    intake.store(world.services, node, notice, source=source)
    world.settle()


def _echo(world: World, side: str, entity: str) -> Iterator[Figure]:
    """What hearing of our own write costs."""
    world.forget_calls()
    _hear(world, side, entity)
    yield from _counted_calls(world, f"the echo of that at {'Azure DevOps' if side == 'ado' else 'Jira'}", ECHO)


def _counted_calls(world: World, what: str, goal: int) -> Iterator[Figure]:
    """Calls of the product's identities; what people did themselves is not counted."""
    found = spent(world)
    yield at_most("", f"calls for {what} (Jira {found.jira}, ADO {found.ado})", found.calls, goal)
    yield Figure("", f"- its Jira points (of 65,000 an hour) {found.points:g}; Azure DevOps units", found.units)
