"""The partner's half of an effect preview: what its saved incoming rules would make of a replica, nothing written.

An administrator may forbid that this node tells partners so; how many run at once in a process is bounded, because a
preview reads the tracker and may run a script to its limit.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from addon.connections.calls import side_of
from addon.connections.models import PreviewRequest
from addon.connections.peers import Peers
from addon.nodes import auditing
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.storage import settings_store
from addon.storage.connections import Connection
from addon.storage.nodes import Node

SETTING = "preview_for_partners"
TAIL = "/previews"
AT_ONCE = 2
_running = threading.BoundedSemaphore(AT_ONCE)


def ask(services: Services, connection: Connection, entity_id: str, message: dict[str, Any]) -> dict[str, Any]:
    """What the partner says would happen there if this message arrived; `message` has the `replica` in it.

    Raises `Refusal` with the partner's reason, or that it cannot be asked.
    """
    url = asked_at(connection)
    told = {name: value for name, value in message.items() if name != "replica"}
    body = {"entity": entity_id, "replica": message["replica"], "message": told}
    found = Peers(services).call(url, "POST", TAIL, side_of(services, connection), body=body)
    if not isinstance(found, dict) or not isinstance(found.get("incoming"), dict):
        raise Refusal("partner_bad_answer", "The partner's answer has another shape.", status=502)
    return dict(found["incoming"])


def answer(services: Services, node: Node, connection: Connection, asked: PreviewRequest) -> dict[str, Any]:
    """Answer a partner; raises `Refusal` where the administrator forbids it, or too many are under way."""
    with answering(services, node, connection, _running, "previews"):
        message = {**asked.message, "replica": asked.replica}
        return {"incoming": services.preview_for_partner(services, node, connection, asked.entity, message)}


def asked_at(connection: Connection) -> str:
    """The node URL at which a partner is asked what would happen there; raises `Refusal` where it is private."""
    if connection.transport == "polled" or not connection.partner_node_url:
        raise Refusal("partner_private", "The partner's node is private: it cannot be asked.", status=409)
    return connection.partner_node_url


@contextmanager
def answering(
    services: Services, node: Node, connection: Connection, running: threading.Semaphore, what: str
) -> Iterator[None]:
    """Within the block one question of a partner about what would happen here is answered, as one of `running`.

    Raises `Refusal` where the administrator forbids such questions, or too many are under way; `what` they are.
    """
    require_allowed(services, node, connection)
    if not running.acquire(blocking=False):
        raise Refusal("busy", f"The partner's node is busy with other {what}. Try again in a minute.", status=429)
    try:
        yield
    finally:
        running.release()


def require_allowed(services: Services, node: Node, connection: Connection) -> None:
    """Raises `Refusal` where a partner is not told what would happen here, in words for the partner."""
    if not allowed(services, node.id):
        raise Refusal("previews_forbidden", "The partner's administrator does not allow previews.", status=403)
    if connection.status != "active":
        raise Refusal("not_active", "The connection is not active on the partner's side.", status=409)


def allowed(services: Services, node_id: int) -> bool:
    """Whether partners may ask what would happen here; they may unless it was forbidden."""
    return bool(services.ledger.read(lambda tx: settings_store.get(tx, node_id, SETTING, True)))


def set_allowed(services: Services, caller: Caller, yes: bool) -> None:
    """Let partners ask what would happen here, or forbid it."""

    def work(tx: Any) -> None:
        settings_store.put(tx, caller.node_id, SETTING, yes)
        auditing.record(tx, caller, "previews_allowed" if yes else "previews_forbidden")

    services.ledger.write(work)
