"""java.util.Map and Map.Entry."""

from collections.abc import Iterator
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import _sign, add_entry
from addon.scripting.library.registry import Table
from addon.scripting.semantics.access import map_get, put_entry
from addon.scripting.semantics.coerce import natural
from addon.scripting.semantics.equality import SEQUENCES, equals, java_equals
from addon.scripting.semantics.iteration import iterate
from addon.scripting.semantics.ordering import compare, number_aware
from addon.scripting.semantics.texts import text
from addon.scripting.semantics.truth import truth
from addon.scripting.values.callables import Closure
from addon.scripting.values.classes import define
from addon.scripting.values.collections import (
    MAP_TYPES,
    SET_TYPES,
    Entry,
    EntrySet,
    GroovyMap,
    HashMap,
    KeySet,
    TreeMap,
    UnmodifiableMap,
    Values,
)

maps = Table("java.util.Map")
entries = Table("java.util.Map$Entry")


def changeable(self: GroovyMap) -> GroovyMap:
    if type(self) is UnmodifiableMap:
        throw("UnsupportedOperationException")
    return self


def similar(self: GroovyMap, pairs: Any) -> GroovyMap:
    """A new map of the kind of another."""
    if type(self) is TreeMap:
        return TreeMap(self.order, pairs, self.comparator)
    return HashMap(pairs) if type(self) is HashMap else GroovyMap(pairs)


def each_entry(run: Any, self: GroovyMap) -> Iterator[Entry]:
    return iterate(run, self)


def with_entry(closure: Any, entry: Entry) -> Any:
    """Call with key and value, or with the entry if there is one parameter."""
    if closure.size == 2:
        return closure.call(entry.key, entry.value)
    return closure.call(entry)


# Reading and writing


@maps.method("get(Object)")
def get(run: Any, self: GroovyMap, key: Any) -> Any:
    """The value of a key, or null."""
    return map_get(run, self, key)


@maps.method("getAt(Object)")
def get_at(run: Any, self: GroovyMap, key: Any) -> Any:
    """The value of a key, or null."""
    return map_get(run, self, key)


@maps.method("get(Object, Object)")
def get_or_put(run: Any, self: GroovyMap, key: Any, value: Any) -> Any:
    """The value of a key; a missing one is set first."""
    if not self.has(key):
        put_entry(run, self, key, value)
    return self.get(key)


@maps.method("getOrDefault(Object, Object)")
def get_or_default(run: Any, self: GroovyMap, key: Any, value: Any) -> Any:
    """The value of a key, or another."""
    return self.get(key) if self.has(key) else value


@maps.method("put(Object, Object)")
def put(run: Any, self: GroovyMap, key: Any, value: Any) -> Any:
    """Set an entry; gives the value it replaces."""
    changeable(self)
    run.meter.entries(1)
    return self.put(key, value)


@maps.method("putAt(Object, Object)")
def put_at(run: Any, self: GroovyMap, key: Any, value: Any) -> None:
    put_entry(run, self, key, value)


@maps.method("putIfAbsent(Object, Object)")
def put_if_absent(run: Any, self: GroovyMap, key: Any, value: Any) -> Any:
    """Set an entry that is missing or null; gives what was there."""
    before = self.get(key)
    if before is None:
        put(run, self, key, value)
    return before


@maps.method("putAll(Map)", "putAll(Collection)")
def put_all(run: Any, self: GroovyMap, other: Any) -> Any:
    """Set all entries of another map."""
    changeable(self)
    run.meter.entries(len(other))
    if type(other) in MAP_TYPES:
        for key, value in other.items():
            self.put(key, value)
        return None
    for one in other:
        if not isinstance(one, Entry):
            from addon.scripting.values.classes import class_of

            name = "null" if one is None else class_of(one).name
            throw("ClassCastException", f"class {name} cannot be cast to class java.util.Map$Entry")
        self.put(one.key, one.value)
    return self


@maps.method("leftShift(Map)", "leftShift(Entry)")
def left_shift(run: Any, self: GroovyMap, other: Any) -> GroovyMap:
    """Set all entries of another map; gives this map."""
    changeable(self)
    if type(other) is Entry:
        put(run, self, other.key, other.value)
    else:
        put_all(run, self, other)
    return self


@maps.method("plus(Map)", "plus(Collection)")
def plus_(run: Any, self: GroovyMap, other: Any) -> GroovyMap:
    """A new map with the entries of both."""
    run.meter.entries(len(self) + len(other))
    made = similar(self, self.items())
    put_all(run, made, other)
    return made


@maps.method("minus(Map)")
def minus(run: Any, self: GroovyMap, other: GroovyMap) -> GroovyMap:
    """A new map without the entries that are in the other with an equal value."""
    run.meter.entries(len(self))
    return similar(
        self, [(key, value) for key, value in self.items() if not (other.has(key) and equals(other.get(key), value))]
    )


@maps.method("intersect(Map)")
def intersect(run: Any, self: GroovyMap, other: GroovyMap) -> GroovyMap:
    """The entries that are in both."""
    run.meter.entries(len(self))
    return similar(
        self, [(key, value) for key, value in self.items() if other.has(key) and equals(other.get(key), value)]
    )


@maps.method("remove(Object)")
def remove(run: Any, self: GroovyMap, key: Any) -> Any:
    """Remove an entry and give its value."""
    return changeable(self).remove(key)


@maps.method("remove(Object, Object)")
def remove_pair(run: Any, self: GroovyMap, key: Any, value: Any) -> bool:
    if self.has(key) and java_equals(self.get(key), value):
        changeable(self).remove(key)
        return True
    return False


@maps.method("replace(Object, Object)")
def replace(run: Any, self: GroovyMap, key: Any, value: Any) -> Any:
    """Set an entry that is there."""
    return put(run, self, key, value) if self.has(key) else None


@maps.method("clear()")
def clear(run: Any, self: GroovyMap) -> None:
    """Remove everything."""
    changeable(self).clear()


@maps.method("containsKey(Object)")
def contains_key(run: Any, self: GroovyMap, key: Any) -> bool:
    """Whether there is such a key."""
    return self.has(key)


@maps.method("containsValue(Object)")
def contains_value(run: Any, self: GroovyMap, value: Any) -> bool:
    """Whether some entry has this value."""
    run.meter.step(len(self) >> 2)
    return any(one is value or java_equals(one, value) for one in self.values())


@maps.method("isCase(Object)")
def is_case(run: Any, self: GroovyMap, value: Any) -> bool:
    return truth(map_get(run, self, value))


@maps.method("size()")
def size(run: Any, self: GroovyMap) -> int:
    """The number of entries."""
    return len(self)


@maps.method("isEmpty()")
def is_empty(run: Any, self: GroovyMap) -> bool:
    """Whether there is no entry."""
    return not len(self)


@maps.method("keySet()", "navigableKeySet()")
def key_set(run: Any, self: GroovyMap) -> Any:
    """The keys."""
    run.meter.entries(len(self))
    return KeySet(self)


@maps.method("values()")
def values(run: Any, self: GroovyMap) -> Any:
    """The values."""
    run.meter.elements(len(self))
    made = Values(self.values())
    made.source = self
    return made


views = Table("groovy.values")


def keep_values(self: Values, kept: list[bool]) -> bool:
    """Take the entries out of the map whose value is not kept."""
    if all(kept):
        return False
    source = self.source
    if source is not None:
        for key, stays in zip(source.keys(), kept, strict=False):
            if not stays:
                changeable(source).remove(key)
    self[:] = [value for value, stays in zip(self, kept, strict=True) if stays]
    return True


@views.method("remove(Object)")
def remove_value(run: Any, self: Values, value: Any) -> bool:
    """Remove the first entry with this value."""
    for index, one in enumerate(self):
        if java_equals(one, value):
            return keep_values(self, [place != index for place in range(len(self))])
    return False


@views.method("removeAll(Collection)")
def remove_values(run: Any, self: Values, unwanted: Any) -> bool:
    """Remove every entry whose value is among these."""
    others = list(unwanted)
    run.meter.step(len(self) * len(others) >> 3)
    return keep_values(self, [not any(java_equals(one, other) for other in others) for one in self])


@views.method("retainAll(Collection)")
def retain_values(run: Any, self: Values, wanted: Any) -> bool:
    """Remove every entry whose value is not among these."""
    others = list(wanted)
    run.meter.step(len(self) * len(others) >> 3)
    return keep_values(self, [any(java_equals(one, other) for other in others) for one in self])


@views.method("removeIf(Predicate)", "removeAll(Closure)")
def remove_values_where(run: Any, self: Values, test: Any) -> bool:
    """Remove every entry whose value passes."""
    return keep_values(self, [not truth(test.call(one)) for one in self])


@views.method("retainAll(Closure)")
def retain_values_where(run: Any, self: Values, test: Any) -> bool:
    """Remove every entry whose value does not pass."""
    return keep_values(self, [truth(test.call(one)) for one in self])


@views.method("clear()")
def clear_values(run: Any, self: Values) -> None:
    """Remove everything."""
    keep_values(self, [False] * len(self))


@maps.method("entrySet()")
def entry_set(run: Any, self: GroovyMap) -> Any:
    """The entries."""
    run.meter.entries(len(self))
    return EntrySet([Entry(key, value, self) for key, value in self.items()])


# Going through


@maps.method("each(Closure)")
def each(run: Any, self: GroovyMap, action: Closure) -> GroovyMap:
    """Call for every entry, with key and value or the entry."""
    for entry in each_entry(run, self):
        with_entry(action, entry)
    return self


@maps.method("forEach(BiConsumer)", "forEach(Closure)")
def for_each(run: Any, self: GroovyMap, action: Any) -> None:
    for entry in each_entry(run, self):
        action.call(entry.key, entry.value)


@maps.method("eachWithIndex(Closure)")
def each_with_index(run: Any, self: GroovyMap, action: Closure) -> GroovyMap:
    """Call for every entry with its index."""
    for index, entry in enumerate(each_entry(run, self)):
        if action.size == 3:
            action.call(entry.key, entry.value, index)
        else:
            action.call(entry, index)
    return self


@maps.method("reverseEach(Closure)")
def reverse_each(run: Any, self: GroovyMap, action: Closure) -> GroovyMap:
    for key, value in reversed(self.items()):
        with_entry(action, Entry(key, value, self))
    return self


@maps.method("collect(Closure)", "collect(Collection, Closure)")
def collect(run: Any, self: GroovyMap, first: Any, change: Closure | None = None) -> Any:
    """What a closure makes of every entry."""
    closure = first if change is None else change
    made = [with_entry(closure, entry) for entry in each_entry(run, self)]
    run.meter.elements(len(made))
    if change is None:
        return made
    from addon.scripting.library.iterables import add_to

    add_to(run, first, made)
    return first


@maps.method("collectMany(Closure)")
def collect_many(run: Any, self: GroovyMap, change: Closure) -> list[Any]:
    made: list[Any] = []
    for entry in each_entry(run, self):
        made.extend(with_entry(change, entry))
    run.meter.elements(len(made))
    return made


@maps.method("collectEntries()", "collectEntries(Closure)", "collectEntries(Map, Closure)")
def collect_entries(run: Any, self: GroovyMap, first: Any = None, change: Closure | None = None) -> GroovyMap:
    """A map of what a closure makes of every entry."""
    target = first if type(first) in MAP_TYPES else similar(self, ())
    closure = first if type(first) is Closure else change
    for entry in each_entry(run, self):
        add_entry(run, target, entry if closure is None else with_entry(closure, entry))
    return target


@maps.method("findAll(Closure)")
def find_all(run: Any, self: GroovyMap, test: Closure) -> GroovyMap:
    """A map of the entries that pass."""
    run.meter.entries(len(self))
    return similar(
        self, [(entry.key, entry.value) for entry in each_entry(run, self) if truth(with_entry(test, entry))]
    )


@maps.method("find(Closure)")
def find(run: Any, self: GroovyMap, test: Closure) -> Any:
    """The first entry that passes, or null."""
    for entry in each_entry(run, self):
        if truth(with_entry(test, entry)):
            return entry
    return None


@maps.method("findResult(Closure)", "findResult(Object, Closure)")
def find_result(run: Any, self: GroovyMap, first: Any, test: Closure | None = None) -> Any:
    closure = first if test is None else test
    for entry in each_entry(run, self):
        made = with_entry(closure, entry)
        if made is not None:
            return made
    return None if test is None else first


@maps.method("findResults(Closure)")
def find_results(run: Any, self: GroovyMap, change: Closure) -> list[Any]:
    made = [with_entry(change, entry) for entry in each_entry(run, self)]
    return [one for one in made if one is not None]


@maps.method("any(Closure)")
def any_(run: Any, self: GroovyMap, test: Closure) -> bool:
    """Whether some entry passes."""
    return any(truth(with_entry(test, entry)) for entry in each_entry(run, self))


@maps.method("every(Closure)")
def every(run: Any, self: GroovyMap, test: Closure) -> bool:
    """Whether all entries pass."""
    return all(truth(with_entry(test, entry)) for entry in each_entry(run, self))


@maps.method("count(Closure)")
def count(run: Any, self: GroovyMap, test: Closure) -> int:
    """How many entries pass."""
    return sum([1 for entry in each_entry(run, self) if truth(with_entry(test, entry))])


@maps.method("inject(Object, Closure)")
def inject(run: Any, self: GroovyMap, first: Any, combine: Closure) -> Any:
    """Combine all entries."""
    result = first
    for entry in each_entry(run, self):
        if combine.size == 3:
            result = combine.call(result, entry.key, entry.value)
        else:
            result = combine.call(result, entry)
    return result


@maps.method("groupBy(Closure)")
def group_by(run: Any, self: GroovyMap, key_of: Closure) -> GroovyMap:
    """Maps of entries by the key a closure gives."""
    groups = GroovyMap()
    for entry in each_entry(run, self):
        key = with_entry(key_of, entry)
        group = groups.get(key)
        if group is None:
            group = similar(self, ())
            run.meter.entries(1)
            groups.put(key, group)
        run.meter.entries(1)
        group.put(entry.key, entry.value)
    return groups


@maps.method("groupEntriesBy(Closure)")
def group_entries_by(run: Any, self: GroovyMap, key_of: Closure) -> GroovyMap:
    groups = GroovyMap()
    for entry in each_entry(run, self):
        key = with_entry(key_of, entry)
        if not groups.has(key):
            groups.put(key, [])
        run.meter.entries(1)
        groups.get(key).append(entry)
    return groups


@maps.method("countBy(Closure)")
def count_by(run: Any, self: GroovyMap, key_of: Closure) -> GroovyMap:
    counts = GroovyMap()
    for entry in each_entry(run, self):
        key = with_entry(key_of, entry)
        run.meter.entries(1)
        counts.put(key, counts.get(key, 0) + 1)
    return counts


@maps.method("max(Closure)")
def max_(run: Any, self: GroovyMap, closure: Closure) -> Any:
    """The entry with the greatest value of a closure."""
    return _extreme(run, self, closure, 1)


@maps.method("min(Closure)")
def min_(run: Any, self: GroovyMap, closure: Closure) -> Any:
    """The entry with the least value of a closure."""
    return _extreme(run, self, closure, -1)


def _extreme(run: Any, self: GroovyMap, closure: Closure, sign: int) -> Any:
    answer: Any = None
    best: Any = None
    for entry in each_entry(run, self):
        if closure.size == 2:
            better = answer is None or _sign(closure.call(entry, answer)) * sign > 0
            if better:
                answer = entry
            continue
        value = closure.call(entry)
        if answer is None or compare(value, best) * sign > 0:
            answer, best = entry, value
    return answer


@maps.method("sort()", "sort(Closure)", "sort(Comparator)", "toSorted()", "toSorted(Closure)", "toSorted(Comparator)")
def sort(run: Any, self: GroovyMap, closure: Any = None) -> GroovyMap:
    """A map sorted by key, or as a closure or comparator orders its entries."""
    from addon.scripting.library.iterables import sorted_by

    if closure is None:
        run.meter.entries(len(self))
        pairs = sorted_by(run, self.items(), lambda one, two: number_aware(one[0], two[0]))
        return TreeMap(natural, pairs)
    if type(closure) is not Closure:
        return TreeMap(lambda one, two: _sign(closure.call(one, two)), self.items(), closure)
    items = [Entry(key, value, self) for key, value in self.items()]

    def order(one: Entry, two: Entry) -> int:
        if closure.size == 1:
            return number_aware(closure.call(one), closure.call(two))
        return _sign(closure.call(one, two))

    run.meter.entries(len(self))
    return GroovyMap((one.key, one.value) for one in sorted_by(run, items, order))


@maps.method("subMap(Collection)", "subMap(Object[])", "subMap(Object...)")
def sub_map(run: Any, self: GroovyMap, *wanted: Any) -> GroovyMap:
    """The entries of some keys."""
    keys = wanted[0] if len(wanted) == 1 and type(wanted[0]) in SEQUENCES | SET_TYPES else wanted
    run.meter.entries(len(keys))
    return similar(self, [(key, self.get(key)) for key in keys if self.has(key)])


@maps.method("take(int)")
def take(run: Any, self: GroovyMap, wanted: int) -> GroovyMap:
    """The first entries."""
    return similar(self, self.items()[: max(0, wanted)])


@maps.method("drop(int)")
def drop(run: Any, self: GroovyMap, unwanted: int) -> GroovyMap:
    """Without the first entries."""
    return similar(self, self.items()[max(0, unwanted) :])


@maps.method("takeWhile(Closure)")
def take_while(run: Any, self: GroovyMap, test: Closure) -> GroovyMap:
    made = []
    for entry in each_entry(run, self):
        if not truth(with_entry(test, entry)):
            break
        made.append((entry.key, entry.value))
    return similar(self, made)


@maps.method("dropWhile(Closure)")
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
    """A map that makes missing values when they are asked for."""
    made = GroovyMap()
    made.data = self.data
    made.default = make
    return made


@maps.method("removeAll(Closure)")
def remove_all(run: Any, self: GroovyMap, test: Closure) -> bool:
    """Remove the entries that pass."""
    gone = [entry.key for entry in each_entry(run, self) if truth(with_entry(test, entry))]
    for key in gone:
        changeable(self).remove(key)
    return bool(gone)


@maps.method("retainAll(Closure)")
def retain_all(run: Any, self: GroovyMap, test: Closure) -> bool:
    """Remove the entries that do not pass."""
    gone = [entry.key for entry in each_entry(run, self) if not truth(with_entry(test, entry))]
    for key in gone:
        changeable(self).remove(key)
    return bool(gone)


@maps.method("computeIfAbsent(Object, Function)")
def compute_if_absent(run: Any, self: GroovyMap, key: Any, make: Any) -> Any:
    """The value of a key; a missing one is made and set."""
    value = self.get(key)
    if value is None:
        value = make.call(key)
        if value is not None:
            put(run, self, key, value)
    return value


@maps.method("computeIfPresent(Object, BiFunction)")
def compute_if_present(run: Any, self: GroovyMap, key: Any, make: Any) -> Any:
    before = self.get(key)
    if before is None:
        return None
    value = make.call(key, before)
    if value is None:
        changeable(self).remove(key)
    else:
        put(run, self, key, value)
    return value


@maps.method("compute(Object, BiFunction)")
def compute(run: Any, self: GroovyMap, key: Any, make: Any) -> Any:
    value = make.call(key, self.get(key))
    if value is None:
        changeable(self).remove(key)
    else:
        put(run, self, key, value)
    return value


@maps.method("merge(Object, Object, BiFunction)")
def merge(run: Any, self: GroovyMap, key: Any, value: Any, combine: Any) -> Any:
    """Set a value, or combine it with the one that is there."""
    before = self.get(key)
    made = value if before is None else combine.call(before, value)
    if made is None:
        changeable(self).remove(key)
    else:
        put(run, self, key, made)
    return made


@maps.method("replaceAll(BiFunction)", "replaceAll(Closure)")
def replace_all(run: Any, self: GroovyMap, change: Any) -> None:
    for key, value in self.items():
        self.put(key, change.call(key, value))


@maps.method("spread()")
def spread(run: Any, self: GroovyMap) -> GroovyMap:
    return self


@maps.method("toMapString()")
def to_map_string(run: Any, self: GroovyMap) -> str:
    return text(self)


@maps.method("asImmutable()", "asUnmodifiable()")
def as_immutable(run: Any, self: GroovyMap) -> GroovyMap:
    """A map that cannot be changed."""
    run.meter.entries(len(self))
    return UnmodifiableMap(self.items())


@maps.method("asSynchronized()")
def as_is(run: Any, self: GroovyMap) -> GroovyMap:
    return self


@maps.method("clone()")
def clone(run: Any, self: GroovyMap) -> GroovyMap:
    """A copy."""
    run.meter.entries(len(self))
    return similar(self, self.items())


@maps.method("iterator()")
def iterator(run: Any, self: GroovyMap) -> Any:
    from addon.scripting.values.collections import ScriptIterator

    return ScriptIterator(iterate(run, self))


@maps.method("equals(Map)")
def equal(run: Any, self: GroovyMap, other: Any) -> bool:
    return equals(self, other)


trees = Table("java.util.NavigableMap")


@trees.method("firstKey()")
def first_key(run: Any, self: TreeMap) -> Any:
    """The least key."""
    edge = self.edge(0)
    return throw("NoSuchElementException") if edge is None else edge[0]


@trees.method("lastKey()")
def last_key(run: Any, self: TreeMap) -> Any:
    """The greatest key."""
    edge = self.edge(-1)
    return throw("NoSuchElementException") if edge is None else edge[0]


@trees.method("firstEntry()")
def first_entry(run: Any, self: TreeMap) -> Any:
    edge = self.edge(0)
    return None if edge is None else Entry(*edge)


@trees.method("lastEntry()")
def last_entry(run: Any, self: TreeMap) -> Any:
    edge = self.edge(-1)
    return None if edge is None else Entry(*edge)


def _nearest(name: str, step: int, equal: bool) -> None:
    def entry(self: TreeMap, key: Any) -> tuple[Any, Any] | None:
        place, there = self.around(key)
        if not (there and equal):
            place += step if step < 0 else int(there)
        return self.edge(place) if 0 <= place < len(self) else None

    @trees.method(f"{name}Key(Object)")
    def key_of(run: Any, self: TreeMap, key: Any) -> Any:
        found = entry(self, key)
        return None if found is None else found[0]

    @trees.method(f"{name}Entry(Object)")
    def entry_of(run: Any, self: TreeMap, key: Any) -> Any:
        found = entry(self, key)
        return None if found is None else Entry(*found)


_nearest("floor", -1, True)
_nearest("lower", -1, False)
_nearest("ceiling", 1, True)
_nearest("higher", 1, False)


@trees.method("headMap(Object)", "headMap(Object, boolean)")
def head_map(run: Any, self: TreeMap, key: Any, inclusive: bool = False) -> Any:
    place, there = self.around(key)
    return similar(self, self.items()[: place + (there and inclusive)])


@trees.method("tailMap(Object)", "tailMap(Object, boolean)")
def tail_map(run: Any, self: TreeMap, key: Any, inclusive: bool = True) -> Any:
    place, there = self.around(key)
    return similar(self, self.items()[place + (there and not inclusive) :])


@trees.method("subMap(Object, Object)")
def sub_tree(run: Any, self: TreeMap, low: Any, high: Any) -> Any:
    if self.order(low, high) > 0:
        throw("IllegalArgumentException", "fromKey > toKey")
    return similar(self, self.items()[self.around(low)[0] : self.around(high)[0]])


@trees.method("descendingMap()")
def descending(run: Any, self: TreeMap) -> Any:
    return TreeMap(lambda one, two: self.order(two, one), self.items())


@trees.method("pollFirstEntry()")
def poll_first(run: Any, self: TreeMap) -> Any:
    edge = self.edge(0)
    if edge is None:
        return None
    self.remove(edge[0])
    return Entry(*edge)


def _constructors(name: str, kind: Any) -> None:
    table = Table(name)

    @table.constructor("()", "(int)", "(int, float)", "(Map)", "(int, double)")
    def construct(run: Any, source: Any = None, factor: Any = None) -> Any:
        """An empty map, or one with the entries of another."""
        made = kind()
        if type(source) in MAP_TYPES:
            run.meter.entries(len(source))
            if kind is HashMap:
                while made.capacity * 3 < len(source) * 4:
                    made.capacity *= 2
            for key, value in source.items():
                made.put(key, value)
        return made


_constructors("java.util.LinkedHashMap", GroovyMap)
_constructors("java.util.HashMap", HashMap)
define("java.util.concurrent.ConcurrentHashMap", "HashMap")
_constructors("java.util.concurrent.ConcurrentHashMap", HashMap)


@Table("java.util.TreeMap").constructor("()", "(Map)", "(Comparator?)")
def new_tree(run: Any, source: Any = None) -> TreeMap:
    """An empty sorted map, one with the entries of another, or one with an order of its own."""
    if type(source) in MAP_TYPES:
        run.meter.entries(len(source))
        return TreeMap(natural, source.items())
    return TreeMap(natural) if source is None else TreeMap(lambda one, two: _sign(source.call(one, two)), (), source)


for _count in range(6):
    _signature = ", ".join(["Object"] * _count * 2)

    @maps.static(f"of({_signature})")
    def map_of(run: Any, *pairs: Any) -> UnmodifiableMap:
        """A map that cannot be changed."""
        return UnmodifiableMap(zip(pairs[::2], pairs[1::2], strict=True))


@maps.static("entry(Object, Object)")
def entry_of(run: Any, key: Any, value: Any) -> Entry:
    return Entry(key, value)


@Table("java.util.Map").static("copyOf(Map)")
def copy_of(run: Any, source: GroovyMap) -> UnmodifiableMap:
    return UnmodifiableMap(source.items())


@entries.method("getKey()")
def get_key(run: Any, self: Entry) -> Any:
    """The key."""
    return self.key


@entries.method("getValue()")
def get_value(run: Any, self: Entry) -> Any:
    """The value."""
    return self.value


@entries.method("setValue(Object)")
def set_value(run: Any, self: Entry, value: Any) -> Any:
    """Set the value, in the map too."""
    before = self.value
    self.value = value
    if self.source is not None:
        self.source.put(self.key, value)
    return before


@entries.static("comparingByKey()")
def comparing_key(run: Any) -> Any:
    from addon.scripting.values.callables import NativeFunction

    return NativeFunction(lambda one, two: compare(one.key, two.key), 2, "java.util.Comparator")


@entries.static("comparingByValue()", "comparingByValue(Comparator)")
def comparing_value(run: Any, order: Any = None) -> Any:
    from addon.scripting.values.callables import NativeFunction

    if order is not None:
        return NativeFunction(lambda one, two: order.call(one.value, two.value), 2, "java.util.Comparator")
    return NativeFunction(lambda one, two: compare(one.value, two.value), 2, "java.util.Comparator")
