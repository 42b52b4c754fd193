"""Compiling assignments: to locals, names, properties, elements; compound, elvis, multiple, `++`."""

from collections.abc import Callable
from typing import Any

from addon.scripting import nodes
from addon.scripting.compiler.context import Code
from addon.scripting.compiler.expressions import COMPILE
from addon.scripting.compiler.making import Making
from addon.scripting.compiler.powerassert import recorded_place
from addon.scripting.compiler.properties import own_field
from addon.scripting.compiler.scopes import closure_set, script_set
from addon.scripting.nodes import Node, Variable
from addon.scripting.run import located
from addon.scripting.semantics.access import get_property
from addon.scripting.semantics.assigning import set_property
from addon.scripting.semantics.coerce import cast
from addon.scripting.semantics.elements import get_element, set_element
from addon.scripting.semantics.instances import Instance, ScriptClass
from addon.scripting.semantics.iteration import elements_of
from addon.scripting.semantics.operators import OPERATORS, step
from addon.scripting.semantics.ownfields import write_own
from addon.scripting.semantics.supers import set_super_property
from addon.scripting.semantics.texts import text
from addon.scripting.semantics.truth import truth
from addon.scripting.values.classes import ClassInfo

Store = Callable[[list[Any], Any], Any]


class Assignments(Making):
    """A store is `store(frame, value) -> value as stored`."""

    def variable_store(self, variable: Variable, line: int, column: int, fresh: bool = False) -> Store:
        """Into a local; `fresh` makes a new cell, as a declaration does."""
        slot = variable.slot
        kind = self.declared_type(variable.type)
        if kind is None:
            if not variable.captured:

                def plain(frame: list[Any], value: Any) -> Any:
                    frame[slot] = value
                    return value

                return plain
            if fresh:

                def new_cell(frame: list[Any], value: Any) -> Any:
                    frame[slot] = [value]
                    return value

                return new_cell

            def into_cell(frame: list[Any], value: Any) -> Any:
                frame[slot][0] = value
                return value

            return into_cell
        return _typed_store(slot, kind, variable.captured, fresh, line, column)

    def name_store(self, name: str, line: int, column: int) -> Store:
        """Into a name that is no local: a binding variable, a field, what the closure's scopes offer."""
        within = self.own_field(name)
        self.refuse_dynamic(name, line, column)
        if within is not None:
            return self.own_store(within, name, line, column)

        def store(frame: list[Any], value: Any) -> Any:
            run, this, closure = frame[0], frame[1], frame[2]
            try:
                if closure is not None and (closure.redirected or name == "delegate" or name == "resolveStrategy"):
                    closure_set(run, closure, name, value)
                elif this is run.script:
                    script_set(run, name, value)
                else:
                    set_property(run, this, name, value)
            except Exception as error:
                raise located(error, line, column) from None
            return value

        return store

    def own_store(self, within: ScriptClass, name: str, line: int, column: int) -> Store:
        """Into a field of the class whose code this is."""

        def store(frame: list[Any], value: Any) -> Any:
            try:
                return write_own(frame[0], frame[1], within, name, value)
            except Exception as error:
                raise located(error, line, column) from None

        return store

    def assign(self, node: nodes.Assign) -> Code:
        if node.operator:
            return self.compound(node)
        target = node.target
        if isinstance(target, nodes.Index):
            return self._element_assign(target, node.value)
        value = self.expression(node.value)
        line, column = self.here(target.line, target.column)
        if isinstance(target, nodes.Name):
            if target.variable is not None:
                if target.variable.final:
                    self.problem(target, f"The variable [{target.name}] is declared final but is reassigned")
                store = self.variable_store(target.variable, line, column)
            else:
                self.refuse_final(target, target.name)
                self.refuse_class(target)
                store = self.name_store(target.name, line, column)
            if target.variable is None or target.variable.type is None:
                return lambda frame: store(frame, value(frame))

            def cast_and_keep(frame: list[Any]) -> Any:
                # A typed local holds the cast value, the assignment itself gives the value before.
                new = value(frame)
                store(frame, new)
                return new

            return cast_and_keep
        assert isinstance(target, nodes.Property)
        if isinstance(target.owner, nodes.This) and isinstance(target.name, str):
            self.refuse_final(target, target.name)
        return self.property_assign(target, value)

    def _element_assign(self, target: nodes.Index, given: Node) -> Code:
        """`owner[index] = value`; unlike elsewhere, its error has the line of what comes last of the three."""
        owner = self.expression(target.owner)
        key = self.index_key(target)
        value = self.expression(given)
        line, column = self.here(target.line, target.column)
        safe = target.safe

        def element(frame: list[Any]) -> Any:
            new = value(frame)
            receiver = owner(frame)
            at = key(frame)
            if receiver is None and safe:
                return new
            try:
                set_element(frame[0], receiver, at, new)
            except Exception as error:
                raise located(error, line, column) from None
            return new

        return element

    def property_assign(self, target: nodes.Property, value: Code) -> Code:
        owner: Code = (
            (lambda frame: frame[1]) if isinstance(target.owner, nodes.Super) else self.expression(target.owner)
        )
        safe = target.safe
        name = self.property_name(target)
        attribute = target.attribute
        around = self.outer_class
        above = self.outer_class if isinstance(target.owner, nodes.Super) else None
        within = self.own_field(target.name) if isinstance(target.owner, nodes.This) else None
        spread = target.spread

        line, column = self.here(*(target.at if target.at[0] else (target.line, target.column)))

        def store(frame: list[Any]) -> Any:
            new = value(frame)
            receiver = owner(frame)
            if receiver is None and safe:
                return new
            try:
                if spread:
                    for one in elements_of(receiver):
                        set_property(frame[0], one, name(frame), new)
                elif within is not None:
                    write_own(frame[0], receiver, within, name(frame), new)
                elif above is not None:
                    set_super_property(frame[0], receiver, above, name(frame), new)
                elif type(receiver) is Instance and attribute:
                    own_field(receiver.class_info, str(name(frame)), around)
                    set_field(receiver, name(frame), new)
                else:
                    set_property(frame[0], receiver, name(frame), new)
            except Exception as error:
                raise located(error, line, column) from None
            return new

        return store

    def property_name(self, target: nodes.Property) -> Code:
        if isinstance(target.name, str):
            fixed = target.name
            return lambda frame: fixed
        dynamic = self.expression(target.name)
        return lambda frame: text(dynamic(frame))

    def refuse_class(self, target: nodes.Name) -> None:
        """Nothing can be assigned to the name of a class."""
        found = None if self.own_field(target.name) is not None else self.find_class(target.name)
        if found is not None:
            self.problem(target, f"you tried to assign a value to the class '{found.name}'")

    def refuse_final(self, target: Node, name: str) -> None:
        """Final fields get their value where they are declared or in a constructor."""
        if self.in_class and self.outer_class is not None and not self.initializing:
            for field in self.outer_class.fields:
                if field.name == name and field.final:
                    where = "static initialization block" if field.static else "constructor"
                    word = "static final" if field.static else "final"
                    self.problem(target, f"cannot modify {word} field '{name}' outside of {where}.")

    # Read, change, write

    def changer(
        self, target: Node, change: Callable[[list[Any], Any], Any], again: str = ""
    ) -> Callable[[list[Any]], tuple[Any, Any]]:
        """Code that reads a target, writes `change(frame, old)` and gives (old, new).

        As in Groovy, what owns a property is evaluated twice, to read and to write; what owns an element only where
        `again` says "owner", its index too where it says "all".
        """
        line, column = self.here(target.line, target.column)
        if isinstance(target, nodes.Name):
            read = self.name(target)
            if target.variable is not None:
                if target.variable.final:
                    self.problem(target, f"The variable [{target.name}] is declared final but is reassigned")
                store = self.variable_store(target.variable, line, column)
            else:
                self.refuse_final(target, target.name)
                self.refuse_class(target)
                store = self.name_store(target.name, line, column)

            def variable(frame: list[Any]) -> tuple[Any, Any]:
                old = read(frame)
                new = change(frame, old)
                store(frame, new)
                return old, new

            return variable
        if isinstance(target, nodes.Property):
            return self._property_changer(target, change)
        if not isinstance(target, nodes.Index):
            value = self.expression(target)

            def unkept(frame: list[Any]) -> tuple[Any, Any]:
                old = value(frame)
                return old, change(frame, old)

            return unkept
        owner, key = self.expression(target.owner), self.index_key(target)

        def element(frame: list[Any]) -> tuple[Any, Any]:
            receiver = owner(frame)
            at = key(frame)
            try:
                old = get_element(frame[0], receiver, at)
            except Exception as error:
                raise located(error, line, column) from None
            new = change(frame, old)
            if again:
                receiver = owner(frame)
                at = key(frame) if again == "all" else at
            try:
                set_element(frame[0], receiver, at, new)
            except Exception as error:
                raise located(error, line, column) from None
            return old, new

        return element

    def _property_changer(
        self, target: nodes.Property, change: Callable[[list[Any], Any], Any]
    ) -> Callable[[list[Any]], tuple[Any, Any]]:
        if isinstance(target.owner, nodes.This) and self.own_field(target.name) is not None:
            return self.changer(nodes.Name(target.line, target.column, str(target.name)), change)
        owner, safe = self.expression(target.owner), target.safe
        name = self.property_name(target)
        line, column = self.here(*(target.at if target.at[0] else (target.line, target.column)))

        def run(frame: list[Any]) -> tuple[Any, Any]:
            receiver = owner(frame)
            if receiver is None and safe:
                # As in Groovy: what is read is null, the operator is applied to it, nothing is written.
                return None, change(frame, None)
            word = name(frame)
            try:
                old = get_property(frame[0], receiver, word)
            except Exception as error:
                raise located(error, line, column) from None
            new = change(frame, old)
            receiver, word = owner(frame), name(frame)
            if receiver is None and safe:
                return old, new
            try:
                set_property(frame[0], receiver, word, new)
            except Exception as error:
                raise located(error, line, column) from None
            return old, new

        return run

    def compound(self, node: nodes.Assign) -> Code:
        value = self.expression(node.value)
        line, column = self.here(node.line, node.column)
        if node.operator == "?":

            def otherwise(frame: list[Any], old: Any) -> Any:
                return old if truth(old) else value(frame)

            changed = self.changer(node.target, otherwise, "all")
            return lambda frame: changed(frame)[1]
        apply = OPERATORS[node.operator]

        def change(frame: list[Any], old: Any) -> Any:
            more = value(frame)
            try:
                return apply(frame[0], old, more)
            except Exception as error:
                raise located(error, line, column) from None

        changed = self.changer(node.target, change)
        return lambda frame: changed(frame)[1]

    def step(self, node: nodes.Step) -> Code:
        up = node.operator == "+"
        self._refuse_in_trait(node)

        line, column = self.here(node.line, node.column)
        place = None if self.recording is None else recorded_place(node.target)
        drawn_at = 0 if place is None or self.recording is None else self.recording.column(*place)

        def change(frame: list[Any], old: Any) -> Any:
            if drawn_at:
                frame[0].recorded.append((drawn_at, old))
            try:
                return step(frame[0], old, up)
            except Exception as error:
                raise located(error, line, column) from None

        changed = self.changer(node.target, change, "owner")
        if node.prefix:
            return lambda frame: changed(frame)[1]
        return lambda frame: changed(frame)[0]

    def _refuse_in_trait(self, node: nodes.Step) -> None:
        """Groovy's traits can neither `++` nor `--` their own fields."""
        target = node.target
        if (isinstance(target, nodes.Property) and isinstance(target.owner, nodes.This)) or (
            isinstance(target, nodes.Name) and target.variable is None
        ):
            name = target.name
        else:
            return
        owner = self.outer_class
        if owner is not None and owner.trait and name in self.own_names:
            word = "Prefix" if node.prefix else "Postfix"
            self.problem(node, f"{word} expressions on trait fields/properties are not supported in traits.")


def set_field(owner: Instance, name: str, value: Any) -> None:
    """A field set without asking an accessor, as inside its class and by `.@`."""
    field = owner.class_info.all_fields.get(name)
    owner.fields[name] = value if field is None or field.type is None else cast(value, field.type)


def _typed_store(slot: int, kind: ClassInfo, captured: bool, fresh: bool, line: int, column: int) -> Store:
    def typed(frame: list[Any], value: Any) -> Any:
        try:
            value = cast(value, kind)
        except Exception as error:
            raise located(error, line, column) from None
        if not captured:
            frame[slot] = value
        elif fresh:
            frame[slot] = [value]
        else:
            frame[slot][0] = value
        return value

    return typed


COMPILE.update(
    {
        nodes.Assign: Assignments.assign,
        nodes.Step: Assignments.step,
    }
)
