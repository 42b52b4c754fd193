"""One `requests` session for each thread and origin, made so that it does only what it is told.

No environment proxies, no `.netrc`, no cookies, no redirects; repeats only where a connection could not be opened.
urllib3's own waiting on `Retry-After` is off: it would hold a worker for hours.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from addon.transport.deadline import WatchedAdapter

USER_AGENT = "Liaise/0.1"
ORIGINS_KEPT = 24  # for each thread; the least used session is closed beyond that

_kept = threading.local()


def plain_session() -> requests.Session:
    """A session with connect repeats only, whose requests a `Deadline` can end."""
    return prepared_session(WatchedAdapter(pool_connections=2, pool_maxsize=2, max_retries=_connect_only()))


def prepared_session(adapter: HTTPAdapter) -> requests.Session:
    """A session that sends everything through this adapter."""
    session = _Straight()
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers.clear()
    session.headers.update({"User-Agent": USER_AGENT, "Accept": "application/json", "Accept-Encoding": "gzip, deflate"})
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


class _Straight(requests.Session):
    """Even with redirects off, `requests` reads a redirect's whole body to prepare the next request: not here."""

    def resolve_redirects(self, *_: Any, **__: Any) -> Iterator[Any]:
        return iter(())


def session_for(key: tuple[str, ...], make: Callable[[], requests.Session]) -> requests.Session:
    """This thread's session for a key (kind and origin), made on first use."""
    sessions: OrderedDict[tuple[str, ...], requests.Session] | None = getattr(_kept, "sessions", None)
    if sessions is None:
        sessions = _kept.sessions = OrderedDict()
    found = sessions.get(key)
    if found is None:
        found = sessions[key] = make()
        while len(sessions) > ORIGINS_KEPT:
            sessions.popitem(last=False)[1].close()
    sessions.move_to_end(key)
    return found


def _connect_only() -> Retry:
    return Retry(
        total=None,
        connect=2,
        read=0,
        status=0,
        redirect=0,
        other=0,
        backoff_factor=0.2,
        respect_retry_after_header=False,
        raise_on_status=False,
        allowed_methods=None,
    )
