"""Small questions to a node of Atlassian's document format as it came: nothing about it is certain yet."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence

from addon.richtext.inlines import clean
from addon.richtext.kinds import BLOCKS, INLINES, checked
from addon.richtext.labels import label
from addon.richtext.tree import NOTHING, Node

Raw = Mapping[str, object]
_SURROGATE = re.compile("[\ud800-\udfff]")
BLOCK_OPAQUE = frozenset({"extension", "bodiedExtension", "multiBodiedExtension", "syncBlock", "bodiedSyncBlock"})


def digest_of(raw: str) -> str:
    """The short name by which a placeholder refers to its kept original."""
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def list_of(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def attributes_of(item: Raw) -> Mapping[str, object]:
    found = item.get("attrs")
    return found if isinstance(found, dict) else {}


def dumped(value: object) -> str:
    """The value as JSON text, always the same for the same value; halves of characters are replaced."""
    written = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return written if written.isascii() else _SURROGATE.sub("\ufffd", written)


def first_string(values: Mapping[str, object], *names: str) -> str:
    for name in names:
        value = values.get(name)
        if isinstance(value, str) and value:
            return value
    return ""


def title_of(item: Raw) -> str:
    """The placeholder's label: what it is, and the text it says about itself."""
    values = attributes_of(item)
    kind = item.get("type")
    key = first_string(values, "extensionKey")
    said = first_string(values, "text", "title", "name", "alt")
    name = f"Macro: {key}" if key else str(kind)
    return clean(f"[{name}]" + (f" {said}" if said else "")).replace("\n", " ")


def text_of(items: object) -> str:
    """All text below, without recursion: blocks end in line feeds."""
    words: list[str] = []
    waiting: list[object] = list(reversed(list_of(items)))
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            words.append(item)
        elif isinstance(item, dict):
            kind = item.get("type")
            if kind == "text":
                value = item.get("text")
                words.append(value if isinstance(value, str) else "")
                waiting.extend(reversed(list_of(item.get("content"))))
            elif kind == "hardBreak":
                words.append("\n")
                waiting.extend(reversed(list_of(item.get("content"))))
            elif isinstance(kind, str) and kind in INLINES:
                words.append(label(Node(kind, NOTHING, checked(INLINES[kind], attributes_of(item)))))
                waiting.extend(reversed(list_of(item.get("content"))))
            else:
                below = list_of(item.get("content"))
                if kind in ("expand", "nestedExpand"):
                    words.append(first_string(attributes_of(item), "title") + "\n")
                elif isinstance(kind, str) and kind not in BLOCKS:
                    words.append(first_string(attributes_of(item), "text"))
                if words and not words[-1].endswith("\n") and kind in ("paragraph", "heading", "codeBlock"):
                    words.append("\n")
                waiting.extend(reversed(below))
    return "".join(words)
