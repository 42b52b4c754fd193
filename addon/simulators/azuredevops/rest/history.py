"""Updates and revisions of one work item. Their numbers differ as soon as links changed."""

from typing import Any

from ..errors import VendorError
from ..views import item_url, update_json, work_item_json
from ..work_items import WorkItem
from .routing import ApiCall, routes


@routes.add("GET", "wit/workitems/{id}/updates", "vso.work")
def updates(call: ApiCall) -> Any:
    item = _item(call)
    value = [update_json(call.organization, item, update) for update in _page(call, item.updates)]
    return {"count": len(value), "value": value}


@routes.add("GET", "wit/workitems/{id}/updates/{number}", "vso.work")
def update(call: ApiCall) -> Any:
    """By its number, or by the large number that service hooks use."""
    item, number = _item(call), call.id("number")
    for found in item.updates:
        if number in (found.number, found.hook_number):
            shown = update_json(call.organization, item, found, number=number)
            return shown | {"_links": _links(call, item, "Updates", shown["url"])}
    raise VendorError(404, "WorkItemUpdateNotFoundException", f"Update {number} of work item {item.id} does not exist.")


@routes.add("GET", "wit/workitems/{id}/revisions", "vso.work")
def revisions(call: ApiCall) -> Any:
    item = _item(call)
    expand = (call.argument("$expand") or "none").lower()
    value = [
        work_item_json(call.organization, item, revision=revision, expand=expand, links=False)
        for revision in _page(call, item.revisions)
    ]
    return {"count": len(value), "value": value}


@routes.add("GET", "wit/workitems/{id}/revisions/{number}", "vso.work")
def revision(call: ApiCall) -> Any:
    item, number = _item(call), call.id("number")
    if not 1 <= number <= len(item.revisions):
        raise VendorError(
            404,
            "WorkItemRevisionNotFoundException",
            f"Revision {number} of work item {item.id} does not exist.",
        )
    expand = (call.argument("$expand") or "none").lower()
    shown = work_item_json(call.organization, item, revision=item.revisions[number - 1], expand=expand)
    return shown | {"_links": shown["_links"] | _links(call, item, "Revisions", shown["url"])}


def _links(call: ApiCall, item: WorkItem, what: str, url: str) -> dict[str, Any]:
    own = item_url(call.organization, item)
    return {
        "self": {"href": url},
        f"workItem{what}": {"href": f"{own}/{what.lower()}"},
        "parent": {"href": own},
    }


def _item(call: ApiCall) -> WorkItem:
    return call.organization.visible_item(call.id(), call.caller, project=call.project)


def _page(call: ApiCall, entries: list[Any]) -> list[Any]:
    skip = call.number("$skip", 0) or 0
    top = min(call.number("$top", 200, least=1) or 200, 200)
    return entries[skip : skip + top]
