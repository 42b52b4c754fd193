"""Calling compiled code: binding arguments to parameters, building the frame, counting depth and steps."""

from collections.abc import Callable, Sequence
from typing import Any

from addon.scripting.errors import Unwinding
from addon.scripting.semantics.fitting import VARIADIC, accepts, distance, fit
from addon.scripting.semantics.numbercasts import BOXED
from addon.scripting.values.callables import Closure
from addon.scripting.values.classes import OBJECT, ClassInfo
from addon.scripting.values.lists import LIST_TYPES, Array
from addon.scripting.values.ranges import Range

Code = Callable[[list[Any]], Any]


class Shape:
    """Parameters and code of a method or closure. `types` holds None where any value fits."""

    __slots__ = (
        "begins",
        "body",
        "cells",
        "component",
        "defaults",
        "name",
        "names",
        "pad",
        "required",
        "size",
        "typed",
        "types",
        "variadic",
    )

    def __init__(
        self,
        name: str,
        names: list[str],
        types: list[ClassInfo | None],
        defaults: list[Code | None],
        variadic: bool,
        cells: list[int],
        pad: int,
    ) -> None:
        self.name = name
        self.names = names
        self.types = types
        self.defaults = defaults
        self.variadic = variadic
        self.cells = cells
        self.pad = [None] * pad
        self.size = len(names)
        self.required = sum(1 for default in defaults if default is None) - variadic
        self.typed = any(kind is not None for kind in types)
        self.component: ClassInfo | None = None
        self.body: Code = _empty
        self.begins: tuple[int, int] | None = None

    def matches(self, arguments: Sequence[Any]) -> int:
        """How far the arguments are from the parameters: 0 exact, -1 if they do not fit."""
        count = len(arguments)
        if (count > self.size and not self.variadic) or count < self.required:
            return -1
        if self.variadic:
            return self._variadic_matches(arguments)
        total = 0
        for argument, index in zip(arguments, self.chosen(count), strict=True):
            kind = self.types[index]
            if not accepts(argument, kind):
                return -1
            total += distance(argument, kind)
        return total

    def takes(self, count: int) -> bool:
        """Whether so many arguments may be given."""
        return count >= self.required and (self.variadic or count <= self.size)

    def takes_null(self) -> bool:
        """Whether a call without arguments may mean null for the one parameter."""
        only = self.types[0] if self.size == 1 else None
        return self.size == self.required == 1 and (only is None or only.name not in BOXED)

    def _variadic_matches(self, arguments: Sequence[Any]) -> int:
        """As `matches`; each argument that goes into the array makes it farther."""
        return self._nearest_fixed(arguments)[0]

    def _nearest_fixed(self, arguments: Sequence[Any]) -> tuple[int, int]:
        """How far the arguments are, and how many come before the array: defaults may be left out there too."""
        nearest, before = -1, 0
        for fixed in range(min(self.size - 1, len(arguments)), self.required - 1, -1):
            far = self._variadic_distance(arguments, fixed)
            if far >= 0 and (nearest < 0 or far < nearest):
                nearest, before = far, fixed
        return nearest, before

    def _variadic_distance(self, arguments: Sequence[Any], fixed: int) -> int:
        count, size = len(arguments), fixed + 1
        whole = self.types[-1]
        packed = count != size or not _is_array_for(arguments[-1], whole)
        chosen = self.chosen(fixed)
        total = 0
        for index, argument in enumerate(arguments):
            kind = self.types[chosen[index]] if index < fixed else (self.component if packed else whole)
            if not accepts(argument, kind):
                return -1
            total += distance(argument, kind)
        if not packed:
            return total
        return total + VARIADIC * (1 if count < size else 2 + count - size)

    def chosen(self, count: int) -> list[int]:
        """Which parameters `count` arguments go to: those with defaults are left out from the right."""
        spare = count - self.required
        chosen = []
        last = self.size - self.variadic
        for index, default in enumerate(self.defaults[:last]):
            if default is None:
                chosen.append(index)
            elif spare > 0:
                chosen.append(index)
                spare -= 1
        return chosen

    def enter(self, run: Any, this: Any, closure: Any, arguments: Sequence[Any], captured: Sequence[Any]) -> Any:
        """Run the code with arguments that `matches` accepted. Calling a method takes as long as four steps."""
        meter = run.meter
        meter.fuel -= 4
        if meter.fuel < 0:
            meter.out_of_fuel()
        meter.depth -= 1
        if meter.depth < 0:
            meter.depth += 1
            meter.too_deep()
        try:
            if len(arguments) == self.size and not self.variadic:
                frame = [run, this, closure, None, *arguments, *captured, *self.pad]
                if self.typed:
                    for index, kind in enumerate(self.types):
                        if kind is not None:
                            frame[4 + index] = fit(arguments[index], kind)
                for index in self.cells:
                    frame[index] = [frame[index]]
            else:
                frame = self._partial(run, this, closure, arguments, captured)
            return self.body(frame)
        except Unwinding as error:
            error.crossed = self.name
            raise
        finally:
            meter.depth += 1

    def _partial(
        self, run: Any, this: Any, closure: Any, arguments: Sequence[Any], captured: Sequence[Any]
    ) -> list[Any]:
        frame: list[Any] = [run, this, closure, None, *([None] * self.size), *captured, *self.pad]
        if self.variadic:
            fixed = self._nearest_fixed(arguments)[1] if any(self.defaults) else self.size - 1
            given = list(arguments[:fixed])
            rest: Any = arguments[fixed:]
            if len(arguments) == fixed + 1 and _is_array_for(rest[0], self.types[-1]):
                packed = rest[0] if rest[0] is None or self.types[-1] is None else fit(rest[0], self.types[-1])
            else:
                component = self.component or OBJECT
                run.meter.elements(len(rest))
                packed = Array(component, [fit(one, component) for one in rest])
            given.append(packed)
            chosen = [*self.chosen(fixed), self.size - 1]
            arguments = given
        else:
            chosen = self.chosen(len(arguments))
        for argument, index in zip(arguments, chosen, strict=False):
            kind = self.types[index]
            frame[4 + index] = argument if kind is None else fit(argument, kind)
        cells = set(self.cells)
        for index in range(self.size):
            if index not in chosen:
                default = self.defaults[index]
                if default is not None:
                    frame[4 + index] = default(frame)
            if 4 + index in cells:
                frame[4 + index] = [frame[4 + index]]
        return frame


def _is_array_for(value: Any, kind: ClassInfo | None) -> bool:
    return value is None or (type(value) is Array and (kind is None or accepts(value, kind)))


def _empty(frame: list[Any]) -> Any:
    return None


def closure_invoker(shape: Shape, implicit: bool) -> Callable[[Closure, Sequence[Any]], Any]:
    """The function that runs closures of this shape."""
    if shape.size <= 1 and not shape.typed and not shape.variadic and not any(shape.defaults):
        return _short_invoker(shape)

    def invoke(closure: Closure, arguments: Sequence[Any]) -> Any:
        if shape.matches(arguments) < 0:
            arguments = spread_arguments(closure, shape, arguments)
        return shape.enter(closure.run, closure.this, closure, arguments, closure.captured)

    return invoke


def spread_arguments(closure: Closure, shape: Shape, arguments: Sequence[Any]) -> Sequence[Any]:
    """A lone list is spread if its elements fit; one parameter left out is null; anything else is an error."""
    if len(arguments) == 1:
        only = arguments[0]
        if (type(only) is Range or (type(only) in LIST_TYPES and type(only) is not Array)) and shape.matches(only) >= 0:
            return list(only)
    if not arguments and shape.size == 1 and shape.types[0] is None:
        return (None,)
    if not arguments and shape.size == 1 and not shape.types[0].name.islower():  # type: ignore[union-attr]
        return (None,)
    from addon.scripting.semantics.missing import no_signature

    return no_signature(closure.class_name, "doCall", arguments, receiver=closure)


def _short_invoker(shape: Shape) -> Callable[[Closure, Sequence[Any]], Any]:
    pad = shape.pad
    celled = bool(shape.cells)
    size = shape.size
    name = shape.name

    def invoke(closure: Closure, arguments: Sequence[Any]) -> Any:
        run = closure.run
        meter = run.meter
        meter.fuel -= 1
        if meter.fuel < 0:
            meter.out_of_fuel()
        if len(arguments) != size and (arguments or not size):
            arguments = spread_arguments(closure, shape, arguments)
        meter.depth -= 1
        if meter.depth < 0:
            meter.depth += 1
            meter.too_deep()
        try:
            if size:
                value = arguments[0] if arguments else None
                return body([run, closure.this, closure, None, [value] if celled else value, *closure.captured, *pad])
            return body([run, closure.this, closure, None, *closure.captured, *pad])
        except Unwinding as error:
            error.crossed = name
            raise
        finally:
            meter.depth += 1

    body = shape.body
    return invoke
