"""How many calls to the two products a change costs, both sides together and with its echo, metadata remembered."""

from collections.abc import Callable

import pytest

from tests.pipeline.world import AzureDevOps, Jira, World

ECHO = 1


def test_every_kind_of_change_keeps_to_its_budget(connected: World, capsys: pytest.CaptureFixture[str]) -> None:
    world, jira, ado = connected, connected.jira, connected.ado
    figures: dict[str, tuple[int, int, int]] = {}
    issue = jira.create("Warm", "Text", kind="Bug")
    world.settle()
    twin = world.twin("jira", issue)
    assert twin is not None
    item = twin.remote_id
    ado.set(item, **{"System.Title": "Warmer"})  # from here on, metadata is remembered
    world.settle()

    def cost(name: str, allowed: int, *actions: Callable[[], object]) -> None:
        world.forget_calls()
        for action in actions:
            action()
        world.settle()
        calls = world.vendor_calls()
        figures[name] = (calls["jira"], calls["ado"], allowed)

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
        print("\nvendor calls for a change and its echo      Jira  Azure DevOps  allowed")
        for name, (at_jira, at_ado, allowed) in figures.items():
            print(f"{name:42} {at_jira:5} {at_ado:13} {allowed:8}")
    assert {n: f for n, f in figures.items() if f[0] + f[1] > f[2]} == {}


def _summary(jira: Jira, issue: str, number: int) -> Callable[[], None]:
    return lambda: jira.set(issue, summary=f"Burst {number}")


def _title(ado: AzureDevOps, item: str, number: int) -> Callable[[], None]:
    return lambda: ado.set(item, **{"System.Title": f"Burst back {number}"})
