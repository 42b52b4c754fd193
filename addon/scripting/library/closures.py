"""groovy.lang.Closure: calling, currying, composing, delegates."""

from collections.abc import Sequence
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.naturalorder import natural
from addon.scripting.semantics.truth import truth
from addon.scripting.values import hierarchy
from addon.scripting.values.callables import (
    DELEGATE_FIRST,
    DELEGATE_ONLY,
    OWNER_FIRST,
    OWNER_ONLY,
    TO_SELF,
    Closure,
    NativeFunction,
)
from addon.scripting.values.classes import BY_NAME, OBJECT
from addon.scripting.values.lists import Array
from addon.scripting.values.maps import GroovyMap

closures = Table(hierarchy.CLOSURE)
for _name, _value in (
    ("OWNER_FIRST", OWNER_FIRST),
    ("DELEGATE_FIRST", DELEGATE_FIRST),
    ("OWNER_ONLY", OWNER_ONLY),
    ("DELEGATE_ONLY", DELEGATE_ONLY),
    ("TO_SELF", TO_SELF),
):
    closures.constant(_name, _value)


def clone(closure: Closure) -> Closure:
    """A copy with delegate and strategy of its own."""
    copy = Closure(closure.run, closure.invoke, closure.size, closure.owner, closure.this, closure.class_name)
    copy.delegate = closure.delegate
    copy.strategy = closure.strategy
    copy.redirected = closure.redirected
    copy.captured = closure.captured
    copy.types = closure.types
    copy.code = closure.code
    return copy


def derived(base: Closure, size: int, invoke: Any, class_name: str | None = None) -> Closure:
    """A closure that wraps another one."""
    base.run.meter.allocate(200)
    made = Closure(base.run, invoke, size, base.owner, base.this, class_name or base.class_name)
    made.delegate = base.delegate
    return made


@closures.method("call(Object...)", "doCall(Object...)")
def call(run: Any, self: Closure, *arguments: Any) -> Any:
    """Call the closure."""
    return self.invoke(self, arguments)


for _count in range(4):
    _signature = ", ".join(["Object"] * _count)
    closures.method(f"call({_signature})", f"doCall({_signature})")(call)


@closures.method("print(Object)")
def print_plain(run: Any, self: Closure, value: Any) -> Any:
    """Print as the script or object does that the closure was written in, whatever its delegate."""
    return _call_owner(run, self, "print", (value,))


@closures.method("println()", "println(Object)")
def print_line(run: Any, self: Closure, *value: Any) -> Any:
    """Print a line as the script or object does that the closure was written in, whatever its delegate."""
    return _call_owner(run, self, "println", value)


def _call_owner(run: Any, closure: Closure, name: str, arguments: Sequence[Any]) -> Any:
    from addon.scripting.compiler.scopes import call_owner

    return call_owner(run, closure, name, arguments)


@closures.method("clone()")
def cloned(run: Any, self: Closure) -> Closure:
    """A copy with its own delegate."""
    return clone(self)


@closures.method("dehydrate()")
def dehydrate(run: Any, self: Closure) -> Closure:
    """A copy without owner and delegate."""
    copy = clone(self)
    copy.delegate = copy.owner = copy.this = None
    copy.redirected = True
    return copy


@closures.method("rehydrate(Object, Object, Object)")
def rehydrate(run: Any, self: Closure, delegate: Any, owner: Any, this: Any) -> Closure:
    """A copy with other delegate, owner and this."""
    copy = clone(self)
    copy.delegate, copy.owner, copy.this = delegate, owner, this
    copy.redirected = True
    return copy


CURRIED = 100
"""What a derived closure takes, in elements of a list."""


@closures.method("curry(Object...)")
def curry(run: Any, self: Closure, *fixed: Any) -> Closure:
    """The closure with its first arguments fixed."""
    run.meter.elements(len(fixed) + CURRIED)

    def invoke(closure: Closure, arguments: Sequence[Any]) -> Any:
        return redirected(closure, self).call(*fixed, *arguments)

    return derived(self, max(0, self.size - len(fixed)), invoke, "org.codehaus.groovy.runtime.CurriedClosure")


@closures.method("rcurry(Object...)")
def rcurry(run: Any, self: Closure, *fixed: Any) -> Closure:
    """The closure with its last arguments fixed."""
    run.meter.elements(len(fixed) + CURRIED)

    def invoke(closure: Closure, arguments: Sequence[Any]) -> Any:
        return redirected(closure, self).call(*arguments, *fixed)

    return derived(self, max(0, self.size - len(fixed)), invoke, "org.codehaus.groovy.runtime.CurriedClosure")


@closures.method("ncurry(int, Object...)")
def ncurry(run: Any, self: Closure, index: int, *fixed: Any) -> Closure:
    """The closure with arguments from an index fixed."""
    if index > self.size - len(fixed) >= 0:
        throw(
            "IllegalArgumentException",
            f"Can't curry {len(fixed)} arguments for a closure with {self.size} parameters.",
        )

    def invoke(closure: Closure, arguments: Sequence[Any]) -> Any:
        return redirected(closure, self).call(*arguments[:index], *fixed, *arguments[index:])

    return derived(self, max(0, self.size - len(fixed)), invoke, "org.codehaus.groovy.runtime.CurriedClosure")


def redirected(outer: Closure, base: Closure) -> Closure:
    """The base closure under the wrapper's delegate, if the wrapper was given one."""
    if not outer.redirected:
        return base
    copy = clone(base)
    copy.delegate, copy.strategy, copy.redirected = outer.delegate, outer.strategy, True
    return copy


@closures.method("rightShift(Closure)", "andThen(Closure)")
def right_shift(run: Any, self: Closure, after: Closure) -> Closure:
    """First this closure, then the other with its result."""

    def invoke(closure: Closure, arguments: Sequence[Any]) -> Any:
        return after.call(self.invoke(self, arguments))

    return derived(self, self.size, invoke, "org.codehaus.groovy.runtime.ComposedClosure")


@closures.method("leftShift(Closure)", "compose(Closure)")
def left_shift(run: Any, self: Closure, before: Closure) -> Closure:
    """First the other closure, then this with its result."""

    def invoke(closure: Closure, arguments: Sequence[Any]) -> Any:
        return self.call(before.invoke(before, arguments))

    return derived(before, before.size, invoke, "org.codehaus.groovy.runtime.ComposedClosure")


@closures.method("leftShift(Object)")
def call_with(run: Any, self: Closure, argument: Any) -> Any:
    """Call with one argument."""
    return self.call(argument)


@closures.method("memoize()", "memoizeAtMost(int)", "memoizeAtLeast(int)", "memoizeBetween(int, int)")
def memoize(run: Any, self: Closure, *limits: int) -> Closure:
    """The closure remembering its results."""
    known = GroovyMap()

    def invoke(closure: Closure, arguments: Sequence[Any]) -> Any:
        key = list(arguments)
        if known.has(key):
            return known.get(key)
        run.meter.entries(1)
        value = self.invoke(self, arguments)
        known.put(key, value)
        return value

    return derived(self, self.size, invoke, "org.codehaus.groovy.runtime.memoize.Memoize$MemoizeFunction")


@closures.method("trampoline()", "trampoline(Object...)")
def trampoline(run: Any, self: Closure, *fixed: Any) -> Closure:
    """The closure called again as long as it gives a closure."""

    def invoke(closure: Closure, arguments: Sequence[Any]) -> Any:
        if closure.code == "pending":
            return self.invoke(self, arguments)
        value = self.invoke(self, (*fixed, *arguments))
        while type(value) is Closure and value.code == "pending":
            run.meter.step()
            value = value.call()
        return value

    made = derived(self, self.size, invoke, "groovy.lang.TrampolineClosure")
    if fixed:

        def later(closure: Closure, arguments: Sequence[Any]) -> Any:
            return self.invoke(self, fixed)

        made = derived(self, 0, later, "groovy.lang.TrampolineClosure")
        made.code = "pending"
    return made


@closures.method("asWritable()")
def as_writable(run: Any, self: Closure) -> Closure:
    return self


@closures.method("getMaximumNumberOfParameters()")
def maximum(run: Any, self: Closure) -> int:
    """How many parameters there are."""
    return self.size


@closures.method("getParameterTypes()")
def parameter_types(run: Any, self: Closure) -> Array:
    """The declared types of the parameters."""
    types = self.types if self.types is not None else (None,) * self.size
    return Array(BY_NAME["java.lang.Class"], [kind or OBJECT for kind in types])


@closures.method("getDelegate()")
def get_delegate(run: Any, self: Closure) -> Any:
    return self.delegate


@closures.method("setDelegate(Object)")
def set_delegate(run: Any, self: Closure, value: Any) -> None:
    """Where names are looked up besides the owner."""
    self.delegate = value
    self.redirected = True


@closures.method("getOwner()")
def get_owner(run: Any, self: Closure) -> Any:
    return self.owner


@closures.method("getThisObject()")
def get_this(run: Any, self: Closure) -> Any:
    return self.this


@closures.method("getResolveStrategy()")
def get_strategy(run: Any, self: Closure) -> int:
    return self.strategy


@closures.method("setResolveStrategy(int)")
def set_strategy(run: Any, self: Closure, value: int) -> None:
    """Which of owner and delegate is asked first."""
    self.strategy = value
    self.redirected = True


@closures.method("isCase(Object)")
def is_case(run: Any, self: Closure, value: Any) -> bool:
    from addon.scripting.semantics.truth import truth

    return truth(self.call(value))


@closures.method("run()")
def run_it(run: Any, self: Closure) -> None:
    self.call()


# Closures coerced to functional interfaces keep being closures; Java's names for calling them work too.
@closures.method(
    "apply(Object...)",
    "accept(Object...)",
    "test(Object...)",
    "get()",
    "compare(Object, Object)",
    "applyAsInt(Object...)",
    "applyAsLong(Object...)",
    "applyAsDouble(Object...)",
)
def functional(run: Any, self: Closure, *arguments: Any) -> Any:
    """Call through a functional interface."""
    return self.invoke(self, arguments)


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
    from addon.scripting.semantics.ordering import compare

    def order(one: Any, two: Any) -> int:
        first = int(self.call(one, two))
        if first:
            return first
        if other.size >= 2:
            return int(other.call(one, two))
        return compare(other.call(one), other.call(two))

    return NativeFunction(order, 2, "java.util.Comparator")


closures.method("thenComparing(Object)", "thenComparingInt(Object)")(then_comparing)
functions.method("thenComparingInt(Function)")(then_comparing)


@closures.method("reversed()")
def reversed_closure(run: Any, self: Closure) -> NativeFunction:
    return NativeFunction(lambda one, two: self.call(two, one), 2, "java.util.Comparator")


@functions.method("andThen(Function)")
def and_then(run: Any, self: NativeFunction, after: Any) -> NativeFunction:
    return NativeFunction(lambda *given: after.call(self.call(*given)), 1, "java.util.function.Function")


@functions.method("negate()")
def negate(run: Any, self: NativeFunction) -> NativeFunction:
    """Passes what this one does not."""
    return NativeFunction(lambda *given: not truth(self.call(*given)), self.size, self.interface)


@functions.method("and(Predicate)")
def both(run: Any, self: NativeFunction, other: Any) -> NativeFunction:
    """Passes what both do."""
    return NativeFunction(lambda one: truth(self.call(one)) and truth(other.call(one)), 1, self.interface)


@functions.method("or(Predicate)")
def either(run: Any, self: NativeFunction, other: Any) -> NativeFunction:
    """Passes what one of both does."""
    return NativeFunction(lambda one: truth(self.call(one)) or truth(other.call(one)), 1, self.interface)


@functions.method("compose(Function)")
def compose(run: Any, self: NativeFunction, before: Any) -> NativeFunction:
    """This one of what another gives."""
    return NativeFunction(lambda one: self.call(before.call(one)), 1, self.interface)


comparators = Table("java.util.Comparator")


@comparators.static("naturalOrder()")
def natural_order(run: Any) -> NativeFunction:
    """The order of compareTo."""
    return NativeFunction(natural, 2, "java.util.Comparator")


@comparators.static("reverseOrder()")
def reverse_order(run: Any) -> NativeFunction:
    """The opposite of compareTo."""
    return NativeFunction(lambda one, two: natural(two, one), 2, "java.util.Comparator")


@comparators.static(
    "comparing(Function)",
    "comparing(Function, Comparator)",
    "comparingInt(Function)",
    "comparingLong(Function)",
    "comparingDouble(Function)",
)
def comparing(run: Any, key: Any, order: Any = None) -> NativeFunction:
    """The order of what a function gives."""
    from addon.scripting.semantics.ordering import compare

    if order is None:
        return NativeFunction(lambda one, two: compare(key.call(one), key.call(two)), 2, "java.util.Comparator")
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
