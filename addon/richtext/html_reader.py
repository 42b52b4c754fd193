"""Reads HTML from anywhere into the tree: an allow-list by construction.

The guard makes the text tame, Lexbor (the HTML5 parser behind selectolax) builds the element tree, and one
walk turns known elements into nodes and known styles into marks. Unknown elements are looked through.
"""

from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from addon.richtext.html_elements import (
    Marks,
    block_marks,
    carried_by,
    placed_by,
    preformatted,
)
from addon.richtext.html_flow import CHECKBOX, Flow
from addon.richtext.html_frames import FrameReader
from addon.richtext.html_guard import guarded
from addon.richtext.html_inlines import MARKS_OF_TAGS
from addon.richtext.html_tables import TableReader
from addon.richtext.html_text import NO_BULLETS
from addon.richtext.inlines import clean
from addon.richtext.kinds import BLOCKS, checked
from addon.richtext.references import NO_REFERENCES, References
from addon.richtext.styles import kept_spaces, styles_of
from addon.richtext.tasks import checkbox_signs, task_list
from addon.richtext.tree import (
    EMPTY_PARAGRAPH,
    HARD_BREAK,
    NOTHING,
    Document,
    Node,
    attributes,
)

_INLINE = frozenset({*MARKS_OF_TAGS, "a", "big", "font", "small", "span", "time"})
_CONTAINERS = frozenset(
    {
        "address", "article", "aside", "center", "dd", "dir", "div", "dl", "dt", "fieldset", "figcaption",
        "figure", "footer", "header", "hgroup", "li", "main", "menu", "nav", "p", "section", "summary", "html",
        "body", "tr", "td", "th", "tbody", "thead", "tfoot", "caption", "colgroup",
    }
)  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def read_html(source: str, references: References = NO_REFERENCES) -> Document:
    """The document of this HTML, however broken it is. Linear in its length; never raises for text."""
    return read_tame_html(guarded(clean(source)), references)


def read_tame_html(source: str, references: References) -> Document:
    """The same for HTML that is properly nested and bounded already: the guard's, or markdown-it's own."""
    root = LexborHTMLParser(source).body
    flow = Flow(0)
    reader = _Reader(references)
    reader.keeps_spaces = "white-space" in source
    if root is not None:
        reader.children(root, flow, NOTHING)
    blocks = flow.finish()
    return Document(checkbox_signs(blocks) if reader.boxes else blocks)


class _Reader(FrameReader, TableReader):
    keeps_spaces = False  # whether any style speaks of spaces
    kept_spaces = ""  # which of "all", "lines" and none the element around keeps

    def children(self, element: LexborNode, flow: Flow, marks: Marks) -> None:
        """Everything inside an element."""
        around = self.kept_spaces
        if self.keeps_spaces:
            said = kept_spaces(element.attributes.get("style") or "")
            self.kept_spaces = around if said is None else said
        child = element.first_child
        while child is not None:
            if child.is_text_node:
                words = child.text_content
                if words and self.kept_spaces:
                    flow.kept(words, marks, self.kept_spaces == "all")
                elif words:
                    flow.line.append(Node("text", NOTHING, NOTHING, words, marks))
            elif child.is_element_node:
                self.element(child, flow, marks)
            child = child.next
        self.kept_spaces = around

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
        carried = carried_by(given)
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
                marks = block_marks(marks, style)
        elif tag == "figure" and self.figure(element, flow, carried):
            return
        flow.placement = placed_by(before, tag, styles, given.get("align") or "")
        self.children(element, flow, marks)
        if flow.line:
            flow.close()
        flow.placement = before

    def heading(
        self, level: int, element: LexborNode, flow: Flow, marks: Marks, given: Mapping[str, str | None]
    ) -> None:
        """A heading; blocks inside it keep their own kind, as browsers show them."""
        if flow.line:
            flow.close()
        style = given.get("style") or ""
        styles = styles_of(style) if style else {}
        placement = placed_by(flow.placement, "h", styles, given.get("align") or "")
        inner = Flow(flow.depth, placement)
        self.children(element, inner, block_marks(marks, style, bold=True) if style else marks)
        for block in inner.finish():
            if block.kind == "paragraph":
                values = dict(block.attributes)
                values.pop("small", None)
                values["level"] = level
                block = Node("heading", block.content, attributes(values))
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
        if self.flattened(element, flow, marks):
            return
        gathered: list[tuple[Flow, Mapping[str, object]]] = []
        loose = False  # whether the last item was begun by something that is no item
        child = element.first_child
        while child is not None:
            if child.tag == "li":
                loose = False
                own = child.attributes
                gathered.append((Flow(flow.depth + 2), carried_by(own)))
                style = own.get("style")
                self.children(child, gathered[-1][0], block_marks(marks, style) if style else marks)
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
        preformatted(element, words)
        text = clean("".join(words))  # a character reference may stand for a control character
        if text.endswith("\n"):
            text = text[:-1]
        content = (Node("text", NOTHING, NOTHING, text),) if text else NOTHING
        flow.add(Node("codeBlock", content, checked(BLOCKS["codeBlock"], values)))
