"""What stands between brackets, separated by commas: arguments, elements of lists, entries of maps."""

from abc import ABC, abstractmethod

from addon.scripting import nodes
from addon.scripting.errors import CompileError
from addon.scripting.nodes import Node
from addon.scripting.parser.types import TypeParser
from addon.scripting.tokens import PRIMITIVES


class ArgumentParser(TypeParser, ABC):
    """Parses lists of arguments and elements."""

    no_lambda: bool

    @abstractmethod
    def expression(self, lowest: int = 1) -> Node:
        """An expression whose operators bind at least so tightly."""

    @abstractmethod
    def commands(self, value: Node) -> Node:
        """The call without parentheses that a value begins, or the value."""

    def arguments(self, of_call: bool = True) -> list[Node]:
        """`(a, b: c, *d)` with a trailing closure left for the caller; named arguments become one first map.

        Where the script ends in the arguments of a call, the error names the bracket, as Groovy's does.
        """
        opening = self.expect_op("(")
        kept, self.no_lambda = self.no_lambda, False
        try:
            found = self._argument_list(")")
        except CompileError:
            if of_call and self.token.kind == "eof":
                self.fail("Unexpected input: '('; it is never closed, expected ')'", opening)
            raise
        self.no_lambda = kept
        return found

    def _argument_list(self, closing: str) -> list[Node]:
        arguments: list[Node] = []
        named: list[nodes.MapEntry] = []
        self.skip_lines()
        while not self.is_op(closing):
            item = self.element()
            if isinstance(item, nodes.MapEntry):
                named.append(item)
            else:
                # `println(f 1)` is `println (f 1)`; an argument among others is no call without parentheses.
                typed = isinstance(item, nodes.Name) and item.name in PRIMITIVES
                arguments.append(item if arguments or named or typed else self.commands(item))
            self.skip_lines()
            if not self.take_op(","):
                break
            self.skip_lines()
        self.expect_op(closing)
        return _with_named(arguments, named)

    def elements(self, closing: str) -> list[Node]:
        """Comma-separated expressions up to a closing bracket; a trailing comma is allowed."""
        kept, self.no_lambda = self.no_lambda, False
        found: list[Node] = []
        self.skip_lines()
        while not self.is_op(closing):
            found.append(self.element())
            self.skip_lines()
            if not self.take_op(","):
                break
            self.skip_lines()
        if not self.is_op(closing):
            self.unexpected(f"',' or '{closing}'")
        self.advance()
        self.no_lambda = kept
        if any(isinstance(one, nodes.MapEntry) for one in found):
            named = [one for one in found if isinstance(one, nodes.MapEntry)]
            return _with_named([one for one in found if not isinstance(one, nodes.MapEntry)], named)
        return found

    def element(self) -> Node:
        """One element of a list, map or argument list: a value, `*value`, `key: value` or `*: map`."""
        token = self.token
        if token.kind == "op" and token.value == "*":
            self.advance()
            if self.take_op(":"):
                return nodes.MapEntry(token.line, token.column, None, self.expression())
            return nodes.Spread(token.line, token.column, self.expression())
        following = self.at(1)
        if token.kind in ("id", "kw") and following.kind == "op" and following.value == ":":
            self.advance()
            key: Node = nodes.Literal(token.line, token.column, token.value)
        else:
            start = self.index
            key = self.expression()
            if not self.is_op(":"):
                return key
            if not self._is_key(start, key):
                self.unexpected("',' or the end of the list")
        self.expect_op(":")
        self.skip_lines()
        return nodes.MapEntry(key.line, key.column, key, self.expression())

    def _is_key(self, start: int, key: Node) -> bool:
        """Whether what was read from `start` may stand before the colon of an entry: a primary and nothing after it."""
        first = self.tokens[start]
        if first.kind == "op" and first.value == "(":
            return self.matching(start) == self.index
        return isinstance(key, _KEYS) and not (first.kind == "op" and first.value in ("+", "-"))


def _with_named(arguments: list[Node], named: list[nodes.MapEntry]) -> list[Node]:
    if named:
        arguments.insert(0, nodes.MapLiteral(named[0].line, named[0].column, named, True))
    return arguments


_KEYS = (
    *(nodes.Literal, nodes.Template, nodes.Name, nodes.This, nodes.Super, nodes.New, nodes.NewArray),
    *(nodes.ListLiteral, nodes.MapLiteral, nodes.ClosureLiteral, nodes.SwitchExpression),
)
"""What an entry may have as its key without parentheses."""
