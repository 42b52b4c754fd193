"""Tells the engine of the same process that a delivery is being stored, so that it steps aside.

Deliveries only: trackers drop those that are answered slowly, and all that such a request waits for is our own disk.
A page may wait for a tracker for seconds, during which the engine has no reason to hold back.
"""

from collections.abc import Callable, Iterable
from typing import Any

from addon.storage.courtesy import Courtesy

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
DELIVERIES = ("/jira/hooks/", "/azuredevops/hooks/")


class DeliveriesFirst:
    """A WSGI application whose deliveries go before background work."""

    def __init__(self, inner: Application, courtesy: Courtesy) -> None:
        self._inner = inner
        self._courtesy = courtesy

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").startswith(DELIVERIES):
            return self._inner(environ, start_response)
        with self._courtesy.request():
            return self._inner(environ, start_response)
