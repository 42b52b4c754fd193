"""Compiling templates, list, map and range literals, arrays."""

from typing import Any

from addon.scripting import nodes
from addon.scripting.compiler.context import Code, Context
from addon.scripting.errors import throw
from addon.scripting.nodes import Node
from addon.scripting.run import full, located
from addon.scripting.semantics.coerce import cast
from addon.scripting.semantics.fieldvalues import default_value
from addon.scripting.semantics.iteration import elements_of
from addon.scripting.semantics.ranges import make_range
from addon.scripting.semantics.texts import java_text
from addon.scripting.values.characters import Character, GString
from addon.scripting.values.classes import BY_NAME, ClassInfo, class_of, component_of
from addon.scripting.values.lists import LIST_TYPES, Array
from addon.scripting.values.maps import MAP_TYPES, GroovyMap
from addon.scripting.values.ranges import Entry, Range

SPREADABLE = LIST_TYPES | {Array, Range}
"""What `*x` takes."""


class Literals(Context):
    """Values written out."""

    def template(self, node: nodes.Template) -> Code:
        strings = tuple(node.strings)
        parts = [self.expression(one) for one in node.values]
        if len(parts) == 1:
            only = parts[0]
            return lambda frame: GString(strings, [only(frame)])
        return lambda frame: GString(strings, [part(frame) for part in parts])

    def list_literal(self, node: nodes.ListLiteral) -> Code:
        self.mark(node.line, node.column)
        line, column = self.here(node.line, node.column)
        if any(isinstance(one, nodes.Spread) for one in node.elements):
            collect = self.spread_list(node.elements)

            def spread(frame: list[Any]) -> Any:
                try:
                    return collect(frame)
                except Exception as error:
                    raise located(error, line, column) from None

            return spread
        parts = [self.expression(one) for one in node.elements]
        if not parts:
            return lambda frame: []
        size = len(parts) * 8 + 56

        def make(frame: list[Any]) -> Any:
            meter = frame[0].meter
            meter.allocated += size
            if meter.allocated > meter.ceiling:
                full(meter, line, column)
            return [part(frame) for part in parts]

        return make

    def spread_list(self, elements: list[Node]) -> Code:
        """A list whose `*x` elements are spread."""
        parts: list[tuple[bool, Code]] = []
        line, column = 1, 1
        for one in elements:
            if isinstance(one, nodes.Spread):
                line, column = self.here(one.line, one.column)
                parts.append((True, self.expression(one.value)))
            else:
                parts.append((False, self.expression(one)))

        def make(frame: list[Any]) -> list[Any]:
            found: list[Any] = []
            for spread, part in parts:
                value = part(frame)
                if not spread:
                    found.append(value)
                elif value is None:
                    found.append(None)
                else:
                    if type(value) not in SPREADABLE:
                        _refuse_spread(value)
                    try:
                        more = spread_values(value)
                        frame[0].meter.elements(len(more))
                    except Exception as error:
                        raise located(error, line, column) from None
                    found.extend(more)
            return found

        return make

    def map_literal(self, node: nodes.MapLiteral) -> Code:
        entries = [
            (None if one.key is None else self.expression(one.key), self.expression(one.value)) for one in node.entries
        ]
        constant = all(
            one.key is not None and isinstance(one.key, nodes.Literal) and type(one.key.value) is str
            for one in node.entries
        )
        size = len(entries) * 104 + 200
        line, column = self.here(node.line, node.column)
        if constant:
            pairs = [
                (one.key.value, value)  # type: ignore[union-attr]
                for one, (_, value) in zip(node.entries, entries, strict=True)
            ]

            def plain(frame: list[Any]) -> Any:
                meter = frame[0].meter
                meter.allocated += size
                if meter.allocated > meter.ceiling:
                    full(meter, line, column)
                made = GroovyMap()
                made.data = {key: value(frame) for key, value in pairs}
                return made

            return plain

        def make(frame: list[Any]) -> Any:
            meter = frame[0].meter
            meter.allocated += size
            if meter.allocated > meter.ceiling:
                full(meter, line, column)
            made = GroovyMap()
            try:
                for key, value in entries:
                    if key is None:
                        more = value(frame)
                        if type(more) not in MAP_TYPES:
                            _refuse_spread_map(more)
                        meter.entries(len(more))
                        for one, held in more.items():
                            made.put(one, held)
                    else:
                        made.put(key(frame), value(frame))
            except Exception as error:
                raise located(error, line, column) from None
            return made

        return make

    def range_literal(self, node: nodes.RangeLiteral) -> Code:
        self.mark(node.line, node.column)

        first, last = self.expression(node.first), self.expression(node.last)
        left, right = node.exclusive_left, node.exclusive_right

        line, column = self.here(node.line, node.column)

        def make(frame: list[Any]) -> Any:
            try:
                return make_range(frame[0], first(frame), last(frame), left, right)
            except Exception as error:
                raise located(error, line, column) from None

        return make

    def new_array(self, node: nodes.NewArray) -> Code:
        kind = self.class_for(node.type)

        line, column = self.here(node.line, node.column)
        if node.elements is not None:
            component = component_of(kind)
            parts = [self.expression(one) for one in node.elements]

            def fill(frame: list[Any]) -> Any:
                try:
                    frame[0].meter.allocate(ARRAY_OBJECT + len(parts) * 8)
                    return Array(component, [cast(part(frame), component) for part in parts])
                except Exception as error:
                    raise located(error, line, column) from None

            return fill
        sizes = [self.expression(one) for one in node.sizes]

        def make(frame: list[Any]) -> Any:
            try:
                return make_array(frame[0], kind, [cast(size(frame), _int()) for size in sizes])
            except Exception as error:
                raise located(error, line, column) from None

        return make


def _refuse_spread(value: Any) -> None:
    hint = ", did you mean to use the spread-map operator instead?" if isinstance(value, GroovyMap) else ""
    named = f"{class_of(value).name} with value {java_text(value)}"
    throw("IllegalArgumentException", f"Cannot spread the type {named}{hint}")


def _refuse_spread_map(value: Any) -> None:
    if value is None:
        throw("NullPointerException")
    throw("SpreadMapEvaluatingException", f"Cannot spread the map {class_of(value).name}, value {java_text(value)}")


def spread_values(value: Any) -> list[Any]:
    """The elements `*value` and `value*.` stand for."""
    if isinstance(value, GroovyMap):
        return [Entry(key, held, value) for key, held in value.items()]
    return elements_of(value)


ARRAY_OBJECT = 100
"""Bytes of an array beside its elements."""


def make_array(run: Any, kind: ClassInfo, sizes: list[int]) -> Any:
    """`new int[2][3]`, filled with the component's default. All arrays within arrays are paid for before the first."""
    count = 1
    for size in sizes:
        if size < 0:
            throw("NegativeArraySizeException", str(size))
        run.meter.allocate(count * ARRAY_OBJECT)
        count *= size
        run.meter.elements(count)
    return _array_of(kind, sizes)


def _array_of(kind: ClassInfo, sizes: list[int]) -> Any:
    component = component_of(kind)
    if len(sizes) > 1:
        return Array(component, [_array_of(component, sizes[1:]) for _ in range(sizes[0])])
    fill = Character("\0") if component.name == "char" else default_value(component)
    return Array(component, [fill] * sizes[0])


def _int() -> ClassInfo:
    return BY_NAME["int"]
