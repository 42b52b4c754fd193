"""What an administrator of Jira takes away while pairs exist: the refusal names the cause and what there is instead."""

import dataclasses

import pytest

from addon.simulators.jira.field_choices import OptionKind
from addon.simulators.jira.records import Scheme, Workflow
from addon.sync import problems
from tests.pipeline.scripted import Scripted

HEAD = 'if (firstSync) { issue.typeName = "Task" }\nissue.summary = replica.summary\n'
FILES = "issue.attachments = attachmentHelper.mergeAttachments(issue, replica)"


@pytest.fixture
def paired(scripted: Scripted) -> tuple[Scripted, str, str]:
    scripted.rule("ado", outgoing="replica.summary = workItem.summary\nreplica.attachments = workItem.attachments")
    scripted.rule("jira", outgoing="replica.summary = issue.summary", incoming=HEAD + "issue.Severity = 'Major'")
    item = scripted.ado.create("First", "Bug")
    scripted.settle()
    twin = scripted.world.twin("ado", item)
    assert twin is not None
    return scripted, twin.remote_id, item


def scheme(scripted: Scripted) -> Scheme:
    return scripted.jira.site.projects[scripted.jira.project_id].scheme


def change(scripted: Scripted, item: str, title: str) -> None:
    scripted.ado.set(item, **{"System.Title": title})
    scripted.settle()


def test_a_choice_that_was_taken_away_is_refused_with_those_that_are_left(paired: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = paired
    kind = scripted.jira.site.fields["customfield_10010"].kind
    assert isinstance(kind, OptionKind)
    minor = kind._options.pop()
    scripted.rule("jira", incoming=HEAD + "issue.Severity = 'Minor'")
    change(scripted, item, "Second")
    (error,) = scripted.errors("jira")
    assert error.reason == "refused_fields"
    assert error.message == "Severity: Option value 'Minor' is not valid. It may be: Critical, Major."
    other = scripted.jira.create("Meanwhile", kind="Bug")
    scripted.settle()
    assert scripted.world.twin("jira", other) is not None
    kind._options.append(minor)
    change(scripted, item, "Third")
    assert scripted.errors("jira") == []
    assert scripted.jira.get(issue)["customfield_10010"]["value"] == "Minor"


def test_a_type_that_was_taken_out_of_the_project_is_refused_with_those_that_are_left(
    paired: tuple[Scripted, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted, _, item = paired
    monkeypatch.setattr("addon.platforms.jira.metadata.OLD_S", -1.0)
    story = next(one.id for one in scripted.jira.site.types.values() if one.name == "Story")
    scheme(scripted).type_ids.remove(story)
    scripted.rule("jira", incoming=HEAD + "issue.typeName = 'Story'")
    change(scripted, item, "Second")
    (error,) = scripted.errors("jira")
    assert error.reason == "refused_fields"
    assert "It may be: Bug, Task, Epic, Sub-task." in error.message


def test_a_field_that_was_taken_off_the_screen_is_no_field_that_is_gone(paired: tuple[Scripted, str, str]) -> None:
    scripted, _, _ = paired
    scheme(scripted).create_fields.remove("customfield_10014")
    scripted.rule("jira", incoming=HEAD + "issue.Customer = replica.summary")
    scripted.ado.create("New", "Bug")
    scripted.settle()
    (error,) = scripted.errors("jira")
    assert error.reason == "refused_fields"
    assert error.message.startswith("Customer: ")
    assert "On this site it exists: put it on the screens of this type" in error.message


def test_a_field_that_became_required_is_named_once(paired: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = paired
    scheme(scripted).required.add("duedate")
    change(scripted, item, "What exists goes on")
    assert scripted.jira.get(issue)["summary"] == "What exists goes on"
    scripted.ado.create("New", "Bug")
    scripted.settle()
    (error,) = scripted.errors("jira")
    assert error.message == "Due date is required."


def test_files_stay_out_while_the_site_takes_none_and_come_once_it_does(paired: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = paired
    scripted.rule("jira", incoming=HEAD + FILES)
    scripted.jira.site.attachments_enabled = False
    scripted.ado.attach(item, "one.txt", b"1")
    change(scripted, item, "Second")
    assert scripted.jira.get(issue)["summary"] == "Second"
    (error,) = scripted.errors("jira")
    assert error.reason == "part_left_out"
    assert "“one.txt” was left out, everything else goes on: Attachments are switched off" in error.message
    detail = problems.error_detail(scripted.world.services, scripted.jira.caller.node_id, error.id)
    assert "let this tracker take it" in detail.what_to_do
    change(scripted, item, "Still off")
    assert [one.id for one in scripted.errors("jira")] == [error.id]
    scripted.jira.site.attachments_enabled = True
    change(scripted, item, "Third")
    assert scripted.jira.files(issue) == {"one.txt": b"1"}
    assert scripted.errors("jira") == []


def test_a_file_that_may_not_be_attached_is_a_permission_that_lacks(paired: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = paired
    scripted.rule("jira", incoming=HEAD + FILES)
    site = scripted.jira.site
    project = site.projects[scripted.jira.project_id]
    may = {"BROWSE_PROJECTS", "CREATE_ISSUES", "EDIT_ISSUES", "TRANSITION_ISSUES", "ADD_COMMENTS"}
    project.app_permissions = frozenset(may)
    scripted.ado.attach(item, "one.txt", b"1")
    change(scripted, item, "Second")
    (error,) = scripted.errors("jira")
    assert (error.reason, scripted.jira.get(issue)["summary"]) == ("forbidden", "Second")
    assert "permission to create attachments" in error.message


def test_a_step_that_was_seen_once_and_is_gone_from_the_workflow_is_not_gone_over(
    paired: tuple[Scripted, str, str],
) -> None:
    scripted, issue, item = paired
    for number, status in enumerate(("In Progress", "In Review", "To Do")):
        scripted.rule("jira", incoming=HEAD + f"issue.setStatus('{status}')")
        change(scripted, item, f"Seen {number}")
    old, statuses = scheme(scripted).default_workflow, scripted.jira.site.statuses
    left = tuple(one for one in old.transitions if statuses[one.to].name != "Done")
    scheme(scripted).default_workflow = dataclasses.replace(old, transitions=left)
    scripted.rule("jira", incoming=HEAD + "issue.setStatus('Done')")
    change(scripted, item, "Finished")
    (error,) = scripted.errors("jira")
    assert "The status cannot become “Done”: no transition leads from" in error.message
    assert "Done" not in error.message.split("Reachable from here: ")[1].split(".")[0]
    scheme(scripted).default_workflow = Workflow(old.name, old.initial, old.transitions)
    problems.retry(scripted.world.services, scripted.jira.caller, error.id)
    scripted.settle()
    assert scripted.jira.get(issue)["status"]["name"] == "Done"
    assert scripted.errors("jira") == []


def test_a_link_stays_while_the_type_of_the_one_in_its_place_is_not_here(paired: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = paired
    other = scripted.jira.create("Other")
    link = f"issue.issueLinks = [[linkTypeName: 'Blocks', otherIssueId: '{other}', isOutward: true]]"
    scripted.rule("jira", incoming=HEAD + link)
    change(scripted, item, "Second")
    types = scripted.jira.site.link_types
    blocks = next(one for one in types.values() if one.name == "Blocks")
    types[blocks.id] = dataclasses.replace(blocks, name="Stops")
    change(scripted, item, "Third")
    assert [one["type"]["name"] for one in scripted.jira.get(issue)["issuelinks"]] == ["Stops"]
    told = scripted.told("jira", issue)
    assert any("No issue link type with name 'Blocks' found" in one for one in told)
    assert any(one.startswith("link_kept: A link stays") for one in told)
    scripted.rule("jira", incoming=HEAD + link.replace("Blocks", "Stops"))
    change(scripted, item, "Fourth")
    assert [one["type"]["name"] for one in scripted.jira.get(issue)["issuelinks"]] == ["Stops"]
    assert scripted.errors("jira") == []


def test_a_link_that_a_rule_says_anew_each_time_stays(paired: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = paired
    other = scripted.jira.create("Other")
    link = f"issue.issueLinks = [[linkTypeName: 'Blocks', otherIssueId: '{other}', isOutward: true]]"
    scripted.rule("jira", incoming=HEAD + link)
    change(scripted, item, "Second")
    (made,) = scripted.jira.get(issue)["issuelinks"]
    for title in ("Third", "Fourth"):
        change(scripted, item, title)
        assert [one["id"] for one in scripted.jira.get(issue)["issuelinks"]] == [made["id"]]


def test_a_sprint_that_was_closed_or_deleted_says_which_may_be_named(paired: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = paired
    sprints = scripted.jira.site.sprints
    scripted.rule("jira", incoming=HEAD + "issue.sprint = 'Sprint 1'")
    change(scripted, item, "Second")
    sprints[1].state = "closed"
    scripted.jira.set(issue, customfield_10020=2)
    scripted.settle()
    change(scripted, item, "In the next one, and the rule says nothing new")
    assert [one["name"] for one in scripted.jira.get(issue)["customfield_10020"]] == ["Sprint 1", "Sprint 2"]
    assert scripted.errors("jira") == []
    scripted.rule("jira", incoming=HEAD + "issue.sprint = 1")
    change(scripted, item, "Back into the closed one")
    (error,) = scripted.errors("jira")
    assert "only active or future sprints. Name a sprint that runs or is to come" in error.message
    scripted.jira.site.issues[issue].fields["customfield_10020"] = [1]
    del sprints[2]
    scripted.rule("jira", incoming=HEAD + "issue.sprint = 2")
    change(scripted, item, "Into one that was deleted")
    (error,) = scripted.errors("jira")
    assert "id: 2. Name a sprint that runs or is to come" in error.message
    scripted.rule("jira", incoming=HEAD)
    change(scripted, item, "Left as it is")
    assert scripted.errors("jira") == []
    assert scripted.jira.get(issue)["summary"] == "Left as it is"


def test_a_field_that_a_step_of_the_workflow_requires_from_now_on_is_called_by_its_name(
    paired: tuple[Scripted, str, str],
) -> None:
    scripted, issue, item = paired
    old = scheme(scripted).default_workflow
    field = "customfield_10014"
    steps = tuple(dataclasses.replace(one, screen=(field,), required=frozenset({field})) for one in old.transitions)
    scheme(scripted).default_workflow = dataclasses.replace(old, transitions=steps)
    scripted.rule("jira", incoming=HEAD + "issue.setStatus('Done')")
    change(scripted, item, "Second")
    (error,) = scripted.errors("jira")
    assert "The transition “Done” to “Done” was refused: Customer" in error.message
    assert field not in error.message
    assert scripted.jira.get(issue)["summary"] == "Second"
