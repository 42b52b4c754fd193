"""What was mended or renamed at one product is treated alike at the other: told with its cause, and gone on with."""

from typing import Any

import pytest

from addon.simulators.faults import Fault
from addon.simulators.jira.seed import add_project
from addon.sync import problems
from tests.pipeline.scripted import Scripted
from tests.pipeline.test_failures import hurry

ITEM = """if (firstSync) {
    workItem.projectKey = "Fabrikam Fiber"
    workItem.typeName = "Bug"
}
workItem.summary = replica.summary
"""
ISSUE = """if (firstSync) {
    issue.projectKey = "SUP"
    issue.typeName = "Task"
}
issue.summary = replica.summary
"""
TOLD = {
    "workItem.relations = [[a: 1]]": "relations cannot be written; nothing was done with it. Links are written by issueL",
    "workItem.workLogs = 7": "workItem.workLogs is no field here",
    "workItem.assignee = [displayName: 'Nobody Knows']": "is nobody here",
    "workItem.assignee = 'somebody-unheard-of'": "The identity value 'somebody-unheard-of'",
}
PARKED = {
    "workItem.priority = 9": "cannot become “9”; it may be: 1, 2, 3, 4",
    "workItem.'System.Rev' = 5": "“Rev” cannot be written",
    "workItem.'Story Points' = 5": "Story Points is not a field of the type Bug",
    "workItem.areaPath = 'Nowhere'": "There is no “Nowhere” in this project",
    "workItem.setStatus('Nowhere')": 'New, Active, Resolved, Closed. Map it in the incoming rule, for example: def statusMap = ["Nowhere": "New"]',
    "workItem.parentId = 'NOPE'": "needs the number of a work item, and “NOPE” is none",
    "workItem.projectKey = 'NOWHERE'": "create in the project NOWHERE, which cannot be seen here",
}


def test_azure_devops_tells_what_is_wrong_with_a_rule_as_jira_does(scripted: Scripted) -> None:
    unlike: list[tuple[str, list[str]]] = []
    for text, words in {**TOLD, **PARKED}.items():
        scripted.rule("ado", incoming=ITEM + text)
        issue = scripted.jira.create("Bad", kind="Bug")
        scripted.settle()
        found = [one.message for one in scripted.errors("ado")]
        if text in TOLD:
            said = scripted.told("ado", scripted.twin_of(issue))
            unlike += [] if not found and any(words in one for one in said) else [(text, [*found, *said])]
        elif [words in one for one in found] != [True]:
            unlike.append((text, found))
        for one in scripted.errors("ado"):
            detail = problems.error_detail(scripted.world.services, scripted.ado.caller.node_id, one.id)
            assert detail.what_to_do, text
            problems.skip(scripted.world.services, scripted.ado.caller, one.id)
        scripted.settle()
    assert unlike == []
    scripted.rule("ado", incoming=ITEM)
    good = scripted.jira.create("Good", kind="Bug")
    scripted.settle()
    assert scripted.ado.get(scripted.twin_of(good))["System.Title"] == "Good"
    assert scripted.errors("ado") == []


@pytest.fixture
def pair(scripted: Scripted) -> tuple[Scripted, str, str]:
    scripted.rule("jira", outgoing="replica.summary = issue.summary", incoming=ISSUE)
    scripted.rule("ado", outgoing="replica.summary = workItem.summary", incoming=ITEM)
    issue = scripted.jira.create("Pair", kind="Bug")
    scripted.settle()
    return scripted, issue, scripted.twin_of(issue)


def go_both_ways(scripted: Scripted, issue: str, item: str, title: str) -> None:
    scripted.jira.set(issue, summary=f"{title} from Jira")
    scripted.settle()
    assert scripted.ado.get(item)["System.Title"] == f"{title} from Jira"
    scripted.ado.set(item, **{"System.Title": f"{title} from Azure DevOps"})
    scripted.settle()
    assert scripted.jira.get(issue)["summary"] == f"{title} from Azure DevOps"
    assert scripted.errors("jira") == scripted.errors("ado") == []


def test_a_jira_project_with_another_key_goes_on_and_a_rule_that_names_the_old_one_still_finds_it(
    pair: tuple[Scripted, str, str],
) -> None:
    scripted, issue, item = pair
    project = next(one for one in scripted.jira.site.projects.values() if one.key == "SUP")
    project.key, project.name = "HELP", "Help desk"
    scripted.jira.site.project_keys["HELP"] = project.id  # "SUP" goes on to lead there, as at Jira
    for one in scripted.jira.site.issues.values():
        one.key = one.key.replace("SUP-", "HELP-")
    go_both_ways(scripted, issue, item, "Renamed")
    assert any("Moved to" in one and "HELP-" in one for one in scripted.told("jira", issue))
    scripted.ado.create("New after the renaming", "Bug")
    scripted.settle()
    assert [one.message for one in scripted.errors("jira")] == []
    assert any(one.fields["summary"] == "New after the renaming" for one in scripted.jira.site.issues.values())


def test_an_issue_that_moves_and_changes_its_type_stays_paired_both_ways(pair: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = pair
    other = add_project(scripted.jira.site, "FAR", "Far away")
    stands = scripted.jira.site.issues[issue]
    stands.project_id, stands.key = other.id, "FAR-1"
    kinds = {one.name: one.id for one in scripted.jira.site.types.values()}
    stands.fields["issuetype"] = kinds["Task"]
    go_both_ways(scripted, issue, item, "Moved")
    twin = scripted.world.twin("jira", issue)
    assert twin is not None and (twin.local_key, twin.local_project) == ("FAR-1", other.id)
    assert any("Moved to" in one for one in scripted.told("jira", issue))


@pytest.mark.parametrize("there", ["jira", "ado"])
def test_an_answer_that_is_no_json_parks_alone_when_it_stays(pair: tuple[Scripted, str, str], there: Any) -> None:
    scripted, issue, item = pair
    bench = scripted.jira.site.bench if there == "jira" else scripted.ado.simulator.bench
    method, path = ("PUT", f"*/issue/{issue}") if there == "jira" else ("PATCH", f"*/workitems/{item}")
    bench.faults.add(Fault("html", method, path))
    if there == "jira":
        scripted.ado.set(item, **{"System.Title": "Never understood"})
    else:
        scripted.jira.set(issue, summary="Never understood")
    for _ in range(12):
        scripted.settle()
        hurry(scripted.world)
    (error,) = scripted.errors(there)
    caller = scripted.jira.caller if there == "jira" else scripted.ado.caller
    assert "cannot be read" in error.message
    assert "proxy" in problems.error_detail(scripted.world.services, caller.node_id, error.id).what_to_do
    bench.faults.clear()
    problems.retry(scripted.world.services, caller, error.id)
    scripted.settle()
    assert scripted.errors(there) == []
    stands = scripted.jira.get(issue)["summary"] if there == "jira" else scripted.ado.get(item)["System.Title"]
    assert stands == "Never understood"
