"""Charsets, Base64, URL coding, hexadecimal and digests of text."""

import base64
from typing import Any
from urllib.parse import quote_plus

from addon.scripting.errors import throw
from addon.scripting.library.base64_decoding import decoded
from addon.scripting.library.registry import Table
from addon.scripting.limits import meter
from addon.scripting.semantics.extend import extend
from addon.scripting.semantics.texts import text
from addon.scripting.values import hierarchy
from addon.scripting.values.characters import inward, outward
from addon.scripting.values.classes import BY_NAME, define
from addon.scripting.values.lists import Array
from addon.scripting.values.numbers import Byte


class Charset:
    """java.nio.charset.Charset"""

    __slots__ = ("codec", "name")

    def __init__(self, name: str, codec: str) -> None:
        self.name = name
        self.codec = codec


define("java.nio.charset.Charset", "Object", "Comparable", python=[Charset])
define("java.nio.charset.UnsupportedCharsetException", "IllegalArgumentException")
extend(Charset, text=lambda value: value.name, equals=lambda one, two: one.name == two.name)
CHARSETS = {
    name: Charset(name, codec)
    for name, codec in (
        ("UTF-8", "utf-8"),
        ("US-ASCII", "ascii"),
        ("ISO-8859-1", "latin-1"),
        ("UTF-16", "utf-16-be"),
        ("UTF-16BE", "utf-16-be"),
        ("UTF-16LE", "utf-16-le"),
        ("windows-1252", "cp1252"),
    )
}
_ALIASES = {
    "UTF8": "UTF-8",
    "ASCII": "US-ASCII",
    "LATIN1": "ISO-8859-1",
    "ISO8859_1": "ISO-8859-1",
    "CP1252": "windows-1252",
}
standard = Table(define("java.nio.charset.StandardCharsets"))
charsets = Table("java.nio.charset.Charset")
for _name, _charset in CHARSETS.items():
    standard.constant(_name.replace("-", "_"), _charset)


def charset_named(name: Any, exception: str = "UnsupportedEncodingException") -> Charset:
    """A charset by name, or as given."""
    if name is None:
        return CHARSETS["UTF-8"]
    if type(name) is Charset:
        return name
    plain = text(name)
    upper = _ALIASES.get(plain.upper(), plain.upper())
    for known, charset in CHARSETS.items():
        if known.upper() == upper.upper():
            return charset
    return throw(exception, plain)


def encode(value: str, charset: Any = None) -> bytes:
    """The bytes of a text; what cannot be encoded becomes "?"."""
    chosen = charset_named(charset)
    if chosen.codec.startswith("utf-16"):
        data = value.encode(chosen.codec, "surrogatepass")
        return b"\xfe\xff" + data if chosen.name == "UTF-16" else data
    return outward(value).encode(chosen.codec, "replace")


def decode(data: bytes, charset: Any = None) -> str:
    """The text of bytes; what cannot be decoded becomes U+FFFD."""
    chosen = charset_named(charset)
    if chosen.name == "UTF-16":
        data = data[2:] if data[:2] == b"\xfe\xff" else data
    return inward(data.decode(chosen.codec, "replace"))


@charsets.static("forName(String)")
def for_name(run: Any, name: str) -> Charset:
    return charset_named(name, "UnsupportedCharsetException")


@charsets.static("defaultCharset()")
def default_charset(run: Any) -> Charset:
    return CHARSETS["UTF-8"]


@charsets.method("name()", "displayName()", "toString()")
def charset_name(run: Any, self: Charset) -> str:
    return self.name


def byte_array(run: Any, data: bytes) -> Array:
    """byte[] of bytes."""
    run.meter.elements(len(data) * 4)
    run.meter.walk(len(data))
    return Array(BY_NAME["byte"], [Byte(one - 256 if one > 127 else one) for one in data])


def bytes_of(value: Any) -> bytes:
    """The bytes of a byte[]."""
    meter().walk(len(value))
    return bytes([int(one) & 0xFF for one in value])


# Base64


class Coder:
    """A Base64 encoder or decoder of one alphabet."""

    __slots__ = ("line", "padding", "url")

    def __init__(self, url: bool, padding: bool = True, line: bool = False) -> None:
        self.url = url
        self.padding = padding
        self.line = line


class Encoder(Coder):
    __slots__ = ()


class Decoder(Coder):
    __slots__ = ()


define("java.util.Base64$Encoder", "Object", python=[Encoder])
define("java.util.Base64$Decoder", "Object", python=[Decoder])
base64s = Table(define("java.util.Base64"))
encoders = Table("java.util.Base64$Encoder")
decoders = Table("java.util.Base64$Decoder")


@base64s.static("getEncoder()")
def get_encoder(run: Any) -> Encoder:
    """The common alphabet."""
    return Encoder(False)


@base64s.static("getUrlEncoder()")
def get_url_encoder(run: Any) -> Encoder:
    """The alphabet for addresses."""
    return Encoder(True)


@base64s.static("getMimeEncoder()")
def get_mime_encoder(run: Any) -> Encoder:
    return Encoder(False, line=True)


@base64s.static("getDecoder()")
def get_decoder(run: Any) -> Decoder:
    """The common alphabet."""
    return Decoder(False)


@base64s.static("getUrlDecoder()")
def get_url_decoder(run: Any) -> Decoder:
    """The alphabet for addresses."""
    return Decoder(True)


@base64s.static("getMimeDecoder()")
def get_mime_decoder(run: Any) -> Decoder:
    return Decoder(False, line=True)


@encoders.method("withoutPadding()")
def without_padding(run: Any, self: Encoder) -> Encoder:
    return Encoder(self.url, False)


def to_base64(data: bytes, url: bool = False, padding: bool = True, lines: bool = False) -> str:
    """Base64 text of bytes."""
    done = (base64.urlsafe_b64encode(data) if url else base64.b64encode(data)).decode("ascii")
    if lines:
        done = "\r\n".join([done[at : at + 76] for at in range(0, len(done), 76)])
    return done if padding else done.rstrip("=")


@encoders.method("encodeToString(byte[])")
def encode_to_string(run: Any, self: Encoder, data: Array) -> str:
    """Base64 text of bytes."""
    run.meter.text(len(data) * 4 // 3 + 4)
    return to_base64(bytes_of(data), self.url, self.padding, self.line)


@encoders.method("encode(byte[])")
def encode_bytes(run: Any, self: Encoder, data: Array) -> Array:
    return byte_array(run, encode_to_string(run, self, data).encode("ascii"))


@decoders.method("decode(String)", "decode(byte[])")
def decode_string(run: Any, self: Decoder, value: Any) -> Array:
    """Bytes of Base64 text."""
    plain = value if isinstance(value, str) else bytes_of(value).decode("latin-1")
    return byte_array(run, decoded(plain, url=self.url, mime=self.line))


# byte[] and String


arrays = Table(hierarchy.ARRAY)
strings = Table(hierarchy.STRING)


@arrays.method("encodeBase64()", "encodeBase64(boolean)")
def encode_base64(run: Any, self: Array, chunked: bool = False) -> str:
    """Base64 text of bytes."""
    run.meter.text(len(self) * 4 // 3 + 4)
    return to_base64(bytes_of(self), lines=chunked)


@arrays.method("encodeBase64Url()", "encodeBase64Url(boolean)")
def encode_base64_url(run: Any, self: Array, padding: bool = False) -> str:
    return to_base64(bytes_of(self), True, padding)


@arrays.method("encodeHex()")
def encode_hex(run: Any, self: Array) -> str:
    run.meter.text(len(self) * 2)
    return bytes_of(self).hex()


def _not_hexadecimal(digits: str) -> str:
    pairs = [digits[at : at + 2] for at in range(0, len(digits), 2)]
    return next(pair for pair in pairs if not all(one in "0123456789abcdefABCDEF" for one in pair))


@strings.method("decodeHex()")
def decode_hex(run: Any, self: str) -> Array:
    try:
        return byte_array(run, bytes.fromhex(self))
    except ValueError:
        throw(
            "NumberFormatException",
            "odd number of characters in hex string"
            if len(self) % 2
            else f'For input string: "{_not_hexadecimal(self)}" under radix 16',
        )


def _digest(name: str) -> None:
    import hashlib

    def of_text(run: Any, self: str) -> str:
        return hashlib.new(name, encode(self), usedforsecurity=False).hexdigest()

    def of_bytes(run: Any, self: Array) -> str:
        return hashlib.new(name, bytes_of(self), usedforsecurity=False).hexdigest()

    method = "md5" if name == "md5" else "sha256"
    strings.method(f"{method}()", cost=4)(of_text)
    arrays.method(f"{method}()")(of_bytes)


_digest("md5")
_digest("sha256")


@strings.method("digest(String)", cost=4)
def digest(run: Any, self: str, name: str) -> str:
    """A digest in hexadecimal."""
    import hashlib

    known = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-512": "sha512"}
    if name.upper() not in known:
        throw("java.security.NoSuchAlgorithmException", f"{name} MessageDigest not available")
    return hashlib.new(known[name.upper()], encode(self), usedforsecurity=False).hexdigest()


# Addresses

url_encoder = Table(define("java.net.URLEncoder"))
url_decoder = Table(define("java.net.URLDecoder"))


@url_encoder.static("encode(String)", "encode(String, String)", "encode(String, Charset)")
def url_encode(run: Any, value: str, charset: Any = None) -> str:
    """A text as part of an address; blanks become +."""
    run.meter.text(len(value) * 3)
    run.meter.step(len(value) >> 4)
    return quote_plus(encode(value, charset), safe="*-._").replace("~", "%7E")


@url_decoder.static("decode(String)", "decode(String, String)", "decode(String, Charset)")
def url_decode(run: Any, value: str, charset: Any = None) -> str:
    """The text behind an encoded part of an address."""
    run.meter.text(len(value))
    run.meter.step(len(value) >> 2)
    out = bytearray()
    index = 0
    plain = value.replace("+", " ")
    parts: list[str] = []

    def flush() -> None:
        if out:
            parts.append(decode(bytes(out), charset))
            out.clear()

    while index < len(plain):
        unit = plain[index]
        if unit != "%":
            flush()
            parts.append(unit)
            index += 1
            continue
        digits = plain[index + 1 : index + 3]
        if len(digits) < 2:
            throw("IllegalArgumentException", "URLDecoder: Incomplete trailing escape (%) pattern")
        try:
            out.append(int(digits, 16))
        except ValueError:
            throw(
                "IllegalArgumentException",
                f'URLDecoder: Illegal hex characters in escape (%) pattern - For input string: "{digits}"'
                if False
                else f'URLDecoder: Illegal hex characters in escape (%) pattern - Error at index 0 in: "{digits}"',
            )
        index += 3
    flush()
    return "".join(parts)
