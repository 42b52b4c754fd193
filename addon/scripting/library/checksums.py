"""java.util.zip.CRC32 and Adler32."""

import zlib
from typing import Any

from addon.scripting.library.registry import Table
from addon.scripting.values.classes import define
from addon.scripting.values.lists import Array
from addon.scripting.values.numbers import Long


class Crc:
    """java.util.zip.CRC32"""

    __slots__ = ("state",)
    start = 0

    def __init__(self) -> None:
        self.state = self.start

    def add(self, data: bytes) -> None:
        self.state = zlib.crc32(data, self.state)


class Adler(Crc):
    """java.util.zip.Adler32"""

    __slots__ = ()
    start = 1

    def add(self, data: bytes) -> None:
        self.state = zlib.adler32(data, self.state)


def _offer(name: str, kind: type[Crc]) -> None:
    table = Table(define(f"java.util.zip.{name}", python=[kind]))
    table.constructor("()")(lambda run: kind())

    @table.method("update(byte[])")
    def update(run: Any, self: Crc, data: Array) -> None:
        """Add bytes."""
        run.meter.step(len(data) >> 5)
        self.add(bytes(int(one) & 0xFF for one in data))

    @table.method("update(int)")
    def update_one(run: Any, self: Crc, value: int) -> None:
        """Add a byte."""
        self.add(bytes((value & 0xFF,)))

    @table.method("getValue()")
    def value(run: Any, self: Crc) -> Long:
        """The sum so far."""
        return Long(self.state)

    @table.method("reset()")
    def reset(run: Any, self: Crc) -> None:
        """Start anew."""
        self.state = self.start


_offer("CRC32", Crc)
_offer("Adler32", Adler)
