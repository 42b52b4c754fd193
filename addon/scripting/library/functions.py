"""Functions, predicates and comparators of the library: calling and combining them."""

from typing import Any

from addon.scripting.library.closures import closures
from addon.scripting.library.registry import Table
from addon.scripting.semantics.equality import java_equals
from addon.scripting.semantics.naturalorder import by_natural_order, by_reverse_order, compared_keys
from addon.scripting.semantics.truth import truth
from addon.scripting.values.callables import Closure, NativeFunction

functions = Table("groovy.lang.NativeFunction")


@functions.method(
    "call(Object...)",
    "apply(Object...)",
    "accept(Object...)",
    "test(Object...)",
    "get()",
    "compare(Object, Object)",
    "applyAsInt(Object...)",
)
def native_call(run: Any, self: NativeFunction, *arguments: Any) -> Any:
    """Call it."""
    return self.call(*arguments)


@functions.method("run()")
def run_function(run: Any, self: NativeFunction) -> None:
    """Call it for its effect."""
    self.call()


@functions.method("reversed()")
def reversed_order(run: Any, self: NativeFunction) -> NativeFunction:
    """The opposite order."""
    return NativeFunction(lambda one, two: self.call(two, one), 2, "java.util.Comparator")


@functions.method("thenComparing(Comparator)", "thenComparing(Function)")
def then_comparing(run: Any, self: Any, other: Any) -> NativeFunction:
    """This order, ties broken by another."""

    def order(one: Any, two: Any) -> int:
        first = int(self.call(one, two))
        if first:
            return first
        if other.size >= 2:
            return int(other.call(one, two))
        return compared_keys(other.call(one), other.call(two))

    return NativeFunction(order, 2, "java.util.Comparator")


@functions.method("thenComparing(Function, Comparator)")
@closures.method("thenComparing(Object, Object)")
def then_comparing_keys(run: Any, self: Any, key: Any, order: Any) -> NativeFunction:
    """This order, ties broken by an order of what a function makes."""
    return NativeFunction(
        lambda one, two: int(self.call(one, two)) or int(order.call(key.call(one), key.call(two))),
        2,
        "java.util.Comparator",
    )


closures.method("thenComparing(Object)", "thenComparingInt(Object)", "thenComparingDouble(Object)")(then_comparing)
functions.method("thenComparingInt(Function)", "thenComparingDouble(Function)")(then_comparing)


@closures.method("reversed()")
def reversed_closure(run: Any, self: Closure) -> NativeFunction:
    return NativeFunction(lambda one, two: self.call(two, one), 2, "java.util.Comparator")


@functions.method("andThen(Function)")
def and_then(run: Any, self: NativeFunction, after: Any) -> NativeFunction:
    """This one, and then another with what it gave; of consumers, with what this one got."""
    if self.interface.endswith("Consumer"):
        return NativeFunction(lambda *given: (self.call(*given), after.call(*given))[1], self.size, self.interface)
    return NativeFunction(lambda *given: after.call(self.call(*given)), 1, "java.util.function.Function")


@functions.method("negate()")
def negate(run: Any, self: NativeFunction) -> NativeFunction:
    """Passes what this one does not."""
    return NativeFunction(lambda *given: not truth(self.call(*given)), self.size, self.interface)


@functions.method("and(Predicate)")
def both(run: Any, self: NativeFunction, other: Any) -> NativeFunction:
    """Passes what both do."""
    return NativeFunction(
        lambda *given: truth(self.call(*given)) and truth(other.call(*given)), self.size, self.interface
    )


@functions.method("or(Predicate)")
def either(run: Any, self: NativeFunction, other: Any) -> NativeFunction:
    """Passes what one of both does."""
    return NativeFunction(
        lambda *given: truth(self.call(*given)) or truth(other.call(*given)), self.size, self.interface
    )


@functions.method("compose(Function)")
def compose(run: Any, self: NativeFunction, before: Any) -> NativeFunction:
    """This one of what another gives."""
    return NativeFunction(lambda one: self.call(before.call(one)), 1, self.interface)


comparators = Table("java.util.Comparator")


@comparators.static("naturalOrder()")
def natural_order(run: Any) -> NativeFunction:
    """The order of compareTo."""
    return NativeFunction(by_natural_order, 2, "java.util.Comparator")


@comparators.static("reverseOrder()")
def reverse_order(run: Any) -> NativeFunction:
    """The opposite of compareTo."""
    return NativeFunction(by_reverse_order, 2, "java.util.Comparator")


@comparators.static(
    "comparing(Function)",
    "comparing(Function, Comparator)",
    "comparingInt(Function)",
    "comparingLong(Function)",
    "comparingDouble(Function)",
)
def comparing(run: Any, key: Any, order: Any = None) -> NativeFunction:
    """The order of what a function gives."""
    if order is None:
        return NativeFunction(lambda one, two: compared_keys(key.call(one), key.call(two)), 2, "java.util.Comparator")
    return NativeFunction(lambda one, two: order.call(key.call(one), key.call(two)), 2, "java.util.Comparator")


@comparators.static("nullsFirst(Comparator)")
def nulls_first(run: Any, order: Any) -> NativeFunction:
    """Null before everything."""
    return _nulls(order, -1)


@comparators.static("nullsLast(Comparator)")
def nulls_last(run: Any, order: Any) -> NativeFunction:
    """Null after everything."""
    return _nulls(order, 1)


def _nulls(order: Any, sign: int) -> NativeFunction:
    def compare(one: Any, two: Any) -> int:
        if one is None or two is None:
            return 0 if one is two else (sign if one is None else -sign)
        return int(order.call(one, two))

    return NativeFunction(compare, 2, "java.util.Comparator")


@Table("java.util.function.Function").static("identity()")
def identity_function(run: Any) -> NativeFunction:
    return NativeFunction(lambda value: value, 1, "java.util.function.Function")


@Table("java.util.function.UnaryOperator").static("identity()")
def identity_operator(run: Any) -> NativeFunction:
    """Gives what it gets."""
    return NativeFunction(lambda value: value, 1, "java.util.function.UnaryOperator")


predicates = Table("java.util.function.Predicate")


@predicates.static("not(Predicate)")
def negated(run: Any, test: Any) -> NativeFunction:
    """Passes what another does not."""
    return NativeFunction(lambda one: not truth(test.call(one)), 1, "java.util.function.Predicate")


@predicates.static("isEqual(Object)")
def equal_to(run: Any, value: Any) -> NativeFunction:
    """Passes what equals a value."""
    return NativeFunction(lambda one: java_equals(value, one), 1, "java.util.function.Predicate")


operators = Table("java.util.function.BinaryOperator")


@operators.static("minBy(Comparator)")
def min_by(run: Any, order: Any) -> NativeFunction:
    """The lesser of two; the first of equals."""
    return NativeFunction(lambda one, two: one if int(order.call(one, two)) <= 0 else two, 2, BINARY)


@operators.static("maxBy(Comparator)")
def max_by(run: Any, order: Any) -> NativeFunction:
    """The greater of two; the first of equals."""
    return NativeFunction(lambda one, two: one if int(order.call(one, two)) >= 0 else two, 2, BINARY)


BINARY = "java.util.function.BinaryOperator"
