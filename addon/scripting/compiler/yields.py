"""A switch used as value: the last statement of each arrow case, or `yield`, gives it."""

from addon.scripting import nodes
from addon.scripting.nodes import Block, Node


def with_yields(switch: nodes.Switch) -> nodes.Switch:
    """The switch with its cases' last expressions turned into yields."""
    cases = [
        nodes.Case(case.line, case.column, case.labels, _block(case.body) if case.arrow else case.body, case.arrow)
        for case in switch.cases
    ]
    return nodes.Switch(switch.line, switch.column, switch.subject, cases, switch.label)


def _block(block: Block) -> Block:
    if not block.statements:
        return block
    *before, last = block.statements
    return Block(block.line, block.column, [*before, _yielded(last)])


def _yielded(node: Node) -> Node:
    if isinstance(node, nodes.ExpressionStatement):
        return nodes.Yield(node.line, node.column, node.expression)
    if isinstance(node, nodes.Block):
        return _block(node)
    if isinstance(node, nodes.If):
        return nodes.If(
            node.line, node.column, node.condition, _yielded(node.yes), None if node.no is None else _yielded(node.no)
        )
    return node
