"""How many calls to the two products a change costs, both sides together and with its echo, metadata remembered."""

from collections.abc import Callable

import pytest

from tests.pipeline.scripted import Scripted
from tests.pipeline.spending import Spent, spent
from tests.pipeline.world import AzureDevOps, Jira, World

ECHO = 1
STATUS_OUT = "replica.status = issue.status\n"
STATUS_AT_JIRA = """
if (firstSync) { issue.projectKey = "SUP"; issue.typeName = "Bug"; issue.summary = "From there" }
def known = ["New": "To Do", "Active": "In Progress", "Resolved": "Done"][replica.status?.name]
if (known) issue.setStatus(known)
"""
STATUS_AT_ADO = """
if (firstSync) { workItem.projectKey = "Fabrikam Fiber"; workItem.typeName = "Bug"; workItem.summary = "From there" }
def known = ["To Do": "New", "In Progress": "Active", "Done": "Resolved"][replica.status?.name]
if (known) workItem.setStatus(known)
"""


class Budget:
    """Counts what each kind of change costs, prints it, and says which kinds cost more than they may."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.found: dict[str, tuple[Spent, int]] = {}

    def cost(self, name: str, allowed: int, *actions: Callable[[], object]) -> Spent:
        self._world.forget_calls()
        for action in actions:
            action()
        self._world.settle()
        self.found[name] = spent(self._world), allowed
        return self.found[name][0]

    def show(self) -> None:
        print(f"\n{'vendor calls for a change and its echo':42}  Jira points  Azure DevOps units  allowed")
        for name, (one, allowed) in self.found.items():
            print(f"{name:42} {one.jira:5} {one.points:6.0f} {one.ado:13} {one.units:5.2f} {allowed:8}")

    @property
    def exceeded(self) -> dict[str, tuple[Spent, int]]:
        return {name: figures for name, figures in self.found.items() if figures[0].calls > figures[1]}


def test_every_kind_of_change_keeps_to_its_budget(connected: World, capsys: pytest.CaptureFixture[str]) -> None:
    world, jira, ado = connected, connected.jira, connected.ado
    issue = jira.create("Warm", "Text", kind="Bug")
    world.settle()
    twin = world.twin("jira", issue)
    assert twin is not None
    item = twin.remote_id
    ado.set(item, **{"System.Title": "Warmer"})  # from here on, metadata is remembered
    world.settle()
    budget = Budget(world)
    cost = budget.cost

    cost("issue created: work item", 4 + ECHO, lambda: jira.create("Pump", "Text", kind="Bug"))
    cost("work item created: issue", 4 + ECHO, lambda: ado.create("Yes", "Bug"))
    cost("field to Azure DevOps", 2 + ECHO, lambda: jira.set(issue, summary="Pump 2"))
    cost("field to Jira", 3 + ECHO, lambda: ado.set(item, **{"System.Title": "Pump 3"}))
    cost("ten edits at once to Azure DevOps", 2 + ECHO, *(_summary(jira, issue, n) for n in range(10)))
    cost("ten edits at once to Jira", 3 + ECHO, *(_title(ado, item, n) for n in range(10)))
    cost("comment to Azure DevOps", 2 + 1 + ECHO, lambda: jira.comment(issue, "Hello"))
    cost("comment to Jira", 3 + 1 + ECHO, lambda: ado.comment(item, "<div>Hi</div>"))
    cost("field to Azure DevOps, with comments", 2 + ECHO, lambda: jira.set(issue, summary="Pump 5"))
    cost("field to Jira, with comments", 3 + ECHO, lambda: ado.set(item, **{"System.Title": "Pump 6"}))
    cost("file to Azure DevOps", 2 + 2 + ECHO, lambda: jira.attach(issue, "a.txt", b"abc"))
    cost("file to Jira", 3 + 2 + ECHO, lambda: ado.attach(item, "b.txt", b"abc"))
    cost("item that no trigger wants", 1, lambda: ado.create("No", "Task"))
    with capsys.disabled():
        budget.show()
    assert budget.exceeded == {}
    for name, (at, _) in budget.found.items():  # two points for an issue read at most, a tenth of a unit for a write
        assert at.points <= 2 * at.jira, name
        assert at.units <= 0.1 * at.ado + 0.001, name


def test_a_status_costs_one_read_and_one_call_for_each_transition(
    scripted: Scripted, capsys: pytest.CaptureFixture[str]
) -> None:
    jira, ado = scripted.jira, scripted.ado
    scripted.rule("jira", outgoing=STATUS_OUT, incoming=STATUS_AT_JIRA)
    scripted.rule("ado", outgoing=STATUS_OUT, incoming=STATUS_AT_ADO)
    issues = [jira.create(f"Issue {number}", "Text", kind="Bug") for number in range(4)]
    scripted.settle()
    items = [scripted.twin_of(one) for one in issues]
    ado.set(items[0], **{"System.State": "Active"})  # from here on, metadata is remembered
    _move(jira, issues[1], "In Progress")
    scripted.settle()
    budget = Budget(scripted.world)

    budget.cost("status to Jira", 3 + 1 + 1 + ECHO, lambda: ado.set(items[2], **{"System.State": "Active"}))
    budget.cost("status to Azure DevOps", 2 + 1 + 1 + ECHO, lambda: _move(jira, issues[3], "In Progress"))
    assert [jira.get(one)["status"]["name"] for one in issues] == ["In Progress"] * 4
    assert [ado.get(one)["System.State"] for one in items] == ["Active"] * 4
    with capsys.disabled():
        budget.show()
    assert budget.exceeded == {}
    assert scripted.errors("jira") + scripted.errors("ado") == []


def _summary(jira: Jira, issue: str, number: int) -> Callable[[], None]:
    return lambda: jira.set(issue, summary=f"Burst {number}")


def _title(ado: AzureDevOps, item: str, number: int) -> Callable[[], None]:
    return lambda: ado.set(item, **{"System.Title": f"Burst back {number}"})


def _move(jira: Jira, issue: str, status: str) -> None:
    """Through the transition that leads there, as a person does."""
    offered = jira.rest("GET", f"/issue/{issue}/transitions")["transitions"]
    way = next(one["id"] for one in offered if one["to"]["name"] == status)
    jira.rest("POST", f"/issue/{issue}/transitions", {"transition": {"id": way}})
