"""Object.clone(): refused, with the class that is not Cloneable, wherever a class does not say how it is copied."""

from typing import Any, NoReturn

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.values import hierarchy
from addon.scripting.values.classes import class_named, class_of

objects = Table(hierarchy.OBJECT)
CLONEABLE = class_named("java.lang.Cloneable")


def require_cloneable(value: Any) -> None:
    """Refuse to copy what Java would not: views and what is fixed."""
    if CLONEABLE not in class_of(value).ancestors:
        throw("CloneNotSupportedException", class_of(value).name)


@objects.method("clone()")
def clone(run: Any, self: Any) -> NoReturn:
    """No copy: who is Cloneable and has no clone() of its own can be copied by its own super.clone() only."""
    require_cloneable(self)
    throw("NoSuchMethodException", f"{class_of(self).name}.clone()")
