"""The syntax tree. Every node knows its line and column; `resolve` fills the fields marked so."""

from typing import Any

from addon.scripting.nodes.base import Node, TypeRef, Variable
from addon.scripting.nodes.declarations import (
    ClassDeclaration,
    EnumConstant,
    FieldDeclaration,
    Import,
    MethodDeclaration,
    Script,
)
from addon.scripting.nodes.expressions import (
    Assign,
    Binary,
    Call,
    Cast,
    ClosureLiteral,
    Elvis,
    Function,
    Index,
    InstanceOf,
    ListLiteral,
    Literal,
    MapEntry,
    MapLiteral,
    MethodPointer,
    MultipleAssign,
    Name,
    New,
    NewArray,
    Parameter,
    Property,
    RangeLiteral,
    Spread,
    Step,
    Super,
    SwitchExpression,
    Template,
    Ternary,
    This,
    Unary,
)
from addon.scripting.nodes.statements import (
    Assert,
    Block,
    Break,
    Case,
    Catch,
    Continue,
    Declaration,
    DoWhile,
    ExpressionStatement,
    ForClassic,
    ForIn,
    If,
    MultipleDeclaration,
    Return,
    Switch,
    Throw,
    Try,
    While,
    Yield,
)

__all__ = [
    "Assert",
    "Assign",
    "Binary",
    "Block",
    "Break",
    "Call",
    "Case",
    "Cast",
    "Catch",
    "ClassDeclaration",
    "ClosureLiteral",
    "Continue",
    "Declaration",
    "DoWhile",
    "Elvis",
    "EnumConstant",
    "ExpressionStatement",
    "FieldDeclaration",
    "ForClassic",
    "ForIn",
    "Function",
    "If",
    "Import",
    "Index",
    "InstanceOf",
    "ListLiteral",
    "Literal",
    "MapEntry",
    "MapLiteral",
    "MethodDeclaration",
    "MethodPointer",
    "MultipleAssign",
    "MultipleDeclaration",
    "Name",
    "New",
    "NewArray",
    "Node",
    "Parameter",
    "Property",
    "RangeLiteral",
    "Return",
    "Script",
    "Spread",
    "Step",
    "Super",
    "Switch",
    "SwitchExpression",
    "Template",
    "Ternary",
    "This",
    "Throw",
    "Try",
    "TypeRef",
    "Unary",
    "Variable",
    "While",
    "Yield",
    "children",
]


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
