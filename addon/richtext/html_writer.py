"""Writes the tree as HTML, in the dialect that Azure DevOps shows, keeps and edits.

What HTML has no element for is shown by inline styles (which Azure DevOps keeps), and carries what only we
read in `data-liaise` (which it may drop). Nothing in the output can act: no script, handler, frame or form,
and only addresses that the policy allows.
"""

import re

from addon.richtext.adf_source import digest_of
from addon.richtext.colors import CUSTOM_PANEL, PANELS, STATUSES
from addon.richtext.html_text import (
    INDENT,
    NO_BULLETS,
    PANEL_PADDING,
    STATUS_SHAPE,
    escape,
    hidden,
    line_spaces,
    mark_tags,
    quoted,
)
from addon.richtext.labels import day_of, label, timestamp_of
from addon.richtext.references import NO_REFERENCES, Flavour, References
from addon.richtext.text_form import text_form
from addon.richtext.tree import Document, Mark, Node, Value

_LANGUAGE = re.compile(r"[A-Za-z0-9+#._-]+\Z")
TASK_SIGNS = {"TODO": "☐ ", "DONE": "☑ "}
DECISION_SIGN = "⇒ "


def render_html(document: Document, flavour: Flavour = "azuredevops", references: References = NO_REFERENCES) -> str:
    """The document as an HTML fragment without line breaks between its elements."""
    return HtmlWriter(flavour, references).blocks(text_form(document, references).blocks)


class HtmlWriter:
    """One rendering; the Markdown writer uses it for what Markdown cannot say."""

    def __init__(self, flavour: Flavour, references: References) -> None:
        self.flavour = flavour
        self.references = references

    def blocks(self, nodes: tuple[Node, ...]) -> str:
        """Blocks one after the other."""
        return "".join([self.block(node) for node in nodes])

    def block(self, node: Node) -> str:
        """One block."""
        kind = node.kind
        if kind == "paragraph":
            return f"<p{self.line_style(node)}>{self.line(node.content) or '<br>'}</p>"
        if kind == "heading":
            level = node.get("level")
            return f"<h{level}{self.line_style(node)}>{self.line(node.content) or '<br>'}</h{level}>"
        if kind in ("bulletList", "orderedList"):
            return self.list_block(node)
        if kind in ("taskList", "decisionList"):
            return f'<ul style="{NO_BULLETS}">{self.tasks(node)}</ul>'
        if kind == "codeBlock":
            return self.code_block(node)
        if kind == "table":
            return self.table(node)
        if kind == "rule":
            return "<hr>"
        if kind in ("mediaSingle", "mediaGroup"):
            return self.media_frame(node)
        if kind in ("blockCard", "embedCard"):
            return self.card(node)
        opening, closing = self.frame(node)
        return opening + self.blocks(node.content) + closing

    def frame(self, node: Node) -> tuple[str, str]:
        """What stands before and after the blocks inside a block."""
        kind = node.kind
        if kind == "blockquote":
            return "<blockquote>", "</blockquote>"
        if kind == "panel":
            return f"<div{self.panel_style(node)}>", "</div>"
        if kind == "expand":
            title = node.get("title")
            summary = f"<summary>{self.words(str(title))}</summary>" if title is not None else ""
            shown = ("title",) if title is None or " ".join(str(title).split()) == title else ()
            return f"<details{hidden('', node, shown)}>{summary}", "</details>"
        if kind == "layoutSection":
            return f'<div style="display:flex"{hidden("", node)}>', "</div>"
        if kind == "layoutColumn":
            width = node.get("width")
            style = f"width:{width}%" if width is not None else "flex:1"
            return f'<div style="{style}"{hidden("", node, ("width",))}>', "</div>"
        if kind == "opaque":
            return f"<div{hidden('opaque', node, digest=digest_of(node.string('raw')))}>", "</div>"
        return "<div>", "</div>"

    def line_style(self, node: Node) -> str:
        if not node.attributes:
            return ""
        styles = []
        if (align := node.get("align")) is not None:
            styles.append("text-align:center" if align == "center" else "text-align:right")
        if (indent := node.get("indent")) is not None:
            styles.append(f"margin-left:{int(node.number('indent', 0)) * INDENT}px" if indent else "")
        if node.get("small"):
            styles.append("font-size:small")
        return f' style="{";".join(styles)}"' if styles else ""

    def panel_style(self, node: Node) -> str:
        kind = node.string("panelType")
        color = PANELS.get(kind, CUSTOM_PANEL)
        given = node.string("panelColor")
        if kind == "custom" and re.match(r"#[0-9a-fA-F]{6}\Z", given):
            color = given
        return f' style="background-color:{color};{PANEL_PADDING};border-radius:3px"' + hidden("panel", node)

    def list_block(self, node: Node) -> str:
        """A bullet or numbered list."""
        tag = "ul" if node.kind == "bulletList" else "ol"
        start = node.get("order")
        opening = f"<{tag}>"
        if start is not None:
            whole = node.number("order", 1) == int(node.number("order", 1))
            opening = f'<ol start="{int(node.number("order", 1))}">' if whole else f"<ol{hidden('', node)}>"
        items = "".join([f"<li>{self.item(item.content)}</li>" for item in node.content])
        return f"{opening}{items}</{tag}>"

    def item(self, blocks: tuple[Node, ...], sign: str = "") -> str:
        """What stands in a list item or a cell: a first plain paragraph without its tags, then the rest."""
        first = blocks[0] if blocks else None
        if first is not None and first.kind == "paragraph" and not first.attributes:
            if first.content:
                return sign + self.line(first.content) + self.blocks(blocks[1:])
            if len(blocks) == 1:
                return sign.strip()
        return sign.strip() + self.blocks(blocks)

    def tasks(self, node: Node) -> str:
        """The items of a task or decision list; a nested list stands in the item before it."""
        items: list[str] = []
        for item in node.content:
            if item.kind == "taskList":
                nested = self.block(item)
                if items and items[-1].endswith("</li>"):
                    items[-1] = items[-1][:-5] + nested + "</li>"
                else:
                    items.append(f"<li>{nested}</li>")
                continue
            sign = DECISION_SIGN if node.kind == "decisionList" else TASK_SIGNS[item.string("state") or "TODO"]
            shown = ("state",) if node.kind == "taskList" or item.get("state") in (None, "DECIDED") else ()
            if item.kind == "blockTaskItem":
                inner = sign.strip() + self.blocks(item.content)
            else:
                inner = (sign + self.line(item.content, True)) if item.content else sign.strip()
            items.append(f"<li{hidden('', item, shown)}>{inner}</li>")
        return "".join(items)

    def code_block(self, node: Node) -> str:
        """A code block; the parser swallows a first line end, the reader a last one."""
        code = "".join(piece.text for piece in node.content)
        if code.endswith("\n"):
            code += "\n"
        language = node.string("language")
        simple = bool(_LANGUAGE.match(language))
        named = f' class="language-{language}"' if simple else ""
        attributes = hidden("", node, ("language",) if simple else ())
        return f"<pre{attributes}><code{named}>{escape(code)}</code></pre>"

    def table(self, node: Node) -> str:
        """A table with borders that show."""
        width = node.get("width")
        shown = ("width",) if _is_whole(width) else ()
        sized = f";width:{width}px" if shown else ""
        rows = "".join([f"<tr>{self.cells(row)}</tr>" for row in node.content])
        style = f'border="1" style="border-collapse:collapse{sized}"'
        return f"<table {style}{hidden('', node, shown)}><tbody>{rows}</tbody></table>"

    def cells(self, row: Node) -> str:
        return "".join([self.cell(cell) for cell in row.content])

    def cell(self, cell: Node) -> str:
        tag = "th" if cell.kind == "tableHeader" else "td"
        if not cell.attributes:
            return f"<{tag}>{self.item(cell.content)}</{tag}>"
        written: list[str] = []
        styles: list[str] = []
        shown: list[str] = ["colspan", "rowspan", "valign"]
        for name in ("colspan", "rowspan"):
            if (span := cell.get(name)) is not None:
                written.append(f' {name}="{span}"')
        background = cell.string("background")
        if re.match(r"#[0-9a-fA-F]{6}\Z", background):
            styles.append(f"background-color:{background}")
            shown.append("background")
        widths = cell.get("colwidth")
        if isinstance(widths, tuple) and len(widths) == 1 and _is_whole(widths[0]):
            styles.append(f"width:{widths[0]}px")
            shown.append("colwidth")
        if (valign := cell.get("valign")) is not None:
            styles.append(f"vertical-align:{valign}")
        if styles:
            written.append(f' style="{";".join(styles)}"')
        return f"<{tag}{''.join(written)}{hidden('', cell, tuple(shown))}>{self.item(cell.content)}</{tag}>"

    def media_frame(self, node: Node) -> str:
        """A picture on its own, with its caption, or a group of files."""
        files = " ".join([self.media(part) for part in node.content if part.kind == "media"])
        captions = [part for part in node.content if part.kind == "caption"]
        if node.kind == "mediaGroup":
            return f"<div{hidden('mediaGroup', node)}>{files}</div>"
        plain = node.attributes in ((), (("layout", "center"),))
        attributes = "" if plain and "<img" in files else hidden("mediaSingle", node)
        if not captions:
            return f"<div{attributes}>{files}</div>"
        text = self.line(captions[0].content)
        return f"<figure{attributes}>{files}<figcaption>{text}</figcaption></figure>"

    def media(self, node: Node) -> str:
        """A picture where its address is known, else its label."""
        opening, words, closing = self.media_parts(node)
        return opening + escape(words) + closing

    def media_parts(self, node: Node) -> tuple[str, str, str]:
        """Opening tag, words, closing tag; a picture has no words."""
        known = self.references.media(node, self.flavour)
        url = (known or node).string("url")
        opening = closing = ""
        for mark in node.marks:
            if mark.kind == "link":
                opening, closing = mark_tags(mark)
        border = next((mark for mark in node.marks if mark.kind == "border"), None)
        more: dict[str, Value] = {}
        if border is not None:
            more = {"borderSize": border.get("size") or 1, "borderColor": str(border.get("color"))}
        if not url:
            return f"{opening}<span{hidden(node.kind, node, (), **more)}>", label(node), f"</span>{closing}"
        sizes = "".join(f' {name}="{value}"' for name in ("width", "height") if _is_whole(value := node.get(name)))
        shown = ["url", "alt", *(name for name in ("width", "height") if _is_whole(node.get(name)))]
        if node.get("type") == "external" and known is None:
            shown.append("type")
        elif node.string("url") and node.string("url") != url:
            shown.remove("url")
        alt = node.get("alt")
        named = f" alt={quoted(str(alt))}" if alt is not None else ""
        kind = "" if known is None and not node.string("id") and node.kind == "media" else node.kind
        carries = hidden(kind, node, tuple(shown), **more)
        return f"{opening}<img src={quoted(url)}{named}{sizes}{carries}>", "", closing

    def line(self, nodes: tuple[Node, ...], after_space: bool = True) -> str:
        """Inlines, with tags that neighbours share opened once."""
        out: list[str] = []
        open_marks: list[Mark] = []
        last = len(nodes) - 1
        for number, node in enumerate(nodes):
            kind = node.kind
            if kind != "text":
                while open_marks:
                    out.append(mark_tags(open_marks.pop())[1])
                if kind == "hardBreak":
                    out.append("<br><br>" if number == last else "<br>")
                    after_space = True
                else:
                    out.append(self.atom(node))
                    after_space = False
                continue
            marks = node.marks
            shared = 0
            for mine, theirs in zip(open_marks, marks, strict=False):
                if mine != theirs:
                    break
                shared += 1
            while len(open_marks) > shared:
                out.append(mark_tags(open_marks.pop())[1])
            for mark in marks[shared:]:
                out.append(mark_tags(mark)[0])
                open_marks.append(mark)
            words = node.text
            ends = number == last or nodes[number + 1].kind == "hardBreak"
            if after_space or ends or "  " in words:
                words = line_spaces(words, after_space, ends)
            after_space = words[-1] == " "
            out.append(escape(words))
        while open_marks:
            out.append(mark_tags(open_marks.pop())[1])
        return "".join(out)

    def words(self, value: str) -> str:
        """Any string as one line of HTML text."""
        return escape(" ".join(value.split()))

    def atom(self, node: Node) -> str:
        """One inline that is no text; its words are escaped by `shown`, so that Markdown can use it too."""
        opening, words, closing = self.atom_parts(node)
        return opening + escape(words) + closing

    def atom_parts(self, node: Node) -> tuple[str, str, str]:
        """Opening tag, words, closing tag."""
        kind = node.kind
        words = label(node)
        if kind == "status":
            back, front = STATUSES.get(node.string("color"), (node.string("color"), "#172b4d"))
            style = f"background-color:{back};color:{front};{STATUS_SHAPE}"
            return f'<span style="{style}"{hidden("status", node)}>', words, "</span>"
        if kind == "date":
            day = day_of(node.string("timestamp"))
            midnight = timestamp_of(day) == node.get("timestamp")
            when = f" datetime={quoted(day)}" if midnight else ""
            return f"<time{when}{hidden('', node, ('timestamp',) if midnight else ())}>", words, "</time>"
        if kind == "mention":
            return self.mention(node, words)
        if kind == "inlineCard":
            link = self.card_url(node)
            shown = ("url",) if link == node.string("url") else ()
            return f"<a href={quoted(link)}{hidden(kind, node, shown)}>", words, "</a>"
        if kind == "mediaInline":
            return self.media_parts(node)
        if kind == "opaqueInline":
            opening = f"<span{hidden(kind, node, digest=digest_of(node.string('raw')))}>"
            return opening + self.line(node.content, False), "", "</span>"
        return f"<span{hidden(kind, node)}>", words, "</span>"

    def mention(self, node: Node, words: str) -> tuple[str, str, str]:
        """A mention that notifies where the account over there is known, else the name."""
        known = node if node.get("home") == self.flavour else self.references.mention(node, self.flavour)
        carried = hidden("mention", node)
        if known is None:
            return f"<span{carried}>", words, "</span>"
        if self.flavour == "azuredevops":
            account = quoted(f"version:2.0,{known.string('id')}")
            if known is node:
                carried = hidden("", node, ("id", "text", "home"))
            return f'<a href="#" data-vss-mention={account}{carried}>', words, "</a>"
        return f'<a class="user-hover"{carried}>', words, "</a>"

    def card_url(self, node: Node) -> str:
        url = node.string("url")
        return self.references.card(url, self.flavour) or url

    def card(self, node: Node) -> str:
        """A card as a paragraph with its link."""
        return f"<p{hidden(node.kind, node)}><a href={quoted(self.card_url(node))}>{escape(label(node))}</a></p>"


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 100_000
