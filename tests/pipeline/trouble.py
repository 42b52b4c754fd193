"""Every way in which one call to a tracker can go wrong, played once on the next call that fits."""

import gzip
import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
import requests
from urllib3 import HTTPResponse

from addon.transport.errors import TransportError
from addon.transport.exchange import Limits
from addon.transport.tracker import TrackerSession

Answered = Callable[[], requests.Response]
Trouble = Callable[[Answered], requests.Response]
"""Gets the call that would be made, and makes it or not."""
HUGE = 5 * 1024**3


def made(status: int, body: bytes = b"", kind: str = "application/json", **headers: str) -> requests.Response:
    """An answer of one's own."""
    answer = requests.Response()
    answer.status_code, answer.url = status, "http://tracker.example/"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer.headers = requests.structures.CaseInsensitiveDict(
        {"Content-Type": kind, "Content-Length": str(len(body)), **named}
    )
    answer.raw = HTTPResponse(io.BytesIO(body), dict(answer.headers), preload_content=False)
    return answer


def instead(status: int, body: bytes = b"{}", kind: str = "application/json", **headers: str) -> Trouble:
    """The tracker does nothing and answers this."""
    return lambda answered: made(status, body, kind, **headers)


def after(status: int, body: bytes, kind: str = "application/json", **headers: str) -> Trouble:
    """The tracker does what was asked, and this comes back."""

    def play(answered: Answered) -> requests.Response:
        answered().close()
        return made(status, body, kind, **headers)

    return play


def silent(*, done: bool, trouble: Any = "timeout") -> Trouble:
    """No answer comes; what was asked is done, or not."""

    def play(answered: Answered) -> requests.Response:
        if done:
            answered().close()
        raise TransportError(trouble, "No answer came", maybe_sent=trouble != "connect")

    return play


def spoiled(change: Callable[[bytes], bytes], *, short: int = 0, **headers: str) -> Trouble:
    """What was asked is done; its answer comes as another, `short` of so many bytes that were announced."""

    def play(answered: Answered) -> requests.Response:
        real = answered()
        body, kind = change(real.content), real.headers.get("Content-Type", "application/json")
        # an answer without a body is no answer that something can be wrong with
        status = real.status_code if body else 204
        found = made(status, body, kind, **headers)
        found.headers["Content-Length"] = str(len(body) + short)
        found.raw = HTTPResponse(
            io.BytesIO(body),
            dict(found.headers),
            preload_content=False,
            enforce_content_length=True,
            request_method="GET",
        )
        return found

    return play


def _without_id(body: bytes) -> bytes:
    try:
        data = json.loads(body)
    except ValueError:
        return body[:-1]
    return json.dumps(_dropped(data)).encode()


def _dropped(data: Any) -> Any:
    if isinstance(data, list):
        return [_dropped(one) for one in data]
    if not isinstance(data, dict):
        return data
    return {name: _dropped(value) for name, value in data.items() if name not in ("id", "key", "fields")}


_SOON = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
_PAGE = b"<!DOCTYPE html><html><body>Something else</body></html>"
TROUBLES: dict[str, Trouble] = {
    "429": instead(429),
    "429 seconds": instead(429, Retry_After="3"),
    "429 date": instead(429, Retry_After=_SOON),
    "400": instead(400, b'{"errorMessages": ["No."], "message": "No."}'),
    "401": instead(401, b""),
    "403": instead(403),
    "404": instead(404),
    "409": instead(409),
    "412": instead(412),
    "413": instead(413),
    "500": instead(500),
    "500 done": after(500, b"{}"),
    "502 done": after(502, _PAGE, "text/html"),
    "503": instead(503, Retry_After="2"),
    "sign in": instead(302, Location="https://login.example/signin"),
    "203": instead(203, _PAGE, "text/html"),
    "elsewhere": instead(307, Location="https://maintenance.example/"),
    "elsewhere done": after(302, b"", Location="https://maintenance.example/"),
    "page": instead(200, _PAGE, "text/html"),
    "page done": after(200, _PAGE, "text/html"),
    "refused": silent(done=False, trouble="connect"),
    "silent": silent(done=False),
    "silent done": silent(done=True),
    "cut head": silent(done=True, trouble="cut"),
    "cut": spoiled(lambda body: body[: len(body) // 2], short=10),
    "truncated": spoiled(lambda body: body[: len(body) // 2]),
    "list": spoiled(lambda body: b"[]" if body else b""),
    "null": spoiled(lambda body: b"null" if body else b""),
    "object": spoiled(lambda body: b"{}" if body else b""),
    "number": spoiled(lambda body: b"7" if body else b""),
    "no id": spoiled(_without_id),
    "empty": spoiled(lambda body: b""),
    "no gzip": spoiled(lambda body: b"\x1f\x8b" + body, Content_Encoding="gzip"),
    "half gzip": spoiled(lambda body: gzip.compress(body)[:-9], Content_Encoding="gzip"),
    "huge": spoiled(lambda body: body, short=HUGE),
}


@dataclass
class Played:
    """Which calls the trouble met, and all that were made since."""

    met: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)


@contextmanager
def trouble(name: str, api: str, method: str, path: str, *, times: int = 1) -> Iterator[Played]:
    """The next calls that fit meet it; `path` is a pattern that has to be found in a path."""
    real: Callable[..., requests.Response] = TrackerSession.exchange
    seen = Played()

    def exchange(
        session: TrackerSession, prepared: requests.PreparedRequest, limits: Limits | None = None
    ) -> requests.Response:
        said = f"{prepared.method} {str(prepared.path_url).partition('?')[0]}"
        seen.calls.append(said)
        fits = session.api == api and prepared.method == method and re.search(path, str(prepared.path_url))
        if not fits or len(seen.met) >= times:
            return real(session, prepared, limits)
        seen.met.append(said)
        return TROUBLES[name](lambda: real(session, prepared, limits))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TrackerSession, "exchange", exchange)
        yield seen
