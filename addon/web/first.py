"""Deliveries go before the engine's work in the same process, and one at a time among themselves.

Deliveries only: trackers drop those that are answered slowly, and all that such a request waits for is our own disk.
A page may wait for a tracker for seconds, during which neither the engine nor others have a reason to hold back.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from addon.storage.courtesy import Courtesy
from addon.storage.turns import Turns

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
DELIVERIES = ("/jira/hooks/", "/azuredevops/hooks/")


class DeliveriesFirst:
    """A WSGI application whose deliveries go before background work and take turns."""

    def __init__(self, inner: Application, courtesy: Courtesy) -> None:
        self._inner = inner
        self._courtesy = courtesy
        self._turns = courtesy.turns

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").startswith(DELIVERIES):
            return self._inner(environ, start_response)
        environ["wsgi.input"] = Body(environ["wsgi.input"], self._turns)
        with self._courtesy.request():
            self._turns.take()
            try:
                return Answer(self._inner(environ, start_response), self._turns)
            except BaseException:
                self._turns.give()
                raise


class Body:
    """A request's body; while its client lets us wait for it, it is somebody else's turn."""

    def __init__(self, body: Any, turns: Turns) -> None:
        self._body = body
        self._turns = turns

    def read(self, size: int = -1) -> bytes:
        with self._turns.aside():
            return self._body.read(size)  # type: ignore[no-any-return]

    def readline(self, size: int = -1) -> bytes:
        with self._turns.aside():
            return self._body.readline(size)  # type: ignore[no-any-return]

    def readlines(self, hint: int = -1) -> list[bytes]:
        with self._turns.aside():
            return self._body.readlines(hint)  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.readline, b"")


class Answer:
    """An answer that ends its request's turn once the server has written it."""

    def __init__(self, inner: Iterable[bytes], turns: Turns) -> None:
        self._inner = inner
        self._turns = turns

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._inner)

    def close(self) -> None:
        """What a server calls after the last part, sent or not."""
        try:
            getattr(self._inner, "close", _nothing)()
        finally:
            self._turns.give()


def _nothing() -> None:
    """Not every answer has an end to be told of."""
