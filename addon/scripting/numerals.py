"""Numbers as a script writes them: `0x1F`, `1_000L`, `1.50`, `2.5d`."""

from decimal import Decimal, InvalidOperation
from typing import Any

from addon.scripting.values.numbers import BigInteger, Long, smallest, to_float32


class BadNumeral(Exception):
    """What was written is no number, or none that its suffix allows; the text says why."""


def number_of(written: str) -> Any:
    """The value of an integer, decimal, float or double as written; raises `BadNumeral`."""
    digits = written.replace("_", "")
    if written.endswith("_"):
        raise BadNumeral("A number cannot end with an underscore.")
    suffix = digits[-1]
    lower = digits.lower()
    if lower.startswith(("0x", "0b")):
        base = 16 if lower[1] == "x" else 2
        body = lower[2:]
        marked = body[-1] in "lig"
        return _integer(int(body[:-1] if marked else body, base), body[-1] if marked else "")
    if suffix in "dD":
        return float(digits[:-1])
    if suffix in "fF":
        return to_float32(float(digits[:-1]))
    if "." in digits or "e" in lower:
        try:
            return Decimal(digits[:-1] if suffix in "gG" else digits)
        except InvalidOperation:
            raise BadNumeral("This is no valid number.") from None
    marked = suffix in "lLiIgG"
    body = digits[:-1] if marked else digits
    octal = len(body) > 1 and body[0] == "0"
    if octal and not all("0" <= one <= "7" for one in body):
        raise BadNumeral("This is no valid number.")
    if len(body) > 4000:
        raise BadNumeral("This number has too many digits.")
    return _integer(int(body, 8 if octal else 10), suffix.lower() if marked else "")


def _integer(value: int, suffix: str) -> Any:
    if suffix == "l":
        if value > 2**63:
            raise BadNumeral("Number of value " + str(value) + " does not fit in the range of Long.")
        return Long(value)
    if suffix == "g":
        return BigInteger(value)
    if suffix == "i" and value > 2**31:
        raise BadNumeral("Number of value " + str(value) + " does not fit in the range of Integer.")
    return smallest(value)
