"""Calls for what hangs on a work item, and for states on the way: files, comments, links."""

import html
import re
from typing import Any

from addon.platforms.azuredevops.client import part
from addon.platforms.azuredevops.fields import STATE, refused
from addon.platforms.base import AttachmentChange, CommentChange, LinkChange
from addon.platforms.following import FOLLOWS, revision_test
from addon.platforms.planning import ENTITY, Plan
from addon.replica.entity import Entity
from addon.replica.fingerprint import text_hash

ITEM = f"/_apis/wit/workitems/{ENTITY}"
_LINK_TYPES = {
    "related": "System.LinkTypes.Related",
    "child": "System.LinkTypes.Hierarchy-Forward",
    "parent": "System.LinkTypes.Hierarchy-Reverse",
    "successor": "System.LinkTypes.Dependency-Forward",
    "predecessor": "System.LinkTypes.Dependency-Reverse",
    "duplicate": "System.LinkTypes.Duplicate-Forward",
    "duplicate of": "System.LinkTypes.Duplicate-Reverse",
}
"""Link types by the names that people see; any other is taken as a reference name."""
_DIRECTED = frozenset({"System.LinkTypes.Hierarchy", "System.LinkTypes.Dependency", "System.LinkTypes.Duplicate"})
Operations = list[dict[str, Any]]


def plan_state(planned: Plan, name: str, current: Entity | None) -> None:
    """One state on the way. Of an item that stands here already it is guarded, first by the revision that was read,
    then by what our own calls led to; a new item has nothing of other people's that a state could overwrite.
    """
    body: Operations = [{"op": "add", "path": f"/fields/{STATE}", "value": name}]
    if current is None:
        planned.add("transition", "PATCH", ITEM, body, sets=("status",), sub=name)
        return
    follows = {FOLLOWS: True} if planned.calls else {}
    body = [revision_test(current.revision), *body]
    planned.add("transition", "PATCH", ITEM, body, sets=("status",), sub=name, guard=current.revision, context=follows)


def plan_attachment(planned: Plan, file: AttachmentChange, project: str) -> None:
    """Attach a file, or take it off."""
    if file.action == "remove":
        body = {"attachment": file.local_id}
        planned.add("attachment_remove", "PATCH", ITEM, body, remote_id=file.remote_id)
        return
    target = f"/{part(project)}/_apis/wit/attachments"
    body_add = {"filename": file.filename, "filesize": file.filesize, "mimetype": file.mimetype}
    planned.add("attachment_add", "POST", target, body_add, remote_id=file.remote_id)


def plan_comment(planned: Plan, one: CommentChange, project: str, current: Entity | None) -> None:
    """Add, edit or remove a comment; an added one is found again by its words."""
    comments = f"/{part(project)}/_apis/wit/workItems/{ENTITY}/comments"
    if one.action == "remove":
        target = f"{comments}/{one.local_id}"
        planned.add(
            "comment_remove", "DELETE", target, None, remote_id=one.remote_id, context={"local_id": one.local_id}
        )
        return
    if one.body is None or one.body.notation not in ("html", "markdown"):
        raise refused("comments", "need a text in HTML or Markdown")
    if one.internal:
        raise refused("comments", "cannot be kept internal on Azure DevOps")
    body = {"text": one.body.source, "format": one.body.notation}
    context: dict[str, Any] = {
        "local_id": one.local_id,
        "project": project,
        "known": [c.id for c in (current.comments or ())] if current else [],
    }
    hashed = text_hash(plain(one.body.source))
    if one.action == "add":
        planned.add("comment_add", "POST", comments, body, remote_id=one.remote_id, hashed=hashed, context=context)
    else:
        target = f"{comments}/{one.local_id}"
        planned.add("comment_edit", "PATCH", target, body, remote_id=one.remote_id, hashed=hashed, context=context)


def plan_link(planned: Plan, link: LinkChange) -> None:
    """Add a link to another work item, or remove one."""
    if link.action == "remove":
        context = {"link_id": link.link_id, "end": link.target.id if link.target else ""}
        planned.add("link_remove", "PATCH", ITEM, {"link": link.link_id}, sub=link.link_id, context=context)
        return
    assert link.target is not None
    kind = _LINK_TYPES.get(link.kind.lower(), link.kind)
    if kind in _DIRECTED:
        kind += "-Forward" if link.outward else "-Reverse"
    body: dict[str, Any] = {"rel": kind, "target": link.target.id, "beside": True}
    key = planned.key("link_add", f"{kind}:{link.target.id}")
    if planned.has(key):  # two links over there that are one here
        return
    ends: dict[str, Any] = {"end": link.target.id, "link": kind, "outward": not kind.endswith("-Reverse")}
    planned.add("link_add", "PATCH", ITEM, body, remote_id=link.remote_id, key=key, context=ends)


def plain(text: str) -> str:
    """Words of an HTML text, to recognise it after Azure DevOps rewrote the tags."""
    return html.unescape(re.sub(r"<[^>]*>", " ", text)).replace("\xa0", " ")
