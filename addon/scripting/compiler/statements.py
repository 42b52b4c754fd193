"""Compiling statements: blocks, branches, loops, switch, try."""

from collections.abc import Callable
from typing import Any

from addon.scripting import nodes
from addon.scripting.compiler.assignments import Assignments
from addon.scripting.compiler.context import Code
from addon.scripting.compiler.expressions import COMPILE
from addon.scripting.compiler.signals import BREAK, CONTINUE, RETURN, RETURNED, YIELD, Signal
from addon.scripting.errors import Position, Thrown, throw
from addon.scripting.nodes import Node
from addon.scripting.run import located
from addon.scripting.semantics.cases import instance_of, matches
from addon.scripting.semantics.coerce import cast
from addon.scripting.semantics.texts import text
from addon.scripting.semantics.truth import truth
from addon.scripting.values.classes import ClassInfo, class_named
from addon.scripting.values.throwables import Throwable

CATCH = 20
"""Steps that catching an exception costs: making one and finding its handler takes longer than a step."""


class Statements(Assignments):
    """`statement` gives code that returns a signal or None."""

    def statement(self, node: Node) -> Code:
        if not isinstance(node, nodes.Block):
            self.mark(node.line, node.column)
        return _STATEMENTS[type(node)](self, node)

    def block(self, node: nodes.Block) -> Code:
        codes = [self.statement(one) for one in node.statements]
        if not codes:
            return _nothing
        if len(codes) == 1:
            return codes[0]
        if len(codes) == 2:
            first, second = codes

            def two(frame: list[Any]) -> Any:
                signal = first(frame)
                if signal is not None:
                    return signal
                return second(frame)

            return two

        def many(frame: list[Any]) -> Any:
            for code in codes:
                signal = code(frame)
                if signal is not None:
                    return signal
            return None

        return many

    def expression_statement(self, node: nodes.ExpressionStatement) -> Code:
        value = self.expression(node.expression)

        def run(frame: list[Any]) -> Any:
            value(frame)

        return run

    def if_statement(self, node: nodes.If) -> Code:
        condition = self.expression(node.condition)
        yes = self.statement(node.yes)
        if node.no is None:

            def only(frame: list[Any]) -> Any:
                if truth(condition(frame)):
                    return yes(frame)
                return None

            return only
        no = self.statement(node.no)
        return lambda frame: yes(frame) if truth(condition(frame)) else no(frame)

    # Loops

    def while_loop(self, node: nodes.While) -> Code:
        condition, body = self.expression(node.condition), self.statement(node.body)
        after = _loop_end(node.label)

        line, column = node.line, node.column

        def run(frame: list[Any]) -> Any:
            meter = frame[0].meter
            while truth(condition(frame)):
                meter.fuel -= 1
                if meter.fuel < 0:
                    _spent(meter, line, column)
                signal = body(frame)
                if signal is not None and signal is not CONTINUE:
                    signal = after(signal)
                    if signal is _GO_ON:
                        continue
                    return signal
            return None

        return run

    def do_loop(self, node: nodes.DoWhile) -> Code:
        condition, body = self.expression(node.condition), self.statement(node.body)
        after = _loop_end(node.label)

        line, column = node.line, node.column

        def run(frame: list[Any]) -> Any:
            meter = frame[0].meter
            while True:
                meter.fuel -= 1
                if meter.fuel < 0:
                    _spent(meter, line, column)
                signal = body(frame)
                if signal is not None and signal is not CONTINUE:
                    signal = after(signal)
                    if signal is not _GO_ON:
                        return signal
                if not truth(condition(frame)):
                    return None

        return run

    def for_in(self, node: nodes.ForIn) -> Code:
        from addon.scripting.semantics.iteration import iterate

        assert node.variable is not None
        source = self.expression(node.source)
        body = self.statement(node.body)
        slot, captured = node.variable.slot, node.variable.captured
        kind = self.declared_type(node.type)
        after = _loop_end(node.label)

        line, column = self.here(node.line, node.column)

        def run(frame: list[Any]) -> Any:
            meter = frame[0].meter
            if captured:
                frame[slot] = [None]
            values = source(frame)
            try:
                elements = iterate(frame[0], values)
            except Exception as error:
                raise located(error, line, column) from None
            while True:
                try:
                    element = next(elements)
                    if kind is not None:
                        element = cast(element, kind)
                except StopIteration:
                    return None
                except Exception as error:
                    raise located(error, line, column) from None
                meter.fuel -= 1
                if meter.fuel < 0:
                    _spent(meter, node.line, node.column)
                if captured:
                    frame[slot][0] = element
                else:
                    frame[slot] = element
                signal = body(frame)
                if signal is not None and signal is not CONTINUE:
                    signal = after(signal)
                    if signal is not _GO_ON:
                        return signal

        return run

    def for_classic(self, node: nodes.ForClassic) -> Code:
        starts = [self.statement(one) for one in node.start]
        condition = None if node.condition is None else self.expression(node.condition)
        steps = [self.statement(one) for one in node.steps]
        body = self.statement(node.body)
        after = _loop_end(node.label)

        line, column = node.line, node.column

        def run(frame: list[Any]) -> Any:
            meter = frame[0].meter
            for start in starts:
                start(frame)
            while condition is None or truth(condition(frame)):
                meter.fuel -= 1
                if meter.fuel < 0:
                    _spent(meter, line, column)
                signal = body(frame)
                if signal is not None and signal is not CONTINUE:
                    signal = after(signal)
                    if signal is not _GO_ON:
                        return signal
                for one in steps:
                    one(frame)
            return None

        return run

    # Switch

    def switch(self, node: nodes.Switch) -> Code:
        subject = self.expression(node.subject)
        cases = [self.case(case) for case in node.cases]
        default = next((index for index, case in enumerate(cases) if case[0] is None), None)
        own = node.label

        line, column = self.here(node.line, node.column)

        def run(frame: list[Any]) -> Any:
            value = subject(frame)
            start = default
            for index, (labels, _, _) in enumerate(cases):
                if labels is not None:
                    try:
                        if any(matches(frame[0], label(frame), value) for label in labels):
                            start = index
                            break
                    except Exception as error:
                        raise located(error, line, column) from None
            if start is None:
                return None
            for index in range(start, len(cases)):
                _, body, arrow = cases[index]
                signal = body(frame)
                if signal is BREAK or (
                    isinstance(signal, Signal) and own and signal.label == own and signal.name == "break"
                ):
                    return None
                if signal is not None:
                    return signal
                if arrow:
                    return None
            return None

        return run

    def case(self, case: nodes.Case) -> tuple[list[Code] | None, Code, bool]:
        """The labels (None for default), the code, and whether it ends without falling through."""
        self.mark(case.line, case.column)
        labels = None if case.labels is None else [self.expression(label) for label in case.labels]
        return labels, self.block(case.body), case.arrow

    def switch_expression(self, node: nodes.SwitchExpression) -> Code:
        """A switch as value: each case gives its last expression or what it yields."""
        from addon.scripting.compiler.yields import with_yields

        run = self.switch(with_yields(node.switch))

        def value(frame: list[Any]) -> Any:
            kept = frame[RETURNED]
            frame[RETURNED] = None
            signal = run(frame)
            found = frame[RETURNED]
            frame[RETURNED] = kept
            return found if signal is YIELD else None

        return value

    # Exceptions

    def try_statement(self, node: nodes.Try) -> Code:
        body = self.block(node.body)
        if node.resources:
            body = self._with_resources(node.resources, body)
        catches: list[tuple[list[ClassInfo], int, bool, Code]] = []
        for one in node.catches:
            assert one.variable is not None
            kinds = [self.class_for(kind) for kind in one.types] or [class_named("java.lang.Exception")]
            catches.append((kinds, one.variable.slot, one.variable.captured, self.block(one.body)))
        guarded = body
        if catches:

            def guarded(frame: list[Any]) -> Any:
                try:
                    return body(frame)
                except Thrown as error:
                    value = error.value
                    frame[0].meter.step(CATCH)
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
                frame[0].meter.step(CATCH)
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
        from addon.scripting.semantics.calling import invoke

        opened = [self.statement(one) for one in resources]
        slots = [
            (one.variable.slot, one.variable.captured)
            for one in resources
            if isinstance(one, nodes.Declaration) and one.variable is not None
        ]

        def run(frame: list[Any]) -> Any:
            for open_one in opened:
                open_one(frame)
            try:
                signal = body(frame)
            except Thrown:
                close(frame)
                raise
            close(frame)
            return signal

        def close(frame: list[Any]) -> None:
            for slot, captured in reversed(slots):
                value = frame[slot][0] if captured else frame[slot]
                if value is not None:
                    invoke(frame[0], value, "close", ())

        return run

    def throw_statement(self, node: nodes.Throw) -> Code:
        value = self.expression(node.value)

        line, column = self.here(node.line, node.column)

        def run(frame: list[Any]) -> Any:
            found = value(frame)
            try:
                raise_value(found, line, column)
            except Exception as error:
                raise located(error, line, column) from None

        return run

    def return_statement(self, node: nodes.Return) -> Code:
        if node.value is None:

            def bare(frame: list[Any]) -> Any:
                frame[RETURNED] = None
                return RETURN

            return bare
        value = self.cast_return(self.expression(node.value), node)

        def run(frame: list[Any]) -> Any:
            frame[RETURNED] = value(frame)
            return RETURN

        return run

    def yield_statement(self, node: nodes.Yield) -> Code:
        value = self.expression(node.value)

        def run(frame: list[Any]) -> Any:
            frame[RETURNED] = value(frame)
            return YIELD

        return run

    def break_statement(self, node: nodes.Break) -> Code:
        signal = BREAK if node.label is None else Signal("break", node.label)
        return lambda frame: signal

    def continue_statement(self, node: nodes.Continue) -> Code:
        signal = CONTINUE if node.label is None else Signal("continue", node.label)
        return lambda frame: signal

    def assert_statement(self, node: nodes.Assert) -> Code:
        from addon.scripting.compiler.powerassert import assertion_text, named_values, power_assert

        if node.message is None:
            return power_assert(self, node)
        condition, message = self.expression(node.condition), self.expression(node.message)
        source = assertion_text(node.condition, node.source)
        named = [(one.name, self.name(one)) for one in named_values(node.condition)]
        line, column = self.here(node.line, node.column)

        def run(frame: list[Any]) -> Any:
            if truth(condition(frame)):
                return
            try:
                said = text(message(frame))
                values = ", ".join([f"{name} = {text(read(frame))}" for name, read in named])
                listed = f". Values: {values}" if values else ""
                throw("AssertionError", f"{said}. Expression: {source}{listed}")
            except Exception as error:
                raise located(error, line, column) from None

        return run

    def nested_class(self, node: Node) -> Code:
        return _nothing


_GO_ON = object()


def _nothing(frame: list[Any]) -> Any:
    return None


def _spent(meter: Any, line: int, column: int) -> None:
    try:
        meter.out_of_fuel()
    except Exception as error:
        raise located(error, line, column) from None


def _loop_end(label: str | None) -> Callable[[Any], Any]:
    """What a loop answers to a signal of its body that is not plain `continue`."""

    def after(signal: Any) -> Any:
        if signal is BREAK:
            return None
        if label is not None and signal.label == label:
            return None if signal.name == "break" else _GO_ON
        return signal

    return after


def raise_value(found: Any, line: int, column: int) -> None:
    """`throw found`"""
    if found is None:
        throw("NullPointerException")
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
    from addon.scripting.values.classes import class_of

    return class_of(value).name


_STATEMENTS: dict[type, Callable[[Any, Any], Code]] = {
    nodes.Block: Statements.block,
    nodes.ExpressionStatement: Statements.expression_statement,
    nodes.Declaration: Statements.declaration,
    nodes.MultipleDeclaration: Statements.multiple_declaration,
    nodes.If: Statements.if_statement,
    nodes.While: Statements.while_loop,
    nodes.DoWhile: Statements.do_loop,
    nodes.ForIn: Statements.for_in,
    nodes.ForClassic: Statements.for_classic,
    nodes.Switch: Statements.switch,
    nodes.Try: Statements.try_statement,
    nodes.Throw: Statements.throw_statement,
    nodes.Return: Statements.return_statement,
    nodes.Yield: Statements.yield_statement,
    nodes.Break: Statements.break_statement,
    nodes.Continue: Statements.continue_statement,
    nodes.Assert: Statements.assert_statement,
}
COMPILE[nodes.SwitchExpression] = Statements.switch_expression
