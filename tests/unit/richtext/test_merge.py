"""An edit on the other side changes what was edited, and nothing else."""

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from addon.richtext import Document, Node, Notation, fingerprint, merge, parse, render
from addon.richtext.fingerprint import block_fingerprint
from addon.richtext.tree import paragraph, text
from tests.unit.richtext import documents
from tests.unit.richtext.effort import examples


def shown(document: Document, how: str) -> Document:
    """The document as the other side stores it."""
    notation: Notation = "markdown" if how == "markdown" else "html"
    written = render(document, notation)
    if how == "stripped":
        written = re.sub(r' (?:data-liaise|class)="[^"]*"', "", written)
    return parse(written, notation)


def changed(blocks: tuple[Node, ...], operation: str, place: int, to: int) -> tuple[Node, ...]:
    """The blocks with one of them edited, moved or deleted, or one more."""
    result = list(blocks)
    if operation == "edit":
        result[place] = result[place]._replace(content=(*result[place].content, text(" zzz")))
    elif operation == "insert":
        result.insert(place, paragraph(text("zzz")))
    elif operation == "delete":
        del result[place]
    else:
        result.insert(to, result.pop(place))
    return tuple(result)


@given(
    blocks=st.lists(documents.all_blocks, min_size=2, max_size=6),
    operation=st.sampled_from(["edit", "insert", "delete", "move"]),
    how=st.sampled_from(["html", "stripped", "markdown"]),
    numbers=st.tuples(st.integers(0, 99), st.integers(0, 99)),
)
@examples(100)
def test_all_other_blocks_stay_what_they_were(
    blocks: list[documents.Adf], operation: str, how: str, numbers: tuple[int, int]
) -> None:
    original = parse({"type": "doc", "content": blocks}, "adf")
    before = shown(original, how)
    if not before.blocks:
        return
    place = numbers[0] % len(before.blocks)
    looks = [block_fingerprint(block) for block in before.blocks]
    if operation == "edit" and before.blocks[place].kind not in ("paragraph", "heading"):
        return
    if operation in ("delete", "move") and looks.count(looks[place]) > 1:
        return  # which of two equal blocks it was nobody can tell
    to = numbers[1] % len(before.blocks)
    after = Document(changed(before.blocks, operation, place, to))
    merged = merge(original, before, after)
    assert fingerprint(shown(merged, how)) == fingerprint(after)
    assert sum(block not in merged.blocks for block in original.blocks) <= 1
    if len(before.blocks) == len(original.blocks):
        kept = [number for number in range(len(original.blocks)) if number != place]
        wanted = [original.blocks[number] for number in kept]
        if operation in ("edit", "delete"):
            assert [block for block in wanted if block not in merged.blocks] == []
        elif operation == "insert":
            assert merged.blocks == (*original.blocks[:place], after.blocks[place], *original.blocks[place:])
        else:
            assert merged.blocks == changed(original.blocks, "move", place, to)


def adf(*blocks: dict[str, Any]) -> Document:
    return parse({"type": "doc", "content": list(blocks)}, "adf")


def words(value: str) -> dict[str, Any]:
    return {"type": "paragraph", "attrs": {"localId": value}, "content": [{"type": "text", "text": value}]}


MACRO = {"type": "extension", "attrs": {"extensionKey": "toc", "extensionType": "x", "parameters": {"a": 1}}}


def test_a_macro_survives_an_edit_beside_it_even_where_only_its_label_is_shown() -> None:
    original = adf(words("one"), MACRO, words("two"))
    before = shown(original, "stripped")
    after = parse(render(before, "html").replace("two", "two and a half"), "html")
    merged = merge(original, before, after)
    assert merged.blocks[:2] == original.blocks[:2]
    assert merged.blocks[2].content == (text("two and a half"),)
    assert merged.blocks[2].get("localId") == "two"


def test_an_edit_in_a_table_changes_one_cell() -> None:
    def cell(value: str) -> dict[str, Any]:
        return {"type": "tableCell", "attrs": {"localId": value, "colwidth": [40, 50]}, "content": [words(value)]}

    rows = [
        {"type": "tableRow", "content": [cell("a"), cell("b")]},
        {"type": "tableRow", "content": [cell("c"), cell("d")]},
    ]
    original = adf({"type": "table", "attrs": {"layout": "wide", "localId": "t"}, "content": rows})
    before = shown(original, "stripped")
    after = parse(render(before, "html").replace(">c<", ">changed<"), "html")
    (table,) = merge(original, before, after).blocks
    assert table.attributes == original.blocks[0].attributes
    assert table.content[0] == original.blocks[0].content[0]
    assert table.content[1].content[1] == original.blocks[0].content[1].content[1]
    edited = table.content[1].content[0]
    assert edited.get("localId") == "c" and edited.content[0].content == (text("changed"),)


def test_a_layout_that_is_shown_as_a_sequence_stays_a_layout() -> None:
    columns = [
        {"type": "layoutColumn", "attrs": {"width": 50}, "content": [words("left"), words("more")]},
        {"type": "layoutColumn", "attrs": {"width": 50}, "content": [words("right")]},
    ]
    original = adf(words("top"), {"type": "layoutSection", "content": columns}, words("end"))
    before = parse("<p>top</p><p>left</p><p>more</p><p>right</p><p>end</p>", "html")
    after = parse("<p>top</p><p>left</p><p>new</p><p>more!</p><p>right</p><p>end</p>", "html")
    merged = merge(original, before, after)
    section = merged.blocks[1]
    assert [len(column.content) for column in section.content] == [3, 1]
    assert section.content[1] == original.blocks[1].content[1]
    assert (merged.blocks[0], merged.blocks[2]) == (original.blocks[0], original.blocks[2])


def test_a_mention_survives_an_edit_of_the_words_around_it() -> None:
    mention = {"type": "mention", "attrs": {"id": "557058:mia", "text": "@Mia", "localId": "m"}}
    line = {
        "type": "paragraph",
        "content": [{"type": "text", "text": "ask "}, mention, {"type": "text", "text": " today"}],
    }
    original = adf(line)
    merged = merge(original, parse("<p>ask @Mia today</p>", "html"), parse("<p>please ask @Mia tomorrow</p>", "html"))
    assert merged.blocks[0].content == (text("please ask "), original.blocks[0].content[1], text(" tomorrow"))


def test_an_edited_mention_is_the_words_that_were_typed() -> None:
    mention = {"type": "mention", "attrs": {"id": "557058:mia", "text": "@Mia Li"}}
    original = adf({"type": "paragraph", "content": [mention]})
    merged = merge(original, parse("<p>@Mia Li</p>", "html"), parse("<p>@Mia Lo</p>", "html"))
    assert merged.blocks[0].content == (text("@Mia Lo"),)


def test_formatting_noise_changes_nothing() -> None:
    original = adf(words("one"), MACRO)
    before = shown(original, "stripped")
    noise = '<div style="box-sizing:border-box">one&nbsp;</div><div><br></div><div>[Macro: toc]<br></div>'
    assert merge(original, before, parse(noise, "html")).blocks[-1] == original.blocks[-1]
    same = '<div>one</div><div style="margin:0">[Macro: toc]</div>'
    assert merge(original, before, parse(same, "html")) == original


def test_a_macro_with_a_body_stays_whole_through_edits_around_it() -> None:
    attributes = {"extensionKey": "box", "extensionType": "x"}
    empty = {"type": "codeBlock"}
    body = {"type": "bodiedExtension", "attrs": attributes, "content": [words("inside"), empty]}
    original = adf(words("one"), body, words("two"))
    before = shown(original, "stripped")
    assert len(before.blocks) == 5
    new = paragraph(text("new"))
    edits = {
        "insert before": (before.blocks[0], new, *before.blocks[1:]),
        "insert after": (*before.blocks[:4], new, before.blocks[4]),
        "delete before": before.blocks[1:],
        "delete after": before.blocks[:4],
        "move": (before.blocks[4], *before.blocks[:4]),
    }
    for name, after in edits.items():
        merged = merge(original, before, Document(after)).blocks
        assert merged.count(original.blocks[1]) == 1, name
        assert len(merged) == len(after) - 2, name


def test_a_picture_in_a_line_is_not_written_twice_by_an_edit_beside_it() -> None:
    original = parse('<p>one</p><p><img src="https://e.x/a.png" alt="plan">.</p><p>two</p>', "html")
    before = parse(render(original, "adf"), "adf")
    assert [block.kind for block in before.blocks] == ["paragraph", "mediaSingle", "paragraph", "paragraph"]
    after = Document((*before.blocks[:3], paragraph(text("two and a half"))))
    assert merge(original, before, after).blocks == (*original.blocks[:2], paragraph(text("two and a half")))


def test_letters_typed_right_behind_a_mention_leave_it_a_mention() -> None:
    mention = {"type": "mention", "attrs": {"id": "557058:mia", "text": "@Mia"}}
    original = adf({"type": "paragraph", "content": [mention, {"type": "text", "text": "s"}]})
    html = render(original, "html")
    merged = merge(original, parse(html, "html"), parse(html.replace("</span>s", "</span>s1"), "html"))
    assert merged.blocks[0].content[0] == original.blocks[0].content[0]


def test_a_title_made_of_signs_is_edited_where_it_stands() -> None:
    quoted = "<blockquote><details><summary>&amp; &lt;</summary><h2>inside</h2></details></blockquote><p>after</p>"
    original = parse(quoted, "html")
    before = parse(render(original, "adf"), "adf")
    quote = before.blocks[0]
    title = quote.content[0]._replace(content=(*quote.content[0].content, text(" zzz")))
    after = Document((quote._replace(content=(title, *quote.content[1:])), *before.blocks[1:]))
    merged = merge(original, before, after)
    assert merged.blocks[0].content[0].string("title") == "& < zzz"
    assert len(merged.blocks[0].content) == 1
