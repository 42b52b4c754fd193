"""Reading java.time values by formatter elements."""

from collections.abc import Mapping
from typing import Any, NoReturn

import regex

from addon.scripting.errors import Thrown, throw
from addon.scripting.library.civil import MONTHS, NANOS, NANOS_PER_DAY, WEEKDAYS, days_of, first_week, month_length
from addon.scripting.library.javatime_fields import (
    checked_days,
    checked_month_day,
)
from addon.scripting.library.javatime_moves import (
    zoned,
)
from addon.scripting.library.javatime_patterns import CONSTANTS, Element
from addon.scripting.library.javatime_ranges import (
    FIELDS,
    RANGES,
    check,
)
from addon.scripting.library.javatime_texts import date_text, time_text
from addon.scripting.library.javatime_types import (
    Instant,
    LocalDate,
    LocalDateTime,
    LocalTime,
    MonthDay,
    OffsetDateTime,
    OffsetTime,
    Year,
    YearMonth,
    ZonedDateTime,
    ZoneOffset,
    ZoneRegion,
)
from addon.scripting.library.zones import find_zone
from addon.scripting.limits import meter

OFFSETS = {
    1: regex.compile(r"([+-])(\d\d)(\d\d)?"),
    2: regex.compile(r"([+-])(\d\d)(\d\d)"),
    3: regex.compile(r"([+-])(\d\d):(\d\d)"),
    4: regex.compile(r"([+-])(\d\d)(\d\d)(\d\d)?"),
    5: regex.compile(r"([+-])(\d\d):(\d\d)(?::(\d\d))?"),
    6: regex.compile(r"([+-])(\d\d)(?::(\d\d)(?::(\d\d))?)?"),
}
ZONE_NAME = regex.compile(r"[+-]\d\d:?\d\d|[A-Za-z][A-Za-z0-9~/._+-]+|Z")


class Stopped(Exception):
    """Text does not fit; `at` is where."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


class Parsed:
    """The fields found in a text, and the zone if there was one."""

    def __init__(self) -> None:
        self.fields: dict[str, int] = {}
        self.weeks: dict[str, int] = {}
        self.zone: Any = None
        self.days: int | None = None
        self.nanos: int | None = None


def failed(source: str, why: str, at: int = 0) -> NoReturn:
    shown = source if len(source) <= 64 else source[:64] + "..."
    throw(
        "java.time.format.DateTimeParseException",
        f"Text '{shown}' could not be parsed{why}",
        parsedString=source,
        errorIndex=at,
    )


def read(
    elements: tuple[Element, ...],
    source: str,
    kind: type,
    zone: Any = None,
    defaults: Mapping[str, int] | None = None,
    strict: bool = False,
) -> Any:
    """The value of a type in a text; throws DateTimeParseException as Java words it.

    `defaults` are the values of fields that the text does not tell; `strict` refuses dates that do not exist.
    """
    if elements == CONSTANTS["ISO_INSTANT"]:
        elements = (*CONSTANTS["ISO_LOCAL_DATE_TIME"], Element("offset", text="Z", style=5))
    found = Parsed()
    try:
        end = _sequence(elements, source, 0, found)
    except Stopped as error:
        failed(source, f" at index {error.at}", error.at)
    if end < len(source):
        failed(source, f", unparsed text found at index {end}", end)
    if found.zone is None:
        found.zone = zone
    for name, value in (defaults or {}).items():
        found.fields.setdefault(name, value)
    try:
        if strict and "ERA" not in found.fields:
            found.fields.pop("YEAR_OF_ERA", None)
        _resolve(found, strict or any(element.exact for element in elements))
    except Thrown as error:
        failed(source, f": {error.value.message}")
    made = _made(found, kind)
    if made is None:
        failed(
            source,
            f": Unable to obtain {kind.__name__} from TemporalAccessor: {_described(found)} "
            "of type java.time.format.Parsed",
        )
    return made


def _sequence(elements: tuple[Element, ...], source: str, at: int, found: Parsed) -> int:
    meter().step(len(elements) >> 3)
    for element in elements:
        at = _element(element, source, at, found)
    return at


def _element(element: Element, source: str, at: int, found: Parsed) -> int:
    kind = element.kind
    if element.inner:
        meter().step(4 + len(element.inner))
    if kind == "literal":
        if not source.startswith(element.text, at):
            part = source[at : at + len(element.text)]
            if (element.text == "T" or element.any_case) and part.lower() == element.text.lower():
                return at + len(part)
            raise Stopped(at)
        return at + len(element.text)
    if kind == "optional":
        before = dict(found.fields), found.zone
        try:
            return _sequence(element.inner, source, at, found)
        except Stopped:
            found.fields, found.zone = before
            return at
    if kind == "number":
        return _number(element, source, at, found)
    if kind == "text":
        return _name(element, source, at, found)
    if kind == "fraction":
        return _fraction(element, source, at, found)
    if kind == "instant":
        end = _sequence(CONSTANTS["ISO_LOCAL_DATE_TIME"], source, at, found)
        return _element(Element("offset", text="Z", style=5), source, end, found)
    if kind == "padded":
        while source[at : at + 1] == element.text and at + 1 < len(source):
            at += 1
        return _sequence(element.inner, source, at, found)
    if kind == "iso-week":
        end = _digits(source, at, element.low)
        if end - at < element.low:
            raise Stopped(at)
        found.weeks[element.field] = int(source[at:end])
        return end
    if kind == "offset":
        return _offset(element, source, at, found)
    if kind in ("zone", "region", "zone-name", "localized-offset"):
        return _zone(source, at, found)
    raise Stopped(at)


def _digits(source: str, at: int, most: int) -> int:
    end = at
    while end < len(source) and end - at < most and source[end].isascii() and source[end].isdigit():
        end += 1
    return end


def _number(element: Element, source: str, at: int, found: Parsed) -> int:
    begun = at
    sign = source[at : at + 1]
    if sign in ("-", "+") and element.high > element.low and "YEAR" in element.field:
        at += 1
    else:
        sign = ""
    end = _digits(source, at, element.high)
    if element.reserve and element.high > element.low:
        whole = _digits(source, at, element.high + element.reserve)
        end = min(end, max(at + element.low, min(end, whole - element.reserve)))
    if end - at < element.low or (end == at):
        raise Stopped(begun)
    if end - at > element.low >= 4 and not sign and (element.exact or element.pads):
        raise Stopped(begun)
    value = int(source[at:end])
    if element.style == 2:
        base = element.reserve_base
        value += base // 100 * 100
        if value < base:
            value += 100
    _set(found, element.field, -value if sign == "-" else value, begun)
    return end


def _set(found: Parsed, field: str, value: int, at: int) -> None:
    if found.fields.get(field, value) != value:
        raise Stopped(at)
    found.fields[field] = value


def _name(element: Element, source: str, at: int, found: Parsed) -> int:
    if element.field == "AMPM_OF_DAY":
        words, first = ["AM", "PM"], 0
    elif element.field == "ERA":
        words, first = ["BC", "AD"], 0
    else:
        names = MONTHS if element.field == "MONTH_OF_YEAR" else WEEKDAYS
        words, first = ([name if element.style == 4 else name[:3] for name in names], 1)
    if element.names:
        for number, word in element.names:
            if source.startswith(word, at):
                _set(found, element.field, number, at)
                return at + len(word)
    for index, word in enumerate(words):
        if source.startswith(word, at) or (element.any_case and source[at : at + len(word)].lower() == word.lower()):
            _set(found, element.field, index + first, at)
            return at + len(word)
    raise Stopped(at)


def _fraction(element: Element, source: str, at: int, found: Parsed) -> int:
    if element.text:
        if not source.startswith(element.text, at):
            found.fields.setdefault("NANO_OF_SECOND", 0)
            return at
        at += len(element.text)
        end = _digits(source, at, element.high)
        if end == at or end - at < element.low:
            raise Stopped(at)
    else:
        end = _digits(source, at, element.high)
        if end - at < element.low:
            raise Stopped(at)
    if end == at:
        return at
    _set(found, "NANO_OF_SECOND", int(source[at:end].ljust(9, "0")), at)
    return end


def _offset(element: Element, source: str, at: int, found: Parsed) -> int:
    if element.text in ("Z", "GMT") and source.startswith(element.text, at):
        found.fields["OFFSET_SECONDS"] = 0
        return at + len(element.text)
    match = OFFSETS[element.style].match(source, at)
    if match is None:
        raise Stopped(at)
    found.fields["OFFSET_SECONDS"] = seconds_of(match.groups())
    return int(match.end())


def seconds_of(groups: tuple[str | None, ...]) -> int:
    """An offset's seconds from sign, hours, minutes, seconds."""
    sign, hours, minutes, *rest = groups
    total = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int((rest[0] if rest else 0) or 0)
    return -total if sign == "-" else total


def _zone(source: str, at: int, found: Parsed) -> int:
    match = ZONE_NAME.match(source, at)
    if match is None:
        raise Stopped(at)
    zone = zone_of(match.group())
    if zone is None:
        raise Stopped(at)
    found.zone = zone
    return int(match.end())


FIXED = regex.compile(r"(?:(UTC|GMT|UT))?([+-])(\d{1,2})(?::?(\d\d))?(?::?(\d\d))?")


def zone_of(name: str) -> Any:
    """A ZoneId by name; None when there is none."""
    if name == "Z":
        return ZoneOffset(0)
    fixed = FIXED.fullmatch(name)
    if fixed is not None:
        prefix, *groups = fixed.groups()
        if prefix is None:
            return ZoneOffset(seconds_of(tuple(groups)))
    zone = find_zone(name)
    if zone is None:
        from addon.scripting.library.zones import time_zone

        zone = time_zone("GMT" + name[3:]) if fixed is not None else None
        if zone is not None:
            zone.name = name
    return None if zone is None else ZoneRegion(zone)


def _resolve(found: Parsed, strict: bool) -> None:
    fields = found.fields
    for name, value in fields.items():
        if name in RANGES:
            check(name, value)
    year = fields.get("YEAR", fields.get("YEAR_OF_ERA"))
    if year is not None and fields.get("ERA") == 0 and "YEAR" not in fields:
        year = 1 - year
    month, day = fields.get("MONTH_OF_YEAR"), fields.get("DAY_OF_MONTH")
    if year is not None and month is not None and day is not None:
        if strict:
            found.days = checked_days(year, month, day)
        else:
            if month in (4, 6, 9, 11):
                day = min(day, 30)
            found.days = days_of(year, month, min(day, month_length(year, month)))
    elif year is not None and "DAY_OF_YEAR" in fields:
        found.days = days_of(year, 1, fields["DAY_OF_YEAR"])
    if len(found.weeks) == 2 and "DAY_OF_WEEK" in fields:
        start = first_week(found.weeks["WEEK_BASED_YEAR"], 1, 4)
        found.days = start + (found.weeks["WEEK_OF_WEEK_BASED_YEAR"] - 1) * 7 + fields["DAY_OF_WEEK"] - 1
    hour = _hour(fields)
    if hour is not None:
        minute, second = fields.get("MINUTE_OF_HOUR", 0), fields.get("SECOND_OF_MINUTE", 0)
        found.nanos = ((hour * 60 + minute) * 60 + second) * NANOS + fields.get("NANO_OF_SECOND", 0)


def _hour(fields: dict[str, int]) -> int | None:
    if "HOUR_OF_DAY" in fields:
        return fields["HOUR_OF_DAY"]
    if "CLOCK_HOUR_OF_DAY" in fields:
        return fields["CLOCK_HOUR_OF_DAY"] % 24
    if "AMPM_OF_DAY" in fields:
        if "CLOCK_HOUR_OF_AMPM" in fields:
            return fields["CLOCK_HOUR_OF_AMPM"] % 12 + 12 * fields["AMPM_OF_DAY"]
        if "HOUR_OF_AMPM" in fields:
            return fields["HOUR_OF_AMPM"] + 12 * fields["AMPM_OF_DAY"]
    return None


def _made(found: Parsed, kind: type) -> Any:
    days, nanos, zone = found.days, found.nanos, found.zone
    offset = found.fields.get("OFFSET_SECONDS")
    if kind is LocalDate:
        return None if days is None else LocalDate(days)
    if kind is LocalTime:
        return None if nanos is None else LocalTime(nanos)
    if kind is YearMonth:
        year = found.fields.get("YEAR", found.fields.get("YEAR_OF_ERA"))
        month = found.fields.get("MONTH_OF_YEAR")
        return None if year is None or month is None else YearMonth(year * 12 + month - 1)
    if kind is Year:
        year = found.fields.get("YEAR", found.fields.get("YEAR_OF_ERA"))
        return None if year is None else Year(year)
    if kind is MonthDay:
        month, day = found.fields.get("MONTH_OF_YEAR"), found.fields.get("DAY_OF_MONTH")
        return None if month is None or day is None else checked_month_day(month, day)
    if kind is OffsetTime:
        return None if nanos is None or offset is None else OffsetTime(nanos, offset)
    if days is None or nanos is None:
        return None
    local = days * NANOS_PER_DAY + nanos
    if kind is LocalDateTime:
        return LocalDateTime(local)
    if kind is OffsetDateTime:
        if offset is None and zone is not None:
            made = zoned(local, zone)
            return OffsetDateTime(made.local, made.offset)
        return None if offset is None else OffsetDateTime(local, offset)
    if kind is Instant:
        if offset is None:
            return None if zone is None else Instant(local - zoned(local, zone).offset * NANOS)
        return Instant(local - offset * NANOS)
    if kind is ZonedDateTime:
        if zone is None:
            return None if offset is None else ZonedDateTime(local, offset, ZoneOffset(offset))
        if offset is not None and isinstance(zone, ZoneRegion):
            from addon.scripting.library.javatime_moves import (
                zoned_at,
            )

            return zoned_at(local - offset * NANOS, zone)
        return zoned(local, zone, offset)
    return None


def _described(found: Parsed) -> str:
    """A Parsed as Java prints it: unresolved fields, chronology, what was resolved."""
    left = dict(found.fields)
    if found.days is not None:
        for name in ("YEAR", "YEAR_OF_ERA", "MONTH_OF_YEAR", "DAY_OF_MONTH", "DAY_OF_YEAR"):
            left.pop(name, None)
    if found.nanos is not None:
        for name in (
            "HOUR_OF_DAY",
            "MINUTE_OF_HOUR",
            "SECOND_OF_MINUTE",
            "NANO_OF_SECOND",
            "AMPM_OF_DAY",
            "CLOCK_HOUR_OF_AMPM",
        ):
            left.pop(name, None)
    shown = ", ".join(f"{FIELDS[name].label}={value}" for name, value in left.items() if name in FIELDS)
    zone = f",{found.zone.name}" if found.zone is not None else ""
    parts = [date_text(found.days)] if found.days is not None else []
    if found.nanos is not None:
        parts.append(time_text(found.nanos))
    resolved = f" resolved to {'T'.join(parts)}" if parts else ""
    return f"{{{shown}}},ISO{zone}{resolved}"
