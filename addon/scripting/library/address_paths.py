"""java.net.URI: addresses made of parts, of one another, and without dots in their paths."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.addresses import Address, make, raw_server, read_address, uris
from addon.scripting.limits import meter

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
IN_PATHS = frozenset(LETTERS + "_-!.~'()*,;:$&+=@/")
IN_QUERIES = IN_PATHS | frozenset("?[]")


@uris.method("normalize()")
def normalize(run: Any, self: Address) -> Address:
    """Without the dots in its path."""
    if self.opaque:
        return self
    path = self.part("path") or ""
    run.meter.text(len(self.written))
    plain = without_dots(path)
    return self if plain == path else put_together(self, path=plain)


def without_dots(path: str) -> str:
    """A path whose `.` and `..` are followed, as far as there is something to leave."""
    meter().step(len(path) >> 6)
    kept: list[str] = []
    parts = [one for one in path.split("/") if one]
    for one in parts:
        if one == ".":
            continue
        if one == ".." and kept and kept[-1] != "..":
            kept.pop()
        else:
            kept.append(one)
    ends = path.endswith("/") or (bool(parts) and parts[-1] in (".", "..") and kept[-1:] != [".."])
    made = "/".join(kept) + ("/" if ends and kept else "")
    return "/" + made if path.startswith("/") else made


def put_together(base: Address, **parts: str | None) -> Address:
    """An address with some parts of another replaced."""
    found = {name: base.part(name) for name in ("scheme", "authority", "path", "query", "fragment")} | parts
    written = f"{found['scheme']}:" if found["scheme"] is not None else ""
    written += f"//{found['authority']}" if found["authority"] is not None else ""
    written += found["path"] or ""
    written += f"?{found['query']}" if found["query"] is not None else ""
    written += f"#{found['fragment']}" if found["fragment"] is not None else ""
    return Address(written)


@uris.method("resolve(URI)", "resolve(String)")
def resolve(run: Any, self: Address, given: Any) -> Address:
    """What an address means where this one is the place."""
    if isinstance(given, str):
        made, wrong = read_address(given)
        other = made if made is not None else throw("IllegalArgumentException", wrong)
    else:
        other = given
    run.meter.text(len(self.written) + len(other.written))
    if self.opaque or other.part("scheme") is not None:
        return other
    query, fragment, path = other.part("query"), other.part("fragment"), other.part("path") or ""
    if other.part("authority") is not None:
        return put_together(other, scheme=self.part("scheme"))
    if not path and query is None and fragment is not None:
        return put_together(self, fragment=fragment)
    if not path.startswith("/"):
        mine = self.part("path") or ""
        inside = mine[: mine.rfind("/") + 1] or ("/" if self.part("authority") is not None else "")
        path = without_dots(inside + path)
    return put_together(self, path=path, query=query, fragment=fragment)


@uris.method("relativize(URI)")
def relativize(run: Any, self: Address, other: Address) -> Address:
    """The rest of an address that begins with this one; else the address itself."""
    if self.opaque or other.opaque:
        return other
    if any(self.part(name) != other.part(name) for name in ("scheme", "authority")):
        return other
    run.meter.text(len(other.written))
    mine, theirs = without_dots(self.part("path") or ""), without_dots(other.part("path") or "")
    if mine != theirs:
        mine = mine if mine.endswith("/") else mine + "/"
        if not theirs.startswith(mine):
            return other
    return put_together(other, scheme=None, authority=None, path=theirs[len(mine) :])


@uris.method("getRawUserInfo()")
def raw_user(run: Any, self: Address) -> str | None:
    """What stands before the @, as written."""
    return raw_server(self, 1)


@uris.method("getRawSchemeSpecificPart()")
def raw_after_scheme(run: Any, self: Address) -> str:
    """Everything between scheme and fragment, as written."""
    return put_together(self, scheme=None, fragment=None).written


@uris.method("compareTo(URI)")
def compare_to(run: Any, self: Address, other: Address) -> int:
    """Their order by text: negative, 0 or positive."""
    return (self.written > other.written) - (self.written < other.written)


def quoted(run: Any, part: str, allowed: frozenset[str] = IN_PATHS) -> str:
    """A part with what may not stand in an address as %XX."""
    run.meter.text(len(part) * 3)
    return "".join(one if one in allowed or ord(one) > 127 else f"%{ord(one):02X}" for one in part)


@uris.constructor("(String?, String?, String?)")
def of_scheme(run: Any, scheme: str | None, rest: str | None, fragment: str | None) -> Address:
    """Of scheme, what follows it, and fragment."""
    return _built(run, scheme, None, quoted(run, rest or "", IN_QUERIES), None, fragment)


@uris.constructor("(String?, String?, String?, String?)")
def of_host(run: Any, scheme: str | None, host: str | None, path: str | None, fragment: str | None) -> Address:
    """Of scheme, host, path and fragment."""
    return _built(run, scheme, host, quoted(run, path or ""), None, fragment)


@uris.constructor("(String?, String?, String?, String?, String?)")
def of_authority(
    run: Any, scheme: str | None, authority: str | None, path: str | None, query: str | None, fragment: str | None
) -> Address:
    """Of scheme, authority, path, query and fragment."""
    return _built(run, scheme, authority, quoted(run, path or ""), query, fragment)


@uris.constructor("(String?, String?, String?, int, String?, String?, String?)")
def of_server(
    run: Any,
    scheme: str | None,
    user: str | None,
    host: str | None,
    port: int,
    path: str | None,
    query: str | None,
    fragment: str | None,
) -> Address:
    """Of scheme, user, host, port (or -1), path, query and fragment."""
    authority = (f"{user}@" if user else "") + (host or "") + (f":{port}" if port >= 0 else "")
    return _built(run, scheme, authority or None, quoted(run, path or ""), query, fragment)


def _built(
    run: Any, scheme: str | None, authority: str | None, path: str, query: str | None, fragment: str | None
) -> Address:
    parts = {
        name: None if part is None else quoted(run, part, IN_QUERIES)
        for name, part in (("query", query), ("fragment", fragment))
    }
    made: Address = make(run, put_together(Address(""), scheme=scheme, authority=authority, path=path, **parts).written)
    return made
