"""An end for requests that a limit between two pieces cannot end: one byte now and then keeps a thread for ever."""

import socket
import threading
from contextlib import suppress
from http.client import HTTPResponse, RemoteDisconnected
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

_current = threading.local()


class Deadline:
    """Shuts the sockets of the running request down when its time is over: a slow trickle has no other end."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._held = False
        self._timer = self._timer_of(seconds)

    def __enter__(self) -> "Deadline":
        _current.deadline = self
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        _current.deadline = None
        if not self._held:
            self.end()

    def watch(self, handle: socket.socket) -> None:
        """Also shut this one down at the end; a handle of our own outlives a connection closed before its answer."""
        with self._lock:
            if self.passed:
                _shut(handle)
            self._sockets.append(handle.dup())

    def hold(self, seconds: float) -> None:
        """Go on for so long from now, behind the block as well, until `end`: an answer is read after it began."""
        self._held = True
        self._timer.cancel()
        self._timer = self._timer_of(seconds)
        self._timer.start()

    def end(self) -> None:
        """Watch nothing any more."""
        self._timer.cancel()
        with self._lock:
            for handle in self._sockets:
                handle.close()
            self._sockets.clear()

    def _timer_of(self, seconds: float) -> threading.Timer:
        made = threading.Timer(seconds, self._end)
        made.daemon = True
        return made

    def _end(self) -> None:
        with self._lock:
            self.passed = True
            for handle in self._sockets:
                _shut(handle)


def _shut(handle: socket.socket) -> None:
    with suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)


class WholeHead(HTTPResponse):
    """An answer whose head came to its end: Python's own takes the end of the connection for the end of the head."""

    def begin(self) -> None:
        held: Any = self.fp
        lines: Any = _Lines(held)
        self.fp = lines
        try:
            super().begin()
        finally:
            if self.fp is lines:
                self.fp = held
        if not lines.last:
            self._close_conn()  # type: ignore[attr-defined]
            raise RemoteDisconnected("the head of the answer was cut off")


class _Lines:
    """A reader that knows the last line it gave."""

    def __init__(self, held: Any) -> None:
        self._held = held
        self.last = b""

    def readline(self, limit: int = -1) -> bytes:
        self.last = self._held.readline(limit)
        return self.last

    def __getattr__(self, name: str) -> Any:
        return getattr(self._held, name)


class Watched:
    """A connection whose socket the deadline of the running request shuts down; comes before urllib3's own classes."""

    response_class: Any = WholeHead
    liaise_handle: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        opened: socket.socket = super()._new_conn()  # type: ignore[misc]
        self.liaise_handle = opened.dup()
        self._watched()
        return opened

    def request(self, *args: Any, **kwargs: Any) -> Any:
        self._watched()
        return super().request(*args, **kwargs)  # type: ignore[misc]

    def close(self) -> None:
        if self.liaise_handle is not None:
            self.liaise_handle.close()
            self.liaise_handle = None
        super().close()  # type: ignore[misc]

    def _watched(self) -> None:
        deadline: Deadline | None = getattr(_current, "deadline", None)
        if deadline is not None and self.liaise_handle is not None:
            deadline.watch(self.liaise_handle)


class _Plain(Watched, HTTPConnection):
    pass


class _Secure(Watched, HTTPSConnection):
    pass


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class WatchedAdapter(HTTPAdapter):
    """An adapter whose requests a `Deadline` can end."""

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **kwargs: Any) -> None:
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
