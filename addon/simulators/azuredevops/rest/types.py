"""Work item types, their states and fields, categories, the field list, relation types."""

from typing import Any
from urllib.parse import quote

from ..categories import CATEGORIES, types_of
from ..errors import VendorError, bad_argument, field_not_found, type_not_found
from ..fields import Field
from ..organization import Organization
from ..processes import TypeField, WorkItemType
from ..projects import Project
from ..work_items import RELATION_TYPES, RelationType
from .routing import Answer, ApiCall, routes


@routes.add("GET", "wit/workitemtypes", "vso.work")
def work_item_types(call: ApiCall) -> Any:
    project = require_project(call)
    process = call.organization.process_of(project)
    value = [_type(call.organization, project, item) for item in process.types.values()]
    return {"count": len(value), "value": value}


@routes.add("GET", "wit/workitemtypes/{type}", "vso.work")
def work_item_type(call: ApiCall) -> Any:
    project = require_project(call)
    return _type(call.organization, project, _find(call, project))


@routes.add("GET", "wit/workitemtypes/{type}/states", "vso.work")
def states(call: ApiCall) -> Any:
    project = require_project(call)
    value = [dict(state.__dict__) for state in _find(call, project).states]
    return {"count": len(value), "value": value}


@routes.add("GET", "wit/workitemtypes/{type}/fields", "vso.work")
def type_fields(call: ApiCall) -> Any:
    project = require_project(call)
    expand = (call.argument("$expand") or "none").lower()
    value = [_type_field(call.organization, project, item, expand) for item in _find(call, project).fields]
    return {"count": len(value), "value": value}


@routes.add("GET", "wit/workitemtypes/{type}/fields/{field}", "vso.work")
def type_field(call: ApiCall) -> Any:
    project = require_project(call)
    known = call.organization.fields.find(call.values["field"])
    item = _find(call, project).field(known.reference_name) if known else None
    if item is None:
        raise VendorError(404, field_not_found("").type_key, f"TF51535: Cannot find field {call.values['field']}.")
    return _type_field(call.organization, project, item, (call.argument("$expand") or "none").lower())


@routes.add("GET", "wit/workitemtypecategories", "vso.work")
def categories(call: ApiCall) -> Any:
    project = require_project(call)
    value = [found for name in CATEGORIES if (found := _category(call.organization, project, name))]
    return {"count": len(value), "value": value}


@routes.add("GET", "wit/workitemtypecategories/{category}", "vso.work")
def category(call: ApiCall) -> Any:
    project = require_project(call)
    name = next((key for key in CATEGORIES if key.lower() == call.values["category"].lower()), "")
    found = _category(call.organization, project, name) if name else None
    if found is None:
        raise VendorError(
            404,
            "WorkItemTypeCategoryNotFoundException",
            f"VS402324: Work item type category {call.values['category']} does not exist in project {project.name}.",
        )
    return found


@routes.add("GET", "wit/fields", "vso.work")
def fields(call: ApiCall) -> Any:
    value = [_field(call.organization, item) for item in call.organization.fields.all()]
    return {"count": len(value), "value": value}


@routes.add("GET", "wit/fields/{field}", "vso.work")
def field(call: ApiCall) -> Any:
    found = call.organization.fields.find(call.values["field"])
    if found is None:
        raise VendorError(404, field_not_found("").type_key, f"TF51535: Cannot find field {call.values['field']}.")
    return _field(call.organization, found)


@routes.add("POST", "wit/fields", "vso.work_full", "vso.work_write")
def create_field(call: ApiCall) -> Any:
    """A new field of the organization; types get it through the control contract."""
    body = call.object()
    if not body.get("referenceName") or not body.get("name") or not body.get("type"):
        raise bad_argument("A field needs name, referenceName and type.")
    if call.organization.fields.find(str(body["referenceName"])):
        raise bad_argument(f"The field {body['referenceName']} already exists.", "FieldExistsException")
    made = Field(str(body["referenceName"]), str(body["name"]), str(body["type"]))
    return Answer(_field(call.organization, call.organization.fields.add(made)), 201)


@routes.add("GET", "wit/workitemrelationtypes", "vso.work")
def relation_types(call: ApiCall) -> Any:
    value = [_relation_type(call.organization, item) for item in RELATION_TYPES.values()]
    return {"count": len(value), "value": value}


@routes.add("GET", "wit/workitemrelationtypes/{relation}", "vso.work")
def relation_type(call: ApiCall) -> Any:
    wanted = call.values["relation"].lower()
    found = next((item for name, item in RELATION_TYPES.items() if name.lower() == wanted), None)
    if found is None:
        raise VendorError(404, "WorkItemRelationTypeNotFoundException", f"The relation type {wanted} does not exist.")
    return _relation_type(call.organization, found)


def require_project(call: ApiCall) -> Project:
    """The project of the path; 400 where the address lacks one."""
    if call.project is None:
        raise bad_argument("A project name is required in order to perform this request.", "ArgumentException")
    return call.project


def _find(call: ApiCall, project: Project) -> WorkItemType:
    found = call.organization.process_of(project).type(call.values["type"])
    if found is None:
        raise type_not_found(call.values["type"], project.name)
    return found


def _type(organization: Organization, project: Project, kind: WorkItemType) -> dict[str, Any]:
    instances = [_type_field(organization, project, item, "none") for item in kind.fields]
    every = [{"to": state.name, "actions": None} for state in kind.states]
    transitions: dict[str, Any] = {"": [{"to": kind.first_state.name, "actions": None}]}
    transitions |= {state.name: every for state in kind.states}
    return {
        "name": kind.name,
        "referenceName": kind.reference_name,
        "description": kind.description,
        "color": kind.color,
        "icon": {
            "id": kind.icon,
            "url": f"{organization.url}/_apis/wit/workItemIcons/{kind.icon}?color={kind.color}&v=2",
        },
        "isDisabled": kind.disabled,
        "xmlForm": "<FORM><Layout /></FORM>",
        "fields": instances,
        "fieldInstances": instances,
        "transitions": transitions,
        "states": [dict(state.__dict__) for state in kind.states],
        "_links": {"self": {"href": type_url(organization, project, kind)}},
        "url": type_url(organization, project, kind),
    }


def type_url(organization: Organization, project: Project, kind: WorkItemType) -> str:
    return f"{organization.url}/{project.id}/_apis/wit/workItemTypes/{quote(kind.name)}"


def _type_field(organization: Organization, project: Project, item: TypeField, expand: str) -> dict[str, Any]:
    known = organization.fields[item.reference_name]
    body: dict[str, Any] = {
        "defaultValue": None if item.default is None else str(item.default),
        "helpText": item.help_text or None,
        "alwaysRequired": item.always_required,
    }
    if expand in ("allowedvalues", "all"):
        body["allowedValues"] = [str(value) for value in item.allowed]
        if known.is_identity:
            body["allowedValues"] = [person.label for person in organization.people.all() if person.active]
    if expand in ("dependentfields", "all"):
        body["dependentFields"] = []
    return body | {
        "referenceName": known.reference_name,
        "name": known.name,
        "url": f"{organization.url}/{project.id}/_apis/wit/fields/{known.reference_name}",
    }


def _field(organization: Organization, known: Field) -> dict[str, Any]:
    return {
        "name": known.name,
        "referenceName": known.reference_name,
        "description": None,
        "type": known.type,
        "usage": "workItem",
        "readOnly": known.read_only,
        "canSortBy": not known.is_long_text,
        "isQueryable": True,
        "supportedOperations": known.operations(),
        "isIdentity": known.is_identity,
        "isPicklist": False,
        "isPicklistSuggested": False,
        "isDeleted": False,
        "isLocked": False,
        "url": f"{organization.url}/_apis/wit/fields/{known.reference_name}",
    }


def _category(organization: Organization, project: Project, name: str) -> dict[str, Any] | None:
    kinds = types_of(organization.process_of(project), name)
    if not kinds:
        return None
    references = [{"name": kind.name, "url": type_url(organization, project, kind)} for kind in kinds]
    return {
        "name": CATEGORIES[name][0],
        "referenceName": name,
        "defaultWorkItemType": references[0],
        "workItemTypes": references,
        "url": f"{organization.url}/{project.id}/_apis/wit/workItemTypeCategories/{name}",
    }


def _relation_type(organization: Organization, kind: RelationType) -> dict[str, Any]:
    attributes: dict[str, Any] = {"usage": kind.usage, "editable": False, "enabled": True}
    if kind.usage == "workItemLink":
        attributes |= {
            "acyclic": kind.topology in ("tree", "dependency"),
            "directional": kind.topology != "network",
            "singleTarget": kind.single_target,
            "topology": kind.topology,
            "isForward": kind.forward,
            "oppositeEndReferenceName": kind.opposite,
        }
    else:
        attributes |= {"remote": False}
    return {
        "attributes": attributes,
        "referenceName": kind.reference_name,
        "name": kind.name,
        "url": f"{organization.url}/_apis/wit/workItemRelationTypes/{kind.reference_name}",
    }
