# ruff: noqa: S608 (SQL put together from constants; every value is bound)
"""Taking lines to work on: which ones, in what order, so that no tenant starves another.

Tenants that have something due are found by stepping through the due index, so idle ones cost nothing. They are
served by virtual time: who was served least comes first, and a sleeper that wakes starts at the time of the active
ones instead of its own. Only as many as are served are looked at more closely: which of their lanes (connection,
priority) are open. Within a tenant interactive work goes first, then connections by turns; bulk waits, but not for
ever. How each store does that is in `claim_sqlite` and `claim_postgresql`.

A line is not claimable while another line of the same local entity is leased; the unique index over
`locked_entity` makes that true even when two processes claim at the same moment (one of them tries again).
"""

import json
from collections.abc import Callable
from typing import Any

from addon.storage import rows
from addon.storage.queue import claim_postgresql, claim_sends, claim_sqlite
from addon.storage.queue.model import CHANGED, TOGETHER, Claim, Event
from addon.storage.transaction import Tx


def claim(tx: Tx, limit: int, *, node_limit: int = 0) -> list[Claim]:
    """Lease up to `limit` due lines with their next events; call again until it returns none.

    `node_limit` caps how many lines of one tenant may be leased at a time (0: no cap), so that a slow
    tracker cannot hold every worker. Cheap when tenants are many: only those whose turn it is are looked at.
    """
    if limit < 1:
        return []
    take = claim_sqlite.take if tx.dialect == "sqlite" else claim_postgresql.take
    taken = take(tx, limit, node_limit)
    claims = _with_events(tx, taken)
    if taken and not claims:
        return claim(tx, limit, node_limit=node_limit)  # "none" has to mean that nothing is due
    return claims


def claim_past_pauses(tx: Tx, limit: int) -> list[Claim]:
    """Lease up to `limit` due messages of tenants whose tracker is left alone: they need only the partner."""
    return _with_events(tx, claim_sends.take_sends(tx, limit))


def _with_events(tx: Tx, taken: list[tuple[Any, ...]]) -> list[Claim]:
    """These lines with their next events; one woken for an event that was a duplicate goes back to sleep."""
    if not taken:
        return []
    events = _events(tx, [row[0] for row in taken])
    empty = [row[0] for row in taken if row[0] not in events]
    for stream_id in empty:
        tx.change(
            "UPDATE stream SET owner = NULL, lease_until = NULL, locked_entity = NULL, due_at = NULL WHERE id = ?",
            stream_id,
        )
    make: Callable[..., Claim] = Claim
    return [make(*row, tuple(events[row[0]])) for row in taken if row[0] in events]


def _events(tx: Tx, stream_ids: list[int]) -> dict[int, list[Event]]:
    """The next event of each line; where it is a change, those that follow it too, up to the first other event."""
    lines = {event.stream_id: [event] for event in _heads(tx, stream_ids, 1)}
    changed = [stream_id for stream_id, (head,) in lines.items() if head.kind == CHANGED]
    going_on = set(changed)
    for event in _heads(tx, changed, TOGETHER) if changed else ():
        if event.kind != CHANGED:
            going_on.discard(event.stream_id)
        if event.stream_id in going_on and event.id != lines[event.stream_id][0].id:
            lines[event.stream_id].append(event)
    return lines


def _heads(tx: Tx, stream_ids: list[int], each: int) -> list[Event]:
    columns = rows.names(Event)
    pending = "stream_id = %s AND state = 'pending' ORDER BY id LIMIT"
    if tx.dialect == "sqlite":
        found = tx.sql(
            "WITH line (place, of) AS (SELECT key, value FROM json_each(?)) "
            f"SELECT {columns} FROM line CROSS JOIN event ON event.id IN (SELECT id FROM event "
            f"WHERE {pending % 'line.of'} ?) ORDER BY line.place, event.id",
            json.dumps(stream_ids),
            each,
        )
    else:  # neither an array nor a limit as values: for those the server thinks a new plan is cheaper, and plans anew
        found = tx.hot(
            "SELECT e.* FROM jsonb_array_elements_text(CAST(? AS jsonb)) AS line (id) CROSS JOIN LATERAL ("
            f"SELECT {columns} FROM event WHERE {pending % 'CAST(line.id AS bigint)'} {each}) AS e",
            json.dumps(stream_ids),
        )
    return rows.build_all(Event, found)
