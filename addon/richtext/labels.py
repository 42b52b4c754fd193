"""What a reader sees in place of an inline that is no text: `[DONE]`, `2026-11-21`, `@Mia`, `[Image: a.png]`."""

import json
import re
from datetime import UTC, datetime, timedelta

from addon.richtext.inlines import clean, tidy_marks
from addon.richtext.tree import Mark, Node, text

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)\Z")


def label(node: Node) -> str:
    """The visible text of an inline without children, or of a media file or card; one line, never empty."""
    words = clean(_label(node)).replace("\n", " ").replace("\t", " ").replace("\u00a0", " ").strip(" ")
    return words or f"[{node.kind}]"


def words_for(node: Node) -> tuple[Node, ...]:
    """The text that takes an inline's place where it cannot be written; it leads where the inline did."""
    if node.kind == "opaqueInline":
        return node.content
    link = node.string("url")
    marks = tidy_marks([*node.marks, Mark("link", (("href", link),))] if link else node.marks)
    return (text(label(node), *(mark for mark in marks if mark.kind != "border")),)


def _label(node: Node) -> str:
    kind = node.kind
    if kind == "status":
        return f"[{node.string('text')}]"
    if kind == "date":
        return day_of(node.string("timestamp"))
    if kind == "mention":
        name = node.string("text") or node.string("id")
        return name if name.startswith("@") else "@" + name
    if kind == "emoji":
        return node.string("text") or node.string("shortName")
    if kind in ("inlineCard", "blockCard", "embedCard"):
        return node.string("url") or _title(node)
    if kind == "placeholder":
        return f"[{node.string('text')}]"
    if kind in ("media", "mediaInline"):
        name = node.string("alt") or node.string("name")
        return f"[Image: {name}]" if name else "[Image]"
    return ""


def _title(node: Node) -> str:
    try:
        data = json.loads(node.string("dataJson") or "null")
    except (ValueError, RecursionError):
        return "[Link]"
    name = data.get("name") if isinstance(data, dict) else None
    return f"[Link: {name}]" if isinstance(name, str) and name else "[Link]"


def day_of(timestamp: str) -> str:
    """The UTC day of a time stamp in milliseconds as `YYYY-MM-DD`; the digits themselves when out of range."""
    try:
        return f"{_EPOCH + timedelta(milliseconds=int(timestamp)):%Y-%m-%d}".rjust(10, "0")
    except (OverflowError, ValueError):
        return timestamp


def timestamp_of(day: str) -> str | None:
    """Milliseconds of the UTC midnight that begins this `YYYY-MM-DD`, None when it is no day."""
    found = _DAY.match(day)
    if found is None:
        return None
    try:
        moment = datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=UTC)
    except ValueError:
        return None
    return str((moment - _EPOCH) // timedelta(milliseconds=1))
