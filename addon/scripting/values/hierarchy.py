"""The classes of the core values and how they inherit; library modules add their own beside their tables."""

from decimal import Decimal

from addon.scripting.values import throwables as _throwables  # noqa: F401 - defines the exception classes
from addon.scripting.values.callables import Closure, NativeFunction
from addon.scripting.values.characters import Character, GString
from addon.scripting.values.classes import BY_NAME, OBJECT, ClassInfo, class_named, define
from addon.scripting.values.lists import (
    ArrayDeque,
    ArrayWindow,
    CopiedList,
    DefaultList,
    FixedList,
    LinkedList,
    PriorityQueue,
    Stack,
    SubList,
    Tuple,
    UnmodifiableList,
    UnmodifiableView,
    Values,
    Vector,
)
from addon.scripting.values.maps import DefaultMap, GroovyMap, HashMap, LazyMap, UnmodifiableMap
from addon.scripting.values.numbers import BigInteger, Byte, Float, Long, Short
from addon.scripting.values.ranges import Entry, EntryIterator, ListCursor, ListIterator, Range, ScriptIterator
from addon.scripting.values.sets import EntrySet, EnumSet, GroovySet, HashSet, KeySet, TreeSet, UnmodifiableSet
from addon.scripting.values.sortedmaps import DescendingMap, EnumMap, SubMap, TreeMap

_INTERFACES = """
java.lang.Comparable
java.lang.CharSequence
java.lang.Iterable
java.lang.Runnable
java.lang.AutoCloseable
java.lang.Cloneable
java.lang.Appendable
java.io.Serializable
java.io.Closeable java.lang.AutoCloseable
java.util.Iterator
java.util.ListIterator java.util.Iterator
java.util.Comparator
java.util.Collection java.lang.Iterable
java.util.List java.util.Collection
java.util.Queue java.util.Collection
java.util.Deque java.util.Queue
java.util.Set java.util.Collection
java.util.SortedSet java.util.Set
java.util.NavigableSet java.util.SortedSet
java.util.Map
java.util.SortedMap java.util.Map
java.util.NavigableMap java.util.SortedMap
java.util.RandomAccess
java.util.concurrent.Callable
java.util.function.Function
java.util.function.BiFunction
java.util.function.Predicate
java.util.function.BiPredicate
java.util.function.Consumer
java.util.function.BiConsumer
java.util.function.Supplier
java.util.function.UnaryOperator java.util.function.Function
java.util.function.BinaryOperator java.util.function.BiFunction
java.util.function.IntFunction
java.util.function.ToIntFunction
java.util.function.ToLongFunction
java.util.function.ToDoubleFunction
groovy.lang.GroovyObject
groovy.lang.Range java.util.List
"""

for _line in _INTERFACES.split("\n"):
    if _line:
        define(_line.split()[0], *_line.split()[1:], interface=True)

# What every array inherits; its methods are those of lists that do not change the size.
ARRAY = define("groovy.array", "Object", "Cloneable", "Serializable")
ENTRY = define("java.util.Map$Entry", "Object", interface=True)

__all__ = ["BY_NAME", "OBJECT", "ClassInfo"]
NULL = define("org.codehaus.groovy.runtime.NullObject", "Object", python=[type(None)])
BOOLEAN = define("java.lang.Boolean", "Object", "Comparable", "Serializable", python=[bool])
STRING = define("java.lang.String", "Object", "CharSequence", "Comparable", "Serializable", python=[str])
CHARACTER = define("java.lang.Character", "Object", "Comparable", "Serializable", python=[Character])
define("groovy.lang.GString", "Object", "CharSequence", "Comparable", "Serializable")
define("org.codehaus.groovy.runtime.GStringImpl", "GString", python=[GString])

NUMBER = define("java.lang.Number", "Object", "Serializable")
INTEGER = define("java.lang.Integer", "Number", "Comparable", python=[int])
LONG = define("java.lang.Long", "Number", "Comparable", python=[Long])
SHORT = define("java.lang.Short", "Number", "Comparable", python=[Short])
BYTE = define("java.lang.Byte", "Number", "Comparable", python=[Byte])
DOUBLE = define("java.lang.Double", "Number", "Comparable", python=[float])
FLOAT = define("java.lang.Float", "Number", "Comparable", python=[Float])
BIG_INTEGER = define("java.math.BigInteger", "Number", "Comparable", python=[BigInteger])
BIG_DECIMAL = define("java.math.BigDecimal", "Number", "Comparable", python=[Decimal])

define("java.util.AbstractCollection", "Object", "Collection")
define("java.util.AbstractList", "AbstractCollection", "List")
# Methods of Values: those of a collection, and reading by index, which Groovy has on every collection.
define("groovy.values", "Collection", interface=True)
ARRAY_LIST = define("java.util.ArrayList", "AbstractList", "RandomAccess", "Cloneable", "Serializable", python=[list])
define("java.util.LinkedList", "AbstractList", "Deque", "Cloneable", "Serializable", python=[LinkedList])
define("java.util.Vector", "AbstractList", "RandomAccess", "Cloneable", "Serializable", python=[Vector])
define(
    "java.util.concurrent.CopyOnWriteArrayList",
    "Object",
    "List",
    "RandomAccess",
    "Cloneable",
    "Serializable",
    python=[CopiedList],
)
define(
    "java.util.PriorityQueue", "AbstractCollection", "Queue", "Serializable", "groovy.values", python=[PriorityQueue]
)
define("java.util.Stack", "Vector", python=[Stack])
define("java.util.ArrayList$SubList", "AbstractList", "RandomAccess", python=[SubList])
define("java.util.ArrayDeque", "AbstractCollection", "Deque", "Cloneable", "Serializable", python=[ArrayDeque])
define("java.util.Arrays$ArrayList", "AbstractList", "RandomAccess", python=[FixedList, ArrayWindow])
define(
    "java.util.Collections$UnmodifiableRandomAccessList",
    "Object",
    "List",
    "RandomAccess",
    python=[UnmodifiableList, UnmodifiableView],
)
define("groovy.lang.ListWithDefault", "AbstractList", python=[DefaultList])
define("groovy.lang.Tuple", "AbstractList", "Comparable", "Cloneable", "Serializable")
define("groovy.lang.Tuple2", "Tuple", python=[Tuple])
define("java.util.AbstractSet", "AbstractCollection", "Set")
define("java.util.HashSet", "AbstractSet", "Cloneable", "Serializable", python=[HashSet])
define("java.util.LinkedHashSet", "HashSet", python=[GroovySet])
define("java.util.TreeSet", "AbstractSet", "NavigableSet", "Cloneable", "Serializable", python=[TreeSet])
define("java.util.EnumSet", "AbstractSet", "Cloneable", "Serializable")
define("java.util.RegularEnumSet", "java.util.EnumSet", python=[EnumSet])
define("java.util.Collections$UnmodifiableSet", "Object", "Set", python=[UnmodifiableSet])
define("java.util.LinkedHashMap$LinkedKeySet", "AbstractSet", python=[KeySet])
define("java.util.LinkedHashMap$LinkedEntrySet", "AbstractSet", python=[EntrySet])
define("java.util.LinkedHashMap$LinkedValues", "AbstractCollection", "groovy.values", python=[Values])
define("java.util.AbstractMap", "Object", "Map")
define("java.util.HashMap", "AbstractMap", "Cloneable", "Serializable", python=[HashMap])
LINKED_HASH_MAP = define("java.util.LinkedHashMap", "HashMap", python=[GroovyMap])
define("groovy.lang.MapWithDefault", "Object", "Map", python=[DefaultMap])
define("org.apache.groovy.json.internal.LazyMap", "AbstractMap", python=[LazyMap])
define("java.util.TreeMap", "AbstractMap", "NavigableMap", "Cloneable", "Serializable", python=[TreeMap])
define("java.util.TreeMap$AscendingSubMap", "AbstractMap", "NavigableMap", python=[SubMap])
define("java.util.TreeMap$DescendingSubMap", "AbstractMap", "NavigableMap", python=[DescendingMap])
define("java.util.EnumMap", "AbstractMap", "Cloneable", "Serializable", python=[EnumMap])
define("java.util.Collections$UnmodifiableMap", "Object", "Map", python=[UnmodifiableMap])
define("java.util.LinkedHashMap$Entry", "Entry", python=[Entry])
define("java.util.Iterator$Impl", "Iterator", python=[ScriptIterator])
define("java.util.ArrayList$Itr", "Iterator", python=[ListIterator])
define("java.util.ArrayList$ListItr", "ListIterator", python=[ListCursor])
define("java.util.LinkedHashMap$LinkedHashIterator", "Iterator", python=[EntryIterator])
INT_RANGE = define("groovy.lang.IntRange", "AbstractList", "Range", python=[Range])
INT_RANGE.individual = True
for _name in (
    "java.util.Collections$UnmodifiableRandomAccessList",
    "java.util.Collections$UnmodifiableSet",
    "java.util.Collections$UnmodifiableMap",
    "java.util.LinkedHashMap$LinkedKeySet",
    "java.util.LinkedHashMap$LinkedEntrySet",
    "java.util.LinkedHashMap$LinkedValues",
    "java.util.LinkedHashMap$Entry",
    "groovy.lang.Tuple2",
):
    class_named(_name).individual = True
define("groovy.lang.NumberRange", "AbstractList", "Range")
define("groovy.lang.EmptyRange", "AbstractList", "Range")
OBJECT_RANGE = define("groovy.lang.ObjectRange", "AbstractList", "Range")

CLOSURE = define("groovy.lang.Closure", "Object", "Runnable", "Callable", "Cloneable", "Serializable", python=[Closure])
define("groovy.lang.NativeFunction", "Object", "Comparator", "Function", python=[NativeFunction])
CLOSURE.individual = True
CLASS = define("java.lang.Class", "Object", "Serializable", python=[ClassInfo])
define("groovy.lang.Script", "Object", "GroovyObject")
ENUM = define("java.lang.Enum", "Object", "Comparable", "Serializable")
VOID = define("java.lang.Void")
for _name in ("int", "long", "short", "byte", "double", "float", "boolean", "char", "void"):
    define(_name)
