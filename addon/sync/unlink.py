"""Ending a pair on behalf of the person who asks for it now."""

from addon.connections import unlinking
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.storage.transaction import Tx
from addon.storage.twins import Twin


def unlink_pair(tx: Tx, services: Services, twin: Twin, caller: Caller) -> None:
    """End a pair in this transaction; the message to the partner leaves after it."""
    unlinking.unlink_pair(tx, twin, user_id=caller.user_id, by=caller.display_name or caller.user_id)
