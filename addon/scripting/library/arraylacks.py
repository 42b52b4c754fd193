"""What arrays do not have although lists do: Groovy offers it on collections, or on arrays of objects only.

Loaded last: it goes over what the other modules offered.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from addon.scripting.library.registry import Overload
from addon.scripting.semantics.missing import missing_method
from addon.scripting.values import hierarchy
from addon.scripting.values.classes import PRIMITIVE_CODES


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


NO_ARRAY = _words(
    "asCollection asList collectNested combinations containsAll disjoint eachCombination eachPermutation forEach "
    "indexOf inits intersect isEmpty length multiply permutations parallelStream subsequences tails toArray "
    "toListString withIndex"
)
"""What no array has."""
OBJECTS_ONLY = _words(
    "collate collectEntries collectMany countBy drop dropRight dropWhile findResults first groupBy head init last "
    "reverse reverseEach shuffle shuffled sort tail take takeRight takeWhile toSorted toSpreadMap toUnique chop "
    "max/1 min/1 average/1 flatten/1"
)
"""What arrays of primitives do not have; with the count of arguments where it depends on that."""
LACKING = {
    "char": _words("max/0 min/0 average/0 indexed"),
    "byte": _words("max/0 min/0 indexed"),
    "boolean": _words("max/0 min/0 average/0 sum/0 sum/1 indexed"),
    "short": _words("max/0 min/0 indexed"),
    "float": _words("max/0 min/0 indexed"),
}
"""What arrays of one kind lack beyond that."""
PRIMITIVES_ONLY = _words("indexed toSet")


def _lacks(component: str, name: str, key: str) -> bool:
    if component not in PRIMITIVE_CODES:
        return name in PRIMITIVES_ONLY
    special = LACKING.get(component, frozenset())
    return name in OBJECTS_ONLY or key in OBJECTS_ONLY or name in special or key in special


def _guarded(function: Callable[..., Any], name: str, key: str) -> Callable[..., Any]:
    """The function for the arrays that have it."""

    @wraps(function)
    def guarded(run: Any, self: Any, *arguments: Any) -> Any:
        if _lacks(self.component.name, name, key):
            missing_method(self, name, arguments)
        return function(run, self, *arguments)

    return guarded


def _refusing(name: str) -> Callable[..., Any]:
    def refuse(run: Any, self: Any, *arguments: Any) -> Any:
        missing_method(self, name, arguments)

    return refuse


def _apply() -> None:
    own, common = hierarchy.ARRAY.own, hierarchy.OBJECT.own
    watched = OBJECTS_ONLY | PRIMITIVES_ONLY | frozenset().union(*LACKING.values())
    for key in {*own, *common}:
        name, _, count = key.partition("/")
        if name in NO_ARRAY:
            own.pop(key, None)
            if key in common:
                own[key] = [Overload(one.signature, _refusing(name)) for one in common[key]]
        elif name in watched or key in watched:
            offered = [*own.get(key, ()), *common.get(key, ())]
            own[key] = [Overload(one.signature, _guarded(one.function, name, f"{name}/{count}")) for one in offered]


_apply()
