"""Links between issues of the site, and remote links to other places."""

from ..caller import Caller
from ..errors import JiraError, invalid, not_found
from ..events import Event
from ..permissions import require, require_issue
from ..records import ChangeItem, Issue, IssueLink, Json, LinkType, RemoteLink
from ..site import JiraSite
from . import comments, history


def find_type(site: JiraSite, named: Json) -> LinkType:
    for kind in site.link_types.values():
        if isinstance(named, dict) and (str(named.get("id")) == kind.id or named.get("name") == kind.name):
            return kind
    name = named.get("name") or named.get("id") if isinstance(named, dict) else None
    raise not_found(f"No issue link type with name '{name}' found.")


def _end(site: JiraSite, caller: Caller, named: Json) -> Issue:
    if not isinstance(named, dict) or not (named.get("id") or named.get("key")):
        raise invalid("inwardIssue and outwardIssue must have an id or a key.")
    return require_issue(site, caller, str(named.get("id") or named.get("key")))


def add(site: JiraSite, caller: Caller, payload: dict[str, Json], version: int = 3) -> IssueLink:
    """Link two issues; a link that is there already is left as it is."""
    kind = find_type(site, payload.get("type"))
    inward = _end(site, caller, payload.get("inwardIssue"))
    outward = _end(site, caller, payload.get("outwardIssue"))
    require(site, caller, "LINK_ISSUES", outward, "You do not have permission to link issues in this project.")
    if inward.id == outward.id:
        raise invalid("You cannot link an issue to itself.")
    for link in site.links.values():
        if (link.type_id, link.inward, link.outward) == (kind.id, inward.id, outward.id):
            return link
    site.limits.check_issue_write(outward.id)
    link = IssueLink(site.next_id("link"), kind.id, inward.id, outward.id)
    site.links[link.id] = link
    _note(site, caller, inward, None, (outward.key, f"This work item {kind.outward} {outward.key}"))
    _note(site, caller, outward, None, (inward.key, f"This work item {kind.inward} {inward.key}"))
    _tell(site, caller, link, "issuelink_created", True)
    if isinstance(payload.get("comment"), dict):
        comments.add(site, caller, outward, payload["comment"], version)
    return link


def add_from_update(site: JiraSite, caller: Caller, issue: Issue, item: Json) -> None:
    """The `issuelinks.add` of a create or edit call: one end is the issue itself."""
    if not isinstance(item, dict):
        raise invalid("The issue link is invalid.")
    me = {"id": issue.id}
    add(
        site,
        caller,
        {
            "type": item.get("type"),
            "inwardIssue": item.get("inwardIssue", me),
            "outwardIssue": item.get("outwardIssue", me),
        },
    )


def remove(site: JiraSite, caller: Caller, link_id: str) -> None:
    link = site.links.get(link_id)
    if link is None:
        raise not_found(f"No issue link with id '{link_id}' exists.")
    issue = require_issue(site, caller, link.outward)
    require_issue(site, caller, link.inward)
    require(site, caller, "LINK_ISSUES", issue, "You do not have permission to delete links in this project.")
    drop(site, caller, link)


def drop(site: JiraSite, caller: Caller, link: IssueLink, primary: bool = True) -> None:
    """Take a link away and note it on both issues."""
    kind = site.link_types[link.type_id]
    inward, outward = site.issues[link.inward], site.issues[link.outward]
    del site.links[link.id]
    _note(site, caller, inward, (outward.key, f"This work item {kind.outward} {outward.key}"), None)
    _note(site, caller, outward, (inward.key, f"This work item {kind.inward} {inward.key}"), None)
    _tell(site, caller, link, "issuelink_deleted", primary)


def _note(
    site: JiraSite, caller: Caller, issue: Issue, old: tuple[str, str] | None, new: tuple[str, str] | None
) -> None:
    item = ChangeItem("Link", "issuelinks", False, *(old or (None, None)), *(new or (None, None)))
    history.record(site, caller, issue, [item])


def _tell(site: JiraSite, caller: Caller, link: IssueLink, name: str, primary: bool) -> None:
    kind = site.link_types[link.type_id]

    def body() -> dict[str, Json]:
        return {
            "webhookEvent": name,
            "issueLink": {
                "id": int(link.id),
                "sourceIssueId": int(link.inward),
                "destinationIssueId": int(link.outward),
                "issueLinkType": {
                    "id": int(kind.id),
                    "name": kind.name,
                    "outwardName": kind.outward,
                    "inwardName": kind.inward,
                    "isSubTaskLinkType": False,
                    "isSystemLinkType": False,
                },
            },
        }

    names = {"issueLink.id": link.id}
    site.emit(Event(name, caller, body, names, None, primary))


def put_remote(site: JiraSite, caller: Caller, issue: Issue, payload: dict[str, Json]) -> tuple[RemoteLink, bool]:
    """Add a remote link, or replace the one with the same global id; True when it is new."""
    require(site, caller, "LINK_ISSUES", issue, "You do not have permission to link issues in this project.")
    target = payload.get("object")
    if not isinstance(target, dict) or not target.get("url") or not target.get("title"):
        missing = "title" if isinstance(target, dict) and target.get("url") else "url"
        raise JiraError(400, errors={missing: f"'{missing}' is required."})
    site.limits.check_issue_write(issue.id)
    global_id = payload.get("globalId")
    for link in issue.remote_links:
        if global_id is not None and link.global_id == global_id:
            link.object, link.relationship = target, payload.get("relationship")
            link.application = payload.get("application") or {}
            history.touch(site, issue)
            return link, False
    link = RemoteLink(
        int(site.next_id("remote link")),
        global_id,
        target,
        payload.get("application") or {},
        payload.get("relationship"),
    )
    issue.remote_links.append(link)
    item = ChangeItem(
        "RemoteIssueLink", None, False, None, None, str(link.id), f'This work item links to "{target["title"]}"'
    )
    change = history.record(site, caller, issue, [item])
    history.issue_event(site, caller, issue, "jira:issue_updated", "issue_updated", change)
    return link, True


def drop_remote(site: JiraSite, caller: Caller, issue: Issue, links: list[RemoteLink]) -> None:
    require(site, caller, "LINK_ISSUES", issue, "You do not have permission to delete links in this project.")
    for link in links:
        issue.remote_links.remove(link)
        title = f'This work item links to "{link.object["title"]}"'
        item = ChangeItem("RemoteIssueLink", None, False, str(link.id), title, None, None)
        change = history.record(site, caller, issue, [item])
        history.issue_event(site, caller, issue, "jira:issue_updated", "issue_updated", change)
