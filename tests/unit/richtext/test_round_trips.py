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
