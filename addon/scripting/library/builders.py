"""StringBuilder, StringBuffer, StringWriter: text that grows."""

from collections.abc import Callable
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.limits import meter
from addon.scripting.semantics.extend import extend
from addon.scripting.semantics.missing import missing_method
from addon.scripting.semantics.texts import java_text, text
from addon.scripting.semantics.widetexts import joined
from addon.scripting.values.characters import Character, inward
from addon.scripting.values.classes import define


class Builder:
    """Parts of a text; joined when it is read."""

    __slots__ = ("parts", "size")

    def __init__(self, start: str = "") -> None:
        self.parts = [start] if start else []
        self.size = len(start)

    def value(self) -> str:
        if len(self.parts) > 1:
            meter().step(self.size >> 10)
            self.parts = ["".join(self.parts)]
        return self.parts[0] if self.parts else ""

    def set(self, value: str) -> None:
        self.parts = [value]
        self.size = len(value)

    def add(self, run: Any, value: str) -> None:
        self.size += len(value)
        if self.size > run.meter.limits.string:
            run.meter.text(self.size)
        run.meter.text(len(value))
        self.parts.append(value)


class Buffer(Builder):
    """java.lang.StringBuffer"""

    __slots__ = ()


class Writer(Builder):
    """java.io.StringWriter, also what a lazy GString part writes to."""

    __slots__ = ()


define("java.lang.StringBuilder", "Object", "CharSequence", "Comparable", "Appendable", python=[Builder])
define("java.lang.StringBuffer", "Object", "CharSequence", "Comparable", "Appendable", python=[Buffer])
define("java.io.Writer", "Object", "Appendable", "Closeable")
define("java.io.StringWriter", "Writer", python=[Writer])


def new_builder() -> Writer:
    return Writer()


for _kind in (Builder, Buffer, Writer):
    extend(
        _kind,
        text=lambda value: value.value(),
        truth=lambda value: value.size > 0,
        compare=lambda one, two: (one.value() > two.value()) - (one.value() < two.value()),
        equals=lambda one, two: one is two,
        plain=lambda value: (
            value.value() if type(value) is not Writer else {"$object": "StringWriter", "string": value.value()}
        ),
    )


NO_START = 'Cannot invoke "java.lang.CharSequence.length()" because "seq" is null'


def _install(table: Table, kind: type[Builder]) -> None:
    @table.constructor("()", "(int)", *(("(CharSequence?)",) if kind is not Writer else ()))
    def construct(run: Any, *given: Any) -> Builder:
        """An empty text, or one to begin with."""
        start = given[0] if given else ""
        if start is None:
            throw("NullPointerException", NO_START)
        if type(start) is int and start < 0:
            throw("NegativeArraySizeException", str(start))
        return kind("" if type(start) is int else text(start))

    @table.method("append(char[])")
    def append_characters(run: Any, self: Builder, value: Any) -> Builder:
        self.add(run, "".join([one.unit for one in value]))
        return self

    @table.method("append(Object)", "leftShift(Object)", "write(Object)", "print(Object)")
    def append(run: Any, self: Builder, value: Any) -> Builder:
        """Add at the end."""
        self.add(run, java_text(value) if type(value) is not list else text(value))
        return self

    @table.method("append(CharSequence?, int, int)")
    def append_part(run: Any, self: Builder, value: str | None, start: int, end: int) -> Builder:
        """Add a part of a text."""
        plain = "null" if value is None else value
        if not 0 <= start <= end <= len(plain):
            throw("IndexOutOfBoundsException", f"start {start}, end {end}, length {len(plain)}")
        self.add(run, plain[start:end])
        return self

    if kind is not Writer:

        @table.method("substring(int)", "substring(int, int)", "subSequence(int, int)")
        def part(run: Any, self: Builder, start: int, end: int | None = None) -> str:
            """The part from start up to, not including, end."""
            stop = self.size if end is None else end
            if not 0 <= start <= stop <= self.size:
                throw("StringIndexOutOfBoundsException", f"start {start}, end {stop}, length {self.size}")
            run.meter.text(stop - start)
            return self.value()[start:stop]

    @table.method("appendCodePoint(int)")
    def append_code_point(run: Any, self: Builder, code: int) -> Builder:
        from addon.scripting.values.characters import inward

        self.add(run, inward(chr(code)))
        return self

    @table.method("println(Object)", "println()")
    def println(run: Any, self: Builder, value: Any = "") -> None:
        self.add(run, text(value) + "\n")

    @table.method("toString()")
    def to_string(run: Any, self: Builder) -> str:
        """The text so far."""
        run.meter.text(self.size)
        return self.value()

    @table.method("getBuffer()")
    def get_buffer(run: Any, self: Builder) -> Builder:
        return Buffer(self.value())

    @table.method("length()", "size()")
    def length(run: Any, self: Builder) -> int:
        """The number of characters."""
        return self.size

    @table.method("flush()", "close()", "ensureCapacity(int)", "trimToSize()")
    def flush(run: Any, self: Builder, capacity: int = 0) -> None:
        return None

    @table.method("capacity()")
    def capacity(run: Any, self: Builder) -> int:
        return max(16, self.size)

    @table.method("insert(int, char[])")
    def insert_characters(run: Any, self: Builder, index: int, value: Any) -> Builder:
        return insert(run, self, index, "".join([one.unit for one in value]))  # type: ignore[no-any-return]

    @table.method("insert(int, Object)")
    def insert(run: Any, self: Builder, index: int, value: Any) -> Builder:
        """Add at an index."""
        whole = self.value()
        if not 0 <= index <= len(whole):
            throw("StringIndexOutOfBoundsException", f"offset {index}, length {len(whole)}")
        part = java_text(value)
        run.meter.text(len(whole) + len(part))
        self.set(whole[:index] + part + whole[index:])
        return self

    @table.method("delete(int, int)")
    def delete(run: Any, self: Builder, start: int, end: int) -> Builder:
        """Remove from start up to end."""
        whole = self.value()
        end = min(end, len(whole))
        if start < 0 or start > end:
            throw("StringIndexOutOfBoundsException", f"start {start}, end {end}, length {len(whole)}")
        run.meter.text(len(whole))
        self.set(whole[:start] + whole[end:])
        return self

    @table.method("deleteCharAt(int)")
    def delete_at(run: Any, self: Builder, index: int) -> Builder:
        """Remove one character."""
        whole = self.value()
        if not 0 <= index < len(whole):
            throw("StringIndexOutOfBoundsException", f"index {index}, length {len(whole)}")
        run.meter.text(len(whole))
        self.set(whole[:index] + whole[index + 1 :])
        return self

    @table.method("replace(int, int, String)")
    def replace(run: Any, self: Builder, start: int, end: int, value: str) -> Builder:
        """Put a text in place of a part."""
        whole = self.value()
        end = min(end, len(whole))
        if start < 0 or start > len(whole) or start > end:
            throw("StringIndexOutOfBoundsException", f"start {start}, end {end}, length {len(whole)}")
        run.meter.text(len(whole) + len(value))
        self.set(whole[:start] + value + whole[end:])
        return self

    @table.method("reverse()")
    def reverse(run: Any, self: Builder) -> Builder:
        """Turn the text round."""
        run.meter.text(self.size)
        self.set(inward(joined(self.value())[::-1]))
        return self

    @table.method("setLength(int)")
    def set_length(run: Any, self: Builder, size: int) -> None:
        """Cut, or fill with NUL."""
        whole = self.value()
        if size < 0:
            throw("StringIndexOutOfBoundsException", f"String index out of range: {size}")
        run.meter.text(size)
        self.set(whole[:size].ljust(size, "\0"))

    @table.method("setCharAt(int, char)")
    def set_char(run: Any, self: Builder, index: int, unit: str) -> None:
        whole = self.value()
        if not 0 <= index < len(whole):
            throw("StringIndexOutOfBoundsException", f"index {index}, length {len(whole)}")
        run.meter.text(len(whole))
        self.set(whole[:index] + unit + whole[index + 1 :])

    @table.method("charAt(int)")
    def char_at(run: Any, self: Builder, index: int) -> Character:
        whole = self.value()
        if not 0 <= index < len(whole):
            throw("StringIndexOutOfBoundsException", f"index {index}, length {len(whole)}")
        return Character(whole[index])

    @table.method("plus(Object)")
    def plus(run: Any, self: Builder, other: Any) -> str:
        more = text(other)
        run.meter.text(self.size + len(more))
        return self.value() + more

    @table.method("putAt(IntRange, Object)", "putAt(Range, Object)")
    def put_at(run: Any, self: Builder, where: Any, value: Any) -> None:
        from addon.scripting.semantics.ranges import bounds

        whole = self.value()
        start, end, _ = bounds(where, len(whole))
        part = text(value)
        run.meter.text(len(whole) + len(part))
        self.set(whole[:start] + part + whole[end:])

    @table.method("equals(Object)")
    def equal(run: Any, self: Builder, other: Any) -> bool:
        return self is other

    @table.method("compareTo(Object)")
    def compare_to(run: Any, self: Builder, other: Any) -> int:
        from addon.scripting.semantics.ordering import compare_texts

        return compare_texts(self.value(), text(other))


_install(Table("java.lang.StringBuilder"), Builder)
_install(Table("java.lang.StringBuffer"), Buffer)
_install(Table("java.io.StringWriter"), Writer)

TEXT_ONLY = [
    *("concat", "contentEquals", "compareToIgnoreCase", "endsWith", "equalsIgnoreCase", "formatted", "getBytes"),
    *("indent", "intern", "lines", "regionMatches", "repeat", "startsWith", "strip", "stripLeading", "stripTrailing"),
    *("toBoolean", "toCharArray", "toLowerCase", "toUpperCase", "translateEscapes", "trim", "decodeBase64"),
    *("decodeBase64Url", "decodeHex"),
]
"""What only a String has: everything else that it offers Groovy offers on builders, too."""
BUILDER_ONLY = [
    *("size", "length", "reverse", "plus", "charAt", "insert", "delete", "deleteCharAt", "replace", "setLength"),
    *("setCharAt", "capacity", "ensureCapacity", "trimToSize", "appendCodePoint", "compareTo"),
]
"""What a StringWriter leaves to its buffer."""


def _refusing(name: str) -> Callable[..., Any]:
    def refuse(run: Any, self: Any, *arguments: Any) -> Any:
        missing_method(self, name, arguments)

    return refuse


for _table in (Table("java.lang.StringBuilder"), Table("java.lang.StringBuffer")):
    for _name in TEXT_ONLY:
        _table.method(f"{_name}(Object...)")(_refusing(_name))
    for _name in ("split", "matches"):
        _table.method(f"{_name}(String)")(_refusing(_name))
_written = Table("java.io.StringWriter").info.own
for _key in [key for key in _written if key.partition("/")[0] in BUILDER_ONLY]:
    del _written[_key]
