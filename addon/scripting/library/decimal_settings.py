"""What a DecimalFormat can be told beside its pattern: what stands before and after numbers, groups, multiples."""

from dataclasses import replace
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.date_formats import ParsePosition
from addon.scripting.library.decimal_formats import DecimalFormat, Symbols, formats, numbers, read_number, symbols
from addon.scripting.library.decimal_patterns import DecimalPattern
from addon.scripting.values.characters import Character


def _negative(form: DecimalPattern) -> tuple[str, str]:
    return form.negative or ("-" + form.prefix, form.suffix)


def _affix(name: str, read: Any, put: Any) -> None:
    def get(run: Any, self: DecimalFormat) -> str:
        return str(read(self.form))

    def set_(run: Any, self: DecimalFormat, words: str) -> None:
        run.meter.text(len(words))
        self.form = put(self.form, words)

    get.__doc__ = set_.__doc__ = "What stands beside numbers."
    formats.method(f"get{name}()")(get)
    formats.method(f"set{name}(String)")(set_)


_affix(
    "PositivePrefix",
    lambda form: form.prefix,
    lambda form, words: replace(form, prefix=words, negative=_negative(form)),
)
_affix(
    "PositiveSuffix",
    lambda form: form.suffix,
    lambda form, words: replace(form, suffix=words, negative=_negative(form)),
)
_affix(
    "NegativePrefix",
    lambda form: _negative(form)[0],
    lambda form, words: replace(form, negative=(words, _negative(form)[1])),
)
_affix(
    "NegativeSuffix",
    lambda form: _negative(form)[1],
    lambda form, words: replace(form, negative=(_negative(form)[0], words)),
)


@formats.method("getGroupingSize()")
def grouping_size(run: Any, self: DecimalFormat) -> int:
    """How many digits a group has."""
    return self.form.grouping


@formats.method("setGroupingSize(int)")
def set_grouping_size(run: Any, self: DecimalFormat, size: int) -> None:
    """How many digits a group has; none for 0."""
    if not 0 <= size <= 127:
        throw("IllegalArgumentException", f"newValue is out of valid range. value: {size}")
    self.form = replace(self.form, grouping=size)


@formats.method("getMultiplier()")
def multiplier(run: Any, self: DecimalFormat) -> int:
    """What numbers are multiplied by before they are written."""
    return int(10**self.form.shift)


@numbers.method("parseObject(String, ParsePosition)")
def parse_object_at(run: Any, self: DecimalFormat, source: str, position: ParsePosition) -> Any:
    """As parse."""
    return parse_at(run, self, source, position)


@numbers.method("parseObject(String)")
def parse_object(run: Any, self: DecimalFormat, source: str) -> Any:
    """The number at the start of a text."""
    found = read_number(run, self, source)
    return throw("java.text.ParseException", "Format.parseObject(String) failed") if found is None else found[0]


@formats.method("isDecimalSeparatorAlwaysShown()")
def always_point(run: Any, self: DecimalFormat) -> bool:
    return self.form.point


@formats.method("setDecimalSeparatorAlwaysShown(boolean)")
def set_always_point(run: Any, self: DecimalFormat, shown: bool) -> None:
    """Whether whole numbers are written with a point."""
    self.form = replace(self.form, point=shown)


@formats.method("isParseBigDecimal()")
def is_exact(run: Any, self: DecimalFormat) -> bool:
    return self.exact


@numbers.method("isParseIntegerOnly()")
def is_whole_only(run: Any, self: DecimalFormat) -> bool:
    return self.whole_only


@numbers.method("parse(String, ParsePosition)")
def parse_at(run: Any, self: DecimalFormat, source: str, position: ParsePosition) -> Any:
    """The number at a place in a text, or null; the position moves behind it."""
    found = read_number(run, self, source[position.index :])
    if found is None:
        position.failed = position.index
        return None
    position.index += found[1]
    return found[0]


@numbers.method("clone()")
def clone(run: Any, self: DecimalFormat) -> DecimalFormat:
    """A copy."""
    made = DecimalFormat(self.pattern, Symbols(self.symbols.point, self.symbols.group))
    made.form, made.rounding, made.exact, made.whole_only = self.form, self.rounding, self.exact, self.whole_only
    return made


for _name, _sign in (("Percent", "%"), ("MinusSign", "-"), ("ZeroDigit", "0"), ("Digit", "#"), ("PerMill", "‰")):
    symbols.method(f"get{_name}()")(lambda run, self, sign=_sign: Character(sign))
symbols.method("getPatternSeparator()")(lambda run, self: Character(";"))
symbols.method("getInfinity()")(lambda run, self: "∞")
symbols.method("getNaN()")(lambda run, self: "NaN")
symbols.method("getExponentSeparator()")(lambda run, self: "E")
