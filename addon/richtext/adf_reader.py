"""Reads Atlassian's document format into the tree.

Lenient on purpose: whatever lies in the wrong place is unwrapped rather than refused, an attribute that does
not pass its check is dropped, and a node of an unknown kind is kept whole as opaque. Text is never lost.
Recursion stops at `MAX_DEPTH`; what is below becomes one paragraph of its text.
"""

import json
from collections.abc import Mapping, Sequence

from addon.richtext.adf_fit import fitted
from addon.richtext.adf_line_reader import LineReader, card_values, has_target, marks_of
from addon.richtext.adf_source import (
    BLOCK_OPAQUE,
    Raw,
    attributes_of,
    dumped,
    first_string,
    list_of,
    text_of,
    title_of,
)
from addon.richtext.errors import Refused
from addon.richtext.inlines import clean, tidy
from addon.richtext.kinds import (
    BLOCKS,
    HOLDS_BLOCKS,
    HOLDS_INLINES,
    HOLDS_OWN,
    INLINES,
    PARTS,
    checked,
    complete,
)
from addon.richtext.references import NO_REFERENCES, References
from addon.richtext.tree import (
    EMPTY_PARAGRAPH,
    HARD_BREAK,
    MAX_DEPTH,
    NOTHING,
    Attributes,
    Document,
    Node,
)


def read_adf(source: object, references: References = NO_REFERENCES) -> Document:
    """The document of this ADF: JSON text or the object it stands for.

    Raises Refused (`not_json`, `not_a_document`, `too_deep`).
    """
    if isinstance(source, str | bytes):
        source = _load(source)
    if not isinstance(source, Mapping) or source.get("type") != "doc":
        raise Refused("not_a_document", 'This is no ADF document: an object with "type": "doc" is expected.')
    content = source.get("content", [])
    if not isinstance(content, list):
        raise Refused("not_a_document", "This is no ADF document: its content is not a list.")
    try:
        document = Document(tuple(_Reader(references).blocks(content, 0)))
        return fitted(document, references, keep_opaque=True)
    except RecursionError:
        raise Refused("too_deep", "The document is nested too deeply to be read.") from None


def _load(source: str | bytes) -> object:
    try:
        return json.loads(source, parse_constant=lambda word: None)
    except RecursionError:
        raise Refused("too_deep", "The document is nested too deeply to be read.") from None
    except json.JSONDecodeError as error:
        raise Refused("not_json", f"This is not JSON: {error}.") from None
    except ValueError:
        raise Refused("not_json", "This is not JSON that can be read: a number in it has too many digits.") from None


class _Reader(LineReader):
    def blocks(self, items: object, depth: int) -> list[Node]:
        """Blocks from any list; stray inlines are gathered into paragraphs."""
        found: list[Node] = []
        loose: list[Node] = []
        for item in items if isinstance(items, list) else ():
            if isinstance(item, str):
                loose.append(Node("text", NOTHING, NOTHING, item))
            if not isinstance(item, dict):
                continue
            kind = item.get("type")
            if isinstance(kind, str) and (kind in INLINES or kind in _INLINE_OPAQUE):
                loose.extend(self.inline(item, depth))
                continue
            if loose:
                found.append(Node("paragraph", tidy(loose)))
                loose = []
            found.extend(self.block(item, depth))
        if loose:
            found.append(Node("paragraph", tidy(loose)))
        return found

    def block(self, item: Raw, depth: int) -> list[Node]:
        """The block; several when it is unwrapped, none when it is empty and useless."""
        kind = item.get("type")
        if depth >= MAX_DEPTH and (kind not in _SHALLOW or (kind == "rule" and item.get("content"))):
            return _flat(item)
        if kind == "nestedExpand":
            kind = "expand"
        if not isinstance(kind, str) or kind in ("doc", "text"):
            return self.blocks(item.get("content"), depth + 1)
        if kind in BLOCK_OPAQUE or kind not in BLOCKS or kind == "opaque":
            return self.opaque(item, depth)
        if kind in PARTS:
            return self.stray(kind, item, depth)
        found = _attributes(kind, item)
        if kind in HOLDS_INLINES:
            if not complete(kind, found):
                kind, found = "paragraph", NOTHING
            return [Node(kind, self.inlines(item.get("content"), depth + 1), found)]
        if kind == "codeBlock":
            code = clean(text_of(item.get("content")))
            return [Node(kind, (Node("text", NOTHING, NOTHING, code),) if code else NOTHING, found)]
        if kind in HOLDS_BLOCKS:
            inner = self.blocks(item.get("content"), depth + 1)
            return [Node(kind, tuple(inner) or (EMPTY_PARAGRAPH,), found)] if complete(kind, found) else inner
        if kind in HOLDS_OWN:
            return self.family(kind, item, found, depth)
        inside = self.blocks(item.get("content"), depth + 1)  # these hold nothing, but words are kept
        if kind in ("blockCard", "embedCard"):
            return [*self.card(kind, item, found), *inside]
        return [Node(kind, NOTHING, found), *inside]

    def family(self, kind: str, item: Raw, found: Attributes, depth: int) -> list[Node]:
        """A node that holds only its own parts: lists, tables, layouts, media."""
        parts: list[Node] = []
        inside: list[Node] = []
        for each in list_of(item.get("content")):
            if isinstance(each, dict):
                if kind == "mediaGroup" and each.get("type") != "media":
                    inside.extend(self.blocks([each], depth + 1))
                    continue
                parts.extend(self.part(kind, each, depth + 1))
                if each.get("type") == "media" and kind in ("mediaSingle", "mediaGroup"):
                    inside.extend(self.blocks(each.get("content"), depth + 1))
            elif isinstance(each, str) and each:
                parts.extend(self.part(kind, {"type": "text", "text": each}, depth + 1))
        if kind == "mediaSingle":
            media = [part for part in parts if part.kind == "media"]
            captions = [part for part in parts if part.kind == "caption"]
            if not media:
                return [*(Node("paragraph", part.content) for part in captions), *inside]
            found = _with_link(found, item, media)
            rest = [Node("paragraph", part.content) for part in captions[1:]]
            return [Node(kind, (media[0], *captions[:1]), found), *_singles(media[1:]), *rest, *inside]
        return [Node(kind, tuple(parts), found), *inside] if parts else inside

    def part(self, parent: str, item: Raw, depth: int) -> list[Node]:
        """One child of a family, whatever it claims to be."""
        kind = item.get("type")
        own = HOLDS_OWN[parent]
        if not isinstance(kind, str) or kind not in own:
            return _wrapped(parent, tuple(self.blocks([item], depth)))
        if kind == "media":
            media = self.media(item)
            return [media] if media is not None else []
        if kind in HOLDS_OWN:  # a task list in a task list counts as two levels, as a list in an item does in HTML
            if depth + 1 >= MAX_DEPTH:
                return _wrapped(parent, tuple(_flat(item)))
            return self.family(kind, item, _attributes(kind, item), depth + 1)
        found = _attributes(kind, item)
        if kind in HOLDS_INLINES:
            return [Node(kind, self.inlines(item.get("content"), depth + 1), found)]
        return [Node(kind, tuple(self.blocks(item.get("content"), depth + 1)) or (EMPTY_PARAGRAPH,), found)]

    def stray(self, kind: str, item: Raw, depth: int) -> list[Node]:
        """A part without its family: a list item outside a list, a cell outside a table, …"""
        if kind == "media":
            media = self.media(item)
            inside = self.blocks(item.get("content"), depth + 1)
            return [*(_singles([media]) if media is not None else []), *inside]
        if kind in HOLDS_INLINES:
            return [Node("paragraph", self.inlines(item.get("content"), depth + 1))]
        if kind == "tableRow":
            return self.family("table", {"content": [item]}, NOTHING, depth)
        return self.blocks(item.get("content"), depth + 1)

    def card(self, kind: str, item: Raw, _: Attributes) -> list[Node]:
        """A block or embedded card; one without an allowed address keeps its address as text."""
        values = card_values(attributes_of(item))
        node = Node(kind, NOTHING, checked(BLOCKS[kind], values))
        if has_target(node) and complete(kind, node.attributes):
            return [node]
        words = first_string(values, "url")
        return [Node("paragraph", tidy([Node("text", NOTHING, NOTHING, words)]))] if words else []

    def opaque(self, item: Raw, depth: int) -> list[Node]:
        """A block nobody here understands: kept whole, with a visible label and its readable content."""
        inner = self.blocks(item.get("content"), depth + 1)
        try:
            raw = dumped(item)
        except (RecursionError, ValueError):
            return inner
        title = Node("paragraph", tidy([Node("text", NOTHING, NOTHING, title_of(item))]))
        return [Node("opaque", (title, *inner), (("raw", raw),))]


_SHALLOW = frozenset({"paragraph", "heading", "codeBlock", "rule"})


def _wrapped(parent: str, inner: tuple[Node, ...]) -> list[Node]:
    """Blocks that have no place in this family, as a part of it."""
    if not inner:
        return []
    if parent in ("bulletList", "orderedList"):
        return [Node("listItem", inner)]
    if parent == "taskList":
        return [Node("blockTaskItem", inner, (("state", "TODO"),))]
    if parent == "decisionList":
        return [Node("decisionItem", _flattened(inner), (("state", "DECIDED"),))]
    if parent == "table":
        return [Node("tableRow", (Node("tableCell", inner),))]
    if parent == "tableRow":
        return [Node("tableCell", inner)]
    if parent == "layoutSection":
        return [Node("layoutColumn", inner)]
    return [Node("caption", _flattened(inner))] if parent == "mediaSingle" else []


_INLINE_OPAQUE = frozenset({"inlineExtension"})


def _attributes(kind: str, item: Raw) -> Attributes:
    """The checked attributes, with the marks that ADF puts on blocks folded in."""
    values = item.get("attrs")
    marks = item.get("marks")
    if not marks:
        return checked(BLOCKS[kind], values) if isinstance(values, dict) and values else NOTHING
    merged: dict[str, object] = dict(attributes_of(item))
    for mark in list_of(marks):
        if isinstance(mark, dict):
            given = attributes_of(mark)
            name = mark.get("type")
            if name == "alignment":
                merged["align"] = given.get("align")
            elif name == "indentation":
                merged["indent"] = given.get("level")
            elif name == "fontSize":
                merged["small"] = given.get("fontSize") == "small" or None
            elif name == "breakout":
                merged["breakout"] = given.get("mode")
                merged["breakoutWidth"] = given.get("width") if given.get("mode") in ("wide", "full-width") else None
            elif name == "fragment":
                merged["fragment"] = given.get("localId")
                merged["fragmentName"] = given.get("name") if given.get("localId") else None
    return checked(BLOCKS[kind], merged)


def _with_link(found: Attributes, item: Raw, media: list[Node]) -> Attributes:
    """A link on the frame of a picture moves to the picture, the place HTML has for it."""
    links = tuple(mark for mark in marks_of(item.get("marks")) if mark.kind == "link")
    if links and not media[0].has_mark("link"):
        media[0] = media[0]._replace(marks=(*links, *media[0].marks))
    return found


def _singles(media: Sequence[Node]) -> list[Node]:
    return [Node("mediaSingle", (each,), (("layout", "center"),)) for each in media]


def _flat(item: Raw) -> list[Node]:
    words = text_of([item])
    return [Node("paragraph", tidy([Node("text", NOTHING, NOTHING, words)]))] if words else []


def _flattened(blocks: tuple[Node, ...]) -> tuple[Node, ...]:
    """The inlines of some blocks, one line each."""
    found: list[Node] = []
    for block in blocks:
        inner = block.content if block.kind in HOLDS_INLINES or block.kind == "codeBlock" else _flattened(block.content)
        if inner and found:
            found.append(HARD_BREAK)
        found.extend(inner)
    return tidy(found)
