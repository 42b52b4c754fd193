"""Editor support: completion and hover. Both tolerate incomplete code."""

import re
from typing import Any

from addon.scripting import library
from addon.scripting.host.variables import OFFERS
from addon.scripting.names import COMMON, DELTAS, OF_PLATFORM, OF_VARIABLES, PARTS
from addon.scripting.tokens import KEYWORDS
from addon.scripting.values.classes import BY_NAME, BY_SIMPLE_NAME, ClassInfo, is_imported_by_default
from addon.scripting.values.hierarchy import ARRAY_LIST, INTEGER, LINKED_HASH_MAP, STRING

ENTITIES = ("issue", "workItem", "entity", "replica", "previous")
PROPERTIES = [*COMMON, *(name for names in OF_PLATFORM.values() for name in names)]
VARIABLES = {
    "firstSync": "True until there is a pair.",
    "issueKey": "Key and id of the local entity, once it exists: issueKey.urn and issueKey.id.",
    "connection": "The connection this rule belongs to.",
    "syncRequest": "The request being applied.",
    "traces": "Pairs of comments and attachments.",
    "entityType": "What the local entity is: issue or workItem.",
}
_RECEIVER = re.compile(r"(?P<owner>[A-Za-z_$][\w$]*(?:\.[\w$]+)*|[\"'\])}])\s*[?*]?\.\s*(?P<word>\w*)$")
_WORD = re.compile(r"(?P<word>[A-Za-z_$][\w$]*)?$")
_LOCAL = re.compile(
    r"\b(?:def|var|final|[A-Z]\w*(?:<[^>]*>)?|int|long|boolean|double)\s+([a-z_]\w*)\s*(=\s*(\S[^\n]*))?"
)
_METHOD = re.compile(r"\b(?:def|void|[A-Z]\w*|int|boolean)\s+([a-z]\w*)\s*\(([^)]*)\)\s*\{")
Item = dict[str, Any]


def complete(source: str, line: int, column: int) -> list[Item]:
    """What may stand at a place: `[{label, kind, signature, doc}]`, best first, sorted by name."""
    before = _before(source, line, column)
    found = _RECEIVER.search(before)
    if found is not None:
        items = _members(source, found.group("owner"))
        word = found.group("word")
    else:
        plain = _WORD.search(before)
        word = (plain.group("word") if plain else "") or ""
        items = _names(source)
    lowered = word.lower()
    return [item for item in items if item["label"].lower().startswith(lowered)]


def hover(source: str, line: int, column: int) -> list[Item]:
    """What stands at a place, with signature and meaning; empty when nothing is known."""
    lines = source.splitlines() or [""]
    if not 1 <= line <= len(lines):
        return []
    current = lines[line - 1]
    end = min(max(column - 1, 0), len(current))
    while end < len(current) and (current[end].isalnum() or current[end] in "_$"):
        end += 1
    word = re.search(r"[\w$]*$", current[:end])
    wanted = word.group() if word else ""
    if not wanted:
        return []
    return [item for item in complete(source, line, end + 1) if item["label"] == wanted]


def _before(source: str, line: int, column: int) -> str:
    lines = source.splitlines() or [""]
    if not 1 <= line <= len(lines):
        return ""
    return lines[line - 1][: max(0, column - 1)]


# Members


def _item(label: str, kind: str, signature: str, doc: str) -> Item:
    return {"label": label, "kind": kind, "signature": signature, "doc": doc.strip()}


def _methods(info: ClassInfo, table: str = "methods") -> list[Item]:
    """One item per name of a method table, its overloads in the signature."""
    library.load()
    held = info.methods if table == "methods" else info.statics
    grouped: dict[str, list[Any]] = {}
    for overload in held.values():
        while overload is not None:
            grouped.setdefault(overload.name, []).append(overload)
            overload = overload.next
    return [
        _item(name, "method", " · ".join(sorted({one.signature for one in overloads})), _doc(overloads))
        for name, overloads in sorted(grouped.items())
    ]


def _doc(overloads: list[Any]) -> str:
    return next((str(one.doc) for one in overloads if one.doc), "")


def _members(source: str, owner: str) -> list[Item]:
    library.load()
    for offer in OFFERS:
        if offer.variable == owner:
            return [
                _item(name, "method", " · ".join(signatures), offer.docs[name])
                for name, signatures in sorted(offer.signatures.items())
                if name not in offer.old
            ]
    if owner in ENTITIES:
        names = [*PROPERTIES, *(DELTAS if owner == "replica" else ())]
        items = [_item(name, "property", f"{owner}.{name}", "") for name in names]
        if owner != "replica":
            items.append(_item("setStatus", "method", "setStatus(name)", "Bring it into the status of this name."))
        return sorted(items, key=lambda item: str(item["label"]))
    parts = _parts(source, owner)
    if parts:
        return [_item(name, "property", f"{owner}.{name}", "") for name in sorted(parts)]
    info = BY_SIMPLE_NAME.get(owner) or BY_NAME.get(owner)
    if info is not None:
        constants = [_item(name, "constant", f"{owner}.{name}", "") for name in sorted(info.constants)]
        return constants + _methods(info, "statics")
    return _methods(_kind_of(source, owner))


def _parts(source: str, owner: str) -> tuple[str, ...]:
    """What a person, status, project, comment and so on has; nothing for what the script declared as something else."""
    before, dot, last = owner.rpartition(".")
    given = next((one.group(3) for one in _LOCAL.finditer(source) if one.group(1) == owner), None)
    if given is not None:
        return ()
    return PARTS.get(last, ()) or (() if dot and before else OF_VARIABLES.get(last, ()))


def _kind_of(source: str, owner: str) -> ClassInfo:
    """The class of a local by what it was first given; a String when nothing is known."""
    if owner in ("]",):
        return ARRAY_LIST
    for found in _LOCAL.finditer(source):
        if found.group(1) == owner and found.group(3):
            value = found.group(3)
            if re.match(r"\[\s*(:|[\w\"'(]+\s*:)", value):
                return LINKED_HASH_MAP
            if value.startswith("["):
                return ARRAY_LIST
            if value[0].isdigit():
                return INTEGER
            made = re.match(r"new\s+([\w.]+)", value)
            if made:
                name = made.group(1)
                return BY_NAME.get(name) or BY_SIMPLE_NAME.get(name.rpartition(".")[2]) or STRING
    return STRING


# Names


def _count(methods: int) -> str:
    return "1 method." if methods == 1 else f"{methods} methods."


def _names(source: str) -> list[Item]:
    library.load()
    items = [_item(offer.variable, "variable", offer.variable, _count(len(offer.signatures))) for offer in OFFERS]
    items += [_item(name, "variable", name, "The entity and its fields.") for name in ENTITIES]
    items += [_item(name, "variable", name, doc) for name, doc in VARIABLES.items()]
    seen = {item["label"] for item in items}
    for found in _METHOD.finditer(source):
        if found.group(1) not in seen:
            seen.add(found.group(1))
            items.append(
                _item(found.group(1), "method", f"{found.group(1)}({found.group(2)})", "A method of this script.")
            )
    for found in _LOCAL.finditer(source):
        if found.group(1) not in seen:
            seen.add(found.group(1))
            items.append(_item(found.group(1), "variable", found.group(0).strip()[:80], "A variable of this script."))
    items.append(_item("store", "method", "store(issue)", "Write the entity now and go on."))
    items.append(_item("println", "method", "println(Object)", "Write a line to the output."))
    items += [_item(word, "keyword", word, "") for word in sorted(KEYWORDS)]
    items += [
        _item(info.simple, "class", info.name, "")
        for info in BY_NAME.values()
        if is_imported_by_default(info) and info.simple.isidentifier() and info.simple[0].isupper()
    ]
    return sorted(items, key=lambda item: (item["kind"] in ("keyword", "class"), item["label"].lower()))
