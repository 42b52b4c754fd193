"""Declarations of variables."""

from addon.scripting import nodes
from addon.scripting.nodes import Node
from addon.scripting.parser.commands import CommandParser
from addon.scripting.tokens import Token


class DeclarationParser(CommandParser):
    """Parses `def a = 1, b` and its like."""

    def declaration(self, found: list[Node], field: bool = False) -> None:
        """`def a = 1, b`, `final String s = ''`, `def (a, b) = list`; as a `field` with any modifiers."""
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
            if not field and self.token.value not in ("def", "final", "var"):
                self.fail(f"Modifier '{self.token.value}' not allowed here.")
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
            if declared.name == "void" and not declared.dimensions:
                self.fail("void is not allowed here", first)
        while True:
            name = self.expect_name("a variable name")
            value = None
            if self.assigned():
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
        if not self.assigned():
            self.skip_lines()
            self.unexpected("'='")
        self.skip_lines()
        return nodes.MultipleDeclaration(first.line, first.column, declared, self.expression())
