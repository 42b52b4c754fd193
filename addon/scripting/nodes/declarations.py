"""Classes, their members, imports and whole scripts."""

from dataclasses import dataclass, field
from typing import Any

from addon.scripting.nodes.base import Node, TypeRef
from addon.scripting.nodes.expressions import Function
from addon.scripting.nodes.statements import Block


@dataclass(slots=True, eq=False)
class FieldDeclaration(Node):
    """A field or property of a class; `@Field` makes one of the script."""

    name: str
    type: TypeRef | None
    value: Node | None
    modifiers: frozenset[str]


@dataclass(slots=True, eq=False)
class MethodDeclaration(Node):
    name: str
    function: Function
    modifiers: frozenset[str]
    type: TypeRef | None
    abstract: bool = False
    chained: bool = False  # a constructor that begins with this(...) or super(...)
    throws: list[TypeRef] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class EnumConstant(Node):
    name: str
    arguments: list[Node]
    body: "ClassDeclaration | None"


@dataclass(slots=True, eq=False)
class ClassDeclaration(Node):
    """`kind` is class, interface, enum or trait; a record is a class with `components`."""

    name: str
    kind: str
    extends: TypeRef | None
    implements: list[TypeRef]
    fields: list[FieldDeclaration]
    methods: list[MethodDeclaration]
    constructors: list[MethodDeclaration]
    initializers: list[tuple[bool, Block]]  # static?, body
    constants: list[EnumConstant]
    inner: list["ClassDeclaration"]
    modifiers: frozenset[str] = frozenset()
    outer: "ClassDeclaration | None" = None
    function: Function | None = None  # resolve: frame of field initializers
    captures: Any = None
    components: list[str] = field(default_factory=list)  # of a record
    compact: "Block | None" = None  # the constructor of a record without parameter list
    number: int = 0  # closurenames: of an anonymous class
    nameless: bool = False  # closurenames: an anonymous class in a method
    permits: list[str] = field(default_factory=list)  # of a sealed class or interface


@dataclass(slots=True, eq=False)
class Import(Node):
    """`import a.B as C`, `import static a.B.c`; `star` for `a.*`."""

    name: str
    alias: str | None
    static: bool
    star: bool


@dataclass(slots=True, eq=False)
class Script(Node):
    imports: list[Import]
    body: Block
    methods: list[MethodDeclaration]
    classes: list[ClassDeclaration]
    fields: list[FieldDeclaration]
    type_parameters: set[str]
    function: Function | None = None  # resolve
