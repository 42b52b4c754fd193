"""Whose a comment, file or work log is where both trackers gave it the same number.

A rule may leave the partner's list as it arrived; its numbers are the partner's then, and some of them are ours too.
"""

from collections.abc import Callable, Mapping
from typing import Any

Says = Callable[[Mapping[str, Any]], tuple[Any, ...]]
"""What one of them says, part by part, alike for what stands here and for what arrived."""


def is_theirs(one: Mapping[str, Any], was: Mapping[str, Any], theirs: Mapping[str, Any] | None, says: Says) -> bool:
    """Whether `one` means the partner's `theirs` and not `was` of ours: it says more of what that one says."""
    if theirs is None:
        return False
    left = says(one)
    return _alike(left, says(theirs)) > _alike(left, says(was))


def author_of(one: Mapping[str, Any]) -> Any:
    """The shown name of who wrote or attached it, if it says."""
    writer = one.get("author")
    return writer.get("displayName") if isinstance(writer, dict) else None


def _alike(left: tuple[Any, ...], right: tuple[Any, ...]) -> int:
    return sum(1 for one, other in zip(left, right, strict=True) if one == other)
