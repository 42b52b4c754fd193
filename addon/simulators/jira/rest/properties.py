"""Entity properties of issues and projects."""

from ..errors import forbidden, not_found
from ..operations import properties
from ..permissions import allows, is_admin, require, require_issue, require_project
from ..records import Json, Project
from .api import Call, Table

table = Table()

NO_EDIT = "You do not have permission to edit this issue."


def _keys(call: Call, base: str, found: dict[str, Json]) -> Json:
    return {"keys": [{"self": call.site.url(f"{base}/{key}"), "key": key} for key in found]}


def _value(found: dict[str, Json], key: str) -> Json:
    if key not in found:
        raise not_found(f"The property with key '{key}' does not exist.")
    return {"key": key, "value": found[key]}


@table.get("/issue/<key>/properties")
def issue_keys(call: Call, key: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    return _keys(call, f"/rest/api/3/issue/{issue.id}/properties", issue.properties)


@table.get("/issue/<key>/properties/<name>")
def issue_property(call: Call, key: str, name: str) -> Json:
    return _value(require_issue(call.site, call.caller, key).properties, name)


@table.put("/issue/<key>/properties/<name>")
def put_issue_property(call: Call, key: str, name: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    require(call.site, call.caller, "EDIT_ISSUES", issue, NO_EDIT)
    new = properties.put(call.site, call.caller, issue, name, call.any_body())
    return {}, 201 if new else 200


@table.delete("/issue/<key>/properties/<name>")
def delete_issue_property(call: Call, key: str, name: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    require(call.site, call.caller, "EDIT_ISSUES", issue, NO_EDIT)
    properties.drop(call.site, call.caller, issue, name)


@table.get("/project/<key>/properties")
def project_keys(call: Call, key: str) -> Json:
    project = require_project(call.site, call.caller, key)
    return _keys(call, f"/rest/api/3/project/{project.key}/properties", project.properties)


@table.get("/project/<key>/properties/<name>")
def project_property(call: Call, key: str, name: str) -> Json:
    return _value(require_project(call.site, call.caller, key).properties, name)


@table.put("/project/<key>/properties/<name>")
def put_project_property(call: Call, key: str, name: str) -> Json:
    project = _administered(call, key)
    value = call.any_body()
    properties.check(name, value)
    new = name not in project.properties
    project.properties[name] = value
    return {}, 201 if new else 200


@table.delete("/project/<key>/properties/<name>")
def delete_project_property(call: Call, key: str, name: str) -> Json:
    project = _administered(call, key)
    _value(project.properties, name)
    del project.properties[name]


def _administered(call: Call, key: str) -> Project:
    project = require_project(call.site, call.caller, key)
    may = allows(call.site, call.me, "ADMINISTER_PROJECTS", project) or is_admin(call.site, call.me)
    if not may:
        raise forbidden("You do not have permission to change the properties of this project.")
    return project
