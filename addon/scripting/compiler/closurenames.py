"""The class names of closures and anonymous classes, numbered as Groovy numbers them.

Each class counts its own: closures of initial values, then of constructors and methods, then of static code;
what is nested in them comes after all of those. Anonymous classes are counted as they stand in the source; one in
a method has no simple name, another one has its number for it.
"""

from collections.abc import Iterable

from addon.scripting import nodes
from addon.scripting.nodes import Node


def name_closures(script: nodes.Script, name: str) -> None:
    """Fill `class_name` of every closure and `number` of every anonymous class."""
    places: list[_Place] = [
        ("", False, [field.value for field in script.fields]),
        ("_run", False, [script.body]),
    ]
    places += [(f"_{method.name}", True, _code(method)) for method in script.methods]
    _Namer(name).name(places)
    for declared in script.classes:
        _name_class(declared, declared.name)


def _code(method: nodes.MethodDeclaration) -> list[Node | None]:
    return [*(parameter.default for parameter in method.function.parameters), method.function.body]


def _name_class(declared: nodes.ClassDeclaration, name: str) -> None:
    static = [field.value for field in declared.fields if "static" in field.modifiers]
    places: list[_Place] = [
        ("", False, [field.value for field in declared.fields if "static" not in field.modifiers]),
        ("", False, [block for is_static, block in declared.initializers if not is_static]),
    ]
    places += [("", True, _code(one)) for one in declared.constructors]
    places += [(f"_{method.name}", True, _code(method)) for method in declared.methods]
    places.append(("__clinit_", False, [one for constant in declared.constants for one in constant.arguments]))
    places.append(("__clinit_", False, [*static, *(block for is_static, block in declared.initializers if is_static)]))
    namer = _Namer(name)
    namer.bodies += [constant.body for constant in declared.constants if constant.body is not None]
    namer.name(places)
    for inner in declared.inner:
        _name_class(inner, f"{name}${inner.name}")


_Place = tuple[str, bool, list[Node | None]]
"""What the names of closures in some code begin with, whether it is in a method, and the code."""


class _Namer:
    """The counters of one class."""

    def __init__(self, class_name: str) -> None:
        self.class_name = class_name
        self.closures = 0
        self.bodies: list[nodes.ClassDeclaration] = []

    def name(self, places: list[_Place]) -> None:
        found: list[tuple[nodes.ClosureLiteral, bool]] = []
        for place, in_method, code in places:
            self._collect(code, f"{self.class_name}${place}", in_method, found)
        for closure, in_method in found:
            self._nested(closure, in_method)
        for number, body in enumerate(sorted(self.bodies, key=lambda one: (one.line, one.column)), 1):
            body.number = number
            _name_class(body, f"{self.class_name}${number}")

    def _nested(self, closure: nodes.ClosureLiteral, in_method: bool) -> None:
        function = closure.function
        inside: list[tuple[nodes.ClosureLiteral, bool]] = []
        code = [*(parameter.default for parameter in function.parameters), function.body]
        self._collect(code, f"{closure.class_name}$", in_method, inside)
        for one, _ in inside:
            self._nested(one, in_method)

    def _collect(
        self,
        code: Iterable[Node | None],
        prefix: str,
        in_method: bool,
        found: list[tuple[nodes.ClosureLiteral, bool]],
    ) -> None:
        """Name the closures of some code in order, those within them left for later."""
        waiting = [one for one in code if one is not None][::-1]
        while waiting:
            node = waiting.pop()
            if isinstance(node, nodes.ClosureLiteral):
                self.closures += 1
                node.class_name = f"{prefix}_closure{self.closures}"
                found.append((node, in_method))
                continue
            if isinstance(node, nodes.New) and node.body is not None:
                node.body.nameless = in_method
                self.bodies.append(node.body)
                waiting += node.arguments[::-1]
                continue
            waiting += nodes.children(node)[::-1]
