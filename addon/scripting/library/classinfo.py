"""java.lang.Class, as far as a script may ask."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.cases import instance_of
from addon.scripting.semantics.fieldvalues import statics
from addon.scripting.semantics.instances import ScriptClass
from addon.scripting.semantics.texts import text
from addon.scripting.values import hierarchy
from addon.scripting.values.classes import BY_NAME, ClassInfo
from addon.scripting.values.lists import Array

classes = Table(hierarchy.CLASS)


@classes.method("getName()", "getTypeName()")
def get_name(run: Any, self: ClassInfo) -> str:
    """The full name."""
    return self.name


@classes.method("getSimpleName()")
def simple_name(run: Any, self: ClassInfo) -> str:
    """The name without its package."""
    return self.simple


@classes.method("getCanonicalName()")
def canonical(run: Any, self: ClassInfo) -> str:
    return self.name.replace("$", ".")


@classes.method("getPackageName()")
def package_name(run: Any, self: ClassInfo) -> str:
    return self.name.rpartition(".")[0]


@classes.method("toString()")
def to_string(run: Any, self: ClassInfo) -> str:
    return text(self)


@classes.method("isInstance(Object)", "isCase(Object)")
def is_instance(run: Any, self: ClassInfo, value: Any) -> bool:
    """Whether a value is of this class."""
    return instance_of(value, self)


@classes.method("cast(Object)")
def class_cast(run: Any, self: ClassInfo, value: Any) -> Any:
    if value is not None and not instance_of(value, self):
        throw("ClassCastException", f"Cannot cast {class_name(value)} to {self.name}")
    return value


def class_name(value: Any) -> str:
    from addon.scripting.values.classes import class_of

    return class_of(value).name


@classes.method("isAssignableFrom(Class)")
def assignable(run: Any, self: ClassInfo, other: ClassInfo) -> bool:
    return other.is_a(self)


@classes.method("isInterface()")
def is_interface(run: Any, self: ClassInfo) -> bool:
    return self.interface


@classes.method("isArray()")
def is_array(run: Any, self: ClassInfo) -> bool:
    return self.name.startswith("[")


@classes.method("isEnum()")
def is_enum(run: Any, self: ClassInfo) -> bool:
    return isinstance(self, ScriptClass) and self.enum


@classes.method("isPrimitive()")
def is_primitive(run: Any, self: ClassInfo) -> bool:
    return self.name.islower() and "." not in self.name


@classes.method("getSuperclass()")
def superclass(run: Any, self: ClassInfo) -> Any:
    """The parent class."""
    if self.interface:
        return None
    return next((one for one in self.parents if not one.interface), None)


@classes.method("getInterfaces()")
def interfaces(run: Any, self: ClassInfo) -> Array:
    """The interfaces that the class names itself; Groovy adds its own to classes of a script."""
    own = BY_NAME["groovy.lang.GroovyObject"]
    named = [one for one in self.parents if one.interface and one is not own]
    if isinstance(self, ScriptClass) and not self.interface and not isinstance(superclass(run, self), ScriptClass):
        named.append(own)
    return Array(hierarchy.CLASS, named)


@classes.method("getEnumConstants()")
def enum_constants(run: Any, self: ClassInfo) -> Any:
    from addon.scripting.semantics.calling import invoke

    return invoke(run, self, "values", ()) if isinstance(self, ScriptClass) and self.enum else None


@classes.method("getComponentType()")
def component_type(run: Any, self: ClassInfo) -> Any:
    from addon.scripting.values.classes import component_of

    return component_of(self) if self.name.startswith("[") else None


@classes.method("newInstance()", "newInstance(Object[])")
def new_instance(run: Any, self: ClassInfo, arguments: Any = ()) -> Any:
    """As `new`."""
    from addon.scripting.semantics.construction import new_object

    return new_object(run, self, list(arguments))


@classes.method("iterator()")
def class_iterator(run: Any, self: ClassInfo) -> Any:
    from addon.scripting.values.ranges import ScriptIterator

    if isinstance(self, ScriptClass) and self.enum:
        return ScriptIterator(iter(statics(run, self)["$constants"] or ()))
    return ScriptIterator(iter([self]))
