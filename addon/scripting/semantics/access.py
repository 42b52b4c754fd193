"""Reading properties of any value, in our tables only."""

from functools import lru_cache
from typing import Any

from addon.scripting.errors import Thrown, throw
from addon.scripting.semantics.fieldvalues import statics
from addon.scripting.semantics.instances import FieldSpec, Instance, ScriptClass, ScriptMethod, choose, invoke_method
from addon.scripting.semantics.missing import missing_property
from addon.scripting.semantics.texts import gstring_text
from addon.scripting.values.callables import Closure
from addon.scripting.values.characters import GString
from addon.scripting.values.classes import BY_PYTHON, OBJECT, PRIMITIVE_CODES, ClassInfo, class_of
from addon.scripting.values.hosts import HostObject
from addon.scripting.values.lists import LIST_TYPES, Array
from addon.scripting.values.maps import MAP_TYPES, DefaultMap, GroovyMap, UnmodifiableMap
from addon.scripting.values.ranges import Range
from addon.scripting.values.sets import SET_TYPES
from addon.scripting.values.sortedmaps import TreeMap
from addon.scripting.values.throwables import Throwable

_SPREADING = (LIST_TYPES | SET_TYPES | {Range}) - {Array}


REFUSED_PROPERTIES = frozenset(("metaClass", "classLoader", "protectionDomain"))


def refuse_reflection(name: str) -> Any:
    """Reflection is refused at run time where the check could not see it."""
    throw("SecurityException", f"Reflection is not available here: {name}.")


@lru_cache(4096)
def capitalized(name: str) -> str:
    """A property's name as its accessors carry it."""
    if len(name) > 1 and name[1].isupper():
        return name
    return name[:1].upper() + name[1:]


@lru_cache(4096)
def getter_keys(name: str) -> tuple[str, str]:
    """Table keys of the accessors that serve a property."""
    upper = capitalized(name)
    return f"get{upper}/0", f"is{upper}/0"


def table_of(value: Any) -> dict[str, Any]:
    """The instance methods a value has by its class."""
    info = BY_PYTHON.get(type(value))
    if info is not None:
        return info.methods
    if isinstance(value, (ScriptClass, ClassInfo)):
        return BY_PYTHON[ClassInfo].methods
    info = class_of(value)
    if isinstance(info, ScriptClass):
        native = info.native_parent() or info.native_interface()
        return (native or OBJECT).methods
    if type(value) is Array:
        return info.parents[0].methods
    return info.methods


# Properties


def get_property(run: Any, owner: Any, name: str) -> Any:
    """`owner.name`"""
    kind = type(owner)
    if kind in MAP_TYPES:
        return map_get(run, owner, name)
    if owner is None:
        throw("NullPointerException", f"Cannot get property '{name}' on null object")
    if isinstance(owner, HostObject):
        return owner.get_property(run, name)
    if kind is Instance or (kind is Throwable and isinstance(owner.class_info, ScriptClass)):
        return instance_property(run, owner, name)
    if isinstance(owner, ClassInfo):
        return class_property(run, owner, name)
    if name == "class":
        return class_of(owner)
    if name in REFUSED_PROPERTIES:
        refuse_reflection(name)
    if kind is Closure and name in ("delegate", "owner", "thisObject", "resolveStrategy"):
        return closure_property(owner, name)
    table = table_of(owner)
    first, second = getter_keys(name)
    getter = table.get(first) or table.get(second)
    if getter is not None and getter.count == 0:
        return getter.function(run, owner)
    if kind in _SPREADING:
        if name == "size" and kind is not Range and kind not in SET_TYPES:
            return len(owner)
        return spread_property(run, owner, name)
    if kind is Array:
        if name == "length":
            return len(owner)
        if owner.component.name in PRIMITIVE_CODES:
            missing_property(owner, name)
        return spread_property(run, owner, name, "java.util.Arrays$ArrayList")
    if kind is Closure:
        from addon.scripting.compiler.scopes import closure_get

        return closure_get(run, owner, name)
    if kind is GString:
        getter = table_of("").get(first) or table_of("").get(second)
        if getter is not None and getter.count == 0:
            return getter.function(run, gstring_text(owner))
    return constant_of(owner, name)


def constant_of(owner: Any, name: str) -> Any:
    """A static field read through an object of its class, as in `calendar.get(calendar.YEAR)`."""
    for ancestor in class_of(owner).ancestors:
        if name in ancestor.constants:
            return ancestor.constants[name]
    return missing_property(owner, name)


def map_get(run: Any, owner: GroovyMap, key: Any) -> Any:
    """The value of a key, made by the map's default closure if it has one."""
    if type(key) is str and type(owner) is not TreeMap:
        value = owner.data.get(key)
        if value is not None:
            return value
    else:
        value = owner.get(key)
    if value is None and owner.default is not None:
        if type(owner) is UnmodifiableMap and owner.source is not None:  # a view asks what it shows
            return map_get(run, owner.source, key)
        if type(owner) is DefaultMap:
            return owner.get(key) if owner.has(key) else _made(run, owner, key)
    return value


def _made(run: Any, owner: DefaultMap, key: Any) -> Any:
    """What a map with default values makes of a key that it lacks."""
    value = owner.default.call(key)
    if owner.grow:
        run.meter.entries(1)
        owner.source.put(key, value)
    return value


def spread_property(run: Any, owner: Any, name: str, called: str | None = None) -> list[Any]:
    """A property of every element that is not null; errors speak of the class `called`, else of the owner's."""
    run.meter.elements(len(owner))
    run.meter.step(1 + (len(owner) >> 2))
    found = []
    for element in owner:
        if element is not None:
            try:
                found.append(get_property(run, element, name))
            except Thrown as error:
                if (
                    error.value.class_info.simple == "MissingPropertyException"
                    and error.value.class_info.name.startswith("groovy")
                ):
                    _wrap(
                        error.value,
                        f"Exception evaluating property '{name}' for {called or class_of(owner).name}, Reason: ",
                    )
                raise
    return found


def _wrap(value: Throwable, reason: str) -> None:
    """Say which collection's elements lacked the property, unless an inner collection said so already."""
    message = value.message or ""
    if not message.startswith("Exception evaluating"):
        value.message = f"{reason}groovy.lang.MissingPropertyException: {message}"


def closure_property(owner: Closure, name: str) -> Any:
    if name == "delegate":
        return owner.delegate
    if name == "owner":
        return owner.owner
    return owner.this if name == "thisObject" else owner.strategy


def find_accessor(info: ScriptClass, name: str, setter: bool) -> ScriptMethod | None:
    upper = capitalized(name)
    if setter:
        found = info.table.get("set" + upper)
        return next((one for one in found or () if one.shape.size == 1), None)
    for prefix in ("get", "is"):
        for one in info.table.get(prefix + upper) or ():
            if one.shape.size == 0 and not one.abstract and (prefix == "get" or one.truth):
                return one
    return None


def instance_property(run: Any, owner: Any, name: str) -> Any:
    """A property of a script object: accessor, field, static, then propertyMissing."""
    if owner is run.script:
        from addon.scripting.compiler.scopes import script_get

        return script_get(run, name)
    info: ScriptClass = owner.class_info
    hook = choose(info.table["getProperty"], (name,)) if "getProperty" in info.table else None
    if hook is not None:
        return invoke_method(run, owner, hook, (name,))
    return declared_property(run, owner, name)


def declared_property(run: Any, owner: Any, name: str) -> Any:
    """A property of a script object that its own `getProperty` is not asked for."""
    info: ScriptClass = owner.class_info
    accessor = find_accessor(info, name, False)
    if accessor is None and name in info.components:
        accessor = choose(info.table.get(name), ())
    if accessor is not None:
        return invoke_method(run, owner, accessor, ())
    if name in owner.fields and name in info.all_fields:
        return owner.fields[name]
    if name == "class":
        return info
    if name == "properties":
        return all_properties(run, owner)
    field = info.all_fields.get(name)
    if (field is not None and field.static) or (info.enum_like() and static_owner(run, info, name) is not None):
        return static_get(run, info, name)
    table = table_of(owner)
    first, second = getter_keys(name)
    getter = table.get(first) or table.get(second)
    if getter is not None and getter.count == 0:
        if name in REFUSED_PROPERTIES:
            refuse_reflection(name)
        return getter.function(run, owner)
    if name[:1].isupper():
        # The getter that a property has serves its name with a capital letter too.
        field = info.all_fields.get(name[:1].lower() + name[1:])
        if field is not None and field.property and field.name in owner.fields:
            return owner.fields[field.name]
    getters = choose(info.table.get("propertyMissing"), (name,))
    if getters is not None:
        return invoke_method(run, owner, getters, (name,))
    generic = choose(info.table.get("get"), (name,))
    if generic is not None:
        return invoke_method(run, owner, generic, (name,))
    if "__" in name:
        held = trait_field(info, name)
        if held is not None and held[0] in owner.fields:
            return owner.fields[held[0]]
        if held is not None and static_owner(run, info, held[0]) is not None:
            return static_get(run, info, held[0])
    found = outer_property(run, owner, name)
    return missing_property(owner, name) if found is NOWHERE else found


def trait_field(info: ScriptClass, name: str) -> tuple[str, FieldSpec] | None:
    """The field that `Trait__field` means, and where an object keeps it: so the fields of traits are reached."""
    trait, _, field = name.partition("__")
    for ancestor in info.ancestors:
        if isinstance(ancestor, ScriptClass) and ancestor.trait and ancestor.name.replace(".", "_") == trait:
            spec = ancestor.own_fields.get(field)
            return None if spec is None else (info.place(ancestor, field), spec)
    return None


NOWHERE = object()
"""What `outer_property` gives where nothing around an object knows a name."""


def outer_property(run: Any, owner: Any, name: str) -> Any:
    """A property of the object or class around one of an inner class."""
    around = owner.outer if type(owner) is Instance else None
    scopes = [around] if around is not None else []
    if owner.class_info.outer is not None:
        scopes.append(owner.class_info.outer)
    for scope in scopes:
        try:
            return get_property(run, scope, name)
        except Thrown as error:
            if not error.value.class_info.simple.startswith("MissingProperty"):
                raise
    return NOWHERE


def all_properties(run: Any, owner: Any) -> GroovyMap:
    """`object.properties`: its fields and class as a map."""
    info: ScriptClass = owner.class_info
    names = dict.fromkeys(info.all_fields)
    for method in info.table:
        for prefix in ("get", "is"):
            rest = method.removeprefix(prefix)
            name = rest if rest[1:2].isupper() else rest[:1].lower() + rest[1:]
            if rest != method and rest and find_accessor(info, name, False) is not None:
                names[name] = None
    run.meter.entries(len(names))
    return GroovyMap([*((name, get_property(run, owner, name)) for name in names), ("class", info)])


def static_owner(run: Any, info: ScriptClass, name: str) -> dict[str, Any] | None:
    """The statics that hold a name: of the class or an ancestor."""
    for ancestor in info.ancestors:
        if isinstance(ancestor, ScriptClass):
            held = statics(run, ancestor)
            if name in held and not name.startswith("$"):
                return held
    return None


def static_get(run: Any, info: ScriptClass, name: str) -> Any:
    held = static_owner(run, info, name)
    if held is None:
        missing_property(info, name)
    return held[name]


def class_property(run: Any, owner: ClassInfo, name: str) -> Any:
    """A static field or property, an inner class, or a property of Class itself."""
    if isinstance(owner, ScriptClass):
        accessor = find_accessor(owner, name, False)
        if accessor is not None and accessor.static:
            return invoke_method(run, owner, accessor, ())
        held = static_owner(run, owner, name)
        if held is not None:
            return held[name]
        inner = owner.constants.get(name)
        if inner is not None:
            return inner
        if owner.enum and name == "values":
            missing_property(owner, name)
        hook = choose(owner.table.get("$static_propertyMissing"), (name,))
        if hook is not None and name not in ("class", "name", "simpleName"):
            return invoke_method(run, owner, hook, (name,))
    elif name in owner.constants:
        return owner.constants[name]
    if name == "class":
        return class_of(owner)
    if name in REFUSED_PROPERTIES:
        refuse_reflection(name)
    table = BY_PYTHON[ClassInfo].methods
    first, second = getter_keys(name)
    getter = owner.statics.get(first) or owner.statics.get(second)
    if getter is not None:
        return getter.function(run)
    getter = table.get(first) or table.get(second)
    if getter is not None and getter.count == 0:
        return getter.function(run, owner)
    for ancestor in owner.ancestors:
        if name in ancestor.constants:
            return ancestor.constants[name]
    held_as = trait_field(owner, name) if isinstance(owner, ScriptClass) and "__" in name else None
    if isinstance(owner, ScriptClass) and held_as is not None and static_owner(run, owner, held_as[0]) is not None:
        return static_get(run, owner, held_as[0])
    around = owner.outer if isinstance(owner, ScriptClass) else None
    if around is not None:
        try:
            return class_property(run, around, name)
        except Thrown as error:
            if not error.value.class_info.simple.startswith("MissingProperty"):
                raise
    return missing_property(owner, name)
