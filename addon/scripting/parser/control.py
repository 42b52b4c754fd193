"""Branches, loops, try and the statements that leave them."""

from abc import abstractmethod

from addon.scripting import nodes
from addon.scripting.nodes import Block, Node
from addon.scripting.parser.cursor import ENDS
from addon.scripting.parser.declarations import DeclarationParser
from addon.scripting.tokens import Token


class ControlParser(DeclarationParser):
    """Parses control flow but switch."""

    @abstractmethod
    def block(self) -> Block:
        """`{ statements }`"""

    @abstractmethod
    def body(self) -> Node:
        """The body of a loop or branch."""

    @abstractmethod
    def statements_until(self, closing: str, opening: Token | None = None) -> Block:
        """Statements up to `closing`, which is left for the caller."""

    @abstractmethod
    def add_statement(self, found: list[Node]) -> None:
        """Parse one statement."""

    @abstractmethod
    def end_statement(self, closing: str) -> None:
        """Demand the end of a statement."""

    def condition(self) -> Node:
        """`(expression)`"""
        self.expect_op("(")
        self.skip_lines()
        value = self.commands(self.expression())
        self.skip_lines()
        self.expect_op(")")
        return value

    def _if(self) -> Node:
        """A whole chain of `else if`: to its author it is no nesting, however long it is."""
        branches: list[tuple[Token, Node, Node]] = []
        no = None
        while True:
            token = self.advance()
            branches.append((token, self.condition(), self.body()))
            start = self.index
            while self.token.kind == "nl" or self.is_op(";"):
                self.advance()
            if not self.take_word("else"):
                self.go(start)
                break
            self.skip_lines()
            if not self.is_word("if"):
                no = self.body()
                break
        for token, condition, yes in reversed(branches):
            no = nodes.If(token.line, token.column, condition, yes, no)
        assert no is not None
        return no

    def _while(self) -> Node:
        token = self.advance()
        condition = self.condition()
        return nodes.While(token.line, token.column, condition, self.body())

    def _do(self) -> Node:
        token = self.advance()
        body = self.body()
        self.skip_lines()
        while self.take_op(";"):
            self.skip_lines()
        self.expect_word("while")
        return nodes.DoWhile(token.line, token.column, body, self.condition())

    def _for(self) -> Node:
        token = self.advance()
        self.expect_op("(")
        self.skip_lines()
        each = self._for_each(token)
        if each is not None:
            return each
        start: list[Node] = []
        if not self.is_op(";"):
            if self.is_declaration():
                self.declaration(start)
            else:
                start = self._expressions()
        self.expect_op(";")
        condition = None if self.is_op(";") else self.expression()
        self.expect_op(";")
        steps = [] if self.is_op(")") else self._expressions()
        self.expect_op(")")
        return nodes.ForClassic(token.line, token.column, start, condition, steps, self.body())

    def _expressions(self) -> list[Node]:
        found: list[Node] = []
        while True:
            value = self.expression()
            found.append(nodes.ExpressionStatement(value.line, value.column, value))
            if not self.take_op(","):
                return found

    def _for_each(self, token: Token) -> Node | None:
        start = self.index
        while (
            self.token.value in ("def", "final", "var") and self.token.kind in ("kw", "id") and self.at(1).kind != "op"
        ):
            self.advance()
        kind = None
        end = self.skip_type(self.index, lower_case=True)
        if end > 0 and self.tokens[end].kind == "id":
            kind = self.parse_type()
        if self.token.kind == "id":
            name = self.advance()
            if self.take_word("in") or self.take_op(":"):
                self.skip_lines()
                source = self.expression()
                self.skip_lines()
                self.expect_op(")")
                return nodes.ForIn(token.line, token.column, name.value, kind, source, self.body())
        self.go(start)
        return None

    def _try(self) -> Node:
        token = self.advance()
        resources: list[Node] = []
        if self.is_op("("):
            self.advance()
            self.skip_lines()
            while not self.is_op(")"):
                if self.is_declaration():
                    self.declaration(resources)
                else:
                    value = self.expression()
                    resources.append(nodes.ExpressionStatement(value.line, value.column, value))
                while self.token.kind == "nl" or self.is_op(";"):
                    self.advance()
            self.advance()
        body = self.block()
        catches: list[nodes.Catch] = []
        while True:
            following = self.after_lines()
            if following.kind == "kw" and following.value == "catch":
                self.skip_lines()
                catches.append(self._catch())
                continue
            finally_ = None
            if following.kind == "kw" and following.value == "finally":
                self.skip_lines()
                self.advance()
                finally_ = self.block()
            break
        if not catches and finally_ is None and not resources:
            self.unexpected("'catch' or 'finally'")
        return nodes.Try(token.line, token.column, resources, body, catches, finally_)

    def _catch(self) -> nodes.Catch:
        token = self.advance()
        self.expect_op("(")
        self.take_word("final")
        self.take_word("def")
        types = []
        if not (self.token.kind == "id" and self.at(1).kind == "op" and self.at(1).value == ")"):
            types.append(self.parse_type())
            while self.take_op("|"):
                types.append(self.parse_type())
        name = self.expect_name("a variable name")
        self.expect_op(")")
        return nodes.Catch(token.line, token.column, types, name.value, self.block())

    def _throw(self) -> Node:
        token = self.advance()
        return nodes.Throw(token.line, token.column, self.expression())

    def _return(self) -> Node:
        token = self.advance()
        if self.token.kind in ENDS or (self.token.kind == "op" and self.token.value in (";", "}")):
            return nodes.Return(token.line, token.column, None)
        value = self.expression()
        return nodes.Return(token.line, token.column, value)

    def _break(self) -> Node:
        token = self.advance()
        label = self.advance().value if self.token.kind == "id" else None
        make = nodes.Break if token.value == "break" else nodes.Continue
        return make(token.line, token.column, label)

    def _assert(self) -> Node:
        token = self.advance()
        following = self.token
        condition = self.expression()
        if isinstance(condition, nodes.Assign) and not condition.operator:
            self.fail("Assignment expression is not allowed in the assert statement", following)
        source = self.source[token.start : self.tokens[self.index - 1].end]
        message = None
        if self.is_op(":") or self.is_op(","):
            self.advance()
            self.skip_lines()
            message = self.expression()
        return nodes.Assert(token.line, token.column, condition, message, source)

    def _synchronized(self) -> Node:
        """A rule runs alone, so the lock means nothing; its expression is still evaluated."""
        token = self.advance()
        lock = self.condition()
        body = self.block()
        first = nodes.ExpressionStatement(lock.line, lock.column, lock)
        return Block(token.line, token.column, [first, *body.statements])
