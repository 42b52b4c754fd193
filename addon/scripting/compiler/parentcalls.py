"""Compiling what code of a class calls of its parents: `super.name(...)`, `super(...)`, and `this(...)`."""

from typing import Any

from addon.scripting import nodes
from addon.scripting.compiler.context import Code
from addon.scripting.compiler.expressions import Expressions
from addon.scripting.nodes import Node
from addon.scripting.run import located
from addon.scripting.semantics.construction import initialize, native_init
from addon.scripting.semantics.instances import ScriptClass
from addon.scripting.semantics.supers import call_super
from addon.scripting.values.throwables import Throwable


class ParentCalls(Expressions):
    """Calls that leave the class for the ones above it."""

    def arguments(self, arguments: list[Node]) -> Code:
        """Code giving the list of arguments."""
        if any(isinstance(one, nodes.Spread) for one in arguments):
            return self.spread_list(arguments)
        parts = [self.expression(one) for one in arguments]
        return lambda frame: [part(frame) for part in parts]

    def constructor_call(self, word: str, node: nodes.Call) -> Code:
        """`this(...)` and `super(...)` at the start of a constructor."""
        owner = self.outer_class
        given = self.arguments(node.arguments)
        if owner is None:
            self.problem(node, f"{word}(...) is only allowed in a constructor.")
            return lambda frame: None
        if self.initializing and not self.beginning:
            self.problem(node, f"{word}(...) should be the first statement in the constructor[{owner.name}]")
        line, column = self.here(node.line, node.column)

        def call(frame: list[Any]) -> Any:
            made = frame[1]
            values = given(frame)
            try:
                if word == "this":
                    initialize(frame[0], made, owner, values)
                elif isinstance(owner.super_class, ScriptClass):
                    initialize(frame[0], made, owner.super_class, values)
                elif type(made) is Throwable:
                    native_init(made, values)
                return None
            except Exception as error:
                raise located(error, line, column) from None

        return call

    def named_super(self, node: Node) -> ScriptClass | None:
        """The trait or interface that `Trait.super` names."""
        if isinstance(node, nodes.Property) and node.name == "super" and isinstance(node.owner, nodes.Name):
            found = self.constant_class(node.owner.name)
            return found if isinstance(found, ScriptClass) else None
        return None

    def super_call(
        self, name: str, arguments: list[Node], at: tuple[int, int], above: ScriptClass | None = None
    ) -> Code:
        """`super.name(arguments)`; `above` is the one parent asked, if one is named."""
        given = self.arguments(arguments)
        line, column = self.here(*at)
        owner = self.outer_class

        def call(frame: list[Any]) -> Any:
            values = given(frame)
            try:
                return call_super(frame[0], frame[1], owner, name, values, above)
            except Exception as error:
                raise located(error, line, column) from None

        return call
