"""A document as JSON for a replica on its way: versioned, checked on arrival, unknown kinds kept.

The form is `{"liaise": 1, "blocks": [node, …]}` with a node as `{"k": kind, "a": attributes, "c": children,
"t": text, "m": marks}`, empty parts left out. A kind that this version does not know arrives as opaque with
its readable content and leaves again letter by letter as it came.
"""

import json
from collections.abc import Mapping

from addon.richtext.adf_line_reader import words_marks
from addon.richtext.errors import Refused
from addon.richtext.inlines import clean
from addon.richtext.kinds import BLOCKS, INLINES, MARKS, checked, complete, mark_values
from addon.richtext.tree import MAX_DEPTH, NOTHING, Attributes, Document, Mark, Node

VERSION = 1
_FOREIGN = "liaise:"
_DEEPEST = 3 * MAX_DEPTH

Json = dict[str, object]


def to_json(document: Document) -> Json:
    """The document as an object of plain JSON values."""
    return {"liaise": VERSION, "blocks": [_written(block) for block in document.blocks]}


def from_json(value: object) -> Document:
    """The document of `to_json`'s object, every attribute checked as if a stranger had written it.

    Raises Refused (`not_a_document`, `too_deep`). A newer version is read as far as it is understood.
    """
    if not isinstance(value, Mapping) or not isinstance(value.get("liaise"), int):
        raise Refused("not_a_document", "This is no travelling document.")
    blocks = value.get("blocks")
    if not isinstance(blocks, list):
        raise Refused("not_a_document", "This travelling document has no blocks.")
    return Document(tuple(node for each in blocks for node in _read(each, 0)))


def _written(node: Node) -> Json:
    raw = node.get("raw")
    if isinstance(raw, str) and raw.startswith(_FOREIGN):
        found: Json = json.loads(raw[len(_FOREIGN) :])
        return found
    written: Json = {"k": node.kind}
    if node.attributes:
        written["a"] = {name: list(v) if isinstance(v, tuple) else v for name, v in node.attributes}
    if node.content:
        written["c"] = [_written(child) for child in node.content]
    if node.text:
        written["t"] = node.text
    if node.marks:
        written["m"] = [{"k": m.kind, "a": dict(m.attributes)} if m.attributes else {"k": m.kind} for m in node.marks]
    return written


def _read(value: object, depth: int) -> list[Node]:
    if depth > _DEEPEST:
        raise Refused("too_deep", "The travelling document is nested too deeply to be read.")
    if not isinstance(value, Mapping):
        return []
    kind = value.get("k")
    children = value.get("c")
    content = tuple(
        node for each in (children if isinstance(children, list) else ()) for node in _read(each, depth + 1)
    )
    if not isinstance(kind, str):
        return list(content)
    specification = BLOCKS.get(kind, INLINES.get(kind))
    if specification is None:
        return [_foreign(value, content)]
    if kind == "text":
        words = value.get("t")
        marks = value.get("m")
        if not isinstance(words, str) or not clean(words):
            return []
        return [Node("text", NOTHING, NOTHING, clean(words), words_marks(_marks(marks)))]
    attributes = _attributes(value, specification)
    if not complete(kind, attributes):
        return list(content)
    return [Node(kind, content, attributes, "", _marks(value.get("m")))]


def _foreign(value: Mapping[str, object], content: tuple[Node, ...]) -> Node:
    """A node of a later version, kept whole: among blocks when it holds blocks or nothing says otherwise."""
    raw = _FOREIGN + json.dumps(value, sort_keys=True, separators=(",", ":"))
    shown = Node("text", NOTHING, NOTHING, clean(f"[{value.get('k')}]"))
    if content and all(child.kind in INLINES for child in content):
        return Node("opaqueInline", (shown, *content), (("raw", raw),))
    return Node("opaque", (Node("paragraph", (shown,)), *content), (("raw", raw),))


def _attributes(value: Mapping[str, object], specification: Mapping[str, object]) -> Attributes:
    found = value.get("a")
    if not isinstance(found, Mapping):
        return NOTHING
    raw = found.get("raw")
    if isinstance(raw, str) and "raw" in specification:
        checked_raw = specification["raw"](raw)  # type: ignore[operator]
        return (("raw", checked_raw),) if checked_raw is not None else NOTHING
    return checked(specification, found)  # type: ignore[arg-type]


def _marks(value: object) -> tuple[Mark, ...]:
    found: list[Mark] = []
    for each in value if isinstance(value, list) else ():
        if isinstance(each, Mapping) and isinstance(kind := each.get("k"), str) and kind in MARKS:
            given = each.get("a")
            attributes = mark_values(kind, given) if isinstance(given, Mapping) else NOTHING
            if complete(kind, attributes):
                found.append(Mark(kind, attributes))
    return tuple(found)
