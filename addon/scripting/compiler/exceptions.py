"""Compiling try and throw."""

from typing import Any

from addon.scripting import nodes
from addon.scripting.compiler.context import Code
from addon.scripting.compiler.loops import Loops
from addon.scripting.compiler.signals import RETURNED
from addon.scripting.errors import LimitExceeded, Position, Thrown, throw
from addon.scripting.nodes import Node
from addon.scripting.run import located
from addon.scripting.semantics.calling import invoke
from addon.scripting.semantics.cases import instance_of
from addon.scripting.semantics.instances import ScriptClass
from addon.scripting.semantics.texts import text
from addon.scripting.values.classes import ClassInfo, class_named, class_of
from addon.scripting.values.throwables import Throwable


class Exceptions(Loops):
    """Exceptions."""

    def try_statement(self, node: nodes.Try) -> Code:
        body = self.block(node.body)
        if node.resources:
            body = self._with_resources(node.resources, body)
        catches: list[tuple[list[ClassInfo], int, bool, Code]] = []
        for one in node.catches:
            assert one.variable is not None
            known = len(self.problems)
            kinds = [self.class_for(kind) for kind in one.types] or [class_named("java.lang.Exception")]
            if len(self.problems) == known and not all(map(_may_be_caught, kinds)):
                self.problem(one, "Catch statement parameter type is not a subclass of Throwable.")
            catches.append((kinds, one.variable.slot, one.variable.captured, self.block(one.body)))
        guarded = body
        line, column = self.here(node.line, node.column)
        if catches:

            def guarded(frame: list[Any]) -> Any:
                try:
                    return body(frame)
                except Thrown as error:
                    value = error.value
                    _pay(frame, line, column)
                    for kinds, slot, captured, handler in catches:
                        if any(instance_of(value, kind) for kind in kinds):
                            frame[slot] = [value] if captured else value
                            return handler(frame)
                    raise

        if node.finally_ is None:
            return guarded
        last = self.block(node.finally_)

        def with_finally(frame: list[Any]) -> Any:
            try:
                signal = guarded(frame)
            except Thrown:
                _pay(frame, line, column)
                override = last(frame)
                if override is not None:
                    return override
                raise
            kept = frame[RETURNED]
            override = last(frame)
            if override is not None:
                return override
            frame[RETURNED] = kept
            return signal

        return with_finally

    def _with_resources(self, resources: list[Node], body: Code) -> Code:
        """The body with each resource around it, the first outermost."""
        for one in reversed(resources):
            variable = one.variable if isinstance(one, nodes.Declaration) else None
            held = self.statement(one) if variable else self.expression(_value(one))
            slot = None if variable is None else (variable.slot, variable.captured)
            body = _closing(held, slot, body)
        return body

    def throw_statement(self, node: nodes.Throw) -> Code:
        value = self.expression(node.value)
        named = _named(node.value)

        line, column = self.here(node.line, node.column)

        def run(frame: list[Any]) -> Any:
            found = value(frame)
            try:
                raise_value(found, line, column, named)
            except Exception as error:
                raise located(error, line, column) from None

        return run


def _pay(frame: list[Any], line: int, column: int) -> None:
    """What it costs to catch."""
    try:
        frame[0].meter.step(CATCH)
    except LimitExceeded as error:
        raise located(error, line, column) from None


def _may_be_caught(kind: ClassInfo) -> bool:
    """Whether it is an exception; of the script's own classes nothing is known yet."""
    return isinstance(kind, ScriptClass) or kind.is_a(class_named("java.lang.Throwable"))


def _named(node: Node) -> str:
    """What the JVM says of a null that is thrown: its name where it has one, else it breaks off."""
    if isinstance(node, nodes.Literal):
        return f'{text(node.value)}" is null'
    if isinstance(node, nodes.Name) and node.variable is not None and not node.variable.captured:
        return f'{node.name}" is null'
    return ""


def _value(node: Node) -> Node:
    return node.expression if isinstance(node, nodes.ExpressionStatement) else node


def _closing(open_one: Code, slot: tuple[int, bool] | None, body: Code) -> Code:
    """`body` between opening and closing one resource; what close() throws never hides what the body threw."""

    def run(frame: list[Any]) -> Any:
        value = open_one(frame)
        if slot is not None:
            value = frame[slot[0]][0] if slot[1] else frame[slot[0]]
        try:
            signal = body(frame)
        except Thrown as error:
            if value is not None:
                try:
                    invoke(frame[0], value, "close", ())
                except Thrown as second:
                    error.value.suppressed.append(second.value)
            raise
        if value is not None:
            invoke(frame[0], value, "close", ())
        return signal

    return run


CATCH = 20
"""Steps that catching an exception costs: making one and finding its handler takes longer than a step."""


def raise_value(found: Any, line: int, column: int, named: str = "") -> None:
    """`throw found`; `named` is how the JVM names what is thrown."""
    if found is None:
        throw("NullPointerException", f'Cannot throw exception because "{named}')
    if type(found) is not Throwable:
        name = _class_name(found)
        where = "module java.base of loader 'bootstrap'" if name.startswith("java.") else "different loaders"
        throw(
            "ClassCastException",
            f"class {name} cannot be cast to class java.lang.Throwable ({name} and java.lang.Throwable are in {where})",
        )
    if found.position is None:
        found.position = Position(line, column)
    raise Thrown(found)


def _class_name(value: Any) -> str:
    return class_of(value).name
