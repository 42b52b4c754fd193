"""Which network addresses are public: everything else is somebody's inside."""

import ipaddress
import socket
from collections.abc import Callable, Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_ISATAP = (b"\x00\x00\x5e\xfe", b"\x02\x00\x5e\xfe")
# Ranges that `is_global` of some Python releases still calls public, or that lead inside.
_NEVER = (
    ipaddress.ip_network("0.0.0.0/8"),
    ipaddress.ip_network("100.64.0.0/10"),
    ipaddress.ip_network("168.63.129.16/32"),  # Azure's host services
    ipaddress.ip_network("192.0.0.0/24"),
    ipaddress.ip_network("192.88.99.0/24"),
    ipaddress.ip_network("198.18.0.0/15"),
    ipaddress.ip_network("224.0.0.0/3"),
    ipaddress.ip_network("64:ff9b:1::/48"),  # a network's own NAT64: where the v4 address lies in it, only it knows
    ipaddress.ip_network("3fff::/20"),
    ipaddress.ip_network("5f00::/16"),
    ipaddress.ip_network("fc00::/7"),
    ipaddress.ip_network("fec0::/10"),
    ipaddress.ip_network("ff00::/8"),
    ipaddress.ip_network("2001::/32"),  # Teredo and 6to4: nobody serves there any more, and a relay may lead inside
    ipaddress.ip_network("2001:db8::/32"),
    ipaddress.ip_network("2002::/16"),
)


def is_public(text: str) -> bool:
    """Whether a connection to this address leaves every private network, whatever it is wrapped in."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None:
            return False
        inner = _unwrapped(address)
        if inner is not None:
            return _plainly_public(inner) and not _never(address)
    return _plainly_public(address)


def is_loopback(text: str) -> bool:
    """Whether the address is this machine's own, also as a v4 address in v6 clothes."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback


def resolve(host: str, port: int) -> Sequence[str]:
    """The system's addresses of a host, in its order of preference; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _unwrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The v4 address that a v6 address stands for: mapped, NAT64, ISATAP. Other wrappings are never public."""
    packed = address.packed
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64:
        return ipaddress.IPv4Address(packed[12:])
    if packed[8:12] in _ISATAP:
        return ipaddress.IPv4Address(packed[12:])
    return None


def _never(address: Address) -> bool:
    return address.is_link_local or any(address.version == one.version and address in one for one in _NEVER)


def _plainly_public(address: Address) -> bool:
    return (
        not _never(address)
        and address.is_global
        and not address.is_private
        and not address.is_loopback
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_unspecified
    )
