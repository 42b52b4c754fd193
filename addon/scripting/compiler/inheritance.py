"""What a class must and may not do with what it inherits, as Groovy checks it before anything runs."""

from collections.abc import Iterator

from addon.scripting import nodes
from addon.scripting.compiler import overriding
from addon.scripting.compiler.overriding import REQUIRED
from addon.scripting.errors import Problem
from addon.scripting.semantics.instances import ScriptClass, ScriptMethod
from addon.scripting.values.classes import OBJECT, ClassInfo, class_named

_IMPLIED = (OBJECT, class_named("groovy.lang.GroovyObject"), class_named("java.lang.Enum"))
"""Parents that every class or enumeration has without naming them."""


def problems(declared: nodes.ClassDeclaration, made: ScriptClass) -> Iterator[Problem]:
    """Everything wrong with one class; `made` is linked to its parents."""
    yield from _parents(declared, made)
    yield from _permitted(declared, made)
    yield from _members(declared, made)
    yield from _asks_outer(declared, made)
    yield from _bodies(declared)
    yield from _constants(declared)
    yield from _constructors(declared, made)
    yield from overriding.problems(declared, made)
    own_abstract = any(one.abstract for one in declared.methods)
    if not (made.abstract or made.interface or (made.enum and own_abstract)):
        missing = unimplemented(made)
        if missing is not None:
            yield _problem(
                declared,
                f"Can't have an abstract method in a non-abstract class. The class '{made.name}' must be declared "
                f"abstract or the method '{missing}' must be implemented.",
            )


def _problem(node: nodes.Node, message: str) -> Problem:
    return Problem(node.line, node.column, "error", message)


def _parents(declared: nodes.ClassDeclaration, made: ScriptClass) -> Iterator[Problem]:
    parent = made.super_class
    if parent is None:
        return
    if isinstance(parent, ScriptClass):
        if parent.interface and not parent.trait and not made.trait and not made.anonymous:
            yield _problem(
                declared, f"You are not allowed to extend the interface '{parent.name}', use implements instead."
            )
        elif parent.final or (parent.enum and not made.anonymous):
            yield _problem(declared, f"You are not allowed to extend the final class '{parent.name}'.")
    elif parent is not OBJECT and not parent.is_a(class_named("java.lang.Throwable")) and not parent.interface:
        yield Problem(
            declared.line,
            declared.column,
            "error",
            f"A class cannot extend {parent.name} here. Keep one in a field and call its methods.",
            "a field",
        )


def _permitted(declared: nodes.ClassDeclaration, made: ScriptClass) -> Iterator[Problem]:
    for parent in made.parents:
        permits = parent.permits if isinstance(parent, ScriptClass) else []
        if permits and not {made.name, made.simple, made.name.replace("$", ".")} & set(permits):
            yield _problem(
                declared,
                f"The class '{made.name}' is not a permitted subclass of the sealed "
                f"{'interface' if parent.interface else 'class'} '{parent.name}'.",
            )


def cycle(made: ScriptClass, parent: ClassInfo) -> str | None:
    """What to say where a parent leads back to its class by way of the classes whose parents are known already."""
    around: ClassInfo | None = parent
    while isinstance(around, ScriptClass):
        if around is made:
            return f"Cycle detected: the type {made.name} cannot extend/implement itself or one of its own member types"
        around = around.outer
    met: dict[ClassInfo, None] = {}
    ahead = [parent]
    while ahead:
        one = ahead.pop()
        if one is made:
            return f"Cycle detected: a cycle exists in the type hierarchy between {made.name} and {parent.name}"
        if one not in met:
            met[one] = None
            ahead += one.parents
    return None


_MISSING: dict[str, tuple[tuple[str, ...], ...]] = {
    "propertyMissing": (("String",), ("String", "Object")),
    "methodMissing": (("String", "Object"),),
    "$static_propertyMissing": (("String",), ("String", "Object")),
    "$static_methodMissing": (("String", "Object"),),
}
"""Methods by which a static inner class asks the class around it, and their parameters."""


def _asks_outer(declared: nodes.ClassDeclaration, made: ScriptClass) -> Iterator[Problem]:
    if made.outer is None or made.anonymous or declared.kind != "class":
        return
    if "static" not in declared.modifiers and not made.outer.interface:
        return
    for method in declared.methods:
        given = [one.type for one in method.function.parameters]
        types = tuple(["Object" if one is None else one.name + "[]" * one.dimensions for one in given])
        if types in _MISSING.get(method.name, ()):
            yield _problem(
                method,
                f'"{method.name}" implementations are not supported on static inner classes as a synthetic version of '
                f'"{method.name}" is added during compilation for the purpose of outer class delegation.',
            )


def _members(declared: nodes.ClassDeclaration, made: ScriptClass) -> Iterator[Problem]:
    if made.trait and declared.constructors:
        yield _problem(declared, f"Error processing trait '{made.name}'. Constructors are not allowed.")
    for field in declared.fields if made.trait else ():
        if "protected" in field.modifiers:
            yield _problem(field, f"Cannot have protected field in a trait ({made.name}#{field.name})")
    if declared.kind == "interface":
        for field in declared.fields:
            if field.modifiers & {"private", "protected"}:
                yield _problem(
                    field,
                    f"The field '{field.name}' is not 'public static final' but is defined in interface '{made.name}'.",
                )
    for parent in made.parents:
        if parent is not made.super_class and not parent.interface and parent not in _IMPLIED:
            yield _problem(
                declared, f"You are not allowed to implement the class '{parent.name}', use extends instead."
            )


def _bodies(declared: nodes.ClassDeclaration) -> Iterator[Problem]:
    interface = declared.kind == "interface"
    like_trait = any("default" in one.modifiers for one in declared.methods)
    for method in declared.methods:
        static = "static" in method.modifiers
        bodiless = "abstract" in method.modifiers or (interface and "default" not in method.modifiers)
        hidden = sorted(method.modifiers & {"private", "protected"})
        if interface and hidden:
            yield _problem(
                method, f"Method '{method.name}' is {hidden[0]} but should be public in interface '{declared.name}'."
            )
        elif interface and static and not like_trait:
            yield _problem(
                method,
                f"The method '{method.name}' from interface '{declared.name}' must not be static. "
                "Only fields may be static in an interface.",
            )
        elif bodiless and not static and not method.abstract:
            hint = ", or declare it default" if interface else ""
            yield _problem(
                method,
                f"You defined an abstract method[{method.name}] with a body. Try removing the method body{hint}",
            )


def _constants(declared: nodes.ClassDeclaration) -> Iterator[Problem]:
    abstract = {one.name for one in declared.methods if one.abstract}
    for constant in declared.constants:
        given = {one.name for one in constant.body.methods} if constant.body is not None else set()
        if abstract - given:
            yield _problem(
                constant,
                f"The enum constant {constant.name} must override abstract methods from {declared.name}.",
            )


def _constructors(declared: nodes.ClassDeclaration, made: ScriptClass) -> Iterator[Problem]:
    parent = made.super_class
    if made.anonymous or not isinstance(parent, ScriptClass) or not parent.constructors_of:
        return
    if any(one.shape.required == 0 and not one.shape.variadic for one in parent.constructors_of):
        return
    message = f"Implicit super constructor {parent.name}() is undefined"
    if not declared.constructors:
        yield _problem(declared, f"{message} for generated constructor. Must define an explicit constructor.")
    for constructor in declared.constructors:
        if not constructor.chained:
            yield _problem(constructor, f"{message}. Must explicitly invoke another constructor.")


def unimplemented(made: ScriptClass) -> str | None:
    """The first method that nothing implements, as Groovy writes it."""
    for name, methods in made.table.items():
        for method in methods:
            if method.abstract and not _is_implemented(made, method, methods):
                return _signature(name, method)
    given = made.native_parent()
    for info in made.ancestors:
        if isinstance(info, ScriptClass) or (given is not None and given.is_a(info)):
            continue
        for name, size, written in REQUIRED.get(info.simple, ()):
            if not any(one.shape.size >= size and not one.abstract for one in made.table.get(name, ())):
                return written
    return None


def _is_implemented(made: ScriptClass, abstract: ScriptMethod, methods: list[ScriptMethod]) -> bool:
    size = abstract.shape.size
    for one in methods:
        fits = not one.abstract and one.shape.required <= size <= one.shape.size
        if fits and all(map(_same, one.shape.types, abstract.shape.types)):
            return True
    for prefix, count in (("get", 0), ("is", 0), ("set", 1)):
        if abstract.name.startswith(prefix) and size == count:
            rest = abstract.name[len(prefix) :]
            field = made.all_fields.get(rest[:1].lower() + rest[1:]) or made.all_fields.get(rest)
            if field is not None and field.property:
                return True
    return f"{abstract.name}/{size}" in OBJECT.methods or abstract.name in ("toString", "equals", "hashCode")


def _same(one: ClassInfo | None, two: ClassInfo | None) -> bool:
    """A type parameter of an interface, which is no type here, is met by any type."""
    return two is None or one is two


def _signature(name: str, method: ScriptMethod) -> str:
    types = ", ".join("java.lang.Object" if kind is None else kind.name for kind in method.shape.types)
    return f"{method.returns} {name}({types})"
