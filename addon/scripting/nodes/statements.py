"""Nodes that are run for what they do; `resolve` fills the fields marked so."""

from dataclasses import dataclass

from addon.scripting.nodes.base import Node, TypeRef, Variable


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
    source: str  # from the word to the end of the condition
