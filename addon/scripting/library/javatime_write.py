"""Writing java.time values by formatter elements."""

from typing import Any

from addon.scripting.errors import Thrown, throw
from addon.scripting.library.civil import MONTHS, NANOS, WEEKDAYS, week_of_month, week_of_year
from addon.scripting.library.javatime_conversions import has
from addon.scripting.library.javatime_fields import (
    get,
)
from addon.scripting.library.javatime_moves import (
    zoned_at,
)
from addon.scripting.library.javatime_patterns import Element
from addon.scripting.library.javatime_texts import instant_of, instant_text
from addon.scripting.library.javatime_types import OffsetDateTime, ZonedDateTime, ZoneRegion
from addon.scripting.library.zones import offset_text
from addon.scripting.limits import meter
from addon.scripting.semantics.texts import text

LABELS = {"WEEK_BASED_YEAR": "WeekBasedYear", "WEEK_OF_WEEK_BASED_YEAR": "WeekOfWeekBasedYear"}


def write(elements: tuple[Element, ...], value: Any, zone: Any = None) -> str:
    """The value as the elements say; throws DateTimeException where it lacks a field."""
    if zone is not None and (moment := instant_of(value)) is not None:
        value = zoned_at(moment, zone)
    meter().step(len(elements) >> 3)
    return "".join([_write(element, value) for element in elements])


def _write(element: Element, value: Any) -> str:
    kind = element.kind
    if kind == "literal":
        return element.text
    if element.inner:
        meter().step(4 + len(element.inner))
    if kind == "optional":
        try:
            return "".join([_write(inner, value) for inner in element.inner])
        except Thrown:
            return ""
    if kind == "number":
        return _number(element, value)
    if kind == "text":
        number = get(value, element.field)
        return dict(element.names).get(number) or _name(element, number)
    if kind == "fraction":
        return _fraction(element, get(value, "NANO_OF_SECOND"))
    if kind == "instant":
        return _instant(value, element.low)
    if kind == "padded":
        meter().text(element.low)
        written = "".join([_write(inner, value) for inner in element.inner])
        if len(written) > element.low:
            message = f"Cannot print as output of {len(written)} characters exceeds pad width of {element.low}"
            throw("java.time.DateTimeException", message)
        return written.rjust(element.low, element.text)
    if kind == "iso-week":
        if not has(value, "EPOCH_DAY"):
            throw("java.time.temporal.UnsupportedTemporalTypeException", f"Unsupported field: {LABELS[element.field]}")
        week, year = week_of_year(get(value, "EPOCH_DAY"), 1, 4)
        return str(year if element.low == 4 else week).rjust(element.low, "0")
    if kind == "quarter":
        quarter = (get(value, "MONTH_OF_YEAR") - 1) // 3 + 1
        if element.style == 3:
            return f"Q{quarter}"
        if element.style == 4:
            return ("1st", "2nd", "3rd", "4th")[quarter - 1] + " quarter"
        return str(quarter).rjust(1 if element.style == 5 else element.style, "0")
    if kind == "weekday-number":
        return str(get(value, "DAY_OF_WEEK") % 7 + 1).rjust(element.low, "0")
    if kind == "week":
        days = get(value, "EPOCH_DAY")
        week = week_of_year(days)[0] if element.field == "w" else week_of_month(days)
        return str(week).rjust(element.low, "0")
    return _zone_part(element, value)


def _number(element: Element, value: Any) -> str:
    if element.field == "WEEK_YEAR":
        number = week_of_year(get(value, "EPOCH_DAY"))[1]
    else:
        number = get(value, element.field)
    if element.style == 2:
        return f"{abs(number) % 100:02d}"
    digits = str(abs(number)).rjust(element.low, "0")
    if number < 0:
        return "-" + digits
    if element.low >= 4 and len(digits) > element.low and (element.pads or element.exact):
        return "+" + digits
    return digits


def _name(element: Element, number: int) -> str:
    if element.field == "AMPM_OF_DAY":
        return ("AM", "PM")[number]
    if element.field == "ERA":
        return (("Before Christ", "Anno Domini"), ("B", "A"), ("BC", "AD"))[{4: 0, 5: 1}.get(element.style, 2)][number]
    name = (MONTHS if element.field == "MONTH_OF_YEAR" else WEEKDAYS)[number - 1]
    if element.style == 4:
        return name
    return name[:1] if element.style == 5 else name[:3]


def _fraction(element: Element, nanos: int) -> str:
    digits = f"{nanos:09d}"[: element.high]
    if element.low != element.high:
        digits = digits.rstrip("0").ljust(element.low, "0")
    return element.text + digits if digits else ""


def _instant(value: Any, digits: int) -> str:
    nanos = instant_of(value)
    if nanos is None:
        from addon.scripting.library.javatime_fields import unsupported_field

        unsupported_field("INSTANT_SECONDS")
    written = instant_text(nanos)
    if not digits:
        return written
    whole = instant_text(nanos // NANOS * NANOS)[:-1]
    shown = f"{nanos % NANOS:09d}"[: digits - 1]
    return whole + (f".{shown}" if shown else "") + "Z"


def _offset_of(value: Any) -> int:
    if isinstance(value, (OffsetDateTime, ZonedDateTime)):
        return value.offset
    from addon.scripting.library.javatime_fields import (
        unsupported_field,
    )

    return unsupported_field("OFFSET_SECONDS")


def _zone_part(element: Element, value: Any) -> str:
    if element.kind == "offset":
        return _offset(element, _offset_of(value))
    if element.kind == "localized-offset":
        offset = _offset_of(value)
        if offset == 0:
            return "GMT"
        if element.style == 4:
            return "GMT" + offset_text(offset, zero="")
        hours, rest = divmod(abs(offset), 3600)
        sign = "-" if offset < 0 else "+"
        return f"GMT{sign}{hours}" + (f":{rest // 60:02d}" if rest else "")
    zone = value.zone if isinstance(value, ZonedDateTime) else None
    if zone is None and isinstance(value, OffsetDateTime) and element.kind == "zone-name":
        return offset_text(value.offset)
    if zone is None or (element.kind == "region" and not isinstance(zone, ZoneRegion)):
        throw("java.time.DateTimeException", f"Unable to extract ZoneId from temporal {text(value)}")
    if element.kind in ("zone", "region"):
        return str(zone.name)
    seconds = (value.local - value.offset * NANOS) // NANOS
    if not isinstance(zone, ZoneRegion):
        return str(zone.name)
    return zone.zone.long_name(seconds) if element.style >= 4 else zone.zone.short_name(seconds)


def _offset(element: Element, offset: int) -> str:
    if offset == 0:
        return element.text
    hours, rest = divmod(abs(offset), 3600)
    minutes, seconds = divmod(rest, 60)
    sign = "-" if offset < 0 else "+"
    if element.style == 1:
        return f"{sign}{hours:02d}" + (f"{minutes:02d}" if minutes else "")
    colon = ":" if element.style in (3, 5, 6) else ""
    written = f"{sign}{hours:02d}{colon}{minutes:02d}"
    return written + (f"{colon}{seconds:02d}" if seconds and element.style >= 4 else "")
