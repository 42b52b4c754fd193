"""Service hook deliveries of Azure DevOps as hints."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from addon.platforms.azuredevops.fields import moment, person
from addon.platforms.azuredevops.reader import linked_id
from addon.platforms.base import ChangeNotice, NoticeKind

HANDLED: Mapping[str, NoticeKind] = {
    "workitem.created": "created",
    "workitem.updated": "changed",
    "workitem.commented": "commented",
    "workitem.deleted": "deleted",
    "workitem.restored": "restored",
}
_COMMENT_SIGNS = ("System.History", "System.CommentCount")
_MOVING = frozenset(
    f"System.{name}"
    for name in (
        "AuthorizedAs",
        "AuthorizedDate",
        "ChangedBy",
        "ChangedDate",
        "PersonId",
        "Rev",
        "RevisedDate",
        "Watermark",
    )
)
"""Fields that move with every revision, whatever it was made for."""


@dataclass(frozen=True, slots=True)
class HookDelivery:
    """One delivery: which subscription of which organization it claims to be, and what it says.

    Both claims must be compared with what is stored before the notice is believed.
    """

    subscription_id: str
    collection_id: str
    notice: ChangeNotice | None


def parse_hook(body: Any) -> HookDelivery | None:
    """Take a delivery apart; None when it is none. Events we did not ask for have no notice."""
    if not isinstance(body, Mapping) or not isinstance(body.get("eventType"), str):
        return None
    subscription = str(body.get("subscriptionId") or "").lower()
    collection = str(_deep(body, "resourceContainers", "collection", "id") or "").lower()
    return HookDelivery(subscription, collection, _notice(body, subscription))


def _notice(body: Mapping[str, Any], subscription: str) -> ChangeNotice | None:
    kind, resource = HANDLED.get(body["eventType"]), body.get("resource")
    if kind is None or not isinstance(resource, Mapping):
        return None
    # On `updated` the id is the number of the update, not the work item's.
    number = resource.get("workItemId") if body["eventType"] == "workitem.updated" else resource.get("id")
    if not _is_number(number):
        return None
    told = resource.get("fields")
    fields: Mapping[str, Any] = told if isinstance(told, Mapping) else {}
    if kind == "changed" and any(sign in fields for sign in _COMMENT_SIGNS):
        kind = "commented"  # a comment comes as `commented` and as `updated`: either one alone must be enough
    others = _linked(resource)
    revision = resource.get("rev")
    if kind == "changed" and fields and not resource.get("relations") and set(fields) <= _MOVING:
        kind = "commented"  # a revision in which nothing else changed may be an edited comment
    if kind == "changed" and not fields:  # no revision tells of links, perhaps none of an edited comment
        kind, revision = "linked" if resource.get("relations") else "commented", None
    actor = person(resource.get("revisedBy")) or person(fields.get("System.ChangedBy"))
    identifier = body.get("id") if body.get("notificationId") is None else body["notificationId"]
    project = _deep(body, "resourceContainers", "project", "id")
    reference = _deep(resource, "commentVersionRef") or _deep(resource, "revision", "commentVersionRef")
    comment, version = _deep(reference, "commentId"), _deep(reference, "version")
    return ChangeNotice(
        kind,
        str(number),
        str(project).lower() if project else None,
        delivery="" if identifier is None else f"{subscription}:{identifier}",  # without one, none is another again
        at=moment(body.get("createdDate")),
        actor=actor.id if actor else None,
        revision=str(revision) if _is_number(revision) else None,
        comment_id=str(comment) if comment is not None else None,
        comment_version=str(version) if version is not None else None,
        other_ids=others,
    )


def _linked(resource: Mapping[str, Any]) -> tuple[str, ...]:
    relations = resource.get("relations")
    if not isinstance(relations, Mapping):
        return ()
    ids = []
    for change in ("added", "removed", "updated"):
        listed = relations.get(change)
        for relation in listed if isinstance(listed, list) else ():
            if isinstance(relation, Mapping) and "workItems/" in str(relation.get("url")):
                ids.append(linked_id(str(relation.get("url"))))
    return tuple(dict.fromkeys(i for i in ids if i))


def _is_number(found: Any) -> bool:
    """Whether this is a number of the service's: 64 bits at most, also as text."""
    text = str(found) if isinstance(found, int | str) and not isinstance(found, bool) else ""
    return text.isascii() and text.isdigit() and len(text) <= 18


def _deep(found: Any, *names: str) -> Any:
    for name in names:
        if not isinstance(found, Mapping):
            return None
        found = found.get(name)
    return found
