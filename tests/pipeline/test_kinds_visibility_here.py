"""The copy of a comment that people here keep to themselves stays so, whatever its author edits over there."""

from typing import Any

import pytest

from tests.pipeline.scripted import Scripted
from tests.pipeline.test_kinds_visibility import ROLE, seen
from tests.pipeline.world import World, adf, words

MERGED = "issue.comments = commentHelper.mergeComments(issue, replica)"
BY_CLOSURE = "issue.comments = commentHelper.mergeComments(issue, replica) { it.body = 'They: ' + it.body }"
RULES = "if (firstSync) issue.typeName = 'Bug'\nissue.summary = replica.summary\n"
HIDDEN: dict[str, dict[str, Any]] = {"internal": {"properties": [seen(True)]}, "restricted": {"visibility": ROLE}}


def only_comment(world: World, issue: str) -> dict[str, Any]:
    (found,) = world.jira.rest("GET", f"/issue/{issue}/comment")["comments"]
    return dict(found)


def edited_by_its_author(world: World, item: str, text: str) -> None:
    path = f"/{world.ado.project_id}/_apis/wit/workItems/{item}/comments"
    (found,) = world.ado.rest("GET", path, **{"api-version": "7.1-preview.4"})["comments"]
    world.ado.rest("PATCH", f"{path}/{found['id']}", {"text": text}, **{"api-version": "7.1-preview.4"})
    world.settle()


def hidden_and_edited(world: World, item: str, how: str) -> None:
    world.ado.comment(item, "First")
    world.settle()
    twin = world.twin("ado", item)
    assert twin is not None
    issue = twin.remote_id
    copy = only_comment(world, issue)
    body = {"body": copy["body"], **HIDDEN[how]}
    world.jira.rest("PUT", f"/issue/{issue}/comment/{copy['id']}", body)
    world.settle()
    for text in ("Second", "Third"):
        edited_by_its_author(world, item, text)
        now = only_comment(world, issue)
        assert text in words(now["body"])
        assert (now["jsdPublic"] is False, bool(now.get("visibility"))) == (how == "internal", how == "restricted")
    assert world.settle() == 0
    world.jira.rest("PUT", f"/issue/{issue}/comment/{copy['id']}", {"body": adf("x"), "properties": [seen(False)]})
    edited_by_its_author(world, item, "Fourth")
    assert only_comment(world, issue)["jsdPublic"] is True


@pytest.mark.parametrize("how", HIDDEN)
def test_in_basic_mode(connected: World, how: str) -> None:
    item = connected.ado.create("Talk", "Bug")
    connected.settle()
    hidden_and_edited(connected, item, how)


@pytest.mark.parametrize("rule", [MERGED, BY_CLOSURE], ids=["merged", "by a closure"])
@pytest.mark.parametrize("how", HIDDEN)
def test_in_script_mode(scripted: Scripted, how: str, rule: str) -> None:
    scripted.rule("jira", incoming=RULES + rule)
    item = scripted.ado.create("Talk", "Bug")
    scripted.settle()
    hidden_and_edited(scripted.world, item, how)
    assert scripted.errors("jira") == scripted.errors("ado") == []


def test_one_that_a_rule_shows_on_purpose_is_shown(scripted: Scripted) -> None:
    scripted.rule("jira", incoming=RULES + MERGED)
    item = scripted.ado.create("Talk", "Bug")
    scripted.ado.comment(item, "First")
    scripted.settle()
    twin = scripted.world.twin("ado", item)
    assert twin is not None
    copy = only_comment(scripted.world, twin.remote_id)
    path = f"/issue/{twin.remote_id}/comment/{copy['id']}"
    scripted.jira.rest("PUT", path, {"body": copy["body"], "properties": [seen(True)]})
    scripted.settle()
    scripted.rule(
        "jira", incoming=RULES + "issue.comments.each { it.internal = false }\nissue.comments = issue.comments"
    )
    scripted.ado.set(item, **{"System.Title": "Shown"})
    scripted.settle()
    assert only_comment(scripted.world, twin.remote_id)["jsdPublic"] is True
