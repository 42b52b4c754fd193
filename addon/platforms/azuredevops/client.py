"""Azure DevOps' REST interface as verbs: signed, counted, and with one kind of error."""

from collections.abc import Generator, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from addon.platforms.access import Surroundings
from addon.platforms.answers import Words, bad_answer, failure_of_answer, json_of, reached
from addon.platforms.azuredevops.fields import HUB_NAMES
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.raw import LIMITS, body_of, raw_answer
from addon.transport.exchange import Answer, Limits
from addon.transport.ratelimits import read_azuredevops
from addon.transport.tracker import Params, Sign, TrackerSession

PRODUCT = "Azure DevOps"
VERSION = "7.1"
FILE_LIMITS = Limits(connect=5, read=60, total=3600, answer=4 * 1024**3)
_PATCH = "application/json-patch+json"
_NO_REDIRECT = {"X-TFS-FedAuthRedirect": "Suppress"}
"""Without this header a rejected credential is answered by a redirect to the sign-in page."""


class AzureDevOpsClient:
    """Calls to one organization as whoever signs."""

    def __init__(self, base_url: str, sign: Sign, surroundings: Surroundings) -> None:
        self._now = surroundings.now
        self.base_url = base_url.rstrip("/")
        self.session = TrackerSession(
            "azuredevops",
            self.base_url,
            sign,
            rate_reader=read_azuredevops,
            now=surroundings.now,
            observer=surroundings.observer,
            limits=surroundings.limits,
            allow_http=surroundings.dev_loopback,
        )

    def get(self, path: str, params: Params | None = None, *, version: str = VERSION) -> Any:
        """Read something."""
        return self.call("GET", path, params=params, version=version, writes=False)

    def ask(self, path: str, body: Any, params: Params | None = None) -> Any:
        """Read something that Azure DevOps wants asked by POST; nothing is changed by it."""
        return self.call("POST", path, params=params, body=body, writes=False)

    def patch(
        self, method: str, path: str, operations: list[dict[str, Any]], *, validate_only: bool = False
    ) -> dict[str, Any]:
        """A JSON patch on a work item; the answer is the whole item with its relations."""
        params: dict[str, Any] = {"$expand": "all", **({"validateOnly": True} if validate_only else {})}
        headers, writes = {"Content-Type": _PATCH}, not validate_only
        found = self.call(method, path, params=params, body=operations, headers=headers, writes=writes)
        return expect_dict(found, "the work item", writes=writes)

    def call(
        self,
        method: str,
        path: str,
        *,
        params: Params | None = None,
        body: Any = None,
        data: Any = None,
        headers: Mapping[str, str] | None = None,
        version: str = VERSION,
        writes: bool = True,
        limits: Limits | None = None,
    ) -> Any:
        """Make one call and return its JSON (None for an empty answer)."""
        answer = self._answer(method, path, params, body, data, headers, version, writes, limits)
        return json_of(answer, PRODUCT, writes=writes)

    def page(self, path: str, params: Params) -> tuple[Any, str]:
        """A part of a list, and the token by which the next is asked for: a header holds it, none with the last."""
        answer = self._answer("GET", path, params, None, None, None, VERSION, False, None)
        return json_of(answer, PRODUCT, writes=False), answer.headers.get("X-MS-ContinuationToken", "")

    def _answer(
        self,
        method: str,
        path: str,
        params: Params | None,
        body: Any,
        data: Any,
        headers: Mapping[str, str] | None,
        version: str,
        writes: bool,
        limits: Limits | None,
    ) -> Answer:
        with reached(PRODUCT, writes=writes):
            answer = self.session.request(
                method,
                path,
                params={**(params or {}), "api-version": version},
                body=body,
                data=data,
                headers={**_NO_REDIRECT, **(headers or {})},
                limits=limits,
            )
        self.check(answer, writes=writes)
        return answer

    def look(self, path: str, *, version: str = VERSION) -> Answer:
        """What a read answers, whatever its status; raises `PlatformError` when nothing came."""
        with reached(PRODUCT, writes=False):
            return self.session.request("GET", path, params={"api-version": version}, headers=_NO_REDIRECT)

    def raw(self, method: str, target: str, content: Any, headers: Mapping[str, str], *, writes: bool) -> Answer:
        """See `addon.platforms.raw.RawCalls`; paths may begin with the organization, as in old rules."""
        sent = {**headers, **_NO_REDIRECT}
        organization = urlsplit(self.base_url).path.rstrip("/").lower()
        if organization and target.lower().startswith(f"{organization}/"):
            target = target[len(organization) :]
        params = {} if "api-version" in parse_qs(urlsplit(target).query) else {"api-version": VERSION}
        if isinstance(content, list) and "/wit/workitems" in target.lower():
            sent.setdefault("Content-Type", _PATCH)
        body = body_of(content, sent)
        return raw_answer(
            lambda: self.session.request(method, target, params=params, headers=sent, limits=LIMITS, **body),
            writes=writes,
            product=PRODUCT,
            now=self._now,
            read_words=read_words,
        )

    def stream(self, path: str, params: Params | None = None) -> Iterator[bytes]:
        """A body in pieces."""
        with reached(PRODUCT, writes=False):
            yield from self._file(path, params)[1]

    def size(self, path: str, params: Params | None = None) -> int:
        """How many bytes a body has: as it is announced, else counted."""
        with reached(PRODUCT, writes=False):
            headers, pieces = self._file(path, params)
            announced = headers.get("Content-Length", "")
            seen = len(next(pieces, b""))
            if announced.isascii() and announced.isdigit() and "Content-Encoding" not in headers:
                pieces.close()
                return int(announced)
            return seen + sum(map(len, pieces))

    def _file(self, path: str, params: Params | None) -> tuple[Mapping[str, str], Generator[bytes, None, None]]:
        status, headers, pieces = self.session.stream(
            path,
            params={**(params or {}), "api-version": VERSION},
            headers={"Accept": "*/*", **_NO_REDIRECT},
            limits=FILE_LIMITS,
        )
        if status not in (200, 206):
            self.check(Answer(status, headers, b"".join(pieces)[:65536], path), writes=False)
            raise bad_answer(PRODUCT, f"status {status} for a file", status=status)
        return headers, (piece for piece in pieces)

    def check(self, answer: Answer, *, writes: bool) -> None:
        """Raise what an answer means when it is not a good one."""
        failure = failure_of_answer(answer, writes=writes, product=PRODUCT, now=self._now(), read_words=read_words)
        if failure is not None:
            raise sharpened(failure, read_words(answer))


def read_words(answer: Answer) -> Words:
    """`{message, typeKey, customProperties}`; a rule's refusal names each field."""
    try:
        found = answer.json()
    except (ValueError, RecursionError):
        plain = answer.text().strip() if answer.content_type == "text/plain" else ""
        return Words(plain[:500])
    if not isinstance(found, dict):
        return Words()
    properties = found.get("customProperties")
    fields: dict[str, str] = {}
    if isinstance(properties, dict):
        listed = properties.get("RuleValidationErrors")
        for error in [properties, *(listed if isinstance(listed, list) else ())]:
            if not isinstance(error, dict):
                continue
            name = error.get("fieldReferenceName") or error.get("FieldReferenceName")
            words = error.get("errorMessage") or error.get("ErrorMessage")
            if name:
                fields[HUB_NAMES.get(str(name), str(name))] = str(words or "is not accepted")
    return Words(str(found.get("message") or ""), fields, str(found.get("typeKey") or ""))


# A number of Azure DevOps' own in the message says more than the status it comes with.
_NUMBERS: tuple[tuple[str, Reason, bool], ...] = (
    ("TF26071", Reason.CONFLICT, False),
    ("VS403351", Reason.CONFLICT, False),
    ("TF237082", Reason.TOO_LARGE, True),
    ("TF200016", Reason.PROJECT_GONE, True),
    ("TF401347", Reason.REFUSED_FIELDS, True),
    ("VS402335", Reason.UNAVAILABLE, False),
    ("VS402490", Reason.UNAVAILABLE, False),
    ("VS402491", Reason.UNAVAILABLE, False),
    ("TF24668", Reason.UNAVAILABLE, False),
)


def sharpened(failure: PlatformError, words: Words) -> PlatformError:
    """The same failure with the reason that Azure DevOps' own error number gives."""
    if words.code == "TestPatchOperationFailedException":
        failure.reason, failure.permanent = Reason.CONFLICT, False
    if failure.reason is Reason.FORBIDDEN and "TF400813" in words.message:
        failure.message += " Its access level or the scopes of its token do not reach that far: run the node's checks."
    for number, reason, permanent in _NUMBERS:
        if number in words.message:
            failure.reason, failure.permanent = reason, permanent
            failure.at_tracker = failure.at_tracker or reason is Reason.UNAVAILABLE
            if number == "TF401347":
                name = "iterationPath" if "System.Iteration" in words.message else "areaPath"
                failure.fields = {name: words.message}
    return failure


def part(text: str) -> str:
    """A name as one part of a path."""
    return quote(text, safe="")


def expect_dict(found: Any, what: str, *, writes: bool = False) -> dict[str, Any]:
    """An object, or BAD_ANSWER."""
    if not isinstance(found, dict):
        raise bad_answer(PRODUCT, f"{what} is not an object", writes=writes)
    return found


def expect_list(found: Any, what: str) -> list[Any]:
    """The list in `{count, value}` or the list itself, or BAD_ANSWER."""
    value = found.get("value") if isinstance(found, dict) else found
    if not isinstance(value, list):
        raise bad_answer(PRODUCT, f"{what} is not a list")
    return value


def expect_number(found: Any, what: str) -> int:
    """A whole number, also as text, or BAD_ANSWER."""
    if isinstance(found, str) and found.isascii() and found.isdigit():
        return int(found)
    if not isinstance(found, int) or isinstance(found, bool):
        raise bad_answer(PRODUCT, f"{what} is not a number")
    return found
