"""A field that goes to and fro without a person is left alone for a while; everything else goes on.

One turn: we take the partner's value of a field of which an edit of ours has left since we took one last, and neither
edit was a person's. Three turns in ten minutes freeze the field for ten minutes; an edit by a person thaws it.
"""

from collections.abc import Sequence

from addon.storage import baselines
from addon.storage.baselines import Baseline
from addon.storage.transaction import Tx
from addon.sync.edit_times import standing_of
from addon.sync.incoming import Request
from addon.sync.work import Work

TURNS = 3
WITHIN_MS = 10 * 60_000
FOR_MS = 10 * 60_000


def note_turns(tx: Tx, work: Work, request: Request, taken: Sequence[str]) -> None:
    """Count the turns of the fields that were taken over just now."""
    twin, people = request.pair.twin, request.body.get("people")
    if twin is None:
        return
    for name in taken:
        row = request.pair.baseline.get(name)
        if row is None:
            continue
        standing = standing_of(row)
        if not isinstance(people, list) or name in people:
            thaw(tx, work, twin.id, [row])
        elif standing.left > standing.taken:
            turns = [at for at in row.turns if at > tx.now - WITHIN_MS] + [tx.now]
            until = tx.now + FOR_MS if len(turns) >= TURNS else None
            baselines.note_turns(tx, work.node.id, twin.id, name, turns, until)


def thaw(tx: Tx, work: Work, twin_id: int, rows: Sequence[Baseline]) -> None:
    """A person edited these fields: they go through again."""
    for row in rows:
        if row.turns or row.frozen_until:
            baselines.note_turns(tx, work.node.id, twin_id, row.field, [], None)
