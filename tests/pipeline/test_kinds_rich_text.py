"""Descriptions are taken over block by block: what was not edited on the other side keeps its form here."""

import json
from typing import Any

import pytest

from addon.storage import errors
from addon.sync import problems
from tests.pipeline.world import World, words

REPRO = "Microsoft.VSTS.TCM.ReproSteps"


def panel(text: str) -> dict[str, Any]:
    return {"type": "panel", "attrs": {"panelType": "warning"}, "content": [line(text)]}


def line(text: str, *marks: str) -> dict[str, Any]:
    piece: dict[str, Any] = {"type": "text", "text": text}
    if marks:
        piece["marks"] = [{"type": mark} for mark in marks]
    return {"type": "paragraph", "content": [piece]}


def document(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "doc", "version": 1, "content": list(blocks)}


def paired(world: World, *blocks: dict[str, Any]) -> tuple[str, str]:
    issue = world.jira.create("Rich", kind="Bug")
    world.jira.set(issue, description=document(*blocks))
    world.settle()
    twin = world.twin("jira", issue)
    assert twin is not None
    return issue, twin.remote_id


def test_an_edited_paragraph_comes_home_and_the_panel_beside_it_stays_a_panel(connected: World) -> None:
    issue, item = paired(connected, panel("Mind the gap"), line("First words"), line("Bold", "strong"))
    there = connected.ado.get(item)[REPRO]
    assert "First words" in there
    connected.ado.set(item, **{REPRO: there.replace("First words", "Second words")})
    connected.settle()
    found = connected.jira.get(issue)["description"]["content"]
    assert found[0]["type"] == "panel" and found[0]["attrs"]["panelType"] == "warning"
    assert words(found[1]) == "Second words"
    assert found[2]["content"][0]["marks"] == [{"type": "strong"}]
    assert connected.settle() == 0


def test_edits_of_different_paragraphs_at_once_both_stand_on_both_sides(connected: World) -> None:
    issue, item = paired(connected, line("One"), line("Two"), line("Three"))
    connected.jira.set(issue, description=document(line("One by Jira"), line("Two"), line("Three")))
    there = connected.ado.get(item)[REPRO]
    connected.ado.set(item, **{REPRO: there.replace("Three", "Three by Azure")})
    connected.settle()
    here = words(connected.jira.get(issue)["description"])
    assert here == "One by Jira Two Three by Azure"
    far = connected.ado.get(item)[REPRO]
    assert all(text in far for text in ("One by Jira", "Two", "Three by Azure"))
    assert connected.settle() == 0


def test_edits_of_the_same_paragraph_leave_the_newer_and_the_rest_of_both(connected: World) -> None:
    issue, item = paired(connected, line("One"), line("Two"), line("Three"))
    connected.jira.set(issue, description=document(line("One by Jira"), line("Two"), line("Three by Jira")))
    there = connected.ado.get(item)[REPRO]
    connected.ado.set(item, **{REPRO: there.replace("Three", "Three by Azure")})
    connected.settle()
    here = words(connected.jira.get(issue)["description"])
    assert here == "One by Jira Two Three by Azure"
    far = connected.ado.get(item)[REPRO]
    assert "One by Jira" in far and "Three by Azure" in far and "Three by Jira" not in far
    assert connected.settle() == 0


@pytest.mark.parametrize("first", ["", "by Jira", "by Azure"])
def test_edits_of_neighbours_at_once_both_stand_whoever_edited_before(connected: World, first: str) -> None:
    issue, item = paired(connected, panel("One"), line("Two"), line("Three"), line("Four"))
    if first == "by Jira":
        connected.jira.set(issue, description=document(panel("One"), line("Two"), line("Three"), line("Four more")))
    elif first:
        there = connected.ado.get(item)[REPRO]
        connected.ado.set(item, **{REPRO: there.replace("Four", "Four more")})
    connected.settle()
    here = connected.jira.get(issue)["description"]
    there = connected.ado.get(item)[REPRO]
    connected.jira.set(issue, description=json.loads(json.dumps(here).replace('"Three"', '"Three by Jira"')))
    connected.ado.set(item, **{REPRO: there.replace("Two", "Two by Azure").replace("One", "One by Azure")})
    connected.settle()
    now = connected.jira.get(issue)["description"]
    assert words(now) == f"One by Azure Two by Azure Three by Jira Four{' more' if first else ''}"
    assert now["content"][0]["type"] == "panel"
    far = connected.ado.get(item)[REPRO]
    assert all(text in far for text in ("One by Azure", "Two by Azure", "Three by Jira"))
    assert connected.settle() == 0


def test_formatting_alone_does_not_come_back(connected: World) -> None:
    issue, _ = paired(connected, panel("Note"), line("Text", "em"))
    before = json.dumps(connected.jira.get(issue)["description"], sort_keys=True)
    for number in range(3):
        connected.jira.set(issue, summary=f"Edit {number}")
        connected.settle()
    assert json.dumps(connected.jira.get(issue)["description"], sort_keys=True) == before


CODE = {"type": "codeBlock", "attrs": {"language": "groovy"}, "content": [{"type": "text", "text": "Old = 1"}]}
LIVELY = {
    "type": "paragraph",
    "content": [
        {"type": "text", "text": "Old "},
        {"type": "emoji", "attrs": {"shortName": ":smile:", "id": "1f604", "text": "😄"}},
        {"type": "text", "text": " and "},
        {"type": "inlineCard", "attrs": {"url": "https://example.com/x?a=1&b=2"}},
        {"type": "text", "text": " of "},
        {"type": "mention", "attrs": {"id": "nobody-there", "text": "@Grace"}},
    ],
}
EXPAND = {"type": "expand", "attrs": {"title": "More"}, "content": [line("Old")]}


@pytest.mark.parametrize("order", ["ja", "aj"])
@pytest.mark.parametrize("block", [CODE, LIVELY, EXPAND], ids=["code", "emoji, card and mention", "expand"])
def test_a_block_edited_where_it_shows_less_keeps_the_rest_while_another_is_edited_at_home(
    connected: World, block: dict[str, Any], order: str
) -> None:
    issue, item = paired(connected, line("One"), block, line("Three"))
    here, there = connected.jira.get(issue)["description"], connected.ado.get(item)[REPRO]
    assert here["content"][1] == block
    for one in order:
        if one == "j":
            edited = json.dumps(here).replace("Three", "Three by Jira")
            connected.jira.set(issue, description=json.loads(edited))
        else:
            connected.ado.set(item, **{REPRO: there.replace("Old", "New")})
    connected.settle()
    now = connected.jira.get(issue)["description"]["content"]
    assert now[1] == json.loads(json.dumps(block).replace("Old", "New"))
    assert words(now[2]) == "Three by Jira"
    far = connected.ado.get(item)[REPRO]
    assert "New" in far and "Three by Jira" in far and "Old" not in far
    assert connected.settle() == 0


def test_a_text_with_a_picture_whose_file_was_deleted_says_so_and_goes_on_once_it_is_taken_out(
    connected: World,
) -> None:
    issue, item = paired(connected, line("One"))
    connected.jira.attach(issue, "a.png", b"\x89PNG")
    (file,) = connected.jira.site.issues[issue].attachments
    media = {"type": "media", "attrs": {"type": "file", "id": file.media_id, "collection": "", "alt": "a.png"}}
    picture = {"type": "mediaSingle", "attrs": {"layout": "center"}, "content": [media]}
    connected.jira.set(issue, description=document(line("One"), picture, line("Two")))
    connected.settle()
    connected.jira.rest("DELETE", f"/attachment/{file.id}")
    del connected.jira.site.media[file.media_id]
    there = connected.ado.get(item)[REPRO]
    connected.ado.set(item, **{REPRO: there.replace("Two", "Two by Azure")})
    connected.settle()
    node_id = connected.jira.caller.node_id
    (error,) = connected.ledger.read(lambda tx: errors.list_page(tx, node_id)).items
    assert "Description: The text shows a picture or file that the issue no longer has." in error.message
    connected.jira.set(issue, description=document(line("One"), line("Two")))
    problems.retry(connected.services, connected.jira.caller, error.id)
    connected.settle()
    assert words(connected.jira.get(issue)["description"]) == "One Two by Azure"
    assert connected.ledger.read(lambda tx: errors.list_page(tx, node_id)).items == ()
