"""Which addresses are public, in every disguise."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.transport.addresses import is_loopback, is_public

INSIDE = [
    "127.0.0.1",
    "127.1.2.3",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "168.63.129.16",
    "0.0.0.0",
    "192.0.0.8",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
]
INSIDE_V6 = [
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12:3456::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "100::1",
    "3fff::1",
    "5f00::1",
    "64:ff9b:1:a00:0:100:808:808",  # 10.0.0.1 where RFC 6052 puts it in a prefix of 48 bits
    "64:ff9b:1::808:808",
    "fe80::5efe:808:808",  # what looks like ISATAP of a public address is still inside
    "fd12:3456::200:5efe:808:808",
]


@pytest.mark.parametrize("address", [*INSIDE, *INSIDE_V6])
def test_private_and_reserved_ranges_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "8.8.8.8", "104.192.136.1", "2606:4700:4700::1111", "2a00:1450::1"])
def test_ordinary_addresses_are_public(address: str) -> None:
    assert is_public(address)


def wrapped(inner: str) -> list[str]:
    packed = ipaddress.IPv4Address(inner).packed
    v6 = ipaddress.IPv6Address
    inverted = bytes(b ^ 0xFF for b in packed)
    return [
        str(v6(bytes(10) + b"\xff\xff" + packed)),
        str(v6(bytes.fromhex("0064ff9b") + bytes(8) + packed)),
        str(v6(bytes.fromhex("0064ff9b0001") + bytes(6) + packed)),
        str(v6(bytes.fromhex("2002") + packed + bytes(10))),
        str(v6(bytes.fromhex("20010000") + bytes(8) + inverted)),
        str(v6(bytes(12) + packed)),
        str(v6(bytes.fromhex("2a001450") + bytes(4) + b"\x00\x00\x5e\xfe" + packed)),
    ]


@pytest.mark.parametrize("inner", INSIDE)
def test_a_private_v4_address_is_found_in_every_v6_wrapping(inner: str) -> None:
    assert [address for address in wrapped(inner) if is_public(address)] == []


@pytest.mark.parametrize("inner", ["1.1.1.1", "8.8.8.8"])
def test_a_public_v4_address_stays_public_when_mapped(inner: str) -> None:
    assert is_public(f"::ffff:{inner}")
    assert is_public(f"64:ff9b::{inner}")


@pytest.mark.parametrize("inner", ["1.1.1.1", "8.8.8.8"])
def test_a_wrapping_that_nobody_serves_behind_is_not_public_whatever_is_in_it(inner: str) -> None:
    mapped, nat64, own_nat64, six_to_four, teredo, compatible, isatap = wrapped(inner)
    assert [is_public(one) for one in (mapped, nat64, isatap)] == [True] * 3
    assert [one for one in (own_nat64, six_to_four, teredo, compatible) if is_public(one)] == []


def test_an_address_that_holds_on_one_interface_only_is_not_public() -> None:
    assert is_public("2606:4700:4700::1111") and not is_public("2606:4700:4700::1111%eth0")


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_nothing_that_python_calls_private_is_ever_public(address: ipaddress.IPv4Address) -> None:
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        assert not is_public(str(address)) or getattr(address, "ipv4_mapped", None) is not None


@given(st.text(max_size=40))
def test_text_that_is_no_address_is_not_public(text: str) -> None:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        assert not is_public(text) and not is_loopback(text)


def test_loopback_is_known_in_both_families() -> None:
    assert is_loopback("127.0.0.1") and is_loopback("::1") and is_loopback("::ffff:127.0.0.1")
    assert not is_loopback("10.0.0.1")
