"""Jira's REST interface as verbs: signed, counted, and with one kind of error."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from addon.platforms.access import JiraAccess, Surroundings
from addon.platforms.answers import Words, bad_answer, failure_of_answer, json_of, reached
from addon.platforms.errors import PlatformError
from addon.platforms.jira.auth import ConnectSigner
from addon.platforms.raw import LIMITS, body_of, raw_answer
from addon.transport.exchange import Answer, Limits
from addon.transport.ratelimits import read_jira
from addon.transport.tracker import Params, TrackerSession

PRODUCT = "Jira"
FILE_LIMITS = Limits(connect=5, read=60, total=3600, answer=4 * 1024**3)
_CODES = {
    "ATTACHMENT_VALIDATION_ERROR": "The text shows a picture or file that the issue no longer has. "
    "Attach it to the issue again, or take it out of the text, on both sides.",
}
"""What Jira means by a code that it gives in place of words."""


class JiraClient:
    """Calls to one Jira site as the app's own user."""

    def __init__(self, access: JiraAccess, surroundings: Surroundings) -> None:
        self._now = surroundings.now
        self.base_url = access.base_url.rstrip("/")
        path = urlsplit(self.base_url).path
        sign = ConnectSigner(access.app_key, access.client_key, access.shared_secret, path, surroundings.now)
        self.session = TrackerSession(
            "jira",
            self.base_url,
            sign,
            rate_reader=read_jira,
            now=surroundings.now,
            observer=surroundings.observer,
            limits=surroundings.limits,
            allow_http=surroundings.dev_loopback,
        )

    def get(self, path: str, params: Params | None = None) -> Any:
        """Read something; never with a body, which Jira answers with 403 (CHANGE-2328)."""
        return self.call("GET", path, params=params, writes=False)

    def ask(self, path: str, body: Any, params: Params | None = None) -> Any:
        """Read something that Jira wants asked by POST; nothing is changed by it."""
        return self.call("POST", path, params=params, body=body, writes=False)

    def call(
        self,
        method: str,
        path: str,
        *,
        params: Params | None = None,
        body: Any = None,
        data: Any = None,
        headers: Mapping[str, str] | None = None,
        writes: bool = True,
        trace: str = "",
        limits: Limits | None = None,
    ) -> Any:
        """Make one call and return its JSON (None for an empty answer).

        `trace` comes back in the header `X-Atlassian-Webhook-Trace` of the web hook that a write causes.
        """
        sent = dict(headers or {})
        if trace:
            sent["X-Atlassian-Webhook-Trace"] = trace.encode("ascii", "replace").decode()[:1024]
        with reached(PRODUCT, writes=writes):
            answer = self.session.request(
                method, path, params=params, body=body, data=data, headers=sent, limits=limits
            )
        self._check(answer, writes)
        found = json_of(answer, PRODUCT, writes=writes)
        if params and "returnIssue" in params and answer.status != 204:
            issue = expect_dict(found, "the issue", writes=writes)
            expect_dict(issue.get("fields"), "an issue's fields", writes=writes)
            if not isinstance(issue.get("id"), str):
                raise bad_answer(PRODUCT, "the issue's id is missing", writes=writes)
        return found

    def raw(self, method: str, target: str, content: Any, headers: Mapping[str, str], *, writes: bool) -> Answer:
        """See `addon.platforms.raw.RawCalls`."""
        sent = dict(headers)
        body = body_of(content, sent)
        return raw_answer(
            lambda: self.session.request(method, target, headers=sent, limits=LIMITS, **body),
            writes=writes,
            product=PRODUCT,
            now=self._now,
            read_words=read_words,
        )

    def stream(self, path: str, params: Params | None = None) -> Iterator[bytes]:
        """A body in pieces, each piece or its failure as it comes."""
        with reached(PRODUCT, writes=False):
            status, headers, pieces = self.session.stream(
                path, params=params, headers={"Accept": "*/*"}, limits=FILE_LIMITS
            )
            if status not in (200, 206):
                answer = Answer(status, headers, b"".join(pieces)[:65536], path)
                self._check(answer, False)
                raise bad_answer(PRODUCT, f"status {status} for a file", status=status)
            yield from pieces

    def redirect_of(self, path: str) -> str:
        """Where Jira sends somebody who asks for this; empty when it sends nobody anywhere, or has no such thing."""
        with reached(PRODUCT, writes=False):
            answer = self.session.request("GET", path, headers={"Accept": "*/*"})
        if 300 <= answer.status < 400:
            return answer.headers.get("Location", "")
        if answer.status not in (200, 206, 404):
            self._check(answer, False)
        return ""

    def _check(self, answer: Answer, writes: bool) -> None:
        failure = failure_of_answer(answer, writes=writes, product=PRODUCT, now=self._now(), read_words=read_words)
        if failure is not None:
            raise failure


def read_words(answer: Answer) -> Words:
    """Jira's two shapes of an error: `{errorMessages, errors}` and `{message}`."""
    try:
        found = answer.json()
    except (ValueError, RecursionError):
        return Words()
    if not isinstance(found, dict):
        return Words()
    said = found.get("errorMessages")
    messages = [_plainly(str(m)) for m in said] if isinstance(said, list) else []
    errors = found.get("errors")
    fields = {str(k): _plainly(str(v)) for k, v in errors.items()} if isinstance(errors, dict) else {}
    message = " ".join(messages) or str(found.get("message") or "")
    return Words(message or "; ".join(f"{k}: {v}" for k, v in fields.items()), fields)


def _plainly(said: str) -> str:
    """What Jira says, or what it means where it gives a code alone."""
    return _CODES.get(said, said)


def expect_dict(found: Any, what: str, *, writes: bool = False) -> dict[str, Any]:
    """An object, or BAD_ANSWER."""
    if not isinstance(found, dict):
        raise bad_answer(PRODUCT, f"{what} is not an object", writes=writes)
    return found


def expect_list(found: Any, what: str) -> list[Any]:
    """A list, or BAD_ANSWER."""
    if not isinstance(found, list):
        raise bad_answer(PRODUCT, f"{what} is not a list")
    return found


def is_missing(error: PlatformError) -> bool:
    """Whether the error means: gone, or not visible."""
    return error.reason == "not_found"
