"""Compiling declarations of variables and assignments to several at once."""

from typing import Any

from addon.scripting import nodes
from addon.scripting.compiler.assignments import Assignments, Store
from addon.scripting.compiler.context import Code
from addon.scripting.compiler.expressions import COMPILE
from addon.scripting.compiler.widening import unconvertible
from addon.scripting.errors import throw
from addon.scripting.nodes import Node
from addon.scripting.run import located
from addon.scripting.semantics.assigning import set_property
from addon.scripting.semantics.elements import get_element, set_element
from addon.scripting.semantics.fieldvalues import default_value


class Declarations(Assignments):
    """Declarations."""

    def multiple_assign(self, node: nodes.MultipleAssign) -> Code:
        value = self.expression(node.value)
        stores = [self.target_store(target) for target in node.targets]
        return _parts_stored(value, stores, *self.here(node.line, node.column))

    def target_store(self, target: Node) -> Store:
        line, column = self.here(target.line, target.column)
        if isinstance(target, nodes.Name):
            if target.variable is not None:
                return self.variable_store(target.variable, line, column)
            return self.name_store(target.name, line, column)
        if isinstance(target, nodes.Property):
            owner, name = self.expression(target.owner), self.property_name(target)

            def store(frame: list[Any], value: Any) -> Any:
                set_property(frame[0], owner(frame), name(frame), value)
                return value

            return store
        if isinstance(target, nodes.Index):
            owner, key = self.expression(target.owner), self.index_key(target)

            def store_element(frame: list[Any], value: Any) -> Any:
                set_element(frame[0], owner(frame), key(frame), value)
                return value

            return store_element
        self.problem(target, "Only variables can be assigned to here.")
        return lambda frame, value: value

    def multiple_declaration(self, node: nodes.MultipleDeclaration) -> Code:
        """A statement: gives no signal."""
        stored = self.declared_parts(node)

        def run(frame: list[Any]) -> Any:
            stored(frame)
            return None

        return run

    def declared_parts(self, node: nodes.MultipleDeclaration) -> Code:
        """The same where it is the last of its function: gives what is assigned."""
        value = self.expression(node.value)
        stores = [
            self.variable_store(one.variable, one.line, one.column, True)
            for one in node.declarations
            if one.variable is not None
        ]
        return _parts_stored(value, stores, *self.here(node.line, node.column))

    def declaration(self, node: nodes.Declaration) -> Code:
        """A statement: gives no signal."""
        assert node.variable is not None
        variable = node.variable
        line, column = self.here(node.line, node.column)
        if node.value is None:
            slot = variable.slot
            start = default_value(self.declared_type(node.type))
            if variable.captured:

                def open_cell(frame: list[Any]) -> Any:
                    frame[slot] = [start]

                return open_cell

            def clear(frame: list[Any]) -> Any:
                frame[slot] = start

            return clear
        value = unconvertible(self, self.declared_type(node.type), node.value) or self.expression(node.value)
        store = self.variable_store(variable, line, column, True)

        def declare(frame: list[Any]) -> Any:
            store(frame, value(frame))

        if not variable.captured and self.declared_type(variable.type) is None:
            slot = variable.slot

            def simply(frame: list[Any]) -> Any:
                frame[slot] = value(frame)

            return simply
        return declare


def part(run: Any, found: Any, index: int) -> Any:
    """The value for the variable at `index` of a multiple assignment."""
    if found is None:
        throw("NullPointerException", "Cannot invoke method getAt() on null object")
    return get_element(run, found, index)


COMPILE[nodes.MultipleAssign] = Declarations.multiple_assign
COMPILE[nodes.MultipleDeclaration] = Declarations.declared_parts


def _parts_stored(value: Code, stores: list[Store], line: int, column: int) -> Code:
    """Gives each store its part of the value, then the value; an error of taking a part stands at line and column."""

    def run(frame: list[Any]) -> Any:
        found = value(frame)
        for index, store in enumerate(stores):
            try:
                one = part(frame[0], found, index)
            except Exception as error:
                raise located(error, line, column) from None
            store(frame, one)
        return found

    return run
