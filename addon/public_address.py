"""Whether an address can be what a deployment is reached by: what the environment says is checked before any start."""

import re
from urllib.parse import urlsplit

from addon.transport.addresses import is_public

HTTPS = 443
_HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])")
_INSIDE = frozenset(
    {"local", "localhost", "internal", "intranet", "lan", "home", "corp", "private", "invalid", "onion"}
)
"""Last labels that no public name has: reserved by RFC 2606, 6762, 7686 and 8375, by ICANN, or never delegated."""


def written_wrong(url: str) -> str:
    """Why an address cannot be a deployment's own, in words for whoever set it; empty when it can.

    Pages, node URLs and descriptors are this address with a path behind it.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "give a whole address such as https://liaise.example"
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        return "give a whole address such as https://liaise.example"
    if "@" in parts.netloc:
        return "leave user name and password out: everybody who opens a page or an invitation would read them"
    if parts.query or parts.fragment or "?" in url or "#" in url:
        return "leave out what follows ? or #: paths are put behind the address"
    if parts.path.strip("/"):
        return "leave the path out: Liaise has to be at the root of its host, give it a host name of its own"
    return ""


def not_public(url: str) -> str:
    """Why partners and the products' own servers could not reach an https address; empty when nothing speaks for it.

    Names are not looked up: what they lead to may differ here, and may change.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    if parts.port not in (None, HTTPS):
        return f"partners connect to port 443 only, and this names {parts.port}"
    if ":" in host or re.fullmatch(r"[0-9.]+", host):
        return "" if is_public(host) else f"{host} is no public address: neither the products nor partners can reach it"
    if not _HOST.fullmatch(host):
        return f"{host} is no whole host name of the public internet"
    if host.rpartition(".")[2] in _INSIDE or host.endswith(".home.arpa"):
        return f"{host} is a name of an inner network: neither the products nor partners can reach it"
    return ""
