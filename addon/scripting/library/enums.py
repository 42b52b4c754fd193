"""java.lang.Enum."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.fieldvalues import statics
from addon.scripting.semantics.instances import Instance, ScriptClass
from addon.scripting.semantics.texts import text
from addon.scripting.values import hierarchy
from addon.scripting.values.classes import class_of

enums = Table(hierarchy.ENUM)


@enums.method("name()")
def enum_name(run: Any, self: Instance) -> str:
    """The constant's name."""
    return str(self.fields["$name"])


@enums.method("ordinal()")
def ordinal(run: Any, self: Instance) -> int:
    """The constant's place."""
    return int(self.fields["$ordinal"])


@enums.method("compareTo(Object)")
def enum_compare(run: Any, self: Instance, other: Any) -> int:
    return int(self.fields["$ordinal"]) - int(other.fields["$ordinal"])


@enums.method("toString()")
def enum_text(run: Any, self: Instance) -> str:
    return text(self)


@enums.method("getDeclaringClass()")
def declaring(run: Any, self: Any) -> Any:
    """The enum of a constant."""
    return enum_class(self) if isinstance(self, Instance) else class_of(self)


def enum_class(value: Instance) -> ScriptClass:
    """The enum of a constant, also of one with a body."""
    info = value.class_info
    return info if info.enum else info.super_class  # type: ignore[return-value]


def _neighbor(run: Any, self: Instance, by: int) -> Instance:
    owner = enum_class(self)
    constants = statics(run, owner)["$constants"]
    if constants is None:
        throw("NullPointerException", "Cannot get property 'length' on null object")
    return constants[(int(self.fields["$ordinal"]) + by) % len(constants)]  # type: ignore[no-any-return]


@enums.method("next()")
def next_constant(run: Any, self: Instance) -> Instance:
    """The constant after this one, the first after the last."""
    return _neighbor(run, self, 1)


@enums.method("previous()")
def previous_constant(run: Any, self: Instance) -> Instance:
    """The constant before this one."""
    return _neighbor(run, self, -1)
