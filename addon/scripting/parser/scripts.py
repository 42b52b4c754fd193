"""Whole scripts: imports, fields, methods, classes and statements."""

from addon.scripting import nodes
from addon.scripting.nodes import Block, Node
from addon.scripting.parser.classes import ClassParser
from addon.scripting.tokens import Token


class ScriptParser(ClassParser):
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
        if self.is_class():
            self.classes.append(self.class_declaration(None))
            return
        if self._is_field():
            self._field(found)
            return
        if self.is_method_declaration():
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
        words = self.tokens[self.index : self.after_modifiers()]
        modifiers = frozenset([one.value for one in words if one.value == "static"])
        declared: list[Node] = []
        self.declaration(declared, field=True)
        for one in declared:
            if isinstance(one, nodes.Declaration):
                self.fields.append(
                    nodes.FieldDeclaration(one.line, one.column, one.name, one.type, one.value, modifiers)
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
