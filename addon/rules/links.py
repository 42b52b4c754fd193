"""Links as a script left them, against what was here: what to link, what to take off, and what is the partner's."""

from collections.abc import Mapping
from typing import Any

from addon.rules.ruleset import LinkEdit, Replica

HIERARCHY = "System.LinkTypes.Hierarchy"


def link_edits(
    left: Any, before: list[dict[str, Any]], replica: Replica, kind: str, notes: list[str]
) -> tuple[tuple[LinkEdit, ...], bool]:
    """What a changed `issueLinks` means, and whether it takes over the partner's.

    A link that arrived leads to the twin of its other end, once that is paired; its ids mean nothing here. A rule that
    assigns what arrived never takes off what only this side has.
    """
    if not isinstance(left, list):
        notes.append("issueLinks has to be a list; nothing was done with them.")
        return (), False
    here = {str(one.get("id")): one for one in before}
    sent = [one for one in replica.get("issueLinks") or () if isinstance(one, dict)]
    arrived = {_mark(one) for one in sent}
    found: list[LinkEdit] = []
    kept: set[str] = set()
    adding = not left and "issueLinks" in replica and not sent
    for one in left:
        if not isinstance(one, dict):
            notes.append("issueLinks holds something that is no link; it was left out.")
        elif _mark(one) in arrived and _mark(one) != _mark(here.get(str(one.get("id")), {})):
            adding = True
            found += _of_partner(one, kind, notes)
        elif one.get("id") is not None and str(one["id"]) in here:
            kept.add(str(one["id"]))
        else:
            found += _own(one, notes)
    if not adding:
        found += [
            LinkEdit(str(one.get("linkName")), link_id=number, removed=True)
            for number, one in here.items()
            if number not in kept and not str(one.get("linkName")).startswith(HIERARCHY)
        ]
    last_went = replica.get("issueLinks") == [] and kept == set(here)
    return tuple(found), adding or last_went


def _mark(one: Mapping[str, Any]) -> tuple[str, str]:
    """What a link is told by, whatever a rule calls its type."""
    return str(one.get("id")), str(one.get("otherIssueId"))


def _own(one: Mapping[str, Any], notes: list[str]) -> list[LinkEdit]:
    name = str(one.get("linkTypeName") or one.get("linkName") or "")
    target = one.get("otherIssueId") or one.get("otherIssueKey")
    if name and target:
        return [LinkEdit(name, local_id=str(target), outward=bool(one.get("isOutward", True)))]
    notes.append("A link needs linkTypeName and otherIssueId; it was left out.")
    return []


def _of_partner(one: Mapping[str, Any], kind: str, notes: list[str]) -> list[LinkEdit]:
    name, target = str(one.get("linkTypeName") or one.get("linkName") or ""), one.get("otherIssueId")
    if not target or name.startswith(HIERARCHY):  # a web address, or a parent: that is parentId
        return []
    foreign = name.startswith("System.") is (kind == "jira")
    if not foreign and name:
        return [LinkEdit(name, remote_id=str(target), outward=bool(one.get("isOutward", True)))]
    if name not in ("", "Relates", "related", "System.LinkTypes.Related"):
        notes.append(f"“{name}” is no type of links here: linked as related. Set linkTypeName to another one.")
    return [LinkEdit("related", remote_id=str(target), outward=bool(one.get("isOutward", True)))]
