"""httpClient: calls to this instance's own tracker as the sync identity, and to hosts that the connection allows.

Own calls go through the tracker's own signed session, which sends its credential to the one stored origin only; other
hosts through the guarded session, without any credential. A 429 or an unreachable tracker is waited out by the line.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from addon.platforms.errors import PlatformError, Reason
from addon.platforms.raw import LIMITS
from addon.rules.travel import plain
from addon.sandbox.services import HelperFailed
from addon.sync.helpers.session import Captured, Session, argument, text
from addon.transport.errors import TransportError
from addon.transport.exchange import Answer
from addon.transport.redaction import redacted_text

READS = frozenset({"GET", "HEAD"})
METHODS = READS | {"POST", "PUT", "PATCH", "DELETE"}
OWN_HEADERS = frozenset(
    {"authorization", "cookie", "host", "content-length", "transfer-encoding", "proxy-authorization", "connection"}
)
DEEPEST = 200
"""JSON that is nested deeper is taken for the text that it is."""
HIDDEN_HEADERS = frozenset({"set-cookie", "authorization", "www-authenticate"})


def get(session: Session, arguments: list[Any]) -> Any:
    """A read; a map behind the path holds parameters, a boolean there says nothing."""
    return _json("get", session, "GET", _with_query(argument(arguments, 0), argument(arguments, 1)), None)


def post(session: Session, arguments: list[Any]) -> Any:
    return _json("post", session, "POST", argument(arguments, 0), argument(arguments, 1))


def put(session: Session, arguments: list[Any]) -> Any:
    return _json("put", session, "PUT", argument(arguments, 0), argument(arguments, 1))


def patch(session: Session, arguments: list[Any]) -> Any:
    return _json("patch", session, "PATCH", argument(arguments, 0), argument(arguments, 1))


def delete(session: Session, arguments: list[Any]) -> Any:
    return _json("delete", session, "DELETE", argument(arguments, 0), None)


def http(session: Session, arguments: list[Any]) -> Any:
    """Any call; the answer whatever its status: `{code, body, headers}`."""
    method, path, body = text(argument(arguments, 0)).upper(), argument(arguments, 1), argument(arguments, 2)
    query, headers = argument(arguments, 3), argument(arguments, 4)
    sent = headers if isinstance(headers, Mapping) else {}
    return _exchange("http", session, method, _with_query(path, query), body, sent)


def _with_query(path: Any, query: Any) -> Any:
    """The path with the parameters of a map behind it."""
    if not isinstance(query, Mapping) or not query:
        return path
    asked = [(name, text(one)) for name, value in query.items() for one in _each(value)]
    return f"{text(path)}{'&' if '?' in text(path) else '?'}{urlencode(asked)}"


def add_header(session: Session, arguments: list[Any]) -> None:
    """A header for the next call; those that carry credentials are refused."""
    name, value = text(argument(arguments, 0)), text(argument(arguments, 1))
    _checked({name: value})
    session.headers[name] = value


def _json(verb: str, session: Session, method: str, path: Any, body: Any) -> Any:
    answer = _exchange(verb, session, method, path, body, {})
    if answer is None:
        return None
    code = int(answer["code"])
    if code >= 400:
        words = f"httpClient.{verb} {text(path)}: the answer was {code}. {_short(answer['body'])}"
        raise HelperFailed("IssueTrackerException", words.strip())
    return answer["body"]


def _exchange(verb: str, session: Session, method: str, path: Any, body: Any, headers: Mapping[str, Any]) -> Any:
    if method not in METHODS:
        raise HelperFailed(
            "IllegalArgumentException", f"httpClient knows no method {method}: use {', '.join(sorted(METHODS))}."
        )
    if not text(path):
        words = f"httpClient.{verb} got no path: null or an empty text. It needs one, such as /rest/api/3/issue/KEY-1."
        raise HelperFailed("IllegalArgumentException", words)
    sent = _checked(
        {**session.headers, **{str(name): ", ".join(map(text, _each(value))) for name, value in headers.items()}}
    )
    session.headers.clear()
    target, content = text(path), _content(body)

    def make() -> Any:
        return _shown(_call(session, method, target, content, sent))

    if method in READS:
        return make()
    request = {"method": method, "path": target, "body": content}
    return session.write(f"httpClient.{verb}", request, make, Captured(method, target, content))


def _call(session: Session, method: str, target: str, content: Any, headers: Mapping[str, str]) -> Answer:
    own = session.tracker.raw_calls
    if "://" in target:
        base = own.base_url
        if target != base and not target.startswith((f"{base}/", f"{base}?")):
            return _elsewhere(session, method, target, content, headers)
        target = target[len(base) :] or "/"
    if not target.startswith("/"):
        target = f"/{target}"
    return own.raw(method, target, content, headers, writes=method not in READS)


def _elsewhere(session: Session, method: str, target: str, content: Any, headers: Mapping[str, str]) -> Answer:
    """Another host: only one that the connection's settings name, guarded, and without our credential."""
    try:
        host = (urlsplit(target).hostname or "").lower()
    except ValueError:  # brackets without an end
        host = ""
    if host not in {one.lower() for one in session.hosts}:
        words = (
            f"httpClient may not call {host or 'this address'}: the connection's list of allowed hosts lacks it. "
            "An admin adds it to the setting http_hosts of the rules."
        )
        raise HelperFailed("SecurityException", words)
    data = None
    sent = dict(headers)
    if content is not None:
        data = (content if isinstance(content, str) else json.dumps(content)).encode()
        sent.setdefault("Content-Type", "application/json")
    try:
        return session.services.outside.request(method, target, data=data, headers=sent, limits=LIMITS)
    except TransportError as problem:
        raise PlatformError(
            Reason.REFUSED, f"{host} could not be called: {problem.message}", uncertain=problem.maybe_sent
        ) from problem


def _each(value: Any) -> list[Any]:
    """The values of a header or parameter, which rules write as a text or as a list."""
    return value if isinstance(value, list) else [value]


def _content(body: Any) -> Any:
    """What is sent: a text that is JSON as JSON, another text as it is, maps and lists as JSON."""
    if isinstance(body, str):
        try:
            return _readable(json.loads(body)) if body.strip() else None
        except (ValueError, RecursionError):
            return body
    return plain(body)


def _shown(answer: Answer) -> dict[str, Any]:
    try:
        body = _readable(answer.json()) if answer.body else None
    except (ValueError, RecursionError):
        body = answer.text()
    if answer.status >= 400:
        body = _without_credentials(body)
    headers = {name: value for name, value in answer.headers.items() if name.lower() not in HIDDEN_HEADERS}
    return {"code": answer.status, "body": body, "headers": headers}


def _readable(value: Any) -> Any:
    """The same value, unless it is nested by the hundred: then ValueError, as what works on it would fail."""
    level = [value]
    for _ in range(DEEPEST):
        level = [one for held in level if isinstance(held, list | dict) for one in _held(held)]
        if not level:
            return value
    raise ValueError("nested too deep")


def _held(value: list[Any] | dict[str, Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def _without_credentials(said: Any) -> Any:
    """What went wrong, as a rule may read it: broken servers repeat what they were sent, our credential included."""
    if isinstance(said, str):
        return redacted_text(said)
    if isinstance(said, Mapping):
        return {redacted_text(name): _without_credentials(value) for name, value in said.items()}
    return [_without_credentials(one) for one in said] if isinstance(said, list) else said


def _checked(headers: dict[str, str]) -> dict[str, str]:
    for name, value in headers.items():
        if name.lower() in OWN_HEADERS or not name.isascii() or any(one in "\r\n\0" for one in name + value):
            raise HelperFailed("SecurityException", f"The header {name[:60]!r} cannot be set by a rule.")
    return headers


def _short(body: Any) -> str:
    if body is None:
        return ""
    said = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    return said if len(said) <= 500 else said[:500] + "…"


TABLE = {
    "httpClient.get": get,
    "httpClient.post": post,
    "httpClient.put": put,
    "httpClient.patch": patch,
    "httpClient.delete": delete,
    "httpClient.http": http,
    "nodeHelper.addHTTPHeader": add_header,
}
