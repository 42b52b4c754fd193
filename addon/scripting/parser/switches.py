"""Switch, as statement and as value, with colons and with arrows."""

from addon.scripting import nodes
from addon.scripting.nodes import Block, Node
from addon.scripting.parser.control import ControlParser
from addon.scripting.tokens import Token


class SwitchParser(ControlParser):
    """Parses switch."""

    def switch_statement(self, as_value: bool = False) -> nodes.Switch:
        """`switch (x) { case ...: ... }`, also with arrows."""
        token = self.advance()
        subject = self.condition()
        self.skip_lines()
        self.expect_op("{")
        self.switch_values += as_value
        cases: list[nodes.Case] = []
        self.skip_lines()
        while not self.is_op("}"):
            if cases and cases[-1].labels is None:
                self.fail("a default branch must only appear as the last branch of a switch", self._default_token)
            self._default_token = self.token
            cases.append(self._case())
            if cases[-1].arrow != cases[0].arrow:
                self.fail("`->` and `:` cannot be used together", self._default_token)
            while self.token.kind == "nl" or self.is_op(";"):
                self.advance()
        self.advance()
        self.switch_values -= as_value
        return nodes.Switch(token.line, token.column, subject, cases)

    _default_token: Token | None = None

    switch_values = 0
    """How many switches used as values are around."""

    def _case(self) -> nodes.Case:
        token = self.token
        labels: list[Node] | None = None
        if self.take_word("default"):
            pass
        else:
            if not self.is_word("case"):
                self.unexpected("'case', 'default' or '}'")
            self.advance()
            kept, self.no_lambda = self.no_lambda, True
            labels = [self.expression()]
            while self.take_op(","):
                self.skip_lines()
                labels.append(self.expression())
            self.no_lambda = kept
        if self.take_op("->"):
            self.skip_lines()
            body = self._arrow_body()
            return nodes.Case(token.line, token.column, labels, body, True)
        if not self.is_op(":"):
            self.unexpected("':' or '->'")
        self.advance()
        first = self.token
        found: list[Node] = []
        while True:
            while self.token.kind == "nl" or self.is_op(";"):
                self.advance()
            if self.is_op("}") or self.is_word("case") or self.is_word("default"):
                break
            if self.token.kind == "eof":
                self.unexpected("'}'")
            self.add_statement(found)
            if not (self.is_word("case") or self.is_word("default")):
                self.end_statement("}")
        return nodes.Case(token.line, token.column, labels, Block(first.line, first.column, found), False)

    def _arrow_body(self) -> Block:
        first = self.token
        if self.is_op("{"):
            self.advance()
            body = self.statements_until("}")
            self.expect_op("}")
            return body
        found: list[Node] = []
        self.add_statement(found)
        return Block(first.line, first.column, found)

    def _switch_value(self) -> Node:
        token = self.token
        value = self.postfix(self._switch())
        if isinstance(value, nodes.SwitchExpression):
            return value.switch
        return nodes.ExpressionStatement(token.line, token.column, value)
