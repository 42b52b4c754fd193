"""The one guard for every address that did not come from a constant: partners, notices, script hosts, images.

https on port 443, no credentials in the address, no redirects, and each connection goes to an address that was
checked in the very moment it was opened: the name is resolved once, every address it has must be public, and the
socket is opened to the checked number, so that a second look-up cannot say something else (DNS rebinding).
TLS still names and checks the host.
"""

import itertools
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.util.retry import Retry

from addon.transport import addresses
from addon.transport.addresses import Resolve
from addon.transport.errors import TransportError
from addon.transport.exchange import MIB, Answer, Limits, header_view, pieces, read_body, send
from addon.transport.sessions import prepared_session, session_for

Connect = Callable[[tuple[str, int], float | None], socket.socket]
_numbers = itertools.count()
PARTNER_LIMITS = Limits(connect=5.0, read=10.0, total=30.0, answer=8 * MIB)


class Guard:
    """Decides which addresses may be called.

    `dev_loopback` (demo and tests only) also allows http and any port on this machine itself, nothing else.
    """

    def __init__(
        self,
        *,
        dev_loopback: bool = False,
        resolve: Resolve = addresses.resolve,
        connect: Connect = socket.create_connection,
    ) -> None:
        self.dev_loopback = dev_loopback
        self.connect = connect
        self.number = next(_numbers)
        self._resolve = resolve

    def check_url(self, url: str) -> None:
        """Refuse an address by its looks; raises TransportError `refused_address` with a reason for people."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise refused("This is not a web address") from None
        if not parts.hostname or any(c.isspace() or ord(c) < 32 for c in url) or "\\" in url:
            raise refused("This is not a web address")
        if parts.username is not None or parts.password is not None:
            raise refused("An address with a user name or password in it is not called")
        if self.dev_loopback and parts.scheme == "http":
            return
        if parts.scheme != "https":
            raise refused("Only https addresses are called")
        if (port or 443) != 443 and not self.dev_loopback:
            raise refused("Only port 443 is called")

    def addresses_of(self, host: str, port: int, *, tls: bool) -> list[str]:
        """Resolve once and return the addresses to connect to, all of them checked."""
        try:
            found = list(self._resolve(host, port))
        except OSError as error:
            raise TransportError("connect", "The host name is not known") from error
        if not found:
            raise TransportError("connect", "The host name has no address")
        loopback = self.dev_loopback and all(addresses.is_loopback(a) for a in found)
        if loopback:
            return found
        if not tls or port != 443:
            raise refused("Only https on port 443 is called")
        if not all(addresses.is_public(a) for a in found):
            raise refused("The host name leads into a private network")
        return found


def refused(words: str) -> TransportError:
    """The guard's refusal."""
    return TransportError("refused_address", words)


class GuardedSession:
    """Requests to addresses that somebody else chose.

    >>> GuardedSession(Guard()).request("GET", "https://partner.example/n/x/.well-known/liaise")  # doctest: +SKIP
    """

    def __init__(self, guard: Guard, limits: Limits = PARTNER_LIMITS) -> None:
        self._guard = guard
        self._limits = limits

    def request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        data: Any = None,
        headers: Mapping[str, str] | None = None,
        limits: Limits | None = None,
    ) -> Answer:
        """One call; a redirect is an answer like any other (3xx), never followed. Raises TransportError.

        `limits.total` holds for everything: an answer that trickles is cut off.
        """
        bounds = limits or self._limits
        session, prepared = self._prepared(method, url, params, data, headers)
        started = monotonic()
        with _Deadline(bounds.total) as deadline:
            try:
                response = send(session, prepared, bounds, within=bounds.total)
                content = read_body(response, bounds, started=started)
            except TransportError as error:
                if deadline.passed:
                    raise TransportError("timeout", f"No full answer within {bounds.total:g} seconds", True) from error
                raise
        return Answer(response.status_code, header_view(response.headers), content, response.url)

    def stream(
        self, url: str, *, headers: Mapping[str, str] | None = None, limits: Limits
    ) -> tuple[int, Mapping[str, str], Iterator[bytes]]:
        """GET a file in pieces: status, headers, pieces. `limits` bound its size and time as a whole."""
        wanted = {"Accept": "*/*", "Accept-Encoding": "identity", **(headers or {})}
        session, prepared = self._prepared("GET", url, None, None, wanted)
        with _Deadline(limits.connect + limits.read) as deadline:
            try:
                response = send(session, prepared, limits)
            except TransportError as error:
                if deadline.passed:
                    raise TransportError("timeout", "No answer in time", True) from error
                raise
        return response.status_code, header_view(response.headers), pieces(response, limits)

    def _prepared(
        self, method: str, url: str, params: Mapping[str, str] | None, data: Any, headers: Mapping[str, str] | None
    ) -> tuple[requests.Session, requests.PreparedRequest]:
        self._guard.check_url(url)
        key = ("guarded", str(self._guard.number), urlsplit(url).netloc.lower())
        session = session_for(key, lambda: _guarded(self._guard))
        try:
            prepared = session.prepare_request(
                requests.Request(method, url, params=dict(params or {}), data=data, headers=dict(headers or {}))
            )
        except requests.RequestException as error:
            raise refused("This is not a web address") from error
        assert prepared.url is not None
        self._guard.check_url(prepared.url)
        return session, prepared


_current = threading.local()


class _Deadline:
    """Shuts the sockets of the running request down when its time is over: a slow trickle has no other end."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> "_Deadline":
        _current.deadline = self
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        _current.deadline = None
        with self._lock:
            self._sockets.clear()

    def watch(self, handle: socket.socket) -> None:
        with self._lock:
            if self.passed:
                _shut(handle)
            self._sockets.append(handle)

    def _end(self) -> None:
        with self._lock:
            self.passed = True
            for handle in self._sockets:
                _shut(handle)


def _shut(handle: socket.socket) -> None:
    with suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)


def _guarded(guard: Guard) -> requests.Session:
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
        deadline: _Deadline | None = getattr(_current, "deadline", None)
        if deadline is not None and self.liaise_handle is not None:
            deadline.watch(self.liaise_handle)
