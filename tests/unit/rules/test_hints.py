"""What is said about a line that met null: names that are not there, with the nearest one that is."""

import pytest

from addon.rules.hints import about_missing, about_null
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
        "issue.with { it.x.y }",
        "other.status.name",
    ],
)
def test_names_that_are_there_are_not_spoken_of(line: str) -> None:
    assert about_null(line, SITE, REPLICA) == ""


def test_without_fields_known_nothing_is_said_of_this_side() -> None:
    assert about_null("issue.nothing.x", Site("jira"), {}) == ""


def test_a_reference_name_that_is_empty_is_no_deleted_field() -> None:
    site = Site("azuredevops", names={"Custom.Risk": "Risk"}, references={"assignee": "System.AssignedTo"})
    assert about_null('workItem."System.AssignedTo".displayName', site, {}) == ""


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("No such property: Status for class: Rules", "Status is not available here: use issue.setStatus(name)."),
        ("No such property: Epic for class: Rules", "use issue.parentId, or link.parent(replica)."),
        ("No such property: sprint for class: Rules", "issue.sprint"),
        (
            "No signature of method: groovy.json.JsonSlurper.parseText() is applicable for argument types: "
            "(LinkedHashMap) values: [[a:1]]",
            "What httpClient gives is read already: leave parseText out.",
        ),
        ("No such property: value for class: java.lang.String", "leave the last .value out."),
        ("No such property: other for class: Rules", ""),
        ("No such property: Status for class: java.lang.String", ""),
    ],
)
def test_what_other_products_have_is_told_with_what_there_is_here(said: str, words: str) -> None:
    found = about_missing(said)
    assert (words in found) is bool(found or not words)
    assert bool(found) is bool(words)
