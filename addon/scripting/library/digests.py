"""java.security.MessageDigest."""

import hashlib
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.encodings import byte_array, bytes_of
from addon.scripting.library.registry import Table
from addon.scripting.values.classes import define
from addon.scripting.values.lists import Array

ALGORITHMS = {
    "MD5": "md5",
    "SHA": "sha1",
    "SHA-1": "sha1",
    "SHA1": "sha1",
    "SHA-224": "sha224",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}


class Digest:
    """java.security.MessageDigest: what was given so far."""

    __slots__ = ("algorithm", "state")

    def __init__(self, algorithm: str) -> None:
        self.algorithm = algorithm
        self.reset()

    def reset(self) -> None:
        self.state = hashlib.new(ALGORITHMS[self.algorithm.upper()], usedforsecurity=False)


define("java.security.MessageDigest", "Object", python=[Digest])
digests = Table("java.security.MessageDigest")


@digests.static("getInstance(String)")
def get_instance(run: Any, name: str) -> Digest:
    """A digest by its name: MD5, SHA-1, SHA-256 …"""
    if name.upper() not in ALGORITHMS:
        throw("java.security.NoSuchAlgorithmException", f"{name} MessageDigest not available")
    return Digest(name)


@digests.method("update(byte[])")
def update(run: Any, self: Digest, more: Array) -> None:
    """Take in more bytes."""
    run.meter.step(len(more) >> 6)
    self.state.update(bytes_of(more))


@digests.method("digest()", "digest(byte[])")
def digest(run: Any, self: Digest, more: Array | None = None) -> Array:
    """The digest of all bytes; begins again."""
    if more is not None:
        update(run, self, more)
    made = byte_array(run, self.state.digest())
    self.reset()
    return made


@digests.method("reset()")
def reset(run: Any, self: Digest) -> None:
    """Begin again."""
    self.reset()


@digests.method("getAlgorithm()")
def algorithm(run: Any, self: Digest) -> str:
    """Its name."""
    return self.algorithm


@digests.method("getDigestLength()")
def digest_length(run: Any, self: Digest) -> int:
    """How many bytes a digest has."""
    return self.state.digest_size
