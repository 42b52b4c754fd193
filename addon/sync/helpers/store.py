"""store(issue): write now, so that `issue.key` exists, and go on."""

from typing import Any

from addon.rules.travel import plain
from addon.sandbox.services import HelperFailed
from addon.sync.helpers.session import Session, argument


def store(session: Session, arguments: list[Any]) -> Any:
    """The entity's variables as it was stored; null where nothing is written: the changes are then kept for the end."""
    if session.side != "incoming":
        raise HelperFailed("UnsupportedOperationException", "store(...) is for incoming rules.")
    if session.mode == "rehearsal" or session.storing is None:
        return None
    session.stored = session.storing(session, plain(argument(arguments, 0) or {}))
    return session.stored


TABLE = {"store": store}
