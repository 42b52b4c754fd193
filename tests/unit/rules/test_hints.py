"""What is said about a line that met null: names that are not there, with the nearest one that is."""

import pytest

from addon.rules.hints import about_null
from addon.rules.site import Site

SITE = Site("jira", names={"customfield_1": "Customer", "customfield_2": "Go-live"})
REPLICA = {"summary": "x", "assignee": None, "customFields": {"Risk": {"value": None}}, "customKeys": {}}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("issue.asignee.name", "There is no field “asignee” here; did you mean assignee?"),
        ('issue.customFields."Custmer".value = 1', "There is no field “Custmer” here; did you mean Customer?"),
        ("workItem.customFields['Nothing'].value", "There is no field “Nothing” here; was it renamed or deleted?"),
        ('x = issue."Nothing".size()', "There is no field “Nothing” here; was it renamed or deleted?"),
        ("replica.sumary.trim()", "The other side sends no “sumary”; did you mean summary?"),
        ('replica.customFields."Risc".value', "The other side sends no custom field “Risc”; did you mean Risk?"),
        (
            "replica.status.name",
            "The other side sends no “status”; its outgoing rules have to put it into the replica.",
        ),
    ],
)
def test_the_name_is_given_with_what_was_probably_meant(line: str, words: str) -> None:
    assert about_null(line, SITE, REPLICA) == words


@pytest.mark.parametrize(
    "line",
    [
        "replica.assignee.email",
        "issue.assignee.displayName",
        'issue.customFields."Go-live".value.size()',
        'issue.customFields."customfield_1".value',
        'issue.customFields."1".value',
        'issue."Customer".size()',
        'replica.customFields."Risk".value.size()',
        "previous.nothing.name",
        "issue.setStatus(null.x)",
        "other.status.name",
    ],
)
def test_names_that_are_there_are_not_spoken_of(line: str) -> None:
    assert about_null(line, SITE, REPLICA) == ""


def test_without_fields_known_nothing_is_said_of_this_side() -> None:
    assert about_null("issue.nothing.x", Site("jira"), {}) == ""
