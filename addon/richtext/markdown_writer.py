"""Writes the tree as Markdown (GFM) that a person likes to edit.

What Markdown can say is said in Markdown; what it cannot say is HTML inside it, which Azure DevOps shows:
tags in a line, `<div>` or `<details>` around Markdown blocks, and for lists and tables beyond Markdown's
own the whole element on one line. Attributes that nobody sees stand in a comment before the block.
"""

import json
import re

from addon.richtext.html_text import line_spaces, mark_tags
from addon.richtext.html_writer import HtmlWriter
from addon.richtext.kinds import DEFAULTS
from addon.richtext.markdown_text import escaped, fenced, line_start, may_emphasize
from addon.richtext.nested_marks import Piece, wrapped
from addon.richtext.references import NO_REFERENCES, Flavour, References
from addon.richtext.text_form import text_form
from addon.richtext.tree import EMPTY_PARAGRAPH, Document, Mark, Node

_LANGUAGE = re.compile(r"[A-Za-z0-9+#._-]+\Z")
_AUTOLINK = re.compile(r"https?://[^\s<>]+\Z")
_DESTINATION = re.compile(r"[\\()<>&|]")
_CLOSING = re.compile(r"(?:\A|[ \t])#+\Z")
_DELIMITERS = {"strong": ("**",), "em": ("_", "*"), "strike": ("~~",)}
_LISTS = frozenset({"bulletList", "orderedList", "taskList"})
_FRAMED = frozenset({"panel", "expand", "layoutSection", "layoutColumn", "opaque"})


def render_markdown(
    document: Document, flavour: Flavour = "azuredevops", references: References = NO_REFERENCES
) -> str:
    """The document as Markdown; ends with a line end unless it is empty."""
    written = _Writer(flavour, references).blocks(text_form(document, references).blocks)
    return written + "\n" if written else ""


class _Writer:
    def __init__(self, flavour: Flavour, references: References) -> None:
        self.html = HtmlWriter(flavour, references)
        self.flavour = flavour
        self.references = references

    def blocks(self, nodes: tuple[Node, ...]) -> str:
        """Blocks with blank lines between them; neighboring lists get different markers to stay apart."""
        written: list[str] = []
        before = ""
        other = False
        for node in nodes:
            group = "ordered" if node.kind == "orderedList" else "bullet" if node.kind in _LISTS else ""
            other = bool(group) and group == before and not other
            before = group
            written.append(self.block(node, other))
        return "\n\n".join(written)

    def block(self, node: Node, other: bool = False) -> str:
        """One block; `other` asks a list for its second marker."""
        kind = node.kind
        if kind == "paragraph":
            return self.paragraph(node)
        if kind == "heading":
            return self.heading(node)
        if kind == "codeBlock":
            return self.code_block(node)
        if kind in _LISTS:
            return self.list_block(node, other)
        if kind == "blockquote":
            return "\n".join("> " + line if line else ">" for line in self.blocks(node.content).split("\n"))
        if kind == "rule":
            return "___"
        if kind == "table":
            return self.table(node)
        if kind == "mediaSingle":
            return self.picture(node)
        if kind in _FRAMED:
            opening, closing = self.html.frame(node)
            return f"{opening}\n\n{self.blocks(node.content)}\n\n{closing}"
        return self.raw(node)

    def raw(self, node: Node) -> str:
        """The block as HTML on one line, so that no blank line ends it early."""
        return self.html.block(node).replace("\n", "&#10;")

    def paragraph(self, node: Node) -> str:
        """A paragraph; placement stands in a div around it."""
        if not _has_words(node):
            return self.raw(node)
        words = self.line(node.content)
        style = self.html.line_style(node)
        return f"<div{style}>\n\n{words}\n\n</div>" if style else words

    def heading(self, node: Node) -> str:
        """A heading on one line."""
        if not node.content:
            return self.raw(node)
        words = self.line(node.content, "<br>")
        if _CLOSING.search(words):
            words = words[:-1] + "\\#"
        style = self.html.line_style(node)
        line = "#" * int(node.number("level", 1)) + " " + words
        return f"<div{style}>\n\n{line}\n\n</div>" if style else line

    def code_block(self, node: Node) -> str:
        """A fenced block; what the fence cannot say stands before it."""
        code = "".join(piece.text for piece in node.content)
        language = node.string("language")
        simple = bool(_LANGUAGE.match(language))
        fence = fenced(code, 3)
        unsaid: dict[str, object] = {name: value for name, value in node.attributes if name != "language" or not simple}
        return _note(unsaid) + f"{fence}{language if simple else ''}\n{code}\n{fence}"

    def picture(self, node: Node) -> str:
        """A picture on its own; anything but an address and a text makes it HTML."""
        file = node.content[0] if node.content else EMPTY_PARAGRAPH
        known = self.references.media(file, self.flavour)
        plain = {name for name, _ in file.attributes} <= {"url", "alt", "type"} and not file.marks
        alt = file.string("alt")
        usual = len(node.content) == 1 and plain and known is None and alt == " ".join(alt.split())
        if usual and file.string("url") and node.attributes in ((), (("layout", "center"),)):
            return f"![{escaped(alt)}]({_destination(file.string('url'))})"
        return self.raw(node)

    # Lists

    def list_block(self, node: Node, other: bool) -> str:
        """A list in Markdown, or in HTML where an item begins with something that has no words."""
        if not all(map(_is_simple_item, node.content)) or not node.content or node.content[0].kind == "taskList":
            return self.raw(node)
        start = node.number("order", 1)
        if start != int(start):
            return self.raw(node)
        items: list[list[str]] = []
        tight = all(map(_is_tight, node.content))
        nested = False
        for number, item in enumerate(node.content):
            if item.kind == "taskList":
                nested = not nested
                written = self.block(item, not nested)
                gap = "\n\n" if written.startswith("<") else "\n"  # HTML ends at a blank line only
                items[-1].extend((gap, _indented(written, "  "), gap[1:]))
                continue
            nested = False
            if node.kind == "orderedList":
                marker = f"{min(int(start) + number, 999_999_999)}{')' if other else '.'} "
            else:
                marker = "* " if other else "- "
            box = ""
            if node.kind == "taskList":
                box = "[x] " if item.get("state") == "DONE" else "[ ] "
                words = box + self.line(item.content, follows=True) if item.content else box.strip()
            else:
                words = self.item(item.content)
            lines = words.replace("\n", "\n" + " " * len(marker)) if "\n" in words else words
            items.append([(marker + lines).rstrip(" ")])
        return ("\n" if tight else "\n\n").join(map("".join, items))

    def item(self, blocks: tuple[Node, ...]) -> str:
        """An item's blocks, a nested list close under its line."""
        if len(blocks) == 1 and blocks[0] == EMPTY_PARAGRAPH:
            return ""
        written = ""
        before = EMPTY_PARAGRAPH
        other = False
        for number, block in enumerate(blocks):
            group = _group(block)
            other = bool(group) and group == _group(before) and not other
            plain = before.kind == "paragraph" and _has_words(before) and not before.attributes
            close = plain and _interrupts(block)
            written += ("" if not number else "\n" if close else "\n\n") + self.block(block, other)
            before = block
        return written

    # Tables

    def table(self, node: Node) -> str:
        """A pipe table where the table is that simple, else HTML."""
        aligned = _pipe_columns(node)
        if aligned is None:
            return self.raw(node)
        lines = ["| " + " | ".join(self.cell(cell) for cell in row.content) + " |" for row in node.content]
        lines.insert(1, "| " + " | ".join(aligned) + " |")
        unsaid: dict[str, object] = {n: v for n, v in node.attributes if ("table", n, v) not in DEFAULTS}
        widths = [cell.get("colwidth") for cell in node.content[0].content]
        if any(widths):
            unsaid["columns"] = [width[0] if isinstance(width, tuple) else None for width in widths]
        return _note(unsaid) + "\n".join(lines)

    def cell(self, cell: Node) -> str:
        return self.line(cell.content[0].content, "<br>", in_table=True)

    # Lines

    def line(
        self, nodes: tuple[Node, ...], line_break: str = "<br>\n", follows: bool = False, in_table: bool = False
    ) -> str:
        """A line of inlines; `follows` says that it does not begin its line of Markdown."""
        pieces: list[Piece] = []
        after_space = True
        last = len(nodes) - 1
        started = follows
        for number, node in enumerate(nodes):
            kind = node.kind
            if kind == "text":
                words = node.text
                ends = number == last or nodes[number + 1].kind == "hardBreak"
                if node.marks and node.has_mark("code") and _fits_backticks(words, in_table):
                    fence = fenced(words, 1)
                    pad = " " if words[0] == "`" or words[-1] == "`" else ""
                    marks = tuple(mark for mark in node.marks if mark.kind != "code")
                    pieces.append((marks, f"{fence}{pad}{words}{pad}{fence}"))
                    after_space, started = False, True
                    continue
                if after_space or ends or "  " in words:
                    words = line_spaces(words, after_space, ends)
                after_space = words[-1] == " "
                link = next((mark for mark in node.marks if mark.kind == "link"), None) if node.marks else None
                if link is not None and node.text == link.get("href") and _is_bare(link, node, in_table):
                    marks = tuple(mark for mark in node.marks if mark.kind != "link")
                    pieces.append((marks, f"<{node.text}>"))
                    started = True
                    continue
                words = escaped(words)
                if in_table:
                    words = words.replace("|", "&#124;")
                if not started and not node.marks:
                    words = line_start(words)
                started = True
                pieces.append((node.marks, words))
            elif kind == "hardBreak":
                after_space = True
                if number == last:
                    pieces.append(((), "<br><br>"))
                elif number == 0:
                    pieces.append(((), "<br>"))
                else:
                    pieces.append(((), line_break))
                    started = "\n" not in line_break
            else:
                pieces.append(((), self.atom(node)))
                after_space, started = False, True
        return wrapped(pieces, 0, "", "", _marked)

    def atom(self, node: Node) -> str:
        """An inline that is no text, as a tag around escaped words."""
        if node.kind == "mention" and self.flavour == "azuredevops":
            known = self.references.mention(node, "azuredevops")
            if known is not None:
                return f"@<{known.string('id')}>"
        if node.kind == "opaqueInline":
            opening, _, closing = self.html.atom_parts(node._replace(content=()))
            return opening + self.line(node.content, follows=True) + closing
        opening, words, closing = self.html.atom_parts(node)
        return opening + escaped(words).replace("|", "&#124;") + closing


def _marked(mark: Mark, pieces: list[Piece], level: int, left: str, right: str) -> str:
    if mark.kind == "link":
        title = mark.get("title")
        inner = wrapped(pieces, level + 1, "[", "]", _marked)
        if title is None:
            return f"[{inner}]({_destination(str(mark.get('href')))})"
        if isinstance(title, str) and title and title == " ".join(title.split()) and "|" not in title:
            said = re.sub(r'[\\"&<`]', lambda found: "\\" + found[0], title)
            return f'[{inner}]({_destination(str(mark.get("href")))} "{said}")'
    for delimiter in _DELIMITERS.get(mark.kind, ()):
        inner = wrapped(pieces, level + 1, delimiter[0], delimiter[0], _marked)
        if may_emphasize(left, inner, right, delimiter):
            return delimiter + inner + delimiter
    opening, closing = mark_tags(mark)
    return opening + wrapped(pieces, level + 1, ">", "<", _marked) + closing


def _destination(address: str) -> str:
    return _DESTINATION.sub(lambda found: "\\" + found[0], address)


def _fits_backticks(words: str, in_table: bool) -> bool:
    usual = "  " not in words and words[0] != " " and words[-1] != " "
    return usual and not (in_table and "|" in words) and "\u00a0" not in words


def _is_bare(link: Mark, node: Node, in_table: bool) -> bool:
    usual = len(link.attributes) == 1 and node.marks[-1] is link  # else the order of marks would change
    return usual and bool(_AUTOLINK.match(node.text)) and not (in_table and "|" in node.text)


def _note(values: dict[str, object]) -> str:
    """A comment with attributes for the next block, and the blank line after it."""
    values = {name: value for name, value in values.items() if name != "localId"}
    if not values:
        return ""
    written = json.dumps(values, ensure_ascii=True, separators=(",", ":"))
    written = written.replace("--", "\\u002d\\u002d").replace(">", "\\u003e").replace("<", "\\u003c")
    return f"<!-- liaise {written} -->\n\n"


def _has_words(paragraph: Node) -> bool:
    """Whether the paragraph can be written as Markdown: a tag alone on its line would be no paragraph."""
    content = paragraph.content
    return bool(content) and not (len(content) == 1 and content[0].kind == "mediaInline")


def _is_simple_item(item: Node) -> bool:
    if item.kind in ("taskItem", "taskList"):
        return True
    if item.kind == "blockTaskItem" or not item.content:
        return False
    return item.content[0].kind not in _LISTS and item.content[0].kind != "decisionList"


def _is_tight(item: Node) -> bool:
    if item.kind != "listItem":
        return True
    first, rest = item.content[0], item.content[1:]
    if first.kind != "paragraph" or first.attributes or (rest and not _has_words(first)):
        return False
    return len(rest) <= 1 and all(_interrupts(block) and all(map(_is_tight, block.content)) for block in rest)


def _interrupts(block: Node) -> bool:
    """Whether a list may stand right under a line of text and still be a list."""
    if block.kind not in ("bulletList", "orderedList", "taskList") or block.number("order", 1) != 1:
        return False
    first = block.content[0] if block.content else EMPTY_PARAGRAPH
    if first.kind == "taskItem":
        return all(item.kind != "blockTaskItem" for item in block.content)
    if first.kind != "listItem" or not all(map(_is_simple_item, block.content)):
        return False
    head = first.content[0]
    return head.kind == "paragraph" and bool(head.content) and not head.attributes


def _group(block: Node) -> str:
    return "ordered" if block.kind == "orderedList" else "bullet" if block.kind in _LISTS else ""


def _indented(lines: str, by: str) -> str:
    return "\n".join(by + line if line else line for line in lines.split("\n"))


def _pipe_columns(table: Node) -> list[str] | None:
    """The delimiter of each column when GFM's pipe table can say this table, else None."""
    rows = table.content
    width = len(rows[0].content) if rows else 0
    if not width:
        return None
    columns: list[set[str]] = [set() for _ in range(width)]
    for number, row in enumerate(rows):
        kind = "tableCell" if number else "tableHeader"
        if len(row.content) != width:
            return None
        for column, (cell, head) in enumerate(zip(row.content, rows[0].content, strict=True)):
            widths = cell.get("colwidth")
            if cell.kind != kind or len(cell.content) != 1 or widths != head.get("colwidth"):
                return None
            if any(n not in ("colwidth", "localId") and (kind, n, v) not in DEFAULTS for n, v in cell.attributes):
                return None
            if isinstance(widths, tuple) and len(widths) != 1:
                return None
            line = cell.content[0]
            if line.kind != "paragraph" or any(name not in ("align", "localId") for name, _ in line.attributes):
                return None
            if line.content or line.get("align"):
                columns[column].add(line.string("align"))
            if not line.content and line.get("align"):
                return None
    if any(len(found) > 1 for found in columns):
        return None
    delimiters = {"": "---", "center": ":---:", "end": "---:"}
    return [delimiters[next(iter(found), "")] for found in columns]
