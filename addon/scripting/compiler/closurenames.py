"""The class names of closures and anonymous classes, numbered as Groovy numbers them.

Each class counts its own: closures of initial values, then of constructors and methods, then of static code;
what is nested in them comes after all of those.
"""

from collections.abc import Iterable

from addon.scripting import nodes
from addon.scripting.nodes import Node


def name_closures(script: nodes.Script, name: str) -> None:
    """Fill `class_name` of every closure and `number` of every anonymous class."""
    places: list[tuple[str, list[Node | None]]] = [
        ("", [field.value for field in script.fields]),
        ("_run", [script.body]),
    ]
    places += [(f"_{method.name}", _code(method)) for method in script.methods]
    _Namer(name).name(places)
    for declared in script.classes:
        _name_class(declared, declared.name)


def _code(method: nodes.MethodDeclaration) -> list[Node | None]:
    return [*(parameter.default for parameter in method.function.parameters), method.function.body]


def _name_class(declared: nodes.ClassDeclaration, name: str) -> None:
    static = [field.value for field in declared.fields if "static" in field.modifiers]
    places: list[tuple[str, list[Node | None]]] = [
        ("", [field.value for field in declared.fields if "static" not in field.modifiers]),
        ("", [block for is_static, block in declared.initializers if not is_static]),
    ]
    places += [("", _code(one)) for one in declared.constructors]
    places += [(f"_{method.name}", _code(method)) for method in declared.methods]
    places.append(("__clinit_", [one for constant in declared.constants for one in constant.arguments]))
    places.append(("__clinit_", [*static, *(block for is_static, block in declared.initializers if is_static)]))
    namer = _Namer(name)
    namer.name(places)
    for constant in declared.constants:
        if constant.body is not None:
            namer.anonymous(constant.body)
    for inner in declared.inner:
        _name_class(inner, f"{name}${inner.name}")


class _Namer:
    """The counters of one class."""

    def __init__(self, class_name: str) -> None:
        self.class_name = class_name
        self.closures = 0
        self.bodies = 0

    def name(self, places: list[tuple[str, list[Node | None]]]) -> None:
        found: list[nodes.ClosureLiteral] = []
        for place, code in places:
            self._collect(code, f"{self.class_name}${place}", found)
        for closure in found:
            self._nested(closure)

    def _nested(self, closure: nodes.ClosureLiteral) -> None:
        function = closure.function
        inside: list[nodes.ClosureLiteral] = []
        code = [*(parameter.default for parameter in function.parameters), function.body]
        self._collect(code, f"{closure.class_name}$", inside)
        for one in inside:
            self._nested(one)

    def _collect(self, code: Iterable[Node | None], prefix: str, found: list[nodes.ClosureLiteral]) -> None:
        """Name the closures of some code in order, those within them left for later."""
        waiting = [one for one in code if one is not None][::-1]
        while waiting:
            node = waiting.pop()
            if isinstance(node, nodes.ClosureLiteral):
                self.closures += 1
                node.class_name = f"{prefix}_closure{self.closures}"
                found.append(node)
                continue
            if isinstance(node, nodes.New) and node.body is not None:
                self.anonymous(node.body)
                waiting += node.arguments[::-1]
                continue
            waiting += nodes.children(node)[::-1]

    def anonymous(self, body: nodes.ClassDeclaration) -> None:
        self.bodies += 1
        body.number = self.bodies
        _name_class(body, f"{self.class_name}${self.bodies}")
