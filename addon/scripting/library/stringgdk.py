"""What Groovy adds to String: padding, tokens, lines, taking, conversion to numbers, arithmetic on text."""

import re
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.coerce import (
    cast,
    parse_decimal,
    parse_double,
    parse_integer,
    parse_integer_big,
    to_float_text,
)
from addon.scripting.semantics.numeric import to_int
from addon.scripting.semantics.ranges import bounds, next_text
from addon.scripting.semantics.texts import text
from addon.scripting.semantics.truth import truth
from addon.scripting.values import hierarchy
from addon.scripting.values.callables import Closure
from addon.scripting.values.characters import Character
from addon.scripting.values.classes import BY_NAME
from addon.scripting.values.collections import Array, Range, ScriptIterator
from addon.scripting.values.numbers import BigInteger, Byte, Long, Short

strings = Table(hierarchy.STRING)


def made(run: Any, value: str) -> str:
    """Charge a text that was made from existing parts."""
    run.meter.text(len(value))
    return value


@strings.method("size()", cost=0)
def size(run: Any, self: str) -> int:
    """The number of characters."""
    return len(self)


@strings.method("plus(Object)")
def plus(run: Any, self: str, other: Any) -> str:
    """The text with another behind."""
    more = text(other)
    run.meter.text(len(self) + len(more))
    return self + more


@strings.method("minus(Object)")
def minus(run: Any, self: str, other: Any) -> str:
    """The text without the first occurrence of another (or of a pattern's match)."""
    from addon.scripting.semantics.patterns import Pattern

    if type(other) is Pattern:
        return replace_first_pattern(run, self, other, "")
    sought = text(other)
    at = self.find(sought)
    return self if at < 0 else made(run, self[:at] + self[at + len(sought) :])


@strings.method("multiply(Number)")
def multiply(run: Any, self: str, count: Any) -> str:
    """The text so many times."""
    times = to_int(count)
    if times < 0:
        throw("IllegalArgumentException", f"multiply() should be called with a number of 0 or greater not: {times}")
    run.meter.text(len(self) * times)
    return self * times


@strings.method("next()")
def next_(run: Any, self: str) -> str:
    """The text with its last character stepped."""
    return next_text(self, 1)


@strings.method("previous()")
def previous(run: Any, self: str) -> str:
    """The text with its last character stepped back."""
    if not self:
        throw("IllegalArgumentException", "the string is empty")
    return next_text(self, -1)


@strings.method("getAt(int)", "getAt(Number)", cost=0)
def get_at(run: Any, self: str, index: Any) -> str:
    """The character at an index, from the end if negative."""
    at = to_int(index)
    place = at + len(self) if at < 0 else at
    if place < 0:
        throw("ArrayIndexOutOfBoundsException", f"Negative array index [{at}] too large for array size {len(self)}")
    if place >= len(self):
        throw("StringIndexOutOfBoundsException", _index_message(at, place, len(self)))
    return self[place]


def _index_message(index: int, place: int, length: int) -> str:
    return f"begin {place}, end {place + 1}, length {length}"


@strings.method("getAt(Range)", cost=0)
def get_range(run: Any, self: str, where: Any) -> str:
    """The part a range covers, turned round for a reverse range."""
    start, end, reverse = bounds(where, len(self))
    if start < 0 or end > len(self) or start > end:
        throw("StringIndexOutOfBoundsException", f"begin {start}, end {end}, length {len(self)}")
    part = made(run, self[start:end])
    return part[::-1] if reverse else part


@strings.method("getAt(Collection)")
def get_many(run: Any, self: str, indexes: Any) -> str:
    """The characters at several indexes."""
    parts = []
    for index in indexes:
        if isinstance(index, Range):
            parts.append(get_range(run, self, index))
        else:
            parts.append(get_at(run, self, cast(index, BY_NAME["int"])))
    return made(run, "".join(parts))


@strings.method("padLeft(Number)", "padLeft(Number, CharSequence)")
def pad_left(run: Any, self: str, width: Any, padding: str = " ") -> str:
    """Filled up to a width at the left."""
    return padding_text(run, len(self), to_int(width), padding) + self


@strings.method("padRight(Number)", "padRight(Number, CharSequence)")
def pad_right(run: Any, self: str, width: Any, padding: str = " ") -> str:
    """Filled up to a width at the right."""
    return self + padding_text(run, len(self), to_int(width), padding)


def padding_text(run: Any, length: int, width: int, padding: str) -> str:
    """As much of the padding as is missing."""
    missing = width - length
    if missing <= 0:
        return ""
    if not padding:
        throw("ArithmeticException", "/ by zero")
    run.meter.text(width)
    return (padding * (missing // len(padding) + 1))[:missing]


@strings.method("center(Number)", "center(Number, CharSequence)")
def center(run: Any, self: str, width: Any, padding: str = " ") -> str:
    """In the middle of a width."""
    wanted = to_int(width)
    missing = wanted - len(self)
    if missing <= 0:
        return self
    left = missing // 2
    right = missing - left
    run.meter.text(wanted)
    semi = padding * (right // max(1, len(padding)) + 1)
    return semi[:left] + self + semi[:right]


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
def take_while(run: Any, self: str, test: Closure) -> str:
    """The start, as long as characters pass."""
    return self[: _while_index(self, test)]


@strings.method("dropWhile(Closure)")
def drop_while(run: Any, self: str, test: Closure) -> str:
    """What follows the start that passes."""
    return self[_while_index(self, test) :]


def _while_index(self: str, test: Closure) -> int:
    for index, unit in enumerate(self):
        if not truth(test.call(Character(unit))):
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


@strings.method("takeBefore(CharSequence)")
def take_before(run: Any, self: str, part: str) -> str:
    """What stands before a text."""
    at = self.find(part) if part else -1
    return "" if at < 0 else made(run, self[:at])


@strings.method("takeAfter(CharSequence)")
def take_after(run: Any, self: str, part: str) -> str:
    """What stands after a text."""
    at = self.find(part) if part else -1
    return "" if at < 0 else made(run, self[at + len(part) :])


@strings.method("contains(CharSequence)")
def contains(run: Any, self: str, part: str) -> bool:
    """Whether the part occurs."""
    return part in self


@strings.method("containsIgnoreCase(CharSequence)")
def contains_ignore_case(run: Any, self: str, part: str) -> bool:
    """Whether the part occurs in any case."""
    return part.lower() in self.lower()


@strings.method("startsWithIgnoreCase(CharSequence)")
def starts_ignore_case(run: Any, self: str, part: str) -> bool:
    return self.lower().startswith(part.lower())


@strings.method("endsWithIgnoreCase(CharSequence)")
def ends_ignore_case(run: Any, self: str, part: str) -> bool:
    return self.lower().endswith(part.lower())


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
        at = self.find(part, at + 1) if at + 1 <= len(self) and part else (-1)
    return found


@strings.method("toList()")
def to_list(run: Any, self: str) -> list[str]:
    """The characters."""
    run.meter.elements(len(self))
    return list(self)


@strings.method("toSet()")
def to_set(run: Any, self: str) -> Any:
    from addon.scripting.values.collections import HashSet

    run.meter.entries(len(self))
    return HashSet(list(self))


@strings.method("chars()", "codePoints()")
def chars(run: Any, self: str) -> Any:
    from addon.scripting.library.streams import Stream

    run.meter.elements(len(self))
    return Stream(iter([ord(unit) for unit in self]))


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


@strings.method("readLines()", "lines()")
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
def split_closure(run: Any, self: str, test: Closure) -> list[Any]:
    """Characters that pass, and the others."""
    yes: list[Any] = []
    no: list[Any] = []
    for unit in self:
        (yes if truth(test.call(unit)) else no).append(unit)
    return [yes, no]


@strings.method("normalize()")
def normalize(run: Any, self: str) -> str:
    """With \\n as the only line end."""
    return made(run, self.replace("\r\n", "\n").replace("\r", "\n"))


@strings.method("denormalize()")
def denormalize(run: Any, self: str) -> str:
    """With the platform's line ends, which are \\n."""
    return str(normalize(run, self))


@strings.method("stripIndent()", cost=16)
def strip_indent_java(run: Any, self: str) -> str:
    """Without the common indentation, as Java strips it: the last line counts, blanks at line ends go."""
    if not self:
        return self
    lines = self.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    widths = [_indent(line) for line in lines if line.strip()]
    if not lines[-1].strip():
        widths.append(len(lines[-1]))
    width = min(widths) if widths else 0
    return made(run, "\n".join([line[width:].rstrip() if line.strip() else "" for line in lines]))


@strings.method("collectReplacements(Closure)")
def collect_replacements(run: Any, self: str, change: Closure) -> str:
    """Each character replaced by what a closure gives, null keeping it."""
    parts = []
    for unit in self:
        new = change.call(Character(unit))
        parts.append(unit if new is None else text(new))
    return made(run, "".join(parts))


@strings.method("stripIndent(int)", cost=16)
def strip_indent(run: Any, self: str, width: int = -1) -> str:
    """Without so many blanks at the start of each line."""
    if not self:
        return self
    lines = lines_of(self)
    if width < 0:
        widths = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
        width = min(widths) if widths else 0
    stripped = "\n".join([line[min(width, _indent(line)) :] for line in lines])
    return made(run, stripped + ("\n" if self.endswith("\n") else ""))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


@strings.method("stripMargin()", "stripMargin(CharSequence)", "stripMargin(char)", cost=16)
def strip_margin(run: Any, self: str, margin: str = "|") -> str:
    """Each line from behind its margin mark."""
    if not self:
        return self
    lines = []
    for line in lines_of(self):
        bare = line.lstrip(" \t\n\r\f\v" + "".join(map(chr, range(32))))
        lines.append(bare[1:] if bare.startswith(margin[:1]) else line)
    return made(run, "\n".join(lines) + ("\n" if self.endswith("\n") else ""))


@strings.method("expand()", "expand(int)")
def expand_tabs(run: Any, self: str, width: int = 8) -> str:
    """Tabs as blanks."""
    run.meter.text(len(self) + self.count("\t") * max(0, width))
    return self.expandtabs(width) if width > 0 else self


@strings.method("unexpand()", "unexpand(int)")
def unexpand(run: Any, self: str, width: int = 8) -> str:
    return self


@strings.method("tr(CharSequence, CharSequence)", cost=32)
def tr(run: Any, self: str, old: str, new: str) -> str:
    """Characters of one set as those of another; a-z means a range."""
    source, target = _expanded(old), _expanded(new)
    if not target:
        throw("StringIndexOutOfBoundsException", "index -1, length 0")
    table = {}
    for index in range(len(source) - 1, -1, -1):
        table[source[index]] = target[min(index, len(target) - 1)]
    return made(run, "".join([table.get(unit, unit) for unit in self]))


def _expanded(units: str) -> str:
    out: list[str] = []
    index = 0
    while index < len(units):
        if index + 2 < len(units) and units[index + 1] == "-":
            first, last = ord(units[index]), ord(units[index + 2])
            step = 1 if first <= last else -1
            out.extend(chr(code) for code in range(first, last + step, step))
            index += 3
        else:
            out.append(units[index])
            index += 1
    return "".join(out)


# Numbers


@strings.method("toInteger()", cost=4)
def to_integer(run: Any, self: str) -> int:
    """The text as Integer."""
    return parse_integer(self.strip(), -(2**31), 2**31 - 1)


@strings.method("toLong()", cost=4)
def to_long(run: Any, self: str) -> Long:
    """The text as Long."""
    return Long(parse_integer(self.strip(), -(2**63), 2**63 - 1))


@strings.method("toShort()", cost=4)
def to_short(run: Any, self: str) -> Short:
    return Short(parse_integer(self.strip(), -(2**15), 2**15 - 1))


@strings.method("toByte()", cost=4)
def to_byte(run: Any, self: str) -> Byte:
    return Byte(parse_integer(self.strip(), -128, 127))


@strings.method("toFloat()", cost=4)
def to_float(run: Any, self: str) -> Any:
    """The text as Float."""
    return to_float_text(self.strip())


@strings.method("toDouble()", cost=4)
def to_double(run: Any, self: str) -> float:
    """The text as Double."""
    return parse_double(self.strip())


@strings.method("toBigDecimal()", cost=4)
def to_big_decimal(run: Any, self: str) -> Any:
    """The text as BigDecimal."""
    return parse_decimal(self.strip())


@strings.method("toBigInteger()", cost=4)
def to_big_integer(run: Any, self: str) -> BigInteger:
    """The text as BigInteger."""
    return BigInteger(parse_integer_big(self.strip()))


@strings.method("toBoolean()")
def to_boolean(run: Any, self: str) -> bool:
    """Whether the text is true, y or 1."""
    return self.strip().lower() in ("true", "y", "1")


def _passes(check: Any, *arguments: Any) -> bool:
    from addon.scripting.errors import Thrown

    try:
        check(*arguments)
    except Thrown:
        return False
    return True


@strings.method("isInteger()", cost=4)
def is_integer(run: Any, self: str) -> bool:
    """Whether toInteger would work."""
    return _passes(to_integer, run, self)


@strings.method("isLong()", cost=4)
def is_long(run: Any, self: str) -> bool:
    return _passes(to_long, run, self)


@strings.method("isDouble()", "isFloat()", cost=4)
def is_double(run: Any, self: str) -> bool:
    return _passes(to_double, run, self)


@strings.method("isNumber()", "isBigDecimal()", cost=4)
def is_number(run: Any, self: str) -> bool:
    """Whether the text is a decimal number."""
    return _passes(to_big_decimal, run, self)


@strings.method("isBigInteger()", cost=4)
def is_big_integer(run: Any, self: str) -> bool:
    return _passes(to_big_integer, run, self)


@strings.method("isAllWhitespace()", cost=4)
def is_all_whitespace(run: Any, self: str) -> bool:
    return not self.strip("".join(map(chr, range(33))))


@strings.method("toCharacter()", cost=0)
def to_character(run: Any, self: str) -> Character:
    """The first character."""
    if not self:
        throw("StringIndexOutOfBoundsException", "String index out of range: 0")
    return Character(self[:1])


@strings.method("toURI()", "toURL()")
def to_uri(run: Any, self: str) -> Any:
    throw("SecurityException", "Network addresses are not available here; use httpClient.")


@strings.method("execute()")
def execute(run: Any, self: str) -> Any:
    throw("SecurityException", "Processes are not available here.")


@strings.method("asBoolean()", cost=0)
def as_boolean(run: Any, self: str) -> bool:
    return bool(self)


@strings.method("leftShift(Object)")
def left_shift(run: Any, self: str, value: Any) -> Any:
    """A StringBuffer of this text and a value."""
    from addon.scripting.library.builders import Buffer

    builder = Buffer(self)
    builder.add(run, text(value))
    return builder


# Regular expressions


def replace_first_pattern(run: Any, self: str, pattern: Any, replacement: str) -> str:
    from addon.scripting.semantics.patterns import expand, replace_all

    return replace_all(run, pattern, self, lambda found: expand(run, replacement, found), 1)


@strings.method("replaceAll(String, String)", "replaceAll(Pattern, CharSequence)")
def replace_all_text(run: Any, self: str, pattern: Any, replacement: str) -> str:
    """Every match of a regular expression replaced; $1 is a group."""
    from addon.scripting.semantics.patterns import expand, replace_all, to_pattern

    return replace_all(run, to_pattern(pattern), self, lambda found: expand(run, replacement, found))


@strings.method("replaceFirst(String, String)", "replaceFirst(Pattern, CharSequence)")
def replace_first_text(run: Any, self: str, pattern: Any, replacement: str) -> str:
    """The first match of a regular expression replaced."""
    from addon.scripting.semantics.patterns import to_pattern

    return replace_first_pattern(run, self, to_pattern(pattern), replacement)


def _by_closure(closure: Closure) -> Any:
    from addon.scripting.semantics.patterns import match_value

    def make(found: Any) -> str:
        value = match_value(found)
        if type(value) is list and (closure.size > 1):
            return text(closure.call(*value))
        if type(value) is list and closure.size == 1:
            return text(closure.call(value))
        return text(closure.call(value))

    return make


@strings.method("replaceAll(CharSequence, Closure)", "replaceAll(Pattern, Closure)")
def replace_all_closure(run: Any, self: str, pattern: Any, closure: Closure) -> str:
    """Every match replaced by what a closure makes of it."""
    from addon.scripting.semantics.patterns import replace_all, to_pattern

    return replace_all(run, to_pattern(pattern), self, _by_closure(closure))


@strings.method("replaceFirst(CharSequence, Closure)", "replaceFirst(Pattern, Closure)")
def replace_first_closure(run: Any, self: str, pattern: Any, closure: Closure) -> str:
    from addon.scripting.semantics.patterns import replace_all, to_pattern

    return replace_all(run, to_pattern(pattern), self, _by_closure(closure), 1)


@strings.method("replace(Map)")
def replace_map(run: Any, self: str, replacements: Any) -> str:
    """Each key of a map replaced by its value."""
    from addon.scripting.semantics.patterns import Pattern, replace_all

    if not len(replacements):
        return self
    import regex

    table = {text(key): text(value) for key, value in replacements.items()}
    pattern = Pattern.__new__(Pattern)
    pattern.source, pattern.flags = "", 0
    pattern.compiled = regex.compile("|".join(regex.escape(key) for key in table))
    return replace_all(run, pattern, self, lambda found: table[found.group()])


@strings.method("matches(String)", "matches(Pattern)")
def matches(run: Any, self: str, pattern: Any) -> bool:
    """Whether a regular expression matches the whole text."""
    from addon.scripting.semantics.patterns import to_pattern

    return to_pattern(pattern).fullmatch(run, self) is not None


@strings.method("find(CharSequence)", "find(Pattern)", "find(CharSequence, Closure)", "find(Pattern, Closure)")
def find(run: Any, self: str, pattern: Any, closure: Closure | None = None) -> Any:
    """The first match of a regular expression, or null."""
    from addon.scripting.semantics.patterns import match_value, to_pattern

    found = to_pattern(pattern).search(run, self, 0)
    if found is None:
        return None
    if closure is None:
        return found.group()
    made = _with_groups(closure, match_value(found))
    return None if made is None else text(made)


def _with_groups(closure: Closure, value: Any) -> Any:
    if type(value) is list and closure.size > 1:
        return closure.call(*value)
    return closure.call(value)


@strings.method(
    "findAll(CharSequence)", "findAll(Pattern)", "findAll(CharSequence, Closure)", "findAll(Pattern, Closure)"
)
def find_all(run: Any, self: str, pattern: Any, closure: Closure | None = None) -> list[Any]:
    """All matches of a regular expression."""
    from addon.scripting.semantics.patterns import Matcher, match_value, to_pattern

    answers = []
    for found in Matcher(to_pattern(pattern), self).spans(run):
        run.meter.elements(2)
        answers.append(found.group() if closure is None else _with_groups(closure, match_value(found)))
    return answers


@strings.method("eachMatch(CharSequence, Closure)", "eachMatch(Pattern, Closure)")
def each_match(run: Any, self: str, pattern: Any, closure: Closure) -> str:
    """Call for every match."""
    from addon.scripting.semantics.patterns import Matcher, match_value, to_pattern

    for found in Matcher(to_pattern(pattern), self).spans(run):
        _with_groups(closure, match_value(found))
    return self


@strings.method("bitwiseNegate()")
def bitwise_negate(run: Any, self: str) -> Any:
    """The text as Pattern."""
    from addon.scripting.semantics.patterns import pattern_of

    return pattern_of(self)
