"""Rate limits: a budget per identity, delays first, then 429; plus orders from a test."""

import threading
from collections import defaultdict, deque
from dataclasses import dataclass

from ..clock import SettableClock

WINDOW_S = 300.0
UNITS_IN_WINDOW = 200.0
UNITS_PER_READ = 0.02
UNITS_PER_WRITE = 0.1


@dataclass(frozen=True)
class Verdict:
    """What happens to a call: refused or not, and the headers that tell about it."""

    refused: bool
    headers: dict[str, str]
    units: float


class Throttle:
    """Counts units per identity in a sliding window of the site's time.

    `limit` None switches counting off. From 80 % on, answers carry the `X-RateLimit-` headers and a
    `Retry-After` although they succeed; above the limit calls are refused with 429.
    """

    def __init__(self, clock: SettableClock, limit: float | None = UNITS_IN_WINDOW) -> None:
        self._clock = clock
        self.limit = limit
        self._spent: dict[str, deque[tuple[float, float]]] = defaultdict(deque)
        self._counting = threading.Lock()

    def charge(self, identity: str, method: str) -> Verdict:
        units = UNITS_PER_READ if method in ("GET", "HEAD", "OPTIONS") else UNITS_PER_WRITE
        if self.limit is None:
            return Verdict(False, {}, units)
        with self._counting:
            return self._count(identity, units, self.limit)

    def _count(self, identity: str, units: float, limit: float) -> Verdict:
        now = self._clock.seconds()
        spent = self._spent[identity]
        while spent and spent[0][0] <= now - WINDOW_S:
            spent.popleft()
        used = sum(amount for _, amount in spent)
        refused = used >= limit
        if not refused:
            spent.append((now, units))
            used += units
        if used < 0.8 * limit:
            return Verdict(False, {}, units)
        reset = int((spent[0][0] if spent else now) + WINDOW_S)
        headers = {
            "X-RateLimit-Resource": "Identity/Service",
            "X-RateLimit-Delay": "0.5",
            "X-RateLimit-Limit": str(int(limit)),
            "X-RateLimit-Remaining": str(max(0, int(limit - used))),
            "X-RateLimit-Reset": str(reset),
            "Retry-After": str(max(1, reset - int(now)) if refused else 1),
        }
        return Verdict(refused, headers, units)
