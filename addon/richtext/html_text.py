"""Pieces of HTML that every writer of it needs: escaped words, tags of marks, attributes only we read, shapes.

The shapes are styles by which our own blocks are known again where the attributes were dropped.
"""

import json
import re

from addon.richtext.tree import Mark, Node, Value

_SIMPLE = {
    "strong": ("<strong>", "</strong>"),
    "em": ("<em>", "</em>"),
    "underline": ("<u>", "</u>"),
    "strike": ("<s>", "</s>"),
    "code": ("<code>", "</code>"),
}
_SPACES = re.compile(" {2,}")
_NEVER = frozenset({"localId", "dataJson", "datasourceJson", "raw"})
PANEL_PADDING = "padding:8px 12px"
STATUS_SHAPE = "border-radius:3px;padding:0 4px;font-weight:bold"
NO_BULLETS = "list-style-type:none"
INDENT = 40


def escape(words: str) -> str:
    """Text as HTML text, no-break spaces spelled out."""
    words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return words if words.isascii() else words.replace("\u00a0", "&nbsp;").replace("\ufeff", "&#65279;")


def quoted(value: str) -> str:
    """Text as an attribute's value, quotes included."""
    value = value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
    value = value.replace("|", "&#124;")  # so that Markdown tables may hold the tag
    return '"' + value.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;") + '"'


def mark_tags(mark: Mark) -> tuple[str, str]:
    """The opening and closing tag of a mark; empty for one that no reader sees."""
    simple = _SIMPLE.get(mark.kind)
    if simple is not None:
        return simple
    if mark.kind == "link":
        title = mark.get("title")
        extra = f" title={quoted(title)}" if isinstance(title, str) and title else ""
        return f"<a href={quoted(str(mark.get('href')))}{extra}>", "</a>"
    if mark.kind == "subsup":
        tag = "sub" if mark.get("type") == "sub" else "sup"
        return f"<{tag}>", f"</{tag}>"
    if mark.kind == "textColor":
        return f'<span style="color:{mark.get("color")}">', "</span>"
    if mark.kind == "backgroundColor":
        return f'<span style="background-color:{mark.get("color")}">', "</span>"
    return "", ""


def line_spaces(words: str, after_space: bool, ends_line: bool) -> str:
    """Spaces that HTML would swallow turned into no-break spaces; the reader turns them back."""
    if "  " in words:
        words = _SPACES.sub(lambda run: " " + "\u00a0" * (len(run[0]) - 1), words)
    if after_space and words[0] == " ":
        words = "\u00a0" + words[1:]
    if ends_line and words[-1] == " ":
        words = words[:-1] + "\u00a0"
    return words


def hidden(kind: str, node: Node, shown: tuple[str, ...] = (), **more: Value) -> str:
    """The `data-liaise` attribute: the kind, if it must be said, and every attribute that is not shown."""
    values: dict[str, object] = {"kind": kind} if kind else {}
    for name, value in node.attributes:
        if name not in shown and name not in _NEVER:
            values[name] = value
    values.update(more)
    if not values:
        return ""
    return " data-liaise=" + quoted(json.dumps(values, ensure_ascii=True, separators=(",", ":")))
