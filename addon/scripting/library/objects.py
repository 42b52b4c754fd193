"""Methods every object has."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.equality import equals, java_hash
from addon.scripting.semantics.texts import inspect, java_text, text
from addon.scripting.semantics.truth import truth
from addon.scripting.values import hierarchy
from addon.scripting.values.callables import DELEGATE_FIRST, Closure
from addon.scripting.values.classes import class_of
from addon.scripting.values.lists import Array

objects = Table(hierarchy.OBJECT)
null = Table(hierarchy.NULL)


@objects.method("toString()")
def to_string(run: Any, self: Any) -> str:
    """The text of this value."""
    return text(self)


@objects.method("inspect()")
def inspected(run: Any, self: Any) -> str:
    """The value as Groovy source would write it."""
    return inspect(self)


@objects.method("equals(Object)")
def equal(run: Any, self: Any, other: Any) -> bool:
    """Whether both are equal."""
    from addon.scripting.semantics.equality import SEQUENCES, java_equals
    from addon.scripting.values.maps import MAP_TYPES
    from addon.scripting.values.sets import SET_TYPES

    kind = type(self)
    if kind in SEQUENCES or kind in MAP_TYPES or kind in SET_TYPES:
        return equals(self, other)
    return java_equals(self, other)


@objects.method("isNotCase(Object)")
def is_not_case(run: Any, self: Any, value: Any) -> bool:
    """Whether a value does not fit this one as a case of switch."""
    from addon.scripting.semantics.cases import matches

    return not matches(run, self, value)


@objects.method("hashCode()")
def hash_code(run: Any, self: Any) -> int:
    """Java's hash code."""
    return java_hash(self)


@objects.method("is(Object)")
def same(run: Any, self: Any, other: Any) -> bool:
    """Whether both are one object."""
    return self is other or (type(self) is type(other) and type(self) in (int, bool, str) and bool(self == other))


@objects.method("getClass()")
def get_class(run: Any, self: Any) -> Any:
    """The class of this value."""
    return class_of(self)


@objects.method("asBoolean()")
def as_boolean(run: Any, self: Any) -> bool:
    """Groovy truth."""
    return truth(self)


@objects.method("with(Closure)", "with(boolean, Closure)")
def with_delegate(run: Any, self: Any, first: Any, closure: Closure | None = None) -> Any:
    """Call the closure with this value as its delegate and give its result, or this value."""
    returning = False
    if closure is None:
        closure = first
    else:
        returning = first
    result = delegated(closure, self).call(self)
    return self if returning else result


@objects.method("tap(Closure)")
def tap(run: Any, self: Any, closure: Closure) -> Any:
    """Call the closure with this value as its delegate and give this value back."""
    delegated(closure, self).call(self)
    return self


def delegated(closure: Closure, to: Any, strategy: int = DELEGATE_FIRST) -> Closure:
    """A copy of a closure with another delegate."""
    from addon.scripting.library.closures import clone

    copy = clone(closure)
    copy.delegate = to
    copy.strategy = strategy
    copy.redirected = True
    return copy


@objects.method("identity(Closure)")
def identity(run: Any, self: Any, closure: Closure) -> Any:
    """As with."""
    return with_delegate(run, self, closure)


gstrings = Table(hierarchy.BY_NAME["org.codehaus.groovy.runtime.GStringImpl"])


@gstrings.method("getValues()")
def gstring_values(run: Any, self: Any) -> Any:
    """The embedded values."""
    return Array(hierarchy.OBJECT, self.values)


@gstrings.method("getStrings()")
def gstring_strings(run: Any, self: Any) -> Any:
    """The texts between the values."""
    return Array(hierarchy.STRING, self.strings)


@gstrings.method("getValue(int)")
def gstring_value(run: Any, self: Any, index: int) -> Any:
    """One of the embedded values."""
    if not 0 <= index < len(self.values):
        throw("ArrayIndexOutOfBoundsException", f"Index {index} out of bounds for length {len(self.values)}")
    return self.values[index]


@gstrings.method("getBytes()", "getBytes(String)", "getBytes(Charset)")
def gstring_bytes(run: Any, self: Any, charset: Any = None) -> Any:
    """The bytes of the text, in UTF-8 if not said otherwise."""
    from addon.scripting.semantics.calling import invoke

    return invoke(run, text(self), "getBytes", () if charset is None else (charset,))


@gstrings.method("freeze()")
def gstring_freeze(run: Any, self: Any) -> Any:
    """The same text."""
    return self


@gstrings.method("writeTo(Writer)")
def gstring_write(run: Any, self: Any, target: Any) -> Any:
    """Write the text; gives the writer."""
    from addon.scripting.semantics.calling import invoke

    invoke(run, target, "write", (text(self),))
    return target


@gstrings.method("getValueCount()")
def gstring_count(run: Any, self: Any) -> int:
    return len(self.values)


@gstrings.method("leftShift(Object)")
def gstring_left_shift(run: Any, self: Any, value: Any) -> Any:
    """A StringBuilder of this text and a value."""
    from addon.scripting.library.builders import Builder

    builder = Builder(text(self))
    builder.add(run, java_text(value))
    return builder


@null.method("toString()")
def null_text(run: Any, self: Any) -> str:
    return "null"


@null.method("hashCode()")
def null_hash(run: Any, self: Any) -> int:
    return throw("NullPointerException", "Cannot invoke method hashCode() on null object")


@null.method("is(Object)")
def null_is(run: Any, self: Any, other: Any) -> bool:
    return other is None


@null.method("equals(Object)")
def null_equals(run: Any, self: Any, other: Any) -> bool:
    return other is None
