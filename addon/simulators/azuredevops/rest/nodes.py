"""Areas and iterations."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from ..access import ADMINISTRATOR
from ..errors import VendorError, access_denied, bad_argument
from ..identifiers import read_date, written
from ..organization import Organization
from ..patch import FieldChange, Patch
from ..projects import Node, Project
from .routing import Answer, ApiCall, routes
from .types import require_project

DATES = ("startDate", "finishDate")
FORBIDDEN = set('\\/$?*:"&<>#%|+') | {chr(code) for code in range(32)}


@routes.add("GET", "wit/classificationnodes", "vso.work")
def roots(call: ApiCall) -> Any:
    """Both roots, or the nodes of `ids`."""
    project = require_project(call)
    ids, depth = call.words("ids"), call.number("$depth", 0) or 0
    found = [(kind, node, path) for kind in ("area", "iteration") for path, node in project.node(kind).walk()]
    value: list[Any] = []
    if ids is None:
        value = [
            _node(call.organization, project, kind, node, path, depth) for kind, node, path in found if "\\" not in path
        ]
    lenient = (call.argument("errorPolicy") or "fail").lower() == "omit"
    for wanted in ids or ():
        entry = next((entry for entry in found if str(entry[1].id) == wanted), None)
        if entry is None and not lenient:
            raise _unknown("node", wanted)
        kind, node, path = entry or ("", None, "")
        value.append(node and _node(call.organization, project, kind, node, path, depth))
    return {"count": len(value), "value": value}


@routes.add("GET", "wit/classificationnodes/{group}/{path...}", "vso.work")
def node(call: ApiCall) -> Any:
    project = require_project(call)
    kind, path, found = _find(call, project)
    return _node(call.organization, project, kind, found, path, call.number("$depth", 0) or 0)


@routes.add("GET", "wit/classificationnodes/{group}", "vso.work")
def root(call: ApiCall) -> Any:
    return node(call)


@routes.add("POST", "wit/classificationnodes/{group}/{path...}", "vso.work_write")
def create(call: ApiCall) -> Any:
    """Add a child below a path, with start and finish date for an iteration."""
    project = _administered(call, "Create child nodes.")
    body, kind = call.object(), _kind(call.values["group"])
    parent = "\\".join(part for part in call.values.get("path", "").split("/") if part)
    name, (start, finish) = _name(body.get("name")), _dates(body.get("attributes") or {})
    made = call.organization.projects.add_node(project, kind, parent, name)
    made.start, made.finish = start, finish
    path = "\\".join(part for part in (project.node(kind).name, parent, made.name) if part)
    return Answer(_node(call.organization, project, kind, made, path, 0), 201)


@routes.add("POST", "wit/classificationnodes/{group}", "vso.work_write")
def create_at_root(call: ApiCall) -> Any:
    return create(call)


@routes.add("PATCH", "wit/classificationnodes/{group}/{path...}", "vso.work_write")
def change(call: ApiCall) -> Any:
    """Rename a node, or give an iteration other dates; work items show the new path at once, without a revision."""
    project = _administered(call, "Edit this node.")
    kind, path, found = _find(call, project)
    body = call.object()
    if "attributes" in body:
        found.start, found.finish = _dates(body["attributes"] or {})
    if "name" in body:
        name = _name(body["name"])
        above, _, _ = path.rpartition("\\")
        taken = project.node(kind).find(f"{above}\\{name}")
        if taken is not None and taken[1] is not found:
            raise VendorError(
                409,
                "ClassificationNodeDuplicateNameException",
                f"VS402371: Classification node name {name} is already in use by a different node.",
            )
        found.name = name
        _show_as(call.organization, project, kind, path, f"{above}\\{name}")
        path = f"{above}\\{name}"
    return _node(call.organization, project, kind, found, path, 0)


@routes.add("DELETE", "wit/classificationnodes/{group}/{path...}", "vso.work_write")
def delete(call: ApiCall) -> Answer:
    """Take a node and those below away; their work items go to that of `$reclassifyId`, without which it stays.

    Each of them gets a revision (the service's own way with them is not documented).
    """
    project = _administered(call, "Delete this node.")
    kind, path, found = _find(call, project)
    reference = f"System.{kind.capitalize()}Path"
    below = {text.lower() for text, _ in project.node(kind).walk() if _is_in(text, path)}
    held = [
        item
        for item in call.organization.items.values()
        if item.project_id == project.id and str(item.fields[reference]).lower() in below
    ]
    wanted = call.number("$reclassifyId", 0)
    to = next((text for text, one in project.node(kind).walk() if one.id == wanted and text.lower() not in below), None)
    if held and to is None:
        raise bad_argument(
            "VS402371: The work items of this node need another one; give its id as $reclassifyId.", "ArgumentException"
        )
    for item in held:
        call.site.writer.change(item, Patch(fields=[FieldChange("replace", reference, to)]), call.caller)
    above = project.node(kind).find(path.rpartition("\\")[0])
    if above is None:
        raise bad_argument("VS402488: The root node cannot be deleted.", "ArgumentException")
    above[1].children.remove(found)
    return Answer(status=204)


def _administered(call: ApiCall, doing: str) -> Project:
    project = require_project(call)
    if not call.organization.permissions(call.caller, project) >= ADMINISTRATOR:
        raise access_denied(f"TF50309: You do not have the permission: {doing}")
    return project


def _is_in(path: str, above: str) -> bool:
    return (path + "\\").lower().startswith((above + "\\").lower())


def _show_as(organization: Organization, project: Project, kind: str, before: str, after: str) -> None:
    """What was in a node is in it under its new path, in all its revisions."""
    reference = f"System.{kind.capitalize()}Path"
    for item in organization.items.values():
        if item.project_id == project.id:
            for fields in (item.fields, *(revision.fields for revision in item.revisions)):
                path = str(fields.get(reference, ""))
                if _is_in(path, before):
                    fields[reference] = after + path[len(before) :]


def _name(given: Any) -> str:
    """A name that can stand in a path."""
    if not isinstance(given, str) or not given.strip() or set(given) & FORBIDDEN:
        raise bad_argument(
            f"VS402371: The classification node name '{given}' is empty or has a character that is not allowed.",
            "ClassificationNodeNameInvalidException",
        )
    return given.strip()


def _dates(attributes: Any) -> tuple[datetime | None, datetime | None]:
    """Start and finish: both or none, in their order."""
    try:
        start, finish = (read_date(text) if (text := attributes.get(name)) else None for name in DATES)
    except (AttributeError, ValueError):
        raise bad_argument("The startDate or finishDate is not a date.", "ArgumentException") from None
    if (start is None) is not (finish is None) or (start and finish and start > finish):
        raise bad_argument("An iteration needs a startDate and a finishDate that follows it.", "ArgumentException")
    return start, finish


def _kind(group: str) -> str:
    kinds = {"areas": "area", "iterations": "iteration"}
    if group.lower() not in kinds:
        raise VendorError(400, "ArgumentException", f"The value '{group}' is not valid for structureGroup.")
    return kinds[group.lower()]


def _find(call: ApiCall, project: Project) -> tuple[str, str, Node]:
    kind = _kind(call.values["group"])
    parts = [part for part in call.values.get("path", "").split("/") if part]
    root_node = project.node(kind)
    found = root_node.find("\\".join([root_node.name, *parts]))
    if found is None:
        raise _unknown(f"{kind} name", "/".join(parts))
    return kind, found[0], found[1]


def _unknown(what: str, name: str) -> VendorError:
    message = f"VS402485: The {what} is not recognized: {name}."
    return VendorError(404, "ClassificationNodeDoesNotExistException", message)


def _node(organization: Organization, project: Project, kind: str, node: Node, path: str, depth: int) -> dict[str, Any]:
    group = f"{kind.capitalize()}s"
    below = path.split("\\")[1:]
    body: dict[str, Any] = {
        "id": node.id,
        "identifier": node.identifier,
        "name": node.name,
        "structureType": kind,
        "hasChildren": bool(node.children),
        "path": "\\" + "\\".join([project.name, kind.capitalize(), *below]),
    }
    if node.start and node.finish:
        body["attributes"] = {"startDate": written(node.start), "finishDate": written(node.finish)}
    if depth > 0 and node.children:
        body["children"] = [
            _node(organization, project, kind, child, f"{path}\\{child.name}", depth - 1) for child in node.children
        ]
    base = f"{organization.url}/{project.id}/_apis/wit/classificationNodes/{group}"
    steps = [f"/{quote(part)}" for part in below]
    url = base + "".join(steps)
    links = {"self": {"href": url}} | ({"parent": {"href": base + "".join(steps[:-1])}} if steps else {})
    return body | {"_links": links, "url": url}
