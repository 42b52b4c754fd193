"""Writes the tree as Atlassian's document format, fitted into what Jira accepts.

Ids that the format demands are made from the position, so that the same document gives the same output.
"""

import hashlib

from addon.richtext.adf_fit import fitted, original_of
from addon.richtext.adf_line import Adf, LineWriter, attributed
from addon.richtext.adf_model import BLOCKS_IN, CAPTION_INLINES
from addon.richtext.kinds import HOLDS_INLINES
from addon.richtext.references import NO_REFERENCES, References
from addon.richtext.tree import Document, Node

NEEDS_ID = frozenset({"taskList", "taskItem", "blockTaskItem", "decisionList", "decisionItem"})


def write_adf(document: Document, references: References = NO_REFERENCES) -> Adf:
    """The ADF object of this document, by construction within the format's content model."""
    writer = _Writer(references)
    return {"version": 1, "type": "doc", "content": writer.blocks(fitted(document, references).blocks, "doc")}


class _Writer(LineWriter):
    def __init__(self, references: References) -> None:
        super().__init__(references)
        self.ids = 0

    def blocks(self, nodes: tuple[Node, ...], parent: str) -> list[object]:
        """The blocks or parts of a parent, which stand in their places already."""
        return [self.block(node, parent) for node in nodes]

    def block(self, node: Node, parent: str) -> object:
        """One block or part of a block."""
        kind = node.kind
        if kind == "opaque":
            return original_of(node, parent)
        if kind == "media":
            return self.media(node)
        if kind in ("blockCard", "embedCard"):
            return self.card(node)
        if kind == "expand" and "expand" not in BLOCKS_IN[parent]:
            kind = "nestedExpand"
        element = attributed(kind, node)
        if kind in NEEDS_ID:
            self.identify(element)
        elif kind == "nestedExpand":
            element.setdefault("attrs", {})
        if kind in HOLDS_INLINES:
            element["content"] = self.inlines(node.content, CAPTION_INLINES if kind == "caption" else None)
        elif kind == "codeBlock":
            if code := "".join(piece.text for piece in node.content):
                element["content"] = [{"type": "text", "text": code}]
        elif node.content or kind == "tableRow":
            element["content"] = self.blocks(node.content, kind)
        if node.attributes and (marks := _marks(node)):
            element["marks"] = marks
        return element

    def identify(self, element: Adf) -> None:
        """Gives the element an id of its own where it has none."""
        values = element.get("attrs")
        known = values if isinstance(values, dict) else {}
        if "localId" not in known:
            self.ids += 1
            element["attrs"] = dict(sorted({**known, "localId": _local_id(self.ids)}.items()))


def _marks(node: Node) -> list[Adf]:
    """What ADF says about a block by marks."""
    marks: list[Adf] = []
    for name, value in node.attributes:
        if name == "small" and value and node.kind == "paragraph":
            marks.insert(0, {"type": "fontSize", "attrs": {"fontSize": "small"}})
        elif name == "align":
            marks.append({"type": "alignment", "attrs": {"align": value}})
        elif name == "indent":
            marks.append({"type": "indentation", "attrs": {"level": value}})
        elif name == "breakout":
            width = node.get("breakoutWidth")
            more = {} if width is None else {"width": width}
            marks.append({"type": "breakout", "attrs": {"mode": value, **more}})
        elif name == "fragment":
            named = node.get("fragmentName")
            more = {} if named is None else {"name": named}
            marks.append({"type": "fragment", "attrs": {"localId": value, **more}})
    return marks


def _local_id(number: int) -> str:
    digits = hashlib.sha256(f"liaise {number}".encode()).hexdigest()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))
