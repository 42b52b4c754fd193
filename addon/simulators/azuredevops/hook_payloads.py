"""Bodies of service hook deliveries, resource version 1.0."""

from html import escape
from typing import Any

from .html_text import plain
from .identifiers import FAR_FUTURE, ticks, written
from .organization import Event, Organization
from .values import split_tags
from .views import (
    Json,
    comment_ref_json,
    fields_json,
    identity_label,
    identity_ref,
    item_url,
    links_json,
    live_revision,
    relations_json,
    value_json,
)
from .work_items import Revision, WorkItem


def payload(organization: Organization, event: Event, event_id: str) -> Json:
    """The whole event without the parts that belong to one subscription."""
    item = event.item
    resource = _updated(organization, event) if event.kind == "updated" else _snapshot(organization, event)
    text = _sentence(organization, event)
    link = f"{organization.url}/{item.project_id}/_workitems/edit/{item.id}"
    base = f"{organization.url}/"
    return {
        "id": event_id,
        "eventType": f"workitem.{event.kind}",
        "publisherId": "tfs",
        "message": {
            "text": f"{text}\r\n({link})",
            "html": f'<a href="{link}">{escape(text)}</a>',
            "markdown": f"[{text}]({link})",
        },
        "detailedMessage": {"text": f"{text}\r\n({link})", "html": escape(text), "markdown": text},
        "resource": resource,
        "resourceVersion": "1.0",
        "resourceContainers": {
            "collection": {"id": organization.instance_id, "baseUrl": base},
            "account": {"id": organization.account_id, "baseUrl": base},
            "project": {"id": item.project_id, "baseUrl": base},
        },
        "createdDate": written(event.update.at),
    }


def _revision_of(event: Event) -> Revision:
    """The revision as it stood when the event happened."""
    if event.update.rev == event.item.rev:
        return live_revision(event.item)
    return event.item.revisions[event.update.rev - 1]


def _snapshot(organization: Organization, event: Event) -> Json:
    """created, commented, deleted, restored: the id is the work item's."""
    item, revision = event.item, _revision_of(event)
    url = item_url(organization, item)
    fields = fields_json(organization, item, revision, identity=identity_label)
    resource: Json = {"id": item.id, "rev": revision.rev, "fields": fields}
    stored = item.revisions[event.update.rev - 1]
    if event.kind == "commented" and stored.comment is not None:
        fields["System.History"] = stored.fields.get("System.History", "")
        resource["commentVersionRef"] = comment_ref_json(organization, item, stored.comment)
    if revision.relations:
        resource["relations"] = relations_json(organization, revision.relations)
    if event.kind == "deleted":
        url = f"{organization.url}/{item.project_id}/_apis/wit/recyclebin/{item.id}"
    resource["_links"] = links_json(organization, item, url)
    resource["url"] = url
    return resource


def _updated(organization: Organization, event: Event) -> Json:
    """updated: the id is a number of the update, beyond 32 bits; the item is `workItemId`."""
    item, update = event.item, event.update
    number = ticks(update.at)
    own = item_url(organization, item)
    resource: Json = {
        "id": number,
        "workItemId": item.id,
        "rev": update.rev,
        "revisedBy": {
            **identity_ref(organization, update.by),
            "name": identity_label(organization, update.by),
        },
        "revisedDate": written(FAR_FUTURE),
    }
    if update.fields:
        resource["fields"] = {
            name: {
                key: value_json(organization, value, identity_label)
                for key, value in (("oldValue", pair[0]), ("newValue", pair[1]))
                if value is not None
            }
            for name, pair in update.fields.items()
        }
    relations = {
        name: relations_json(organization, found)
        for name, found in (("added", update.added), ("removed", update.removed), ("updated", update.changed))
        if found
    }
    if relations:
        resource["relations"] = relations
    revision = _revision_of(event)
    shown: Json = {
        "id": item.id,
        "rev": revision.rev,
        "fields": fields_json(organization, item, revision, identity=identity_label),
    }
    if revision.relations:
        shown["relations"] = relations_json(organization, revision.relations)
    shown["_links"] = links_json(organization, item, f"{own}/revisions/{revision.rev}")
    shown["url"] = f"{own}/revisions/{revision.rev}"
    resource["_links"] = {
        "self": {"href": f"{own}/updates/{number}"},
        "workItemUpdates": {"href": f"{own}/updates"},
        "parent": {"href": own},
        "html": {"href": f"{organization.url}/{item.project_id}/_workitems/edit/{item.id}"},
    }
    resource["url"] = f"{own}/updates/{number}"
    resource["revision"] = shown
    return resource


def _sentence(organization: Organization, event: Event) -> str:
    item = event.item
    verb = "commented on" if event.kind == "commented" else event.kind
    person = organization.people.get(event.by)
    name = person.display_name if person else "somebody"
    return f"{item.type_name} #{item.id} ({plain(item.title)}) {verb} by {name}"


def trimmed(body: Json, consumer_inputs: dict[str, str]) -> Json:
    """The body as the subscription's inputs want it."""
    body = dict(body)
    details = consumer_inputs.get("resourceDetailsToSend", "all") or "all"
    if details == "none":
        body["resource"] = None
    elif details == "minimal":
        body["resource"] = {"id": body["resource"]["id"], "url": body["resource"].get("url")}
    for key, wish in (("message", "messagesToSend"), ("detailedMessage", "detailedMessagesToSend")):
        wanted = consumer_inputs.get(wish, "all") or "all"
        if wanted == "none":
            body[key] = None
        elif wanted != "all" and body.get(key):
            body[key] = {wanted: body[key].get(wanted)}
    return body


def sample(organization: Organization, event_type: str, event_id: str) -> Json:
    """A trial event about a work item that does not exist."""
    now = organization.clock.now()
    project = next(iter(organization.projects.all()), None)
    resource: dict[str, Any] = {
        "id": 5,
        "rev": 1,
        "fields": {
            "System.AreaPath": project.name if project else "Sample",
            "System.TeamProject": project.name if project else "Sample",
            "System.WorkItemType": "Bug",
            "System.State": "New",
            "System.Title": "This is a sample work item",
            "System.CreatedDate": written(now),
        },
        "url": f"{organization.url}/_apis/wit/workItems/5",
    }
    if event_type == "workitem.updated":
        resource = {
            "id": 2,
            "workItemId": 0,
            "rev": 2,
            "revisedDate": written(FAR_FUTURE),
            "fields": {"System.State": {"oldValue": "New", "newValue": "Active"}},
            "revision": resource,
            "url": f"{organization.url}/_apis/wit/workItems/5/updates/2",
        }
    base = f"{organization.url}/"
    return {
        "id": event_id,
        "eventType": event_type,
        "publisherId": "tfs",
        "message": {"text": "A sample event.", "html": "A sample event.", "markdown": "A sample event."},
        "detailedMessage": {"text": "A sample event.", "html": "A sample event.", "markdown": "A sample event."},
        "resource": resource,
        "resourceVersion": "1.0",
        "resourceContainers": {
            "collection": {"id": organization.instance_id, "baseUrl": base},
            "account": {"id": organization.account_id, "baseUrl": base},
            "project": {"id": project.id if project else organization.account_id, "baseUrl": base},
        },
        "createdDate": written(now),
    }


def matches_item(item: WorkItem, event: Event, inputs: dict[str, str]) -> bool:
    """Whether the publisher inputs of a subscription let an event through."""
    if inputs.get("projectId") and inputs["projectId"].lower() != item.project_id:
        return False
    area = inputs.get("areaPath", "")
    path = str(item.fields.get("System.AreaPath", ""))
    if area and path.lower() != area.lower() and not path.lower().startswith(f"{area.lower()}\\"):
        return False
    kind = inputs.get("workItemType", "")
    if kind and kind.lower() != item.type_name.lower():
        return False
    tag = inputs.get("tag", "").lower()
    if tag and tag not in [own.lower() for own in split_tags(str(item.fields.get("System.Tags") or ""))]:
        return False
    if event.kind == "updated":
        changed = inputs.get("changedFields", "")
        if changed and changed not in event.update.fields:
            return False
        links = bool(event.update.added or event.update.removed or event.update.changed)
        if str(inputs.get("linksChanged", "")).lower() == "true" and not links:
            return False
    pattern = inputs.get("commentPattern", "")
    if event.kind == "commented" and pattern:
        return any(pattern.lower() in comment.last.text.lower() for comment in item.comments[-1:])
    return True
