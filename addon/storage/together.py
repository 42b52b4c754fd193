"""Many callers' small writes as one transaction: whoever comes while one is on its way joins the next.

The first caller takes everything that waits into its transaction and the others wait for it; then the next one in
line does the same. Alone nobody waits for anybody. On PostgreSQL this is what group commit cannot do: not only the
flush but the round trips are shared.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from addon.storage.failures import StoreUnavailable
from addon.storage.transaction import Tx

I = TypeVar("I")  # noqa: E741 - an item
R = TypeVar("R")
MOST = 64


def _nothing() -> None:
    """Nobody wants to know, nobody waits."""


class _Place(Generic[I, R]):
    """One caller in the line."""

    __slots__ = ("done", "failure", "item", "result", "turn")

    def __init__(self, item: I) -> None:
        self.item = item
        self.result: R | None = None
        self.failure: BaseException | None = None
        self.done = False
        self.turn = threading.Lock()  # released when the item is done, or when it is ours to lead
        self.turn.acquire()


class Together(Generic[I, R]):
    """Collects items; `work(tx, items)` stores some of them and gives a result for each, in order."""

    def __init__(
        self,
        write: Callable[[Callable[[Tx], list[R]]], list[R]],
        work: Callable[[Tx, Sequence[I]], list[R]],
        *,
        came: Callable[[], None] = _nothing,
        gather: Callable[[], None] = _nothing,
    ) -> None:
        """`came` is called as soon as an item is in line, `gather` before those in line are taken: it may wait."""
        self._write = write
        self._work = work
        self._came = came
        self._gather = gather
        self._line: list[_Place[I, R]] = []
        self._led = False
        self._lock = threading.Lock()

    def write(self, item: I) -> R:
        """Store the item and return its result once it is durable.

        Raises what `work` raises for this item alone; `StoreUnavailable` for all that shared a transaction.
        """
        place: _Place[I, R] = _Place(item)
        with self._lock:
            self._line.append(place)
            lead, self._led = not self._led, True
        self._came()
        if not lead:
            place.turn.acquire()
        if not place.done:
            self._lead()
        if place.failure is not None:
            raise place.failure
        return place.result  # type: ignore[return-value]

    def _lead(self) -> None:
        self._gather()
        with self._lock:
            group, self._line = self._line[:MOST], self._line[MOST:]
        try:
            self._run(group)
        finally:
            with self._lock:
                following = self._line[0] if self._line else None
                self._led = following is not None
            if following is not None:
                following.turn.release()
            for place in group:
                place.done = True
                place.turn.release()

    def _run(self, group: list[_Place[I, R]]) -> None:
        items = [place.item for place in group]
        try:
            for place, result in zip(group, self._write(lambda tx: self._work(tx, items)), strict=True):
                place.result = result
        except StoreUnavailable as problem:
            for place in group:
                place.failure = problem
        except Exception as problem:
            if len(group) == 1:
                group[0].failure = problem
                return
            for place in group:  # one of them is at fault: the others must not suffer
                self._run([place])
        except BaseException as problem:
            for place in group:
                place.failure = place.failure or StoreUnavailable(f"The writing caller was ended: {problem!r}")
            raise
