"""Turns what came back, or did not, into `PlatformError`: one decided treatment for each case."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from addon.platforms.errors import PlatformError, Reason
from addon.transport.errors import TransportError
from addon.transport.exchange import Answer
from addon.transport.ratelimits import limits_one_entity, retry_after
from addon.transport.redaction import redacted_text
from addon.transport.uploads import UploadCut

_PAUSE_WHEN_UNAVAILABLE = 5.0
_SHORTEST_PAUSE = 1.0
"""Seconds after a 429 whose answer says "at once", or something in the past."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the tracker said about a failure: text for people, words by field, its own kind of error."""

    message: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    code: str = ""


ReadWords = Callable[[Answer], Words]


def failure_of_transport(error: TransportError, *, writes: bool, product: str) -> PlatformError:
    """No answer: connect and TLS trouble never reached the tracker, a time-out or cut may have."""
    uncertain = writes and error.maybe_sent
    if error.trouble == "refused_address":
        return PlatformError(Reason.REFUSED, error.message, permanent=True)
    if error.trouble == "timeout":
        words = f"{product} did not answer in time"
        return PlatformError(Reason.TIMED_OUT, words, uncertain=uncertain, at_tracker=True)
    if error.trouble == "too_large":
        return PlatformError(Reason.BAD_ANSWER, error.message, permanent=not writes, uncertain=uncertain)
    words = f"{product} could not be reached: {error.message}"
    return PlatformError(Reason.UNAVAILABLE, words, uncertain=uncertain, at_tracker=True)


def failure_of_answer(
    answer: Answer, *, writes: bool, product: str, now: int, read_words: ReadWords
) -> PlatformError | None:
    """What a status outside 2xx means, or None for an answer that is fine."""
    status = answer.status
    # Frameworks label an empty 204 as HTML; only a page is a page.
    looks_html = bool(answer.body) and answer.content_type in ("text/html", "application/xhtml+xml")
    if status == 203 or 300 <= status < 400:
        return _elsewhere(answer, product, writes=writes)
    if 200 <= status < 300:
        return bad_answer(product, "a web page instead of data", writes=writes, status=status) if looks_html else None
    words = Words() if looks_html else read_words(answer)
    said = redacted_text(words.message)[:1000]
    wait = retry_after(answer.headers, now)
    if status == 401:
        return PlatformError(
            Reason.CREDENTIAL_REJECTED,
            said or f"{product} rejected the sync identity's credential",
            status,
            permanent=True,
            whole_credential=True,
        )
    if status == 403:
        return PlatformError(Reason.FORBIDDEN, said or f"{product} does not allow this", status, permanent=True)
    if status in (404, 410):
        reason, what = Reason.NOT_FOUND, "It does not exist, or the sync identity cannot see it"
        return PlatformError(reason, said or what, status, permanent=True)
    if status in (409, 412):
        return PlatformError(Reason.CONFLICT, said or "Somebody else wrote at the same moment", status)
    if status == 413:
        return PlatformError(Reason.TOO_LARGE, said or f"{product} does not take files that large", status, True)
    if status == 429:
        return PlatformError(
            Reason.RATE_LIMITED,
            said or f"{product} asks to slow down",
            status,
            retry_after=None if wait is None else max(wait, _SHORTEST_PAUSE),
            only_entity=limits_one_entity(answer.headers),
        )
    if status in (408, 425):
        return PlatformError(
            Reason.UNAVAILABLE, said or f"{product} is busy", status, retry_after=wait, at_tracker=True
        )
    if status >= 500:
        # A gateway's 502 or 504 says nothing about what the server behind it did.
        return PlatformError(
            Reason.UNAVAILABLE,
            said or f"{product} has trouble of its own ({status})",
            status,
            uncertain=writes,
            retry_after=wait if wait is not None else _PAUSE_WHEN_UNAVAILABLE,
            at_tracker=True,
        )
    if words.fields:
        return PlatformError(
            Reason.REFUSED_FIELDS, said or _first(words.fields), status, permanent=True, fields=words.fields
        )
    return PlatformError(Reason.REFUSED, said or f"{product} refused the call ({status})", status, permanent=True)


def json_of(answer: Answer, product: str, *, writes: bool) -> Any:
    """The body as JSON; half an answer to a write leaves open whether it happened."""
    if not answer.body:
        return None
    try:
        return answer.json()
    except (ValueError, RecursionError):
        raise bad_answer(product, "it is not JSON", writes=writes, status=answer.status) from None


def bad_answer(product: str, what: str, *, writes: bool = False, status: int | None = None) -> PlatformError:
    """An answer that cannot be understood."""
    return PlatformError(
        Reason.BAD_ANSWER, f"{product} sent an answer that cannot be read: {what}", status, uncertain=writes
    )


@contextmanager
def reached(product: str, *, writes: bool) -> Iterator[None]:
    """Turns a call that brought no answer, or a file of the other side that ended early, into its failure."""
    try:
        yield
    except TransportError as error:
        raise failure_of_transport(error, writes=writes, product=product) from error
    except UploadCut as error:
        raise bad_answer("The other side", str(error)) from error


@contextmanager
def understood(product: str, *, writes: bool = False) -> Iterator[None]:
    """Turns the stumbling over a missing or wrong part of an answer into BAD_ANSWER; also a decorator."""
    try:
        yield
    except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
        raise bad_answer(product, f"a part is missing or of another kind ({error!r:.80})", writes=writes) from error


@contextmanager
def once_written() -> Iterator[None]:
    """What fails in here fails after the write was made: who tries again has to look for it first."""
    try:
        yield
    except PlatformError as problem:
        raise replace(problem, uncertain=True) from problem


def _elsewhere(answer: Answer, product: str, *, writes: bool) -> PlatformError:
    """203 and redirects: Azure DevOps' way to say that a credential is not accepted, else something in between."""
    location = answer.headers.get("Location", "").lower()
    signs = ("signin", "sign-in", "login", "oauth", "id.atlassian.com")
    if answer.status == 203 or not location or any(sign in location for sign in signs):
        return PlatformError(
            Reason.CREDENTIAL_REJECTED,
            f"{product} asked to sign in: the sync identity's credential is not accepted",
            answer.status,
            permanent=True,
            whole_credential=True,
        )
    return bad_answer(product, "a redirect instead of data", writes=writes, status=answer.status)


def _first(fields: dict[str, str]) -> str:
    name, words = next(iter(fields.items()))
    return f"{name}: {words}"
