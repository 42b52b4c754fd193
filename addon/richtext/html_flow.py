"""Gathers what an HTML walk meets into blocks: lines become paragraphs, spaces collapse as a browser does it."""

import re
from collections.abc import Iterable, Mapping

from addon.richtext.html_text import line_spaces
from addon.richtext.inlines import tidy
from addon.richtext.kinds import BLOCKS, checked
from addon.richtext.lift import standing_alone
from addon.richtext.tree import EMPTY_PARAGRAPH, HARD_BREAK, NOTHING, Attributes, Mark, Node, attributes

_SPACE = re.compile("[ \t\n\r\f]+")

CHECKBOX = "checkbox"
"""A check box on its way to its task list; becomes a sign where there is no such list."""

PICTURE = "media"
"""A picture met in a line of text: alone it becomes a block, among words an inline."""


class Placement:
    """What paragraphs inherit from the elements around them."""

    __slots__ = ("align", "indent", "small")

    def __init__(self, align: str | None = None, indent: int = 0, small: bool = False) -> None:
        self.align = align
        self.indent = indent
        self.small = small

    def attributes(self) -> Attributes:
        if self.align is None and not self.indent and not self.small:
            return NOTHING
        values: dict[str, str | int | float | bool | tuple[int | float, ...]] = {}
        if self.align in ("center", "end"):
            values["align"] = self.align
        if self.indent:
            values["indent"] = min(self.indent, 6)
        if self.small:
            values["small"] = True
        return attributes(values)


PLAIN = Placement()


class Flow:
    """Blocks being gathered at one level of the tree."""

    __slots__ = ("blocks", "depth", "line", "next", "placement")

    def __init__(self, depth: int, placement: Placement = PLAIN) -> None:
        self.blocks: list[Node] = []
        self.line: list[Node] = []
        self.next: Mapping[str, object] = {}
        self.depth = depth
        self.placement = placement

    def text(self, words: str, marks: tuple[Mark, ...]) -> None:
        """Text as it stands in the source."""
        self.line.append(Node("text", NOTHING, NOTHING, words, marks))

    def kept(self, words: str, marks: tuple[Mark, ...], spaces: bool) -> None:
        """Text whose line ends are seen, and all its spaces as well if `spaces`."""
        if not self.line and words.isspace():  # between blocks
            return
        for number, line in enumerate(words.split("\n")):
            if number:
                self.line.append(HARD_BREAK)
            if line and spaces:
                before = self.line[-1] if self.line else HARD_BREAK
                edge = before is HARD_BREAK or before.text[-1:] in (" ", "\u00a0")
                line = line_spaces(line.replace("\t", "    "), edge, False)
            if line:
                self.text(line, marks)

    def add(self, block: Node) -> None:
        """A finished block; the line before it ends."""
        if self.line:
            self.close()
        self.push(block)

    def push(self, block: Node) -> None:
        """Takes the block in, with what was said before it about the next one."""
        if self.next:
            block = completed(block, self.next)
            self.next = {}
        self.blocks.append(block)

    def close(self) -> None:
        """Ends the line: what is visible of it becomes a paragraph."""
        line, self.line = self.line, []
        content = collapsed(line)
        if content is None:
            return
        placed = self.placement.attributes()
        if any(node.kind == PICTURE for node in content):
            pictures = standing_alone(content, PICTURE)
            if pictures is not None:
                for picture in pictures:
                    self.push(picture)
                return
            content = tuple(n._replace(kind="mediaInline") if n.kind == PICTURE else n for n in content)
        self.push(Node("paragraph", content, placed) if content or placed else EMPTY_PARAGRAPH)

    def finish(self) -> tuple[Node, ...]:
        """Ends the last line and gives all blocks."""
        if self.line:
            self.close()
        return tuple(self.blocks)


def collapsed(line: Iterable[Node]) -> tuple[Node, ...] | None:
    """The line with spaces collapsed and its last break gone; None when nothing of it is visible."""
    out: list[Node] = []
    after_space = True
    broken = False
    for node in line:
        kind = node.kind
        if kind == "text":
            words = node.text
            if "\n" in words or "  " in words or "\t" in words or "\r" in words or "\f" in words:
                words = _SPACE.sub(" ", words)
            if after_space and words[:1] == " ":
                words = words[1:]
            if words:
                after_space = words[-1] == " "
                out.append(node if words is node.text else node._replace(text=words))
            continue
        if kind == "hardBreak":
            _trim(out)
            after_space = broken = True
        elif kind == CHECKBOX:
            after_space = True
        else:
            after_space = False
        out.append(node)
    _trim(out)
    if out and out[-1] is HARD_BREAK:
        out.pop()
    if not out and not broken:
        return None
    return tidy(out)


def _trim(out: list[Node]) -> None:
    while out and out[-1].kind == "text" and out[-1].text[-1:] == " ":
        words = out[-1].text[:-1]
        if words:
            out[-1] = out[-1]._replace(text=words)
            return
        out.pop()


def completed(block: Node, values: Mapping[str, object]) -> Node:
    """The block with attributes that were written before it, as Markdown has no place for them."""
    known = BLOCKS.get(block.kind)
    if known is None:
        return block
    columns = values.get("columns")
    if block.kind == "table" and isinstance(columns, list):
        rows = tuple(row._replace(content=_wide(row.content, columns)) for row in block.content)
        block = block._replace(content=rows)
    return block._replace(attributes=attributes({**dict(checked(known, values)), **dict(block.attributes)}))


def _wide(cells: tuple[Node, ...], columns: list[object]) -> tuple[Node, ...]:
    if len(cells) != len(columns):
        return cells
    return tuple(
        cell._replace(attributes=checked(BLOCKS[cell.kind], {"colwidth": [width], **dict(cell.attributes)}))
        for cell, width in zip(cells, columns, strict=True)
    )
