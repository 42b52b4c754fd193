"""Projects and teams."""

from typing import Any

from ..access import ADMINISTRATOR, VIEW
from ..errors import VendorError, access_denied, bad_argument, project_not_found
from ..identifiers import is_guid, stable_id, written
from ..organization import Organization
from ..projects import Project
from .routing import Answer, ApiCall, routes

MOST_PER_PAGE = 1000


@routes.add("GET", "projects", "vso.project", "vso.profile", anonymous=True)
def projects(call: ApiCall) -> Any:
    """A page of the projects the caller sees; `X-MS-ContinuationToken` tells where the next one begins."""
    organization = call.organization
    state = (call.argument("stateFilter") or "wellFormed").lower()
    if state not in ("wellformed", "all", "createpending", "deleting", "new", "deleted", "unchanged"):
        raise bad_argument(f"The value '{state}' is not valid for stateFilter.")
    visible = [
        project
        for project in organization.projects.all()
        if VIEW in organization.permissions(call.person, project) and state in ("wellformed", "all")
    ]
    visible.sort(key=lambda project: project.name.lower())
    token = call.number("continuationToken", 0) or 0
    skip = call.number("$skip", 0) or 0
    top = min(call.number("$top", organization.options.page_size, least=1) or 1, MOST_PER_PAGE)
    begin = token + skip
    page = visible[begin : begin + top]
    headers = {"X-MS-ContinuationToken": str(begin + top)} if begin + top < len(visible) else {}
    return Answer({"count": len(page), "value": [_project(organization, item) for item in page]}, headers=headers)


@routes.add("GET", "projects/{project}", "vso.project", "vso.profile", anonymous=True)
def project(call: ApiCall) -> Any:
    """One project by id or current name; a former name is unknown."""
    found = call.organization.visible_project(call.values["project"], call.person)
    body = _project(call.organization, found)
    if call.flag("includeCapabilities"):
        process = call.organization.process_of(found)
        body["capabilities"] = {
            "processTemplate": {"templateName": process.name, "templateTypeId": process.id},
            "versioncontrol": {"sourceControlType": "Git", "gitEnabled": "True", "tfvcEnabled": "False"},
        }
    base = f"{call.organization.url}/_apis/projects/{found.id}"
    body["_links"] = {
        "self": {"href": base},
        "collection": {"href": f"{call.organization.url}/_apis/projectCollections/{call.organization.instance_id}"},
        "web": {"href": f"{call.organization.url}/{found.name}"},
    }
    body["defaultTeam"] = {
        "id": found.team_id,
        "name": f"{found.name} Team",
        "url": f"{base}/teams/{found.team_id}",
    }
    return body


@routes.add("PATCH", "projects/{project}", "vso.project_write")
def update_project(call: ApiCall) -> Any:
    """Rename or describe a project."""
    found = call.organization.visible_project(call.values["project"], call.person)
    _require_administrator(call, found)
    body = call.object()
    if body.get("name"):
        rename_project(call.organization, found, str(body["name"]))
    if "description" in body:
        found.description = str(body["description"])
    return _operation(call.organization, found, 202)


@routes.add("DELETE", "projects/{project}", "vso.project_manage")
def delete_project(call: ApiCall) -> Any:
    if not is_guid(call.values["project"]):
        raise project_not_found(call.values["project"], by_id=True)
    found = call.organization.visible_project(call.values["project"], call.person)
    _require_administrator(call, found)
    call.organization.projects.delete(found)
    return _operation(call.organization, found, 202)


@routes.add("POST", "projects", "vso.project_manage")
def create_project(call: ApiCall) -> Any:
    if not call.caller.is_admin:
        raise access_denied("TF50309: You do not have the permission: Create new projects.")
    body = call.object()
    process_id = body.get("capabilities", {}).get("processTemplate", {}).get("templateTypeId", "")
    process = next((key for key, item in call.organization.processes.items() if item.id == process_id), None)
    if process is None or not body.get("name"):
        raise bad_argument("A project needs a name and the id of a process template.")
    made = call.organization.projects.create(
        str(body["name"]), process, call.organization.clock.now(), description=str(body.get("description", ""))
    )
    return _operation(call.organization, made, 202)


@routes.add("GET", "process/processes", "vso.project", "vso.work")
def processes(call: ApiCall) -> Any:
    value = [
        {
            "id": item.id,
            "name": item.name,
            "description": f"The {item.name} process.",
            "isDefault": item.name == "Agile",
            "type": "system",
            "url": f"{call.organization.url}/_apis/process/processes/{item.id}",
        }
        for item in call.organization.processes.values()
    ]
    return {"count": len(value), "value": value}


@routes.add("GET", "projects/{project}/teams", "vso.project")
def teams(call: ApiCall) -> Any:
    found = call.organization.visible_project(call.values["project"], call.person)
    base = f"{call.organization.url}/_apis/projects/{found.id}"
    team = {
        "id": found.team_id,
        "name": f"{found.name} Team",
        "url": f"{base}/teams/{found.team_id}",
        "description": "The default project team.",
        "identityUrl": f"{call.organization.graph_url}/_apis/Identities/{found.team_id}",
        "projectName": found.name,
        "projectId": found.id,
    }
    return {"count": 1, "value": [team]}


@routes.add("GET", "projects/{project}/properties", "vso.project")
def properties(call: ApiCall) -> Any:
    found = call.organization.visible_project(call.values["project"], call.person)
    process = call.organization.process_of(found)
    value = [
        {"name": "System.ProcessTemplateType", "value": process.id},
        {"name": "System.Process Template", "value": process.name},
    ]
    return {"count": len(value), "value": value}


@routes.add("GET", "operations/{id}")
def operation(call: ApiCall) -> Any:
    """Operations are over as soon as they begin here."""
    url = f"{call.organization.url}/_apis/operations/{call.values['id']}"
    return {"id": call.values["id"], "status": "succeeded", "url": url, "_links": {"self": {"href": url}}}


def rename_project(organization: Organization, found: Project, name: str) -> None:
    """Give a project a new name; work items show it at once, without a revision."""
    if organization.projects.find(name) not in (None, found):
        raise VendorError(
            400, "ProjectAlreadyExistsException", f"TF200019: The following project already exists: {name}."
        )
    before = found.name
    organization.projects.rename(found, name)
    for item in organization.items.values():
        if item.project_id != found.id:
            continue
        for fields in [item.fields, *(revision.fields for revision in item.revisions)]:
            fields["System.TeamProject"] = name
            for path in ("System.AreaPath", "System.IterationPath"):
                head, mark, rest = str(fields[path]).partition("\\")
                if head == before:
                    fields[path] = f"{name}{mark}{rest}"


def _project(organization: Organization, found: Project) -> dict[str, Any]:
    body = {
        "id": found.id,
        "name": found.name,
        "url": f"{organization.url}/_apis/projects/{found.id}",
        "state": found.state,
        "revision": found.revision,
        "visibility": "public" if found.public else "private",
        "lastUpdateTime": written(found.updated),
    }
    if found.description:
        body["description"] = found.description
    return body


def _operation(organization: Organization, found: Project, status: int) -> Answer:
    identifier = stable_id("operation", found.id, str(found.revision))
    url = f"{organization.url}/_apis/operations/{identifier}"
    return Answer({"id": identifier, "status": "queued", "url": url}, status)


def _require_administrator(call: ApiCall, found: Project) -> None:
    if not call.organization.permissions(call.caller, found) >= ADMINISTRATOR:
        raise access_denied("TF50309: You do not have the permission: Edit project-level information.")
