"""java.util.Arrays."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.collectionsutil import order_given, search
from addon.scripting.library.iterables import charged, listed, sorted_by
from addon.scripting.library.registry import Table
from addon.scripting.semantics.coerce import cast
from addon.scripting.semantics.equality import equals, java_equals, java_hash
from addon.scripting.semantics.ordering import compare
from addon.scripting.semantics.texts import text
from addon.scripting.values.classes import define
from addon.scripting.values.lists import Array, ArrayWindow, FixedList

arrays = Table(define("java.util.Arrays"))


def checked(values: Array, start: int, end: int) -> None:
    """Refuse a part that the array does not have."""
    if start > end:
        throw("IllegalArgumentException", f"fromIndex({start}) > toIndex({end})")
    if start < 0 or end > len(values):
        wrong = start if start < 0 else end
        throw("ArrayIndexOutOfBoundsException", f"Array index out of range: {wrong}")


@arrays.static("asList(Object...)")
def as_list(run: Any, *values: Any) -> FixedList:
    """A list of fixed size."""
    return FixedList(charged(run, listed(run, values)))


@arrays.static("asList(Object[])")
def array_as_list(run: Any, values: Array) -> FixedList | ArrayWindow:
    """A list of fixed size whose elements are those of the array."""
    return ArrayWindow(values) if "." in values.component.name else FixedList(charged(run, listed(run, values)))


@arrays.static("toString(Object[])", "deepToString(Object[])")
def to_string(run: Any, values: Array) -> str:
    """The elements as text."""
    return text(listed(run, values))


@arrays.static(
    "sort(Object[])",
    "sort(Object[], Comparator?)",
    "parallelSort(Object[])",
    "parallelSort(Object[], Comparator?)",
)
def sort_array(run: Any, values: Array, order: Any = None) -> None:
    """Put the elements in order."""
    values[:] = sorted_by(run, listed(run, values), order_given(order))


@arrays.static("sort(Object[], int, int)", "sort(Object[], int, int, Comparator?)")
def sort_part(run: Any, values: Array, start: int, end: int, order: Any = None) -> None:
    """Put the elements from one index up to another in order."""
    checked(values, start, end)
    values[start:end] = sorted_by(run, listed(run, values)[start:end], order_given(order))


@arrays.static("equals(Object[]?, Object[]?)", "deepEquals(Object[]?, Object[]?)")
def arrays_equal(run: Any, one: Array | None, two: Array | None) -> bool:
    """Whether both have equal elements in the same order."""
    return equals(one, two)


@arrays.static("mismatch(Object[], Object[])")
def mismatch(run: Any, one: Array, two: Array) -> int:
    """The first index at which both differ, or -1."""
    run.meter.walk(min(len(one), len(two)))
    for index, (left, right) in enumerate(zip(one, two, strict=False)):
        if not java_equals(left, right):
            return index
    return -1 if len(one) == len(two) else min(len(one), len(two))


@arrays.static("compare(Object[], Object[])")
def compare_arrays(run: Any, one: Array, two: Array) -> int:
    """The order of the first elements that differ, else of the lengths."""
    at = mismatch(run, one, two)
    if at < 0 or at >= min(len(one), len(two)):
        return len(one) - len(two)
    return compare(one[at], two[at])


@arrays.static("fill(Object[], Object)")
def fill(run: Any, values: Array, value: Any) -> None:
    """Set every element."""
    fill_part(run, values, 0, len(values), value)


@arrays.static("fill(Object[], int, int, Object)")
def fill_part(run: Any, values: Array, start: int, end: int, value: Any) -> None:
    """Set the elements from one index up to another."""
    checked(values, start, end)
    run.meter.elements(end - start)
    values[start:end] = [cast(value, values.component)] * (end - start)


@arrays.static("setAll(Object[], IntFunction)")
def set_all(run: Any, values: Array, make: Any) -> None:
    """Set every element to what a function makes of its index."""
    for index in range(len(values)):
        values[index] = cast(make.call(index), values.component)


@arrays.static("copyOf(Object[], int)")
def copy_of(run: Any, values: Array, size: int) -> Array:
    """The first elements; what is missing is null or zero."""
    if size < 0:
        throw("NegativeArraySizeException", str(size))
    return copy_of_range(run, values, 0, size)  # type: ignore[no-any-return]


@arrays.static("copyOfRange(Object[], int, int)")
def copy_of_range(run: Any, values: Array, start: int, end: int) -> Array:
    """The elements from one index up to another; what is missing is null or zero."""
    from addon.scripting.semantics.fieldvalues import default_value

    if start > end:
        throw("IllegalArgumentException", f"{start} > {end}")
    if not 0 <= start <= len(values):
        throw("ArrayIndexOutOfBoundsException", f"Array index out of range: {start}")
    run.meter.elements(end - start)
    part = listed(run, values)[start:end]
    return Array(values.component, part + [default_value(values.component)] * (end - start - len(part)))


@arrays.static("stream(Object[])", "stream(Object[], int, int)")
def stream(run: Any, values: Array, start: int = 0, end: int | None = None) -> Any:
    """The elements as a stream."""
    from addon.scripting.library.streams import NUMERIC, Stream

    last = len(values) if end is None else end
    checked(values, start, last)
    kinds = {word: kind for kind, (_, word, _, _, _) in NUMERIC.items()}
    return kinds.get(values.component.name, Stream)(iter(listed(run, values)[start:last]))


@arrays.static("hashCode(Object[])", "deepHashCode(Object[])")
def hash_code(run: Any, values: Array) -> int:
    """The hash code that a list of the elements has."""
    return java_hash(listed(run, values))


@arrays.static("binarySearch(Object[], Object)", "binarySearch(Object[], Object, Comparator)")
def binary_search(run: Any, values: Array, value: Any, order: Any = None) -> int:
    """Where a value stands in a sorted array; where it is not, -1 minus where it would stand."""
    return search(values, value, 0, len(values), order_given(order) if order is not None else compare)


@arrays.static("binarySearch(Object[], int, int, Object)")
def binary_search_part(run: Any, values: Array, start: int, end: int, value: Any) -> int:
    """As binarySearch, from one index up to another."""
    checked(values, start, end)
    return search(values, value, start, end, compare)
