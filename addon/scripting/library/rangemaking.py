"""Ranges made with `new`: IntRange, ObjectRange, NumberRange."""

from typing import Any

from addon.scripting.library.registry import Table
from addon.scripting.semantics.calling import invoke
from addon.scripting.semantics.ranges import make_range
from addon.scripting.values.ranges import Range


@Table("groovy.lang.IntRange").constructor("(int, int)")
def int_range(run: Any, first: int, last: int) -> Range:
    """From a number to another, both included."""
    return make_range(run, first, last)


@Table("groovy.lang.IntRange").constructor("(boolean, int, int)")
def int_range_open(run: Any, whole: bool, first: int, last: int) -> Range:
    """From a number to another, which is left out with false."""
    return make_range(run, first, last, right=not whole)


@Table("groovy.lang.IntRange").constructor("(boolean, boolean, int, int)")
def int_range_both(run: Any, left: bool, right: bool, first: int, last: int) -> Range:
    """From a number to another, each left out with false."""
    return make_range(run, first, last, not left, not right)


@Table("groovy.lang.ObjectRange").constructor("(Comparable, Comparable)")
def object_range(run: Any, first: Any, last: Any) -> Range:
    """From a value to another."""
    return make_range(run, first, last)


@Table("groovy.lang.ObjectRange").constructor("(Comparable, Comparable, boolean)")
def object_range_turned(run: Any, smaller: Any, larger: Any, reverse: bool) -> Range:
    """From a value to another, or back with true."""
    return make_range(run, larger, smaller) if reverse else make_range(run, smaller, larger)


@Table("groovy.lang.NumberRange").constructor("(Number, Number)")
def number_range(run: Any, first: Any, last: Any) -> Range:
    """From a number to another."""
    return make_range(run, first, last)


@Table("groovy.lang.NumberRange").constructor("(Number, Number, Number)")
def number_range_by(run: Any, first: Any, last: Any, step: Any) -> Any:
    """From a number to another by steps."""
    return invoke(run, make_range(run, first, last), "by", (step,))


@Table("groovy.lang.NumberRange").constructor("(Number, Number, boolean)")
def number_range_open(run: Any, first: Any, last: Any, whole: bool) -> Range:
    """From a number to another, which is left out with false."""
    return make_range(run, first, last, right=not whole)


@Table("groovy.lang.NumberRange").constructor("(Number, Number, boolean, boolean)")
def number_range_both(run: Any, first: Any, last: Any, left: bool, right: bool) -> Range:
    """From a number to another, each left out with false."""
    return make_range(run, first, last, not left, not right)
