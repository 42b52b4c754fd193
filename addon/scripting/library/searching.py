"""What Groovy finds in everything that can be gone through: find, findAll, any, every, inject, grep, split."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import charged, collections_and_arrays, everything, similar
from addon.scripting.library.predicates import calling
from addon.scripting.semantics.cases import matches
from addon.scripting.semantics.equality import SEQUENCES
from addon.scripting.semantics.iteration import iterate
from addon.scripting.semantics.truth import truth
from addon.scripting.values.callables import Closure
from addon.scripting.values.lists import Array
from addon.scripting.values.sets import SET_TYPES


@everything.method("findAll()", "findAll(Closure)")
@calling
def find_all(run: Any, self: Any, test: Closure | None = None) -> Any:
    """The elements that pass."""
    if test is None:
        found = [element for element in iterate(run, self) if truth(element)]
    else:
        invoke = test.invoke
        found = [element for element in iterate(run, self) if truth(invoke(test, (element,)))]
    run.meter.elements(len(found))
    return found if type(self) is Array else similar(self, found)


@everything.method("find()", "find(Closure)")
@calling
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


@everything.method("findResult()", "findResult(Object)")
def find_not_null(run: Any, self: Any, otherwise: Any = None) -> Any:
    """The first element that is not null."""
    for element in iterate(run, self):
        if element is not None:
            return element
    return otherwise


@collections_and_arrays("findResults()", "findResults(Closure)")
def find_results(run: Any, self: Any, change: Closure | None = None) -> list[Any]:
    """The results of a closure that are not null."""
    made = [element if change is None else change.call(element) for element in iterate(run, self)]
    return charged(run, [one for one in made if one is not None])


@everything.method("any()", "any(Closure)")
@calling
def any_(run: Any, self: Any, test: Closure | None = None) -> bool:
    """Whether some element passes."""
    return any(truth(element if test is None else test.call(element)) for element in iterate(run, self))


@everything.method("every()", "every(Closure)")
@calling
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
                "Cannot call inject() on an empty collection without passing an initial value."
                if type(self) is not Array and (type(self) in SEQUENCES or type(self) in SET_TYPES)
                else "Cannot call inject() over an empty iterable without passing an initial value.",
            )
    else:
        result = first
    for element in elements:
        result = combine.call(result, element)
    return result


@everything.method("grep()", "grep(Object)")
@calling
def grep(run: Any, self: Any, *test: Any) -> Any:
    """The elements that match, as switch does."""
    if not test:
        found = [element for element in iterate(run, self) if truth(element)]
    else:
        found = [element for element in iterate(run, self) if matches(run, test[0], element)]
    run.meter.elements(len(found))
    return found if type(self) is Array else similar(self, found)


@everything.method("split(Closure)")
@calling
def split(run: Any, self: Any, test: Closure) -> list[Any]:
    """Two collections: what passes and what does not."""
    yes: list[Any] = []
    no: list[Any] = []
    for element in iterate(run, self):
        (yes if truth(test.call(element)) else no).append(element)
    run.meter.elements(len(yes) + len(no))
    return [yes, no] if type(self) is Array else [similar(self, yes), similar(self, no)]
