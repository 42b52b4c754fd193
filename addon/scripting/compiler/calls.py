"""Compiling calls, `new` and closures."""

from typing import Any

from addon.scripting import nodes
from addon.scripting.compiler.context import Code
from addon.scripting.compiler.expressions import COMPILE
from addon.scripting.compiler.literals import spread_values
from addon.scripting.compiler.parentcalls import ParentCalls
from addon.scripting.compiler.refusals import refused_call
from addon.scripting.compiler.scopes import call_in_closure, call_script, call_this, private_thunk
from addon.scripting.nodes import Node
from addon.scripting.run import located
from addon.scripting.semantics.calling import invoke
from addon.scripting.semantics.instances import Instance, ScriptClass, invoke_method
from addon.scripting.semantics.texts import text
from addon.scripting.semantics.typedarguments import chosen_for_types
from addon.scripting.semantics.valuecalls import call_typed, call_value
from addon.scripting.values.callables import Closure
from addon.scripting.values.classes import BY_PYTHON, ClassInfo
from addon.scripting.values.hierarchy import ARRAY
from addon.scripting.values.lists import Array

TABLES: dict[type, dict[str, Any]] = {}
_EMPTY: dict[str, Any] = {}


def fill_tables() -> None:
    """Method tables by exact Python type; classes are left out, their statics come first."""
    for kind, info in BY_PYTHON.items():
        if kind is not ClassInfo:
            TABLES[kind] = info.methods
    TABLES[Array] = ARRAY.methods


class Calls(ParentCalls):
    """Calls in all their forms."""

    def call(self, node: nodes.Call) -> Code:
        if node.owner is None:
            return self.unqualified(node)
        at = node.at if node.at[1] else (node.line, node.column)
        self.mark(*(node.mark if node.mark[1] else at))
        if isinstance(node.owner, nodes.Name) and isinstance(node.name, str):
            self.refuse_call(node, node.owner.name)
        self.refuse_asked(node, node.owner, node.name)
        if node.name is None:
            return self.value_call(self.expression(node.owner), node.arguments, at)
        if isinstance(node.owner, nodes.Super):
            return self.super_call(str(node.name), node.arguments, at)
        above = self.named_super(node.owner)
        if above is not None:
            return self.super_call(str(node.name), node.arguments, at, above)
        own = self.asks_itself(node)
        if own is not None:
            return self.own_call(own, node, at)
        owner = self.expression(node.owner)
        if node.name == "call" and not (node.safe or node.spread or self.cast_kinds(node.arguments)):
            return self.value_call(owner, node.arguments, at)
        if node.name == "remove" and len(node.arguments) == 1 and _cast_to_object(node.arguments[0]):
            return self.method_call(owner, "removeElement", node.arguments, node.safe, at)
        if isinstance(node.name, Node):
            return self.dynamic_call(owner, node, at)
        if node.spread:
            return self.spread_call(owner, node.name, node.arguments, at)
        return self.method_call(owner, node.name, node.arguments, node.safe, at)

    def asks_itself(self, node: nodes.Call) -> ScriptClass | None:
        """The class whose code calls `this.name(...)`, unless a closure does; by a name made at run time, also then."""
        if not isinstance(node.owner, nodes.This) or node.spread or self.cast_kinds(node.arguments):
            return None
        return self.outer_class if isinstance(node.name, Node) or not self.in_closure else None

    def own_call(self, within: ScriptClass, node: nodes.Call, at: tuple[int, int]) -> Code:
        """`this.name(arguments)` in a method of a class, whose private methods no sub-class overrides."""
        assert node.name is not None
        word = self.word(node.name)
        given = self.arguments(node.arguments)
        line, column = self.here(*at)

        def call(frame: list[Any]) -> Any:
            run, this = frame[0], frame[1]
            name = text(word(frame))
            values = given(frame)
            try:
                own = private_thunk(run, within, this, name, values)
                return invoke(run, this, name, values) if own is None else own()
            except Exception as error:
                raise located(error, line, column) from None

        return call

    def method_call(self, owner: Code, name: str, arguments: list[Node], safe: bool, at: tuple[int, int]) -> Code:
        """`owner.name(arguments)` with a name known now."""
        key = f"{name}/{len(arguments)}"
        if any(isinstance(one, nodes.Spread) for one in arguments):
            return self.many_arguments(owner, name, self.spread_list(arguments), safe, at)
        if any(isinstance(one, nodes.Cast) for one in arguments):
            return self.cast_arguments(owner, name, arguments, safe, at)
        parts = [self.expression(one) for one in arguments]
        line, column = self.here(*at)
        if len(parts) == 0:

            def none(frame: list[Any]) -> Any:
                receiver = owner(frame)
                if receiver is None and safe:
                    return None
                try:
                    overload = TABLES.get(type(receiver), _EMPTY).get(key)
                    if overload is not None:
                        return overload.function(frame[0], receiver)
                    return invoke(frame[0], receiver, name, ())
                except Exception as error:
                    raise located(error, line, column) from None

            return none
        if len(parts) == 1:
            only = parts[0]

            def one(frame: list[Any]) -> Any:
                receiver = owner(frame)
                argument = only(frame)
                if receiver is None and safe:
                    return None
                try:
                    overload = TABLES.get(type(receiver), _EMPTY).get(key)
                    if overload is not None:
                        if overload.kinds is None:
                            return overload.function(frame[0], receiver, argument)
                        bound = overload.bind((argument,))
                        if bound is not None:
                            return overload.function(frame[0], receiver, *bound)
                    return invoke(frame[0], receiver, name, (argument,))
                except Exception as error:
                    raise located(error, line, column) from None

            return one

        def many(frame: list[Any]) -> Any:
            receiver = owner(frame)
            given = [part(frame) for part in parts]
            if receiver is None and safe:
                return None
            try:
                return invoke(frame[0], receiver, name, given)
            except Exception as error:
                raise located(error, line, column) from None

        return many

    def many_arguments(self, owner: Code, name: str, collect: Code, safe: bool, at: tuple[int, int]) -> Code:
        line, column = self.here(*at)

        def call(frame: list[Any]) -> Any:
            receiver = owner(frame)
            given = collect(frame)
            if receiver is None and safe:
                return None
            try:
                return invoke(frame[0], receiver, name, given)
            except Exception as error:
                raise located(error, line, column) from None

        return call

    def cast_kinds(self, arguments: list[Node]) -> list[ClassInfo | None] | None:
        """The types that arguments are cast to; None where there is no cast."""
        if not any(isinstance(one, nodes.Cast) for one in arguments):
            return None
        return [self.class_for(one.type) if isinstance(one, nodes.Cast) else None for one in arguments]

    def cast_arguments(self, owner: Code, name: str, arguments: list[Node], safe: bool, at: tuple[int, int]) -> Code:
        """A call where a cast may choose the overload."""
        kinds = self.cast_kinds(arguments) or []
        given = self.arguments(arguments)
        line, column = self.here(*at)

        def call(frame: list[Any]) -> Any:
            receiver = owner(frame)
            values = given(frame)
            if receiver is None and safe:
                return None
            try:
                method = chosen_for_types(receiver, name, values, kinds)
                if method is not None:
                    return invoke_method(frame[0], receiver, method, values)
                return invoke(frame[0], receiver, name, values)
            except Exception as error:
                raise located(error, line, column) from None

        return call

    def refuse_call(self, node: nodes.Call, owner: str | None) -> None:
        """Report calls that are refused by name, where no variable or own method hides them."""
        said = refused_call(owner, str(node.name))
        if said is None or node.variable is not None:
            return
        if owner is None and (str(node.name) in self.declared_methods or self.answers_any_call):
            return
        if owner is not None and isinstance(node.owner, nodes.Name) and node.owner.variable is not None:
            return
        if node.name == "use" and self._of_time(node.arguments):
            return
        self.problem(node, *said)

    def _of_time(self, arguments: list[Node]) -> bool:
        """Whether the category of `use` is TimeCategory, or is known only when the script runs."""
        first = arguments[0] if arguments else None
        if isinstance(first, nodes.Property):
            return first.name in ("TimeCategory", "class")
        if not isinstance(first, nodes.Name) or first.variable is not None:
            return True
        named = self.find_class(first.name)
        return not first.name[:1].isupper() if named is None else named.simple == "TimeCategory"

    def dynamic_call(self, owner: Code, node: nodes.Call, at: tuple[int, int]) -> Code:
        """`owner."$name"(arguments)`"""
        assert isinstance(node.name, Node)
        name = self.expression(node.name)
        given = self.arguments(node.arguments)
        safe, spread = node.safe, node.spread
        line, column = self.here(*at)

        def call(frame: list[Any]) -> Any:
            receiver = owner(frame)
            method = name(frame)
            arguments = given(frame)
            if receiver is None and (safe or spread):
                return None
            try:
                if isinstance(method, Closure):
                    return method.call(*arguments)
                if spread:
                    return [invoke(frame[0], one, text(method), arguments) for one in spread_values(receiver)]
                return invoke(frame[0], receiver, text(method), arguments)
            except Exception as error:
                raise located(error, line, column) from None

        return call

    def spread_call(self, owner: Code, name: str, arguments: list[Node], at: tuple[int, int]) -> Code:
        """`list*.name(arguments)`"""
        given = self.arguments(arguments)
        line, column = self.here(*at)

        def call(frame: list[Any]) -> Any:
            receiver = owner(frame)
            if receiver is None:
                return None
            values = given(frame)
            run = frame[0]
            try:
                elements = spread_values(receiver)
                run.meter.elements(len(elements))
                return [None if one is None else invoke(run, one, name, values) for one in elements]
            except Exception as error:
                raise located(error, line, column) from None

        return call

    def value_call(
        self, owner: Code, arguments: list[Node], at: tuple[int, int], kind: ClassInfo | None = None
    ) -> Code:
        """A call of whatever an expression gives; `kind` is the type that a variable declares for it."""
        given = self.arguments(arguments)
        line, column = self.here(*at)

        def call(frame: list[Any]) -> Any:
            target = owner(frame)
            values = given(frame)
            try:
                if kind is not None and type(target) is Instance:
                    return call_typed(frame[0], target, kind, values)
                return call_value(frame[0], target, values)
            except Exception as error:
                raise located(error, line, column) from None

        return call

    def unqualified(self, node: nodes.Call) -> Code:
        self.mark(*(node.mark if node.mark[1] else (node.line, node.column)))
        if node.variable is not None:
            name = nodes.Name(node.line, node.column, str(node.name), node.variable)
            kind = self.declared_type(node.variable.type)
            return self.value_call(self.expression(name), node.arguments, (node.line, node.column), kind)
        if isinstance(node.name, Node):
            self.problem(node, "A method name is expected here.")
            return lambda frame: None
        name_text = str(node.name)
        self.refuse_call(node, None)
        if name_text in self.unavailable and self.unavailable_name(node, name_text):
            return lambda frame: None
        if name_text in ("this", "super"):
            return self.constructor_call(name_text, node)
        imported = self.static_imports.get(name_text)
        if imported is not None:
            owner, member = imported
            return self.method_call(lambda frame: owner, member, node.arguments, False, (node.line, node.column))
        for star in self.static_stars:
            prefix = name_text + "/"
            if any(key.startswith(prefix) for key in star.statics) or (
                isinstance(star, ScriptClass) and name_text in self.static_methods.get(star, ())
            ):
                return self.method_call(_constant(star), name_text, node.arguments, False, (node.line, node.column))
        given = self.arguments(node.arguments)
        line, column = self.here(node.line, node.column)
        within = self.outer_class
        kinds = self.cast_kinds(node.arguments)
        offered = BY_PYTHON[Closure].methods
        of_closures = f"{name_text}/{len(node.arguments)}" in offered or f"{name_text}/*" in offered

        count = len(node.arguments)
        spread = any(isinstance(one, nodes.Spread) for one in node.arguments)
        fixed = None if within is None or self.in_closure or spread or kinds is not None else within
        means_static: list[ScriptClass | None] = []

        def call(frame: list[Any]) -> Any:
            run, this, closure = frame[0], frame[1], frame[2]
            values = given(frame)
            try:
                if fixed is not None:
                    if not means_static:
                        means_static.append(fixed.means_static(name_text, count))
                    if means_static[0] is not None:
                        return invoke(run, means_static[0], name_text, values)
                if kinds is not None:
                    method = chosen_for_types(this, name_text, values, kinds)
                    if method is not None:
                        return invoke_method(run, this, method, values)
                if closure is not None:
                    if closure.redirected or this is not run.script:
                        return call_in_closure(run, closure, name_text, values)
                    if of_closures:
                        return call_in_closure(run, closure, name_text, values)
                if this is run.script:
                    return call_script(run, name_text, values)
                return call_this(run, this, name_text, values, within)
            except Exception as error:
                raise located(error, line, column) from None

        return call


def _cast_to_object(node: Node) -> bool:
    """`(Object) x`: list.remove then means the element, not the index."""
    return isinstance(node, nodes.Cast) and node.type.name in ("Object", "Number", "java.lang.Object")


def _constant(value: Any) -> Code:
    return lambda frame: value


COMPILE.update(
    {
        nodes.Call: Calls.call,
    }
)
