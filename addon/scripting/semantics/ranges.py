"""Making ranges: of integers lazily, of anything with next() and previous() element by element."""

from collections.abc import Callable
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.semantics.calling import invoke
from addon.scripting.semantics.coerce import cast
from addon.scripting.semantics.numeric import add
from addon.scripting.semantics.ordering import compare, compare_texts
from addon.scripting.semantics.texts import text
from addon.scripting.values.characters import Character, GString
from addon.scripting.values.classes import BY_NAME, class_of
from addon.scripting.values.numbers import INTEGERS, NUMBERS, Byte, Long, Short
from addon.scripting.values.ranges import Range


def make_range(run: Any, first: Any, last: Any, left: bool = False, right: bool = False) -> Range:
    """`first..last`, with `<` on the sides that are left out."""
    if first is None or last is None:
        throw(
            "IllegalArgumentException",
            "Must specify a non-null value for the 'from' index in a Range"
            if first is None
            else "Must specify a non-null value for the 'to' index in a Range",
        )
    one, two = type(first), type(last)
    if one in (int, Short, Byte) and two in (int, Short, Byte):
        return int_range(int(first), int(last), left, right)
    if one is GString:
        first, one = text(first), str
    if two is GString:
        last, two = text(last), str
    if one in NUMBERS and two in NUMBERS:
        if Long in (one, two) and {one, two} <= {int, Short, Byte, Long}:
            first, last = Long(first), Long(last)
        return _number_range(run, first, last, left, right)
    if one is str and two is str:
        return _between(run, first, last, left, right, _text_range)
    if (one is str and two in INTEGERS) or (one in INTEGERS and two is str):
        return _mixed_range(run, first, last, left, right)
    if (
        (one is Character and two is Character)
        or (one is str and two is Character)
        or (one is Character and two is str)
    ):
        return _between(run, first, last, left, right, _unit_range)
    return _between(run, first, last, left, right, _object_range)


def _between(run: Any, first: Any, last: Any, left: bool, right: bool, made: Callable[[Any, Any, Any], Range]) -> Range:
    """A range of anything but numbers, which knows no `<`: it begins after the first, ends before the last."""
    if not left and not right:
        return made(run, first, last)
    order = compare(first, last)
    if order == 0:
        return _empty(first)
    onward, back = ("previous", "next") if order > 0 else ("next", "previous")
    start = _stepped(run, first, onward) if left else first
    if left and right and compare(start, last) == 0:
        return _empty(first)
    return made(run, start, _stepped(run, last, back) if right else last)


def _empty(first: Any) -> Range:
    return Range(first, first, False, [], exclusive_right=True)


def _stepped(run: Any, value: Any, name: str) -> Any:
    return next_text(value, 1 if name == "next" else -1) if type(value) is str else invoke(run, value, name, ())


def _unit_range(run: Any, first: Any, last: Any) -> Range:
    units = _text_range(run, text(first), text(last))
    if type(first) is Character:
        units.elements = [Character(str(unit)) for unit in units.elements]
    units.first, units.last = first, last
    return units


def _mixed_range(run: Any, first: Any, last: Any, left: bool, right: bool) -> Range:
    """A number and text: one character counts by its code."""
    start, end = (ord(one) if type(one) is str and len(one) == 1 else one for one in (first, last))
    if str in (type(start), type(end)):
        kinds = "..".join(class_of(one).simple for one in (first, last))
        throw(
            "IllegalArgumentException",
            f"Unable to create range due to incompatible types: {kinds} (possible missing brackets around range?)",
        )
    return make_range(run, start, end, left, right)


def part_of_range(whole: Range, start: int, end: int) -> Range:
    """subList of a range, a range again; that of a reversed one counts from its least element, as IntRange does."""
    if start == end:
        return _empty(whole.first)
    if isinstance(whole.elements, range):
        least = min(whole.elements[0], whole.elements[-1])
        low, high = least + start, least + end - 1
        return int_range(high, low, False, False) if whole.reverse else int_range(low, high, False, False)
    part = whole.elements[start:end]
    return Range(part[0], part[-1], whole.reverse, part, stride=whole.stride)


def int_range(first: int, last: int, left: bool, right: bool) -> Range:
    reverse = first > last
    if reverse:
        elements = range(first - left, last - 1 + right, -1)
    else:
        elements = range(first + left, last + 1 - right)
    if first == last and (left or right):
        elements = range(0)
    return Range(first, last, reverse, elements, left, right)


def _number_range(run: Any, first: Any, last: Any, left: bool, right: bool) -> Range:
    reverse = compare(first, last) > 0
    elements: list[Any] = []
    step = -1 if reverse else 1
    if type(first) in INTEGERS and type(last) in INTEGERS:
        run.meter.elements(abs(int(last) - int(first)) * 4)
    value = first
    if left:
        value = add(value, step)
    while True:
        order = compare(value, last)
        if (order < 0 if reverse else order > 0) or (right and order == 0):
            break
        run.meter.step()
        run.meter.elements(1)
        elements.append(value)
        value = add(value, step)
    return Range(first, last, reverse, elements, left, right)


def next_text(value: str, up: int) -> str:
    """String.next(): the last character is stepped."""
    if not value:
        return chr(0) if up > 0 else ""
    last = ord(value[-1])
    if up > 0 and last == 0xFFFF:
        return value + "\0"
    if up < 0 and last == 0:
        return value[:-1]
    return value[:-1] + chr(last + up)


def _text_range(run: Any, first: str, last: str) -> Range:
    if len(first) != len(last):
        throw("IllegalArgumentException", "Incompatible Strings for Range: different length")
    if first[:-1] != last[:-1]:
        throw(
            "IllegalArgumentException",
            "Incompatible Strings for Range: String#next() will not reach the expected value",
        )
    reverse = compare_texts(first, last) > 0
    step = -1 if reverse else 1
    start, end = (ord(one[-1]) if one else 0 for one in (first, last))
    run.meter.step(abs(start - end) >> 6)
    run.meter.text((abs(start - end) + 1) * len(first))
    elements = [first[:-1] + chr(code) for code in range(start, end + step, step)] if first else [first]
    return Range(first, last, reverse, elements)


def _object_range(run: Any, first: Any, last: Any) -> Range:
    reverse = compare(first, last) > 0
    name = "previous" if reverse else "next"
    elements: list[Any] = []
    value = first
    while True:
        order = compare(value, last)
        if order < 0 if reverse else order > 0:
            break
        run.meter.step()
        run.meter.elements(1)
        elements.append(value)
        if order == 0:
            break
        value = invoke(run, value, name, ())
        if compare(value, first) == 0:
            break
    return Range(first, last, reverse, elements)


def bounds(value: Range, size: int) -> tuple[int, int, bool]:
    """Start, end (exclusive) and direction of a range used as index into `size` elements."""
    first, last = value.first, value.last
    if value.stride is not None and compare(value.stride, 1) != 0:
        throw("IllegalStateException", "Step must be 1 when used by subList!")
    if not isinstance(value.elements, range):
        if not value.elements:
            return 0, 0, False
        first, last = cast(first, BY_NAME["int"]), cast(last, BY_NAME["int"])
    start = first + size if first < 0 else first
    end = last + size if last < 0 else last
    if start > end:
        return end + value.exclusive_right, start + 1 - value.exclusive_left, True
    return start + value.exclusive_left, end + 1 - value.exclusive_right, False
