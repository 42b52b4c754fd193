"""Fits the blocks of a document into what Jira accepts: the repair step.

A block that its parent may not hold becomes the nearest thing that it may (an expand its title and content, a
heading bold text, a table in a panel its cells' content), a list item begins with a paragraph, rows of a table
are equally long, nothing that must be filled is empty. No text is lost by it, and what fits already stays the
same object.
"""

import json
from collections.abc import Callable

from addon.richtext.adf_check import problem_of_node
from addon.richtext.adf_degrade import degraded
from addon.richtext.adf_model import (
    ALIGNED_IN,
    BLOCKS_IN,
    BREAKOUT_IN,
    BREAKOUT_ON,
    HEADING_INDENTED_IN,
    PARAGRAPH_INDENTED_IN,
    SMALL_IN,
)
from addon.richtext.inlines import tidy
from addon.richtext.kinds import HOLDS_BLOCKS
from addon.richtext.labels import label, words_for
from addon.richtext.lift import lifted
from addon.richtext.references import NO_REFERENCES, References
from addon.richtext.tables import rectangular
from addon.richtext.tree import EMPTY_PARAGRAPH, Document, Node, text

Blocks = tuple[Node, ...]

_ITEM_STARTS = frozenset({"bulletList", "orderedList", "taskList"})


def fitted(document: Document, references: References = NO_REFERENCES, keep_opaque: bool = False) -> Document:
    """The document within the format's content model.

    An opaque block stays where its original may stand; with `keep_opaque` everywhere, which is for documents
    that were read and are not yet written.
    """
    blocks = _Fitter(references, keep_opaque).blocks(document.blocks, "doc")
    return document if blocks is document.blocks else Document(blocks)


def original_of(node: Node, parent: str) -> dict[str, object] | None:
    """The original of an opaque node, if it may stand in this parent."""
    raw = node.get("raw")
    try:
        element = json.loads(str(raw)) if raw is not None else None
    except (ValueError, RecursionError):
        return None
    return element if isinstance(element, dict) and problem_of_node(element, parent) is None else None


def is_placeable(file: Node) -> bool:
    """Whether Jira can show this picture or file: it holds it, or it lies at an address and is no part of a line."""
    return bool(file.string("id") and file.get("collection") is not None) or bool(
        file.string("url") and file.kind == "media"
    )


class _Fitter:
    def __init__(self, references: References, keep_opaque: bool) -> None:
        self.references = references
        self.keep_opaque = keep_opaque

    def blocks(self, nodes: Blocks, parent: str) -> Blocks:
        """The blocks, each fitted into the parent."""
        found: list[Node] = []
        changed = False
        for node in nodes:
            fit = self.block(node, parent)
            if fit is node:
                found.append(node)
                continue
            changed = True
            if isinstance(fit, Node):
                found.append(fit)
            else:
                found.extend(fit)
        return tuple(found) if changed else nodes

    def filled(self, nodes: Blocks, parent: str) -> Blocks:
        """The same, with an empty paragraph where nothing came out."""
        return self.blocks(nodes, parent) or (EMPTY_PARAGRAPH,)

    def block(self, node: Node, parent: str) -> Node | Blocks:
        """One block: itself where it may stand, else what takes its place."""
        kind = node.kind
        allowed = BLOCKS_IN[parent]
        if kind == "paragraph":
            pieces = lifted(node, self.references, "mediaSingle" in allowed)
            if pieces is not None:
                return self.blocks(pieces, parent)
            return _placed(node, parent) if node.attributes else node
        if kind == "opaque":
            return self.opaque(node, parent)
        if kind == "expand":
            kind = "expand" if "expand" in allowed else "nestedExpand"
        if kind not in allowed:
            nearest = degraded(node)
            if kind in ("mediaSingle", "mediaGroup"):
                nearest = tuple(map(self.labelled, nearest))
            return self.blocks(nearest, parent)
        if node.kind in BREAKOUT_ON and parent not in BREAKOUT_IN and node.get("breakout") is not None:
            node = node.with_attributes(breakout=None, breakoutWidth=None)
        if kind == "heading":
            return _placed(node, parent)
        if kind == "mediaSingle":
            return self.picture(node, parent)
        if kind == "mediaGroup":
            return self.files(node, parent)
        if kind in ("bulletList", "orderedList"):
            items = self.each(node.content, self.list_item)
            return _with(node, items) if items else ()
        if kind in ("taskList", "decisionList"):
            return self.tasks(node) or ()
        if kind == "table":
            return self.table(node)
        if kind == "layoutSection":
            return self.layout(node, parent)
        if kind == "embedCard" and node.get("layout") is None:
            return node.with_attributes(layout="center")
        if kind == "blockCard" and len(node.attributes) > 1 and node.get("datasourceJson") is None:
            return node.with_attributes(width=None, layout=None)
        return _with(node, self.filled(node.content, kind)) if node.kind in HOLDS_BLOCKS else node

    def each(self, nodes: Blocks, fit: Callable[[Node], Node]) -> Blocks:
        """Every part of a family, fitted; the same tuple when nothing changed."""
        found = tuple(map(fit, nodes))
        return nodes if all(new is old for new, old in zip(found, nodes, strict=True)) else found

    def list_item(self, item: Node) -> Node:
        """A list item; one that would begin with a list gets an empty paragraph first."""
        content = self.filled(item.content, "listItem")
        if content[0].kind in _ITEM_STARTS:
            content = (EMPTY_PARAGRAPH, *content)
        return _with(item, content)

    def tasks(self, node: Node) -> Node | None:
        """A task or decision list whose items say what state they are in; None when it has none."""
        items: list[Node] = []
        for item in node.content:
            if item.kind == "taskList":
                nested = self.tasks(item)
                if nested is not None:
                    items.append(nested)
                continue
            if item.kind == "blockTaskItem":
                item = _with(item, self.filled(item.content, "blockTaskItem"))
            if item.get("state") is None:
                item = item.with_attributes(state="DECIDED" if item.kind == "decisionItem" else "TODO")
            items.append(item)
        return _with(node, tuple(items)) if items else None

    def table(self, node: Node) -> Node | Blocks:
        """A table whose rows are equally long."""
        table = rectangular(node)
        if table.get("localId") == "":
            table = table.with_attributes(localId=None)
        rows = self.each(table.content, self.row)
        return _with(table, rows) if rows else ()

    def row(self, row: Node) -> Node:
        return _with(row, self.each(row.content, self.holder))

    def holder(self, node: Node) -> Node:
        """A cell or column with what is inside."""
        return _with(node, self.filled(node.content, node.kind))

    def layout(self, node: Node, parent: str) -> Node | Blocks:
        """Two or three columns; any other number is written as a sequence."""
        if len(node.content) not in (2, 3):
            return self.blocks(degraded(node), parent)
        columns = self.each(node.content, self.holder)
        if any(column.get("width") is None for column in columns):
            width = 50 if len(columns) == 2 else 33.33
            columns = tuple(c if c.get("width") is not None else c.with_attributes(width=width) for c in columns)
        return _with(node, columns)

    def picture(self, node: Node, parent: str) -> Node | Blocks:
        """A picture on its own; one nobody can place becomes its label."""
        files, captions = self.placed_files(node)
        shown = [file for file in files if file.kind == "media"]
        result: list[Node] = []
        if shown:
            result.append(_with(_sized(node), (shown[0], *captions[:1])))
            result.extend(_sized(node)._replace(content=(file,)) for file in shown[1:])
            captions = captions[1:]
        result.extend(file for file in files if file.kind != "media")
        result.extend(Node("paragraph", caption.content) for caption in captions)
        if len(result) == 1 and result[0].kind == "mediaSingle":
            return result[0]
        return (*result[:1], *self.blocks(tuple(result[1:]), parent)) if shown else self.blocks(tuple(result), parent)

    def files(self, node: Node, parent: str) -> Node | Blocks:
        """A group of files; those that nobody can place follow it as labels."""
        files, captions = self.placed_files(node)
        shown = tuple(file for file in files if file.kind == "media")
        rest = [file for file in files if file.kind != "media"]
        rest.extend(Node("paragraph", caption.content) for caption in captions)
        if not rest and shown:
            return _with(node, shown)
        return ((_with(node, shown),) if shown else ()) + self.blocks(tuple(rest), parent)

    def placed_files(self, node: Node) -> tuple[list[Node], list[Node]]:
        """The files, as labels where nobody can place them, and the captions."""
        files = [self.placed_file(part) for part in node.content if part.kind == "media"]
        return files, [self.labelled(part) for part in node.content if part.kind == "caption"]

    def labelled(self, line: Node) -> Node:
        """A line with labels in place of the files that it cannot hold: no caption holds any."""
        words: list[Node] = []
        labelled = False
        for node in line.content:
            if node.kind != "mediaInline" or (line.kind != "caption" and self.is_placeable(node)):
                words.append(node)
            else:
                labelled = True
                words.extend(words_for(node))
        return line._replace(content=tidy(words)) if labelled else line

    def is_placeable(self, file: Node) -> bool:
        return is_placeable(self.references.media(file, "jira") or file)

    def placed_file(self, file: Node) -> Node:
        return file if self.is_placeable(file) else Node("paragraph", (text(label(file)),))

    def opaque(self, node: Node, parent: str) -> Node | Blocks:
        """An original that may stand here, else its label and content."""
        if not self.keep_opaque:
            return node if original_of(node, parent) is not None else self.blocks(node.content, parent)
        return _with(node, self.blocks(node.content, parent))


def _with(node: Node, content: Blocks) -> Node:
    """The node with this content; the same object when it has it already."""
    same = len(content) == len(node.content) and all(a is b for a, b in zip(content, node.content, strict=True))
    return node if same else node._replace(content=content)


def _placed(node: Node, parent: str) -> Node:
    """A paragraph or heading with the placement that its parent allows."""
    gone: dict[str, None] = {}
    indented = PARAGRAPH_INDENTED_IN if node.kind == "paragraph" else HEADING_INDENTED_IN
    aligned = node.get("align") is not None and parent in ALIGNED_IN
    if node.get("small") is not None and parent not in SMALL_IN:
        gone["small"] = None
    if node.get("align") is not None and not aligned:
        gone["align"] = None
    if node.get("indent") is not None and (aligned or parent not in indented):
        gone["indent"] = None
    return node.with_attributes(**gone) if gone else node


def _sized(node: Node) -> Node:
    """The frame of a picture with a layout, and no width that means nothing."""
    changes: dict[str, str | None] = {}
    pixels = node.get("widthType") == "pixel"
    if node.get("layout") is None:
        changes["layout"] = "center"
    if pixels and node.get("width") is None:
        changes["widthType"] = None
    if not pixels and node.number("width", 0) > 100:
        changes["width"] = None
    return node.with_attributes(**changes) if changes else node
