"""Our own check of an ADF object: the gate that is always there.

It knows the content model and the attributes that `adf_model` and this page list, and nothing else passes.
The schema gate (`schema`) is the second, independent one.
"""

from collections.abc import Callable, Iterator, Mapping

from addon.richtext.adf_model import BLOCKS_IN, CAPTION_INLINES
from addon.richtext.kinds import BLOCKS, INLINES, MARKS, REQUIRED, any_string
from addon.richtext.tree import MAX_DEPTH

Adf = Mapping[str, object]

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
_HOLDS_ANYTHING = frozenset({"bodiedSyncBlock"})
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
    "placeholder": ("text",),
}
_STRUCTURED = frozenset({"data", "datasource", "parameters"})
_FREE_STRINGS = frozenset({"url", "href"})


def problem_of(document: object) -> str | None:
    """What is wrong with this ADF object, in one sentence with the place, or None when it is well formed."""
    if not isinstance(document, Mapping):
        return "The document is not an object."
    if document.get("type") != "doc" or document.get("version") != 1 or isinstance(document["version"], bool):
        return 'The document does not say "type": "doc" and "version": 1.'
    extra = set(document) - {"type", "version", "content"}
    if extra:
        return f"The document has a property that the format does not know: {min(map(str, extra))}."
    if not isinstance(document.get("content"), list):
        return "The document has no content."
    return next(_children(document, "doc", "doc", 0), None)


def _children(node: Adf, kind: str, place: str, depth: int) -> Iterator[str]:
    content = node.get("content")
    if content is None:
        if kind in _MUST_BE_FILLED or kind == "tableRow":
            yield f"{place} has no content."
        return
    if not isinstance(content, list):
        yield f"The content of {place} is not a list."
        return
    if depth > 4 * MAX_DEPTH:
        yield f"{place} is nested too deeply."
        return
    if not content and kind in _MUST_BE_FILLED:
        yield f"{place} is empty."
    if kind == "layoutSection" and len(content) not in (2, 3):
        yield f"{place} has {len(content)} columns; two or three are allowed."
    if kind == "mediaSingle" and len(content) > 2:
        yield f"{place} holds more than one file and a caption."
    allowed = _allowed(kind)
    for number, child in enumerate(content):
        where = f"{place}[{number}]"
        if not isinstance(child, Mapping) or not isinstance(child.get("type"), str):
            yield f"{where} is not a node."
            return
        name = str(child["type"])
        if allowed is not None and name not in allowed:
            yield f"{where} is a {name}, which may not stand in a {kind}."
            return
        yield from _node(child, name, f"{where} ({name})", kind, depth)


def _allowed(kind: str) -> frozenset[str] | None:
    if kind in _HOLDS_ANYTHING:
        return BLOCKS_IN["doc"]
    if kind in BLOCKS_IN:
        return BLOCKS_IN[kind]
    if kind in _OWN:
        return _OWN[kind]
    if kind == "codeBlock":
        return frozenset({"text"})
    return CAPTION_INLINES if kind == "caption" else _INLINE if kind in _LINES else frozenset()


def _node(node: Adf, kind: str, place: str, parent: str, depth: int) -> Iterator[str]:
    known = {"type", "text", "marks"} if kind == "text" else {"type", "attrs", "content", "marks"}
    for name in node:
        if name not in known:
            yield f"{place} has a property that the format does not know: {name}."
    if kind == "text":
        if not isinstance(node.get("text"), str) or not node["text"]:
            yield f"{place} has no text."
    else:
        yield from _attributes(node, kind, place)
        yield from _children(node, kind, place, depth + 1)
    if "marks" in node:
        yield from _marks(node["marks"], kind, place, parent)


def _attributes(node: Adf, kind: str, place: str) -> Iterator[str]:
    values = node.get("attrs", {})
    if not isinstance(values, Mapping):
        yield f"The attributes of {place} are not an object."
        return
    if kind == "nestedExpand" and "attrs" not in node:
        yield f"{place} has no attributes."
    specification = _specification(kind)
    for name, value in values.items():
        check = specification.get(name)
        if check is None:
            yield f"{place} has an attribute that the format does not know: {name}."
        elif name not in _STRUCTURED and check(value) is None:
            yield f"The attribute {name} of {place} has a value that the format does not allow."
    for name in _NEEDED.get(kind, ()):
        if name not in values:
            yield f"{place} lacks the attribute {name}."
    if kind in ("media", "mediaInline"):
        external = values.get("type") == "external"
        for name in ("url",) if external else ("id", "collection"):
            if name not in values:
                yield f"{place} lacks the attribute {name}."
    if kind in ("inlineCard", "blockCard") and not {"url", "data", "datasource"} & set(values):
        yield f"{place} lacks the attribute url."


def _specification(kind: str) -> Mapping[str, Callable[[object], object]]:
    found = _SPECIFICATIONS.get(kind)
    return found if found is not None else {}


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


def _marks(marks: object, kind: str, place: str, parent: str) -> Iterator[str]:
    if not isinstance(marks, list):
        yield f"The marks of {place} are not a list."
        return
    names = [mark.get("type") if isinstance(mark, Mapping) else None for mark in marks]
    if kind == "text":
        if parent == "codeBlock" and names:
            yield f"{place} has marks, which a code block does not allow."
        if "code" in names and not set(names) <= {"code", "link", "annotation"}:
            yield f"{place} mixes code with other marks."
    allowed = frozenset(MARKS) - {"border"} if kind == "text" else _BLOCK_MARKS.get(kind, frozenset())
    for mark, name in zip(marks, names, strict=True):
        if name not in allowed:
            yield f"{place} has a mark that may not stand there: {name}."
            return
        specification = MARKS.get(name)
        values = mark.get("attrs", {})
        if specification is None:
            continue
        if not isinstance(values, Mapping):
            yield f"The attributes of the mark {name} on {place} are not an object."
            return
        for key, value in values.items():
            check = any_string if key in _FREE_STRINGS else specification.get(key)
            if check is None or check(value) is None:
                yield f"The mark {name} on {place} has a wrong attribute: {key}."
        for key in REQUIRED.get(name, ()):
            if key not in values:
                yield f"The mark {name} on {place} lacks the attribute {key}."
