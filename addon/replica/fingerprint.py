"""Short, stable hashes of values: equal values give equal fingerprints on every machine and Python."""

import hashlib
import re

from addon.replica.codec import encode, to_text
from addon.replica.values import Value

UNORDERED = frozenset({"labels", "components", "fixVersions", "affectedVersions"})


def fingerprint(value: Value) -> str:
    """SHA-256 (hex) of a value with its kinds; a list's order counts, a map's does not."""
    return _hash(to_text(encode(value)))


def field_fingerprint(name: str, value: Value) -> str:
    """The fingerprint of a field: of those that are sets by nature the order does not count, nor do doubles."""
    if name in UNORDERED and isinstance(value, tuple):
        parts = sorted({to_text(encode(item)) for item in value})
        return _hash("\n".join(parts))
    return fingerprint(value)


def text_hash(text: str) -> str:
    """A hash of text in which runs of white space are one space."""
    return _hash(re.sub(r"\s+", " ", text).strip())


def _hash(text: str) -> str:
    """Half a character, which trackers and rules may hold, is no reason to fail."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
