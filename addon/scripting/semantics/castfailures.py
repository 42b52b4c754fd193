"""ClassCastException where Java's own code meets a value of another class, worded as the JVM words it."""

from typing import Any, NoReturn

from addon.scripting.errors import throw
from addon.scripting.semantics.coerce import cast
from addon.scripting.semantics.numbercasts import BOXED
from addon.scripting.values.classes import BY_NAME, OBJECT, ClassInfo, class_named, class_of


def cast_failure(value: Any, wanted: ClassInfo | str) -> NoReturn:
    """Throw what a cast to `wanted` inside Java throws."""
    if value is None:
        throw("NullPointerException")
    theirs = class_of(value).name
    mine = wanted.name if isinstance(wanted, ClassInfo) else class_named(wanted).name
    home, other = _module(theirs), _module(mine)
    where = f"{theirs} and {mine} are in {home}" if home == other else f"{theirs} is in {home}; {mine} is in {other}"
    throw("ClassCastException", f"class {theirs} cannot be cast to class {mine} ({where})")


def _module(name: str) -> str:
    """Where the JVM says that a class is from."""
    plain = name.lstrip("[")
    if plain.startswith(("java.", "Ljava.")) or (plain != name and len(plain) == 1):
        return "module java.base of loader 'bootstrap'"
    return "unnamed module of loader 'app'"


def given_back(value: Any, returns: str, strict: bool = True) -> Any:
    """What a closure gives, where it stands for a method that declares to return `returns`: of that class already, or
    a ClassCastException; only a class of the script, which is not `strict`, converts numbers."""
    if returns == "void":
        return None
    kind = BY_NAME.get(returns)
    if kind is None or kind is OBJECT:
        return value
    boxed = BOXED.get(returns)
    if boxed is None:
        return value if value is None or class_of(value).is_a(kind) else cast_failure(value, kind)
    if not strict:
        return cast(value, kind)
    if value is None:
        throw("NullPointerException", f'Cannot invoke "{boxed}.{returns}Value()" because {_HANDLER} is null')
    return value if class_of(value).name == boxed else cast_failure(value, boxed)


_HANDLER = (
    'the return value of "java.lang.reflect.InvocationHandler.invoke(Object, java.lang.reflect.Method, Object[])"'
)
