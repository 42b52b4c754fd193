"""Records, written out as the classes they stand for: final fields, constructor, accessors, text, equality."""

from typing import TYPE_CHECKING

from addon.scripting import nodes
from addon.scripting.nodes import Block, Node, Parameter, TypeRef

if TYPE_CHECKING:
    from addon.scripting.parser.scripts import ScriptParser

DEFAULT = "$default_"
"""Begins the name of the method that gives a component's default."""


def record_class(parser: "ScriptParser") -> nodes.ClassDeclaration:
    """The class of the record at the cursor, which stands on the word `record`."""
    first = parser.advance()
    name = parser.expect_name("a record name").value
    if parser.is_op("<"):
        parser.declared_generics()
    opening = parser.index
    parser.advance()
    components = parser.parameters(")")
    closing = parser.index
    implements: list[TypeRef] = []
    if parser.after_lines().value == "implements":
        parser.skip_lines()
        parser.advance()
        while True:
            parser.skip_lines()
            implements.append(parser.parse_type())
            if not parser.take_op(","):
                break
    parser.skip_lines()
    declared = parser.class_body(name, "record", first)
    body_end = parser.index
    declared.kind = "class"
    declared.implements = implements
    declared.modifiers = frozenset(("final",))
    declared.components = [one.name for one in components]
    for field in declared.fields:
        if "static" not in field.modifiers:
            parser.fail(f"A record has no fields but its components; make '{field.name}' one or static.", first)
    parser.go(opening + 1)
    again = parser.parameters(")")
    assert parser.index == closing
    parser.go(body_end)
    _write_out(declared, components, again)
    return declared


def _write_out(declared: nodes.ClassDeclaration, components: list[Parameter], again: list[Parameter]) -> None:
    maker = _Maker(declared)
    names = declared.components
    declared.fields[:0] = [
        nodes.FieldDeclaration(one.line, one.column, one.name, _held_type(one), None, frozenset(("final",)))
        for one in components
    ]
    statements: list[Node] = []
    if declared.compact is not None:
        statements += declared.compact.statements
    statements += [maker.statement(maker.assign(name)) for name in names]
    declared.constructors.insert(0, maker.method("<init>", components, statements, None))
    for one in again:
        if one.default is not None:
            maker.add(DEFAULT + one.name, [], one.default, None, static=True)
    for one in components:
        maker.add(one.name, [], maker.own(one.name), _held_type(one))
    values: list[Node] = [maker.own(name) for name in names]
    texts = [f"{', ' if index else ''}{name}=" for index, name in enumerate(names)]
    strings = [f"{declared.name}[{texts[0]}", *texts[1:], "]"] if texts else [f"{declared.name}[]"]
    maker.add("toString", [], nodes.Template(maker.line, maker.column, strings, values), "String")
    maker.add("equals", ["other"], maker.equality(names), "boolean")
    maker.add("hashCode", [], maker.call(maker.values(names), "hashCode"), "int")
    maker.add("toList", [], maker.values(names), None)
    maker.add("size", [], nodes.Literal(maker.line, maker.column, len(names)), "int")
    maker.add("getAt", ["index"], maker.call(maker.values(names), "getAt", maker.name("index")), None)
    entries = [nodes.MapEntry(maker.line, maker.column, maker.literal(one), maker.own(one)) for one in names]
    maker.add("toMap", [], nodes.MapLiteral(maker.line, maker.column, entries), None)


def _held_type(one: Parameter) -> TypeRef | None:
    if one.type is None or not one.variadic:
        return one.type
    return TypeRef(one.type.line, one.type.column, one.type.name, one.type.dimensions + 1)


class _Maker:
    """Nodes placed where the record begins."""

    def __init__(self, declared: nodes.ClassDeclaration) -> None:
        self.declared = declared
        self.line, self.column = declared.line, declared.column

    def name(self, name: str) -> nodes.Name:
        return nodes.Name(self.line, self.column, name)

    def literal(self, value: str) -> nodes.Literal:
        return nodes.Literal(self.line, self.column, value)

    def own(self, name: str) -> nodes.Property:
        """`this.name`"""
        return nodes.Property(self.line, self.column, nodes.This(self.line, self.column), name)

    def assign(self, name: str) -> nodes.Assign:
        return nodes.Assign(self.line, self.column, self.own(name), "", self.name(name))

    def statement(self, value: Node) -> nodes.ExpressionStatement:
        return nodes.ExpressionStatement(self.line, self.column, value)

    def values(self, names: list[str]) -> nodes.ListLiteral:
        return nodes.ListLiteral(self.line, self.column, [self.own(name) for name in names])

    def call(self, owner: Node, name: str, *arguments: Node) -> nodes.Call:
        return nodes.Call(self.line, self.column, owner, name, list(arguments), at=(self.line, self.column))

    def equality(self, names: list[str]) -> Node:
        """`other instanceof Record && this.a == other.a && ...`"""
        line, column = self.line, self.column
        test: Node = nodes.InstanceOf(
            line, column, self.name("other"), TypeRef(line, column, self.declared.name), False
        )
        for name in names:
            theirs = nodes.Property(line, column, self.name("other"), name)
            same = nodes.Binary(line, column, "==", self.own(name), theirs, (line, column))
            test = nodes.Binary(line, column, "&&", test, same, (line, column))
        return test

    def add(
        self, name: str, parameters: list[str], value: Node, kind: "TypeRef | str | None", *, static: bool = False
    ) -> None:
        """A method that gives a value, unless the record declares one of that name and count itself."""
        own = [one for one in self.declared.methods if one.name == name]
        if any(len(one.function.parameters) == len(parameters) for one in own):
            return
        given = [Parameter(self.line, self.column, one, None, None, False) for one in parameters]
        made = TypeRef(self.line, self.column, kind) if isinstance(kind, str) else kind
        method = self.method(name, given, [nodes.Return(value.line, value.column, value)], made)
        method.modifiers = frozenset(("static",)) if static else frozenset()
        self.declared.methods.append(method)

    def method(
        self, name: str, parameters: list[Parameter], statements: list[Node], kind: TypeRef | None
    ) -> nodes.MethodDeclaration:
        body = Block(self.line, self.column, statements)
        function = nodes.Function(self.line, self.column, parameters, body, name)
        return nodes.MethodDeclaration(self.line, self.column, name, function, frozenset(), kind)
