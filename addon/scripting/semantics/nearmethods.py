"""The methods that the message of a missing one proposes, ranked as Groovy's MethodRankHelper ranks them."""

from collections.abc import Iterator, Sequence
from typing import Any

from addon.scripting.library.signatures import ANY_SCRIPT_CLASS, Offered, offered
from addon.scripting.limits import meter
from addon.scripting.semantics.access import capitalized
from addon.scripting.semantics.instances import ScriptClass, ScriptMethod
from addon.scripting.semantics.numbercasts import BOXED
from addon.scripting.semantics.suggestions import distance, slips
from addon.scripting.values.callables import Closure
from addon.scripting.values.classes import BY_NAME, OBJECT, ClassInfo, class_of

_DELETE = _SUBSTITUTE = 10
_FARTHEST = 50
_MOST = 6
_LONGEST = 40
"""Names longer than this are no slip of the pen, and comparing them takes time."""
_NULL = "org.codehaus.groovy.runtime.NullObject"


def near_methods(info: ClassInfo, name: str, arguments: Sequence[Any], receiver: Any = None) -> str:
    """What is added to the message; empty where nothing is near. A closure's own signature is its receiver's."""
    if len(name) > _LONGEST or len(arguments) > _MOST:
        return ""
    given = [_NULL if one is None else class_of(one).name for one in arguments]
    distances: dict[str, int] = {}
    ranked = []
    listed = _listed(info, receiver)
    meter().step(len(listed) * 3)
    for signature in listed:
        called, _, rest = signature.partition("(")
        far = distances.get(called)
        if far is None:
            apart = abs(len(called) - len(name)) * _DELETE
            far = distances[called] = apart if apart > _FARTHEST else distance(name, called)
        if far <= _FARTHEST:
            far += _between(given, [BOXED.get(one, one) for one in rest[:-1].split(", ") if one])
            if far <= _FARTHEST:
                ranked.append((far, signature))
    ranked.sort(key=lambda pair: pair[0])
    return "\nPossible solutions: " + ", ".join([one for _, one in ranked[:_MOST]]) if ranked else ""


def _between(one: list[str], two: list[str]) -> int:
    """How far two lists of types are from each other; Groovy weighs the types themselves only where both have some."""
    if not one or not two:
        return len(one) + len(two)
    return slips(one, two, lambda mine, theirs: _SUBSTITUTE)


def _listed(info: ClassInfo, receiver: Any) -> list[str]:
    if isinstance(info, ScriptClass):
        return _of_script_class(info)
    if info.is_a(BY_NAME["groovy.lang.Closure"]):
        found = offered("groovy.lang.Closure")
        assert found is not None
        return [*found.own[:-1], *(_calls(receiver) if type(receiver) is Closure else found.own[-1:]), *found.added]
    found = offered(info.name)
    return [] if found is None else [*found.own, *found.added]


def _calls(closure: Closure) -> list[str]:
    """doCall with the closure's parameters, which may be left out where it is `it` alone."""
    types = closure.types if closure.types is not None else (None,) * closure.size
    full = f"doCall({', '.join([(kind or OBJECT).name for kind in types])})"
    return ["doCall()", full] if closure.types is None and closure.size == 1 else [full]


def _of_script_class(info: ScriptClass) -> list[str]:
    chain = [one for one in info.ancestors if isinstance(one, ScriptClass) and not one.interface]
    inherited = _above(chain[-1]) if chain else None
    if inherited is None:
        return []
    signatures = list(inherited.own)
    root = offered(ANY_SCRIPT_CLASS)
    assert root is not None
    if "getMetaClass()" not in signatures:
        brought = [one for one in root.own if one not in inherited.own]
    else:
        brought = ["$getLookup()"]
    for one in reversed(chain):
        methods = [method for held in one.own_methods.values() for method in held]
        if one is info:
            from_traits = [method for held in info.table.values() for method in held if method.owner not in chain]
            methods += from_traits
        own = {signature for method in methods for signature in _signatures(method)}
        if BY_NAME["groovy.lang.Script"] in one.parents:
            own |= {"main([Ljava.lang.String;)", "run()"}
        if one.enum:
            own |= {"next()", "previous()", "valueOf(java.lang.String)", "values()"}
        signatures += sorted({*own, *_accessors(one), *brought}, key=_order)
        brought = ["$getLookup()"]
    return [*signatures, *inherited.added]


def _above(last: ScriptClass) -> Offered | None:
    """What the nearest class of the library offers that a script's class inherits from."""
    if last.enum:
        return offered("java.lang.Enum")
    for parent in last.ancestors:
        if not isinstance(parent, ScriptClass) and not parent.interface:
            found = offered(parent.name)
            if found is not None:
                return found
    return None


def _order(signature: str) -> tuple[str, int, str]:
    name, _, rest = signature.partition("(")
    return name, 0 if rest == ")" else rest.count(",") + 1, rest


def _signatures(method: ScriptMethod) -> Iterator[str]:
    """A method as each number of arguments calls it."""
    shape = method.shape
    if method.private or method.name.startswith("<"):
        return
    for count in range(shape.required, shape.size - shape.variadic + 1):
        indexes = shape.chosen(count) + ([shape.size - 1] if shape.variadic else [])
        yield f"{method.name}({', '.join([(shape.types[index] or OBJECT).name for index in indexes])})"


def _accessors(info: ScriptClass) -> Iterator[str]:
    for field in info.fields:
        if field.property:
            word = capitalized(field.name)
            kind = (field.type or OBJECT).name
            yield f"get{word}()"
            if kind == "boolean":
                yield f"is{word}()"
            if not field.final:
                yield f"set{word}({kind})"
