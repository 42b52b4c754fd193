"""The one guard for every address that did not come from a constant: partners, notices, script hosts, images.

https on port 443, no credentials in the address, no redirects, and each connection goes to an address that was
checked in the very moment it was opened: the name is resolved once, every address it has must be public, and the
socket is opened to the checked number, so that a second look-up cannot say something else (DNS rebinding).
TLS still names and checks the host.
"""

from collections.abc import Mapping
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import requests

from addon.transport.deadline import Deadline
from addon.transport.errors import TransportError
from addon.transport.exchange import MIB, Answer, Limits, header_view, pieces, read_body, send
from addon.transport.guard import Guard, refused
from addon.transport.pinned import guarded_session
from addon.transport.sessions import session_for

PARTNER_LIMITS = Limits(connect=5.0, read=10.0, total=30.0, answer=8 * MIB)

__all__ = ["PARTNER_LIMITS", "Guard", "GuardedSession", "refused"]


class Pieces:
    """The pieces of one answer, all of them within one time: one that trickles is cut off, also in mid-piece."""

    def __init__(self, response: requests.Response, limits: Limits, deadline: Deadline) -> None:
        self._response = response
        self._limits = limits
        self._deadline = deadline
        self._pieces = pieces(response, limits)

    def __iter__(self) -> "Pieces":
        return self

    def __next__(self) -> bytes:
        try:
            piece = next(self._pieces, None)
        except TransportError as error:
            self.close()
            if self._deadline.passed:
                raise self._late() from error
            raise
        if piece is None:
            self.close()
            if self._deadline.passed:  # an answer without a length just ends when it is cut off
                raise self._late()
            raise StopIteration
        return piece

    def close(self) -> None:
        """Give the connection up; there are no more pieces."""
        self._response.close()
        self._deadline.end()

    def _late(self) -> TransportError:
        return TransportError("timeout", f"No full answer within {self._limits.total:g} seconds", True)


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
        with Deadline(bounds.total) as deadline:
            try:
                response = send(session, prepared, bounds, within=bounds.total)
                content = read_body(response, bounds, started=started)
            except TransportError as error:
                if deadline.passed:
                    raise TransportError("timeout", f"No full answer within {bounds.total:g} seconds", True) from error
                raise
            if deadline.passed:  # an answer without a length just ends when it is cut off
                raise TransportError("timeout", f"No full answer within {bounds.total:g} seconds", True)
        return Answer(response.status_code, header_view(response.headers), content, response.url)

    def stream(
        self, url: str, *, headers: Mapping[str, str] | None = None, limits: Limits
    ) -> tuple[int, Mapping[str, str], Pieces]:
        """GET a file in pieces: status, headers, pieces. `limits` bound its size and time as a whole.

        Whoever does not read the pieces to their end closes them.
        """
        wanted = {"Accept": "*/*", "Accept-Encoding": "identity", **(headers or {})}
        session, prepared = self._prepared("GET", url, None, None, wanted)
        with Deadline(limits.connect + limits.read) as deadline:
            try:
                response = send(session, prepared, limits)
            except TransportError as error:
                if deadline.passed:
                    raise TransportError("timeout", "No answer in time", True) from error
                raise
            deadline.hold(limits.total)
        return response.status_code, header_view(response.headers), Pieces(response, limits, deadline)

    def _prepared(
        self, method: str, url: str, params: Mapping[str, str] | None, data: Any, headers: Mapping[str, str] | None
    ) -> tuple[requests.Session, requests.PreparedRequest]:
        self._guard.check_url(url)
        key = ("guarded", str(self._guard.number), urlsplit(url).netloc.lower())
        session = session_for(key, lambda: guarded_session(self._guard))
        try:
            prepared = session.prepare_request(
                requests.Request(method, url, params=dict(params or {}), data=data, headers=dict(headers or {}))
            )
        except requests.RequestException as error:
            raise refused("This is not a web address") from error
        assert prepared.url is not None
        self._guard.check_url(prepared.url)
        return session, prepared
