"""Implicit returns: the last statement of a method or closure gives its value."""

from addon.scripting import nodes
from addon.scripting.nodes import Block, Node
from addon.scripting.values.classes import ClassInfo

_NUMERIC = frozenset(("byte", "short", "int", "long", "float", "double", "char"))


def zero_for(kind: ClassInfo | None, node: Node) -> Node | None:
    """What a method of a primitive type returns where nothing says what."""
    if kind is None or kind.name not in _NUMERIC:
        return None
    return nodes.Return(node.line, node.column, nodes.Literal(node.line, node.column, 0))


def with_returns(block: Block, missing: Node | None = None) -> Block:
    """The block with its last statements turned into returns.

    `missing` is what an `else` or `default` that is not there returns: a method that gives a number gives 0 there,
    though a last statement that has no value gives null, which is no number.
    """
    if not block.statements:
        return block
    *before, last = block.statements
    return Block(block.line, block.column, [*before, _returned(last, missing)])


def _returned(node: Node, missing: Node | None) -> Node:
    if isinstance(node, nodes.ExpressionStatement):
        return nodes.Return(node.line, node.column, node.expression)
    if isinstance(node, nodes.Block):
        return with_returns(node, missing)
    if isinstance(node, nodes.If):
        no = missing if node.no is None else _returned(node.no, missing)
        return nodes.If(node.line, node.column, node.condition, _returned(node.yes, missing), no)
    if isinstance(node, nodes.Try):
        if node.finally_ is not None and not _goes_on(node.finally_):
            return node
        catches = [
            nodes.Catch(one.line, one.column, one.types, one.name, with_returns(one.body, missing), one.variable)
            for one in node.catches
        ]
        return nodes.Try(
            node.line, node.column, node.resources, with_returns(node.body, missing), catches, node.finally_
        )
    if isinstance(node, nodes.Switch):
        return nodes.Switch(node.line, node.column, node.subject, _cases(node.cases, missing), node.label)
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


def _goes_on(node: Node) -> bool:
    """Whether Groovy finds a place in a `finally` where a return could be added.

    It finds none where each branch that is written ends in a return or a throw, and then adds none to the `try` either.
    """
    if isinstance(node, (nodes.Return, nodes.Throw)):
        return False
    if isinstance(node, Block):
        return not node.statements or _goes_on(node.statements[-1])
    if isinstance(node, nodes.If):
        return _goes_on(node.yes) or (node.no is not None and _goes_on(node.no))
    if isinstance(node, nodes.Try):
        if node.finally_ is not None and not _goes_on(node.finally_):
            return False
        return _goes_on(node.body) or any(_goes_on(one.body) for one in node.catches)
    if isinstance(node, nodes.Switch):
        return any(_case_goes_on(one, one is node.cases[-1]) for one in node.cases)
    return True


def _case_goes_on(case: nodes.Case, last: bool) -> bool:
    statements = case.body.statements
    if statements and isinstance(statements[-1], nodes.Break) and statements[-1].label is None:
        return len(statements) == 1 or _goes_on(statements[-2])
    return (last or case.labels is None) and _goes_on(case.body)


def _cases(cases: list[nodes.Case], missing: Node | None) -> list[nodes.Case]:
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
            body = _without_break(body, missing)
        found.append(nodes.Case(case.line, case.column, case.labels, body, case.arrow))
    if missing is not None and cases and all(one.labels is not None for one in cases):
        end = cases[-1]
        found.append(nodes.Case(end.line, end.column, None, Block(end.line, end.column, [missing]), end.arrow))
    return found


def _without_break(block: Block, missing: Node | None) -> Block:
    """`x; break` gives x; the break stays behind for paths that do not return."""
    statements = block.statements
    if statements and isinstance(statements[-1], nodes.Break) and statements[-1].label is None:
        inner = Block(block.line, block.column, statements[:-1])
        return Block(block.line, block.column, [*with_returns(inner, missing).statements, statements[-1]])
    return with_returns(block, missing)
