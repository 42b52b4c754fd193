"""What HTML and Markdown are given to write: the document without what only its own product can use.

Local ids and comments on pieces of text name something at home and nowhere else. An opaque original that nobody
keeps for us cannot be given back, and a card without an address leads nowhere: what a reader sees of them is all
there is to send.
"""

from addon.richtext.adf_source import digest_of
from addon.richtext.inlines import tidy
from addon.richtext.kinds import HOLDS_INLINES
from addon.richtext.labels import label
from addon.richtext.references import References
from addon.richtext.tree import EMPTY_PARAGRAPH, NOTHING, Document, Node, text

_LINE_REPLACED = frozenset({"opaqueInline", "inlineCard"})
_CARDS = frozenset({"blockCard", "embedCard"})


def text_form(document: Document, references: References) -> Document:
    """The document in this form; blocks that are in it already are the same objects."""
    blocks = _blocks(document.blocks, references)
    return document if blocks is document.blocks else Document(blocks)


def shown_blocks(block: Node) -> tuple[Node, ...]:
    """The blocks by which the other side shows this one: an opaque one by its label and its content."""
    if block.kind != "opaque":
        return (block,)
    return tuple(shown for inner in block.content for shown in shown_blocks(inner))


def _blocks(nodes: tuple[Node, ...], references: References) -> tuple[Node, ...]:
    found: list[Node] = []
    changed = False
    for node in nodes:
        shown = _block(node, references)
        changed = changed or len(shown) != 1 or shown[0] is not node
        found.extend(shown)
    return tuple(found) if changed else nodes


def _block(node: Node, references: References) -> tuple[Node, ...]:
    kind = node.kind
    if node.attributes and any(name == "localId" for name, _ in node.attributes):
        node = node.with_attributes(localId=None)
    if kind in HOLDS_INLINES:
        if any(inline.kind in _LINE_REPLACED or (inline.marks and _is_annotated(inline)) for inline in node.content):
            return (node._replace(content=_line(node.content, references)),)
    elif kind == "media":
        return (_unannotated(node),)
    elif kind in _CARDS:
        if not node.string("url"):
            return (Node("paragraph", (text(label(node)),)),)
        return (node,) if kind == "embedCard" else (Node(kind, NOTHING, (("url", node.string("url")),)),)
    elif node.content and kind != "codeBlock":
        content = _blocks(node.content, references)
        if kind == "opaque" and not _is_kept(node, references):
            return content
        if content is not node.content:
            return (node._replace(content=content or (EMPTY_PARAGRAPH,)),)
    return (node,)


def _line(nodes: tuple[Node, ...], references: References) -> tuple[Node, ...]:
    found: list[Node] = []
    for node in nodes:
        if node.kind == "opaqueInline" and not _is_kept(node, references):
            found.extend(node.content)
        elif node.kind == "inlineCard" and not node.string("url"):
            found.append(text(label(node)))
        else:
            found.append(_unannotated(node))
    return tidy(found)


def _is_annotated(node: Node) -> bool:
    return any(mark.kind == "annotation" for mark in node.marks)


def _unannotated(node: Node) -> Node:
    if not _is_annotated(node):
        return node
    return node._replace(marks=tuple(mark for mark in node.marks if mark.kind != "annotation"))


def _is_kept(node: Node, references: References) -> bool:
    raw = node.string("raw")
    return references.opaque(digest_of(raw)) == raw
