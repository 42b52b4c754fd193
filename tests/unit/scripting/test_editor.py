"""Completion, hover and fields work while the code is being typed."""

import pytest

from addon.scripting.editor import complete, hover
from addon.scripting.touched import fields


def labels(source: str, line: int, column: int) -> list[str]:
    return [item["label"] for item in complete(source, line, column)]


def test_properties_of_an_entity_are_completed() -> None:
    assert "summary" in labels("issue.su", 1, 9)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("replica.assignee?.", {"email", "displayName", "accountId"}),
        ("issue?.status?.", {"name", "statusCategory"}),
        ("replica.comments[0].author.", {"email", "key"}),
        ("issueKey.", {"urn", "id"}),
        ("connection.", {"name", "remoteName"}),
        ("replica.comments.each { comment -> comment.", {"body", "internal", "executor", "remoteId"}),
        ("replica.attachments.each { attachment -> attachment.", {"filename", "mimetype", "filesize"}),
        ("issue.project.", {"key", "name"}),
    ],
)
def test_what_parts_of_an_entity_have_is_completed_and_no_methods_of_texts(source: str, names: set[str]) -> None:
    found = set(labels(source, 1, len(source) + 1))
    assert names <= found
    assert "padLeft" not in found


def test_a_local_that_is_called_like_a_part_is_what_it_was_given() -> None:
    assert "padLeft" in labels('def status = "x"\nstatus.', 2, 8)


def test_methods_of_a_helper_are_completed_with_signature() -> None:
    found = complete("if (x) {\n  nodeHelper.getUserByE", 2, 24)
    assert [item["label"] for item in found] == ["getUserByEmail"]
    assert "getUserByEmail(" in found[0]["signature"]


def test_a_local_list_offers_list_methods() -> None:
    assert "collectEntries" in labels("def rows = [1, 2]\nrows.collectE", 2, 14)


def test_locals_and_methods_of_the_script_are_names() -> None:
    source = "def total = 1\ndef twice(x) { x * 2 }\nt"
    assert {"total", "twice"} <= set(labels(source, 3, 2))


def test_hover_explains_the_word_under_the_cursor() -> None:
    found = hover("'a'.padLeft(3)", 1, 8)
    assert found[0]["label"] == "padLeft"
    assert found[0]["doc"]


def test_hover_on_nothing_known_is_empty() -> None:
    assert hover("   ", 1, 2) == []


def test_fields_read_and_written_are_told_apart() -> None:
    source = 'issue.summary = replica.summary\nissue.customFields."Story Points".value += replica.customKeys.points'
    assert fields(source) == {
        "reads": ["issue.customFields.Story Points", "replica.customKeys.points", "replica.summary"],
        "writes": ["issue.customFields.Story Points", "issue.summary"],
    }


@pytest.mark.parametrize(
    ("source", "reads", "writes"),
    [
        ("issue.setSummary(replica.getSummary())", ["replica.summary"], ["issue.summary"]),
        ("issue.setStatus('Done')", [], ["issue.status"]),
        ("issue.labels << 'a'", ["issue.labels"], ["issue.labels"]),
        ("issue.labels?.removeAll { it.label }", ["issue.labels"], ["issue.labels"]),
        (
            'issue.customFields["Team"].value = previous?.customFields.get("Squad")?.value',
            ["previous.customFields.Squad"],
            ["issue.customFields.Team"],
        ),
        ("issue.customFields.put('Team', [value: 1])", [], ["issue.customFields.Team"]),
        ('workItem["System.Title"] = workItem."System.State"', ["workItem.System.State"], ["workItem.System.Title"]),
        ("issue.with { description = replica.description; foo = 1 }", ["replica.description"], ["issue.description"]),
        ("issue.customKeys.n++", ["issue.customKeys.n"], ["issue.customKeys.n"]),
        (
            "issue.comments = commentHelper.mergeComments(issue, replica) { it.body = 'x'; it }",
            ["issue.comments", "replica.comments"],
            ["issue.comments"],
        ),
        ("workflowHelper.transition(issue, replica.status.name)", ["replica.status"], ["issue.status"]),
        ("replica.labels.each { issue.labels += it }", ["issue.labels", "replica.labels"], ["issue.labels"]),
        ("def f(x) { x.summary = 1 }\nf([summary: issue.key])", ["issue.key"], []),
    ],
)
def test_fields_are_found_however_they_are_reached(source: str, reads: list[str], writes: list[str]) -> None:
    assert fields(source) == {"reads": reads, "writes": writes}


def test_there_is_nothing_to_tell_beyond_the_last_line() -> None:
    assert hover("def x = 1", 99, 1) == []


def test_fields_are_found_in_code_that_does_not_parse_yet() -> None:
    assert fields("issue.summary = replica.summary\nif (")["writes"] == ["issue.summary"]
