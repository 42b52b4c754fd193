"""Texts as numbers and other values."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.numbertexts import (
    parse_decimal,
    parse_double,
    parse_integer,
    parse_integer_big,
    to_float_text,
)
from addon.scripting.semantics.texts import java_text
from addon.scripting.values import hierarchy
from addon.scripting.values.characters import Character
from addon.scripting.values.numbers import BigInteger, Byte, Long, Short

strings = Table(hierarchy.STRING)

# Numbers


@strings.method("toInteger()", cost=4)
def to_integer(run: Any, self: str) -> int:
    """The text as Integer."""
    return parse_integer(self.strip(), -(2**31), 2**31 - 1)


@strings.method("toLong()", cost=4)
def to_long(run: Any, self: str) -> Long:
    """The text as Long."""
    return Long(parse_integer(self.strip(), -(2**63), 2**63 - 1))


@strings.method("toShort()", cost=4)
def to_short(run: Any, self: str) -> Short:
    return Short(parse_integer(self.strip(), -(2**15), 2**15 - 1))


@strings.method("toByte()", cost=4)
def to_byte(run: Any, self: str) -> Byte:
    return Byte(parse_integer(self.strip(), -128, 127))


@strings.method("toFloat()", cost=4)
def to_float(run: Any, self: str) -> Any:
    """The text as Float."""
    return to_float_text(self.strip())


@strings.method("toDouble()", cost=4)
def to_double(run: Any, self: str) -> float:
    """The text as Double."""
    return parse_double(self.strip())


@strings.method("toBigDecimal()", cost=4)
def to_big_decimal(run: Any, self: str) -> Any:
    """The text as BigDecimal."""
    return parse_decimal(self.strip())


@strings.method("toBigInteger()", cost=4)
def to_big_integer(run: Any, self: str) -> BigInteger:
    """The text as BigInteger."""
    return BigInteger(parse_integer_big(self.strip()))


@strings.method("toBoolean()")
def to_boolean(run: Any, self: str) -> bool:
    """Whether the text is true, y or 1."""
    return self.strip().lower() in ("true", "y", "1")


def _passes(check: Any, *arguments: Any) -> bool:
    from addon.scripting.errors import Thrown

    try:
        check(*arguments)
    except Thrown:
        return False
    return True


@strings.method("isInteger()", cost=4)
def is_integer(run: Any, self: str) -> bool:
    """Whether toInteger would work."""
    return _passes(to_integer, run, self)


@strings.method("isLong()", cost=4)
def is_long(run: Any, self: str) -> bool:
    return _passes(to_long, run, self)


@strings.method("isDouble()", "isFloat()", cost=4)
def is_double(run: Any, self: str) -> bool:
    return _passes(to_double, run, self)


@strings.method("isNumber()", "isBigDecimal()", cost=4)
def is_number(run: Any, self: str) -> bool:
    """Whether the text is a decimal number."""
    return _passes(to_big_decimal, run, self)


@strings.method("isBigInteger()", cost=4)
def is_big_integer(run: Any, self: str) -> bool:
    return _passes(to_big_integer, run, self)


@strings.method("isAllWhitespace()", cost=4)
def is_all_whitespace(run: Any, self: str) -> bool:
    return not self.strip("".join(map(chr, range(33))))


@strings.method("toCharacter()", cost=0)
def to_character(run: Any, self: str) -> Character:
    """The first character."""
    if not self:
        throw("StringIndexOutOfBoundsException", "String index out of range: 0")
    return Character(self[:1])


@strings.method("toURI()")
def to_uri(run: Any, self: str) -> Any:
    """The text as java.net.URI."""
    from addon.scripting.library.addresses import make

    return make(run, self)


@strings.method("toURL()")
def to_url(run: Any, self: str) -> Any:
    throw("SecurityException", "Network addresses are not available here; use httpClient.")


@strings.method("execute()")
def execute(run: Any, self: str) -> Any:
    throw("SecurityException", "Processes are not available here.")


@strings.method("asBoolean()", cost=0)
def as_boolean(run: Any, self: str) -> bool:
    return bool(self)


@strings.method("leftShift(Object)")
def left_shift(run: Any, self: str, value: Any) -> Any:
    """A StringBuffer of this text and a value."""
    from addon.scripting.library.builders import Buffer

    builder = Buffer(self)
    builder.add(run, java_text(value))
    return builder
