"""Every node and mark by name: decided, documented, and as faithful as the document says."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from addon.richtext import Notation, normalise, parse, plain_text, render, validate_adf
from addon.richtext.schema import DEFAULT_PATH
from tests.unit.richtext.corpus import EVERYTHING, KEPT, OPAQUE

PAGE = Path(__file__).parents[3] / "docs" / "rich-text.md"
KEPT_ATTRIBUTES = {"href", "src", "alt", "style", "colspan", "rowspan", "start", "width", "height", "border"}


def doc(blocks: list[dict[str, Any]]) -> str:
    return json.dumps({"type": "doc", "version": 1, "content": blocks})


def stripped(html: str) -> str:
    """The HTML without what a service may drop: data attributes, classes, whatever it does not know."""

    def kept(attribute: re.Match[str]) -> str:
        return attribute[0] if attribute[1] in KEPT_ATTRIBUTES else ""

    return re.sub(r"<[^>]*>", lambda tag: re.sub(r' ([a-z-]+)="[^"]*"', kept, tag[0]), html)


@pytest.mark.parametrize("name", EVERYTHING)
def test_each_example_is_valid_and_leaves_as_it_came(name: str) -> None:
    source = json.loads(doc(EVERYTHING[name]))
    if name not in ("a block of the future", "an inline of the future"):
        assert validate_adf(source) is None
    if name in KEPT:
        assert normalise(parse(json.loads(render(parse(source, "adf"), "adf")), "adf")) == normalise(
            parse(source, "adf")
        )


@pytest.mark.parametrize("notation", ["html", "markdown"])
@pytest.mark.parametrize("name", KEPT)
def test_what_is_native_or_styled_comes_back_equal(name: str, notation: Notation) -> None:
    document = normalise(parse(doc(KEPT[name]), "adf"))
    assert normalise(parse(render(document, notation), notation)) == document


def test_two_thirds_come_back_equal_when_the_service_strips_what_it_does_not_know() -> None:
    equal = []
    for name, blocks in KEPT.items():
        document = normalise(parse(doc(blocks), "adf"))
        back = normalise(parse(stripped(render(document, "html")), "html"))
        letters = re.sub(r"\W", "", plain_text(document))
        assert re.sub(r"\W", "", plain_text(back)) == letters, name
        if back == document:
            equal.append(name)
    assert len(equal) >= 2 / 3 * len(KEPT), sorted(set(KEPT) - set(equal))


@pytest.mark.parametrize("notation", ["html", "markdown", "wiki"])
@pytest.mark.parametrize("name", OPAQUE)
def test_what_is_opaque_shows_a_label_and_its_words(name: str, notation: Notation) -> None:
    written = render(parse(doc(OPAQUE[name]), "adf"), notation)
    assert re.search(r"\[|&#91;", written)
    for words in re.findall(r'"text": "([^"]+)"', doc(OPAQUE[name])):
        assert words in written


def test_the_page_lists_every_node_and_mark_of_the_schema() -> None:
    if not DEFAULT_PATH.exists():
        pytest.skip("Atlassian's schema is not here: make setup")
    definitions = json.loads(DEFAULT_PATH.read_text())["definitions"].values()
    kinds = [found["properties"]["type"]["enum"] for found in definitions if "type" in found.get("properties", {})]
    names = {kind for (kind,) in kinds}
    assert len(names) > 50
    page = PAGE.read_text()
    missing = {name for name in names if f"`{name}`" not in page}
    assert not missing
