"""Lists in pages: by key, never by offset, and counted no further than people read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items, where the next page starts, and the number of all that match.

    `total` is exact below 1,000; `many` says that there are at least as many.
    `after` is opaque; None at the end.
    """

    items: tuple[T, ...]
    total: int
    after: str | None

    @property
    def many(self) -> bool:
        """Whether counting stopped: show "1,000+"."""
        return self.total >= COUNTED


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """Some items of a list whose length nobody reads, and where the next ones start; None at the end."""

    items: tuple[T, ...]
    after: str | None


def part_of(items: Sequence[T], limit: int, key: Callable[[T], str]) -> Part[T]:
    """A part from up to `limit + 1` items that were read."""
    shown = tuple(items[:limit])
    return Part(shown, key(shown[-1]) if len(items) > limit else None)


def page_of(items: Sequence[T], limit: int, total: int, key: Callable[[T], str]) -> Page[T]:
    """A page from up to `limit + 1` items that were read."""
    shown = tuple(items[:limit])
    return Page(shown, total, key(shown[-1]) if len(items) > limit else None)
