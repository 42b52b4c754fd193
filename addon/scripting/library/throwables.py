"""Throwable and what exceptions offer."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.extend import extend
from addon.scripting.semantics.texts import text, throwable_text
from addon.scripting.values.classes import BY_NAME, define
from addon.scripting.values.lists import Array
from addon.scripting.values.throwables import Throwable

throwables = Table("java.lang.Throwable")


class TraceElement:
    """java.lang.StackTraceElement"""

    __slots__ = ("line", "name")

    def __init__(self, name: str, line: int) -> None:
        self.name = name
        self.line = line


define("java.lang.StackTraceElement", "Object", python=[TraceElement])
extend(TraceElement, text=lambda value: f"{value.name}({value.line})")


@throwables.method("getMessage()", "getLocalizedMessage()", "getOriginalMessage()")
def get_message(run: Any, self: Throwable) -> Any:
    """What the exception says."""
    from addon.scripting.semantics.calling import throwable_message

    return throwable_message(self)


@throwables.method("getCause()")
def get_cause(run: Any, self: Throwable) -> Any:
    """The exception behind it."""
    return self.cause


@Table("java.lang.reflect.UndeclaredThrowableException").method("getUndeclaredThrowable()")
def undeclared(run: Any, self: Throwable) -> Any:
    """The checked exception that an interface does not declare."""
    return self.cause


@throwables.method("initCause(Throwable?)")
def init_cause(run: Any, self: Throwable, cause: Any) -> Throwable:
    """Set what caused it, once."""
    if self.cause is not None:
        told = "a null" if cause is None else throwable_text(cause)
        throw("IllegalStateException", f"Can't overwrite cause with {told}", self)
    if cause is self:
        throw("IllegalArgumentException", "Self-causation not permitted", self)
    self.cause = cause
    return self


@throwables.method("toString()")
def to_string(run: Any, self: Throwable) -> str:
    from addon.scripting.semantics.instances import ScriptClass, choose, invoke_method

    if isinstance(self.class_info, ScriptClass):
        method = choose(self.class_info.table.get("toString"), ())
        if method is not None:
            return text(invoke_method(run, self, method, ()))
    return throwable_text(self)


@throwables.method("getStackTrace()")
def stack_trace(run: Any, self: Throwable) -> Array:
    """The script frames."""
    elements = []
    if self.position is not None:
        elements.append(TraceElement(run.script.class_info.name, self.position.line))
    elements.extend(TraceElement(frame.name, frame.line) for frame in self.frames)
    return Array(BY_NAME["java.lang.StackTraceElement"], elements)


@throwables.method("addSuppressed(Throwable)")
def add_suppressed(run: Any, self: Throwable, other: Throwable) -> None:
    run.meter.elements(100)
    self.suppressed.append(other)


@throwables.method("setStackTrace(Object)")
def ignored(run: Any, self: Throwable, value: Any) -> None:
    return None


@throwables.method("fillInStackTrace()")
def fill_in(run: Any, self: Throwable) -> Throwable:
    return self


@throwables.method("getSuppressed()")
def suppressed(run: Any, self: Throwable) -> Array:
    return Array(BY_NAME["java.lang.Throwable"], self.suppressed)


@throwables.method("printStackTrace()")
def print_trace(run: Any, self: Throwable) -> None:
    """Errors are shown in the timeline; this prints nothing."""
    return


elements = Table("java.lang.StackTraceElement")


@elements.method("getLineNumber()")
def line_number(run: Any, self: TraceElement) -> int:
    return self.line


@elements.method("getMethodName()")
def method_name(run: Any, self: TraceElement) -> str:
    return "run"


@elements.method("getClassName()", "getFileName()")
def class_name(run: Any, self: TraceElement) -> str:
    return self.name


DETAILS = {
    "java.text.ParseException": ("errorOffset",),
    "java.time.format.DateTimeParseException": ("parsedString", "errorIndex"),
    "java.util.regex.PatternSyntaxException": ("description", "index", "pattern"),
    "groovy.lang.MissingPropertyException": ("property", "type"),
    "groovy.lang.MissingMethodException": ("method", "type", "arguments"),
}
"""What an exception of a class tells beside its message."""


def _detail(owner: str, name: str) -> None:
    def read(run: Any, self: Throwable) -> Any:
        return self.details.get(name)

    read.__doc__ = f"The {name} that it is about."
    Table(owner).method(f"get{name[0].upper()}{name[1:]}()")(read)


@Table("groovy.lang.MissingMethodException").method("isStatic()")
def is_static(run: Any, self: Throwable) -> bool:
    """Whether a class was asked for the method, and no object."""
    return bool(self.details.get("static"))


for _owner, _names in DETAILS.items():
    for _name in _names:
        _detail(_owner, _name)
