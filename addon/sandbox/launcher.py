"""What callers hold: a zygote kept alive, and jobs carried out in its children.

A zygote that died is started again, and a run that found it dead is tried once more. The next run's child is
forked and locked while nobody waits for it.
"""

import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from addon.sandbox.peers import Forked, Peer, Spawned, has_zygote
from addon.sandbox.process import Zygote, ZygoteFailed
from addon.sandbox.run import Run
from addon.sandbox.runlimits import RunLimits
from addon.sandbox.services import Services

SELF_TEST = {"kind": "self-test"}

DYING_S = 0.3


class SandboxUnavailable(Exception):
    """Scripts cannot be run here; the text says why and what would help."""


@dataclass(frozen=True)
class WallReport:
    """What the self-test found. `failures` lists what a locked process could still do."""

    limits: bool
    seccomp: bool
    landlock: int
    missing: str
    failures: tuple[str, ...]

    @property
    def stands(self) -> bool:
        """Whether scripts of strangers may run."""
        return self.seccomp and not self.failures


class Sandbox:
    """Runs jobs behind the wall. Thread-safe. `require_wall`: refuse scripts where seccomp does not hold."""

    def __init__(
        self, require_wall: bool, limits: RunLimits | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.limits = limits or RunLimits()
        self._require_wall = require_wall
        self._now = now
        self._lock = threading.Lock()
        self._zygote: Zygote | None = None
        self._spare: Peer | None = None
        self._report: WallReport | None = None

    def wall(self) -> WallReport:
        """What protects this machine from scripts; found once, by the self-test."""
        with self._lock:
            if self._report is None:
                self._report = self._test()
            return self._report

    def execute(self, job: Mapping[str, Any], services: Services | None = None) -> dict[str, Any]:
        """Carry out one job (see `jobs.perform`) and give its answer.

        What a script does is in the answer. Raises `SandboxUnavailable` only: no wall, or no process.
        """
        for _ in range(3):
            try:
                peer = self._new_peer()
            except OSError:
                self._settle()
                continue
            answer = Run(peer, self.limits, self._now).answer(job, services)
            if answer is not None:
                self._prepare_next()
                return answer
            self._settle()
        raise SandboxUnavailable("The script engine's process ended three times in a row.")

    def _settle(self) -> None:
        """A child gave no answer: its spare sibling is not trusted, and a zygote that is just dying is let die."""
        with self._lock:
            if self._spare is not None:
                self._spare.end()
                self._spare = None
            if self._zygote is not None:
                with suppress(subprocess.TimeoutExpired):
                    self._zygote.process.wait(DYING_S)

    def close(self) -> None:
        """End the zygote and with it every run."""
        with self._lock:
            if self._spare is not None:
                self._spare.end()
                self._spare = None
            if self._zygote is not None:
                self._zygote.end()
                self._zygote = None

    def _new_peer(self) -> Peer:
        """A child that waits for a job; raises OSError when the zygote just died."""
        report = self.wall()
        if self._require_wall and not report.stands:
            why = report.missing or "possible in a locked process: " + ", ".join(report.failures)
            raise SandboxUnavailable(
                f"Scripts are refused, because the system call filter does not hold here ({why}). "
                "Run on Linux with seccomp, or set REQUIRE_SCRIPT_WALL=0 if all scripts are your own."
            )
        with self._lock:
            spare, self._spare = self._spare, None
            return spare or self._peer()

    def _prepare_next(self) -> None:
        """Have one locked child ready that has seen nothing yet; it will serve one run, like any other."""
        with self._lock:
            if self._spare is None and self._zygote is not None:
                with suppress(OSError, SandboxUnavailable):
                    self._spare = self._peer()

    def _peer(self) -> Peer:
        if not has_zygote():
            return Spawned(self.limits)
        if self._zygote is not None and self._zygote.process.poll() is not None:
            self._zygote.end()
            self._zygote = None
        if self._zygote is None:
            try:
                self._zygote = Zygote(self.limits)
            except ZygoteFailed as problem:
                raise SandboxUnavailable(f"The script engine did not start: {problem}.") from None
        return Forked(*self._zygote.fork())

    def _test(self) -> WallReport:
        answer = Run(self._peer(), self.limits, self._now).answer(SELF_TEST, None)
        if answer is None or "wall" not in answer:
            return WallReport(False, False, 0, "the self-test did not answer", ())
        return WallReport(**answer["wall"], failures=tuple(answer["failures"]))
