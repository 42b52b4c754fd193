"""Compiling expressions that are no calls or assignments."""

from collections.abc import Callable
from typing import Any

from addon.scripting import nodes
from addon.scripting.compiler.context import Code
from addon.scripting.compiler.powerassert import OneLine, recorded_place, recording
from addon.scripting.compiler.properties import Properties
from addon.scripting.compiler.scopes import closure_get, script_get
from addon.scripting.compiler.staticscope import offers_static
from addon.scripting.errors import Problem
from addon.scripting.nodes import Node
from addon.scripting.run import located
from addon.scripting.semantics.access import get_property
from addon.scripting.semantics.instances import ScriptClass
from addon.scripting.semantics.pointers import method_pointer
from addon.scripting.semantics.texts import text


class Expressions(Properties):
    """One method per kind of node; `expression` picks it."""

    def expression(self, node: Node) -> Code:
        if self.recording is not None:
            return self._recorded(node, self.recording)
        return COMPILE[type(node)](self, node)

    def _recorded(self, node: Node, written: OneLine) -> Code:
        place = recorded_place(node)
        code = COMPILE[type(node)](self, node)
        constant = isinstance(node, nodes.Name) and node.variable is None and self.constant_class(node.name) is not None
        if place is None or constant:
            return code
        return recording(code, written.column(*place))

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
            if name in star.constants or (isinstance(star, ScriptClass) and name in self.static_fields.get(star, ())):
                return self.static_read(star, name, node)
        if name[0].isupper() and self.unavailable_name(node, name):
            return lambda frame: None
        return self.dynamic_name(name, *self.here(node.line, node.column))

    def dynamic_name(self, name: str, line: int, column: int) -> Code:
        """A binding variable, field, or whatever the closure's scopes offer."""
        within = self.own_field(name)
        self.refuse_dynamic(name, line, column)
        closure_word = name in ("owner", "delegate", "thisObject")
        if within is not None:
            return self.own_read(within, name, line, column)

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
                return get_property(run, this, name)
            except Exception as error:
                raise located(error, line, column) from None

        return read

    def refuse_dynamic(self, name: str, line: int, column: int) -> None:
        """Report a name that static code cannot use, or that the constructor of an enum must not."""
        said = None
        if self.static_of is not None and not self.in_closure:
            if not offers_static(self.static_of, name, self.static_fields):
                said = (
                    f"Apparent variable '{name}' was found in a static scope but doesn't refer to a local variable, "
                    "static field or class."
                )
        elif name in self.too_early:
            said = f"Cannot refer to the static enum field '{name}' within an initializer"
        if said is not None:
            self.problems.append(Problem(line, column, "error", said))

    # Text

    # Collections

    # Operators

    # Properties and elements

    # Arrays and pointers

    def pointer(self, node: nodes.MethodPointer) -> Code:
        above = isinstance(node.owner, nodes.Super)
        owner = self.expression(nodes.This(node.line, node.column) if above else node.owner)
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


COMPILE: dict[type, Callable[[Any, Any], Code]] = {
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
