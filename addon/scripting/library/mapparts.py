"""Parts and orders of maps, values made when asked for, whole-map changes."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.cloning import require_cloneable
from addon.scripting.library.iterables import sign_of_answer
from addon.scripting.library.maps import changeable, copied, each_entry, held, put, similar, with_entry
from addon.scripting.library.predicates import calling
from addon.scripting.library.registry import Table
from addon.scripting.limits import OBJECT
from addon.scripting.semantics.equality import SEQUENCES, equals
from addon.scripting.semantics.missing import shortened
from addon.scripting.semantics.naturalorder import natural
from addon.scripting.semantics.ordering import number_aware
from addon.scripting.semantics.texts import java_text, text
from addon.scripting.semantics.truth import truth
from addon.scripting.values.callables import Closure
from addon.scripting.values.keys import same
from addon.scripting.values.maps import DefaultMap, GroovyMap, LazyMap, Properties, UnmodifiableMap
from addon.scripting.values.ranges import Entry, EntryIterator
from addon.scripting.values.sets import SET_TYPES
from addon.scripting.values.sortedmaps import TreeMap

maps = Table("java.util.Map")


@maps.method("sort()", "sort(Closure)", "sort(Comparator)", "toSorted(Closure)")
def sort(run: Any, self: GroovyMap, closure: Any = None) -> GroovyMap:
    """A map sorted by key, or as a closure or comparator orders its entries."""
    from addon.scripting.library.iterables import sorted_by

    if closure is None:
        run.meter.entries(len(self))
        pairs = sorted_by(run, self.items(), lambda one, two: number_aware(one[0], two[0]))
        return TreeMap(natural, pairs)
    if type(closure) is not Closure:
        return TreeMap(lambda one, two: sign_of_answer(closure.call(one, two)), self.items(), closure)
    items = [Entry(key, value, self) for key, value in self.items()]

    def order(one: Entry, two: Entry) -> int:
        if closure.size == 1:
            return number_aware(closure.call(one), closure.call(two))
        return sign_of_answer(closure.call(one, two))

    run.meter.entries(len(self))
    return GroovyMap((one.key, one.value) for one in sorted_by(run, items, order))


@maps.method("toSorted()")
def sort_by_value(run: Any, self: GroovyMap) -> GroovyMap:
    """A map sorted by value; a copy of one that is sorted."""
    from addon.scripting.library.iterables import sorted_by

    run.meter.entries(len(self))
    if isinstance(self, TreeMap):
        return GroovyMap(self.items())
    return GroovyMap(sorted_by(run, self.items(), lambda one, two: number_aware(one[1], two[1])))


@maps.method("toSorted(Comparator)")
def sort_by_order(run: Any, self: GroovyMap, order: Any) -> GroovyMap:
    """A map sorted as a comparator orders its entries."""
    from addon.scripting.library.iterables import sorted_by

    run.meter.entries(len(self))
    entries = [Entry(key, value, self) for key, value in self.items()]
    made = sorted_by(run, entries, lambda one, two: sign_of_answer(order.call(one, two)))
    return GroovyMap((one.key, one.value) for one in made)


@maps.method("subMap(Collection)", "subMap(Object[])", "subMap(Object...)")
def sub_map(run: Any, self: GroovyMap, *wanted: Any) -> GroovyMap:
    """The entries of some keys."""
    if wanted == (None,):
        throw("NullPointerException", 'Cannot invoke "java.util.Collection.size()" because "keys" is null')
    keys = wanted[0] if len(wanted) == 1 and type(wanted[0]) in SEQUENCES | SET_TYPES else wanted
    run.meter.entries(len(keys))
    return GroovyMap((key, self.get(key)) for key in keys if self.has(key))


@maps.method("take(int)")
def take(run: Any, self: GroovyMap, wanted: int) -> GroovyMap:
    """The first entries."""
    return similar(self, self.items()[: max(0, wanted)])


@maps.method("drop(int)")
def drop(run: Any, self: GroovyMap, unwanted: int) -> GroovyMap:
    """Without the first entries."""
    return similar(self, self.items()[max(0, unwanted) :])


@maps.method("takeWhile(Closure)")
@calling
def take_while(run: Any, self: GroovyMap, test: Closure) -> GroovyMap:
    made = []
    for entry in each_entry(run, self):
        if not truth(with_entry(test, entry)):
            break
        made.append((entry.key, entry.value))
    return similar(self, made)


@maps.method("dropWhile(Closure)")
@calling
def drop_while(run: Any, self: GroovyMap, test: Closure) -> GroovyMap:
    made = []
    dropping = True
    for entry in each_entry(run, self):
        dropping = dropping and truth(with_entry(test, entry))
        if not dropping:
            made.append((entry.key, entry.value))
    return similar(self, made)


@maps.method("withDefault(Closure)")
def with_default(run: Any, self: GroovyMap, make: Closure) -> GroovyMap:
    """A map that makes missing values when they are asked for, and keeps them."""
    run.meter.allocate(OBJECT)
    return DefaultMap(self, make)


@maps.method("withDefault(boolean, boolean, Closure)")
def with_growing_default(run: Any, self: GroovyMap, grow: bool, shrink: bool, make: Closure) -> GroovyMap:
    """The same, which keeps what it makes if it is to `grow`, and no value that it would make if it is to `shrink`."""
    run.meter.allocate(OBJECT)
    return DefaultMap(self, make, grow=grow, shrink=shrink)


@maps.method("removeAll(Closure)")
@calling
def remove_all(run: Any, self: GroovyMap, test: Closure) -> bool:
    """Remove the entries that pass."""
    changeable(self)
    gone = [entry.key for entry in each_entry(run, self) if truth(with_entry(test, entry))]
    for key in gone:
        self.remove(key)
    return bool(gone)


@maps.method("retainAll(Closure)")
@calling
def retain_all(run: Any, self: GroovyMap, test: Closure) -> bool:
    """Remove the entries that do not pass."""
    gone = [entry.key for entry in each_entry(run, self) if not truth(with_entry(test, entry))]
    for key in gone:
        changeable(self).remove(key)
    return bool(gone)


@maps.method("computeIfAbsent(Object, Function)")
def compute_if_absent(run: Any, self: GroovyMap, key: Any, make: Any) -> Any:
    """The value of a key; a missing one is made and set."""
    value = held(run, changeable(self), key)
    if value is None:
        value = make.call(key)
        if value is not None:
            put(run, self, key, value)
    return value


@maps.method("computeIfPresent(Object, BiFunction)")
def compute_if_present(run: Any, self: GroovyMap, key: Any, make: Any) -> Any:
    before = held(run, changeable(self), key)
    if before is None:
        return None
    value = make.call(key, before)
    if value is None:
        self.remove(key)
    else:
        put(run, self, key, value)
    return value


@maps.method("compute(Object, BiFunction)")
def compute(run: Any, self: GroovyMap, key: Any, make: Any) -> Any:
    value = make.call(key, held(run, changeable(self), key))
    if value is None:
        self.remove(key)
    else:
        put(run, self, key, value)
    return value


@maps.method("merge(Object, Object, BiFunction)")
def merge(run: Any, self: GroovyMap, key: Any, value: Any, combine: Any) -> Any:
    """Set a value, or combine it with the one that is there."""
    if value is None and changeable(self) is self:
        throw("NullPointerException")
    before = held(run, changeable(self), key)
    made = value if before is None else combine.call(before, value)
    if made is None:
        self.remove(key)
    else:
        put(run, self, key, made)
    return made


@maps.method("replaceAll(BiFunction)", "replaceAll(Closure)")
def replace_all(run: Any, self: GroovyMap, change: Any) -> None:
    changeable(self)
    for key, value in self.items():
        self.put(key, change.call(key, value))


@maps.method("spread()")
def spread(run: Any, self: GroovyMap) -> GroovyMap:
    return self


@maps.method("toMapString()", "toMapString(int)")
def to_map_string(run: Any, self: GroovyMap, longest: int | None = None) -> str:
    """As text, broken off after so many characters."""
    return text(self) if longest is None or longest == -1 or not len(self) else shortened(self, longest)


@maps.method("replace(Object, Object, Object)")
def replace_if(run: Any, self: GroovyMap, key: Any, before: Any, value: Any) -> bool:
    """Set a value where another is held now; says whether it was."""
    if not same(held(run, changeable(self), key), before) or not self.has(key):
        return False
    put(run, self, key, value)
    return True


@maps.method("asUnmodifiable()")
def as_unmodifiable(run: Any, self: GroovyMap) -> GroovyMap:
    """A view that cannot be changed, but shows what happens to the map."""
    return self if type(self) is UnmodifiableMap else _view(run, self)


def _view(run: Any, self: GroovyMap) -> GroovyMap:
    run.meter.allocate(OBJECT)
    made = UnmodifiableMap((), self)
    made.default = self.default
    return made


@maps.method("toString()")
def to_string(run: Any, self: GroovyMap) -> str:
    """The entries in brackets; of a view as Java writes them."""
    return java_text(self) if type(self) is UnmodifiableMap and self.source is not None else text(self)


@maps.method("asImmutable()")
def as_immutable(run: Any, self: GroovyMap) -> GroovyMap:
    """A map that cannot be changed."""
    run.meter.entries(len(self))
    return _view(run, copied(self))


@maps.method("asSynchronized()")
def as_is(run: Any, self: GroovyMap) -> GroovyMap:
    return self


@maps.method("clone()")
def clone(run: Any, self: GroovyMap) -> GroovyMap | None:
    """A copy; views cannot be copied so, and of what JsonSlurper made Groovy gives null."""
    if type(self) is LazyMap:
        return None
    require_cloneable(self)
    run.meter.entries(len(self))
    if type(self) is not Properties:
        return copied(self)
    made = Properties(self.items())
    made.defaults = self.defaults
    return made


@maps.method("iterator()")
def iterator(run: Any, self: GroovyMap) -> Any:
    entries = [Entry(key, value, self) for key, value in self.items()]
    run.meter.entries(len(entries))
    return EntryIterator(self, [entry.key for entry in entries], entries)


@maps.method("equals(Map)")
def equal(run: Any, self: GroovyMap, other: Any) -> bool:
    return equals(self, other)
