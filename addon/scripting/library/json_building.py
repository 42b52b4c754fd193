"""groovy.json.JsonBuilder: calls without a meaning of their own become named nodes."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.builders import Writer
from addon.scripting.library.json_lexer import pretty
from addon.scripting.library.json_write import write_json
from addon.scripting.library.registry import Table, find
from addon.scripting.semantics.equality import SEQUENCES
from addon.scripting.values import hierarchy
from addon.scripting.values.callables import DELEGATE_FIRST, Closure
from addon.scripting.values.classes import define
from addon.scripting.values.hosts import HostObject
from addon.scripting.values.maps import MAP_TYPES, GroovyMap
from addon.scripting.values.sets import SET_TYPES

BUILDER = define("groovy.json.JsonBuilder", "groovy.lang.GroovyObject")
DELEGATE = define("groovy.json.JsonDelegate", "groovy.lang.GroovyObject")
UNEXPECTED = "Expected no arguments, a single map, a single closure, or a map and closure as arguments."
ITERABLE = SEQUENCES | SET_TYPES


class Builder(HostObject):
    """groovy.json.JsonBuilder; `content` is what was built last."""

    __slots__ = ("class_info", "content")

    def __init__(self, content: Any = None) -> None:
        self.class_info = BUILDER
        self.content = content

    def get_property(self, run: Any, name: str) -> Any:
        if name == "class":
            return BUILDER
        return self.content if name == "content" else super().get_property(run, name)

    def call_method(self, run: Any, name: str, arguments: tuple[Any, ...]) -> Any:
        if not arguments and name in ("toString", "toPrettyString", "getContent"):
            if name == "getContent":
                return self.content
            written = write_json(run, self.content)
            return written if name == "toString" else pretty(run, written, False)
        if name == "writeTo" and len(arguments) == 1 and isinstance(arguments[0], Writer):
            arguments[0].add(run, write_json(run, self.content))
            return arguments[0]
        if name == "call":
            self.content = called(arguments)
            return self.content
        offered = find(hierarchy.OBJECT.methods, name, arguments)
        if offered is not None:
            return offered[0](run, self, *offered[1])
        self.content = GroovyMap([(name, named(arguments))])
        return self.content

    def to_text(self, run: Any) -> str:
        from addon.scripting.limits import meter

        return write_json(_Gauge(meter()), self.content)


class _Gauge:
    """A stand-in for a run where only its meter is at hand."""

    __slots__ = ("meter",)

    def __init__(self, meter: Any) -> None:
        self.meter = meter


class Node(HostObject):
    """groovy.json.JsonDelegate: what a builder's closure calls; `name value` and `name { }` become entries."""

    __slots__ = ("class_info", "entries")

    def __init__(self) -> None:
        self.class_info = DELEGATE
        self.entries = GroovyMap()

    def set_property(self, run: Any, name: str, value: Any) -> None:
        self.entries.put(name, value)

    def call_method(self, run: Any, name: str, arguments: tuple[Any, ...]) -> Any:
        value = node(arguments)
        self.entries.put(name, value)
        return value


def called(arguments: tuple[Any, ...]) -> Any:
    """The content of a builder that is called itself: `builder(a: 1)`, `builder { }`, `builder 1, 2`."""
    if len(arguments) == 1 and (type(arguments[0]) in MAP_TYPES or type(arguments[0]) in SEQUENCES):
        return arguments[0]
    if len(arguments) == 1 and isinstance(arguments[0], Closure):
        return described(arguments[0])
    return _each(arguments) if _is_each(arguments) else list(arguments)


def named(arguments: tuple[Any, ...]) -> Any:
    """The value of a node that a builder is called for: `builder.name(a: 1) { }`."""
    first = arguments[0] if arguments else GroovyMap()
    last = arguments[-1] if arguments else None
    if len(arguments) < 2 and isinstance(first, Closure):
        return described(first)
    if len(arguments) < 2 and type(first) in MAP_TYPES:
        return first
    if len(arguments) == 2 and isinstance(last, Closure) and type(first) in MAP_TYPES:
        return GroovyMap([*first.items(), *described(last).items()])
    if _is_each(arguments):
        return _each(arguments)
    return throw("groovy.json.JsonException", UNEXPECTED)


def node(arguments: tuple[Any, ...]) -> Any:
    """The value of a node inside a closure: what is given, several values as a list.

    A closure is called when the content is written, not before.
    """
    if len(arguments) == 1:
        return arguments[0]
    return _each(arguments) if _is_each(arguments) else list(arguments)


def _is_each(arguments: tuple[Any, ...]) -> bool:
    return len(arguments) == 2 and isinstance(arguments[1], Closure) and type(arguments[0]) in ITERABLE


def _each(arguments: tuple[Any, ...]) -> list[Any]:
    return [described(arguments[1], element) for element in arguments[0]]


def described(closure: Closure, *arguments: Any) -> GroovyMap:
    """The entries that a closure names."""
    from addon.scripting.library.objects import delegated

    inner = Node()
    delegated(closure, inner, DELEGATE_FIRST).call(*arguments)
    return inner.entries


builder = Table(BUILDER)
builder.constructor("()", "(Object)")(lambda run, content=None: Builder(content))
