"""DateTimeFormatter.toString: what a formatter prints and reads, part by part."""

from addon.scripting.library.javatime_patterns import CONSTANTS, Element
from addon.scripting.library.javatime_ranges import FIELDS

STYLES = {1: "SHORT", 2: "SHORT", 3: "SHORT", 4: "FULL", 5: "NARROW"}
OFFSETS = {1: "+HHmm", 2: "+HHMM", 3: "+HH:MM", 4: "+HHMMss", 5: "+HH:MM:ss", 6: "+HH:MM:ss"}
_DATE = "Value(Year,4,10,EXCEEDS_PAD)'-'Value(MonthOfYear,2)'-'Value(DayOfMonth,2)"
_TIME = (
    "Value(HourOfDay,2)':'Value(MinuteOfHour,2)[':'Value(SecondOfMinute,2)[Fraction(NanoOfSecond,0,9,DecimalPoint)]]"
)
_ANY_CASE = "ParseCaseSensitive(false)"
_OFFSET = "Offset(+HH:MM:ss,'Z')"
_LENIENT = f"ParseStrict(false){_OFFSET}ParseStrict(true)"
_LOCAL = f"{_ANY_CASE}({_DATE})'T'({_TIME})"
_WITH_OFFSET = f"{_ANY_CASE}({_LOCAL}){_LENIENT}"
_REGION = "['['ParseCaseSensitive(true)ZoneRegionId()']']"
SHOWN = {
    "ISO_LOCAL_DATE": _DATE,
    "ISO_LOCAL_TIME": _TIME,
    "ISO_LOCAL_DATE_TIME": _LOCAL,
    "ISO_OFFSET_DATE_TIME": _WITH_OFFSET,
    "ISO_ZONED_DATE_TIME": f"({_WITH_OFFSET}){_REGION}",
    "ISO_DATE": f"{_ANY_CASE}({_DATE})[{_OFFSET}]",
    "ISO_TIME": f"{_ANY_CASE}({_TIME})[{_OFFSET}]",
    "ISO_DATE_TIME": f"({_LOCAL})[{_OFFSET}{_REGION}]",
    "ISO_OFFSET_DATE": f"{_ANY_CASE}({_DATE}){_OFFSET}",
    "ISO_OFFSET_TIME": f"{_ANY_CASE}({_TIME}){_OFFSET}",
    "ISO_ORDINAL_DATE": f"{_ANY_CASE}Value(Year,4,10,EXCEEDS_PAD)'-'Value(DayOfYear,3)[{_OFFSET}]",
    "ISO_WEEK_DATE": f"{_ANY_CASE}Value(WeekBasedYear,4,10,EXCEEDS_PAD)'-W'Value(WeekOfWeekBasedYear,2)'-'"
    f"Value(DayOfWeek,1)[{_OFFSET}]",
    "ISO_INSTANT": f"{_ANY_CASE}Instant()",
    "BASIC_ISO_DATE": f"{_ANY_CASE}Value(Year,4)Value(MonthOfYear,2)Value(DayOfMonth,2)"
    "[ParseStrict(false)Offset(+HHMMss,'Z')ParseStrict(true)]",
    "RFC_1123_DATE_TIME": f"{_ANY_CASE}ParseStrict(false)[Text(DayOfWeek)', ']Value(DayOfMonth,1,2,NOT_NEGATIVE)' '"
    "Text(MonthOfYear)' 'Value(Year,4)' 'Value(HourOfDay,2)':'Value(MinuteOfHour,2)"
    "[':'Value(SecondOfMinute,2)]' 'Offset(+HHMM,'GMT')",
}
_BY_ELEMENTS = {elements: SHOWN[name] for name, elements in CONSTANTS.items()}


def shown(elements: tuple[Element, ...]) -> str:
    """The text of a formatter."""
    known = _BY_ELEMENTS.get(elements)
    return "".join(map(_shown, elements)) if known is None else known


def _shown(element: Element) -> str:
    kind = element.kind
    if kind == "literal":
        return _literal(element.text)
    if kind == "optional":
        return f"[{''.join(map(_shown, element.inner))}]"
    if kind == "padded":
        filled = "" if element.text == " " else f",'{element.text}'"
        return f"Pad({''.join(map(_shown, element.inner))},{element.low}{filled})"
    if kind == "number":
        return _number(element)
    if kind == "text":
        return _text(FIELDS[element.field].label, element)
    if kind == "fraction":
        point = ",DecimalPoint" if element.text else ""
        return f"Fraction(NanoOfSecond,{element.low},{element.high}{point})"
    if kind == "quarter":
        if element.style > 2:
            return _text("QuarterOfYear", element)
        return "Value(QuarterOfYear)" if element.style == 1 else "Value(QuarterOfYear,2)"
    if kind == "weekday-number":
        return f"Localized(DayOfWeek,{element.low})"
    if kind == "week":
        return f"Localized({'WeekOfWeekBasedYear' if element.field == 'w' else 'WeekOfMonth'},{element.low})"
    return _zone(element)


def _literal(words: str) -> str:
    """Quoted words are one part, other signs of a pattern one each."""
    if any("A" <= one <= "z" and one.isalpha() for one in words):
        return "'" + words.replace("'", "''") + "'"
    return "".join("''" if one == "'" else f"'{one}'" for one in words)


def _text(label: str, element: Element) -> str:
    style = STYLES[element.style] + ("_STANDALONE" if element.standalone else "")
    return f"Text({label})" if style == "FULL" else f"Text({label},{style})"


def _number(element: Element) -> str:
    if element.field == "WEEK_YEAR":
        if element.style == 2:
            return "Localized(ReducedValue(WeekBasedYear,2,2,2000-01-01))"
        sign = "EXCEEDS_PAD" if element.low >= 4 else "NORMAL"
        return f"Localized(WeekBasedYear{'' if element.low == 1 else f',{element.low},19,{sign}'})"
    label = FIELDS[element.field].label
    if element.style == 2:
        return f"ReducedValue({label},{element.low},{element.high},{element.reserve_base}-01-01)"
    if element.low == element.high:
        return f"Value({label},{element.low})"
    unsigned = element.field in ("NANO_OF_SECOND", "NANO_OF_DAY", "MILLI_OF_DAY", "DAY_OF_YEAR") and element.unsigned
    if element.low == 1 and element.high == 19 and not unsigned:
        return f"Value({label})"
    sign = "NOT_NEGATIVE" if unsigned else "EXCEEDS_PAD" if element.pads or element.exact else "NORMAL"
    return f"Value({label},{element.low},{element.high},{sign})"


def _zone(element: Element) -> str:
    if element.kind == "offset":
        zero = element.text.replace("'", "''")
        return f"Offset({OFFSETS[element.style]},'{zero}')"
    if element.kind == "zone":
        return "ZoneId()"
    if element.kind == "region":
        return "ZoneRegionId()"
    if element.kind == "zone-name":
        return f"ZoneText({'FULL' if element.style == 4 else 'SHORT'})"
    if element.kind == "localized-offset":
        return f"LocalizedOffset({'FULL' if element.style == 4 else 'SHORT'})"
    return "Instant()"
