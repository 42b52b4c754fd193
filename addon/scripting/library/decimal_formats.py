"""java.text.DecimalFormat, NumberFormat, DecimalFormatSymbols."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import regex

from addon.scripting.errors import throw
from addon.scripting.library.currencies import minus_of, money_pattern, money_separators, percent_pattern
from addon.scripting.library.date_formats import FORMAT
from addon.scripting.library.decimal_patterns import DecimalPattern, read_decimal_pattern, write_decimal
from addon.scripting.library.registry import Table
from addon.scripting.library.rounding import ROUNDINGS, RoundingMode
from addon.scripting.library.separators import separators_of
from addon.scripting.semantics.extend import extend
from addon.scripting.semantics.numeric import to_decimal
from addon.scripting.values.classes import define
from addon.scripting.values.numbers import FLOATS, NUMBERS, Long


class Symbols:
    """java.text.DecimalFormatSymbols"""

    __slots__ = ("group", "point")

    def __init__(self, point: str = ".", group: str = ",") -> None:
        self.point = point
        self.group = group


class DecimalFormat:
    """java.text.DecimalFormat; `rounding` is a place in Java's list of modes."""

    __slots__ = ("exact", "form", "pattern", "rounding", "symbols", "whole_only")

    def __init__(self, pattern: str, symbols: Symbols | None = None) -> None:
        self.pattern = pattern
        self.form: DecimalPattern = read_decimal_pattern(pattern)
        self.symbols = symbols or Symbols()
        self.rounding = 6
        self.exact = False
        self.whole_only = False


define("java.text.NumberFormat", FORMAT)
define("java.text.DecimalFormat", "java.text.NumberFormat", python=[DecimalFormat])
define("java.text.DecimalFormatSymbols", "Cloneable", "Serializable", python=[Symbols])
numbers = Table("java.text.NumberFormat")
formats = Table("java.text.DecimalFormat")
symbols = Table("java.text.DecimalFormatSymbols")
extend(DecimalFormat, equals=lambda one, two: one.form == two.form and one.rounding == two.rounding)


def _tag(locale: Any) -> str:
    return getattr(locale, "tag", "en_US")


def symbols_in(locale: Any) -> Symbols:
    """The signs of a locale."""
    return Symbols(*separators_of(_tag(locale)))


def _signed(made: DecimalFormat, tag: str) -> DecimalFormat:
    """The format with the minus sign of a locale."""
    form = made.form
    if minus_of(tag) != "-" and form.negative is None:
        made.form = replace(form, negative=(minus_of(tag) + form.prefix, form.suffix))
    return made


@formats.constructor("()", "(String)", "(String, DecimalFormatSymbols)")
def make_format(run: Any, pattern: str = "#,##0.###", signs: Any = None) -> DecimalFormat:
    """A format by pattern: #,##0.00."""
    return DecimalFormat(pattern, signs)


@numbers.static("getInstance()", "getInstance(Locale)", "getNumberInstance()", "getNumberInstance(Locale)")
def number_instance(run: Any, locale: Any = None) -> DecimalFormat:
    """At most three places, thousands grouped."""
    return _signed(DecimalFormat("#,##0.###", symbols_in(locale)), _tag(locale))


@numbers.static("getIntegerInstance()", "getIntegerInstance(Locale)")
def integer_instance(run: Any, locale: Any = None) -> DecimalFormat:
    """Whole numbers, thousands grouped."""
    made = DecimalFormat("#,##0", symbols_in(locale))
    made.whole_only = True
    return made


@numbers.static("getPercentInstance()", "getPercentInstance(Locale)")
def percent_instance(run: Any, locale: Any = None) -> DecimalFormat:
    """Whole percents."""
    tag = _tag(locale)
    return _signed(DecimalFormat(percent_pattern(tag), symbols_in(locale)), tag)


@numbers.static("getCurrencyInstance()", "getCurrencyInstance(Locale)")
def currency_instance(run: Any, locale: Any = None) -> DecimalFormat:
    """Amounts in the currency of a country: $1.50 in the US."""
    tag = _tag(locale)
    return _signed(DecimalFormat(money_pattern(tag), Symbols(*money_separators(tag))), tag)


@numbers.method("format(Object)")
def format_number(run: Any, self: DecimalFormat, value: Any) -> str:
    """A number as text."""
    if type(value) not in NUMBERS:
        throw("IllegalArgumentException", "Cannot format given Object as a Number")
    if type(value) in FLOATS:
        plain = float(value)
        if plain != plain:
            return "NaN"
        if plain in (float("inf"), float("-inf")):
            form = self.form
            if plain > 0:
                return f"{form.prefix}∞{form.suffix}"
            before, after = form.negative or ("-" + form.prefix, form.suffix)
            return f"{before}∞{after}"
        number = Decimal(plain)
    else:
        number = to_decimal(value)
    written = write_decimal(self.form, number, ROUNDINGS[self.rounding], self.symbols.point, self.symbols.group)
    run.meter.text(len(written))
    return written


@numbers.method("parse(String)")
def parse_number(run: Any, self: DecimalFormat, source: str) -> Any:
    """The number at the start of a text."""
    found = read_number(run, self, source)
    if found is None:
        throw("java.text.ParseException", f'Unparseable number: "{source}"', errorOffset=0)
    return found[0]


def read_number(run: Any, self: DecimalFormat, source: str) -> tuple[Any, int] | None:
    """The number at the start of a text and where it ends; None if there is none."""
    form = self.form
    before, after = form.negative or ("-" + form.prefix, form.suffix)
    negative = source.startswith(before) and (not source.startswith(form.prefix) or len(before) > len(form.prefix))
    prefix, suffix = (before, after) if negative else (form.prefix, form.suffix)
    at = len(prefix) if source.startswith(prefix) else -1
    group = regex.escape(self.symbols.group) if form.grouping else "(?!)"
    fraction = "" if self.whole_only else f"(?:{regex.escape(self.symbols.point)}(\\d*))?"
    found = regex.compile(f"((?:\\d|{group})*){fraction}(E-?\\d+)?").match(source, at) if at >= 0 else None
    whole = found.group(1).replace(self.symbols.group, "") if found is not None else ""
    places = (found.group(2) if not self.whole_only else "") or "" if found is not None else ""
    if found is None or not whole + places or not source.startswith(suffix, found.end()):
        return None
    end = found.end() + len(suffix)
    power = found.group(found.re.groups) or ""
    run.meter.step(len(source) >> 4)
    number = Decimal(
        f"{'-' if negative else ''}{whole or '0'}.{places or '0'}{power}"
        if places or power
        else f"{'-' if negative else ''}{whole}"
    )
    if form.shift:
        number = number.scaleb(-form.shift)
    if self.exact:
        return number, end
    if number == number.to_integral_value() and abs(number) < 2**63 and not (negative and not number):
        return Long(int(number)), end
    return float(number), end


@formats.method("toPattern()", "toLocalizedPattern()")
def to_pattern(run: Any, self: DecimalFormat) -> str:
    """The pattern as Java writes it."""
    form = self.form
    whole = "0" * form.least_whole
    whole = whole.rjust(max(len(whole), form.grouping) + 1, "#")
    if form.exponent:
        whole = ("0" * form.least_whole).rjust(form.most_whole, "#")
    if form.grouping:
        whole = whole[: -form.grouping] + "," + whole[-form.grouping :]
    most = min(form.most_fraction, 340)
    fraction = "0" * form.least_fraction + "#" * (most - form.least_fraction)
    digits = (
        whole
        + ("." + fraction if fraction or form.point else "")
        + ("E" + "0" * form.exponent if form.exponent else "")
    )
    written = form.prefix + digits + form.suffix
    if form.negative is None or form.negative == ("-" + form.prefix, form.suffix):
        return written
    before, after = form.negative
    return f"{written};{before}{digits}{after}"


@formats.method("applyPattern(String)", "applyLocalizedPattern(String)")
def apply_pattern(run: Any, self: DecimalFormat, pattern: str) -> None:
    """Take another pattern."""
    self.form = read_decimal_pattern(pattern)
    self.pattern = pattern


@formats.method("setParseBigDecimal(boolean)")
def set_exact(run: Any, self: DecimalFormat, exact: bool) -> None:
    """Whether parse gives a BigDecimal."""
    self.exact = exact


@formats.method("setDecimalFormatSymbols(DecimalFormatSymbols)")
def set_symbols(run: Any, self: DecimalFormat, signs: Symbols) -> None:
    """Take other separators."""
    self.symbols = signs


@formats.method("getDecimalFormatSymbols()")
def get_symbols(run: Any, self: DecimalFormat) -> Symbols:
    """A copy of the separators."""
    return Symbols(self.symbols.point, self.symbols.group)


@numbers.method("setRoundingMode(RoundingMode)")
def set_rounding(run: Any, self: DecimalFormat, mode: RoundingMode) -> None:
    """How digits beyond the pattern are rounded; HALF_EVEN at first."""
    self.rounding = mode.code


@numbers.method("getRoundingMode()")
def get_rounding(run: Any, self: DecimalFormat) -> Any:
    """How digits beyond the pattern are rounded."""
    from addon.scripting.library.rounding import MODES

    return MODES[self.rounding]


@numbers.method("setGroupingUsed(boolean)")
def set_grouping(run: Any, self: DecimalFormat, used: bool) -> None:
    """Whether thousands are grouped."""
    self.form = replace(self.form, grouping=read_decimal_pattern(self.pattern).grouping if used else 0)


@numbers.method("isGroupingUsed()")
def is_grouping(run: Any, self: DecimalFormat) -> bool:
    """Whether thousands are grouped."""
    return self.form.grouping > 0


@numbers.method("setParseIntegerOnly(boolean)")
def set_whole_only(run: Any, self: DecimalFormat, whole_only: bool) -> None:
    """Whether parse stops at the decimal point."""
    self.whole_only = whole_only


DIGITS = {
    "MinimumIntegerDigits": ("least_whole", "most_whole"),
    "MaximumIntegerDigits": ("most_whole", "least_whole"),
    "MinimumFractionDigits": ("least_fraction", "most_fraction"),
    "MaximumFractionDigits": ("most_fraction", "least_fraction"),
}


def _digits(name: str, own: str, other: str) -> None:
    def put(run: Any, self: DecimalFormat, count: int) -> None:
        count = max(0, min(count, 340))
        beyond = max if own.startswith("least") else min
        self.form = replace(self.form, **{own: count, other: beyond(count, getattr(self.form, other))})

    def read(run: Any, self: DecimalFormat) -> int:
        return int(getattr(self.form, own))

    put.__doc__ = read.__doc__ = f"The {own.replace('_', ' ')} digits."
    numbers.method(f"set{name}(int)")(put)
    numbers.method(f"get{name}()")(read)


for _name, (_own, _other) in DIGITS.items():
    _digits(_name, _own, _other)


@symbols.constructor("()", "(Locale)")
def make_symbols(run: Any, locale: Any = None) -> Symbols:
    """The separators of a locale."""
    return symbols_in(locale)


@symbols.static("getInstance()", "getInstance(Locale)")
def symbols_of(run: Any, locale: Any = None) -> Symbols:
    """The separators of a locale."""
    return symbols_in(locale)


@symbols.method("getDecimalSeparator()")
def get_point(run: Any, self: Symbols) -> Any:
    """What stands before the fraction."""
    from addon.scripting.values.characters import Character

    return Character(self.point)


@symbols.method("getGroupingSeparator()")
def get_group(run: Any, self: Symbols) -> Any:
    """What stands between thousands."""
    from addon.scripting.values.characters import Character

    return Character(self.group)


@symbols.method("setDecimalSeparator(char)", "setDecimalSeparator(String)")
def set_point(run: Any, self: Symbols, unit: str) -> None:
    """Set what stands before the fraction."""
    self.point = unit[:1]


@symbols.method("setGroupingSeparator(char)", "setGroupingSeparator(String)")
def set_group(run: Any, self: Symbols, unit: str) -> None:
    """Set what stands between thousands."""
    self.group = unit[:1]
