"""java.time.format.Parsed: what a formatter read, before it is made a date or a time."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.javatime_fields import unsupported_field
from addon.scripting.library.javatime_parsed import Parsed, described, field_of, has_field
from addon.scripting.library.javatime_ranges import RANGES, ValueRange
from addon.scripting.library.javatime_types import ChronoField
from addon.scripting.library.registry import Table
from addon.scripting.semantics.extend import extend
from addon.scripting.values.classes import define
from addon.scripting.values.numbers import Long

parsed_values = Table(define("java.time.format.Parsed", "java.time.temporal.TemporalAccessor", python=[Parsed]))
extend(Parsed, text=described, plain=lambda value: {"$time": described(value)})


@parsed_values.method("isSupported(ChronoField?)")
def is_supported(run: Any, self: Parsed, field: ChronoField | None) -> bool:
    """Whether the text told the field."""
    return field is not None and has_field(self, field.name)


@parsed_values.method("range(ChronoField)")
def field_range(run: Any, self: Parsed, field: ChronoField) -> ValueRange:
    """The values that a field may have."""
    if not has_field(self, field.name):
        unsupported_field(field.name)
    return RANGES[field.name]


@parsed_values.method("getLong(ChronoField)")
def get_long(run: Any, self: Parsed, field: ChronoField) -> Long:
    """A field as Long."""
    if not has_field(self, field.name):
        unsupported_field(field.name)
    return Long(field_of(self, field.name))


@parsed_values.method("get(ChronoField)")
def get_field(run: Any, self: Parsed, field: ChronoField) -> int:
    """A field as Integer."""
    allowed = field_range(run, self, field)
    if not allowed.fits_int:
        throw(
            "java.time.temporal.UnsupportedTemporalTypeException",
            f"Invalid field {field.label} for get() method, use getLong() instead",
        )
    value = field_of(self, field.name)
    if not allowed.has(value):
        throw("java.time.DateTimeException", f"Invalid value for {field.label} (valid values {allowed}): {value}")
    return value
