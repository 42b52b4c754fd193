"""A line that is parked for what its entity says goes on by itself once the entity says something newer.

Whoever parks it knows whether that may help (`CURABLE` in the error's detail): a text that was too long may be shorter
now. What is newer says all of the entity, so a partner's older replica is left out and our own is read anew. It is
tried once; where it fails too, it parks the line with its own error. Where what somebody at the partner chose is at
fault, such as the key of what to connect with, only what they choose next takes its place, or their unlinking.
"""

import json
from collections.abc import Mapping
from typing import Any

from addon.storage import timeline
from addon.storage.queue.model import CHANGED
from addon.storage.transaction import Tx

CURABLE = "curable"
CHOICE = "choice"
"""As the value of `CURABLE`: what a person chose is at fault, and any other change of the entity has not that."""
KINDS = {"in": ("replica",), "out": (CHANGED, "start")}
"""What says all of an entity, by the direction of its line."""
RESOLUTION = "newer"
OUTCOME = "a newer change came"
UNLINKED = "unlinked"
STEP = "again"
WORDS = "A newer change came, which may not have what failed: it is tried, without waiting for an administrator."


def came(tx: Tx, stream_id: int, error_id: int, direction: str, kind: str, body: Any) -> bool:
    """Let the line run if an event of this kind may cure its error; whether it does. `body`: as it is or as JSON.

    Call it in the transaction that added the event. Somebody who is just resolving the error goes first.
    """
    if kind != UNLINKED and kind not in KINDS.get(direction, ()):
        return False
    lock = " FOR UPDATE SKIP LOCKED" if tx.dialect == "postgresql" else ""
    found = tx.sql(
        f"SELECT event_id, detail, node_id, entity_id, connection_id FROM error "  # noqa: S608 - a constant
        f"WHERE id = ? AND resolved_at IS NULL{lock}",
        error_id,
    )
    if not found or not _cures(found[0][1], direction, kind, body):
        return False
    now, (event_id, _, node_id, entity_id, connection_id) = tx.now, found[0]
    tx.change("UPDATE error SET resolved_at = ?, resolution = ? WHERE id = ?", now, RESOLUTION, error_id)
    if direction == "in":
        left_out = "UPDATE event SET state = 'skipped', outcome = ?, done_at = ? WHERE id = ? AND state = 'error'"
        tx.change(left_out, OUTCOME, now, event_id)
    else:
        tx.change("UPDATE event SET state = 'pending' WHERE id = ? AND state = 'error'", event_id)
    tx.change(
        "UPDATE stream SET blocked_by = NULL, attempts = 0, waiting_for = '', due_at = ?, updated_at = ? "
        "WHERE id = ? AND blocked_by = ?",
        now,
        now,
        stream_id,
        error_id,
    )
    timeline.note(tx, node_id, entity_id, STEP, WORDS, connection_id=connection_id, event_id=event_id)
    return True


def waits(tx: Tx, stream_id: int, event_id: int, error_id: int, direction: str) -> bool:
    """`came` for what waits in the line already, newer than this event."""
    newer = "SELECT kind, body FROM event WHERE stream_id = ? AND state = 'pending' AND id > ? ORDER BY id"
    return any(
        came(tx, stream_id, error_id, direction, kind, body) for kind, body in tx.sql(newer, stream_id, event_id)
    )


def _cures(detail: Any, direction: str, kind: str, body: Any) -> bool:
    by = _held(detail).get(CURABLE)
    if kind == UNLINKED:
        return direction == "in" and by in (True, CHOICE)
    return by is True or (by == CHOICE and bool(_held(body).get("connect")))


def _held(value: Any) -> Mapping[str, Any]:
    held = json.loads(value) if isinstance(value, str) else value
    return held if isinstance(held, Mapping) else {}
