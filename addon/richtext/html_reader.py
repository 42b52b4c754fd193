"""Reads HTML from anywhere into the tree: an allow-list by construction.

The guard makes the text tame, Lexbor (the HTML5 parser behind selectolax) builds the element tree, and one
walk turns known elements into nodes and known styles into marks. Unknown elements are looked through.
"""

import json
import re
from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from addon.richtext.adf_reader import digest_of, read_adf
from addon.richtext.colors import CUSTOM_PANEL, PANELS, STATUSES
from addon.richtext.html_flow import CHECKBOX, PICTURE, PLAIN, Flow, Placement, collapsed
from addon.richtext.html_guard import guarded
from addon.richtext.html_writer import INDENT, NO_BULLETS, PANEL_PADDING, STATUS_SHAPE
from addon.richtext.inlines import clean, tidy, tidy_marks
from addon.richtext.kinds import BLOCKS, INLINES, MARKS, checked, complete
from addon.richtext.labels import label, timestamp_of
from addon.richtext.references import NO_REFERENCES, References
from addon.richtext.styles import alignment, back, front, marks_of, percent, pixels, styles_of
from addon.richtext.tasks import checkbox_signs, task_list
from addon.richtext.tree import (
    EMPTY_PARAGRAPH,
    HARD_BREAK,
    MAX_DEPTH,
    NOTHING,
    Document,
    Mark,
    Node,
    Value,
    attributes,
)
from addon.richtext.urls import safe_image, safe_url

Marks = tuple[Mark, ...]

_MARKS = {
    "b": Mark("strong"),
    "strong": Mark("strong"),
    "i": Mark("em"),
    "em": Mark("em"),
    "cite": Mark("em"),
    "dfn": Mark("em"),
    "var": Mark("em"),
    "u": Mark("underline"),
    "ins": Mark("underline"),
    "s": Mark("strike"),
    "strike": Mark("strike"),
    "del": Mark("strike"),
    "code": Mark("code"),
    "kbd": Mark("code"),
    "samp": Mark("code"),
    "tt": Mark("code"),
    "sub": Mark("subsup", (("type", "sub"),)),
    "sup": Mark("subsup", (("type", "sup"),)),
    "mark": Mark("backgroundColor", (("color", "#ffff00"),)),
}
_INLINE = frozenset({*_MARKS, "a", "big", "font", "small", "span", "time"})
_CONTAINERS = frozenset(
    {
        "address", "article", "aside", "center", "dd", "dir", "div", "dl", "dt", "fieldset", "figcaption",
        "figure", "footer", "header", "hgroup", "li", "main", "menu", "nav", "p", "section", "summary", "html",
        "body", "tr", "td", "th", "tbody", "thead", "tfoot", "caption", "colgroup",
    }
)  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MENTION = re.compile(r"version:[\d.]+,\s*([0-9a-fA-F-]{32,36})")
_ATOMS = frozenset({"status", "mention", "emoji", "inlineCard", "placeholder", "media", "mediaInline", "date"})
_LINE = frozenset({"paragraph", "heading"})


def read_html(source: str, references: References = NO_REFERENCES) -> Document:
    """The document of this HTML, however broken it is. Linear in its length; never raises for text."""
    return read_tame_html(guarded(clean(source)), references)


def read_tame_html(source: str, references: References) -> Document:
    """The same for HTML that is properly nested and bounded already: the guard's, or markdown-it's own."""
    root = LexborHTMLParser(source).body
    flow = Flow(0)
    reader = _Reader(references)
    if root is not None:
        reader.children(root, flow, NOTHING)
    blocks = flow.finish()
    return Document(checkbox_signs(blocks) if reader.boxes else blocks)


class _Reader:
    def __init__(self, references: References) -> None:
        self.references = references
        self.boxes = False  # whether a check box was met

    def children(self, element: LexborNode, flow: Flow, marks: Marks) -> None:
        """Everything inside an element."""
        child = element.first_child
        while child is not None:
            if child.is_text_node:
                words = child.text_content
                if words:
                    flow.line.append(Node("text", NOTHING, NOTHING, words, marks))
            elif child.is_element_node:
                self.element(child, flow, marks)
            child = child.next

    def element(self, element: LexborNode, flow: Flow, marks: Marks) -> None:
        """One element."""
        tag = element.tag or ""
        if tag == "br":
            flow.line.append(HARD_BREAK)
            return
        if tag in _INLINE:
            self.inline(tag, element, flow, marks)
            return
        given = element.attributes
        carried = _carried(given)
        if tag == "p" or tag == "div" or tag in _CONTAINERS:
            self.container(tag, element, flow, marks, given, carried)
        elif tag in _HEADINGS:
            self.heading(_HEADINGS[tag], element, flow, marks, given)
        elif tag in ("ul", "ol"):
            self.list_block(tag, element, flow, marks, given, carried)
        elif tag == "table":
            self.table(element, flow, marks, given, carried)
        elif tag == "pre":
            self.code_block(element, flow, given, carried)
        elif tag == "blockquote":
            self.holder("blockquote", {}, element, flow, marks)
        elif tag == "hr":
            if isinstance(following := carried.get("next"), dict):
                if flow.line:
                    flow.close()
                flow.next = following
                return
            flow.add(Node("rule"))
        elif tag == "img":
            self.picture(flow, marks, given, carried)
        elif tag == "input":
            if given.get("type") == "checkbox":
                self.boxes = True
                state = "DONE" if "checked" in given else "TODO"
                flow.line.append(Node(CHECKBOX, NOTHING, (("state", state),)))
        elif tag == "details":
            self.expand(element, flow, marks, carried)
        else:
            self.children(element, flow, marks)

    # Inlines

    def inline(self, tag: str, element: LexborNode, flow: Flow, marks: Marks) -> None:
        """Formatting, links and the inlines that we carry in spans."""
        given = element.attributes
        if given or tag == "time":
            carried = _carried(given)
            node = self.atom(tag, element, given, carried)
            if node is not None:
                links = tuple(mark for mark in marks if mark.kind == "link")
                if links and node.kind in (PICTURE, "mediaInline"):
                    node = node._replace(marks=(*links, *node.marks))
                flow.line.append(node)
                return
        mark = _MARKS.get(tag)
        if mark is not None:
            marks = tidy_marks((*marks, mark)) if marks else (mark,)
        if not given:
            self.children(element, flow, marks)
            return
        if tag == "a":
            href = given.get("href")
            address = safe_url(href) if href else None
            if address is not None:
                values: dict[str, Value] = {"href": address}
                if title := given.get("title"):
                    values["title"] = title
                marks = tidy_marks((*_without(marks, {"link"}), Mark("link", attributes(values))))
        elif tag == "font" and (color := given.get("color")):
            found, _ = marks_of(f"color:{color}")
            marks = _painted(marks, found)
        style = given.get("style")
        if style:
            found, gone = marks_of(style)
            if tag == "a":
                found = tuple(each for each in found if each.kind not in ("underline", "textColor"))
            if gone:
                marks = _without(marks, gone)
            if found:
                marks = _painted(marks, found)
        self.children(element, flow, marks)

    def atom(
        self, tag: str, element: LexborNode, given: Mapping[str, str | None], carried: Mapping[str, object]
    ) -> Node | None:
        """An inline that is no text, None when the element only looks like one or was edited."""
        mention = given.get("data-vss-mention")
        if mention is not None and (found := _MENTION.match(mention)):
            values: dict[str, object] = {"id": found[1], "text": _words(element), "home": "azuredevops"}
            if carried.get("home") == "jira":
                values = dict(carried)
            return Node("mention", NOTHING, checked(INLINES["mention"], {**values, **_extra(carried)}))
        if tag == "time":
            return self.date(element, carried)
        kind = carried.get("kind")
        if kind == "opaqueInline":
            return self.opaque_inline(element, carried)
        style = given.get("style") or ""
        if tag == "span" and STATUS_SHAPE in style.replace(": ", ":").replace("; ", ";"):
            return _status(element, styles_of(style), carried)
        if not isinstance(kind, str) or kind not in _ATOMS:
            return None
        values = dict(carried)
        if kind == "inlineCard" and "url" not in values:
            values["url"] = given.get("href")
        name = "mediaInline" if kind == PICTURE else kind
        node = Node(kind, NOTHING, checked(INLINES[name], values))
        if not complete(kind, node.attributes) or " ".join(label(node).split()) != _words(element):
            return None
        if kind == "inlineCard" and not node.string("url"):
            return None
        return self.known(node, values) if name == "mediaInline" else node

    def known(self, node: Node, values: Mapping[str, object]) -> Node:
        """A picture with its frame, and filled in by the caller's look-up."""
        border = {"size": values.get("borderSize"), "color": values.get("borderColor")}
        found = checked(MARKS["border"], border)
        if complete("border", found):
            node = node._replace(marks=(*node.marks, Mark("border", found)))
        return self.references.media_at(node) or node

    def date(self, element: LexborNode, carried: Mapping[str, object]) -> Node | None:
        """A day that is written as one; a time stamp that we carried must still show the same day."""
        words = _words(element)
        stamp = carried.get("timestamp")
        if isinstance(stamp, str):
            node = Node("date", NOTHING, checked(INLINES["date"], {"timestamp": stamp}))
            if node.attributes and label(node) == words:
                return node
        found = timestamp_of(words)
        return Node("date", NOTHING, (("timestamp", found),)) if found is not None else None

    def opaque_inline(self, element: LexborNode, carried: Mapping[str, object]) -> Node | None:
        """A kept original within a line, when the caller has it and nobody edited its label."""
        raw = self.kept(carried)
        if raw is None:
            return None
        found = read_adf({"type": "doc", "content": [json.loads(raw)]})
        node = found.blocks[0].content[0] if found.blocks and found.blocks[0].content else None
        if node is None or node.kind != "opaqueInline":
            return None
        shown = "".join(piece.text for piece in node.content)
        return node if " ".join(shown.split()) == _words(element) else None

    def kept(self, carried: Mapping[str, object]) -> str | None:
        """The raw original that a placeholder names, checked against its digest."""
        digest = carried.get("digest")
        raw = self.references.opaque(digest) if isinstance(digest, str) else None
        return raw if raw is not None and digest_of(raw) == digest else None

    def picture(self, flow: Flow, marks: Marks, given: Mapping[str, str | None], carried: Mapping[str, object]) -> None:
        """An image: by address, or the file that we carried; one without either leaves its alternative text."""
        values: dict[str, object] = dict(carried)
        source = given.get("src")
        address = safe_image(source) if source else None
        if address is not None and "url" not in values:
            values["url"] = address
        for name in ("width", "height"):
            size = given.get(name) or ""
            if name not in values and size.isascii() and size.isdigit() and 0 < int(size[:9]) < 100_000:
                values[name] = int(size)
        if given.get("alt") is not None and "alt" not in values:
            values["alt"] = given["alt"]
        if "id" not in values and address is not None:
            values["type"] = "external"
        kind = "mediaInline" if carried.get("kind") == "mediaInline" else PICTURE
        node = Node(kind, NOTHING, checked(INLINES["mediaInline"], values))
        if not node.string("id") and not node.string("url"):
            if words := given.get("alt"):
                flow.text(label(Node(PICTURE, NOTHING, (("alt", words),))), marks)
            return
        links = tuple(mark for mark in marks if mark.kind == "link")
        flow.line.append(self.known(node._replace(marks=links), values))

    # Blocks

    def container(
        self,
        tag: str,
        element: LexborNode,
        flow: Flow,
        marks: Marks,
        given: Mapping[str, str | None],
        carried: Mapping[str, object],
    ) -> None:
        """A div, a paragraph or the like: a panel, a layout or a card of ours, else just lines of their own."""
        if flow.line:
            flow.close()
        before = flow.placement
        style = given.get("style") or ""
        styles = styles_of(style) if style else {}
        if carried or styles:
            if tag in ("div", "p", "figure") and self.own(element, flow, marks, styles, carried):
                return
            if style:
                marks = _block_marks(marks, style, styles)
        elif tag == "figure" and self.figure(element, flow, carried):
            return
        flow.placement = _placed(before, tag, styles, given.get("align") or "")
        self.children(element, flow, marks)
        if flow.line:
            flow.close()
        flow.placement = before

    def own(
        self, element: LexborNode, flow: Flow, marks: Marks, styles: dict[str, str], carried: Mapping[str, object]
    ) -> bool:
        """Blocks that the writer shows as styled divs; False when this is none of them."""
        kind = carried.get("kind")
        if kind == "panel" or styles.get("padding") == PANEL_PADDING[8:]:
            values = dict(carried) if kind == "panel" else _panel(back(styles))
            node = Node("panel", NOTHING, checked(BLOCKS["panel"], values))
            if complete("panel", node.attributes):
                self.holder("panel", dict(node.attributes), element, flow, marks)
                return True
        if styles.get("display") == "flex" and element.tag == "div":
            return self.layout(element, flow, marks, carried)
        if kind == "opaque":
            return self.opaque(element, flow, carried)
        if kind in ("blockCard", "embedCard"):
            return self.card(str(kind), element, flow, carried)
        if kind == "mediaGroup":
            return self.media_group(element, flow, marks)
        return (kind == "mediaSingle" or element.tag == "figure") and self.figure(element, flow, carried)

    def holder(self, kind: str, values: Mapping[str, Value], element: LexborNode, flow: Flow, marks: Marks) -> None:
        """A block that holds blocks; below the depth limit only its content."""
        if flow.line:
            flow.close()
        if flow.depth >= MAX_DEPTH:
            self.children(element, flow, marks)
            if flow.line:
                flow.close()
            return
        inner = Flow(flow.depth + 1)
        self.children(element, inner, marks)
        content = inner.finish() or (EMPTY_PARAGRAPH,)
        flow.add(Node(kind, content, attributes(dict(values))))

    def layout(self, element: LexborNode, flow: Flow, marks: Marks, carried: Mapping[str, object]) -> bool:
        """Columns side by side; False when the element holds anything but columns."""
        columns = _elements(element)
        sized = [
            (child, styles_of(child.attributes.get("style") or ""), _carried(child.attributes)) for child in columns
        ]
        if len(sized) not in (2, 3) or flow.depth >= MAX_DEPTH - 1 or _own_text(element):
            return False
        if not all(child.tag == "div" and ("width" in styles or "flex" in styles) for child, styles, _ in sized):
            return False
        parts = []
        for child, styles, more in sized:
            inner = Flow(flow.depth + 2)
            self.children(child, inner, marks)
            values: dict[str, object] = dict(more)
            width = percent(styles, "width")
            if width is not None:
                values.setdefault("width", width)
            content = inner.finish() or (EMPTY_PARAGRAPH,)
            parts.append(Node("layoutColumn", content, checked(BLOCKS["layoutColumn"], values)))
        flow.add(Node("layoutSection", tuple(parts), checked(BLOCKS["layoutSection"], carried)))
        return True

    def opaque(self, element: LexborNode, flow: Flow, carried: Mapping[str, object]) -> bool:
        """A kept original, when the caller has it and nobody edited what stands for it."""
        raw = self.kept(carried)
        if raw is None:
            return False
        blocks = read_adf({"type": "doc", "content": [json.loads(raw)]}).blocks
        inner = Flow(flow.depth)
        self.children(element, inner, NOTHING)
        shown = inner.finish()
        if len(blocks) == 1 and blocks[0].kind == "opaque" and blocks[0].content == shown:
            shown = blocks
        for block in shown:
            flow.add(block)
        return True

    def card(self, kind: str, element: LexborNode, flow: Flow, carried: Mapping[str, object]) -> bool:
        node = Node(kind, NOTHING, checked(BLOCKS[kind], carried))
        if element.tag != "p" or not node.string("url") or label(node) != _words(element):
            return False
        flow.add(node)
        return True

    def media_group(self, element: LexborNode, flow: Flow, marks: Marks) -> bool:
        """A group of files; anything else among them makes it ordinary text."""
        if not all(map(_is_picture, _elements(element))) or _own_text(element):
            return False
        inner = Flow(flow.depth + 1)
        self.children(element, inner, marks)
        files = tuple(node for node in collapsed(inner.line) or () if node.kind == PICTURE)
        if files:
            flow.add(Node("mediaGroup", files))
        return bool(files)

    def figure(self, element: LexborNode, flow: Flow, carried: Mapping[str, object]) -> bool:
        """A picture on its own with an optional caption; False for any other content."""
        parts = _elements(element)
        captions = [part for part in parts if part.tag == "figcaption"]
        pictures = [part for part in parts if part.tag != "figcaption"]
        usual = len(pictures) == 1 and len(captions) <= 1 and _is_picture(pictures[0])
        if not usual or _own_text(element):
            return False
        inner = Flow(flow.depth + 1)
        self.element(pictures[0], inner, NOTHING)
        if len(inner.line) != 1 or inner.line[0].kind != PICTURE:
            return False
        content = [inner.line[0]]
        for caption in captions:
            words = Flow(flow.depth + 1)
            self.children(caption, words, NOTHING)
            content.append(Node("caption", _one_line(words.finish())))
        values = checked(BLOCKS["mediaSingle"], carried) or (("layout", "center"),)
        flow.add(Node("mediaSingle", tuple(content), values))
        return True

    def heading(
        self, level: int, element: LexborNode, flow: Flow, marks: Marks, given: Mapping[str, str | None]
    ) -> None:
        """A heading; blocks inside it keep their own kind, as browsers show them."""
        if flow.line:
            flow.close()
        style = given.get("style") or ""
        styles = styles_of(style) if style else {}
        placement = _placed(flow.placement, "h", styles, given.get("align") or "")
        inner = Flow(flow.depth, placement)
        self.children(element, inner, _without(_block_marks(marks, style, styles), {"strong"}) if style else marks)
        for block in inner.finish():
            if block.kind == "paragraph":
                values = dict(block.attributes)
                values.pop("small", None)
                values["level"] = level
                block = Node("heading", block.content, attributes(values))
            flow.add(block)

    def expand(self, element: LexborNode, flow: Flow, marks: Marks, carried: Mapping[str, object]) -> None:
        """A section that opens and closes."""
        values: dict[str, object] = dict(carried)
        inner = Flow(flow.depth + 1)
        deep = flow.depth >= MAX_DEPTH
        child = element.first_child
        while child is not None:
            if child.tag == "summary" and "title" not in values and not deep:
                values["title"] = _words(child)
            elif child.tag == "summary" and not deep:
                pass
            elif child.is_text_node:
                inner.text(child.text_content or "", marks)
            elif child.is_element_node:
                self.element(child, inner, marks)
            child = child.next
        content = inner.finish() or (EMPTY_PARAGRAPH,)
        if not deep:
            flow.add(Node("expand", content, checked(BLOCKS["expand"], values)))
            return
        for block in content:
            flow.add(block)

    def list_block(
        self,
        tag: str,
        element: LexborNode,
        flow: Flow,
        marks: Marks,
        given: Mapping[str, str | None],
        carried: Mapping[str, object],
    ) -> None:
        """A list; a list directly inside a list belongs to the item before it."""
        if flow.line:
            flow.close()
        if flow.depth >= MAX_DEPTH:
            self.children(element, flow, marks)
            if flow.line:
                flow.close()
            return
        gathered: list[tuple[Flow, Mapping[str, object]]] = []
        loose = False  # whether the last item was begun by something that is no item
        child = element.first_child
        while child is not None:
            if child.tag == "li":
                loose = False
                gathered.append((Flow(flow.depth + 2), _carried(child.attributes)))
                self.children(child, gathered[-1][0], marks)
            elif child.is_element_node or (child.is_text_node and (child.text_content or "").strip()):
                if not loose and not (gathered and child.tag in ("ul", "ol")):
                    gathered.append((Flow(flow.depth + 2), {}))
                loose = True
                if child.is_text_node:
                    gathered[-1][0].text(child.text_content or "", marks)
                else:
                    self.element(child, gathered[-1][0], marks)
            child = child.next
        items = [(inner.finish(), more) for inner, more in gathered]
        if not items:
            return
        styles = styles_of(given.get("style") or "")
        signs = tag == "ul" and styles.get("list-style-type", styles.get("list-style")) == NO_BULLETS[16:]
        found = task_list(items, signs)
        if found is not None:
            flow.add(found)
            return
        values: dict[str, object] = {}
        start = given.get("start") or ""
        if tag == "ol":
            if start.isascii() and start.isdigit() and len(start) <= 9:
                values["order"] = int(start)
            values.update(carried)
        kind = "bulletList" if tag == "ul" else "orderedList"
        content = tuple(
            Node("listItem", (checkbox_signs(blocks) if self.boxes else blocks) or (EMPTY_PARAGRAPH,))
            for blocks, _ in items
        )
        flow.add(Node(kind, content, checked(BLOCKS[kind], values)))

    def code_block(
        self, element: LexborNode, flow: Flow, given: Mapping[str, str | None], carried: Mapping[str, object]
    ) -> None:
        """Preformatted text, whatever formatting is inside."""
        values: dict[str, object] = dict(carried)
        code = element.first_child
        for candidate in (given, code.attributes if code is not None and code.tag == "code" else {}):
            for name in (candidate.get("class") or "").split():
                if name.startswith("language-") and "language" not in values:
                    values["language"] = name[9:]
        words: list[str] = []
        _preformatted(element, words)
        text = "".join(words)
        if text.endswith("\n"):
            text = text[:-1]
        content = (Node("text", NOTHING, NOTHING, text),) if text else NOTHING
        flow.add(Node("codeBlock", content, checked(BLOCKS["codeBlock"], values)))

    def table(
        self,
        element: LexborNode,
        flow: Flow,
        marks: Marks,
        given: Mapping[str, str | None],
        carried: Mapping[str, object],
    ) -> None:
        """A table; its caption becomes the paragraph before it."""
        if flow.line:
            flow.close()
        if flow.depth >= MAX_DEPTH - 1:
            self.children(element, flow, marks)
            if flow.line:
                flow.close()
            return
        rows: list[Node] = []
        for part in _elements(element):
            if part.tag == "caption":
                self.children(part, flow, marks)
                if flow.line:
                    flow.close()
            elif part.tag == "tr":
                self.row(part, rows, flow.depth, marks)
            elif part.tag in ("tbody", "thead", "tfoot"):
                for row in _elements(part):
                    self.row(row, rows, flow.depth, marks)
        if not rows:
            return
        values: dict[str, object] = dict(carried)
        width = pixels(styles_of(given.get("style") or ""), "width")
        if width:
            values.setdefault("width", width)
        flow.add(Node("table", tuple(rows), checked(BLOCKS["table"], values)))

    def row(self, element: LexborNode, rows: list[Node], depth: int, marks: Marks) -> None:
        cells = [self.cell(cell, depth, marks) for cell in _elements(element) if cell.tag in ("td", "th")]
        if cells:
            rows.append(Node("tableRow", tuple(cells)))

    def cell(self, element: LexborNode, depth: int, marks: Marks) -> Node:
        """A cell with its spans, background and width."""
        given = element.attributes
        inner = Flow(depth + 3)
        kind = "tableHeader" if element.tag == "th" else "tableCell"
        if not given:
            self.children(element, inner, marks)
            return Node(kind, inner.finish() or (EMPTY_PARAGRAPH,))
        style = given.get("style") or ""
        styles = styles_of(style) if style else {}
        values: dict[str, object] = dict(_carried(given))
        for name in ("colspan", "rowspan"):
            span = given.get(name) or ""
            if span.isascii() and span.isdigit() and len(span) < 6:
                values[name] = min(int(span), 1000 if name == "colspan" else 65534)
        if "background" not in values and (color := back(styles) or back({"background": given.get("bgcolor") or ""})):
            values["background"] = color
        if width := pixels(styles, "width"):
            values.setdefault("colwidth", [width])
        valign = styles.get("vertical-align") or given.get("valign")
        if valign in ("top", "middle", "bottom"):
            values.setdefault("valign", valign)
        inner.placement = _placed(PLAIN, "td", styles, given.get("align") or "")
        self.children(element, inner, _block_marks(marks, style, styles) if style else marks)
        return Node(kind, inner.finish() or (EMPTY_PARAGRAPH,), checked(BLOCKS[kind], values))


def _carried(given: Mapping[str, str | None]) -> Mapping[str, object]:
    """What our own writer left on the element; anything malformed is nothing."""
    written = given.get("data-liaise")
    if not written:
        return {}
    try:
        found = json.loads(written)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _extra(carried: Mapping[str, object]) -> dict[str, object]:
    return {name: carried[name] for name in ("accessLevel", "userType") if name in carried}


def _elements(element: LexborNode) -> list[LexborNode]:
    return list(element.iter(include_text=False))


def _is_picture(element: LexborNode) -> bool:
    """Whether the element is an image, or a leaf that stands for one, perhaps inside a link."""
    if element.tag == "a":
        inner = _elements(element)
        return len(inner) == 1 and inner[0].tag != "a" and _is_picture(inner[0]) and not _own_text(element)
    if element.tag == "span":
        return _carried(element.attributes).get("kind") == PICTURE and not _elements(element)
    return element.tag == "img"


def _own_text(element: LexborNode) -> bool:
    child = element.first_child
    while child is not None:
        if child.is_text_node and (child.text_content or "").strip():
            return True
        child = child.next
    return False


def _words(element: LexborNode) -> str:
    """The element's words, one space between them."""
    return " ".join((element.text() or "").split())


def _without(marks: Marks, kinds: frozenset[str] | set[str]) -> Marks:
    return tuple(mark for mark in marks if mark.kind not in kinds)


def _painted(marks: Marks, found: Marks) -> Marks:
    """The marks with new ones inside; a new color replaces the outer one."""
    kept = _without(marks, {mark.kind for mark in found if mark.attributes})
    return tidy_marks((*kept, *found))


def _block_marks(marks: Marks, style: str, styles: dict[str, str]) -> Marks:
    """What a block's style says about its text. Backgrounds and weights of blocks are layout, not formatting."""
    color = front(styles)
    if color is not None and color != "#000000":
        return _painted(marks, (Mark("textColor", (("color", color),)),))
    return marks


def _placed(before: Placement, tag: str, styles: dict[str, str], align: str) -> Placement:
    """What the lines inside inherit."""
    found = "center" if tag == "center" else alignment(styles, align) if styles or align else None
    shift = pixels(styles, "margin-left") if styles else None
    steps = shift // INDENT if shift and shift % INDENT == 0 and tag != "td" else 0
    small = styles.get("font-size") == "small"
    if found is None and not steps and not small:
        return before
    kept = before.align if found is None else found
    return Placement(None if kept == "start" else kept, min(before.indent + steps, 6), before.small or small)


def _status(element: LexborNode, styles: dict[str, str], carried: Mapping[str, object]) -> Node | None:
    """A lozenge: its words stand in brackets, its color is its background."""
    words = _words(element)
    if not (words.startswith("[") and words.endswith("]") and words[1:-1].strip()):
        return None
    behind = back(styles)
    color = next((name for name, (shade, _) in STATUSES.items() if shade == behind), behind)
    values: dict[str, object] = {"color": color, **carried, "text": words[1:-1]}
    said = carried.get("text")
    if isinstance(said, str) and " ".join(f"[{said}]".split()) == words:
        values["text"] = said
    node = Node("status", NOTHING, checked(INLINES["status"], values))
    return node if complete("status", node.attributes) else None


def _panel(color: str | None) -> dict[str, object]:
    """The panel that has this background."""
    for kind, shade in PANELS.items():
        if shade == color:
            return {"panelType": kind}
    if color is None:
        return {}
    return {"panelType": "custom"} if color == CUSTOM_PANEL else {"panelType": "custom", "panelColor": color}


def _one_line(blocks: tuple[Node, ...]) -> tuple[Node, ...]:
    """The inlines of some paragraphs as one line."""
    found: list[Node] = []
    for block in blocks:
        inner = block.content if block.kind in _LINE else _one_line(block.content)
        if inner and found:
            found.append(HARD_BREAK)
        found.extend(node for node in inner if node.kind not in ("mediaInline", PICTURE))
    return tidy(found)


def _preformatted(element: LexborNode, words: list[str]) -> None:
    child = element.first_child
    while child is not None:
        if child.is_text_node:
            words.append(child.text_content or "")
        elif child.tag == "br":
            words.append("\n")
        elif child.is_element_node:
            block = child.tag in ("div", "p", "li", "tr")
            if block and words and not words[-1].endswith("\n"):
                words.append("\n")
            _preformatted(child, words)
            if block and child.next is not None and words and not words[-1].endswith("\n"):
                words.append("\n")
        child = child.next
