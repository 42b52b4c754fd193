"""An empty title is named in our words, with the way out; a link of no known type is left out, told, and alone."""

import pytest

from addon.sync import problems
from tests.pipeline.scripted import Scripted

PAIRED = "if (firstSync) {{ {entity}.typeName = 'Bug' }}\n{entity}.summary = replica.summary\n"
ENTITY = {"jira": "issue", "ado": "workItem"}
OTHER = {"jira": "ado", "ado": "jira"}


def edit(scripted: Scripted, side: str, entity: str, title: str) -> None:
    if side == "jira":
        scripted.jira.set(entity, summary=title)
    else:
        scripted.ado.set(entity, **{"System.Title": title})


def title(scripted: Scripted, side: str, entity: str) -> str:
    found = scripted.jira.get(entity)["summary"] if side == "jira" else scripted.ado.get(entity)["System.Title"]
    return str(found)


def make_pair(scripted: Scripted, here: str) -> tuple[str, str]:
    """A pair begun on the other side; the ids here and there."""
    scripted.rule(here, incoming=PAIRED.format(entity=ENTITY[here]))
    other = OTHER[here]
    made = scripted.jira.create("First", kind="Bug") if other == "jira" else scripted.ado.create("First", "Bug")
    scripted.settle()
    twin = scripted.world.twin(other, made)
    assert twin is not None
    return twin.remote_id, made


@pytest.mark.parametrize("here", ["jira", "ado"])
@pytest.mark.parametrize("empty", ["''", "'  '", "null"])
def test_an_empty_title_is_an_error_of_its_entity_in_our_words(scripted: Scripted, here: str, empty: str) -> None:
    mine, theirs = make_pair(scripted, here)
    scripted.rule(here, incoming=f"{ENTITY[here]}.summary = {empty}")
    edit(scripted, OTHER[here], theirs, "Second")
    scripted.settle()
    (error,) = scripted.errors(here)
    assert "“summary” cannot be empty here" in error.message
    assert 'issue.summary = replica.summary ?: "No title"' in error.message
    assert title(scripted, here, mine) == "First"
    scripted.rule(here, incoming=f"{ENTITY[here]}.summary = replica.summary")
    problems.retry(scripted.world.services, _caller(scripted, here), error.id)
    scripted.settle()
    assert title(scripted, here, mine) == "Second"


@pytest.mark.parametrize("here", ["jira", "ado"])
def test_what_is_created_without_a_title_is_an_error_in_our_words(scripted: Scripted, here: str) -> None:
    scripted.rule(here, incoming=f"{ENTITY[here]}.typeName = 'Bug'")
    if here == "ado":
        scripted.jira.create("First", kind="Bug")
    else:
        scripted.ado.create("First", "Bug")
    scripted.settle()
    (error,) = scripted.errors(here)
    assert "“summary” cannot be empty here" in error.message


@pytest.mark.parametrize("here", ["jira", "ado"])
def test_a_link_of_an_unknown_type_is_left_out_and_the_rest_arrives(scripted: Scripted, here: str) -> None:
    mine, theirs = make_pair(scripted, here)
    linked = scripted.jira.create("Linked") if here == "jira" else scripted.ado.create("Linked")
    kind = "No such type" if here == "jira" else "System.LinkTypes.NoSuchType"
    entity = ENTITY[here]
    scripted.rule(
        here,
        incoming=f"{entity}.summary = replica.summary\n"
        f"{entity}.issueLinks = [[linkTypeName: '{kind}', otherIssueId: '{linked}']]",
    )
    edit(scripted, OTHER[here], theirs, "Second")
    scripted.settle()
    assert title(scripted, here, mine) == "Second"
    told = [one for one in scripted.told(here, mine) if "link" in one.lower() and "left out" in one]
    assert told, scripted.told(here, mine)
    if here == "ado":
        (error,) = scripted.errors(here)
        assert "A link was left out, everything else goes on" in error.message
        found = problems.error_detail(scripted.world.services, scripted.node(here), error.id)
        assert "linkTypeName" in found.what_to_do
    edit(scripted, OTHER[here], theirs, "Third")
    scripted.settle()
    assert title(scripted, here, mine) == "Third"


def _caller(scripted: Scripted, side: str):  # type: ignore[no-untyped-def]
    return scripted.jira.caller if side == "jira" else scripted.ado.caller
