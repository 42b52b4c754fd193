"""The site's lists: priorities, resolutions, statuses, issue types, fields, labels, link types."""

from flask import request

from ..errors import JiraError, forbidden, not_found
from ..fields import READ_ONLY_FIELDS
from ..permissions import is_admin, require_project
from ..present import field_name, field_schema, show_link_type, show_status_category
from ..records import Json, Named
from ..site import CATEGORIES
from .api import Call, Table

table = Table()


def _named(call: Call, kind: str, item: Named) -> Json:
    shown = call.site.show_named(kind, item)
    if kind == "priority":
        return {**shown, "description": item.description, "statusColor": "#5243AA"}
    return shown


@table.get("/securitylevel/<identity>", scope="PROJECT_ADMIN")
def security_level(call: Call, identity: str) -> Json:
    raise not_found(f"No security level with ID '{identity}' exists.")


@table.get("/events", scope="ADMIN")
def events(call: Call) -> Json:
    if not is_admin(call.site, call.me):
        raise forbidden("You are not authorized to perform this operation. Administrator privileges are required.")
    return [{"id": 1, "name": "Issue Created"}]


@table.get("/priority")
def priorities(call: Call) -> Json:
    return [_named(call, "priority", item) for item in call.site.priorities.values()]


@table.get("/priority/search")
def priority_page(call: Call) -> Json:
    return call.page(list(call.site.priorities.values()), lambda item: _named(call, "priority", item))


@table.get("/priority/<identity>")
def priority(call: Call, identity: str) -> Json:
    if identity not in call.site.priorities:
        raise not_found(f"The priority with id '{identity}' does not exist")
    return _named(call, "priority", call.site.priorities[identity])


@table.get("/resolution")
def resolutions(call: Call) -> Json:
    return [_named(call, "resolution", item) for item in call.site.resolutions.values()]


@table.get("/resolution/search")
def resolution_page(call: Call) -> Json:
    def show(item: Named) -> Json:
        return {**_named(call, "resolution", item), "default": False}

    return call.page(list(call.site.resolutions.values()), show)


@table.get("/resolution/<identity>")
def resolution(call: Call, identity: str) -> Json:
    if identity not in call.site.resolutions:
        raise not_found(f"The resolution with id '{identity}' does not exist")
    return _named(call, "resolution", call.site.resolutions[identity])


@table.get("/status")
def statuses(call: Call) -> Json:
    return [call.site.show_status(item) for item in call.site.statuses.values()]


@table.get("/status/<identity>")
def status(call: Call, identity: str) -> Json:
    for item in call.site.statuses.values():
        if identity in (item.id, item.name):
            return call.site.show_status(item)
    raise not_found(f"The status '{identity}' does not exist.")


@table.get("/statuses/search", scope=None)
def status_search(call: Call) -> Json:
    raise JiraError(403, "You do not have permission to view statuses.")


@table.get("/statuscategory")
def categories(call: Call) -> Json:
    return [show_status_category(call.site, key) for key in CATEGORIES]


@table.get("/statuscategory/<identity>")
def category(call: Call, identity: str) -> Json:
    """By id or key."""
    for key in CATEGORIES:
        shown = show_status_category(call.site, key)
        if identity in (str(shown["id"]), key):
            return shown
    raise not_found("The status category does not exist.")


@table.get("/issuetype")
def types(call: Call) -> Json:
    return [call.site.show_type(item) for item in call.site.types.values()]


@table.get("/issuetype/project")
def types_of_project(call: Call) -> Json:
    project = require_project(call.site, call.caller, call.text("projectId"))
    return [call.site.show_type(call.site.types[item]) for item in project.scheme.type_ids]


@table.get("/issuetype/<identity>")
def type_(call: Call, identity: str) -> Json:
    if identity not in call.site.types:
        raise not_found(f"The issue type with id '{identity}' does not exist")
    return call.site.show_type(call.site.types[identity])


def _field(call: Call, field_id: str) -> Json:
    field = call.site.fields.get(field_id)
    if field is not None and field.custom:
        number = field_id.removeprefix("customfield_")
        names = [f"cf[{number}]", field.name]
    else:
        names = list(field.clauses if field else READ_ONLY_FIELDS[field_id][2])
    shown = {
        "id": field_id,
        "key": field_id,
        "name": field_name(call.site, field_id),
        "custom": bool(field and field.custom),
        "orderable": field is not None,
        "navigable": field_id not in ("comment", "attachment"),
        "searchable": bool(names),
        "clauseNames": names,
    }
    schema = field_schema(call.site, field_id)
    return {**shown, "schema": schema} if schema else shown


@table.get("/field")
def fields(call: Call) -> Json:
    return [_field(call, item) for item in (*call.site.fields, *READ_ONLY_FIELDS)]


@table.get("/field/search", scope="NONE")
def field_page(call: Call) -> Json:
    query, ids, kinds = call.text("query").lower(), call.words("id"), call.words("type")
    found = [
        field
        for field in call.site.fields.values()
        if query in field.name.lower()
        and (not ids or field.id in ids)
        and (not kinds or ("custom" if field.custom else "system") in kinds)
    ]

    def show(item: object) -> Json:
        field = call.site.fields[item.id]  # type: ignore[attr-defined]
        return {"id": field.id, "name": field.name, "schema": field.schema(), "description": "", "key": field.id}

    return call.page(found, show)


@table.get("/label")
def labels(call: Call) -> Json:
    found = {label for issue in call.site.issues.values() for label in issue.fields.get("labels") or []}
    return call.page(sorted(found), lambda label: label, 1000, 1000)


@table.get("/issueLinkType")
def link_types(call: Call) -> Json:
    return {"issueLinkTypes": [show_link_type(call.site, item) for item in call.site.link_types]}


@table.get("/issueLinkType/<identity>")
def link_type(call: Call, identity: str) -> Json:
    if identity not in call.site.link_types:
        raise not_found(f"No issue link type with id '{identity}' found.")
    return show_link_type(call.site, identity)


@table.get("/role", scope="ADMIN")
def roles(call: Call) -> Json:
    return [
        {
            "self": call.site.url(f"/rest/api/3/role/{role.id}"),
            "name": role.name,
            "id": int(role.id),
            "description": role.description,
        }
        for role in call.site.roles.values()
    ]


@table.add("GET", "/search")
def removed_get(call: Call) -> Json:
    return _removed()


@table.add("POST", "/search")
def removed_post(call: Call) -> Json:
    return _removed()


def _removed() -> Json:
    version = "2" if request.path.startswith("/rest/api/2") else "3"
    message = (
        f"The requested API has been removed. Please migrate to the /rest/api/{version}/search/jql API. "
        "A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046"
    )
    raise JiraError(410, message)
