"""The normal form of a document: what it becomes when it has been written as ADF and read again.

All readers give documents that are close to it; a tree made by hand or by a script may not be. Two documents
with equal normal forms are written alike in every notation.
"""

from addon.richtext.adf import render_adf
from addon.richtext.adf_reader import read_adf
from addon.richtext.tree import Document, Node


def normalise(document: Document) -> Document:
    """The document in normal form: tidy text, valid nesting, no ids. Idempotent."""
    return without_ids(read_adf(render_adf(document)))


def without_ids(document: Document) -> Document:
    """The document without local ids, which no reader sees and most notations cannot carry."""
    return Document(tuple(map(_without, document.blocks)))


def _without(node: Node) -> Node:
    attributes = tuple(pair for pair in node.attributes if pair[0] != "localId")
    if not node.content:
        return node._replace(attributes=attributes) if attributes != node.attributes else node
    return node._replace(attributes=attributes, content=tuple(map(_without, node.content)))
