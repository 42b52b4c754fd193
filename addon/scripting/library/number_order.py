"""The order that takes numbers of all kinds for one, and tuples element by element."""

from typing import Any

from addon.scripting.library.registry import Table
from addon.scripting.semantics.extend import extend
from addon.scripting.semantics.ordering import compare, number_aware
from addon.scripting.values.lists import Tuple


@Table("java.lang.Comparable").method("numberAwareCompareTo(Comparable)")
def number_aware_order(run: Any, self: Any, other: Any) -> int:
    """-1, 0 or 1 as this is less than, equal to or greater than another, also of another kind of number."""
    found = number_aware(self, other)
    return (found > 0) - (found < 0)


def compare_tuples(one: Tuple, two: Tuple) -> int:
    """The order of the first elements that differ, else of the sizes."""
    for left, right in zip(one, two, strict=False):
        found = compare(left, right)
        if found:
            return found
    return (len(one) > len(two)) - (len(one) < len(two))


extend(Tuple, compare=compare_tuples)


@Table("groovy.lang.Tuple").method("compareTo(Tuple)")
def order_of_tuples(run: Any, self: Tuple, other: Tuple) -> int:
    """The order of the first elements that differ, else of the sizes."""
    run.meter.step(min(len(self), len(other)))
    return compare_tuples(self, other)
