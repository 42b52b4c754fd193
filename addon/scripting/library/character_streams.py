"""Readers and writers by characters: marks, arrays of characters, parts of texts."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.builders import Builder
from addon.scripting.library.registry import Table
from addon.scripting.library.writers import Printer, Reader
from addon.scripting.values.characters import Character
from addon.scripting.values.lists import Array
from addon.scripting.values.numbers import Long

readers = Table("java.io.Reader")


@readers.method("mark(int)")
def mark(run: Any, self: Reader, limit: int) -> None:
    """Where reset goes back to."""
    self.check_open()
    if limit < 0:
        throw("IllegalArgumentException", "Read-ahead limit < 0")
    self.mark = self.at


@readers.method("reset()")
def reset(run: Any, self: Reader) -> None:
    """Go back to the mark, or to the begin."""
    self.check_open()
    self.at = self.mark


@readers.method("read(char[])", "read(char[], int, int)")
def read_into(run: Any, self: Reader, target: Array, place: int = 0, count: int | None = None) -> int:
    """Read characters into an array; gives how many, or -1 at the end."""
    self.check_open()
    wanted = len(target) if count is None else count
    if place < 0 or wanted < 0 or place + wanted > len(target):
        throw("IndexOutOfBoundsException")
    if not wanted:
        return 0
    if self.at >= len(self.source):
        return -1
    part = self.source[self.at : self.at + wanted]
    run.meter.elements(len(part))
    run.meter.step(len(part) >> 2)
    target[place : place + len(part)] = [Character(unit) for unit in part]
    self.at += len(part)
    return len(part)


def _written(target: Any) -> Builder:
    return target.target if isinstance(target, Printer) else target


@readers.method("transferTo(Writer)")
def transfer(run: Any, self: Reader, target: Any) -> Long:
    """Write what is left; gives how many characters."""
    rest = self.rest()
    _written(target).add(run, rest)
    return Long(len(rest))


def _install(table: Table) -> None:
    @table.method("write(String, int, int)")
    def write_part(run: Any, self: Any, words: str, start: int, count: int) -> None:
        """Write so many characters of a text."""
        if start < 0 or count < 0 or start + count > len(words):
            throw("StringIndexOutOfBoundsException", f"begin {start}, end {start + count}, length {len(words)}")
        _written(self).add(run, words[start : start + count])

    @table.method("write(char[])", "write(char[], int, int)")
    def write_units(run: Any, self: Any, units: Array, start: int = 0, count: int | None = None) -> None:
        """Write characters of an array."""
        wanted = len(units) if count is None else count
        if start < 0 or wanted < 0 or start + wanted > len(units):
            throw("IndexOutOfBoundsException")
        _written(self).add(run, "".join([one.unit for one in units[start : start + wanted]]))

    @table.method("append(CharSequence?, int, int)")
    def append_part(run: Any, self: Any, words: str | None, start: int, end: int) -> Any:
        """Write a part of a text."""
        plain = "null" if words is None else words
        if not 0 <= start <= end <= len(plain):
            throw("StringIndexOutOfBoundsException", f"begin {start}, end {end}, length {len(plain)}")
        _written(self).add(run, plain[start:end])
        return self

    @table.method("newPrintWriter()")
    def new_printer(run: Any, self: Any) -> Printer:
        """A PrintWriter that writes here."""
        return Printer(_written(self))  # type: ignore[arg-type]


_install(Table("java.io.StringWriter"))
_install(Table("java.io.PrintWriter"))


@Table("java.io.PrintWriter").method("checkError()")
def check_error(run: Any, self: Printer) -> bool:
    """Whether writing failed: never."""
    return False
