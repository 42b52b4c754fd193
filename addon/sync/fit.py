"""What the rules want, as it can be had here: internal comments kept back, links resolved, files counted.

What cannot be had is left out and noted; it never stops the rest.
"""

from dataclasses import replace

from addon.replica.entity import Entity
from addon.rules.ruleset import AttachmentEdit, CommentEdit, Edits, WorklogEdit
from addon.sync import linked
from addon.sync.incoming import Request
from addon.sync.work import Work

ALWAYS_TAKEN = 10 * 1024 * 1024
"""Bytes that every tracker takes as they come."""


def fit(work: Work, request: Request, edits: Edits) -> Edits:
    """The edits that are left to be decided about."""
    edits = linked.resolved(work, request, edits)
    if request.again:
        return replace(edits, comments=(), attachments=(), worklogs=())
    return replace(
        edits,
        comments=_comments(work, request.local, edits.project_id, _still_here(work, request.local, edits.comments)),
        attachments=_attachments(work, request.local, edits.attachments),
        worklogs=_worklogs(work, request.local, edits.worklogs),
    )


def _comments(
    work: Work, local: Entity | None, project_id: str, wanted: tuple[CommentEdit, ...]
) -> tuple[CommentEdit, ...]:
    """Without internal ones where they would be seen by everybody; what became internal over there is taken off."""
    if all(one.removed or not one.internal for one in wanted):
        return wanted
    if _keeps_internal(work, local.project.id if local is not None else project_id):
        return wanted
    shown = [one for one in wanted if one.internal and one.local_id and not one.removed]
    kept = tuple(
        replace(one, removed=True) if one in shown else one
        for one in wanted
        if one.removed or not one.internal or one in shown
    )
    if len(kept) < len(wanted):
        words = f"{len(wanted) - len(kept)} internal left out: comments cannot be kept internal here."
        work.note("internal_left_out", words)
    if shown:
        words = f"{len(shown)} made internal over there, taken off here: comments cannot be kept internal here."
        work.note("internal_taken_off", words)
    return kept


def _keeps_internal(work: Work, project_id: str) -> bool:
    """Whether there are comments that customers do not see: at Jira in projects of Jira Service Management."""
    if not work.tracker.capabilities.internal_comments:
        return False
    project = work.tracker.project(project_id)
    return project is not None and project.keeps_internal


def _still_here(work: Work, local: Entity | None, wanted: tuple[CommentEdit, ...]) -> tuple[CommentEdit, ...]:
    """Without edits of comments that somebody deleted here: they stay deleted."""
    if local is None or local.comments is None:
        return wanted
    here = {one.id for one in local.comments}
    kept = tuple(one for one in wanted if one.removed or not one.local_id or one.local_id in here)
    if len(kept) < len(wanted):
        work.note("deleted_here", f"{len(wanted) - len(kept)} edited there, deleted here: such comments stay deleted.")
    return kept


def _attachments(work: Work, local: Entity | None, wanted: tuple[AttachmentEdit, ...]) -> tuple[AttachmentEdit, ...]:
    """As many, and as large ones, as the tracker takes for this entity."""
    wanted = _without_huge(work, wanted)
    limit = work.tracker.capabilities.attachment_limit
    if limit is None or not wanted:
        return wanted
    removed = tuple(one for one in wanted if one.removed)
    added = tuple(one for one in wanted if not one.removed)
    held = sum(1 for one in local.attachments or () if not one.pasted) if local is not None else 0
    room = max(0, limit - held + len(removed))
    if len(added) > room:
        names = ", ".join(one.filename for one in added[room:][:5])
        words = f"Only {limit} files fit here; {len(added) - room} were left out: {names}."
        work.note("files_over_limit", words, left_out=len(added) - room)
    return (*removed, *added[:room])


def _without_huge(work: Work, wanted: tuple[AttachmentEdit, ...]) -> tuple[AttachmentEdit, ...]:
    """Without files that the tracker would refuse for their size; it is asked for its limit only where one is large."""
    if all(one.removed or one.filesize <= ALWAYS_TAKEN for one in wanted):
        return wanted
    limit = work.tracker.largest_file()
    kept = tuple(one for one in wanted if one.removed or limit is None or one.filesize <= limit)
    for one in wanted:
        if one not in kept and limit is not None:
            words = f"“{one.filename}” has {one.filesize:,} bytes, files here may have {limit:,}: it was left out."
            work.note("files_over_limit", words, left_out=1)
    return kept


def _worklogs(work: Work, local: Entity | None, wanted: tuple[WorklogEdit, ...]) -> tuple[WorklogEdit, ...]:
    """All of them where work can be logged, but edits of those that somebody deleted here."""
    if wanted and not work.tracker.capabilities.worklogs:
        work.note("worklogs_left_out", "Work cannot be logged here; map the time to a field in the incoming rule.")
        return ()
    here = {one.id for one in local.worklogs} if local is not None and local.worklogs is not None else None
    return tuple(one for one in wanted if one.removed or not one.local_id or here is None or one.local_id in here)
