"""Java streams: of values, and of int, long and double. Lazy, gone through once."""

from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import charged, sign_of_answer, sorted_by
from addon.scripting.library.optionals import Optional, OptionalDouble, OptionalInt, OptionalLong
from addon.scripting.library.registry import Table
from addon.scripting.semantics.castfailures import cast_failure
from addon.scripting.semantics.naturalorder import natural
from addon.scripting.values.classes import class_named, define
from addon.scripting.values.lists import Array, UnmodifiableList
from addon.scripting.values.numbers import Long, wrap_int, wrap_long
from addon.scripting.values.sets import GroovySet, HashSet


class Stream:
    """java.util.stream.Stream"""

    __slots__ = ("held",)

    def __init__(self, source: Iterator[Any]) -> None:
        self.held: Iterator[Any] | None = source

    @property
    def source(self) -> Iterator[Any]:
        """The elements; a stream can be used but once."""
        held, self.held = self.held, None
        if held is None:
            throw("IllegalStateException", "stream has already been operated upon or closed")
        return held


class IntStream(Stream):
    """java.util.stream.IntStream"""

    __slots__ = ()


class LongStream(Stream):
    """java.util.stream.LongStream"""

    __slots__ = ()


class DoubleStream(Stream):
    """java.util.stream.DoubleStream"""

    __slots__ = ()


class Collector:
    """What Stream.collect is given: a function from elements to the result."""

    __slots__ = ("finish",)

    def __init__(self, finish: Any) -> None:
        self.finish = finish


define("java.util.stream.BaseStream", "Object", interface=True)
define("java.util.stream.Stream", "BaseStream", python=[Stream])
define("java.util.stream.IntStream", "BaseStream", python=[IntStream])
define("java.util.stream.LongStream", "BaseStream", python=[LongStream])
define("java.util.stream.DoubleStream", "BaseStream", python=[DoubleStream])
define("java.util.stream.Collector", "Object", python=[Collector])
streams = Table("java.util.stream.Stream")
ints = Table("java.util.stream.IntStream")
longs = Table("java.util.stream.LongStream")
doubles = Table("java.util.stream.DoubleStream")
NUMERIC: dict[type[Stream], tuple[Table, str, str, type, type[Optional]]] = {
    IntStream: (ints, "int", "java.lang.Integer", int, OptionalInt),
    LongStream: (longs, "long", "java.lang.Long", Long, OptionalLong),
    DoubleStream: (doubles, "double", "java.lang.Double", float, OptionalDouble),
}
"""By kind of stream: table, primitive, class of its elements, their Python type, its Optional."""
TOTALS: dict[type[Stream], Callable[[int], Any]] = {IntStream: wrap_int, LongStream: wrap_long}


def offer(*signatures: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Offer a method on streams of every kind."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for table in (streams, ints, longs, doubles):
            table.method(*signatures)(function)
        return function

    return add


def alike(self: Stream, source: Iterator[Any]) -> Stream:
    """A stream of the same kind."""
    return type(self)(source)


def stepping(run: Any, source: Iterator[Any]) -> Iterator[Any]:
    """The elements, each charged: a stream may be endless."""
    meter = run.meter
    for one in source:
        meter.step()
        yield one


def passes(answer: Any) -> bool:
    """What a Predicate's function gave; Java takes a Boolean only."""
    if type(answer) is not bool:
        cast_failure(answer, "java.lang.Boolean")
    return bool(answer)


@offer("filter(Predicate)")
def filter_(run: Any, self: Stream, test: Any) -> Stream:
    """The elements that pass."""
    return alike(self, (one for one in self.source if passes(test.call(one))))


@streams.method("map(Function)")
def map_(run: Any, self: Stream, change: Any) -> Stream:
    """What a function makes of every element."""
    return Stream(change.call(one) for one in self.source)


def _checked(value: Any, kind: type[Stream]) -> Any:
    _, _, name, python, _ = NUMERIC[kind]
    if type(value) is not python:
        cast_failure(value, name)
    return value


def _to(kind: type[Stream]) -> None:
    table, word, _, python, _ = NUMERIC[kind]
    name = word.capitalize()

    def to_kind(run: Any, self: Stream, change: Any) -> Stream:
        return kind(_checked(change.call(one), kind) for one in self.source)

    to_kind.__doc__ = f"What a function makes of every element, as {word}."
    offer(f"mapTo{name}(Function)")(to_kind)
    table.method("map(Function)")(to_kind)

    def flat(run: Any, self: Stream, change: Any) -> Stream:
        return kind(inner for one in self.source for inner in change.call(one).source)

    flat.__doc__ = f"All elements of the {name}Streams that a function makes."
    streams.method(f"flatMapTo{name}(Function)")(flat)
    table.method("flatMap(Function)")(flat)

    @table.static(f"of({word}...)")
    def of(run: Any, *values: Any) -> Stream:
        """These numbers."""
        return kind(iter([python(value) for value in values]))

    @table.static("empty()")
    def empty(run: Any) -> Stream:
        return kind(iter(()))

    @table.static("iterate(Object, UnaryOperator)", "iterate(Object, Predicate, UnaryOperator)")
    def iterated(run: Any, first: Any, second: Any, third: Any = None) -> Stream:
        """A number, what a function makes of it, and so on."""
        return kind(_iterated(run, first, second, third))

    @table.method("max()")
    def greatest(run: Any, self: Stream) -> Optional:
        """The greatest number, if any."""
        return NUMERIC[kind][4](max(self.source, default=None))

    @table.method("min()")
    def least(run: Any, self: Stream) -> Optional:
        """The least number, if any."""
        return NUMERIC[kind][4](min(self.source, default=None))

    @table.method("reduce(BinaryOperator)")
    def reduced(run: Any, self: Stream, combine: Any) -> Optional:
        """All numbers combined, if any."""
        return NUMERIC[kind][4](_reduced(self, combine))

    @table.method("sum()")
    def total(run: Any, self: Stream) -> Any:
        """The sum."""
        whole = TOTALS.get(kind)
        return float(sum(self.source)) if whole is None else whole(sum(map(int, self.source)))

    @table.method("average()")
    def average(run: Any, self: Stream) -> Optional:
        """The mean, if there are numbers."""
        elements = list(self.source)
        return OptionalDouble(float(sum(elements)) / len(elements) if elements else None)

    @table.method("toArray()")
    def to_primitives(run: Any, self: Stream) -> Array:
        """The numbers as an array."""
        return Array(class_named(word), charged(run, list(self.source)))

    @table.method("findFirst()", "findAny()")
    def first_number(run: Any, self: Stream) -> Optional:
        """The first number, if any."""
        return NUMERIC[kind][4](next(self.source, None))


for _kind in NUMERIC:
    _to(_kind)


def _numbers_only(*signatures: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for table in (ints, longs, doubles):
            table.method(*signatures)(function)
        return function

    return add


@_numbers_only("boxed()")
def boxed(run: Any, self: Stream) -> Stream:
    """As a stream of objects."""
    return Stream(self.source)


@_numbers_only("mapToObj(Function)")
def map_to_object(run: Any, self: Stream, change: Any) -> Stream:
    """What a function makes of every number."""
    return Stream(change.call(one) for one in self.source)


@_numbers_only("asLongStream()")
def as_longs(run: Any, self: Stream) -> Stream:
    return LongStream(Long(one) for one in self.source)


@_numbers_only("asDoubleStream()")
def as_doubles(run: Any, self: Stream) -> Stream:
    return DoubleStream(float(one) for one in self.source)


@streams.method("flatMap(Function)")
def flat_map(run: Any, self: Stream, change: Any) -> Stream:
    """All elements of the streams that a function makes."""
    return Stream(inner for one in self.source for inner in change.call(one).source)


@streams.method("mapMulti(BiConsumer)")
def map_multi(run: Any, self: Stream, change: Any) -> Stream:
    """What a function hands to the consumer that it is given with every element."""
    from addon.scripting.values.callables import NativeFunction

    def go(source: Iterator[Any]) -> Iterator[Any]:
        for one in source:
            given: list[Any] = []
            change.call(one, NativeFunction(given.append, 1, "java.util.function.Consumer"))
            yield from given

    return Stream(go(self.source))


@offer("distinct()")
def distinct(run: Any, self: Stream) -> Stream:
    """Each element once."""
    elements = list(self.source)
    run.meter.entries(len(elements))
    return alike(self, iter(list(GroovySet(elements))))


@offer("sorted()", "sorted(Comparator)")
def sorted_(run: Any, self: Stream, order: Any = None) -> Stream:
    """In order."""
    chosen = natural if order is None else (lambda one, two: sign_of_answer(order.call(one, two)))
    return alike(self, iter(sorted_by(run, list(self.source), chosen)))


@offer("limit(long)")
def limit(run: Any, self: Stream, count: int) -> Stream:
    """The first elements."""
    if count < 0:
        throw("IllegalArgumentException", str(count))
    return alike(self, islice(self.source, min(count, 2**31)))


@offer("skip(long)")
def skip(run: Any, self: Stream, count: int) -> Stream:
    """Without the first elements."""
    if count < 0:
        throw("IllegalArgumentException", str(count))
    return alike(self, islice(stepping(run, self.source), min(count, 2**31), None))


@offer("takeWhile(Predicate)")
def take_while(run: Any, self: Stream, test: Any) -> Stream:
    """The elements before the first that does not pass."""

    def go(source: Iterator[Any]) -> Iterator[Any]:
        for one in source:
            if not passes(test.call(one)):
                return
            yield one

    return alike(self, go(self.source))


@offer("dropWhile(Predicate)")
def drop_while(run: Any, self: Stream, test: Any) -> Stream:
    """The elements from the first that does not pass."""

    def go(source: Iterator[Any]) -> Iterator[Any]:
        for one in source:
            if not passes(test.call(one)):
                yield one
                break
        yield from source

    return alike(self, go(self.source))


@offer("parallel()", "sequential()", "unordered()", "onClose(Runnable)")
def as_is(run: Any, self: Stream, action: Any = None) -> Stream:
    """The same: a rule runs alone."""
    return alike(self, self.source)


@offer("peek(Consumer)")
def peek(run: Any, self: Stream, action: Any) -> Stream:
    """Call for every element that passes by."""

    def go(source: Iterator[Any]) -> Iterator[Any]:
        for one in source:
            action.call(one)
            yield one

    return alike(self, go(self.source))


@offer("forEach(Consumer)", "forEachOrdered(Consumer)", "each(Closure)")
def for_each(run: Any, self: Stream, action: Any) -> None:
    """Call for every element."""
    for one in self.source:
        action.call(one)


@offer("toList()")
def to_list(run: Any, self: Stream) -> Any:
    """The elements as a list."""
    return UnmodifiableList(charged(run, list(self.source)))


@offer("toSet()")
def to_set(run: Any, self: Stream) -> Any:
    """The elements as a set."""
    elements = list(self.source)
    run.meter.entries(len(elements))
    return HashSet(elements)


@streams.method("toArray()", "toArray(Object)")
def to_array(run: Any, self: Stream, make: Any = None) -> Array:
    """The elements as an array."""
    elements = charged(run, list(self.source))
    component = class_named("java.lang.Object")
    if make is not None:
        made = make.call(len(elements))
        component = made.component if type(made) is Array else component
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


def _iterated(run: Any, first: Any, second: Any, third: Any) -> Iterator[Any]:
    test, step = (None, second) if third is None else (second, third)
    value = first
    while test is None or passes(test.call(value)):
        run.meter.step()
        yield value
        value = step.call(value)


@streams.static("iterate(Object, UnaryOperator)", "iterate(Object, Predicate, UnaryOperator)")
def stream_iterate(run: Any, first: Any, second: Any, third: Any = None) -> Stream:
    """A value, what a function makes of it, what it makes of that, and so on; as long as a test passes, if given."""
    return Stream(_iterated(run, first, second, third))


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
    return Stream(chain(one.source, two.source))


@streams.static("of(Object...)")
def stream_of(run: Any, *values: Any) -> Stream:
    return Stream(iter(values))


@streams.static("ofNullable(Object)")
def stream_of_nullable(run: Any, value: Any) -> Stream:
    return Stream(iter(() if value is None else (value,)))


@ints.static("range(int, int)")
def int_range(run: Any, first: int, last: int) -> Stream:
    """The numbers from one up to, not including, another."""
    return IntStream(stepping(run, iter(range(first, last))))


@ints.static("rangeClosed(int, int)")
def int_range_closed(run: Any, first: int, last: int) -> Stream:
    """The numbers from one up to another."""
    return IntStream(stepping(run, iter(range(first, last + 1))))


@longs.static("range(long, long)")
def long_range(run: Any, first: int, last: int) -> Stream:
    """The numbers from one up to, not including, another."""
    return LongStream(Long(one) for one in stepping(run, iter(range(first, last))))


@longs.static("rangeClosed(long, long)")
def long_range_closed(run: Any, first: int, last: int) -> Stream:
    """The numbers from one up to another."""
    return LongStream(Long(one) for one in stepping(run, iter(range(first, last + 1))))
