"""Pattern and Matcher, and the regex operators. Matching stops in time whatever the pattern."""

from functools import lru_cache
from typing import Any

import regex

from addon.scripting import limits
from addon.scripting.errors import throw
from addon.scripting.limits import before_long_work, current_run, meter
from addon.scripting.semantics.extend import extend
from addon.scripting.semantics.javaregex import Translator
from addon.scripting.semantics.patternsize import NODE, unfolded
from addon.scripting.semantics.regexparts import refuse
from addon.scripting.semantics.texts import text
from addon.scripting.semantics.widetexts import WideMatch, joined, wide_text
from addon.scripting.values.classes import define
from addon.scripting.values.hierarchy import OBJECT_RANGE as _LOADED

_ = _LOADED
FLAGS = {1: "d", 2: "i", 4: "x", 8: "m", 32: "s", 64: "u", 256: "U"}
UNIX_LINES, CASE_INSENSITIVE, COMMENTS, MULTILINE, LITERAL, DOTALL, UNICODE_CASE, UNICODE_CLASS = (
    1,
    2,
    4,
    8,
    16,
    32,
    64,
    256,
)


UNWATCHED = 4096
"""Text longer than this may keep the matcher from looking at its clock for seconds."""
COMPILING = 20
"""Steps that making a pattern costs; more by its length. The same whether the pattern is known already or not."""


class Pattern:
    """java.util.regex.Pattern"""

    __slots__ = ("compiled", "flags", "names", "source")

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source = source
        self.flags = flags
        gauge = meter()
        gauge.step(COMPILING + (len(source) >> 2))
        if "{" in source:
            pieces = unfolded(source)
            if pieces > 1000:
                gauge.allocate(pieces * NODE)
                gauge.step(pieces >> 2)
        self.compiled, self.flags = compiled(source, flags)

    def search(self, run: Any, subject: str, start: int, end: int | None = None) -> Any:
        return self._run(run, self.compiled.search, subject, start, end)

    def match(self, run: Any, subject: str, start: int = 0, end: int | None = None) -> Any:
        return self._run(run, self.compiled.match, subject, start, end)

    def fullmatch(self, run: Any, subject: str, start: int = 0, end: int | None = None) -> Any:
        return self._run(run, self.compiled.fullmatch, subject, start, end)

    def _run(self, run: Any, method: Any, subject: str, start: int, end: int | None) -> Any:
        wide = wide_text(subject) if self.source else None
        if wide is None:
            return self._timed(run, method, subject, start, end)
        last = None if end is None else wide.character_at(end)
        found = self._timed(run, method, wide.characters, wide.character_at(start), last)
        return None if found is None else WideMatch(found, wide)

    @staticmethod
    def _timed(run: Any, method: Any, subject: str, start: int, end: int | None) -> Any:
        meter = run.meter
        meter.fuel -= 1 + ((len(subject) - start) >> 7)
        if meter.fuel < 0:
            meter.out_of_fuel()
        if len(subject) - start > UNWATCHED:
            before_long_work()
        began = limits.seconds()
        try:
            if end is None:
                return method(subject, start, timeout=meter.regex_timeout())
            return method(subject, start, end, timeout=meter.regex_timeout())
        except TimeoutError:
            meter.regex_left = 0.0
            meter.regex_exhausted()
        finally:
            meter.regex_took(began)


@lru_cache(512)
def compiled(source: str, flags: int) -> tuple[Any, int]:
    """A compiled Java pattern and the flags in force at its end; a bad one raises PatternSyntaxException."""
    source = joined(source)
    if flags & LITERAL:
        return regex.compile(regex.escape(source), regex.V1 | (regex.IGNORECASE if flags & 2 else 0)), flags
    words = frozenset(letter for bit, letter in FLAGS.items() if flags & bit)
    translator = Translator(source, words)
    translated = translator.translate().replace("\0", "")
    options = regex.V1 | (regex.IGNORECASE if "i" in words else 0)
    try:
        made = regex.compile(translated, options)
    except (regex.error, OverflowError, ValueError) as error:
        refuse(_sentence(error), 0, source)
    return made, flags | sum(bit for bit, letter in FLAGS.items() if letter in translator.flags)


def _sentence(error: Exception) -> str:
    words = str(error.args[0]) if error.args else "Illegal pattern"
    return words[:1].upper() + words[1:]


@lru_cache(512)
def pattern_of(source: str) -> Pattern:
    """A pattern without flags, compiled once."""
    return Pattern(source)


class Matcher:
    """java.util.regex.Matcher: `found` is the last match, `position` where find() goes on."""

    __slots__ = ("appended", "found", "pattern", "position", "region", "subject")

    def __init__(self, pattern: Pattern, subject: str) -> None:
        self.pattern = pattern
        self.subject = subject
        self.found: Any = None
        self.position = 0
        self.appended = 0
        self.region: tuple[int, int] | None = None

    def reset(self) -> None:
        self.found = None
        self.position = 0
        self.appended = 0

    def find(self, run: Any) -> bool:
        """The next match."""
        if self.position > len(self.subject):
            self.found = None
            return False
        end = None if self.region is None else self.region[1]
        self.found = self.pattern.search(run, self.subject, self.position, end)
        if self.found is None:
            self.position = len(self.subject) + 1
            return False
        start, stop = self.found.span()
        self.position = stop + 1 if stop == start else stop
        return True

    def matches(self, run: Any) -> bool:
        start, end = self.region or (0, None)
        self.found = self.pattern.fullmatch(run, self.subject, start, end)
        if self.found is not None:
            self.position = self.found.end()
        return self.found is not None

    def looking_at(self, run: Any) -> bool:
        start, end = self.region or (0, None)
        self.found = self.pattern.match(run, self.subject, start, end)
        return self.found is not None

    def count(self, run: Any) -> int:
        """How many matches there are; as in Groovy, find() finds nothing more then."""
        number = sum(1 for _ in self.spans(run))
        self.reset()
        self.position = len(self.subject) + 1
        return number

    def spans(self, run: Any, position: int = 0) -> Any:
        """Every match from a position on; this matcher's state is not touched."""
        while position <= len(self.subject):
            found = self.pattern.search(run, self.subject, position)
            if found is None:
                return
            yield found
            start, stop = found.span()
            position = stop + 1 if stop == start else stop

    def all_matches(self, run: Any) -> list[Any]:
        """What iteration gives: texts, or lists of groups where the pattern has groups."""
        answers = []
        for found in self.spans(run):
            run.meter.elements(1 + self.pattern.compiled.groups)
            answers.append(match_value(found))
        return answers

    def group(self, number: Any) -> Any:
        if self.found is None:
            throw("IllegalStateException", "No match found")
        if type(number) is int:
            if not 0 <= number <= self.pattern.compiled.groups:
                throw("IndexOutOfBoundsException", f"No group {number}")
            return self.found.group(number)
        name = text(number)
        if name not in self.pattern.compiled.groupindex:
            throw("IllegalArgumentException", f"No group with name <{name}>")
        return self.found.group(name)


def match_value(found: Any) -> Any:
    """A match as Groovy hands it out: its text, or [whole, group 1, ...]."""
    if found.re.groups:
        return [found.group(), *found.groups()]
    return found.group()


define("java.util.regex.Pattern", "Object", "Serializable", python=[Pattern])
define("java.util.regex.MatchResult", "Object", interface=True)
define("java.util.regex.Matcher", "Object", "MatchResult", python=[Matcher])


def _matcher_text(value: Matcher) -> str:
    found = value.found.group() if value.found is not None else ""
    end = len(value.subject) if value.region is None else value.region[1]
    start = 0 if value.region is None else value.region[0]
    return f"java.util.regex.Matcher[pattern={value.pattern.source} region={start},{end} lastmatch={found}]"


def _matcher_truth(value: Matcher) -> bool:
    """Whether there is a match: the first one, however far find() has come."""
    value.reset()
    return value.find(current_run())


extend(
    Pattern,
    text=lambda value: value.source,
    equals=lambda one, two: one is two,
    plain=lambda value: {"$pattern": value.source},
)
extend(Matcher, text=_matcher_text, truth=_matcher_truth, plain=lambda value: {"$matcher": value.pattern.source})


def to_pattern(value: Any) -> Pattern:
    """The right side of =~ and ==~."""
    return value if type(value) is Pattern else pattern_of(text(value))


def matcher(run: Any, left: Any, right: Any) -> Any:
    """`left =~ right`"""
    return Matcher(to_pattern(right), text(left))


def whole_match(run: Any, left: Any, right: Any) -> bool:
    """`left ==~ right`"""
    if left is None or right is None:
        return False
    return to_pattern(right).fullmatch(run, text(left)) is not None


def expand(run: Any, replacement: str, found: Any) -> str:
    """A Java replacement with $1, ${name} and backslash escapes."""
    if "$" not in replacement and "\\" not in replacement:
        return replacement
    out: list[str] = []
    index, size = 0, len(replacement)
    while index < size:
        unit = replacement[index]
        if unit == "\\":
            if index + 1 == size:
                throw("IllegalArgumentException", "character to be escaped is missing")
            out.append(replacement[index + 1])
            index += 2
        elif unit == "$":
            index = _group_reference(replacement, index, found, out)
        else:
            out.append(unit)
            index += 1
    return "".join(out)


def _group_reference(replacement: str, index: int, found: Any, out: list[str]) -> int:
    following = replacement[index + 1 : index + 2]
    if not following:
        throw("IllegalArgumentException", "Illegal group reference: group index is missing")
    if following == "{":
        end = replacement.find("}", index)
        name = replacement[index + 2 : end] if end > 0 else ""
        if end < 0:
            throw("IllegalArgumentException", "named capturing group is missing trailing '}'")
        if name not in found.re.groupindex:
            throw("IllegalArgumentException", f"No group with name {{{name}}}")
        out.append(found.group(name) or "")
        return end + 1
    if not "0" <= following <= "9":
        throw("IllegalArgumentException", "Illegal group reference")
    number = int(following)
    if number > found.re.groups:
        throw("IndexOutOfBoundsException", f"No group {number}")
    index += 2
    while replacement[index : index + 1].isdigit():
        longer = number * 10 + int(replacement[index])
        if longer > found.re.groups:
            break
        number = longer
        index += 1
    out.append(found.group(number) or "")
    return index


def replace_all(run: Any, pattern: Pattern, subject: str, make: Any, limit: int = 0) -> str:
    """The subject with each match (or the first `limit`) replaced by `make(match)`."""
    parts: list[str] = []
    last = position = count = 0
    size = 0
    while position <= len(subject):
        found = pattern.search(run, subject, position)
        if found is None:
            break
        start, stop = found.span()
        made = make(found)
        size += start - last + len(made)
        run.meter.text(size) if size > 65536 else None
        parts.append(subject[last:start])
        parts.append(made)
        last = stop
        position = stop + 1 if stop == start else stop
        count += 1
        run.meter.step()
        if count == limit:
            break
    if not parts:
        return subject
    parts.append(subject[last:])
    run.meter.text(size + len(subject) - last)
    return "".join(parts)
