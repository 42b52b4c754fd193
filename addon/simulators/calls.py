"""The record of the API calls that a simulated site received."""

import threading
from collections import deque
from dataclasses import dataclass
from typing import Any

IDENTITY = "simulator.identity"
"""Key in the WSGI environment where authentication leaves the caller's name for the record."""

COST = "simulator.cost"
"""Key in the WSGI environment where rate limiting leaves what the call cost (points, TSTU)."""


@dataclass(frozen=True)
class Call:
    """One API call as it arrived; `status` 0 means that no answer was sent."""

    method: str
    path: str
    query: str
    identity: str
    status: int
    at: str
    """The site's time in ISO 8601."""
    fault: str | None = None
    """The kind of fault that spoiled the answer, if one did."""
    cost: float | None = None

    def as_json(self) -> dict[str, Any]:
        return dict(self.__dict__)


class CallRecorder:
    """Keeps the latest calls, oldest first; safe to use from many threads."""

    def __init__(self, keep: int = 100_000) -> None:
        self._calls: deque[Call] = deque(maxlen=keep)
        self._lock = threading.Lock()

    def add(self, call: Call) -> None:
        with self._lock:
            self._calls.append(call)

    def all(self) -> list[Call]:
        with self._lock:
            return list(self._calls)

    def matching(self, method: str | None = None, path_contains: str = "") -> list[Call]:
        """The calls of a method (any, if None) whose path contains a text."""
        return [call for call in self.all() if (method is None or call.method == method) and path_contains in call.path]

    def clear(self) -> None:
        with self._lock:
            self._calls.clear()
