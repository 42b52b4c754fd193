"""The one policy for addresses in links, images and cards."""

import re
from functools import lru_cache

SCHEMES = ("http", "https", "mailto", "ftp")
IMAGE_SCHEMES = ("http", "https")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]+")
_UNUSABLE = re.compile(rf"{_INVISIBLE.pattern}|[\ud800-\udfff]")
_EDGES = re.compile(rf"^(?:{_INVISIBLE.pattern})|(?:{_INVISIBLE.pattern})$")
_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})|[^\w.~:/?#@!$&'()*+,;=%\-]", re.ASCII)
_HOST = re.compile(r"(?:https?|ftp)://[^/?#@]*(?=[/?#]|\Z)", re.IGNORECASE)
LONGEST = 8192


@lru_cache(maxsize=4096)
def safe_url(address: str, schemes: tuple[str, ...] = SCHEMES) -> str | None:
    """The address when people may follow it, else None: then a link is dropped and its text stays.

    Allowed are http, https, mailto, ftp and paths on the own site (`/browse/ABC-1`). Refused is everything
    else: scripts, data, protocol-relative and relative addresses, bare fragments, and addresses with
    invisible characters inside, because browsers skip some of them when they look for the scheme.
    Spaces inside become `%20`; the rest is kept letter by letter.
    """
    cleaned = _EDGES.sub("", address)
    if not cleaned or len(cleaned) > LONGEST:
        return None
    cleaned = cleaned.replace(" ", "%20")
    if _UNUSABLE.search(cleaned):
        return None
    if cleaned[0] == "/":
        return None if cleaned[1:2] in ("/", "\\") else cleaned
    found = _SCHEME.match(cleaned)
    if found is None or found[1].lower() not in schemes or len(cleaned) == found.end():
        return None
    if found[1].lower() != "mailto" and not cleaned[found.end() :].startswith("//"):
        return None
    return cleaned


def safe_image(address: str) -> str | None:
    """The address when an image may be loaded from it: http, https or a path on the own site."""
    return safe_url(address, IMAGE_SCHEMES)


@lru_cache(maxsize=4096)
def same_target(address: str) -> str:
    """One form of all the ways to write an address: browsers and services change between them, and a click
    leads to the same place. Scheme and host in small letters, a path at least `/`, and letters outside of
    ASCII and signs that an address may not hold percent-encoded, all others not.
    """
    found = _HOST.match(address)
    if found is not None:
        rest = address[found.end() :]
        address = found[0].lower() + ("" if rest[:1] == "/" else "/") + rest
    return _ENCODED.sub(_encoded, address)


def _encoded(found: re.Match[str]) -> str:
    if found[1] is None:
        return "".join(f"%{byte:02X}" for byte in found[0].encode(errors="replace"))
    letter = chr(int(found[1], 16))
    return letter if letter.isascii() and (letter.isalnum() or letter in "-._~") else found[0].upper()


def without_closing(address: str) -> str:
    """The address without the closing parentheses at its end that were not opened in it."""
    extra = address.count(")") - address.count("(")
    kept = address.rstrip(")")
    return address[: max(len(kept), len(address) - extra)] if extra > 0 else address
