"""Where streams come from: of, iterate, generate, concat, empty."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from addon.scripting.library.predicates import passes
from addon.scripting.library.streams import Stream, streams


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
