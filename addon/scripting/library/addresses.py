"""java.net.URI: an address taken apart. It opens no connection."""

from typing import Any

import regex

from addon.scripting.errors import throw
from addon.scripting.library.encodings import url_decode
from addon.scripting.library.registry import Table
from addon.scripting.limits import meter
from addon.scripting.semantics.extend import extend
from addon.scripting.values.characters import string_hash
from addon.scripting.values.classes import define

PARTS = regex.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", regex.DOTALL)
AUTHORITY = regex.compile(r"(?:([^@]*)@)?(\[[^\]]*\]|[^:]*)(?::(\d*))?")
ILLEGAL = regex.compile(r'[\x00-\x20"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})')
SCHEME = regex.compile(r"[^:/?#]*:")
HOST = regex.compile(
    r"\[.*\]|(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)*(?:[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.?|\d+)"
)
NAMES = ("scheme", "authority", "path", "query", "fragment")


class Address:
    """java.net.URI; parts are as written."""

    __slots__ = ("parts", "written")

    def __init__(self, written: str) -> None:
        self.written = written
        meter().step(len(written) >> 6)
        found = PARTS.fullmatch(written)
        self.parts: tuple[str | None, ...] = found.groups() if found is not None else (None, None, written, None, None)

    def part(self, name: str) -> str | None:
        return self.parts[NAMES.index(name)]

    def plain(self) -> str:
        """What addresses are compared by: scheme and authority in small letters."""
        scheme, authority = self.part("scheme") or "", self.part("authority") or ""
        begun = len(scheme) + (1 if scheme else 0) + (len(authority) + 2 if authority else 0)
        return self.written[:begun].lower() + self.written[begun:]

    @property
    def opaque(self) -> bool:
        """Such as mailto:a@b: a scheme, and no path that begins with a slash."""
        path = self.part("path") or ""
        return self.part("scheme") is not None and self.part("authority") is None and not path.startswith("/")


define("java.net.URI", "Object", "Comparable", "Serializable", python=[Address])
uris = Table("java.net.URI")
extend(
    Address,
    text=lambda value: value.written,
    equals=lambda one, two: one.plain() == two.plain(),
    compare=lambda one, two: (one.written > two.written) - (one.written < two.written),
    hash=lambda value: string_hash(value.plain()),
)


def read_address(source: str) -> tuple[Address | None, str]:
    """The address, or None and what is wrong with it."""
    wrong = ILLEGAL.search(source)
    if source.startswith(":"):
        return None, f"Expected scheme name at index 0: {source}"
    if source.endswith(":") and source[:-1].isalpha():
        return None, f"Expected scheme-specific part at index {len(source)}: {source}"
    if source.endswith("//") and PARTS.fullmatch(source) is not None and Address(source).part("authority") == "":
        return None, f"Expected authority at index {len(source)}: {source}"
    if wrong is None:
        return Address(source), ""
    place = "path"
    found = PARTS.match(source)
    if found is not None:
        for index, name in enumerate(NAMES, 1):
            if found.start(index) <= wrong.start() < found.end(index):
                place = name
    at = wrong.start()
    if source[at] == "%":
        return None, f"Malformed escape pair at index {at}: {source}"
    if place == "authority" and found is not None:
        at = found.start(2)
    elif place == "path" and SCHEME.match(source) is not None and found is not None:
        if found.group(1) is None:
            place = "scheme name"
        elif not source.startswith("/", found.end(1) + 1):
            place = "opaque part"
    return None, f"Illegal character in {place} at index {at}: {source}"


@uris.constructor("(String)")
def make(run: Any, source: str) -> Address:
    """An address from text; throws URISyntaxException."""
    made, wrong = read_address(source)
    return made if made is not None else throw("java.net.URISyntaxException", wrong)


@uris.static("create(String)")
def create(run: Any, source: str) -> Address:
    """An address from text; throws IllegalArgumentException."""
    made, wrong = read_address(source)
    return made if made is not None else throw("IllegalArgumentException", wrong)


def _offer(name: str) -> None:
    def raw(run: Any, self: Address) -> str | None:
        if name in ("path", "query") and self.opaque:
            return None
        return self.part(name)

    def plain(run: Any, self: Address) -> Any:
        found = raw(run, self)
        return None if found is None else url_decode(run, found.replace("+", "%2B"), None)

    title = name.capitalize()
    raw.__doc__ = plain.__doc__ = f"The {name}."
    if name == "scheme":
        uris.method("getScheme()")(raw)
    else:
        uris.method(f"getRaw{title}()")(raw)
        uris.method(f"get{title}()")(plain)


for _name in NAMES:
    _offer(_name)


def raw_server(self: Address, group: int) -> str | None:
    """A part of the authority: user, host or port."""
    authority = self.part("authority")
    found = AUTHORITY.fullmatch(authority) if authority else None
    if found is not None and HOST.fullmatch(found.group(2)) is None:
        return None  # to Java an authority that names no server, as any with an underscore
    return found.group(group) if found is not None else None


@uris.method("getHost()")
def host(run: Any, self: Address) -> str | None:
    """The host."""
    return raw_server(self, 2)


@uris.method("getPort()")
def port(run: Any, self: Address) -> int:
    """The port, or -1."""
    return int((raw_server(self, 3) or "-1")[:6])


@uris.method("getUserInfo()")
def user(run: Any, self: Address) -> str | None:
    """What stands before the @."""
    return raw_server(self, 1)


@uris.method("getSchemeSpecificPart()")
def after_scheme(run: Any, self: Address) -> str:
    """Everything between scheme and fragment, its escapes resolved."""
    scheme, fragment = self.part("scheme"), self.part("fragment")
    end = len(self.written) - (len(fragment) + 1 if fragment is not None else 0)
    raw = self.written[len(scheme) + 1 if scheme is not None else 0 : end]
    return str(url_decode(run, raw.replace("+", "%2B"), None))


@uris.method("isAbsolute()")
def is_absolute(run: Any, self: Address) -> bool:
    """Whether there is a scheme."""
    return self.part("scheme") is not None


@uris.method("isOpaque()")
def is_opaque(run: Any, self: Address) -> bool:
    """Whether it is like mailto:a@b."""
    return self.opaque


@uris.method("toASCIIString()", "toString()")
def as_text(run: Any, self: Address) -> str:
    """As written."""
    return self.written
