"""What a method that stands for a parent's must be: of its result, as open as it, and not in place of a final one."""

from collections.abc import Iterator
from dataclasses import dataclass

from addon.scripting import nodes
from addon.scripting.errors import Problem
from addon.scripting.semantics.functional import FUNCTIONAL, RETURNS
from addon.scripting.semantics.instances import ScriptClass, ScriptMethod
from addon.scripting.values.classes import BY_NAME, OBJECT, ClassInfo

REQUIRED: dict[str, tuple[tuple[str, int, str], ...]] = {
    "Comparable": (("compareTo", 1, "int compareTo(java.lang.Object)"),),
    "Iterator": (("hasNext", 0, "boolean hasNext()"), ("next", 0, "java.lang.Object next()")),
    "Iterable": (("iterator", 0, "java.util.Iterator iterator()"),),
    "Closeable": (("close", 0, "void close()"),),
    "AutoCloseable": (("close", 0, "void close()"),),
} | {
    kind: ((name, size, f"{RETURNS.get(kind, 'java.lang.Object')} {name}()"),)
    for kind, (name, size) in FUNCTIONAL.items()
}
"""Methods that library interfaces leave to the class."""


OF_OBJECTS = (("toString", 0, "java.lang.String"), ("hashCode", 0, "int"), ("equals", 1, "boolean"))
"""What every object has, with its results."""
_OF_EXCEPTIONS = (
    ("getMessage", 0, "java.lang.String"),
    ("getLocalizedMessage", 0, "java.lang.String"),
    ("getCause", 0, "java.lang.Throwable"),
)
_PRIMITIVES = frozenset(("void", "int", "long", "short", "byte", "char", "float", "double", "boolean"))


@dataclass(frozen=True, slots=True)
class _Signature:
    """A method, or the getter that a property has without declaring one; `kinds` are its parameters."""

    name: str
    kinds: tuple[ClassInfo, ...]
    returns: str
    kind: ClassInfo
    owner: ScriptClass
    access: str

    @property
    def shown(self) -> str:
        return f"{self.returns} {self.name}({', '.join(one.name for one in self.kinds)})"


def _problem(node: nodes.Node, message: str) -> Problem:
    return Problem(node.line, node.column, "error", message)


def problems(declared: nodes.ClassDeclaration, made: ScriptClass) -> Iterator[Problem]:
    yield from _returns(declared, made)
    for method in declared.methods:
        size = len(method.function.parameters)
        if "@Override" in method.modifiers and not _is_inherited(made, method.name, size):
            yield _problem(
                method,
                f"Method '{method.name}' from class '{made.name}' does not override method from its superclass "
                "or interfaces but is annotated with @Override.",
            )
        for parent in made.parents:
            for one in parent.table.get(method.name, ()) if isinstance(parent, ScriptClass) else ():
                if one.final and not one.private and one.shape.size == size:
                    yield _problem(
                        method,
                        f"You are not allowed to override the final method {method.name}() from class "
                        f"'{one.owner.name}'.",
                    )


def _is_inherited(made: ScriptClass, name: str, size: int) -> bool:
    for info in made.ancestors:
        if info is made:
            continue
        if isinstance(info, ScriptClass):
            if any(one.shape.size == size for one in info.own_methods.get(name, ())):
                return True
        elif f"{name}/{size}" in info.methods or any(
            (name, size) == required[:2] for required in REQUIRED.get(info.simple, ())
        ):
            return True
    return name in ("toString", "equals", "hashCode", "clone", "finalize")


def _returns(declared: nodes.ClassDeclaration, made: ScriptClass) -> Iterator[Problem]:
    """Methods whose results, or whose openness, are not what a parent promises."""
    if made.trait:
        return
    for place, one in _declared(declared, made):
        for wanted in _inherited(made, one):
            said = _mismatch(one, wanted)
            if said is not None:
                yield _problem(place, said)
                break
        else:
            of_library = _of_library(made, one)
            if of_library is not None:
                yield _problem(place, of_library)
    for parent in made.parents:
        if isinstance(parent, ScriptClass) and parent.trait:
            for method in [found for name, _, _ in OF_OBJECTS for found in parent.table.get(name, ())]:
                said = _of_library(made, _signature(method, made)) if not method.abstract else None
                if said is not None and not any(one.owner is made for one in made.table.get(method.name, ())):
                    yield _problem(declared, said)


def _declared(declared: nodes.ClassDeclaration, made: ScriptClass) -> Iterator[tuple[nodes.Node, _Signature]]:
    """The methods of objects that a class declares, and the getters of its properties."""
    left = {name: list(methods) for name, methods in made.own_methods.items()}
    for node in declared.methods:
        method = left[node.name].pop(0)
        if not method.static:
            yield node, _signature(method, made)
    for field, spec in zip(declared.fields, made.fields, strict=False):
        getter = _getter(spec.name)
        if spec.property and not spec.static and getter not in made.own_methods:
            kind = spec.type or OBJECT
            yield field, _Signature(getter, (), kind.name, kind, made, "public")


def _getter(name: str) -> str:
    return "get" + (name if name[1:2].isupper() else name[:1].upper() + name[1:])


def _signature(method: ScriptMethod, owner: ScriptClass) -> _Signature:
    kinds = tuple([kind or OBJECT for kind in method.shape.types])
    return _Signature(method.name, kinds, method.returns, method.kind, owner, method.access)


def _inherited(made: ScriptClass, one: _Signature) -> Iterator[_Signature]:
    """What the script's own parents declare with the same name and parameters."""
    for parent in made.parents:
        if isinstance(parent, ScriptClass):
            for method in parent.table.get(one.name, ()):
                wanted = _signature(method, method.owner)
                if wanted.kinds == one.kinds and not (method.static or method.private):
                    yield wanted
            if one.kinds or one.name in parent.table:
                continue
            for field in parent.all_fields.values():
                if field.property and not field.static and _getter(field.name) == one.name:
                    kind = field.type or OBJECT
                    yield _Signature(one.name, (), kind.name, kind, parent, "public")


def _mismatch(one: _Signature, wanted: _Signature) -> str | None:
    if one.access != "public" and one.access != wanted.access:
        if wanted.owner.interface and not wanted.owner.trait:
            return (
                f"The method {one.name} should be public as it implements the corresponding method from interface "
                f"{wanted.owner.name}"
            )
        if wanted.access == "public" or one.access == "private":
            return (
                f"{one.name}({', '.join(kind.name for kind in one.kinds)}) in {one.owner.name} cannot override "
                f"{one.name} in {wanted.owner.name}; attempting to assign weaker access privileges; was {wanted.access}"
            )
    if one.returns == wanted.returns:
        return None
    if one.returns in _PRIMITIVES or wanted.returns in _PRIMITIVES:
        if one.returns != "void" and wanted.returns not in _PRIMITIVES:
            return (
                f"Cannot override method {wanted.shown} in {wanted.owner.name} with new method having a primitive "
                "return type and old method not"
            )
    elif one.kind.is_a(wanted.kind) or one.kind.name.startswith("["):
        return None
    return _incompatible(one, wanted.returns, wanted.owner.name)


def _incompatible(one: _Signature, returns: str, owner: str) -> str:
    return f"The return type of {one.shown} in {one.owner.name} is incompatible with {returns} in {owner}"


def _of_library(made: ScriptClass, one: _Signature) -> str | None:
    """The same for what classes and interfaces of the library promise."""
    if one.access != "public":
        return None
    size = len(one.kinds)
    native = made.native_parent()
    for name, count, returns in OF_OBJECTS:
        if name == one.name and count == size and one.returns != returns and all(kind is OBJECT for kind in one.kinds):
            return _incompatible(one, returns, "java.lang.Object" if native is None else native.name)
    if native is not None and native.is_a(BY_NAME["java.lang.Throwable"]):
        for name, count, returns in _OF_EXCEPTIONS:
            if name == one.name and count == size and not _gives(one, returns):
                return _incompatible(one, returns, "java.lang.Throwable")
    for info in made.ancestors:
        if isinstance(info, ScriptClass) or (native is not None and native.is_a(info)):
            continue
        for name, count, written in REQUIRED.get(info.simple, ()):
            if name == one.name and count == size and not _gives(one, written.partition(" ")[0]):
                return _incompatible(one, written.partition(" ")[0], info.name)
    return None


def _gives(one: _Signature, returns: str) -> bool:
    kind = BY_NAME.get(returns)
    if one.returns == returns or returns == "java.lang.Object":
        return one.returns == returns or one.returns not in _PRIMITIVES
    return kind is not None and returns not in _PRIMITIVES and one.kind.is_a(kind)
