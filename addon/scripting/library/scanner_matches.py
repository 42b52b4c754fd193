"""What a java.util.Scanner finds by patterns, whatever stands between parts, and how it reads numbers."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.scanners import Scanner, scanners
from addon.scripting.semantics.patterns import Matcher, Pattern, pattern_of

ANYTHING = Pattern("(?s).*", 0)
WHITE = Pattern(r"\p{javaWhitespace}+", 0)


def _sought(pattern: Any) -> Pattern:
    return pattern if isinstance(pattern, Pattern) else pattern_of(pattern)


@scanners.method("match()")
def match(run: Any, self: Scanner) -> Matcher:
    """The match that was read last, with its groups."""
    if self.last is None:
        throw("IllegalStateException", "No match result available")
    first, second = self.last
    if isinstance(first, Pattern):
        made = Matcher(first, self.source)
        made.found = second
    else:
        made = Matcher(ANYTHING, self.source)
        made.found = ANYTHING.match(run, self.source, first, second)
    return made


@scanners.method("findWithinHorizon(String, int)", "findWithinHorizon(Pattern, int)")
def find_within(run: Any, self: Scanner, pattern: Any, horizon: int) -> str | None:
    """The next match in so many characters, or in all that is left if 0; null if there is none."""
    if horizon < 0:
        throw("IllegalArgumentException", "horizon < 0")
    sought = _sought(pattern)
    end = min(len(self.source), self.at + horizon) if horizon else len(self.source)
    found = sought.search(run, self.source, self.at, end)
    if found is None:
        self.last = None
        return None
    return self.read(sought, found)


@scanners.method("findAll(String)", "findAll(Pattern)")
def find_all(run: Any, self: Scanner, pattern: Any) -> Any:
    """A stream of all matches in what is left."""
    from addon.scripting.library.streams import Stream

    sought = _sought(pattern)

    def matches() -> Any:
        begin = self.at
        while begin <= len(self.source):
            run.meter.step()
            found = sought.search(run, self.source, begin, len(self.source))
            if found is None:
                return
            self.read(sought, found)
            yield match(run, self)
            begin = found.end() + (found.end() == found.start())

    return Stream(matches())


@scanners.method("delimiter()")
def delimiter(run: Any, self: Scanner) -> Pattern:
    """What stands between parts."""
    return self.delimiter or WHITE


@scanners.method("radix()")
def radix(run: Any, self: Scanner) -> int:
    """The base that whole numbers are read in."""
    return self.radix


@scanners.method("useRadix(int)")
def use_radix(run: Any, self: Scanner, base: int) -> Scanner:
    """Read whole numbers in a base."""
    if not 2 <= base <= 36:
        throw("IllegalArgumentException", f"radix:{base}")
    self.radix = base
    return self


@scanners.method("reset()")
def reset(run: Any, self: Scanner) -> Scanner:
    """White space between parts and base 10 again."""
    self.delimiter, self.radix = None, 10
    return self
