"""Effects: each write to a tracker is committed as an intent before the call and as a result after it.

An effect found `started` after a crash was perhaps carried out: look it up before calling again. One found
`planned` never left. The key identifies the intent for ever, so planning the same twice finds the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from addon.storage import rows, tables
from addon.storage.failures import NoSuchRow
from addon.storage.tables import Effect as T
from addon.storage.transaction import Tx


@rows.of(tables.Effect)
@dataclass(frozen=True, slots=True)
class Effect:
    """One intended write. `call` is the planned call as JSON, `receipt` what it did."""

    id: int
    node_id: int
    connection_id: int
    event_id: int
    entity_id: str
    project_id: str
    ordinal: int
    key: str
    kind: str
    method: str
    target: str
    call: Any
    request_hash: str
    state: str
    remote_id: str
    receipt: Any
    planned_at: int
    started_at: int | None
    done_at: int | None


@dataclass(frozen=True, slots=True)
class Intent:
    """What `plan` is to commit, in order."""

    key: str
    kind: str
    method: str = ""
    target: str = ""
    call: Any = field(default_factory=dict)
    entity_id: str = ""
    project_id: str = ""
    request_hash: str = ""


def plan(tx: Tx, node_id: int, connection_id: int, event_id: int, intents: Sequence[Intent]) -> list[Effect]:
    """Commit the whole list as planned; the effects in order.

    An intent whose key is known is not planned twice: done or started, it comes back as it is; planned,
    failed or dropped before, it is planned anew with this call.
    """
    planned = []
    for ordinal, intent in enumerate(intents, 1):
        values = {
            "connection_id": connection_id,
            "event_id": event_id,
            "ordinal": ordinal,
            "entity_id": intent.entity_id,
            "project_id": intent.project_id,
            "kind": intent.kind,
            "method": intent.method,
            "target": intent.target,
            "call": intent.call,
            "request_hash": intent.request_hash,
            "state": "planned",
            "planned_at": tx.now,
        }
        if tx.insert_unless_known(tables.Effect, node_id=node_id, key=intent.key, **values) is None:
            tx.update(
                tables.Effect,
                T.node_id == node_id,
                T.key == intent.key,
                T.state.in_(("planned", "failed", "dropped")),
                started_at=None,
                done_at=None,
                **values,
            )
        found = find(tx, node_id, intent.key)
        assert found is not None
        planned.append(found)
    return planned


def get(tx: Tx, node_id: int, effect_id: int) -> Effect:
    """One effect. Raises `NoSuchRow`."""
    found = tx.first(Effect, T.id == effect_id, T.node_id == node_id)
    if found is None:
        raise NoSuchRow(f"There is no effect {effect_id}.")
    return found


def find(tx: Tx, node_id: int, key: str) -> Effect | None:
    """The effect with this key: also how a marker met on an entity is recognised as ours."""
    return tx.first(Effect, T.node_id == node_id, T.key == key)


def for_event(tx: Tx, node_id: int, event_id: int) -> list[Effect]:
    """All effects of an event, in order; a retry resumes them without running the rules again."""
    return tx.select(Effect, T.node_id == node_id, T.event_id == event_id, order=[T.ordinal, T.id])


def for_entity(tx: Tx, node_id: int, entity_id: str, *, limit: int = 100) -> list[Effect]:
    """The newest effects on a local entity."""
    return tx.select(Effect, T.node_id == node_id, T.entity_id == entity_id, order=[T.id.desc()], limit=limit)


def mark_started(tx: Tx, node_id: int, effect_id: int) -> None:
    """About to call: from here on the call may have happened. Raises `NoSuchRow` unless it was open."""
    if not tx.update(
        tables.Effect,
        T.id == effect_id,
        T.node_id == node_id,
        T.state.in_(("planned", "started")),
        state="started",
        started_at=tx.now,
    ):
        raise NoSuchRow(f"There is no open effect {effect_id}.")


def mark_done(
    tx: Tx, node_id: int, effect_id: int, receipt: Any, *, entity_id: str = "", remote_id: str = ""
) -> Effect:
    """The call was made, or its result was found. Raises `NoSuchRow`."""
    more = {"entity_id": entity_id} if entity_id else {}
    changed = tx.update(
        tables.Effect,
        T.id == effect_id,
        T.node_id == node_id,
        state="done",
        receipt=receipt,
        remote_id=remote_id,
        done_at=tx.now,
        **more,
    )
    if not changed:
        raise NoSuchRow(f"There is no effect {effect_id}.")
    return get(tx, node_id, effect_id)


def mark_failed(tx: Tx, node_id: int, effect_id: int, receipt: Any = None) -> None:
    """The tracker refused: it certainly did not happen."""
    tx.update(tables.Effect, T.id == effect_id, T.node_id == node_id, state="failed", receipt=receipt, done_at=tx.now)


def drop_unstarted(tx: Tx, node_id: int, event_id: int) -> int:
    """A guard failed: what has not started is planned anew, and decided anew; how many calls were dropped."""
    tx.update(tables.Effect, T.node_id == node_id, T.event_id == event_id, T.kind == "decision", state="dropped")
    return tx.update(
        tables.Effect,
        T.node_id == node_id,
        T.event_id == event_id,
        T.state == "planned",
        state="dropped",
        done_at=tx.now,
    )


def drop_open(tx: Tx, node_id: int, event_id: int) -> int:
    """The entity is gone: what was planned or begun for this event is asked after by nobody any more; how many."""
    where = (T.node_id == node_id, T.event_id == event_id, T.state.in_(("planned", "started")))
    return tx.update(tables.Effect, *where, state="dropped", done_at=tx.now)


def open_creates(tx: Tx, node_id: int, project_id: str | None = None) -> list[Effect]:
    """Creates that are planned or under way: an unpaired entity that just appeared may be one of theirs."""
    where = [T.node_id == node_id, T.kind == "create", T.state.in_(("planned", "started"))]
    if project_id is not None:
        where.append(T.project_id == project_id)
    # The condition of the partial index, word for word, so that SQLite can use it.
    return tx.select(Effect, *where, rows_open(), order=[T.id], limit=1_000)


def under_way(tx: Tx, node_id: int, connection_id: int, entity_id: str) -> bool:
    """Whether a write of this connection to a local entity has begun and is tried again.

    A refused update is one of them until its line is done: a call before it, whose answer was lost, may have written.
    """
    return bool(
        tx.sql(
            "SELECT 1 FROM effect JOIN event ON event.id = abs(effect.event_id) "
            "WHERE effect.node_id = ? AND effect.entity_id = ? AND effect.connection_id = ? "
            "AND (effect.state = 'started' OR (effect.state = 'failed' AND effect.kind = 'update')) "
            "AND event.state = 'pending' "
            "LIMIT 1",
            node_id,
            entity_id,
            connection_id,
        )
    )


def rows_open() -> Any:
    """`state IN ('planned', 'started')` as the index says it."""
    return tables.sql("state IN ('planned', 'started')")


def purge(tx: Tx, before: int, *, at_most: int = 1_000) -> int:
    """Delete results older than that (ms), but for creates: their markers are recognised for ever."""
    return tx.change(
        "DELETE FROM effect WHERE id IN (SELECT id FROM effect WHERE done_at IS NOT NULL AND done_at < ? "
        "AND kind <> 'create' ORDER BY done_at LIMIT ?)",
        before,
        at_most,
    )
