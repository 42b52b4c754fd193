"""Reads HTML tables: rows wherever they stand, cells with their spans, colors and widths."""

from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from addon.richtext.html_elements import (
    Marks,
    block_marks,
    carried_by,
    elements_of,
    placed_by,
)
from addon.richtext.html_flow import PLAIN, Flow
from addon.richtext.html_inlines import InlineReader
from addon.richtext.kinds import BLOCKS, checked
from addon.richtext.styles import back, pixels, styles_of
from addon.richtext.tree import (
    EMPTY_PARAGRAPH,
    Node,
)


class TableReader(InlineReader):
    """The walk through tables."""

    def table(
        self,
        element: LexborNode,
        flow: Flow,
        marks: Marks,
        given: Mapping[str, str | None],
        carried: Mapping[str, object],
    ) -> None:
        """A table; its caption becomes the paragraph before it."""
        if self.flattened(element, flow, marks, levels=2):
            return
        rows: list[Node] = []
        for part in elements_of(element):
            if part.tag == "caption":
                self.children(part, flow, marks)
                if flow.line:
                    flow.close()
            elif part.tag == "tr":
                self.row(part, rows, flow.depth, marks)
            elif part.tag in ("tbody", "thead", "tfoot"):
                for row in elements_of(part):
                    self.row(row, rows, flow.depth, marks)
        if not rows:
            return
        values: dict[str, object] = dict(carried)
        width = pixels(styles_of(given.get("style") or ""), "width")
        if width:
            values.setdefault("width", width)
        flow.add(Node("table", tuple(rows), checked(BLOCKS["table"], values)))

    def row(self, element: LexborNode, rows: list[Node], depth: int, marks: Marks) -> None:
        cells = [self.cell(cell, depth, marks) for cell in elements_of(element) if cell.tag in ("td", "th")]
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
        values: dict[str, object] = dict(carried_by(given))
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
        inner.placement = placed_by(PLAIN, "td", styles, given.get("align") or "")
        self.children(element, inner, block_marks(marks, style, kind == "tableHeader") if style else marks)
        return Node(kind, inner.finish() or (EMPTY_PARAGRAPH,), checked(BLOCKS[kind], values))
