"""Editor support: completion and hover. Both tolerate incomplete code."""

import re
from typing import Any

from addon.scripting import library
from addon.scripting.before_cursor import DOTS, POINTERS, Piece, before
from addon.scripting.field_kinds import FIELDS, members
from addon.scripting.host.examples import example_of
from addon.scripting.host.variables import OFFERS
from addon.scripting.names import COMMON, DELTAS, OF_PLATFORM
from addon.scripting.receivers import ENTITIES as ENTITIES
from addon.scripting.receivers import Receivers
from addon.scripting.steps import Kind
from addon.scripting.tokens import KEYWORDS, LINE_END, source_lines
from addon.scripting.values.classes import BY_NAME, ClassInfo, is_imported_by_default
from addon.scripting.values.hierarchy import ARRAY_LIST, LINKED_HASH_MAP, STRING

PROPERTIES = [*COMMON, *(name for names in OF_PLATFORM.values() for name in names)]
VARIABLES = {
    "firstSync": "True until there is a pair.",
    "issueKey": "Key and id of the local entity, once it exists: issueKey.urn and issueKey.id.",
    "connection": "The connection this rule belongs to.",
    "syncRequest": "The request being applied.",
    "traces": "Pairs of comments and attachments.",
    "entityType": "What the local entity is: issue or workItem.",
}
_WORD = re.compile(r"(?:[^\W\d]|\$)[\w$]*\Z")
HELPS = {
    "nodeHelper": "Looks up types, projects, users, versions, options and more in this instance.",
    "commentHelper": "Brings the comments that arrived together with those that are here, and adds comments.",
    "attachmentHelper": "Brings the files that arrived together with those that are here.",
    "workLogHelper": "Brings the work that was logged there together with what is here, and logs work (Jira).",
    "workflowHelper": "Moves a Jira issue through its workflow.",
    "syncHelper": "Syncs back, ends a pair, finds twins and addresses.",
    "httpClient": "Calls this instance's own tracker as the sync identity; answers are parsed JSON.",
    "debug": "Stops the run with a visible error.",
    "log": "Writes lines to the timeline.",
    "serviceDeskHelper": "Not supported here; httpClient with /rest/servicedeskapi does what it did.",
    "link": "Links entities whose pairs may still be on their way.",
}
"""By the name of a helper: what it is for."""
LONGEST_WORD = 200
"""Characters in front of the cursor in which the word that is being typed is looked for."""
_IMPORT = re.compile(r"^[ \t]{0,40}import[ \t]{1,9}([\w.]{1,200}(?:\*)?)", re.MULTILINE)
_CLASS = re.compile(r"\b(?:class|trait|interface|enum|record)\s+(\w{1,100})")
_MEMBER = re.compile(
    r"\b(?:(?:def|void|static|final|private|public|protected|[A-Z]\w{0,60}(?:<[^<>\n]{0,60}>)?(?:\[\])?|int|long|boolean|double)"
    r"[ \t]{1,9}){1,4}(\w{1,100})[ \t]{0,9}(\([^()\n]{0,200}\))?"
)
_CONSTANT = re.compile(r"\b([A-Z]\w{0,100})\b(?=\s{0,99}(?:[,(]|\Z|\n|\}))")
LONGEST_CONSTANTS = 5_000
"""Characters of an enum in which its constants are looked for."""
_LOCAL = re.compile(
    r"\b(?:def|var|final|[A-Z]\w{0,60}(?:<[^<>\n]{0,100}>)?|int|long|boolean|double)\s{1,9}([a-z_]\w*)\s{0,9}(=\s{0,9}(\S[^\n]*))?"
)
_METHOD = re.compile(
    r"\b(?:def|void|[A-Z]\w{0,60}|int|boolean)\s{1,9}([a-z]\w{0,100})\s{0,9}\(([^()]{0,400})\)\s{0,9}\{"
)
Item = dict[str, Any]


def complete(source: str, line: int, column: int) -> list[Item]:
    """What may stand at a place: `[{label, kind, signature, doc}]`, best first, sorted by name.

    Nothing within a comment or a text; the expressions of a GString are code.
    """
    library.load()
    here = _before(source, line, column)
    if here is None:
        return []
    typed = _WORD.search(here, max(0, len(here) - LONGEST_WORD))
    word = typed.group() if typed else ""
    found = before(here[: len(here) - len(word)])
    if found.within:
        return []
    lowered = word.lower()
    return [item for item in _offered(source, found.pieces) if item["label"].lower().startswith(lowered)]


def _offered(source: str, pieces: tuple[Piece, ...]) -> list[Item]:
    """What may follow these tokens."""
    begun = next(
        (at for at in range(len(pieces) - 1, -1, -1) if pieces[at].kind == "line" or pieces[at].text == ";"), -1
    )
    statement = pieces[begun + 1 :]
    if statement and statement[0] == Piece("id", "import"):
        path = "".join(piece.text for piece in statement[1:] if piece.text != "static")
        return _statics(path) if Piece("id", "static") in statement[:2] and path[:-1] in BY_NAME else _importable(path)
    at = len(pieces) - 1
    while at > 0 and pieces[at].kind == "line":
        at -= 1
    if at > 0 and pieces[at].kind == "op" and pieces[at].text in DOTS | POINTERS:
        path = _made(pieces, at)
        if path:
            return _importable(path)
        own = frozenset(_CLASS.findall(source))
        kind = Receivers(pieces, own).before_dot(at)
        if pieces[at].text == "*." and kind is not None and kind.what == "list":
            kind = kind.of
        if pieces[at].text in POINTERS:
            return _pointed(source, kind)
        return _members(source, kind, "".join(piece.text for piece in pieces[at - 1 : at]))
    if pieces and pieces[-1] == Piece("id", "new"):
        return [item for item in _names(source) if item["kind"] == "class"]
    return _names(source)


def _made(pieces: tuple[Piece, ...], dot: int) -> str:
    """The package in front of the dot when a class of it is about to be made; empty otherwise."""
    at = dot
    while at > 0 and (pieces[at].text == "." or (pieces[at].kind == "id" and pieces[at + 1].text == ".")):
        at -= 1
    path = "".join(piece.text for piece in pieces[at + 1 : dot + 1])
    return path if pieces[at] == Piece("id", "new") and path[0].islower() else ""


def hover(source: str, line: int, column: int) -> list[Item]:
    """What stands at a place, with signature and meaning; empty when nothing is known."""
    lines = source_lines(source)
    if not 1 <= line <= len(lines):
        return []
    current = lines[line - 1]
    begin = end = min(max(column - 1, 0), len(current))
    while end < len(current) and (current[end].isalnum() or current[end] in "_$"):
        end += 1
    while begin > 0 and (current[begin - 1].isalnum() or current[begin - 1] in "_$"):
        begin -= 1
    wanted = current[begin:end]
    if not wanted or len(wanted) > LONGEST_WORD:
        return []
    return [item for item in complete(source, line, end + 1) if item["label"] == wanted]


def _before(source: str, line: int, column: int) -> str | None:
    """The source up to a place; None where there is no such line."""
    start, number = 0, 1
    for found in LINE_END.finditer(source):
        if number == line:
            return source[: min(start + max(0, column - 1), found.start())]
        start, number = found.end(), number + 1
    return source[: start + max(0, column - 1)] if number == line else None


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


def _members(source: str, kind: Kind | None, owner: str) -> list[Item]:
    """What may follow a dot after something of a kind; of an unknown one, the methods of texts."""
    if kind is None:
        return _methods(STRING)
    if kind.what == "helper":
        return _of_helper(kind.of)
    if kind.what == "entity":
        return _of_entity(kind.of)
    if kind == Kind("part", "customFields"):
        return _methods(LINKED_HASH_MAP)
    if kind.what == "part":
        shown = owner if owner.isidentifier() else kind.of
        return [_item(name, "property", f"{shown}.{name}", "") for name in sorted(members(kind.of))]
    if kind.what == "list":
        return _methods(ARRAY_LIST)
    if kind.what in ("own", "own class"):
        return _of_class(source, kind.of, statics=kind.what == "own class")
    info: ClassInfo = kind.of
    if kind.what == "instance":
        return _methods(info)
    constants = [_item(name, "constant", f"{info.simple}.{name}", "") for name in sorted(info.constants)]
    return constants + _methods(info, "statics")


def _pointed(source: str, kind: Kind | None) -> list[Item]:
    """The methods that may be taken from something of a kind; from a class also those of its objects."""
    items = _members(source, kind, "")
    if kind is not None and kind.what == "class":
        known = {item["label"] for item in items}
        items = items + [item for item in _methods(kind.of) if item["label"] not in known]
    return [item for item in items if item["kind"] == "method"]


def _statics(path: str) -> list[Item]:
    """What an import may take from a class."""
    return _members("", Kind("class", BY_NAME[path[:-1]]), "")


def _of_helper(variable: str) -> list[Item]:
    offer = next(one for one in OFFERS if one.variable == variable)
    return [
        _item(name, "method", " · ".join(signatures), f"{offer.docs[name]}\nExample: {example_of(variable, name)}")
        for name, signatures in sorted(offer.signatures.items())
        if name not in offer.old
    ]


def _of_entity(owner: str) -> list[Item]:
    names = [*PROPERTIES, *(DELTAS if owner == "replica" else ())]
    items = [_item(name, "property", f"{owner}.{name}", FIELDS[name][1]) for name in names]
    if owner != "replica":
        items.append(_item("setStatus", "method", "setStatus(name)", "Bring it into the status of this name."))
    return sorted(items, key=lambda item: str(item["label"]))


def _of_class(source: str, name: str, statics: bool = False) -> list[Item]:
    """The fields and methods of a class of the script, or what it has without an object, as its text says."""
    declared = re.search(rf"\b(?:class|trait|interface|(enum)|record)\s+{re.escape(name)}\b", source)
    body = source[declared.end() : _closing(source, declared.end())] if declared else ""
    items: dict[str, Item] = {}
    if statics and declared and declared.group(1):
        for constant in _CONSTANT.findall(body.partition("{")[2].partition(";")[0][:LONGEST_CONSTANTS]):
            items[constant] = _item(constant, "constant", f"{name}.{constant}", f"Of enum {name}.")
        items["values"] = _item("values", "method", "values()", f"All constants of {name}.")
    for found in _MEMBER.finditer(body):
        label, parameters = found.groups()
        if statics and "static" not in found.group().split():
            continue
        kind = "method" if parameters else "property"
        items.setdefault(label, _item(label, kind, f"{label}{parameters or ''}", f"Of class {name}."))
    return [items[label] for label in sorted(items)]


def _closing(source: str, start: int) -> int:
    """Where the braces that open after `start` are closed again."""
    depth = 0
    for at in range(start, len(source)):
        depth += (source[at] == "{") - (source[at] == "}")
        if source[at] == "}" and depth <= 0:
            return at
    return len(source)


def _importable(typed: str) -> list[Item]:
    """The classes and packages that an import may name next."""
    package = typed.rpartition(".")[0]
    start = f"{package}." if package else ""
    items = {}
    for info in BY_NAME.values():
        if info.name.startswith(start) and "." in info.name:
            label, inner, _ = info.name[len(start) :].partition(".")
            kind = "package" if inner else "class"
            if label.isidentifier():
                items[label] = _item(label, kind, f"{start}{label}", "")
    return [items[label] for label in sorted(items)]


# Names


def _names(source: str) -> list[Item]:
    library.load()
    items = [_item(offer.variable, "variable", offer.variable, HELPS[offer.variable]) for offer in OFFERS]
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
    imported = set(_IMPORT.findall(source))
    items += [
        _item(info.simple, "class", info.name, "")
        for info in BY_NAME.values()
        if (is_imported_by_default(info) or imported & {info.name, f"{info.name.rpartition('.')[0]}.*"})
        and info.simple.isidentifier()
        and info.simple[0].isupper()
    ]
    items += [_item(name, "class", name, "A class of this script.") for name in sorted(set(_CLASS.findall(source)))]
    return sorted(items, key=lambda item: (item["kind"] in ("keyword", "class"), item["label"].lower()))
