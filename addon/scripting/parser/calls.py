"""Calls made of a name or a value and arguments, and the line that each has in Groovy."""

from addon.scripting import nodes
from addon.scripting.nodes import Node
from addon.scripting.tokens import Token


def made_call(node: Node, arguments: list[Node], opening: Token | None = None) -> nodes.Call:
    """A call of what stands before the arguments, which begin at `opening` or, in a command, without a sign."""
    line, column = node.line, node.column
    mark = (line, column) if opening is None else (opening.line, opening.column)
    if isinstance(node, nodes.Property) and not node.attribute:
        return nodes.Call(line, column, node.owner, node.name, arguments, node.safe, node.spread, node.at, mark=mark)
    name = _own_name(node)
    if name is not None:
        return nodes.Call(line, column, None, name, arguments, at=(line, column), mark=mark)
    return nodes.Call(line, column, node, None, arguments, mark=mark)


def _own_name(node: Node) -> str | None:
    """The name that a call has which asks nothing of an owner."""
    match node:
        case nodes.Name(wrapped=False):
            return node.name
        case nodes.Literal(value=str()):
            return str(node.value)
        case nodes.This():
            return "this"
        case nodes.Super():
            return "super"
    return None
