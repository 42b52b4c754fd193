"""What rules, trackers and people get wrong: each has its treatment and its words, and the rest goes on."""

from typing import Any

import pytest

from addon.simulators.jira.records import User
from addon.sync import problems
from tests.pipeline.scripted import Scripted
from tests.pipeline.test_failures import hurry
from tests.pipeline.world import World

HEAD = (
    'if (firstSync) {\n    issue.projectKey = "SUP"\n    issue.typeName = "Task"\n}\nissue.summary = replica.summary\n'
)
NOTED = {
    "issue.labels = 'one two'": "",
    "issue.labels = [[label: 'ok'], null, [other: 1]]": "",
    "issue.comments = 5": "comments has to be a list",
    "issue.comments = [1, 'x']": "comments holds something that is no comment",
    "issue.attachments = 'x'": "attachments has to be a list",
    "issue.attachments = [[filename: 'x']]": "attachments holds a file that did not arrive",
    "issue.workLogs = 7": "workLogs has to be a list",
    "issue.workLogs = [[timeSpent: 'an hour']]": "needs timeSpent in seconds",
    "issue.customFields = 3": "customFields has to be a map",
    "issue.issueLinks = [[a: 1]]": "A link needs linkTypeName",
    "issue.nonsense = 1": "issue.nonsense is no field here",
    "issue.assignee = [displayName: 'Nobody Knows']": "is nobody here",
    "issue.'Customer' = 'by its name'": "",
}
"""Rules whose mistake is told and left out: the summary still arrives."""
PARKED = {
    "issue.priority = 'Unheard of'": "priority",
    "issue.customFields.'Severity'.value = 'Unheard of'": "may be: Critical, Major, Minor",
    "issue.customFields.'Story point estimate'.value = 'many'": "needs a number",
    "issue.due = 'some day'": "Due date: ",
    "issue.customFields.'Gone'.value = 1": "line 6: NullPointerException: Cannot set property 'value'",
    "issue.created = new Date()": "readonly property: created",
    "issue.components = [[name: 'Unheard of']]": "omponent",
    "issue.parentId = 'NOPE-1'": "",
    "issue.setStatus('Nowhere')": 'Done. Map it in the incoming rule, for example: def statusMap = ["Nowhere": "To Do"]',
    "issue.typeName = 'Unheard of'": "it has: ",
    "issue.resolution = [name: 'Unheard of']": "resolution",
}
"""Rules whose entity waits for a person, with words that name the cause."""


def arriving(scripted: Scripted, title: str) -> str:
    item = scripted.ado.create(title, "Bug")
    scripted.settle()
    return item


def test_values_of_a_wrong_kind_are_told_and_the_rest_arrives(scripted: Scripted) -> None:
    for number, (text, words) in enumerate(NOTED.items()):
        scripted.rule("jira", incoming=HEAD + text)
        arriving(scripted, f"Title {number}")
        issue = next(
            (one for one in scripted.jira.site.issues.values() if one.fields["summary"] == f"Title {number}"), None
        )
        assert issue is not None, (text, [one.message for one in scripted.errors("jira")])
        told = scripted.told("jira", issue.id)
        assert not words or any(words in one for one in told), (text, told)
    assert scripted.errors("jira") == scripted.errors("ado") == []


def test_what_cannot_be_written_parks_its_entity_alone_and_names_the_cause(scripted: Scripted) -> None:
    unlike: list[tuple[str, list[str]]] = []
    for number, (text, words) in enumerate(PARKED.items()):
        scripted.rule("jira", incoming=HEAD + text)
        arriving(scripted, f"Bad {number}")
        found = scripted.errors("jira")
        if [words in one.message for one in found] != [True]:
            unlike.append((text, [one.message for one in found]))
        for one in found:
            detail = problems.error_detail(scripted.world.services, scripted.jira.caller.node_id, one.id)
            assert detail.what_to_do
            problems.skip(scripted.world.services, scripted.jira.caller, one.id)
        scripted.settle()
    assert unlike == []
    scripted.rule("jira", incoming=HEAD)
    arriving(scripted, "Good")
    assert any(one.fields["summary"] == "Good" for one in scripted.jira.site.issues.values())
    assert scripted.errors("jira") == []


@pytest.fixture
def pair(scripted: Scripted) -> tuple[Scripted, str, str]:
    issue = scripted.jira.create("Pair", kind="Bug")
    scripted.settle()
    return scripted, issue, scripted.twin_of(issue)


def test_a_rule_never_moves_what_exists_and_says_how_to(pair: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = pair
    scripted.rule("jira", incoming="issue.projectKey = 'OTHER'\nissue.key = 'OTHER-1'\nissue.summary = replica.summary")
    scripted.ado.set(item, **{"System.Title": "Still arrives"})
    scripted.settle()
    assert scripted.jira.get(issue)["summary"] == "Still arrives"
    told = scripted.told("jira", issue)
    assert any("this is in SUP, and what exists is not moved" in one for one in told)
    assert any("To pair with another one, unlink first" in one for one in told)
    assert scripted.errors("jira") == []


def test_a_rule_changes_the_type_of_what_exists_where_the_project_has_it(pair: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = pair
    scripted.rule("ado", incoming="workItem.typeName = replica.summary")
    scripted.jira.set(issue, summary="Task")
    scripted.settle()
    assert scripted.ado.get(item)["System.WorkItemType"] == "Task"
    scripted.jira.set(issue, summary="Unheard of")
    scripted.settle()
    (error,) = scripted.errors("ado")
    assert error.message.startswith("This project has no type “Unheard of”; it has: ")


def test_somebody_who_left_is_left_out_and_the_rest_is_written(pair: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = pair
    scripted.rule("ado", outgoing="replica.summary = workItem.summary\nreplica.assignee = [displayName: 'Grace']")
    text = "issue.summary = replica.summary\nissue.assignee = replica.assignee"
    scripted.jira.site.users["gone"] = User("gone", "Grace Gone", "grace@example.com", active=False)
    scripted.rule("jira", incoming=text, people={"Grace": "gone"})
    scripted.ado.set(item, **{"System.Title": "Without her"})
    scripted.settle()
    assert scripted.jira.get(issue)["summary"] == "Without her"
    assert any("left_out: assignee stays as it is: " in one for one in scripted.told("jira", issue))
    scripted.rule("jira", outgoing="replica.summary = issue.summary")
    scripted.rule("ado", incoming="workItem.summary = replica.summary\nworkItem.assignee = 'nobody@nowhere.example'")
    scripted.jira.set(issue, summary="Nor him")
    scripted.settle()
    assert scripted.ado.get(item)["System.Title"] == "Nor him"
    told = scripted.told("ado", item)
    assert any("assignee stays as it is: nobody@nowhere.example is nobody here." in one for one in told)
    assert scripted.errors("jira") == scripted.errors("ado") == []


def test_a_deleted_field_parks_what_writes_it_and_names_it(pair: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = pair
    scripted.rule(
        "jira", incoming="issue.summary = replica.summary\nissue.customFields.'Customer'.value = replica.summary"
    )
    scripted.ado.set(item, **{"System.Title": "One"})
    scripted.settle()
    assert scripted.jira.get(issue)["customfield_10014"] == "One"
    del scripted.jira.site.fields["customfield_10014"]
    for one in scripted.jira.site.issues.values():
        one.fields.pop("customfield_10014", None)
    scripted.ado.set(item, **{"System.Title": "Two"})
    scripted.settle()
    (error,) = scripted.errors("jira")
    assert "Customer" in error.message or "customfield_10014" in error.message


def test_a_renamed_project_goes_on_under_its_new_name(pair: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = pair
    organization = scripted.ado.simulator.organization
    scripted.ado.rest("PATCH", f"/_apis/projects/{scripted.ado.project_id}", {"name": "Renamed"})
    assert organization.projects.find("Renamed") is not None
    scripted.jira.set(issue, summary="After the renaming")
    fresh = scripted.jira.create("New after the renaming", kind="Bug")
    scripted.settle()
    assert scripted.ado.get(item)["System.Title"] == "After the renaming"
    assert scripted.ado.get(scripted.twin_of(fresh))["System.TeamProject"] == "Renamed"
    scripted.ado.set(item, **{"System.Title": "And back"})
    scripted.settle()
    assert scripted.jira.get(issue)["summary"] == "And back"
    assert scripted.errors("jira") == scripted.errors("ado") == []


def test_an_item_that_moves_and_changes_its_type_stays_paired_both_ways(pair: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = pair
    organization = scripted.ado.simulator.organization
    other = next(one for one in organization.projects.all() if one.id != scripted.ado.project_id)
    place = {"System.TeamProject": other.name, "System.AreaPath": other.name, "System.IterationPath": other.name}
    scripted.ado.set(item, **place)
    scripted.jira.set(issue, summary="Followed")
    scripted.settle()
    assert scripted.ado.get(item)["System.Title"] == "Followed"
    scripted.world.hook_up()
    scripted.ado.set(item, **{"System.WorkItemType": "Task", "System.Title": "Moved"})
    scripted.settle()
    assert scripted.jira.get(issue)["summary"] == "Moved"
    twin = scripted.world.twin("ado", item)
    assert twin is not None and twin.local_project == other.id
    assert any("Moved to" in one for one in scripted.told("ado", item))
    assert scripted.errors("jira") == scripted.errors("ado") == []


def test_an_answer_that_is_no_json_is_asked_again_and_parks_alone_when_it_stays(connected: World) -> None:
    fault: dict[str, Any] = {"method": "POST", "path": "*/workitems/*", "kind": "html", "times": 40}
    import requests

    address = f"{connected.ado.simulator.organization.address}/__control__/faults"
    requests.post(address, json=fault, timeout=30).raise_for_status()
    connected.jira.create("Never understood")
    for _ in range(12):
        connected.settle()
        hurry(connected)
    requests.delete(address, timeout=30)
    from addon.storage import errors

    found = connected.ledger.read(lambda tx: errors.list_page(tx, connected.ado.caller.node_id)).items
    assert ["cannot be read" in one.message for one in found] == [True]
    fresh = connected.jira.create("Understood")
    connected.settle()
    assert connected.twin("jira", fresh) is not None
