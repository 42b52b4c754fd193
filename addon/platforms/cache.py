"""What is remembered of trackers between calls: metadata for minutes, workflow steps for as long as we run."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import TypeVar, cast

Thing = TypeVar("Thing")


OLD_S = 5.0
"""What was asked for longer ago than this is asked for again before a refusal that rests on it is believed."""


class MetadataCache:
    """Values by key with an age limit; one load at a time for each key, errors are not kept.

    Keys begin with the tenant's scope, so that one cache serves all tenants of a process.
    """

    def __init__(self, seconds: float = 300.0, size: int = 4096, clock: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._size = size
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[float, object, float]] = OrderedDict()
        self._loading: dict[Hashable, threading.Lock] = {}

    def get(self, key: Hashable, load: Callable[[], Thing], *, seconds: float | None = None) -> Thing:
        """The remembered value, or what `load` returns now."""
        found = self._fresh(key)
        if found is not None:
            return cast(Thing, found[1])
        with self._lock:
            turn = self._loading.setdefault(key, threading.Lock())
        with turn:
            found = self._fresh(key)
            if found is not None:
                return cast(Thing, found[1])
            try:
                value = load()
                self._put(key, value, self._seconds if seconds is None else seconds)
            finally:
                with self._lock:
                    self._loading.pop(key, None)
        return value

    def forget(self, *prefix: Hashable) -> None:
        """Drop every key that begins with these parts (a tuple key's first members)."""
        with self._lock:
            for key in [k for k in self._kept if isinstance(k, tuple) and k[: len(prefix)] == prefix]:
                del self._kept[key]

    def forget_older(self, seconds: float, *prefix: Hashable) -> bool:
        """Drop what was loaded longer ago under such a key; whether there was any."""
        with self._lock:
            limit = self._clock() - seconds
            found = [k for k in self._kept if isinstance(k, tuple) and k[: len(prefix)] == prefix]
            old = [k for k in found if self._kept[k][2] < limit]
            for key in old:
                del self._kept[key]
        return bool(old)

    def _fresh(self, key: Hashable) -> tuple[float, object, float] | None:
        with self._lock:
            found = self._kept.get(key)
            if found is None or found[0] < self._clock():
                return None
            self._kept.move_to_end(key)
            return found

    def _put(self, key: Hashable, value: object, seconds: float) -> None:
        with self._lock:
            now = self._clock()
            self._kept[key] = (now + seconds, value, now)
            self._kept.move_to_end(key)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One transition: its id and name, and the status it leads to."""

    id: str
    name: str
    to_id: str
    to_name: str


class KnownTransitions:
    """Transitions that were offered on entities of the same project and type, by the status they start from.

    A path is built only from these, never found by trying. Subclass to keep them in a table.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str, str], dict[str, tuple[Step, ...]]] = {}

    def note(self, scope: str, project_id: str, type_id: str, from_status: str, steps: tuple[Step, ...]) -> None:
        """Remember what was offered from a status."""
        with self._lock:
            self._known.setdefault((scope, project_id, type_id), {})[from_status] = steps

    def known(self, scope: str, project_id: str, type_id: str) -> Mapping[str, tuple[Step, ...]]:
        """All that was seen for a project and type."""
        with self._lock:
            return dict(self._known.get((scope, project_id, type_id), {}))


def path_to(
    wanted: Callable[[Step], bool], start: str, known: Mapping[str, tuple[Step, ...]], longest: int = 3
) -> tuple[Step, ...] | None:
    """The shortest way from a status to a wanted one over known transitions, or None beyond `longest` steps."""
    paths: list[tuple[Step, ...]] = [(step,) for step in known.get(start, ())]
    seen = {start}
    while paths:
        path = paths.pop(0)
        if wanted(path[-1]):
            return path
        here = path[-1].to_id
        if here not in seen and len(path) < longest:
            seen.add(here)
            paths += [(*path, step) for step in known.get(here, ())]
    return None
