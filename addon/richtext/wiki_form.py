"""What wiki markup can say: any document brought to a form that comes back equal when it is written and read.

Wiki markup has no blocks inside list items or cells, no nested quotes, no task lists. Such blocks step out of
their list, cells become lines, boxes become signs. No text is lost.
"""

import re
from collections.abc import Iterable

from addon.richtext.adf_degrade import signed_items
from addon.richtext.inlines import tidy, tidy_marks
from addon.richtext.labels import label
from addon.richtext.tables import rectangular, unspanned
from addon.richtext.text import line_text
from addon.richtext.tree import EMPTY_PARAGRAPH, HARD_BREAK, NOTHING, Attributes, Document, Mark, Node, text
from addon.richtext.wiki_pictures import around_pictures, as_alternative

_STRONG = Mark("strong")
_MARKS = frozenset({"strong", "em", "strike", "underline", "subsup", "code", "link", "textColor"})
_IMAGE = re.compile(r"(?:https?://|/)[^\s!|]{1,2000}\Z")
_NO_TARGET = re.compile(r"[\\\[\]|{}]")
_LANGUAGE = re.compile(r"[A-Za-z0-9+#._-]+")
_LISTS = frozenset({"bulletList", "orderedList"})
MOST_LEVELS = 12
"""Levels of lists that are read and written."""
_INLINE_KINDS = frozenset({"text", "hardBreak", "mention"})


def wiki_form(document: Document) -> Document:
    """The document in wiki markup's own terms."""
    return Document(tuple(map(_shallow, _blocks(document.blocks, frozenset()))))


def _shallow(node: Node, levels: int = MOST_LEVELS) -> Node:
    """The block with no list deeper than wiki markup is read; items of deeper ones follow the item they are in."""
    if node.kind in _LISTS:
        items: list[Node] = []
        for item in node.content:
            line, *nested = item.content
            inner = [_shallow(each, max(levels - 1, 1)) for each in nested]
            items.append(item._replace(content=(line, *inner) if levels > 1 else (line,)))
            if levels == 1:
                items.extend(deeper for each in inner for deeper in each.content)
        return node._replace(content=tuple(items))
    if node.kind in ("blockquote", "panel"):
        return node._replace(content=tuple(map(_shallow, node.content)))
    return node


def _blocks(nodes: Iterable[Node], framed: frozenset[str]) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        found.extend(_block(node, framed))
    return found


def _block(node: Node, framed: frozenset[str]) -> list[Node]:
    kind = node.kind
    if kind == "paragraph":
        return [Node("paragraph", _line(node.content))]
    if kind == "heading":
        return [Node("heading", _line(node.content), (("level", node.number("level", 1)),))]
    if kind in _LISTS:
        return _list(node, framed)
    if kind in ("taskList", "decisionList"):
        items = signed_items(node, lambda item: (_lines_of(item.content), NOTHING))
        return _list(Node("bulletList", tuple(items)), framed)
    if kind == "codeBlock":
        return _code(node)
    if kind == "rule":
        return [Node("rule")]
    if kind == "table":
        return _table(node)
    if kind in ("blockquote", "panel"):
        inner = _blocks(node.content, framed | {kind})
        if kind in framed:
            return inner
        values = tuple(pair for pair in node.attributes if pair[0] in ("panelType", "panelColor"))
        return [Node(kind, tuple(inner) or (EMPTY_PARAGRAPH,), values)]
    if kind == "expand" and node.string("title"):
        title = Node("paragraph", tidy([text(node.string("title"), _STRONG)]))
        return [title, *_blocks(node.content, framed)]
    if kind == "mediaSingle" or kind == "mediaGroup":
        return [_part(part) for part in node.content]
    if kind in ("blockCard", "embedCard"):
        return [Node("paragraph", (_linked(node),))]
    return _blocks(node.content, framed)


def _part(part: Node) -> Node:
    return Node("paragraph", _line(part.content if part.kind == "caption" else (part,)))


def _picture(node: Node) -> Node:
    """A picture by address, with its link where brackets can be written around it."""
    url = node.string("url")
    alt = as_alternative(node.string("alt"))
    values = {"type": "external", "url": url} | ({"alt": alt} if alt else {})
    links = NOTHING if _NO_TARGET.search(url + alt) else tuple(map(_target, filter(_is_link, node.marks)))
    return Node("mediaInline", NOTHING, tuple(sorted(values.items())), "", links)


def _is_link(mark: Mark) -> bool:
    return mark.kind == "link"


def _target(link: Mark) -> Mark:
    """The link with nothing but its address."""
    return Mark("link", tuple(pair for pair in link.attributes if pair[0] == "href"))


def _linked(node: Node) -> Node:
    url = node.string("url")
    return text(label(node), Mark("link", (("href", url),))) if url else text(label(node))


def _line(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Inlines of a line: text with the marks there are, breaks, mentions; the rest as labels."""
    found: list[Node] = []
    for node in nodes:
        if node.kind == "text":
            marks = tuple(_target(mark) if _is_link(mark) else mark for mark in node.marks if mark.kind in _MARKS)
            found.append(node._replace(marks=in_order(marks)))
        elif node.kind in _INLINE_KINDS:
            found.append(node)
        elif node.kind in ("media", "mediaInline") and _IMAGE.match(node.string("url")):
            found.append(_picture(node))
        elif node.kind == "inlineCard":
            found.append(_linked(node))
        elif node.kind == "opaqueInline":
            found.append(text(line_text(node.content)))
        else:
            found.append(text(label(node)))
    return tidy(found)


def as_target(address: str) -> str:
    """The address as the target of a link; signs that would end or change the markup percent-encoded."""
    return _NO_TARGET.sub(lambda found: f"%{ord(found[0]):02X}", address)


_ORDER = ("textColor", "link", "strong", "em", "underline", "strike", "subsup", "code")


def in_order(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Marks from the outside in, always in the same order."""
    return tidy_marks(sorted(marks, key=lambda mark: _ORDER.index(mark.kind))) if len(marks) > 1 else marks


def _list(node: Node, framed: frozenset[str]) -> list[Node]:
    """The list with one line per item; a block that cannot stand in an item ends the list and follows it."""
    found: list[Node] = []
    items: list[Node] = []
    for item in node.content:
        line: list[Node] = []
        nested: list[Node] = []
        outside: list[Node] = []
        for block in _blocks(item.content, framed):
            if outside:
                outside.append(block)
            elif block.kind == "paragraph" and not nested:
                _join(line, block.content)
            elif block.kind in _LISTS and not (nested and nested[-1].kind == block.kind):
                nested.append(block)
            else:
                outside.append(block)
        items.append(Node("listItem", (Node("paragraph", around_pictures(tidy(line))), *nested)))
        if outside:
            found.append(Node(node.kind, tuple(items)))
            found.extend(outside)
            items = []
    if items:
        found.append(Node(node.kind, tuple(items)))
    return found


def _join(line: list[Node], more: tuple[Node, ...]) -> None:
    """Adds a line to the lines of an item."""
    line.extend((HARD_BREAK, *more) if line else more)


def _code(node: Node) -> list[Node]:
    code = "".join(piece.text for piece in node.content)
    if "{code}" in code and "{noformat}" in code:
        return [Node("paragraph", tidy([text(code)]))]
    values = language_of(node.string("language") if "{code}" not in code else "")
    return [Node("codeBlock", (text(code),) if code else NOTHING, values)]


def language_of(name: str) -> Attributes:
    """The language of code as its macro can say it; nothing where the macro could not."""
    return (("language", name),) if _LANGUAGE.fullmatch(name) else NOTHING


def _table(node: Node) -> list[Node]:
    rows: list[Node] = []
    for row in unspanned(node).content:
        cells = [Node(cell.kind, (Node("paragraph", _cell_line(cell)),)) for cell in row.content]
        if cells:
            rows.append(Node("tableRow", tuple(cells)))
    return [rectangular(Node("table", tuple(rows)))] if rows else []


def _cell_line(cell: Node) -> tuple[Node, ...]:
    return around_pictures(_line(_lines_of(cell.content)))


def _lines_of(blocks: tuple[Node, ...]) -> tuple[Node, ...]:
    """All lines inside some blocks, parted by hard breaks."""
    found: list[Node] = []
    for block in blocks:
        if block.kind in ("paragraph", "heading", "taskItem", "decisionItem", "caption"):
            inner = block.content
        elif block.kind == "codeBlock":
            inner = tuple(piece._replace(marks=(Mark("code"),)) for piece in block.content)
            inner = tidy(inner)
        elif block.kind in ("media", "blockCard", "embedCard"):
            inner = (_linked(block),) if block.kind != "media" else (block,)
        else:
            title = block.string("title") if block.kind == "expand" else ""
            head: tuple[Node, ...] = (text(title, _STRONG), HARD_BREAK) if title else ()
            inner = (*head, *_lines_of(block.content))
        if inner and found:
            found.append(HARD_BREAK)
        found.extend(inner)
    return tidy(found)
