"""Command expressions: calls without parentheses."""

from addon.scripting import nodes
from addon.scripting.nodes import Node
from addon.scripting.parser.calls import made_call
from addon.scripting.parser.expressions import ExpressionParser


class CommandParser(ExpressionParser):
    """Parses `log.info "x"` and the like."""

    def expression_statement(self) -> Node:
        """An expression, or a command expression `name a, b: c`."""
        token = self.token
        value = self.expression()
        value = self.commands(value)
        return nodes.ExpressionStatement(token.line, token.column, value)

    def commands(self, value: Node) -> Node:
        """`log.info "x"`, `foo a b c`: calls without parentheses."""
        if isinstance(value, nodes.Call):
            # `foo(x) y` reads as foo(x).y
            return self._chain(value)
        called = isinstance(value, (nodes.Name, nodes.Property)) or (
            isinstance(value, nodes.Literal) and isinstance(value.value, str)
        )
        if isinstance(value, nodes.Step) and not value.prefix and self._starts_argument():
            # `println --i` reads as `(println--) i`
            return made_call(value, self._command_arguments())
        if not called or not self._starts_argument():
            return value
        if isinstance(value, nodes.Name) and value.wrapped:
            return value
        return self._chain(made_call(value, self._command_arguments()))

    def _chain(self, value: Node) -> Node:
        """`take 2 pills of it`: after a call, names with an argument are calls, a last one is a property.

        A name may have a path of its own, which its first brackets begin: `pay 3 to('Bo').now()`.
        """
        while self.token.kind in ("id", "str", "num"):
            token = self.advance()
            name = self.source[token.start : token.end] if token.kind == "num" else token.value
            at = (token.line, token.column)
            if self._starts_argument() or (self.token.kind == "op" and self.token.value in _SIGNS):
                arguments = self._command_arguments()
                value = nodes.Call(value.line, value.column, value, name, arguments, at=at)
                continue
            value = nodes.Property(value.line, value.column, value, name, at=at)
            if self.token.kind != "op":
                return value
            value = self._followed(value)
        return value

    def _command_arguments(self) -> list[Node]:
        named: list[nodes.MapEntry] = []
        arguments: list[Node] = []
        around, self.in_command = self.in_command, True
        while True:
            item = self.element()
            if isinstance(item, nodes.MapEntry):
                named.append(item)
            else:
                arguments.append(item)
            if not self.is_op(","):
                break
            self.advance()
            self.skip_lines()
        self.in_command = around
        if named:
            arguments.insert(0, nodes.MapLiteral(named[0].line, named[0].column, named, True))
        return arguments

    def _starts_argument(self) -> bool:
        token = self.token
        if token.kind in ("id", "num", "str", "gstr"):
            return True
        if token.kind == "kw":
            return token.value in ("new", "true", "false", "null", "this", "super", "switch") or (
                token.value in ("int", "long", "double", "boolean", "char", "float", "byte", "short")
            )
        if token.kind != "op" or token.value not in ("!", "~"):
            return False
        following = self.at(1)
        return not (following.kind == "kw" and following.value in ("in", "instanceof"))


_SIGNS = frozenset(("-", "+", "--", "++"))
"""Before the argument of a later name they are its sign: `turn left by -90`."""
