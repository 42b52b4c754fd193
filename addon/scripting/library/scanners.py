"""java.util.Scanner over a text."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.patterns import Pattern, pattern_of
from addon.scripting.values.classes import define
from addon.scripting.values.numbers import BigInteger, Long

WHITESPACE = " \t\n\r\f\v\x1c\x1d\x1e\x1f"


class Scanner:
    """A text and how far it was read; `delimiter` is None for white space."""

    __slots__ = ("at", "delimiter", "run", "source")

    def __init__(self, run: Any, source: str) -> None:
        self.run = run
        self.source = source
        self.at = 0
        self.delimiter: Pattern | None = None

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
    run.meter.text(len(found[0]))
    self.at = found[1]
    return found[0]


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
    def read(run: Any, self: Scanner) -> Any:
        found = _token(run, self)
        if found is None:
            throw("NoSuchElementException")
        value = _parsed(found[0], type_name)
        if value is None:
            number = found[0].removeprefix("-").isdigit()
            throw("java.util.InputMismatchException", f'For input string: "{found[0]}"' if number else None)
        self.at = found[1]
        return value

    def has(run: Any, self: Scanner) -> bool:
        found = _token(run, self)
        return found is not None and _parsed(found[0], type_name) is not None

    read.__doc__, has.__doc__ = f"The next part as {name}.", f"Whether the next part is a {name}."
    scanners.method(f"next{name}()")(read)
    scanners.method(f"hasNext{name}()")(has)


def _parsed(words: str, type_name: str) -> Any:
    if type_name == "boolean":
        return {"true": True, "false": False}.get(words.lower())
    digits = words.replace(",", "")
    whole = type_name in ("int", "long", "java.math.BigInteger")
    plain = digits.removeprefix("-").removeprefix("+")
    if len(plain) > 1000 or not plain.isascii():
        return None
    if whole and not plain.isdigit():
        return None
    if not whole and not plain.replace(".", "", 1).isdigit():
        return None
    if not whole:
        return float(digits) if type_name == "double" else Decimal(digits)
    number = int(digits)
    if type_name == "int":
        return number if -(2**31) <= number < 2**31 else None
    if type_name == "long":
        return Long(number) if -(2**63) <= number < 2**63 else None
    return BigInteger(number)


for _name, _type in (
    ("Int", "int"),
    ("Long", "long"),
    ("Double", "double"),
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
        return None
    self.at = found.end()
    run.meter.text(found.end() - found.start())
    return self.source[found.start() : found.end()]


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
    return str(following(run, self))


@scanners.method("skip(String)", "skip(Pattern)")
def skip(run: Any, self: Scanner, pattern: Any) -> Scanner:
    """Leave out what a pattern finds right here."""
    sought = pattern if isinstance(pattern, Pattern) else pattern_of(pattern)
    found = sought.match(run, self.source, self.at, None)
    if found is None:
        throw("NoSuchElementException")
    self.at = found.end()
    return self


@scanners.method("radix()")
def radix(run: Any, self: Scanner) -> int:
    """The base that whole numbers are read in."""
    return 10


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
