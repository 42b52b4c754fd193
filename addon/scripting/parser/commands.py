"""Command expressions: calls without parentheses."""

from addon.scripting import nodes
from addon.scripting.nodes import Node
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
        called = isinstance(value, (nodes.Name, nodes.Property, nodes.Call)) or (
            isinstance(value, nodes.Literal) and isinstance(value.value, str)
        )
        if isinstance(value, nodes.Step) and not value.prefix and self._starts_argument():
            # `println --i` reads as `(println--) i`
            return self._made_call(value, self._command_arguments())
        if not called or not self._starts_argument():
            return value
        if isinstance(value, nodes.Name) and value.wrapped:
            return value
        first = True
        while True:
            if not first and self.token.kind in ("id", "kw") and not self._starts_argument():
                name = self.advance()
                return nodes.Property(value.line, value.column, value, name.value, at=(name.line, name.column))
            if first:
                arguments = self._command_arguments()
                if isinstance(value, nodes.Call) and not isinstance(value.name, type(None)):
                    # `foo(x) y` reads as foo(x).y
                    self.unexpected("a new line or ';'")
                value = self._made_call(value, arguments)
                first = False
            else:
                name = self.advance()
                owner = value
                if self.is_op("("):
                    arguments = self._with_closures(self.arguments())
                elif self.is_op("{"):
                    arguments = self._with_closures([])
                else:
                    if not self._starts_argument():
                        return nodes.Property(owner.line, owner.column, owner, name.value, at=(name.line, name.column))
                    arguments = self._command_arguments()
                value = nodes.Call(owner.line, owner.column, owner, name.value, arguments, at=(name.line, name.column))
            if self.token.kind not in ("id",):
                return value

    def _command_arguments(self) -> list[Node]:
        named: list[nodes.MapEntry] = []
        arguments: list[Node] = []
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
