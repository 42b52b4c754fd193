"""Keys of maps: what stands in a Python dict for a script's key, and compares as Java's equals does."""

from collections.abc import Callable, Iterable
from typing import Any


class Key:
    """A map key whose equality Python would judge otherwise than Java."""

    __slots__ = ("code", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self.code = _java_hash(value)

    def __hash__(self) -> int:
        return self.code

    def __eq__(self, other: object) -> bool:
        return type(other) is Key and self.code == other.code and _java_equal(self.value, other.value)


_java_hash: Callable[[Any], int]


_java_equal: Callable[[Any, Any], bool]


def install_key_rules(java_hash: Callable[[Any], int], java_equal: Callable[[Any, Any], bool]) -> None:
    """`semantics.equality` hands in hashCode and equals, which need the types defined here."""
    global _java_hash, _java_equal
    _java_hash = java_hash
    _java_equal = java_equal


def hash_of(value: Any) -> int:
    """hashCode(), as maps spread their keys by."""
    return value.code if type(value) is Key else _java_hash(value)


def same(left: Any, right: Any) -> bool:
    """equals(), as map keys compare."""
    return _java_equal(left, right)


ABSENT = object()


def key_of(value: Any) -> Any:
    """What stands for a script's key in the dict."""
    kind = type(value)
    return value if kind is str or kind is int or value is None else Key(value)


def value_of(key: Any) -> Any:
    """The script's key back from the dict's."""
    return key.value if type(key) is Key else key


def bucket_order(slots: Iterable[Any], capacity: int) -> list[Any]:
    """HashMap's order of iteration: by bucket, within a bucket by insertion."""

    def bucket(slot: Any) -> int:
        code = hash_of(slot) & 0xFFFFFFFF
        return (code ^ (code >> 16)) & (capacity - 1)

    return sorted(slots, key=bucket)


def grown_capacity(capacity: int, size: int) -> int:
    """The table size of a HashMap that has held `size` entries."""
    while size * 4 > capacity * 3:
        capacity *= 2
    return capacity


def table_order(slots: Iterable[Any], capacity: int) -> list[Any]:
    """Hashtable's order of iteration: from the last bucket, the latest first; a growth turns what is in a bucket."""
    chains: dict[int, list[Any]] = {}
    for count, slot in enumerate(slots):
        if count >= capacity * 3 // 4:
            before, capacity = chains, capacity * 2 + 1
            chains = {}
            for place in sorted(before, reverse=True):
                for one in reversed(before[place]):
                    chains.setdefault((hash_of(one) & 0x7FFFFFFF) % capacity, []).append(one)
        chains.setdefault((hash_of(slot) & 0x7FFFFFFF) % capacity, []).append(slot)
    return [slot for place in sorted(chains, reverse=True) for slot in reversed(chains[place])]
