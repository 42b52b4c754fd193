"""Whatever the text, reading and writing it costs a bounded number of steps, and no words are lost."""

import pytest

from addon.richtext import markdown_budget, parse, plain_text, render, render_adf, validate_adf
from addon.richtext.markdown_budget import MOST_LONELY, MOST_PIECES, MOST_REPEATED


@pytest.mark.parametrize("signs", ["[", "![", "[a\n", "[](", "[[]"])
def test_brackets_without_a_partner_are_looked_at_a_bounded_number_of_times(
    monkeypatch: pytest.MonkeyPatch, signs: str
) -> None:
    looked = 0
    original = markdown_budget.parseLinkLabel

    def counted(state: object, start: int, without_links: bool = False) -> int:
        nonlocal looked
        looked += 1
        return original(state, start, without_links)  # type: ignore[arg-type]

    monkeypatch.setattr(markdown_budget, "parseLinkLabel", counted)
    source = signs * 20_000
    words = plain_text(parse(source, "markdown"))
    assert words.count("[") == source.count("[")
    assert looked <= 3 * MOST_LONELY + 2 * source.count("]")


@pytest.mark.parametrize(
    "source",
    [
        "|a" * 150_000 + "\n" + "|-" * 150_000 + "\n",
        "- a\n" * 60_000,
        "* " + "*a " * 250_000,
        "word\n" * 210_000,
        "`a``" * 70_000,
        "<a " * 210_000,
        ("|a" * 256 + "\n" + "|-" * 256 + "\n" + "|\n" * 300 + "\n") * 10,
    ],
    ids=["cells", "items", "stars", "lines", "backticks", "tags", "cells filled up"],
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


def test_an_address_that_is_used_many_times_does_not_multiply_the_text() -> None:
    address = "http://x/" + "a" * 1_500
    document = parse(f"[a]: {address}\n\n" + "[a] " * 10_000, "markdown")
    assert len(render(document, "html")) < MOST_REPEATED + 100_000
    few = parse(f"[a]: {address}\n\n" + "[a] " * 3, "markdown")
    assert render(few, "html").count(address) >= 3
