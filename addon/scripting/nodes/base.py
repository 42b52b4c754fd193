"""What every node of the syntax tree has."""

from dataclasses import dataclass


@dataclass(slots=True, eq=False)
class Node:
    line: int
    column: int


@dataclass(slots=True, eq=False)
class Variable:
    """A local: filled by resolve. `slot` is its place in the frame; a captured one lives in a cell there.

    `late`: declared final and given its value by a later assignment.
    """

    name: str
    type: "TypeRef | None" = None
    captured: bool = False
    slot: int = -1
    final: bool = False
    late: bool = False


@dataclass(slots=True, eq=False)
class TypeRef(Node):
    """A type as written: dotted name, generic arguments dropped, array dimensions counted."""

    name: str
    dimensions: int = 0
