"""DecimalFormat patterns: `#,##0.00`, `0.0#%`, `0.00E0`, with a negative form after `;`."""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NoReturn

from addon.scripting.errors import throw
from addon.scripting.limits import meter
from addon.scripting.semantics.numeric import EXACT


@dataclass(frozen=True)
class DecimalPattern:
    """How a number is written. `negative` is prefix and suffix of negative ones, None for a minus in front."""

    prefix: str = ""
    suffix: str = ""
    negative: tuple[str, str] | None = None
    least_whole: int = 1
    most_whole: int = 2**31 - 1
    least_fraction: int = 0
    most_fraction: int = 0
    grouping: int = 0
    shift: int = 0
    """Places that the number is moved: 2 for percent, 3 for per mille."""
    exponent: int = 0
    """Least digits of an exponent; 0 for none."""
    point: bool = False
    """Whether the decimal point is written without digits behind it."""


SPECIAL = "0#.,"
CURRENCY = "$"


class _Reader:
    """One pass over one half of a pattern."""

    def __init__(self, pattern: str, at: int) -> None:
        self.pattern = pattern
        self.at = at
        self.prefix = ""
        self.suffix = ""
        self.shift = 0
        self.left = self.zeros = self.right = 0
        self.point = self.group = -1
        self.exponent = 0

    def refuse(self, sentence: str) -> NoReturn:
        throw("IllegalArgumentException", f'{sentence} in pattern "{self.pattern}"')

    def read(self) -> None:
        self.prefix = self.affix(True)
        self.digits()
        self.suffix = self.affix(False)
        total = self.left + self.zeros + self.right
        if not self.zeros and self.left and self.point >= 0:
            whole = self.point or 1
            self.right, self.left, self.zeros = self.left - whole, whole - 1, 1
        misplaced = self.point >= 0 and not self.left <= self.point <= self.left + self.zeros
        if (misplaced and total) or self.group == 0 or (self.point < 0 and self.right):
            throw("IllegalArgumentException", f'Malformed pattern "{self.pattern}"')

    def affix(self, before: bool) -> str:
        written, quoted = "", False
        while self.at < len(self.pattern):
            unit = self.pattern[self.at]
            if unit == "'":
                if self.pattern.startswith("''", self.at):
                    written += "'"
                    self.at += 1
                else:
                    quoted = not quoted
            elif quoted:
                written += unit
            elif unit == ";":
                break
            elif unit in SPECIAL:
                if before:
                    break
                self.refuse(f"Unquoted special character '{unit}'")
            elif unit in "%‰":
                if self.shift:
                    self.refuse("Too many percent/per mille characters")
                self.shift = 2 if unit == "%" else 3
                written += unit
            else:
                written += CURRENCY if unit == "¤" else unit
            self.at += 1
        return written

    def digits(self) -> None:
        while self.at < len(self.pattern):
            unit = self.pattern[self.at]
            if unit == "#":
                if self.zeros:
                    self.right += 1
                else:
                    self.left += 1
            elif unit == "0":
                if self.right:
                    self.refuse("Unexpected '0'")
                self.zeros += 1
            elif unit == ",":
                self.group = 0
            elif unit == ".":
                if self.point >= 0:
                    self.refuse("Multiple decimal separators")
                self.point = self.left + self.zeros + self.right
            elif unit == "E":
                self.at += 1
                begun = self.at
                while self.pattern.startswith("0", self.at):
                    self.at += 1
                self.exponent = self.at - begun
                if not self.exponent or self.left + self.zeros < 1:
                    throw("IllegalArgumentException", f'Malformed exponential pattern "{self.pattern}"')
                return
            else:
                return
            if unit in "#0" and self.group >= 0 and self.point < 0:
                self.group += 1
            self.at += 1


def read_decimal_pattern(pattern: str) -> DecimalPattern:
    """What a pattern says; throws IllegalArgumentException for a malformed one."""
    if not pattern:
        return DecimalPattern(most_fraction=2**31 - 1, least_whole=0, grouping=3)
    one = _Reader(pattern, 0)
    one.read()
    total = one.left + one.zeros + one.right
    point = one.point if one.point >= 0 else total
    made = DecimalPattern(
        one.prefix,
        one.suffix,
        None,
        point - one.left,
        one.left + (point - one.left) if one.exponent else 2**31 - 1,
        max(0, one.left + one.zeros - one.point) if one.point >= 0 else 0,
        total - one.point if one.point >= 0 else 0,
        max(one.group, 0),
        one.shift,
        one.exponent,
        one.point in (0, total),
    )
    if not pattern.startswith(";", one.at):
        return made
    two = _Reader(pattern, one.at + 1)
    two.prefix = two.affix(True)
    two.digits()
    two.suffix = two.affix(False)
    form = (two.prefix, two.suffix)
    return made if form == (made.prefix, made.suffix) else replace(made, negative=form)


def write_decimal(
    form: DecimalPattern, number: Decimal, rounding: str = ROUND_HALF_EVEN, point: str = ".", group: str = ","
) -> str:
    """A number as the pattern says."""
    negative = number.is_signed()
    plain = number.copy_abs().scaleb(form.shift, EXACT) if number else number.copy_abs()
    if abs(plain.adjusted()) > 1000:
        meter().text(abs(plain.adjusted()))
    if negative and rounding in ("ROUND_CEILING", "ROUND_FLOOR"):
        rounding = "ROUND_FLOOR" if rounding == "ROUND_CEILING" else "ROUND_CEILING"
    if form.exponent:
        written = _scientific(form, plain, rounding, point)
    else:
        written = _fixed(form, plain, rounding, point, group)
    if not negative:
        return form.prefix + written + form.suffix
    if form.negative is None:
        return "-" + form.prefix + written + form.suffix
    return form.negative[0] + written + form.negative[1]


def _fixed(form: DecimalPattern, number: Decimal, rounding: str, point: str, group: str) -> str:
    places = min(form.most_fraction, max(0, -number.as_tuple().exponent))  # type: ignore[operator]
    rounded = number.quantize(Decimal((0, (1,), -places)), rounding, EXACT)
    digits = "".join(map(str, rounded.as_tuple().digits)).rjust(places + 1, "0")
    whole, fraction = (digits[:-places], digits[-places:]) if places else (digits, "")
    fraction = fraction.rstrip("0").ljust(form.least_fraction, "0")
    whole = whole.lstrip("0").rjust(form.least_whole, "0")
    if not whole and not fraction:
        whole = "0"
    if len(whole) > form.most_whole:
        whole = whole[-form.most_whole :]
    if form.grouping:
        parts = []
        while len(whole) > form.grouping:
            parts.append(whole[-form.grouping :])
            whole = whole[: -form.grouping]
        whole = group.join([whole, *reversed(parts)])
    return whole + (point + fraction if fraction or form.point else "")


def _scientific(form: DecimalPattern, number: Decimal, rounding: str, point: str) -> str:
    kept = form.most_whole + form.most_fraction
    if number and kept:
        number = number.quantize(Decimal((0, (1,), number.adjusted() - kept + 1)), rounding, EXACT)
    places = number.adjusted() + 1 if number else 0
    repeat, whole = form.most_whole, form.least_whole
    if repeat > 1 and repeat > whole:
        exponent = (places - 1) // repeat * repeat
        whole = 1
    else:
        exponent = places - whole
    before = places - exponent if number else whole
    digits = "".join(map(str, number.as_tuple().digits)).rstrip("0") if number else ""
    digits = digits.ljust(max(form.least_whole + form.least_fraction, before), "0")
    fraction = digits[before:]
    if not number:
        exponent = 0
    sign = "-" if exponent < 0 else ""
    return (
        digits[:before]
        + (point + fraction if fraction or form.point else "")
        + f"E{sign}{str(abs(exponent)).rjust(form.exponent, '0')}"
    )
