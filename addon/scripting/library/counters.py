"""Atomic counters, and the clock of System."""

from typing import Any

from addon.scripting.library.clock import now
from addon.scripting.library.registry import Table
from addon.scripting.library.system import system
from addon.scripting.semantics.extend import extend
from addon.scripting.semantics.texts import text
from addon.scripting.values.classes import define
from addon.scripting.values.numbers import Long, wrap_int, wrap_long


@system.static("currentTimeMillis()")
def current_time(run: Any) -> Long:
    """Milliseconds since 1970."""
    return Long(now())


@system.static("currentTimeSeconds()")
def current_seconds(run: Any) -> Long:
    """Seconds since 1970."""
    return Long(now() // 1000)


@system.static("nanoTime()")
def nano_time(run: Any) -> Long:
    return Long(now() * 1_000_000)


# Atomic counters


class Atomic:
    """AtomicInteger; a rule runs alone, so it is a plain cell."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


class AtomicLong(Atomic):
    """AtomicLong"""

    __slots__ = ()


def _atomic(name: str, kind: type[Atomic], wrap: Any) -> None:
    define(name, "Number", python=[kind])
    extend(
        kind,
        text=lambda value: str(int(value.value)),
        truth=lambda value: value.value != 0,
        number=lambda value: value.value,
    )
    table = Table(name)

    @table.constructor("()", "(long)")
    def construct(run: Any, value: int = 0) -> Atomic:
        """A counter."""
        return kind(wrap(value))

    @table.method("get()", "intValue()", "longValue()", "getPlain()", "getOpaque()", "getAcquire()")
    def get(run: Any, self: Atomic) -> Any:
        """The count."""
        return self.value

    @table.method("set(long)", "lazySet(long)", "setPlain(long)", "setOpaque(long)", "setRelease(long)")
    def set_(run: Any, self: Atomic, value: int) -> None:
        self.value = wrap(value)

    def changing(name: str, by: int | None, before: bool) -> None:
        @table.method(f"{name}()" if by is not None else f"{name}(long)")
        def change(run: Any, self: Atomic, amount: int = by or 0) -> Any:
            old = self.value
            self.value = wrap(old + amount)
            return old if before else self.value

    changing("incrementAndGet", 1, False)
    changing("getAndIncrement", 1, True)
    changing("decrementAndGet", -1, False)
    changing("getAndDecrement", -1, True)
    changing("addAndGet", None, False)
    changing("getAndAdd", None, True)


class AtomicBoolean(Atomic):
    """AtomicBoolean"""

    __slots__ = ()


class AtomicReference(Atomic):
    """AtomicReference"""

    __slots__ = ()


MODES = ("", "Plain", "Acquire", "Release", "Volatile")
"""How carefully Java orders memory; a rule runs alone."""


def _cell(name: str, kind: type[Atomic], word: str, plain: Any) -> None:
    """What every atomic class has in common; `plain` makes a given value what is held."""
    table = Table(name)

    @table.method(f"getAndSet({word})")
    def exchange(run: Any, self: Atomic, value: Any) -> Any:
        """Set another value; gives the old one."""
        old, self.value = self.value, plain(value)
        return old

    @table.method(f"compareAndSet({word}, {word})")
    def set_if(run: Any, self: Atomic, expected: Any, value: Any) -> bool:
        """Set another value if the expected one is held."""
        if self.value is not expected and (word == "Object" or self.value != expected):
            return False
        self.value = plain(value)
        return True

    @table.method(*[f"compareAndExchange{mode}({word}, {word})" for mode in ("", "Acquire", "Release")])
    def exchange_if(run: Any, self: Atomic, expected: Any, value: Any) -> Any:
        """Set another value if the expected one is held; gives the value that was held."""
        old = self.value
        set_if(run, self, expected, value)
        return old

    @table.method(
        *[f"weakCompareAndSet{mode}({word}, {word})" for mode in ("", "Plain", "Acquire", "Release", "Volatile")]
    )
    def set_weakly(run: Any, self: Atomic, expected: Any, value: Any) -> bool:
        """As compareAndSet: a rule runs alone."""
        return bool(set_if(run, self, expected, value))

    @table.method(f"getAndAccumulate({word}, BiFunction)")
    def accumulate_after(run: Any, self: Atomic, more: Any, combine: Any) -> Any:
        """Set what a function makes of the value and another; gives the old one."""
        old = self.value
        self.value = plain(combine.call(old, more))
        return old

    @table.method("updateAndGet(Function)")
    def update(run: Any, self: Atomic, change: Any) -> Any:
        """Set what a function makes of the value, and give it."""
        self.value = plain(change.call(self.value))
        return self.value

    @table.method("getAndUpdate(Function)")
    def update_after(run: Any, self: Atomic, change: Any) -> Any:
        """Set what a function makes of the value; gives the old one."""
        old = self.value
        self.value = plain(change.call(old))
        return old

    @table.method(f"accumulateAndGet({word}, BiFunction)")
    def accumulate(run: Any, self: Atomic, more: Any, combine: Any) -> Any:
        """Set what a function makes of the value and another, and give it."""
        self.value = plain(combine.call(self.value, more))
        return self.value


def _holder(name: str, kind: type[Atomic], word: str, first: Any) -> None:
    define(name, "Object", python=[kind])
    extend(kind, text=lambda value: text(value.value))
    table = Table(name)

    @table.constructor("()", f"({word})")
    def construct(run: Any, value: Any = first) -> Atomic:
        """A cell."""
        return kind(value)

    @table.method("get()", "getPlain()")
    def get(run: Any, self: Atomic) -> Any:
        """The value."""
        return self.value

    @table.method(f"set({word})")
    def set_(run: Any, self: Atomic, value: Any) -> None:
        """Set the value."""
        self.value = value

    _cell(name, kind, word, lambda value: value)


_atomic("java.util.concurrent.atomic.AtomicInteger", Atomic, wrap_int)
_atomic("java.util.concurrent.atomic.AtomicLong", AtomicLong, wrap_long)
_cell("java.util.concurrent.atomic.AtomicInteger", Atomic, "int", lambda value: wrap_int(int(value)))
_cell("java.util.concurrent.atomic.AtomicLong", AtomicLong, "long", lambda value: wrap_long(int(value)))
_holder("java.util.concurrent.atomic.AtomicBoolean", AtomicBoolean, "boolean", False)
_holder("java.util.concurrent.atomic.AtomicReference", AtomicReference, "Object", None)
