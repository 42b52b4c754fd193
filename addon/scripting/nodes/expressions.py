"""Nodes that give a value; `resolve` fills the fields marked so."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from addon.scripting.nodes.base import Node, TypeRef, Variable

if TYPE_CHECKING:
    from addon.scripting.nodes.declarations import ClassDeclaration
    from addon.scripting.nodes.statements import Block, Switch


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
    """`[a: 1]`, or the named arguments of a call, which start no line of their own where errors are told."""

    entries: list[MapEntry]
    named: bool = False


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
    at: tuple[int, int]  # of the operator


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


@dataclass(slots=True, eq=False)
class Index(Node):
    owner: Node
    arguments: list[Node]
    safe: bool = False
    at: tuple[int, int] = (0, 0)  # of the bracket
    mark: tuple[int, int] = (0, 0)
    """As a call's: where its path starts, or, within a path, its `[`."""


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
    mark: tuple[int, int] = (0, 0)
    """The place whose line the call has in Groovy: where its path starts, or, within a path, its `(` or `{`."""


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
