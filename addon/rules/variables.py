"""An entity as a script's `issue` or `workItem`, under the hub names of rules, in the wire form of the sandbox."""

import json
from collections.abc import Mapping
from typing import Any

from addon.replica.entity import Entity
from addon.replica.values import (
    Attachment,
    Comment,
    EntityRef,
    Link,
    Named,
    Person,
    ProjectRef,
    RichText,
    Value,
    Worklog,
)
from addon.rules.ruleset import Traces
from addon.rules.site import APART, HUB_FIELDS, Site
from addon.rules.texts import date_variable, day_variable, document_of, moment_text, rich_variable
from addon.scripting.names import known_names

CATEGORIES = {"new": "To Do", "indeterminate": "In Progress", "done": "Done"}
EMPTY_LISTS = ("labels", "components", "fixVersions", "affectedVersions")
ESTIMATES = ("originalEstimate", "remainingEstimate")
BY_RULE = "rule:"
"""What the partner's id of a comment begins with when no partner but a rule wrote it."""


def entity_variable(entity: Entity, site: Site, traces: Traces) -> dict[str, Any]:
    """The entity's properties; `traces` has the partner's ids of comments, files and work logs.

    Custom fields are in `customFields` by the name people know; Azure DevOps' fields also stand under their reference
    names.
    """
    fields, kind = entity.fields, site.kind
    made: dict[str, Any] = {
        "id": entity.id,
        "key": entity.key,
        "project": _project(entity.project),
        "projectKey": entity.project.key,
        "updated": date_variable(entity.updated),
        "url": entity.url,
    }
    for name in sorted(HUB_FIELDS & set(fields) - {"parent", "comment_count", "created", "due"}):
        made[name] = named_variable(name, fields[name], kind)
    for name in EMPTY_LISTS:
        if name in made and made[name] is None:
            made[name] = []
    made["typeName"] = (made.get("type") or {}).get("name")
    made["created"] = day_variable(fields.get("created"))
    made["due"] = day_variable(fields.get("due"))
    parent = fields.get("parent")
    made["parentId"] = parent.id if isinstance(parent, EntityRef) else None
    made["comments"] = [comment_variable(one, kind, traces.comments) for one in entity.comments or ()]
    made["attachments"] = [attachment_variable(one, traces.attachments) for one in entity.attachments or ()]
    if kind == "jira":
        made["sprint"] = sprint_variable(fields.get(site.sprints))
        made |= estimates(fields.get("timetracking"))
        made["workLogs"] = [worklog_variable(one, kind, traces.worklogs) for one in entity.worklogs or ()]
        made["watchers"] = plain_variable(fields.get("watchers") or (), kind)
        made["entityProperties"] = _properties(fields.get("entityProperties"))
    made["issueLinks"] = [_link(one) for one in entity.links or ()]
    if kind == "azuredevops":
        made["relations"] = [relation_variable(one, entity) for one in entity.links or ()]
    made["customKeys"] = {}
    made["customFields"] = custom_fields(entity, site)
    made |= reference_fields(entity, site)
    return made


def blank_variable(site: Site) -> dict[str, Any]:
    """An entity that is to be made: nothing in it, but the names that may be written."""
    names = HUB_FIELDS & known_names(site.kind)
    nothing = Entity("", "", ProjectRef("", "", ""), dict.fromkeys(sorted(names)), "", 0)
    made = entity_variable(nothing, site, Traces())
    return {**made, "id": None, "key": None, "project": None, "projectKey": None, "updated": None, "url": None}


def custom_fields(entity: Entity, site: Site) -> dict[str, Any]:
    """Everything that has no hub name, by its display name, else its id."""
    made: dict[str, Any] = {}
    for name, value in entity.fields.items():
        if name in HUB_FIELDS or name in APART:
            continue
        called = site.names.get(name, name)
        key = name if called in made else called
        shown = day_variable(value) if _is_date(name, value, site) else custom_variable(value, site.kind)
        made[key] = {"id": name, "name": called, "value": shown}
    for name, called in site.names.items():
        if name not in entity.fields and called not in made:
            made[called] = {"id": name, "name": called, "value": None}
    return made


def _is_date(name: str, value: Value, site: Site) -> bool:
    """Whether it is a day or moment of Jira, which keeps them as texts; Azure DevOps' fields stay as they are."""
    return site.kind == "jira" and site.kinds.get(name) in ("date", "datetime") and isinstance(value, str)


def aliases(fields: Mapping[str, Any]) -> dict[str, str]:
    """Other names under which custom fields are found: their id, and the number in it, to the name they are kept by."""
    made: dict[str, str] = {}
    for name, one in fields.items():
        identifier = str(one["id"])
        for alias in (identifier, identifier.removeprefix("customfield_")):
            if alias != name and alias not in fields:
                made[alias] = name
    return made


def reference_fields(entity: Entity, site: Site) -> dict[str, Any]:
    """Azure DevOps' fields under their reference names, those with a hub name too."""
    if site.kind != "azuredevops":
        return {}
    made: dict[str, Any] = {name: None for name in site.names if "." in name}
    made |= {name: plain_variable(value, site.kind) for name, value in entity.fields.items() if "." in name}
    for hub, reference in site.references.items():
        if hub in entity.fields:
            made[reference] = _reference(hub, entity.fields[hub], site.kind)
    parent = entity.fields.get("parent")
    made["System.TeamProject"] = entity.project.name or None
    made["System.Parent"] = int(parent.id) if isinstance(parent, EntityRef) and parent.id.isdigit() else None
    made["System.CommentCount"] = entity.fields.get("comment_count")
    return made


def named_variable(name: str, value: Value, kind: str) -> Any:
    """A hub field's value; what has a name is an object with one even where the tracker keeps a bare value."""
    if name in ("type", "status", "priority", "resolution") and isinstance(value, str | int):
        return {"id": str(value), "name": str(value)}
    if name == "labels" and isinstance(value, tuple):
        return [{"label": one} for one in value]
    return plain_variable(value, kind)


def custom_variable(value: Value, kind: str) -> Any:
    """A custom field's value: an option answers to `value` and to `name`."""
    if isinstance(value, Named):
        return {"id": value.id, "value": value.name, "name": value.name}
    if isinstance(value, tuple):
        return [custom_variable(one, kind) for one in value]
    if isinstance(value, dict) and "child" in value:
        parent = {"id": value.get("id"), "value": value.get("value"), "name": value.get("value")}
        return {**plain_variable(value, kind), "parent": parent, "child": custom_variable(value["child"], kind)}
    return plain_variable(value, kind)


def plain_variable(value: Value, kind: str) -> Any:
    """A value under the names that scripts know."""
    if isinstance(value, Person):
        return person_variable(value)
    if isinstance(value, Named):
        made: dict[str, Any] = {"id": value.id, "name": value.name}
        if value.category is not None:
            made["statusCategory"] = {"key": value.category, "name": CATEGORIES.get(value.category, value.category)}
        return made
    if isinstance(value, ProjectRef):
        return _project(value)
    if isinstance(value, EntityRef):
        return {"id": value.id, "key": value.key}
    if isinstance(value, RichText):
        return rich_variable(document_of(value), kind)
    if isinstance(value, tuple):
        return [plain_variable(one, kind) for one in value]
    if isinstance(value, dict):
        return {name: plain_variable(one, kind) for name, one in value.items()}
    return value


def person_variable(value: Person | None) -> dict[str, Any] | None:
    """Somebody at a tracker."""
    if value is None:
        return None
    return {
        "key": value.id,
        "accountId": value.id,
        "email": value.email,
        "displayName": value.display_name,
        "username": value.username,
    }


def comment_variable(one: Comment, kind: str, traces: Mapping[str, str]) -> dict[str, Any]:
    """A comment; `remoteId` is the partner's id of one that came from there."""
    return {
        "id": one.id,
        "remoteId": traces.get(one.id),
        "body": rich_variable(document_of(one.body), kind),
        "author": person_variable(one.author),
        "internal": one.internal,
        "executor": None,
        "created": date_variable(one.created),
        "updated": date_variable(one.updated),
        "visibility": one.restricted,
    }


def attachment_variable(one: Attachment, traces: Mapping[str, str]) -> dict[str, Any]:
    """A file."""
    return {
        "id": one.id,
        "remoteId": traces.get(one.id),
        "filename": one.filename,
        "mimetype": one.mimetype,
        "filesize": one.filesize,
        "author": person_variable(one.author),
        "created": date_variable(one.created),
        "internal": False,
    }


def sprint_variable(value: Value) -> dict[str, Any] | None:
    """The sprint that an issue is in: the last of those it was in."""
    last = value[-1] if isinstance(value, tuple) and value else None
    if isinstance(last, Named):
        return {"id": last.id, "name": last.name}
    if isinstance(last, dict):
        return {"id": str(last.get("id") or ""), "name": str(last.get("name") or "")}
    return None


def estimates(tracked: Value) -> dict[str, Any]:
    """Estimates in seconds."""
    known = tracked if isinstance(tracked, dict) else {}
    return {name: known.get(f"{name}Seconds") for name in ESTIMATES}


def worklog_variable(one: Worklog, kind: str, traces: Mapping[str, str]) -> dict[str, Any]:
    """Logged work; `timeSpent` in seconds."""
    text = RichText("text", "") if one.comment is None else one.comment
    return {
        "id": one.id,
        "remoteId": traces.get(one.id),
        "comment": rich_variable(document_of(text), kind),
        "timeSpent": one.seconds,
        "author": person_variable(one.author),
        "startDate": date_variable(one.started),
    }


def _properties(found: Value) -> dict[str, Any]:
    """What apps keep on an issue, by key; kept as JSON texts."""
    return {key: json.loads(str(text)) for key, text in found.items()} if isinstance(found, dict) else {}


RELATIONS = {
    "System.LinkTypes.Hierarchy-Forward": "Child",
    "System.LinkTypes.Hierarchy-Reverse": "Parent",
    "System.LinkTypes.Related": "Related",
    "System.LinkTypes.Dependency-Forward": "Successor",
    "System.LinkTypes.Dependency-Reverse": "Predecessor",
    "System.LinkTypes.Duplicate-Forward": "Duplicate",
    "System.LinkTypes.Duplicate-Reverse": "Duplicate Of",
    "Microsoft.VSTS.Common.TestedBy-Forward": "Tested By",
    "Microsoft.VSTS.Common.TestedBy-Reverse": "Tests",
    "Microsoft.VSTS.Common.Affects-Forward": "Affects",
    "Microsoft.VSTS.Common.Affects-Reverse": "Affected By",
    "Hyperlink": "Hyperlink",
}
"""What Azure DevOps calls its types of links in `attributes.name`."""


def relation_variable(one: Link, entity: Entity) -> dict[str, Any]:
    """A relation as Azure DevOps answers it: where it leads is the last part of its address."""
    url = one.url
    if url is None and one.target is not None:
        organization = entity.url.partition("/_workitems/")[0].rpartition("/")[0]
        url = f"{organization}/_apis/wit/workItems/{one.target.id}"
    name = RELATIONS.get(one.kind, one.kind.rpartition(".")[2])
    return {"rel": one.kind, "url": url, "id": one.id, "attributes": {"name": name, "id": one.id}}


def _reference(hub: str, value: Value, kind: str) -> Any:
    if hub == "labels" and isinstance(value, tuple):
        return "; ".join(str(one) for one in value)
    if hub in ("type", "status", "resolution") and isinstance(value, Named):
        return value.name
    if hub == "priority" and isinstance(value, Named) and value.name.isdigit():
        return int(value.name)
    if hub in ("created", "due") and isinstance(value, int) and not isinstance(value, bool):
        return moment_text(value).replace("+0000", "Z")
    return plain_variable(value, kind)


def _project(value: ProjectRef) -> dict[str, str]:
    return {"id": value.id, "key": value.key, "name": value.name}


def _link(one: Link) -> dict[str, Any]:
    return {
        "id": one.id,
        "linkName": one.kind,
        "linkTypeName": one.kind,
        "isOutward": one.outward,
        "otherIssueId": one.target.id if one.target else None,
        "otherIssueKey": one.target.key if one.target else None,
        "url": one.url,
    }
