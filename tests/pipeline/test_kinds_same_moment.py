"""Somebody edits an issue between our read of it and our write: Jira would lose that edit, Liaise does not."""

from typing import Any

import pytest

from addon.platforms.azuredevops.planner import AzureDevOpsPlanner
from addon.platforms.azuredevops.platform import AzureDevOpsPlatform
from addon.platforms.azuredevops.writer import AzureDevOpsWriter
from addon.platforms.jira.transitions import Transitions
from addon.platforms.jira.writer import JiraWriter
from addon.simulators.faults import Fault
from addon.storage import baselines
from addon.sync.edit_times import standing_of
from tests.pipeline.scripted import Scripted
from tests.pipeline.test_failures import hurry
from tests.pipeline.test_kinds_rich_text import document, line
from tests.pipeline.world import words

OUT = """
replica.summary = workItem.summary
replica.description = workItem.description
replica.labels = workItem.labels
replica.status = workItem.status
replica.owner = workItem."Custom.Owner"
"""
IN = """
issue.summary = replica.summary
issue.description = replica.description
issue.labels = replica.labels
issue.priority = [name: replica.labels.size() > 1 ? "Low" : "Medium"]
issue.customFields."Severity".value = replica.labels.size() > 1 ? "Minor" : "Major"
issue.components = [nodeHelper.getComponent(replica.labels.size() > 1 ? "Printer" : "Plotter")]
issue.customFields."Customer".value = replica.labels.size().toString()
"""


def meanwhile(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, act: Any) -> None:
    """Let a person act once, right before the first call of a method."""
    real, done = getattr(owner, name), []

    def acted(self: Any, *arguments: Any) -> Any:
        if not done:
            done.append(True)
            act()
        return real(self, *arguments)

    monkeypatch.setattr(owner, name, acted)


@pytest.fixture
def pair(scripted: Scripted) -> tuple[Scripted, str, str]:
    """An issue and its twin, equal, with rules that carry many kinds of fields towards Jira."""
    for name in ("Plotter", "Printer", "Scanner"):
        scripted.jira.rest("POST", "/component", {"name": name, "project": "SUP"})
    scripted.rule("ado", outgoing=OUT)
    scripted.rule("jira", incoming=IN)
    issue = scripted.jira.create("Same", "One\nTwo", kind="Bug")
    scripted.settle()
    item = scripted.twin_of(issue)
    scripted.ado.set(item, **{"System.Tags": "a"})
    scripted.settle()
    assert scripted.jira.get(issue)["labels"] == ["a"]
    return scripted, issue, item


def settle(scripted: Scripted) -> None:
    for _ in range(3):
        scripted.settle()
        hurry(scripted.world)


def test_edits_of_a_person_at_the_same_moment_stand_and_reach_the_partner(
    pair: tuple[Scripted, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted, issue, item = pair
    edits = {
        "summary": "By a person",
        "labels": ["person"],
        "priority": {"name": "High"},
        "customfield_10010": {"value": "Critical"},
        "components": [{"name": "Scanner"}],
        "customfield_10014": "by a person",
        "description": document(line("One by a person"), line("Two")),
    }
    meanwhile(monkeypatch, JiraWriter, "_update", lambda: scripted.jira.set(issue, **edits))
    scripted.ado.set(
        item, **{"System.Title": "By the partner", "System.Tags": "a; b", "System.Description": "<p>Three</p>"}
    )
    settle(scripted)
    found = scripted.jira.get(issue)
    assert found["summary"] == "By a person"
    assert found["labels"] == ["person"]
    assert found["priority"]["name"] == "High"
    assert found["customfield_10010"]["value"] == "Critical"
    assert [one["name"] for one in found["components"]] == ["Scanner"]
    assert found["customfield_10014"] == "by a person"
    assert "One by a person" in words(found["description"])
    assert scripted.ado.get(item)["System.Title"] == "By a person"
    assert any("Both sides edited summary" in one for one in scripted.told("jira", issue))
    assert scripted.errors("jira") == scripted.errors("ado") == []


def test_what_we_wrote_beside_an_edit_of_the_same_moment_is_no_edit_made_here(
    pair: tuple[Scripted, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted, issue, item = pair

    def both() -> None:
        scripted.jira.set(issue, summary="By a person")
        scripted.ado.set(item, **{"Microsoft.VSTS.TCM.ReproSteps": "<p>Four</p>"})

    meanwhile(monkeypatch, JiraWriter, "_update", both)
    scripted.ado.set(item, **{"System.Title": "By the partner", "Microsoft.VSTS.TCM.ReproSteps": "<p>Three</p>"})
    settle(scripted)
    assert words(scripted.jira.get(issue)["description"]) == "Four"
    assert "Four" in scripted.ado.get(item)["Microsoft.VSTS.TCM.ReproSteps"]
    assert scripted.jira.get(issue)["summary"] == scripted.ado.get(item)["System.Title"] == "By a person"
    assert not any("edited description" in one for one in scripted.told("jira", issue))


def test_where_the_partner_has_the_say_its_edit_stands_and_the_timeline_tells(
    pair: tuple[Scripted, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted, issue, item = pair
    scripted.rule("jira", conflicts={"*": "there"})
    meanwhile(monkeypatch, JiraWriter, "_update", lambda: scripted.jira.set(issue, summary="By a person"))
    scripted.ado.set(item, **{"System.Title": "By the partner"})
    settle(scripted)
    assert scripted.jira.get(issue)["summary"] == scripted.ado.get(item)["System.Title"] == "By the partner"
    assert any("Both sides edited summary; the edit by" in one for one in scripted.told("jira", issue))
    assert scripted.errors("jira") == []


def test_an_edit_of_another_field_at_the_same_moment_costs_nothing(
    pair: tuple[Scripted, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted, issue, item = pair
    meanwhile(monkeypatch, JiraWriter, "_update", lambda: scripted.jira.set(issue, environment=None, labels=["p"]))
    scripted.ado.set(item, **{"System.Title": "By the partner"})
    scripted.world.forget_calls()
    settle(scripted)
    puts = [
        one for one in scripted.jira.site.bench.calls.all() if one.method == "PUT" and one.identity.startswith("app:")
    ]
    assert len(puts) == 1
    assert (scripted.jira.get(issue)["summary"], scripted.jira.get(issue)["labels"]) == ("By the partner", ["p"])


def test_a_status_that_somebody_changes_at_the_same_moment_stands(
    pair: tuple[Scripted, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted, issue, item = pair
    scripted.rule(
        "jira",
        incoming='issue.setStatus([New: "Open", Active: "In Progress", Resolved: "Resolved"][replica.status.name])',
    )
    scripted.ado.set(item, **{"System.State": "Active"})
    scripted.settle()
    assert scripted.jira.get(issue)["status"]["name"] == "In Progress"
    offered = scripted.jira.rest("GET", f"/issue/{issue}/transitions")["transitions"]
    other = next(one for one in offered if one["to"]["name"] not in ("Resolved", "In Progress"))

    def move() -> None:
        scripted.jira.rest("POST", f"/issue/{issue}/transitions", {"transition": {"id": other["id"]}})

    meanwhile(monkeypatch, Transitions, "carry_out", move)
    scripted.ado.set(item, **{"System.State": "Resolved"})
    settle(scripted)
    assert scripted.jira.get(issue)["status"]["name"] == other["to"]["name"]
    assert any("Both sides edited status" in one for one in scripted.told("jira", issue))
    assert scripted.errors("jira") == []


def test_a_state_that_somebody_sets_between_two_of_our_steps_stands(
    scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted.rule("jira", outgoing="replica.summary = issue.summary\nreplica.status = issue.status")
    scripted.rule(
        "ado",
        incoming="""
if (firstSync) {
    workItem.projectKey = "Fabrikam Fiber"
    workItem.typeName = "Bug"
} else {
    workItem.setStatus("Resolved")
}
workItem.summary = replica.summary
""",
        outgoing="replica.summary = workItem.summary",
    )
    issue = scripted.jira.create("Moved", kind="Bug")
    scripted.settle()
    item, steps, bodies = scripted.twin_of(issue), [], []
    monkeypatch.setattr(  # a process whose states follow each other
        AzureDevOpsPlanner,
        "_states",
        lambda self, kind, wanted, current: (
            ("Active", "Resolved") if wanted and "New" in str(current.fields["status"]) else ()
        ),
    )
    real = AzureDevOpsWriter._patched

    def patched(self: Any, method: str, target: str, call: Any, entity_id: str) -> Any:
        bodies.append(call.body)
        if call.kind == "transition":
            steps.append(call.guard)
            if len(steps) == 2:
                scripted.ado.set(item, **{"System.State": "Closed"})
        return real(self, method, target, call, entity_id)

    monkeypatch.setattr(AzureDevOpsWriter, "_patched", patched)
    scripted.jira.set(issue, summary="Moved on")
    settle(scripted)
    assert len(steps) == 2 and int(steps[1]) == int(steps[0]) + 1
    assert all(body[0] == {"op": "test", "path": "/rev", "value": body[0]["value"]} for body in bodies)
    assert scripted.ado.get(item)["System.State"] == "Closed"
    assert scripted.ado.get(item)["System.Title"] == "Moved on"
    assert scripted.errors("ado") == scripted.errors("jira") == []


BOTH_WAYS = "{0}.summary = replica.summary\n{0}.labels = replica.labels"


def both_ways(scripted: Scripted, conflicts: dict[str, str]) -> None:
    """Summary and labels go both ways; `conflicts` are Jira's policies."""
    scripted.rule("ado", outgoing=OUT, incoming=BOTH_WAYS.format("workItem"))
    scripted.rule("jira", incoming=BOTH_WAYS.format("issue"), conflicts=conflicts)


@pytest.mark.parametrize("conflicts", [{}, {"labels": "there"}, {"labels": "ask"}])
def test_an_empty_field_of_a_new_twin_is_no_edit_that_a_persons_could_lose_to(
    scripted: Scripted, conflicts: dict[str, str]
) -> None:
    both_ways(scripted, conflicts)
    issue = scripted.jira.create("New", kind="Bug")
    scripted.settle()
    item = scripted.twin_of(issue)
    scripted.world.keep("poll", scripted.node("jira"))
    scripted.settle()
    scripted.jira.site.bench.deliveries.disorder.set({"drop": True})
    scripted.jira.set(issue, labels=["a"])  # not heard of before the twin's later edit arrives
    scripted.ado.set(item, **{"System.Title": "Later, and of another field"})
    scripted.settle()
    scripted.world.keep("poll", scripted.node("jira"))
    settle(scripted)
    assert scripted.jira.get(issue)["labels"] == ["a"]
    assert scripted.ado.get(item)["System.Tags"] == "a"
    assert scripted.jira.get(issue)["summary"] == "Later, and of another field"


@pytest.mark.parametrize("conflicts", [{}, {"labels": "there"}])
def test_what_a_person_first_gives_a_new_twin_does_not_give_way_to_the_partners_nothing(
    scripted: Scripted, conflicts: dict[str, str]
) -> None:
    both_ways(scripted, conflicts)
    issue = scripted.jira.create("New", kind="Bug")
    scripted.settle()
    item = scripted.twin_of(issue)
    scripted.world.keep("poll", scripted.node("ado"))
    scripted.settle()
    scripted.ado.simulator.bench.deliveries.disorder.set({"drop": True})
    scripted.ado.set(item, **{"System.Tags": "a"})  # not heard of before the partner's next edit arrives
    scripted.jira.set(issue, summary="Later, and of another field")
    scripted.settle()
    assert scripted.ado.get(item)["System.Tags"] == "a"
    scripted.world.keep("poll", scripted.node("ado"))
    settle(scripted)
    assert scripted.jira.get(issue)["labels"] == ["a"]
    assert scripted.ado.get(item)["System.Title"] == "Later, and of another field"


def test_a_field_that_was_emptied_waits_for_nothing_once_the_partner_emptied_it_too(scripted: Scripted) -> None:
    both_ways(scripted, {})
    issue = scripted.jira.create("New", kind="Bug")
    scripted.settle()
    item = scripted.twin_of(issue)
    for labels in (["a"], []):
        scripted.jira.set(issue, labels=labels)
        settle(scripted)
    assert not scripted.ado.get(item).get("System.Tags")
    twin = scripted.world.twin("jira", issue)
    assert twin is not None
    rows = scripted.world.ledger.read(lambda tx: baselines.of_twin(tx, scripted.node("jira"), twin.id))
    assert standing_of(rows["labels"]).waiting is None
    scripted.ado.set(item, **{"System.Tags": "b"})
    settle(scripted)
    assert scripted.jira.get(issue)["labels"] == ["b"]
    assert not any("Both sides edited" in one for one in scripted.told("jira", issue))


def test_an_edit_that_was_seen_by_an_attempt_that_failed_leaves_all_the_same(
    scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_ways(scripted, {})
    issue = scripted.jira.create("New", kind="Bug")
    scripted.settle()
    item = scripted.twin_of(issue)
    scripted.jira.set(issue, summary="Known")  # from here on the work item is remembered
    scripted.settle()
    scripted.world.keep("poll", scripted.node("ado"))
    scripted.settle()
    bench = scripted.ado.simulator.bench
    bench.deliveries.disorder.set({"drop": True})
    scripted.ado.set(item, **{"System.Tags": "a"})  # heard of only where a guarded write is refused
    broken = Fault("status", path="*/workitems/*", method="PATCH", times=1, status=503)
    meanwhile(monkeypatch, AzureDevOpsPlatform, "read", lambda: bench.faults.add(broken))
    scripted.jira.set(issue, summary="Newer")
    settle(scripted)
    assert bench.faults.all()[0]["hits"] == 1
    assert (scripted.ado.get(item)["System.Title"], scripted.ado.get(item)["System.Tags"]) == ("Newer", "a")
    scripted.world.keep("poll", scripted.node("ado"))
    settle(scripted)
    assert scripted.jira.get(issue)["labels"] == ["a"]


def test_what_a_person_gives_a_twin_that_is_still_being_made_stands_and_reaches_the_partner(
    scripted: Scripted,
) -> None:
    both_ways(scripted, {})
    texts = "\nworkItem.comments = commentHelper.mergeComments(workItem, replica)"
    scripted.rule("ado", incoming=BOTH_WAYS.format("workItem") + texts)
    bench, seen = scripted.ado.simulator.bench, set(scripted.ado.simulator.organization.items)
    bench.faults.add(Fault("status", path="*/comments", method="POST", times=1, status=503))
    issue = scripted.jira.create("New", kind="Bug")
    scripted.jira.comment(issue, "Hello")
    scripted.settle()
    (item,) = set(scripted.ado.simulator.organization.items) - seen
    scripted.ado.set(str(item), **{"System.Tags": "a"})
    scripted.jira.set(issue, summary="Newer")  # which leaves before the partner said what became of the first
    settle(scripted)
    assert scripted.twin_of(issue) == str(item)
    assert scripted.ado.get(str(item))["System.Tags"] == "a"
    assert scripted.jira.get(issue)["labels"] == ["a"]
    assert scripted.ado.get(str(item))["System.Title"] == "Newer"


def test_what_is_deleted_between_reading_and_writing_is_told_as_deleted(
    pair: tuple[Scripted, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted, issue, item = pair
    meanwhile(monkeypatch, JiraWriter, "_update", lambda: scripted.jira.rest("DELETE", f"/issue/{issue}"))
    scripted.ado.set(item, **{"System.Title": "By the partner"})
    settle(scripted)
    assert scripted.errors("jira") == scripted.errors("ado") == []
    assert any(one.startswith("remote_deleted") for one in scripted.told("ado", item))
