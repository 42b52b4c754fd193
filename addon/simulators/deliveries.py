"""Web hooks on their way: due times on the site's clock, retries, and the disorder that tests ask for."""

import heapq
import random
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .clock import SettableClock

Attempt = Callable[[int], int | None]
"""Sends once; gets the count of earlier attempts, returns the status, or None when no answer came."""

RetryPlan = Callable[[int, int | None], float | None]
"""Gets attempts made so far and the last status; returns seconds until the next attempt, None to stop."""


def never_again(attempts: int, status: int | None) -> float | None:
    """The plan without retries."""
    return None


@dataclass
class Delivery:
    """One event for one receiver, and what became of it."""

    label: str
    """The event's name, for the log."""
    target: str
    """Who gets it; `reorder` swaps neighbors of one target only."""
    attempt: Attempt = field(repr=False)
    plan: RetryPlan = field(default=never_again, repr=False)
    finished: Callable[["Delivery"], None] | None = field(default=None, repr=False)
    """Called once when delivered or given up (not when dropped by the disorder)."""
    attempts: int = 0
    status: int | None = None
    state: str = "waiting"
    """waiting, delivered (2xx), failed (given up), dropped (by the disorder)."""

    def as_json(self) -> dict[str, Any]:
        return {
            "event": self.label,
            "target": self.target,
            "attempts": self.attempts,
            "status": self.status,
            "state": self.state,
        }


Amount = bool | int | float
"""How much of a disorder: True all, a whole number that many next ones, a fraction that share."""


class Disorder:
    """Says which deliveries are dropped, doubled or swapped with the next one."""

    NAMES = ("drop", "double", "reorder")

    def __init__(self, dice: random.Random | None = None) -> None:
        self._dice = dice or random.Random(2)
        self._amounts: dict[str, Amount] = dict.fromkeys(self.NAMES, False)

    def set(self, value: Any) -> None:
        """Take amounts from the control contract; names left out are switched off."""
        if not isinstance(value, dict) or set(value) - set(self.NAMES):
            raise ValueError("give an object with drop, double, reorder")
        for name in self.NAMES:
            amount = value.get(name, False)
            if not isinstance(amount, bool | int | float) or amount < 0:
                raise ValueError(f"{name} is true, false, a count or a share below 1")
            self._amounts[name] = amount

    def as_json(self) -> dict[str, Amount]:
        return dict(self._amounts)

    def take(self, name: str) -> bool:
        """Whether the next delivery gets this; counts run down."""
        amount = self._amounts[name]
        if isinstance(amount, bool):
            return amount
        if isinstance(amount, float) and amount < 1:
            return self._dice.random() < amount
        if amount >= 1:
            self._amounts[name] = int(amount) - 1
            return True
        return False


class Deliveries:
    """Sends deliveries in threads of its own, in order of their due times.

    A delivery held back by `reorder` leaves right after the next one for its target, or after
    `HELD_S` real seconds when none comes.
    """

    HELD_S = 1.0

    def __init__(self, clock: SettableClock, workers: int = 4, keep: int = 20_000) -> None:
        self.disorder = Disorder()
        self._clock = clock
        self._heap: list[tuple[float, int, Delivery]] = []
        self._held: dict[str, tuple[float, Delivery]] = {}
        self._log: deque[Delivery] = deque(maxlen=keep)
        self._changed = threading.Condition()
        self._flying = 0
        self._count = 0
        self._closed = False
        self._workers = workers
        self._threads: list[threading.Thread] = []
        clock.on_advance(self._wake)

    def submit(self, delivery: Delivery, delay_s: float = 0.0) -> None:
        """Queue a delivery, `delay_s` later in the site's time."""
        with self._changed:
            self._log.append(delivery)
            if self.disorder.take("drop"):
                delivery.state = "dropped"
                return
            due = self._clock.seconds() + delay_s
            if delivery.target not in self._held and self.disorder.take("reorder"):
                self._held[delivery.target] = (time.monotonic() + self.HELD_S, delivery)
            else:
                self._push(due, delivery)
                held = self._held.pop(delivery.target, None)
                if held is not None:
                    self._push(due, held[1])
            if self.disorder.take("double"):
                self._push(due, delivery)
            self._start_threads()
            self._changed.notify_all()

    def log(self) -> list[Delivery]:
        """The deliveries so far, oldest first."""
        with self._changed:
            return list(self._log)

    def clear_log(self) -> None:
        with self._changed:
            self._log.clear()

    def settle(self, timeout_s: float = 60.0) -> bool:
        """Wait until nothing is due or under way (retries of later count as settled); False on time-out."""
        end = time.monotonic() + timeout_s
        with self._changed:
            while self._flying or self._held or (self._heap and self._heap[0][0] <= self._clock.seconds()):
                left = end - time.monotonic()
                if left <= 0:
                    return False
                self._changed.wait(min(left, 0.1))
            return True

    def close(self) -> None:
        """Send nothing any more and end the threads."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(timeout=5)

    def _push(self, due: float, delivery: Delivery) -> None:
        self._count += 1
        heapq.heappush(self._heap, (due, self._count, delivery))

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _start_threads(self) -> None:
        while len(self._threads) < self._workers and not self._closed:
            thread = threading.Thread(target=self._work, name="simulator-deliveries", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _work(self) -> None:
        while True:
            with self._changed:
                delivery = self._next()
                if delivery is None:
                    return
                self._flying += 1
                made = delivery.attempts
                delivery.attempts += 1
            try:
                status = delivery.attempt(made)
            except Exception:
                # A hook that cannot even be built must not end the thread that sends the others.
                status = None
            good = status is not None and 200 <= status < 300
            # Asked before we lock: a plan may wait for its site, which may wait in `submit` for us.
            pause = None if good else delivery.plan(made + 1, status)
            with self._changed:
                over = self._note(delivery, status, pause)
            try:
                if over and delivery.finished is not None:
                    delivery.finished(delivery)
            finally:
                # Only now: who waits for it to settle reads next what `finished` has written.
                with self._changed:
                    self._flying -= 1
                    self._changed.notify_all()

    def _next(self) -> Delivery | None:
        """The next due delivery; waits for one; None when closed."""
        while not self._closed:
            moment = time.monotonic()
            for target, (until, held) in list(self._held.items()):
                if until <= moment:
                    del self._held[target]
                    self._push(self._clock.seconds(), held)
            now = self._clock.seconds()
            if self._heap and self._heap[0][0] <= now:
                return heapq.heappop(self._heap)[2]
            wait = min(self._heap[0][0] - now, 60.0) if self._heap else 60.0
            self._changed.wait(min(wait, 0.2) if self._held else wait)
        return None

    def _note(self, delivery: Delivery, status: int | None, pause: float | None) -> bool:
        """Keep what an attempt brought, queue the next one; True when there is none."""
        delivery.status = status
        if pause is not None:
            delivery.state = "waiting"
            self._push(self._clock.seconds() + pause, delivery)
            return False
        delivery.state = "delivered" if status is not None and 200 <= status < 300 else "failed"
        return True
