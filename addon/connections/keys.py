"""The Ed25519 keys by which the two sides of a connection know each other.

Each side makes a fresh pair for each connection. Public keys travel as 43 base64url characters; people compare
fingerprints.
"""

import base64
import hashlib

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


class BadKey(ValueError):
    """The text is not an Ed25519 public key."""


def new_private_key() -> str:
    """A new private key as base64url text; it belongs into the secret store at once."""
    raw = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
    )
    return encode(raw)


def public_key_of(private_key: str) -> str:
    """The public half of a private key, as it travels."""
    raw = (
        load_private(private_key).public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    )
    return encode(raw)


def load_private(private_key: str) -> Ed25519PrivateKey:
    """The private key behind its text."""
    return Ed25519PrivateKey.from_private_bytes(decode(private_key))


def load_public(public_key: str) -> Ed25519PublicKey:
    """The public key behind its text; raises `BadKey`."""
    try:
        return Ed25519PublicKey.from_public_bytes(decode(public_key))
    except ValueError as problem:
        raise BadKey("not an Ed25519 public key") from problem


def thumbprint(public_key: str) -> str:
    """SHA-256 of the raw public key, base64url: how rows and logs name a key."""
    return encode(hashlib.sha256(decode(public_key)).digest())


def fingerprint(public_key: str) -> str:
    """What two admins read to each other: 32 hexadecimal digits in groups of four."""
    digits = hashlib.sha256(decode(public_key)).hexdigest()[:32].upper()
    return " ".join(digits[at : at + 4] for at in range(0, 32, 4))


def encode(raw: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def decode(text: str) -> bytes:
    """The bytes behind base64url text; raises ValueError for anything that is not exactly that."""
    if not text.isascii() or any(c not in _ALPHABET for c in text):
        raise ValueError("not base64url")
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if encode(raw) != text:
        raise ValueError("not canonical base64url")
    return raw


_ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
