"""What can be set when an issue is created or edited: create and edit metadata."""

from typing import Any

from ..errors import JiraError, invalid, not_found
from ..field_kinds import Context
from ..permissions import allows, require_issue, require_project
from ..records import Issue, Json, Project, Transition
from ..site import JiraSite
from .api import Call, Table

table = Table()


def show_field(
    site: JiraSite, project: Project, field_id: str, required: bool, issue_type: str | None = None
) -> dict[str, Any]:
    """A field's metadata; the issue type's own field offers only that type on creation."""
    field = site.fields[field_id]
    context = Context(site, project)
    shown: dict[str, Any] = {
        "required": required,
        "schema": field.schema(),
        "name": field.name,
        "key": field.id,
        "hasDefaultValue": field_id in ("priority", "reporter"),
        "operations": list(field.kind.operations),
    }
    if field_id == "priority":
        shown["defaultValue"] = site.show_named("priority", site.priorities["3"])
    allowed = field.kind.allowed(context, field.options)
    if allowed is not None:
        if field_id == "issuetype" and issue_type is not None:
            allowed = [item for item in allowed if item["id"] == issue_type]
        shown["allowedValues"] = allowed
    if field_id in ("assignee", "reporter"):
        shown["autoCompleteUrl"] = site.url("/rest/api/3/user/search?query=")
    if field_id == "labels":
        shown["autoCompleteUrl"] = site.url("/rest/api/1.0/labels/suggest?query=")
    return shown


def project_field(site: JiraSite, project: Project) -> dict[str, Any]:
    return {
        "required": True,
        "schema": {"type": "project", "system": "project"},
        "name": "Project",
        "key": "project",
        "hasDefaultValue": False,
        "operations": ["set"],
        "allowedValues": [site.show_project(project)],
    }


def edit_fields(site: JiraSite, account_id: str | None, issue: Issue) -> dict[str, Any]:
    """The fields that this caller may set on an issue."""
    project = site.project_of(issue)
    if not allows(site, account_id, "EDIT_ISSUES", project, issue):
        return {}
    shown = {}
    for field_id in project.scheme.edit_fields:
        required = field_id == "summary" or field_id == "issuetype" or field_id in project.scheme.required
        shown[field_id] = show_field(site, project, field_id, required)
    shown["comment"] = {
        "required": False,
        "schema": {"type": "comments-page", "system": "comment"},
        "name": "Comment",
        "key": "comment",
        "operations": ["add", "edit", "remove"],
    }
    return shown


def transition_fields(site: JiraSite, project: Project, transition: Transition) -> dict[str, Any]:
    """The fields of a transition's screen."""
    return {name: show_field(site, project, name, name in transition.required) for name in transition.screen}


def _project(call: Call, key: str) -> Project:
    project = require_project(call.site, call.caller, key)
    if not allows(call.site, call.me, "CREATE_ISSUES", project):
        raise invalid("You do not have permission to create issues in this project.")
    return project


def _page(call: Call, name: str, items: list[Json]) -> Json:
    start, count = call.number("startAt", 0), call.number("maxResults", 50, 200, 1)
    return {"startAt": start, "maxResults": count, "total": len(items), name: items[start : start + count]}


@table.get("/issue/createmeta/<project>/issuetypes")
def create_types(call: Call, project: str) -> Json:
    found = _project(call, project)
    types = [
        {**call.site.show_type(call.site.types[item]), "untranslatedName": call.site.types[item].name}
        for item in found.scheme.type_ids
    ]
    for kind in types:
        kind.pop("untranslatedName")
    return _page(call, "issueTypes", types)


@table.get("/issue/createmeta/<project>/issuetypes/<type_id>")
def create_fields(call: Call, project: str, type_id: str) -> Json:
    found = _project(call, project)
    if type_id not in found.scheme.type_ids:
        raise not_found("The issue type does not exist in this project.")
    return _page(call, "fields", create_screen(call.site, found, type_id))


def create_screen(site: JiraSite, project: Project, type_id: str) -> list[dict[str, Any]]:
    """The fields of the create screen of a project's issue type."""
    shown = [{**project_field(site, project), "fieldId": "project"}]
    for field_id in project.scheme.create_fields:
        if field_id == "parent" and site.types[type_id].hierarchy_level > 0:
            continue
        required = field_id in ("summary", "issuetype") or field_id in project.scheme.required
        if field_id == "parent":
            required = site.types[type_id].subtask
        shown.append({**show_field(site, project, field_id, required, type_id), "fieldId": field_id})
    return shown


@table.get("/issue/createmeta")
def old_create_meta(call: Call) -> Json:
    """The deprecated answer for many projects at once."""
    keys, ids = call.words("projectKeys"), call.words("projectIds")
    names, type_ids = call.words("issuetypeNames"), call.words("issuetypeIds")
    with_fields = "projects.issuetypes.fields" in call.words("expand")
    shown = []
    for project in call.site.projects.values():
        if (keys and project.key not in keys) or (ids and project.id not in ids):
            continue
        if not allows(call.site, call.me, "CREATE_ISSUES", project):
            continue
        types = []
        for type_id in project.scheme.type_ids:
            kind = call.site.types[type_id]
            if (names and kind.name not in names) or (type_ids and type_id not in type_ids):
                continue
            entry = call.site.show_type(kind)
            if with_fields:
                screen = create_screen(call.site, project, type_id)
                entry["fields"] = {f["fieldId"]: {k: v for k, v in f.items() if k != "fieldId"} for f in screen}
            types.append(entry)
        shown.append({**call.site.show_project(project), "issuetypes": types})
    call.objects += len(shown)
    return {"expand": "projects", "projects": [_bare(item) for item in shown]}


def _bare(project: Json) -> Json:
    return {key: value for key, value in project.items() if key not in ("projectTypeKey", "simplified")}


@table.get("/issue/<key>/editmeta")
def edit_meta(call: Call, key: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    fields = edit_fields(call.site, call.me, issue)
    if not fields:
        raise JiraError(403, "You do not have permission to edit this issue.")
    return {"fields": fields}
