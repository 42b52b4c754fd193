"""Atlassian's document format, in and out; nothing invalid leaves.

Out goes through three steps: the writer fits the tree into the content model, then every gate looks at the
result, and a block that a gate refuses is replaced by plain paragraphs that say so.
"""

from collections.abc import Callable

from addon.richtext.adf_check import problem_of
from addon.richtext.adf_line import Adf
from addon.richtext.adf_reader import read_adf
from addon.richtext.adf_writer import write_adf
from addon.richtext.inlines import tidy
from addon.richtext.references import NO_REFERENCES, References
from addon.richtext.schema import load_schema
from addon.richtext.text import plain_text
from addon.richtext.text_form import text_form
from addon.richtext.tree import Document, Mark, Node, text

NOTE = "[Formatting could not be kept]"

Gate = Callable[[object], str | None]


def render_adf(document: Document, references: References = NO_REFERENCES) -> Adf:
    """The document as an ADF object that passes our own check and, where it is installed, Atlassian's schema."""
    written = write_adf(document, references)
    if validate_adf(written) is None:
        return written
    safe: list[Node] = []
    for block in document.blocks:
        without_originals = text_form(Document((block,)), NO_REFERENCES).blocks
        if validate_adf(write_adf(Document((block,)), references)) is None:
            safe.append(block)
        elif validate_adf(write_adf(Document(without_originals), references)) is None:
            safe.extend(without_originals)
        else:
            safe.extend(_plain(block))
    written = write_adf(Document(tuple(safe)), references)
    if validate_adf(written) is not None:
        written = write_adf(Document(tuple(_plain(*document.blocks))), references)
    return written


def validate_adf(document: object) -> str | None:
    """What is wrong with the ADF object, in one sentence, or None; asks both gates."""
    problem = problem_of(document)
    if problem is not None:
        return problem
    gate = load_schema()
    return gate(document) if gate is not None else None


def schema_is_installed() -> bool:
    """Whether Atlassian's schema takes part in `validate_adf`; a caller that answers for it must report a no."""
    return load_schema() is not None


def _plain(*blocks: Node) -> tuple[Node, ...]:
    lines = plain_text(Document(blocks)).split("\n")
    note = Node("paragraph", (text(NOTE, Mark("em")),))
    return (note, *(Node("paragraph", tidy([text(line)])) for line in lines if line.strip()))


__all__ = ["Gate", "read_adf", "render_adf", "schema_is_installed", "validate_adf"]
