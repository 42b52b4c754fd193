"""java.util.stream.Collectors and the statistics of number streams."""

from collections.abc import Callable
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import charged
from addon.scripting.library.optionals import Optional
from addon.scripting.library.predicates import passes
from addon.scripting.library.registry import Table
from addon.scripting.library.stream_ends import extreme
from addon.scripting.library.streams import NUMERIC, Collector, DoubleStream, IntStream, LongStream, Stream
from addon.scripting.semantics.castfailures import cast_failure
from addon.scripting.semantics.extend import extend
from addon.scripting.semantics.texts import text
from addon.scripting.values.classes import define
from addon.scripting.values.lists import UnmodifiableList
from addon.scripting.values.maps import GroovyMap, HashMap
from addon.scripting.values.numbers import Long, wrap_int, wrap_long
from addon.scripting.values.sets import HashSet, UnmodifiableSet

collectors = Table(define("java.util.stream.Collectors"))


class Statistics:
    """IntSummaryStatistics and its kin: what `numbers`, of one kind of stream, come to."""

    __slots__ = ("kind", "numbers")

    def __init__(self, kind: type[Stream], numbers: list[Any]) -> None:
        self.kind = kind
        self.numbers = numbers

    @property
    def class_name(self) -> str:
        return f"java.util.{NUMERIC[self.kind][1].capitalize()}SummaryStatistics"


class IntStatistics(Statistics):
    """java.util.IntSummaryStatistics"""

    __slots__ = ()


class LongStatistics(Statistics):
    """java.util.LongSummaryStatistics"""

    __slots__ = ()


class DoubleStatistics(Statistics):
    """java.util.DoubleSummaryStatistics"""

    __slots__ = ()


STATISTICS = {IntStream: IntStatistics, LongStream: LongStatistics, DoubleStream: DoubleStatistics}
EMPTY = {
    IntStream: (2**31 - 1, -(2**31)),
    LongStream: (Long(2**63 - 1), Long(-(2**63))),
    DoubleStream: (float("inf"), float("-inf")),
}
"""The least and the greatest of no numbers."""


def _figures(value: Statistics) -> tuple[Any, Any, Any, float]:
    numbers, kind = value.numbers, value.kind
    total: Any = float(sum(numbers)) if kind is DoubleStream else Long(wrap_long(sum(map(int, numbers))))
    least, greatest = (min(numbers), max(numbers)) if numbers else EMPTY[kind]
    return total, least, greatest, float(total) / len(numbers) if numbers else 0.0


def _text(value: Statistics) -> str:
    total, least, greatest, mean = _figures(value)
    name = value.class_name.rpartition(".")[2]
    if value.kind is DoubleStream:
        shown = f"sum={total:.6f}, min={least:.6f}, average={mean:.6f}, max={greatest:.6f}"
    else:
        shown = f"sum={int(total)}, min={int(least)}, average={mean:.6f}, max={int(greatest)}"
    return f"{name}{{count={len(value.numbers)}, {shown}}}"


def _offer_statistics(kind: type[Stream]) -> None:
    table, word, name, python, _ = NUMERIC[kind]
    made = STATISTICS[kind]
    define(f"java.util.{word.capitalize()}SummaryStatistics", "Object", python=[made])
    extend(made, text=_text)
    figures = Table(f"java.util.{word.capitalize()}SummaryStatistics")
    figures.method("getSum()")(lambda run, self: _figures(self)[0])
    figures.method("getMin()")(lambda run, self: _figures(self)[1])
    figures.method("getMax()")(lambda run, self: _figures(self)[2])
    figures.method("getAverage()")(lambda run, self: _figures(self)[3])
    figures.method("getCount()")(lambda run, self: Long(len(self.numbers)))

    @table.method("summaryStatistics()")
    def summary(run: Any, self: Stream) -> Statistics:
        """Count, sum, least, greatest and mean."""
        return made(kind, charged(run, list(self.source)))

    def numbers(change: Any, elements: list[Any]) -> list[Any]:
        found = [change.call(one) for one in elements]
        for one in found:
            if type(one) is not python:
                cast_failure(one, name)
        return found

    def gathering(signature: str, finish: Callable[[list[Any]], Any]) -> None:
        @collectors.static(f"{signature}{word.capitalize()}(Function)")
        def gather(run: Any, change: Any) -> Collector:
            """A figure of the numbers that a function makes."""
            return Collector(lambda run, elements: finish(numbers(change, elements)))

    whole = {IntStream: lambda found: wrap_int(sum(found)), LongStream: lambda found: wrap_long(sum(map(int, found)))}
    gathering("summing", whole.get(kind, lambda found: float(sum(found))))
    gathering("averaging", lambda found: float(sum(found)) / len(found) if found else 0.0)
    gathering("summarizing", lambda found: made(kind, found))


for _kind in NUMERIC:
    _offer_statistics(_kind)


@collectors.static("toList()")
def to_list(run: Any) -> Collector:
    return Collector(lambda run, elements: charged(run, elements))


@collectors.static("toUnmodifiableList()")
def to_unmodifiable_list(run: Any) -> Collector:
    return Collector(lambda run, elements: UnmodifiableList(charged(run, elements)))


def _set_of(run: Any, kind: Any, elements: list[Any]) -> Any:
    run.meter.entries(len(elements))
    return kind(elements)


@collectors.static("toSet()")
def to_set(run: Any) -> Collector:
    return Collector(lambda run, elements: _set_of(run, HashSet, elements))


@collectors.static("toUnmodifiableSet()")
def to_unmodifiable_set(run: Any) -> Collector:
    return Collector(lambda run, elements: _set_of(run, UnmodifiableSet, elements))


@collectors.static("toCollection(Supplier)")
def to_collection(run: Any, make: Any) -> Collector:
    """Added to the collection that a function makes."""

    def fill(run: Any, elements: list[Any]) -> Any:
        from addon.scripting.semantics.calling import invoke

        target = make.call()
        for one in elements:
            invoke(run, target, "add", (one,))
        return target

    return Collector(fill)


@collectors.static("joining()", "joining(CharSequence)", "joining(CharSequence, CharSequence, CharSequence)")
def joining(run: Any, separator: str = "", prefix: str = "", suffix: str = "") -> Collector:
    """One text, with a separator between and maybe something around."""

    def join(run: Any, elements: list[Any]) -> str:
        from addon.scripting.library.aggregates import join as joined
        from addon.scripting.library.strings import char_sequences

        char_sequences(elements)
        return f"{prefix}{joined(run, elements, separator)}{suffix}"

    return Collector(join)


@collectors.static(
    "groupingBy(Function)",
    "groupingBy(Function, Collector)",
    "groupingBy(Function, Supplier, Collector)",
    "groupingByConcurrent(Function)",
    "groupingByConcurrent(Function, Collector)",
    "groupingByConcurrent(Function, Supplier, Collector)",
)
def grouping_by(run: Any, key_of: Any, second: Any = None, third: Collector | None = None) -> Collector:
    """A map from what a function gives to the elements, or to what another collector makes of them."""
    make, downstream = (None, second) if third is None else (second, third)

    def group(run: Any, elements: list[Any]) -> Any:
        groups = HashMap() if make is None else make.call()
        for one in elements:
            key = key_of.call(one)
            if key is None:
                throw("NullPointerException", "element cannot be mapped to a null key")
            if not groups.has(key):
                run.meter.entries(1)
                groups.put(key, [])
            groups.get(key).append(one)
        if downstream is not None:
            for key, members in groups.items():
                groups.put(key, downstream.finish(run, members))
        return groups

    return Collector(group)


@collectors.static("partitioningBy(Predicate)", "partitioningBy(Predicate, Collector)")
def partitioning_by(run: Any, test: Any, downstream: Collector | None = None) -> Collector:
    """A map from false and true to the elements, or to what another collector makes of them."""

    def part(run: Any, elements: list[Any]) -> Any:
        parts: tuple[list[Any], list[Any]] = ([], [])
        for one in elements:
            parts[passes(test.call(one))].append(one)
        made = parts if downstream is None else tuple(downstream.finish(run, one) for one in parts)
        return GroovyMap([(False, made[0]), (True, made[1])])

    return Collector(part)


@collectors.static(
    "toMap(Function, Function)",
    "toMap(Function, Function, BinaryOperator)",
    "toMap(Function, Function, BinaryOperator, Supplier)",
    "toUnmodifiableMap(Function, Function)",
    "toUnmodifiableMap(Function, Function, BinaryOperator)",
    "toConcurrentMap(Function, Function)",
    "toConcurrentMap(Function, Function, BinaryOperator)",
    "toConcurrentMap(Function, Function, BinaryOperator, Supplier)",
)
def to_map(run: Any, key_of: Any, value_of: Any, merge: Any = None, make: Any = None) -> Collector:
    """A map of what two functions give; values of the same key are merged, or refused."""

    def build(run: Any, elements: list[Any]) -> Any:
        made = HashMap() if make is None else make.call()
        for one in elements:
            key, value = key_of.call(one), value_of.call(one)
            run.meter.entries(1)
            if value is None:
                throw("NullPointerException")
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


@collectors.static("filtering(Predicate, Collector)")
def filtering(run: Any, test: Any, downstream: Collector) -> Collector:
    return Collector(lambda run, elements: downstream.finish(run, [one for one in elements if passes(test.call(one))]))


@collectors.static("flatMapping(Function, Collector)")
def flat_mapping(run: Any, change: Any, downstream: Collector) -> Collector:
    return Collector(
        lambda run, elements: downstream.finish(run, [one for each in elements for one in change.call(each).source])
    )


@collectors.static("collectingAndThen(Collector, Function)")
def collecting_and_then(run: Any, downstream: Collector, change: Any) -> Collector:
    return Collector(lambda run, elements: change.call(downstream.finish(run, elements)))


@collectors.static("minBy(Comparator)")
def min_by(run: Any, order: Any) -> Collector:
    return Collector(lambda run, elements: Optional(extreme(iter(elements), order, -1)))


@collectors.static("maxBy(Comparator)")
def max_by(run: Any, order: Any) -> Collector:
    return Collector(lambda run, elements: Optional(extreme(iter(elements), order, 1)))


@collectors.static("reducing(BinaryOperator)")
def reducing_all(run: Any, combine: Any) -> Collector:
    """All elements combined, as an Optional."""

    def fold(run: Any, elements: list[Any]) -> Any:
        result: Any = None
        for place, one in enumerate(elements):
            result = combine.call(result, one) if place else one
        return Optional(result)

    return Collector(fold)


@collectors.static("reducing(Object, BinaryOperator)", "reducing(Object, Function, BinaryOperator)")
def reducing(run: Any, first: Any, second: Any, third: Any = None) -> Collector:
    """All elements, or what a function makes of them, combined with a first value."""
    change, combine = (None, second) if third is None else (second, third)

    def fold(run: Any, elements: list[Any]) -> Any:
        result = first
        for one in elements:
            result = combine.call(result, one if change is None else change.call(one))
        return result

    return Collector(fold)


@collectors.static("teeing(Collector, Collector, BiFunction)")
def teeing(run: Any, one: Collector, two: Collector, join: Any) -> Collector:
    """What two collectors make, joined by a function."""
    return Collector(lambda run, elements: join.call(one.finish(run, list(elements)), two.finish(run, elements)))
