"""java.util.Set."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.cloning import require_cloneable
from addon.scripting.library.iterables import copied, listed
from addon.scripting.library.listchanges import several
from addon.scripting.library.lists import at
from addon.scripting.library.predicates import calling, passes
from addon.scripting.library.registry import Table
from addon.scripting.semantics.cases import contains as has
from addon.scripting.semantics.equality import equals
from addon.scripting.semantics.narrowing import to_int
from addon.scripting.semantics.texts import java_text, text
from addon.scripting.semantics.truth import truth
from addon.scripting.values.callables import Closure
from addon.scripting.values.lists import Values
from addon.scripting.values.mapnames import IMMUTABLE
from addon.scripting.values.maps import UnmodifiableMap
from addon.scripting.values.ranges import EntryIterator, ScriptIterator
from addon.scripting.values.sets import EntrySet, GroovySet, HashSet, KeySet, UnmodifiableSet

sets = Table("java.util.Set")
collections = Table("java.util.Collection")


def changeable(self: GroovySet) -> GroovySet:
    if type(self) is UnmodifiableSet or type(self.map) is UnmodifiableMap:
        throw("UnsupportedOperationException")
    return self


def unsealed(self: GroovySet) -> GroovySet:
    """Refuse what an unmodifiable set refuses even where nothing would change."""
    return changeable(self) if len(self) else self


@sets.method("add(Object)")
def add(run: Any, self: GroovySet, value: Any) -> bool:
    """Add; says whether it was new."""
    if type(self) in (KeySet, EntrySet):
        throw("UnsupportedOperationException")
    run.meter.entries(1)
    return changeable(self).add(value)


@sets.method("leftShift(Object)")
def left_shift(run: Any, self: GroovySet, value: Any) -> GroovySet:
    """Add; gives the set."""
    add(run, self, value)
    return self


@sets.method("addAll(Object...)")
def add_several(run: Any, self: GroovySet, *values: Any) -> bool:
    """Add several values."""
    return bool(add_all(run, self, several(values)))


@sets.method("removeAll(Object...)")
def remove_several(run: Any, self: GroovySet, *values: Any) -> bool:
    """Remove several values."""
    return bool(remove_all(run, self, several(values)))


@sets.method("retainAll(Object...)")
def retain_several(run: Any, self: GroovySet, *values: Any) -> bool:
    """Remove all but several values."""
    return bool(retain_all(run, self, several(values)))


@sets.method("addAll(Collection)", "addAll(Object[])", "addAll(Iterable)", "addAll(Iterator)")
def add_all(run: Any, self: GroovySet, values: Any) -> bool:
    """Add all elements."""
    changed = False
    unsealed(self)
    for value in listed(run, values):
        changed = add(run, self, value) or changed
    return changed


@sets.method("remove(Object)", "removeElement(Object)")
def remove(run: Any, self: GroovySet, value: Any) -> bool:
    """Remove; says whether it was there."""
    return changeable(self).remove(value)


@sets.method("clear()")
def clear(run: Any, self: GroovySet) -> None:
    """Remove everything."""
    changeable(self).map.clear()


@sets.method("contains(Object)", "isCase(Object)")
def contains(run: Any, self: GroovySet, value: Any) -> bool:
    """Whether the set has a value."""
    return self.has(value)


def _keep(self: GroovySet, kept: list[Any]) -> bool:
    before = list(self)
    if len(kept) == len(before):
        return False
    changeable(self)
    survivors = GroovySet(kept)
    for element in before:
        if not survivors.has(element):
            self.remove(element)
    return True


@sets.method("removeAll(Collection)", "removeAll(Object[])")
def remove_all(run: Any, self: GroovySet, values: Any) -> bool:
    """Remove every element that is among the values."""
    run.meter.walk(len(self))
    return _keep(self, [one for one in unsealed(self) if not has(run, values, one)])


@sets.method("retainAll(Collection)", "retainAll(Object[])")
def retain_all(run: Any, self: GroovySet, values: Any) -> bool:
    """Remove every element that is not among the values."""
    run.meter.walk(len(self))
    return _keep(self, [one for one in unsealed(self) if has(run, values, one)])


@sets.method("removeIf(Predicate)")
def remove_if(run: Any, self: GroovySet, test: Any) -> bool:
    """Remove every element that passes."""
    return _keep(self, [one for one in unsealed(self) if not passes(test.call(one))])


@sets.method("removeAll(Closure)")
@calling
def remove_where(run: Any, self: GroovySet, test: Any) -> bool:
    """Remove every element that passes."""
    return _keep(self, [one for one in unsealed(self) if not truth(test.call(one))])


@sets.method("retainAll(Closure)")
@calling
def retain_where(run: Any, self: GroovySet, test: Closure) -> bool:
    return _keep(self, [one for one in self if truth(test.call(one))])


@collections.method("getAt(int)", "getAt(Number)")
def get_at(run: Any, self: Any, index: Any) -> Any:
    """The element at an index of the iteration."""
    return at(run, listed(run, self), to_int(index))


@sets.method("iterator()")
def iterator(run: Any, self: GroovySet) -> ScriptIterator:
    """An iterator that can remove."""
    elements = listed(run, self)
    if type(self) is UnmodifiableSet:
        return ScriptIterator(iter(elements))
    keys = [one.key for one in elements] if type(self) is EntrySet else elements
    return EntryIterator(self.map, keys, elements)


@sets.method("toString()")
def to_string(run: Any, self: GroovySet) -> str:
    """The elements in brackets; entries write their values as Java does."""
    if type(self) is not EntrySet:
        return text(self)
    return f"[{', '.join(f'{java_text(one.key)}={java_text(one.value)}' for one in self)}]"


@sets.method("clone()")
def clone(run: Any, self: GroovySet) -> Any:
    """A copy."""
    require_cloneable(self)
    run.meter.entries(len(self))
    run.meter.step(len(self) >> 2)
    made = copied(self, [])
    if type(made) is HashSet:
        made.map.reserve(len(self))  # type: ignore[attr-defined]
    for one in listed(run, self):
        made.add(one)
    return made


@sets.method("equals(Object)")
def equal(run: Any, self: GroovySet, other: Any) -> bool:
    return equals(self, other)


@collections.method("add(Object)")
def add_value(run: Any, self: Any, value: Any) -> Any:
    if type(self) is Values:
        throw("UnsupportedOperationException")
    run.meter.elements(1)
    self.append(value)
    return True


def _constructors(name: str, kind: Any) -> None:
    @Table(name).constructor("()", "(int)", "(Collection)")
    def construct(run: Any, source: Any = None) -> Any:
        """An empty set, or one with the elements of a collection."""
        if source is None or type(source) is int:
            return kind()
        run.meter.entries(len(source))
        made = kind()
        if kind is HashSet:
            made.map.reserve(len(source))
        for one in source:
            made.add(one)
        return made


_constructors("java.util.LinkedHashSet", GroovySet)
_constructors("java.util.HashSet", HashSet)


@sets.static("of(Object...)")
def set_of(run: Any, *values: Any) -> UnmodifiableSet:
    made = UnmodifiableSet(class_name=IMMUTABLE + ("Set12" if len(values) in (1, 2) else "SetN"))
    run.meter.entries(len(values))
    for value in listed(run, values):
        if value is None:
            throw("NullPointerException")
        if not made.add(value):
            throw("IllegalArgumentException", f"duplicate element: {text(value)}")
    made.nulls = False
    return made


@sets.static("copyOf(Collection)")
def copy_of(run: Any, values: Any) -> UnmodifiableSet:
    """A set that cannot be changed, of a collection's elements."""
    return UnmodifiableSet(listed(run, values))
