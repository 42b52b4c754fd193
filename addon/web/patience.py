"""gunicorn's threads with an end to their patience: a client that stalls or trickles keeps none of them.

Without it, as many connections as there are threads, each with half a request or not reading its answer, stop the
whole process for as long as they like. A proxy that buffers requests prevents that; not every platform has one.

And a connection whose next request comes at once keeps its thread, which saves handing it to the poller and back.
"""

import errno
import select
import socket
from time import monotonic
from typing import Any

from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

SILENT_S = 15.0
"""How long one step may take: the next bytes of a request, or a part of an answer."""
READ_S = 20.0
"""How long one request may keep its thread waiting, beyond the time that its bytes take at the slowest pace."""
SLOWEST = 16 * 1024  # bytes in a second
PART = 64 * 1024
STAY_MS = 10
"""How long a thread waits for the next request on its connection, while there is a thread for every connection."""


class PatientSocket(socket.socket):
    """A connection whose blocking operations end; whoever is too slow is treated as one who hung up."""

    _left = READ_S

    def begin(self) -> None:
        """A request begins."""
        self._left = READ_S

    def has_more(self, within_ms: int) -> bool:
        """Whether something comes in, or the end of it, within this time."""
        chooser = select.poll()
        chooser.register(self, select.POLLIN)
        return bool(chooser.poll(within_ms))

    def setblocking(self, flag: bool, /) -> None:
        self.settimeout(SILENT_S if flag else 0.0)

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        if not self.gettimeout():
            return super().recv(size, flags)
        if self._left <= 0:
            return b""
        begun = monotonic()
        try:
            found = super().recv(size, flags)
        except TimeoutError:
            self._left = 0.0
            return b""
        self._left = min(READ_S, self._left + len(found) / SLOWEST - (monotonic() - begun))
        return found

    def sendall(self, data: Any, flags: int = 0, /) -> None:
        whole = memoryview(data)
        try:
            for start in range(0, len(whole), PART):
                super().sendall(whole[start : start + PART], flags)
        except TimeoutError as problem:
            raise BrokenPipeError(errno.EPIPE, "The client does not read its answer") from problem

    def sendfile(self, file: Any, offset: int = 0, count: int | None = None) -> int:
        try:
            return super().sendfile(file, offset, count)
        except TimeoutError as problem:
            raise BrokenPipeError(errno.EPIPE, "The client does not read its answer") from problem


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """The worker of `gunicorn.conf.py`."""

    def enqueue_req(self, conn: Any) -> None:
        """Hand a connection to a thread, where its next request is read."""
        if not isinstance(conn.sock, PatientSocket):
            plain = conn.sock
            conn.sock = PatientSocket(plain.family, plain.type, plain.proto, fileno=plain.detach())
            conn.sock.setblocking(False)
        conn.sock.begin()
        super().enqueue_req(conn)

    def handle(self, conn: Any) -> Any:
        """Answer a request, and those that follow at once on the same connection."""
        kept = super().handle(conn)
        while kept is True and self.alive and self.nr_conns <= self.cfg.threads and self._follows(conn):
            conn.sock.begin()
            kept = super().handle(conn)
        return kept

    def _follows(self, conn: Any) -> bool:
        return bool(conn.parser.unreader.buf.getvalue()) or conn.sock.has_more(STAY_MS)
