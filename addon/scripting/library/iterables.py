"""What Groovy offers on everything that can be gone through: each, collect, find, inject and their kin.

Declared on Object, since Groovy lets them be called on any value (text by character, a lone value as itself);
maps and lists override what means more there.
"""

from collections.abc import Callable
from functools import cmp_to_key
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.cases import matches
from addon.scripting.semantics.equality import SEQUENCES, equals, java_equals
from addon.scripting.semantics.iteration import elements_of, iterate
from addon.scripting.semantics.numeric import divide
from addon.scripting.semantics.operators import plus
from addon.scripting.semantics.ordering import compare, number_aware
from addon.scripting.semantics.texts import ScriptObject, text
from addon.scripting.semantics.truth import truth
from addon.scripting.values import hierarchy
from addon.scripting.values.callables import Closure
from addon.scripting.values.classes import BY_NAME, class_named
from addon.scripting.values.collections import (
    LIST_TYPES,
    MAP_TYPES,
    SET_TYPES,
    Array,
    Entry,
    GroovyMap,
    GroovySet,
    HashSet,
    LinkedList,
    Range,
    ScriptIterator,
    TreeMap,
    TreeSet,
    Tuple,
)
from addon.scripting.values.numbers import Long

everything = Table(hierarchy.OBJECT)
iterables = Table("java.lang.Iterable")
arrays = Table(hierarchy.ARRAY)


def collections_and_arrays(*signatures: str) -> Callable[[Any], Any]:
    """Offer a function on Iterable and on arrays."""

    def add(function: Any) -> Any:
        iterables.method(*signatures)(function)
        arrays.method(*signatures)(function)
        return function

    return add


def similar(value: Any, elements: list[Any]) -> Any:
    """A new collection of the kind of another: sets stay sets, all else becomes a list."""
    if type(value) in SET_TYPES:
        if type(value) is TreeSet:
            return TreeSet(elements, TreeMap(value.map.order, (), value.map.comparator))  # type: ignore[attr-defined]
        return HashSet(elements) if type(value) is HashSet else GroovySet(elements)
    if type(value) is LinkedList:
        return LinkedList(elements)
    if type(value) is Array:
        return Array(value.component, elements)
    return elements


def order_of(closure: Any) -> Callable[[Any, Any], int]:
    """The order a closure or comparator means: two parameters compare, one gives the key."""
    if type(closure) is Closure and closure.size == 1:
        return lambda one, two: number_aware(closure.call(one), closure.call(two))
    return lambda one, two: _sign(closure.call(one, two))


def _sign(answer: Any) -> int:
    from addon.scripting.semantics.coerce import cast

    value = cast(answer, BY_NAME["int"])
    return int(value > 0) - int(value < 0)


def sorted_by(run: Any, elements: list[Any], order: Callable[[Any, Any], int]) -> list[Any]:
    """A sorted copy; comparisons are charged."""
    meter = run.meter
    meter.elements(len(elements))

    def counted(one: Any, two: Any) -> int:
        meter.fuel -= 1
        if meter.fuel < 0:
            meter.out_of_fuel()
        return order(one, two)

    return sorted(elements, key=cmp_to_key(counted))


def listed(run: Any, value: Any) -> list[Any]:
    """The elements of a collection as a new list, its room charged before it is taken."""
    if isinstance(value, Range):
        run.meter.elements(len(value) * 5)  # its elements are made, too
    elif not isinstance(value, (ScriptObject, ScriptIterator)):
        run.meter.elements(len(value))
    return list(value)


def charged(run: Any, elements: list[Any]) -> list[Any]:
    """A new list, its room charged."""
    run.meter.elements(len(elements))
    return elements


# Going through


@everything.method("each(Closure)")
def each(run: Any, self: Any, action: Closure) -> Any:
    """Call for every element; gives this value back."""
    invoke = action.invoke
    for element in iterate(run, self):
        invoke(action, (element,))
    return self


@everything.method("eachWithIndex(Closure)")
def each_with_index(run: Any, self: Any, action: Closure) -> Any:
    """Call with every element and its index."""
    for index, element in enumerate(iterate(run, self)):
        action.call(element, index)
    return self


@collections_and_arrays("forEach(Consumer)")
def for_each(run: Any, self: Any, action: Any) -> None:
    """Call for every element."""
    for element in iterate(run, self):
        action.call(element)


@collections_and_arrays("reverseEach(Closure)")
def reverse_each(run: Any, self: Any, action: Closure) -> Any:
    """Call for every element from the last."""
    for element in reversed(listed(run, self)):
        action.call(element)
    return self


@collections_and_arrays("eachCombination(Closure)")
def each_combination(run: Any, self: Any, action: Closure) -> None:
    for one in combinations(run, self):
        action.call(one)


# Making new


@everything.method("collect()", "collect(Closure)", "collect(Collection, Closure)")
def collect(run: Any, self: Any, first: Any = None, change: Closure | None = None) -> Any:
    """What a closure makes of every element."""
    if first is None:
        return charged(run, elements_of(self))
    if change is None:
        change = first
        target: Any = None
    else:
        target = first
    invoke = change.invoke
    made = [invoke(change, (element,)) for element in iterate(run, self)]
    run.meter.elements(len(made))
    if target is None:
        return made
    add_to(run, target, made)
    return target


def add_to(run: Any, target: Any, elements: list[Any]) -> None:
    """Add to a list or set."""
    if type(target) in SET_TYPES:
        run.meter.entries(len(elements))
        for element in elements:
            target.add(element)
    else:
        run.meter.elements(len(elements))
        target.extend(elements)


@collections_and_arrays("collectMany(Closure)", "collectMany(Collection, Closure)")
def collect_many(run: Any, self: Any, first: Any, change: Closure | None = None) -> Any:
    """The elements of all the collections a closure makes."""
    target = [] if change is None else first
    closure = first if change is None else change
    for element in iterate(run, self):
        made = closure.call(element)
        if made is not None:
            add_to(run, target, elements_of(made))
    return target


@collections_and_arrays("collectNested(Closure)")
def collect_nested(run: Any, self: Any, change: Closure) -> list[Any]:
    """As collect, going into lists inside lists."""
    return [
        collect_nested(run, element, change) if type(element) in SEQUENCES else change.call(element)
        for element in iterate(run, self)
    ]


@collections_and_arrays(
    "collectEntries()", "collectEntries(Closure)", "collectEntries(Map)", "collectEntries(Map, Closure)"
)
def collect_entries(run: Any, self: Any, first: Any = None, change: Closure | None = None) -> GroovyMap:
    """A map of what a closure makes of every element: [key, value] or a map."""
    target = first if type(first) in MAP_TYPES else GroovyMap()
    closure = first if type(first) is Closure else change
    for element in iterate(run, self):
        add_entry(run, target, element if closure is None else closure.call(element))
    return target


def add_entry(run: Any, target: GroovyMap, made: Any) -> None:
    """Put a [key, value] pair, an entry or a map's entries into a map."""
    run.meter.entries(1)
    kind = type(made)
    if kind in MAP_TYPES:
        for key, value in made.items():
            target.put(key, value)
    elif kind in LIST_TYPES:
        target.put(made[0] if made else None, made[1] if len(made) > 1 else None)
    elif kind is Entry:
        target.put(made.key, made.value)
    elif made is None:
        throw("NullPointerException")
    else:
        from addon.scripting.semantics.access import invoke

        target.put(invoke(run, made, "getKey", ()), invoke(run, made, "getValue", ()))


@everything.method("findAll()", "findAll(Closure)")
def find_all(run: Any, self: Any, test: Closure | None = None) -> Any:
    """The elements that pass."""
    if test is None:
        found = [element for element in iterate(run, self) if truth(element)]
    else:
        invoke = test.invoke
        found = [element for element in iterate(run, self) if truth(invoke(test, (element,)))]
    run.meter.elements(len(found))
    return similar(self, found) if type(self) in SET_TYPES or type(self) is Array else found


@everything.method("find()", "find(Closure)")
def find(run: Any, self: Any, test: Closure | None = None) -> Any:
    """The first element that passes, or null."""
    for element in iterate(run, self):
        if truth(element if test is None else test.call(element)):
            return element
    return None


@everything.method("findResult(Closure)", "findResult(Object, Closure)")
def find_result(run: Any, self: Any, first: Any, test: Closure | None = None) -> Any:
    """The first result of a closure that is not null."""
    closure = first if test is None else test
    for element in iterate(run, self):
        made = closure.call(element)
        if made is not None:
            return made
    return None if test is None else first


@collections_and_arrays("findResults()", "findResults(Closure)")
def find_results(run: Any, self: Any, change: Closure | None = None) -> list[Any]:
    """The results of a closure that are not null."""
    made = [element if change is None else change.call(element) for element in iterate(run, self)]
    return charged(run, [one for one in made if one is not None])


@everything.method("any()", "any(Closure)")
def any_(run: Any, self: Any, test: Closure | None = None) -> bool:
    """Whether some element passes."""
    return any(True for element in iterate(run, self) if truth(element)) if test is None else _any(run, self, test)


def _any(run: Any, self: Any, test: Closure) -> bool:
    return any(truth(test.call(element)) for element in iterate(run, self))


@everything.method("every()", "every(Closure)")
def every(run: Any, self: Any, test: Closure | None = None) -> bool:
    """Whether all elements pass."""
    return all(truth(element if test is None else test.call(element)) for element in iterate(run, self))


@everything.method("inject(Closure)", "inject(Object, Closure)")
def inject(run: Any, self: Any, first: Any, combine: Closure | None = None) -> Any:
    """Combine all elements, beginning with a value or the first element."""
    elements = iterate(run, self)
    if combine is None:
        combine = first
        for element in elements:
            result = element
            break
        else:
            throw(
                "NoSuchElementException",
                "Cannot call inject() on an empty collection without passing an initial value.",
            )
    else:
        result = first
    for element in elements:
        result = combine.call(result, element)
    return result


@everything.method("grep()", "grep(Object)")
def grep(run: Any, self: Any, *test: Any) -> Any:
    """The elements that match, as switch does."""
    if not test:
        found = [element for element in iterate(run, self) if truth(element)]
    else:
        found = [element for element in iterate(run, self) if matches(run, test[0], element)]
    run.meter.elements(len(found))
    return similar(self, found) if type(self) in SET_TYPES else found


@everything.method("findIndexOf(Closure)", "findIndexOf(int, Closure)")
def find_index_of(run: Any, self: Any, first: Any, test: Closure | None = None) -> int:
    """The index of the first element that passes, or -1."""
    start, closure = (0, first) if test is None else (first, test)
    for index, element in enumerate(iterate(run, self)):
        if index >= start and truth(closure.call(element)):
            return index
    return -1


@everything.method("findLastIndexOf(Closure)")
def find_last_index_of(run: Any, self: Any, test: Closure) -> int:
    """The index of the last element that passes, or -1."""
    answer = -1
    for index, element in enumerate(iterate(run, self)):
        if truth(test.call(element)):
            answer = index
    return answer


@everything.method("findIndexValues(Closure)")
def find_index_values(run: Any, self: Any, test: Closure) -> list[Any]:
    """The indexes of the elements that pass."""
    return [Long(index) for index, element in enumerate(iterate(run, self)) if truth(test.call(element))]


@everything.method("split(Closure)")
def split(run: Any, self: Any, test: Closure) -> list[Any]:
    """Two collections: what passes and what does not."""
    yes: list[Any] = []
    no: list[Any] = []
    for element in iterate(run, self):
        (yes if truth(test.call(element)) else no).append(element)
    run.meter.elements(len(yes) + len(no))
    return [similar(self, yes), similar(self, no)]


@everything.method("iterator()")
def iterator(run: Any, self: Any) -> ScriptIterator:
    """An iterator over the elements."""
    return ScriptIterator(iterate(run, self))


# Grouping


@collections_and_arrays("groupBy(Closure)", "groupBy(Object...)", "groupBy(List)")
def group_by(run: Any, self: Any, *keys: Any) -> GroovyMap:
    """Lists of elements by the key a closure gives; several closures nest."""
    if len(keys) == 1 and type(keys[0]) in LIST_TYPES:
        keys = tuple(keys[0])
    groups = GroovyMap()
    if not keys:
        return groups
    first, rest = keys[0], keys[1:]
    for element in iterate(run, self):
        key = first.call(element)
        group = groups.get(key)
        if group is None:
            run.meter.entries(1)
            group = []
            groups.put(key, group)
        run.meter.elements(1)
        group.append(element)
    if rest:
        for key, group in groups.items():
            groups.put(key, group_by(run, group, *rest))
    return groups


@collections_and_arrays("countBy(Closure)")
def count_by(run: Any, self: Any, key_of: Closure) -> GroovyMap:
    """How many elements there are for each key."""
    counts = GroovyMap()
    for element in iterate(run, self):
        key = key_of.call(element)
        run.meter.entries(1)
        counts.put(key, counts.get(key, 0) + 1)
    return counts


@collections_and_arrays("count(Object)", "count(Closure)")
def count(run: Any, self: Any, wanted: Any) -> Any:
    """How many elements equal a value or pass a closure."""
    if type(wanted) is Closure:
        return sum([1 for element in iterate(run, self) if truth(wanted.call(element))])
    return sum([1 for element in iterate(run, self) if equals(element, wanted)])


# Combining


@collections_and_arrays("join()", "join(String?)")
def join(run: Any, self: Any, separator: str | None = "") -> str:
    """The texts of all elements with a separator between."""
    words = []
    meter = run.meter
    for element in iterate(run, self):
        word = text(element)
        meter.text(len(word))
        words.append(word)
    between = separator or ""
    meter.text(len(between) * len(words))
    return between.join(words)


@collections_and_arrays("sum()", "sum(Object)", "sum(Closure)", "sum(Object, Closure)")
def sum_(run: Any, self: Any, first: Any = None, second: Closure | None = None) -> Any:
    """All elements added with plus."""
    closure = first if type(first) is Closure and second is None else second
    started = second is not None or (first is not None and closure is None)
    result = first if started else None
    for element in iterate(run, self):
        value = element if closure is None else closure.call(element)
        result = plus(run, result, value) if started else value
        started = True
    return result


@collections_and_arrays("average()", "average(Closure)")
def average(run: Any, self: Any, closure: Closure | None = None) -> Any:
    """The mean."""
    elements = elements_of(self)
    if not elements:
        throw("NullPointerException", 'Cannot invoke "Object.getClass()" because "obj" is null')
    total = sum_(run, elements, closure)
    from addon.scripting.semantics.access import invoke
    from addon.scripting.values.numbers import NUMBERS

    return divide(total, len(elements)) if type(total) in NUMBERS else invoke(run, total, "div", (Long(len(elements)),))


@collections_and_arrays("max()", "max(Closure)", "max(Comparator)")
def max_(run: Any, self: Any, closure: Any = None) -> Any:
    """The greatest element."""
    return _extreme(run, self, closure, 1)


@collections_and_arrays("min()", "min(Closure)", "min(Comparator)")
def min_(run: Any, self: Any, closure: Any = None) -> Any:
    """The least element."""
    return _extreme(run, self, closure, -1)


def _extreme(run: Any, self: Any, closure: Any, sign: int) -> Any:
    answer: Any = None
    if closure is None:
        for element in iterate(run, self):
            if element is not None and (answer is None or compare(element, answer) * sign > 0):
                answer = element
        return answer
    if type(closure) is Closure and closure.size == 1:
        best: Any = None
        first = True
        for element in iterate(run, self):
            value = closure.call(element)
            if first or compare(value, best) * sign > 0:
                answer, best, first = element, value, False
        return answer
    order = order_of(closure)
    first = True
    for element in iterate(run, self):
        if first or order(element, answer) * sign > 0:
            answer, first = element, False
    return answer


# Parts


@collections_and_arrays("first()")
def first(run: Any, self: Any) -> Any:
    """The first element."""
    for element in self:
        return element
    return throw("NoSuchElementException", f"Cannot access first() element from an empty {_kind_word(self)}")


@collections_and_arrays("head()")
def head(run: Any, self: Any) -> Any:
    """The first element."""
    for element in self:
        return element
    return throw("NoSuchElementException", f"Cannot access first() element from an empty {_kind_word(self)}")


def _kind_word(value: Any) -> str:
    if type(value) is Array:
        return "Array"
    return "List" if type(value) in SEQUENCES else "Iterable"


@collections_and_arrays("last()")
def last(run: Any, self: Any) -> Any:
    """The last element."""
    elements = self if type(self) in SEQUENCES else listed(run, self)
    if not len(elements):
        throw("NoSuchElementException", f"Cannot access last() element from an empty {_kind_word(self)}")
    return elements[-1] if type(elements) is not Range else elements.elements[-1]


@collections_and_arrays("tail()")
def tail(run: Any, self: Any) -> Any:
    """All but the first."""
    elements = listed(run, self)
    if not elements:
        throw(
            "NoSuchElementException",
            "Cannot access tail() for an empty iterable"
            if type(self) is not Array
            else "Cannot access tail() for an empty array",
        )
    return similar(self, charged(run, elements[1:]))


@collections_and_arrays("init()")
def init(run: Any, self: Any) -> Any:
    """All but the last."""
    elements = listed(run, self)
    if not elements:
        throw(
            "NoSuchElementException",
            "Cannot access init() for an empty Iterable"
            if type(self) is not Array
            else "Cannot access init() for an empty array",
        )
    return similar(self, charged(run, elements[:-1]))


@collections_and_arrays("take(int)")
def take(run: Any, self: Any, count: int) -> Any:
    """At most so many elements from the start."""
    return similar(self, charged(run, listed(run, self)[: max(0, count)]))


@collections_and_arrays("takeRight(int)")
def take_right(run: Any, self: Any, count: int) -> Any:
    """At most so many elements from the end."""
    elements = listed(run, self)
    return similar(self, charged(run, elements[max(0, len(elements) - count) :] if count > 0 else []))


@collections_and_arrays("drop(int)")
def drop(run: Any, self: Any, count: int) -> Any:
    """Without so many elements at the start."""
    return similar(self, charged(run, listed(run, self)[max(0, count) :]))


@collections_and_arrays("dropRight(int)")
def drop_right(run: Any, self: Any, count: int) -> Any:
    """Without so many elements at the end."""
    elements = listed(run, self)
    return similar(self, charged(run, elements[: max(0, len(elements) - max(0, count))]))


@collections_and_arrays("takeWhile(Closure)")
def take_while(run: Any, self: Any, test: Closure) -> Any:
    """The elements from the start as long as they pass."""
    taken: list[Any] = []
    for element in iterate(run, self):
        if not truth(test.call(element)):
            break
        taken.append(element)
    return similar(self, charged(run, taken))


@collections_and_arrays("dropWhile(Closure)")
def drop_while(run: Any, self: Any, test: Closure) -> Any:
    """What follows the elements from the start that pass."""
    elements = listed(run, self)
    index = 0
    while index < len(elements) and truth(test.call(elements[index])):
        index += 1
    return similar(self, charged(run, elements[index:]))


@collections_and_arrays("inits()")
def inits(run: Any, self: Any) -> list[Any]:
    elements = listed(run, self)
    run.meter.elements(len(elements) ** 2)
    return [elements[:end] for end in range(len(elements), -1, -1)]


@collections_and_arrays("tails()")
def tails(run: Any, self: Any) -> list[Any]:
    elements = listed(run, self)
    run.meter.elements(len(elements) ** 2)
    return [elements[start:] for start in range(len(elements) + 1)]


@collections_and_arrays("collate(int)", "collate(int, boolean)", "collate(int, int)", "collate(int, int, boolean)")
def collate(run: Any, self: Any, size: int, second: Any = None, keep: bool = True) -> list[Any]:
    """Lists of so many elements each."""
    step = size
    if isinstance(second, bool):
        keep = second
    elif second is not None:
        step = second
    elements = listed(run, self)
    if not elements:
        return []
    if size <= 0:
        return charged(run, [elements])
    if step == 0:
        throw("IllegalArgumentException", "step cannot be zero")
    step = abs(step)
    run.meter.elements(len(elements) // step * min(size, len(elements)))
    parts = [elements[start : start + size] for start in range(0, len(elements), step)]
    return [part for part in parts if keep or len(part) == size]


@collections_and_arrays("chop(int...)")
def chop(run: Any, self: Any, *sizes: int) -> list[Any]:
    elements = listed(run, self)
    parts = []
    at = 0
    for size in sizes:
        end = len(elements) if size < 0 else at + size
        parts.append(charged(run, elements[at:end]))
        at = end
    return parts


@collections_and_arrays("withIndex()", "withIndex(int)")
def with_index(run: Any, self: Any, offset: int = 0) -> list[Any]:
    """Pairs of element and index."""
    run.meter.elements(len(self) * 8)
    return [Tuple([element, index + offset]) for index, element in enumerate(self)]


@collections_and_arrays("indexed()", "indexed(int)")
def indexed(run: Any, self: Any, offset: int = 0) -> GroovyMap:
    """A map from index to element."""
    run.meter.entries(len(self))
    run.meter.walk(len(self))
    return GroovyMap((index + offset, element) for index, element in enumerate(self))


# Orders


@collections_and_arrays("toSorted()", "toSorted(Closure)", "toSorted(Comparator)")
def to_sorted(run: Any, self: Any, closure: Any = None) -> Any:
    """A sorted copy."""
    made = sorted_by(run, listed(run, self), number_aware if closure is None else order_of(closure))
    return Array(self.component, made) if type(self) is Array else made


@collections_and_arrays("toUnique()", "toUnique(Closure)", "toUnique(Comparator)")
def to_unique(run: Any, self: Any, closure: Any = None) -> Any:
    """A copy without duplicates."""
    return similar(self, charged(run, distinct(run, listed(run, self), closure)))


def distinct(run: Any, elements: list[Any], closure: Any) -> list[Any]:
    """The first of all elements that count as the same."""
    if type(closure) is Closure and closure.size == 1:
        keys = [closure.call(element) for element in elements]
    elif closure is not None:
        return _distinct_slowly(run, elements, order_of(closure))
    else:
        keys = elements
    if all(type(key) is str for key in keys) or all(type(key) is int for key in keys):
        seen: dict[Any, Any] = {}
        for key, element in zip(keys, elements, strict=True):
            seen.setdefault(key, element)
        return list(seen.values())
    kept: list[Any] = []
    known: list[Any] = []
    for key, element in zip(keys, elements, strict=True):
        run.meter.step(1 + (len(known) >> 1))
        if not any(_same(other, key) for other in known):
            known.append(key)
            kept.append(element)
    return kept


def _same(one: Any, two: Any) -> bool:
    return equals(one, two)


def _distinct_slowly(run: Any, elements: list[Any], order: Callable[[Any, Any], int]) -> list[Any]:
    kept: list[Any] = []
    for element in elements:
        run.meter.step(1 + (len(kept) >> 1))
        if not any(order(other, element) == 0 for other in kept):
            kept.append(element)
    return kept


@collections_and_arrays("toList()")
def to_list(run: Any, self: Any) -> list[Any]:
    """The elements as a new list."""
    return charged(run, listed(run, self))


@collections_and_arrays("toSet()")
def to_set(run: Any, self: Any) -> HashSet:
    """The elements as a new set."""
    run.meter.entries(len(self))
    run.meter.walk(len(self))
    return HashSet(listed(run, self))


@collections_and_arrays("asList()", "asCollection()")
def as_list(run: Any, self: Any) -> Any:
    """The elements as a list."""
    return self if type(self) in SEQUENCES and type(self) is not Array else charged(run, listed(run, self))


@collections_and_arrays("size()")
def size(run: Any, self: Any) -> int:
    """The number of elements."""
    return len(self)


@collections_and_arrays("isEmpty()")
def is_empty(run: Any, self: Any) -> bool:
    """Whether there is no element."""
    return not len(self)


@collections_and_arrays("contains(Object)")
def contains(run: Any, self: Any, value: Any) -> bool:
    """Whether some element equals a value."""
    from addon.scripting.semantics.cases import contains as has

    return has(run, self, value)


@collections_and_arrays("containsAll(Collection)", "containsAll(Object[])")
def contains_all(run: Any, self: Any, values: Any) -> bool:
    """Whether all values are contained."""
    run.meter.walk(len(values) * 2)
    return all(contains(run, self, value) for value in values)


@collections_and_arrays("disjoint(Iterable)", "disjoint(Object[])")
def disjoint(run: Any, self: Any, other: Any) -> bool:
    """Whether no element is in both."""
    others = listed(run, other)
    for element in self:
        run.meter.step(1 + (len(others) >> 1))
        if any(java_equals(element, one) or equals(element, one) for one in others):
            return False
    return True


@collections_and_arrays("intersect(Iterable)", "intersect(Object[])")
def intersect(run: Any, self: Any, other: Any) -> Any:
    """The elements that are in both."""
    mine, others = listed(run, self), listed(run, other)
    if len(mine) > len(others) and type(self) not in SET_TYPES:
        mine, others = others, mine
    kept = [element for element in mine if _among(run, element, others)]
    return similar(self, charged(run, kept))


def _among(run: Any, element: Any, others: list[Any]) -> bool:
    run.meter.step(1 + (len(others) >> 1))
    return any(equals(element, one) for one in others)


@collections_and_arrays("plus(Iterable)", "plus(Object[])", "plus(Object)", "plus(Collection)")
def plus_(run: Any, self: Any, other: Any) -> Any:
    """A new collection with more elements."""
    more = listed(run, other) if type(other) in SEQUENCES or type(other) in SET_TYPES else [other]
    return similar(self, charged(run, [*self, *more]))


@collections_and_arrays("minus(Iterable)", "minus(Object[])", "minus(Object)", "minus(Collection)")
def minus(run: Any, self: Any, other: Any) -> Any:
    """A new collection without some elements."""
    unwanted = listed(run, other) if type(other) in SEQUENCES or type(other) in SET_TYPES else [other]
    if len(unwanted) > 8 and all(type(one) is str for one in unwanted):
        known = set(unwanted)
        kept = [one for one in self if not (text(one) in known if type(one) is not str else one in known)]
    else:
        kept = [one for one in self if not _among(run, one, unwanted)]
    return similar(self, charged(run, kept))


@collections_and_arrays("multiply(Number)")
def multiply(run: Any, self: Any, count: Any) -> list[Any]:
    """The elements so many times."""
    times = max(0, int(count))
    elements = listed(run, self)
    run.meter.elements(len(elements) * times)
    return elements * times


@collections_and_arrays("flatten()", "flatten(Closure)")
def flatten(run: Any, self: Any, closure: Closure | None = None) -> Any:
    """All elements of all collections inside, in one."""
    made: list[Any] = []
    _flatten(run, listed(run, self), made, closure, 0)
    return GroovySet(made) if type(self) in SET_TYPES else made


def _flatten(run: Any, elements: list[Any], made: list[Any], closure: Closure | None, depth: int) -> None:
    from addon.scripting.semantics.texts import DEEPEST, too_deep

    if depth > DEEPEST:
        raise too_deep()
    for element in elements:
        kind = type(element)
        if kind in SEQUENCES or kind in SET_TYPES:
            _flatten(run, listed(run, element), made, closure, depth + 1)
            continue
        if closure is not None:
            changed = closure.call(element)
            if type(changed) in SEQUENCES or type(changed) in SET_TYPES:
                _flatten(run, list(changed), made, None, depth + 1)
                continue
            element = changed
        run.meter.step()
        run.meter.elements(1)
        made.append(element)


@collections_and_arrays("combinations()", "combinations(Closure)")
def combinations(run: Any, self: Any, closure: Closure | None = None) -> list[Any]:
    """All lists with one element of each collection inside."""
    made: list[list[Any]] = [[]]
    for element in self:
        options = listed(run, element) if type(element) in SEQUENCES or type(element) in SET_TYPES else [element]
        run.meter.elements(len(made) * len(options) * (len(made[0]) + 8 if made else 8))
        run.meter.step(len(made) * len(options))
        made = [[*before, option] for option in options for before in made]
    if not len(self):
        return []
    return made if closure is None else [closure.call(one) for one in made]


@collections_and_arrays("permutations()", "permutations(Closure)")
def permutations(run: Any, self: Any, closure: Closure | None = None) -> Any:
    """All orders of the elements."""
    from itertools import permutations as orders
    from math import factorial

    elements = listed(run, self)
    if not elements:
        throw("IllegalArgumentException", "At least one item required")
    if len(elements) > 10:
        run.meter.elements(10**9)
    run.meter.elements(factorial(len(elements)) * (len(elements) + 8))
    run.meter.step(factorial(len(elements)))
    made = [list(one) for one in orders(elements)]
    return GroovySet(made) if closure is None else [closure.call(one) for one in made]


@collections_and_arrays("eachPermutation(Closure)")
def each_permutation(run: Any, self: Any, action: Closure) -> None:
    """Call with all orders of the elements."""
    for one in permutations(run, self):
        action.call(one)


@collections_and_arrays("subsequences()")
def subsequences(run: Any, self: Any) -> Any:
    """All lists of elements in their order."""
    elements = listed(run, self)
    if len(elements) > 20:
        run.meter.elements(10**9)
    run.meter.elements(2 ** len(elements) * (len(elements) + 20))
    made: list[list[Any]] = []
    for element in elements:
        made += [*[[*before, element] for before in made], [element]]
    return HashSet(made)


@collections_and_arrays("stream()")
def stream(run: Any, self: Any) -> Any:
    """A Java stream of the elements."""
    from addon.scripting.library.streams import Stream

    return Stream(iter(listed(run, self)))


@collections_and_arrays("toArray()", "toArray(Object[])", "toArray(Object)")
def to_array(run: Any, self: Any, like: Any = None) -> Array:
    """The elements as an array."""
    component = like.component if type(like) is Array else class_named("java.lang.Object")
    return Array(component, charged(run, listed(run, self)))


@collections_and_arrays("toListString()", "toArrayString()")
def to_list_string(run: Any, self: Any) -> str:
    return text(listed(run, self))


@collections_and_arrays("getIndices()")
def indices(run: Any, self: Any) -> Any:
    from addon.scripting.semantics.ranges import int_range

    return int_range(0, len(self), False, True)


@collections_and_arrays("shuffled()", "shuffled(Random)")
def shuffled(run: Any, self: Any, source: Any = None) -> list[Any]:
    """The elements in a random order."""
    made = listed(run, self)
    for index in range(len(made) - 1, 0, -1):
        bits = run.random_bits(31) if source is None else source.bits(31)
        other = bits % (index + 1)
        made[index], made[other] = made[other], made[index]
    return made


@collections_and_arrays("shuffle()", "shuffle(Random)")
def shuffle(run: Any, self: Any, source: Any = None) -> None:
    """Put the elements in a random order."""
    self[:] = shuffled(run, self, source)


@collections_and_arrays("execute()")
def execute(run: Any, self: Any) -> Any:
    throw("SecurityException", "Processes are not available here.")
