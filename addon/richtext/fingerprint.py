"""A fingerprint of what a reader sees, blind to how it is written.

Two documents have the same fingerprint exactly when a reader would see the same words with the same
formatting in the same outline. Not seen, hence not counted: ids, the order of marks, runs of spaces and which
kind of space they are made of, blank lines, whether lines of text are parted by a line break or by a new
paragraph, black letters and white backgrounds, column widths and picture sizes.
"""

import hashlib
import json

from addon.richtext.kinds import HOLDS_INLINES, INVISIBLE
from addon.richtext.labels import label
from addon.richtext.tree import Document, Node

_UNSEEN = INVISIBLE | {
    "width", "height", "colwidth", "layout", "widthType", "displayMode", "breakout", "breakoutWidth",
    "originalWidth", "originalHeight", "wrap", "hash", "size", "name", "home", "style", "panelIconId",
    "type", "hideLineNumbers", "fontSize",
}  # fmt: skip
_DEFAULTS = {
    ("order", 1), ("colspan", 1), ("rowspan", 1), ("isNumberColumnEnabled", False), ("valign", "top"),
    ("align", "start"), ("background", "#ffffff"), ("background", ""), ("title", ""), ("language", ""),
}  # fmt: skip
_BLACK_ON_WHITE = {("textColor", "#000000"), ("backgroundColor", "#ffffff")}

Seen = list[object]


def fingerprint(document: Document) -> str:
    """64 hexadecimal digits."""
    return _digest(_blocks(document.blocks))


def block_fingerprint(block: Node) -> str:
    """The same for one block on its own; blank paragraphs share one."""
    return _digest(_blocks((block,)))


def _digest(seen: Seen) -> str:
    written = json.dumps(seen, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _blocks(nodes: tuple[Node, ...]) -> Seen:
    seen: Seen = []
    for node in nodes:
        kind = node.kind
        if kind in HOLDS_INLINES:
            frame = [kind, _visible(node)]
            for line in _lines(node.content):
                seen.append([*frame, line])
        elif kind == "codeBlock":
            code = "".join(piece.text for piece in node.content)
            seen.append([kind, _visible(node), code.rstrip()])
        elif kind in ("blockCard", "embedCard") and not node.string("url"):
            seen.append(["paragraph", [], [[[], label(node)]]])
        elif kind in ("media", "blockCard", "embedCard"):
            seen.append([kind, node.string("hash") or node.string("url") or node.string("id") or label(node)])
        elif kind == "blockTaskItem":
            seen.append(["taskItem", _visible(node), _blocks(node.content)])
        elif kind == "opaque":  # a reader sees its label and its content, and nothing around them
            seen.extend(_blocks(node.content))
        elif kind in ("mediaSingle", "layoutSection", "layoutColumn"):
            seen.append([kind, _blocks(node.content)])
        else:
            seen.append([kind, _visible(node), _blocks(node.content)])
    return seen


def _visible(node: Node) -> list[tuple[str, object]]:
    return [
        (name, value.lower() if isinstance(value, str) and name == "background" else value)
        for name, value in node.attributes
        if name not in _UNSEEN and (name, value) not in _DEFAULTS
    ]


def _lines(nodes: tuple[Node, ...]) -> list[Seen]:
    """The lines that are not blank; each a list of pieces with their marks, spaces made equal."""
    lines: list[Seen] = []
    line: list[tuple[object, str]] = []
    for node in nodes:
        if node.kind == "hardBreak":
            _close(lines, line)
        elif node.kind == "text":
            marks = sorted(found for mark in node.marks if (found := _mark(mark.kind, mark.attributes)))
            line.append((marks, node.text.replace("\u00a0", " ")))
        elif node.kind in ("media", "mediaInline"):
            line.append((["media"], node.string("hash") or node.string("url") or label(node)))
        elif node.kind == "opaqueInline":
            line.extend(([], piece.text.replace("\u00a0", " ")) for piece in node.content if piece.kind == "text")
        elif node.kind == "inlineCard" and not node.string("url"):
            line.append(([], label(node)))
        else:
            line.append(([node.kind, node.string("color")], label(node)))
    _close(lines, line)
    return lines


def _mark(kind: str, attributes: tuple[tuple[str, object], ...]) -> tuple[str, str] | None:
    if kind in ("annotation", "border"):
        return None
    values = dict(attributes)
    seen = str(values.get("color") or values.get("href") or values.get("type") or "")
    if kind != "link":
        seen = seen.lower()
    return None if (kind, seen) in _BLACK_ON_WHITE else (kind, seen)


def _close(lines: list[Seen], line: list[tuple[object, str]]) -> None:
    """Ends a line: one space where several were, none at the edges, equal neighbors joined."""
    pieces: Seen = []
    after_space = True
    for marks, words in line:
        squeezed = " ".join(words.split(" ")) if "  " not in words else " ".join(filter(None, words.split(" ")))
        if "  " in words:
            squeezed = (" " if words[0] == " " else "") + squeezed + (" " if words[-1] == " " else "")
            squeezed = " " if not squeezed.strip(" ") else squeezed
        if after_space:
            squeezed = squeezed.lstrip(" ")
        if not squeezed:
            continue
        after_space = squeezed[-1] == " "
        if pieces and pieces[-1][0] == marks:  # type: ignore[index]
            pieces[-1] = [marks, pieces[-1][1] + squeezed]  # type: ignore[index]
        else:
            pieces.append([marks, squeezed])
    while pieces and not (trimmed := pieces[-1][1].rstrip(" ")):  # type: ignore[index]
        pieces.pop()
    if pieces:
        pieces[-1] = [pieces[-1][0], trimmed]  # type: ignore[index]
        lines.append(pieces)
    line.clear()
