"""Compiling loops."""

from collections.abc import Callable
from typing import Any

from addon.scripting import nodes
from addon.scripting.compiler.context import Code
from addon.scripting.compiler.declarations import Declarations
from addon.scripting.compiler.signals import BREAK, CONTINUE
from addon.scripting.run import located
from addon.scripting.semantics.coerce import cast
from addon.scripting.semantics.iteration import iterate
from addon.scripting.semantics.truth import truth


class Loops(Declarations):
    """Loops; `statement` comes from the sub-class."""

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
        """As in Groovy, and unlike Java, `continue` begins the body again without asking the condition."""
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
                if signal is CONTINUE:
                    continue
                if signal is not None:
                    signal = after(signal)
                    if signal is _GO_ON:
                        continue
                    return signal
                if not truth(condition(frame)):
                    return None

        return run

    def for_in(self, node: nodes.ForIn) -> Code:
        assert node.variable is not None
        # Before the body is compiled, which moves the mark: what the next element throws has the line of the loop.
        line, column = self.here(node.line, node.column)
        source = self.expression(node.source)
        body = self.statement(node.body)
        slot, captured = node.variable.slot, node.variable.captured
        kind = self.declared_type(node.type)
        after = _loop_end(node.label)

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


_GO_ON = object()


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
