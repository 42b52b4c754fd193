"""Which names code may use that belongs to a class and to none of its objects."""

from collections.abc import Iterable

from addon.scripting import nodes
from addon.scripting.nodes import Node
from addon.scripting.semantics.access import getter_keys
from addon.scripting.semantics.instances import ScriptClass
from addon.scripting.values.classes import OBJECT, ClassInfo, class_named

_BARE = (OBJECT, class_named("groovy.lang.GroovyObject"), class_named("groovy.lang.Script"))
"""Parents that offer no static names of their own."""


def static_methods(methods: Iterable[nodes.MethodDeclaration]) -> frozenset[str]:
    """The names of the static ones."""
    return frozenset(one.name for one in methods if "static" in one.modifiers)


def static_fields(declared: nodes.ClassDeclaration) -> frozenset[str]:
    """Static fields and properties, enum constants included, by their names."""
    fields = [one.name for one in declared.fields if "static" in one.modifiers or declared.kind == "interface"]
    constants = [one.name for one in declared.constants]
    ends = ["MIN_VALUE", "MAX_VALUE"] if constants else []
    return frozenset([*fields, *constants, *ends, *static_properties(declared.methods)])


def made_later(declared: nodes.ClassDeclaration) -> frozenset[str]:
    """The static names of an enum that its constructors come too early for: all but literal constants."""
    if declared.kind != "enum":
        return frozenset()
    fields = [
        one.name
        for one in declared.fields
        if "static" in one.modifiers and not ("final" in one.modifiers and is_literal(one.value))
    ]
    return frozenset([*fields, *(one.name for one in declared.constants)])


def static_properties(methods: Iterable[nodes.MethodDeclaration]) -> frozenset[str]:
    """The properties that static accessors stand for."""
    found = []
    for name in static_methods(methods):
        for prefix in ("get", "is", "set"):
            rest = name.removeprefix(prefix)
            if rest and rest != name:
                found.append(rest if rest[1:2].isupper() else rest[:1].lower() + rest[1:])
    return frozenset(found)


def offers_static(owner: ScriptClass, name: str, declared: dict[ScriptClass, frozenset[str]]) -> bool:
    """Whether static code of a class may use a name: one of its own, of a parent, or perhaps of a class around it
    or of the library."""
    seen: set[ScriptClass] = set()
    waiting: list[ScriptClass] = [owner]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        if name in declared.get(one, ()) or one.outer is not None:
            return True
        for parent in one.parents:
            if isinstance(parent, ScriptClass):
                waiting.append(parent)
            elif parent not in _BARE and _offers(parent, name):
                return True
    return False


def _offers(parent: ClassInfo, name: str) -> bool:
    """Whether a class of the library has a constant or a static accessor of that name."""
    getter = getter_keys(name)[0]
    return any(name in one.constants or getter in one.statics for one in parent.ancestors)


def is_literal(node: Node | None) -> bool:
    """Whether the initial value of a field, as the resolver wraps it, is a constant."""
    if not isinstance(node, nodes.ClosureLiteral):
        return False
    first = node.function.body.statements[0]
    value = first.value if isinstance(first, nodes.Return) else None
    if isinstance(value, nodes.Unary) and value.operator == "-":
        value = value.operand
    return isinstance(value, nodes.Literal)
