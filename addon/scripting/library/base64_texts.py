"""Base64 in texts as Groovy reads it: blanks count for nothing, unlike with java.util.Base64."""

import re
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.base64_decoding import decoded
from addon.scripting.library.encodings import byte_array
from addon.scripting.library.registry import Table
from addon.scripting.values import hierarchy
from addon.scripting.values.lists import Array

strings = Table(hierarchy.STRING)
WHOLE = {"+/": re.compile("[A-Za-z0-9+/]*={0,2}"), "-_": re.compile("[A-Za-z0-9_-]*={0,2}")}
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


@strings.method("decodeBase64()")
def decode_base64(run: Any, self: str) -> Array:
    """Bytes of Base64 text."""
    return byte_array(run, _decoded(run, self, "+/"))


@strings.method("decodeBase64Url()")
def decode_base64_url(run: Any, self: str) -> Array:
    """Bytes of Base64 text with - and _ for + and /."""
    return byte_array(run, _decoded(run, self, "-_"))


def _decoded(run: Any, given: str, signs: str) -> bytes:
    plain = "".join(given.split())
    if len(plain.rstrip("=")) % 4 != 1 and WHOLE[signs].fullmatch(plain):
        return decoded(plain.rstrip("="), url=signs == "-_")
    run.meter.step(len(plain) >> 2)
    return _unevenly(plain, {unit: code for code, unit in enumerate(DIGITS + signs)})


def _unevenly(plain: str, codes: dict[str, int]) -> bytes:
    """What is left of a text whose digits do not fill their bytes."""
    made = bytearray()
    held, place, ended = 0, 4, False
    for unit in plain:
        code = codes.get(unit)
        if code is not None:
            if ended:
                throw("RuntimeException", "= character not at end of base64 value")
            held = (held << 6 | code) & 0xFFFFFFFF
            if place != 4:
                made.append(held >> (place - 1) * 2 & 0xFF)
            place -= 1
        elif unit == "=":
            place -= 1
            ended = True
        else:
            throw("RuntimeException", "bad character in base64 value")
        place = place or 4
    return bytes(made)
