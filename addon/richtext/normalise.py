"""The normal form of a document: what it becomes when it has been written as ADF and read again.

All readers give documents that are close to it; a tree made by hand or by a script may not be. Two documents
with equal normal forms are written alike in every notation.
"""

from addon.richtext.adf import render_adf
from addon.richtext.adf_reader import read_adf
from addon.richtext.kinds import DEFAULTS
from addon.richtext.tree import Document, Node


def normalise(document: Document) -> Document:
    """The document in normal form: tidy text, valid nesting, no local ids, no spelled-out defaults. Idempotent."""
    return Document(tuple(map(_plain, read_adf(render_adf(document)).blocks)))


def _plain(node: Node) -> Node:
    kind = node.kind
    if node.attributes:
        kept = tuple(
            (name, value)
            for name, value in node.attributes
            if name != "localId" and (kind, name, value) not in DEFAULTS
        )
        node = node._replace(attributes=kept)
    if node.has_mark("code") and node.marks[-1].kind != "code":  # Markdown can only put a link around code
        node = node._replace(marks=tuple(sorted(node.marks, key=lambda mark: mark.kind == "code")))
    return node._replace(content=tuple(map(_plain, node.content))) if node.content else node
