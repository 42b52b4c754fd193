"""What an administrator changes in the process of Azure DevOps while pairs exist: fields, lists, states, types, rules."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import requests

from addon.simulators.azuredevops.processes import TypeField, WorkItemType
from addon.sync import problems
from tests.pipeline.scripted import Scripted

HEAD = 'if (firstSync) { workItem.typeName = "Bug" }\nworkItem.summary = replica.summary\n'
SEVERITY = "Microsoft.VSTS.Common.Severity"
Change = Callable[[WorkItemType], WorkItemType]


class Pair:
    """An issue and its bug, and a process that a test changes."""

    def __init__(self, scripted: Scripted) -> None:
        self.scripted = scripted
        scripted.rule("jira", outgoing="replica.summary = issue.summary")
        scripted.rule("ado", outgoing="replica.summary = workItem.summary", incoming=HEAD)
        self.issue = scripted.jira.create("First", kind="Bug")
        scripted.settle()
        self.item = scripted.twin_of(self.issue)
        self.types = scripted.ado.simulator.organization.processes["agile"].types

    def process(self, change: Change) -> None:
        self.types["Bug"] = change(self.types["Bug"])

    def field(self, name: str, **values: object) -> None:
        """Change how bugs use a field."""
        known = self.types["Bug"].field(name)
        assert known is not None
        self.process(lambda kind: kind.with_field(replace(known, **values)))  # type: ignore[arg-type]

    def edit(self, title: str, rule: str = "") -> None:
        self.scripted.rule("ado", incoming=HEAD + rule)
        self.scripted.jira.set(self.issue, summary=title)
        self.scripted.settle()

    def only_error(self, reason: str = "refused_fields") -> str:
        """The one error's words; the connection itself is unharmed."""
        (error,) = self.scripted.errors("ado")
        assert (error.impact, error.reason) == ("entity", reason)
        assert self.scripted.world.statuses() == {"active"}
        return error.message

    def retry(self) -> None:
        for one in self.scripted.errors("ado"):
            problems.retry(self.scripted.world.services, self.scripted.ado.caller, one.id)
        self.scripted.settle()
        assert self.scripted.errors("ado") == []

    def stored(self, name: str) -> object:
        return self.scripted.ado.get(self.item).get(name)


@pytest.fixture
def pair(scripted: Scripted, monkeypatch: pytest.MonkeyPatch) -> Pair:
    """Whatever is remembered counts as old once somebody asks for it anew; until then it is trusted."""
    monkeypatch.setattr("addon.platforms.azuredevops.metadata.OLD_S", -1.0)
    return Pair(scripted)


def test_a_value_taken_off_a_picklist_is_refused_with_those_that_are_left(pair: Pair) -> None:
    pair.edit("Known", "workItem.'Severity' = '2 - High'")
    pair.field(SEVERITY, allowed=("1 - Critical", "3 - Medium"))
    pair.edit("Old value", "workItem.'Severity' = '4 - Low'")
    words = pair.only_error()
    assert "'Severity' contains the value '4 - Low'" in words
    assert words.endswith("It may be: 1 - Critical, 3 - Medium.")
    other = pair.scripted.jira.create("Meanwhile", kind="Bug")
    pair.scripted.rule("ado", incoming=HEAD)
    pair.scripted.settle()
    assert pair.scripted.ado.get(pair.scripted.twin_of(other))["System.Title"] == "Meanwhile"
    pair.retry()
    assert (pair.stored("System.Title"), pair.stored(SEVERITY)) == ("Old value", "2 - High")


def test_a_value_that_an_item_keeps_after_it_left_the_list_stops_no_other_field(pair: Pair) -> None:
    pair.edit("Known", "workItem.'Severity' = '2 - High'")
    pair.field(SEVERITY, allowed=("1 - Critical", "3 - Medium"))
    pair.edit("Goes on", "workItem.'Severity' = '2 - High'")
    assert (pair.stored("System.Title"), pair.stored(SEVERITY)) == ("Goes on", "2 - High")
    assert pair.scripted.errors("ado") == []


def test_a_field_made_just_now_and_required_is_named_and_is_none_that_is_gone(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("addon.platforms.azuredevops.metadata.OLD_S", 5.0)
    organization = pair.scripted.ado.simulator.organization
    body = {"reference_name": "Custom.Ref", "name": "Reference", "work_item_type": "Bug", "required": True}
    requests.post(f"{organization.address}/__control__/fields", json=body, timeout=30).raise_for_status()
    pair.edit("Second")
    assert pair.only_error().startswith(
        "Reference is required here, and is empty. Give it a value in the incoming rule"
    )
    pair.scripted.rule("ado", incoming=HEAD + "workItem.'Reference' = 'R-1'")
    pair.retry()
    assert (pair.stored("System.Title"), pair.stored("Custom.Ref")) == ("Second", "R-1")


def test_a_field_taken_off_the_type_is_none_that_is_gone_and_says_where_to_put_it(pair: Pair) -> None:
    pair.edit("Known", "workItem.'Severity' = '2 - High'")
    pair.process(lambda kind: kind.without_field(SEVERITY))
    pair.edit("Second", "workItem.'Severity' = '1 - Critical'")
    assert pair.only_error().startswith(
        "Severity is not a field of the type Bug, or not any more; the organization has"
    )
    pair.process(lambda kind: kind.with_field(TypeField(SEVERITY)))
    pair.retry()
    assert (pair.stored("System.Title"), pair.stored(SEVERITY)) == ("Second", "1 - Critical")


def test_a_state_that_was_removed_is_refused_with_those_that_are_left(pair: Pair) -> None:
    pair.edit("Known", "workItem.setStatus('Active')")
    pair.process(lambda kind: replace(kind, states=tuple(one for one in kind.states if one.name != "Resolved")))
    pair.edit("Second", "workItem.setStatus('Resolved')")
    assert pair.only_error().endswith("It may be: New, Active, Closed.")
    pair.scripted.rule("ado", incoming=HEAD + "workItem.setStatus('Closed')")
    pair.retry()
    assert (pair.stored("System.Title"), pair.stored("System.State")) == ("Second", "Closed")


def test_an_item_in_a_state_that_was_renamed_takes_other_changes(pair: Pair) -> None:
    pair.edit("Known", "workItem.setStatus('Active')")
    renamed: Change = lambda kind: replace(  # noqa: E731
        kind, states=tuple(replace(one, name="Doing") if one.name == "Active" else one for one in kind.states)
    )
    pair.process(renamed)
    pair.edit("Second", "workItem.setStatus('Active')")
    assert pair.stored("System.Title") == "Second"
    pair.edit("Third", "workItem.setStatus('Resolved')")
    assert pair.stored("System.State") == "Resolved"
    assert pair.scripted.errors("ado") == []


def test_a_step_that_a_rule_of_the_process_restricts_names_state_and_rule(pair: Pair) -> None:
    pair.process(lambda kind: replace(kind, barred=(("New", "Closed"),)))
    pair.edit("Second", "workItem.setStatus('Closed')")
    words = pair.only_error()
    assert words.startswith("State cannot be changed here: a rule of the process forbids it")
    assert "It was to become “Closed”." in words and "It may be" not in words
    pair.process(lambda kind: replace(kind, barred=()))
    pair.retry()
    assert pair.stored("System.State") == "Closed"


def test_a_field_that_a_rule_makes_read_only_says_so(pair: Pair) -> None:
    pair.field(SEVERITY, frozen=True)
    pair.edit("Second", "workItem.'Severity' = '1 - Critical'")
    words = pair.only_error()
    assert words.startswith("Severity cannot be changed here: a rule of the process forbids it")
    assert "It was to become “1 - Critical”." in words
    pair.edit("Third")
    assert pair.stored("System.Title") == "Third"
    assert pair.scripted.errors("ado") == []


@pytest.mark.parametrize("gone", [False, True])
def test_a_type_that_was_disabled_or_removed_is_refused_with_those_there_are(pair: Pair, gone: bool) -> None:
    bug = pair.types["Bug"]
    if gone:
        del pair.types["Bug"]
    else:
        pair.process(lambda kind: replace(kind, disabled=True))
        pair.edit("What exists goes on")
        assert pair.stored("System.Title") == "What exists goes on"
    new = pair.scripted.jira.create("New", kind="Bug")
    pair.scripted.settle()
    words = pair.only_error()
    assert words.startswith("The project has no type “Bug” that new work items can have")
    assert "It has: Task, Issue, User Story, Feature, Epic." in words
    pair.types["Bug"] = bug
    pair.retry()
    assert pair.scripted.ado.get(pair.scripted.twin_of(new))["System.WorkItemType"] == "Bug"


def test_what_is_too_long_or_read_only_is_called_as_people_call_it(pair: Pair) -> None:
    pair.edit("Second", "workItem.'Found In' = 'x' * 300")
    assert pair.only_error().startswith("The field “Found In” has 300 characters; Azure DevOps takes 255.")
    pair.edit("Third", "workItem.'Board Column' = 'x'")
    assert pair.only_error() == "The field “Board Column” cannot be written"
    pair.edit("Fourth", "workItem.description = 'x' * 1000100")
    assert pair.only_error().startswith("Repro Steps is longer than Azure DevOps takes. Shorten it")
