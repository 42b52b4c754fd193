"""Streams of int, long and double: what only numbers have, ranges, and the ways between the kinds."""

from collections.abc import Callable
from itertools import chain
from typing import Any

from addon.scripting.library.iterables import charged
from addon.scripting.library.optionals import Optional, OptionalDouble
from addon.scripting.library.stream_ends import _reduced
from addon.scripting.library.stream_sources import _iterated, stream_generate
from addon.scripting.library.streams import (
    NUMERIC,
    TOTALS,
    DoubleStream,
    IntStream,
    LongStream,
    Stream,
    doubles,
    inner_stream,
    ints,
    longs,
    offer,
    stepping,
    streams,
)
from addon.scripting.semantics.castfailures import cast_failure
from addon.scripting.values.classes import class_named
from addon.scripting.values.lists import Array
from addon.scripting.values.numbers import Long


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
        return kind(inner for one in self.source for inner in inner_stream(change.call(one), kind))

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

    @table.static("generate(Supplier)")
    def generated(run: Any, make: Any) -> Stream:
        """What a function makes, again and again."""
        return kind(_checked(one, kind) for one in stream_generate(run, make).source)

    @table.static(f"concat({name}Stream, {name}Stream)")
    def concatenated(run: Any, one: Stream, two: Stream) -> Stream:
        """The numbers of both."""
        return kind(chain(one.source, two.source))

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
