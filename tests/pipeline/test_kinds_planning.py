"""Components, versions, sprints, iterations, areas, priority and estimates cross by rules, in both directions."""

from typing import Any

import pytest

from tests.pipeline.scripted import Scripted

JIRA_OUT = """
replica.summary = issue.summary
replica.sprint = issue.sprint
replica.components = issue.components
replica.fixVersions = issue.fixVersions
replica.priority = issue.priority
replica.estimate = issue.originalEstimate
"""
ADO_IN = r"""
if (firstSync) { workItem.projectKey = "Fabrikam Fiber"; workItem.typeName = "Task" }
workItem.summary = replica.summary
workItem.iterationPath = nodeHelper.getIteration(replica.sprint?.name) ?: workItem.project?.name ?: "Fabrikam Fiber"
workItem.areaPath = nodeHelper.getAreaPath(replica.components.find { it }?.name) ?: "Fabrikam Fiber"
workItem.labels = replica.fixVersions.collect { [label: "fix " + it.name] }
workItem.priority = [High: "1", Medium: "2"][replica.priority.name] ?: "4"
if (replica.estimate) workItem."Microsoft.VSTS.Scheduling.OriginalEstimate" = replica.estimate / 3600
"""
ADO_OUT = """
replica.summary = workItem.summary
replica.iterationPath = workItem.iterationPath
replica.areaPath = workItem.areaPath
replica.priority = workItem.priority
replica.versions = workItem.labels*.label.findAll { it.startsWith("fix ") }.collect { it - "fix " }
replica.hours = workItem."Microsoft.VSTS.Scheduling.OriginalEstimate"
"""
JIRA_IN = r"""
issue.summary = replica.summary
def sprint = replica.iterationPath.tokenize("\\").last()
issue.sprint = sprint == "Fabrikam Fiber" ? null : sprint
issue.components = [nodeHelper.getComponent(replica.areaPath.tokenize("\\").last(), "SUP")].findAll()
issue.fixVersions = replica.versions.collect { nodeHelper.getVersion(it, "SUP") }.findAll()
issue.priority = nodeHelper.getPriority(["1": "High", "2": "Medium"][replica.priority.name] ?: "Low")
if (replica.hours) issue.originalEstimate = (replica.hours * 3600).toInteger()
"""


def planned(scripted: Scripted) -> None:
    """Names that both products know."""
    for name in ("Printer", "Scanner"):
        scripted.jira.rest("POST", "/component", {"name": name, "project": "SUP"})
    for name in ("1.0", "2.0"):
        scripted.jira.rest("POST", "/version", {"name": name, "projectId": int(scripted.jira.project_id)})
    project = scripted.ado.project_id
    for kind, names in (("areas", ("Printer", "Scanner")), ("iterations", ("Sprint 1", "Sprint 2"))):
        tree = scripted.ado.rest("GET", f"/{project}/_apis/wit/classificationnodes/{kind}", **{"$depth": "2"})
        known = {one["name"] for one in tree.get("children") or ()}
        for name in names:
            if name not in known:
                scripted.ado.rest("POST", f"/{project}/_apis/wit/classificationnodes/{kind}", {"name": name})


def test_planning_crosses_both_ways(scripted: Scripted) -> None:
    planned(scripted)
    scripted.rule("jira", outgoing=JIRA_OUT, incoming=JIRA_IN)
    scripted.rule("ado", outgoing=ADO_OUT, incoming=ADO_IN)
    issue = scripted.jira.create("Plan")
    scripted.jira.set(
        issue,
        customfield_10020=1,
        components=[{"name": "Printer"}],
        fixVersions=[{"name": "1.0"}],
        priority={"name": "High"},
        timetracking={"originalEstimate": "2h"},
    )
    scripted.settle()
    item = scripted.twin_of(issue)
    found = scripted.ado.get(item)
    assert found["System.IterationPath"].endswith("Sprint 1")
    assert found["System.AreaPath"].endswith("Printer")
    assert (found["System.Tags"], found["Microsoft.VSTS.Common.Priority"]) == ("fix 1.0", 1)
    assert found["Microsoft.VSTS.Scheduling.OriginalEstimate"] == 2
    other = scripted.jira.create("In the next sprint")
    scripted.jira.set(other, customfield_10020=2)
    scripted.settle()
    scripted.ado.rest(
        "PATCH",
        f"/_apis/wit/workitems/{item}",
        [
            {"op": "replace", "path": "/fields/System.Tags", "value": "fix 2.0"},
            {"op": "add", "path": "/fields/System.IterationPath", "value": "Fabrikam Fiber\\Sprint 2"},
            {"op": "add", "path": "/fields/System.AreaPath", "value": "Fabrikam Fiber\\Scanner"},
            {"op": "add", "path": "/fields/Microsoft.VSTS.Common.Priority", "value": 2},
            {"op": "add", "path": "/fields/Microsoft.VSTS.Scheduling.OriginalEstimate", "value": 3},
        ],
    )
    scripted.settle()
    assert scripted.errors("jira") == scripted.errors("ado") == []
    there = scripted.jira.get(issue)
    assert [one["name"] for one in there["customfield_10020"]] == ["Sprint 2"]
    assert [one["name"] for one in there["components"]] == ["Scanner"]
    assert [one["name"] for one in there["fixVersions"]] == ["2.0"]
    assert there["priority"]["name"] == "Medium"
    assert there["timetracking"]["originalEstimateSeconds"] == 3 * 3600
    assert scripted.settle() == 0
    scripted.ado.set(item, **{"System.IterationPath": "Fabrikam Fiber"})
    scripted.settle()
    assert not scripted.jira.get(issue)["customfield_10020"]


def test_a_sprint_that_is_completed_meanwhile_stops_no_change_of_the_pairs_that_were_in_it(scripted: Scripted) -> None:
    planned(scripted)
    scripted.rule("jira", outgoing=JIRA_OUT, incoming=JIRA_IN)
    scripted.rule("ado", outgoing=ADO_OUT, incoming=ADO_IN)
    issue, late = scripted.jira.create("Done in time"), scripted.jira.create("Not in it")
    scripted.jira.set(issue, customfield_10020=1)
    scripted.settle()
    item, other = scripted.twin_of(issue), scripted.twin_of(late)
    scripted.jira.rest("POST", "/sprint/1", {"state": "closed"}, api="agile/1.0")
    scripted.ado.set(item, **{"System.Tags": "fix 1.0"})
    scripted.jira.set(issue, priority={"name": "High"})
    scripted.settle()
    assert [one["name"] for one in scripted.jira.get(issue)["fixVersions"]] == ["1.0"]
    assert scripted.ado.get(item)["Microsoft.VSTS.Common.Priority"] == 1
    assert scripted.ado.get(item)["System.IterationPath"].endswith("Sprint 1")
    assert scripted.errors("jira") == scripted.errors("ado") == []
    scripted.ado.set(other, **{"System.IterationPath": "Fabrikam Fiber\\Sprint 1"})
    scripted.settle()
    (error,) = scripted.errors("jira")
    assert "only active or future sprints" in error.message or "this sprint is closed" in error.message
    scripted.ado.set(other, **{"System.IterationPath": "Fabrikam Fiber\\Sprint 2"})  # its author mends it
    scripted.settle()
    assert [one["name"] for one in scripted.jira.get(late)["customfield_10020"]] == ["Sprint 2"]
    assert scripted.errors("jira") == []
    assert scripted.settle() == 0


def test_a_sprint_that_nobody_knows_is_named(scripted: Scripted) -> None:
    scripted.rule("jira", incoming='issue.typeName = "Task"\nissue.summary = "x"\nissue.sprint = "Sprint 77"')
    scripted.ado.create("Far away", "Bug")
    scripted.settle()
    (error,) = scripted.errors("jira")
    assert "cannot become “Sprint 77”: no sprint of that name" in error.message


BY_JIRA = {"sprint": "Sprint 1", "place": "Printer", "hours": 2, "priority": 1, "version": "1.0"}
BY_AZURE = {"sprint": "Sprint 2", "place": "Scanner", "hours": 5, "priority": 4, "version": "2.0"}


def stands(scripted: Scripted, issue: str, item: str) -> list[dict[str, Any]]:
    """How all of it stands at Jira and at Azure DevOps."""
    here, there = scripted.jira.get(issue), scripted.ado.get(item)
    return [
        {
            "sprint": here["customfield_10020"][0]["name"],
            "place": here["components"][0]["name"],
            "hours": here["timetracking"]["originalEstimateSeconds"] / 3600,
            "priority": {"High": 1, "Low": 4}[here["priority"]["name"]],
            "version": here["fixVersions"][0]["name"],
        },
        {
            "sprint": there["System.IterationPath"].rpartition("\\")[2],
            "place": there["System.AreaPath"].rpartition("\\")[2],
            "hours": there["Microsoft.VSTS.Scheduling.OriginalEstimate"],
            "priority": there["Microsoft.VSTS.Common.Priority"],
            "version": there["System.Tags"].removeprefix("fix "),
        },
    ]


@pytest.mark.parametrize(
    ("policy", "order", "wanted"),
    [
        ("newest", "ja", [BY_AZURE, BY_AZURE]),
        ("newest", "aj", [BY_JIRA, BY_JIRA]),
        ("here", "ja", [BY_JIRA, BY_JIRA]),
        ("there", "aj", [BY_AZURE, BY_AZURE]),
        ("ask", "ja", [BY_JIRA, BY_AZURE]),
        ("ask", "aj", [BY_JIRA, BY_AZURE]),
    ],
)
def test_what_both_sides_plan_at_once_is_decided_by_the_policy(
    scripted: Scripted, policy: str, order: str, wanted: list[dict[str, Any]]
) -> None:
    planned(scripted)
    scripted.rule("jira", outgoing=JIRA_OUT, incoming=JIRA_IN, conflicts={"*": policy})
    scripted.rule("ado", outgoing=ADO_OUT, incoming=ADO_IN)
    issue = scripted.jira.create("Plan")
    scripted.settle()
    item = scripted.twin_of(issue)
    for one in order:
        if one == "j":
            scripted.jira.set(
                issue,
                customfield_10020=1,
                components=[{"name": "Printer"}],
                fixVersions=[{"name": "1.0"}],
                priority={"name": "High"},
                timetracking={"originalEstimate": "2h"},
            )
        else:
            values: dict[str, Any] = {
                "System.IterationPath": "Fabrikam Fiber\\Sprint 2",
                "System.AreaPath": "Fabrikam Fiber\\Scanner",
                "System.Tags": "fix 2.0",
                "Microsoft.VSTS.Common.Priority": 4,
                "Microsoft.VSTS.Scheduling.OriginalEstimate": 5,
            }
            scripted.ado.set(item, **values)
    scripted.settle()
    assert scripted.errors("jira") == scripted.errors("ado") == []
    assert stands(scripted, issue, item) == wanted
    assert scripted.settle() == 0
