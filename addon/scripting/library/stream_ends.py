"""What ends a stream: forEach, collect, reduce, toList, count, the matches."""

from collections.abc import Iterator
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import charged, sign_of_answer
from addon.scripting.library.optionals import Optional
from addon.scripting.library.predicates import passes
from addon.scripting.library.streams import Collector, Stream, offer, stepping, streams
from addon.scripting.values.classes import ClassInfo, class_named, class_of
from addon.scripting.values.lists import Array, UnmodifiableList
from addon.scripting.values.mapnames import IMMUTABLE
from addon.scripting.values.numbers import Long
from addon.scripting.values.sets import HashSet


@offer("each(Closure)")
def each(run: Any, self: Stream, action: Any) -> Stream:
    """Call for every element; gives the stream, which is used up."""
    for_each(run, self, action)
    return self


@offer("forEach(Consumer)", "forEachOrdered(Consumer)")
def for_each(run: Any, self: Stream, action: Any) -> None:
    """Call for every element."""
    for one in self.source:
        action.call(one)


@offer("toList()")
def to_list(run: Any, self: Stream) -> Any:
    """The elements as a list."""
    return UnmodifiableList(charged(run, list(self.source)), IMMUTABLE + "ListN")


@offer("toSet()")
def to_set(run: Any, self: Stream) -> Any:
    """The elements as a set."""
    elements = list(self.source)
    run.meter.entries(len(elements))
    return HashSet(elements)


@streams.method("toArray()", "toArray(IntFunction)")
def to_array(run: Any, self: Stream, make: Any = None) -> Array:
    """The elements as an array."""
    elements = charged(run, list(self.source))
    component = class_named("java.lang.Object")
    if make is not None:
        made = make.call(len(elements))
        component = made.component if type(made) is Array else component
    return Array(component, elements)


@streams.method("toArray(Class)")
def to_array_of(run: Any, self: Stream, component: ClassInfo) -> Array:
    """The elements as an array of a class."""
    elements = charged(run, list(self.source))
    for one in elements:
        if one is not None and not class_of(one).is_a(component):
            throw("ArrayStoreException", class_of(one).name)
    return Array(component, elements)


@offer("count()")
def count(run: Any, self: Stream) -> Long:
    """How many elements there are."""
    return Long(sum(1 for _ in stepping(run, self.source)))


@offer("anyMatch(Predicate)")
def any_match(run: Any, self: Stream, test: Any) -> bool:
    """Whether an element passes."""
    return any(passes(test.call(one)) for one in self.source)


@offer("allMatch(Predicate)")
def all_match(run: Any, self: Stream, test: Any) -> bool:
    """Whether every element passes."""
    return all(passes(test.call(one)) for one in self.source)


@offer("noneMatch(Predicate)")
def none_match(run: Any, self: Stream, test: Any) -> bool:
    """Whether no element passes."""
    return not any(passes(test.call(one)) for one in self.source)


@streams.method("findFirst()", "findAny()")
def find_first(run: Any, self: Stream) -> Optional:
    """The first element, if any."""
    for one in self.source:
        if one is None:
            throw("NullPointerException")
        return Optional(one)
    return Optional(None)


@streams.method("max(Comparator)")
def max_(run: Any, self: Stream, order: Any) -> Optional:
    """The greatest element, if any."""
    return Optional(extreme(self.source, order, 1))


@streams.method("min(Comparator)")
def min_(run: Any, self: Stream, order: Any) -> Optional:
    """The least element, if any."""
    return Optional(extreme(self.source, order, -1))


def extreme(source: Iterator[Any], order: Any, sign: int) -> Any:
    """The greatest (1) or least (-1) element by a comparator; None for none."""
    best: Any = None
    for one in source:
        if best is None or sign_of_answer(order.call(one, best)) * sign > 0:
            best = one
    return best


@offer("reduce(Object, BinaryOperator)")
def reduce(run: Any, self: Stream, first: Any, combine: Any) -> Any:
    """All elements combined with a first value."""
    result = first
    for one in self.source:
        result = combine.call(result, one)
    return result


@streams.method("reduce(Object, BiFunction, BinaryOperator)")
def reduce_apart(run: Any, self: Stream, first: Any, combine: Any, join: Any) -> Any:
    """All elements combined with a first value."""
    return reduce(run, self, first, combine)


@streams.method("reduce(BinaryOperator)")
def reduce_optional(run: Any, self: Stream, combine: Any) -> Optional:
    """All elements combined, if any."""
    return Optional(_reduced(self, combine))


def _reduced(self: Stream, combine: Any) -> Any:
    result = None
    for one in self.source:
        result = one if result is None else combine.call(result, one)
    return result


@streams.method("collect(Collector)")
def collect(run: Any, self: Stream, collector: Collector) -> Any:
    """The elements as a collector gathers them."""
    return collector.finish(run, list(self.source))


@streams.method("collect(Supplier, BiConsumer, BiConsumer)")
def collect_into(run: Any, self: Stream, make: Any, add: Any, join: Any) -> Any:
    """What a function makes, with every element added by another."""
    result = make.call()
    for one in self.source:
        add.call(result, one)
    return result


@offer("iterator()")
def iterator(run: Any, self: Stream) -> Any:
    """The elements one by one."""
    from addon.scripting.values.ranges import ScriptIterator

    return ScriptIterator(self.source)
