"""Whatever the text, reading and writing it costs a bounded number of steps, and no words are lost."""

from collections.abc import Sequence

import pytest
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline, html_inline

from addon.richtext import (
    Document,
    Node,
    Notation,
    parse,
    plain_text,
    render,
    render_adf,
    validate_adf,
    wiki_line,
)
from addon.richtext.inlines import tidy
from addon.richtext.markdown_budget import MOST_LONELY, MOST_PIECES, MOST_REPEATED
from addon.richtext.tree import text


@pytest.mark.parametrize("signs", ["[", "![", "[a\n", "[](", "[[]"])
def test_brackets_without_a_partner_are_looked_at_a_bounded_number_of_times(
    monkeypatch: pytest.MonkeyPatch, signs: str
) -> None:
    looked = 0
    original = parseLinkLabel

    def counted(state: StateInline, start: int, without_links: bool = False) -> int:
        nonlocal looked
        looked += 1
        return original(state, start, without_links)

    monkeypatch.setattr("addon.richtext.markdown_budget.parseLinkLabel", counted)
    source = signs * 20_000
    words = plain_text(parse(source, "markdown"))
    assert words.count("[") == source.count("[")
    assert looked <= 3 * MOST_LONELY + 2 * source.count("]")


def test_comments_are_not_left_to_an_expression_that_looks_for_their_end_again_and_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left: list[int] = []

    def noted(state: StateInline, silent: bool) -> bool:
        if state.src.startswith("<!--", state.pos):
            left.append(state.pos)
        return html_inline(state, silent)

    monkeypatch.setattr("addon.richtext.markdown_budget.html_inline", noted)
    assert plain_text(parse("a " + "<!--" * 20_000 + "-->b", "markdown")) == "a b"
    assert plain_text(parse("a " + "<!--" * 20_000 + "b", "markdown")).count("<!--") == 20_000
    assert left == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a <!----> b", "a b"),
        ("a <!---> b", "a b"),
        ("a <!--> b", "a b"),
        ("a <!-- c -- d ----> b", "a b"),
        ("a <!-- b", "a <!-- b"),
    ],
)
def test_comments_in_a_line_of_markdown_end_where_commonmark_ends_them(source: str, words: str) -> None:
    assert plain_text(parse(source, "markdown")) == words


@pytest.mark.parametrize(
    "source",
    [
        "|a" * 150_000 + "\n" + "|-" * 150_000 + "\n",
        "- a\n" * 60_000,
        "* " + "*a " * 250_000,
        "word\n" * 210_000,
        "`a``" * 70_000,
        "[a](b) " * 110_000,
        "<a " * 210_000,
        ("|a" * 256 + "\n" + "|-" * 256 + "\n" + "|\n" * 300 + "\n") * 10,
    ],
    ids=["cells", "items", "stars", "lines", "backticks", "links", "tags", "cells filled up"],
)
def test_markdown_of_too_many_pieces_is_kept_letter_by_letter_as_code(source: str) -> None:
    document = parse(source, "markdown")
    assert [block.kind for block in document.blocks] == ["codeBlock"]
    assert plain_text(document) == source.strip("\n")
    assert parse(render(document, "markdown"), "markdown") == document
    assert validate_adf(render_adf(document)) is None


def test_markdown_just_below_the_limit_is_read_as_markdown() -> None:
    document = parse("*a* " * (MOST_PIECES // 40), "markdown")
    assert document.blocks[0].kind == "paragraph"


def test_a_megabyte_of_blank_lines_is_an_empty_document() -> None:
    assert parse("\n" * 1_000_000, "markdown").blocks == ()


@pytest.mark.parametrize("notation", ["html", "markdown", "wiki"])
def test_a_million_spaces_within_a_line_are_read(notation: Notation) -> None:
    """Each of them was once taken for the beginning of the line's last spaces, which took hours."""
    assert plain_text(parse("a" + " \u00a0" * 500_000 + "b", notation)) == "a" + " " * 1_000_000 + "b"


def test_an_address_that_is_used_many_times_does_not_multiply_the_text() -> None:
    address = "http://x/" + "a" * 1_500
    document = parse(f"[a]: {address}\n\n" + "[a] " * 10_000, "markdown")
    assert len(render(document, "html")) < MOST_REPEATED + 100_000
    few = parse(f"[a]: {address}\n\n" + "[a] " * 3, "markdown")
    assert render(few, "html").count(address) >= 3


def test_wiki_lines_without_signs_are_not_searched_for_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []
    original = wiki_line._Line.read

    def counted(self: wiki_line._Line, source: str) -> list[Node]:
        searched.append(source)
        return original(self, source)

    monkeypatch.setattr(wiki_line._Line, "read", counted)
    document = parse("* item\n" * 1_000 + "* *strong*\n", "wiki")
    assert len(document.blocks[0].content) == 1_001
    assert searched == ["*strong*"]


def test_an_item_of_many_paragraphs_is_tidied_once_for_wiki_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    handled = 0
    original = tidy

    def counted(nodes: Sequence[Node]) -> tuple[Node, ...]:
        nonlocal handled
        handled += len(nodes)
        return original(nodes)

    monkeypatch.setattr("addon.richtext.wiki_form.tidy", counted)
    count = 2_000
    paragraph = Node("paragraph", (text("a"),))
    document = Document((Node("bulletList", (Node("listItem", (paragraph,) * count),)),))
    assert render(document, "wiki").count("a") == count
    assert handled <= 4 * count


def test_many_nested_task_lists_are_written_once_each() -> None:
    inner = Node("taskList", (Node("taskItem", (text("b"),)),))
    outer = Node("taskList", (Node("taskItem", (text("a"),)), *(inner,) * 500))
    written = render(Document((outer,)), "markdown")
    assert written.count("[ ] b") == 500
    assert plain_text(parse(written, "markdown")).count("b") == 500
