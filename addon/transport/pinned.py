"""Connections that go to an address which was checked in the very moment they were opened, and end in time."""

import socket
import threading
from contextlib import suppress
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.util.retry import Retry

from addon.transport.guard import Guard, refused
from addon.transport.sessions import prepared_session

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


def guarded_session(guard: Guard) -> requests.Session:
    """A session that opens connections only through the guard."""
    return prepared_session(_GuardedAdapter(guard))


class _GuardedAdapter(HTTPAdapter):
    """An adapter whose connections are opened by the guard."""

    def __init__(self, guard: Guard) -> None:
        self._liaise_guard = guard
        super().__init__(pool_connections=2, pool_maxsize=2, max_retries=Retry(total=0, read=False))

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **kwargs: Any) -> None:
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pool_classes(self._liaise_guard)


def _pool_classes(guard: Guard) -> dict[str, Any]:
    class Plain(_Pinned, HTTPConnection):
        liaise_guard = guard
        liaise_tls = False

    class Secure(_Pinned, HTTPSConnection):
        liaise_guard = guard
        liaise_tls = True

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


class _Pinned:
    """Opens its socket to an address that the guard has just checked."""

    liaise_guard: Guard
    liaise_tls: bool
    liaise_handle: socket.socket | None = None
    host: str
    port: int
    timeout: Any

    def _new_conn(self) -> socket.socket:
        host = self.host.strip("[]")
        checked = self.liaise_guard.addresses_of(host, self.port, tls=self.liaise_tls)
        opened = self._connect(checked)
        peer = str(opened.getpeername()[0])
        if peer not in checked:
            opened.close()
            raise refused("The connection went elsewhere than checked")
        self.liaise_handle = opened.dup()
        self._watched()
        return opened

    def _connect(self, checked: list[str]) -> socket.socket:
        last: OSError | None = None
        for address in checked[:4]:
            try:
                return self.liaise_guard.connect((address, self.port), self.timeout)
            except OSError as error:
                last = error
        if isinstance(last, TimeoutError):
            raise ConnectTimeoutError(self, "connect timed out") from last
        raise NewConnectionError(self, f"no connection: {last}") from last  # type: ignore[arg-type]

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
