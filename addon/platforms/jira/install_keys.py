"""Atlassian's public keys for lifecycle calls, fetched by key id from one fixed host and remembered.

A key never changes, every rotation brings a new id. The id comes from whoever calls, so it is checked first, unknown
ids are remembered for a while, and fetches are limited: garbage must not make us hammer the key server.
Source: "Connect installation lifecycle security improvements" (connect-install-keys.atlassian.com).
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from addon.platforms.access import CONNECT_KEYS_URL
from addon.platforms.tokens import TokenRefused
from addon.transport.errors import TransportError
from addon.transport.exchange import Limits
from addon.transport.ratelimits import RateNote
from addon.transport.tracker import Params, TrackerSession

_SEGMENT = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}")
_KEY_MS = 24 * 3600 * 1000
_UNKNOWN_MS = 5 * 60 * 1000
_FETCHES_PER_MINUTE = 30
_REMEMBERED = 1000

Fetch = Callable[[str], str | None]  # key id → PEM, None when there is no such key; raises TransportError


class InstallKeys:
    """The keys by id. `fetch` asks the key server, `now` gives ms; safe to share between threads."""

    def __init__(self, fetch: Fetch, now: Callable[[], int]) -> None:
        self._fetch = fetch
        self._now = now
        self._lock = threading.Lock()
        self._known: OrderedDict[str, tuple[int, RSAPublicKey | None]] = OrderedDict()
        self._fetched: list[int] = []

    def get(self, kid: Any) -> RSAPublicKey:
        """The key of this id; raises TokenRefused."""
        if not isinstance(kid, str) or not _is_key_id(kid):
            raise TokenRefused("bad_key_id", "The token names no usable key")
        now = self._now()
        with self._lock:
            found = self._known.get(kid)
            if found is not None and found[0] > now:
                return _present(found[1])
            self._fetched = [at for at in self._fetched if at > now - 60_000]
            if len(self._fetched) >= _FETCHES_PER_MINUTE:
                raise TokenRefused("key_server_busy", "Too many unknown keys; try again in a minute", retry=True)
            self._fetched.append(now)
        try:
            pem = self._fetch(kid)
        except TransportError:
            raise TokenRefused("key_server_down", "Atlassian's key server did not answer", retry=True) from None
        key = _parsed(pem)
        with self._lock:
            self._known[kid] = (now + (_KEY_MS if key else _UNKNOWN_MS), key)
            self._known.move_to_end(kid)
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return _present(key)


def key_server(
    now: Callable[[], int], *, base_url: str = CONNECT_KEYS_URL, dev_loopback: bool = False, attempts: int = 2
) -> Fetch:
    """Asks the key server: fixed host, short time-outs, no redirects, small answers only."""
    session = TrackerSession(
        "jira_keys",
        base_url,
        lambda prepared: None,
        rate_reader=_no_notes,
        now=now,
        limits=Limits(connect=3, read=5, total=8, answer=16 * 1024),
        allow_http=dev_loopback,
    )
    nothing: Params = {}

    def fetch(kid: str) -> str | None:
        for attempt in range(attempts):
            try:
                answer = session.request("GET", f"/{kid}", params=nothing, headers={"Accept": "*/*"})
            except TransportError:
                if attempt + 1 == attempts:
                    raise
                continue
            if answer.status == 200:
                return answer.text()
            if answer.status in (400, 403, 404):
                return None
        raise TransportError("connect", "The key server has trouble")

    return fetch


def _is_key_id(kid: str) -> bool:
    parts = kid.split("/")
    return len(kid) <= 256 and len(parts) <= 4 and all(_SEGMENT.fullmatch(p) and ".." not in p for p in parts)


def _parsed(pem: str | None) -> RSAPublicKey | None:
    if pem is None:
        return None
    try:
        key = load_pem_public_key(pem.encode())
    except (ValueError, TypeError):
        return None
    return key if isinstance(key, RSAPublicKey) and key.key_size >= 2048 else None


def _present(key: RSAPublicKey | None) -> RSAPublicKey:
    if key is None:
        raise TokenRefused("unknown_key", "Atlassian's key server does not know the token's key")
    return key


def _no_notes(headers: Any, status: int, *, origin: str, method: str, path: str, now: int) -> RateNote | None:
    return None
