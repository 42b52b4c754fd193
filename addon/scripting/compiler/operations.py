"""Compiling unary and binary operators, `?:`, casts and instanceof."""

import operator as operators
from collections.abc import Callable
from typing import Any

from addon.scripting import nodes
from addon.scripting.compiler.context import Code
from addon.scripting.compiler.literals import Literals
from addon.scripting.compiler.widening import both_primitive, unconvertible, widened
from addon.scripting.limits import LONG_TEXT
from addon.scripting.run import located
from addon.scripting.semantics.astype import as_type
from addon.scripting.semantics.cases import instance_of, matches
from addon.scripting.semantics.coerce import cast
from addon.scripting.semantics.equality import equals
from addon.scripting.semantics.operators import OPERATORS, complement, negative, positive
from addon.scripting.semantics.ordering import compare
from addon.scripting.semantics.patterns import matcher, whole_match
from addon.scripting.semantics.truth import truth
from addon.scripting.values.numbers import FLOATS, Long, wrap_int


class Operations(Literals):
    """Operators."""

    def unary(self, node: nodes.Unary) -> Code:
        value = self.expression(node.operand)
        if node.operator == "()":
            return value
        if node.operator == "!":
            return lambda frame: not truth(value(frame))
        apply = {"-": negative, "+": positive, "~": complement}[node.operator]

        line, column = self.here(node.line, node.column)

        def run(frame: list[Any]) -> Any:
            try:
                return apply(frame[0], value(frame))
            except Exception as error:
                raise located(error, line, column) from None

        return run

    def binary(self, node: nodes.Binary) -> Code:
        operator = node.operator
        self.mark(node.line, node.column)
        left, right = self.expression(node.left), self.expression(node.right)
        if operator == "&&":
            return lambda frame: truth(left(frame)) and truth(right(frame))
        if operator == "||":
            return lambda frame: truth(left(frame)) or truth(right(frame))
        line, column = self.here(node.line, node.column)
        if operator in _PLAIN and both_primitive(self, node.left, node.right):
            return _primitive_test(_PLAIN[operator], left, right)
        if operator == "==" or operator == "!=":
            return _equality(left, right, operator == "==", line, column)
        if operator in ("===", "!=="):
            wanted = operator == "==="

            def identical(frame: list[Any]) -> Any:
                one, two = left(frame), right(frame)
                return same(one, two) is wanted

            return identical
        if operator == "+":
            return _plus(left, right, line, column)
        if operator in _COMPARISONS:
            return _comparison(operator, left, right, line, column)
        apply = OPERATORS.get(operator) or _OTHERS[operator]

        def run(frame: list[Any]) -> Any:
            try:
                return apply(frame[0], left(frame), right(frame))
            except Exception as error:
                raise located(error, line, column) from None

        return run

    def ternary(self, node: nodes.Ternary) -> Code:
        self.mark(node.line, node.column)
        condition, yes, no = self.expression(node.condition), self.expression(node.yes), self.expression(node.no)
        widen = widened(self, node.yes, node.no)
        if widen is not None:
            return lambda frame: widen(yes(frame) if truth(condition(frame)) else no(frame))
        return lambda frame: yes(frame) if truth(condition(frame)) else no(frame)

    def elvis(self, node: nodes.Elvis) -> Code:
        self.mark(node.line, node.column)
        value, otherwise = self.expression(node.value), self.expression(node.otherwise)
        widen = widened(self, node.value, node.otherwise)

        def run(frame: list[Any]) -> Any:
            found = value(frame)
            return found if truth(found) else otherwise(frame)

        return run if widen is None else lambda frame: widen(run(frame))

    def cast(self, node: nodes.Cast) -> Code:
        kind = self.class_for(node.type)
        value = self.expression(node.value)
        convert = as_type if node.loose else cast
        plain = None if node.loose else unconvertible(self, kind, node.value)
        if plain is not None:
            return plain

        line, column = self.here(node.line, node.column)

        def run(frame: list[Any]) -> Any:
            try:
                return convert(value(frame), kind)
            except Exception as error:
                raise located(error, line, column) from None

        return run

    def instance_test(self, node: nodes.InstanceOf) -> Code:
        kind = self.class_for(node.type)
        value = self.expression(node.value)
        wanted = not node.negated
        return lambda frame: instance_of(value(frame), kind) is wanted


def same(one: Any, two: Any) -> bool:
    """`===`: one object; equal numbers and texts of one type count as one."""
    return one is two or (type(one) is type(two) and type(one) in (int, Long, bool, str) and bool(one == two))


def _equality(left: Code, right: Code, wanted: bool, line: int, column: int) -> Code:
    def test(frame: list[Any]) -> Any:
        one, two = left(frame), right(frame)
        kind = type(one)
        if kind is type(two) and (kind is int or (kind is str and len(one) <= LONG_TEXT)):
            return (one == two) is wanted
        try:
            return equals(one, two) is wanted
        except Exception as error:
            raise located(error, line, column) from None

    return test


def _plus(left: Code, right: Code, line: int, column: int) -> Code:
    apply = OPERATORS["+"]

    def add(frame: list[Any]) -> Any:
        one, two = left(frame), right(frame)
        if type(one) is int and type(two) is int:
            result = one + two
            return result if -2147483648 <= result <= 2147483647 else wrap_int(result)
        try:
            return apply(frame[0], one, two)
        except Exception as error:
            raise located(error, line, column) from None

    return add


def _primitive_test(test: Callable[[Any, Any], bool], left: Code, right: Code) -> Code:
    """A comparison of two primitive numbers, as the processor has it."""
    return lambda frame: test(left(frame), right(frame))


def _comparison(operator: str, left: Code, right: Code, line: int, column: int) -> Code:
    decide = _COMPARISONS[operator]
    plain = _PLAIN.get(operator)

    def test(frame: list[Any]) -> Any:
        one, two = left(frame), right(frame)
        try:
            if type(one) is int and type(two) is int:
                return decide(-1 if one < two else (1 if one > two else 0))
            if plain is not None and type(one) in FLOATS and type(one) is type(two):
                return plain(one, two)
            return decide(compare(one, two))
        except Exception as error:
            raise located(error, line, column) from None

    return test


def _find(run: Any, left: Any, right: Any) -> Any:
    return matcher(run, left, right)


def _matches(run: Any, left: Any, right: Any) -> Any:
    return whole_match(run, left, right)


def _sign(order: int) -> int:
    return (order > 0) - (order < 0)


_PLAIN: dict[str, Callable[[Any, Any], bool]] = {
    "==": operators.eq,
    "!=": operators.ne,
    "<": operators.lt,
    "<=": operators.le,
    ">": operators.gt,
    ">=": operators.ge,
}
_COMPARISONS: dict[str, Callable[[int], bool]] = {
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
}


_OTHERS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "<=>": lambda run, left, right: _sign(compare(left, right)),
    "in": lambda run, left, right: matches(run, right, left),
    "!in": lambda run, left, right: not matches(run, right, left),
    "=~": _find,
    "==~": _matches,
}
