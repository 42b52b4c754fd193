"""Secrets that were planted, and where any of them shows up: whole, in part, or in another spelling."""

import base64
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

PART = 10
"""So many characters of a secret are a find. Fewer meet by chance in texts of megabytes."""


@dataclass
class Planted:
    """What must not be seen, by name."""

    parts: dict[bytes, str] = field(default_factory=dict)

    def plant(self, name: str, secret: str) -> str:
        """Remember a secret in every spelling; gives it back."""
        for form in _spellings(secret.encode()):
            for at in range(len(form) - PART + 1):
                self.parts.setdefault(form[at : at + PART], name)
        return secret

    def seen_in(self, text: str | bytes, *, allowed: Iterable[str] = ()) -> list[str]:
        """Which secrets can be read there, each with what is around its first part."""
        data = text.encode() if isinstance(text, str) else text
        found: dict[str, str] = {}
        for at in range(len(data) - PART + 1):
            name = self.parts.get(data[at : at + PART])
            if name is not None and name not in found and name not in allowed:
                found[name] = data[max(0, at - 80) : at + 60].decode("utf-8", "replace")
        return [f"{name}: …{around}…" for name, around in found.items()]


def _spellings(raw: bytes) -> Iterator[bytes]:
    yield raw
    yield quote(raw, safe="").encode()
    yield raw.hex().encode()
    for before in range(3):  # base64 of something that the secret is in the middle of
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            whole = encode(b"\0" * before + raw).rstrip(b"=")
            yield whole[4 if before else 0 : len(whole) - 4]


@dataclass(frozen=True)
class Exchange:
    """One request that a server got, and what it answered."""

    method: str
    url: str
    sent: bytes
    status: str
    answered: bytes


class Listener:
    """Stands before a WSGI application and writes everything down.

    While `echoing`, it answers as something broken does: it repeats the request's headers and body, as a page, or with
    400 and 403 as words in the shape of either product's errors.
    """

    def __init__(self, inner: Callable[..., Iterable[bytes]]) -> None:
        self._inner = inner
        self.heard: list[Exchange] = []
        self.echoing = 0
        """The status to echo with; 0: none."""

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        headers = "\n".join(f"{name}: {value}" for name, value in environ.items() if name.startswith("HTTP_"))
        url = f"{environ['PATH_INFO']}?{environ.get('QUERY_STRING', '')}"
        sent = headers.encode() + b"\n\n" + body
        if self.echoing and "/__control__" not in url:
            said = " ".join(sent.decode("utf-8", "replace").split())
            words = {"message": said, "error_description": said, "errorMessages": [said], "errors": {"summary": said}}
            is_page = self.echoing not in (400, 403)
            page = f"<html><pre>{said}</pre></html>".encode() if is_page else json.dumps(words).encode()
            start(f"{self.echoing} Broken", [("Content-Type", "text/html" if is_page else "application/json")])
            self.heard.append(Exchange(environ["REQUEST_METHOD"], url, sent, str(self.echoing), page))
            return [page]
        told: list[Any] = []

        def begin(status: str, answer_headers: list[tuple[str, str]], *more: Any) -> Any:
            told[:] = [status, answer_headers]
            return start(status, answer_headers, *more)

        answer = self._inner(environ, begin)
        content = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        shown = repr(told[1]).encode() + b"\n\n" + content
        self.heard.append(Exchange(environ["REQUEST_METHOD"], url, sent, str(told[0]), shown))
        return [content]


def without_tokens(url: str) -> str:
    """Our address as it was called, without the token that a Connect host has to put there."""
    return re.sub(r"jwt=[^&]*", "jwt=", url)
