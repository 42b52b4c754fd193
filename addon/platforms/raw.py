"""Calls that a rule makes itself: any path of the own tracker, the answer whatever its status."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from addon.platforms.answers import ReadWords, failure_of_answer, reached
from addon.transport.exchange import MIB, Answer, Limits

LIMITS = Limits(connect=5, read=20, total=30, answer=8 * MIB)
WAITED_OUT = frozenset({401, 429, 502, 503, 504})
"""Statuses that are no matter of the rule: they are waited out."""


class RawCalls(Protocol):
    """A tracker as `httpClient` sees it: its credential goes to `base_url` only."""

    @property
    def base_url(self) -> str:
        """Where paths begin, without a slash at the end."""

    def raw(self, method: str, target: str, content: Any, headers: Mapping[str, str], *, writes: bool) -> Answer:
        """Make one call; `content` is JSON-like, or a text that is sent as it is.

        Raises `PlatformError` for no answer, and for statuses that are waited out.
        """


def raw_answer(
    ask: Callable[[], Answer], *, writes: bool, product: str, now: Callable[[], int], read_words: ReadWords
) -> Answer:
    """What `ask` answers, with trouble that is none of the rule's raised."""
    with reached(product, writes=writes):
        answer = ask()
    if answer.status in WAITED_OUT:
        failure = failure_of_answer(answer, writes=writes, product=product, now=now(), read_words=read_words)
        if failure is not None:
            raise failure
    return answer


def body_of(content: Any, headers: dict[str, str]) -> dict[str, Any]:
    """Content as a session takes it; a text without a type of its own is JSON."""
    if isinstance(content, str):
        headers.setdefault("Content-Type", "application/json")
        return {"data": content.encode()}
    return {"body": content}
