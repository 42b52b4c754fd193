"""The entity of a real run: what a script changed, and what it could not."""

from typing import Any

import pytest

from addon.scripting.host.bags import to_host
from addon.scripting.host.entities import EntityBag, Watched, known_names
from addon.scripting.program import Outcome, compile_script


def run(source: str, data: dict[str, Any], platform: str = "jira") -> tuple[Outcome, Watched, list[str]]:
    warnings: list[str] = []
    watched = Watched(EntityBag(to_host(data).data, "issue", known_names(platform), warnings), 1_000_000)
    outcome = compile_script(source, "Rule").run({"issue": watched.entity})
    return outcome, watched, warnings


def test_only_touched_fields_are_changes() -> None:
    _, watched, _ = run(
        "issue.summary = 'new'; issue.status = issue.status", {"summary": "old", "status": {"name": "x"}}
    )
    assert watched.changes() == {"summary": "new"}


def test_a_value_set_back_is_no_change() -> None:
    _, watched, _ = run("issue.summary = 'x'; issue.summary = 'old'", {"summary": "old"})
    assert watched.changes() == {}


def test_changes_inside_lists_and_custom_fields_are_seen() -> None:
    data = {"labels": [{"label": "a"}], "customFields": {"Risk": {"value": None}}}
    _, watched, _ = run("issue.labels[0].label = 'b'; issue.customFields.Risk.value = 'high'", data)
    assert watched.changes() == {"labels": [{"label": "b"}], "customFields": {"Risk": {"value": "high"}}}


def test_a_custom_field_answers_to_its_name() -> None:
    outcome, watched, _ = run("issue.'Risk' = 'low'; issue.'Risk'", {"customFields": {"Risk": {"value": "high"}}})
    assert outcome.value == "low"
    assert watched.changes() == {"customFields": {"Risk": {"value": "low"}}}


def test_an_unknown_name_warns_with_the_nearest_one() -> None:
    _, watched, warnings = run("issue.descripton = 'x'", {"summary": "a"})
    assert watched.changes() == {}
    assert warnings == ["issue.descripton is no field here: nothing was written. Did you mean description?"]


@pytest.mark.parametrize(
    ("platform", "name", "words"),
    [
        ("azuredevops", "workLogs", 'Only Jira has it. Azure DevOps keeps hours, in "Microsoft.VSTS.Scheduling'),
        ("azuredevops", "watchers", "Only Jira has it."),
        ("jira", "iterationPath", "Only Azure DevOps has it. Jira has sprint."),
    ],
)
def test_a_field_of_the_other_product_warns_with_what_there_is_here(platform: str, name: str, words: str) -> None:
    _, watched, warnings = run(f"issue.{name} = 'x'", {"summary": "a"}, platform)
    assert watched.changes() == {}
    assert [words in one for one in warnings] == [True]


def test_a_reference_name_of_azure_devops_is_written() -> None:
    _, watched, warnings = run("issue.'Microsoft.VSTS.Common.Severity' = '1'", {}, "azuredevops")
    assert watched.changes() == {"Microsoft.VSTS.Common.Severity": "1"}
    assert warnings == []


@pytest.mark.parametrize("name", ["created", "updated", "creator"])
def test_a_read_only_field_throws(name: str) -> None:
    outcome, _, _ = run(f"issue.{name} = null", {})
    assert outcome.failure is not None
    assert outcome.failure.class_name == "groovy.lang.ReadOnlyPropertyException"


def test_after_a_store_only_later_edits_are_changes() -> None:
    _, watched, _ = run("issue.summary = 'x'", {"summary": "old"})
    watched.settle({"id": 7, "key": "APP-7"})
    assert watched.changes() == {}
    assert watched.entity.data["key"] == "APP-7"
