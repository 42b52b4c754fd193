# ruff: noqa: S608 (the only text put in is our own; every value is bound)
"""Giving lines back: done, failed, released; and what people do with failed ones."""

from collections.abc import Sequence
from typing import Any

from addon.storage import tables
from addon.storage.failures import Fenced, NoSuchRow
from addon.storage.queue import newer
from addon.storage.queue.append import announce
from addon.storage.queue.model import INTERACTIVE, Claim
from addon.storage.tables.base import storable
from addon.storage.transaction import Tx

# The next event decides when the line is due again; without one it sleeps.
_NEXT_DUE = """(
  SELECT CASE WHEN event.created_at + ? > ? THEN event.created_at + ? ELSE ? END FROM event
  WHERE event.stream_id = stream.id AND event.state = 'pending' ORDER BY event.id LIMIT 1)"""

_FINISH = f"""
UPDATE stream SET owner = NULL, lease_until = NULL, locked_entity = NULL, attempts = 0, waiting_for = '',
       burst_at = NULL, updated_at = ?, due_at = {_NEXT_DUE}
WHERE id = ? AND lease_no = ? AND owner IS NOT NULL RETURNING due_at
"""

# In one statement, which sees only what was stored before it began. Whoever adds to the line meanwhile changes its row
# too: when that row is not the one we saw, there may be a next event that we do not see, and a claim looks for it.
# For one event the server keeps the plan; for a list of them it makes a new one each time.
_FINISH_POSTGRESQL = """
WITH back AS (
  UPDATE stream SET owner = NULL, lease_until = NULL, locked_entity = NULL, attempts = 0, waiting_for = '',
         burst_at = NULL, updated_at = ?,
         due_at = CASE WHEN xmin <> (SELECT seen.xmin FROM stream AS seen WHERE seen.id = stream.id) THEN ? ELSE (
           SELECT CASE WHEN event.created_at + ? > ? THEN event.created_at + ? ELSE ? END FROM event
           WHERE event.stream_id = stream.id AND event.state = 'pending' AND NOT {ours} ORDER BY event.id LIMIT 1) END
  WHERE id = ? AND lease_no = ? AND owner IS NOT NULL RETURNING id, due_at
), done AS (
  UPDATE event SET state = ?, outcome = ?, done_at = ?, attempts = attempts + 1 FROM back WHERE {ours}
)
SELECT due_at FROM back
"""
_FINISH_ONE = _FINISH_POSTGRESQL.format(ours="event.id = ?")
_FINISH_SOME = _FINISH_POSTGRESQL.format(ours="event.id = ANY(?::bigint[])")


def hold(tx: Tx, claim: Claim) -> None:
    """Raise `Fenced` unless the line is still ours; on PostgreSQL it stays ours until this transaction ends."""
    lock = " FOR UPDATE" if tx.dialect == "postgresql" else ""
    if not tx.hot(
        f"SELECT 1 FROM stream WHERE id = ? AND lease_no = ? AND owner IS NOT NULL{lock}",
        claim.stream_id,
        claim.lease_no,
    ):
        raise Fenced(f"The line {claim.stream_id} was taken by somebody else.")


def finish(tx: Tx, claim: Claim, outcome: str = "done", *, state: str = "done", events: int | None = None) -> None:
    """The claim's events (or the first `events` of them) are done; the line goes on with what follows.

    Call it in the transaction that stores the results. Raises `Fenced`, which undoes them.
    """
    now = tx.now
    ids = [event.id for event in claim.events[:events]]
    settle = tx.settle_ms if claim.direction == "ingress" else 0
    done = state, storable(outcome), now
    next_due = settle, now, settle, now
    if tx.dialect == "postgresql":
        run, text, ours = (tx.hot, _FINISH_ONE, ids[0]) if len(ids) == 1 else (tx.sql, _FINISH_SOME, ids)
        back = run(text, now, now, *next_due, ours, claim.stream_id, claim.lease_no, *done, ours)
    else:
        for event_id in ids:
            tx.change(
                "UPDATE event SET state = ?, outcome = ?, done_at = ?, attempts = attempts + 1 WHERE id = ?",
                *done,
                event_id,
            )
        back = tx.sql(_FINISH, now, *next_due, claim.stream_id, claim.lease_no)
    if not back:
        raise Fenced(f"The line {claim.stream_id} was taken by somebody else.")
    if back[0][0] is not None or claim.local_entity is not None:
        tx.after_commit(tx.ring)


def release(
    tx: Tx, claim: Claim, due_at: int, *, waiting_for: str = "", count: bool = True, blame: bool = True
) -> None:
    """Not done: the line is due again at `due_at` (ms).

    `count` False for what is waited out at a time of its own (rate limit, credential): costs no attempt. `blame` False
    where each attempt waits longer but the entity is not at fault (a service is away): its event costs none.
    """
    hold(tx, claim)
    step = 1 if count else 0
    if count and blame:
        tx.change("UPDATE event SET attempts = attempts + 1 WHERE id = ?", claim.head.id)
    tx.change(
        "UPDATE stream SET owner = NULL, lease_until = NULL, locked_entity = NULL, due_at = ?, burst_at = NULL, "
        "attempts = attempts + ?, waiting_for = ?, updated_at = ? WHERE id = ?",
        due_at,
        step,
        waiting_for,
        tx.now,
        claim.stream_id,
    )
    tx.after_commit(tx.ring)


def fail(
    tx: Tx,
    claim: Claim,
    reason: str,
    message: str,
    *,
    entity_id: str = "",
    entity_key: str = "",
    detail: Any = None,
    replica: Any = None,
    impact: str = "entity",
) -> int:
    """The head event needs a person: park the line and nothing else; the id of the error.

    Where something newer may cure it (`queue.newer`) and waits in the line already, that is tried at once.
    """
    hold(tx, claim)
    head = claim.head
    now = tx.now
    error_id = tx.insert(
        tables.Error,
        node_id=claim.node_id,
        connection_id=claim.connection_id,
        stream_id=claim.stream_id,
        event_id=head.id,
        impact=impact,
        direction=claim.direction,
        entity_id=entity_id or claim.local_entity or claim.entity_key,
        entity_key=entity_key or claim.entity_label,
        reason=reason,
        message=message,
        detail={} if detail is None else detail,
        replica=replica,
        attempts=head.attempts + 1,
        created_at=now,
    )
    tx.change("UPDATE event SET state = 'error', attempts = attempts + 1, outcome = ? WHERE id = ?", reason, head.id)
    tx.change(
        "UPDATE stream SET owner = NULL, lease_until = NULL, locked_entity = NULL, due_at = NULL, burst_at = NULL, "
        "attempts = 0, waiting_for = '', blocked_by = ?, updated_at = ? WHERE id = ?",
        error_id,
        now,
        claim.stream_id,
    )
    newer.waits(tx, claim.stream_id, head.id, error_id, claim.direction)
    tx.after_commit(tx.ring)
    return error_id


def bind_entity(tx: Tx, claim: Claim, local_entity: str, label: str = "") -> None:
    """The line now stands for this local entity (it was just created or found): lock it from the next claim on."""
    hold(tx, claim)
    tx.change(
        "UPDATE stream SET local_entity = ?, entity_label = CASE WHEN ? <> '' THEN ? ELSE entity_label END "
        "WHERE id = ?",
        local_entity,
        label,
        label,
        claim.stream_id,
    )


def heartbeat(tx: Tx, claims: Sequence[Claim]) -> set[int]:
    """Renew leases (call every 20 s, and before a sweep); ids of lines that are still ours."""
    until = tx.now + tx.lease_ms
    # On PostgreSQL a claim takes over what is due by then, on SQLite a sweep gives it back.
    due, values = ("", [until]) if tx.dialect == "sqlite" else (", due_at = ?", [until, until])
    kept: set[int] = set()
    for claim in sorted(claims, key=lambda claim: claim.stream_id):
        found = tx.sql(
            f"UPDATE stream SET lease_until = ?{due} WHERE id = ? AND lease_no = ? AND owner IS NOT NULL RETURNING id",
            *values,
            claim.stream_id,
            claim.lease_no,
        )
        kept.update(row[0] for row in found)
    return kept


# -- what people do with a parked line ----------------------------------------------------------------------


def retry(tx: Tx, node_id: int, error_id: int, by: str, *, priority: int = INTERACTIVE) -> None:
    """Run the parked event again, now. Raises `NoSuchRow` when the error is gone or resolved."""
    stream_id, event_id = _resolve(tx, node_id, error_id, "retried", by)
    if stream_id:
        tx.change("UPDATE event SET state = 'pending' WHERE id = ? AND state = 'error'", event_id)
        unblock(tx, node_id, stream_id, priority=priority)


def skip(tx: Tx, node_id: int, error_id: int, by: str, *, priority: int = INTERACTIVE) -> None:
    """Leave the parked event out and go on with the next. Raises `NoSuchRow`."""
    stream_id, event_id = _resolve(tx, node_id, error_id, "skipped", by)
    if stream_id:
        tx.change(
            "UPDATE event SET state = 'skipped', outcome = ?, done_at = ? WHERE id = ? AND state = 'error'",
            f"skipped by {storable(by)}",
            tx.now,
            event_id,
        )
        unblock(tx, node_id, stream_id, priority=priority)


def unblock(tx: Tx, node_id: int, stream_id: int, *, priority: int = INTERACTIVE) -> None:
    """Let a line run again, at once; unless told otherwise before other work."""
    now = tx.now
    tx.change(
        f"UPDATE stream SET blocked_by = NULL, attempts = 0, waiting_for = '', priority = ?, updated_at = ?, "
        f"due_at = CASE WHEN owner IS NULL THEN {_NEXT_DUE} ELSE due_at END WHERE id = ? AND node_id = ?",
        priority,
        now,
        0,
        now,
        0,
        now,
        stream_id,
        node_id,
    )
    announce(tx)


def discard(tx: Tx, node_id: int, connection_id: int, entity_ids: Sequence[str], why: str, by: str = "") -> int:
    """Empty the lines of a pair that ends (by local or partner's id); how many events were left out."""
    dropped = 0
    for entity_id in entity_ids:
        for (stream_id,) in tx.sql(
            "SELECT id FROM stream WHERE node_id = ? AND connection_id = ? AND (entity_key = ? OR local_entity = ?)",
            node_id,
            connection_id,
            entity_id,
            entity_id,
        ):
            dropped += _empty(tx, node_id, stream_id, why, by)
    return dropped


def discard_connection(tx: Tx, node_id: int, connection_id: int, why: str, by: str = "", *, at_most: int = 500) -> int:
    """Empty lines of a removed connection, some at a time; call again until it returns 0 lines."""
    found = tx.sql(
        "SELECT id FROM stream WHERE node_id = ? AND connection_id = ? "
        "AND (due_at IS NOT NULL OR blocked_by IS NOT NULL) AND owner IS NULL LIMIT ?",
        node_id,
        connection_id,
        at_most,
    )
    for (stream_id,) in found:
        _empty(tx, node_id, stream_id, why, by)
    return len(found)


def _empty(tx: Tx, node_id: int, stream_id: int, why: str, by: str) -> int:
    now = tx.now
    dropped = tx.change(
        "UPDATE event SET state = 'skipped', outcome = ?, done_at = ? "
        "WHERE stream_id = ? AND node_id = ? AND state IN ('pending', 'error')",
        why,
        now,
        stream_id,
        node_id,
    )
    tx.change(
        "UPDATE error SET resolved_at = ?, resolved_by = ?, resolution = ? "
        "WHERE node_id = ? AND stream_id = ? AND resolved_at IS NULL AND stream_id > 0",
        now,
        storable(by),
        why,
        node_id,
        stream_id,
    )
    tx.change(
        "UPDATE stream SET blocked_by = NULL, attempts = 0, waiting_for = '', updated_at = ?, "
        "due_at = CASE WHEN owner IS NULL THEN NULL ELSE due_at END WHERE id = ? AND node_id = ?",
        now,
        stream_id,
        node_id,
    )
    return dropped


def _resolve(tx: Tx, node_id: int, error_id: int, how: str, by: str) -> tuple[int, int]:
    rows = tx.sql(
        "UPDATE error SET resolved_at = ?, resolved_by = ?, resolution = ? "
        "WHERE id = ? AND node_id = ? AND resolved_at IS NULL RETURNING stream_id, event_id",
        tx.now,
        storable(by),
        how,
        error_id,
        node_id,
    )
    if not rows:
        raise NoSuchRow(f"There is no open error {error_id}.")
    return rows[0][0], rows[0][1]
