"""java.util.Formatter: String.format, formatted, sprintf, printf."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import regex

from addon.scripting.errors import throw
from addon.scripting.limits import meter as meter
from addon.scripting.semantics.numeric import EXACT
from addon.scripting.semantics.texts import java_text, text
from addon.scripting.values.callables import Closure
from addon.scripting.values.characters import Character, inward
from addon.scripting.values.classes import class_of
from addon.scripting.values.lists import LIST_TYPES, Array
from addon.scripting.values.maps import MAP_TYPES
from addon.scripting.values.numbers import FLOATS, INTEGERS, BigInteger, Byte, Long, Short

SPECIFIER = regex.compile(r"%(\d+\$|<)?([-#+ 0,(]*)(\d+)?(\.\d+)?([tT])?([a-zA-Z%])")
NAMED = regex.compile(r"%[^a-zA-Z%]*[tT][AaBbhpc]")
WIDEST = 1_000_000
MOST_DIGITS = 10
INDEX = "java.util.IllegalFormatArgumentIndexException"
BITS = {int: 32, Long: 64, Short: 16, Byte: 8}


class Specifier:
    """One `%…` of a format."""

    __slots__ = ("conversion", "flags", "group", "index", "point", "precision", "text", "upper", "width")

    def __init__(self, found: Any, separators: tuple[str, str]) -> None:
        self.point, self.group = separators
        self.text = found.group(0)
        self.index = found.group(1)
        self.flags = found.group(2)
        self.width = _size(found.group(3), "IllegalFormatWidthException")
        self.precision = _size((found.group(4) or "")[1:], "IllegalFormatPrecisionException")
        letter = found.group(6)
        if found.group(5):
            self.conversion = "t" + letter
            self.upper = found.group(5) == "T"
        else:
            self.upper = letter in "BHSCXEGA"
            self.conversion = letter.lower() if self.upper else letter


def _size(digits: str | None, error: str, message: str = str(-(1 << 31))) -> int:
    """A number of a specifier, -1 where it has none; what Java's int cannot hold is thrown as `error`."""
    if not digits:
        return -1
    significant = digits.lstrip("0")
    if len(significant) > MOST_DIGITS or int(significant or "0") >= 1 << 31:
        throw(error, message)
    return int(significant or "0")


def java_format(run: Any, pattern: str, arguments: Sequence[Any], separators: tuple[str, str] = (".", ",")) -> str:
    """The pattern with its specifiers replaced; throws what Java's Formatter throws.

    `separators` stand before the fraction and between thousands.
    """
    parts: list[str] = []
    size = place = ordinary = 0
    last = -1
    while place < len(pattern):
        percent = pattern.find("%", place)
        if percent < 0:
            parts.append(pattern[place:])
            break
        parts.append(pattern[place:percent])
        found = SPECIFIER.match(pattern, percent)
        if found is None:
            _unknown(pattern[percent + 1 :])
        place = found.end()
        specifier = Specifier(found, separators)
        if specifier.width > WIDEST or specifier.precision > WIDEST:
            run.meter.text(max(specifier.width, specifier.precision) * 8)
        if specifier.conversion in ("n", "%"):
            parts.append("\n" if specifier.conversion == "n" else _justified("%", specifier))
            continue
        if specifier.index == "<":
            wanted = last
        elif specifier.index:
            wanted = _size(specifier.index[:-1], INDEX, "Format argument index: (not representable as int)") - 1
            if wanted < 0:
                throw(INDEX, "Illegal format argument index = 0")
        else:
            wanted, ordinary = ordinary, ordinary + 1
        last = wanted
        if specifier.conversion[0] not in CONVERSIONS:
            throw("UnknownFormatConversionException", f"Conversion = '{specifier.text[-1]}'")
        if arguments is NO_VALUES:
            wanted = 0
        if not 0 <= wanted < len(arguments):
            throw("MissingFormatArgumentException", f"Format specifier '{specifier.text}'")
        run.meter.step(1 + len(parts[-1]) // 64)
        written = _converted(specifier, arguments[wanted])
        size += len(written)
        run.meter.text(size)
        parts.append(written)
    return "".join(parts)


def _unknown(rest: str) -> None:
    letter = rest.lstrip("-#+ 0123456789,($<")[:1] or rest[-1:] or "%"
    throw("UnknownFormatConversionException", f"Conversion = '{letter}'")


def _converted(specifier: Specifier, value: Any) -> str:
    conversion = specifier.conversion
    _check_flags(specifier)
    written = CONVERSIONS[conversion[0]](specifier, value)
    return _justified(written.upper() if specifier.upper else written, specifier)


UNFIT_FLAGS = {
    "d": "#",
    "x": ",",
    "o": ",",
    "e": ",",
    "g": "#",
    "a": ",(",
    "c": "#",
    "b": "#+ 0,(",
    "h": "#+ 0,(",
    "s": "+ 0,(#",
}
"""Flags that a conversion never takes."""


def _check_flags(specifier: Specifier) -> None:
    """Refuse what Java's Formatter refuses before it looks at the value."""
    flags, conversion = specifier.flags, specifier.conversion
    for flag in flags:
        if flags.count(flag) > 1:
            throw("DuplicateFormatFlagsException", f"Flags = '{flag}'")
    general = conversion in ("s", "b", "h")
    if ("-" in flags or ("0" in flags and not general)) and specifier.width < 0:
        throw("MissingFormatWidthException", specifier.text)
    if not general and (("-" in flags and "0" in flags) or ("+" in flags and " " in flags)):
        throw("IllegalFormatFlagsException", f"Flags = '{flags}'")
    if specifier.precision >= 0 and conversion in ("d", "x", "o", "c"):
        throw("IllegalFormatPrecisionException", str(specifier.precision))
    for flag in UNFIT_FLAGS.get(conversion, ""):
        if flag in flags:
            throw("FormatFlagsConversionMismatchException", f"Conversion = {conversion}, Flags = {flag}")


def _justified(written: str, specifier: Specifier) -> str:
    if len(written) >= specifier.width:
        return written
    return written.ljust(specifier.width) if "-" in specifier.flags else written.rjust(specifier.width)


def _string(specifier: Specifier, value: Any) -> str:
    if isinstance(value, Closure):
        written = class_of(value).name
    else:
        written = java_text(value) if type(value) in MAP_TYPES or type(value) in LIST_TYPES else text(value)
    return written if specifier.precision < 0 else written[: specifier.precision]


def _boolean(specifier: Specifier, value: Any) -> str:
    return _string(specifier, value if isinstance(value, bool) else value is not None)


def _hash(specifier: Specifier, value: Any) -> str:
    from addon.scripting.semantics.equality import java_hash

    return "null" if value is None else f"{java_hash(value) & 0xFFFFFFFF:x}"


def _character(specifier: Specifier, value: Any) -> str:
    if value is None:
        return "null"
    if type(value) is Character:
        return value.unit
    if type(value) in (int, Short, Byte):
        if not 0 <= value <= 0x10FFFF:
            throw("java.util.IllegalFormatCodePointException", f"Code point = 0x{int(value) & 0xFFFFFFFF:x}")
        return inward(chr(value))
    _wrong_type(specifier, value)
    return ""


def _whole(specifier: Specifier, value: Any) -> str:
    if value is None:
        return "null"
    if type(value) not in INTEGERS:
        _wrong_type(specifier, value)
    digits = text(type(value)(abs(value)) if type(value) is BigInteger else abs(int(value)))
    return _signed(specifier, digits, value < 0)


def _radix(specifier: Specifier, value: Any) -> str:
    if value is None:
        return "null"
    if type(value) not in INTEGERS:
        _wrong_type(specifier, value)
    bits = BITS.get(type(value))
    plain = int(value) if bits is None else int(value) & ((1 << bits) - 1)
    base = "x" if specifier.conversion == "x" else "o"
    for flag in "(+ ,":
        if flag in specifier.flags and (bits is not None or flag == ","):
            throw(
                "java.util.FormatFlagsConversionMismatchException",
                f"Conversion = {specifier.conversion}, Flags = {flag}",
            )
    digits = ("-" if plain < 0 else "") + format_digits(abs(plain), base)
    if "#" in specifier.flags:
        digits = ("0x" if base == "x" else "0") + digits
    return digits.rjust(specifier.width, "0") if "0" in specifier.flags else digits


def format_digits(plain: int, base: str) -> str:
    """Hexadecimal or octal digits."""
    return hex(plain)[2:] if base == "x" else oct(plain)[2:]


def _real(specifier: Specifier, value: Any) -> str:
    if value is None:
        return _string(specifier, value)
    kind = type(value)
    if specifier.conversion == "a" and kind in FLOATS:
        return hexadecimal(float(value))
    if specifier.conversion == "a":
        _wrong_type(specifier, value)
    if kind not in FLOATS and kind is not Decimal:
        _wrong_type(specifier, value)
    if kind in FLOATS and (value != value or value in (float("inf"), float("-inf"))):
        if value < 0 and "(" in specifier.flags:
            return "(Infinity)"
        return ("+" if value > 0 and "+" in specifier.flags else "") + text(float(value))
    number = Decimal(repr(float(value)).removesuffix(".0")) if kind in FLOATS else value
    places = 6 if specifier.precision < 0 else specifier.precision
    negative = number.is_signed()
    number = number.copy_abs()
    if specifier.conversion != "e" and abs(number.adjusted()) > WIDEST:
        meter().text(abs(number.adjusted()))
    if specifier.conversion == "g":
        places = max(places, 1)
        if number:
            number = number.quantize(Decimal((0, (1,), number.adjusted() - places + 1)), ROUND_HALF_UP, EXACT)
        if number and not -4 <= number.adjusted() < places:  # at least 0.0001 and less than 10 ** places
            return _signed(specifier, _scientific(number, places - 1), negative)
        shown = max(0, places - number.adjusted() - 1) if number else places - 1
        return _signed(specifier, _fixed(number, shown), negative)
    if specifier.conversion == "e":
        return _signed(specifier, _scientific(number, places), negative)
    return _signed(specifier, _fixed(number, places), negative)


def _fixed(number: Decimal, places: int) -> str:
    rounded = EXACT.create_decimal(number).quantize(Decimal((0, (1,), -places)), ROUND_HALF_UP, EXACT)
    digits = rounded.as_tuple().digits
    shown = "".join(map(str, digits))
    if not places:
        return shown
    shown = shown.rjust(places + 1, "0")
    return f"{shown[:-places]}.{shown[-places:]}"


def _scientific(number: Decimal, places: int) -> str:
    # Java takes a decimal zero's scale for its power: 0.0 is 0.000000e-01.
    power = number.adjusted()
    digits = number.as_tuple().digits
    mantissa = Decimal((0, digits, 1 - len(digits))) if number else number
    rounded = mantissa.quantize(Decimal((0, (1,), -places)), ROUND_HALF_UP, EXACT)
    if rounded >= 10:
        power += 1
        rounded = (rounded / 10).quantize(Decimal((0, (1,), -places)), ROUND_HALF_UP, EXACT)
    sign = "-" if power < 0 else "+"
    return f"{_fixed(rounded, places)}e{sign}{str(abs(power)).rjust(2, '0')}"


def hexadecimal(value: float) -> str:
    """As %a writes a double: 0x1.4p1."""
    if value != value or value in (float("inf"), float("-inf")):
        return text(value)
    mantissa, _, power = value.hex().partition("p")
    whole, _, fraction = mantissa.partition(".")
    return f"{whole}.{fraction.rstrip('0') or '0'}p{int(power)}"


def _signed(specifier: Specifier, digits: str, negative: bool) -> str:
    if "#" in specifier.flags and specifier.conversion == "f" and "." not in digits:
        digits += "."
    if "," in specifier.flags:
        whole, point, rest = digits.partition(".")
        groups = []
        while len(whole) > 3:
            groups.append(whole[-3:])
            whole = whole[:-3]
        digits = specifier.group.join([whole, *reversed(groups)]) + point.replace(".", specifier.point) + rest
    elif specifier.point != ".":
        digits = digits.replace(".", specifier.point)
    before, after = "", ""
    if negative:
        before, after = ("(", ")") if "(" in specifier.flags else ("-", "")
    elif "+" in specifier.flags:
        before = "+"
    elif " " in specifier.flags:
        before = " "
    if "0" in specifier.flags:
        digits = digits.rjust(specifier.width - len(before) - len(after), "0")
    return before + digits + after


def _moment(specifier: Specifier, value: Any) -> str:
    from addon.scripting.library.moments import lacking, percent_t

    if value is None:
        return "null"
    if specifier.conversion[1] not in TIME_CONVERSIONS:
        throw("java.util.UnknownFormatConversionException", f"Conversion = '{specifier.conversion}'")
    missing = lacking(specifier.conversion[1], value)
    if missing is not None:
        throw("IllegalFormatConversionException", f"{missing} != {class_of(value).name}")
    written = percent_t(specifier.conversion[1], value)
    if written is None:
        _wrong_type(specifier, value)
    return written or ""


def _wrong_type(specifier: Specifier, value: Any) -> None:
    throw("IllegalFormatConversionException", f"{specifier.conversion[-1]} != {class_of(value).name}")


TIME_CONVERSIONS = frozenset("HIklMSLNpzZsQBbhAaCYyjmdeRTrDFc")
CONVERSIONS = {
    "s": _string,
    "b": _boolean,
    "h": _hash,
    "c": _character,
    "d": _whole,
    "x": _radix,
    "o": _radix,
    "f": _real,
    "e": _real,
    "g": _real,
    "a": _real,
    "t": _moment,
}


NO_VALUES = (None,)
"""One null where a list of values is wanted: every specifier writes null."""


def spread(arguments: Sequence[Any]) -> Sequence[Any]:
    """A single list or array given where values are wanted stands for its elements."""
    if arguments == NO_VALUES:
        throw("NullPointerException", 'Cannot invoke "Object.getClass()" because "arg" is null')
    if len(arguments) == 1 and type(arguments[0]) in (list, Array):
        return list(arguments[0])
    return arguments
