"""Calls for what hangs on an issue: files, comments, links, work logs."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from addon.platforms.base import AttachmentChange, CommentChange, LinkChange, WorklogChange
from addon.platforms.jira.fields import FieldSchema, encode, refused
from addon.platforms.jira.reader import MARKER_PROPERTY
from addon.platforms.planning import ENTITY, Plan
from addon.replica.entity import Entity
from addon.replica.fingerprint import text_hash

INTERNAL_PROPERTY = "sd.public.comment"
ISSUE = f"/rest/api/3/issue/{ENTITY}"


def plan_attachment(planned: Plan, file: AttachmentChange, current: Entity | None) -> None:
    """Attach a file, or take it off; nothing marks a file, so an added one is told from its likes by their number."""
    if file.action == "remove":
        target = f"/rest/api/3/attachment/{file.local_id}"
        planned.add(
            "attachment_remove", "DELETE", target, None, remote_id=file.remote_id, context={"local_id": file.local_id}
        )
        return
    body = {"filename": file.filename, "filesize": file.filesize, "mimetype": file.mimetype}
    known = [one.id for one in (current.attachments or ())] if current else []
    alike = sum(1 for one in planned.calls if one.kind == "attachment_add" and _named(one.body) == _named(body))
    context = {"known": known, "alike": alike}
    planned.add("attachment_add", "POST", f"{ISSUE}/attachments", body, remote_id=file.remote_id, context=context)


def _named(body: Mapping[str, Any]) -> tuple[Any, Any]:
    return body.get("filename"), body.get("filesize")


def plan_comment(planned: Plan, one: CommentChange, current: Entity | None) -> None:
    """Add, edit or remove a comment; an added one carries its key, by which it is found again."""
    if one.action == "remove":
        target = f"{ISSUE}/comment/{one.local_id}"
        planned.add(
            "comment_remove", "DELETE", target, None, remote_id=one.remote_id, context={"local_id": one.local_id}
        )
        return
    if one.body is None:
        raise refused("comments", "need a text")
    rich = FieldSchema("description", "Comment")
    body: dict[str, Any] = {"body": encode("comments", one.body, rich)}
    known = [c.id for c in (current.comments or ())] if current else []
    if one.action == "add":
        key = planned.key("comment_add", one.remote_id)
        body["properties"] = [{"key": MARKER_PROPERTY, "value": {"key": key}}]
        if one.internal:
            body["properties"].append({"key": INTERNAL_PROPERTY, "value": {"internal": True}})
        target, kind, method = f"{ISSUE}/comment", "comment_add", "POST"
    else:
        before = next((c for c in (current.comments or ()) if c.id == one.local_id), None) if current else None
        if one.internal or (one.internal is False and before is not None and before.internal):
            body["properties"] = [{"key": INTERNAL_PROPERTY, "value": {"internal": one.internal}}]
        target, kind, method = f"{ISSUE}/comment/{one.local_id}", "comment_edit", "PUT"
    planned.add(
        kind,  # type: ignore[arg-type]
        method,
        target,
        body,
        remote_id=one.remote_id,
        hashed=text_hash(one.body.source),
        context={"known": known, "local_id": one.local_id},
    )


def plan_link(planned: Plan, link: LinkChange) -> None:
    """Add a link to another issue, or remove one."""
    if link.action == "remove":
        target = f"/rest/api/3/issueLink/{link.link_id}"
        planned.add(
            "link_remove",
            "DELETE",
            target,
            None,
            sub=link.link_id,
            context={"link_id": link.link_id, "end": link.target.id if link.target else ""},
        )
        return
    assert link.target is not None
    kind = "Relates" if link.kind == "related" else link.kind
    other = {"id": link.target.id} if link.target.id.isdigit() else {"key": link.target.id}
    # Jira reads a link as "inward issue <outward words> outward issue".
    own, theirs = ("inwardIssue", "outwardIssue") if link.outward else ("outwardIssue", "inwardIssue")
    body = {"type": {"name": kind}, theirs: other}
    key = planned.key("link_add", f"{kind}:{link.target.id}")
    if planned.has(key):  # two links over there that are one here
        return
    context = {"own": own, "end": link.target.id, "link": kind, "outward": link.outward}
    planned.add("link_add", "POST", "/rest/api/3/issueLink", body, remote_id=link.remote_id, key=key, context=context)


def plan_worklog(planned: Plan, work: WorklogChange) -> None:
    """Log work, edit or delete what was logged; an added one carries its key."""
    target = f"{ISSUE}/worklog"
    if work.action == "remove":
        context = {"local_id": work.local_id}
        planned.add(
            "worklog_remove", "DELETE", f"{target}/{work.local_id}", None, remote_id=work.remote_id, context=context
        )
        return
    body: dict[str, Any] = {"timeSpentSeconds": work.seconds}
    if work.started is not None:
        at = datetime.fromtimestamp(work.started / 1000, UTC)
        body["started"] = at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{work.started % 1000:03d}+0000"
    comment = None if work.comment is None else encode("worklogs", work.comment, FieldSchema("description", "Comment"))
    if comment is not None and not comment.get("content"):  # which Jira refuses: nothing was said, or nothing any more
        comment = {**comment, "content": [{"type": "paragraph", "content": []}]} if work.action == "edit" else None
    if comment is not None:
        body["comment"] = comment
    if work.action == "edit":
        planned.add(
            "worklog_edit",
            "PUT",
            f"{target}/{work.local_id}",
            body,
            remote_id=work.remote_id,
            sub=str(work.local_id),
            hashed=work.mark,
        )
        return
    key = planned.key("worklog_add", work.remote_id)
    body["properties"] = [{"key": MARKER_PROPERTY, "value": {"key": key}}]
    planned.add("worklog_add", "POST", target, body, remote_id=work.remote_id, key=key, hashed=work.mark)
