"""The neutral document tree that every notation is read into and written from.

A tree is made of two immutable tuples, `Node` and `Mark`. Nodes are hashable and compare by value, so a
document can be a dictionary key, and "is this block the one we know?" is `==`.
Which kinds exist, what they may hold and which attributes they take is the table in `kinds`.
"""

from collections.abc import Iterator
from typing import NamedTuple

Value = str | int | float | bool | tuple[int | float, ...]
Attributes = tuple[tuple[str, Value], ...]

MAX_DEPTH = 40
"""Levels at which a block may still hold blocks. What nests deeper keeps its text and loses its nesting."""

NOTHING: tuple[()] = ()


class Mark(NamedTuple):
    """Formatting on a piece of text: strong, em, link, textColor, …"""

    kind: str
    attributes: Attributes = NOTHING

    def get(self, name: str) -> Value | None:
        """The attribute's value, or None."""
        for key, value in self.attributes:
            if key == name:
                return value
        return None


class Node(NamedTuple):
    """A block, an inline or a piece of text.

    `text` is only filled for the kind `text`; `content` holds the children of everything else.
    `attributes` is sorted by name.
    """

    kind: str
    content: "tuple[Node, ...]" = NOTHING
    attributes: Attributes = NOTHING
    text: str = ""
    marks: tuple[Mark, ...] = NOTHING

    def get(self, name: str) -> Value | None:
        """The attribute's value, or None."""
        for key, value in self.attributes:
            if key == name:
                return value
        return None

    def string(self, name: str) -> str:
        """The attribute as a string; empty when missing or not a string."""
        value = self.get(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str, otherwise: float) -> float:
        """The attribute as a number, or the given one."""
        value = self.get(name)
        return value if isinstance(value, int | float) and not isinstance(value, bool) else otherwise

    def has_mark(self, kind: str) -> bool:
        """Whether a mark of this kind is on the node."""
        return any(mark.kind == kind for mark in self.marks)

    def with_attributes(self, **changes: Value | None) -> "Node":
        """The same node with these attributes set; None removes one."""
        merged: dict[str, Value] = dict(self.attributes)
        for name, value in changes.items():
            if value is None:
                merged.pop(name, None)
            else:
                merged[name] = value
        return self._replace(attributes=attributes(merged))


class Document(NamedTuple):
    """A whole text: the blocks from top to bottom."""

    blocks: tuple[Node, ...] = NOTHING


HARD_BREAK = Node("hardBreak")
EMPTY_PARAGRAPH = Node("paragraph")


def attributes(values: "dict[str, Value]") -> Attributes:
    """The dictionary in the tree's form: pairs sorted by name."""
    return tuple(sorted(values.items())) if values else NOTHING


def text(value: str, *marks: Mark) -> Node:
    """A piece of text with its marks."""
    return Node("text", NOTHING, NOTHING, value, marks)


def paragraph(*content: Node) -> Node:
    """A paragraph of these inlines."""
    return Node("paragraph", content)


def block(kind: str, *content: Node, **values: Value) -> Node:
    """A node of any kind with children and attributes."""
    return Node(kind, content, attributes(values))


def inline(kind: str, **values: Value) -> Node:
    """A node without children."""
    return Node(kind, NOTHING, attributes(values))


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Every node, parents before children, in reading order."""
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.content))
