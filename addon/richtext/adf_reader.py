"""Reads Atlassian's document format into the tree.

Lenient on purpose: whatever lies in the wrong place is unwrapped rather than refused, an attribute that does
not pass its check is dropped, and a node of an unknown kind is kept whole as opaque. Text is never lost.
Recursion stops at `MAX_DEPTH`; what is below becomes one paragraph of its text.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence

from addon.richtext.adf_fit import fitted
from addon.richtext.errors import Refused
from addon.richtext.inlines import clean, tidy, tidy_marks
from addon.richtext.kinds import (
    BLOCKS,
    HOLDS_BLOCKS,
    HOLDS_INLINES,
    HOLDS_OWN,
    INLINES,
    MARKS,
    PARTS,
    checked,
    complete,
)
from addon.richtext.labels import label
from addon.richtext.references import NO_REFERENCES, References
from addon.richtext.tree import (
    EMPTY_PARAGRAPH,
    HARD_BREAK,
    MAX_DEPTH,
    NOTHING,
    Attributes,
    Document,
    Mark,
    Node,
)

Raw = Mapping[str, object]
_NO_MARKS: tuple[Mark, ...] = NOTHING


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
    except ValueError as error:
        raise Refused("not_json", f"This is not JSON: {error}.") from None


def digest_of(raw: str) -> str:
    """The short name by which a placeholder refers to its kept original."""
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class _Reader:
    def __init__(self, references: References) -> None:
        self.references = references

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
        if depth >= MAX_DEPTH and kind not in ("paragraph", "heading", "codeBlock", "rule"):
            return _flat(item)
        if kind == "nestedExpand":
            kind = "expand"
        if not isinstance(kind, str) or kind in ("doc", "text"):
            return self.blocks(item.get("content"), depth)
        if kind in _BLOCK_OPAQUE or kind not in BLOCKS or kind == "opaque":
            return self.opaque(item, depth)
        if kind in PARTS:
            return self.stray(kind, item, depth)
        found = _attributes(kind, item)
        if kind in HOLDS_INLINES:
            if not complete(kind, found):
                kind, found = "paragraph", NOTHING
            return [Node(kind, self.inlines(item.get("content"), depth + 1), found)]
        if kind == "codeBlock":
            code = clean(_text_of(item.get("content")))
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
        for each in _list(item.get("content")):
            if isinstance(each, dict):
                parts.extend(self.part(kind, each, depth + 1))
                if kind == "mediaGroup" and each.get("type") != "media":
                    inside.extend(self.blocks([each], depth + 1))
                elif each.get("type") == "media" and kind in ("mediaSingle", "mediaGroup"):
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
        if kind in HOLDS_OWN:
            if depth >= MAX_DEPTH:
                return _wrapped(parent, tuple(_flat(item)))
            return self.family(kind, item, _attributes(kind, item), depth)
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

    def inlines(self, items: object, depth: int) -> tuple[Node, ...]:
        """Inlines in normal form; blocks among them keep their text, each on its own line."""
        found: list[Node] = []
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict):
                found.extend(self.inline(item, depth))
            elif isinstance(item, str):
                found.append(Node("text", NOTHING, NOTHING, item))
        return tidy(found)

    def inline(self, item: Raw, depth: int) -> list[Node]:
        """One inline; words inside one that holds nothing follow it."""
        found = self.own_inline(item, depth)
        kind = item.get("type")
        if item.get("content") and isinstance(kind, str) and kind in INLINES:
            found.append(Node("text", NOTHING, NOTHING, _text_of(item["content"])))
        return found

    def own_inline(self, item: Raw, depth: int) -> list[Node]:
        """The inline itself."""
        kind = item.get("type")
        if kind == "text":
            value = item.get("text")
            if not isinstance(value, str) or not value:
                return []
            marks = item.get("marks")
            return [Node("text", NOTHING, NOTHING, value, _marks(marks) if marks else _NO_MARKS)]
        if kind == "hardBreak":
            return [HARD_BREAK]
        if not isinstance(kind, str) or kind in BLOCKS or kind in ("nestedExpand", *_BLOCK_OPAQUE):
            words = _text_of([item])
            return [Node("text", NOTHING, NOTHING, words)] if words else []
        if kind == "mediaInline":
            media = self.media(item)
            if media is None or media.string("id") or media.string("url"):
                return [media] if media is not None else []
            return [Node("text", NOTHING, NOTHING, label(media))]
        if kind not in INLINES or kind == "opaqueInline":
            return [self.opaque_inline(item)]
        values = dict(_attrs(item))
        if kind == "mention":
            values.setdefault("home", "jira")
        elif kind == "inlineCard":
            values = _card_values(values)
        node = Node(kind, NOTHING, checked(INLINES[kind], values))
        if not complete(kind, node.attributes) or (kind == "inlineCard" and not _has_target(node)):
            words = _first_string(values, "text", "shortName", "url", "timestamp")
            return [Node("text", NOTHING, NOTHING, words)] if words else []
        return [node]

    def media(self, item: Raw) -> Node | None:
        """A media file, filled in by the caller's look-up; None when it names no file."""
        kind = "mediaInline" if item.get("type") == "mediaInline" else "media"
        values = dict(_attrs(item))
        if kind == "mediaInline" and values.get("data") is not None:
            values["dataJson"] = _dumps(values["data"])
        node = Node(kind, NOTHING, checked((INLINES if kind == "mediaInline" else BLOCKS)[kind], values))
        if not node.string("id") and not node.string("url"):
            if not node.string("alt"):
                return None
            node = node.with_attributes(type=None, collection=None)
        marks = item.get("marks")
        if marks:
            kept = tuple(mark for mark in _marks(marks) if mark.kind in ("link", "border", "annotation"))
            node = node._replace(marks=kept)
        known = self.references.media_at(node)
        return node if known is None else known

    def card(self, kind: str, item: Raw, _: Attributes) -> list[Node]:
        """A block or embedded card; one without an allowed address keeps its address as text."""
        values = _card_values(_attrs(item))
        node = Node(kind, NOTHING, checked(BLOCKS[kind], values))
        if _has_target(node) and complete(kind, node.attributes):
            return [node]
        words = _first_string(values, "url")
        return [Node("paragraph", tidy([Node("text", NOTHING, NOTHING, words)]))] if words else []

    def opaque(self, item: Raw, depth: int) -> list[Node]:
        """A block nobody here understands: kept whole, with a visible label and its readable content."""
        inner = self.blocks(item.get("content"), depth + 1)
        try:
            raw = _dumps(item)
        except (RecursionError, ValueError):
            return inner
        title = Node("paragraph", tidy([Node("text", NOTHING, NOTHING, _title(item))]))
        return [Node("opaque", (title, *inner), (("raw", raw),))]

    def opaque_inline(self, item: Raw) -> Node:
        """The same within a line."""
        words = _text_of(item.get("content"))
        shown = _title(item) + (" " + words if words else "")
        try:
            found: Attributes = (("raw", _dumps(item)),)
        except (RecursionError, ValueError):
            return Node("text", NOTHING, NOTHING, shown)
        return Node("opaqueInline", tidy([Node("text", NOTHING, NOTHING, shown.replace("\n", " "))]), found)


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


_BLOCK_OPAQUE = frozenset({"extension", "bodiedExtension", "multiBodiedExtension", "syncBlock", "bodiedSyncBlock"})
_INLINE_OPAQUE = frozenset({"inlineExtension"})


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def _attrs(item: Raw) -> Mapping[str, object]:
    found = item.get("attrs")
    return found if isinstance(found, dict) else {}


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _attributes(kind: str, item: Raw) -> Attributes:
    """The checked attributes, with the marks that ADF puts on blocks folded in."""
    values = item.get("attrs")
    marks = item.get("marks")
    if not marks:
        return checked(BLOCKS[kind], values) if isinstance(values, dict) and values else NOTHING
    merged: dict[str, object] = dict(_attrs(item))
    for mark in _list(marks):
        if isinstance(mark, dict):
            given = _attrs(mark)
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
                merged["fragment"], merged["fragmentName"] = given.get("localId"), given.get("name")
    return checked(BLOCKS[kind], merged)


_SIMPLE = [{"type": kind} for kind in ("strong", "em", "code", "underline", "strike")]
_SIMPLE_MARKS = {each["type"]: (Mark(each["type"]),) for each in _SIMPLE}


def _marks(items: object) -> tuple[Mark, ...]:
    if len(_list(items)) == 1 and items[0] in _SIMPLE:  # type: ignore[index]
        return _SIMPLE_MARKS[items[0]["type"]]  # type: ignore[index]
    found: list[Mark] = []
    for item in _list(items):
        if not isinstance(item, dict):
            continue
        kind = item.get("type")
        specification = MARKS.get(kind) if isinstance(kind, str) else None
        if isinstance(kind, str) and specification is not None:
            values = checked(specification, _attrs(item)) if specification else NOTHING
            if complete(kind, values):
                found.append(Mark(kind, values))
    return tidy_marks(found) if len(found) > 1 else tuple(found)


def _with_link(found: Attributes, item: Raw, media: list[Node]) -> Attributes:
    """A link on the frame of a picture moves to the picture, the place HTML has for it."""
    links = tuple(mark for mark in _marks(item.get("marks")) if mark.kind == "link")
    if links and not media[0].has_mark("link"):
        media[0] = media[0]._replace(marks=(*media[0].marks, *links))
    return found


def _singles(media: Sequence[Node]) -> list[Node]:
    return [Node("mediaSingle", (each,), (("layout", "center"),)) for each in media]


def _card_values(values: Mapping[str, object]) -> dict[str, object]:
    """Card attributes with their structured parts as text, and the address taken out of them."""
    found = dict(values)
    for name in ("data", "datasource"):
        if found.get(name) is not None:
            try:
                found[name + "Json"] = _dumps(found[name])
            except (RecursionError, ValueError):
                continue
    return found


def _has_target(node: Node) -> bool:
    return any(node.get(name) is not None for name in ("url", "dataJson", "datasourceJson"))


def _first_string(values: Mapping[str, object], *names: str) -> str:
    for name in names:
        value = values.get(name)
        if isinstance(value, str) and value:
            return value
    return ""


def _title(item: Raw) -> str:
    """The placeholder's label: what it is, and the text it says about itself."""
    values = _attrs(item)
    kind = item.get("type")
    key = _first_string(values, "extensionKey")
    said = _first_string(values, "text", "title", "name", "alt")
    name = f"Macro: {key}" if key else str(kind)
    return clean(f"[{name}]" + (f" {said}" if said else "")).replace("\n", " ")


def _text_of(items: object) -> str:
    """All text below, without recursion: blocks end in line feeds."""
    words: list[str] = []
    waiting: list[object] = list(reversed(_list(items)))
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            words.append(item)
        elif isinstance(item, dict):
            kind = item.get("type")
            if kind == "text":
                value = item.get("text")
                words.append(value if isinstance(value, str) else "")
                waiting.extend(reversed(_list(item.get("content"))))
            elif kind == "hardBreak":
                words.append("\n")
                waiting.extend(reversed(_list(item.get("content"))))
            elif isinstance(kind, str) and kind in INLINES:
                words.append(label(Node(kind, NOTHING, checked(INLINES[kind], _attrs(item)))))
                waiting.extend(reversed(_list(item.get("content"))))
            else:
                below = _list(item.get("content"))
                if kind in ("expand", "nestedExpand"):
                    words.append(_first_string(_attrs(item), "title") + "\n")
                elif isinstance(kind, str) and kind not in BLOCKS:
                    words.append(_first_string(_attrs(item), "text"))
                if words and not words[-1].endswith("\n") and kind in ("paragraph", "heading", "codeBlock"):
                    words.append("\n")
                waiting.extend(reversed(below))
    return "".join(words)


def _flat(item: Raw) -> list[Node]:
    words = _text_of([item])
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
