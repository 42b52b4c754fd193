"""Whole scripts: imports, methods, classes."""

from addon.scripting import nodes
from addon.scripting.nodes import Block, Node, TypeRef
from addon.scripting.parser.records import record_class
from addon.scripting.parser.statements import StatementParser
from addon.scripting.tokens import Token

_MODIFIERS = frozenset(
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


_SEALABLE = _MODIFIERS | {"class", "interface", "trait"}
_ACCESS = frozenset(("public", "private", "protected"))


class ScriptParser(StatementParser):
    """The whole parser; `script` is its entry."""

    def nested(self, tokens: list[Token]) -> "ScriptParser":
        """A parser for an expression embedded in a string, at this depth."""
        self.deeper()
        inner = ScriptParser(tokens, self.source, self.depth)
        inner.type_parameters = self.type_parameters
        self.depth -= 1
        return inner

    def script(self) -> nodes.Script:
        """The tree of the whole source."""
        self.imports: list[nodes.Import] = []
        self.methods: list[nodes.MethodDeclaration] = []
        self.classes: list[nodes.ClassDeclaration] = []
        self.fields: list[nodes.FieldDeclaration] = []
        self.type_parameters = set()
        found: list[Node] = []
        while True:
            while self.token.kind == "nl" or self.is_op(";"):
                self.advance()
            if self.token.kind == "eof":
                break
            if self.is_op("}") or self.is_op(")") or self.is_op("]"):
                self.unexpected()
            self._top_level(found)
            self.end_statement("eof")
        return nodes.Script(
            1, 1, self.imports, Block(1, 1, found), self.methods, self.classes, self.fields, self.type_parameters
        )

    def _top_level(self, found: list[Node]) -> None:
        token = self.token
        if token.kind == "kw":
            if token.value == "import":
                self.imports.append(self._import())
                return
            if token.value == "package":
                self.advance()
                self.parse_type()
                return
        if self._is_class():
            self.classes.append(self.class_declaration(None))
            return
        if self._is_field():
            self._field(found)
            return
        if self._is_method_declaration():
            self.methods.append(self.method())
            return
        self.add_statement(found)

    def _is_field(self) -> bool:
        if not self.is_op("@"):
            return False
        last = 1
        while self.at(last + 1).value == "." and self.at(last + 2).kind == "id":
            last += 2
        return bool(self.at(last).value == "Field")

    def _field(self, found: list[Node]) -> None:
        self.skip_annotations()
        declared: list[Node] = []
        self.declaration(declared, field=True)
        for one in declared:
            if isinstance(one, nodes.Declaration):
                self.fields.append(
                    nodes.FieldDeclaration(one.line, one.column, one.name, one.type, one.value, frozenset())
                )

    def _import(self) -> nodes.Import:
        token = self.advance()
        static = self.take_word("static")
        words = [self.expect_name("a class name").value]
        star = False
        while self.take_op("."):
            if self.take_op("*"):
                star = True
                break
            if self.token.kind not in ("id", "kw"):
                self.unexpected("a class name")
            words.append(self.advance().value)
        alias = None
        if self.take_word("as"):
            alias = self.expect_name("a name").value
        return nodes.Import(token.line, token.column, ".".join(words), alias, static, star)

    # Methods

    def _after_modifiers(self) -> int:
        index = self.index
        tokens = self.tokens
        while tokens[index].kind in ("kw", "id") and tokens[index].value in _MODIFIERS:
            index += 1
            while tokens[index].kind == "nl":
                index += 1
        return index

    def _is_method_declaration(self) -> bool:
        """Whether a method with a body starts here: `[modifiers] [type] name(...) {`."""
        start = self.index
        if self.is_op("@"):
            self.skip_annotations()
        index = self._after_modifiers()
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
        if self._type_alone(self.index) or (end > 0 and self.tokens[end].kind in ("id", "str", "kw")):
            kind = self.parse_type()
            self.skip_lines()
        if self.token.kind in ("str", "kw"):
            name = self.advance()
        else:
            name = self.expect_name("a method name")
        self.expect_op("(")
        parameters = self.parameters(")")
        if self.after_lines().value == "throws":
            self.skip_lines()
            self.advance()
            self.parse_type()
            while self.take_op(","):
                self.skip_lines()
                self.parse_type()
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
        return nodes.MethodDeclaration(first.line, first.column, name.value, function, modifiers, kind, abstract)

    def modifiers(self) -> frozenset[str]:
        """The words before a declaration; one twice, or two of access, are an error."""
        found: set[str] = set()
        while True:
            sealing = self._sealing(self.index)
            if sealing:
                self.go(self.index + sealing)
            if not (self.token.kind in ("kw", "id") and self.token.value in _MODIFIERS):
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

    # Classes

    def _is_class(self) -> bool:
        index = self.index
        tokens = self.tokens
        if self.is_op("@"):
            start = self.index
            self.skip_annotations()
            index = self.index
            self.go(start)
        while True:
            sealing = self._sealing(index)
            if sealing:
                index += sealing
            elif tokens[index].kind == "kw" and tokens[index].value in _MODIFIERS:
                index += 1
            else:
                break
            while tokens[index].kind == "nl":
                index += 1
        token = tokens[index]
        if token.kind == "op" and token.value == "@" and tokens[index + 1].value == "interface":
            self.fail("Annotation types are not available here.")
        return self._is_record(index) or (
            token.kind == "kw"
            and token.value in ("class", "interface", "enum", "trait")
            and tokens[index + 1].kind == "id"
        )

    def _sealing(self, index: int) -> int:
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

    def _is_record(self, index: int) -> bool:
        """Whether `record Name(...) {` stands at absolute `index`; `record` is a plain name elsewhere."""
        tokens = self.tokens
        if not (tokens[index].kind == "id" and tokens[index].value == "record" and tokens[index + 1].kind == "id"):
            return False
        after = self.skip_type(index + 1)
        if after < 0 or tokens[after].value != "(":
            return False
        after = self.matching(after)
        while after > 0 and tokens[after].kind == "nl":
            after += 1
        return after > 0 and tokens[after].value in ("{", "implements")

    def class_declaration(self, outer: nodes.ClassDeclaration | None) -> nodes.ClassDeclaration:
        self.skip_annotations()
        first = self.token
        modifiers = self.modifiers()
        if self._is_record(self.index):
            declared = record_class(self)
            declared.modifiers |= modifiers | {"static"}
            return declared
        kind = self.advance().value
        name = self.expect_name("a class name").value
        if self.is_op("<"):
            self.declared_generics()
        extends = None
        implements: list[TypeRef] = []
        while True:
            following = self.after_lines()
            if following.kind == "kw" and following.value == "extends":
                self.skip_lines()
                self.advance()
                self.skip_lines()
                parents = [self.parse_type()]
                while self.take_op(","):
                    self.skip_lines()
                    parents.append(self.parse_type())
                if kind == "interface":
                    implements += parents
                else:
                    extends = parents[0]
            elif following.kind == "kw" and following.value == "implements":
                self.skip_lines()
                self.advance()
                while True:
                    self.skip_lines()
                    implements.append(self.parse_type())
                    if not self.take_op(","):
                        break
            elif following.kind == "id" and following.value == "permits":
                self.skip_lines()
                self.advance()
                while True:
                    self.skip_lines()
                    self.parse_type()
                    if not self.take_op(","):
                        break
            else:
                break
        self.skip_lines()
        declared = self.class_body(name, kind, first)
        declared.extends = extends
        declared.implements = implements
        declared.modifiers = modifiers
        return declared

    def class_body(self, name: str, kind: str, at: Token) -> nodes.ClassDeclaration:
        """`{ members }`"""
        declared = nodes.ClassDeclaration(at.line, at.column, name, kind, None, [], [], [], [], [], [], [])
        self.deeper()
        self.expect_op("{")
        self.skip_lines()
        if kind == "enum":
            self._enum_constants(declared)
        while True:
            while self.token.kind == "nl" or self.is_op(";"):
                self.advance()
            if self.is_op("}"):
                break
            if self.token.kind == "eof":
                self.unexpected("'}'")
            self._member_declaration(declared)
            self.end_statement("}")
        self.advance()
        self.depth -= 1
        return declared

    def _enum_constants(self, declared: nodes.ClassDeclaration) -> None:
        while self.token.kind == "id":
            following = self.at(1)
            if not (following.kind in ("nl", "eof") or following.value in (",", ";", "(", "{", "}")):
                return
            name = self.advance()
            arguments = self.arguments() if self.is_op("(") else []
            body = None
            if self.is_op("{"):
                body = self.class_body(declared.name, "class", name)
            declared.constants.append(nodes.EnumConstant(name.line, name.column, name.value, arguments, body))
            self.skip_lines()
            if not self.take_op(","):
                break
            self.skip_lines()

    def _member_declaration(self, declared: nodes.ClassDeclaration) -> None:
        if self.is_op("{"):
            declared.initializers.append((False, self.block()))
            return
        block = next((at for at in range(1, 4) if self.at(at).kind != "nl"), 1)
        if self.is_word("static") and self.at(block).kind == "op" and self.at(block).value == "{":
            self.advance()
            declared.initializers.append((True, self.block()))
            return
        if self._is_class():
            inner = self.class_declaration(declared)
            inner.outer = declared
            declared.inner.append(inner)
            return
        start = self.index
        self.skip_annotations()
        index = self._after_modifiers()
        tokens = self.tokens
        if tokens[index].value == "<" and tokens[index].kind == "op":
            index = self.skip_generics(index)
        after = self.skip_type(index, lower_case=True)
        if self._type_alone(index):
            after += 1
        if declared.kind == "record" and tokens[index].value == declared.name and tokens[index + 1].value == "{":
            self.advance()
            declared.compact = self.block()
            return
        constructor = (
            tokens[index].kind == "id" and tokens[index].value == declared.name and tokens[index + 1].value == "("
        )
        if constructor:
            self.go(start)
            declared.constructors.append(self.method(declared.name))
            return
        name = after if after > 0 and tokens[after].kind in ("id", "str", "kw") else index
        if tokens[name].kind in ("id", "str", "kw") and tokens[name + 1].kind == "op" and tokens[name + 1].value == "(":
            self.go(start)
            declared.methods.append(self.method(None, declared.kind in ("interface", "trait")))
            return
        self.go(start)
        self._fields(declared)

    def _type_alone(self, index: int) -> bool:
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

    def _fields(self, declared: nodes.ClassDeclaration) -> None:
        self.skip_annotations()
        modifiers = self.modifiers()
        kind = None
        end = self.skip_type(self.index, lower_case=True)
        if end > 0 and self.tokens[end].kind == "id":
            kind = self.parse_type()
        if kind is None and not modifiers:
            self.unexpected("a field or method")
        while True:
            name = self.expect_name("a field name")
            value = None
            if self.assigned():
                self.skip_lines()
                value = self.expression()
            declared.fields.append(nodes.FieldDeclaration(name.line, name.column, name.value, kind, value, modifiers))
            if not self.take_op(","):
                return
            self.skip_lines()
