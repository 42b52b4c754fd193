"""Object and java.util.Objects: what every value answers to."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.classinfo import class_name
from addon.scripting.library.registry import Table
from addon.scripting.semantics.astype import as_type
from addon.scripting.semantics.equality import equals, java_equals, java_hash
from addon.scripting.semantics.instances import Instance, ScriptClass
from addon.scripting.semantics.texts import identity_code, java_text, text
from addon.scripting.values import hierarchy
from addon.scripting.values.classes import BY_PYTHON, ClassInfo, define
from addon.scripting.values.lists import Array

objects = Table(hierarchy.OBJECT)


@objects.constructor("()")
def new_plain(run: Any) -> Any:
    return PlainObject()


class PlainObject:
    """new Object()"""

    __slots__ = ()


BY_PYTHON[PlainObject] = hierarchy.OBJECT


@objects.method("asType(Class)")
def as_type_method(run: Any, self: Any, kind: ClassInfo) -> Any:
    """As `as`."""
    return as_type(self, kind)


@objects.method("isCase(Object)")
def object_case(run: Any, self: Any, value: Any) -> bool:
    from addon.scripting.semantics.cases import matches
    from addon.scripting.values.callables import Closure

    if isinstance(self, (Closure, ClassInfo)) or type(self) in (str, list):
        return matches(run, self, value)
    return equals(self, value)


@objects.method("dump()")
def dump(run: Any, self: Any) -> str:
    if not isinstance(self, Instance):
        return f"<{class_name(self)}@{identity_code(self):x}>"
    info = self.class_info
    declared = [(one, field) for one in info.ancestors if isinstance(one, ScriptClass) for field in one.fields]
    places = [(field.name, info.place(one, field.name)) for one, field in declared if not field.static]
    held = "".join(f" {name}={text(self.fields[place])}" for name, place in places if place in self.fields)
    return f"<{class_name(self)}@{self.code() & 0xFFFFFFFF:x}{held}>"


@objects.method("getProperty(String)", "getAt(String)")
def get_property(run: Any, self: Any, name: str) -> Any:
    from addon.scripting.semantics import access

    return access.get_property(run, self, name)


@objects.method("setProperty(String, Object)", "putAt(String, Object)")
def set_property(run: Any, self: Any, name: str, value: Any) -> None:
    from addon.scripting.semantics import assigning

    assigning.set_property(run, self, name, value)


@objects.method("invokeMethod(String, Object)")
def invoke_by_name(run: Any, self: Any, name: str, arguments: Any) -> Any:
    """Call a method by its name."""
    from addon.scripting.semantics import calling

    given = [] if arguments is None else [arguments]
    return calling.invoke(run, self, name, list(arguments) if type(arguments) is Array else given)


@objects.method("hasProperty(String)")
def has_property(run: Any, self: Any, name: str) -> Any:
    """Whether there is such a property; null or something true."""
    from addon.scripting.semantics.access import find_accessor, getter_keys, table_of

    info = self.class_info if isinstance(self, Instance) else None
    if info is not None and (name in info.all_fields or find_accessor(info, name, False)):
        return True
    table = table_of(self)
    return True if any(key in table for key in getter_keys(name)) else None


@objects.method("respondsTo(String)", "respondsTo(String, Object[])")
def responds_to(run: Any, self: Any, name: str, arguments: Any = None) -> list[Any]:
    """The methods of this name; empty when there is none."""
    from addon.scripting.semantics.access import table_of

    if isinstance(self, Instance) and name in self.class_info.table:
        return [name] * len(self.class_info.table[name])
    return [name for key in table_of(self) if key.partition("/")[0] == name]


@objects.method("withTraits(Object...)")
def with_traits(run: Any, self: Any, *traits: Any) -> Any:
    """An object with the same state and the traits' methods."""
    from addon.scripting.semantics import proxies

    return proxies.with_traits(self, list(traits)) if type(self) is Instance and traits else self


@objects.method("print(Object)")
def print_it(run: Any, self: Any, value: Any) -> None:
    run.write_system(text(value))


@objects.method("println(Object)", "println()")
def println_it(run: Any, self: Any, value: Any = "") -> None:
    run.write_system(text(value) + "\n")


java_objects = Table(define("java.util.Objects"))


@java_objects.static("equals(Object, Object)")
def objects_equal(run: Any, one: Any, two: Any) -> bool:
    """Null-safe equals()."""
    return java_equals(one, two)


@java_objects.static("hash(Object...)")
def objects_hash(run: Any, *values: Any) -> int:
    return java_hash(list(values))


@java_objects.static("hashCode(Object)")
def objects_hash_code(run: Any, value: Any) -> int:
    return java_hash(value)


@java_objects.static("isNull(Object)")
def objects_null(run: Any, value: Any) -> bool:
    return value is None


@java_objects.static("nonNull(Object)")
def objects_non_null(run: Any, value: Any) -> bool:
    return value is not None


@java_objects.static("toString(Object)", "toString(Object, String?)")
def objects_text(run: Any, value: Any, otherwise: Any = "null") -> Any:
    return otherwise if value is None else java_text(value)


@java_objects.static("requireNonNull(Object)", "requireNonNull(Object, String?)")
def require(run: Any, value: Any, message: Any = None) -> Any:
    if value is None:
        throw("NullPointerException", message)
    return value


@java_objects.static("requireNonNull(Object, Supplier)")
def require_told(run: Any, value: Any, message: Any) -> Any:
    """The value; throws with the message that a function makes if it is null."""
    if value is None:
        throw("NullPointerException", message.call())
    return value


@java_objects.static("deepEquals(Object, Object)")
def deeply_equal(run: Any, one: Any, two: Any) -> bool:
    """Whether both are equal, arrays element by element."""
    if type(one) is Array and type(two) is Array:
        run.meter.walk(len(one))
        run.meter.enter()
        try:
            return len(one) == len(two) and all(deeply_equal(run, *pair) for pair in zip(one, two, strict=True))
        finally:
            run.meter.leave()
    return java_equals(one, two)


@java_objects.static("requireNonNullElse(Object, Object)")
def require_else(run: Any, value: Any, otherwise: Any) -> Any:
    return otherwise if value is None else value


@java_objects.static("requireNonNullElseGet(Object, Supplier)")
def or_made(run: Any, value: Any, make: Any) -> Any:
    """The value, or what a function makes if it is null."""
    return make.call() if value is None else value


@java_objects.static("compare(Object, Object, Comparator)")
def compared(run: Any, one: Any, two: Any, order: Any) -> Any:
    """The order of two values by a comparator."""
    return 0 if one is two else order.call(one, two)


@java_objects.static("checkIndex(int, int)")
def check_index(run: Any, index: int, size: int) -> int:
    """The index; throws if it lies outside."""
    if not 0 <= index < size:
        throw("IndexOutOfBoundsException", f"Index {index} out of bounds for length {size}")
    return index


@java_objects.static("checkFromToIndex(int, int, int)")
def check_range(run: Any, start: int, end: int, size: int) -> int:
    """The start; throws if the part lies outside."""
    if not 0 <= start <= end <= size:
        throw("IndexOutOfBoundsException", f"Range [{start}, {end}) out of bounds for length {size}")
    return start


@java_objects.static("checkFromIndexSize(int, int, int)")
def check_part(run: Any, start: int, count: int, size: int) -> int:
    """The start; throws if the part lies outside."""
    if start < 0 or count < 0 or start + count > size:
        throw("IndexOutOfBoundsException", f"Range [{start}, {start} + {count}) out of bounds for length {size}")
    return start
