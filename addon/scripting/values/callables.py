"""Closures, method pointers, comparators made of them: everything a script can call as a value."""

from collections.abc import Callable, Sequence
from typing import Any

from addon.scripting.limits import meter


class Closure:
    """groovy.lang.Closure.

    `code(closure, arguments)` runs it with arguments already bound to `size` parameters by `call`.
    `types` names the declared parameter classes (None: anything), for messages and for coercion.
    """

    __slots__ = (
        "captured",
        "class_name",
        "code",
        "delegate",
        "invoke",
        "name",
        "owner",
        "redirected",
        "run",
        "size",
        "strategy",
        "this",
        "types",
    )

    def __init__(
        self,
        run: Any,
        invoke: Callable[["Closure", Sequence[Any]], Any],
        size: int,
        owner: Any = None,
        this: Any = None,
        class_name: str = "groovy.lang.Closure",
    ) -> None:
        self.run = run
        self.invoke = invoke
        self.size = size
        self.owner = owner
        self.this = this
        self.delegate: Any = owner
        self.strategy = 0
        self.redirected = False
        self.class_name = class_name
        self.captured: tuple[Any, ...] = ()
        self.types: tuple[Any, ...] | None = None
        self.code: Any = None
        self.name = ""

    def call(self, *arguments: Any) -> Any:
        """Call with these arguments, as `closure(a, b)` does in a script."""
        return self.invoke(self, arguments)


OWNER_FIRST, DELEGATE_FIRST, OWNER_ONLY, DELEGATE_ONLY, TO_SELF = range(5)


class NativeFunction:
    """A library function as a value, where Java would hand out a lambda (Comparator, Function, Supplier)."""

    __slots__ = ("class_name", "function", "interface", "size")

    def __init__(self, function: Callable[..., Any], size: int, interface: str) -> None:
        self.function = function
        self.size = size
        self.interface = interface
        self.class_name = interface

    def call(self, *arguments: Any) -> Any:
        """Call it: a step, as calling a closure is; functions made of functions count as nested calls."""
        gauge = meter()
        gauge.step()
        gauge.enter()
        try:
            return self.function(*arguments)
        finally:
            gauge.leave()
