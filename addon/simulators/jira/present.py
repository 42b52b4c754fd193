"""How issues and what hangs on them look in answers, as one caller may see them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from . import adf_text
from .durations import duration_of
from .field_kinds import Context
from .fields import READ_ONLY_FIELDS
from .permissions import allows, is_admin, sees_restricted
from .records import Attachment, Change, Comment, Issue, IssueLink, Json, RemoteLink, Transition, Worklog
from .site import CATEGORIES, JiraSite

ISSUE_EXPANDS = "operations,versionedRepresentations,editmeta,changelog,customfield_10010.requestTypePractice,renderedFields,names,transitions"  # noqa: E501
PAGES_INSIDE = 5_000


def moment(milliseconds: int) -> str:
    """A time as Jira writes it: `2026-11-21T22:05:13.123+0000`."""
    when = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return when.strftime("%Y-%m-%dT%H:%M:%S.") + f"{milliseconds % 1000:03d}+0000"


def show_comment(site: JiraSite, issue: Issue, comment: Comment, version: int = 3, rendered: bool = False) -> Json:
    shown: dict[str, Json] = {
        "self": site.url(f"/rest/api/3/issue/{issue.id}/comment/{comment.id}"),
        "id": comment.id,
        "author": site.show_user(comment.author),
        "body": adf_text.wiki(comment.body) if version < 3 else comment.body,
        "updateAuthor": site.show_user(comment.update_author),
        "created": moment(comment.created),
        "updated": moment(comment.updated),
        "jsdPublic": not comment.internal,
    }
    if comment.visibility is not None:
        shown["visibility"] = comment.visibility
    if rendered:
        shown["renderedBody"] = adf_text.html(comment.body)
    return shown


def visible_comments(site: JiraSite, account_id: str | None, issue: Issue) -> list[Comment]:
    project = site.project_of(issue)
    return [comment for comment in issue.comments if sees_restricted(site, account_id, project, comment)]


def show_attachment(site: JiraSite, attachment: Attachment) -> Json:
    return {
        "self": site.url(f"/rest/api/3/attachment/{attachment.id}"),
        "id": attachment.id,
        "filename": attachment.filename,
        "author": site.show_user(attachment.author),
        "created": moment(attachment.created),
        "size": len(attachment.content),
        "mimeType": attachment.mime_type,
        "content": site.url(f"/rest/api/3/attachment/content/{attachment.id}"),
    }


def show_worklog(site: JiraSite, issue: Issue, worklog: Worklog, version: int = 3) -> Json:
    shown: dict[str, Json] = {
        "self": site.url(f"/rest/api/3/issue/{issue.id}/worklog/{worklog.id}"),
        "author": site.show_user(worklog.author),
        "updateAuthor": site.show_user(worklog.update_author),
        "created": moment(worklog.created),
        "updated": moment(worklog.updated),
        "started": worklog.started,
        "timeSpent": duration_of(worklog.seconds),
        "timeSpentSeconds": worklog.seconds,
        "id": worklog.id,
        "issueId": issue.id,
    }
    if worklog.comment is not None:
        shown["comment"] = adf_text.wiki(worklog.comment) if version < 3 else worklog.comment
    if worklog.visibility is not None:
        shown["visibility"] = worklog.visibility
    return shown


def visible_worklogs(site: JiraSite, account_id: str | None, issue: Issue) -> list[Worklog]:
    project = site.project_of(issue)
    return [item for item in issue.worklogs if sees_restricted(site, account_id, project, item)]


def show_change(site: JiraSite, change: Change) -> Json:
    items = []
    for item in change.items:
        shown: dict[str, Json] = {"field": item.field, "fieldtype": "custom" if item.custom else "jira"}
        if item.field_id is not None:
            shown["fieldId"] = item.field_id
        shown.update({"from": item.old, "fromString": item.old_string, "to": item.new, "toString": item.new_string})
        items.append(shown)
    return {
        "id": change.id,
        "author": site.show_user(change.author),
        "created": moment(change.created),
        "items": items,
    }


def show_link_type(site: JiraSite, type_id: str) -> Json:
    kind = site.link_types[type_id]
    return {
        "id": kind.id,
        "name": kind.name,
        "inward": kind.inward,
        "outward": kind.outward,
        "self": site.url(f"/rest/api/3/issueLinkType/{kind.id}"),
    }


def show_link_of(site: JiraSite, link: IssueLink, issue: Issue) -> Json:
    """A link as one of its two issues lists it: only the other end."""
    shown = {
        "id": link.id,
        "self": site.url(f"/rest/api/3/issueLink/{link.id}"),
        "type": show_link_type(site, link.type_id),
    }
    if link.outward == issue.id:
        return {**shown, "inwardIssue": site.show_linked(site.issues[link.inward])}
    return {**shown, "outwardIssue": site.show_linked(site.issues[link.outward])}


def show_remote_link(site: JiraSite, issue: Issue, link: RemoteLink) -> Json:
    shown: dict[str, Json] = {
        "id": link.id,
        "self": site.url(f"/rest/api/3/issue/{issue.key}/remotelink/{link.id}"),
        "application": link.application,
        "object": link.object,
    }
    if link.global_id is not None:
        shown["globalId"] = link.global_id
    if link.relationship is not None:
        shown["relationship"] = link.relationship
    return shown


def show_transition(site: JiraSite, transition: Transition, fields: Json | None = None) -> Json:
    shown: dict[str, Json] = {
        "id": transition.id,
        "name": transition.name,
        "to": site.show_status(site.statuses[transition.to]),
        "hasScreen": bool(transition.screen),
        "isGlobal": transition.sources is None,
        "isInitial": False,
        "isAvailable": True,
        "isConditional": False,
        "looped": False,
    }
    if fields is not None:
        shown["fields"] = fields
    return shown


def status_category(site: JiraSite, issue: Issue) -> Json:
    shown: Json = site.show_status(site.statuses[issue.fields["status"]])
    return shown["statusCategory"]


def select(names: Iterable[str], wanted: list[str], default: str) -> set[str]:
    """Which of the field names a `fields` parameter asks for: `*all`, `*navigable`, names, `-names`."""
    every = set(names)
    hidden_by_navigable = {"comment", "attachment", "worklog"}
    chosen: set[str] = set()
    asked = wanted or [default]
    if all(name.startswith("-") for name in asked):
        asked = [default, *asked]
    for name in asked:
        if name == "*all":
            chosen |= every
        elif name == "*navigable":
            chosen |= every - hidden_by_navigable
        elif name.startswith("-"):
            chosen.discard(name[1:])
        elif name in every:
            chosen.add(name)
    return chosen


def field_names(site: JiraSite, issue: Issue) -> list[str]:
    """The fields that an issue answers with when all are asked for."""
    screen = site.project_of(issue).scheme.edit_fields
    custom = [name for name in site.fields if name.startswith("customfield_") and name in screen]
    system = [name for name in site.fields if not name.startswith("customfield_")]
    return [*system, *custom, *(name for name in READ_ONLY_FIELDS if name != "issuekey"), "timespent"]


def show_fields(
    site: JiraSite, account_id: str | None, issue: Issue, wanted: list[str], default: str, version: int = 3
) -> dict[str, Json]:
    """The `fields` object of an issue."""
    context = Context(site, site.project_of(issue), version)
    shown: dict[str, Json] = {}
    chosen = select(field_names(site, issue), wanted, default)
    for name in sorted(chosen):
        field = site.fields.get(name)
        if field is None:
            shown[name] = _computed(site, account_id, issue, name, version)
        elif name == "parent" and not issue.fields.get("parent"):
            continue
        else:
            shown[name] = field.kind.show(context, issue.fields.get(name))
    return shown


def _computed(site: JiraSite, account_id: str | None, issue: Issue, name: str, version: int) -> Json:
    match name:
        case "project":
            return site.show_project(site.project_of(issue))
        case "created" | "updated":
            return moment(getattr(issue, name))
        case "creator":
            return site.show_user(issue.creator)
        case "resolutiondate":
            when = issue.fields.get("resolutiondate")
            return moment(when) if when else None
        case "statusCategory":
            return status_category(site, issue)
        case "comment":
            comments = visible_comments(site, account_id, issue)
            return {
                "comments": [show_comment(site, issue, c, version) for c in comments[:PAGES_INSIDE]],
                "self": site.url(f"/rest/api/3/issue/{issue.id}/comment"),
                "maxResults": len(comments),
                "total": len(comments),
                "startAt": 0,
            }
        case "attachment":
            return [show_attachment(site, item) for item in issue.attachments]
        case "worklog":
            logs = visible_worklogs(site, account_id, issue)
            return {
                "startAt": 0,
                "maxResults": 20,
                "total": len(logs),
                "worklogs": [show_worklog(site, issue, item, version) for item in logs[:20]],
            }
        case "issuelinks":
            return [show_link_of(site, link, issue) for link in site.links_of(issue)]
        case "subtasks":
            return [site.show_linked(c) for c in site.children_of(issue) if site.types[c.fields["issuetype"]].subtask]
        case "watches":
            return {
                "self": site.url(f"/rest/api/3/issue/{issue.key}/watchers"),
                "watchCount": len(issue.watchers),
                "isWatching": account_id in issue.watchers,
            }
        case "votes":
            return {"self": site.url(f"/rest/api/3/issue/{issue.key}/votes"), "votes": 0, "hasVoted": False}
        case "timespent":
            return sum(item.seconds for item in issue.worklogs) or None
    return None


def show_rendered(site: JiraSite, account_id: str | None, issue: Issue, chosen: Iterable[str]) -> dict[str, Json]:
    """The `renderedFields` object: HTML of rich text, null for the rest."""
    rendered: dict[str, Json] = {}
    for name in chosen:
        field = site.fields.get(name)
        rendered[name] = adf_text.html(issue.fields.get(name)) if field is not None and field.kind.rich else None
        if name == "comment":
            comments = visible_comments(site, account_id, issue)
            rendered[name] = {
                "comments": [{**show_comment(site, issue, item), "body": adf_text.html(item.body)} for item in comments]
            }
    return rendered


def show_issue(
    site: JiraSite,
    account_id: str | None,
    issue: Issue,
    *,
    fields: list[str],
    default: str = "*all",
    expand: Iterable[str] = (),
    properties: Iterable[str] = (),
    version: int = 3,
) -> dict[str, Json]:
    """An issue as GET issue, search and bulk fetch answer it."""
    shown_fields = show_fields(site, account_id, issue, fields, default, version)
    expand = set(expand)
    shown: dict[str, Json] = {
        "expand": ISSUE_EXPANDS,
        "id": issue.id,
        "self": site.url(f"/rest/api/3/issue/{issue.id}"),
        "key": issue.key,
        "fields": shown_fields,
    }
    if "renderedFields" in expand:
        shown["renderedFields"] = show_rendered(site, account_id, issue, shown_fields)
    if "names" in expand:
        shown["names"] = {name: field_name(site, name) for name in shown_fields}
    if "schema" in expand:
        shown["schema"] = {name: schema for name in shown_fields if (schema := field_schema(site, name))}
    if "changelog" in expand:
        latest = list(reversed(issue.changes))
        shown["changelog"] = {
            "startAt": 0,
            "maxResults": len(latest),
            "total": len(latest),
            "histories": [show_change(site, change) for change in latest],
        }
    wanted = [name for name in properties if name in issue.properties or name == "*all"]
    if wanted:
        names = list(issue.properties) if "*all" in wanted else wanted
        shown["properties"] = {name: issue.properties[name] for name in names}
    return shown


def field_name(site: JiraSite, field_id: str) -> str:
    field = site.fields.get(field_id)
    return field.name if field else READ_ONLY_FIELDS[field_id][0]


def field_schema(site: JiraSite, field_id: str) -> Json | None:
    field = site.fields.get(field_id)
    return field.schema() if field else READ_ONLY_FIELDS[field_id][1]


def show_status_category(site: JiraSite, key: str) -> Json:
    number, name, color = CATEGORIES[key]
    return {
        "self": site.url(f"/rest/api/3/statuscategory/{number}"),
        "id": number,
        "key": key,
        "colorName": color,
        "name": name,
    }


def actions(site: JiraSite, account_id: str | None, issue: Issue) -> dict[str, bool]:
    """What the viewer of an issue page may do."""
    project = site.project_of(issue)
    names: dict[str, Any] = {
        "edit": "EDIT_ISSUES",
        "comment": "ADD_COMMENTS",
        "attach": "CREATE_ATTACHMENTS",
        "move": "TRANSITION_ISSUES",
        "delete": "DELETE_ISSUES",
        "assign": "ASSIGN_ISSUES",
    }
    found = {name: allows(site, account_id, permission, project, issue) for name, permission in names.items()}
    return {**found, "administer": is_admin(site, account_id)}
