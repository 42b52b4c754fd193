"""The program that waits, loaded and warm, and forks one locked child for each run.

Executed, never forked from a server: `python -I -c "…main()"` with an empty environment (see `launcher`).
Standard input is a socket: each message on it carries two descriptors, the run's channel and its warden. The
child keeps the channel; the warden stays here, gets a pidfd of the child at once and its exit status later.
At end-of-file all children are killed and the zygote ends.
"""

import gc
import os
import select
import signal
import socket
from contextlib import suppress

from addon.sandbox import child, warm
from addon.sandbox.channel import FORK
from addon.scripting.limits import set_baseline


def main(memory: int, cpu_seconds: int) -> None:
    """Serve fork requests on standard input until its end."""
    control = socket.socket(fileno=0)
    waker, woken = os.pipe()
    for end in (waker, woken):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, _nothing)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warm.load_everything()
    gc.collect()
    gc.freeze()
    set_baseline()  # what is frozen is not seen when a run's memory is counted
    control.send(b"R")
    wardens: dict[int, socket.socket] = {}
    waiting = select.poll()
    waiting.register(control, select.POLLIN)
    waiting.register(waker, select.POLLIN)
    while True:
        ready = {number for number, _ in waiting.poll()}
        if waker in ready:
            with suppress(BlockingIOError):
                os.read(waker, 4096)
            _bury(wardens)
        if control.fileno() in ready:
            message, descriptors, _, _ = socket.recv_fds(control, 1, 2)
            if message != FORK or len(descriptors) != 2:
                break
            _start(descriptors[0], socket.socket(fileno=descriptors[1]), wardens, memory, cpu_seconds)
    for pid in wardens:
        os.kill(pid, signal.SIGKILL)


def _nothing(number: int, frame: object) -> None:
    """A handler, so that the signal wakes the poll."""


def _start(
    channel: int, warden: socket.socket, wardens: dict[int, socket.socket], memory: int, cpu_seconds: int
) -> None:
    pid = os.fork()
    if pid == 0:
        child.live_and_die(channel, memory, cpu_seconds)
    os.close(channel)
    wardens[pid] = warden
    pidfd = os.pidfd_open(pid)
    with suppress(OSError):
        socket.send_fds(warden, [b"P"], [pidfd])
    os.close(pidfd)


def _bury(wardens: dict[int, socket.socket]) -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        warden = wardens.pop(pid, None)
        if warden is not None:
            with suppress(OSError):
                warden.send((status & 0xFFFF).to_bytes(2, "big"))
            warden.close()
