"""Compiling statements: blocks, branches, switch, what returns and asserts."""

from collections.abc import Callable
from typing import Any

from addon.scripting import nodes
from addon.scripting.compiler.assertions import assertion_text, named_values, spelled
from addon.scripting.compiler.context import Code
from addon.scripting.compiler.exceptions import Exceptions
from addon.scripting.compiler.expressions import COMPILE
from addon.scripting.compiler.powerassert import power_assert
from addon.scripting.compiler.signals import BREAK, CONTINUE, RETURN, RETURNED, YIELD, Signal
from addon.scripting.compiler.yields import with_yields
from addon.scripting.errors import throw
from addon.scripting.nodes import Node
from addon.scripting.run import located
from addon.scripting.semantics.cases import matches
from addon.scripting.semantics.texts import text
from addon.scripting.semantics.truth import truth


class Statements(Exceptions):
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

    def return_statement(self, node: nodes.Return) -> Code:
        value = self.returned_value(node)

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
        if node.message is None:
            return power_assert(self, node)
        condition, message = self.expression(node.condition), self.expression(node.message)
        source = assertion_text(self, node.condition, node.source.removeprefix("assert").lstrip())
        named = [(spelled(one), self.expression(one)) for one in named_values(self, node.condition)]
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


def _nothing(frame: list[Any]) -> Any:
    return None


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
