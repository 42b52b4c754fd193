"""Writes the tree as Atlassian's document format, fitted into what Jira accepts.

Fitting is the repair step: a block that its parent may not hold becomes the nearest thing that it may (an
expand its title and content, a heading bold text, a table in a panel its cells' content), a list item begins
with a paragraph, rows of a table are equally long, text is never empty. No text is lost by it.
Ids that the format demands are made from the position, so that the same document gives the same output.
"""

import hashlib
import json
from collections.abc import Iterable

from addon.richtext.adf_check import problem_of_node
from addon.richtext.adf_model import (
    ALIGNED_IN,
    BLOCKS_IN,
    BREAKOUT_IN,
    BREAKOUT_ON,
    CAPTION_INLINES,
    HEADING_INDENTED_IN,
    NOT_IN_ADF,
    PARAGRAPH_INDENTED_IN,
    SMALL_IN,
)
from addon.richtext.inlines import tidy, tidy_marks
from addon.richtext.labels import label
from addon.richtext.lift import lifted
from addon.richtext.references import NO_REFERENCES, References
from addon.richtext.tables import rectangular
from addon.richtext.tree import EMPTY_PARAGRAPH, NOTHING, Document, Mark, Node, text

Adf = dict[str, object]

NEEDS_ID = frozenset({"taskList", "taskItem", "blockTaskItem", "decisionList", "decisionItem"})
_STRONG = Mark("strong")
_ITEM_STARTS = frozenset({"bulletList", "orderedList", "taskList"})


def write_adf(document: Document, references: References = NO_REFERENCES) -> Adf:
    """The ADF object of this document, by construction within the format's content model."""
    writer = _Writer(references)
    return {"version": 1, "type": "doc", "content": writer.blocks(document.blocks, "doc")}


class _Writer:
    def __init__(self, references: References) -> None:
        self.references = references
        self.ids = 0

    def blocks(self, nodes: Iterable[Node], parent: str) -> list[Adf]:
        """The blocks, each fitted into the parent."""
        written: list[Adf] = []
        for node in nodes:
            written.extend(self.block(node, parent))
        return written

    def filled(self, nodes: Iterable[Node], parent: str) -> list[Adf]:
        """The same, with an empty paragraph where nothing came out."""
        return self.blocks(nodes, parent) or [{"type": "paragraph", "content": []}]

    def block(self, node: Node, parent: str) -> list[Adf]:
        """One block as ADF: itself where it may stand, else what takes its place."""
        kind = node.kind
        allowed = BLOCKS_IN[parent]
        if kind == "paragraph":
            pieces = lifted(node, self.references, "mediaSingle" in allowed)
            if pieces is not None:
                return self.blocks(pieces, parent)
            return [self.line(node, parent)]
        if kind == "heading" and "heading" in allowed:
            return [self.line(node, parent)]
        if kind == "opaque":
            return self.opaque(node, parent)
        if kind == "expand":
            kind = "expand" if "expand" in allowed else "nestedExpand"
        if kind not in allowed:
            return self.blocks(_degraded(node), parent)
        if kind in ("mediaSingle", "mediaGroup"):
            return self.media_frame(node, parent)
        if kind in ("bulletList", "orderedList"):
            items = [self.list_item(item) for item in node.content]
            return [self.element(kind, node, items)] if items else []
        if kind in ("taskList", "decisionList"):
            found = self.tasks(node)
            return [found] if found is not None else []
        if kind == "table":
            return self.table(node)
        if kind == "layoutSection":
            return self.layout(node, parent)
        return [self.simple(kind, node, parent)]

    def simple(self, kind: str, node: Node, parent: str) -> Adf:
        """Blocks that need no repair of their own."""
        if kind == "codeBlock":
            code = "".join(piece.text for piece in node.content)
            return self.element(kind, node, [{"type": "text", "text": code}] if code else None, parent)
        if kind in ("panel", "blockquote", "expand", "nestedExpand"):
            element = self.element(kind, node, self.filled(node.content, kind), parent)
            if kind == "nestedExpand":
                element.setdefault("attrs", {})
            return element
        if kind in ("blockCard", "embedCard"):
            return self.card(kind, node)
        return self.element(kind, node, None, parent)

    def line(self, node: Node, parent: str) -> Adf:
        """A paragraph or heading with the block marks that its parent allows."""
        element = self.element(node.kind, node, self.inlines(node.content))
        if node.attributes:
            marks: list[Adf] = []
            indented = PARAGRAPH_INDENTED_IN if node.kind == "paragraph" else HEADING_INDENTED_IN
            align, indent = node.get("align"), node.get("indent")
            if node.get("small") and node.kind == "paragraph" and parent in SMALL_IN:
                marks.append({"type": "fontSize", "attrs": {"fontSize": "small"}})
            if align is not None and parent in ALIGNED_IN:
                marks.append({"type": "alignment", "attrs": {"align": align}})
            elif indent is not None and parent in indented:
                marks.append({"type": "indentation", "attrs": {"level": indent}})
            if marks:
                element["marks"] = marks
        return element

    def element(self, kind: str, node: Node, content: list[Adf] | None, parent: str = "") -> Adf:
        """The object with the attributes that ADF knows, and ids where it wants them."""
        element: Adf = {"type": kind}
        values: Adf = {}
        for name, value in node.attributes:
            if name not in NOT_IN_ADF:
                values[name] = list(value) if isinstance(value, tuple) else value
        if kind in NEEDS_ID and "localId" not in values:
            self.ids += 1
            values["localId"] = _local_id(self.ids)
        if kind == "table" and values.get("localId") == "":
            del values["localId"]
        if values:
            element["attrs"] = values
        if content is not None:
            element["content"] = content
        if kind in BREAKOUT_ON and parent in BREAKOUT_IN and (mode := node.get("breakout")) is not None:
            mark: Adf = {"mode": mode}
            if (width := node.get("breakoutWidth")) is not None:
                mark["width"] = width
            element["marks"] = [{"type": "breakout", "attrs": mark}]
        return element

    def list_item(self, item: Node) -> Adf:
        """A list item; one that would begin with a list gets an empty paragraph first."""
        content = self.filled(item.content, "listItem")
        if content[0]["type"] in _ITEM_STARTS:
            content.insert(0, {"type": "paragraph", "content": []})
        return self.element("listItem", item, content)

    def tasks(self, node: Node) -> Adf | None:
        """A task or decision list with its items."""
        number = self.ids = self.ids + 1
        items: list[Adf] = []
        for item in node.content:
            if item.kind == "taskList":
                nested = self.tasks(item)
                if nested is not None:
                    items.append(nested)
                continue
            if item.kind == "blockTaskItem":
                content = self.filled(item.content, "blockTaskItem")
            else:
                content = self.inlines(item.content)
            if item.get("state") is None:
                state = "DECIDED" if item.kind == "decisionItem" else "TODO"
                item = item.with_attributes(state=state)
            items.append(self.element(item.kind, item, content))
        if not items:
            return None
        if node.get("localId") is None:
            node = node.with_attributes(localId=_local_id(number))
        return self.element(node.kind, node, items)

    def table(self, node: Node) -> list[Adf]:
        """A table whose rows are equally long."""
        rows: list[Adf] = []
        for row in rectangular(node).content:
            cells = [self.element(cell.kind, cell, self.filled(cell.content, cell.kind)) for cell in row.content]
            rows.append(self.element("tableRow", row, cells))
        if not any(row["content"] for row in rows):
            return []
        element = self.element("table", node, rows)
        if (local := node.get("fragment")) is not None:
            mark: Adf = {"localId": local}
            if (name := node.get("fragmentName")) is not None:
                mark["name"] = name
            element["marks"] = [{"type": "fragment", "attrs": mark}]
        return [element]

    def layout(self, node: Node, parent: str) -> list[Adf]:
        """Two or three columns; any other number is written as a sequence."""
        if len(node.content) not in (2, 3):
            return self.blocks(_degraded(node), parent)
        columns = []
        for column in node.content:
            if column.get("width") is None:
                column = column.with_attributes(width=round(100 / len(node.content), 2))
            columns.append(self.element("layoutColumn", column, self.filled(column.content, "layoutColumn")))
        return [self.element("layoutSection", node, columns, parent)]

    def media_frame(self, node: Node, parent: str) -> list[Adf]:
        """A picture on its own, or a group of files; one nobody can place becomes its label."""
        written = [(part, self.media(part)) for part in node.content if part.kind == "media"]
        captions = [part for part in node.content if part.kind == "caption"]
        lost = [label(part) for part, element in written if element is None]
        content = [element for _, element in written if element is not None]
        result: list[Adf] = []
        if content:
            if node.kind == "mediaSingle":
                if node.get("layout") is None:
                    node = node.with_attributes(layout="center")
                if node.get("widthType") == "pixel" and node.get("width") is None:
                    node = node.with_attributes(widthType=None)
                if node.get("widthType") != "pixel" and node.number("width", 0) > 100:
                    node = node.with_attributes(width=None)
                if captions:
                    caption = captions.pop(0)
                    content.append(self.element("caption", caption, self.inlines(caption.content, CAPTION_INLINES)))
            result.append(self.element(node.kind, node, content))
        result.extend({"type": "paragraph", "content": [{"type": "text", "text": each}]} for each in lost)
        for caption in captions:
            result.extend(self.block(Node("paragraph", caption.content), parent))
        return result

    def media(self, node: Node) -> Adf | None:
        """A media object that Jira can show, None when nobody knows where the file lies there."""
        node = self.references.media(node, "jira") or node
        values: Adf = {}
        if node.string("id") and node.get("collection") is not None:
            kind = node.get("type")
            values["type"] = kind if kind in ("file", "link") or node.kind == "mediaInline" else "file"
            if values["type"] is None or values["type"] == "external":
                values["type"] = "file"
            names = ["id", "collection", "alt", "height", "width", "occurrenceKey", "localId"]
            if kind is None and node.kind == "mediaInline":
                del values["type"]
        elif node.string("url") and node.kind == "media":
            values["type"] = "external"
            names = ["url", "alt", "height", "width", "localId"]
        else:
            return None
        values.update((name, value) for name in names if (value := node.get(name)) is not None)
        if (data := node.get("dataJson")) is not None:
            values["data"] = json.loads(str(data))
        element: Adf = {"type": node.kind, "attrs": values}
        if node.marks:
            element["marks"] = [_mark(mark) for mark in node.marks]
        return element

    def card(self, kind: str, node: Node) -> Adf:
        """A card with its address, its data or its data source, whichever it had."""
        url = node.get("url")
        if isinstance(url, str):
            node = node.with_attributes(url=self.references.card(url, "jira") or url)
        if kind == "embedCard":
            if node.get("layout") is None:
                node = node.with_attributes(layout="center")
            return self.element(kind, node, None)
        element = self.element(kind, node, None)
        values = element.setdefault("attrs", {})
        assert isinstance(values, dict)
        source, data = node.get("datasourceJson"), node.get("dataJson")
        if source is not None:
            values["datasource"] = json.loads(str(source))
        else:
            values.pop("width", None)
            values.pop("layout", None)
            if "url" not in values and data is not None:
                values["data"] = json.loads(str(data))
        return element

    def inlines(self, nodes: tuple[Node, ...], allowed: frozenset[str] | None = None) -> list[Adf]:
        """A line of inlines; what may not stand in it or cannot be placed becomes its label."""
        atoms: list[Adf] = []
        line: list[Node] = []
        replaced = False
        for node in nodes:
            if node.kind not in ("text", "hardBreak"):
                found = self.atom(node, allowed)
                if not isinstance(found, dict):
                    line.extend(found)
                    replaced = True
                    continue
                atoms.append(found)
            line.append(node)
        written: list[Adf] = []
        waiting = iter(atoms)
        for node in tidy(line) if replaced else nodes:
            if node.kind == "text":
                element: Adf = {"type": "text", "text": node.text}
                if node.marks:
                    element["marks"] = [_mark(mark) for mark in node.marks if mark.kind != "border"]
                written.append(element)
            else:
                written.append({"type": "hardBreak"} if node.kind == "hardBreak" else next(waiting))
        return written

    def atom(self, node: Node, allowed: frozenset[str] | None) -> Adf | tuple[Node, ...]:
        """One inline that is no text, or the text that takes its place."""
        kind = node.kind
        element: Adf | None = None
        if kind == "opaqueInline":
            element = _kept(node, "paragraph") if allowed is None else None
            return node.content if element is None else element
        if allowed is None or kind in allowed:
            if kind == "mention":
                element = self.mention(node)
            elif kind == "mediaInline":
                element = self.media(node)
            elif kind == "inlineCard":
                element = self.card(kind, node)
            else:
                element = self.element(kind, node, None)
        if element is not None:
            return element
        link = node.string("url")
        marks = tidy_marks([*node.marks, Mark("link", (("href", link),))] if link else node.marks)
        return (text(label(node), *(mark for mark in marks if mark.kind != "border")),)

    def mention(self, node: Node) -> Adf | None:
        """A mention of a Jira account, None when nobody knows whose account it is."""
        if node.get("home") != "jira":
            known = self.references.mention(node, "jira")
            if known is None or known.get("home") != "jira":
                return None
            node = known
        return self.element("mention", node, None)

    def opaque(self, node: Node, parent: str) -> list[Adf]:
        """The kept original where it may stand, else its label and content."""
        element = _kept(node, parent)
        return [element] if element is not None else self.blocks(node.content, parent)


def _kept(node: Node, parent: str) -> Adf | None:
    """The original of an opaque node, if it may stand in this parent."""
    raw = node.get("raw")
    try:
        element = json.loads(str(raw)) if raw is not None else None
    except (ValueError, RecursionError):
        return None
    return element if isinstance(element, dict) and problem_of_node(element, parent) is None else None


def _mark(mark: Mark) -> Adf:
    return {"type": mark.kind, "attrs": dict(mark.attributes)} if mark.attributes else {"type": mark.kind}


def _local_id(number: int) -> str:
    digits = hashlib.sha256(f"liaise {number}".encode()).hexdigest()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))


def _degraded(node: Node) -> tuple[Node, ...]:
    """What takes the place of a block that may not stand where it is; its text is all there."""
    kind = node.kind
    if kind == "heading":
        bold = (
            piece._replace(marks=tidy_marks((*piece.marks, _STRONG))) if piece.kind == "text" else piece
            for piece in node.content
        )
        return (Node("paragraph", tuple(bold), node.attributes[:0]),)
    if kind == "expand":
        title = node.string("title")
        head = (Node("paragraph", tidy([text(title, _STRONG)])),) if title else ()
        return head + node.content
    if kind in ("taskList", "decisionList"):
        return (Node("bulletList", tuple(_signed(node))),)
    if kind in ("blockCard", "embedCard"):
        values = tuple(pair for pair in node.attributes if pair[0] in ("url", "dataJson"))
        if not values:
            return (Node("paragraph", (text(label(node)),)),)
        return (Node("paragraph", (Node("inlineCard", NOTHING, values),)),)
    if kind == "rule":
        return ()
    if kind in ("mediaSingle", "mediaGroup"):
        media = [part._replace(kind="mediaInline") for part in node.content if part.kind == "media"]
        captions = [Node("paragraph", part.content) for part in node.content if part.kind == "caption"]
        return (Node("paragraph", tuple(media)), *captions)
    if kind == "codeBlock":
        code = "".join(piece.text for piece in node.content)
        return (Node("paragraph", tidy([text(code)])),)
    if kind in ("bulletList", "orderedList", "table", "tableRow", "layoutSection"):
        return tuple(inner for part in node.content for inner in _inside(part))
    return node.content


def _inside(part: Node) -> tuple[Node, ...]:
    return _degraded(part) if part.kind == "tableRow" else part.content


def _signed(node: Node) -> Iterable[Node]:
    """Items of a task or decision list as plain list items that show their state."""
    for item in node.content:
        if item.kind == "taskList":
            yield Node("listItem", (EMPTY_PARAGRAPH, Node("bulletList", tuple(_signed(item)))))
            continue
        sign = "⇒ " if item.kind == "decisionItem" else "☑ " if item.get("state") == "DONE" else "☐ "
        first, rest = (item.content, ()) if item.kind != "blockTaskItem" else _split(item)
        yield Node("listItem", (Node("paragraph", tidy([text(sign), *first])), *rest))


def _split(item: Node) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    head = item.content[0] if item.content else EMPTY_PARAGRAPH
    return (head.content, item.content[1:]) if head.kind == "paragraph" else ((), item.content)
