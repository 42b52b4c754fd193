"""`value as Kind`, and asType()."""

from typing import Any

from addon.scripting.errors import Thrown, throw
from addon.scripting.limits import meter
from addon.scripting.semantics.calling import find_method
from addon.scripting.semantics.castfailures import cast_failure
from addon.scripting.semantics.coerce import (
    cast,
    cast_character,
    cast_number,
    cast_text,
    collection_as,
    current_run,
    to_array,
)
from addon.scripting.semantics.construction import construct
from addon.scripting.semantics.equality import SEQUENCES
from addon.scripting.semantics.extend import BEHAVIORS
from addon.scripting.semantics.instances import Instance, ScriptClass
from addon.scripting.semantics.iteration import elements_of
from addon.scripting.semantics.naturalorder import natural
from addon.scripting.semantics.numbercasts import BOXED, NUMBER_CASTS
from addon.scripting.semantics.numbertexts import PARSERS
from addon.scripting.semantics.patterns import Matcher
from addon.scripting.semantics.proxies import gone_through_proxy, map_proxy, with_traits
from addon.scripting.semantics.texts import ScriptObject, text
from addon.scripting.semantics.truth import truth
from addon.scripting.values.callables import Closure
from addon.scripting.values.characters import GString
from addon.scripting.values.classes import BY_NAME, PRIMITIVE_CODES, ClassInfo, class_of
from addon.scripting.values.lists import Array
from addon.scripting.values.maps import MAP_TYPES, GroovyMap, HashMap, Properties
from addon.scripting.values.numbers import NUMBERS, Float
from addon.scripting.values.ranges import ScriptIterator
from addon.scripting.values.sets import SET_TYPES, GroovySet
from addon.scripting.values.sortedmaps import TreeMap

AS_TEXT = frozenset(
    [
        *(*BOXED, *BOXED.values()),
        *("java.math.BigDecimal", "java.math.BigInteger", "java.util.List", "java.util.Collection"),
        *("[Ljava.lang.String;", "[Ljava.lang.Object;", "[C"),
    ]
)
"""What a StringBuilder becomes as the text in it does."""


_LISTED = (SEQUENCES | SET_TYPES) - {Array}


def as_type(value: Any, kind: ClassInfo, own: bool = True) -> Any:
    """`value as Kind`; `own` false where the object's own `asType` asks."""
    name = kind.name
    if value is None:
        if name == "boolean":
            return False
        return _no_primitive(name, '"') if name in BOXED else None
    actual = type(value)
    if actual in BEHAVIORS and name in AS_TEXT and class_of(value).simple in ("StringBuilder", "StringBuffer"):
        return as_type(text(value), kind)
    if actual is str or actual is GString:
        plain = text(value)
        parse = PARSERS.get(name)
        if parse is not None:
            return parse(plain)
        if name in ("char", "java.lang.Character"):
            if not plain:
                throw("StringIndexOutOfBoundsException", "String index out of range: 0")
            return cast_character(plain[:1] if actual is str else value, kind)
        if name in ("java.util.List", "java.util.ArrayList", "java.util.Collection"):
            meter().elements(len(plain))
            return list(plain)
        if name == "java.util.Set":
            meter().elements(len(plain) * 2)
            return GroovySet(list(plain))
    if own and isinstance(value, ScriptObject):
        wanted = BY_NAME[BOXED[name]] if name in BOXED else kind
        found = find_method(current_run(), value, "asType", (wanted,), own=True)
        if found is not None:
            given = found()
            return given if given is None or class_of(given).is_a(wanted) else cast_failure(given, wanted)
    if name == "java.lang.String":
        return cast_text(value)
    if name in ("boolean", "java.lang.Boolean"):
        return truth(value)
    if name.startswith("["):
        same = actual is Array and (
            value.class_info is kind or (name == "[Ljava.lang.Object;" and value.component.name not in PRIMITIVE_CODES)
        )
        return value if same else to_array(value, kind, _element if actual in _LISTED else cast)
    if actual is Closure:
        _refuse_final(name, "closure")
        gone_through = gone_through_proxy(value, kind)
        if gone_through is not None:
            return gone_through
    if actual is Float and name in ("double", "java.lang.Double"):
        return float(text(value))
    if actual in NUMBERS and name in NUMBER_CASTS:
        return cast_number(value, kind, NUMBER_CASTS[name])
    if class_of(value).is_a(kind):
        return value
    if isinstance(value, ScriptObject) or class_of(value).name == "java.lang.Object":
        mixed = _with_trait(value, kind)
        if mixed is not None:
            return mixed
        if class_of(value).is_a(BY_NAME["java.lang.Iterable"]):
            made = collection_as(list(value), kind, for_cast=False)
            if made is not None:
                return made
    if actual in SEQUENCES or actual in SET_TYPES or actual is Array:
        objects = actual is Array and value.component.name not in PRIMITIVE_CODES
        wanted = BY_NAME["java.util.HashSet"] if objects and name == "java.util.Set" else kind
        made = collection_as(list(value), wanted, for_cast=False)
        if made is not None:
            return made
    if class_of(value).is_a(BY_NAME["java.util.stream.BaseStream"]):
        made = collection_as(list(value.source), kind, for_cast=False)
        if made is not None:
            return made
    if (actual in SEQUENCES or actual in SET_TYPES) and isinstance(kind, ScriptClass):
        made = _made_of_whole(value, kind)
        if made is not None:
            return made
    if actual in MAP_TYPES:
        return _map_as(value, kind)
    if name in ("java.util.List", "java.util.Collection", "java.util.ArrayList") and actual is not Closure:
        return elements_of(value) if isinstance(value, (ScriptIterator, Matcher)) else [value]
    if name in BOXED and name not in ("boolean", "char"):
        return cast(value, BY_NAME[BOXED[name]])
    if actual is not Closure:
        standing = _standing_for(value, kind)
        if standing is not None:
            return standing
    return cast(value, kind)


def _made_of_whole(value: Any, kind: ScriptClass) -> Any:
    """`[1, 2] as Kind` by a constructor that takes the list itself; None where Groovy spreads the list instead."""
    if kind.interface or kind.abstract or kind.enum or not kind.constructors_of:
        return None
    try:
        return construct(current_run(), kind, (value,))
    except Thrown:
        return None


def _no_primitive(name: str, because: str) -> Any:
    """What unboxing null says; the JVM breaks off where the null has no name."""
    throw("NullPointerException", f'Cannot invoke "{BOXED[name]}.{name}Value()" because {because}')


def _element(value: Any, kind: ClassInfo) -> Any:
    """An element of an array of the kind."""
    if value is None and kind.name in BOXED and kind.name != "boolean":
        converter = "org.codehaus.groovy.runtime.DefaultGroovyMethods.invokeAsType(Object, java.lang.Class)"
        return _no_primitive(kind.name, f'the return value of "{converter}" is null')
    return as_type(value, kind)


def _with_trait(value: Any, kind: ClassInfo) -> Any:
    plain = type(value) is Instance or class_of(value).name == "java.lang.Object"
    if plain and isinstance(kind, ScriptClass) and kind.interface:
        return with_traits(value, [kind])
    return None


def _standing_for(value: Any, kind: ClassInfo) -> Any:
    """An object of the script's interface whose calls go to the value, which need not have such methods."""
    return with_traits(value, [kind]) if isinstance(kind, ScriptClass) and kind.interface else None


def _map_proxy(value: Any, kind: ClassInfo) -> Any:
    declared = kind.constructors_of if isinstance(kind, ScriptClass) else []
    if declared and all(one.shape.required for one in declared):
        return throw("GroovyCastException", f"Error casting map to {kind.name}, Reason: null")
    try:
        return map_proxy(value, kind)
    except Thrown:
        if kind.interface:
            raise
        return throw("GroovyCastException", f"Error casting map to {kind.name}, Reason: null")


def _map_as(value: Any, kind: ClassInfo) -> Any:
    name = kind.name
    if name == "java.util.Properties":
        return Properties(value.items())
    if name == "java.util.HashMap":
        return value if type(value) in (GroovyMap, HashMap) else HashMap(value.items())
    if name in ("java.util.TreeMap", "java.util.SortedMap", "java.util.NavigableMap"):
        return TreeMap(natural, value.items())
    if name in ("java.util.LinkedHashMap", "java.util.Map"):
        return GroovyMap(value.items())
    if kind.interface or (isinstance(kind, ScriptClass) and kind.abstract):
        return _map_proxy(value, kind)
    if isinstance(kind, ScriptClass) and not kind.enum:
        try:
            return construct(current_run(), kind, (value,))
        except Thrown:
            # What are no properties are methods: the map stands for a sub-class with them.
            return _map_proxy(value, kind)
    _refuse_final(name, "map")
    return cast(value, kind)


def _refuse_final(name: str, word: str) -> None:
    """Raise what a map or closure that stands for a number says: it would have to be of a sub-class."""
    if name in ("java.math.BigDecimal", "java.math.BigInteger"):
        throw("GroovyCastException", f"Error casting {word} to {name}, Reason: null")
    if name != "java.lang.Number" and (name in NUMBER_CASTS or name in ("char", "java.lang.Character")):
        final = BOXED.get(name, name)
        throw("GroovyCastException", f"Cannot coerce a map to class {final} because it is a final class")
