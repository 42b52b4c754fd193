"""A line that is parked for what its entity says goes on by itself once the entity says something newer.

Whoever parks it knows whether that may help (`CURABLE` in the error's detail): a text that was too long may be shorter
now. What is newer says all of the entity, so a partner's older replica is left out and our own is read anew. It is
tried once; where it fails too, it parks the line with its own error.
"""

import json
from typing import Any

from addon.storage import timeline
from addon.storage.queue.model import CHANGED
from addon.storage.transaction import Tx

CURABLE = "curable"
KINDS = {"in": ("replica",), "out": (CHANGED, "start")}
"""What says all of an entity, by the direction of its line."""
RESOLUTION = "newer"
OUTCOME = "a newer change came"
STEP = "again"
WORDS = "A newer change came, which may not have what failed: it is tried, without waiting for an administrator."


def came(tx: Tx, stream_id: int, error_id: int, direction: str, kind: str) -> bool:
    """Let the line run if an event of this kind may cure its error; whether it does.

    Call it in the transaction that added the event. Somebody who is just resolving the error goes first.
    """
    if kind not in KINDS.get(direction, ()):
        return False
    lock = " FOR UPDATE SKIP LOCKED" if tx.dialect == "postgresql" else ""
    found = tx.sql(
        f"SELECT event_id, detail, node_id, entity_id, connection_id FROM error "  # noqa: S608 - a constant
        f"WHERE id = ? AND resolved_at IS NULL{lock}",
        error_id,
    )
    if not found or not _curable(found[0][1]):
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


def waits(tx: Tx, stream_id: int, event_id: int, direction: str) -> bool:
    """Whether something newer than this event waits in its line already."""
    newer = "SELECT kind FROM event WHERE stream_id = ? AND state = 'pending' AND id > ?"
    return any(kind in KINDS.get(direction, ()) for (kind,) in tx.sql(newer, stream_id, event_id))


def _curable(detail: Any) -> bool:
    held = json.loads(detail) if isinstance(detail, str) else detail
    return isinstance(held, dict) and held.get(CURABLE) is True
