"""Labels with signs that the other product does not have cross, come back as they are, and are not doubled."""

import pytest

from tests.pipeline.scripted import Scripted

JIRA_OUT = "replica.summary = issue.summary\nreplica.labels = issue.labels"
ADO_OUT = "replica.summary = workItem.summary\nreplica.labels = workItem.labels"
JIRA_IN = """
if (firstSync) { issue.projectKey = "SUP"; issue.typeName = "Task" }
issue.summary = replica.summary
issue.labels = replica.labels
"""
ADO_IN = """
if (firstSync) { workItem.projectKey = "Fabrikam Fiber"; workItem.typeName = "Task" }
workItem.summary = replica.summary
workItem.labels = replica.labels
"""


@pytest.fixture
def labelled(scripted: Scripted) -> Scripted:
    scripted.rule("jira", outgoing=JIRA_OUT, incoming=JIRA_IN)
    scripted.rule("ado", outgoing=ADO_OUT, incoming=ADO_IN)
    return scripted


def tags(scripted: Scripted, item: str) -> list[str]:
    return [one for one in scripted.ado.get(item).get("System.Tags", "").split("; ") if one]


def tag(scripted: Scripted, item: str, *names: str) -> None:
    body = [{"op": "replace", "path": "/fields/System.Tags", "value": "; ".join(names)}]
    scripted.ado.rest("PATCH", f"/_apis/wit/workitems/{item}", body)


def labels(scripted: Scripted, issue: str) -> list[str]:
    return sorted(scripted.jira.get(issue)["labels"])


def test_a_label_with_commas_and_semicolons_is_one_tag_and_keeps_its_form_at_home(labelled: Scripted) -> None:
    issue = labelled.jira.create("Signs")
    labelled.jira.set(issue, labels=["a,b", "c;d", "ünï", "😀"])
    labelled.settle()
    item = labelled.twin_of(issue)
    assert sorted(tags(labelled, item)) == ["a_b", "c_d", "ünï", "😀"]
    tag(labelled, item, *tags(labelled, item), "more")
    labelled.settle()
    assert labels(labelled, issue) == ["a,b", "c;d", "more", "ünï", "😀"]
    tag(labelled, item, "c_d", "ünï")
    labelled.settle()
    assert labels(labelled, issue) == ["c;d", "ünï"]
    assert labelled.settle() == 0
    assert labelled.errors("jira") == labelled.errors("ado") == []


def test_a_tag_with_spaces_stays_so_when_somebody_labels_the_issue(labelled: Scripted) -> None:
    issue = labelled.jira.create("Spaces")
    labelled.settle()
    item = labelled.twin_of(issue)
    tag(labelled, item, "two words", "x")
    labelled.settle()
    assert labels(labelled, issue) == ["two_words", "x"]
    labelled.jira.set(issue, labels=["two_words", "x", "y"])
    labelled.settle()
    assert tags(labelled, item) == ["two words", "x", "y"]
    labelled.jira.set(issue, labels=["y"])
    labelled.settle()
    assert tags(labelled, item) == ["y"]
    tag(labelled, item)
    labelled.settle()
    assert labels(labelled, issue) == []
    assert labelled.errors("jira") == labelled.errors("ado") == []


def test_a_rule_that_writes_the_field_of_tags_itself_parts_them_as_it_says(labelled: Scripted) -> None:
    labelled.rule(
        "ado", incoming=ADO_IN.replace("workItem.labels = replica.labels", 'workItem."System.Tags" = "a b; c"')
    )
    issue = labelled.jira.create("Itself")
    labelled.settle()
    assert tags(labelled, labelled.twin_of(issue)) == ["a b", "c"]
    assert labelled.errors("jira") == labelled.errors("ado") == []
