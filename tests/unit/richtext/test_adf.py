"""Atlassian's document format: lenient in, valid out."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.richtext import (
    Document,
    Node,
    Refused,
    adf_reader,
    from_json,
    parse,
    plain_text,
    render,
    render_adf,
    to_json,
    validate_adf,
)
from addon.richtext import adf as gate
from addon.richtext.adf_check import problem_of
from addon.richtext.adf_fit import fitted
from addon.richtext.schema import DEFAULT_PATH, load_schema
from addon.richtext.tree import Mark, text
from tests.unit.richtext import documents
from tests.unit.richtext.effort import examples

needs_schema = pytest.mark.skipif(not DEFAULT_PATH.exists(), reason="schema is not here: make setup")


def doc(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "doc", "version": 1, "content": list(blocks)}


def p(*words: str, **more: Any) -> dict[str, Any]:
    return {"type": "paragraph", "content": [{"type": "text", "text": word} for word in words], **more}


INVALID = [
    {"type": "doc", "version": 2, "content": []},
    doc({"type": "text", "text": "x"}),
    doc(p("")),
    doc({"type": "heading", "attrs": {"level": 7}, "content": []}),
    doc({"type": "bulletList", "content": []}),
    doc({"type": "bulletList", "content": [{"type": "listItem", "content": [{"type": "text", "text": "x"}]}]}),
    doc({"type": "panel", "attrs": {"panelType": "odd"}, "content": [p("x")]}),
    doc({"type": "panel", "attrs": {"panelType": "info"}, "content": [{"type": "table", "content": []}]}),
    doc({"type": "codeBlock", "content": [{"type": "text", "text": "x", "marks": [{"type": "strong"}]}]}),
    doc(p("x") | {"content": [{"type": "text", "text": "x", "marks": [{"type": "code"}, {"type": "strong"}]}]}),
    doc(
        {
            "type": "mediaSingle",
            "attrs": {"layout": "center"},
            "content": [{"type": "media", "attrs": {"type": "file", "id": "x"}}],
        }
    ),
    doc({"type": "blockquote", "content": [p("x", marks=[{"type": "alignment", "attrs": {"align": "center"}}])]}),
    doc({"type": "table", "content": [{"type": "tableRow", "content": [{"type": "tableCell", "content": []}]}]}),
    doc({"type": "rule", "color": "red"}),
    doc({"type": "layoutSection", "content": [{"type": "layoutColumn", "attrs": {"width": 100}, "content": [p("x")]}]}),
    doc({"type": "status", "attrs": {"text": "x"}}),
    doc({"type": "someday"}),
    [],
]


@pytest.mark.parametrize("document", INVALID, ids=range(len(INVALID)))
def test_our_own_check_finds_what_jira_refuses(document: object) -> None:
    assert problem_of(document) is not None


@needs_schema
@pytest.mark.parametrize("document", INVALID, ids=range(len(INVALID)))
def test_the_schema_finds_it_too(document: object) -> None:
    schema = load_schema()
    assert schema is not None and schema(document) is not None


@needs_schema
@given(adf=documents.documents)
@examples(30)
def test_both_gates_agree_on_valid_documents(adf: documents.Adf) -> None:
    written = render_adf(parse(adf, "adf"))
    schema = load_schema()
    assert schema is not None
    assert schema(written) is None and problem_of(written) is None


@pytest.mark.parametrize("document", [each for each in INVALID if isinstance(each, dict)])
def test_invalid_input_becomes_valid_output(document: dict[str, Any]) -> None:
    assert validate_adf(json.loads(render(parse(document, "adf"), "adf"))) is None


def test_an_unknown_node_is_kept_with_its_words_and_shown_where_it_may_not_go() -> None:
    future = {"type": "someday", "attrs": {"n": 1}, "content": [p("inner")]}
    document = parse(doc(p("a"), future), "adf")
    assert document.blocks[1].kind == "opaque"
    assert "inner" in plain_text(document) and "inner" in render(document, "html")
    assert from_json(to_json(document)) == document
    written = render_adf(document)
    assert validate_adf(written) is None
    assert "[someday]" in json.dumps(written)


def test_a_macro_comes_back_as_it_was() -> None:
    macro = {
        "type": "extension",
        "attrs": {"extensionType": "com.x", "extensionKey": "toc", "parameters": {"deep": [1]}},
    }
    assert render_adf(parse(doc(macro), "adf"))["content"] == [macro]


def test_a_block_that_a_gate_refuses_leaves_as_plain_words_with_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        gate,
        "load_schema",
        lambda: (
            lambda document: (
                "no rules" if '"rule"' in json.dumps(document) or '"panel"' in json.dumps(document) else None
            )
        ),
    )
    panel = {"type": "panel", "attrs": {"panelType": "info"}, "content": [p("kept")]}
    written = json.dumps(render_adf(parse(doc(p("a"), panel), "adf")))
    assert gate.NOTE in written and "kept" in written and '"panel"' not in written


def test_without_the_schema_our_own_check_stands_guard_and_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert load_schema(tmp_path / "nothing.json") is None
    monkeypatch.setattr(gate, "load_schema", lambda: None)
    assert not gate.schema_is_installed()
    assert gate.validate_adf(doc({"type": "bulletList", "content": []})) is not None


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{", "not_json"),
        ("[]", "not_a_document"),
        ('{"type":"doc","content":3}', "not_a_document"),
        ("[" * 100_000, "too_deep"),
    ],
)
def test_what_is_no_document_is_refused_with_a_reason(source: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        parse(source, "adf")
    assert refused.value.reason == reason


@pytest.mark.parametrize("kind", ["blockquote", "taskList", "bulletList", "someday", "panel"])
def test_ten_thousand_levels_are_flattened(kind: str) -> None:
    node: dict[str, Any] = p("deep")
    for _ in range(10_000):
        node = {"type": kind, "attrs": {"panelType": "info"}, "content": [node]}
    written = render(parse(doc(node), "adf"), "adf")
    assert "deep" in written and validate_adf(json.loads(written)) is None


def test_media_groups_in_media_groups_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0
    original = adf_reader._Reader.block

    def counted(self: adf_reader._Reader, item: Any, depth: int) -> list[Node]:
        nonlocal read
        read += 1
        return original(self, item, depth)

    monkeypatch.setattr(adf_reader._Reader, "block", counted)
    node = p("deep")
    for _ in range(35):
        node = {"type": "mediaGroup", "content": [node]}
    assert plain_text(parse(doc(node), "adf")) == "deep"
    assert read <= 2 * 36


@pytest.mark.parametrize("kind", [[], {}, 1, None, True])
def test_a_type_that_is_no_word_is_looked_through(kind: object) -> None:
    odd = {"type": kind, "content": [{"type": "text", "text": "kept"}]}
    for outer in ("paragraph", "codeBlock", "panel", "table", "someday"):
        assert "kept" in plain_text(parse(doc({"type": outer, "content": [odd]}), "adf"))


def test_halves_of_characters_in_a_macro_are_replaced() -> None:
    macro = {"type": "extension", "attrs": {"extensionKey": "\ud800", "extensionType": "x", "text": "\ud83d\ude00"}}
    written = render(parse(json.dumps(doc(macro)), "adf"), "adf")
    assert written.encode() and "\ufffd" in written and "\U0001f600" in written


@needs_schema
def test_a_macro_that_the_schema_refuses_leaves_its_label_and_its_formatted_content() -> None:
    inner = {"type": "bulletList", "content": [{"type": "listItem", "content": [p("kept")]}]}
    caption_only = {"type": "mediaSingle", "content": [{"type": "caption"}]}
    attributes = {"extensionKey": "box", "extensionType": "x"}
    macro = {"type": "bodiedExtension", "attrs": attributes, "content": [inner, caption_only]}
    written = render_adf(parse(doc(macro), "adf"))["content"]
    assert written[:2] == [p("[Macro: box]"), inner]  # type: ignore[index]


def test_a_heading_in_a_quote_is_one_piece_of_bold_text_where_its_formatting_was_all_that_parted_it() -> None:
    bold = {"type": "text", "text": "a", "marks": [{"type": "strong"}]}
    heading = {"type": "heading", "attrs": {"level": 2}, "content": [bold, {"type": "text", "text": "b"}]}
    (quote,) = parse(doc({"type": "blockquote", "content": [heading]}), "adf").blocks
    assert quote.content[0].content == (text("ab", Mark("strong")),)


@given(adf=documents.all_documents)
@examples(30)
def test_what_was_read_fits_already(adf: documents.Adf) -> None:
    document = parse(adf, "adf")
    assert fitted(document, keep_opaque=True) is document


@needs_schema
@given(
    adf=documents.all_documents,
    kind=st.sampled_from(["paragraph", "table", "future", 1, None]),
    place=st.integers(0, 9),
)
@examples(30)
def test_asking_alternatives_for_their_type_first_changes_no_answer(
    adf: documents.Adf, kind: object, place: int
) -> None:
    if adf["content"]:
        adf["content"][place % len(adf["content"])]["type"] = kind
    assert (_as_it_is()(adf) is None) == (load_schema()(adf) is None)  # type: ignore[misc]


@cache
def _as_it_is() -> Callable[[object], str | None]:
    validate = fastjsonschema.compile(json.loads(DEFAULT_PATH.read_bytes()), use_default=False)

    def answer(document: object) -> str | None:
        try:
            validate(document)
        except fastjsonschema.JsonSchemaException as error:
            return str(error)
        return None

    return answer


def test_ragged_rows_are_filled_and_wide_spans_do_not_explode() -> None:
    def row(*cells: dict[str, Any]) -> dict[str, Any]:
        return {"type": "tableRow", "content": [{"type": "tableCell", "content": [p("x")], **cell} for cell in cells]}

    table = {
        "type": "table",
        "content": [row({}, {}, {}), row({}), row({"attrs": {"rowspan": 2, "colspan": 2}}, {}), row({})],
    }
    rows = render_adf(parse(doc(table), "adf"))["content"][0]["content"]  # type: ignore[index]
    assert [len(each["content"]) for each in rows] == [3, 3, 2, 1]
    wide = {"type": "table", "content": [row({"attrs": {"colspan": 1000}}), *[row({})] * 500]}
    assert len(render(parse(doc(wide), "adf"), "adf")) < 200_000


@pytest.mark.parametrize("outer", ["paragraph", "codeBlock", "someday", "taskItem"])
def test_words_in_the_content_of_text_are_kept(outer: str) -> None:
    below = {"type": "text", "text": "c"}
    inner = {"type": "text", "text": "b", "content": [{"type": "strange", "content": [below]}]}
    document = parse(doc({"type": outer, "content": [{"type": "text", "text": "a", "content": [inner, "d"]}]}), "adf")
    for word in "abcd":
        assert word in plain_text(document)
    assert validate_adf(render_adf(document)) is None


def test_words_in_the_content_of_loose_text_are_kept() -> None:
    loose = {"type": "text", "content": [{"type": "text", "text": "lost?"}]}
    assert "lost?" in plain_text(parse(doc(loose), "adf"))


def test_words_bear_no_border_and_leave_as_words() -> None:
    border = {"type": "border", "attrs": {"size": 1, "color": "#091e4224"}}
    document = parse(doc({"type": "paragraph", "content": [{"type": "text", "text": "- #", "marks": [border]}]}), "adf")
    assert render_adf(document)["content"] == [{"type": "paragraph", "content": [{"type": "text", "text": "- #"}]}]
    assert parse(render(document, "markdown"), "markdown") == document
    bordered = Node("text", (), (), "- #", (Mark("border", (("color", "#091e4224"), ("size", 1))),))
    assert from_json(to_json(Document((Node("paragraph", (bordered,)),)))) == document


def test_an_id_on_a_mark_does_not_cost_the_formatting() -> None:
    marks = [
        {"type": "backgroundColor", "attrs": {"color": "#00ff00", "localId": "x"}},
        {"type": "strong", "attrs": {"localId": "y"}},
    ]
    document = parse(doc({"type": "paragraph", "content": [{"type": "text", "text": "x", "marks": marks}]}), "adf")
    kept = document.blocks[0].content[0].marks
    assert kept == (Mark("backgroundColor", (("color", "#00ff00"),)), Mark("strong"))
    assert from_json(to_json(document)) == document


def test_an_expand_in_a_cell_keeps_its_frame_and_loses_the_width_of_the_page() -> None:
    wide = {"type": "expand", "attrs": {"title": "T"}, "marks": [{"type": "breakout", "attrs": {"mode": "wide"}}]}
    cell = {"type": "tableCell", "content": [wide | {"content": [{"type": "paragraph"}]}]}
    document = parse(doc({"type": "table", "content": [{"type": "tableRow", "content": [cell]}]}), "adf")
    written = render(document, "adf")
    assert "nestedExpand" in written and "breakout" not in written
