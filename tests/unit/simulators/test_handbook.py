"""docs/simulators.md says of the simulators what they are: people, tokens, control calls, functions, macros."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from addon.simulators.azuredevops import AzureDevOpsSimulator
from addon.simulators.azuredevops import seed as azure_seed
from addon.simulators.azuredevops.wiql.macros import _UNITS
from addon.simulators.jira import JiraSite, create_app, seed
from addon.simulators.jira.jql import dates, functions

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "simulators.md").read_text()


@pytest.fixture(scope="module")
def jira() -> Iterator[JiraSite]:
    site = seed.demo(JiraSite())
    yield site
    site.close()


@pytest.fixture(scope="module")
def azure() -> Iterator[AzureDevOpsSimulator]:
    simulator = AzureDevOpsSimulator()
    yield simulator
    simulator.stop()


def table(heading: str, after: str) -> list[list[str]]:
    """The rows of the first table behind some words of a section, without its head."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = section[section.index(after) :].split("\n\n")[1].splitlines()[2:]
    return [[cell.strip().strip("`") for cell in row.strip("|").split("|")] for row in rows]


def test_the_people_of_jira_have_the_tokens_that_are_written_down(jira: JiraSite) -> None:
    known = {(jira.users[account].name, jira.users[account].email, token) for token, account in jira.tokens.items()}
    assert {(name, mail, token) for name, mail, token, _ in table("Who is there", "Jira, with")} == known


def test_the_people_of_azure_devops_have_the_tokens_that_are_written_down(azure: AzureDevOpsSimulator) -> None:
    tokens = {azure_seed.ADMIN_MAIL: azure_seed.ADMIN_PAT, azure_seed.SYNC_MAIL: azure_seed.SYNC_PAT}
    known = {
        (person.display_name, person.unique_name, tokens.get(person.unique_name, ""))
        for person in azure.organization.people.all()
    }
    assert {(name, mail, token) for name, mail, token, _ in table("Who is there", "Azure DevOps, org")} == known


def control_calls(app: Flask) -> set[str]:
    return {
        f"{method} {rule.rule.removeprefix('/__control__/')}"
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/__control__/")
        for method in rule.methods or ()
        if method not in ("HEAD", "OPTIONS")
    }


def written_calls(*after: str) -> set[str]:
    return {
        call
        for words in after
        for row in table("The control contract", words)
        for call in re.findall(r"(?:GET|POST|PATCH|DELETE) [\w/<>-]+", row[0])
    }


def test_every_control_call_is_written_down(jira: JiraSite, azure: AzureDevOpsSimulator) -> None:
    assert written_calls("Both simulators", "Jira alone") == control_calls(create_app(jira))
    assert written_calls("Both simulators", "Azure DevOps alone") == control_calls(azure.app)


def test_the_functions_of_jql_are_those_that_are_written_down() -> None:
    named = PAGE.split("these functions: ")[1].split("\n\n")[0]
    known = {*functions._FUNCTIONS, *dates._STARTS, *dates._ENDS, "now", "currentlogin"}
    assert {name.lower() for name in re.findall(r"`(\w+)`", named)} == known


def test_the_macros_of_wiql_are_those_that_are_written_down() -> None:
    named = PAGE.split("these\nmacros: ")[1].split("\n")[0]
    known = {*_UNITS, "me", "project", "today", "currentiteration"}
    assert {name.lower() for name in re.findall(r"`@(\w+)`", named)} == known
