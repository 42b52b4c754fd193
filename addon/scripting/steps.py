"""Kinds of things that code names, and what a property, call or index of one leads to."""

from dataclasses import dataclass
from typing import Any

from addon.scripting.field_kinds import FIELDS, GIVEN, kind_of_member, members
from addon.scripting.values.classes import BY_NAME, BY_SIMPLE_NAME
from addon.scripting.written_types import simple

_ONE_OF = frozenset(("first", "last", "find", "get", "getAt", "head", "max", "min", "pop", "remove", "next"))
_SAME = frozenset(
    (
        *("findAll", "sort", "toSorted", "unique", "toUnique", "reverse", "take", "drop", "takeWhile", "dropWhile"),
        *("plus", "minus", "tail", "init", "each", "grep", "asImmutable", "toList", "toSet", "takeRight", "dropRight"),
        *("shuffled", "asList", "leftShift"),
    )
)
_OF_MAP = frozenset(("collect", "keySet", "values", "findAll", "sort", "plus", "minus", "each", "take", "drop"))
_TEXT = frozenset(
    ("toString", "join", "toUpperCase", "toLowerCase", "trim", "format", "replace", "replaceAll", "replaceFirst")
)
_PIECES = frozenset(("split", "tokenize", "readLines", "findAll"))
_NUMBER = frozenset(("size", "length", "indexOf", "lastIndexOf", "count", "toInteger", "intValue"))
_MAKES = frozenset(("now", "of", "parse", "from", "ofEpochDay", "ofInstant", "valueOf", "getInstance", "fromString"))


@dataclass(frozen=True)
class Kind:
    """`what`: helper, entity, part, list, instance, class, own or own class (of the script, an object of it or itself);
    `of`: which."""

    what: str
    of: Any = None


def named(word: str) -> Kind | None:
    """The kind that `field_kinds` writes so."""
    if word.startswith("["):
        return Kind("list", named(word[1:-1]))
    if word == "customFields" or members(word):
        return Kind("part", word)
    return instance(word)


def instance(name: str) -> Kind | None:
    """An object of the class of this name."""
    short = {"List": "ArrayList", "Map": "LinkedHashMap"}.get(name) or simple(name)
    if short in ("ArrayList", "Set", "Collection"):
        return Kind("list")
    info = BY_SIMPLE_NAME.get(short) or BY_NAME.get(name)
    return None if info is None else Kind("instance", info)


def after(kind: Kind | None, dot: str, name: str, called: bool) -> Kind | None:
    """What a step from something leads to."""
    if called and name in _TEXT:
        return instance("String")
    if kind is None:
        return None
    if dot == "[":
        return _indexed(kind)
    if dot == "*." and kind.what == "list":
        return Kind("list", after(kind.of, ".", name, called))
    if kind.what == "helper":
        return named(GIVEN[name]) if name in GIVEN else None
    if kind.what == "entity":
        field = name if not called else name[3:4].lower() + name[4:] if name.startswith("get") else ""
        return named(FIELDS[field][0]) if field in FIELDS else None
    if kind.what == "part":
        return named(kind_of_member(kind.of, name)) if kind_of_member(kind.of, name) else None
    if kind.what == "list":
        return _of_list(kind, name, called)
    if kind.what == "class":
        return Kind("instance", kind.of) if called and name in _MAKES else None
    if kind == instance("JsonSlurper") and called and name == "parseText":
        return instance("LinkedHashMap")
    if kind == instance("LinkedHashMap") and called and name in _OF_MAP:
        return kind if name in _SAME else Kind("list")
    if kind.what == "instance" and called and name in _PIECES:
        return Kind("list", instance("String"))
    if called and name in _NUMBER:
        return instance("Integer")
    return None


def _of_list(kind: Kind, name: str, called: bool) -> Kind | None:
    if not called:
        return Kind("list", after(kind.of, ".", name, False))
    if name in _ONE_OF:
        return kind.of if isinstance(kind.of, Kind) else None
    if name in _NUMBER:
        return instance("Integer")
    if name in ("groupBy", "collectEntries", "countBy"):
        return instance("LinkedHashMap")
    if name in _SAME:
        return kind
    return Kind("list") if name in ("collect", "collectMany", "flatten", "findResults", "transpose") else None


def _indexed(kind: Kind) -> Kind | None:
    if kind.what == "list":
        return kind.of if isinstance(kind.of, Kind) else None
    return Kind("part", "customField") if kind == Kind("part", "customFields") else None
