"""java.util.Optional and its kin of numbers."""

from collections.abc import Callable
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.castfailures import cast_failure
from addon.scripting.semantics.equality import java_equals, java_hash
from addon.scripting.semantics.extend import extend
from addon.scripting.semantics.texts import java_text
from addon.scripting.values.classes import define
from addon.scripting.values.numbers import Long


class Optional:
    """java.util.Optional"""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


class OptionalInt(Optional):
    """java.util.OptionalInt"""

    __slots__ = ()


class OptionalLong(Optional):
    """java.util.OptionalLong"""

    __slots__ = ()


class OptionalDouble(Optional):
    """java.util.OptionalDouble"""

    __slots__ = ()


def _register(kind: type[Optional], name: str) -> None:
    define(f"java.util.{name}", "Object", python=[kind])
    extend(
        kind,
        text=lambda value: f"{name}.empty" if value.value is None else f"{name}[{java_text(value.value)}]",
        equals=lambda one, two: one.value is two.value or java_equals(one.value, two.value),
        hash=lambda value: java_hash(value.value),
        truth=lambda value: kind is not Optional or value.value is not None,
    )


for _kind, _name in (
    (Optional, "Optional"),
    (OptionalInt, "OptionalInt"),
    (OptionalLong, "OptionalLong"),
    (OptionalDouble, "OptionalDouble"),
):
    _register(_kind, _name)
optionals = Table("java.util.Optional")
NUMERIC = {OptionalInt: "Int", OptionalLong: "Long", OptionalDouble: "Double"}
tables = [optionals, *[Table(f"java.util.Optional{name}") for name in NUMERIC.values()]]


def offer(*signatures: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Offer a method on every kind of Optional."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for table in tables:
            table.method(*signatures)(function)
        return function

    return add


@optionals.static("of(Object)")
def optional_of(run: Any, value: Any) -> Optional:
    """A value; not null."""
    if value is None:
        throw("NullPointerException")
    return Optional(value)


@optionals.static("ofNullable(Object)")
def optional_of_nullable(run: Any, value: Any) -> Optional:
    """A value that may be missing."""
    return Optional(value)


@optionals.static("empty()")
def optional_empty(run: Any) -> Optional:
    return Optional(None)


def _numeric(kind: type[Optional], word: str) -> None:
    table = Table(f"java.util.Optional{word}")
    table.static(f"of({word.lower()})")(lambda run, value: kind(Long(value) if kind is OptionalLong else value))
    table.static("empty()")(lambda run: kind(None))
    table.method(f"getAs{word}()", "get()")(get)


@offer("isPresent()")
def is_present(run: Any, self: Optional) -> bool:
    """Whether there is a value."""
    return self.value is not None


@offer("isEmpty()")
def is_empty(run: Any, self: Optional) -> bool:
    """Whether there is no value."""
    return self.value is None


@optionals.method("get()")
@offer("orElseThrow()")
def get(run: Any, self: Optional) -> Any:
    """The value; throws if there is none."""
    if self.value is None:
        throw("NoSuchElementException", "No value present")
    return self.value


for _kind, _word in NUMERIC.items():
    _numeric(_kind, _word)


@offer("orElse(Object)")
def or_else(run: Any, self: Optional, other: Any) -> Any:
    """The value, or another."""
    return other if self.value is None else self.value


@offer("orElseGet(Supplier)")
def or_else_get(run: Any, self: Optional, make: Any) -> Any:
    """The value, or what a function makes."""
    return make.call() if self.value is None else self.value


@offer("orElseThrow(Supplier)")
def or_else_throw(run: Any, self: Optional, make: Any) -> Any:
    """The value; else throws what a function makes."""
    if self.value is None:
        from addon.scripting.errors import Thrown

        made = make.call()
        if made is None:
            throw(
                "NullPointerException",
                'Cannot throw exception because the return value of "java.util.function.Supplier.get()" is null',
            )
        raise Thrown(made)
    return self.value


@optionals.method("map(Function)")
def optional_map(run: Any, self: Optional, change: Any) -> Optional:
    """What a function makes of the value."""
    return self if self.value is None else Optional(change.call(self.value))


@optionals.method("flatMap(Function)")
def optional_flat_map(run: Any, self: Optional, change: Any) -> Any:
    """What a function, which gives an Optional, makes of the value."""
    return self if self.value is None else change.call(self.value)


@offer("filter(Predicate)")
def optional_filter(run: Any, self: Optional, test: Any) -> Optional:
    """The value, if it passes."""
    from addon.scripting.library.predicates import passes

    return self if self.value is None or passes(test.call(self.value)) else type(self)(None)


@optionals.method("collect(Closure)")
def optional_collect(run: Any, self: Optional, change: Any) -> Optional:
    """As map."""
    return self if self.value is None else Optional(change.call(self.value))


def _changed_to(name: str, kind: type[Optional], python: type, java: str) -> None:
    @optionals.method(f"mapTo{name}(To{name}Function)")
    def change_to(run: Any, self: Optional, change: Any) -> Optional:
        """The number that a function makes of the value."""
        if self.value is None:
            return kind(None)
        made = change.call(self.value)
        if type(made) is not python:
            cast_failure(made, java)
        return kind(made)


_changed_to("Int", OptionalInt, int, "java.lang.Integer")
_changed_to("Long", OptionalLong, Long, "java.lang.Long")
_changed_to("Double", OptionalDouble, float, "java.lang.Double")


@optionals.method("or(Supplier)", "orOptional(Supplier)")
def or_(run: Any, self: Optional, make: Any) -> Any:
    """This one, or another if this is empty."""
    return make.call() if self.value is None else self


@offer("ifPresent(Consumer)")
def if_present(run: Any, self: Optional, action: Any) -> None:
    """Call with the value if there is one."""
    if self.value is not None:
        action.call(self.value)


@offer("ifPresentOrElse(Consumer, Runnable)")
def if_present_or_else(run: Any, self: Optional, action: Any, other: Any) -> None:
    """Call with the value if there is one, else call another function."""
    if self.value is None:
        other.call()
    else:
        action.call(self.value)


@offer("stream()")
def optional_stream(run: Any, self: Optional) -> Any:
    """The value as a stream of one element, or an empty stream."""
    from addon.scripting.library.streams import Stream

    return Stream(iter(() if self.value is None else (self.value,)))
