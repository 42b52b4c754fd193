"""Methods: what comes before their names, parameters, bodies."""

from addon.scripting import nodes
from addon.scripting.nodes import Block
from addon.scripting.parser.statements import StatementParser

MODIFIERS = frozenset(
    [
        "def",
        "final",
        "var",
        "static",
        "public",
        "private",
        "protected",
        "abstract",
        "synchronized",
        "transient",
        "volatile",
        "native",
        "strictfp",
        "default",
    ]
)
_SEALABLE = MODIFIERS | {"class", "interface", "trait"}
_ACCESS = frozenset(("public", "private", "protected"))

MOST_PARAMETERS = 255
"""What Java takes."""


class MethodParser(StatementParser):
    """Parses methods and constructors."""

    def after_modifiers(self) -> int:
        index = self.index
        tokens = self.tokens
        while tokens[index].kind in ("kw", "id") and tokens[index].value in MODIFIERS:
            index += 1
            while tokens[index].kind == "nl":
                index += 1
        return index

    def is_method_declaration(self) -> bool:
        """Whether a method with a body starts here: `[modifiers] [type] name(...) {`."""
        start = self.index
        if self.is_op("@"):
            self.skip_annotations()
        index = self.after_modifiers()
        modified = index > self.index
        tokens = self.tokens
        if tokens[index].kind == "op" and tokens[index].value == "<":
            index = self.skip_generics(index)
            modified = True
            if index < 0:
                self.go(start)
                return False
        end = self.skip_type(index, lower_case=True)
        if end > 0 and (tokens[end].kind in ("id", "str")) and tokens[end].line == tokens[end - 1].line:
            plain = self.skip_type(index) > 0 or modified
            name = end if plain else -1
        elif modified and tokens[index].kind in ("id", "str"):
            name = index
        else:
            name = -1
        self.go(start)
        if name < 0 or not (tokens[name + 1].kind == "op" and tokens[name + 1].value == "("):
            return False
        return self._is_method(name + 1)

    def method(self, class_name: str | None = None, interface: bool = False) -> nodes.MethodDeclaration:
        """A method or, where the name is `class_name` and no type stands before it, a constructor."""
        overrides = "Override" in self.skip_annotations()
        first = self.token
        modifiers = self.modifiers() | (frozenset(("@Override",)) if overrides else frozenset())
        if self.is_op("<"):
            self.declared_generics()
        kind = None
        end = self.skip_type(self.index, lower_case=True)
        if self.type_alone(self.index) or (end > 0 and self.tokens[end].kind in ("id", "str", "kw")):
            kind = self.parse_type()
            self.skip_lines()
        if self.token.kind in ("str", "kw"):
            name = self.advance()
        else:
            name = self.expect_name("a method name")
        self.expect_op("(")
        parameters = self.parameters(")")
        throws = []
        if self.after_lines().value == "throws":
            self.skip_lines()
            self.advance()
            throws.append(self.parse_type())
            while self.take_op(","):
                self.skip_lines()
                throws.append(self.parse_type())
        following = self.after_lines()
        if following.kind == "op" and following.value == "{":
            body = self.block()
            abstract = False
        else:
            if not ("abstract" in modifiers or interface):
                self.unexpected("'{'")
            body = Block(first.line, first.column, [])
            abstract = True
        function = nodes.Function(name.line, name.column, parameters, body, name.value)
        made = nodes.MethodDeclaration(first.line, first.column, name.value, function, modifiers, kind, abstract)
        made.throws = throws
        return made

    def modifiers(self) -> frozenset[str]:
        """The words before a declaration; one twice, or two of access, are an error."""
        found: set[str] = set()
        while True:
            sealing = self.sealing_length(self.index)
            if sealing:
                self.go(self.index + sealing)
            if not (self.token.kind in ("kw", "id") and self.token.value in MODIFIERS):
                break
            if self.token.kind == "id" and not (self.token.value == "var" and self.at(1).kind == "id"):
                break
            word = self.token.value
            if word in found:
                self.fail(f"Cannot repeat modifier[{word}]")
            if word in _ACCESS and found & _ACCESS:
                self.fail(f"Cannot specify modifier[{word}] when access scope has already been defined")
            found.add(self.advance().value)
            self.skip_lines()
        return frozenset(found)

    def sealing_length(self, index: int) -> int:
        """How many tokens `sealed` or `non-sealed` takes at absolute `index` before a class; they change nothing."""
        tokens = self.tokens
        if tokens[index].kind == "id" and tokens[index].value == "sealed":
            length = 1
        elif tokens[index].value == "non" and tokens[index + 1].value == "-" and tokens[index + 2].value == "sealed":
            length = 3
        else:
            return 0
        after = tokens[index + length]
        return length if after.kind == "kw" and after.value in _SEALABLE else 0

    def type_alone(self, index: int) -> bool:
        """Whether a method's type stands on the line before its name."""
        after = self.skip_type(index)
        tokens = self.tokens
        return (
            after > 0
            and tokens[after].kind == "nl"
            and tokens[after + 1].kind == "id"
            and tokens[after + 2].value == "("
            and self._is_method(after + 2)
        )

    def parameters(self, closing: str) -> list[nodes.Parameter]:
        """Formal parameters up to and including `closing` (")" or "->")."""
        found: list[nodes.Parameter] = []
        self.skip_lines()
        while not self.is_op(closing):
            self.skip_annotations()
            final = False
            while self.token.value in ("final", "def", "var") and self.token.kind in ("kw", "id"):
                if self.token.kind == "id" and self.at(1).kind == "op":
                    break
                final = final or self.token.value == "final"
                self.advance()
            kind = None
            end = self.skip_type(self.index, lower_case=True)
            if end > 0 and (
                self.tokens[end].kind == "id" or (self.tokens[end].kind == "op" and self.tokens[end].value == "...")
            ):
                kind = self.parse_type()
            variadic = self.take_op("...")
            name = self.expect_name("a parameter name")
            default = None
            if self.take_op("="):
                self.skip_lines()
                kept, self.no_lambda = self.no_lambda, closing == "->"
                default = self.expression()
                self.no_lambda = kept
            if len(found) == MOST_PARAMETERS:
                self.fail(f"There are more than {MOST_PARAMETERS} parameters.", name)
            found.append(nodes.Parameter(name.line, name.column, name.value, kind, default, variadic, final=final))
            self.skip_lines()
            if not self.take_op(","):
                break
            self.skip_lines()
            if self.is_op(closing):
                self.unexpected("a parameter")
        if not self.is_op(closing):
            self.unexpected(f"',' or '{closing}'")
        self.advance()
        return found
