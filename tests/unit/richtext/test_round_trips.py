"""What must hold for every document: equal after a round trip, stable after one pass, all words kept."""

import json
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.richtext import Notation, normalise, parse, plain_text, render, validate_adf
from tests.unit.richtext import documents, soup
from tests.unit.richtext.effort import examples

SOURCES: dict[Notation, st.SearchStrategy[str]] = {
    "adf": documents.all_documents.map(json.dumps),
    "html": soup.html,
    "markdown": soup.markdown,
    "wiki": soup.wiki,
}
NOTATIONS = list(SOURCES)
quick = examples(25)


def letters(words: str) -> Counter[str]:
    """Letters and digits, which no notation may lose."""
    return Counter(re.sub(r"[\W_]+", "", words))


@pytest.mark.parametrize("notation", ["html", "markdown"])
@given(adf=documents.documents)
@quick
def test_a_native_or_styled_document_comes_back_equal(notation: Notation, adf: documents.Adf) -> None:
    document = normalise(parse(adf, "adf"))
    assert normalise(parse(render(document, notation), notation)) == document


@given(adf=documents.documents)
@quick
def test_the_normal_form_is_its_own_normal_form(adf: documents.Adf) -> None:
    document = normalise(parse(adf, "adf"))
    assert normalise(document) == document


@pytest.mark.parametrize("source", NOTATIONS)
@pytest.mark.parametrize("target", NOTATIONS)
@given(data=st.data())
@examples(20)
def test_any_input_gives_output_that_is_stable_after_one_pass_and_keeps_its_words(
    source: Notation, target: Notation, data: st.DataObject
) -> None:
    document = parse(data.draw(SOURCES[source]), source)
    first = render(document, target)
    returned = parse(first, target)
    assert not letters(plain_text(document)) - letters(plain_text(returned))
    again = render(parse(render(returned, source), source), target)
    assert again == first


@pytest.mark.parametrize("source", NOTATIONS)
@given(data=st.data())
@quick
def test_whatever_goes_to_jira_is_valid(source: Notation, data: st.DataObject) -> None:
    written = json.loads(render(parse(data.draw(SOURCES[source]), source), "adf"))
    assert validate_adf(written) is None


ACTIVE = re.compile(
    r"<\s*(script|style|iframe|object|embed|form|svg|meta|link|base)\b|<[^>]*\s(on\w+|srcdoc|action)\s*=", re.I
)


@pytest.mark.parametrize("source", NOTATIONS)
@pytest.mark.parametrize("target", ["html", "markdown"])
@given(data=st.data())
@examples(20)
def test_no_output_holds_anything_that_acts(source: Notation, target: Notation, data: st.DataObject) -> None:
    written = render(parse(data.draw(SOURCES[source]), source), target)
    tags = re.sub(r'"[^"]*"', '""', written) if target == "html" else re.sub(r"`+[^`]*`+", "", written)
    assert target == "markdown" or not ACTIVE.search(tags)
    for address in re.findall(r'(?:href|src)="([^"]*)"', written) if target == "html" else []:
        assert re.match(r"(https?://|ftp://|mailto:|/(?![/\\])|#$)", address, re.I)


@given(words=st.lists(st.sampled_from(documents.SNEAKY), min_size=1, max_size=4).map(" ".join))
@examples(100)
def test_words_of_a_person_never_turn_into_formatting(words: str) -> None:
    adf = {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": words}]}]}
    document = parse(adf, "adf")
    for notation in NOTATIONS:
        assert parse(render(document, notation), notation) == document, notation


def _nested_list(levels: int) -> str:
    """A list of this depth as ADF, one word in each level."""
    inner: list[documents.Adf] = []
    for level in range(levels, 0, -1):
        line = documents.node("paragraph", [{"type": "text", "text": f"w{level}"}])
        inner = [documents.node("bulletList", [documents.node("listItem", [line, *inner])])]
    return json.dumps(documents.node("doc", inner))


def _media_item(*more: documents.Adf) -> str:
    picture = documents.node("media", type="external", url="/a.png")
    caption = documents.node("caption", [{"type": "text", "text": "words "}])
    item = documents.node("listItem", [documents.node("mediaSingle", [picture, caption], layout="center"), *more])
    return json.dumps(documents.node("doc", [documents.node("bulletList", [item])]))


def _alone(kind: str, *content: documents.Adf) -> str:
    return json.dumps(documents.node("doc", [documents.node(kind, list(content))]))


# Each was once written in two ways by turns, or lost a part on its second way.
STRANGE: list[tuple[Notation, str]] = [
    ("adf", _nested_list(13)),
    ("adf", _nested_list(19)),
    ("wiki", "************* a\n* b"),
    ("adf", _media_item()),
    ("adf", _media_item(documents.node("paragraph", [{"type": "text", "text": " "}]))),
    ("html", "<pre>a&#1;b</pre>"),
    ("markdown", "* http://e.x\n  ="),
    ("markdown", "- # <http://e.x>"),
    ("wiki", "[a|http://e.x/\\b{c}]"),
    ("wiki", "bq. !/i.png!"),
    ("wiki", "!http://e.x/i.png|alt=}!"),
    ("wiki", "{quote}h2. ^1^{quote}"),
    ("wiki", "* !http://e.x/i.png!\\\\"),
    ("wiki", "|!http://e.x/i.png!\\|!/j.png|alt=3!|"),
    ("wiki", "{code::}{code}"),
    ("adf", _alone("taskList", documents.node("media", alt="a.png"))),
    ("adf", _alone("taskList", documents.node("media", url="/a.png"))),
    ("adf", _alone("mediaSingle", documents.node("mediaInline", id="m"), documents.node("media", url="/a.png"))),
]


@pytest.mark.parametrize("target", NOTATIONS)
@pytest.mark.parametrize(("source", "words"), STRANGE)
def test_strange_documents_are_stable_after_one_pass(source: Notation, words: str, target: Notation) -> None:
    document = parse(words, source)
    first = render(document, target)
    returned = parse(first, target)
    assert not letters(plain_text(document)) - letters(plain_text(returned))
    assert render(returned, target) == first
    assert render(parse(render(returned, source), source), target) == first


def test_a_list_right_under_a_lone_file_stays_a_list_in_markdown() -> None:
    file = documents.node("mediaInline", id="f", collection="", type="file")
    tasks = documents.node("taskList", [documents.node("taskItem", [], localId="1", state="DONE")], localId="2")
    item = documents.node("listItem", [documents.node("paragraph", [file]), tasks])
    document = normalise(parse(documents.node("doc", [documents.node("orderedList", [item])]), "adf"))
    assert normalise(parse(render(document, "markdown"), "markdown")) == document


def test_the_order_of_marks_around_a_bare_address_is_kept_in_markdown() -> None:
    marks = [{"type": "link", "attrs": {"href": "https://e.x/"}}, {"type": "strong"}]
    line = documents.node("paragraph", [{"type": "text", "text": "https://e.x/", "marks": marks}])
    document = parse(documents.node("doc", [line]), "adf")
    assert parse(render(document, "markdown"), "markdown") == document


def test_a_framed_picture_with_a_link_comes_back_equal_whichever_mark_was_first() -> None:
    border = {"type": "border", "attrs": {"size": 2, "color": "#091e42"}}
    link = {"type": "link", "attrs": {"href": "https://e.x/"}}
    picture = {**documents.node("media", type="external", url="/a.png"), "marks": [border, link]}
    document = parse(documents.node("doc", [documents.node("mediaSingle", [picture], layout="center")]), "adf")
    assert parse(render(document, "html"), "html") == document


@pytest.mark.parametrize("notation", ["html", "markdown"])
@pytest.mark.parametrize("levels", [20, 21, 45])
def test_task_lists_nested_as_deep_as_anybody_likes_come_back_equal(levels: int, notation: Notation) -> None:
    """Lists in HTML count two levels each; a depth that ADF counts differently would not come back."""
    nested: list[documents.Adf] = []
    for level in range(levels, 0, -1):
        said = [{"type": "text", "text": f"level {level}"}]
        task = documents.node("taskItem", said, localId="i", state="TODO")
        nested = [documents.node("taskList", [task, *nested], localId="l")]
    document = parse({"type": "doc", "version": 1, "content": nested}, "adf")
    written = render(document, notation)
    assert normalise(parse(written, notation)) == normalise(document)
    assert render(parse(written, notation), notation) == written


def test_what_jira_spells_out_without_meaning_is_not_missed_when_attributes_are_stripped() -> None:
    status = documents.node("status", text="IN REVIEW", color="blue", style="", localId="s")
    document = parse({"type": "doc", "content": [documents.node("paragraph", [status])]}, "adf")
    stripped = re.sub(r' data-liaise="[^"]*"', "", render(document, "html"))
    assert normalise(parse(stripped, "html")) == normalise(document)


@given(adf=documents.documents, data=st.data())
@quick
def test_words_typed_anywhere_into_what_was_written_are_kept(adf: documents.Adf, data: st.DataObject) -> None:
    """What an element carries for the way back never counts more than what somebody wrote into it."""
    pieces = re.split(r"(<[^>]*>)", render(parse(adf, "adf"), "html"))
    spots = [number for number, piece in enumerate(pieces) if piece and not piece.startswith("<")]
    if spots:
        pieces[data.draw(st.sampled_from(spots))] += "typed"
        assert "typed" in plain_text(parse("".join(pieces), "html"))
