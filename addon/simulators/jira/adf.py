"""Which documents the site takes as Atlassian Document Format.

A structural check: node types, what may stand in what, the attributes and marks that matter. It follows the
public description of the format; it is stricter than nothing and looser than the JSON schema.
"""

from collections.abc import Callable
from typing import Any

from .records import Adf

MAXIMUM_TEXT = 32_767

_BLOCK_IN_CELL = {
    "paragraph", "panel", "blockquote", "orderedList", "bulletList", "rule", "heading", "codeBlock",
    "mediaSingle", "mediaGroup", "decisionList", "taskList", "blockCard", "embedCard", "extension",
    "nestedExpand",
}  # fmt: skip
_TOP = (_BLOCK_IN_CELL - {"nestedExpand"}) | {"table", "expand", "layoutSection", "bodiedExtension"}
_INLINE = {
    "text", "hardBreak", "mention", "emoji", "date", "status", "inlineCard", "mediaInline",
    "inlineExtension", "placeholder",
}  # fmt: skip
_LISTS = {"orderedList", "bulletList"}

CONTENT: dict[str, set[str]] = {
    "doc": _TOP,
    "paragraph": _INLINE,
    "heading": _INLINE,
    "codeBlock": {"text"},
    "blockquote": {"paragraph", "codeBlock", "mediaSingle", "mediaGroup", "extension"} | _LISTS,
    "panel": {"paragraph", "heading", "blockCard", "mediaGroup", "mediaSingle", "codeBlock", "taskList", "rule",
              "decisionList", "extension"} | _LISTS,
    "bulletList": {"listItem"},
    "orderedList": {"listItem"},
    "listItem": {"paragraph", "mediaSingle", "codeBlock", "taskList", "extension"} | _LISTS,
    "taskList": {"taskItem", "taskList", "blockTaskItem"},
    "taskItem": _INLINE,
    "blockTaskItem": {"paragraph", "extension"},
    "decisionList": {"decisionItem"},
    "decisionItem": _INLINE,
    "table": {"tableRow"},
    "tableRow": {"tableCell", "tableHeader"},
    "tableCell": _BLOCK_IN_CELL,
    "tableHeader": _BLOCK_IN_CELL,
    "expand": (_TOP - {"layoutSection", "expand", "bodiedExtension"}) | {"nestedExpand"},
    "nestedExpand": _BLOCK_IN_CELL - {"nestedExpand"},
    "layoutSection": {"layoutColumn"},
    "layoutColumn": _TOP - {"layoutSection"},
    "bodiedExtension": _TOP - {"layoutSection", "expand", "bodiedExtension"},
    "mediaSingle": {"media", "caption"},
    "mediaGroup": {"media"},
    "caption": _INLINE - {"inlineExtension", "mediaInline"},
}  # fmt: skip

LEAVES = {
    "text", "hardBreak", "mention", "emoji", "date", "status", "inlineCard", "mediaInline", "media", "rule",
    "blockCard", "embedCard", "extension", "inlineExtension", "placeholder",
}  # fmt: skip

NOT_EMPTY = {
    "bulletList", "orderedList", "listItem", "taskList", "blockTaskItem", "decisionList", "panel", "table",
    "tableCell", "tableHeader", "blockquote", "expand", "nestedExpand", "mediaSingle", "mediaGroup",
    "layoutSection", "layoutColumn", "bodiedExtension",
}  # fmt: skip

MARKS = {
    "strong", "em", "code", "underline", "strike", "link", "subsup", "textColor", "backgroundColor",
    "annotation", "border", "alignment", "indentation", "breakout", "dataConsumer", "fragment",
}  # fmt: skip

REQUIRED: dict[str, Callable[[dict[str, Any]], bool]] = {
    "heading": lambda a: a.get("level") in (1, 2, 3, 4, 5, 6),
    "panel": lambda a: a.get("panelType") in ("info", "note", "tip", "warning", "error", "success", "custom"),
    "mention": lambda a: isinstance(a.get("id"), str),
    "emoji": lambda a: isinstance(a.get("shortName"), str),
    "date": lambda a: isinstance(a.get("timestamp"), str),
    "status": lambda a: isinstance(a.get("text"), str) and a.get("text") != "" and isinstance(a.get("color"), str),
    "taskItem": lambda a: a.get("state") in ("TODO", "DONE") and isinstance(a.get("localId"), str),
    "taskList": lambda a: isinstance(a.get("localId"), str),
    "decisionItem": lambda a: isinstance(a.get("state"), str) and isinstance(a.get("localId"), str),
    "decisionList": lambda a: isinstance(a.get("localId"), str),
    "inlineCard": lambda a: isinstance(a.get("url"), str) or "data" in a,
    "blockCard": lambda a: isinstance(a.get("url"), str) or "data" in a or "datasource" in a,
    "extension": lambda a: isinstance(a.get("extensionKey"), str) and isinstance(a.get("extensionType"), str),
    "inlineExtension": lambda a: isinstance(a.get("extensionKey"), str),
    "media": lambda a: (
        (a.get("type") == "external" and isinstance(a.get("url"), str))
        or (a.get("type") in ("file", "link") and isinstance(a.get("id"), str) and isinstance(a.get("collection"), str))
    ),
    "mediaInline": lambda a: isinstance(a.get("id"), str) and isinstance(a.get("collection"), str),
}


def problem(document: Any) -> str | None:
    """Why this is no document, or None when it is one."""
    if not isinstance(document, dict) or document.get("type") != "doc" or document.get("version") != 1:
        return "Operation value must be an Atlassian Document (see the Atlassian Document Format)"
    if not isinstance(document.get("content"), list):
        return "INVALID_INPUT"
    return "INVALID_INPUT" if any(not _holds(child, "doc") for child in document["content"]) else None


def media_ids(document: Adf | None) -> set[str]:
    """The media ids that a document shows."""
    found: set[str] = set()
    if document is not None:
        for node in walk(document):
            if node.get("type") in ("media", "mediaInline") and "id" in node.get("attrs", {}):
                found.add(str(node["attrs"]["id"]))
    return found


def walk(node: Adf) -> list[Adf]:
    """A node and everything below it, in reading order."""
    found = [node]
    for child in node.get("content", ()):
        found.extend(walk(child))
    return found


def _holds(node: Any, parent: str) -> bool:
    """Whether a node is well-formed and may stand in a parent of that type."""
    if not isinstance(node, dict) or str(node.get("type")) not in CONTENT[parent]:
        return False
    kind, attributes, content = node["type"], node.get("attrs", {}), node.get("content", [])
    if not isinstance(attributes, dict) or not isinstance(content, list):
        return False
    if kind in REQUIRED and not REQUIRED[kind](attributes):
        return False
    if not _marks_hold(node, parent):
        return False
    if kind == "text":
        return isinstance(node.get("text"), str) and node["text"] != ""
    if kind in LEAVES:
        return not content
    if kind in NOT_EMPTY and not content:
        return False
    if kind == "mediaSingle" and [child.get("type") for child in content] not in (["media"], ["media", "caption"]):
        return False
    return all(_holds(child, kind) for child in content)


def _marks_hold(node: Adf, parent: str) -> bool:
    marks = node.get("marks", [])
    if not isinstance(marks, list) or any(not isinstance(m, dict) or str(m.get("type")) not in MARKS for m in marks):
        return False
    kinds = {mark["type"] for mark in marks}
    if node["type"] == "text":
        if parent == "codeBlock" and kinds:
            return False
        if "code" in kinds and kinds - {"code", "link", "annotation"}:
            return False
        return all("href" in (m.get("attrs") or {}) for m in marks if m["type"] == "link")
    return True
