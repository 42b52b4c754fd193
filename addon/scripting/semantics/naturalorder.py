"""The order of TreeMap, TreeSet and Comparator.naturalOrder(): Java's compareTo, which takes only its own class."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.semantics.castfailures import cast_failure
from addon.scripting.semantics.ordering import compare
from addon.scripting.semantics.texts import ScriptObject
from addon.scripting.values.characters import GString
from addon.scripting.values.classes import class_named, class_of
from addon.scripting.values.numbers import NUMBERS


def natural(left: Any, right: Any) -> int:
    """`left.compareTo(right)`; throws where the classes differ and where there is no order."""
    if left is None:
        throw("NullPointerException", 'Cannot invoke "java.lang.Comparable.compareTo(Object)" because "k1" is null')
    if right is None:
        throw("NullPointerException")
    kind = type(left)
    if (kind is type(right) and kind is not GString) or isinstance(left, ScriptObject):
        if not isinstance(left, ScriptObject) and not class_of(left).is_a(class_named("Comparable")):
            cast_failure(left, "Comparable")
        return compare(left, right)
    related = isinstance(right, kind) or isinstance(left, type(right))
    if kind is GString or (related and kind not in NUMBERS):
        return compare(left, right)
    if not class_of(left).is_a(class_named("Comparable")):
        cast_failure(left, "Comparable")
    return cast_failure(right, class_of(left))
