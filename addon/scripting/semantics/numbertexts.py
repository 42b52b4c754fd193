"""Numbers read from text, as Java reads them."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.limits import meter
from addon.scripting.semantics.narrowing import to_float
from addon.scripting.values.numbers import BigInteger, Byte, Float, Long, Short, positive_zero

HEXADECIMAL = re.compile(r"[+-]?0[xX](?:[0-9a-fA-F]+\.?[0-9a-fA-F]*|\.[0-9a-fA-F]+)[pP][+-]?[0-9]+")
POINTS = re.compile(r"[+-]?[0-9]*\.[0-9]*\.")


def parse_integer(plain: str, lowest: int, highest: int, radix: int = 10) -> int:
    """Integer.parseInt and its kin; the text is not trimmed."""
    if not 2 <= radix <= 36:
        bound = "less than Character.MIN_RADIX" if radix < 2 else "greater than Character.MAX_RADIX"
        throw("NumberFormatException", f"radix {radix} {bound}")
    body = plain[1:] if plain[:1] in ("-", "+") else plain
    if not body or len(body) > 400 or not all(_is_digit(unit, radix) for unit in body):
        suffix = f" under radix {radix}" if radix != 10 and body else ""
        throw("NumberFormatException", f'For input string: "{plain}"{suffix}')
    value = int(plain, radix)
    if not lowest <= value <= highest:
        suffix = f" under radix {radix}" if radix != 10 else ""
        throw("NumberFormatException", f'For input string: "{plain}"{suffix}')
    return value


def _is_digit(unit: str, radix: int) -> bool:
    try:
        return unit != "_" and int(unit, 36) < radix
    except ValueError:
        return False


def parse_decimal(plain: str) -> Decimal:
    """new BigDecimal(String)"""
    if not plain or plain != plain.strip() or "_" in plain or not plain.isascii() or plain[-1] in "nNyYfF":
        _bad_decimal(plain)
    meter().text(len(plain))
    try:
        value = Decimal(plain)
    except InvalidOperation:
        _bad_decimal(plain)
    if not value.is_finite() or abs(int(value.as_tuple().exponent)) > 2**31 - 1:
        _bad_decimal(plain)

    return positive_zero(value)


def _bad_decimal(plain: str) -> Any:
    throw("NumberFormatException", _complaint(plain))


def _complaint(plain: str) -> str | None:
    """What Java finds first that is wrong with a decimal; where the text just ends, it has no words."""
    body = plain[1:] if plain[:1] in ("+", "-") else plain
    digits, points = 0, 0
    for place, unit in enumerate(body):
        if unit in "eE":
            wrong = _exponent_complaint(body[place + 1 :])
            return wrong if wrong or digits else "No digits found."
        if unit == ".":
            points += 1
            if points > 1:
                return "Character array contains more than one decimal point."
        elif unit.isdigit():
            digits += 1
        elif len(body) > LONG_DECIMAL:
            return 'Character array is missing "e" notation exponential mark.'
        else:
            kinds = "neither a decimal digit number, decimal point, nor"
            return f'Character {unit} is {kinds} "e" notation exponential mark.'
    return "No digits found." if plain and not digits else None


def _exponent_complaint(written: str) -> str | None:
    digits = written[1:] if written[:1] in ("+", "-") else written
    while len(digits) > 10 and digits[0] == "0":
        digits = digits[1:]
    if len(digits) > 10:
        return "Too many nonzero exponent digits."
    if digits and not digits.isdigit():
        return "Not a digit."
    if digits and int(digits) > 2**31 - (written[0] != "-"):
        return "Exponent overflow."
    return "Scale out of range." if digits and int(digits) > 2**31 - 1 else None


def parse_double(plain: str) -> float:
    """Double.parseDouble: surrounding blanks and a type suffix are allowed."""
    stripped = plain.strip(" \t\n\r\f\0")
    if not stripped:
        throw("NumberFormatException", "empty String")
    body = stripped[:-1] if stripped[-1] in "dDfF" and not stripped.endswith("inf") else stripped
    unsigned = body.lstrip("+-")
    if unsigned in ("NaN", "Infinity") and len(body) - len(unsigned) <= 1:
        return float(body)
    if HEXADECIMAL.fullmatch(body):
        return _from_hexadecimal(body)
    if POINTS.match(body):
        throw("NumberFormatException", "multiple points")
    allowed = set("0123456789+-.eE")
    if not unsigned or not set(body) <= allowed:
        throw("NumberFormatException", f'For input string: "{plain}"')
    try:
        return float(body)
    except ValueError:
        throw("NumberFormatException", f'For input string: "{plain}"')


def _from_hexadecimal(body: str) -> float:
    try:
        return float.fromhex(body)
    except OverflowError:
        return float("-inf" if body.startswith("-") else "inf")


def _parser(lowest: int, highest: int, make: Callable[[int], Any]) -> Callable[[str], Any]:
    def parse(plain: str) -> Any:
        return make(parse_integer(plain.strip(), lowest, highest))

    return parse


def _parse_big(plain: str) -> BigInteger:
    return BigInteger(parse_integer_big(plain.strip()))


LONG_DECIMAL = 18
"""A decimal of more characters is read by another part of Java's code, which has other words."""
CHUNK = 1000


"""Digits that are read at once: Python refuses to read long numbers whole."""


def _refuse_group(digits: str, radix: int) -> None:
    """Throw as BigInteger does, which reads as many digits at once as an int holds, the odd ones first."""
    size = 30
    while radix**size >= 2**31:
        size -= 1
    first = len(digits) % size or size
    for start, end in ((0, first), *((at, at + size) for at in range(first, len(digits), size))):
        if not all(_is_digit(unit, radix) for unit in digits[start:end]):
            suffix = "" if radix == 10 else f" under radix {radix}"
            throw("NumberFormatException", f'For input string: "{digits[start:end]}"{suffix}')


def parse_integer_big(plain: str, radix: int = 10) -> int:
    """new BigInteger(String)"""
    body = plain[1:] if plain[:1] in ("-", "+") else plain
    if not body:
        throw("NumberFormatException", "Zero length BigInteger")
    if "-" in body or "+" in body:
        throw("NumberFormatException", "Illegal embedded sign character")
    if not all(_is_digit(unit, radix) for unit in body):
        _refuse_group(body.lstrip("0"), radix)
    meter().text(len(plain))
    meter().step((len(plain) >> 8) ** 2)
    if len(body) <= CHUNK:
        return int(plain, radix)
    if radix == 10:
        return int(Decimal(plain))
    value, unit = 0, radix**CHUNK
    start = len(body) % CHUNK
    for at in range(0, len(body) - start, CHUNK):
        value = value * unit + int(body[start + at : start + at + CHUNK], radix)
    if start:
        value += int(body[:start], radix) * unit ** (len(body) // CHUNK)
    return -value if plain[0] == "-" else value


def to_float_text(plain: str) -> Float:
    return to_float(parse_double(plain))


_INT = _parser(-(2**31), 2**31 - 1, int)


_LONG = _parser(-(2**63), 2**63 - 1, Long)


_SHORT = _parser(-(2**15), 2**15 - 1, Short)


_BYTE = _parser(-128, 127, Byte)


PARSERS: dict[str, Callable[[str], Any]] = {
    "int": _INT,
    "java.lang.Integer": _INT,
    "long": _LONG,
    "java.lang.Long": _LONG,
    "short": _SHORT,
    "java.lang.Short": _SHORT,
    "byte": _BYTE,
    "java.lang.Byte": _BYTE,
    "double": parse_double,
    "java.lang.Double": parse_double,
    "float": to_float_text,
    "java.lang.Float": to_float_text,
    "java.math.BigDecimal": lambda plain: parse_decimal(plain.strip()),
    "java.math.BigInteger": _parse_big,
}
