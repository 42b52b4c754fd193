"""Which documents a simulated site takes, beside Atlassian's own schema."""

import json
import random
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from addon.simulators.jira.adf import CONTENT, LEAVES, problem
from addon.simulators.jira.adf_text import from_text, html, plain, wiki

SCHEMA = Path(__file__).parents[4] / "build/adf-schema/full.json"
ATTRIBUTES: dict[str, dict[str, Any]] = {
    "heading": {"level": 2},
    "panel": {"panelType": "info"},
    "mention": {"id": "a"},
    "emoji": {"shortName": ":x:"},
    "date": {"timestamp": "1"},
    "status": {"text": "t", "color": "red"},
    "taskItem": {"state": "TODO", "localId": "1"},
    "blockTaskItem": {"state": "DONE", "localId": "1"},
    "taskList": {"localId": "1"},
    "decisionItem": {"state": "DECIDED", "localId": "1"},
    "decisionList": {"localId": "1"},
    "inlineCard": {"url": "https://example.com"},
    "blockCard": {"url": "https://example.com"},
    "embedCard": {"url": "https://example.com", "layout": "wide"},
    "extension": {"extensionKey": "k", "extensionType": "t"},
    "inlineExtension": {"extensionKey": "k", "extensionType": "t"},
    "bodiedExtension": {"extensionKey": "k", "extensionType": "t"},
    "media": {"type": "file", "id": "i", "collection": "c"},
    "mediaInline": {"id": "i", "collection": "c"},
    "mediaSingle": {"layout": "center"},
    "layoutColumn": {"width": 50},
    "placeholder": {"text": "p"},
}
MARKS = [
    {"type": "strong"},
    {"type": "em"},
    {"type": "code"},
    {"type": "underline"},
    {"type": "link", "attrs": {"href": "https://example.com"}},
    {"type": "subsup", "attrs": {"type": "sub"}},
    {"type": "textColor", "attrs": {"color": "#ff0000"}},
]
EVERY = sorted({kind for kinds in CONTENT.values() for kind in kinds})


def grown(dice: random.Random, parent: str, depth: int) -> dict[str, Any]:
    """A random node, mostly one that may stand in its parent."""
    kind = dice.choice(sorted(CONTENT[parent]) if dice.random() < 0.93 else EVERY)
    node: dict[str, Any] = {"type": kind}
    if kind in ATTRIBUTES:
        node["attrs"] = dict(ATTRIBUTES[kind])
    if kind == "text":
        node["text"] = "x"
        if dice.random() < 0.3:
            node["marks"] = dice.sample(MARKS, dice.choice([1, 1, 2]))
        return node
    if kind not in LEAVES:
        count = dice.choice([2, 3]) if kind == "layoutSection" else dice.choice([0, 1, 1, 2])
        node["content"] = [grown(dice, kind, depth - 1) for _ in range(count)] if depth else []
    return node


@pytest.mark.node
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_document_that_the_schema_takes_is_taken_and_few_others(seed: int) -> None:
    if not SCHEMA.is_file():
        pytest.skip("node is not here: make assets")
    schema = json.loads(SCHEMA.read_text())
    schema["$schema"] = "http://json-schema.org/draft-04/schema#"
    check = fastjsonschema.compile(schema)
    dice = random.Random(seed)
    taken = wrongly = 0
    for _ in range(1500):
        document = {"type": "doc", "version": 1, "content": [grown(dice, "doc", dice.choice([1, 2, 3, 4]))]}
        try:
            check(document)
            valid = True
        except fastjsonschema.JsonSchemaException:
            valid = False
        ours = problem(document) is None
        assert ours or not valid, document
        taken += ours
        wrongly += ours and not valid
    assert taken > 200 and wrongly <= taken // 50


@pytest.mark.parametrize(
    "content",
    [
        [{"type": "text", "text": "loose"}],
        [{"type": "paragraph", "content": [{"type": "text", "text": ""}]}],
        [{"type": "heading", "attrs": {"level": 7}}],
        [{"type": "bulletList", "content": [{"type": "paragraph"}]}],
        [
            {
                "type": "panel",
                "attrs": {"panelType": "info"},
                "content": [{"type": "panel", "attrs": {"panelType": "note"}}],
            }
        ],
        [{"type": "codeBlock", "content": [{"type": "text", "text": "x", "marks": [{"type": "strong"}]}]}],
        [
            {
                "type": "paragraph",
                "content": [{"type": "text", "text": "x", "marks": [{"type": "code"}, {"type": "strong"}]}],
            }
        ],
        [{"type": "marquee"}],
        ["text"],
    ],
)
def test_a_document_against_the_rules_is_refused(content: list[Any]) -> None:
    assert problem({"type": "doc", "version": 1, "content": content}) == "INVALID_INPUT"


@pytest.mark.parametrize(
    "value", [None, "text", {}, {"type": "doc", "content": []}, {"type": "paragraph", "version": 1}]
)
def test_what_is_no_document_is_told_so(value: Any) -> None:
    assert "Atlassian Document" in str(problem(value))


def test_plain_text_becomes_paragraphs_and_comes_back() -> None:
    document = from_text("one\ntwo\n\nthree")
    assert problem(document) is None
    assert [len(block["content"]) for block in document["content"]] == [3, 1]
    assert plain(document) == "one\ntwo\nthree"
    assert wiki(document) == "one\ntwo\n\nthree"


def test_html_escapes_text_and_takes_no_script_links() -> None:
    link = {"type": "link", "attrs": {"href": "javascript:alert(1)"}}
    content = [{"type": "text", "text": "<b>", "marks": [link]}]
    assert (
        html({"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": content}]})
        == "<p>&lt;b&gt;</p>"
    )
