"""The change history of an issue, and the event of a change."""

from typing import Any

from ..caller import Caller
from ..events import Event
from ..field_choices import ProjectPartsKind
from ..permissions import administrator
from ..present import show_change, show_comment, show_issue
from ..records import Change, ChangeItem, Comment, Issue, Json
from ..site import JiraSite


def differences(site: JiraSite, issue: Issue, field_id: str, old: Any, new: Any) -> list[ChangeItem]:
    """What the history tells of one field; components and versions get an item each, as in the product."""
    field = site.fields[field_id]
    context = site.context(issue)
    if isinstance(field.kind, ProjectPartsKind):
        before, after = list(old or []), list(new or [])
        gone = [
            ChangeItem(field.told_as, field_id, False, item, field.kind.name(context, item), None, None)
            for item in before
            if item not in after
        ]
        come = [
            ChangeItem(field.told_as, field_id, False, None, None, item, field.kind.name(context, item))
            for item in after
            if item not in before
        ]
        return gone + come
    if (old or None) == (new or None):
        return []
    old_id, old_text = field.kind.told(context, old)
    new_id, new_text = field.kind.told(context, new)
    return [ChangeItem(field.told_as, field_id, field.custom is not None, old_id, old_text, new_id, new_text)]


def touch(site: JiraSite, issue: Issue) -> None:
    """Mark the issue as updated now; two writes never share a time stamp."""
    issue.updated = max(site.clock.milliseconds(), issue.updated + 1)
    site.touch_index(issue.id)


def record(site: JiraSite, caller: Caller, issue: Issue, items: list[ChangeItem]) -> Change:
    """Write the items into the history and mark the issue as updated."""
    touch(site, issue)
    change = Change(site.next_id("change"), caller.account_id or "", issue.updated, tuple(items))
    issue.changes.append(change)
    return change


def variables(site: JiraSite, issue: Issue, **more: str) -> dict[str, str]:
    """What `{…}` in a web hook's URL may stand for."""
    project = site.project_of(issue)
    return {
        "issue.id": issue.id,
        "issue.key": issue.key,
        "project.id": project.id,
        "project.key": project.key,
        **{name.replace("_", "."): value for name, value in more.items()},
    }


def web_hook_issue(site: JiraSite, issue: Issue) -> Json:
    """An issue as web hooks carry it: everything, version 2 text, with an administrator's eyes."""
    shown = show_issue(site, administrator(site), issue, fields=["*all"], version=2)
    shown.pop("expand")
    return shown


def issue_event(
    site: JiraSite,
    caller: Caller,
    issue: Issue,
    name: str,
    type_name: str,
    change: Change | None = None,
    comment: Comment | None = None,
) -> None:
    """Tell the apps of `jira:issue_created`, `jira:issue_updated` or `jira:issue_deleted`."""

    def body() -> dict[str, Any]:
        content: dict[str, Any] = {
            "webhookEvent": name,
            "issue_event_type_name": type_name,
            "user": site.show_user(caller.account_id),
            "issue": web_hook_issue(site, issue),
        }
        if change is not None:
            shown = show_change(site, change)
            content["changelog"] = {"id": shown["id"], "items": shown["items"]}
        if comment is not None:
            content["comment"] = show_comment(site, issue, comment, version=2)
        return content

    more = {"modifiedUser_accountId": caller.account_id or ""}
    site.emit(Event(name, caller, body, variables(site, issue, **more), issue.id))


def thin_issue(site: JiraSite, issue: Issue) -> Json:
    """The few facts of the issue that comment web hooks carry."""
    wanted = ["summary", "issuetype", "project", "assignee", "priority", "status"]
    shown = show_issue(site, administrator(site), issue, fields=wanted, version=2)
    shown.pop("expand")
    return shown
