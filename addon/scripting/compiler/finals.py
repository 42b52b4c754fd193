"""Locals that are declared final and get their value later: once, on every way, and before they are used."""

from addon.scripting import nodes
from addon.scripting.errors import Problem
from addon.scripting.nodes import Node, Variable

NONE, ONCE, AGAIN, PERHAPS = range(4)
"""What has happened to a variable so far: no value, one, more than one, one on some ways only."""

State = dict[Variable, int]


def problems(function: nodes.Function) -> list[Problem]:
    """The first misuse in a function's body, as Groovy's analysis of final variables finds it."""
    walk = _Walk()
    walk.visit(function.body)
    return walk.found[:1]


class _Walk:
    """Follows the ways through a body, with the states of its late finals on each."""

    def __init__(self) -> None:
        self.state: State = {}
        self.found: list[Problem] = []
        self.reading = False  # on the right of an assignment
        self.passing = False  # among arguments

    def visit(self, node: Node | None) -> None:
        if isinstance(node, nodes.Name):
            self._read(node)
        elif isinstance(node, nodes.Assign):
            self._assign(node)
        elif isinstance(node, nodes.Declaration):
            self._sides(None, node.value, True)
            if node.variable is not None and node.variable.late:
                self.state[node.variable] = NONE
        elif isinstance(node, nodes.Binary):
            self._sides(node.left, node.right, False)
        elif isinstance(node, nodes.Step):
            self._sides(None, node.target, True)
            self._given(node.target)
        elif isinstance(node, nodes.Call):
            self._call(node)
        elif isinstance(node, nodes.ClosureLiteral):
            kept, self.reading = self.reading, False
            self.visit(node.function.body)
            self.reading = kept
        elif isinstance(node, nodes.If):
            self._branches(node)
        elif isinstance(node, nodes.Switch):
            self._switch(node)
        elif isinstance(node, nodes.Try):
            self._try(node)
        elif node is not None:
            for child in nodes.children(node):
                self.visit(child)

    def _problem(self, node: nodes.Name, message: str) -> None:
        self.found.append(Problem(node.line, node.column, "error", f"The variable [{node.name}] {message}"))

    def _read(self, node: nodes.Name) -> None:
        variable = node.variable
        if variable is None or variable.captured or not (self.reading or self.passing):
            return
        if self.state.get(variable) in (NONE, PERHAPS):
            self._problem(node, "may be uninitialized")

    def _sides(self, left: Node | None, right: Node | None, assigns: bool) -> None:
        self.reading = False
        self.visit(left)
        self.reading = assigns
        self.visit(right)
        self.reading = False

    def _assign(self, node: nodes.Assign) -> None:
        self._sides(node.target, node.value, True)
        self._given(node.target)

    def _given(self, target: Node) -> None:
        if not isinstance(target, nodes.Name) or target.variable is None or not target.variable.late:
            return
        first = self.state.get(target.variable, NONE) == NONE and not target.variable.captured
        self.state[target.variable] = ONCE if first else AGAIN
        if not first:
            self._problem(target, "is declared final but is reassigned")

    def _call(self, node: nodes.Call) -> None:
        self.visit(node.owner)
        kept, self.passing = self.passing, True
        for argument in node.arguments:
            self.visit(argument)
        self.passing = kept

    def _way(self, before: State, *parts: Node | None) -> State:
        self.state = dict(before)
        for part in parts:
            self.visit(part)
        return self.state

    def _branches(self, node: nodes.If) -> None:
        self.visit(node.condition)
        before = self.state
        yes, no = self._way(before, node.yes), self._way(before, node.no)
        ways = [state for state, part in ((yes, node.yes), (no, node.no)) if not _leaves(part)]
        self.state = _joined(before, ways)

    def _switch(self, node: nodes.Switch) -> None:
        self.visit(node.subject)
        before = self.state
        ways = []
        for index in range(len(node.cases)):
            bodies: list[nodes.Block] = []
            for case in node.cases[index:]:
                bodies.append(case.body)
                if case.arrow or (case.body.statements and _ends(case.body.statements[-1])):
                    break
            state = self._way(before, *bodies)
            if not _leaves(bodies[-1]):
                ways.append(state)
        self.state = _joined(before, ways)

    def _try(self, node: nodes.Try) -> None:
        for resource in node.resources:
            self.visit(resource)
        before = self.state
        tried = self._way(before, node.body)
        ways = [] if _leaves(node.body) else [self._way(tried, node.finally_)]
        if not node.catches:
            thrown = self._way(before, node.finally_)
            if ways:
                ways.append(thrown)
        for catch in node.catches:
            for start in (before, tried):
                state = self._way(start, catch.body, node.finally_)
                if not _leaves(catch.body):
                    ways.append(state)
        self.state = _joined(before, ways)


def _joined(before: State, ways: list[State]) -> State:
    """One state of several ways; where all of them leave the function, what follows is not reached."""
    joined = dict(before)
    for variable in before if ways else ():
        states = {way.get(variable, NONE) for way in ways}
        joined[variable] = states.pop() if len(states) == 1 else PERHAPS if states & {NONE, PERHAPS} else AGAIN
    return joined


def _leaves(part: Node | None) -> bool:
    """Whether a branch ends by leaving the function."""
    if isinstance(part, nodes.Block):
        return bool(part.statements) and _leaves(part.statements[-1])
    return isinstance(part, (nodes.Return, nodes.Throw))


def _ends(statement: Node) -> bool:
    return isinstance(statement, nodes.Break) or _leaves(statement)
