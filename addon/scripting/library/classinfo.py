"""java.lang.Class: its names and tests, nothing reflective. And Enum, Boolean, Character, Objects, System."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.cases import instance_of
from addon.scripting.semantics.coerce import as_type
from addon.scripting.semantics.equality import equals, java_equals, java_hash
from addon.scripting.semantics.instances import Instance, ScriptClass, statics
from addon.scripting.semantics.texts import identity_code, java_text, text
from addon.scripting.semantics.truth import truth
from addon.scripting.values import hierarchy
from addon.scripting.values.characters import Character
from addon.scripting.values.classes import BY_NAME, BY_PYTHON, ClassInfo, define

classes = Table(hierarchy.CLASS)


@classes.method("getName()", "getTypeName()")
def get_name(run: Any, self: ClassInfo) -> str:
    """The full name."""
    return self.name


@classes.method("getSimpleName()")
def simple_name(run: Any, self: ClassInfo) -> str:
    """The name without its package."""
    return "" if self.simple.isdigit() else self.simple


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
        throw("ClassCastException", f"Cannot cast {_class_name(value)} to {self.name}")
    return value


def _class_name(value: Any) -> str:
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


@classes.method("getEnumConstants()")
def enum_constants(run: Any, self: ClassInfo) -> Any:
    from addon.scripting.semantics.access import invoke

    return invoke(run, self, "values", ()) if isinstance(self, ScriptClass) and self.enum else None


@classes.method("getComponentType()")
def component_type(run: Any, self: ClassInfo) -> Any:
    from addon.scripting.values.classes import component_of

    return component_of(self) if self.name.startswith("[") else None


@classes.method("newInstance()", "newInstance(Object[])")
def new_instance(run: Any, self: ClassInfo, arguments: Any = ()) -> Any:
    """As `new`."""
    from addon.scripting.compiler.calls import new_object

    return new_object(run, self, list(arguments))


@classes.method("iterator()")
def class_iterator(run: Any, self: ClassInfo) -> Any:
    from addon.scripting.values.collections import ScriptIterator

    if isinstance(self, ScriptClass) and self.enum:
        return ScriptIterator(iter(statics(run, self)["$constants"]))
    return ScriptIterator(iter([self]))


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
def declaring(run: Any, self: Instance) -> Any:
    return enum_class(self)


def enum_class(value: Instance) -> ScriptClass:
    """The enum of a constant, also of one with a body."""
    info = value.class_info
    return info if info.enum else info.super_class  # type: ignore[return-value]


def _neighbor(run: Any, self: Instance, by: int) -> Instance:
    owner = enum_class(self)
    constants = statics(run, owner)["$constants"]
    return constants[(int(self.fields["$ordinal"]) + by) % len(constants)]  # type: ignore[no-any-return]


@enums.method("next()")
def next_constant(run: Any, self: Instance) -> Instance:
    """The constant after this one, the first after the last."""
    return _neighbor(run, self, 1)


@enums.method("previous()")
def previous_constant(run: Any, self: Instance) -> Instance:
    """The constant before this one."""
    return _neighbor(run, self, -1)


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
    return f"<{_class_name(self)}@{identity_code(self):x}>"


@objects.method("getProperty(String)", "getAt(String)")
def get_property(run: Any, self: Any, name: str) -> Any:
    from addon.scripting.semantics import access

    return access.get_property(run, self, name)


@objects.method("setProperty(String, Object)", "putAt(String, Object)")
def set_property(run: Any, self: Any, name: str, value: Any) -> None:
    from addon.scripting.semantics import access

    access.set_property(run, self, name, value)


@objects.method("invokeMethod(String, Object)")
def invoke_by_name(run: Any, self: Any, name: str, arguments: Any) -> Any:
    """Call a method by its name."""
    from addon.scripting.semantics import access

    return access.invoke(run, self, name, list(arguments) if isinstance(arguments, list) else [arguments])


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


@objects.method("print(Object)")
def print_it(run: Any, self: Any, value: Any) -> None:
    run.write(text(value))


@objects.method("println(Object)", "println()")
def println_it(run: Any, self: Any, value: Any = "") -> None:
    run.write(text(value) + "\n")


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


@java_objects.static("requireNonNullElse(Object, Object)")
def require_else(run: Any, value: Any, otherwise: Any) -> Any:
    return otherwise if value is None else value


booleans = Table(hierarchy.BOOLEAN)
booleans.constant("TRUE", True)
booleans.constant("FALSE", False)


@booleans.static("parseBoolean(String?)", "valueOf(String?)", "valueOf(boolean)")
def parse_boolean(run: Any, value: Any) -> bool:
    """True for "true" in any case."""
    return value if isinstance(value, bool) else value is not None and value.lower() == "true"


@booleans.static("toString(boolean)")
def boolean_text(run: Any, value: bool) -> str:
    return text(value)


@booleans.static("logicalAnd(boolean, boolean)")
def logical_and(run: Any, one: bool, two: bool) -> bool:
    return one and two


@booleans.static("logicalOr(boolean, boolean)")
def logical_or(run: Any, one: bool, two: bool) -> bool:
    return one or two


@booleans.static("compare(boolean, boolean)")
def boolean_compare_static(run: Any, one: bool, two: bool) -> int:
    return int(one) - int(two)


@booleans.method("booleanValue()")
def boolean_value(run: Any, self: bool) -> bool:
    return self


@booleans.method("and(Object)")
def boolean_and(run: Any, self: bool, other: Any) -> bool:
    return self and truth(other)


@booleans.method("or(Object)")
def boolean_or(run: Any, self: bool, other: Any) -> bool:
    return self or truth(other)


@booleans.method("xor(Object)")
def boolean_xor(run: Any, self: bool, other: Any) -> bool:
    return self != truth(other)


@booleans.method("implies(Object)")
def implies(run: Any, self: bool, other: Any) -> bool:
    return not self or truth(other)


@booleans.method("compareTo(Boolean)")
def boolean_compare(run: Any, self: bool, other: bool) -> int:
    return int(self) - int(other)


@booleans.method("toBoolean()")
def to_boolean(run: Any, self: bool) -> bool:
    return self


characters = Table(hierarchy.CHARACTER)


def _character_test(name: str, test: Any) -> None:
    @characters.static(f"{name}(char)", f"{name}(int)")
    def static(run: Any, value: Any) -> bool:
        unit = value if isinstance(value, str) else chr(value & 0xFFFF)
        return bool(test(unit))

    @characters.method(f"{name}()")
    def method(run: Any, self: Character) -> bool:
        return bool(test(self.unit))


for _name, _test in (
    ("isDigit", str.isdecimal),
    ("isLetter", str.isalpha),
    ("isLetterOrDigit", lambda unit: unit.isalpha() or unit.isdecimal()),
    ("isUpperCase", str.isupper),
    ("isLowerCase", str.islower),
    ("isWhitespace", lambda unit: unit.isspace() and unit not in "\xa0\u2007\u202f\x85"),
    ("isSpaceChar", lambda unit: unit in " \xa0\u2007\u202f"),
    ("isAlphabetic", str.isalpha),
):
    _character_test(_name, _test)


@characters.static("toUpperCase(char)")
def upper_static(run: Any, unit: str) -> Character:
    return Character(unit.upper()[:1])


@characters.static("toLowerCase(char)")
def lower_static(run: Any, unit: str) -> Character:
    return Character(unit.lower()[:1])


@characters.method("toUpperCase()")
def upper(run: Any, self: Character) -> Character:
    return Character(self.unit.upper()[:1])


@characters.method("toLowerCase()")
def lower(run: Any, self: Character) -> Character:
    return Character(self.unit.lower()[:1])


@characters.static("getNumericValue(char)")
def numeric_value(run: Any, unit: str) -> int:
    if unit.isdecimal():
        return int(unit)
    return ord(unit.lower()) - 87 if unit.isascii() and unit.isalpha() else -1


@characters.static("valueOf(char)")
def character_value(run: Any, unit: str) -> Character:
    return Character(unit)


@characters.static("toString(char)", "toString(int)")
def character_text(run: Any, value: Any) -> str:
    from addon.scripting.values.characters import inward

    return value if isinstance(value, str) else inward(chr(value))


@characters.static("toChars(int)")
def to_chars(run: Any, code: int) -> Any:
    from addon.scripting.values.characters import inward
    from addon.scripting.values.collections import Array

    return Array(BY_NAME["char"], [Character(unit) for unit in inward(chr(code))])


@characters.static("compare(char, char)")
def character_compare_static(run: Any, one: str, two: str) -> int:
    return ord(one) - ord(two)


@characters.method("charValue()")
def char_value(run: Any, self: Character) -> Character:
    return self


@characters.method("compareTo(Object)")
def character_compare(run: Any, self: Character, other: Any) -> int:
    from addon.scripting.semantics.ordering import compare

    return compare(self, other)


@characters.method("next()")
def character_next(run: Any, self: Character) -> Character:
    return Character(chr((ord(self.unit) + 1) & 0xFFFF))


@characters.method("previous()")
def character_previous(run: Any, self: Character) -> Character:
    return Character(chr((ord(self.unit) - 1) & 0xFFFF))


@characters.method("plus(String)", "plus(CharSequence)")
def character_plus(run: Any, self: Character, other: str) -> str:
    return self.unit + other


@characters.method("toString()")
def character_string(run: Any, self: Character) -> str:
    return self.unit


characters.constant("MIN_VALUE", Character("\0"))
characters.constant("MAX_VALUE", Character("\uffff"))
