"""Projects, their statuses, roles, components and versions."""

from typing import Any

from ..errors import JiraError, forbidden, invalid
from ..permissions import allows, is_admin, require_project
from ..records import Component, Json, Project, Version
from .api import Call, Table

table = Table()

ACTIONS = {
    "view": ("BROWSE_PROJECTS",),
    "browse": ("BROWSE_PROJECTS",),
    "edit": ("ADMINISTER_PROJECTS",),
    "create": ("BROWSE_PROJECTS", "CREATE_ISSUES"),
}


@table.get("/project/search")
def search(call: Call) -> Json:
    """Projects that the caller may view (or browse, edit, create issues in), by key or name."""
    action = call.text("action", "view")
    if action not in ACTIONS:
        raise invalid(f"The value '{action}' is not a valid action.")
    query = call.text("query").lower()
    ids, keys = set(call.words("id")), {key.upper() for key in call.words("keys")}
    kinds = set(call.words("typeKey"))
    found = [
        project
        for project in call.site.projects.values()
        if (not query or query in project.name.lower() or query in project.key.lower())
        and (not ids or project.id in ids)
        and (not keys or project.key in keys)
        and (not kinds or project.kind in kinds)
        and all(allows(call.site, call.me, name, project) for name in ACTIONS[action])
    ]
    order = call.text("orderBy", "key")
    sort_by: dict[str, Any] = {"key": lambda p: p.key, "name": lambda p: p.name.lower(), "owner": lambda p: p.lead}
    if order.lstrip("+-") in sort_by:
        found.sort(key=sort_by[order.lstrip("+-")], reverse=order.startswith("-"))
    expand = call.words("expand")
    return call.page(found, lambda project: show(call, project, expand))


def show(call: Call, project: Project, expand: list[str]) -> Json:
    shown = {
        "expand": "description,lead,issueTypes,url,projectKeys,permissions,insight",
        **call.site.show_project(project),
        "style": "classic",
        "isPrivate": False,
        "properties": {},
    }
    if "description" in expand:
        shown["description"] = project.description
    if "lead" in expand:
        shown["lead"] = call.site.show_user(project.lead)
    if "issueTypes" in expand:
        shown["issueTypes"] = [call.site.show_type(call.site.types[item]) for item in project.scheme.type_ids]
    return shown


@table.get("/project")
def all_projects(call: Call) -> Json:
    """The deprecated list without pages."""
    found = [p for p in call.site.projects.values() if allows(call.site, call.me, "BROWSE_PROJECTS", p)]
    call.objects += len(found)
    return [show(call, project, call.words("expand")) for project in found]


@table.get("/project/<key>")
def one(call: Call, key: str) -> Json:
    project = require_project(call.site, call.caller, key)
    call.objects += 1
    site = call.site
    return {
        **show(call, project, ["description", "lead", "issueTypes"]),
        "assigneeType": "UNASSIGNED",
        "components": [site.show_part(part) for part in project.components],
        "versions": [{**site.show_part(part), "projectId": int(project.id)} for part in project.versions],
        "roles": {
            role.name: site.url(f"/rest/api/3/project/{project.id}/role/{role.id}") for role in site.roles.values()
        },
    }


@table.get("/project/<key>/statuses")
def statuses(call: Call, key: str) -> Json:
    """The statuses of each issue type's workflow."""
    project = require_project(call.site, call.caller, key)
    site, shown = call.site, []
    for type_id in project.scheme.type_ids:
        kind = site.types[type_id]
        states = project.scheme.workflow(type_id).statuses()
        shown.append(
            {
                "self": site.url(f"/rest/api/3/issuetype/{kind.id}"),
                "id": kind.id,
                "name": kind.name,
                "subtask": kind.subtask,
                "statuses": [site.show_status(site.statuses[item]) for item in states],
            }
        )
    return shown


@table.get("/project/<key>/role")
def roles(call: Call, key: str) -> Json:
    project = require_project(call.site, call.caller, key)
    return {
        role.name: call.site.url(f"/rest/api/3/project/{project.id}/role/{role.id}")
        for role in call.site.roles.values()
    }


@table.get("/project/<key>/role/<role_id>")
def role(call: Call, key: str, role_id: str) -> Json:
    """The role itself: who is in it is not kept here."""
    require_project(call.site, call.caller, key)
    found = next((one for one in role_details(call, key) if str(one["id"]) == role_id), None)
    if found is None:
        raise JiraError(404, f"Can not find project role with id '{role_id}'.")
    return {**found, "actors": []}


@table.get("/project/<key>/roledetails")
def role_details(call: Call, key: str) -> Json:
    project = require_project(call.site, call.caller, key)
    return [
        {
            "self": call.site.url(f"/rest/api/3/project/{project.id}/role/{role.id}"),
            "name": role.name,
            "id": int(role.id),
            "description": role.description,
        }
        for role in call.site.roles.values()
    ]


@table.get("/project/<key>/components")
def components(call: Call, key: str) -> Json:
    project = require_project(call.site, call.caller, key)
    return [_component(call, project, part) for part in project.components]


@table.get("/project/<key>/component")
def component_page(call: Call, key: str) -> Json:
    project = require_project(call.site, call.caller, key)
    return call.page(project.components, lambda part: _component(call, project, part))


def _component(call: Call, project: Project, part: Component) -> Json:
    return {
        **call.site.show_part(part),
        "project": project.key,
        "projectId": int(project.id),
        "assigneeType": "PROJECT_DEFAULT",
        "isAssigneeTypeValid": True,
    }


@table.post("/component", scope="PROJECT_ADMIN")
def add_component(call: Call) -> Json:
    body = call.body()
    project = require_project(call.site, call.caller, str(body.get("project") or body.get("projectId")))
    _require_admin(call, project)
    name = _name(body, [part.name for part in project.components], "component")
    part = Component(call.site.next_id("component"), name, str(body.get("description") or ""))
    project.components.append(part)
    return _component(call, project, part), 201


@table.get("/project/<key>/versions")
def versions(call: Call, key: str) -> Json:
    project = require_project(call.site, call.caller, key)
    return [_version(call, project, part) for part in project.versions]


@table.get("/project/<key>/version")
def version_page(call: Call, key: str) -> Json:
    project = require_project(call.site, call.caller, key)
    query = call.text("query").lower()
    found = [part for part in project.versions if query in part.name.lower()]
    return call.page(found, lambda part: _version(call, project, part))


def _version(call: Call, project: Project, part: Version) -> Json:
    return {**call.site.show_part(part), "projectId": int(project.id)}


@table.post("/version", scope="PROJECT_ADMIN")
def add_version(call: Call) -> Json:
    body = call.body()
    project = require_project(call.site, call.caller, str(body.get("project") or body.get("projectId")))
    _require_admin(call, project)
    name = _name(body, [part.name for part in project.versions], "version")
    part = Version(
        call.site.next_id("version"),
        name,
        str(body.get("description") or ""),
        bool(body.get("released")),
        bool(body.get("archived")),
        body.get("releaseDate"),
    )
    project.versions.append(part)
    return _version(call, project, part), 201


@table.get("/version/<version_id>")
def version(call: Call, version_id: str) -> Json:
    project, part = _find_version(call, version_id)
    return _version(call, project, part)


@table.put("/version/<version_id>", scope="PROJECT_ADMIN")
def change_version(call: Call, version_id: str) -> Json:
    project, part = _find_version(call, version_id)
    _require_admin(call, project)
    body = call.body()
    part.name = str(body.get("name", part.name))
    part.description = str(body.get("description", part.description))
    part.released, part.archived = bool(body.get("released", part.released)), bool(body.get("archived", part.archived))
    part.release_date = body.get("releaseDate", part.release_date)
    return _version(call, project, part)


def _find_version(call: Call, version_id: str) -> tuple[Project, Version]:
    for project in call.site.projects.values():
        for part in project.versions:
            if part.id == version_id and allows(call.site, call.me, "BROWSE_PROJECTS", project):
                return project, part
    raise JiraError(404, f"Could not find version for id '{version_id}'")


def _require_admin(call: Call, project: Project) -> None:
    if not is_admin(call.site, call.me) and not allows(call.site, call.me, "ADMINISTER_PROJECTS", project):
        raise forbidden("You must have global or project administrator rights in order to modify the project.")


def _name(body: dict[str, Json], taken: list[str], what: str) -> str:
    name = body.get("name")
    if not isinstance(name, str) or not name.strip():
        raise JiraError(400, errors={"name": f"The {what} name specified is invalid - cannot be an empty string."})
    if name in taken:
        raise JiraError(400, errors={"name": f"A {what} with this name already exists in this project."})
    return name


@table.get("/component/<component_id>")
def component(call: Call, component_id: str) -> Json:
    project, part = _find_component(call, component_id)
    return _component(call, project, part)


@table.put("/component/<component_id>", scope="PROJECT_ADMIN")
def change_component(call: Call, component_id: str) -> Json:
    project, part = _find_component(call, component_id)
    _require_admin(call, project)
    body = call.body()
    part.name = str(body.get("name", part.name))
    part.description = str(body.get("description", part.description))
    return _component(call, project, part)


def _find_component(call: Call, component_id: str) -> tuple[Project, Component]:
    for project in call.site.projects.values():
        for part in project.components:
            if part.id == component_id and allows(call.site, call.me, "BROWSE_PROJECTS", project):
                return project, part
    raise JiraError(404, f"The component with id {component_id} does not exist.")
