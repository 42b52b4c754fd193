"""Expressions: precedence climbing over Groovy's fifteen levels, and the paths `a.b(c)[d] {}`."""

from typing import Any

from addon.scripting import nodes
from addon.scripting.errors import CompileError, Problem
from addon.scripting.nodes import Node
from addon.scripting.parser.calls import made_call
from addon.scripting.parser.cursor import ENDS
from addon.scripting.parser.primaries import PrimaryParser
from addon.scripting.parser.signs import is_plain_number, negated
from addon.scripting.tokens import PRIMITIVES, Token, shown

(
    ASSIGNMENT,
    TERNARY,
    OR,
    AND,
    BIT_OR,
    BIT_XOR,
    BIT_AND,
    REGEX,
    EQUALITY,
    RELATION,
    SHIFT,
    SUM,
    PRODUCT,
    SIGN,
    POWER,
) = range(1, 16)
BINARY: dict[str, int] = {
    "||": OR,
    "&&": AND,
    "|": BIT_OR,
    "^": BIT_XOR,
    "&": BIT_AND,
    "=~": REGEX,
    "==~": REGEX,
    "==": EQUALITY,
    "!=": EQUALITY,
    "===": EQUALITY,
    "!==": EQUALITY,
    "<=>": EQUALITY,
    "<": RELATION,
    ">": RELATION,
    "<=": RELATION,
    ">=": RELATION,
    "in": RELATION,
    "instanceof": RELATION,
    "as": RELATION,
    "!in": RELATION,
    "!instanceof": RELATION,
    "<<": SHIFT,
    ">>": SHIFT,
    ">>>": SHIFT,
    "..": SHIFT,
    "..<": SHIFT,
    "<..": SHIFT,
    "<..<": SHIFT,
    "+": SUM,
    "-": SUM,
    "*": PRODUCT,
    "/": PRODUCT,
    "%": PRODUCT,
    "**": POWER,
}
ASSIGNMENTS: dict[str, str] = {
    "=": "",
    "+=": "+",
    "-=": "-",
    "*=": "*",
    "/=": "/",
    "%=": "%",
    "**=": "**",
    "<<=": "<<",
    ">>=": ">>",
    ">>>=": ">>>",
    "&=": "&",
    "|=": "|",
    "^=": "^",
    "?=": "?",
}
_NOT_AFTER_NEWLINE = frozenset(("+", "-", "**", "++", "--", "(", "[", "{", "!", "~", "@", "?["))
_PATH = frozenset((".", "?.", "*.", ".&", "::", ".@", "??."))
_CALLABLE = (nodes.Name, nodes.Property, nodes.Call, nodes.Index, nodes.This, nodes.Super)


class ExpressionParser(PrimaryParser):
    """Parses expressions; `statement_block` and `class_body` come from the sub-class."""

    no_lambda = False
    in_command = False
    """Whether this is an argument of a call without parentheses."""

    # Entry points

    def expression(self, lowest: int = ASSIGNMENT) -> Node:
        """An expression of operators that bind at least as tightly as `lowest`."""
        self.deeper()
        left = self.unary()
        while True:
            token = self.token
            if token.kind == "nl":
                token = self.after_lines()
                if token.kind not in ("op", "kw") or token.value in _NOT_AFTER_NEWLINE:
                    break
            operator = self._operator(token)
            if operator is None:
                break
            level = BINARY.get(operator)
            if level is not None:
                if level < lowest:
                    break
                self.skip_lines()
                left = self._binary(left, operator, level)
            elif operator == "?" or operator == "?:":
                if lowest > TERNARY:
                    break
                self.skip_lines()
                left = self._conditional(left, operator)
            elif operator in ASSIGNMENTS:
                if lowest > ASSIGNMENT:
                    break
                self.skip_lines()
                left = self._assignment(left, ASSIGNMENTS[operator])
            else:
                break
        self.depth -= 1
        return left

    def _operator(self, token: Token) -> str | None:
        if token.kind == "op":
            value: str = token.value
            if value == "!":
                following = self.tokens[self.tokens.index(token, self.index) + 1]
                if following.kind == "kw" and following.value in ("in", "instanceof") and following.start == token.end:
                    return "!" + str(following.value)
                return None
            if value == ">":
                return self._joined(token)
            return value
        if token.kind == "kw" and token.value in ("in", "instanceof", "as"):
            return str(token.value)
        return None

    def _joined(self, token: Token) -> str:
        """`>`, `>>`, `>>>`, `>>=`... are lexed apart because of generics."""
        at = self.tokens.index(token, self.index)
        text = ">"
        end = token.end
        while len(text) < 3 and self.tokens[at + 1].kind == "op" and self.tokens[at + 1].start == end:
            following = self.tokens[at + 1]
            if following.value == ">":
                text += ">"
            elif following.value in (">=", "=") and text + following.value in ASSIGNMENTS:
                return text + str(following.value)
            else:
                break
            end = following.end
            at += 1
        following = self.tokens[at + 1]
        if following.kind == "op" and following.start == end and text + str(following.value) in ASSIGNMENTS:
            return text + str(following.value)
        return text

    def _eat_operator(self, operator: str) -> Token:
        first = self.token
        length = 0
        while length < len(operator):
            length += len(str(self.advance().value))
        return first

    def _binary(self, left: Node, operator: str, level: int) -> Node:
        at = self._eat_operator(operator)
        if operator == "as":
            self.skip_lines()
            return nodes.Cast(left.line, left.column, self.parse_type(), left, True)
        if operator.endswith("instanceof"):
            self.skip_lines()
            return nodes.InstanceOf(
                left.line, left.column, left, self.parse_type(), operator[0] == "!", (at.line, at.column)
            )
        self.skip_lines()
        right = self.expression(level + 1)
        if ".." in operator:
            return nodes.RangeLiteral(left.line, left.column, left, right, operator[0] == "<", operator[-1] == "<")
        return nodes.Binary(left.line, left.column, operator, left, right, (at.line, at.column))

    def _conditional(self, condition: Node, operator: str) -> Node:
        self.advance()
        self.skip_lines()
        if operator == "?:":
            return nodes.Elvis(condition.line, condition.column, condition, self.expression(TERNARY))
        kept, self.no_lambda = self.no_lambda, False
        yes = self.expression(ASSIGNMENT)
        self.no_lambda = kept
        self.skip_lines()
        self.expect_op(":")
        self.skip_lines()
        return nodes.Ternary(condition.line, condition.column, condition, yes, self.expression(TERNARY))

    def _assignment(self, target: Node, operator: str) -> Node:
        if not isinstance(target, (nodes.Name, nodes.Property, nodes.Index)):
            self.fail("Only a variable, property or element can be assigned to.")
        self._eat_operator((operator or "") + "=")
        self.skip_lines()
        value = self.commands(self.expression(ASSIGNMENT))
        return nodes.Assign(target.line, target.column, target, operator, value)

    # Prefix operators

    def unary(self) -> Node:
        token = self.token
        if token.kind == "op":
            value = token.value
            if value in ("-", "+"):
                self.advance()
                operand = self._signed_operand()
                if value == "-" and isinstance(operand, nodes.Literal) and is_plain_number(operand):
                    return nodes.Literal(token.line, token.column, negated(operand.value))
                return nodes.Unary(token.line, token.column, value, operand)
            if value in ("++", "--"):
                self.advance()
                target = self._signed_operand()
                return nodes.Step(token.line, token.column, value[0], target, True, (token.line, token.column))
            if value in ("!", "~"):
                self.advance()
                self.skip_lines()
                self.deeper()
                operand = self.unary()
                self.depth -= 1
                return nodes.Unary(token.line, token.column, value, operand)
            if value == "(" and self._is_cast():
                return self._cast()
        return self.postfix(self.primary())

    def _signed_operand(self) -> Node:
        return self.expression(POWER)

    def _is_cast(self) -> bool:
        end = self.skip_type(self.index + 1)
        if end < 0 or not (self.tokens[end].kind == "op" and self.tokens[end].value == ")"):
            return False
        following = self.tokens[end + 1]
        if following.kind in ("id", "num", "str", "gstr"):
            return True
        if following.kind == "kw":
            return following.value not in ("in", "instanceof", "as", "else") or following.value in PRIMITIVES
        if following.kind != "op":
            return False
        if following.value in ("(", "[", "{", "!", "~"):
            return not (following.value == "!" and self.tokens[end + 2].value in ("in", "instanceof"))
        return following.value in ("-", "+", "++", "--") and self.tokens[self.index + 1].value in PRIMITIVES

    def _cast(self) -> Node:
        opening = self.advance()
        target = self.parse_type()
        self.expect_op(")")
        self.deeper()
        value = self.unary()
        self.depth -= 1
        return nodes.Cast(opening.line, opening.column, target, value, False)

    # Paths

    def postfix(self, node: Node) -> Node:
        """A primary and what follows it; as in Groovy, a call or index that ends it has the line where it starts."""
        path = self._followed(node)
        if isinstance(path, nodes.Call | nodes.Index):
            path.mark = (path.line, path.column)
        return path

    def _followed(self, node: Node) -> Node:
        """Everything that may follow a primary: properties, calls, indexes, trailing closures, `++`."""
        levels = 0
        chain = False  # after `??.` everything is asked safely
        while True:
            levels += 1
            if levels > 2000:
                self.fail("This chain of calls is too long.")
            token = self.token
            if token.kind == "nl":
                following = self.after_lines()
                if following.kind == "op" and following.value in _PATH:
                    self.skip_lines()
                    continue
                if following.kind == "op" and following.value == "{":
                    self.skip_lines()
                    node = made_call(node, *self._with_closures([]))
                    continue
                return node
            if token.kind != "op":
                return node
            value = token.value
            if value in _PATH:
                chain = chain or value == "??."
                node = self._member(node, chain)
            elif value == "(":
                node = made_call(node, *self._with_closures(self.arguments(), token))
            elif value == "[":
                self.advance()
                at = (token.line, token.column)
                node = nodes.Index(node.line, node.column, node, self._subscripts(), chain, at, at)
            elif value == "?[":
                self.advance()
                at = (token.line, token.column)
                node = nodes.Index(node.line, node.column, node, self._subscripts(), True, at, at)
            elif value == "{" and isinstance(node, _CALLABLE) and not (isinstance(node, nodes.Name) and node.wrapped):
                try:
                    node = made_call(node, *self._with_closures([]))
                except CompileError:
                    if self.token.kind == "eof" and not self.in_command and _is_plain_path(node):
                        self.fail("Unexpected input: '{'; it is never closed, expected '}'", token)
                    raise
            elif value in ("++", "--"):
                self.advance()
                return nodes.Step(node.line, node.column, value[0], node, False, (token.line, token.column))
            else:
                return node

    def _subscripts(self) -> list[Node]:
        """What stands in the brackets of `x[...]`: no entries of a map, which `println [a: 1]` would have."""
        if self.is_op(":") and self.at(1).kind == "op" and self.at(1).value == "]":
            opening = self.advance()
            self.advance()
            return [nodes.MapLiteral(opening.line, opening.column, [], False)]
        found = self.elements("]")
        for one in found:
            if isinstance(one, nodes.MapLiteral) and one.named and any(entry.key is not None for entry in one.entries):
                place = Problem(one.line, one.column, "error", "No map entry allowed at this place; put the map in ().")
                raise CompileError([place])
        return found

    def _member(self, owner: Node, safe: bool = False) -> Node:
        point = self.advance()
        operator = point.value
        self.skip_lines()
        if operator in ("::", ".&"):
            name = "new" if self.take_word("new") else self._member_name()[0]
            return nodes.MethodPointer(owner.line, owner.column, owner, name, operator == "::")
        attribute = operator == ".@" or self.take_op("@")
        self.generics_before_call()
        name, at = self._member_name()
        if at[0] != point.line:
            at = (point.line, point.column)
        return nodes.Property(
            owner.line,
            owner.column,
            owner,
            name,
            safe or operator == "?.",
            operator == "*.",
            attribute,
            at,
        )

    def generics_before_call(self) -> None:
        if self.is_op("<"):
            self.generics()

    def _member_name(self) -> tuple[Any, tuple[int, int]]:
        token = self.token
        at = (token.line, token.column)
        if token.kind in ("id", "kw", "str"):
            self.advance()
            return token.value, at
        if token.kind == "gstr":
            self.advance()
            return self.template(token), at
        if self.is_op("("):
            self.advance()
            inner = self.expression()
            self.expect_op(")")
            return inner, at
        if self.token.kind in ENDS:
            before = self.tokens[self.index - 1]
            self.fail(f"Unexpected input: {shown(before)}; expected a property or method name after it", before)
        return self.unexpected("a property or method name")

    def _with_closures(self, arguments: list[Node], opening: Token | None = None) -> tuple[list[Node], Token | None]:
        """Arguments, and the closures in braces that follow, on the same line or later ones; the last opening sign."""
        while self.after_lines().kind == "op" and self.after_lines().value == "{":
            self.skip_lines()
            opening = self.token
            arguments.append(self.closure())
        return arguments, opening


def _is_plain_path(node: Node) -> bool:
    """Whether names lead to here, and at most calls without arguments: Groovy then names the brace that stays open."""
    while isinstance(node, (nodes.Property, nodes.Call)) and node.owner is not None:
        if isinstance(node, nodes.Call) and node.arguments:
            return False
        node = node.owner
    return not isinstance(node, nodes.Index) and not (isinstance(node, nodes.Call) and node.arguments)
