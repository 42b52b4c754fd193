"""The audit log of what people do: one line for each action, with who did it."""

from typing import Any

from addon.nodes.sessions import Caller
from addon.storage import audit
from addon.storage.transaction import Tx


def record(
    tx: Tx,
    caller: Caller,
    action: str,
    *,
    connection_id: int = 0,
    subject: str = "",
    detail: dict[str, Any] | None = None,
) -> None:
    """Write down what this person does, in the transaction that does it."""
    audit.record(
        tx,
        caller.node_id,
        action,
        actor_id=caller.user_id,
        actor_name=caller.display_name,
        connection_id=connection_id,
        subject=subject,
        detail=detail,
    )
