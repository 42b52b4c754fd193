"""Who administers a Jira site, remembered for the panels: their tokens do not say, and each would ask Jira anew."""

import threading

from addon.nodes.services import Services
from addon.nodes.sessions import ADMIN_FRESH_S, Caller
from addon.platforms.errors import PlatformError

MOST = 10_000


class Administrators:
    """Whether a person administers a Jira site, asked of Jira and remembered for five minutes, a no as well."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], tuple[int, bool]] = {}
        self._lock = threading.Lock()

    def is_one(self, services: Services, caller: Caller) -> bool:
        """What Jira says; no where it does not answer. It only decides what is offered, never what is allowed."""
        key, now = (caller.node_id, caller.user_id), services.now()
        with self._lock:
            at, answer = self._known.get(key, (0, False))
        if now - at < ADMIN_FRESH_S * 1000:
            return answer
        try:
            answer = bool(caller.user_id) and services.trackers.people(caller.node_id).is_administrator(caller.user_id)
        except PlatformError:
            return False
        with self._lock:
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[key] = (now, answer)
        return answer
