"""What Groovy adds to readers and writers: lines one by one, and closing what a closure has used."""

from typing import Any

from addon.scripting.errors import Thrown, throw
from addon.scripting.library.builders import Builder, Writer
from addon.scripting.library.registry import Table
from addon.scripting.library.writers import Printer, Reader, read_line, read_lines
from addon.scripting.semantics.texts import text
from addon.scripting.semantics.truth import truth
from addon.scripting.values.numbers import Long
from addon.scripting.values.ranges import ScriptIterator

readers = Table("java.io.Reader")
string_writers = Table("java.io.StringWriter")
printers = Table("java.io.PrintWriter")


@readers.method("withReader(Closure)", "withCloseable(Closure)")
def with_reader(run: Any, self: Reader, action: Any) -> Any:
    """What the closure makes of the reader, which is closed then."""
    try:
        return action.call(self)
    finally:
        self.closed = True


@Table("java.lang.AutoCloseable").method("withCloseable(Closure)")
def with_closeable_object(run: Any, self: Any, action: Any) -> Any:
    """What the closure makes of an object of a script's class, which is closed then."""
    from addon.scripting.semantics.calling import invoke

    try:
        given = action.call(self)
    except Thrown as error:
        try:
            invoke(run, self, "close", ())
        except Thrown as second:
            error.value.suppressed.append(second.value)
        raise
    invoke(run, self, "close", ())
    return given


def _closing(table: Table) -> None:
    @table.method("withCloseable(Closure)")
    def with_closeable(run: Any, self: Any, action: Any) -> Any:
        """What the closure makes of the writer."""
        return action.call(self)

    @table.method("withWriter(Closure)")
    def with_writer(run: Any, self: Any, action: Any) -> Any:
        """Call the closure with the writer; gives what the closure gives."""
        return action.call(self)

    @table.method("withPrintWriter(Closure)")
    def with_printer(run: Any, self: Any, action: Any) -> Any:
        """Call the closure with a PrintWriter that writes here."""
        return action.call(self if isinstance(self, Printer) else Printer(self))


_closing(string_writers)
_closing(printers)


@readers.method("eachLine(int, Closure)")
def each_line_from(run: Any, self: Reader, first: int, action: Any) -> Any:
    """Call for every line that is left, with its number if the closure takes it."""
    from addon.scripting.semantics.calling import invoke

    return invoke(run, self.rest(), "eachLine", (first, action))


@readers.method("splitEachLine(String, Closure)", "splitEachLine(Pattern, Closure)")
def split_each_line(run: Any, self: Reader, separator: Any, action: Any) -> Any:
    """Call with the parts of every line that is left."""
    from addon.scripting.semantics.calling import invoke

    return invoke(run, self.rest(), "splitEachLine", (separator, action))


@readers.method("transformLine(Writer, Closure)")
def transform_line(run: Any, self: Reader, target: Builder, change: Any) -> None:
    """Write what a closure makes of every line that is left."""
    while (line := read_line(run, self)) is not None:
        run.meter.step()
        target.add(run, text(change.call(line)) + "\n")


@readers.method("filterLine(Closure)")
def filter_line(run: Any, self: Reader, test: Any) -> Writer:
    """The lines that pass, to be written when asked for their text."""
    made = Writer()
    while (line := read_line(run, self)) is not None:
        run.meter.step()
        if truth(test.call(line)):
            made.add(run, line + "\n")
    return made


@readers.method("filterLine(Writer, Closure)")
def filter_line_into(run: Any, self: Reader, target: Builder, test: Any) -> None:
    """Write the lines that pass."""
    target.add(run, filter_line(run, self, test).value())


@readers.method("lines()")
def stream_lines(run: Any, self: Reader) -> Any:
    """The lines that are left, as a stream."""
    from addon.scripting.library.streams import Stream, stepping

    return Stream(stepping(run, iter(read_lines(run, self))))


@readers.method("iterator()")
def iterator(run: Any, self: Reader) -> ScriptIterator:
    """The lines that are left."""
    return ScriptIterator(iter(read_lines(run, self)))


@readers.method("skip(long)")
def skip(run: Any, self: Reader, count: int) -> Long:
    """Leave characters out; gives how many."""
    if count < 0:
        throw("IllegalArgumentException", "skip value is negative")
    passed = min(count, len(self.source) - self.at)
    self.at += passed
    return Long(passed)


@readers.method("ready()", "markSupported()")
def ready(run: Any, self: Reader) -> bool:
    """Always."""
    return True
