"""`permissions/check`, `permissions/project`, `mypermissions`, `serverInfo`, `configuration`."""

from ..caller import Caller
from ..errors import JiraError, forbidden, invalid
from ..permissions import (
    GLOBAL_PERMISSIONS,
    PROJECT_PERMISSIONS,
    allows,
    has_global,
    is_admin,
    require_issue,
    require_project,
)
from ..present import moment
from ..records import Issue, Json, Project
from .api import READ, Call, Table

table = Table()


@table.get("/serverInfo")
def server_info(call: Call) -> Json:
    return {
        "baseUrl": call.site.base_url,
        "displayUrl": call.site.base_url,
        "version": "1001.0.0-SNAPSHOT",
        "versionNumbers": [1001, 0, 0],
        "deploymentType": "Cloud",
        "buildNumber": 100300,
        "buildDate": "2026-11-20T00:00:00.000+0000",
        "serverTime": moment(call.site.clock.milliseconds()),
        "scmInfo": "0000000000000000000000000000000000000000",
        "serverTitle": call.site.title,
        "serverTimeZone": "Etc/UTC",
    }


@table.get("/configuration")
def configuration(call: Call) -> Json:
    return {
        "votingEnabled": True,
        "watchingEnabled": True,
        "unassignedIssuesAllowed": True,
        "subTasksEnabled": True,
        "issueLinkingEnabled": True,
        "timeTrackingEnabled": True,
        "attachmentsEnabled": True,
        "timeTrackingConfiguration": {
            "workingHoursPerDay": 8,
            "workingDaysPerWeek": 5,
            "timeFormat": "pretty",
            "defaultUnit": "minute",
        },
    }


def _texts(value: Json) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise invalid("Invalid request payload. Refer to the REST API documentation and try again.")
    return [str(item) for item in value if item]


@table.post("/permissions/check", scope=READ)
def check(call: Call) -> Json:
    body = call.strict_body(("accountId", "globalPermissions", "projectPermissions"))
    account = body.get("accountId") or call.me
    other = account != call.me
    if other and call.addon is None and not is_admin(call.site, call.me):
        raise forbidden("You do not have permission to check the permissions of other users.")
    asked = _texts(body.get("globalPermissions"))
    unknown = [name for name in asked if name not in GLOBAL_PERMISSIONS]
    if unknown:
        raise invalid(f"Unrecognized permission: {unknown[0]}")
    if account is not None and account not in call.site.users:
        raise invalid("The user does not exist.")
    call.objects += 2
    return {
        "globalPermissions": sorted(name for name in asked if has_global(call.site, account, name)),
        "projectPermissions": [
            grant for item in body.get("projectPermissions") or [] for grant in _project_grants(call, account, item)
        ],
    }


def _project_grants(call: Call, account: str | None, item: Json) -> list[Json]:
    """Per permission, the projects and issues where it is granted."""
    site, grants = call.site, []
    for permission in _texts(item.get("permissions")):
        if permission not in PROJECT_PERMISSIONS:
            raise invalid(f"Unrecognized permission: {permission}")
        projects = [site.projects[str(i)] for i in item.get("projects") or [] if str(i) in site.projects]
        issues = [site.issues[str(i)] for i in item.get("issues") or [] if str(i) in site.issues]
        grants.append(
            {
                "permission": permission,
                "projects": [int(p.id) for p in projects if allows(site, account, permission, p)],
                "issues": [int(i.id) for i in issues if allows(site, account, permission, site.project_of(i), i)],
            }
        )
    return grants


@table.post("/permissions/project", scope=READ)
def permitted_projects(call: Call) -> Json:
    asked = _texts(call.strict_body(("permissions",)).get("permissions"))
    unknown = [name for name in asked if name not in PROJECT_PERMISSIONS]
    if unknown or not asked:
        raise invalid(f"Unrecognized permission: {unknown[0] if unknown else ''}")
    found = [
        {"id": int(project.id), "key": project.key}
        for project in call.site.projects.values()
        if all(allows(call.site, call.me, name, project) for name in asked)
    ]
    call.objects += 2
    return {"projects": found}


@table.get("/mypermissions")
def my_permissions(call: Call) -> Json:
    asked = call.words("permissions")
    if not asked:
        raise invalid("The 'permissions' query parameter is required.")
    unknown = [name for name in asked if name not in PROJECT_PERMISSIONS and name not in GLOBAL_PERMISSIONS]
    if unknown:
        raise JiraError(400, f"The permission key '{unknown[0]}' is not valid.")
    project, issue = _where(call)
    call.objects += 2
    shown = {}
    for number, name in enumerate(asked, 1):
        is_global = name in GLOBAL_PERMISSIONS
        shown[name] = {
            "id": str(number),
            "key": name,
            "name": GLOBAL_PERMISSIONS.get(name) or PROJECT_PERMISSIONS[name],
            "type": "GLOBAL" if is_global else "PROJECT",
            "description": "",
            "havePermission": _have(call, name, is_global, project, issue),
        }
    return {"permissions": shown}


def _where(call: Call) -> tuple[Project | None, Issue | None]:
    caller: Caller = call.caller
    issue_name = call.text("issueKey") or call.text("issueId")
    if issue_name:
        issue = require_issue(call.site, caller, issue_name)
        return call.site.project_of(issue), issue
    project_name = call.text("projectKey") or call.text("projectId")
    return (require_project(call.site, caller, project_name) if project_name else None), None


def _have(call: Call, name: str, is_global: bool, project: Project | None, issue: Issue | None) -> bool:
    if is_global:
        return has_global(call.site, call.me, name)
    if project is not None:
        return allows(call.site, call.me, name, project, issue)
    return any(allows(call.site, call.me, name, item) for item in call.site.projects.values())
