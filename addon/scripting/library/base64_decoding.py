"""Base64 as java.util.Base64 reads it: padding may be left out whole, never in part, and each fault has its words."""

import base64
import re

from addon.scripting.errors import throw
from addon.scripting.limits import meter

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_TABLES = {signs: {unit: code for code, unit in enumerate(_DIGITS + signs)} for signs in ("+/", "-_")}
_WELL_FORMED = {
    signs: re.compile(rf"(?:[A-Za-z0-9{kind}]{{4}})*(?:[A-Za-z0-9{kind}]{{2}}(?:==)?|[A-Za-z0-9{kind}]{{3}}=?)?")
    for signs, kind in (("+/", "+/"), ("-_", "_-"))
}
_NO_DIGITS = re.compile("[^A-Za-z0-9+/=]+")


def decoded(given: str, *, url: bool = False, mime: bool = False) -> bytes:
    """Bytes of a Base64 text; `url`: with - and _; `mime`: everything else than its digits counts for nothing.

    Throws IllegalArgumentException. Source: the contract and behaviour of `Base64.Decoder` in Java 17.
    """
    signs = "-_" if url else "+/"
    plain = given
    if mime:
        digits, mark, rest = given.partition("=")
        plain = _NO_DIGITS.sub("", digits) + mark + rest.rstrip()  # one = stands right behind the other, even here
    if _WELL_FORMED[signs].fullmatch(plain):
        bare = plain.rstrip("=")
        return base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=signs.encode("ascii"))
    meter().step(len(given) >> 2)
    return _unit_by_unit(given, _TABLES[signs], mime)


def _unit_by_unit(given: str, codes: dict[str, int], mime: bool) -> bytes:
    """What a text that is not well formed comes to: only a lenient reader takes one."""
    if len(given) < 2 and not mime:
        throw("IllegalArgumentException", "Input byte[] should at least have 2 bytes for base64 bytes")
    made, held, missing, at = bytearray(), 0, 4, 0
    while at < len(given):
        unit = given[at]
        at += 1
        code = codes.get(unit)
        if code is not None:
            held, missing = held << 6 | code, missing - 1
            if not missing:
                made += held.to_bytes(3, "big")
                held, missing = 0, 4
        elif unit == "=":
            if missing == 4 or (missing == 2 and given[at : at + 1] != "="):
                throw("IllegalArgumentException", "Input byte array has wrong 4-byte ending unit")
            at += missing == 2
            break
        elif not mime:
            throw("IllegalArgumentException", f"Illegal base64 character {_as_byte(unit):x}")
    if missing == 3:
        throw("IllegalArgumentException", "Last unit does not have enough valid bits")
    if missing < 3:
        made += (held << 6 * missing).to_bytes(3, "big")[: 3 - missing]
    while at < len(given):
        at += mime
        if not mime or given[at - 1] in codes:
            throw("IllegalArgumentException", f"Input byte array has incorrect ending byte at {at}")
    return bytes(made)


def _as_byte(unit: str) -> int:
    """A character as the signed byte that Java makes of it; one beyond Latin-1 is a question mark."""
    code = ord(unit) if ord(unit) < 256 else ord("?")
    return code if code < 128 else code - 256
