"""Why an entity has no twin over a connection: what was noted when it was looked at, else how things stand now.

A change that no trigger is asked about is not noted: most of a tracker's changes are of that kind.
"""

from collections.abc import Sequence

from addon.storage import timeline, triggers
from addon.storage.connections import Connection
from addon.storage.timeline import Step
from addon.storage.transaction import Tx

_NOTED = ("why_not", "unlinked")
_STEPS = 120
PAUSED = "The connection is deactivated."
WAITS = "It waits, and is sent once the connection is active."


def reasons(
    tx: Tx, node_id: int, entity_id: str, rows: Sequence[Connection], *, project_id: str, queued: Sequence[int]
) -> dict[int, str]:
    """By connection, why the entity is not paired over it.

    `project_id`: where the entity is, empty where that is not known; `queued`: connections over which it waits.
    """
    steps = timeline.of_entity(tx, node_id, entity_id, limit=_STEPS).items
    found = {}
    for one in rows:
        if one.status == "deactivated":
            found[one.id] = f"{PAUSED} {WAITS}" if one.id in queued else PAUSED
        elif one.id not in queued:
            found[one.id] = _noted(steps, one.id) or _standing(tx, node_id, one.id, project_id)
    return found


def _noted(steps: Sequence[Step], connection_id: int) -> str:
    return next((one.text for one in steps if one.step in _NOTED and one.connection_id in (0, connection_id)), "")


def _standing(tx: Tx, node_id: int, connection_id: int, project_id: str) -> str:
    known = triggers.list_for(tx, node_id, connection_id)
    active = [one for one in known if one.active]
    if not known:
        return "No trigger feeds this connection: only Sync starts it."
    if not active:
        return f"{'Its trigger is' if len(known) == 1 else 'All its triggers are'} off: only Sync starts it."
    if project_id and all(one.project_id and one.project_id != project_id for one in active):
        return f"{'Its trigger asks' if len(active) == 1 else 'Its triggers ask'} in another project."
    return "Its triggers were not asked yet: they are when it is created or changed."
