"""Edits of two sides are put together block by block, alike on both sides, and lose no block that nobody deleted."""

from hypothesis import given, settings
from hypothesis import strategies as st

from addon.richtext import Document, fingerprint, parse, plain_text, render
from addon.richtext.tree import paragraph, text
from addon.sync.rich_merge import both, taken

lines = st.lists(st.sampled_from(["one", "two", "three", "four", "five"]), max_size=6)


def document(words: list[str]) -> Document:
    return Document(tuple(paragraph(text(word)) for word in words))


@settings(max_examples=200, deadline=None)
@given(base=lines, ours=lines, theirs=lines)
def test_both_sides_put_the_same_text_together(base: list[str], ours: list[str], theirs: list[str]) -> None:
    here = both(document(base), document(ours), document(theirs), theirs_stands=True)
    there = both(document(base), document(theirs), document(ours), theirs_stands=False)
    assert here.clash == there.clash
    assert fingerprint(here.document) == fingerprint(there.document)


@settings(max_examples=200, deadline=None)
@given(base=lines, edit=lines)
def test_an_edit_of_one_side_alone_stands(base: list[str], edit: list[str]) -> None:
    for ours, theirs in ((base, edit), (edit, base), (edit, edit)):
        found = both(document(base), document(ours), document(theirs), theirs_stands=False)
        assert fingerprint(found.document) == fingerprint(document(edit))
        assert not found.clash


def test_edits_of_different_blocks_do_not_clash_and_those_of_the_same_block_do() -> None:
    base = document(["a", "b", "c"])
    apart = both(base, document(["A", "b", "c"]), document(["a", "b", "C"]), theirs_stands=False)
    assert (plain_text(apart.document).split(), apart.clash) == (["A", "b", "C"], False)
    together = both(base, document(["a", "x", "c"]), document(["a", "y", "C"]), theirs_stands=False)
    assert (plain_text(together.document).split()[:2], together.clash) == (["a", "x"], True)


def test_edits_of_blocks_beside_each_other_are_both_taken() -> None:
    base = document(["a", "b", "c", "d"])
    for ours, theirs, wanted in (
        (["a", "B", "c", "d"], ["a", "b", "C", "d"], ["a", "B", "C", "d"]),
        (["a", "c", "d"], ["a", "b", "C", "d"], ["a", "C", "d"]),
        (["a", "b", "new", "c", "d"], ["a", "b", "C", "d"], ["a", "b", "new", "C", "d"]),
        (["a", "B", "new", "c", "d"], ["A", "b", "d"], ["A", "B", "new", "d"]),
        (["a", "B", "C", "d"], ["A", "b", "c", "D"], ["A", "B", "C", "D"]),
    ):
        found = both(base, document(ours), document(theirs), theirs_stands=True)
        assert (plain_text(found.document).split(), found.clash) == (wanted, False)
    found = both(base, document(["a", "B", "C", "d"]), document(["a", "b", "x", "d"]), theirs_stands=True)
    assert (plain_text(found.document).split(), found.clash) == (["a", "B", "x", "d"], True)


once = st.lists(st.sampled_from("abcdefgh"), max_size=6, unique=True)


@settings(max_examples=300, deadline=None)
@given(base=once, ours=once, theirs=once)
def test_without_a_clash_nothing_of_either_side_is_lost_or_comes_back(
    base: list[str], ours: list[str], theirs: list[str]
) -> None:
    mine = [one for one in base if one in ours] + [f"{one}1" for one in ours]
    other = [f"{one}2" for one in theirs] + [one for one in base if one in theirs]
    found = both(document(base), document(mine), document(other), theirs_stands=True)
    words = plain_text(found.document).split()
    assert sorted(set(words)) == sorted(words)
    if not found.clash:
        kept = {one for one in base if one in ours and one in theirs}
        assert set(words) == kept | {f"{one}1" for one in ours} | {f"{one}2" for one in theirs}


@settings(max_examples=100, deadline=None)
@given(before=lines, after=lines)
def test_what_was_edited_in_html_reads_the_same_at_home(before: list[str], after: list[str]) -> None:
    home = document(before)
    shown = parse(render(home, "html"), "html")
    edited = parse(render(document(after), "html"), "html")
    assert fingerprint(taken(home, shown, edited)) == fingerprint(document(after))
    assert taken(home, shown, shown) == home
