"""syncHelper and link: what a run asks to be done when it is over."""

from typing import Any

from addon.rules.ruleset import LinkEdit
from addon.sync.helpers.session import Session, argument, text


def sync_back(session: Session, arguments: list[Any]) -> None:
    session.wishes.sync_back = True


def unlink(session: Session, arguments: list[Any]) -> None:
    session.wishes.unlink = True


def start(session: Session, arguments: list[Any]) -> None:
    key = text(argument(arguments, 0))
    if key and key not in session.wishes.start:
        session.wishes.start.append(key)


def link_parent(session: Session, arguments: list[Any]) -> None:
    """The parent that the replica names, once it is paired; none where it says that there is none."""
    replica = argument(arguments, 0)
    parent = replica.get("parentId") if isinstance(replica, dict) else replica
    if text(parent):
        session.wishes.links.append(LinkEdit("parent", remote_id=text(parent)))
    elif isinstance(replica, dict) and "parentId" in replica:
        session.wishes.links.append(LinkEdit("parent", removed=True))


def link_related(session: Session, arguments: list[Any]) -> None:
    """The entities that the replica's links name, once they are paired; a link that both had and it has not goes."""
    replica = argument(arguments, 0)
    listed = replica.get("issueLinks") if isinstance(replica, dict) else None
    session.wishes.links_followed |= isinstance(listed, list)
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict) and one.get("otherIssueId"):
            outward = bool(one.get("isOutward", True))
            session.wishes.links.append(LinkEdit("related", remote_id=text(one["otherIssueId"]), outward=outward))


TABLE = {
    "syncHelper.syncBackAfterProcessing": sync_back,
    "syncHelper.unlinkAfterProcessing": unlink,
    "syncHelper.unExalateAfterProcessing": unlink,
    "syncHelper.exalate": start,
    "syncHelper.sync": start,
    "link.parent": link_parent,
    "link.related": link_related,
}
