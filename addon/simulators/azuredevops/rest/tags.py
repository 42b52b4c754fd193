"""Tags that are in use in a project."""

from typing import Any

from ..errors import VendorError
from ..identifiers import stable_id, written
from ..values import split_tags
from .routing import ApiCall, routes
from .types import require_project


@routes.add("GET", "wit/tags", "vso.work", preview=True)
def tags(call: ApiCall) -> Any:
    value = list(_tags(call).values())
    return {"count": len(value), "value": value}


@routes.add("GET", "wit/tags/{tag}", "vso.work", preview=True)
def tag(call: ApiCall) -> Any:
    wanted = call.values["tag"].lower()
    for key, found in _tags(call).items():
        if wanted in (key, found["id"]):
            return found
    raise VendorError(404, "TagNotFoundException", f"Tag {call.values['tag']} does not exist.")


def _tags(call: ApiCall) -> dict[str, dict[str, Any]]:
    project = require_project(call)
    found: dict[str, dict[str, Any]] = {}
    for item in call.organization.items.values():
        if item.project_id != project.id or item.deleted:
            continue
        for name in split_tags(str(item.fields.get("System.Tags") or "")):
            identifier = stable_id("tag", project.id, name.lower())
            found[name.lower()] = {
                "id": identifier,
                "name": name,
                "url": f"{call.organization.url}/{project.id}/_apis/wit/tags/{identifier}",
                "lastUpdated": written(item.last.at),
            }
    return found
