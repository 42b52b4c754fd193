"""Reads what stands in a line of Atlassian's document format: text, mentions, files, cards, macros."""

from collections.abc import Mapping

from addon.richtext.adf_source import BLOCK_OPAQUE, Raw, attributes_of, dumped, first_string, list_of, text_of, title_of
from addon.richtext.inlines import clean, tidy, tidy_marks
from addon.richtext.kinds import BLOCKS, INLINES, MARKS, checked, complete, mark_values
from addon.richtext.labels import label
from addon.richtext.references import References
from addon.richtext.tree import HARD_BREAK, NOTHING, Attributes, Mark, Node

MEDIA_MARKS = ("link", "border", "annotation")
"""Marks of a picture or file, in the order in which they are kept."""
_NO_MARKS: tuple[Mark, ...] = NOTHING
_SIMPLE = [{"type": kind} for kind in ("strong", "em", "code", "underline", "strike")]
_SIMPLE_MARKS = {each["type"]: (Mark(each["type"]),) for each in _SIMPLE}


class LineReader:
    """What stands in a line; the block reader is built on it."""

    def __init__(self, references: References) -> None:
        self.references = references

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
        if item.get("content") and isinstance(kind, str) and kind in INLINES and kind != "opaqueInline":
            found.append(Node("text", NOTHING, NOTHING, text_of(item["content"])))
        return found

    def own_inline(self, item: Raw, depth: int) -> list[Node]:
        """The inline itself."""
        kind = item.get("type")
        if kind == "text":
            value = item.get("text")
            if not isinstance(value, str) or not value:
                return []
            marks = item.get("marks")
            return [Node("text", NOTHING, NOTHING, value, words_marks(marks_of(marks)) if marks else _NO_MARKS)]
        if kind == "hardBreak":
            return [HARD_BREAK]
        if not isinstance(kind, str) or kind in BLOCKS or kind in ("nestedExpand", *BLOCK_OPAQUE):
            words = text_of([item])
            return [Node("text", NOTHING, NOTHING, words)] if words else []
        if kind == "mediaInline":
            media = self.media(item)
            if media is None or media.string("id") or media.string("url"):
                return [media] if media is not None else []
            return [Node("text", NOTHING, NOTHING, label(media))]
        if kind not in INLINES or kind == "opaqueInline":
            return [self.opaque_inline(item)]
        values = dict(attributes_of(item))
        if kind == "mention":
            values.setdefault("home", "jira")
        elif kind == "inlineCard":
            values = card_values(values)
        node = Node(kind, NOTHING, checked(INLINES[kind], values))
        if not complete(kind, node.attributes) or (kind == "inlineCard" and not has_target(node)):
            words = first_string(values, "text", "shortName", "url", "timestamp")
            return [Node("text", NOTHING, NOTHING, words)] if words else []
        return [node]

    def media(self, item: Raw) -> Node | None:
        """A media file, filled in by the caller's look-up; None when it names no file."""
        kind = "mediaInline" if item.get("type") == "mediaInline" else "media"
        values = dict(attributes_of(item))
        if kind == "mediaInline" and values.get("data") is not None:
            values["dataJson"] = dumped(values["data"])
        node = Node(kind, NOTHING, checked((INLINES if kind == "mediaInline" else BLOCKS)[kind], values))
        if not node.string("id") and not node.string("url"):
            if not node.string("alt"):
                return None
            node = node.with_attributes(type=None, collection=None)
        marks = item.get("marks")
        if marks:
            found = marks_of(marks)
            node = node._replace(marks=tuple(mark for kind in MEDIA_MARKS for mark in found if mark.kind == kind))
        known = self.references.media_at(node)
        return node if known is None else known

    def opaque_inline(self, item: Raw) -> Node:
        """The same within a line."""
        words = text_of(item.get("content"))
        shown = title_of(item) + (" " + words if words else "")
        try:
            found: Attributes = (("raw", dumped(item)),)
        except (RecursionError, ValueError):
            return Node("text", NOTHING, NOTHING, shown)
        return Node("opaqueInline", tidy([Node("text", NOTHING, NOTHING, clean(shown).replace("\n", " "))]), found)


def marks_of(items: object) -> tuple[Mark, ...]:
    if len(list_of(items)) == 1 and items[0] in _SIMPLE:  # type: ignore[index]
        return _SIMPLE_MARKS[items[0]["type"]]  # type: ignore[index]
    found: list[Mark] = []
    for item in list_of(items):
        if not isinstance(item, dict):
            continue
        kind = item.get("type")
        if isinstance(kind, str) and kind in MARKS:
            values = mark_values(kind, attributes_of(item))
            if complete(kind, values):
                found.append(Mark(kind, values))
    return tidy_marks(found) if len(found) > 1 else tuple(found)


def words_marks(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The marks that words can bear: a border is for pictures, and nothing but ADF could write it on words."""
    return tuple(mark for mark in marks if mark.kind != "border")


def card_values(values: Mapping[str, object]) -> dict[str, object]:
    """Card attributes with their structured parts as text, and the address taken out of them."""
    found = dict(values)
    for name in ("data", "datasource"):
        if found.get(name) is not None:
            try:
                found[name + "Json"] = dumped(found[name])
            except (RecursionError, ValueError):
                continue
    return found


def has_target(node: Node) -> bool:
    return any(node.get(name) is not None for name in ("url", "dataJson", "datasourceJson"))
