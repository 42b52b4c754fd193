"""Reading java.time values by formatter elements."""

from collections.abc import Mapping
from typing import Any, NoReturn

import regex

from addon.scripting.errors import Thrown, throw
from addon.scripting.library.civil import MONTHS, WEEKDAYS
from addon.scripting.library.javatime_offsets import offset_of
from addon.scripting.library.javatime_parsed import Parsed, described, keep_moment, made_of, resolve
from addon.scripting.library.javatime_patterns import CONSTANTS, Element
from addon.scripting.library.javatime_types import (
    ZoneOffset,
    ZoneRegion,
)
from addon.scripting.library.zone_words import named_zone
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
    moment = elements == CONSTANTS["ISO_INSTANT"]
    if moment:
        elements = (*_with_seconds(CONSTANTS["ISO_LOCAL_DATE_TIME"]), Element("offset", text="Z", style=5))
    found = Parsed()
    try:
        end = _sequence(elements, source, 0, found)
    except Stopped as error:
        failed(source, f" at index {error.at}", error.at)
    if end < len(source):
        failed(source, f", unparsed text found at index {end}", end)
    if found.zone is None and not moment:
        found.zone = zone
    for name, value in (defaults or {}).items():
        found.fields.setdefault(name, value)
    try:
        if strict and "ERA" not in found.fields:
            found.fields.pop("YEAR_OF_ERA", None)
        resolve(found, strict or any(element.exact for element in elements))
    except Thrown as error:
        failed(source, f": {error.value.message}")
    if moment:
        found.zone = zone
        keep_moment(found)
    made = made_of(found, kind)
    if made is None:
        failed(
            source,
            f": Unable to obtain {kind.__name__} from TemporalAccessor: {described(found)} "
            "of type java.time.format.Parsed",
        )
    return made


def _with_seconds(elements: tuple[Element, ...]) -> tuple[Element, ...]:
    """The elements of a time whose seconds may not be left out."""
    made: list[Element] = []
    for one in elements:
        if one.kind == "optional" and any(inner.field == "SECOND_OF_MINUTE" for inner in one.inner):
            made += one.inner
        else:
            made.append(one)
    return tuple(made)


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
    if kind == "zone-name":
        named = named_zone(source, at, element.style >= 4)
        if named is not None:
            found.zone = zone_of(named[0])
            return named[1]
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
    for number, word in sorted(element.names, key=lambda one: -len(one[1])):
        part = source[at : at + len(word)]
        if part == word or (element.any_case and part.lower() == word.lower()):
            _set(found, element.field, number, at)
            return at + len(word)
    if len(element.names) >= len(words):
        raise Stopped(at)
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
            return offset_of(*(int(f"{groups[0]}{part or 0}") for part in groups[1:]))
    zone = find_zone(name)
    if zone is None:
        from addon.scripting.library.zones import time_zone

        zone = time_zone("GMT" + name[3:]) if fixed is not None else None
        if zone is not None and fixed is not None:
            offset = offset_of(*(int(f"{fixed.group(2)}{part or 0}") for part in fixed.groups()[2:]))
            zone.name = fixed.group(1) + (offset.name if offset.seconds else "")
    return None if zone is None else ZoneRegion(zone)
