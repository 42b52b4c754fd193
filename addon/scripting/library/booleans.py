"""java.lang.Boolean."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.castfailures import cast_failure
from addon.scripting.semantics.texts import text
from addon.scripting.semantics.truth import truth
from addon.scripting.values import hierarchy

booleans = Table(hierarchy.BOOLEAN)


booleans.constant("TRUE", True)


booleans.constant("FALSE", False)


@booleans.static("parseBoolean(String?)", "valueOf(String?)", "valueOf(boolean)")
def parse_boolean(run: Any, value: Any) -> bool:
    """True for "true" in any case."""
    return value if isinstance(value, bool) else value is not None and value.lower() == "true"


@booleans.static("toString(boolean)")
def boolean_text(run: Any, value: bool) -> str:
    return text(value)


@booleans.static("logicalAnd(boolean, boolean)")
def logical_and(run: Any, one: bool, two: bool) -> bool:
    return one and two


@booleans.static("logicalOr(boolean, boolean)")
def logical_or(run: Any, one: bool, two: bool) -> bool:
    return one or two


@booleans.static("logicalXor(boolean, boolean)")
def logical_xor(run: Any, one: bool, two: bool) -> bool:
    return one != two


@booleans.static("hashCode(boolean)")
def boolean_hash(run: Any, value: bool) -> int:
    return 1231 if value else 1237


@booleans.static("compare(boolean, boolean)")
def boolean_compare_static(run: Any, one: bool, two: bool) -> int:
    return int(one) - int(two)


@booleans.method("booleanValue()")
def boolean_value(run: Any, self: bool) -> bool:
    return self


@booleans.method("and(Boolean?)")
def boolean_and(run: Any, self: bool, other: Any) -> bool:
    return self and truth(other)


@booleans.method("or(Boolean?)")
def boolean_or(run: Any, self: bool, other: Any) -> bool:
    return self or truth(other)


@booleans.method("xor(Boolean?)")
def boolean_xor(run: Any, self: bool, other: Any) -> bool:
    return self != truth(other)


@booleans.method("implies(Object)")
def implies(run: Any, self: bool, other: Any) -> bool:
    return not self or truth(other)


@booleans.method("compareTo(Boolean)")
def boolean_compare(run: Any, self: bool, other: bool) -> int:
    return int(self) - int(other)


@booleans.method("compareTo(Object)")
def compare_other(run: Any, self: bool, other: Any) -> int:
    """Only a Boolean can be compared with one."""
    if other is None:
        throw("NullPointerException", 'Cannot read field "value" because "b" is null')
    return cast_failure(other, hierarchy.BOOLEAN)


@booleans.method("toBoolean()")
def to_boolean(run: Any, self: bool) -> bool:
    return self


@booleans.constructor("(boolean)", "(String?)")
def make(run: Any, value: Any) -> bool:
    """A Boolean of itself, or of its text."""
    return bool(parse_boolean(run, value))
