"""Writing JSON as JsonOutput does."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any

from addon.scripting.errors import LimitExceeded, throw
from addon.scripting.library.json_times import properties_of
from addon.scripting.library.optionals import Optional
from addon.scripting.semantics.iteration import iterate
from addon.scripting.semantics.patterns import Pattern
from addon.scripting.semantics.texts import ScriptObject, text
from addon.scripting.values.callables import Closure
from addon.scripting.values.characters import Character, GString
from addon.scripting.values.classes import BY_NAME, ClassInfo, class_of
from addon.scripting.values.hierarchy import NUMBER
from addon.scripting.values.hosts import HostObject
from addon.scripting.values.lists import LIST_TYPES
from addon.scripting.values.maps import MAP_TYPES
from addon.scripting.values.numbers import FLOATS, INTEGERS
from addon.scripting.values.ranges import Entry, Range, ScriptIterator
from addon.scripting.values.sets import SET_TYPES

DEEPEST = 400
PART = 8
"""Bytes that keeping a part takes beside its characters: most are shared or short-lived."""
PIECE = 16_384
"""Characters escaped at a time, each charged before the next: escaping makes a text up to six times as long."""


def _has_elements(info: ClassInfo) -> bool:
    return info.is_a(BY_NAME["java.util.Iterator"]) or info.is_a(BY_NAME["java.lang.Iterable"])


@dataclass(frozen=True)
class Rules:
    """What a JsonGenerator is told: names and classes to leave out, converters by class, how dates are written."""

    nulls: bool = True
    unicode: bool = True
    names: frozenset[str] = frozenset()
    classes: tuple[ClassInfo, ...] = ()
    converters: tuple[tuple[ClassInfo, Any], ...] = ()
    date: Callable[[Any], str | None] | None = None


PLAIN = Rules()


def write_json(run: Any, value: Any, rules: Rules = PLAIN) -> str:
    """A value as JSON text."""
    writer = Writer(run, rules)
    writer.value(value, 0)
    return "".join(writer.parts)


class Writer:
    """The text so far."""

    __slots__ = ("key", "parts", "quoted", "rules", "run", "size")

    def __init__(self, run: Any, rules: Rules) -> None:
        self.run = run
        self.parts: list[str] = []
        self.rules = rules
        self.key: str | None = None
        self.quoted = encode_basestring_ascii if rules.unicode else encode_basestring
        self.size = 0

    def put(self, part: str) -> None:
        meter = self.run.meter
        meter.step(1 + (len(part) >> 8))
        meter.allocate(len(part) + PART)
        self.size += len(part)
        if self.size > meter.limits.string:
            meter.text(self.size)
        self.parts.append(part)

    def value(self, value: Any, depth: int) -> None:
        if depth > DEEPEST:
            raise LimitExceeded("depth", f"Values are nested deeper than {DEEPEST}.")
        if self.rules.converters and value is not None:
            value = self.converted(value)
        kind = type(value)
        if value is None:
            self.put("null")
        elif kind is bool:
            self.put("true" if value else "false")
        elif kind is str or kind is GString or kind is Character:
            self.string(text(value))
        elif kind in FLOATS and (value != value or value in (float("inf"), float("-inf"))):
            word = "NaN" if value != value else "infinite"
            throw(
                "groovy.json.JsonException",
                f"Number {text(value)} can't be serialized as JSON: {word} are not allowed in JSON.",
            )
        elif kind in INTEGERS or kind in FLOATS or kind is Decimal:
            self.put(text(value))
        elif kind in MAP_TYPES:
            self.entries(value.items(), depth)
        elif kind in LIST_TYPES or kind in SET_TYPES or kind is Range:
            self.elements(list(value), depth)
        else:
            self.other(value, depth)

    def converted(self, value: Any) -> Any:
        """What the first converter for the value's class makes of it."""
        for info, change in self.rules.converters:
            if class_of(value).is_a(info):
                return change.call(value, self.key) if getattr(change, "size", 1) > 1 else change.call(value)
        return value

    def left_out(self, name: str, value: Any) -> bool:
        """Whether the generator was told to leave out an entry."""
        rules = self.rules
        return (
            (value is None and not rules.nulls)
            or name in rules.names
            or (bool(rules.classes) and value is not None and any(class_of(value).is_a(one) for one in rules.classes))
        )

    def other(self, value: Any, depth: int) -> None:
        from addon.scripting.library.expandos import Expando
        from addon.scripting.library.json import RawText
        from addon.scripting.library.json_values import as_json

        if type(value) is RawText:
            self.put(value.content)
        elif class_of(value).is_a(NUMBER):
            self.put(text(value))
        elif isinstance(value, Closure):
            from addon.scripting.library.json_building import described as entries_of

            self.entries(entries_of(value).items(), depth)
        elif type(value) is Entry:
            self.entries([("key", value.key), ("value", value.value)], depth)
        elif type(value) is Expando:
            self.entries(value.held.items(), depth)
        elif isinstance(value, HostObject):
            plain = value.to_plain()
            self.value(plain if not isinstance(plain, HostObject) else text(plain), depth + 1)
        elif isinstance(value, ScriptObject) and _has_elements(class_of(value)):
            self.elements(list(iterate(self.run, value)), depth)
        elif isinstance(value, ScriptObject):
            shown = as_json(self.run, value)  # type: ignore[arg-type]
            if isinstance(shown, str):
                self.string(shown)
            else:
                self.entries(shown, depth)
        elif isinstance(value, ScriptIterator):
            self.elements(list(value), depth)
        elif isinstance(value, Optional):
            self.entries([("empty", value.value is None), ("present", value.value is not None)], depth)
        elif isinstance(value, Pattern):
            self.entries([], depth)  # it has no properties
        elif (properties := properties_of(value)) is not None:
            self.entries(list(properties.items()), depth)
        else:
            written = self.rules.date(value) if self.rules.date is not None else None
            self.string(written or date_text(value) or text(value))

    def entries(self, pairs: list[tuple[Any, Any]], depth: int) -> None:
        self.put("{")
        first = True
        for key, value in pairs:
            if key is None:
                throw("IllegalArgumentException", "Maps with null keys can't be converted to JSON")
            if self.rules is not PLAIN and self.left_out(text(key), value):
                continue
            if not first:
                self.put(",")
            first = False
            self.key = text(key)
            self.string(self.key)
            self.put(":")
            self.value(value, depth + 1)
        self.put("}")

    def elements(self, values: list[Any], depth: int) -> None:
        self.put("[")
        for index, value in enumerate(values):
            if index:
                self.put(",")
            self.value(value, depth + 1)
        self.put("]")

    def string(self, plain: str) -> None:
        if len(plain) <= PIECE:
            self.put(self.quoted(plain))
            return
        self.run.meter.text(len(plain))
        self.put('"')
        for start in range(0, len(plain), PIECE):
            self.run.meter.step(PIECE >> 6)
            self.put(self.quoted(plain[start : start + PIECE])[1:-1])
        self.put('"')


def date_text(value: Any) -> str | None:
    """A Date or Calendar as UTC text; None for anything else."""
    from addon.scripting.library.moments import json_date

    return json_date(value)


def described(value: Any) -> str:
    """The class name of a value, for messages."""
    return class_of(value).name
