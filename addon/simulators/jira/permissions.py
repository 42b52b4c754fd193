"""Who may do what: the permission scheme of a project, the app role, global permissions."""

from typing import TYPE_CHECKING

from .caller import Caller
from .errors import forbidden, no_such_issue, no_such_project
from .records import Comment, Issue, Project, Worklog

if TYPE_CHECKING:
    from .site import JiraSite

APP_ROLE = "atlassian-addons-project-access"
"""The system role that every app user sits in, in every project."""

ADMIN_GROUP = "site-admins"

PROJECT_PERMISSIONS = {
    "BROWSE_PROJECTS": "Browse Projects",
    "CREATE_ISSUES": "Create Issues",
    "EDIT_ISSUES": "Edit Issues",
    "DELETE_ISSUES": "Delete Issues",
    "TRANSITION_ISSUES": "Transition Issues",
    "ASSIGN_ISSUES": "Assign Issues",
    "ASSIGNABLE_USER": "Assignable User",
    "SCHEDULE_ISSUES": "Schedule Issues",
    "MOVE_ISSUES": "Move Issues",
    "RESOLVE_ISSUES": "Resolve Issues",
    "CLOSE_ISSUES": "Close Issues",
    "MODIFY_REPORTER": "Modify Reporter",
    "LINK_ISSUES": "Link Issues",
    "ADD_COMMENTS": "Add Comments",
    "EDIT_ALL_COMMENTS": "Edit All Comments",
    "EDIT_OWN_COMMENTS": "Edit Own Comments",
    "DELETE_ALL_COMMENTS": "Delete All Comments",
    "DELETE_OWN_COMMENTS": "Delete Own Comments",
    "CREATE_ATTACHMENTS": "Create Attachments",
    "DELETE_ALL_ATTACHMENTS": "Delete All Attachments",
    "DELETE_OWN_ATTACHMENTS": "Delete Own Attachments",
    "WORK_ON_ISSUES": "Work On Issues",
    "EDIT_ALL_WORKLOGS": "Edit All Worklogs",
    "EDIT_OWN_WORKLOGS": "Edit Own Worklogs",
    "DELETE_ALL_WORKLOGS": "Delete All Worklogs",
    "DELETE_OWN_WORKLOGS": "Delete Own Worklogs",
    "MANAGE_WATCHERS": "Manage Watchers",
    "ADMINISTER_PROJECTS": "Administer Projects",
}
GLOBAL_PERMISSIONS = {
    "ADMINISTER": "Administer Jira",
    "SYSTEM_ADMIN": "Jira System Administrators",
    "USER_PICKER": "Browse users and groups",
    "CREATE_PROJECT": "Create projects",
    "BULK_CHANGE": "Make bulk changes",
}


def default_grants() -> dict[str, set[str]]:
    """Holders per permission: administrators and apps all, members most, viewers read."""
    grants: dict[str, set[str]] = {}
    for permission in PROJECT_PERMISSIONS:
        grants[permission] = {"role:Administrators", f"role:{APP_ROLE}"}
        if permission not in ("ADMINISTER_PROJECTS", "DELETE_ISSUES") and "_ALL_" not in permission:
            grants[permission].add("role:Members")
    grants["BROWSE_PROJECTS"].add("role:Viewers")
    return grants


def is_admin(site: "JiraSite", account_id: str | None) -> bool:
    """Whether an account holds the global permission ADMINISTER."""
    user = site.users.get(account_id or "")
    return user is not None and user.active and ADMIN_GROUP in user.groups


def administrator(site: "JiraSite") -> str | None:
    """The first person who administers the site: whose eyes web hooks have, who installs when nobody clicks."""
    people = (user for user in site.users.values() if ADMIN_GROUP in user.groups and user.kind == "atlassian")
    return next((user.account_id for user in people), None)


def has_global(site: "JiraSite", account_id: str | None, permission: str) -> bool:
    user = site.users.get(account_id or "")
    if user is None or not user.active:
        return False
    if permission in ("ADMINISTER", "SYSTEM_ADMIN"):
        return is_admin(site, account_id)
    return permission in GLOBAL_PERMISSIONS


def allows(
    site: "JiraSite", account_id: str | None, permission: str, project: Project, issue: Issue | None = None
) -> bool:
    """Whether an account has a project permission; `issue` brings its reporter and assignee into play."""
    user = site.users.get(account_id or "")
    if user is None or not user.active:
        return "anyone" in project.scheme.permissions.get(permission, ())
    if user.kind == "app" and project.app_permissions is not None:
        return permission in project.app_permissions
    for holder in project.scheme.permissions.get(permission, ()):
        kind, _, name = holder.partition(":")
        if kind == "anyone":
            return True
        if kind == "role" and in_role(site, user.account_id, project, name):
            return True
        if kind == "group" and name in user.groups:
            return True
        if kind in ("reporter", "assignee") and issue and issue.fields.get(kind) == user.account_id:
            return True
    return False


def in_role(site: "JiraSite", account_id: str, project: Project, role: str) -> bool:
    if role == APP_ROLE and site.users[account_id].kind == "app":
        return True
    return account_id in project.roles.get(role, ())


def sees_restricted(site: "JiraSite", account_id: str | None, project: Project, item: Comment | Worklog) -> bool:
    """Whether an account sees a comment or work log in spite of its visibility restriction."""
    if item.visibility is None or item.author == account_id:
        return True
    user = site.users.get(account_id or "")
    if user is None:
        return False
    name = item.visibility.get("value") or item.visibility.get("identifier") or ""
    if item.visibility["type"] == "group":
        return name in user.groups
    return in_role(site, user.account_id, project, name)


def require_project(site: "JiraSite", caller: Caller, key_or_id: str) -> Project:
    """The project, if the caller may browse it; else 404, which tells nothing."""
    project = site.find_project(key_or_id)
    if project is None or not allows(site, caller.account_id, "BROWSE_PROJECTS", project):
        raise no_such_project(key_or_id)
    return project


def require_issue(site: "JiraSite", caller: Caller, key_or_id: str) -> Issue:
    """The issue, if the caller may browse it; else 404, which tells nothing."""
    issue = site.find_issue(key_or_id)
    if issue is None:
        raise no_such_issue()
    project = site.projects[issue.project_id]
    if not allows(site, caller.account_id, "BROWSE_PROJECTS", project, issue):
        raise no_such_issue()
    return issue


def require(site: "JiraSite", caller: Caller, permission: str, issue: Issue, message: str) -> None:
    """403 with `message` unless the caller has the permission on the issue."""
    if not allows(site, caller.account_id, permission, site.projects[issue.project_id], issue):
        raise forbidden(message)
