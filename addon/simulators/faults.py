"""Faults on request: which calls fail, how, how often; and the WSGI wrapper that makes them fail.

Kinds:

- `status`: answered with a status before the site did anything;
- `timeout-after-write`: the site does the work, the answer never comes: the connection stays silent until
  the caller hangs up (or `hold_s` is over) and then breaks;
- `cut`: the site does the work, the answer breaks off in the middle;
- `html`: the site does nothing and answers an HTML page with a 2xx, as a proxy or a sign-in page would.

A request with the header `X-No-Faults` is spared: the hand of a person in a test, who would look and try again.
"""

import contextlib
import random
import select
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from .calls import COST, IDENTITY, Call, CallRecorder
from .clock import SettableClock

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KINDS = ("status", "timeout-after-write", "cut", "html")


@dataclass(frozen=True)
class Fault:
    """A fault and the calls it meets.

    `path` is compared with the path without its query, `*` stands for anything; `method` "*" is any.
    `times` ends the fault after so many hits (None: never); `rate` is the share of matching calls hit.
    """

    kind: str
    method: str = "*"
    path: str = "*"
    status: int = 500
    times: int | None = None
    rate: float = 1.0
    hold_s: float = 60.0
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None

    @classmethod
    def from_json(cls, value: Any) -> "Fault":
        """Read a fault from the control contract; ValueError says what is wrong."""
        if not isinstance(value, dict):
            raise ValueError("a fault is a JSON object")
        unknown = set(value) - set(cls.__dataclass_fields__)
        if unknown:
            raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
        if value.get("kind") not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}")
        fault = cls(**value)
        for name, fits, words in _PARTS:
            if not fits(getattr(fault, name)):
                raise ValueError(f"{name} is {words}")
        return fault

    def meets(self, method: str, path: str) -> bool:
        return self.method in ("*", "", method) and fnmatchcase(path, self.path or "*")


def _whole(value: Any, lowest: int, highest: int) -> bool:
    return type(value) is int and lowest <= value <= highest


def _number(value: Any, highest: float) -> bool:
    return type(value) in (int, float) and 0 <= value <= highest


_PARTS: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
    ("method", lambda one: isinstance(one, str), "a text"),
    ("path", lambda one: isinstance(one, str), "a text"),
    ("status", lambda one: _whole(one, 100, 599), "a status between 100 and 599"),
    ("times", lambda one: one is None or _whole(one, 0, 10**9), "how often, a whole number or null"),
    ("rate", lambda one: _number(one, 1), "between 0 and 1"),
    ("hold_s", lambda one: _number(one, 3600), "a number of seconds up to an hour"),
    ("headers", lambda one: isinstance(one, dict) and all(isinstance(x, str) for x in one.values()), "texts by name"),
    ("body", lambda one: one is None or isinstance(one, str), "a text or null"),
)


class FaultBoard:
    """The faults now in force, first match wins."""

    def __init__(self, dice: random.Random | None = None) -> None:
        self._dice = dice or random.Random(1)
        self._faults: list[tuple[Fault, list[int]]] = []
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._faults.append((fault, [0]))

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()

    def all(self) -> list[dict[str, Any]]:
        """The faults in force with how often each hit."""
        with self._lock:
            return [{**fault.__dict__, "hits": hits[0]} for fault, hits in self._faults]

    def strike(self, method: str, path: str) -> Fault | None:
        """The fault that this call meets, counted as a hit; None lets it pass."""
        with self._lock:
            for fault, hits in self._faults:
                if fault.times is not None and hits[0] >= fault.times:
                    continue
                if fault.meets(method, path) and self._dice.random() < fault.rate:
                    hits[0] += 1
                    return fault
        return None


ErrorBody = Callable[[int], tuple[str, bytes]]
"""Gives content type and body of the product's own answer to a status."""

SIGN_IN_PAGE = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to continue</body></html>"


class FaultyApplication:
    """A WSGI application that records the API calls of another one and spoils those that meet a fault."""

    def __init__(
        self,
        inner: "WSGIApplication",
        *,
        clock: SettableClock,
        calls: CallRecorder,
        faults: FaultBoard,
        is_api: Callable[[str], bool],
        error_body: ErrorBody,
    ) -> None:
        self._inner = inner
        self._clock = clock
        self._calls = calls
        self._faults = faults
        self._is_api = is_api
        self._error_body = error_body

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "").encode("latin-1", "replace").decode("utf-8", "replace")
        if path.startswith("/__control__"):
            return self._inner(environ, start_response)
        method = environ.get("REQUEST_METHOD", "GET")
        spared = "HTTP_X_NO_FAULTS" in environ
        fault = None if spared else self._faults.strike(method, path)
        if fault is None and not self._is_api(path):
            return self._inner(environ, start_response)
        return self._answer(environ, start_response, method, path, fault)

    def _answer(
        self,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
        method: str,
        path: str,
        fault: Fault | None,
    ) -> Iterable[bytes]:
        if fault is not None and fault.kind in ("status", "html"):
            status, headers, body = self._instead(fault)
        else:
            status, headers, body = _run(self._inner, environ)
        seen = 0 if fault is not None and fault.kind == "timeout-after-write" else int(status.split(" ", 1)[0])
        self._calls.add(
            Call(
                method=method,
                path=path,
                query=environ.get("QUERY_STRING", ""),
                identity=environ.get(IDENTITY, "unknown" if fault else "anonymous"),
                status=seen,
                at=self._clock.now().isoformat().replace("+00:00", "Z"),
                fault=fault.kind if fault else None,
                cost=environ.get(COST),
            )
        )
        if fault is not None and fault.kind == "timeout-after-write":
            _wait_for_hang_up(environ.get("werkzeug.socket"), fault.hold_s)
            _hang_up(environ.get("werkzeug.socket"))
            raise ConnectionResetError("fault: the answer never comes")
        start_response(status, headers)
        if fault is not None and fault.kind == "cut":
            return _cut(body)
        return [body]

    def _instead(self, fault: Fault) -> tuple[str, list[tuple[str, str]], bytes]:
        if fault.kind == "html":
            code = fault.status if 200 <= fault.status < 400 else 200
            kind, body = "text/html; charset=utf-8", SIGN_IN_PAGE
        else:
            code = fault.status
            kind, body = self._error_body(code)
        if fault.body is not None:
            body = fault.body.encode()
        headers = [("Content-Type", kind), ("Content-Length", str(len(body))), *fault.headers.items()]
        if code == 429 and not any(name.lower() == "retry-after" for name in fault.headers):
            headers.append(("Retry-After", "1"))  # both products always say when to come back
        return f"{code} Fault", headers, body


def _run(inner: "WSGIApplication", environ: "WSGIEnvironment") -> tuple[str, list[tuple[str, str]], bytes]:
    """The whole answer of an application; its body is kept in memory, the sites are small."""
    begun: list[tuple[str, list[tuple[str, str]]]] = []
    written: list[bytes] = []

    def begin(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], object]:
        begun[:] = [(status, headers)]
        return written.append

    parts = inner(environ, begin)
    try:
        written.extend(parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
    status, headers = begun[0]
    body = b"".join(written)
    if environ.get("REQUEST_METHOD") != "HEAD" and not any(n.lower() == "content-length" for n, _ in headers):
        headers = [*headers, ("Content-Length", str(len(body)))]
    return status, headers, body


def _cut(body: bytes) -> Iterator[bytes]:
    """The first half of a body, then a broken connection (the length announced was the whole)."""
    yield body[: len(body) // 2]
    raise ConnectionResetError("fault: the answer is cut")


def _wait_for_hang_up(connection: socket.socket | None, hold_s: float) -> None:
    """Return when the caller has closed its side, or after `hold_s` seconds."""
    if connection is None:
        return
    end = time.monotonic() + hold_s
    while time.monotonic() < end:
        readable, _, _ = select.select([connection], [], [], 0.05)
        if not readable:
            continue
        try:
            if not connection.recv(1, socket.MSG_PEEK):
                return
        except OSError:
            return
        time.sleep(0.05)  # the caller sent more bytes than the request had: wait for its close


def _hang_up(connection: socket.socket | None) -> None:
    """Break the connection; the server alone would wait for the next request on it."""
    if connection is not None:
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
