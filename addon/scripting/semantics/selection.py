"""The wording of calls for which no one method of a script's class can be chosen."""

from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

from addon.scripting.errors import throw
from addon.scripting.semantics.instances import ScriptClass, ScriptMethod
from addon.scripting.values.classes import OBJECT, PRIMITIVE_CODES, ClassInfo, class_of


def unselected(owner: ClassInfo, name: str) -> None:
    """Raise what a call without arguments comes to where several methods ask for some; nothing where they do not."""
    methods = owner.table.get(name, []) if isinstance(owner, ScriptClass) else []
    listed = sorted({line for method in methods for line in _signatures(method)})
    if name == "<init>" and isinstance(owner, ScriptClass):
        listed = [line for method in owner.constructors_of for line in reversed(list(_signatures(method)))]
    if len(listed) > 1:
        throw(
            "MethodSelectionException",
            f"Could not find which method {name}() to invoke from this list:" + "".join(one[-1] for one in listed),
        )


def _signatures(method: ScriptMethod) -> Iterator[tuple[str, int, tuple[str, ...], str]]:
    """A method as each number of arguments calls it: result, how many, of which types, and all of it as one line."""
    shape = method.shape
    result = "" if method.name == "<init>" else method.returns
    access = ("private " if method.private else "public ") + ("static " if method.static else "")
    for count in range(shape.required, shape.size - shape.variadic + 1):
        indexes = shape.chosen(count) + ([shape.size - 1] if shape.variadic else [])
        types = tuple([(shape.types[index] or OBJECT).name for index in indexes])
        written = f"{access}{result} " if result else access
        line = f"\n  {written}{method.owner.name}#{method.name}({', '.join(types)})"
        yield result, len(types), types, line


def ambiguous(methods: list[ScriptMethod], arguments: Sequence[Any]) -> NoReturn:
    """Several methods are equally near."""
    owner, name = methods[0].owner.name, methods[0].name
    given = ", ".join("null" if one is None else _described(class_of(one)) for one in arguments)
    if name != "<init>":
        methods = sorted(methods, key=lambda one: [(kind or OBJECT).name for kind in one.shape.types])
    lines = ["\n\t[" + ", ".join(_described(kind or OBJECT) for kind in method.shape.types) + "]" for method in methods]
    throw(
        "GroovyRuntimeException",
        f"Ambiguous method overloading for method {owner}#{name}.\nCannot resolve which method to invoke for "
        f"[{given}] due to overlapping prototypes between:" + "".join(lines),
    )


def _described(kind: ClassInfo) -> str:
    if kind.name in PRIMITIVE_CODES:
        return kind.name
    return f"{'interface' if kind.interface else 'class'} {kind.name}"
