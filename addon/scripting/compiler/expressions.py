"""Compiling expressions that are no calls or assignments."""

from collections.abc import Callable
from typing import Any

from addon.scripting import nodes
from addon.scripting.compiler.context import Code, Context
from addon.scripting.compiler.scopes import closure_get, script_get
from addon.scripting.errors import Problem, throw
from addon.scripting.nodes import Node
from addon.scripting.run import located
from addon.scripting.semantics.access import get_element, get_property, instance_property
from addon.scripting.semantics.cases import instance_of, matches
from addon.scripting.semantics.coerce import as_type, cast
from addon.scripting.semantics.equality import equals
from addon.scripting.semantics.operators import OPERATORS, complement, negative, positive
from addon.scripting.semantics.ordering import compare
from addon.scripting.semantics.texts import text
from addon.scripting.semantics.truth import truth
from addon.scripting.values.characters import GString
from addon.scripting.values.classes import ClassInfo
from addon.scripting.values.lists import Array
from addon.scripting.values.maps import GroovyMap
from addon.scripting.values.numbers import wrap_int


class Expressions(Context):
    """One method per kind of node; `expression` picks it."""

    def expression(self, node: Node) -> Code:
        if self.recording is not None:
            return self._recorded(node, self.recording)
        return _COMPILE[type(node)](self, node)

    def _recorded(self, node: Node, start: tuple[int, int]) -> Code:
        from addon.scripting.compiler.powerassert import recorded_column, recording

        column = recorded_column(node)
        code = _COMPILE[type(node)](self, node)
        constant = isinstance(node, nodes.Name) and node.variable is None and self.constant_class(node.name) is not None
        if column is None or constant or node.line != start[0]:
            return code
        return recording(code, column - start[1] + 1)

    def literal(self, node: nodes.Literal) -> Code:
        value = node.value
        return lambda frame: value

    def this(self, node: nodes.This) -> Code:
        return lambda frame: frame[1]

    # Names

    def name(self, node: nodes.Name) -> Code:
        variable = node.variable
        if variable is not None:
            slot = variable.slot
            if variable.captured:
                return lambda frame: frame[slot][0]
            return lambda frame: frame[slot]
        name = node.name
        known = self.constant_class(name)
        if known is not None:
            return lambda frame: known
        imported = self.static_imports.get(name)
        if imported is not None:
            owner, member = imported
            return self.static_read(owner, member, node)
        for star in self.static_stars:
            if name in star.constants or (isinstance(star, _script_class()) and name in star.all_fields):
                return self.static_read(star, name, node)
        if name[0].isupper() and self.unavailable_name(node, name):
            return lambda frame: None
        return self.dynamic_name(name, *self.here(node.line, node.column))

    def constant_class(self, name: str) -> ClassInfo | None:
        """The class an undeclared name means, unless a field of the class around it hides it."""
        if not (name[0].isupper() or name.endswith("[]") or name in _PRIMITIVES or name in self.classes):
            return None
        return self.find_class(name)

    def static_read(self, owner: ClassInfo, member: str, node: Node) -> Code:

        line, column = self.here(node.line, node.column)

        def read(frame: list[Any]) -> Any:
            try:
                return get_property(frame[0], owner, member)
            except Exception as error:
                raise located(error, line, column) from None

        return read

    def dynamic_name(self, name: str, line: int, column: int) -> Code:
        """A binding variable, field, or whatever the closure's scopes offer."""
        in_class = self.in_class
        if self.static_of is not None and not self._static_name(name):
            self.problems.append(
                Problem(
                    line,
                    column,
                    "error",
                    f"Apparent variable '{name}' was found in a static scope but doesn't refer to a local variable, "
                    "static field or class.",
                )
            )
        closure_word = name in ("owner", "delegate", "thisObject")

        def read(frame: list[Any]) -> Any:
            run, this, closure = frame[0], frame[1], frame[2]
            try:
                if closure is not None and (closure.redirected or closure_word):
                    return closure_get(run, closure, name)
                if this is run.script:
                    variables = run.variables
                    if name in variables:
                        return variables[name]
                    return script_get(run, name)
                if in_class and name in this.fields if type(this) is _instance() else False:
                    return field_get(run, this, name)
                return get_property(run, this, name)
            except Exception as error:
                raise located(error, line, column) from None

        return read

    def _static_name(self, name: str) -> bool:
        """Whether a static method may use a name: a static field or accessor, of a parent perhaps."""
        owner = self.static_of
        if owner is None or self.in_closure or owner.super_class is not None or owner.outer is not None:
            return True
        upper = name[:1].upper() + name[1:]
        fields = {field.name for field in owner.fields if field.static}
        return name in fields or "get" + upper in self.method_names or "is" + upper in self.method_names or owner.enum

    # Text

    def template(self, node: nodes.Template) -> Code:
        strings = tuple(node.strings)
        parts = [self.expression(one) for one in node.values]
        if len(parts) == 1:
            only = parts[0]
            return lambda frame: GString(strings, [only(frame)])
        return lambda frame: GString(strings, [part(frame) for part in parts])

    # Collections

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
                meter.allocate(0)
            return [part(frame) for part in parts]

        return make

    def spread_list(self, elements: list[Node]) -> Code:
        """A list whose `*x` elements are spread."""
        parts: list[tuple[bool, Code]] = []
        for one in elements:
            if isinstance(one, nodes.Spread):
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
                    more = spread_values(value)
                    frame[0].meter.elements(len(more))
                    found.extend(more)
            return found

        return make

    def map_literal(self, node: nodes.MapLiteral) -> Code:
        self.mark(node.line, node.column)
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
                    meter.allocate(0)
                made = GroovyMap()
                made.data = {key: value(frame) for key, value in pairs}
                return made

            return plain

        def make(frame: list[Any]) -> Any:
            meter = frame[0].meter
            meter.allocated += size
            if meter.allocated > meter.ceiling:
                meter.allocate(0)
            made = GroovyMap()
            try:
                for key, value in entries:
                    if key is None:
                        more = value(frame)
                        if more is None:
                            throw(
                                "NullPointerException",
                                "Cannot invoke method iterator() on null object" if False else None,
                            )
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
        from addon.scripting.semantics.ranges import make_range

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

    # Operators

    def unary(self, node: nodes.Unary) -> Code:
        value = self.expression(node.operand)
        if node.operator == "()":
            return value
        if node.operator == "!":
            return lambda frame: not truth(value(frame))
        apply = {"-": negative, "+": positive, "~": complement}[node.operator]

        line, column = self.here(node.line, node.column)

        def run(frame: list[Any]) -> Any:
            try:
                return apply(frame[0], value(frame))
            except Exception as error:
                raise located(error, line, column) from None

        return run

    def binary(self, node: nodes.Binary) -> Code:
        operator = node.operator
        self.mark(node.line, node.column)
        left, right = self.expression(node.left), self.expression(node.right)
        if operator == "&&":
            return lambda frame: truth(left(frame)) and truth(right(frame))
        if operator == "||":
            return lambda frame: truth(left(frame)) or truth(right(frame))
        line, column = self.here(node.line, node.column)
        if operator == "==" or operator == "!=":
            return _equality(left, right, operator == "==", line, column)
        if operator in ("===", "!=="):
            wanted = operator == "==="

            def identical(frame: list[Any]) -> Any:
                one, two = left(frame), right(frame)
                return same(one, two) is wanted

            return identical
        if operator == "+":
            return _plus(left, right, line, column)
        if operator in _COMPARISONS:
            return _comparison(operator, left, right, line, column)
        apply = OPERATORS.get(operator) or _OTHERS[operator]

        def run(frame: list[Any]) -> Any:
            try:
                return apply(frame[0], left(frame), right(frame))
            except Exception as error:
                raise located(error, line, column) from None

        return run

    def ternary(self, node: nodes.Ternary) -> Code:
        self.mark(node.line, node.column)
        condition, yes, no = self.expression(node.condition), self.expression(node.yes), self.expression(node.no)
        return lambda frame: yes(frame) if truth(condition(frame)) else no(frame)

    def elvis(self, node: nodes.Elvis) -> Code:
        self.mark(node.line, node.column)
        value, otherwise = self.expression(node.value), self.expression(node.otherwise)

        def run(frame: list[Any]) -> Any:
            found = value(frame)
            return found if truth(found) else otherwise(frame)

        return run

    def cast(self, node: nodes.Cast) -> Code:
        kind = self.class_for(node.type)
        value = self.expression(node.value)
        convert = as_type if node.loose else cast

        line, column = self.here(node.line, node.column)

        def run(frame: list[Any]) -> Any:
            try:
                return convert(value(frame), kind)
            except Exception as error:
                raise located(error, line, column) from None

        return run

    def instance_test(self, node: nodes.InstanceOf) -> Code:
        kind = self.class_for(node.type)
        value = self.expression(node.value)
        wanted = not node.negated
        return lambda frame: instance_of(value(frame), kind) is wanted

    # Properties and elements

    def property(self, node: nodes.Property) -> Code:
        known = self.class_path(node)
        if known is not None:
            return lambda frame: known
        if node.name == "metaClass":
            self.problem(node, "Reflection is not available here: metaClass. Write a class or method instead.")
        if isinstance(node.owner, nodes.Super):
            return self.super_property(node)
        if isinstance(node.owner, nodes.Name) and node.owner.variable is None and node.name == "this":
            outer = self.constant_class(node.owner.name)
            if outer is not None:
                return self.outer_this(outer)
        owner = self.expression(node.owner)
        safe = node.safe
        line, column = self.here(*(node.at if node.at[0] else (node.line, node.column)))
        if not isinstance(node.name, str):
            return self.dynamic_property(owner, node, line, column)
        name = node.name
        if node.spread:
            return self.spread_property(owner, name, safe, line, column)
        if node.attribute:

            def attribute(frame: list[Any]) -> Any:
                try:
                    return field_get(frame[0], owner(frame), name, safe)
                except Exception as error:
                    raise located(error, line, column) from None

            return attribute
        if safe:

            def safely(frame: list[Any]) -> Any:
                value = owner(frame)
                if value is None:
                    return None
                try:
                    return get_property(frame[0], value, name)
                except Exception as error:
                    raise located(error, line, column) from None

            return safely

        def read(frame: list[Any]) -> Any:
            value = owner(frame)
            try:
                return get_property(frame[0], value, name)
            except Exception as error:
                raise located(error, line, column) from None

        return read

    def outer_this(self, outer: ClassInfo) -> Code:
        return lambda frame: frame[1]

    def super_property(self, node: nodes.Property) -> Code:
        name = str(node.name)

        line, column = self.here(node.line, node.column)

        def read(frame: list[Any]) -> Any:
            try:
                return get_property(frame[0], frame[1], name)
            except Exception as error:
                raise located(error, line, column) from None

        return read

    def dynamic_property(self, owner: Code, node: nodes.Property, line: int, column: int) -> Code:
        assert isinstance(node.name, Node)
        name = self.expression(node.name)
        safe, spread = node.safe, node.spread

        def read(frame: list[Any]) -> Any:
            value = owner(frame)
            if value is None and safe:
                return None
            try:
                if spread:
                    return [get_property(frame[0], one, text(name(frame))) for one in spread_values(value)]
                return get_property(frame[0], value, text(name(frame)))
            except Exception as error:
                raise located(error, line, column) from None

        return read

    def spread_property(self, owner: Code, name: str, safe: bool, line: int, column: int) -> Code:
        def read(frame: list[Any]) -> Any:
            value = owner(frame)
            if value is None:
                return None
            run = frame[0]
            try:
                elements = spread_values(value)
                run.meter.elements(len(elements))
                return [None if one is None else get_property(run, one, name) for one in elements]
            except Exception as error:
                raise located(error, line, column) from None

        return read

    def class_path(self, node: Node) -> ClassInfo | None:
        """The class that a dotted path like java.util.UUID names, if its first word is no local."""
        words: list[str] = []
        one: Node = node
        while isinstance(one, nodes.Property) and isinstance(one.name, str) and not (one.safe or one.spread):
            words.append(one.name)
            one = one.owner
        if not isinstance(one, nodes.Name) or one.variable is not None or one.wrapped:
            return None
        words.append(one.name)
        words.reverse()
        if words[0][0].isupper():
            first = self.constant_class(words[0])
            if first is None or not words[-1][0].isupper():
                return None
            inner = first.constants.get(words[1]) if len(words) == 2 else None
            if isinstance(inner, ClassInfo):
                return inner
            return self.find_class(".".join(words)) if len(words) == 2 else None
        if not words[-1][:1].isupper():
            return None
        return self.find_class(".".join(words))

    def index(self, node: nodes.Index) -> Code:
        if isinstance(node.owner, nodes.Name) and not node.arguments:
            known = self.constant_class(node.owner.name + "[]")
            if known is not None:
                return lambda frame: known
        owner = self.expression(node.owner)
        key = self.index_key(node)
        safe = node.safe

        line, column = self.here(node.line, node.column)

        def read(frame: list[Any]) -> Any:
            value = owner(frame)
            if value is None and safe:
                return None
            at = key(frame)
            try:
                return get_element(frame[0], value, at)
            except Exception as error:
                raise located(error, line, column) from None

        return read

    def index_key(self, node: nodes.Index) -> Code:
        """One index, or several as a list."""
        arguments = node.arguments
        if len(arguments) == 1 and not isinstance(arguments[0], nodes.Spread):
            return self.expression(arguments[0])
        return self.spread_list(arguments)

    # Arrays and pointers

    def new_array(self, node: nodes.NewArray) -> Code:
        kind = self.class_for(node.type)
        from addon.scripting.values.classes import component_of

        line, column = self.here(node.line, node.column)
        if node.elements is not None:
            component = component_of(kind)
            parts = [self.expression(one) for one in node.elements]

            def fill(frame: list[Any]) -> Any:
                try:
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

    def pointer(self, node: nodes.MethodPointer) -> Code:
        from addon.scripting.semantics.pointers import method_pointer

        owner = self.expression(node.owner)
        name = self.word(node.name)
        reference = node.reference

        line, column = self.here(node.line, node.column)

        def make(frame: list[Any]) -> Any:
            try:
                return method_pointer(frame[0], owner(frame), text(name(frame)), reference)
            except Exception as error:
                raise located(error, line, column) from None

        return make

    def word(self, name: "str | Node") -> Code:
        """A name that is fixed or made at run time."""
        if isinstance(name, Node):
            return self.expression(name)
        return lambda frame: name

    def misplaced(self, node: Node) -> Code:
        self.problem(node, "This is not allowed here.")
        return lambda frame: None


_PRIMITIVES = frozenset(("int", "long", "short", "byte", "double", "float", "boolean", "char", "void"))
_COMPARISONS: dict[str, Callable[[int], bool]] = {
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
}


def _script_class() -> Any:
    from addon.scripting.semantics.instances import ScriptClass

    return ScriptClass


def _instance() -> Any:
    from addon.scripting.semantics.instances import Instance

    return Instance


def _int() -> ClassInfo:
    from addon.scripting.values.classes import BY_NAME

    return BY_NAME["int"]


def same(one: Any, two: Any) -> bool:
    """`===`: one object; equal numbers and texts of one type count as one."""
    return one is two or (type(one) is type(two) and type(one) in (int, bool, str) and bool(one == two))


def field_get(run: Any, owner: Any, name: str, safe: bool = False) -> Any:
    """`owner.@name`, and a field read inside its class: no accessor is asked."""
    if owner is None:
        if safe:
            return None
        throw("NullPointerException", f"Cannot get property '{name}' on null object")
    if type(owner) is _instance():
        if name in owner.fields:
            return owner.fields[name]
        field = owner.class_info.all_fields.get(name)
        if field is not None:
            return instance_property(run, owner, name)
        throw("MissingFieldException", f"No such field: {name} for class: {owner.class_info.name}")
    return get_property(run, owner, name)


def spread_values(value: Any) -> list[Any]:
    """The elements `*value` and `value*.` stand for."""
    from addon.scripting.semantics.iteration import elements_of

    if isinstance(value, GroovyMap):
        from addon.scripting.values.ranges import Entry

        return [Entry(key, held, value) for key, held in value.items()]
    return elements_of(value)


def make_array(run: Any, kind: ClassInfo, sizes: list[int]) -> Any:
    """`new int[2][3]`, filled with the component's default."""
    from addon.scripting.semantics.instances import default_value
    from addon.scripting.values.characters import Character
    from addon.scripting.values.classes import component_of

    size = sizes[0]
    if size < 0:
        throw("NegativeArraySizeException", str(size))
    run.meter.elements(size)
    component = component_of(kind)
    if len(sizes) > 1:
        return Array(component, [make_array(run, component, sizes[1:]) for _ in range(size)])
    fill = Character("\0") if component.name == "char" else default_value(component)
    return Array(component, [fill] * size)


def _equality(left: Code, right: Code, wanted: bool, line: int, column: int) -> Code:
    def test(frame: list[Any]) -> Any:
        one, two = left(frame), right(frame)
        kind = type(one)
        if kind is type(two) and (kind is str or kind is int):
            return (one == two) is wanted
        try:
            return equals(one, two) is wanted
        except Exception as error:
            raise located(error, line, column) from None

    return test


def _plus(left: Code, right: Code, line: int, column: int) -> Code:
    apply = OPERATORS["+"]

    def add(frame: list[Any]) -> Any:
        one, two = left(frame), right(frame)
        if type(one) is int and type(two) is int:
            result = one + two
            return result if -2147483648 <= result <= 2147483647 else wrap_int(result)
        try:
            return apply(frame[0], one, two)
        except Exception as error:
            raise located(error, line, column) from None

    return add


def _comparison(operator: str, left: Code, right: Code, line: int, column: int) -> Code:
    decide = _COMPARISONS[operator]

    def test(frame: list[Any]) -> Any:
        one, two = left(frame), right(frame)
        try:
            if type(one) is int and type(two) is int:
                return decide(-1 if one < two else (1 if one > two else 0))
            return decide(compare(one, two))
        except Exception as error:
            raise located(error, line, column) from None

    return test


def _find(run: Any, left: Any, right: Any) -> Any:
    from addon.scripting.semantics.patterns import matcher

    return matcher(run, left, right)


def _matches(run: Any, left: Any, right: Any) -> Any:
    from addon.scripting.semantics.patterns import whole_match

    return whole_match(run, left, right)


_OTHERS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "<=>": lambda run, left, right: _sign(compare(left, right)),
    "in": lambda run, left, right: matches(run, right, left),
    "!in": lambda run, left, right: not matches(run, right, left),
    "=~": _find,
    "==~": _matches,
}


def _sign(order: int) -> int:
    return (order > 0) - (order < 0)


_COMPILE: dict[type, Callable[[Any, Any], Code]] = {
    nodes.Literal: Expressions.literal,
    nodes.This: Expressions.this,
    nodes.Name: Expressions.name,
    nodes.Template: Expressions.template,
    nodes.ListLiteral: Expressions.list_literal,
    nodes.MapLiteral: Expressions.map_literal,
    nodes.RangeLiteral: Expressions.range_literal,
    nodes.Unary: Expressions.unary,
    nodes.Binary: Expressions.binary,
    nodes.Ternary: Expressions.ternary,
    nodes.Elvis: Expressions.elvis,
    nodes.Cast: Expressions.cast,
    nodes.InstanceOf: Expressions.instance_test,
    nodes.Property: Expressions.property,
    nodes.Index: Expressions.index,
    nodes.NewArray: Expressions.new_array,
    nodes.MethodPointer: Expressions.pointer,
    nodes.Spread: Expressions.misplaced,
    nodes.MapEntry: Expressions.misplaced,
    nodes.Super: Expressions.misplaced,
}
