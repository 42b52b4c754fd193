"""What is declared twice: methods of one signature, constructors, classes, fields, enum constants."""

from collections.abc import Iterator

from addon.scripting import nodes
from addon.scripting.errors import Problem
from addon.scripting.semantics.access import capitalized

Signature = tuple[tuple[str, int], ...]


def duplicates(script: nodes.Script) -> list[Problem]:
    """A problem for each later declaration of what is already declared, as Groovy words it."""
    return [
        *_methods(script.methods),
        *_body_again(script.methods),
        *_classes(script.classes),
        *[one for declared in script.classes for one in _within(declared)],
    ]


def declared_methods(tree: nodes.Script | nodes.ClassDeclaration) -> Iterator[str]:
    """The names of all methods of a script, those of its classes included."""
    yield from (one.name for one in tree.methods)
    for declared in tree.classes if isinstance(tree, nodes.Script) else tree.inner:
        yield from declared_methods(declared)


def _body_again(methods: list[nodes.MethodDeclaration]) -> Iterator[Problem]:
    for one in methods:
        if one.name == "run" and not one.function.parameters:
            shown = f"public {one.type.name if one.type else 'java.lang.Object'} run() {{ ... }}"
            yield _problem(one, f"The method {shown} is a duplicate of the one declared for this script's body code")


def _within(declared: nodes.ClassDeclaration) -> Iterator[Problem]:
    yield from _methods(declared.methods)
    yield from _methods(declared.constructors, "constructor")
    yield from _classes(declared.inner)
    known = set()
    members: list[nodes.EnumConstant | nodes.FieldDeclaration] = [*declared.constants, *declared.fields]
    for member in members:
        if member.name in known:
            yield _problem(member, f"The field '{member.name}' is declared multiple times.")
        known.add(member.name)
    yield from _properties(declared)
    for inner in declared.inner:
        yield from _within(inner)


def _properties(declared: nodes.ClassDeclaration) -> Iterator[Problem]:
    """Properties whose accessors would have one name."""
    known: dict[str, str] = {}
    for one in declared.fields:
        if one.modifiers & {"private", "public", "protected", "static"}:
            continue
        other = known.setdefault(capitalized(one.name), one.name)
        if other != one.name:
            yield _problem(
                one,
                f"The field {one.name} and {other} on the class {declared.name} will result in duplicate "
                "JavaBean properties, which is not allowed",
            )


def _classes(declared: list[nodes.ClassDeclaration]) -> Iterator[Problem]:
    known = set()
    for one in declared:
        if one.name in known:
            yield _problem(one, f"Invalid duplicate class definition of class {one.name}")
        known.add(one.name)


def _methods(methods: list[nodes.MethodDeclaration], word: str = "method") -> Iterator[Problem]:
    known = set()
    for one in methods:
        full = one.name, _signature(one.function.parameters)
        if full in known:
            yield _problem(one, f"The {word} {_shown(one)} duplicates another {word} of the same signature")
        known.add(full)
    by_name: dict[str, list[nodes.MethodDeclaration]] = {}
    for one in methods:
        by_name.setdefault(one.name, []).append(one)
    for alike in by_name.values() if word == "method" else ():
        if 0 < sum("private" in one.modifiers for one in alike) < len(alike):
            yield _problem(alike[0], _MIXED)
    for one in methods:
        for shorter in _without_defaults(one.function.parameters):
            if (one.name, _signature(shorter)) in known:
                yield _problem(
                    one, f"The {word} with default parameters {_shown(one)} defines a {word} that is already defined."
                )
                break


_MIXED = (
    "Mixing private and public/protected methods of the same name causes multimethods to be disabled and is forbidden "
    "to avoid surprising behaviour. Renaming the private methods will solve the problem."
)


def _without_defaults(parameters: list[nodes.Parameter]) -> Iterator[list[nodes.Parameter]]:
    """The parameter lists that callers may use too: defaults are left out from the right."""
    left = list(parameters)
    for place in range(len(parameters) - 1, -1, -1):
        if parameters[place].default is not None:
            del left[place]
            yield list(left)


def _signature(parameters: list[nodes.Parameter]) -> Signature:
    return tuple(_type(one) for one in parameters)


def _type(parameter: nodes.Parameter) -> tuple[str, int]:
    if parameter.type is None:
        return "Object", int(parameter.variadic)
    name = parameter.type.name
    simple = name.rpartition(".")[2] if name.startswith(("java.lang.", "java.util.")) else name
    return simple, parameter.type.dimensions + parameter.variadic


def _shown(method: nodes.MethodDeclaration) -> str:
    listed = [
        f"{name}{'[]' * depth} {one.name}"
        for one, (name, depth) in ((one, _type(one)) for one in method.function.parameters)
    ]
    return f"{method.name}({', '.join(listed)})"


def _problem(node: nodes.Node, message: str) -> Problem:
    return Problem(node.line, node.column, "error", message)
