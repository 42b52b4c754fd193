"""java.util.UUID: parsing and name-based ones; a random one would make runs differ."""

import hashlib
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.encodings import bytes_of
from addon.scripting.library.registry import Table
from addon.scripting.semantics.extend import extend
from addon.scripting.values.classes import define
from addon.scripting.values.lists import Array
from addon.scripting.values.numbers import Long, wrap_int, wrap_long


class Uuid:
    """128 bits."""

    __slots__ = ("bits",)

    def __init__(self, bits: int) -> None:
        self.bits = bits


def uuid_text(value: Uuid) -> str:
    digits = f"{value.bits:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


define("java.util.UUID", "Object", "Comparable", "Serializable", python=[Uuid])
extend(
    Uuid,
    text=uuid_text,
    equals=lambda one, two: one.bits == two.bits,
    compare=lambda one, two: _order(one, two),
    hash=lambda value: wrap_int((value.bits >> 96) ^ (value.bits >> 64) ^ (value.bits >> 32) ^ value.bits & 0xFFFFFFFF),
)
uuids = Table("java.util.UUID")


def _order(one: Uuid, two: Uuid) -> int:
    left = (wrap_long(one.bits >> 64), wrap_long(one.bits))
    right = (wrap_long(two.bits >> 64), wrap_long(two.bits))
    return (left > right) - (left < right)


@uuids.static("fromString(String)")
def from_string(run: Any, name: str) -> Uuid:
    """The UUID a text writes."""
    parts = name.split("-")
    if len(parts) != 5 or not all(parts):
        throw("IllegalArgumentException", f"Invalid UUID string: {name}")
    widths = (32, 16, 16, 16, 48)
    bits = 0
    for part, width in zip(parts, widths, strict=True):
        try:
            bits = bits << width | int(part, 16) & ((1 << width) - 1)
        except ValueError:
            throw(
                "NumberFormatException",
                f'For input string: "{part}" under radix 16' if False else f'Error at index 0 in: "{part}"',
            )
    return Uuid(bits)


@uuids.static("nameUUIDFromBytes(byte[])")
def from_bytes(run: Any, data: Array) -> Uuid:
    """The UUID of a name."""
    digest = bytearray(hashlib.md5(bytes_of(data), usedforsecurity=False).digest())
    digest[6] = digest[6] & 0x0F | 0x30
    digest[8] = digest[8] & 0x3F | 0x80
    return Uuid(int.from_bytes(digest, "big"))


@uuids.static("randomUUID()")
def random(run: Any) -> Uuid:
    """A UUID unlike any other; its bits come from the run's services where they offer randomness."""
    source = run.random_bits
    bits = source(128)
    return Uuid(bits & ~(0xF << 76) & ~(0x3 << 62) | 0x4 << 76 | 0x2 << 62)


@uuids.constructor("(long, long)")
def new_uuid(run: Any, high: int, low: int) -> Uuid:
    return Uuid((high & (2**64 - 1)) << 64 | low & (2**64 - 1))


@uuids.method("toString()")
def to_string(run: Any, self: Uuid) -> str:
    return uuid_text(self)


@uuids.method("getMostSignificantBits()")
def most(run: Any, self: Uuid) -> Long:
    return wrap_long(self.bits >> 64)


@uuids.method("getLeastSignificantBits()")
def least(run: Any, self: Uuid) -> Long:
    return wrap_long(self.bits)


@uuids.method("version()")
def version(run: Any, self: Uuid) -> int:
    return self.bits >> 76 & 0xF


@uuids.method("variant()")
def variant(run: Any, self: Uuid) -> int:
    """How the bits are laid out; 2 is the usual."""
    top = self.bits >> 61 & 7
    return 0 if top < 4 else 2 if top < 6 else top


def _by_time(name: str, read: Any) -> None:
    @uuids.method(f"{name}()")
    def of_time(run: Any, self: Uuid) -> Any:
        """A part of a UUID made of a time; others have none."""
        if version(run, self) != 1:
            throw("UnsupportedOperationException", "Not a time-based UUID")
        return read(self.bits)


_by_time("timestamp", lambda bits: Long((bits >> 64 & 0xFFF) << 48 | (bits >> 80 & 0xFFFF) << 32 | bits >> 96))
_by_time("clockSequence", lambda bits: int(bits >> 48 & 0x3FFF))
_by_time("node", lambda bits: Long(bits & 0xFFFF_FFFF_FFFF))


@uuids.method("compareTo(UUID)")
def compare_to(run: Any, self: Uuid, other: Uuid) -> int:
    return _order(self, other)
