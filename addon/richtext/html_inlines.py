"""Reads what stands in a line of HTML: formatting, links, pictures, and our own inlines in spans."""

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from addon.richtext.adf_reader import read_adf
from addon.richtext.adf_source import digest_of
from addon.richtext.checks import visible
from addon.richtext.colors import STATUSES
from addon.richtext.html_elements import (
    Marks,
    carried_by,
    painted,
    without,
    words_of,
)
from addon.richtext.html_flow import PICTURE, Flow
from addon.richtext.html_text import STATUS_SHAPE
from addon.richtext.inlines import tidy_marks
from addon.richtext.kinds import INLINES, MARKS, checked, complete
from addon.richtext.labels import label, timestamp_of
from addon.richtext.references import References
from addon.richtext.styles import back, marks_of, styles_of
from addon.richtext.tree import (
    MAX_DEPTH,
    NOTHING,
    Mark,
    Node,
    Value,
    attributes,
)
from addon.richtext.urls import safe_image, safe_url

MARKS_OF_TAGS = {
    "b": Mark("strong"),
    "strong": Mark("strong"),
    "i": Mark("em"),
    "em": Mark("em"),
    "cite": Mark("em"),
    "dfn": Mark("em"),
    "var": Mark("em"),
    "u": Mark("underline"),
    "ins": Mark("underline"),
    "s": Mark("strike"),
    "strike": Mark("strike"),
    "del": Mark("strike"),
    "code": Mark("code"),
    "kbd": Mark("code"),
    "samp": Mark("code"),
    "tt": Mark("code"),
    "sub": Mark("subsup", (("type", "sub"),)),
    "sup": Mark("subsup", (("type", "sup"),)),
    "mark": Mark("backgroundColor", (("color", "#ffff00"),)),
}
_MENTION = re.compile(r"version:[\d.]+,\s*([0-9a-fA-F-]{32,36})")
_ATOMS = frozenset({"status", "mention", "emoji", "inlineCard", "placeholder", "media", "mediaInline", "date"})


class InlineReader(ABC):
    """The walk through inline elements; blocks are the business of the readers built on it."""

    def __init__(self, references: References) -> None:
        self.references = references
        self.boxes = False  # whether a check box was met

    @abstractmethod
    def children(self, element: LexborNode, flow: Flow, marks: Marks) -> None:
        """Everything inside an element."""

    @abstractmethod
    def element(self, element: LexborNode, flow: Flow, marks: Marks) -> None:
        """One element."""

    def flattened(self, element: LexborNode, flow: Flow, marks: Marks, levels: int = 1) -> bool:
        """Ends the line; where a block of so many levels nests too deep, takes only what is inside, and says so."""
        if flow.line:
            flow.close()
        if flow.depth + levels <= MAX_DEPTH:
            return False
        self.children(element, flow, marks)
        if flow.line:
            flow.close()
        return True

    def inline(self, tag: str, element: LexborNode, flow: Flow, marks: Marks) -> None:
        """Formatting, links and the inlines that we carry in spans."""
        given = element.attributes
        if given or tag == "time":
            carried = carried_by(given)
            node = self.atom(tag, element, given, carried)
            if node is not None:
                links = tuple(mark for mark in marks if mark.kind == "link")
                if links and node.kind in (PICTURE, "mediaInline"):
                    node = node._replace(marks=(*links, *node.marks))
                flow.line.append(node)
                return
        mark = MARKS_OF_TAGS.get(tag)
        if mark is not None:
            marks = tidy_marks((*marks, mark)) if marks else (mark,)
        if not given:
            self.children(element, flow, marks)
            return
        if tag == "a":
            href = given.get("href")
            address = safe_url(href) if href else None
            if address is not None:
                values: dict[str, Value] = {"href": address}
                if title := visible(given.get("title")):
                    values["title"] = title
                marks = tidy_marks((*without(marks, {"link"}), Mark("link", attributes(values))))
        elif tag == "font" and (color := given.get("color")):
            found, _ = marks_of(f"color:{color}")
            marks = painted(marks, found)
        style = given.get("style")
        if style:
            found, gone = marks_of(style)
            if tag == "a":
                found = tuple(each for each in found if each.kind not in ("underline", "textColor"))
            if gone:
                marks = without(marks, gone)
            if found:
                marks = painted(marks, found)
        self.children(element, flow, marks)

    def atom(
        self, tag: str, element: LexborNode, given: Mapping[str, str | None], carried: Mapping[str, object]
    ) -> Node | None:
        """An inline that is no text, None when the element only looks like one or was edited."""
        mention = given.get("data-vss-mention")
        if mention is not None and (found := _MENTION.match(mention)):
            values: dict[str, object] = {"id": found[1], "text": words_of(element), "home": "azuredevops"}
            if carried.get("home") == "jira":
                values = dict(carried)
            return Node("mention", NOTHING, checked(INLINES["mention"], {**values, **_extra(carried)}))
        if tag == "time":
            return self.date(element, carried)
        kind = carried.get("kind")
        if kind == "opaqueInline":
            return self.opaque_inline(element, carried)
        style = given.get("style") or ""
        if tag == "span" and STATUS_SHAPE in style.replace(": ", ":").replace("; ", ";"):
            return _status(element, styles_of(style), carried)
        if not isinstance(kind, str) or kind not in _ATOMS:
            return None
        values = dict(carried)
        if kind == "inlineCard" and "url" not in values:
            values["url"] = given.get("href")
        name = "mediaInline" if kind == PICTURE else kind
        node = Node(kind, NOTHING, checked(INLINES[name], values))
        if not complete(kind, node.attributes) or " ".join(label(node).split()) != words_of(element):
            return None
        if kind == "inlineCard" and not node.string("url"):
            return None
        return self.known(node, values) if name == "mediaInline" else node

    def known(self, node: Node, values: Mapping[str, object]) -> Node:
        """A picture with its frame, and filled in by the caller's look-up."""
        border = {"size": values.get("borderSize"), "color": values.get("borderColor")}
        found = checked(MARKS["border"], border)
        if complete("border", found):
            node = node._replace(marks=(*node.marks, Mark("border", found)))
        return self.references.media_at(node) or node

    def date(self, element: LexborNode, carried: Mapping[str, object]) -> Node | None:
        """A day that is written as one; a time stamp that we carried must still show the same day."""
        words = words_of(element)
        stamp = carried.get("timestamp")
        if isinstance(stamp, str):
            node = Node("date", NOTHING, checked(INLINES["date"], {"timestamp": stamp}))
            if node.attributes and label(node) == words:
                return node
        found = timestamp_of(words)
        return Node("date", NOTHING, (("timestamp", found),)) if found is not None else None

    def opaque_inline(self, element: LexborNode, carried: Mapping[str, object]) -> Node | None:
        """A kept original within a line, when the caller has it and nobody edited its label."""
        raw = self.kept(carried)
        if raw is None:
            return None
        found = read_adf({"type": "doc", "content": [json.loads(raw)]})
        node = found.blocks[0].content[0] if found.blocks and found.blocks[0].content else None
        if node is None or node.kind != "opaqueInline":
            return None
        shown = "".join(piece.text for piece in node.content)
        return node if " ".join(shown.split()) == words_of(element) else None

    def kept(self, carried: Mapping[str, object]) -> str | None:
        """The raw original that a placeholder names, checked against its digest."""
        digest = carried.get("digest")
        raw = self.references.opaque(digest) if isinstance(digest, str) else None
        return raw if raw is not None and digest_of(raw) == digest else None

    def picture(self, flow: Flow, marks: Marks, given: Mapping[str, str | None], carried: Mapping[str, object]) -> None:
        """An image: by address, or the file that we carried; one without either leaves its alternative text."""
        values: dict[str, object] = dict(carried)
        source = given.get("src")
        address = safe_image(source) if source else None
        if address is not None and "url" not in values:
            values["url"] = address
        for name in ("width", "height"):
            size = given.get(name) or ""
            if name not in values and size.isascii() and size.isdigit() and 0 < int(size[:9]) < 100_000:
                values[name] = int(size)
        if given.get("alt") is not None and "alt" not in values:
            values["alt"] = given["alt"]
        if "id" not in values and address is not None:
            values["type"] = "external"
        kind = "mediaInline" if carried.get("kind") == "mediaInline" else PICTURE
        node = Node(kind, NOTHING, checked(INLINES["mediaInline"], values))
        if not node.string("id") and not node.string("url"):
            if words := given.get("alt"):
                flow.text(label(Node(PICTURE, NOTHING, (("alt", words),))), marks)
            return
        links = tuple(mark for mark in marks if mark.kind == "link")
        flow.line.append(self.known(node._replace(marks=links), values))


def _status(element: LexborNode, styles: dict[str, str], carried: Mapping[str, object]) -> Node | None:
    """A lozenge: its words stand in brackets, its color is its background."""
    words = words_of(element)
    if not (words.startswith("[") and words.endswith("]") and words[1:-1].strip()):
        return None
    behind = back(styles)
    color = next((name for name, (shade, _) in STATUSES.items() if shade == behind), behind)
    values: dict[str, object] = {"color": color, **carried, "text": words[1:-1]}
    said = carried.get("text")
    if isinstance(said, str) and " ".join(f"[{said}]".split()) == words:
        values["text"] = said
    node = Node("status", NOTHING, checked(INLINES["status"], values))
    return node if complete("status", node.attributes) else None


def _extra(carried: Mapping[str, object]) -> dict[str, object]:
    """What a mention carries beside its account."""
    return {name: carried[name] for name in ("accessLevel", "userType") if name in carried}
