"""A run's process as its parent holds it: two ends to talk through, a way to wait, a way to end it."""

import os
import select
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Protocol

from addon.sandbox.runlimits import RunLimits

PATIENCE = 10.0
"""Seconds to wait for word of a process that has ended; it comes at once, unless the machine has no time for it."""


class TooLate(Exception):
    """The run's wall clock is over."""


class Peer(Protocol):
    """One child. `read_from` and `write_to` are descriptors."""

    read_from: int
    write_to: int

    def wait(self, seconds: float, writing: bool) -> None:
        """Return when the child can be read from (or written to); raises `TooLate` after some seconds."""

    def end(self) -> None:
        """Kill the child, if it still lives, and let go of everything."""

    def exit_code(self) -> int | None:
        """How the child ended; None when it was never made."""


class Forked:
    """A child of the zygote. The warden tells of it: a pidfd at once, its exit status at the end."""

    def __init__(self, channel: socket.socket, warden: socket.socket) -> None:
        channel.setblocking(False)
        warden.settimeout(PATIENCE)
        self._channel = channel
        self._warden = warden
        self._poll = select.poll()
        self.read_from = self.write_to = channel.fileno()

    def wait(self, seconds: float, writing: bool) -> None:
        self._poll.register(self._channel, select.POLLOUT if writing else select.POLLIN)
        if seconds <= 0 or not self._poll.poll(seconds * 1000):
            raise TooLate

    def end(self) -> None:
        self._channel.close()
        pidfd = self._pidfd()
        if pidfd is not None:
            with suppress(OSError):
                signal.pidfd_send_signal(pidfd, signal.SIGKILL)
            os.close(pidfd)
        self._warden.close()

    def exit_code(self) -> int | None:
        pidfd = self._pidfd()
        if pidfd is None:
            return None
        os.close(pidfd)
        try:
            status = self._warden.recv(2)
        except OSError:
            status = b""
        return os.waitstatus_to_exitcode(int.from_bytes(status, "big"))

    def _pidfd(self) -> int | None:
        try:
            _, descriptors, _, _ = socket.recv_fds(self._warden, 1, 1)
        except OSError:
            return None
        return descriptors[0] if descriptors else None


class Spawned:
    """A fresh interpreter for one run, where there is no zygote (macOS, Windows); for development only."""

    def __init__(self, limits: RunLimits) -> None:
        from addon.sandbox.process import command

        keep = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
        call = f"from addon.sandbox.child import standalone; standalone({limits.memory}, {limits.cpu_seconds})"
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and code
            command(call), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=keep, bufsize=0
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self.read_from, self.write_to = self._process.stdout.fileno(), self._process.stdin.fileno()
        self._watch: threading.Timer | None = None
        self._late = False

    def wait(self, seconds: float, writing: bool) -> None:
        self._unwatch()
        if self._late or seconds <= 0:
            raise TooLate
        self._watch = threading.Timer(seconds, self._expire)
        self._watch.daemon = True
        self._watch.start()

    def _expire(self) -> None:
        self._late = True
        self._process.kill()

    def _unwatch(self) -> None:
        if self._watch is not None:
            self._watch.cancel()

    def end(self) -> None:
        self._unwatch()
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def exit_code(self) -> int | None:
        if self._late:
            raise TooLate
        return self._process.wait(PATIENCE)


def has_zygote() -> bool:
    """Whether this system can fork locked children from a waiting process."""
    return sys.platform.startswith("linux")
