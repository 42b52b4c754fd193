"""What an expression begins with: literals, names, brackets, closures, `new`."""

from typing import TYPE_CHECKING

from addon.scripting import nodes
from addon.scripting.nodes import Node, TypeRef
from addon.scripting.parser.arguments import ArgumentParser
from addon.scripting.parser.signs import ONLY_NEGATED
from addon.scripting.parser.types import MOST_DIMENSIONS, TOO_MANY_DIMENSIONS
from addon.scripting.tokens import PRIMITIVES, Token

if TYPE_CHECKING:
    from addon.scripting.parser.scripts import ScriptParser


class PrimaryParser(ArgumentParser):
    """Primaries and what stands in brackets."""

    def primary(self) -> Node:
        token = self.token
        kind, value = token.kind, token.value
        if kind == "num" or kind == "str":
            if kind == "num" and value in ONLY_NEGATED:
                self._check_range(token)
            self.advance()
            return nodes.Literal(token.line, token.column, value)
        if kind == "id":
            following = self.at(1)
            if following.kind == "op" and following.value == "->" and not self.no_lambda:
                return self._lambda()
            if value == "switch":
                return self._switch()
            self.advance()
            return nodes.Name(token.line, token.column, value)
        if kind == "gstr":
            self.advance()
            return self.template(token)
        if kind == "kw":
            return self._keyword(token)
        if kind == "op":
            if value == "(":
                return self._parenthesized()
            if value == "[":
                return self._list_or_map()
            if value == "{":
                return self.closure()
        return self.unexpected("an expression")

    def _check_range(self, token: Token) -> None:
        """Refuse `2147483648i` and `9223372036854775808L`: only with a minus before them are they in range."""
        kind = {"i": "int", "l": "long"}.get(self.source[token.end - 1].lower())
        before = self.tokens[self.index - 1]
        if (
            kind is None
            or ONLY_NEGATED[token.value] != kind
            or (self.index and before.kind == "op" and before.value == "-")
        ):
            return
        self.fail(f"Number of value {token.value} does not fit in the range of {kind}, but {kind} was enforced.")

    def _keyword(self, token: Token) -> Node:
        value = token.value
        line, column = token.line, token.column
        if value in ("true", "false", "null"):
            self.advance()
            return nodes.Literal(line, column, {"true": True, "false": False, "null": None}[value])
        if value == "this":
            self.advance()
            return nodes.This(line, column)
        if value == "super":
            self.advance()
            return nodes.Super(line, column)
        if value == "new":
            return self._new()
        if value == "switch":
            return self._switch()
        if value in PRIMITIVES:
            reference = self.parse_type()
            name = reference.name + "[]" * reference.dimensions
            return nodes.Name(line, column, name)
        if value in ("trait", "native", "transient", "volatile", "as", "in"):
            self.advance()
            return nodes.Name(line, column, value)
        return self.unexpected("an expression")

    def _switch(self) -> Node:
        token = self.token
        switch = self.statements_parser().switch_statement(True)
        return nodes.SwitchExpression(token.line, token.column, switch)

    def statements_parser(self) -> "ScriptParser":
        return self  # type: ignore[return-value]

    def _parenthesized(self) -> Node:
        after = self.matching(self.index)
        if after > 0 and self.tokens[after].kind == "op" and self.tokens[after].value == "->" and not self.no_lambda:
            return self._lambda()
        self.advance()
        kept, self.no_lambda = self.no_lambda, False
        self.skip_lines()
        inner = self.commands(self.expression())
        self.skip_lines()
        self.no_lambda = kept
        self.expect_op(")")
        if isinstance(inner, nodes.Name):
            inner.wrapped = True
        elif isinstance(inner, (nodes.Property, nodes.Call)):
            return nodes.Unary(inner.line, inner.column, "()", inner)
        return inner

    def _list_or_map(self) -> Node:
        opening = self.advance()
        self.skip_lines()
        if self.is_op(":") and self.at(1).value == "]":
            self.advance()
            self.advance()
            return nodes.MapLiteral(opening.line, opening.column, [])
        elements: list[Node] = []
        kept, self.no_lambda = self.no_lambda, False
        while not self.is_op("]"):
            elements.append(self.element())
            self.skip_lines()
            if not self.take_op(","):
                break
            self.skip_lines()
        if not self.is_op("]"):
            self.unexpected("',' or ']'")
        self.advance()
        self.no_lambda = kept
        entries = [one for one in elements if isinstance(one, nodes.MapEntry)]
        if entries:
            if len(entries) != len(elements):
                self.fail("A map entry and a list element cannot stand in one literal.", opening)
            return nodes.MapLiteral(opening.line, opening.column, entries)
        return nodes.ListLiteral(opening.line, opening.column, elements)

    def template(self, token: Token) -> Node:
        """The tree of a GString token."""
        strings: list[str] = []
        values: list[Node] = []
        for part in token.value:
            if isinstance(part, str):
                strings.append(part)
            else:
                inner = self.statements_parser().nested(part)
                values.append(inner.embedded(token))
        return nodes.Template(token.line, token.column, strings, values)

    def embedded(self, token: Token) -> Node:
        """What stands in `${...}`: nothing is null, `->` is lazy, statements run at once in a closure of their own."""
        self.skip_lines()
        if self.token.kind == "eof":
            return nodes.Literal(token.line, token.column, None)
        first = self.token
        if self.is_op("->") or self._has_arrow():
            return self._closure_inside("eof", first)
        body = self.statements_parser().statements_until("eof")
        only = body.statements[0] if len(body.statements) == 1 else None
        if isinstance(only, nodes.ExpressionStatement):
            return only.expression
        line, column = first.line, first.column
        block = nodes.ClosureLiteral(line, column, nodes.Function(line, column, [], body), True)
        return nodes.Call(line, column, block, None, [])

    def closure(self) -> nodes.ClosureLiteral:
        """`{ parameters -> statements }`"""
        opening = self.expect_op("{")
        return self._closure_inside("}", opening)

    def _closure_inside(self, closing: str, opening: Token) -> nodes.ClosureLiteral:
        self.deeper()
        kept, self.no_lambda = self.no_lambda, False
        parser = self.statements_parser()
        self.skip_lines()
        implicit = True
        parameters: list[nodes.Parameter] = []
        if self._has_arrow():
            implicit = False
            parameters = parser.parameters("->")
        body = parser.statements_until(closing, opening)
        if closing == "}":
            self.expect_op("}")
        self.no_lambda = kept
        self.depth -= 1
        line, column = opening.line, opening.column
        return nodes.ClosureLiteral(line, column, nodes.Function(line, column, parameters, body), implicit)

    def _has_arrow(self) -> bool:
        """Whether a parameter list and `->` start at the cursor."""
        depth = 0
        index = self.index
        tokens = self.tokens
        while True:
            token = tokens[index]
            if token.kind == "op":
                value = token.value
                if value == "->" and not depth:
                    return True
                if value in ("(", "["):
                    depth += 1
                elif value == "{":
                    if index == self.index or tokens[index - 1].value != "=":
                        return False
                    index = self.matching(index)
                    if index < 0:
                        return False
                    continue
                elif value in (")", "]", "}"):
                    depth -= 1
                    if depth < 0:
                        return False
                elif value == ";":
                    return False
            elif token.kind == "eof":
                return False
            elif token.kind == "nl":
                before, after = tokens[index - 1], tokens[index + 1]
                if not (before.value == "," or after.value in ("->", ",") or after.kind == "nl" or before.kind == "nl"):
                    return False
            elif token.kind == "kw" and not depth and token.value in _NEVER_PARAMETER:
                return False
            index += 1

    def _lambda(self) -> Node:
        first = self.token
        parser = self.statements_parser()
        self.deeper()
        if self.is_op("("):
            self.advance()
            parameters = parser.parameters(")")
            self.expect_op("->")
        else:
            name = self.advance()
            parameters = [nodes.Parameter(name.line, name.column, name.value, None, None, False)]
            self.expect_op("->")
        self.skip_lines()
        if self.is_op("{"):
            self.advance()
            body = parser.statements_until("}")
            self.expect_op("}")
        else:
            value = self.expression()
            body = nodes.Block(value.line, value.column, [nodes.ExpressionStatement(value.line, value.column, value)])
        self.depth -= 1
        function = nodes.Function(first.line, first.column, parameters, body)
        return nodes.ClosureLiteral(first.line, first.column, function, False, True)

    def _new(self) -> Node:
        keyword = self.advance()
        line, column = keyword.line, keyword.column
        self.skip_lines()
        self.skip_annotations()
        start = self.index
        target = self._created_type()
        if self.is_op("["):
            return self._new_array(line, column, target)
        if target.dimensions:
            if self.is_op("{"):
                self.advance()
                return nodes.NewArray(line, column, target, [], self.elements("}"))
            self.unexpected("array elements")
        if self.token.kind == "nl" and self.after_lines().value == "(":
            self.skip_lines()
        if not self.is_op("("):
            self.go(start)
            self.parse_type()
            self.unexpected("'('")
        arguments = self.arguments(of_call=False)
        body = None
        if self.is_op("{"):
            body = self.statements_parser().anonymous_body(target.name, keyword)
        return nodes.New(line, column, target, arguments, body)

    def _created_type(self) -> TypeRef:
        first = self.token
        if first.kind == "kw" and first.value in PRIMITIVES:
            self.advance()
            return TypeRef(first.line, first.column, first.value, self.dimensions())
        return self.parse_type()

    def _new_array(self, line: int, column: int, target: TypeRef) -> Node:
        sizes: list[Node] = []
        while self.is_op("["):
            target.dimensions += 1
            if target.dimensions > MOST_DIMENSIONS:
                self.fail(TOO_MANY_DIMENSIONS)
            self.advance()
            if self.take_op("]"):
                continue
            sizes.append(self.expression())
            self.expect_op("]")
        return nodes.NewArray(line, column, target, sizes, None)


_NEVER_PARAMETER = frozenset(
    [
        "if",
        "for",
        "while",
        "do",
        "switch",
        "case",
        "return",
        "throw",
        "try",
        "new",
        "assert",
        "break",
        "continue",
        "import",
        "package",
        "class",
        "in",
        "instanceof",
        "as",
    ]
)
