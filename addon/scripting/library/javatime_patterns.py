"""DateTimeFormatter's patterns and constants as a list of elements."""

from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from addon.scripting.errors import throw
from addon.scripting.limits import meter

PIECE = regex.compile(r"'((?:[^']|'')*)'|([A-Za-z])\2*|([\[\]])|([^A-Za-z'\[\]]+)")
RESERVED = regex.compile(r"[{}#]")
MOST = {"M": 5, "L": 5, "Q": 5, "q": 5, "E": 5, "e": 5, "c": 5, "G": 5, "a": 1, "w": 2, "W": 1, "z": 4, "X": 5, "x": 5}
MOST |= {"Z": 5}
"""How often a letter may be repeated."""
NUMBERS = {
    "D": "DAY_OF_YEAR",
    "d": "DAY_OF_MONTH",
    "H": "HOUR_OF_DAY",
    "h": "CLOCK_HOUR_OF_AMPM",
    "K": "HOUR_OF_AMPM",
    "k": "CLOCK_HOUR_OF_DAY",
    "m": "MINUTE_OF_HOUR",
    "s": "SECOND_OF_MINUTE",
    "n": "NANO_OF_SECOND",
    "N": "NANO_OF_DAY",
    "A": "MILLI_OF_DAY",
    "F": "ALIGNED_DAY_OF_WEEK_IN_MONTH",
}
TEXTS = {"E": "DAY_OF_WEEK", "a": "AMPM_OF_DAY", "G": "ERA"}


@dataclass(frozen=True)
class Element:
    """One part. `kind`: literal, number, text, fraction, offset, zone, zone-name, localized-offset, quarter,
    weekday-number, week, iso-week, optional, instant, region (a zone, but no mere offset), padded. `low`/`high`:
    widths; `style`: how names or offsets are written; `names`: texts of one's own for the values of a field;
    `pads`: longer only with a sign; `reserve_base`: the first year that two digits stand for; `standalone`: a name
    that stands alone; `unsigned`: never with a sign."""

    kind: str
    field: str = ""
    text: str = ""
    low: int = 0
    high: int = 0
    style: int = 0
    reserve: int = 0
    inner: tuple["Element", ...] = ()
    exact: bool = False
    pads: bool = False
    any_case: bool = False
    names: tuple[tuple[int, str], ...] = ()
    reserve_base: int = 2000
    standalone: bool = False
    unsigned: bool = False

    @property
    def is_fixed_number(self) -> bool:
        return self.kind == "number" and self.low == self.high


ROOM = 200
"""Bytes that a letter of a pattern may take as an element."""


@lru_cache(200)
def elements_of(pattern: str) -> tuple[Element, ...]:
    """The elements of a pattern; throws IllegalArgumentException for letters that mean nothing."""
    meter().allocate(len(pattern) * ROOM)
    stack: list[list[Element]] = [[]]
    at = 0
    while at < len(pattern):
        found = PIECE.match(pattern, at)
        if found is None:
            throw("IllegalArgumentException", f"Pattern ends with an incomplete string literal: {pattern}")
        at = found.end()
        if found.group(1) is not None:
            stack[-1].append(Element("literal", text=found.group(1).replace("''", "'") or "'"))
        elif found.group(2):
            stack[-1].append(_letter(found.group(2), len(found.group(0))))
        elif found.group(3) == "[":
            stack.append([])
        elif found.group(3) == "]":
            if len(stack) == 1:
                throw("IllegalArgumentException", "Pattern invalid as it contains ] without previous [")
            inner = stack.pop()
            stack[-1].append(Element("optional", inner=reserved(inner)))
        else:
            wrong = RESERVED.search(found.group(4))
            if wrong is not None:
                throw("IllegalArgumentException", f"Pattern includes reserved character: '{wrong.group()}'")
            stack[-1].append(Element("literal", text=found.group(4)))
    while len(stack) > 1:
        inner = stack.pop()
        stack[-1].append(Element("optional", inner=reserved(inner)))
    return reserved(stack[0])


def reserved(elements: list[Element]) -> tuple[Element, ...]:
    """Tell each number how many digits the fixed numbers right after it need."""
    made: list[Element] = []
    follow = 0
    for element in reversed(elements):
        if element.kind == "number":
            made.append(replace(element, reserve=follow))
            follow = follow + element.high if element.is_fixed_number else 0
        elif element.kind == "fraction" and not element.text:
            made.append(element)
            follow += element.high
        else:
            made.append(element)
            follow = 0
    return tuple(reversed(made))


def _letter(letter: str, count: int) -> Element:
    if count > MOST.get(letter, count):
        throw("IllegalArgumentException", f"Too many pattern letters: {letter}")
    if letter in "uyY":
        field = {"u": "YEAR", "y": "YEAR_OF_ERA", "Y": "WEEK_YEAR"}[letter]
        if count == 2:
            return Element("number", field, low=2, high=2, style=2)
        return Element("number", field, low=count if count > 1 else 1, high=19, pads=count >= 4)
    if letter in "ML":
        if count >= 3:
            return Element("text", "MONTH_OF_YEAR", style=count, standalone=letter == "L")
        return Element("number", "MONTH_OF_YEAR", low=count, high=2 if count == 2 else 19)
    if letter in "Qq":
        return Element("quarter", style=count, standalone=letter == "q")
    if letter in TEXTS:
        return Element("text", TEXTS[letter], style=max(count, 3))
    if letter in "ec":
        if letter == "c" and count == 2:
            throw("IllegalArgumentException", 'Invalid pattern "cc"')
        if count < 3:
            return Element("weekday-number", low=count)
        return Element("text", "DAY_OF_WEEK", style=count, standalone=letter == "c")
    if letter in "wW":
        return Element("week", letter, low=count)
    if letter == "S":
        if count > 9:
            message = f"Minimum width must be from 0 to 9 inclusive but was {count}"
            throw("IllegalArgumentException", message)
        return Element("fraction", "NANO_OF_SECOND", low=count, high=count)
    if letter in NUMBERS:
        field = NUMBERS[letter]
        if count > (3 if letter == "D" else 19 if letter in "nNA" else 2):
            throw("IllegalArgumentException", f"Too many pattern letters: {letter}")
        if letter in "nNA":
            return Element("number", field, low=count, high=19, unsigned=True)
        if letter == "D" and count > 1:
            return Element("number", field, low=count, high=3, unsigned=True)
        return Element("number", field, low=count, high=19 if count == 1 else count)
    if letter == "V":
        if count != 2:
            throw("IllegalArgumentException", "Pattern letter count must be 2: V")
        return Element("zone")
    if letter == "z":
        return Element("zone-name", style=count)
    if letter == "O":
        if count not in (1, 4):
            throw("IllegalArgumentException", "Pattern letter count must be 1 or 4: O")
        return Element("localized-offset", style=count)
    if letter in "XxZ":
        return _offset(letter, count)
    return throw("IllegalArgumentException", f"Unknown pattern letter: {letter}")


def _offset(letter: str, count: int) -> Element:
    if letter == "Z":
        if count == 4:
            return Element("localized-offset", style=4)
        return Element("offset", text="+0000" if count < 4 else "Z", style=2 if count < 4 else 5)
    return Element(
        "offset",
        text="Z" if letter == "X" else ("+00" if count == 1 else "+0000" if count in (2, 4) else "+00:00"),
        style=count,
    )


def number(field: str, width: int) -> Element:
    return Element("number", field, low=width, high=width, exact=True)


def literal(text: str) -> Element:
    return Element("literal", text=text)


_DATE = (
    Element("number", "YEAR", low=4, high=10, exact=True),
    literal("-"),
    number("MONTH_OF_YEAR", 2),
    literal("-"),
    number("DAY_OF_MONTH", 2),
)
_SECONDS = (literal(":"), number("SECOND_OF_MINUTE", 2), Element("fraction", "NANO_OF_SECOND", text=".", low=0, high=9))
_TIME = (number("HOUR_OF_DAY", 2), literal(":"), number("MINUTE_OF_HOUR", 2), Element("optional", inner=_SECONDS))
_OFFSET = Element("offset", text="Z", style=5)
_LENIENT = Element("offset", text="Z", style=6)
"""As +02:00, which may be cut to +02 when it is read."""
_LOCAL = (*_DATE, literal("T"), *_TIME)
_ZONE = Element("optional", inner=(literal("["), Element("region"), literal("]")))
CONSTANTS: dict[str, tuple[Element, ...]] = {
    "ISO_LOCAL_DATE": _DATE,
    "ISO_LOCAL_TIME": _TIME,
    "ISO_LOCAL_DATE_TIME": _LOCAL,
    "ISO_OFFSET_DATE_TIME": (*_LOCAL, _LENIENT),
    "ISO_ZONED_DATE_TIME": (*_LOCAL, _LENIENT, _ZONE),
    "ISO_DATE": (*_DATE, Element("optional", inner=(_OFFSET,))),
    "ISO_TIME": (*_TIME, Element("optional", inner=(_OFFSET,))),
    "ISO_DATE_TIME": (*_LOCAL, Element("optional", inner=(_OFFSET, _ZONE))),
    "ISO_OFFSET_DATE": (*_DATE, _OFFSET),
    "ISO_OFFSET_TIME": (*_TIME, _OFFSET),
    "ISO_ORDINAL_DATE": (
        Element("number", "YEAR", low=4, high=10, exact=True),
        literal("-"),
        number("DAY_OF_YEAR", 3),
        Element("optional", inner=(_OFFSET,)),
    ),
    "ISO_WEEK_DATE": (
        Element("iso-week", "WEEK_BASED_YEAR", low=4),
        literal("-W"),
        Element("iso-week", "WEEK_OF_WEEK_BASED_YEAR", low=2),
        literal("-"),
        Element("number", "DAY_OF_WEEK", low=1, high=1, exact=True),
        Element("optional", inner=(_OFFSET,)),
    ),
    "ISO_INSTANT": (Element("instant"),),
    "BASIC_ISO_DATE": (
        number("YEAR", 4),
        number("MONTH_OF_YEAR", 2),
        number("DAY_OF_MONTH", 2),
        Element("optional", inner=(Element("offset", text="Z", style=4),)),
    ),
    "RFC_1123_DATE_TIME": (
        Element("optional", inner=(Element("text", "DAY_OF_WEEK", style=3), literal(", "))),
        Element("number", "DAY_OF_MONTH", low=1, high=2),
        literal(" "),
        Element("text", "MONTH_OF_YEAR", style=3),
        literal(" "),
        number("YEAR", 4),
        literal(" "),
        number("HOUR_OF_DAY", 2),
        literal(":"),
        number("MINUTE_OF_HOUR", 2),
        literal(":"),
        number("SECOND_OF_MINUTE", 2),
        literal(" "),
        Element("offset", text="GMT", style=2),
    ),
}
CONSTANTS["BASIC_ISO_DATE"] = reserved(list(CONSTANTS["BASIC_ISO_DATE"]))
