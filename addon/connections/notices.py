"""Messages about a connection itself: they cross even while it is deactivated, not confirmed or over.

Each is an event in a line of its own (`connection:{id}`) that no connection's switch holds back; the engine sends
them in order and repeats until the partner acknowledged, `leave` for seven days at most.
"""

from typing import Any

from addon.nodes.services import Services
from addon.storage import queue
from addon.storage.connections import Connection
from addon.storage.nodes import DAY_MS
from addon.storage.transaction import Tx

KINDS = frozenset({"switch", "confirmed", "leave", "rotate_key", "ping", "checked"})
GIVE_UP_MS = 7 * DAY_MS


def line_of(connection_id: int) -> str:
    """The name of a connection's notice line."""
    return f"connection:{connection_id}"


def send(
    tx: Tx, services: Services, connection: Connection, kind: str, body: dict[str, Any], *, line: str = ""
) -> None:
    """Tell the partner, in this transaction's name: it leaves after the commit, and is repeated until it arrived.

    What need not keep its place among the others has a `line` of its own, so that none waits for it.
    """
    assert kind in KINDS
    queue.append(
        tx,
        connection.node_id,
        "send",
        line or line_of(connection.id),
        "notice",
        {"connection": connection.id, "message": {"id": services.random_token(), "kind": kind, "body": body}},
        priority=queue.INTERACTIVE,
        origin="notice",
    )
