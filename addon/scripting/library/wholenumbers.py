"""Integer and Long: what their classes offer."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics import narrowing
from addon.scripting.semantics.numbertexts import parse_integer
from addon.scripting.values import hierarchy
from addon.scripting.values.characters import Character
from addon.scripting.values.numbers import (
    INT_MAX,
    INT_MIN,
    LONG_MAX,
    LONG_MIN,
    Long,
    wrap_int,
    wrap_long,
)

numbers = Table(hierarchy.NUMBER)
integers = Table(hierarchy.INTEGER)
longs = Table(hierarchy.LONG)

# Integer and Long


def _statics(table: Table, make: Any, low: int, high: int, word: str) -> None:
    kind = "int" if high == INT_MAX else "long"

    @table.static(f"parse{word}(String?)", f"parse{word}(String?, int)", "valueOf(String?)", "valueOf(String?, int)")
    def parse(run: Any, value: str | None, radix: int = 10) -> Any:
        """The number a text writes."""
        if value is None:
            throw("NumberFormatException", "Cannot parse null string")
        return make(parse_integer(value, low, high, radix))

    @table.static(f"valueOf({kind})")
    def value_of(run: Any, value: Any) -> Any:
        return make(int(value))

    @table.static(f"toString({kind})", f"toString({kind}, int)")
    def to_string(run: Any, value: int, radix: int = 10) -> str:
        """The digits in a base."""
        return in_base(value, radix)

    bits = 32 if high == INT_MAX else 64
    mask = (1 << bits) - 1

    @table.static(f"toHexString({kind})")
    def to_hex(run: Any, value: int) -> str:
        """The digits in base 16."""
        return f"{value & mask:x}"

    @table.static(f"toBinaryString({kind})")
    def to_binary(run: Any, value: int) -> str:
        """The digits in base 2."""
        return f"{value & mask:b}"

    @table.static(f"toOctalString({kind})")
    def to_octal(run: Any, value: int) -> str:
        return f"{value & mask:o}"

    @table.static(f"max({kind}, {kind})")
    def largest(run: Any, one: int, two: int) -> Any:
        return make(max(one, two))

    @table.static(f"min({kind}, {kind})")
    def least(run: Any, one: int, two: int) -> Any:
        return make(min(one, two))

    @table.static(f"sum({kind}, {kind})")
    def total(run: Any, one: int, two: int) -> Any:
        return wrap_int(one + two) if bits == 32 else wrap_long(one + two)

    @table.static(f"compare({kind}, {kind})")
    def compare(run: Any, one: int, two: int) -> int:
        return (one > two) - (one < two)

    @table.static(f"signum({kind})")
    def signum(run: Any, value: int) -> int:
        return (value > 0) - (value < 0)

    @table.static(f"bitCount({kind})")
    def bit_count(run: Any, value: int) -> int:
        return (value & mask).bit_count()

    @table.static(f"reverse({kind})")
    def reverse(run: Any, value: int) -> Any:
        turned = int(f"{value & mask:0{bits}b}"[::-1], 2)
        return wrap_int(turned) if bits == 32 else wrap_long(turned)

    @table.static(f"highestOneBit({kind})")
    def highest_one(run: Any, value: int) -> Any:
        plain = value & mask
        top = 1 << (plain.bit_length() - 1) if plain else 0
        return wrap_int(top) if bits == 32 else wrap_long(top)

    @table.static(f"lowestOneBit({kind})")
    def lowest_one(run: Any, value: int) -> Any:
        return make(value & -value)

    @table.static(f"numberOfTrailingZeros({kind})")
    def trailing_zeros(run: Any, value: int) -> int:
        plain = value & mask
        return (plain & -plain).bit_length() - 1 if plain else bits

    @table.static(f"numberOfLeadingZeros({kind})")
    def leading_zeros(run: Any, value: int) -> int:
        return bits - (value & mask).bit_length()

    @table.static(f"hashCode({kind})")
    def hash_code(run: Any, value: int) -> int:
        return value if bits == 32 else wrap_int((value ^ (value >> 32)) & 0xFFFFFFFF)

    @table.constructor("(int)", "(long)", "(String)")
    def construct(run: Any, value: Any) -> Any:
        return make(parse_integer(value, low, high) if isinstance(value, str) else value)


_statics(integers, int, INT_MIN, INT_MAX, "Int")


_statics(longs, Long, LONG_MIN, LONG_MAX, "Long")


@integers.static("parseUnsignedInt(String)")
def parse_unsigned(run: Any, value: str) -> int:
    return wrap_int(parse_integer(value, 0, 2**32 - 1))


@integers.static("decode(String)")
def decode(run: Any, value: str) -> int:
    """The number of a text that may begin with 0x, # or 0."""
    return decoded(value, INT_MIN, INT_MAX)


@longs.static("decode(String)")
def decode_long(run: Any, value: str) -> Long:
    """The number of a text that may begin with 0x, # or 0."""
    return Long(decoded(value, LONG_MIN, LONG_MAX))


def decoded(value: str, low: int, high: int) -> int:
    """What `decode` of the whole numbers reads."""
    if not value:
        throw("NumberFormatException", "Zero length string")
    sign, digits = (value[0], value[1:]) if value[:1] in ("-", "+") else ("", value)
    for prefix, radix in (("0x", 16), ("#", 16), ("0", 8)):
        if digits.lower().startswith(prefix) and len(digits) > len(prefix):
            return parse_integer(sign.replace("+", "") + digits[len(prefix) :], low, high, radix)
    return parse_integer(value, low, high)


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def in_base(value: int, radix: int) -> str:
    """Digits in a base of 2 to 36; other bases mean 10."""
    from addon.scripting.semantics.texts import big_text

    if not 2 <= radix <= 36 or radix == 10:
        return big_text(value)
    if not value:
        return "0"
    out: list[str] = []
    rest = abs(value)
    while rest:
        rest, digit = divmod(rest, radix)
        out.append(_DIGITS[digit])
    return ("-" if value < 0 else "") + "".join(reversed(out))


@integers.method("toString(int)")
def int_text(run: Any, self: int, value: int) -> str:
    """The static Integer.toString(int), which Groovy finds for a number too: the argument counts, it is no base."""
    return str(int(value))


@numbers.method("toCharacter()")
def to_character(run: Any, self: Any) -> Character:
    return Character(chr(narrowing.to_int(self) & 0xFFFF))
