"""JSON that keeps decimals exact: `Decimal` out as a number, numbers with a point in as `Decimal`."""

import json
from decimal import Decimal
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any

LONGEST_INT = 4000
"""Longer integers are written through `Decimal`, whose conversions Python does not cap, and stay one when they are
read: making an int of a million digits takes half a minute, and they are a stranger's."""


def loads(document: str | bytes) -> Any:
    """The value of a JSON text. Raises `ValueError` for what is none, nested too deep included."""
    try:
        return json.loads(document, parse_float=Decimal, parse_int=_whole)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def _whole(digits: str) -> int | Decimal:
    return int(digits) if len(digits) < LONGEST_INT else Decimal(digits)


def dumps(value: Any, indent: int | None = None, ascii_only: bool = True) -> str:
    """A value as JSON text. Raises `ValueError` for what JSON cannot say."""
    return "".join(pieces(value, indent, ascii_only))


def pieces(value: Any, indent: int | None = None, ascii_only: bool = True) -> list[str]:
    """The same as a few longer texts that follow each other: a large value has millions of small ones."""
    writer = _Writer(indent, ascii_only)
    writer.value(value, 1)
    writer.gather()
    return writer.gathered


GATHERED = 10_000
"""Small texts that are put together at once."""


class _Writer:
    def __init__(self, indent: int | None, ascii_only: bool) -> None:
        self.gathered: list[str] = []
        self._parts: list[str] = []
        self._indent = indent
        self._text = encode_basestring_ascii if ascii_only else encode_basestring

    def value(self, value: Any, depth: int) -> None:
        add = self._parts.append
        if value is None:
            add("null")
        elif value is True:
            add("true")
        elif value is False:
            add("false")
        elif isinstance(value, str):
            add(self._text(value))
        elif isinstance(value, int):
            add(int.__repr__(value) if abs(value) < 1 << 13_000 else str(Decimal(value)))
        elif isinstance(value, Decimal):
            if not value.is_finite():
                raise ValueError("no JSON number")
            add(str(value))
        elif isinstance(value, float):
            if value != value or value in (float("inf"), float("-inf")):
                raise ValueError("no JSON number")
            add(float.__repr__(value))
        elif isinstance(value, dict):
            self.object(value, depth)
        elif isinstance(value, (list, tuple)):
            self.array(value, depth)
        else:
            raise ValueError(f"no JSON value: {type(value).__name__}")

    def object(self, value: dict[Any, Any], depth: int) -> None:
        between = "{" + self.line(depth)
        for key, one in value.items():
            self.next(f"{between}{self._text(str(key))}: ")
            self.value(one, depth + 1)
            between = "," + self.line(depth)
        self._parts.append(self.line(depth - 1) + "}" if value else "{}")

    def array(self, value: list[Any] | tuple[Any, ...], depth: int) -> None:
        between = "[" + self.line(depth)
        for one in value:
            self.next(between)
            self.value(one, depth + 1)
            between = "," + self.line(depth)
        self._parts.append(self.line(depth - 1) + "]" if value else "[]")

    def next(self, before: str) -> None:
        if len(self._parts) > GATHERED:
            self.gather()
        self._parts.append(before)

    def line(self, depth: int) -> str:
        return "" if self._indent is None else "\n" + " " * (self._indent * depth)

    def gather(self) -> None:
        self.gathered.append("".join(self._parts))
        self._parts.clear()
