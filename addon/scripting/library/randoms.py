"""java.util.Random: Java's generator, so that the same seed gives the same numbers."""

from collections.abc import Callable, Iterator
from math import log, sqrt
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.library.streams import DoubleStream, IntStream, LongStream, Stream
from addon.scripting.values.classes import define
from addon.scripting.values.lists import Array
from addon.scripting.values.numbers import Byte, Float, Long, wrap_int, wrap_long

MASK = (1 << 48) - 1
MULTIPLIER = 0x5DEECE66D


class Random:
    """Java's linear congruential generator; `kept` is the second of the two Gaussian numbers made at a time."""

    __slots__ = ("kept", "state")

    def __init__(self, seed: int) -> None:
        self.seed(seed)

    def seed(self, seed: int) -> None:
        """Begin anew."""
        self.state = (seed ^ MULTIPLIER) & MASK
        self.kept: float | None = None

    def bits(self, count: int) -> int:
        """The next bits, as Java's int."""
        self.state = (self.state * MULTIPLIER + 0xB) & MASK
        return wrap_int(self.state >> (48 - count))


define("java.util.Random", "Object", python=[Random])
randoms = Table("java.util.Random")


@randoms.constructor("()", "(long)")
def new_random(run: Any, seed: int | None = None) -> Random:
    """With a seed, the same numbers each time."""
    return Random(run.random_bits(48) if seed is None else seed)


@randoms.method("setSeed(long)")
def set_seed(run: Any, self: Random, seed: int) -> None:
    """Begin anew with a seed."""
    self.seed(seed)


@randoms.method("nextInt()")
def next_int(run: Any, self: Random) -> int:
    return self.bits(32)


@randoms.method("nextInt(int)")
def next_below(run: Any, self: Random, bound: int) -> int:
    """A number from 0 up to, not including, a bound."""
    if bound <= 0:
        throw("IllegalArgumentException", "bound must be positive")
    value = self.bits(31)
    if not bound & (bound - 1):
        return (bound * value) >> 31
    found = value % bound
    while value - found + bound - 1 > 2**31 - 1:
        run.meter.step()
        value = self.bits(31)
        found = value % bound
    return found


def _between(run: Any, draw: Callable[[], int], size: int, low: int, high: int) -> int:
    """A number from `low` up to `high`, from draws of `size` bits, as Java's RandomSupport takes it."""
    if low >= high:
        throw("IllegalArgumentException", "bound must be greater than origin")
    width = high - low
    drawn = draw() & ((1 << size) - 1)
    if not width & (width - 1):
        return (drawn & (width - 1)) + low
    if width >= 1 << (size - 1):
        while not low <= (drawn if drawn < 1 << (size - 1) else drawn - (1 << size)) < high:
            run.meter.step()
            drawn = draw() & ((1 << size) - 1)
        return drawn if drawn < 1 << (size - 1) else drawn - (1 << size)
    drawn >>= 1
    while drawn + width - 1 - drawn % width >= 1 << (size - 1):
        run.meter.step()
        drawn = (draw() & ((1 << size) - 1)) >> 1
    return drawn % width + low


@randoms.method("nextInt(int, int)")
def next_between(run: Any, self: Random, low: int, high: int) -> int:
    """A number from one bound up to, not including, another."""
    return _between(run, lambda: self.bits(32), 32, low, high)


@randoms.method("nextLong()")
def next_long(run: Any, self: Random) -> Long:
    return wrap_long((self.bits(32) << 32) + self.bits(32))


@randoms.method("nextLong(long)")
def next_long_below(run: Any, self: Random, bound: int) -> Long:
    """A number from 0 up to, not including, a bound."""
    if bound <= 0:
        throw("IllegalArgumentException", "bound must be positive")
    return Long(next_long_between(run, self, 0, bound))


@randoms.method("nextLong(long, long)")
def next_long_between(run: Any, self: Random, low: int, high: int) -> Long:
    return Long(_between(run, lambda: int(next_long(run, self)), 64, int(low), int(high)))


@randoms.method("nextDouble()")
def next_double(run: Any, self: Random) -> float:
    return ((self.bits(26) << 27) + self.bits(27)) / float(1 << 53)


@randoms.method("nextDouble(double)", "nextDouble(double, double)")
def next_double_between(run: Any, self: Random, first: float, second: float | None = None) -> float:
    """A number from 0 or one bound up to, not including, another."""
    low, high = (0.0, first) if second is None else (first, second)
    if not low < high:
        throw("IllegalArgumentException", f"bound must be {'positive' if second is None else 'greater than origin'}")
    return float(next_double(run, self) * (high - low) + low)


@randoms.method("nextFloat()")
def next_float(run: Any, self: Random) -> Float:
    return Float(self.bits(24) / float(1 << 24))


@randoms.method("nextBoolean()")
def next_boolean(run: Any, self: Random) -> bool:
    return self.bits(1) != 0


@randoms.method("nextGaussian()")
def next_gaussian(run: Any, self: Random) -> float:
    """A number of the normal distribution with mean 0 and deviation 1, by the polar method."""
    if self.kept is not None:
        kept, self.kept = self.kept, None
        return kept
    while True:
        run.meter.step()
        one = 2 * next_double(run, self) - 1
        two = 2 * next_double(run, self) - 1
        square = one * one + two * two
        if 0 < square < 1:
            factor = sqrt(-2 * log(square) / square)
            self.kept = two * factor
            return float(one * factor)


@randoms.method("nextBytes(byte[])")
def next_bytes(run: Any, self: Random, target: Array) -> None:
    """Fill an array."""
    run.meter.step(len(target) >> 2)
    drawn = 0
    for place in range(len(target)):
        drawn = self.bits(32) if place % 4 == 0 else drawn >> 8
        target[place] = Byte((drawn + 128) % 256 - 128)


# Streams of numbers


def _drawn(run: Any, draw: Callable[[], Any], count: int | None) -> Iterator[Any]:
    made = 0
    while count is None or made < count:
        run.meter.step()
        made += 1
        yield draw()


def _numbers(name: str, word: str, kind: type[Stream], one: Any, bounded: Any) -> None:
    def stream(run: Any, self: Random, *arguments: Any) -> Stream:
        count = arguments[0] if len(arguments) % 2 else None
        bounds = arguments[len(arguments) % 2 :]
        if count is not None and count < 0:
            throw("IllegalArgumentException", "size must be non-negative")
        if bounds and not bounds[0] < bounds[1]:
            throw("IllegalArgumentException", "bound must be greater than origin")
        draw = (lambda: bounded(run, self, *bounds)) if bounds else (lambda: one(run, self))
        return kind(_drawn(run, draw, None if count is None else int(count)))

    stream.__doc__ = "A stream of random numbers: how many, and between which bounds."
    randoms.method(f"{name}()", f"{name}(long)", f"{name}({word}, {word})", f"{name}(long, {word}, {word})")(stream)


_numbers("ints", "int", IntStream, next_int, next_between)
_numbers("longs", "long", LongStream, next_long, next_long_between)
_numbers("doubles", "double", DoubleStream, next_double, next_double_between)
