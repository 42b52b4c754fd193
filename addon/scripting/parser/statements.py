"""Statements: control flow, declarations of variables, command expressions."""

from addon.scripting import nodes
from addon.scripting.errors import CompileError, Problem
from addon.scripting.nodes import Block, Node
from addon.scripting.parser.expressions import ExpressionParser
from addon.scripting.tokens import Token

_ENDS = frozenset(("nl", "eof"))
_AFTER_CLOSURE = frozenset(("(", ".", "?.", "+", "*", "/", "<<", "==", "!=", "&&", "||", "?:", "?"))
"""What makes braces at the start of a statement a closure, not a block."""


def _continues(token: Token, within: int) -> bool:
    """Whether what follows `yield` makes it a plain name; in parentheses only outside of a switch used as value."""
    if token.kind == "op" and token.value == "(":
        return not within
    return token.kind == "op" and token.value not in ("[", "{", "-", "!", "~", "+")


class StatementParser(ExpressionParser):
    """Parses statements inside methods, closures and the script."""

    def statements_until(self, closing: str) -> Block:
        """Statements up to `closing` ("}" or "eof"), which is left for the caller."""
        first = self.token
        found: list[Node] = []
        while True:
            while self.token.kind == "nl" or self.is_op(";"):
                self.advance()
            if self.token.kind == "eof":
                if closing != "eof":
                    self.unexpected(f"'{closing}'")
                break
            if closing != "eof" and self.is_op(closing):
                break
            self.add_statement(found)
            self.end_statement(closing)
        return Block(first.line, first.column, found)

    def end_statement(self, closing: str) -> None:
        """Demand the end of a statement."""
        token = self.token
        if token.kind in _ENDS or (token.kind == "op" and token.value in (";", closing)):
            return
        if self.tokens[self.index - 1].value in ("}", ";") and self.tokens[self.index - 1].kind in ("op", "nl"):
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
        self.expect_op("{")
        body = self.statements_until("}")
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
            if token.value == "yield" and not (following.kind in _ENDS or _continues(following, self.switch_values)):
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
                    arguments = self.arguments()
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
            arguments.insert(0, nodes.MapLiteral(named[0].line, named[0].column, named))
        return arguments

    def _starts_argument(self) -> bool:
        token = self.token
        if token.kind in ("id", "num", "str", "gstr"):
            return True
        if token.kind == "kw":
            return token.value in ("new", "true", "false", "null", "this", "super") or (
                token.value in ("int", "long", "double", "boolean", "char", "float", "byte", "short")
            )
        return token.kind == "op" and token.value == "*" and False

    # Declarations of variables

    def declaration(self, found: list[Node]) -> None:
        """`def a = 1, b`, `final String s = ''`, `def (a, b) = list`."""
        first = self.token
        self.skip_annotations()
        final = False
        while (
            not (self.token.value == "var" and self._is_plain_var())
            and self.token.value
            in (
                "def",
                "final",
                "var",
                "static",
                "private",
                "public",
                "protected",
                "transient",
                "volatile",
                "abstract",
                "synchronized",
            )
            and self.token.kind in ("kw", "id")
        ):
            final = final or self.token.value == "final"
            self.advance()
            self.skip_lines()
        if self.is_op("("):
            found.append(self._multiple(first, final))
            return
        declared = None
        end = self.skip_type(self.index, lower_case=True)
        if end > 0 and self.tokens[end].kind == "id":
            declared = self.parse_type()
        while True:
            name = self.expect_name("a variable name")
            value = None
            if self.is_op("="):
                self.advance()
                self.skip_lines()
                value = self.expression()
                value = self.commands(value)
            found.append(nodes.Declaration(name.line, name.column, name.value, declared, value, final=final))
            if not self.take_op(","):
                return
            self.skip_lines()

    def _is_plain_var(self) -> bool:
        """Whether `var` is a name here and no word that declares."""
        following = self.at(1)
        return following.kind != "id" and not (following.value == "(" and self._is_tuple(self.index + 1))

    def _multiple(self, first: Token, final: bool) -> Node:
        self.expect_op("(")
        declared: list[nodes.Declaration] = []
        while not self.is_op(")"):
            kind = None
            end = self.skip_type(self.index, lower_case=True)
            if end > 0 and self.tokens[end].kind == "id":
                kind = self.parse_type()
            name = self.expect_name("a variable name")
            declared.append(nodes.Declaration(name.line, name.column, name.value, kind, None, final=final))
            if not self.take_op(","):
                break
        self.expect_op(")")
        self.expect_op("=")
        self.skip_lines()
        return nodes.MultipleDeclaration(first.line, first.column, declared, self.expression())

    # Control flow

    def condition(self) -> Node:
        """`(expression)`"""
        self.expect_op("(")
        self.skip_lines()
        value = self.expression()
        self.skip_lines()
        self.expect_op(")")
        return value

    def _if(self) -> Node:
        token = self.advance()
        condition = self.condition()
        yes = self.body()
        no = None
        start = self.index
        while self.token.kind == "nl" or self.is_op(";"):
            self.advance()
        if self.take_word("else"):
            no = self.body()
        else:
            self.go(start)
        return nodes.If(token.line, token.column, condition, yes, no)

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
        if self.token.kind in _ENDS or (self.token.kind == "op" and self.token.value in (";", "}")):
            return nodes.Return(token.line, token.column, None)
        value = self.commands(self.expression())
        return nodes.Return(token.line, token.column, value)

    def _break(self) -> Node:
        token = self.advance()
        label = self.advance().value if self.token.kind == "id" else None
        make = nodes.Break if token.value == "break" else nodes.Continue
        return make(token.line, token.column, label)

    def _assert(self) -> Node:
        token = self.advance()
        start = self.token.start
        condition = self.expression()
        source = self.source[start : self.tokens[self.index - 1].end]
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
