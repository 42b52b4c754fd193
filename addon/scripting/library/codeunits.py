"""Texts by code units and code points: copying units out, stepping by code points, tabs of one line."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.builders import Builder
from addon.scripting.library.registry import Table
from addon.scripting.library.stringlayout import expand_tabs, unexpand
from addon.scripting.semantics.texts import escaped
from addon.scripting.values import hierarchy
from addon.scripting.values.characters import Character
from addon.scripting.values.lists import Array

strings = Table(hierarchy.STRING)


def _is_low(unit: str) -> bool:
    return "\udc00" <= unit <= "\udfff"


@strings.method("codePointBefore(int)", cost=0)
def code_point_before(run: Any, self: str, index: int) -> int:
    """The code point that ends before an index."""
    if not 1 <= index <= len(self):
        throw("StringIndexOutOfBoundsException", f"String index out of range: {index}")
    low = self[index - 1]
    high = self[index - 2] if index > 1 else ""
    if _is_low(low) and "\ud800" <= high <= "\udbff":
        return ((ord(high) - 0xD800) << 10) + ord(low) - 0xDC00 + 0x10000
    return ord(low)


@strings.method("offsetByCodePoints(int, int)", cost=64)
def offset_by_code_points(run: Any, self: str, index: int, count: int) -> int:
    """The index so many code points further on, or back."""
    size = len(self)
    if not 0 <= index <= size:
        throw("IndexOutOfBoundsException")
    for _ in range(min(abs(count), size + 1)):
        if count > 0:
            if index >= size:
                throw("IndexOutOfBoundsException")
            index += 2 if index + 1 < size and _is_low(self[index + 1]) and not _is_low(self[index]) else 1
        else:
            if index <= 0:
                throw("IndexOutOfBoundsException")
            index -= 2 if index > 1 and _is_low(self[index - 1]) and not _is_low(self[index - 2]) else 1
    return index


@strings.method("getChars(int, int, char[], int)")
def copy_units(run: Any, self: str, start: int, end: int, target: Array, place: int) -> None:
    """Copy characters into an array."""
    _copy(run, self, start, end, target, place, "begin")


def _copy(run: Any, plain: str, start: int, end: int, target: Array, place: int, word: str) -> None:
    if not 0 <= start <= end <= len(plain):
        throw("StringIndexOutOfBoundsException", f"{word} {start}, end {end}, length {len(plain)}")
    if not 0 <= place <= len(target) - (end - start):
        kind = "StringIndexOutOfBoundsException" if word == "begin" else "IndexOutOfBoundsException"
        shown = f"count {end - start}" if word == "begin" else f"end {place + end - start}"
        throw(kind, f"{'offset' if word == 'begin' else 'start'} {place}, {shown}, length {len(target)}")
    run.meter.elements(end - start)
    run.meter.step((end - start) >> 2)
    target[place : place + end - start] = [Character(unit) for unit in plain[start:end]]


@strings.method("expandLine(int)")
def expand_line(run: Any, self: str, width: int) -> str:
    """The tabs of a line as blanks."""
    return str(expand_tabs(run, self, width)) if width > 0 and "\n" not in self else self


@strings.method("unexpandLine(int)")
def unexpand_line(run: Any, self: str, width: int) -> str:
    """The blanks of a line as tabs."""
    return str(unexpand(run, self, width)) if "\n" not in self else self


def _install(table: Table) -> None:
    @table.method("getChars(int, int, char[], int)")
    def copy_out(run: Any, self: Builder, start: int, end: int, target: Array, place: int) -> None:
        """Copy characters into an array."""
        _copy(run, self.value(), start, end, target, place, "start")

    @table.method("append(char[], int, int)")
    def append_units(run: Any, self: Builder, units: Array, start: int, count: int) -> Builder:
        """Add some characters of an array."""
        if start < 0 or count < 0 or start + count > len(units):
            throw("IndexOutOfBoundsException", f"start {start}, end {start + count}, length {len(units)}")
        self.add(run, "".join([one.unit for one in units[start : start + count]]))
        return self

    @table.method("insert(int, CharSequence, int, int)")
    def insert_part(run: Any, self: Builder, index: int, words: str, start: int, end: int) -> Builder:
        """Put a part of a text at an index."""
        whole = self.value()
        if not 0 <= index <= len(whole):
            throw("IndexOutOfBoundsException", f"offset {index}, length {len(whole)}")
        if not 0 <= start <= end <= len(words):
            throw("IndexOutOfBoundsException", f"start {start}, end {end}, length {len(words)}")
        run.meter.text(len(whole) + end - start)
        self.set(whole[:index] + words[start:end] + whole[index:])
        return self

    @table.method("inspect()")
    def inspected(run: Any, self: Builder) -> str:
        """The text in quotes."""
        run.meter.text(self.size * 2)
        return '"' + escaped(self.value(), '"') + '"'


for _name in ("StringBuilder", "StringBuffer"):
    _install(Table(f"java.lang.{_name}"))
