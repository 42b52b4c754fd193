"""Where elements that pass a test stand: findIndexOf and its kin."""

from typing import Any

from addon.scripting.library.iterables import everything
from addon.scripting.library.predicates import calling
from addon.scripting.semantics.iteration import iterate
from addon.scripting.semantics.narrowing import to_long
from addon.scripting.semantics.truth import truth
from addon.scripting.values.callables import Closure
from addon.scripting.values.numbers import Long


@everything.method("findIndexOf(Closure)", "findIndexOf(int, Closure)")
@calling
def find_index_of(run: Any, self: Any, first: Any, test: Closure | None = None) -> int:
    """The index of the first element that passes, or -1."""
    start, closure = (0, first) if test is None else (first, test)
    for index, element in enumerate(iterate(run, self)):
        if index >= start and truth(closure.call(element)):
            return index
    return -1


@everything.method("findLastIndexOf(Closure)", "findLastIndexOf(int, Closure)")
@calling
def find_last_index_of(run: Any, self: Any, first: Any, test: Closure | None = None) -> int:
    """The index of the last element that passes, from an index on; or -1."""
    start, passes = (0, first) if test is None else (first, test)
    answer = -1
    for index, element in enumerate(iterate(run, self)):
        if index >= start and truth(passes.call(element)):
            answer = index
    return answer


@everything.method("findIndexValues(Closure)", "findIndexValues(Number, Closure)")
@calling
def find_index_values(run: Any, self: Any, first: Any, test: Closure | None = None) -> list[Any]:
    """The indexes of the elements that pass, from an index on."""
    start, passes = (0, first) if test is None else (to_long(first), test)
    return [
        Long(index)
        for index, element in enumerate(iterate(run, self))
        if index >= start and truth(passes.call(element))
    ]
