"""String.format, formatted, sprintf and printf."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.format import NAMED, NO_VALUES, java_format, spread
from addon.scripting.library.languages import names_in
from addon.scripting.library.registry import Table
from addon.scripting.library.separators import separators_of
from addon.scripting.values import hierarchy

strings = Table(hierarchy.STRING)
objects = Table("java.lang.Object")


@strings.static("format(String?, Object...)")
def string_format(run: Any, pattern: str | None, *arguments: Any) -> str:
    """The pattern with `%…` replaced by the values."""
    if pattern is None and arguments and isinstance(arguments[0], str):
        return java_format(run, arguments[0], arguments[1:], separators_of("en_US"))
    if pattern is None:
        throw("NullPointerException", 'Cannot invoke "String.length()" because "s" is null')
    return java_format(run, pattern, NO_VALUES if arguments == NO_VALUES else arguments)


@strings.static("format(String, Object[])")
def string_format_array(run: Any, pattern: str, values: Any) -> str:
    """The pattern with `%…` replaced by the elements of an array."""
    return java_format(run, pattern, tuple(values))


@strings.static("format(Locale?, String, Object[])")
def string_format_array_in(run: Any, locale: Any, pattern: str, values: Any) -> str:
    """As format(pattern, values)."""
    if NAMED.search(pattern) is not None:
        names_in(locale)
    return java_format(run, pattern, tuple(values), separators_of("en_US" if locale is None else locale.tag))


@strings.method("formatted(Object[])")
def formatted_array(run: Any, self: str, values: Any) -> str:
    """This pattern with `%…` replaced by the elements of an array."""
    return java_format(run, self, tuple(values))


@strings.static("format(Locale?, String, Object...)")
def string_format_in(run: Any, locale: Any, pattern: str, *arguments: Any) -> str:
    """As format(pattern, values)."""
    if NAMED.search(pattern) is not None:
        names_in(locale)
    return java_format(
        run,
        pattern,
        NO_VALUES if arguments == NO_VALUES else arguments,
        separators_of("en_US" if locale is None else locale.tag),
    )


@strings.method("formatted(Object...)")
def formatted(run: Any, self: str, *arguments: Any) -> str:
    """This pattern with `%…` replaced by the values."""
    return java_format(run, self, NO_VALUES if arguments == NO_VALUES else arguments)


@objects.method("sprintf(String, Object...)")
def sprintf(run: Any, self: Any, pattern: str, *arguments: Any) -> str:
    """The pattern with `%…` replaced by the values."""
    return java_format(run, pattern, spread(arguments))


@objects.method("printf(String, Object...)")
def printf(run: Any, self: Any, pattern: str, *arguments: Any) -> None:
    """Print the pattern with `%…` replaced by the values."""
    run.write_system(java_format(run, pattern, spread(arguments)))
