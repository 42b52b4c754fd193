"""BigInteger."""

from collections.abc import Callable
from math import gcd
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.encodings import byte_array, bytes_of
from addon.scripting.library.registry import Table
from addon.scripting.library.wholenumbers import in_base
from addon.scripting.semantics import bits, division, numeric, powers
from addon.scripting.semantics.numbertexts import parse_integer_big
from addon.scripting.values import hierarchy
from addon.scripting.values.lists import Array
from addon.scripting.values.numbers import INT_MAX, INT_MIN, LONG_MAX, LONG_MIN, BigInteger, Byte, Long, Short

bigs = Table(hierarchy.BIG_INTEGER)

# BigInteger


@bigs.constructor("(String)", "(String, int)")
def new_big(run: Any, value: str, radix: int = 10) -> BigInteger:
    """From digits."""
    if not 2 <= radix <= 36:
        throw("NumberFormatException", "Radix out of range")
    return BigInteger(parse_integer_big(value, radix))


@bigs.constructor("(byte[])", "(int, byte[])")
def of_bytes(run: Any, first: Any, magnitude: Any = None) -> BigInteger:
    """From bytes, the most significant first: signed, or with a sign of -1, 0 or 1 beside them."""
    if magnitude is None:
        if not len(first):
            throw("NumberFormatException", "Zero length BigInteger")
        return BigInteger(int.from_bytes(bytes_of(first), "big", signed=True))
    if first not in (-1, 0, 1):
        throw("NumberFormatException", "Invalid signum value")
    value = int.from_bytes(bytes_of(magnitude), "big")
    if value and not first:
        throw("NumberFormatException", "signum-magnitude mismatch")
    return BigInteger(first * value)


@bigs.method("toByteArray()")
def to_bytes(run: Any, self: BigInteger) -> Any:
    """The bytes of the number, the most significant first."""
    size = (self.bit_length() if self >= 0 else (~self).bit_length()) // 8 + 1
    return byte_array(run, int(self).to_bytes(size, "big", signed=True))


@bigs.method("divideAndRemainder(BigInteger)")
def divide_and_remainder(run: Any, self: BigInteger, other: BigInteger) -> Array:
    """Quotient and remainder."""
    quotient = division.int_divide(self, other)
    return Array(hierarchy.BIG_INTEGER, [BigInteger(quotient), BigInteger(self - quotient * other)])


@bigs.static("valueOf(long)")
def big_value_of(run: Any, value: int) -> BigInteger:
    return BigInteger(value)


for _name, _operate in (("add", numeric.add), ("subtract", numeric.subtract)):
    bigs.method(f"{_name}(BigInteger)")(lambda run, self, other, operate=_operate: operate(self, other))


@bigs.method("divide(BigInteger)")
def big_divide(run: Any, self: BigInteger, other: BigInteger) -> Any:
    return division.int_divide(self, other)


@bigs.method("pow(int)")
def big_power(run: Any, self: BigInteger, exponent: int) -> Any:
    if exponent < 0:
        throw("ArithmeticException", "Negative exponent")
    return powers.power(self, exponent)


@bigs.method("gcd(BigInteger)")
def big_gcd(run: Any, self: BigInteger, other: BigInteger) -> BigInteger:
    from math import gcd

    run.meter.step((self.bit_length() * other.bit_length()) >> 12)
    return BigInteger(gcd(self, other))


@bigs.method("modPow(BigInteger, BigInteger)")
def mod_power(run: Any, self: BigInteger, exponent: BigInteger, modulus: BigInteger) -> BigInteger:
    if modulus <= 0:
        throw("ArithmeticException", "BigInteger: modulus not positive")
    run.meter.step((exponent.bit_length() * modulus.bit_length() ** 2) >> 12)
    return BigInteger(pow(int(self), int(exponent), int(modulus)))


@bigs.method("shiftLeft(int)")
def big_shift_left(run: Any, self: BigInteger, count: int) -> Any:
    return bits.shift_left(self, count)


@bigs.method("shiftRight(int)")
def big_shift_right(run: Any, self: BigInteger, count: int) -> Any:
    return bits.shift_right(self, count)


@bigs.method("testBit(int)")
def test_bit(run: Any, self: BigInteger, bit: int) -> bool:
    return bool(int(self) >> max(0, bit) & 1)


@bigs.method("bitCount()")
def big_bit_count(run: Any, self: BigInteger) -> int:
    return int(self if self >= 0 else ~self).bit_count()


@bigs.method("max(BigInteger)")
def big_max(run: Any, self: BigInteger, other: BigInteger) -> BigInteger:
    return max(self, other)


@bigs.method("min(BigInteger)")
def big_min(run: Any, self: BigInteger, other: BigInteger) -> BigInteger:
    return min(self, other)


@bigs.method("bitLength()")
def bit_length(run: Any, self: BigInteger) -> int:
    return (int(self) if self >= 0 else ~int(self)).bit_length()


@bigs.method("sqrt()")
def big_sqrt(run: Any, self: BigInteger) -> BigInteger:
    from math import isqrt

    if self < 0:
        throw("ArithmeticException", "Negative BigInteger")
    run.meter.step((self.bit_length() >> 8) ** 2 >> 4)
    return BigInteger(isqrt(self))


@bigs.method("sqrtAndRemainder()")
def root_and_rest(run: Any, self: BigInteger) -> Array:
    """The root rounded down, and what is left."""
    root = big_sqrt(run, self)
    return Array(hierarchy.BIG_INTEGER, [root, BigInteger(int(self) - int(root) ** 2)])


@bigs.method("isProbablePrime(int)")
def probable_prime(run: Any, self: BigInteger, certainty: int) -> bool:
    value = int(self)
    run.meter.step(value.bit_length() >> 5)
    if value < 2:
        return False
    for prime in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if value % prime == 0:
            return value == prime
    run.meter.step((value.bit_length() ** 3) >> 20)
    odd, twos = value - 1, 0
    while odd % 2 == 0:
        odd //= 2
        twos += 1
    for base in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        power = pow(base, odd, value)
        if power in (1, value - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % value
            if power == value - 1:
                break
        else:
            return False
    return True


@bigs.method("toString(int)")
def big_text(run: Any, self: BigInteger, radix: int) -> str:
    run.meter.step((self.bit_length() >> 9) ** 2)
    return in_base(int(self), radix)


@bigs.method("intValueExact()")
def big_int_exact(run: Any, self: BigInteger) -> int:
    if not INT_MIN <= self <= INT_MAX:
        throw("ArithmeticException", "BigInteger out of int range")
    return int(self)


@bigs.method("longValueExact()")
def big_long_exact(run: Any, self: BigInteger) -> Long:
    if not LONG_MIN <= self <= LONG_MAX:
        throw("ArithmeticException", "BigInteger out of long range")
    return Long(self)


def _offer_bit(name: str, change: Callable[[int, int], int]) -> None:
    @bigs.method(f"{name}(int)")
    def changed(run: Any, self: BigInteger, bit: int) -> BigInteger:
        """The number with one bit changed."""
        if bit < 0:
            throw("ArithmeticException", "Negative bit address")
        run.meter.text(bit >> 3)
        return BigInteger(change(int(self), 1 << bit))


_offer_bit("setBit", lambda value, bit: value | bit)
_offer_bit("clearBit", lambda value, bit: value & ~bit)
_offer_bit("flipBit", lambda value, bit: value ^ bit)


@bigs.method("not()")
def big_not(run: Any, self: BigInteger) -> BigInteger:
    """Every bit turned."""
    return BigInteger(~int(self))


@bigs.method("andNot(BigInteger)")
def big_and_not(run: Any, self: BigInteger, other: BigInteger) -> BigInteger:
    """The bits that the other does not have."""
    return BigInteger(int(self) & ~int(other))


@bigs.method("getLowestSetBit()")
def lowest_set_bit(run: Any, self: BigInteger) -> int:
    """The place of the lowest bit that is set; -1 for 0."""
    value = int(self)
    return (value & -value).bit_length() - 1


@bigs.method("modInverse(BigInteger)")
def mod_inverse(run: Any, self: BigInteger, modulus: BigInteger) -> BigInteger:
    """The number that times this one leaves 1."""
    if modulus <= 0:
        throw("ArithmeticException", "BigInteger: modulus not positive")
    run.meter.step((modulus.bit_length() >> 7) ** 2)
    if gcd(int(self), int(modulus)) != 1:
        throw("ArithmeticException", "BigInteger not invertible.")
    return BigInteger(pow(int(self), -1, int(modulus)))


@bigs.method("shortValueExact()")
def big_short_exact(run: Any, self: BigInteger) -> Short:
    """As short; throws when it does not fit."""
    if not -(2**15) <= self < 2**15:
        throw("ArithmeticException", "BigInteger out of short range")
    return Short(self)


@bigs.method("byteValueExact()")
def big_byte_exact(run: Any, self: BigInteger) -> Byte:
    """As byte; throws when it does not fit."""
    if not -(2**7) <= self < 2**7:
        throw("ArithmeticException", "BigInteger out of byte range")
    return Byte(self)


@bigs.method("remainder(BigInteger)")
def big_remainder(run: Any, self: BigInteger, other: BigInteger) -> Any:
    """What division by another leaves, with this number's sign."""
    if not other:
        throw("ArithmeticException", "BigInteger divide by zero")
    run.meter.step((min(self.bit_length(), other.bit_length()) >> 8) ** 2)
    rest = abs(int(self)) % abs(int(other))
    return BigInteger(-rest if self < 0 else rest)
