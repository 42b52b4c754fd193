"""Lines and words of texts: readLines, tokenize, split."""

from typing import Any

from addon.scripting.library.predicates import calling
from addon.scripting.library.registry import Table
from addon.scripting.semantics.truth import truth
from addon.scripting.values import hierarchy
from addon.scripting.values.callables import Closure
from addon.scripting.values.classes import BY_NAME
from addon.scripting.values.lists import Array

strings = Table(hierarchy.STRING)


@strings.method("lines()")
def stream_lines(run: Any, self: str) -> Any:
    """The lines without their ends, as a stream."""
    from addon.scripting.library.streams import Stream, stepping

    return Stream(stepping(run, iter(read_lines(run, self))))


@strings.method("readLines()")
def read_lines(run: Any, self: str) -> list[str]:
    """The lines without their ends."""
    run.meter.elements(self.count("\n") + self.count("\r") + 1)
    run.meter.text(len(self))
    return lines_of(self)


def lines_of(plain: str) -> list[str]:
    """Lines ended by \\n, \\r\\n or \\r."""
    unified = plain.replace("\r\n", "\n").replace("\r", "\n")
    parts = unified.split("\n")
    if parts and parts[-1] == "":
        parts.pop()
    return parts


@strings.method("eachLine(Closure)", "eachLine(int, Closure)")
def each_line(run: Any, self: str, first: Any, action: Closure | None = None) -> Any:
    """Call for every line, with its number if the closure takes it."""
    start = 0
    if action is None:
        action = first
    else:
        start = first
    result = None
    for index, line in enumerate(lines_of(self)):
        result = action.call(line, index + start) if action.size == 2 else action.call(line)
    return result


@strings.method("splitEachLine(CharSequence, Closure)", "splitEachLine(Pattern, Closure)")
def split_each_line(run: Any, self: str, separator: Any, action: Closure) -> Any:
    """Call with the parts of every line."""
    from addon.scripting.semantics.patterns import to_pattern

    pattern = to_pattern(separator)
    result = None
    for line in lines_of(self):
        result = action.call(split_by(run, line, pattern, 0))
    return result


@strings.method("tokenize()", "tokenize(CharSequence)", "tokenize(char)")
def tokenize(run: Any, self: str, separators: str = " \t\n\r\f") -> list[str]:
    """The parts between any of the separating characters; empty parts are left out."""
    run.meter.step(len(self) >> 6)
    if not separators:
        return [self] if self else []
    first = separators[0]
    plain = self
    for other in separators[1:]:
        plain = plain.replace(other, first)
    parts = [part for part in plain.split(first) if part]
    run.meter.elements(len(parts) * 8)
    run.meter.text(len(self))
    return parts


@strings.method("split()")
def split_blank(run: Any, self: str) -> Array:
    """The words."""
    return Array(BY_NAME["java.lang.String"], tokenize(run, self))


@strings.method("split(String)", "split(String, int)")
def split(run: Any, self: str, separator: str, limit: int = 0) -> Array:
    """The parts between matches of a regular expression; empty parts at the end are left out."""
    from addon.scripting.semantics.patterns import pattern_of

    return Array(BY_NAME["java.lang.String"], split_by(run, self, pattern_of(separator), limit))


def split_by(run: Any, self: str, pattern: Any, limit: int) -> list[str]:
    """Pattern.split"""
    parts: list[str] = []
    last = position = 0
    while position <= len(self):
        if limit > 0 and len(parts) == limit - 1:
            break
        found = pattern.search(run, self, position)
        if found is None:
            break
        start, end = found.span()
        run.meter.step()
        if start == end == 0 or end == 0:
            position = end + 1 if start == end else end
            continue
        if start == end and start >= len(self):
            break
        run.meter.elements(8)
        parts.append(self[last:start])
        last = end
        position = end + 1 if start == end else end
    if not parts:
        return [self]
    parts.append(self[last:])
    if limit == 0:
        while parts and parts[-1] == "":
            parts.pop()
    run.meter.text(len(self))
    return parts


@strings.method("split(Closure)")
@calling
def split_closure(run: Any, self: str, test: Closure) -> list[Any]:
    """Characters that pass, and the others."""
    yes: list[Any] = []
    no: list[Any] = []
    for unit in self:
        (yes if truth(test.call(unit)) else no).append(unit)
    return [yes, no]
