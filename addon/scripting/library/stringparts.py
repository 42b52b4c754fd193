"""Parts of texts and what they hold; texts character by character."""

import re
from typing import Any

from addon.scripting.library.predicates import calling
from addon.scripting.library.registry import Table
from addon.scripting.library.stringgdk import made
from addon.scripting.semantics.truth import truth
from addon.scripting.values import hierarchy
from addon.scripting.values.callables import Closure
from addon.scripting.values.ranges import ScriptIterator

strings = Table(hierarchy.STRING)


@strings.method("capitalize()", cost=2)
def capitalize(run: Any, self: str) -> str:
    """With a capital at the start."""
    return made(run, self[:1].upper() + self[1:]) if self else self


@strings.method("uncapitalize()", cost=2)
def uncapitalize(run: Any, self: str) -> str:
    """With a small letter at the start."""
    return made(run, self[:1].lower() + self[1:]) if self else self


@strings.method("reverse()")
def reverse(run: Any, self: str) -> str:
    """The characters from last to first."""
    turned = made(run, self[::-1])
    return turned if turned.isascii() else _PAIR.sub(lambda found: found.group()[::-1], turned)


_PAIR = re.compile("[\udc00-\udfff][\ud800-\udbff]")


@strings.method("take(int)", cost=0)
def take(run: Any, self: str, count: int) -> str:
    """At most so many characters from the start."""
    return "" if count < 0 else made(run, self[:count])


@strings.method("takeRight(int)", cost=0)
def take_right(run: Any, self: str, count: int) -> str:
    """At most so many characters from the end."""
    return made(run, self[-count:]) if count > 0 else ""


@strings.method("drop(int)")
def drop(run: Any, self: str, count: int) -> str:
    """Without so many characters at the start."""
    return self if count <= 0 else made(run, self[count:])


@strings.method("dropRight(int)")
def drop_right(run: Any, self: str, count: int) -> str:
    """Without so many characters at the end."""
    return self if count <= 0 else made(run, self[: max(0, len(self) - count)])


@strings.method("takeWhile(Closure)")
@calling
def take_while(run: Any, self: str, test: Closure) -> str:
    """The start, as long as characters pass."""
    return self[: _while_index(self, test)]


@strings.method("dropWhile(Closure)")
@calling
def drop_while(run: Any, self: str, test: Closure) -> str:
    """What follows the start that passes."""
    return self[_while_index(self, test) :]


def _while_index(self: str, test: Closure) -> int:
    for index, unit in enumerate(self):
        if not truth(test.call(unit)):
            return index
    return len(self)


@strings.method(
    "takeBetween(CharSequence)",
    "takeBetween(CharSequence, CharSequence)",
    "takeBetween(CharSequence, int)",
    "takeBetween(CharSequence, CharSequence, int)",
)
def take_between(run: Any, self: str, start: str, end: Any = None, occurrence: int = 0) -> str:
    """What stands between two texts."""
    if type(end) is int:
        end, occurrence = start, end
    stop = start if end is None else end
    position = 0
    for count in range(occurrence + 1):
        left = self.find(start, position)
        if left < 0:
            return ""
        right = self.find(stop, left + len(start))
        if right < 0:
            return ""
        if count == occurrence:
            return made(run, self[left + len(start) : right])
        position = right + len(stop)
        run.meter.step()
    return ""


@strings.method("takeBefore(CharSequence?)")
def take_before(run: Any, self: str, part: str | None) -> str:
    """What stands before a text."""
    at = self.find(part) if part else -1
    return "" if at < 0 else made(run, self[:at])


@strings.method("takeAfter(CharSequence?)")
def take_after(run: Any, self: str, part: str | None) -> str:
    """What stands after a text."""
    _, _, after = self.partition(part) if part else ("", "", "")
    return made(run, after)


@strings.method("contains(CharSequence)")
def contains(run: Any, self: str, part: str) -> bool:
    """Whether the part occurs."""
    return part in self


@strings.method("containsIgnoreCase(CharSequence?)")
def contains_ignore_case(run: Any, self: str, part: str | None) -> bool:
    """Whether the part occurs in any case."""
    return part is not None and part != "" and part.lower() in self.lower()


@strings.method("startsWithIgnoreCase(CharSequence?)")
def starts_ignore_case(run: Any, self: str, part: str | None) -> bool:
    return part is not None and part != "" and self.lower().startswith(part.lower())


@strings.method("endsWithIgnoreCase(CharSequence?)")
def ends_ignore_case(run: Any, self: str, part: str | None) -> bool:
    return part is not None and part != "" and self.lower().endswith(part.lower())


@strings.method("startsWithAny(CharSequence...)")
def starts_with_any(run: Any, self: str, *parts: str) -> bool:
    return any(self.startswith(part) for part in parts)


@strings.method("endsWithAny(CharSequence...)")
def ends_with_any(run: Any, self: str, *parts: str) -> bool:
    return any(self.endswith(part) for part in parts)


@strings.method("count(CharSequence)")
def count(run: Any, self: str, part: str) -> int:
    """How often a text occurs."""
    found = 0
    at = self.find(part)
    while at >= 0:
        found += 1
        run.meter.step()
        at = self.find(part, at + 1) if at + 1 <= len(self) else -1
    return found


@strings.method("regionMatches(int, String, int, int)", cost=0)
def region_matches(run: Any, self: str, start: int, other: str, other_start: int, size: int) -> bool:
    """Whether parts of two texts are the same."""
    return _same_region(run, False, self, start, other, other_start, size)


@strings.method("regionMatches(boolean, int, String, int, int)", cost=0)
def region_matches_case(
    run: Any, self: str, ignore_case: bool, start: int, other: str, other_start: int, size: int
) -> bool:
    """Whether parts of two texts are the same, maybe whatever the case."""
    return _same_region(run, ignore_case, self, start, other, other_start, size)


def _same_region(run: Any, ignore_case: bool, one: str, start: int, two: str, second: int, size: int) -> bool:
    if start < 0 or second < 0 or start > len(one) - size or second > len(two) - size:
        return False
    run.meter.step(max(0, size) >> 6)
    mine, theirs = one[start : start + max(0, size)], two[second : second + max(0, size)]
    return mine.lower() == theirs.lower() if ignore_case else mine == theirs


@strings.method("contentEquals(CharSequence)")
def content_equals(run: Any, self: str, other: str) -> bool:
    """Whether another text, such as a StringBuilder's, is the same."""
    return self == other


@strings.method("transform(Function)", cost=0)
def transform(run: Any, self: str, change: Any) -> Any:
    """What a function makes of the text."""
    return change.call(self)


@strings.method("toList()")
def to_list(run: Any, self: str) -> list[str]:
    """The characters."""
    run.meter.elements(len(self))
    return list(self)


@strings.method("toSet()")
def to_set(run: Any, self: str) -> Any:
    from addon.scripting.values.sets import HashSet

    run.meter.entries(len(self))
    made = HashSet()
    made.map.reserve(len(self))  # type: ignore[attr-defined]
    for unit in self:
        made.add(unit)
    return made


@strings.method("chars()")
def chars(run: Any, self: str) -> Any:
    """The numbers of the characters as an IntStream."""
    from addon.scripting.library.streams import IntStream

    run.meter.elements(len(self))
    return IntStream(iter([ord(unit) for unit in self]))


@strings.method("codePoints()")
def code_points(run: Any, self: str) -> Any:
    """The Unicode code points as an IntStream."""
    from addon.scripting.library.streams import IntStream
    from addon.scripting.values.characters import outward

    run.meter.elements(len(self))
    return IntStream(iter([ord(unit) for unit in outward(self)]))


@strings.method("iterator()")
def iterator(run: Any, self: str) -> ScriptIterator:
    return ScriptIterator(iter(self))


@strings.method("collect()", "collect(Closure)")
def collect(run: Any, self: str, change: Closure | None = None) -> list[Any]:
    """What a closure makes of each character."""
    run.meter.elements(len(self))
    return list(self) if change is None else [change.call(unit) for unit in self]


@strings.method("each(Closure)")
def each(run: Any, self: str, action: Closure) -> str:
    """Call for every character."""
    for unit in self:
        action.call(unit)
    return self
