"""A session with one tracker: credentials go to the one stored origin, every call is counted, limits are noted."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import requests

from addon.transport.deadline import Deadline
from addon.transport.errors import TransportError
from addon.transport.exchange import Answer, Limits, header_view, pieces, read_body, send
from addon.transport.ratelimits import RateNote
from addon.transport.sessions import plain_session, session_for

Sign = Callable[[requests.PreparedRequest], None]
Params = Mapping[str, str | int | bool | list[str] | None]


@dataclass(frozen=True, slots=True)
class CallNote:
    """One call that was made, for counters and budgets: `status` is None when no answer came."""

    api: str
    origin: str
    method: str
    path: str
    status: int | None
    seconds: float


class Observer(Protocol):
    """Who wants to know about calls and limits; called in the calling thread, must not raise."""

    def on_call(self, note: CallNote) -> None:
        """A call was made."""

    def on_rate(self, note: RateNote) -> None:
        """The tracker said something about limits."""


class Silent:
    """An observer that does not care."""

    def on_call(self, note: CallNote) -> None:
        """Ignore it."""

    def on_rate(self, note: RateNote) -> None:
        """Ignore it."""


class RateReader(Protocol):
    """`read_jira` or `read_azuredevops`."""

    def __call__(
        self, headers: Mapping[str, str], status: int, *, origin: str, method: str, path: str, now: int
    ) -> RateNote | None: ...


@dataclass(frozen=True, slots=True)
class Origin:
    """Scheme, host and port of a tracker, and the path everything lies under."""

    scheme: str
    host: str
    port: int
    path: str

    @classmethod
    def of(cls, base_url: str, *, allow_http: bool = False) -> "Origin":
        """Take a base address apart; raises ValueError when it is not a plain https address."""
        parts = urlsplit(base_url)
        allowed = ("https", "http") if allow_http else ("https",)
        if parts.scheme not in allowed or not parts.hostname or parts.username or parts.query or parts.fragment:
            raise ValueError("A tracker's address is https://host[/path] and nothing else")
        return cls(
            parts.scheme,
            parts.hostname,
            parts.port or (443 if parts.scheme == "https" else 80),
            parts.path.rstrip("/"),
        )

    def __str__(self) -> str:
        usual = self.port == (443 if self.scheme == "https" else 80)
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if usual else f":{self.port}")

    def check(self, url: str) -> None:
        """Raise unless this very address, as it will be called, belongs to this origin and path."""
        parts = urlsplit(url)
        same = (parts.scheme, parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)) == (
            self.scheme,
            self.host,
            self.port,
        )
        # Azure DevOps does not tell upper from lower case, and its own client lowers addresses.
        path, own = parts.path.lower(), self.path.lower()
        inside = path == own or path.startswith(own + "/")
        segments = unquote(unquote(parts.path)).replace("\\", "/").split("/")
        if not same or parts.username is not None or not inside or ".." in segments or "." in segments:
            raise TransportError("refused_address", "The address does not belong to this tracker")


class TrackerSession:
    """Calls to one tracker instance, signed for it and for nobody else.

    Safe to share between threads: the connections below are kept for each thread and origin.
    """

    def __init__(
        self,
        api: str,
        base_url: str,
        sign: Sign,
        *,
        rate_reader: RateReader,
        now: Callable[[], int],
        observer: Observer | None = None,
        limits: Limits | None = None,
        allow_http: bool = False,
    ) -> None:
        self.api = api
        self.base_url = base_url.rstrip("/")
        self.origin = Origin.of(base_url, allow_http=allow_http)
        self.limits = limits or Limits()
        self._sign = sign
        self._rate_reader = rate_reader
        self._now = now
        self._observer = observer or Silent()

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Params | None = None,
        body: Any = None,
        data: Any = None,
        headers: Mapping[str, str] | None = None,
        limits: Limits | None = None,
    ) -> Answer:
        """Make one call and read its whole answer.

        `body` is sent as JSON, `data` (bytes or a reader with a length) as it is. Raises TransportError.
        """
        started = monotonic()
        bounds = limits or self.limits
        response = self._open(method, path, params, body, data, headers, bounds)
        content = read_body(response, bounds, started=started)
        return Answer(response.status_code, header_view(response.headers), content, response.url)

    def stream(
        self,
        path: str,
        *,
        params: Params | None = None,
        headers: Mapping[str, str] | None = None,
        limits: Limits | None = None,
    ) -> tuple[int, Mapping[str, str], Iterator[bytes]]:
        """GET a body in pieces: status, headers, pieces. The connection is held until the pieces are used up."""
        bounds = limits or self.limits
        response = self._open(
            "GET", path, params, None, None, {"Accept-Encoding": "identity", **(headers or {})}, bounds
        )
        return response.status_code, header_view(response.headers), pieces(response, bounds)

    def exchange(self, prepared: requests.PreparedRequest, limits: Limits | None = None) -> requests.Response:
        """Send a request that somebody else prepared (the typed client), under the same rules.

        The head of the answer has to be there within `limits.total`, of a file within the time of one wait for it.
        """
        assert prepared.url is not None and prepared.method is not None
        self.origin.check(prepared.url)
        self._sign(prepared)
        path = urlsplit(prepared.url).path.removeprefix(self.origin.path)
        started = monotonic()
        status: int | None = None
        session = session_for(("tracker", str(self.origin)), plain_session)
        try:
            response = _with_head(session, prepared, limits or self.limits)
            status = response.status_code
        finally:
            self._observer.on_call(
                CallNote(self.api, str(self.origin), prepared.method, path, status, monotonic() - started)
            )
        note = self._rate_reader(
            response.headers,
            status,
            origin=str(self.origin),
            method=prepared.method,
            path=path,
            now=self._now(),
        )
        if note is not None:
            self._observer.on_rate(note)
        return response

    def _open(
        self,
        method: str,
        path: str,
        params: Params | None,
        body: Any,
        data: Any,
        headers: Mapping[str, str] | None,
        limits: Limits,
    ) -> requests.Response:
        if not path.startswith("/") or path.startswith("//") or "\\" in path:
            raise TransportError("refused_address", "A path at the tracker begins with one slash")
        sent = dict(headers or {})
        if body is not None:
            data = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
            sent.setdefault("Content-Type", "application/json")
        known = {k: _text(v) for k, v in (params or {}).items() if v is not None}
        session = session_for(("tracker", str(self.origin)), plain_session)
        request = requests.Request(method, self.base_url + path, params=known, data=data, headers=sent)
        try:
            prepared = session.prepare_request(request)
        except requests.RequestException as error:
            raise TransportError("refused_address", "This is not an address that can be called") from error
        return self.exchange(prepared, limits)


def _with_head(session: requests.Session, prepared: requests.PreparedRequest, limits: Limits) -> requests.Response:
    """The answer once its head is there. What is sent may be long, so only what sends nothing has less than all."""
    seconds = limits.total if prepared.body else min(limits.total, limits.connect + limits.read)
    with Deadline(seconds) as deadline:
        try:
            return send(session, prepared, limits, within=seconds)
        except TransportError as error:
            if deadline.passed and error.trouble != "connect":
                raise TransportError("timeout", f"No answer began within {seconds:g} seconds", True) from error
            raise


def _text(value: str | int | bool | list[str] | None) -> str | list[str]:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, list) else str(value)
