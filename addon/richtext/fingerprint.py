"""A fingerprint of what a reader sees, blind to how it is written.

Two documents have the same fingerprint exactly when a reader would see the same words with the same
formatting in the same outline. Not seen, hence not counted: ids, the order of marks, runs of spaces and which
kind of space they are made of, bold and the like on the space between two words, signs without width, blank lines,
whether lines of text are parted by a line break or by a new paragraph, black letters and white backgrounds, column
widths, picture sizes and borders, and who is meant by one name that two people have.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence

from addon.richtext.kinds import HOLDS_INLINES, INVISIBLE
from addon.richtext.labels import label
from addon.richtext.tree import Document, Node
from addon.richtext.urls import same_target

Seen = list[object]

_UNSEEN = INVISIBLE | {
    "width", "height", "colwidth", "layout", "widthType", "displayMode", "breakout", "breakoutWidth",
    "originalWidth", "originalHeight", "wrap", "hash", "size", "name", "home", "style", "panelIconId",
    "type", "hideLineNumbers", "fontSize",
}  # fmt: skip
_DEFAULTS = {
    ("order", 1), ("colspan", 1), ("rowspan", 1), ("isNumberColumnEnabled", False), ("valign", "top"),
    ("align", "start"), ("background", "#ffffff"), ("background", ""), ("title", ""), ("language", ""),
}  # fmt: skip
_COLORS = frozenset({"background", "panelColor"})
_EMPTY_LINES: Mapping[str, Sequence[Seen]] = {"taskItem": [[]], "decisionItem": [[]]}
"""What is seen without words: the box or the sign."""
_ON_SPACES = frozenset({"underline", "strike", "backgroundColor", "link", "code"})
"""Marks that a reader sees on a space."""
_SPACES = str.maketrans({"\u00a0": " ", "\u200b": None, "\u2060": None, "\ufeff": None})
_BLACK_ON_WHITE = {("textColor", "#000000"), ("backgroundColor", "#ffffff")}

Looks = Sequence[str | tuple[str, str]]  # the marks of text, or what an inline is that is no text
Piece = tuple[Looks, str]


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
            for line in _lines(node.content) or _EMPTY_LINES.get(kind, ()):
                seen.append([*frame, line])
        elif kind == "codeBlock":
            code = "".join(piece.text for piece in node.content)
            seen.append([kind, _visible(node), code.rstrip()])
        elif kind in ("blockCard", "embedCard") and not node.string("url"):
            seen.append(["paragraph", [], [[[], label(node)]]])
        elif kind in ("media", "blockCard", "embedCard"):
            seen.append([kind, _target(node), *_links(node)])
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
    values = (
        (name, value.lower() if isinstance(value, str) and name in _COLORS else value)
        for name, value in node.attributes
        if name not in _UNSEEN
    )
    return [pair for pair in values if pair not in _DEFAULTS]


def _target(node: Node) -> str:
    """Which file or page a picture or a card is."""
    return node.string("hash") or same_target(node.string("url")) or node.string("id") or label(node)


def _links(node: Node) -> list[str]:
    """Where a click on a picture leads to."""
    return [same_target(str(mark.get("href"))) for mark in node.marks if mark.kind == "link"]


def _plain(words: str) -> str:
    """The words with one kind of space, and without signs that have no width."""
    return words if words.isascii() else words.translate(_SPACES)


def _lines(nodes: tuple[Node, ...]) -> list[Seen]:
    """The lines that are not blank; each a list of pieces with their marks, spaces made equal."""
    lines: list[Seen] = []
    line: list[Piece] = []
    for node in nodes:
        if node.kind == "hardBreak":
            _close(lines, line)
        elif node.kind == "text":
            marks = sorted(found for mark in node.marks if (found := _mark(mark.kind, mark.attributes)))
            line.append((marks, _plain(node.text)))
        elif node.kind in ("media", "mediaInline"):
            line.append((["media", *_links(node)], _target(node)))
        elif node.kind == "opaqueInline":
            line.extend(([], _plain(piece.text)) for piece in node.content if piece.kind == "text")
        elif node.kind == "inlineCard" and not node.string("url"):
            line.append(([], label(node)))
        else:
            line.append(([node.kind, node.string("color").lower()], label(node)))
    _close(lines, line)
    return lines


def _mark(kind: str, attributes: tuple[tuple[str, object], ...]) -> tuple[str, str] | None:
    if kind in ("annotation", "border"):
        return None
    values = dict(attributes)
    if kind == "link":
        return kind, same_target(str(values.get("href")))
    seen = str(values.get("color") or values.get("type") or "").lower()
    return None if (kind, seen) in _BLACK_ON_WHITE else (kind, seen)


def _shared_spaces(line: list[Piece]) -> list[Piece]:
    """The pieces, with spaces between them in pieces of their own.

    Bold and the like is on such a space only when it is on the words on both sides of it: editors put the space
    behind a bold word into the mark or out of it as they like, and nobody sees which.
    """
    unseen = [_on_spaces(marks, False) for marks, _ in line]
    if not any(unseen) or not any(words[:1] == " " or words[-1:] == " " for _, words in line):
        return line
    found: list[Piece] = []
    before: list[tuple[str, str]] = []  # what is unseen on spaces of the words before
    waiting: list[Piece] = []
    for (marks, words), mine in zip(line, unseen, strict=True):
        core = words.strip(" ")
        lead = words[: len(words) - len(words.lstrip(" "))]
        if lead:
            waiting.append((marks, lead))
        if not core:
            continue
        shared = [mark for mark in mine if mark in before]
        found.extend((sorted([*shared, *_on_spaces(each, True)]), spaces) for each, spaces in waiting)
        found.append((marks, core))
        waiting = [(marks, words[len(lead) + len(core) :])] if words[-1] == " " else []
        before = mine
    return found


def _on_spaces(marks: Looks, seen: bool) -> list[tuple[str, str]]:
    """The marks of a piece of text that are seen on a space, or those that are not."""
    return [mark for mark in marks if isinstance(mark, tuple) and (mark[0] in _ON_SPACES) == seen]


def _close(lines: list[Seen], line: list[Piece]) -> None:
    """Ends a line: one space where several were, none at the edges, equal neighbors joined."""
    pieces: Seen = []
    after_space = True
    for marks, words in _shared_spaces(line):
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
