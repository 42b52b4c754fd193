"""What Java's functional interfaces give an object of a script's own class that implements one of them."""

from collections.abc import Callable
from typing import Any

from addon.scripting.library import functions
from addon.scripting.library.kinds import kind_named
from addon.scripting.library.registry import Table

COMPARING: dict[str, Callable[..., Any]] = {
    "reversed()": functions.reversed_order,
    "thenComparing(Comparator)": functions.then_comparing,
    "thenComparing(Function)": functions.then_comparing,
    "thenComparing(Function, Comparator)": functions.then_comparing_keys,
    "thenComparingInt(Function)": functions.then_comparing,
    "thenComparingLong(Function)": functions.then_comparing,
    "thenComparingDouble(Function)": functions.then_comparing,
}
TESTING: dict[str, Callable[..., Any]] = {
    "negate()": functions.negate,
    "and({interface})": functions.both,
    "or({interface})": functions.either,
}
DEFAULTS: dict[str, dict[str, Callable[..., Any]]] = {
    "Comparator": COMPARING,
    "Function": {"andThen(Function)": functions.and_then, "compose(Function)": functions.compose},
    "BiFunction": {"andThen(Function)": functions.and_then},
    "Predicate": TESTING,
    "BiPredicate": TESTING,
    "Consumer": {"andThen(Consumer)": functions.and_then},
    "BiConsumer": {"andThen(BiConsumer)": functions.and_then},
}
"""The default methods by interface: each works on the object as the function that it is."""


def _offer(interface: str, signature: str, function: Callable[..., Any]) -> None:
    kind = kind_named(interface)

    @Table(interface).method(signature.format(interface=interface))
    def combined(run: Any, self: Any, *arguments: Any) -> Any:
        accepted, form = kind.accept(self)
        assert accepted, f"{self!r} is no {interface}"
        return function(run, form, *arguments)

    combined.__doc__ = function.__doc__


for _interface, _methods in DEFAULTS.items():
    for _signature, _function in _methods.items():
        _offer(_interface, _signature, _function)
