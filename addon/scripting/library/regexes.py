"""Pattern and Matcher."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.iterables import charged
from addon.scripting.library.registry import Table
from addon.scripting.library.stringlines import split_by
from addon.scripting.semantics.narrowing import to_int
from addon.scripting.semantics.patterns import (
    CASE_INSENSITIVE,
    COMMENTS,
    DOTALL,
    LITERAL,
    MULTILINE,
    UNICODE_CASE,
    UNICODE_CLASS,
    UNIX_LINES,
    Matcher,
    Pattern,
    expand,
    match_value,
    replace_all,
)
from addon.scripting.semantics.texts import text
from addon.scripting.values.callables import Closure
from addon.scripting.values.classes import BY_NAME
from addon.scripting.values.lists import Array
from addon.scripting.values.numbers import Long

patterns = Table("java.util.regex.Pattern")
matchers = Table("java.util.regex.Matcher")
for _name, _value in (
    ("CASE_INSENSITIVE", CASE_INSENSITIVE),
    ("COMMENTS", COMMENTS),
    ("DOTALL", DOTALL),
    ("LITERAL", LITERAL),
    ("MULTILINE", MULTILINE),
    ("UNICODE_CASE", UNICODE_CASE),
    ("UNICODE_CHARACTER_CLASS", UNICODE_CLASS),
    ("UNIX_LINES", UNIX_LINES),
    ("CANON_EQ", 128),
):
    patterns.constant(_name, _value)


@patterns.static("compile(String)", "compile(String, int)")
def compile_(run: Any, source: str, flags: int = 0) -> Pattern:
    """A pattern."""
    if flags & ~0x1FF:
        throw("IllegalArgumentException", f"Unknown flag 0x{flags:x}")
    return Pattern(source, flags)


@patterns.static("quote(String)")
def quote(run: Any, plain: str) -> str:
    """A pattern that matches a text literally."""
    if "\\E" not in plain:
        return f"\\Q{plain}\\E"
    return "\\Q" + plain.replace("\\E", "\\E\\\\E\\Q") + "\\E"


@patterns.static("matches(String, CharSequence)")
def matches_static(run: Any, pattern: str, subject: str) -> bool:
    return Pattern(pattern).fullmatch(run, subject) is not None


@patterns.method("matcher(CharSequence)")
def matcher(run: Any, self: Pattern, subject: str) -> Matcher:
    """A matcher of a text."""
    return Matcher(self, subject)


@patterns.method("pattern()", "toString()")
def source(run: Any, self: Pattern) -> str:
    """The pattern's text."""
    return self.source


@patterns.method("flags()")
def flags(run: Any, self: Pattern) -> int:
    return self.flags


@patterns.method("split(CharSequence)", "split(CharSequence, int)")
def split(run: Any, self: Pattern, subject: str, limit: int = 0) -> Array:
    """The parts between matches."""
    return Array(BY_NAME["java.lang.String"], split_by(run, subject, self, limit))


@patterns.method("splitAsStream(CharSequence)")
def split_as_stream(run: Any, self: Pattern, subject: str) -> Any:
    """The parts between matches as a stream."""
    from addon.scripting.library.streams import Stream

    return Stream(iter(split_by(run, subject, self, 0)))


@patterns.method("isCase(Object)")
def is_case(run: Any, self: Pattern, value: Any) -> bool:
    return value is not None and self.fullmatch(run, text(value)) is not None


@patterns.method("asMatchPredicate()")
def as_match_predicate(run: Any, self: Pattern) -> Any:
    """A test whether the whole text matches."""
    from addon.scripting.values.callables import NativeFunction

    return NativeFunction(lambda value: self.fullmatch(run, text(value)) is not None, 1, "java.util.function.Predicate")


@patterns.method("asPredicate()")
def as_predicate(run: Any, self: Pattern) -> Any:
    from addon.scripting.values.callables import NativeFunction

    return NativeFunction(lambda value: self.search(run, text(value), 0) is not None, 1, "java.util.function.Predicate")


# Matcher


@matchers.method("find()")
def find(run: Any, self: Matcher) -> bool:
    """Go to the next match."""
    return self.find(run)


@matchers.method("find(int)")
def find_from(run: Any, self: Matcher, start: int) -> bool:
    if not 0 <= start <= len(self.subject):
        throw("IndexOutOfBoundsException", "Illegal start index")
    self.reset()
    self.position = start
    return self.find(run)


@matchers.method("matches()")
def matches(run: Any, self: Matcher) -> bool:
    """Whether the whole text matches."""
    return self.matches(run)


@matchers.method("lookingAt()")
def looking_at(run: Any, self: Matcher) -> bool:
    return self.looking_at(run)


@matchers.method("group()", "group(int)", "group(String)")
def group(run: Any, self: Matcher, which: Any = 0) -> Any:
    """A group of the last match."""
    return self.group(which)


@matchers.method("groupCount()")
def group_count(run: Any, self: Matcher) -> int:
    """How many groups the pattern has."""
    return int(self.pattern.compiled.groups)


@matchers.method("hasGroup()")
def has_group(run: Any, self: Matcher) -> bool:
    return bool(self.pattern.compiled.groups)


def _span(self: Matcher, which: Any, index: int) -> int:
    if self.found is None:
        throw("IllegalStateException", f"No match {'found' if type(which) is str else 'available'}")
    if type(which) is int and not 0 <= which <= self.pattern.compiled.groups:
        throw("IndexOutOfBoundsException", f"No group {which}")
    if type(which) is str and which not in self.pattern.compiled.groupindex:
        throw("IllegalArgumentException", f"No group with name <{which}>")
    return int(self.found.span(which)[index])


@matchers.method("start()", "start(int)", "start(String)")
def start(run: Any, self: Matcher, which: Any = 0) -> int:
    """Where the last match or a group begins."""
    return _span(self, which, 0)


@matchers.method("end()", "end(int)", "end(String)")
def end(run: Any, self: Matcher, which: Any = 0) -> int:
    """Where the last match or a group ends."""
    return _span(self, which, 1)


@matchers.method("reset()", "reset(CharSequence)")
def reset(run: Any, self: Matcher, subject: str | None = None) -> Matcher:
    """Begin again."""
    if subject is not None:
        self.subject = subject
    self.reset()
    return self


@matchers.method("hitEnd()")
def hit_end(run: Any, self: Matcher) -> bool:
    return self.position >= len(self.subject)


@matchers.method("pattern()")
def pattern(run: Any, self: Matcher) -> Pattern:
    return self.pattern


@matchers.method("toMatchResult()")
def to_result(run: Any, self: Matcher) -> Matcher:
    copy = Matcher(self.pattern, self.subject)
    copy.found = self.found
    return copy


@matchers.method("region(int, int)")
def region(run: Any, self: Matcher, first: int, last: int) -> Matcher:
    """Search in a part of the text only."""
    size = len(self.subject)
    for name, place in (("start", first), ("end", last)):
        if not 0 <= place <= size:
            throw("IndexOutOfBoundsException", name)
    if first > last:
        throw("IndexOutOfBoundsException", "start > end")
    self.reset()
    self.region = (first, last)
    self.position = first
    return self


@matchers.method("replaceAll(String)")
def replace_every(run: Any, self: Matcher, replacement: str) -> str:
    """The text with every match replaced."""
    return replace_all(run, self.pattern, self.subject, lambda found: expand(run, replacement, found))


@matchers.method("replaceFirst(String)")
def replace_first(run: Any, self: Matcher, replacement: str) -> str:
    return replace_all(run, self.pattern, self.subject, lambda found: expand(run, replacement, found), 1)


@matchers.method("replaceAll(Function)")
def replace_by(run: Any, self: Matcher, make: Any) -> str:
    def result(found: Any) -> str:
        one = Matcher(self.pattern, self.subject)
        one.found = found
        return expand(run, text(make.call(one)), found)

    return replace_all(run, self.pattern, self.subject, result)


@matchers.method("replaceFirst(Function)")
def replace_first_by(run: Any, self: Matcher, make: Any) -> str:
    """The text with the first match replaced by what a function makes of it."""

    def result(found: Any) -> str:
        one = Matcher(self.pattern, self.subject)
        one.found = found
        return expand(run, text(make.call(one)), found)

    return replace_all(run, self.pattern, self.subject, result, 1)


@matchers.method("regionStart()")
def region_start(run: Any, self: Matcher) -> int:
    """Where searching begins."""
    return 0 if self.region is None else self.region[0]


@matchers.method("regionEnd()")
def region_end(run: Any, self: Matcher) -> int:
    """Where searching ends."""
    return len(self.subject) if self.region is None else self.region[1]


@matchers.method("usePattern(Pattern)")
def use_pattern(run: Any, self: Matcher, other: Pattern) -> Matcher:
    """Go on with another pattern."""
    self.pattern, self.found = other, None
    return self


@matchers.method("appendReplacement(StringBuffer, String)", "appendReplacement(StringBuilder, String)")
def append_replacement(run: Any, self: Matcher, target: Any, replacement: str) -> Matcher:
    """Add what stands before the last match, then the replacement."""
    if self.found is None:
        throw("IllegalStateException", "No match available")
    first, last = self.found.span()
    target.add(run, self.subject[self.appended : first] + expand(run, replacement, self.found))
    self.appended = last
    return self


@matchers.method("appendTail(StringBuffer)", "appendTail(StringBuilder)")
def append_tail(run: Any, self: Matcher, target: Any) -> Any:
    """Add what follows the last match."""
    target.add(run, self.subject[self.appended :])
    return target


@matchers.static("quoteReplacement(String)")
def quote_replacement(run: Any, plain: str) -> str:
    """A replacement without special characters."""
    return plain.replace("\\", "\\\\").replace("$", "\\$")


@matchers.method("getAt(int)", "getAt(Number)")
def get_at(run: Any, self: Matcher, index: Any) -> Any:
    """A match by index: its text, or [whole, group 1, ...]."""
    asked = index = to_int(index)
    count = None
    if index < 0:
        count = self.count(run)
        index += count
    position = 0
    if index >= 0:
        for found in self.spans(run):
            if position == index:
                self.found = found
                first, last = found.span()
                self.position = last + 1 if first == last else last
                return match_value(found)
            position += 1
    total = position if count is None else count
    return throw("IndexOutOfBoundsException", f"index is out of range {-total}..{total - 1} (index = {asked})")


@matchers.method("getAt(Range)", "getAt(Collection)")
def get_many(run: Any, self: Matcher, where: Any) -> list[Any]:
    from addon.scripting.library.lists import get_range
    from addon.scripting.values.ranges import Range

    matches_ = self.all_matches(run)
    if type(where) is Range:
        return list(get_range(run, matches_, where))
    from addon.scripting.library.lists import get_many as pick

    return list(pick(run, matches_, where))


@matchers.method("size()")
def size(run: Any, self: Matcher) -> Long:
    """How many matches there are."""
    return Long(self.count(run))


@matchers.method("getCount()")
def count(run: Any, self: Matcher) -> int:
    """How many matches there are."""
    return self.count(run)


@matchers.method("results()")
def results(run: Any, self: Matcher) -> Any:
    from addon.scripting.library.streams import Stream

    made = []
    for found in self.spans(run, self.position):
        one = Matcher(self.pattern, self.subject)
        one.found = found
        made.append(one)
    self.found, self.position = None, len(self.subject) + 1
    return Stream(iter(charged(run, made)))


@matchers.method("each(Closure)")
def each(run: Any, self: Matcher, action: Closure) -> Matcher:
    """Call for every match, with its groups if the closure takes several."""
    for value in self.all_matches(run):
        action.call(value)
    return self


@matchers.method("asBoolean()")
def as_boolean(run: Any, self: Matcher) -> bool:
    return self.find(run)
