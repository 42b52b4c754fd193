"""Names to frame slots.

Every method, closure and script body is one frame. A local gets a slot of its own; one that an inner closure
uses lives in a cell there. Names declared nowhere stay unresolved: binding variables, fields, classes.
"""

from typing import Any

from addon.scripting import nodes
from addon.scripting.errors import Problem
from addon.scripting.nodes import Node, Variable

BASE = 4
"""Frame slots before the first variable: run, this, closure, returned value."""


_IN_SCOPE = "scope already contains a variable"


class FunctionScope:
    """One frame: its blocks of names and the outer cells it uses."""

    def __init__(self, function: nodes.Function, outer: "FunctionScope | None") -> None:
        self.function = function
        self.outer = outer
        self.blocks: list[dict[str, Variable]] = [{}]
        self.aliases: dict[int, Variable] = {}
        self.declared: list[Variable] = []

    def outermost(self) -> "FunctionScope":
        return self if self.outer is None else self.outer.outermost()

    def declare(self, name: str, kind: nodes.TypeRef | None = None) -> Variable:
        variable = Variable(name, kind)
        self.declared.append(variable)
        self.blocks[-1][name] = variable
        return variable

    def number(self) -> None:
        """Give out slots: parameters, then captured cells, then the other locals."""
        count = len(self.function.parameters)
        captured = [alias for _, alias in self.function.captures]
        slot = BASE
        for variable in [*self.declared[:count], *captured, *self.declared[count:]]:
            variable.slot = slot
            slot += 1
        self.function.slots = slot

    def local(self, name: str) -> Variable | None:
        for block in reversed(self.blocks):
            if name in block:
                return block[name]
        return None

    def find_only(self, name: str) -> Variable | None:
        """The variable in this or an outer frame, without capturing it."""
        scope: FunctionScope | None = self
        while scope is not None:
            found = scope.local(name)
            if found is not None:
                return found
            scope = scope.outer
        return None

    def find(self, name: str) -> Variable | None:
        """The variable as this frame reaches it; capturing it on the way if it is an outer one."""
        found = self.local(name)
        if found is not None:
            return found
        if self.outer is None:
            return None
        outside = self.outer.find(name)
        if outside is None:
            return None
        alias = self.aliases.get(id(outside))
        if alias is None:
            outside.captured = True
            alias = Variable(name, outside.type, True, final=outside.final or outside.late)
            self.aliases[id(outside)] = alias
            self.function.captures.append((outside, alias))
        return alias


class Resolver:
    """Walks the tree once, filling `variable` of names and `slots`, `captures` of functions."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.scope: FunctionScope | None = None
        self.loops = 0
        self.switches = 0
        self.labels: list[str] = []
        self.late: dict[nodes.Function, None] = {}
        """Functions in which a final local is declared without a value."""

    def script(self, script: nodes.Script) -> None:
        function = nodes.Function(1, 1, [], script.body, "run")
        script.function = function
        self._function(function, None)
        for method in script.methods:
            self._function(method.function, None)
        for declared in script.classes:
            self._class(declared, None)
        for field in script.fields:
            if field.value is not None:
                self.initializer(field)

    def initializer(self, field: nodes.FieldDeclaration) -> None:
        """A field's initial value is code of its own frame."""
        assert field.value is not None
        body = nodes.Block(field.line, field.column, [nodes.Return(field.line, field.column, field.value)])
        function = nodes.Function(field.line, field.column, [], body)
        self._function(function, self.enclosing)
        field.value = nodes.ClosureLiteral(field.line, field.column, function, False)

    enclosing: FunctionScope | None = None

    def _problem(self, node: Node, message: str) -> None:
        self.problems.append(Problem(node.line, node.column, "error", message))

    def _function(self, function: nodes.Function, outer: FunctionScope | None, implicit: bool = False) -> None:
        kept = self.scope, self.loops, self.switches, self.labels
        self.scope = FunctionScope(function, outer)
        self.loops = self.switches = 0
        self.labels = []
        if implicit:
            function.parameters.append(nodes.Parameter(function.line, function.column, "it", None, None, False))
        for parameter in function.parameters:
            hides = not implicit and outer is not None and outer.find_only(parameter.name) is not None
            if self.scope.local(parameter.name) or hides:
                where = "parameter list already contains a parameter" if parameter.name == "it" else _IN_SCOPE
                self._problem(parameter, f"The current {where} of the name {parameter.name}")
            parameter.variable = self.scope.declare(parameter.name, parameter.type)
            parameter.variable.final = parameter.final
        for parameter in function.parameters:
            if parameter.default is not None:
                self.walk(parameter.default)
        self.walk(function.body)
        self.scope.number()
        self.scope, self.loops, self.switches, self.labels = kept

    def _class(self, declared: nodes.ClassDeclaration, outer: FunctionScope | None) -> None:
        kept = self.scope, self.enclosing
        self.enclosing = outer
        for field in declared.fields:
            if field.value is not None:
                self.scope = None
                self.initializer(field)
        for method in [*declared.methods, *declared.constructors]:
            self._function(method.function, outer)
        for index, (static, block) in enumerate(declared.initializers):
            function = nodes.Function(block.line, block.column, [], block)
            self._function(function, outer)
            closure = nodes.ClosureLiteral(block.line, block.column, function, False)
            declared.initializers[index] = (
                static,
                nodes.Block(block.line, block.column, [closure]),
            )
        for constant in declared.constants:
            for position, argument in enumerate(constant.arguments):
                body = nodes.Block(
                    argument.line, argument.column, [nodes.Return(argument.line, argument.column, argument)]
                )
                function = nodes.Function(argument.line, argument.column, [], body)
                self._function(function, None)
                constant.arguments[position] = nodes.ClosureLiteral(argument.line, argument.column, function, False)
            if constant.body is not None:
                self._class(constant.body, None)
        for inner in declared.inner:
            self._class(inner, None)
        self.scope, self.enclosing = kept

    # Statements and expressions

    def walk(self, node: Node | None) -> None:
        if node is None:
            return
        visit: Any = _VISITS.get(type(node))
        if visit is not None:
            visit(self, node)
            return
        self.children(node)

    def children(self, node: Node) -> None:
        """Walk every field that holds nodes; the order of the fields is the order of evaluation."""
        for child in nodes.children(node):
            self.walk(child)

    def _block(self, node: nodes.Block) -> None:
        assert self.scope is not None
        self.scope.blocks.append({})
        for statement in node.statements:
            self.walk(statement)
        self.scope.blocks.pop()

    def _declare(self, node: Node, name: str, kind: nodes.TypeRef | None) -> Variable:
        assert self.scope is not None
        if self.scope.local(name) or (self.scope.outer is not None and self.scope.outer.find_only(name)):
            self._problem(node, f"The current scope already contains a variable of the name {name}")
        return self.scope.declare(name, kind)

    def _declaration(self, node: nodes.Declaration) -> None:
        self.walk(node.value)
        node.variable = self._declare(node, node.name, node.type)
        node.variable.final = node.final and node.value is not None
        if node.final and node.value is None and self.scope is not None:
            node.variable.late = True
            self.late[self.scope.outermost().function] = None

    def _multiple(self, node: nodes.MultipleDeclaration) -> None:
        self.walk(node.value)
        for one in node.declarations:
            one.variable = self._declare(one, one.name, one.type)
            one.variable.final = one.final

    def _name(self, node: nodes.Name) -> None:
        assert self.scope is not None
        node.variable = self.scope.find(node.name)

    def _call(self, node: nodes.Call) -> None:
        assert self.scope is not None
        if node.owner is None:
            if isinstance(node.name, str):
                node.variable = self.scope.find(node.name)
        else:
            self.walk(node.owner)
        if isinstance(node.name, Node):
            self.walk(node.name)
        for argument in node.arguments:
            self.walk(argument)

    def _closure(self, node: nodes.ClosureLiteral) -> None:
        self._function(node.function, self.scope, node.implicit)

    def _new(self, node: nodes.New) -> None:
        for argument in node.arguments:
            self.walk(argument)
        if node.body is not None:
            self._class(node.body, self.scope)

    def _loop(self, node: Node) -> None:
        assert self.scope is not None
        self.scope.blocks.append({})
        self.loops += 1
        label = node.label  # type: ignore[attr-defined]
        if label:
            self.labels.append(label)
        if isinstance(node, nodes.ForIn):
            self.loops -= 1
            self.walk(node.source)
            self.loops += 1
            node.variable = self._declare(node, node.name, node.type)
            self.walk(node.body)
        else:
            self.children(node)
        if label:
            self.labels.pop()
        self.loops -= 1
        self.scope.blocks.pop()

    def _switch(self, node: nodes.Switch) -> None:
        assert self.scope is not None
        self.walk(node.subject)
        self.switches += 1
        if node.label:
            self.labels.append(node.label)
        for case in node.cases:
            for label in case.labels or []:
                self.walk(label)
            self.walk(case.body)
        if node.label:
            self.labels.pop()
        self.switches -= 1

    def _catch(self, node: nodes.Catch) -> None:
        assert self.scope is not None
        self.scope.blocks.append({})
        node.variable = self._declare(node, node.name, None)
        self.walk(node.body)
        self.scope.blocks.pop()

    def _break(self, node: nodes.Break) -> None:
        if node.label and node.label not in self.labels:
            self._problem(node, f"break to missing label {node.label}")
        elif not self.loops and not self.switches:
            self._problem(node, "the break statement is only allowed inside loops or switches")

    def _continue(self, node: nodes.Continue) -> None:
        if node.label and node.label not in self.labels:
            self._problem(node, f"continue to missing label {node.label}")
        elif not self.loops:
            self._problem(node, "the continue statement is only allowed inside loops")

    def _try(self, node: nodes.Try) -> None:
        assert self.scope is not None
        self.scope.blocks.append({})
        for resource in node.resources:
            self.walk(resource)
        self.walk(node.body)
        self.scope.blocks.pop()
        for catch in node.catches:
            self.walk(catch)
        self.walk(node.finally_)


_VISITS = {
    nodes.Block: Resolver._block,
    nodes.Declaration: Resolver._declaration,
    nodes.MultipleDeclaration: Resolver._multiple,
    nodes.Name: Resolver._name,
    nodes.Call: Resolver._call,
    nodes.ClosureLiteral: Resolver._closure,
    nodes.New: Resolver._new,
    nodes.While: Resolver._loop,
    nodes.DoWhile: Resolver._loop,
    nodes.ForIn: Resolver._loop,
    nodes.ForClassic: Resolver._loop,
    nodes.Switch: Resolver._switch,
    nodes.Catch: Resolver._catch,
    nodes.Break: Resolver._break,
    nodes.Continue: Resolver._continue,
    nodes.Try: Resolver._try,
    nodes.Literal: lambda self, node: None,
    nodes.This: lambda self, node: None,
    nodes.TypeRef: lambda self, node: None,
}
