"""Appends to the history of a work item: a snapshot when something moved, an update in any case."""

from datetime import datetime
from typing import Any

from .html_text import rewrite
from .links import LinkDraft
from .organization import Organization
from .work_items import CommentRef, Revision, Update, Who, WorkItem, parent_of


def record(
    organization: Organization,
    item: WorkItem,
    before: dict[str, Any],
    by: str,
    at: datetime,
    authorized_as: str,
    links: LinkDraft | None,
    moves: bool,
    comment: CommentRef | None,
    history: tuple[str, str] | None,
) -> Update:
    """Append a revision (when something other than links moved) and the update that tells it."""
    set_parent(item)
    if moves:
        item.rev += 1
        item.fields["System.ChangedDate"] = at
        item.fields["System.ChangedBy"] = Who(by)
        item.fields["System.CommentCount"] = len(item.live_comments())
    changed = {
        name: (before.get(name), item.fields.get(name))
        for name in sorted(set(before) | set(item.fields))
        if before.get(name) != item.fields.get(name)
    }
    if moves:
        watermark = organization.next_watermark()
        previous = item.revisions[-1] if item.revisions else None
        changed["System.Rev"] = (item.rev - 1 or None, item.rev)
        changed["System.Watermark"] = (previous.watermark if previous else None, watermark)
        changed["System.AuthorizedDate"] = (previous.at if previous else None, at)
        if previous is None or previous.deleted is not item.deleted:
            changed["System.IsDeleted"] = (previous.deleted if previous else None, item.deleted)
        snapshot = dict(item.fields)
        if history:
            snapshot["System.History"] = rewrite(history[0]) if history[1] == "html" else history[0]
            changed["System.History"] = (None, snapshot["System.History"])
        item.revisions.append(
            Revision(
                item.rev,
                snapshot,
                dict(item.formats),
                tuple(item.relations),
                at,
                by,
                authorized_as,
                watermark,
                item.deleted,
                comment,
            )
        )
    update = Update(
        len(item.updates) + 1,
        item.rev,
        by,
        at,
        changed,
        tuple(links.added) if links else (),
        tuple(links.removed) if links else (),
        tuple(links.changed) if links else (),
    )
    item.updates.append(update)
    return update


def set_parent(item: WorkItem) -> None:
    """Let System.Parent follow the relations."""
    parent = parent_of(item.relations)
    if parent is None:
        item.fields.pop("System.Parent", None)
    else:
        item.fields["System.Parent"] = parent
