"""Compiling `a.b`, `a?.b`, `a*.b`, `a.@b`, `a[b]`."""

from typing import Any

from addon.scripting import nodes
from addon.scripting.compiler.context import Code
from addon.scripting.compiler.literals import spread_values
from addon.scripting.compiler.operations import Operations
from addon.scripting.compiler.refusals import unavailable_class
from addon.scripting.errors import throw
from addon.scripting.nodes import Node
from addon.scripting.run import located
from addon.scripting.semantics.access import get_property, instance_property
from addon.scripting.semantics.elements import get_element
from addon.scripting.semantics.instances import Instance, ScriptClass
from addon.scripting.semantics.ownfields import read_own
from addon.scripting.semantics.supers import super_property
from addon.scripting.semantics.texts import text
from addon.scripting.values.classes import OBJECT, ClassInfo


class Properties(Operations):
    """Properties and elements."""

    def property(self, node: nodes.Property) -> Code:
        known = self.class_path(node)
        if known is not None:
            return lambda frame: known
        if node.name == "metaClass":
            self.problem(node, "Reflection is not available here: metaClass. Write a class or method instead.")
        self.refuse_asked(node, node.owner, node.name)
        if isinstance(node.owner, nodes.Super):
            return self.super_property(node)
        literal = self.class_literal(node)
        if literal is not None:
            return lambda frame: literal
        if node.name == "this":
            outer = self.named_class(node.owner)
            if outer is not None:
                return self.outer_this(outer)
        owner = self.expression(node.owner)
        safe = node.safe
        line, column = self.here(*(node.at if node.at[0] else (node.line, node.column)))
        if isinstance(node.owner, nodes.This) and isinstance(node.name, str):
            within = self.own_field(node.name)
            if within is not None:
                self._refuse_dynamic(within, node.owner, node.name)
                return self.own_read(within, node.name, line, column)
        if not isinstance(node.name, str):
            return self.dynamic_property(owner, node, line, column)
        name = node.name
        if node.spread:
            return self.spread_property(owner, name, safe, line, column)
        if node.attribute:
            within = self.outer_class

            def attribute(frame: list[Any]) -> Any:
                try:
                    return field_get(frame[0], owner(frame), name, safe, within)
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

    def _refuse_dynamic(self, within: ScriptClass, this: Node, name: str) -> None:
        """Report a field of objects where the code belongs to the class."""
        if self.static_of is within and not within.own_fields[name].static:
            self.problem(
                this, f"{name} is declared in a dynamic context, but you tried to access it from a static context."
            )

    def class_literal(self, node: nodes.Property) -> ClassInfo | None:
        """The class that `Name.class` is; of a class in a variable, `.class` is java.lang.Class."""
        if node.name != "class" or node.safe or node.spread:
            return None
        return self.named_class(node.owner)

    def named_class(self, node: Node) -> ClassInfo | None:
        """The class that a name or dotted path means, if it is no variable's."""
        if isinstance(node, nodes.Name):
            return self.constant_class(node.name) if node.variable is None else None
        return self.class_path(node)

    def own_read(self, within: ScriptClass, name: str, line: int, column: int) -> Code:
        """A field of the class whose code this is."""

        def read(frame: list[Any]) -> Any:
            try:
                return read_own(frame[0], frame[1], within, name)
            except Exception as error:
                raise located(error, line, column) from None

        return read

    def outer_this(self, outer: ClassInfo) -> Code:
        """`Outer.this`: the object of that class around this one."""

        def read(frame: list[Any]) -> Any:
            around = frame[1]
            while type(around) is instance_class() and not around.class_info.is_a(outer) and around.outer is not None:
                around = around.outer
            return around

        return read

    def super_property(self, node: nodes.Property) -> Code:
        name = str(node.name)
        owner = self.outer_class

        line, column = self.here(node.line, node.column)

        def read(frame: list[Any]) -> Any:
            try:
                return super_property(frame[0], frame[1], owner, name)
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
            if first is None or not words[-1][:1].isupper():
                return None
            inner = first.constants.get(words[1]) if len(words) == 2 else None
            if isinstance(inner, ClassInfo):
                return inner
            return self.find_class(".".join(words)) if len(words) == 2 else None
        if not words[-1][:1].isupper():
            return None
        name = ".".join(words)
        found = self.find_class(name)
        if found is None and len(words) > 2 and words[0] in _ROOTS and all(word.islower() for word in words[:-1]):
            message, replacement = unavailable_class(name)
            self.problem(node, message, replacement)
            return OBJECT
        return found

    def index(self, node: nodes.Index) -> Code:
        if isinstance(node.owner, nodes.Name) and not node.arguments:
            known = self.constant_class(node.owner.name + "[]")
            if known is not None:
                return lambda frame: known
        if node.mark[1]:
            self.mark(*node.mark)
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


def instance_class() -> Any:
    return Instance


def field_get(run: Any, owner: Any, name: str, safe: bool = False, within: ScriptClass | None = None) -> Any:
    """`owner.@name` in code of the class `within`, and a field read inside its class: no accessor is asked."""
    if owner is None:
        if safe:
            return None
        throw("NullPointerException", f"Cannot get property '{name}' on null object")
    if type(owner) is instance_class():
        own_field(owner.class_info, name, within)
        if within is not None and name in within.own_fields and not within.own_fields[name].static:
            return owner.fields[owner.class_info.place(within, name)]
        return owner.fields[name] if name in owner.fields else instance_property(run, owner, name)
    if isinstance(owner, ScriptClass):
        own_field(owner, name, within)
    return get_property(run, owner, name)


def own_field(info: ScriptClass, name: str, within: ScriptClass | None) -> None:
    """Refuse `.@name` where a class has no such field: those behind the properties of its parents are theirs alone."""
    if name in info.own_fields or info.enum_like() or (within is not None and name in within.own_fields):
        return
    field = info.all_fields.get(name)
    if field is None or field.private or field.property:
        throw("MissingFieldException", f"No such field: {name} for class: {info.name}")


_ROOTS = frozenset(("java", "javax", "groovy", "groovyx", "org", "com", "scala", "play"))
"""First words of full class names."""
_PRIMITIVES = frozenset(("int", "long", "short", "byte", "double", "float", "boolean", "char", "void"))
