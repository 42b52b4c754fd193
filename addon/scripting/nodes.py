"""The syntax tree. Every node knows its line and column; `resolve` fills the fields marked so."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True, eq=False)
class Node:
    line: int
    column: int


@dataclass(slots=True, eq=False)
class Variable:
    """A local: filled by resolve. `slot` is its place in the frame; a captured one lives in a cell there."""

    name: str
    type: "TypeRef | None" = None
    captured: bool = False
    slot: int = -1
    final: bool = False


@dataclass(slots=True, eq=False)
class TypeRef(Node):
    """A type as written: dotted name, generic arguments dropped, array dimensions counted."""

    name: str
    dimensions: int = 0


# Expressions


@dataclass(slots=True, eq=False)
class Literal(Node):
    value: Any


@dataclass(slots=True, eq=False)
class Template(Node):
    """A GString."""

    strings: list[str]
    values: list[Node]


@dataclass(slots=True, eq=False)
class Name(Node):
    name: str
    variable: Variable | None = None  # resolve
    wrapped: bool = False  # in parentheses


@dataclass(slots=True, eq=False)
class This(Node):
    pass


@dataclass(slots=True, eq=False)
class Super(Node):
    pass


@dataclass(slots=True, eq=False)
class ListLiteral(Node):
    elements: list[Node]


@dataclass(slots=True, eq=False)
class MapEntry(Node):
    """`key: value`; a `key` of None spreads the map `value`."""

    key: Node | None
    value: Node


@dataclass(slots=True, eq=False)
class MapLiteral(Node):
    entries: list[MapEntry]


@dataclass(slots=True, eq=False)
class RangeLiteral(Node):
    first: Node
    last: Node
    exclusive_left: bool
    exclusive_right: bool


@dataclass(slots=True, eq=False)
class Spread(Node):
    value: Node


@dataclass(slots=True, eq=False)
class Unary(Node):
    operator: str
    operand: Node


@dataclass(slots=True, eq=False)
class Step(Node):
    """`++x`, `x--` and so on."""

    operator: str
    target: Node
    prefix: bool


@dataclass(slots=True, eq=False)
class Binary(Node):
    operator: str
    left: Node
    right: Node
    at: tuple[int, int] = (0, 0)  # of the operator


@dataclass(slots=True, eq=False)
class Ternary(Node):
    condition: Node
    yes: Node
    no: Node


@dataclass(slots=True, eq=False)
class Elvis(Node):
    value: Node
    otherwise: Node


@dataclass(slots=True, eq=False)
class Assign(Node):
    """`target op= value`; operator is "" for a plain assignment, "?" for `?=`."""

    target: Node
    operator: str
    value: Node


@dataclass(slots=True, eq=False)
class MultipleAssign(Node):
    targets: list[Node]
    value: Node


@dataclass(slots=True, eq=False)
class Property(Node):
    """`owner.name`; `mode` is ".", "?.", "*.", "?." with attribute "@"."""

    owner: Node
    name: "str | Node"
    safe: bool = False
    spread: bool = False
    attribute: bool = False
    at: tuple[int, int] = (0, 0)  # of the name
    chain: bool = False  # `??.`


@dataclass(slots=True, eq=False)
class Index(Node):
    owner: Node
    arguments: list[Node]
    safe: bool = False
    at: tuple[int, int] = (0, 0)  # of the bracket


@dataclass(slots=True, eq=False)
class Call(Node):
    """`owner.name(arguments)`; `owner` is None for an unqualified call, `name` None calls the owner itself."""

    owner: Node | None
    name: "str | Node | None"
    arguments: list[Node]
    safe: bool = False
    spread: bool = False
    at: tuple[int, int] = (0, 0)
    variable: Variable | None = None  # resolve: an unqualified call of a local


@dataclass(slots=True, eq=False)
class New(Node):
    type: TypeRef
    arguments: list[Node]
    body: "ClassDeclaration | None" = None


@dataclass(slots=True, eq=False)
class NewArray(Node):
    type: TypeRef
    sizes: list[Node]
    elements: list[Node] | None


@dataclass(slots=True, eq=False)
class Cast(Node):
    """`(Type) value`, or with `loose` `value as Type`."""

    type: TypeRef
    value: Node
    loose: bool


@dataclass(slots=True, eq=False)
class InstanceOf(Node):
    value: Node
    type: TypeRef
    negated: bool
    at: tuple[int, int] = (0, 0)


@dataclass(slots=True, eq=False)
class MethodPointer(Node):
    owner: Node
    name: "str | Node"
    reference: bool  # `::`


@dataclass(slots=True, eq=False)
class Parameter(Node):
    name: str
    type: TypeRef | None
    default: Node | None
    variadic: bool
    variable: Variable | None = None  # resolve
    final: bool = False


@dataclass(slots=True, eq=False)
class Function(Node):
    """The code of a method or closure; `slots`, `captures` and the rest are filled by resolve."""

    parameters: list[Parameter]
    body: "Block"
    name: str = ""
    slots: int = 0
    captures: list[tuple[Variable, Variable]] = field(default_factory=list)  # outer, own
    class_name: str = ""


@dataclass(slots=True, eq=False)
class ClosureLiteral(Node):
    function: Function
    implicit: bool  # no parameter list: `it`
    lambda_: bool = False
    class_name: str = ""  # closurenames


@dataclass(slots=True, eq=False)
class SwitchExpression(Node):
    """A switch used as value; its cases are those of `Switch`."""

    switch: "Switch"


# Statements


@dataclass(slots=True, eq=False)
class Block(Node):
    statements: list[Node]


@dataclass(slots=True, eq=False)
class ExpressionStatement(Node):
    expression: Node


@dataclass(slots=True, eq=False)
class Declaration(Node):
    """`def a = 1`; `value` None declares without a value."""

    name: str
    type: TypeRef | None
    value: Node | None
    variable: Variable | None = None  # resolve
    final: bool = False


@dataclass(slots=True, eq=False)
class MultipleDeclaration(Node):
    declarations: list[Declaration]
    value: Node


@dataclass(slots=True, eq=False)
class FieldDeclaration(Node):
    """A field or property of a class; `@Field` makes one of the script."""

    name: str
    type: TypeRef | None
    value: Node | None
    modifiers: frozenset[str]


@dataclass(slots=True, eq=False)
class If(Node):
    condition: Node
    yes: Node
    no: Node | None


@dataclass(slots=True, eq=False)
class While(Node):
    condition: Node
    body: Node
    label: str | None = None


@dataclass(slots=True, eq=False)
class DoWhile(Node):
    body: Node
    condition: Node
    label: str | None = None


@dataclass(slots=True, eq=False)
class ForIn(Node):
    name: str
    type: TypeRef | None
    source: Node
    body: Node
    label: str | None = None
    variable: Variable | None = None  # resolve


@dataclass(slots=True, eq=False)
class ForClassic(Node):
    start: list[Node]
    condition: Node | None
    steps: list[Node]
    body: Node
    label: str | None = None


@dataclass(slots=True, eq=False)
class Case(Node):
    """`labels` None is default; `arrow` cases do not fall through."""

    labels: list[Node] | None
    body: Block
    arrow: bool


@dataclass(slots=True, eq=False)
class Switch(Node):
    subject: Node
    cases: list[Case]
    label: str | None = None


@dataclass(slots=True, eq=False)
class Catch(Node):
    types: list[TypeRef]
    name: str
    body: Block
    variable: Variable | None = None  # resolve


@dataclass(slots=True, eq=False)
class Try(Node):
    resources: list[Node]
    body: Block
    catches: list[Catch]
    finally_: Block | None


@dataclass(slots=True, eq=False)
class Throw(Node):
    value: Node


@dataclass(slots=True, eq=False)
class Return(Node):
    value: Node | None


@dataclass(slots=True, eq=False)
class Yield(Node):
    value: Node


@dataclass(slots=True, eq=False)
class Break(Node):
    label: str | None


@dataclass(slots=True, eq=False)
class Continue(Node):
    label: str | None


@dataclass(slots=True, eq=False)
class Assert(Node):
    condition: Node
    message: Node | None
    source: str


@dataclass(slots=True, eq=False)
class MethodDeclaration(Node):
    name: str
    function: Function
    modifiers: frozenset[str]
    type: TypeRef | None
    abstract: bool = False
    chained: bool = False  # a constructor that begins with this(...) or super(...)


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


def children(node: Node) -> "list[Node]":
    """The nodes directly inside a node, in the order of its fields."""
    found: list[Node] = []
    for slot in _SLOTS[type(node)]:
        held = slot.__get__(node)
        if isinstance(held, Node):
            found.append(held)
        elif type(held) is list:
            found.extend(one for one in held if isinstance(one, Node))
    return found


_SLOTS: dict[type, list[Any]] = {
    kind: [kind.__dict__[name] for name in kind.__slots__ if name in kind.__dict__ and name != "outer"]
    for kind in list(globals().values())
    if isinstance(kind, type) and issubclass(kind, Node)
}
