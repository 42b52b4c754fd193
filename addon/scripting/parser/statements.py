"""Statements: which kind begins at the cursor, blocks, labels, the end of a statement."""

from addon.scripting import nodes
from addon.scripting.errors import CompileError, Problem
from addon.scripting.nodes import Block, Node
from addon.scripting.parser.cursor import ENDS
from addon.scripting.parser.switches import SwitchParser
from addon.scripting.tokens import Token

_AFTER_CLOSURE = frozenset(("(", ".", "?.", "+", "*", "/", "<<", "==", "!=", "&&", "||", "?:", "?"))
"""What makes braces at the start of a statement a closure, not a block."""


def _continues(token: Token, within: int) -> bool:
    """Whether what follows `yield` makes it a plain name; in parentheses only outside of a switch used as value."""
    if token.kind == "op" and token.value == "(":
        return not within
    return token.kind == "op" and token.value not in ("[", "{", "-", "!", "~", "+")


class StatementParser(SwitchParser):
    """Parses statements inside methods, closures and the script."""

    def statements_until(self, closing: str, opening: Token | None = None) -> Block:
        """Statements up to `closing` ("}" or "eof"), which is left for the caller."""
        first = self.token
        found: list[Node] = []
        while True:
            while self.token.kind == "nl" or self.is_op(";"):
                self.advance()
            if self.token.kind == "eof":
                if closing != "eof":
                    self.unexpected(f"'{closing}' for the '{{' in line {opening.line}" if opening else f"'{closing}'")
                break
            if closing != "eof" and self.is_op(closing):
                break
            self.add_statement(found)
            self.end_statement(closing)
        return Block(first.line, first.column, found)

    def end_statement(self, closing: str) -> None:
        """Demand the end of a statement."""
        token = self.token
        if token.kind in ENDS or (token.kind == "op" and token.value in (";", closing)):
            return
        if self.tokens[self.index - 1].value == ";" and self.tokens[self.index - 1].kind == "op":
            return
        self.unexpected("a new line or ';'")

    def add_statement(self, found: list[Node]) -> None:
        """Parse one statement; declarations of several variables add several."""
        self.deeper()
        if self.is_declaration():
            self.declaration(found)
        else:
            found.append(self.statement())
        self.depth -= 1

    def block(self) -> Block:
        """`{ statements }`"""
        self.skip_lines()
        opening = self.expect_op("{")
        body = self.statements_until("}", opening)
        self.expect_op("}")
        return body

    def body(self) -> Node:
        """The body of a loop or branch: a block or one statement."""
        self.skip_lines()
        if self.is_op("{"):
            return self.block()
        if self.is_op(";"):
            token = self.advance()
            return Block(token.line, token.column, [])
        found: list[Node] = []
        first = self.token
        self.add_statement(found)
        return found[0] if len(found) == 1 else Block(first.line, first.column, found)

    def statement(self) -> Node:
        token = self.token
        if token.kind == "kw":
            parse = _STATEMENTS.get(token.value)
            if parse is not None:
                return parse(self)
        elif token.kind == "op":
            if token.value == "{":
                return self._block_or_closure()
            if token.value == ";":
                self.advance()
                return Block(token.line, token.column, [])
            if token.value == "(" and self._is_tuple(self.index):
                return self._assign_many()
        elif token.kind == "id":
            following = self.at(1)
            if following.kind == "op" and following.value == ":":
                return self._labeled()
            if following.kind == "op" and following.value == "->":
                self.advance()
                self.unexpected("a new line or ';'")
            if (
                token.value == "yield"
                and self.switch_values
                and not (following.kind in ENDS or _continues(following, self.switch_values))
            ):
                self.advance()
                value = self.expression()
                return nodes.Yield(token.line, token.column, value)
        return self.expression_statement()

    def _assign_many(self) -> Node:
        """`(a, b) = value`"""
        opening = self.advance()
        targets = self.elements(")")
        for target in targets:
            if not isinstance(target, nodes.Name):
                raise CompileError(
                    [Problem(target.line, target.column, "error", "Only variables can be assigned to here.")]
                )
        self.expect_op("=")
        self.skip_lines()
        value = nodes.MultipleAssign(opening.line, opening.column, targets, self.expression())
        return nodes.ExpressionStatement(opening.line, opening.column, value)

    def _block_or_closure(self) -> Node:
        start = self.index
        opening = self.advance()
        self.skip_lines()
        after = self.matching(start)
        following = self.tokens[after] if after > 0 else opening
        called = (following.kind == "op" and following.value in _AFTER_CLOSURE) or following.value == "as"
        if self._has_arrow() or called:
            self.go(start)
            value = self.expression()
            return nodes.ExpressionStatement(opening.line, opening.column, value)
        body = self.statements_until("}")
        self.expect_op("}")
        return body

    def _labeled(self) -> Node:
        label = self.advance().value
        self.advance()
        self.skip_lines()
        inner = self.statement() if not self.is_declaration() else self.body()
        if isinstance(inner, (nodes.While, nodes.DoWhile, nodes.ForIn, nodes.ForClassic, nodes.Switch)):
            inner.label = label
        return inner

    # Expressions as statements

    # Declarations of variables

    # Control flow


_STATEMENTS = {
    "if": StatementParser._if,
    "while": StatementParser._while,
    "do": StatementParser._do,
    "for": StatementParser._for,
    "switch": StatementParser._switch_value,
    "try": StatementParser._try,
    "throw": StatementParser._throw,
    "return": StatementParser._return,
    "break": StatementParser._break,
    "continue": StatementParser._break,
    "assert": StatementParser._assert,
    "synchronized": StatementParser._synchronized,
}
