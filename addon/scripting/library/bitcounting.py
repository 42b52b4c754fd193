"""Integer, Long, Short and Byte: unsigned numbers, rotations, sizes."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.numbertexts import parse_integer
from addon.scripting.values import hierarchy
from addon.scripting.values.numbers import Byte, Long, Short, wrap_int, wrap_long

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def written(number: int, radix: int) -> str:
    """A number that is not negative, in a base from 2 to 36; any other base is 10."""
    base = radix if 2 <= radix <= 36 else 10
    digits = ""
    while number:
        number, digit = divmod(number, base)
        digits = DIGITS[digit] + digits
    return digits or "0"


def _sized(table: Table, bits: int, kind: str, wrap: Any, word: str) -> None:
    mask = (1 << bits) - 1
    table.constant("SIZE", bits)
    table.constant("BYTES", bits // 8)

    @table.static(f"compareUnsigned({kind}, {kind})")
    def compare_unsigned(run: Any, one: int, two: int) -> int:
        """-1, 0 or 1, taking negative numbers for large ones."""
        left, right = int(one) & mask, int(two) & mask
        return (left > right) - (left < right) if bits >= 32 else left - right

    if bits < 32:
        table.static(f"toUnsignedInt({kind})")(lambda run, value: int(value) & mask)
        table.static(f"toUnsignedLong({kind})")(lambda run, value: Long(int(value) & mask))
        return

    @table.static(f"toUnsignedString({kind})", f"toUnsignedString({kind}, int)")
    def unsigned_text(run: Any, value: int, radix: int = 10) -> str:
        """As text, taking negative numbers for large ones."""
        return written(int(value) & mask, radix)

    @table.static(f"parseUnsigned{word}(String)", f"parseUnsigned{word}(String, int)")
    def parse_unsigned(run: Any, words: str, radix: int = 10) -> Any:
        """The number a text writes; large ones become negative."""
        if words.startswith("-"):
            throw("NumberFormatException", f"Illegal leading minus sign on unsigned string {words}.")
        return wrap(parse_integer(words, 0, mask, radix))

    @table.static(f"divideUnsigned({kind}, {kind})")
    def divide_unsigned(run: Any, one: int, two: int) -> Any:
        """The quotient, taking negative numbers for large ones."""
        if not two:
            throw("ArithmeticException", "/ by zero")
        return wrap((int(one) & mask) // (int(two) & mask))

    @table.static(f"remainderUnsigned({kind}, {kind})")
    def remainder_unsigned(run: Any, one: int, two: int) -> Any:
        """The remainder, taking negative numbers for large ones."""
        if not two:
            throw("ArithmeticException", "/ by zero")
        return wrap((int(one) & mask) % (int(two) & mask))

    @table.static(f"rotateLeft({kind}, int)")
    def rotate_left(run: Any, value: int, places: int) -> Any:
        """The bits moved left; those that fall out come in at the right."""
        number, by = int(value) & mask, places % bits
        return wrap((number << by | number >> (bits - by)) & mask)

    @table.static(f"rotateRight({kind}, int)")
    def rotate_right(run: Any, value: int, places: int) -> Any:
        """The bits moved right; those that fall out come in at the left."""
        return rotate_left(run, value, -places)

    @table.static(f"reverseBytes({kind})")
    def reverse_bytes(run: Any, value: int) -> Any:
        """The bytes in the opposite order."""
        return wrap(int.from_bytes((int(value) & mask).to_bytes(bits // 8, "little"), "big"))


_sized(Table(hierarchy.INTEGER), 32, "int", wrap_int, "Int")
_sized(Table(hierarchy.LONG), 64, "long", wrap_long, "Long")
_sized(Table(hierarchy.SHORT), 16, "short", Short, "Short")
_sized(Table(hierarchy.BYTE), 8, "byte", Byte, "Byte")
Table(hierarchy.INTEGER).static("toUnsignedLong(int)")(lambda run, value: Long(int(value) & 0xFFFFFFFF))
for _table, _size in ((Table(hierarchy.FLOAT), 32), (Table(hierarchy.DOUBLE), 64)):
    _table.constant("SIZE", _size)
    _table.constant("BYTES", _size // 8)
