"""Groups, counts, sums, joins and extremes of collections."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.array_sums import is_primitive, primitive_average, primitive_sum
from addon.scripting.library.iterables import collections_and_arrays, iterables, order_of
from addon.scripting.library.predicates import calling
from addon.scripting.semantics.castfailures import cast_failure
from addon.scripting.semantics.division import divide
from addon.scripting.semantics.equality import equals
from addon.scripting.semantics.iteration import elements_of, iterate
from addon.scripting.semantics.operators import plus
from addon.scripting.semantics.ordering import compare
from addon.scripting.semantics.texts import text
from addon.scripting.semantics.truth import truth
from addon.scripting.values.callables import Closure
from addon.scripting.values.lists import LIST_TYPES, Array
from addon.scripting.values.maps import GroovyMap
from addon.scripting.values.numbers import Long

# Grouping


@collections_and_arrays("groupBy(Closure)", "groupBy(Object...)", "groupBy(List)")
def group_by(run: Any, self: Any, *keys: Any) -> GroovyMap:
    """Lists of elements by the key a closure gives; several closures nest."""
    if len(keys) == 1 and type(keys[0]) in LIST_TYPES:
        keys = tuple(keys[0])
        run.meter.step(len(keys) >> 3)
    groups = GroovyMap()
    if None in keys:
        throw("NullPointerException", 'Cannot invoke "java.util.List.toArray()" because "closures" is null')
    for key in keys:
        if type(key) is not Closure:
            cast_failure(key, "groovy.lang.Closure")
    if not keys:
        for element in iterate(run, self):
            _grouped(run, groups, element, element)
        return groups
    first, rest = keys[0], keys[1:]
    for element in iterate(run, self):
        _grouped(run, groups, first.call(element), element)
    if rest:
        for key, group in groups.items():
            groups.put(key, group_by(run, group, *rest))
    return groups


def _grouped(run: Any, groups: GroovyMap, key: Any, element: Any) -> None:
    group = groups.get(key)
    if group is None:
        run.meter.entries(1)
        group = []
        groups.put(key, group)
    run.meter.elements(1)
    group.append(element)


@collections_and_arrays("countBy(Closure)")
def count_by(run: Any, self: Any, key_of: Closure) -> GroovyMap:
    """How many elements there are for each key."""
    counts = GroovyMap()
    for element in iterate(run, self):
        key = key_of.call(element)
        run.meter.entries(1)
        counts.put(key, counts.get(key, 0) + 1)
    return counts


@collections_and_arrays("count(Object)", "count(Closure)")
@calling
def count(run: Any, self: Any, wanted: Any) -> Any:
    """How many elements equal a value or pass a closure."""
    if type(wanted) is Closure and not is_primitive(self):
        return sum([1 for element in iterate(run, self) if truth(wanted.call(element))])
    return sum([1 for element in iterate(run, self) if equals(element, wanted)])


@iterables.method("count(Number, Closure)")
def count_from(run: Any, self: Any, start: Any, test: Closure) -> Any:
    """How many elements pass, added to a number."""
    return plus(run, start, count(run, self, test))


# Combining


@collections_and_arrays("join()", "join(String?)")
def join(run: Any, self: Any, separator: str | None = "") -> str:
    """The texts of all elements with a separator between."""
    words = []
    meter = run.meter
    for element in iterate(run, self):
        word = text(element)
        meter.text(len(word))
        words.append(word)
    between = separator or ""
    meter.text(len(between) * len(words))
    return between.join(words)


@collections_and_arrays("sum()", "sum(Object)", "sum(Closure)", "sum(Object, Closure)")
def sum_(run: Any, self: Any, first: Any = None, second: Closure | None = None) -> Any:
    """All elements added with plus."""
    if is_primitive(self):
        return primitive_sum(run, self, *[one for one in (first, second) if one is not None])
    closure = first if type(first) is Closure and second is None else second
    started = second is not None or (first is not None and closure is None)
    result = first if started else None
    for element in iterate(run, self):
        value = element if closure is None else closure.call(element)
        if started and result is None:
            throw("NullPointerException", 'Cannot invoke "Object.getClass()" because "obj" is null')
        result = plus(run, result, value) if started else value
        started = True
    return result


@collections_and_arrays("average()", "average(Closure)")
def average(run: Any, self: Any, closure: Closure | None = None) -> Any:
    """The mean."""
    if is_primitive(self):
        return primitive_average(run, self, *[one for one in (closure,) if one is not None])
    elements = elements_of(self)
    if not elements:
        throw("NullPointerException", 'Cannot invoke "Object.getClass()" because "obj" is null')
    total = sum_(run, elements, closure)
    from addon.scripting.semantics.calling import invoke
    from addon.scripting.values.numbers import NUMBERS

    return divide(total, len(elements)) if type(total) in NUMBERS else invoke(run, total, "div", (Long(len(elements)),))


@collections_and_arrays("max()", "max(Closure)", "max(Comparator)")
def max_(run: Any, self: Any, closure: Any = None) -> Any:
    """The greatest element."""
    return _extreme(run, self, closure, 1)


@collections_and_arrays("min()", "min(Closure)", "min(Comparator)")
def min_(run: Any, self: Any, closure: Any = None) -> Any:
    """The least element."""
    return _extreme(run, self, closure, -1)


EXTREMES_OF = ("int", "long", "double")
"""Arrays whose greatest and least element Groovy asks Java for; an empty one has none."""


def _extreme(run: Any, self: Any, closure: Any, sign: int) -> Any:
    answer: Any = None
    if closure is None:
        if type(self) is Array and not self and self.component.name in EXTREMES_OF:
            word = f"{'max' if sign > 0 else 'min'}() on empty {self.component.name}[]"
            throw("UnsupportedOperationException", f"Can't call {word}")
        for element in iterate(run, self):
            if element is not None and (answer is None or compare(element, answer) * sign > 0):
                answer = element
        return answer
    if type(closure) is Closure and closure.size == 1:
        best: Any = None
        first = True
        for element in iterate(run, self):
            value = closure.call(element)
            if first or compare(value, best) * sign > 0:
                answer, best, first = element, value, False
        return answer
    order = order_of(closure)
    first = True
    for element in iterate(run, self):
        if element is None and sign > 0:
            continue  # max() asks the order about no null, min() does
        if first or order(element, answer) * sign > 0:
            answer, first = element, False
    return answer
