"""System, script-level functions (println), and classes that exist to be refused."""

from typing import Any

from addon.scripting.compiler.scopes import CLASS_METHODS, SCRIPT_METHODS
from addon.scripting.errors import throw
from addon.scripting.library.registry import Overload, Table
from addon.scripting.semantics.texts import identity_code, text
from addon.scripting.values.classes import define

define("groovy.lang.Binding")
define("groovy.transform.Field")
system = Table(define("java.lang.System"))


@system.static("lineSeparator()")
def line_separator(run: Any) -> str:
    """A newline."""
    return "\n"


@system.static("identityHashCode(Object)")
def identity_hash(run: Any, value: Any) -> int:
    return 0 if value is None else identity_code(value)


@system.static("exit(int)")
def exit_refused(run: Any, code: int) -> None:
    throw("SecurityException", "System.exit is not available here; use return or throw an exception.")


@system.static("getProperty(String)", "getProperty(String, String?)")
def get_property(run: Any, name: str, otherwise: Any = None) -> Any:
    known = {"line.separator": "\n", "file.separator": "/", "path.separator": ":"}
    if name in known:
        return known[name]
    return throw("SecurityException", "System properties are not available here.")


@system.static("getenv()", "getenv(String)")
def getenv(run: Any, name: Any = None) -> Any:
    throw("SecurityException", "The environment is not available here.")


class Printer:
    """System.out and the script's `out`."""

    __slots__ = ()


define("java.io.PrintStream", "Object", python=[Printer])
printer = Table("java.io.PrintStream")
system.constant("out", Printer())
system.constant("err", Printer())


@printer.method("println(Object)", "println()")
def print_line(run: Any, self: Any, value: Any = "") -> None:
    """Write a line to the run's output."""
    run.write_system(text(value) + "\n")


@printer.method("print(Object)", "write(Object)", "append(Object)", "leftShift(Object)")
def print_plain(run: Any, self: Any, value: Any) -> Any:
    """Write to the run's output."""
    run.write_system(text(value))
    return self


@printer.method("flush()", "close()")
def flush(run: Any, self: Any) -> None:
    return None


@printer.method("printf(String, Object...)", "format(String, Object...)")
def print_format(run: Any, self: Any, pattern: str, *arguments: Any) -> Any:
    """Write formatted."""
    run.write_system(_formatted(run, pattern, arguments))
    return self


def _formatted(run: Any, pattern: str, arguments: Any) -> str:
    from addon.scripting.semantics.calling import invoke
    from addon.scripting.values.classes import class_named

    return text(invoke(run, class_named("String"), "format", (pattern, *arguments)))


def _spread(run: Any, pattern: str, arguments: tuple[Any, ...]) -> str:
    """As Groovy's own printf and sprintf: one list stands for its elements, one null is refused."""
    from addon.scripting.library.format import java_format, spread

    return java_format(run, pattern, spread(arguments))


def _println(run: Any, value: Any = "") -> None:
    """Write a line to the run's output."""
    run.write(text(value) + "\n")


def _print(run: Any, value: Any) -> None:
    """Write to the run's output."""
    run.write(text(value))


def _printf(run: Any, pattern: str, *arguments: Any) -> None:
    """Write formatted."""
    run.write(_spread(run, pattern, arguments))


def _class_println(run: Any, value: Any = "") -> None:
    """Write a line to System.out."""
    run.write_system(text(value) + "\n")


def _class_print(run: Any, value: Any) -> None:
    """Write to System.out."""
    run.write_system(text(value))


def _class_printf(run: Any, pattern: str, *arguments: Any) -> None:
    """Write to System.out, formatted."""
    run.write_system(_spread(run, pattern, arguments))


def _sprintf(run: Any, pattern: str, *arguments: Any) -> str:
    """Formatted text."""
    return _spread(run, pattern, arguments)


def install() -> None:
    """Make the functions callable by name at script level and in classes."""
    from addon.scripting.library.timecategory import use

    for signature, function, in_class in (
        ("println()", _println, _class_println),
        ("println(Object)", _println, _class_println),
        ("print(Object)", _print, _class_print),
        ("printf(String, Object...)", _printf, _class_printf),
        ("sprintf(String, Object...)", _sprintf, _sprintf),
        ("use(Object, Closure)", use, use),
    ):
        overload = Overload(signature, function).prepared()
        key = f"{overload.name}/{'*' if overload.variadic else overload.count}"
        SCRIPT_METHODS[key] = overload
        CLASS_METHODS[key] = Overload(signature, in_class).prepared()
