"""Our own check of an ADF object: the gate that is always there.

It knows the content model and the attributes that `adf_model` and this page list, and nothing else passes.
The schema gate (`schema`) is the second, independent one.
"""

from collections.abc import Callable, Mapping

from addon.richtext.adf_model import (
    ALIGNED_IN,
    BLOCKS_IN,
    CAPTION_INLINES,
    HEADING_INDENTED_IN,
    PARAGRAPH_INDENTED_IN,
    SMALL_IN,
)
from addon.richtext.checks import any_string
from addon.richtext.kinds import BLOCKS, INLINES, MARKS, REQUIRED
from addon.richtext.tree import MAX_DEPTH

Adf = Mapping[str, object]
Place = str | tuple["Place", int]
"""Where a node is: the kind it is in, or the place of its parent and its number there; only an error says it."""

_PLACED = frozenset({"paragraph", "heading"})
_LINES = frozenset({"paragraph", "heading", "taskItem", "decisionItem"})
_INLINE = frozenset(INLINES) - {"opaqueInline"} | {"inlineExtension"}
_OWN = {
    "bulletList": frozenset({"listItem"}),
    "orderedList": frozenset({"listItem"}),
    "taskList": frozenset({"taskItem", "taskList", "blockTaskItem"}),
    "decisionList": frozenset({"decisionItem"}),
    "table": frozenset({"tableRow"}),
    "tableRow": frozenset({"tableCell", "tableHeader"}),
    "layoutSection": frozenset({"layoutColumn"}),
    "mediaSingle": frozenset({"media", "caption"}),
    "mediaGroup": frozenset({"media"}),
    "bodiedExtension": BLOCKS_IN["expand"] - {"nestedExpand"},
    "bodiedSyncBlock": BLOCKS_IN["doc"],
}
_CHILDREN: Mapping[str, frozenset[str]] = {
    **BLOCKS_IN,
    **_OWN,
    **dict.fromkeys(_LINES, _INLINE),
    "codeBlock": frozenset({"text"}),
    "caption": CAPTION_INLINES,
}
_TEXT_PROPERTIES = frozenset({"type", "text", "marks"})
_NODE_PROPERTIES = frozenset({"type", "attrs", "content", "marks"})
_TEXT_MARKS = frozenset(MARKS) - {"border"}
_BESIDE_CODE = frozenset({"code", "link", "annotation"})
_MORE_NEEDED = frozenset({"media", "mediaInline", "inlineCard", "blockCard", "nestedExpand"})
_MUST_BE_FILLED = (frozenset(BLOCKS_IN) | frozenset(_OWN)) - {"doc", "tableRow"}
_BLOCK_MARKS = {
    "paragraph": frozenset({"alignment", "indentation", "fontSize"}),
    "heading": frozenset({"alignment", "indentation"}),
    "codeBlock": frozenset({"breakout"}),
    "expand": frozenset({"breakout"}),
    "layoutSection": frozenset({"breakout"}),
    "syncBlock": frozenset({"breakout"}),
    "bodiedSyncBlock": frozenset({"breakout"}),
    "table": frozenset({"fragment"}),
    "extension": frozenset({"fragment", "dataConsumer"}),
    "bodiedExtension": frozenset({"fragment", "dataConsumer"}),
    "inlineExtension": frozenset({"fragment", "dataConsumer"}),
    "media": frozenset({"link", "border", "annotation", "dataConsumer"}),
    "mediaInline": frozenset({"link", "border", "annotation", "dataConsumer"}),
    "mediaSingle": frozenset({"link"}),
}
_OTHER_ATTRIBUTES = {
    "extension": ("extensionKey", "extensionType", "parameters", "text", "layout"),
    "bodiedExtension": ("extensionKey", "extensionType", "parameters", "text", "layout"),
    "inlineExtension": ("extensionKey", "extensionType", "parameters", "text"),
    "syncBlock": ("resourceId",),
    "bodiedSyncBlock": ("resourceId",),
    "hardBreak": ("text",),
}
_NEEDED = {
    **REQUIRED,
    "taskList": ("localId",),
    "taskItem": ("localId", "state"),
    "blockTaskItem": ("localId", "state"),
    "decisionList": ("localId",),
    "decisionItem": ("localId", "state"),
    "layoutColumn": ("width",),
    "embedCard": ("url", "layout"),
    "extension": ("extensionKey", "extensionType"),
    "bodiedExtension": ("extensionKey", "extensionType"),
    "inlineExtension": ("extensionKey", "extensionType"),
    "syncBlock": ("resourceId", "localId"),
    "bodiedSyncBlock": ("resourceId", "localId"),
}
_STRUCTURED = frozenset({"data", "datasource", "parameters"})
_FREE_STRINGS = frozenset({"url", "href", "title", "alt"})


def problem_of(document: object) -> str | None:
    """What is wrong with this ADF object, in one sentence with the place, or None when it is well formed."""
    if not isinstance(document, dict):
        return "The document is not an object."
    if document.get("type") != "doc" or document.get("version") != 1 or isinstance(document["version"], bool):
        return 'The document does not say "type": "doc" and "version": 1.'
    extra = set(document) - {"type", "version", "content"}
    if extra:
        return f"The document has a property that the format does not know: {min(map(str, extra))}."
    if not isinstance(document.get("content"), list):
        return "The document has no content."
    return _children(document, "doc", "doc", 0)


def problem_of_node(node: Adf, parent: str) -> str | None:
    """The same for one node standing in a parent of that kind."""
    kind = node.get("type")
    if not isinstance(kind, str) or kind not in _allowed(parent):
        return f"This may not stand in a {parent}."
    return _node(node, kind, kind, parent, 0)


def _children(node: Adf, kind: str, place: Place, depth: int) -> str | None:
    content = node.get("content")
    if content is None:
        return f"{_at(place)} has no content." if kind in _MUST_BE_FILLED or kind == "tableRow" else None
    if not isinstance(content, list):
        return f"The content of {_at(place)} is not a list."
    if depth > 4 * MAX_DEPTH:
        return f"{_at(place)} is nested too deeply."
    if not content and kind in _MUST_BE_FILLED:
        return f"{_at(place)} is empty."
    if kind == "layoutSection" and len(content) not in (2, 3):
        return f"{_at(place)} has {len(content)} columns; two or three are allowed."
    if kind == "mediaSingle" and len(content) > 2:
        return f"{_at(place)} holds more than one file and a caption."
    allowed = _allowed(kind)
    for number, child in enumerate(content):
        name = child.get("type") if isinstance(child, dict) else None
        if not isinstance(name, str):
            return f"{_at((place, number))} is not a node."
        if name not in allowed:
            return f"{_at((place, number))} is a {name}, which may not stand in a {kind}."
        problem = _node(child, name, (place, number), kind, depth)
        if problem is not None:
            return problem
    return None


def _at(place: Place) -> str:
    numbers: list[str] = []
    while not isinstance(place, str):
        place, number = place
        numbers.append(f"[{number}]")
    return place + "".join(reversed(numbers))


def _allowed(kind: str) -> frozenset[str]:
    found = _CHILDREN.get(kind)
    return found if found is not None else frozenset()


def _node(node: Adf, kind: str, place: Place, parent: str, depth: int) -> str | None:
    known = _TEXT_PROPERTIES if kind == "text" else _NODE_PROPERTIES
    if not known.issuperset(node):
        return f"{_at(place)} ({kind}) has a property that the format does not know: {min(set(node) - known)}."
    problem: str | None = None
    if kind == "text":
        if not isinstance(node.get("text"), str) or not node["text"]:
            return f"{_at(place)} has no text."
    else:
        if "attrs" in node or kind in _NEEDED or kind in _MORE_NEEDED:
            problem = _attributes(node, kind, place)
        if problem is None:
            problem = _children(node, kind, place, depth + 1)
    if problem is None and "marks" in node:
        return _marks(node["marks"], kind, place, parent)
    return problem


def _attributes(node: Adf, kind: str, place: Place) -> str | None:
    values = node.get("attrs", {})
    if not isinstance(values, dict):
        return f"The attributes of {_at(place)} ({kind}) are not an object."
    if kind == "nestedExpand" and "attrs" not in node:
        return f"{_at(place)} ({kind}) has no attributes."
    specification = _SPECIFICATIONS.get(kind, {})
    for name, value in values.items():
        check = specification.get(name)
        if check is None:
            return f"{_at(place)} ({kind}) has an attribute that the format does not know: {name}."
        if name not in _STRUCTURED and check(value) is None:
            return f"The attribute {name} of {_at(place)} ({kind}) has a value that the format does not allow."
    needed = _NEEDED.get(kind, ())
    if kind in ("media", "mediaInline"):
        needed = ("url",) if values.get("type") == "external" else ("id", "collection")
    for name in needed:
        if name not in values:
            return f"{_at(place)} ({kind}) lacks the attribute {name}."
    if kind in ("inlineCard", "blockCard") and not {"url", "data", "datasource"} & set(values):
        return f"{_at(place)} ({kind}) lacks the attribute url."
    return None


def _anything(value: object) -> object:
    return True


def _build() -> dict[str, Mapping[str, Callable[[object], object]]]:
    """The tree's attribute table in ADF's terms."""
    ours = {
        "align", "indent", "small", "breakout", "breakoutWidth", "fragment", "fragmentName",
        "dataJson", "datasourceJson", "hash", "name", "size", "home", "raw",
    }  # fmt: skip
    built: dict[str, Mapping[str, Callable[[object], object]]] = {}
    for kind, table in {**BLOCKS, **INLINES}.items():
        specification: dict[str, Callable[[object], object]] = {"localId": any_string}
        for name, check in table.items():
            if name == "dataJson":
                specification["data"] = _anything
            elif name == "datasourceJson":
                specification["datasource"] = _anything
            elif name not in ours:
                specification[name] = any_string if name in _FREE_STRINGS else check
        built[kind] = specification
    built["nestedExpand"] = dict(built["expand"])
    for kind, names in _OTHER_ATTRIBUTES.items():
        built[kind] = {"localId": any_string, **dict.fromkeys(names, _anything)}
    return built


_SPECIFICATIONS = _build()


def _marks(marks: object, kind: str, place: Place, parent: str) -> str | None:
    if not isinstance(marks, list):
        return f"The marks of {_at(place)} are not a list."
    names = [mark.get("type") if isinstance(mark, dict) else None for mark in marks]
    if kind == "text":
        if parent == "codeBlock" and names:
            return f"{_at(place)} has marks, which a code block does not allow."
        if "code" in names and not _BESIDE_CODE.issuperset(names):
            return f"{_at(place)} mixes code with other marks."
    allowed = _TEXT_MARKS if kind == "text" else _BLOCK_MARKS.get(kind, frozenset())
    if kind in _PLACED:
        allowed = allowed & _placement(kind, parent)
    for mark, name in zip(marks, names, strict=True):
        if name not in allowed:
            return f"{_at(place)} ({kind}) has a mark that may not stand there: {name}."
        problem = _mark(mark, name, place)
        if problem is not None:
            return problem
    return None


def _placement(kind: str, parent: str) -> set[str]:
    """Marks that a paragraph or heading may carry in this parent."""
    indented = PARAGRAPH_INDENTED_IN if kind == "paragraph" else HEADING_INDENTED_IN
    found = {"alignment"} if parent in ALIGNED_IN else set()
    if parent in indented:
        found.add("indentation")
    if parent in SMALL_IN:
        found.add("fontSize")
    return found


def _mark(mark: Adf, name: str, place: Place) -> str | None:
    specification = MARKS.get(name)
    if specification is None:
        return None
    values = mark.get("attrs", {})
    if not isinstance(values, dict):
        return f"The attributes of the mark {name} on {_at(place)} are not an object."
    for key, value in values.items():
        check = any_string if key in _FREE_STRINGS else specification.get(key)
        if check is None or check(value) is None:
            return f"The mark {name} on {_at(place)} has a wrong attribute: {key}."
    for key in REQUIRED.get(name, ()):
        if key not in values:
            return f"The mark {name} on {_at(place)} lacks the attribute {key}."
    return None
