"""How identities, work items, updates and relations are written as JSON."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any
from urllib.parse import quote

from .identifiers import FAR_FUTURE, written
from .organization import Organization
from .work_items import RELATION_TYPES, CommentRef, Relation, Revision, Update, Who, WorkItem

Json = dict[str, Any]
EXPANSIONS = ("none", "relations", "fields", "links", "all")


def identity_ref(organization: Organization, person_id: str) -> Json:
    """The full reference of a person."""
    person = organization.people.get(person_id)
    if person is None:
        return {"id": person_id, "displayName": "Unknown", "uniqueName": ""}
    avatar = f"{organization.url}/_apis/GraphProfile/MemberAvatars/{person.descriptor}"
    return {
        "displayName": person.display_name,
        "url": f"{organization.graph_url}/_apis/Identities/{person.id}",
        "_links": {"avatar": {"href": avatar}},
        "id": person.id,
        "uniqueName": person.unique_name,
        "imageUrl": avatar,
        "descriptor": person.descriptor,
    }


def identity_label(organization: Organization, person_id: str) -> str:
    """`Name <mail>`, as hooks, the recycle bin and reporting write people."""
    person = organization.people.get(person_id)
    return person.label if person else ""


def identity_short(organization: Organization, person_id: str) -> Json:
    """Id and label, as reporting writes people with `includeIdentityRef`."""
    return {**identity_ref(organization, person_id), "uniqueName": identity_label(organization, person_id)}


Identity = Callable[[Organization, str], Any]


def value_json(organization: Organization, value: Any, identity: Identity = identity_ref) -> Any:
    """A field's value as JSON."""
    if isinstance(value, Who):
        return identity(organization, value.id)
    if isinstance(value, datetime):
        return written(value)
    return value


def computed(organization: Organization, item: WorkItem, revision: Revision) -> Json:
    """Fields that follow from the others; shown only when asked for."""
    project = organization.projects.find(item.project_id)
    area = str(revision.fields.get("System.AreaPath", ""))
    iteration = str(revision.fields.get("System.IterationPath", ""))
    counts = dict.fromkeys(("Related", "Hyperlink", "AttachedFile", "ArtifactLink"), 0)
    for relation in revision.relations:
        counts[relation.rel if relation.target is None else "Related"] += 1
    values: Json = {
        "System.Id": item.id,
        "System.Rev": revision.rev,
        "System.Watermark": revision.watermark,
        "System.PersonId": int(revision.by[:7], 16),
        "System.AuthorizedAs": Who(revision.authorized_as),
        "System.AuthorizedDate": revision.at,
        "System.RevisedDate": item.revised_date(revision) or FAR_FUTURE,
        "System.NodeName": area.rsplit("\\", 1)[-1],
        "System.RelatedLinkCount": counts["Related"],
        "System.HyperLinkCount": counts["Hyperlink"],
        "System.AttachedFileCount": counts["AttachedFile"],
        "System.ExternalLinkCount": counts["ArtifactLink"],
    }
    if revision.deleted:
        values["System.IsDeleted"] = True
    for kind, path in (("Area", area), ("Iteration", iteration)):
        for level, part in enumerate(path.split("\\")[:3], 1):
            values[f"System.{kind}Level{level}"] = part
        found = project.node(kind.lower()).find(path) if project else None
        if found:
            values[f"System.{kind}Id"] = found[1].id
    return values


def fields_json(
    organization: Organization,
    item: WorkItem,
    revision: Revision,
    *,
    fields: Collection[str] | None = None,
    everything: bool = False,
    identity: Identity = identity_ref,
) -> Json:
    """The fields of a revision: the named ones, all with the computed ones, or the usual set."""
    values: Json = dict(revision.fields)
    if everything or fields is not None:
        values = computed(organization, item, revision) | values
    if fields is not None:
        wanted = {name.lower() for name in fields}
        values = {name: value for name, value in values.items() if name.lower() in wanted}
    return {name: value_json(organization, value, identity) for name, value in values.items()}


def live_revision(item: WorkItem) -> Revision:
    """The last revision with the present fields and relations (a new parent makes no revision)."""
    last = item.last
    return Revision(
        last.rev,
        item.fields,
        item.formats,
        tuple(item.relations),
        last.at,
        last.by,
        last.authorized_as,
        last.watermark,
        item.deleted,
    )


def item_url(organization: Organization, item: WorkItem) -> str:
    return f"{organization.url}/{item.project_id}/_apis/wit/workItems/{item.id}"


def links_json(organization: Organization, item: WorkItem, url: str) -> Json:
    base = f"{organization.url}/{item.project_id}"
    own = item_url(organization, item)
    return {
        "self": {"href": url},
        "workItemUpdates": {"href": f"{own}/updates"},
        "workItemRevisions": {"href": f"{own}/revisions"},
        "workItemComments": {"href": f"{own}/comments"},
        "html": {"href": f"{base}/_workitems/edit/{item.id}"},
        "workItemType": {"href": f"{base}/_apis/wit/workItemTypes/{quote(item.type_name)}"},
        "fields": {"href": f"{base}/_apis/wit/fields"},
    }


def relation_json(organization: Organization, relation: Relation) -> Json:
    attributes: Json = {}
    if relation.target is not None:
        attributes = {"isLocked": False, "name": RELATION_TYPES[relation.rel].name}
    elif relation.created is not None:
        moment = written(relation.created)
        attributes = {"authorizedDate": moment, "id": relation.id}
        attributes |= {"resourceCreatedDate": moment, "resourceModifiedDate": moment}
        attributes["revisedDate"] = written(FAR_FUTURE)
        if relation.rel == "AttachedFile":
            attributes["resourceSize"] = relation.size
        if relation.name:
            attributes["name"] = relation.name
    if relation.comment:
        attributes["comment"] = relation.comment
    return {"rel": relation.rel, "url": organization.relation_url(relation), "attributes": attributes}


def relations_json(organization: Organization, relations: Iterable[Relation]) -> list[Json]:
    return [relation_json(organization, relation) for relation in relations]


def comment_ref_json(organization: Organization, item: WorkItem, reference: CommentRef) -> Json:
    url = f"{item_url(organization, item)}/comments/{reference.comment_id}/versions/{reference.version}"
    return {"commentId": reference.comment_id, "version": reference.version, "url": url}


def work_item_json(
    organization: Organization,
    item: WorkItem,
    *,
    revision: Revision | None = None,
    fields: Collection[str] | None = None,
    expand: str = "none",
    links: bool = True,
    relations: bool = False,
    identity: Identity = identity_ref,
) -> Json:
    """A work item, as it is now or as a revision shows it."""
    shown = revision or live_revision(item)
    body: Json = {
        "id": item.id,
        "rev": shown.rev,
        "fields": fields_json(
            organization,
            item,
            shown,
            fields=fields,
            everything=expand in ("all", "fields"),
            identity=identity,
        ),
    }
    if (relations or expand in ("all", "relations")) and shown.relations:
        body["relations"] = relations_json(organization, shown.relations)
    body["multilineFieldsFormat"] = dict(shown.formats)
    if shown.comment is not None:
        body["commentVersionRef"] = comment_ref_json(organization, item, shown.comment)
    url = item_url(organization, item)
    if revision is not None:
        url = f"{url}/revisions/{revision.rev}"
    if links or expand in ("all", "links"):
        body["_links"] = links_json(organization, item, url)
    body["url"] = url
    return body


def update_json(organization: Organization, item: WorkItem, update: Update, *, number: int | None = None) -> Json:
    """One entry of the history."""
    own = item_url(organization, item)
    shown = update.number if number is None else number
    body: Json = {
        "id": shown,
        "workItemId": item.id,
        "rev": update.rev,
        "revisedBy": {
            **identity_ref(organization, update.by),
            "name": identity_label(organization, update.by),
        },
        "revisedDate": written(_revised(item, update)),
    }
    if update.fields:
        body["fields"] = {name: _change(organization, *pair) for name, pair in update.fields.items()}
    relations = {
        name: relations_json(organization, found)
        for name, found in (("added", update.added), ("removed", update.removed), ("updated", update.changed))
        if found
    }
    if relations:
        body["relations"] = relations
    body["url"] = f"{own}/updates/{shown}"
    return body


def _revised(item: WorkItem, update: Update) -> datetime:
    """A revision's update ends with the next revision, a link's update carries its own time."""
    moved = "System.Rev" in update.fields
    if not moved:
        return update.at
    return item.revisions[update.rev].at if update.rev < len(item.revisions) else FAR_FUTURE


def _change(organization: Organization, old: Any, new: Any) -> Json:
    pair: Json = {}
    if old is not None:
        pair["oldValue"] = value_json(organization, old)
    if new is not None:
        pair["newValue"] = value_json(organization, new)
    return pair
