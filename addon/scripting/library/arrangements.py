"""Combinations, permutations, subsequences; collections as streams and arrays; shuffling."""

from collections.abc import Callable
from typing import Any, NoReturn

from addon.scripting.errors import throw
from addon.scripting.library.iterables import charged, collections_and_arrays, everything, listed
from addon.scripting.library.registry import Table
from addon.scripting.semantics.equality import SEQUENCES
from addon.scripting.semantics.iteration import iterate
from addon.scripting.semantics.missing import missing_method, shortened
from addon.scripting.semantics.numbercasts import BOXED
from addon.scripting.semantics.texts import text
from addon.scripting.values import hierarchy
from addon.scripting.values.callables import Closure
from addon.scripting.values.classes import ClassInfo, class_named, class_of
from addon.scripting.values.lists import Array
from addon.scripting.values.maps import MAP_TYPES
from addon.scripting.values.sets import SET_TYPES, HashSet

lists = Table("java.util.List")
arrays = Table(hierarchy.ARRAY)


def lists_and_arrays(*signatures: str) -> Callable[[Any], Any]:
    """Offer a function on List and on arrays."""

    def add(function: Any) -> Any:
        lists.method(*signatures)(function)
        arrays.method(*signatures)(function)
        return function

    return add


@collections_and_arrays("combinations()", "combinations(Closure)")
def combinations(run: Any, self: Any, closure: Closure | None = None) -> list[Any]:
    """All lists with one element of each collection inside."""
    made: list[list[Any]] = [[]]
    for element in self:
        options = _options(run, element)
        run.meter.elements(len(made) * len(options) * (len(made[0]) + 8 if made else 8))
        run.meter.step(len(made) * len(options))
        made = [[*before, option] for option in options for before in made]
    if not len(self):
        return []
    return made if closure is None else [closure.call(one) for one in made]


def _options(run: Any, element: Any) -> list[Any]:
    """What one place of a combination can hold: elements, entries or characters; nothing where null stands."""
    if type(element) in SEQUENCES or type(element) in SET_TYPES:
        return listed(run, element)
    if type(element) in MAP_TYPES or type(element) is str:
        return charged(run, list(iterate(run, element)))
    return [] if element is None else [element]


@collections_and_arrays("eachCombination(Closure)")
def each_combination(run: Any, self: Any, action: Closure) -> None:
    for one in combinations(run, self):
        action.call(one)


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
    made = HashSet([list(one) for one in orders(elements)])
    return made if closure is None else [closure.call(one) for one in made]


@collections_and_arrays("eachPermutation(Closure)")
def each_permutation(run: Any, self: Any, action: Closure) -> None:
    """Call with all orders of the elements, one by one."""
    from itertools import permutations as orders

    for one in orders(listed(run, self)):
        run.meter.step(1 + (len(one) >> 3))
        action.call(list(one))


@lists.method("subsequences()")
def subsequences(run: Any, self: Any) -> Any:
    """All lists of elements in their order."""
    elements = listed(run, self)
    if len(elements) > 20:
        run.meter.elements(10**9)
    run.meter.elements(2 ** len(elements) * (len(elements) + 20))
    made = HashSet()
    for element in elements:
        longer = HashSet([[*before, element] for before in made])
        for one in (*made, [element]):
            longer.add(one)
        made = longer
    return made


@everything.method("stream()")
def stream_of_one(run: Any, self: Any) -> Any:
    """A stream of this value alone."""
    from addon.scripting.library.streams import Stream

    return Stream(iter([self]))


@collections_and_arrays("stream()", "parallelStream()")
def stream(run: Any, self: Any) -> Any:
    """A Java stream of the elements."""
    from addon.scripting.library.streams import DoubleStream, IntStream, LongStream, Stream

    component = self.component.name if type(self) is Array else ""
    kind = {"int": IntStream, "long": LongStream, "double": DoubleStream}.get(component, Stream)
    return kind(iter(listed(run, self)))


@collections_and_arrays("toArray()", "toArray(Object[])", "toArray(Object)")
def to_array(run: Any, self: Any, like: Any = None) -> Array:
    """The elements as an array."""
    elements = charged(run, listed(run, self))
    if type(like) is not Array or like.component.name in BOXED:
        return Array(class_named("java.lang.Object"), elements)
    for element in elements:
        if element is not None and not class_of(element).is_a(like.component):
            _not_stored(self, element, like.component)
    if len(elements) < len(like):
        elements = [*elements, None, *like[len(elements) + 1 :]]
        like[:] = elements
        return like
    return Array(like.component, elements)


def _not_stored(source: Any, element: Any, component: ClassInfo) -> NoReturn:
    """Throw what Java does where an array of a class is given something else: a list is copied at once."""
    throw(
        "ArrayStoreException",
        "arraycopy: element type mismatch: can not cast one of the elements of java.lang.Object[] "
        f"to the type of the destination array, {component.name}"
        if class_of(source).name == "java.util.ArrayList"
        else class_of(element).name,
    )


@collections_and_arrays("toListString()", "toListString(int)")
def to_list_string(run: Any, self: Any, longest: int | None = None) -> str:
    """As text, broken off after so many characters."""
    return text(listed(run, self)) if longest is None or longest == -1 else shortened(listed(run, self), longest)


@collections_and_arrays("getIndices()")
def indices(run: Any, self: Any) -> Any:
    from addon.scripting.semantics.ranges import int_range

    return int_range(0, len(self), False, True)


@lists_and_arrays("shuffled()", "shuffled(Random)")
def shuffled(run: Any, self: Any, source: Any = None) -> Any:
    """The elements in a random order."""
    from addon.scripting.library.randoms import Random, next_below

    made = listed(run, self)
    drawn = Random(run.random_bits(48)) if source is None else source
    run.meter.step(len(made))
    for index in range(len(made) - 1, 0, -1):
        other = next_below(run, drawn, index + 1)
        made[index], made[other] = made[other], made[index]
    return Array(self.component, made) if type(self) is Array else made


@lists_and_arrays("shuffle()", "shuffle(Random)")
def shuffle(run: Any, self: Any, source: Any = None) -> None:
    """Put the elements in a random order."""
    from addon.scripting.library.lists import changeable

    made = shuffled(run, self, source)
    (self if type(self) is Array else changeable(self, False))[:] = made


@lists_and_arrays("execute()")
def execute(run: Any, self: Any) -> Any:
    if type(self) is Array and self.component.name != "java.lang.String":
        missing_method(self, "execute", ())
    throw("SecurityException", "Processes are not available here.")


@collections_and_arrays("toSpreadMap()")
def to_spread_map(run: Any, self: Any) -> Any:
    """A map of what stands by turns for keys and values."""
    from addon.scripting.values.maps import HashMap

    elements = listed(run, self)
    if len(elements) % 2:
        kind = "Object[]" if type(self) is Array else "List"
        throw("GroovyRuntimeException", f"Fail to convert {kind} to SpreadMap, because its size is not even.")
    run.meter.entries(len(elements) // 2)
    return HashMap(zip(elements[::2], elements[1::2], strict=True))
