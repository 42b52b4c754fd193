"""java.io: PrintWriter over a StringWriter, and StringReader. No files."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.builders import Writer
from addon.scripting.library.registry import Table
from addon.scripting.semantics.texts import text, throwable_text
from addon.scripting.values.classes import define
from addon.scripting.values.throwables import Throwable


class Printer:
    """java.io.PrintWriter"""

    __slots__ = ("target",)

    def __init__(self, target: Writer) -> None:
        self.target = target


class Reader:
    """java.io.StringReader, BufferedReader: what is left of a text, until it is closed."""

    __slots__ = ("at", "closed", "mark", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.mark = 0
        self.closed = False

    def check_open(self) -> None:
        if self.closed:
            throw("java.io.IOException", "Stream closed")

    def rest(self) -> str:
        self.check_open()
        left, self.at = self.source[self.at :], len(self.source)
        return left


define("java.io.PrintWriter", "Writer", python=[Printer])
define("java.io.Reader", "Object", "Closeable")
define("java.io.StringReader", "java.io.Reader", python=[Reader])
define("java.io.BufferedReader", "java.io.Reader")
printers = Table("java.io.PrintWriter")
readers = Table("java.io.Reader")


@printers.constructor("(StringWriter)", "(StringWriter, boolean)")
def make_printer(run: Any, target: Writer, flush: bool = False) -> Printer:
    """Prints into a StringWriter."""
    return Printer(target)


@printers.method("println()", "println(Object)")
def print_line(run: Any, self: Printer, value: Any = "") -> None:
    """Write a line."""
    self.target.add(run, text(value) + "\n")


@printers.method("print(Object)", "write(String)")
def print_(run: Any, self: Printer, value: Any) -> None:
    """Write a text."""
    self.target.add(run, text(value))


@printers.method("append(Object)", "leftShift(Object)")
def append(run: Any, self: Printer, value: Any) -> Printer:
    """Write a text; gives the writer."""
    self.target.add(run, text(value))
    return self


@printers.method("printf(String, Object...)", "format(String, Object...)")
def print_formatted(run: Any, self: Printer, pattern: str, *values: Any) -> Printer:
    """Write a pattern with its `%…` replaced."""
    from addon.scripting.library.format import java_format

    self.target.add(run, java_format(run, pattern, values))
    return self


@printers.method("flush()", "close()")
def done(run: Any, self: Printer) -> None:
    """Nothing is held back."""


@Table("java.lang.Throwable").method("printStackTrace(PrintWriter)")
def print_trace(run: Any, self: Throwable, target: Printer) -> None:
    """Write the exception and the script's frames."""
    lines = [throwable_text(self)]
    lines += [f"\tat {frame.name}({frame.line})" for frame in self.frames]
    target.target.add(run, "\n".join(lines) + "\n")


@Table("java.io.StringReader").constructor("(String)")
def make_reader(run: Any, source: str) -> Reader:
    """Reads a text."""
    return Reader(source)


@Table("java.io.BufferedReader").constructor("(Reader)")
def make_buffered(run: Any, source: Reader) -> Reader:
    """Reads what another reader reads."""
    return source


@readers.method("getText()")
def read_all(run: Any, self: Reader) -> str:
    """Everything that is left."""
    run.meter.text(len(self.source) - self.at)
    return self.rest()


@readers.method("readLine()")
def read_line(run: Any, self: Reader) -> str | None:
    """The next line; null at the end."""
    self.check_open()
    if self.at >= len(self.source):
        return None
    end = self.at
    while end < len(self.source) and self.source[end] not in "\r\n":
        end += 1
    line = self.source[self.at : end]
    run.meter.text(len(line))
    run.meter.step(len(line) >> 4)
    self.at = end + (2 if self.source.startswith("\r\n", end) else 1)
    return line


@readers.method("readLines()")
def read_lines(run: Any, self: Reader) -> Any:
    """The lines that are left."""
    from addon.scripting.semantics.calling import invoke

    return invoke(run, self.rest(), "readLines", ())


@readers.method("eachLine(Closure)")
def each_line(run: Any, self: Reader, action: Any) -> Any:
    """Call for every line that is left."""
    from addon.scripting.semantics.calling import invoke

    return invoke(run, self.rest(), "eachLine", (1, action))


@readers.method("read()")
def read(run: Any, self: Reader) -> int:
    """The next character's number; -1 at the end."""
    self.check_open()
    if self.at >= len(self.source):
        return -1
    self.at += 1
    return ord(self.source[self.at - 1])


@readers.method("close()")
def close(run: Any, self: Reader) -> None:
    """Nothing can be read any more."""
    self.closed = True
