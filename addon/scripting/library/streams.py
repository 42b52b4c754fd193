"""Java streams: IntStream and Stream as one, and the collectors scripts use."""

from collections.abc import Iterator
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import charged, sign_of_answer, sorted_by
from addon.scripting.library.registry import Table
from addon.scripting.semantics.extend import extend
from addon.scripting.semantics.ordering import compare, number_aware
from addon.scripting.semantics.texts import text
from addon.scripting.semantics.truth import truth
from addon.scripting.values.classes import class_named, define
from addon.scripting.values.lists import Array, UnmodifiableList
from addon.scripting.values.maps import GroovyMap
from addon.scripting.values.numbers import Long
from addon.scripting.values.sets import GroovySet


class Stream:
    """A lazy sequence; gone through once."""

    __slots__ = ("source",)

    def __init__(self, source: Iterator[Any]) -> None:
        self.source = source


class Optional:
    """java.util.Optional"""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


class Collector:
    """What Stream.collect is given: a function from elements to the result."""

    __slots__ = ("finish",)

    def __init__(self, finish: Any) -> None:
        self.finish = finish


define("java.util.stream.BaseStream", "Object", interface=True)
define("java.util.stream.Stream", "BaseStream", python=[Stream])
define("java.util.stream.IntStream", "BaseStream")
define("java.util.Optional", "Object", python=[Optional])
define("java.util.stream.Collector", "Object", python=[Collector])
streams = Table("java.util.stream.Stream")
optionals = Table("java.util.Optional")
collectors = Table(define("java.util.stream.Collectors"))
extend(
    Optional,
    text=lambda value: "Optional.empty" if value.value is None else f"Optional[{text(value.value)}]",
    truth=lambda value: value.value is not None,
)


@streams.method("filter(Predicate)")
def filter_(run: Any, self: Stream, test: Any) -> Stream:
    """The elements that pass."""
    return Stream(one for one in self.source if truth(test.call(one)))


@streams.method(
    "map(Function)",
    "mapToObj(Function)",
    "mapToInt(Function)",
    "mapToLong(Function)",
    "mapToDouble(Function)",
    "boxed()",
)
def map_(run: Any, self: Stream, change: Any = None) -> Stream:
    """What a function makes of every element."""
    return self if change is None else Stream(change.call(one) for one in self.source)


@streams.method("flatMap(Function)")
def flat_map(run: Any, self: Stream, change: Any) -> Stream:
    return Stream(inner for one in self.source for inner in change.call(one).source)


@streams.method("distinct()")
def distinct(run: Any, self: Stream) -> Stream:
    return Stream(iter(list(GroovySet(self.source))))


@streams.method("sorted()", "sorted(Comparator)")
def sorted_(run: Any, self: Stream, order: Any = None) -> Stream:
    """In order."""
    chosen = number_aware if order is None else (lambda one, two: sign_of_answer(order.call(one, two)))
    return Stream(iter(sorted_by(run, list(self.source), chosen)))


@streams.method("limit(long)")
def limit(run: Any, self: Stream, count: int) -> Stream:
    from itertools import islice

    return Stream(islice(self.source, max(0, min(count, 2**31))))


@streams.method("skip(long)")
def skip(run: Any, self: Stream, count: int) -> Stream:
    from itertools import islice

    return Stream(islice(self.source, max(0, min(count, 2**31)), None))


@streams.method("peek(Consumer)")
def peek(run: Any, self: Stream, action: Any) -> Stream:
    def go() -> Iterator[Any]:
        for one in self.source:
            action.call(one)
            yield one

    return Stream(go())


@streams.method("forEach(Consumer)", "forEachOrdered(Consumer)", "each(Closure)")
def for_each(run: Any, self: Stream, action: Any) -> None:
    for one in self.source:
        action.call(one)


@streams.method("toList()")
def to_list(run: Any, self: Stream) -> Any:
    """The elements as a list."""
    return UnmodifiableList(charged(run, list(self.source)))


@streams.method("toSet()")
def to_set(run: Any, self: Stream) -> Any:
    return GroovySet(self.source)


@streams.method("toArray()", "toArray(Object)")
def to_array(run: Any, self: Stream, make: Any = None) -> Array:
    return Array(class_named("java.lang.Object"), charged(run, list(self.source)))


@streams.method("count()")
def count(run: Any, self: Stream) -> Long:
    return Long(sum(1 for _ in self.source))


@streams.method("sum()")
def sum_(run: Any, self: Stream) -> Any:
    from addon.scripting.library.aggregates import sum_ as total

    elements = list(self.source)
    return total(run, elements) if elements else 0


@streams.method("anyMatch(Predicate)")
def any_match(run: Any, self: Stream, test: Any) -> bool:
    return any(truth(test.call(one)) for one in self.source)


@streams.method("allMatch(Predicate)")
def all_match(run: Any, self: Stream, test: Any) -> bool:
    return all(truth(test.call(one)) for one in self.source)


@streams.method("noneMatch(Predicate)")
def none_match(run: Any, self: Stream, test: Any) -> bool:
    return not any(truth(test.call(one)) for one in self.source)


@streams.method("findFirst()", "findAny()")
def find_first(run: Any, self: Stream) -> Optional:
    return Optional(next(self.source, None))


@streams.method("max(Comparator)", "max()")
def max_(run: Any, self: Stream, order: Any = None) -> Optional:
    return _extreme(self, order, 1)


@streams.method("min(Comparator)", "min()")
def min_(run: Any, self: Stream, order: Any = None) -> Optional:
    return _extreme(self, order, -1)


def _extreme(self: Stream, order: Any, sign: int) -> Optional:
    best: Any = None
    for one in self.source:
        if best is None or (compare(one, best) if order is None else sign_of_answer(order.call(one, best))) * sign > 0:
            best = one
    return Optional(best)


@streams.method("reduce(Object, BinaryOperator)")
def reduce(run: Any, self: Stream, first: Any, combine: Any) -> Any:
    result = first
    for one in self.source:
        result = combine.call(result, one)
    return result


@streams.method("reduce(BinaryOperator)")
def reduce_optional(run: Any, self: Stream, combine: Any) -> Optional:
    result = None
    for one in self.source:
        result = one if result is None else combine.call(result, one)
    return Optional(result)


@streams.method("collect(Collector)")
def collect(run: Any, self: Stream, collector: Collector) -> Any:
    """The elements as a collector gathers them."""
    return collector.finish(run, list(self.source))


@streams.method("iterator()")
def iterator(run: Any, self: Stream) -> Any:
    from addon.scripting.values.ranges import ScriptIterator

    return ScriptIterator(self.source)


@streams.static("iterate(Object, UnaryOperator)", "iterate(Object, Predicate, UnaryOperator)")
def stream_iterate(run: Any, first: Any, second: Any, third: Any = None) -> Stream:
    """A value, what a function makes of it, what it makes of that, and so on; as long as a test passes, if given."""
    test, step = (None, second) if third is None else (second, third)

    def go() -> Iterator[Any]:
        value = first
        while test is None or truth(test.call(value)):
            run.meter.step()
            yield value
            value = step.call(value)

    return Stream(go())


@streams.static("generate(Supplier)")
def stream_generate(run: Any, make: Any) -> Stream:
    """What a function makes, again and again."""

    def go() -> Iterator[Any]:
        while True:
            run.meter.step()
            yield make.call()

    return Stream(go())


@streams.static("empty()")
def stream_empty(run: Any) -> Stream:
    return Stream(iter(()))


@streams.static("concat(Stream, Stream)")
def stream_concat(run: Any, one: Stream, two: Stream) -> Stream:
    from itertools import chain

    return Stream(chain(one.source, two.source))


@streams.static("of(Object...)")
def stream_of(run: Any, *values: Any) -> Stream:
    return Stream(iter(values))


int_streams = Table("java.util.stream.IntStream")


@int_streams.static("range(int, int)")
def int_range(run: Any, first: int, last: int) -> Stream:
    return Stream(iter(range(first, last)))


@int_streams.static("rangeClosed(int, int)")
def int_range_closed(run: Any, first: int, last: int) -> Stream:
    return Stream(iter(range(first, last + 1)))


# Collectors


@collectors.static("toList()", "toUnmodifiableList()")
def collect_list(run: Any) -> Collector:
    return Collector(lambda run, elements: charged(run, elements))


@collectors.static("toSet()")
def collect_set(run: Any) -> Collector:
    from addon.scripting.values.sets import HashSet

    return Collector(lambda run, elements: HashSet(elements))


@collectors.static("joining()", "joining(CharSequence)", "joining(CharSequence, CharSequence, CharSequence)")
def joining(run: Any, separator: str = "", prefix: str = "", suffix: str = "") -> Collector:
    def join(run: Any, elements: list[Any]) -> str:
        from addon.scripting.library.aggregates import join as joined

        return f"{prefix}{joined(run, elements, separator)}{suffix}"

    return Collector(join)


@collectors.static("groupingBy(Function)", "groupingBy(Function, Collector)")
def grouping_by(run: Any, key_of: Any, downstream: Collector | None = None) -> Collector:
    def group(run: Any, elements: list[Any]) -> Any:
        from addon.scripting.values.maps import HashMap

        groups = HashMap()
        for one in elements:
            key = key_of.call(one)
            if not groups.has(key):
                run.meter.entries(1)
                groups.put(key, [])
            groups.get(key).append(one)
        if downstream is not None:
            for key, members in groups.items():
                groups.put(key, downstream.finish(run, members))
        return groups

    return Collector(group)


@collectors.static("partitioningBy(Predicate)")
def partitioning_by(run: Any, test: Any) -> Collector:
    def part(run: Any, elements: list[Any]) -> Any:
        yes = [one for one in elements if truth(test.call(one))]
        no = [one for one in elements if not truth(test.call(one))]
        return GroovyMap([(False, no), (True, yes)])

    return Collector(part)


@collectors.static("toMap(Function, Function)", "toMap(Function, Function, BinaryOperator)")
def collect_map(run: Any, key_of: Any, value_of: Any, merge: Any = None) -> Collector:
    def build(run: Any, elements: list[Any]) -> Any:
        from addon.scripting.values.maps import HashMap

        made = HashMap()
        for one in elements:
            key, value = key_of.call(one), value_of.call(one)
            run.meter.entries(1)
            if made.has(key):
                if merge is None:
                    throw(
                        "IllegalStateException",
                        f"Duplicate key {text(key)} (attempted merging values {text(made.get(key))} and {text(value)})",
                    )
                value = merge.call(made.get(key), value)
            made.put(key, value)
        return made

    return Collector(build)


@collectors.static("counting()")
def counting(run: Any) -> Collector:
    return Collector(lambda run, elements: Long(len(elements)))


@collectors.static("mapping(Function, Collector)")
def mapping(run: Any, change: Any, downstream: Collector) -> Collector:
    return Collector(lambda run, elements: downstream.finish(run, [change.call(one) for one in elements]))


# Optional


@optionals.static("of(Object)", "ofNullable(Object)")
def optional_of(run: Any, value: Any) -> Optional:
    """A value that may be missing."""
    return Optional(value)


@optionals.static("empty()")
def optional_empty(run: Any) -> Optional:
    return Optional(None)


@optionals.method("isPresent()")
def is_present(run: Any, self: Optional) -> bool:
    """Whether there is a value."""
    return self.value is not None


@optionals.method("isEmpty()")
def is_empty(run: Any, self: Optional) -> bool:
    return self.value is None


@optionals.method("get()", "orElseThrow()", "getAsInt()", "getAsLong()", "getAsDouble()")
def get(run: Any, self: Optional) -> Any:
    """The value; throws if there is none."""
    if self.value is None:
        throw("NoSuchElementException", "No value present")
    return self.value


@optionals.method("orElse(Object)")
def or_else(run: Any, self: Optional, other: Any) -> Any:
    """The value, or another."""
    return other if self.value is None else self.value


@optionals.method("orElseGet(Supplier)")
def or_else_get(run: Any, self: Optional, make: Any) -> Any:
    return make.call() if self.value is None else self.value


@optionals.method("orElseThrow(Supplier)")
def or_else_throw(run: Any, self: Optional, make: Any) -> Any:
    if self.value is None:
        from addon.scripting.errors import Thrown

        raise Thrown(make.call())
    return self.value


@optionals.method("map(Function)")
def optional_map(run: Any, self: Optional, change: Any) -> Optional:
    return self if self.value is None else Optional(change.call(self.value))


@optionals.method("flatMap(Function)")
def optional_flat_map(run: Any, self: Optional, change: Any) -> Any:
    return self if self.value is None else change.call(self.value)


@optionals.method("filter(Predicate)")
def optional_filter(run: Any, self: Optional, test: Any) -> Optional:
    return self if self.value is None or truth(test.call(self.value)) else Optional(None)


@optionals.method("ifPresent(Consumer)")
def if_present(run: Any, self: Optional, action: Any) -> None:
    if self.value is not None:
        action.call(self.value)
