"""Java streams: of values, and of int, long and double. Lazy, gone through once."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import sign_of_answer, sorted_by
from addon.scripting.library.optionals import Optional, OptionalDouble, OptionalInt, OptionalLong
from addon.scripting.library.predicates import passes
from addon.scripting.library.registry import Table
from addon.scripting.semantics.castfailures import cast_failure
from addon.scripting.semantics.naturalorder import by_natural_order
from addon.scripting.values.classes import class_named, define
from addon.scripting.values.numbers import Long, wrap_int, wrap_long
from addon.scripting.values.sets import GroovySet


class Stream:
    """java.util.stream.Stream"""

    __slots__ = ("class_name", "held")
    head = "java.util.stream.ReferencePipeline$Head"

    def __init__(self, source: Iterator[Any]) -> None:
        self.held: Iterator[Any] | None = source
        self.class_name = self.head

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
    head = "java.util.stream.IntPipeline$Head"


class LongStream(Stream):
    """java.util.stream.LongStream"""

    __slots__ = ()
    head = "java.util.stream.LongPipeline$Head"


class DoubleStream(Stream):
    """java.util.stream.DoubleStream"""

    __slots__ = ()
    head = "java.util.stream.DoublePipeline$Head"


COLLECTED = 16
"""What the result of a collector takes, in elements of a list: a map or a list, at least."""


class Collector:
    """What Stream.collect is given: a function from elements to the result."""

    __slots__ = ("made",)

    def __init__(self, made: Any) -> None:
        self.made = made

    def finish(self, run: Any, elements: list[Any]) -> Any:
        """The result; collectors made of collectors share out what there is, or make it again and again."""
        run.meter.step(4)
        run.meter.elements(len(elements) + COLLECTED)
        return self.made(run, elements)


define("java.util.stream.BaseStream", "Object", interface=True)
define("java.util.stream.Stream", "BaseStream", python=[Stream])
define("java.util.stream.IntStream", "BaseStream", python=[IntStream])
define("java.util.stream.LongStream", "BaseStream", python=[LongStream])
define("java.util.stream.DoubleStream", "BaseStream", python=[DoubleStream])
define("java.util.stream.Collector", "Object", interface=True)
define("java.util.stream.Collectors$CollectorImpl", "Collector", python=[Collector])
for _kind in ("Stream", "IntStream", "LongStream", "DoubleStream"):
    class_named(f"java.util.stream.{_kind}").individual = True
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


@offer("filter(Predicate)")
def filter_(run: Any, self: Stream, test: Any) -> Stream:
    """The elements that pass."""
    return alike(self, (one for one in self.source if passes(test.call(one))))


@streams.method("map(Function)")
def map_(run: Any, self: Stream, change: Any) -> Stream:
    """What a function makes of every element."""
    return Stream(change.call(one) for one in self.source)


def inner_stream(made: Any, kind: type[Stream]) -> Any:
    """The elements of the stream that a function of flatMap made; null stands for an empty one."""
    if made is None:
        return ()
    return made.source if type(made) is kind else cast_failure(made, f"java.util.stream.{kind.__name__}")


@streams.method("flatMap(Function)")
def flat_map(run: Any, self: Stream, change: Any) -> Stream:
    """All elements of the streams that a function makes."""
    return Stream(inner for one in self.source for inner in inner_stream(change.call(one), Stream))


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
    chosen = by_natural_order if order is None else (lambda one, two: sign_of_answer(order.call(one, two)))
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
    made = alike(self, self.source)
    made.class_name = self.class_name
    return made


@offer("peek(Consumer)")
def peek(run: Any, self: Stream, action: Any) -> Stream:
    """Call for every element that passes by."""

    def go(source: Iterator[Any]) -> Iterator[Any]:
        for one in source:
            action.call(one)
            yield one

    return alike(self, go(self.source))
