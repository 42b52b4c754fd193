"""Tells the engine of the same process that a request is being answered, so that it steps aside."""

from collections.abc import Callable, Iterable
from typing import Any

from addon.storage.courtesy import Courtesy

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class RequestsFirst:
    """A WSGI application whose requests go before background work."""

    def __init__(self, inner: Application, courtesy: Courtesy) -> None:
        self._inner = inner
        self._courtesy = courtesy

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with self._courtesy.request():
            return self._inner(environ, start_response)
