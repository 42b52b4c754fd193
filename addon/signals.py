"""Waits for the operating system's word that a process is to end."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

END = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def told_to_end() -> Iterator[Callable[[], None]]:
    """Within the block SIGTERM and SIGINT end nothing by themselves; the function it gives waits for the first one.

    One that came before the wait counts too. For the main thread only, as signals are. The signal travels through a
    socket: a handler that sets an event waits for ever when it interrupts the event's own lock, and one that comes
    just before a thread falls asleep wakes nobody.
    """
    reader, writer = socket.socketpair()
    writer.setblocking(False)
    handlers = {number: signal.signal(number, _noted) for number in END}
    earlier = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)

    def wait() -> None:
        while reader.recv(1)[0] not in END:
            pass

    try:
        yield wait
    finally:
        signal.set_wakeup_fd(earlier)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        reader.close()
        writer.close()


def _noted(_number: int, _frame: FrameType | None) -> None:
    """Python writes to the socket only for signals that have a handler."""
