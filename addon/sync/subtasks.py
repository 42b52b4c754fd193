"""A sub-task is made below the twin of its parent; without one, as what a project's issues ordinarily are.

Only a partner of the same product sends such types. Jira makes none without a parent, and default rules name no parent.
"""

from dataclasses import replace

from addon.replica.values import EntityRef
from addon.rules.ruleset import Edits
from addon.sync.gather import twin_of_remote
from addon.sync.incoming import Request
from addon.sync.work import Work

CATEGORY = "subtask"


def with_place(work: Work, request: Request, edits: Edits) -> Edits:
    """The edits of what is to be made, with the parent that its type needs, or with a type that needs none."""
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
    work.note("warning", f"“{kind.name}” needs a parent, and none is paired here: this was made as “{ordinary}”.")
    return replace(edits, type_name=ordinary)
