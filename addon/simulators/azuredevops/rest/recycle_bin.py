"""The recycle bin: list, look, restore, destroy."""

from typing import Any

from ..access import VIEW
from ..errors import VendorError, bad_argument
from ..organization import Organization
from ..views import identity_label, item_url, work_item_json
from ..work_items import WorkItem
from .routing import Answer, ApiCall, routes


@routes.add("GET", "wit/recyclebin", "vso.work")
def deleted_items(call: ApiCall) -> Any:
    """References of all deleted items, or the items of `ids` in full."""
    ids = call.words("ids")
    deleted = [
        item
        for item in call.organization.items.values()
        if item.deleted
        and call.organization.may(call.person, item, VIEW)
        and (call.project is None or item.project_id == call.project.id)
    ]
    if ids is None:
        value = [{"id": item.id, "url": bin_url(call.organization, item)} for item in deleted]
    else:
        value = [deleted_json(call.organization, item) for item in deleted if str(item.id) in ids]
    return {"count": len(value), "value": value}


@routes.add("GET", "wit/recyclebin/{id}", "vso.work")
def deleted_item(call: ApiCall) -> Any:
    return deleted_json(call.organization, _find(call))


@routes.add("PATCH", "wit/recyclebin/{id}", "vso.work_write")
def restore(call: ApiCall) -> Any:
    """`{"IsDeleted": false}` brings it back."""
    item = _find(call)
    body = {str(key).lower(): value for key, value in call.object().items()}
    if body.get("isdeleted") is not False:
        raise bad_argument("Only IsDeleted = false is supported.", "ArgumentException")
    before = deleted_json(call.organization, item)
    call.site.writer.restore(item, call.caller)
    before["url"] = item_url(call.organization, item)
    before["resource"] = work_item_json(call.organization, item, identity=identity_label)
    return before


@routes.add("DELETE", "wit/recyclebin/{id}", "vso.work_write")
def destroy(call: ApiCall) -> Any:
    call.site.writer.destroy(_find(call), call.caller)
    return Answer(None, 204)


def _find(call: ApiCall) -> WorkItem:
    number = call.id()
    try:
        return call.organization.visible_item(number, call.person, project=call.project, deleted=True)
    except VendorError:
        raise VendorError(
            404,
            "WorkItemNotFoundException",
            f"The work item {number} is not in the recycle bin, or you do not have permission to read it.",
        ) from None


def bin_url(organization: Organization, item: WorkItem) -> str:
    return f"{organization.url}/{item.project_id}/_apis/wit/recycleBin/{item.id}"


def deleted_json(organization: Organization, item: WorkItem) -> dict[str, Any]:
    """A deleted item; the date is written for people, as the service does here and nowhere else."""
    moment = item.last.at
    hour = moment.hour % 12 or 12
    half = "AM" if moment.hour < 12 else "PM"
    return {
        "id": item.id,
        "code": 200,
        "type": item.type_name,
        "name": item.title,
        "project": item.fields.get("System.TeamProject"),
        "deletedDate": f"{moment.month}/{moment.day}/{moment.year} {hour}:{moment:%M:%S} {half}",
        "deletedBy": identity_label(organization, item.last.by),
        "url": bin_url(organization, item),
        "resource": work_item_json(organization, item, identity=identity_label),
    }
