"""Implicit returns: the last statement of a method or closure gives its value."""

from addon.scripting import nodes
from addon.scripting.nodes import Block, Node


def with_returns(block: Block) -> Block:
    """The block with its last statements turned into returns."""
    if not block.statements:
        return block
    *before, last = block.statements
    return Block(block.line, block.column, [*before, _returned(last)])


def _returned(node: Node) -> Node:
    if isinstance(node, nodes.ExpressionStatement):
        return nodes.Return(node.line, node.column, node.expression)
    if isinstance(node, nodes.Block):
        return with_returns(node)
    if isinstance(node, nodes.If):
        return nodes.If(
            node.line, node.column, node.condition, _returned(node.yes), None if node.no is None else _returned(node.no)
        )
    if isinstance(node, nodes.Try):
        catches = [
            nodes.Catch(one.line, one.column, one.types, one.name, with_returns(one.body), one.variable)
            for one in node.catches
        ]
        return nodes.Try(node.line, node.column, node.resources, with_returns(node.body), catches, node.finally_)
    if isinstance(node, nodes.Switch):
        return nodes.Switch(node.line, node.column, node.subject, _cases(node.cases), node.label)
    if isinstance(node, nodes.MultipleDeclaration):
        return nodes.Return(node.line, node.column, node)
    if isinstance(node, nodes.Declaration):
        return Block(
            node.line,
            node.column,
            [
                node,
                nodes.Return(node.line, node.column, nodes.Name(node.line, node.column, node.name, node.variable)),
            ],
        )
    return node


def _cases(cases: list[nodes.Case]) -> list[nodes.Case]:
    found = []
    for index, case in enumerate(cases):
        statements = case.body.statements
        last = index == len(cases) - 1
        body = case.body
        if (
            case.arrow
            or last
            or (statements and isinstance(statements[-1], nodes.Break) and statements[-1].label is None)
        ):
            body = _without_break(body)
        found.append(nodes.Case(case.line, case.column, case.labels, body, case.arrow))
    return found


def _without_break(block: Block) -> Block:
    """`x; break` gives x; the break stays behind for paths that do not return."""
    statements = block.statements
    if statements and isinstance(statements[-1], nodes.Break) and statements[-1].label is None:
        inner = Block(block.line, block.column, statements[:-1])
        return Block(block.line, block.column, [*with_returns(inner).statements, statements[-1]])
    return with_returns(block)
