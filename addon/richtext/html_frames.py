"""Reads the blocks that the writer shows by style: panels, layouts, cards, pictures, placeholders, expands."""

import json
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from addon.richtext.adf_reader import read_adf
from addon.richtext.colors import CUSTOM_PANEL, PANELS
from addon.richtext.html_elements import (
    Marks,
    carried_by,
    elements_of,
    has_own_text,
    is_picture,
    one_line_of,
    words_of,
)
from addon.richtext.html_flow import PICTURE, Flow, collapsed
from addon.richtext.html_inlines import InlineReader
from addon.richtext.html_text import PANEL_PADDING
from addon.richtext.kinds import BLOCKS, checked, complete
from addon.richtext.labels import label
from addon.richtext.styles import back, percent, styles_of
from addon.richtext.tree import (
    EMPTY_PARAGRAPH,
    MAX_DEPTH,
    NOTHING,
    Node,
    Value,
    attributes,
)


class FrameReader(InlineReader):
    """The walk through styled blocks. An attempt that fails has walked nothing, so that cost stays linear."""

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
        if self.flattened(element, flow, marks):
            return
        inner = Flow(flow.depth + 1)
        self.children(element, inner, marks)
        content = inner.finish() or (EMPTY_PARAGRAPH,)
        flow.add(Node(kind, content, attributes(dict(values))))

    def layout(self, element: LexborNode, flow: Flow, marks: Marks, carried: Mapping[str, object]) -> bool:
        """Columns side by side; False when the element holds anything but columns."""
        columns = elements_of(element)
        sized = [
            (child, styles_of(child.attributes.get("style") or ""), carried_by(child.attributes)) for child in columns
        ]
        if len(sized) not in (2, 3) or flow.depth >= MAX_DEPTH - 1 or has_own_text(element):
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
        if element.tag != "p" or not node.string("url") or label(node) != words_of(element):
            return False
        flow.add(node)
        return True

    def media_group(self, element: LexborNode, flow: Flow, marks: Marks) -> bool:
        """A group of files; anything else among them makes it ordinary text."""
        if not all(map(is_picture, elements_of(element))) or has_own_text(element):
            return False
        inner = Flow(flow.depth + 1)
        self.children(element, inner, marks)
        seen = [node for node in collapsed(inner.line) or () if node.kind != "text" or node.text.strip()]
        if not seen or any(node.kind != PICTURE for node in seen):  # somebody wrote on a label
            return False
        flow.add(Node("mediaGroup", tuple(seen)))
        return True

    def figure(self, element: LexborNode, flow: Flow, carried: Mapping[str, object]) -> bool:
        """A picture on its own with an optional caption; False for any other content.

        A caption that is more than words stands below the picture.
        """
        parts = elements_of(element)
        captions = [part for part in parts if part.tag == "figcaption"]
        pictures = [part for part in parts if part.tag != "figcaption"]
        usual = len(pictures) == 1 and len(captions) <= 1 and is_picture(pictures[0])
        if not usual or has_own_text(element):
            return False
        inner = Flow(flow.depth + 1)
        self.element(pictures[0], inner, NOTHING)
        if len(inner.line) != 1 or inner.line[0].kind != PICTURE:
            return False
        content = [inner.line[0]]
        below: tuple[Node, ...] = ()
        for caption in captions:
            words = Flow(flow.depth + 1)
            self.children(caption, words, NOTHING)
            said = words.finish()
            line = one_line_of(said)
            if line is None:
                below = said
            else:
                content.append(Node("caption", line))
        values = checked(BLOCKS["mediaSingle"], carried) or (("layout", "center"),)
        for block in (Node("mediaSingle", tuple(content), values), *below):
            flow.add(block)
        return True

    def expand(self, element: LexborNode, flow: Flow, marks: Marks, carried: Mapping[str, object]) -> None:
        """A section that opens and closes. The carried title counts while the summary still says it."""
        values: dict[str, object] = dict(carried)
        inner = Flow(flow.depth + 1)
        deep = titled = flow.depth >= MAX_DEPTH
        child = element.first_child
        while child is not None:
            if child.tag == "summary" and not titled:
                titled = True
                carried_title = values.get("title")
                shown = words_of(child)
                if carried_title is None or " ".join(str(carried_title).split()) != shown:
                    values["title"] = shown
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


def _panel(color: str | None) -> dict[str, object]:
    """The panel that has this background."""
    for kind, shade in PANELS.items():
        if shade == color:
            return {"panelType": kind}
    if color is None:
        return {}
    return {"panelType": "custom"} if color == CUSTOM_PANEL else {"panelType": "custom", "panelColor": color}
