"""Creating, editing, deleting and moving issues."""

from typing import Any

from ..caller import Caller
from ..errors import JiraError, invalid
from ..field_kinds import Context, FieldProblem
from ..permissions import allows, is_admin, require, require_issue
from ..records import ChangeItem, Issue, Json, Project
from ..site import JiraSite
from . import comments, edits, history, links, properties, transitions, worklogs

NO_PROJECT = "Specify a valid project ID or key"


def create(site: JiraSite, caller: Caller, payload: dict[str, Json], version: int = 3) -> Issue:
    """Make an issue with fields, properties and, if asked for, a first transition; tell the apps once."""
    project, type_id = _place(site, caller, payload, version)
    screen = list(project.scheme.create_fields)
    edit = edits.read(site, caller, project, None, payload, version, screen)
    values = {**_defaults(site, caller, project, type_id), **edit.values, "issuetype": type_id}
    edits.check_required(site, project, values)
    _check_parent(site, type_id, values.get("parent"))
    checked = properties.read(payload.get("properties"))
    project.last_number += 1
    now = site.clock.milliseconds()
    issue = Issue(
        id=site.next_id("issue"),
        key=f"{project.key}-{project.last_number}",
        project_id=project.id,
        creator=caller.account_id or "",
        created=now,
        updated=now,
        fields=values,
        properties=dict(checked),
    )
    site.issues[issue.id] = issue
    site.issue_keys[issue.key] = issue.id
    site.touch_index(issue.id)
    for item in edit.comments:
        comments.store(site, caller, issue, item, version)
    if payload.get("transition"):
        transitions.apply(site, caller, issue, payload["transition"], {}, version, quiet=True)
    history.issue_event(site, caller, issue, "jira:issue_created", "issue_created")
    for key in checked:
        properties.tell(site, caller, issue, "issue_property_set", key)
    for item in edit.links:
        links.add_from_update(site, caller, issue, item)
    return issue


def _place(site: JiraSite, caller: Caller, payload: dict[str, Json], version: int) -> tuple[Project, str]:
    """Project and type of a new issue, or 400."""
    fields = payload.get("fields")
    if not isinstance(fields, dict):
        raise invalid(project=NO_PROJECT)
    named = fields.get("project")
    wanted = (named.get("id") or named.get("key")) if isinstance(named, dict) else None
    project = site.find_project(str(wanted)) if wanted is not None else None
    if project is None or not allows(site, caller.account_id, "BROWSE_PROJECTS", project):
        raise JiraError(400, errors={"project": NO_PROJECT})
    if not allows(site, caller.account_id, "CREATE_ISSUES", project):
        raise JiraError(400, errors={"project": "You do not have permission to create issues in this project."})
    try:
        type_id = site.fields["issuetype"].kind.parse(Context(site, project, version), fields.get("issuetype"))
    except FieldProblem as wrong:
        raise JiraError(400, errors={"issuetype": str(wrong)}) from None
    return project, type_id


def _defaults(site: JiraSite, caller: Caller, project: Project, type_id: str) -> dict[str, Any]:
    return {
        "status": project.scheme.workflow(type_id).initial,
        "reporter": caller.account_id,
        "priority": "3" if "3" in site.priorities else next(iter(site.priorities), None),
        "labels": [],
        "components": [],
        "fixVersions": [],
        "versions": [],
    }


def _check_parent(site: JiraSite, type_id: str, parent_id: str | None) -> None:
    kind = site.types[type_id]
    if kind.subtask and parent_id is None:
        raise JiraError(400, errors={"parent": "Issue type is a sub-task but parent issue key or id not specified."})
    if parent_id is not None:
        above = site.types[site.issues[parent_id].fields["issuetype"]]
        if above.hierarchy_level != kind.hierarchy_level + 1:
            message = "Given parent work item does not belong to appropriate hierarchy."
            raise JiraError(400, errors={"parent": message})


def edit(site: JiraSite, caller: Caller, issue: Issue, payload: dict[str, Json], version: int = 3) -> None:
    """Change fields, add comments, set properties; one history entry, one event."""
    require(site, caller, "EDIT_ISSUES", issue, "You do not have permission to edit this issue.")
    asked = edits.read(site, caller, site.project_of(issue), issue, payload, version, None)
    if "issuetype" in asked.values:
        _check_parent(site, asked.values["issuetype"], asked.values.get("parent", issue.fields.get("parent")))
    elif asked.values.get("parent"):
        _check_parent(site, issue.fields["issuetype"], asked.values["parent"])
    checked = properties.read(payload.get("properties"))
    site.limits.check_issue_write(issue.id)
    change_fields(site, caller, issue, asked.values)
    for item in asked.comments:
        comments.add(site, caller, issue, item, version)
    for item in asked.worklogs:
        worklogs.add(site, caller, issue, item, version)
    for item in asked.links:
        links.add_from_update(site, caller, issue, item)
    for key, value in checked.items():
        properties.put(site, caller, issue, key, value)


def change_fields(
    site: JiraSite, caller: Caller, issue: Issue, values: dict[str, Any], type_name: str | None = None
) -> None:
    """Write internal values; nothing happens when none of them is new."""
    items: list[ChangeItem] = []
    for name, value in values.items():
        items.extend(history.differences(site, issue, name, issue.fields.get(name), value))
        issue.fields[name] = value
    if not items:
        return
    change = history.record(site, caller, issue, items)
    only_assignee = [item.field_id for item in items] == ["assignee"]
    name = type_name or ("issue_assigned" if only_assignee else "issue_updated")
    history.issue_event(site, caller, issue, "jira:issue_updated", name, change)


def assign(site: JiraSite, caller: Caller, issue: Issue, account_id: str | None) -> None:
    """Set the assignee; None clears it."""
    require(site, caller, "ASSIGN_ISSUES", issue, "You do not have permission to assign issues.")
    project = site.project_of(issue)
    if account_id is not None:
        if account_id not in site.users:
            raise JiraError(404, errors={"assignee": f"User '{account_id}' does not exist."})
        if not allows(site, account_id, "ASSIGNABLE_USER", project, issue):
            raise JiraError(400, errors={"assignee": f"User '{account_id}' cannot be assigned issues."})
    site.limits.check_issue_write(issue.id)
    change_fields(site, caller, issue, {"assignee": account_id})


def delete(site: JiraSite, caller: Caller, key_or_id: str, with_subtasks: bool = False) -> None:
    """Remove an issue; the apps hear of it first, of its comments, attachments and links afterwards."""
    issue = require_issue(site, caller, key_or_id)
    require(site, caller, "DELETE_ISSUES", issue, "You do not have permission to delete issues in this project.")
    children = [child for child in site.children_of(issue) if site.types[child.fields["issuetype"]].subtask]
    if children and not with_subtasks:
        raise invalid(
            f"The issue '{issue.key}' has subtasks.  You must specify the 'deleteSubtasks' parameter to delete "
            "this issue and all its subtasks."
        )
    for child in children:
        delete(site, caller, child.id)
    history.issue_event(site, caller, issue, "jira:issue_deleted", "issue_deleted")
    for comment in list(issue.comments):
        comments.tell(site, caller, issue, comment, "comment_deleted", primary=False)
    for link in site.links_of(issue):
        links.drop(site, caller, link, primary=False)
    for attachment in issue.attachments:
        site.attachments.pop(attachment.id, None)
        site.media.pop(attachment.media_id, None)
    for other in site.children_of(issue):
        other.fields["parent"] = None
    del site.issues[issue.id]
    for key in [key for key, identity in site.issue_keys.items() if identity == issue.id]:
        del site.issue_keys[key]
    site.touch_index(issue.id)


def move(site: JiraSite, caller: Caller, issue: Issue, target: Project) -> None:
    """Put an issue into another project: new key, old key still finds it, same id."""
    if not is_admin(site, caller.account_id):
        require(site, caller, "MOVE_ISSUES", issue, "You do not have permission to move issues.")
    source, old_key = site.project_of(issue), issue.key
    if issue.fields["issuetype"] not in target.scheme.type_ids:
        raise invalid("The issue type does not exist in the target project.")
    target.last_number += 1
    issue.key, issue.project_id = f"{target.key}-{target.last_number}", target.id
    site.issue_keys[issue.key] = issue.id
    flow = target.scheme.workflow(issue.fields["issuetype"])
    items = [
        ChangeItem("project", "project", False, source.id, source.name, target.id, target.name),
        ChangeItem("Key", None, False, None, old_key, None, issue.key),
    ]
    if issue.fields["status"] not in flow.statuses():
        items.extend(history.differences(site, issue, "status", issue.fields["status"], flow.initial))
        issue.fields["status"] = flow.initial
    for name in ("components", "fixVersions", "versions"):
        items.extend(history.differences(site, issue, name, issue.fields.get(name), []))
        issue.fields[name] = []
    change = history.record(site, caller, issue, items)
    history.issue_event(site, caller, issue, "jira:issue_updated", "issue_moved", change)
