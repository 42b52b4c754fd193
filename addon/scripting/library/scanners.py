"""java.util.Scanner over a text."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import regex

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.patterns import Pattern, pattern_of
from addon.scripting.values.classes import define
from addon.scripting.values.numbers import BigInteger, Byte, Float, Long, Short

REAL = regex.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE]([-+]?\d{1,10}))?")
WHITESPACE = " \t\n\r\f\v\x1c\x1d\x1e\x1f"


class Scanner:
    """A text and how far it was read; `delimiter` is None for white space.

    `last` is what was read last: a pattern and its match, or from where to where a part stood; None if nothing was.
    """

    __slots__ = ("at", "delimiter", "last", "radix", "run", "source")

    def __init__(self, run: Any, source: str) -> None:
        self.run = run
        self.source = source
        self.at = 0
        self.delimiter: Pattern | None = None
        self.last: tuple[Any, Any] | None = None
        self.radix = 10

    def read(self, pattern: Pattern, found: Any) -> str:
        """Go behind a match, which is kept for `match()`; its text."""
        self.run.meter.text(found.end() - found.start())
        self.at, self.last = found.end(), (pattern, found)
        return self.source[found.start() : found.end()]

    def __iter__(self) -> Iterator[str]:
        """The parts that are left, as what takes any iterator asks for them."""
        while has_next(self.run, self):
            yield following(self.run, self)


scanners = Table(define("java.util.Scanner", "Object", "Iterator", "Closeable", python=[Scanner]))


@scanners.constructor("(String)")
def make(run: Any, source: str) -> Scanner:
    """Reads a text part by part."""
    return Scanner(run, source)


def _token(run: Any, self: Scanner) -> tuple[str, int] | None:
    """The next part and where it ends."""
    source, size = self.source, len(self.source)
    at = self.at
    if self.delimiter is None:
        while at < size and source[at] in WHITESPACE:
            at += 1
        end = at
        while end < size and source[end] not in WHITESPACE:
            end += 1
        run.meter.step(1 + (end - self.at >> 6))
        return None if at == size else (source[at:end], end)
    run.meter.step()
    found = self.delimiter.search(run, source, at)
    if found is not None and found.start() == at:
        at = found.end()
        found = self.delimiter.search(run, source, min(size, max(at, found.start() + 1)))
    if at >= size:
        return None
    end = size if found is None else found.start()
    return source[at:end], end


@scanners.method("hasNext()")
def has_next(run: Any, self: Scanner) -> bool:
    """Whether there is another part."""
    return _token(run, self) is not None


@scanners.method("next()")
def following(run: Any, self: Scanner) -> str:
    """The next part."""
    found = _token(run, self)
    if found is None:
        throw("NoSuchElementException")
    words, end = found
    run.meter.text(len(words))
    self.at, self.last = end, (end - len(words), end)
    return words


@scanners.method("hasNextLine()")
def has_line(run: Any, self: Scanner) -> bool:
    """Whether there is another line."""
    return self.at < len(self.source)


@scanners.method("nextLine()")
def next_line(run: Any, self: Scanner) -> str:
    """The rest of the line."""
    if self.at >= len(self.source):
        throw("NoSuchElementException", "No line found")
    ends = [place for mark in "\r\n" if (place := self.source.find(mark, self.at)) >= 0]
    end = min(ends, default=len(self.source))
    line = self.source[self.at : end]
    run.meter.text(len(line))
    self.at = end + (2 if self.source[end : end + 2] == "\r\n" else 1)
    return line


@scanners.method("useDelimiter(String)", "useDelimiter(Pattern)")
def use_delimiter(run: Any, self: Scanner, delimiter: Any) -> Scanner:
    """Take what matches for what stands between parts."""
    self.delimiter = delimiter if isinstance(delimiter, Pattern) else pattern_of(delimiter)
    return self


@scanners.method("close()")
def close(run: Any, self: Scanner) -> None:
    """Nothing to close."""


def _number(name: str, type_name: str) -> None:
    def read(run: Any, self: Scanner, radix: int = 0) -> Any:
        found = _token(run, self)
        if found is None:
            throw("NoSuchElementException")
        base = _base(self, radix)
        value = _parsed(found[0], type_name, base)
        if value is None:
            number = type_name in WIDTHS and _digits(found[0], base) is not None
            under = "" if base == 10 else f" under radix {base}"
            throw("java.util.InputMismatchException", f'For input string: "{found[0]}"{under}' if number else None)
        following(run, self)
        return value

    def has(run: Any, self: Scanner, radix: int = 0) -> bool:
        found = _token(run, self)
        return found is not None and _parsed(found[0], type_name, _base(self, radix)) is not None

    read.__doc__, has.__doc__ = f"The next part as {name}.", f"Whether the next part is a {name}."
    scanners.method(f"next{name}()", *[f"next{name}(int)"] * (type_name in WIDTHS))(read)
    scanners.method(f"hasNext{name}()", *[f"hasNext{name}(int)"] * (type_name in WIDTHS))(has)


def _base(self: Scanner, radix: int) -> int:
    """The base asked for, or the scanner's own."""
    if radix and not 2 <= radix <= 36:
        throw("IllegalArgumentException", f"radix:{radix}")
    return radix or self.radix


WIDTHS = {"int": 32, "long": 64, "short": 16, "byte": 8, "java.math.BigInteger": 0}
"""How many bits whole numbers have; none is all."""
MAKERS: dict[str, Any] = {"long": Long, "short": Short, "byte": Byte, "java.math.BigInteger": BigInteger}
LONGEST = 1000


def _digits(words: str, base: int) -> int | None:
    """The whole number that a part is, however long; None where it is none."""
    plain = words.replace(",", "")
    if len(plain) > LONGEST or not plain.isascii() or "_" in plain:
        return None
    try:
        return int(plain, base)
    except ValueError:
        return None


def _parsed(words: str, type_name: str, base: int = 10) -> Any:
    """What a part is as a value of the type; None where it is none."""
    if type_name == "boolean":
        return {"true": True, "false": False}.get(words.lower())
    if type_name in WIDTHS:
        number, bits = _digits(words, base), WIDTHS[type_name]
        if number is None or (bits and not -(1 << bits - 1) <= number < 1 << bits - 1):
            return None
        return MAKERS.get(type_name, int)(number)
    plain = words.replace(",", "")
    found = REAL.fullmatch(plain) if len(plain) <= LONGEST and plain.isascii() else None
    if found is None or abs(int(found.group(1) or 0)) >= 1 << 31:
        return None
    if type_name == "java.math.BigDecimal":
        return Decimal(plain)
    return float(plain) if type_name == "double" else Float(float(plain))


for _name, _type in (
    ("Int", "int"),
    ("Long", "long"),
    ("Short", "short"),
    ("Byte", "byte"),
    ("Double", "double"),
    ("Float", "float"),
    ("BigDecimal", "java.math.BigDecimal"),
    ("BigInteger", "java.math.BigInteger"),
    ("Boolean", "boolean"),
):
    _number(_name, _type)


@scanners.method("findInLine(String)", "findInLine(Pattern)")
def find_in_line(run: Any, self: Scanner, pattern: Any) -> Any:
    """The next match in the rest of the line, or null."""
    ends = [place for mark in "\r\n" if (place := self.source.find(mark, self.at)) >= 0]
    sought = pattern if isinstance(pattern, Pattern) else pattern_of(pattern)
    found = sought.search(run, self.source, self.at, min(ends, default=len(self.source)))
    if found is None:
        self.last = None
        return None
    return self.read(sought, found)


@scanners.method("hasNext(String)", "hasNext(Pattern)")
def has_next_of(run: Any, self: Scanner, pattern: Any) -> bool:
    """Whether the next part is as a pattern says."""
    found = _token(run, self)
    sought = pattern if isinstance(pattern, Pattern) else pattern_of(pattern)
    return found is not None and sought.fullmatch(run, found[0], 0, None) is not None


@scanners.method("next(String)", "next(Pattern)")
def following_of(run: Any, self: Scanner, pattern: Any) -> str:
    """The next part, which has to be as a pattern says."""
    if _token(run, self) is None:
        throw("NoSuchElementException")
    if not has_next_of(run, self, pattern):
        throw("java.util.InputMismatchException")
    words, end = _token(run, self) or ("", self.at)
    sought = pattern if isinstance(pattern, Pattern) else pattern_of(pattern)
    return self.read(sought, sought.fullmatch(run, self.source, end - len(words), end))


@scanners.method("skip(String)", "skip(Pattern)")
def skip(run: Any, self: Scanner, pattern: Any) -> Scanner:
    """Leave out what a pattern finds right here."""
    sought = pattern if isinstance(pattern, Pattern) else pattern_of(pattern)
    found = sought.match(run, self.source, self.at, None)
    if found is None:
        throw("NoSuchElementException")
    self.read(sought, found)
    return self


@scanners.method("tokens()")
def tokens(run: Any, self: Scanner) -> Any:
    """The parts as a stream."""
    from addon.scripting.library.streams import Stream

    def parts() -> Any:
        while has_next(run, self):
            yield following(run, self)

    return Stream(parts())


@scanners.method("iterator()")
def iterator(run: Any, self: Scanner) -> Any:
    """The parts one after the other."""
    from addon.scripting.values.ranges import ScriptIterator

    return ScriptIterator(iter(self))


@scanners.method("remove()")
def remove(run: Any, self: Scanner) -> None:
    """No part can be taken out of a text."""
    throw("UnsupportedOperationException")
