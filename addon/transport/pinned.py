"""Connections that go to an address which was checked in the very moment they were opened, and end in time."""

import socket
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.util.retry import Retry

from addon.transport.deadline import Watched
from addon.transport.guard import Guard, refused
from addon.transport.sessions import prepared_session


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
    class Plain(Watched, _Pinned, HTTPConnection):
        liaise_guard = guard
        liaise_tls = False

    class Secure(Watched, _Pinned, HTTPSConnection):
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
