"""The default rules as text: valid for the check of Script mode, in line with what Basic mode does."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.rules.basic import ANNOUNCED
from addon.rules.defaults import incoming_text, outgoing_text
from addon.scripting.check import check

KINDS = ("jira", "azuredevops")
ENTITY = {"jira": "issue", "azuredevops": "workItem"}
odd = st.text(min_size=1, max_size=40)


def faults(text: str) -> list[object]:
    return [one for one in check(text) if getattr(one, "severity", "error") == "error"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_generated_rules_pass_the_check(kind: str) -> None:
    assert faults(outgoing_text(kind, "Acme")) == []
    assert faults(incoming_text(kind, "Acme", "SUP", "Task")) == []


@pytest.mark.parametrize("kind", KINDS)
@given(partner=odd, project=odd, type_name=odd)
def test_no_name_of_a_partner_project_or_type_breaks_the_generated_rules(
    kind: str, partner: str, project: str, type_name: str
) -> None:
    assert faults(outgoing_text(kind, partner)) == []
    assert faults(incoming_text(kind, partner, project, type_name)) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "partner", ["x\nissue.summary = 'evil'", "x\rissue.key = 1", "x\u2028y", "{project}", "*/ evil /*"]
)
def test_a_partners_name_stays_inside_its_comment(kind: str, partner: str) -> None:
    for text in (outgoing_text(kind, partner), incoming_text(kind, partner, "SUP", "Task")):
        plain = (
            outgoing_text(kind, "P") if text.startswith("// What leaves") else incoming_text(kind, "P", "SUP", "Task")
        )
        assert len(text.splitlines()) == len(plain.splitlines())
        assert text.split("\n")[1:] == plain.split("\n")[1:]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ['a"; issue.summary = "evil', "a\\", "${1 + 1}", "$x", 'a\\"b', "a\nb"])
def test_a_projects_and_types_name_stays_inside_its_quotes(kind: str, name: str) -> None:
    text = incoming_text(kind, "Acme", name, name)
    assert faults(text) == []
    assert "evil" not in re.sub(r'"(?:\\.|[^"\\])*"', '""', text)
    assert not re.search(r"(?<!\\)\$", text)


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_sets_exactly_what_is_announced(kind: str) -> None:
    text = incoming_text(kind, "Acme", "SUP", "Task")
    always = {found[1] for found in re.finditer(rf"^{ENTITY[kind]}\.(\w+)\s*=", text, re.M)}
    assert always == set(ANNOUNCED[kind, "script"])


@pytest.mark.parametrize(("kind", "offered"), [("jira", "labels"), ("azuredevops", "priority")])
def test_one_more_field_is_offered_as_a_comment_that_can_be_switched_on(kind: str, offered: str) -> None:
    text = incoming_text(kind, "Acme", "SUP", "Task")
    line = next(one for one in text.splitlines() if one.startswith(f"// {ENTITY[kind]}.{offered}"))
    assert faults(text.replace(line, line.removeprefix("// "))) == []
