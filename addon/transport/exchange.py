"""One request and its answer: time limits, size limits and one way to fail."""

import json
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.client import IncompleteRead
from time import monotonic
from typing import Any

import requests
import urllib3
from requests import exceptions as problems
from urllib3 import exceptions as causes

from addon.transport.errors import TransportError
from addon.transport.redaction import redacted_text

PIECE = 64 * 1024
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to connect, seconds between two pieces of an answer, seconds for all of it, bytes of an answer."""

    connect: float = 5.0
    read: float = 30.0
    total: float = 120.0
    answer: int = 32 * MIB


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer; header names are matched ignoring case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    @property
    def content_type(self) -> str:
        """The media type without its parameters, in lower case."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    def text(self) -> str:
        """The body as text; a byte order mark is dropped, wrong bytes are replaced."""
        return self.body.decode("utf-8-sig", errors="replace")

    def json(self) -> Any:
        """The body as JSON, whatever its declared type; raises ValueError when it is none.

        Some Azure DevOps errors begin with a byte order mark.
        """
        try:
            return json.loads(self.body.decode("utf-8-sig"))
        except RecursionError:
            raise ValueError("JSON nested too deeply") from None


def send(
    session: requests.Session, prepared: requests.PreparedRequest, limits: Limits, *, within: float | None = None
) -> requests.Response:
    """Send and return once the headers are there; the body is read with `read_body` or `pieces`.

    Raises TransportError, and whatever the request's own body raises while it is read.
    """
    try:
        return session.send(
            prepared,
            stream=True,
            allow_redirects=False,
            timeout=(limits.connect, min(limits.read, within) if within else limits.read),
            proxies={},
            verify=True,
        )
    except (problems.RequestException, causes.HTTPError, OSError) as error:
        raise as_transport_error(error) from error


def read_body(response: requests.Response, limits: Limits, *, started: float | None = None) -> bytes:
    """The whole body, decompressed, up to the size limit; closes the response."""
    found = bytearray()
    for piece in pieces(response, limits, started=started):
        found += piece
    return bytes(found)


def pieces(
    response: requests.Response,
    limits: Limits,
    *,
    started: float | None = None,
    clock: Callable[[], float] = monotonic,
) -> Iterator[bytes]:
    """The body in pieces; counts what comes out of decompression, so that a bomb stops at the limit.

    An answer that trickles ends at the total time, or at the next byte behind it, as each may take `limits.read`.
    """
    begun, seen = clock() if started is None else started, 0
    declared = response.headers.get("Content-Length", "")
    if declared.isdigit() and int(declared) > limits.answer:
        response.close()
        raise TransportError("too_large", f"The answer announces {declared} bytes, more than {limits.answer}", True)
    try:
        # `read1` comes back with what one read of the socket gave: any other waits until a whole piece has trickled in.
        while piece := response.raw.read1(PIECE, decode_content=True):
            seen += len(piece)
            if seen > limits.answer:
                raise TransportError("too_large", f"The answer is larger than {limits.answer} bytes", True)
            if clock() - begun > limits.total:
                raise TransportError("timeout", f"The answer took longer than {limits.total:g} seconds", True)
            yield piece
    except (problems.RequestException, causes.HTTPError, IncompleteRead, OSError) as error:
        found = as_transport_error(error)
        raise TransportError("timeout" if found.trouble == "timeout" else "cut", found.message, True) from error
    finally:
        response.close()


def as_transport_error(error: BaseException) -> TransportError:
    """Name what `requests` or urllib3 raised; says whether the request can have arrived."""
    chain = list(_chain(error))
    own = next((e for e in chain if isinstance(e, TransportError)), None)
    if own is not None:
        return own
    words = redacted_text(str(chain[-1]) or type(chain[-1]).__name__)[:300]
    kinds = tuple(type(e) for e in chain)
    if any(issubclass(k, problems.InvalidURL | problems.InvalidSchema | problems.MissingSchema) for k in kinds):
        return TransportError("refused_address", "This is not an address that can be called")
    if any(issubclass(k, problems.ConnectTimeout | causes.ConnectTimeoutError) for k in kinds):
        return TransportError("connect", "The other side did not accept a connection in time")
    if any(issubclass(k, causes.NameResolutionError | socket.gaierror) for k in kinds):
        return TransportError("connect", "The host name is not known")
    if any(issubclass(k, causes.NewConnectionError | ConnectionRefusedError) for k in kinds):
        return TransportError("connect", f"No connection: {words}")
    if any(issubclass(k, problems.SSLError | causes.SSLError) for k in kinds):
        return TransportError("tls", f"The secure connection failed: {words}")
    if any(issubclass(k, problems.ReadTimeout | causes.ReadTimeoutError | TimeoutError) for k in kinds):
        return TransportError("timeout", "No answer came in time", True)
    return TransportError("cut", f"The connection broke: {words}", True)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting: list[Any] = [error]
    while waiting:
        one = waiting.pop(0)
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]


def header_view(headers: Mapping[str, str]) -> Mapping[str, str]:
    """Headers that are matched ignoring case."""
    return urllib3.HTTPHeaderDict(headers)
