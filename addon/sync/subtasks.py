"""A sub-task is made below the twin of its parent; without one, as what a project's issues ordinarily are.

Jira makes no sub-task without a parent and turns nothing into one later, so a parent that is still to arrive is waited
for: as long as something of it is under way here, and else for a short while after the sub-task came.
"""

from dataclasses import replace

from addon.replica.values import EntityRef
from addon.rules.ruleset import Edits
from addon.storage import queue
from addon.sync.gather import twin_of_remote
from addon.sync.incoming import Request
from addon.sync.work import Later, Work

CATEGORY = "subtask"
GRACE_MS = 60_000
"""What was made one after the other may arrive in another order, but not much later."""
WAIT_MS, LONGEST_MS = 2_000, 60_000


def with_place(work: Work, request: Request, edits: Edits) -> Edits:
    """The edits of what is to be made, with the parent that its type needs, or with a type that needs none.

    Raises `Later` while the parent may still arrive.
    """
    if request.local is not None or edits.fields.get("parent") is not None:
        return edits
    types = work.tracker.entity_types(edits.project_id or work.agreed.project_id)
    kind = next((one for one in types if one.name.casefold() == edits.type_name.casefold()), None)
    if kind is None or kind.category != CATEGORY:
        return edits
    above = str(request.replica.get("parentId") or "")
    twin = twin_of_remote(work, above) if above else None
    if twin is not None and twin.local_id and twin.state != "local_deleted":
        return replace(edits, fields={**edits.fields, "parent": EntityRef(twin.local_id, twin.local_key)})
    ordinary = next((one.name for one in types if one.category != CATEGORY), "")
    if not ordinary:
        return edits
    if above and twin is None:
        _wait(work, above)
    work.note(
        "warning",
        f"“{kind.name}” needs a parent, and none is paired here: this was made as “{ordinary}”. To have it below its "
        "parent, sync the parent first, then unlink and delete this one, and sync it again.",
    )
    return replace(edits, type_name=ordinary)


def _wait(work: Work, above: str) -> None:
    """Wait for the parent where it may come; a preview waits for nothing."""
    if work.claim.head.id == 0:
        return
    age = work.services.now() - work.claim.head.created_at
    if age < GRACE_MS or _is_under_way(work, above):
        raise Later(min(LONGEST_MS, max(WAIT_MS, age)), "parent_awaited")


def _is_under_way(work: Work, above: str) -> bool:
    """Whether something of the partner's entity waits here to be taken in, be it for a person."""
    found = work.services.ledger.read(lambda tx: queue.line(tx, work.node.id, "in", above, work.agreed.id))
    return found is not None and (found.due_at is not None or bool(found.owner) or found.blocked_by is not None)
