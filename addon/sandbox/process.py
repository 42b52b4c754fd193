"""The zygote's process, seen from its parent."""

import socket
import subprocess
import sys
from pathlib import Path

from addon.sandbox.channel import FORK
from addon.sandbox.runlimits import RunLimits

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60.0
END_SECONDS = 10.0
LONGEST_REASON = 300


def command(call: str) -> list[str]:
    """A command line that runs some of our code in a fresh isolated interpreter."""
    return [sys.executable, "-I", "-X", "utf8", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {call}"]


class ZygoteFailed(Exception):
    """The zygote did not come up; the text says why, as far as loading once more can tell."""


class Zygote:
    """One running zygote process and the socket to it."""

    def __init__(self, limits: RunLimits) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        call = f"from addon.sandbox.zygote import main; main({limits.memory}, {limits.cpu_seconds})"
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and code
            command(call),
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict[str, str](),
            cwd="/",
            start_new_session=True,
        )
        theirs.close()
        self.control = ours
        self.control.settimeout(START_SECONDS)
        try:
            ready = self.control.recv(1)
        except (TimeoutError, OSError):
            ready = b""
        if ready != b"R":
            self.end()
            raise ZygoteFailed(_what_fails())

    def fork(self) -> tuple[socket.socket, socket.socket]:
        """A new child: its channel and its warden. Raises OSError when the zygote is dead."""
        channel, channel_there = socket.socketpair()
        warden, warden_there = socket.socketpair()
        try:
            socket.send_fds(self.control, [FORK], [channel_there.fileno(), warden_there.fileno()])
        except OSError:
            channel.close()
            warden.close()
            raise
        finally:
            channel_there.close()
            warden_there.close()
        return channel, warden

    def end(self) -> None:
        self.control.close()
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _what_fails() -> str:
    """The last thing that is said when all that a zygote loads is loaded once more, where it may speak."""
    call = "from addon.sandbox.warm import load_everything; load_everything()"
    try:
        found = subprocess.run(  # noqa: S603 - our own interpreter and code
            command(call), stdin=subprocess.DEVNULL, capture_output=True, env={}, cwd="/", timeout=START_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        return str(problem)
    lines = found.stderr.decode(errors="replace").strip().splitlines()
    return lines[-1][:LONGEST_REASON] if lines else "its process ended, or took too long to start"
