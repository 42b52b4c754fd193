"""Going through the entries of a map: each, collect, find, inject, groupBy."""

from typing import Any

from addon.scripting.library.iterables import add_entry, collection_of, sign_of_answer
from addon.scripting.library.maps import each_entry, similar, with_entry
from addon.scripting.library.predicates import calling
from addon.scripting.library.registry import Table
from addon.scripting.semantics.missing import missing_method
from addon.scripting.semantics.operators import plus
from addon.scripting.semantics.ordering import compare
from addon.scripting.semantics.truth import truth
from addon.scripting.values.callables import Closure
from addon.scripting.values.lists import LIST_TYPES
from addon.scripting.values.maps import MAP_TYPES, GroovyMap
from addon.scripting.values.ranges import Entry

maps = Table("java.util.Map")

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
        elif action.size == 2:
            action.call(entry, index)
        else:
            action.call(entry)
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
        more = collection_of(with_entry(change, entry))
        run.meter.elements(len(more))
        made.extend(more)
    return made


@maps.method("collectMany(Collection, Closure)")
def collect_many_into(run: Any, self: GroovyMap, target: Any, change: Closure) -> Any:
    """As collectMany, added to a collection."""
    from addon.scripting.library.iterables import add_to

    add_to(run, target, collect_many(run, self, change))
    return target


@maps.method("collectEntries()", "collectEntries(Closure)", "collectEntries(Map, Closure)")
def collect_entries(run: Any, self: GroovyMap, first: Any = None, change: Closure | None = None) -> GroovyMap:
    """A map of what a closure makes of every entry."""
    target = first if type(first) in MAP_TYPES else similar(self, ())
    closure = first if type(first) is Closure else change
    for entry in each_entry(run, self):
        add_entry(run, target, entry if closure is None else with_entry(closure, entry))
    return target


@maps.method("findAll(Closure)")
@calling
def find_all(run: Any, self: GroovyMap, test: Closure) -> GroovyMap:
    """A map of the entries that pass."""
    run.meter.entries(len(self))
    return similar(
        self, [(entry.key, entry.value) for entry in each_entry(run, self) if truth(with_entry(test, entry))]
    )


@maps.method("find(Closure)")
@calling
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
@calling
def any_(run: Any, self: GroovyMap, test: Closure) -> bool:
    """Whether some entry passes."""
    return any(truth(with_entry(test, entry)) for entry in each_entry(run, self))


@maps.method("every(Closure)")
@calling
def every(run: Any, self: GroovyMap, test: Closure) -> bool:
    """Whether all entries pass."""
    return all(truth(with_entry(test, entry)) for entry in each_entry(run, self))


@maps.method("count(Number, Closure)")
def count_from(run: Any, self: GroovyMap, start: Any, test: Closure) -> Any:
    """How many entries pass, added to a number."""
    return plus(run, start, count(run, self, test))


@maps.method("count(Closure)")
@calling
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


@maps.method("groupBy(Object...)")
def group_by_levels(run: Any, self: GroovyMap, *keys: Any) -> GroovyMap:
    """Maps in maps, one level for each closure."""
    levels = keys[0] if len(keys) == 1 and type(keys[0]) in LIST_TYPES else keys
    for key_of in levels:
        if type(key_of) is not Closure:
            missing_method(self, "groupBy", keys)
    if not levels:
        return self
    groups: GroovyMap = group_by(run, self, levels[0])
    if len(levels) > 1:
        for key, group in groups.items():
            groups.put(key, group_by_levels(run, group, *levels[1:]))
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
            better = answer is None or sign_of_answer(closure.call(entry, answer)) * sign > 0
            if better:
                answer = entry
            continue
        value = closure.call(entry)
        if answer is None or compare(value, best) * sign > 0:
            answer, best = entry, value
    return answer
