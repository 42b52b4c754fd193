"""java.util.BitSet."""

import struct
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.encodings import byte_array, bytes_of
from addon.scripting.library.registry import Table
from addon.scripting.semantics.extend import extend
from addon.scripting.values.classes import BY_NAME, define
from addon.scripting.values.lists import Array
from addon.scripting.values.numbers import Long, wrap_int


class BitSet:
    """Bits as one whole number."""

    __slots__ = ("bits",)

    def __init__(self, bits: int = 0) -> None:
        self.bits = bits


def _indexes(value: BitSet) -> list[int]:
    from addon.scripting.limits import meter

    gauge = meter()
    gauge.allocate(value.bits.bit_length() * 2)
    gauge.step(value.bits.bit_length() >> 12)
    gauge.elements(value.bits.bit_count())
    written = bin(value.bits)[:1:-1]
    found = []
    place = written.find("1")
    while place >= 0:
        found.append(place)
        place = written.find("1", place + 1)
    return found


def _code(value: BitSet) -> int:
    """BitSet.hashCode, by words of 64 bits."""
    from addon.scripting.limits import meter

    count = -(-value.bits.bit_length() // 64)
    meter().allocate(count * 8)
    meter().step(count >> 2)
    code = 1234
    for place, word in enumerate(struct.iter_unpack("<Q", value.bits.to_bytes(count * 8, "little")), 1):
        code ^= word[0] * place
    code &= 0xFFFFFFFFFFFFFFFF
    return wrap_int((code >> 32) ^ code & 0xFFFFFFFF)


define("java.util.BitSet", "Object", "Cloneable", "Serializable", python=[BitSet])
extend(
    BitSet,
    text=lambda value: "{" + ", ".join(map(str, _indexes(value))) + "}",
    equals=lambda one, two: bool(one.bits == two.bits),
    hash=_code,
)
sets = Table("java.util.BitSet")


def charged(run: Any, bits: int) -> None:
    """Charge going through so many bits. Eight times their room: what works on them makes copies."""
    run.meter.allocate(bits)
    run.meter.step(bits >> 13)


def _checked(run: Any, self: BitSet, index: int, name: str = "bitIndex") -> int:
    if index < 0:
        throw("IndexOutOfBoundsException", f"{name} < 0: {index}")
    charged(run, max(index, self.bits.bit_length()))
    return index


def _mask(run: Any, self: BitSet, start: int, end: int) -> int:
    _checked(run, self, start, "fromIndex")
    _checked(run, self, end, "toIndex")
    if start > end:
        throw("IndexOutOfBoundsException", f"fromIndex: {start} > toIndex: {end}")
    return (1 << end) - (1 << start)


@sets.constructor("()", "(int)")
def make(run: Any, size: int = 0) -> BitSet:
    """No bits set."""
    if size < 0:
        throw("NegativeArraySizeException", f"nbits < 0: {size}")
    return BitSet()


@sets.method("set(int)", "set(int, boolean)", "putAt(int, boolean)")
def put(run: Any, self: BitSet, index: int, value: bool = True) -> None:
    """Set a bit, or clear it."""
    bit = 1 << _checked(run, self, index)
    self.bits = self.bits | bit if value else self.bits & ~bit


@sets.method("set(int, int)", "set(int, int, boolean)")
def put_range(run: Any, self: BitSet, start: int, end: int, value: bool = True) -> None:
    """Set the bits from one index up to another, or clear them."""
    mask = _mask(run, self, start, end)
    self.bits = self.bits | mask if value else self.bits & ~mask


@sets.method("clear()")
def clear(run: Any, self: BitSet) -> None:
    """Clear all bits."""
    self.bits = 0


@sets.method("clear(int)")
def clear_bit(run: Any, self: BitSet, index: int) -> None:
    """Clear a bit."""
    put(run, self, index, False)


@sets.method("clear(int, int)")
def clear_range(run: Any, self: BitSet, start: int, end: int) -> None:
    """Clear the bits from one index up to another."""
    put_range(run, self, start, end, False)


@sets.method("flip(int)")
def flip(run: Any, self: BitSet, index: int) -> None:
    """Turn a bit round."""
    self.bits ^= 1 << _checked(run, self, index)


@sets.method("flip(int, int)")
def flip_range(run: Any, self: BitSet, start: int, end: int) -> None:
    """Turn round the bits from one index up to another."""
    self.bits ^= _mask(run, self, start, end)


@sets.method("get(int)", "getAt(int)")
def get(run: Any, self: BitSet, index: int) -> bool:
    """Whether a bit is set."""
    return bool(self.bits >> _checked(run, self, index) & 1)


@sets.method("get(int, int)")
def part(run: Any, self: BitSet, start: int, end: int) -> BitSet:
    """The bits from one index up to another, moved to the start."""
    return BitSet((self.bits & _mask(run, self, start, end)) >> start)


@sets.method("nextSetBit(int)")
def next_set(run: Any, self: BitSet, index: int) -> int:
    """The first set bit from an index on, or -1."""
    left = self.bits >> _checked(run, self, index, "fromIndex")
    return index + (left & -left).bit_length() - 1 if left else -1


@sets.method("nextClearBit(int)")
def next_clear(run: Any, self: BitSet, index: int) -> int:
    """The first clear bit from an index on."""
    left = ~(self.bits >> _checked(run, self, index, "fromIndex"))
    return index + (left & -left).bit_length() - 1


@sets.method("cardinality()")
def cardinality(run: Any, self: BitSet) -> int:
    """How many bits are set."""
    charged(run, self.bits.bit_length() >> 2)
    run.meter.step(self.bits.bit_length() >> 13)
    return self.bits.bit_count()


@sets.method("length()")
def length(run: Any, self: BitSet) -> int:
    """The highest set bit and one more."""
    return self.bits.bit_length()


@sets.method("size()")
def size(run: Any, self: BitSet) -> int:
    """The bits that there is room for."""
    return max(64, -(-self.bits.bit_length() // 64) * 64)


@sets.method("isEmpty()")
def is_empty(run: Any, self: BitSet) -> bool:
    """Whether no bit is set."""
    return not self.bits


@sets.method("intersects(BitSet)")
def intersects(run: Any, self: BitSet, other: BitSet) -> bool:
    """Whether both have a bit in common."""
    charged(run, min(self.bits.bit_length(), other.bits.bit_length()))
    return bool(self.bits & other.bits)


@sets.method("and(BitSet)")
def both(run: Any, self: BitSet, other: BitSet) -> BitSet:
    """The bits that both have: `one & two`."""
    charged(run, max(self.bits.bit_length(), other.bits.bit_length()))
    return BitSet(self.bits & other.bits)


@sets.method("or(BitSet)")
def either(run: Any, self: BitSet, other: BitSet) -> BitSet:
    """The bits that one of them has: `one | two`."""
    charged(run, max(self.bits.bit_length(), other.bits.bit_length()))
    return BitSet(self.bits | other.bits)


@sets.method("xor(BitSet)")
def one_only(run: Any, self: BitSet, other: BitSet) -> BitSet:
    """The bits that only one of them has: `one ^ two`."""
    charged(run, max(self.bits.bit_length(), other.bits.bit_length()))
    return BitSet(self.bits ^ other.bits)


@sets.method("andNot(BitSet)")
def and_not(run: Any, self: BitSet, other: BitSet) -> None:
    """Clear the bits that another has."""
    charged(run, max(self.bits.bit_length(), other.bits.bit_length()))
    self.bits &= ~other.bits


@sets.method("bitwiseNegate()")
def negated(run: Any, self: BitSet) -> BitSet:
    """The clear bits up to the highest set one: `~set`."""
    charged(run, self.bits.bit_length())
    return BitSet(~self.bits & ((1 << self.bits.bit_length()) - 1))


@sets.method("clone()")
def clone(run: Any, self: BitSet) -> BitSet:
    """A copy."""
    charged(run, self.bits.bit_length())
    return BitSet(self.bits)


@sets.method("previousSetBit(int)")
def previous_set(run: Any, self: BitSet, index: int) -> int:
    """The last set bit up to an index, or -1."""
    if index < -1:
        throw("IndexOutOfBoundsException", f"fromIndex < -1: {index}")
    charged(run, self.bits.bit_length())
    return (self.bits & (1 << min(index, self.bits.bit_length()) + 1) - 1).bit_length() - 1


@sets.method("previousClearBit(int)")
def previous_clear(run: Any, self: BitSet, index: int) -> int:
    """The last clear bit up to an index, or -1."""
    if index < -1:
        throw("IndexOutOfBoundsException", f"fromIndex < -1: {index}")
    if index >= self.bits.bit_length():
        return index
    charged(run, self.bits.bit_length())
    return (~self.bits & (1 << index + 1) - 1).bit_length() - 1


@sets.method("toLongArray()")
def to_words(run: Any, self: BitSet) -> Any:
    """The bits by 64 as longs."""
    count = -(-self.bits.bit_length() // 64)
    charged(run, self.bits.bit_length())
    run.meter.elements(count)
    run.meter.step(count >> 2)
    words = struct.iter_unpack("<q", self.bits.to_bytes(count * 8, "little"))
    return Array(BY_NAME["long"], [Long(word[0]) for word in words])


@sets.method("toByteArray()")
def to_bytes(run: Any, self: BitSet) -> Any:
    """The bits by 8 as bytes."""
    charged(run, self.bits.bit_length())
    return byte_array(run, self.bits.to_bytes(-(-self.bits.bit_length() // 8), "little"))


@sets.static("valueOf(long[])")
def of_words(run: Any, words: Any) -> BitSet:
    """The bits of longs."""
    charged(run, len(words) * 64)
    data = b"".join([(int(word) & 0xFFFFFFFFFFFFFFFF).to_bytes(8, "little") for word in words])
    return BitSet(int.from_bytes(data, "little"))


@sets.static("valueOf(byte[])")
def of_bytes(run: Any, data: Any) -> BitSet:
    """The bits of bytes."""
    charged(run, len(data) * 8)
    return BitSet(int.from_bytes(bytes_of(data), "little"))


@sets.method("stream()")
def stream(run: Any, self: BitSet) -> Any:
    """The indexes of the set bits."""
    from addon.scripting.library.streams import Stream

    return Stream(iter(_indexes(self)))
