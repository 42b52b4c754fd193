"""One document tree, four notations: ADF, HTML, Markdown, wiki markup.

    document = parse(adf, "adf")
    html = render(document, "html", flavour="azuredevops", references=references)

Everything here is pure: the same input gives the same output, and nothing outside is asked but the
`References` that the caller hands in. `docs/rich-text.md` says, node by node, what becomes of what.
"""

import json
from collections.abc import Mapping
from typing import Literal

from addon.richtext.adf import read_adf, render_adf, schema_is_installed, validate_adf
from addon.richtext.errors import Refused
from addon.richtext.fingerprint import fingerprint
from addon.richtext.html_reader import read_html
from addon.richtext.html_writer import render_html
from addon.richtext.markdown_reader import read_markdown
from addon.richtext.markdown_writer import render_markdown
from addon.richtext.merge import merge
from addon.richtext.normalise import normalise
from addon.richtext.references import NO_REFERENCES, Flavour, References
from addon.richtext.text import from_plain_text, is_plain, plain_text
from addon.richtext.travel import from_json, to_json
from addon.richtext.tree import Document, Mark, Node
from addon.richtext.wiki_reader import read_wiki
from addon.richtext.wiki_writer import render_wiki

Notation = Literal["adf", "html", "markdown", "wiki"]
LONGEST = 10_000_000
"""Characters of source text that are read at most; more is refused."""


def parse(source: str | Mapping[str, object], notation: Notation, references: References = NO_REFERENCES) -> Document:
    """The document of this text, or of an ADF object. Raises Refused when it cannot be one."""
    if isinstance(source, str) and len(source) > LONGEST:
        raise Refused("too_large", f"The text is longer than {LONGEST:,} characters.")
    if notation == "adf":
        return read_adf(source, references)
    if not isinstance(source, str):
        raise Refused("not_text", "Only ADF may be given as an object.")
    if notation == "html":
        return read_html(source, references)
    if notation == "markdown":
        return read_markdown(source, references)
    return read_wiki(source, references)


def render(
    document: Document,
    notation: Notation,
    flavour: Flavour = "azuredevops",
    references: References = NO_REFERENCES,
) -> str:
    """The document as text in this notation, in the dialect of this product; ADF as JSON text.

    `render_adf` gives ADF as an object instead, for putting into a request.
    """
    if notation == "adf":
        return adf_text(render_adf(document, references))
    if notation == "html":
        return render_html(document, flavour, references)
    if notation == "markdown":
        return render_markdown(document, flavour, references)
    return render_wiki(document, flavour, references)


def adf_text(adf: Mapping[str, object]) -> str:
    """An ADF object as JSON text."""
    return json.dumps(adf, ensure_ascii=False, separators=(",", ":"))


__all__ = [
    "NO_REFERENCES",
    "Document",
    "Flavour",
    "Mark",
    "Node",
    "Notation",
    "References",
    "Refused",
    "fingerprint",
    "from_json",
    "from_plain_text",
    "is_plain",
    "merge",
    "normalise",
    "parse",
    "plain_text",
    "render",
    "render_adf",
    "schema_is_installed",
    "to_json",
    "validate_adf",
]
