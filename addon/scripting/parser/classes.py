"""Classes, interfaces, traits, enums, and their members."""

from addon.scripting import nodes
from addon.scripting.errors import CompileError, Problem
from addon.scripting.nodes import TypeRef
from addon.scripting.parser.methods import MODIFIERS, MethodParser
from addon.scripting.parser.records import record_class
from addon.scripting.tokens import Token


class ClassParser(MethodParser):
    """Parses declarations of classes."""

    def is_class(self) -> bool:
        index = self.index
        tokens = self.tokens
        if self.is_op("@"):
            start = self.index
            self.skip_annotations()
            index = self.index
            self.go(start)
        while True:
            sealing = self.sealing_length(index)
            if sealing:
                index += sealing
            elif tokens[index].kind == "kw" and tokens[index].value in MODIFIERS:
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
            declared = record_class(self.statements_parser())
            declared.modifiers |= modifiers | {"static"}
            return declared
        kind = self.advance().value
        name = self.expect_name("a class name").value
        if self.is_op("<"):
            self.declared_generics()
        extends = None
        implements: list[TypeRef] = []
        permits: list[str] = []
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
                    permits.append(self.parse_type().name)
                    if not self.take_op(","):
                        break
            else:
                break
        self.skip_lines()
        declared = self.class_body(name, kind, first)
        declared.extends = extends
        declared.implements = implements
        declared.modifiers = modifiers
        declared.permits = permits
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

    def anonymous_body(self, name: str, at: Token) -> nodes.ClassDeclaration:
        """The body of a class without a name of its own, which can declare no constructor."""
        declared = self.class_body(name, "class", at)
        for one in declared.constructors:
            raise CompileError([Problem(one.line, one.column, "error", f"Invalid method declaration: {name}")])
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
                body = self.anonymous_body(declared.name, name)
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
        if self.is_class():
            inner = self.class_declaration(declared)
            inner.outer = declared
            declared.inner.append(inner)
            return
        start = self.index
        self.skip_annotations()
        index = self.after_modifiers()
        tokens = self.tokens
        if tokens[index].value == "<" and tokens[index].kind == "op":
            index = self.skip_generics(index)
        after = self.skip_type(index, lower_case=True)
        if self.type_alone(index):
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
            if name == start and declared.kind != "interface":
                self.fail(f"Invalid method declaration: {tokens[name].value}; expected a type or def before it")
            declared.methods.append(self.method(None, declared.kind in ("interface", "trait")))
            return
        self.go(start)
        self._fields(declared)

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
