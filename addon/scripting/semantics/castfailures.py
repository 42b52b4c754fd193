"""ClassCastException where Java's own code meets a value of another class, worded as the JVM words it."""

from typing import Any, NoReturn

from addon.scripting.errors import throw
from addon.scripting.values.classes import ClassInfo, class_named, class_of


def cast_failure(value: Any, wanted: ClassInfo | str) -> NoReturn:
    """Throw what a cast to `wanted` inside Java throws."""
    if value is None:
        throw("NullPointerException")
    theirs = class_of(value).name
    mine = wanted.name if isinstance(wanted, ClassInfo) else class_named(wanted).name
    place = "java.base of loader 'bootstrap'" if theirs.startswith("java.") else "unnamed module"
    throw(
        "ClassCastException",
        f"class {theirs} cannot be cast to class {mine} ({theirs} and {mine} are in module {place})",
    )
