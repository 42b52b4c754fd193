"""groovy.lang.Closure: calling, currying, composing, delegates."""

from collections.abc import Sequence
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.predicates import calling
from addon.scripting.library.registry import Table
from addon.scripting.semantics.truth import truth
from addon.scripting.values import hierarchy
from addon.scripting.values.callables import (
    DELEGATE_FIRST,
    DELEGATE_ONLY,
    OWNER_FIRST,
    OWNER_ONLY,
    TO_SELF,
    Closure,
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
closures.constant("DONE", 1)
closures.constant("SKIP", 2)


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


def _is_variadic(closure: Closure) -> bool:
    """Whether the last parameter takes any number of arguments."""
    last = closure.types[-1] if closure.types else None
    return last is not None and last.name.startswith("[")


def _curried(closure: Closure, left: int, invoke: Any) -> Closure:
    """The closure with `left` parameters; one that took any number of arguments still does."""
    made = derived(closure, left, invoke, "org.codehaus.groovy.runtime.CurriedClosure")
    if closure.types and _is_variadic(closure):
        made.types = closure.types[-1:]
    return made


def _curried_size(closure: Closure, count: int) -> int:
    """How many parameters are left; fixing more than there are is an error, unless the last takes any number."""
    if _is_variadic(closure):
        return max(1, closure.size - count)
    if count > closure.size:
        throw(
            "IllegalArgumentException",
            f"Can't curry {count} arguments for a closure with {closure.size} parameters.",
        )
    return closure.size - count


@closures.method("curry(Object...)")
def curry(run: Any, self: Closure, *fixed: Any) -> Closure:
    """The closure with its first arguments fixed."""
    left = _curried_size(self, len(fixed))
    run.meter.elements(len(fixed) + CURRIED)

    def invoke(closure: Closure, arguments: Sequence[Any]) -> Any:
        return redirected(closure, self).call(*fixed, *arguments)

    return _curried(self, left, invoke)


@closures.method("rcurry(Object...)")
def rcurry(run: Any, self: Closure, *fixed: Any) -> Closure:
    """The closure with its last arguments fixed."""
    left = _curried_size(self, len(fixed))
    run.meter.elements(len(fixed) + CURRIED)

    def invoke(closure: Closure, arguments: Sequence[Any]) -> Any:
        return redirected(closure, self).call(*arguments, *fixed)

    return _curried(self, left, invoke)


@closures.method("ncurry(int, Object...)")
def ncurry(run: Any, self: Closure, index: int, *fixed: Any) -> Closure:
    """The closure with arguments from an index fixed."""
    left = _curried_size(self, len(fixed))
    start = index if index >= 0 else index + self.size
    if not 0 <= start <= left:
        span = f"0..{left}" if index >= 0 else f"-{self.size}..-{len(fixed)}"
        throw(
            "IllegalArgumentException",
            f"To curry {len(fixed)} argument(s) expect index range {span} but found {index}",
        )

    def invoke(closure: Closure, arguments: Sequence[Any]) -> Any:
        return redirected(closure, self).call(*arguments[:start], *fixed, *arguments[start:])

    return _curried(self, left, invoke)


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


@closures.method("andThenSelf()", "andThenSelf(int)", "composeSelf()", "composeSelf(int)")
def again(run: Any, self: Closure, times: int = 1) -> Closure:
    """This closure with its own result, so many times more."""

    def invoke(closure: Closure, arguments: Sequence[Any]) -> Any:
        found = self.invoke(self, arguments)
        for _ in range(times):
            run.meter.step()
            found = self.call(found)
        return found

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


@closures.method("memoize()")
def memoize(run: Any, self: Closure) -> Closure:
    """The closure remembering its results."""
    return _memoized(run, self, None)


@closures.method("memoizeAtLeast(int)")
def memoize_at_least(run: Any, self: Closure, kept: int) -> Closure:
    """The closure remembering so many results for certain, here all."""
    _natural(kept, "protectedCacheSize", "memoizeAtLeast")
    return _memoized(run, self, None)


@closures.method("memoizeAtMost(int)")
def memoize_at_most(run: Any, self: Closure, most: int) -> Closure:
    """The closure remembering the results used last."""
    _natural(most, "maxCacheSize", "memoizeAtMost")
    return _memoized(run, self, most)


@closures.method("memoizeBetween(int, int)")
def memoize_between(run: Any, self: Closure, kept: int, most: int) -> Closure:
    """As `memoizeAtMost`; what is kept for certain is below it."""
    _natural(kept, "protectedCacheSize", "memoizeBetween")
    _natural(most, "maxCacheSize", "memoizeBetween")
    if kept > most:
        throw(
            "IllegalArgumentException",
            "The maxCacheSize parameter to memoizeBetween is required to be greater or equal to the "
            "protectedCacheSize parameter.",
        )
    return _memoized(run, self, most)


def _natural(size: int, parameter: str, method: str) -> None:
    if size < 0:
        throw(
            "IllegalArgumentException",
            f"A non-negative number is required as the {parameter} parameter for {method}.",
        )


def _memoized(run: Any, self: Closure, most: int | None) -> Closure:
    known = GroovyMap()

    def invoke(closure: Closure, arguments: Sequence[Any]) -> Any:
        key = list(arguments)
        if known.has(key):
            value = known.get(key)
            if most is not None:
                known.remove(key)
                known.put(key, value)
            return value
        run.meter.entries(1)
        value = self.invoke(self, arguments)
        known.put(key, value)
        if most is not None and len(known) > most:
            known.data.pop(next(iter(known.data)))
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


@closures.method("getDirective()")
def get_directive(run: Any, self: Closure) -> int:
    """What a call asked those that go through elements to do: nothing."""
    return 0


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
@calling
def is_case(run: Any, self: Closure, value: Any) -> bool:

    return truth(self.call(value))


@closures.method("run()")
def run_it(run: Any, self: Closure) -> None:
    self.call()
